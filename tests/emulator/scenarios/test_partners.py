"""The shares of sub-merchants on the receipt of one payment."""

from __future__ import annotations

from typing import Any

import pytest

from portone_v1 import Conflict, InvalidRequest, NotFound, NotSupported, Refused, ServerError
from portone_v1_emulator import Account, Emulator
from portone_v1_emulator.pgs.channels import CHANNELS

from .orders import begun_by, context_of, paid_by
from .shop import Shop

SKY: dict[str, Any] = {
    "business_registration_number": "123-45-67890",
    "company_name": "하늘상점",
    "amount": 1100,
}
SEA: dict[str, Any] = {
    "business_registration_number": "234-56-78901",
    "company_name": "바다상점",
    "amount": 2200,
    "tax_free": 200,
    "vat_amount": 100,
}


def paid(shop: Shop, provider: str = "html5_inicis") -> str:
    """The imp_uid of a payment of 3,300 won."""
    return paid_by(shop, provider, "card", amount=3300).imp_uid


@pytest.mark.covers("partners.register_receipts")
def test_shares_that_add_up(shop: Shop) -> None:
    imp_uid = paid(shop)
    receipt = shop.partners.register_receipts(imp_uid, shares=[SKY, SEA])
    assert receipt.receipt_url.startswith("https://receipts.invalid/html5_inicis/")
    assert shop.payments.get(imp_uid).pg_tid in receipt.receipt_url
    assert shop.emulator.requests[-2].assumes == ()


@pytest.mark.covers("partners.register_receipts", "bad_shares")
@pytest.mark.parametrize(
    "shares",
    [
        [SKY],
        [SKY, SEA, SEA],
        [],
        [SKY, {**SEA, "business_registration_number": "2345678901"}],
        [SKY, {**SEA, "tax_free": 2201}],
        [SKY, {**SEA, "vat_amount": 2001}],
        [SKY, SEA, {**SKY, "amount": 0}],
    ],
)
def test_shares_that_cannot_be(shop: Shop, shares: list[dict[str, Any]]) -> None:
    with pytest.raises(InvalidRequest) as refused:
        shop.partners.register_receipts(paid(shop), shares=shares)
    assert refused.value.outcome == "rejected"


@pytest.mark.covers("partners.register_receipts", "not_paid")
@pytest.mark.covers("partners.register_receipts", "unknown_payment")
@pytest.mark.covers("partners.register_receipts", "no_shares")
def test_payments_without_such_a_receipt(shop: Shop) -> None:
    with pytest.raises(NotFound, match="존재하지 않는 결제정보"):
        shop.partners.register_receipts("imp_000000000000", shares=[SKY, SEA])
    with pytest.raises(NotSupported) as refused:
        shop.partners.register_receipts(paid(shop, "kcp"), shares=[SKY, SEA])
    assert refused.value.http_status == 501
    with context_of(shop) as context:
        unpaid = begun_by(context, "html5_inicis", "vbank", amount=3300)
        context.shop.payments.put(unpaid)
    cancelled = paid(shop)
    shop.payments.cancel(imp_uid=cancelled, amount="all")
    for imp_uid in (unpaid.imp_uid, cancelled):
        with pytest.raises(Conflict, match="결제완료 상태"):
            shop.partners.register_receipts(imp_uid, shares=[SKY, SEA])


@pytest.mark.covers("partners.register_receipts", "unknown_channel")
def test_a_channel_that_the_merchant_has_no_longer(shop: Shop, emulator: Emulator) -> None:
    imp_uid = paid(shop)
    others = [channel for channel in CHANNELS if channel.pg_provider != "html5_inicis"]
    emulator.store.open_account(
        Account(emulator.api_key, emulator.api_secret, channels=tuple(others))
    )
    try:
        with pytest.raises(NotFound, match="결제연동"):
            shop.partners.register_receipts(imp_uid, shares=[SKY, SEA])
    finally:
        emulator.store.open_account(Account(emulator.api_key, emulator.api_secret))


@pytest.mark.covers("partners.register_receipts", "refused")
@pytest.mark.covers("partners.register_receipts", "server_error")
def test_refused_for_another_reason(shop: Shop) -> None:
    imp_uid = paid(shop)
    shop.emulator.fail(
        "refuse", "partners.register_receipts", case="refused", message="점검 중입니다."
    )
    with pytest.raises(Refused, match="점검 중"):
        shop.partners.register_receipts(imp_uid, shares=[SKY, SEA])
    shop.emulator.fail("refuse", "partners.register_receipts", case="server_error")
    with pytest.raises(ServerError) as lost:
        shop.partners.register_receipts(imp_uid, shares=[SKY, SEA])
    assert lost.value.outcome == "unknown"
