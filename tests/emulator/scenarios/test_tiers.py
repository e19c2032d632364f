"""An agency and its sub-merchants: who they are, and that none sees what another has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from portone_v1 import AlreadyDone, NotFound, PermissionDenied, Refused
from portone_v1_emulator import Account, Emulator
from portone_v1_emulator.shops.certifying import OTP

from .orders import paid_by
from .shop import Kind, Shop, open_shop
from .test_certifications import request as request_otp
from .test_escrows import BODY as SHIPMENT


@pytest.fixture(params=["sync", "async"])
def agency(emulator: Emulator, request: pytest.FixtureRequest) -> Iterator[Shop]:
    """An agency that has two sub-merchants from the start."""
    emulator.store.open_account(Account("agency", "pass", tiers=frozenset({"AB1", "AB2"})))
    kind = cast("Kind", request.param)
    with open_shop(emulator, kind, key="agency", secret="pass") as shop:
        yield shop


def refuses(shop: Shop, tier: str) -> bool:
    """Whether no request can be made for this sub-merchant."""
    try:
        shop.with_options(tier=tier).payments.list_by_status("all")
    except PermissionDenied:
        return True
    return False


@pytest.mark.covers("tiers.get")
@pytest.mark.covers("tiers.create")
@pytest.mark.covers("tiers.update")
@pytest.mark.covers("tiers.delete")
@pytest.mark.covers("tiers.get", "unknown_tier")
@pytest.mark.covers("tiers.update", "unknown_tier")
@pytest.mark.covers("tiers.delete", "unknown_tier")
@pytest.mark.covers("tiers.create", "already_registered")
def test_registered_renamed_and_deleted(agency: Shop) -> None:
    known = agency.tiers.get("AB1")
    assert (known.tier_code, known.tier_name) == ("AB1", "하위상점 AB1")
    assert refuses(agency, "NEW")
    for call in (agency.tiers.get, agency.tiers.delete):
        with pytest.raises(NotFound):
            call("NEW")
    with pytest.raises(NotFound):
        agency.tiers.update("NEW", name="새 상점")

    created = agency.tiers.create("NEW", name="새 상점")
    assert (created.tier_code, created.tier_name) == ("NEW", "새 상점")
    assert agency.tiers.get("NEW") == created
    assert not refuses(agency, "NEW")
    for code in ("NEW", "AB1"):
        with pytest.raises(AlreadyDone):
            agency.tiers.create(code, name="다른 이름")

    assert agency.tiers.update("NEW", name="하늘상점").tier_name == "하늘상점"
    assert agency.tiers.update("AB1", name="바다상점").tier_name == "바다상점"
    assert agency.tiers.get("AB1").tier_name == "바다상점"

    assert agency.tiers.delete("NEW").tier_name == "하늘상점"
    agency.tiers.delete("AB1")
    for code in ("NEW", "AB1"):
        assert refuses(agency, code)
        with pytest.raises(NotFound):
            agency.tiers.get(code)
    assert not refuses(agency, "AB2")


def test_a_code_that_is_registered_again_has_what_it_had(agency: Shop) -> None:
    payment = agency.with_options(tier="AB1").pay("o-1")
    agency.tiers.delete("AB1")
    assert refuses(agency, "AB1")
    assert agency.tiers.create("AB1", name="돌아온 상점").tier_name == "돌아온 상점"
    assert agency.with_options(tier="AB1").payments.get(payment.imp_uid) == payment


def test_they_belong_to_the_agency_whoever_asks(agency: Shop, shop: Shop) -> None:
    agency.with_options(tier="AB1").tiers.create("NEW", name="새 상점")
    assert agency.with_options(tier="AB2").tiers.get("NEW").tier_name == "새 상점"
    with pytest.raises(NotFound):
        shop.tiers.get("NEW")


def test_an_account_without_a_list_takes_any_code_that_is_not_deleted(shop: Shop) -> None:
    assert not refuses(shop, "ZZ9")
    with pytest.raises(NotFound):
        shop.tiers.get("ZZ9")
    shop.tiers.create("ZZ9", name="새 상점")
    shop.tiers.delete("ZZ9")
    assert refuses(shop, "ZZ9")
    assert not refuses(shop, "ZZ8")


def test_a_wrong_tier_does_nothing(agency: Shop) -> None:
    stranger = agency.with_options(tier="ZZ9")
    with pytest.raises(PermissionDenied) as refused:
        stranger.pay("o-1")
    assert refused.value.outcome == "rejected"
    assert agency.emulator.requests[-1].assumes == ("subscribe.onetime forbidden",)
    for tier in (None, "AB1", "AB2", "ZZ9"):
        assert len(agency.emulator.store.shop("agency", tier).payments) == 0


@pytest.mark.covers("tiers.create", "refused")
@pytest.mark.covers("tiers.update", "refused")
@pytest.mark.covers("tiers.delete", "refused")
def test_refused_for_another_reason(agency: Shop) -> None:
    calls: dict[str, Callable[[], object]] = {
        "tiers.create": lambda: agency.tiers.create("NEW", name="새 상점"),
        "tiers.update": lambda: agency.tiers.update("AB1", name="새 상점"),
        "tiers.delete": lambda: agency.tiers.delete("AB1"),
    }
    for operation, call in calls.items():
        agency.emulator.fail("refuse", operation, case="refused", message="점검 중입니다.")
        with pytest.raises(Refused, match="점검 중"):
            call()
    assert agency.tiers.get("AB1").tier_name == "하위상점 AB1"
    assert refuses(agency, "NEW")


# Nothing of one is seen by another.


def _payment(shop: Shop) -> Callable[[Shop], Any]:
    imp_uid = shop.pay("o-1").imp_uid
    return lambda who: who.payments.get(imp_uid)


def _preparation(shop: Shop) -> Callable[[Shop], Any]:
    shop.preparations.create(merchant_uid="o-2", amount=1000)
    return lambda who: who.preparations.get("o-2")


def _billing_key(shop: Shop) -> Callable[[Shop], Any]:
    shop.pay("o-3", customer_uid="c-1")
    return lambda who: who.billing_keys.get("c-1")


def _certification(shop: Shop) -> Callable[[Shop], Any]:
    imp_uid = request_otp(shop)
    shop.certifications.confirm_otp(imp_uid, otp=OTP)
    return lambda who: who.certifications.get(imp_uid)


def _waiting_certification(shop: Shop) -> Callable[[Shop], Any]:
    imp_uid = request_otp(shop)
    return lambda who: who.certifications.confirm_otp(imp_uid, otp=OTP)


def _cash_receipt(shop: Shop) -> Callable[[Shop], Any]:
    imp_uid = paid_by(shop, "kcp", "trans", tier="AB1").imp_uid
    shop.cash_receipts.issue(imp_uid, identifier="01012345678")
    return lambda who: who.cash_receipts.get(imp_uid)


def _external_receipt(shop: Shop) -> Callable[[Shop], Any]:
    shop.cash_receipts.issue_external(
        "cash-1",
        channel_key="channel-key-kcp",
        name="장갑",
        amount=1000,
        identifier="01012345678",
    )
    return lambda who: who.cash_receipts.get_external("cash-1")


def _shipment(shop: Shop) -> Callable[[Shop], Any]:
    imp_uid = paid_by(shop, "kcp", "trans", tier="AB1", escrow=True).imp_uid
    shop.escrows.register(imp_uid, **SHIPMENT)
    return lambda who: who.escrows.get(imp_uid)


def _shares(shop: Shop) -> Callable[[Shop], Any]:
    imp_uid = paid_by(shop, "html5_inicis", "card", tier="AB1", amount=1100).imp_uid
    share = {
        "business_registration_number": "123-45-67890",
        "company_name": "하늘상점",
        "amount": 1100,
    }
    return lambda who: who.partners.register_receipts(imp_uid, shares=[share])


@pytest.mark.parametrize(
    "have",
    [
        _payment,
        _preparation,
        _billing_key,
        _certification,
        _waiting_certification,
        _cash_receipt,
        _external_receipt,
        _shipment,
        _shares,
    ],
)
def test_what_a_sub_merchant_has_is_its_own(
    shop: Shop, have: Callable[[Shop], Callable[[Shop], Any]]
) -> None:
    theirs = shop.with_options(tier="AB1")
    look_up = have(theirs)
    for other in (shop, shop.with_options(tier="AB2")):
        with pytest.raises(NotFound):
            look_up(other)
    assert look_up(theirs) is not None
