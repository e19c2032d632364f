"""Cash receipts: of payments, and of cash that was not paid through PortOne."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from portone_v1 import AlreadyDone, Conflict, InvalidRequest, NotFound, NotSupported, Refused
from portone_v1_emulator.core.records import Payment
from portone_v1_emulator.shops import receipts

from ..conftest import NOW
from ..v1 import V1
from .orders import begun_by, context_of, paid_by
from .shop import Shop

NOT_ISSUED, NOT_REVOKED = "01000000006", "01000000007"
KCP = "channel-key-kcp"


def issue(shop: Shop, payment: Payment, **other: Any) -> Any:
    """A receipt for somebody's phone."""
    return shop.cash_receipts.issue(payment.imp_uid, **{"identifier": "010-1234-5678"} | other)


def issue_external(shop: Shop, merchant_uid: str = "cash-1", **other: Any) -> Any:
    """A receipt for 11,000 won that somebody paid in cash."""
    cash = {"channel_key": KCP, "name": "장갑", "amount": 11_000, "identifier": "01012345678"}
    return shop.cash_receipts.issue_external(merchant_uid, **cash | other)


def has_receipt(shop: Shop, payment: Payment) -> bool:
    """What the payment itself says."""
    return bool(shop.payments.get(payment.imp_uid).cash_receipt_issued)


@pytest.mark.covers("cash_receipts.issue")
@pytest.mark.covers("cash_receipts.get")
@pytest.mark.covers("cash_receipts.revoke")
@pytest.mark.covers("cash_receipts.get", "never_issued")
@pytest.mark.covers("cash_receipts.get", "unknown_payment")
@pytest.mark.covers("cash_receipts.issue", "already_issued")
@pytest.mark.covers("cash_receipts.revoke", "already_revoked")
def test_issued_looked_up_revoked_and_issued_again(shop: Shop) -> None:
    with pytest.raises(NotFound, match="존재하지 않는 결제정보"):
        shop.cash_receipts.get("imp_000000000000")
    payment = paid_by(shop, "kcp", "trans", amount=11_000)
    with pytest.raises(NotFound, match=rf"아임포트 고유 번호\({payment.imp_uid}\)로 현금영수증"):
        shop.cash_receipts.get(payment.imp_uid)
    assert not has_receipt(shop, payment)

    receipt = issue(shop, payment)
    assert (receipt.imp_uid, receipt.type) == (payment.imp_uid, "person")
    assert (receipt.amount, receipt.vat) == (11_000, 1000)
    assert receipt.applied_at.timestamp() == NOW
    assert receipt.cancelled_at is None
    assert len(receipt.apply_num) == 9
    assert shop.cash_receipts.get(payment.imp_uid) == receipt
    assert has_receipt(shop, payment)
    with pytest.raises(AlreadyDone):
        issue(shop, payment)

    shop.emulator.advance(60)
    revoked = shop.cash_receipts.revoke(payment.imp_uid)
    assert revoked.cancelled_at.timestamp() == NOW + 60
    assert shop.cash_receipts.get(payment.imp_uid) == revoked
    assert not has_receipt(shop, payment)
    with pytest.raises(AlreadyDone):
        shop.cash_receipts.revoke(payment.imp_uid)
    assert issue(shop, payment).apply_num != receipt.apply_num
    assert has_receipt(shop, payment)


def test_the_tax_is_an_eleventh_of_what_is_taxed_unless_it_is_given(shop: Shop) -> None:
    cases: list[tuple[dict[str, int], int]] = [
        ({}, 909),
        ({"tax_free": 4500}, 500),
        ({"tax_free": 10_000}, 0),
        ({"vat_amount": 300}, 300),
        ({"vat": 200}, 200),
        ({"vat_amount": 0, "vat": 200}, 0),
        ({"tax_free": 9000, "vat_amount": 1000}, 1000),
    ]
    for split, vat in cases:
        payment = paid_by(shop, "kcp", "vbank", amount=10_000)
        receipt = issue(shop, payment, **split)
        assert (receipt.amount, receipt.vat) == (10_000, vat)


@pytest.mark.covers("cash_receipts.issue", "bad_receipt")
@pytest.mark.parametrize(
    "wrong",
    [
        {"tax_free": 10_001},
        {"vat_amount": 10_001},
        {"tax_free": 9000, "vat_amount": 1001},
        {"vat_amount": Decimal("0.5")},
        {"type": "nobody"},
    ],
)
def test_what_cannot_be_on_a_receipt(shop: Shop, wrong: dict[str, Any]) -> None:
    payment = paid_by(shop, "kcp", "trans", amount=10_000)
    with pytest.raises(InvalidRequest):
        issue(shop, payment, **wrong)
    assert not has_receipt(shop, payment)


@pytest.mark.covers("cash_receipts.issue", "not_paid")
@pytest.mark.covers("cash_receipts.issue", "refused")
@pytest.mark.covers("cash_receipts.issue", "unknown_payment")
@pytest.mark.covers("cash_receipts.revoke", "never_issued")
def test_payments_of_which_there_is_no_receipt(shop: Shop) -> None:
    with context_of(shop) as context:
        unpaid = begun_by(context, "kcp", "vbank")
        context.shop.payments.put(unpaid)
    with pytest.raises(Conflict, match="결제완료 상태"):
        issue(shop, unpaid)
    cancelled = paid_by(shop, "kcp", "trans")
    shop.payments.cancel(imp_uid=cancelled.imp_uid, amount="all")
    with pytest.raises(Conflict, match="결제완료 상태"):
        issue(shop, cancelled)
    with pytest.raises(Refused, match="가상계좌, 계좌이체"):
        issue(shop, paid_by(shop, "kcp", "card"))
    with pytest.raises(NotFound) as refused:
        shop.cash_receipts.issue("imp_000000000000", identifier="01012345678")
    assert (refused.value.http_status, refused.value.code) == (200, 1)
    for imp_uid in ("imp_000000000000", unpaid.imp_uid):
        with pytest.raises(NotFound):
            shop.cash_receipts.revoke(imp_uid)


@pytest.mark.covers("cash_receipts.issue", "no_receipts")
@pytest.mark.covers("cash_receipts.revoke", "no_receipts")
@pytest.mark.covers("cash_receipts.issue_external", "no_receipts")
@pytest.mark.covers("cash_receipts.revoke_external", "no_receipts")
def test_pgs_without_receipts(shop: Shop) -> None:
    with pytest.raises(NotSupported):
        issue(shop, paid_by(shop, "danal_tpay", "trans"))
    payment = paid_by(shop, "kicc", "trans")
    issue(shop, payment, identifier_type="phone")
    with pytest.raises(NotSupported, match="kicc"):
        shop.cash_receipts.revoke(payment.imp_uid)
    assert has_receipt(shop, payment)
    with pytest.raises(NotSupported):
        issue_external(shop, channel_key="channel-key-daou")
    issue_external(shop, channel_key="channel-key-kicc", identifier_type="phone")
    with pytest.raises(NotSupported):
        shop.cash_receipts.revoke_external("cash-1")


@pytest.mark.covers("cash_receipts.issue", "not_issued")
@pytest.mark.covers("cash_receipts.revoke", "not_revoked")
@pytest.mark.covers("cash_receipts.issue_external", "not_issued")
@pytest.mark.covers("cash_receipts.revoke_external", "not_revoked")
def test_a_pg_that_says_no(shop: Shop) -> None:
    payment = paid_by(shop, "kcp", "trans")
    with pytest.raises(Refused) as refused:
        issue(shop, payment, identifier=NOT_ISSUED)
    assert (refused.value.http_status, refused.value.outcome) == (500, "rejected")
    assert not has_receipt(shop, payment)
    issue(shop, payment, identifier=NOT_REVOKED)
    with pytest.raises(Refused) as refused:
        shop.cash_receipts.revoke(payment.imp_uid)
    assert (refused.value.http_status, refused.value.outcome) == (500, "rejected")
    assert has_receipt(shop, payment)

    with pytest.raises(Refused):
        issue_external(shop, identifier=NOT_ISSUED)
    with pytest.raises(NotFound):
        shop.cash_receipts.get_external("cash-1")
    issue_external(shop, identifier=NOT_REVOKED)
    with pytest.raises(Refused):
        shop.cash_receipts.revoke_external("cash-1")
    assert shop.cash_receipts.get_external("cash-1").cancelled_at is None


def test_the_number_must_be_one_for_its_purpose(shop: Shop) -> None:
    for identifier, type_, kind in (
        ("010-1234-5678", "person", None),
        ("900101-2345678", "person", None),
        ("900101-2345678", "person", "person"),
        ("123456789012345678", "person", "taxcard"),
        ("123-45-67890", "company", None),
    ):
        payment = paid_by(shop, "kcp", "trans")
        receipt = issue(shop, payment, identifier=identifier, type=type_, identifier_type=kind)
        assert receipt.type == type_
    for identifier, type_, kind in (
        ("12345", "person", None),
        ("123-45-67890", "person", None),
        ("010-1234-5678", "company", None),
        ("010-1234-5678", "person", "business"),
    ):
        payment = paid_by(shop, "kcp", "trans")
        with pytest.raises(Refused, match="R10") as refused:
            issue(shop, payment, identifier=identifier, type=type_, identifier_type=kind)
        assert "1234" not in str(refused.value)
        assert not has_receipt(shop, payment)


def test_toss_looks_at_no_number(shop: Shop) -> None:
    payment = paid_by(shop, "tosspayments", "trans")
    assert issue(shop, payment, identifier="123-45-67890", type="person").type == "person"


@pytest.mark.parametrize(
    ("provider", "needed"),
    [
        ("nice_v2", {"identifier_type": "phone", "type": "person"}),
        ("settle", {"identifier_type": "phone"}),
        ("ksnet", {"buyer_name": "김하늘", "product_type": "real"}),
        ("smartro_v2", {"type": "person", "buyer_name": "김하늘", "buyer_tel": "01012345678"}),
        (
            "daou",
            {"company_name": "하늘상점", "company_tel": "0212345678", "corp_reg_no": "1234567890"},
        ),
        ("welcome", {"type": "person", "buyer_tel": "01012345678", "corp_reg_no": "1234567890"}),
    ],
)
def test_each_pg_needs_other_fields(shop: Shop, provider: str, needed: dict[str, str]) -> None:
    payment = paid_by(shop, provider, "trans")
    if provider == "nice_v2":
        asked_in_window(shop, payment)
        shop.cash_receipts.revoke(payment.imp_uid)
    for name in needed:
        others = {field: value for field, value in needed.items() if field != name}
        with pytest.raises(InvalidRequest, match=name):
            issue(shop, payment, **others)
    assert issue(shop, payment, **needed).amount == 10_000


def asked_in_window(shop: Shop, payment: Payment) -> None:
    """The customer has asked for a receipt in the pay window."""
    with context_of(shop) as context:
        known = context.shop.payments.get(payment.imp_uid)
        assert known is not None
        receipts.issue_in_window(context, known)


def test_nice_v2_issues_only_what_was_asked_for_in_the_window(shop: Shop) -> None:
    given = {"identifier_type": "phone", "type": "person"}
    payment = paid_by(shop, "nice_v2", "trans")
    with pytest.raises(Refused, match="신청하지 않은"):
        issue(shop, payment, **given)
    asked_in_window(shop, payment)
    assert shop.cash_receipts.get(payment.imp_uid).amount == 10_000
    assert has_receipt(shop, payment)
    shop.cash_receipts.revoke(payment.imp_uid)
    with pytest.raises(Refused, match="카드번호로는"):
        issue(shop, payment, identifier="1" * 18, type="person", identifier_type="taxcard")
    assert issue(shop, payment, **given).amount == 10_000


# What a cancel does.


def cancel(shop: Shop, payment: Payment, amount: int | str, **more: Any) -> None:
    shop.payments.cancel(imp_uid=payment.imp_uid, amount=amount, reason="변심", **more)


def test_a_receipt_is_for_what_is_left(shop: Shop) -> None:
    payment = paid_by(shop, "kcp", "trans", amount=11_000)
    cancel(shop, payment, 4400)
    receipt = issue(shop, payment)
    assert (receipt.amount, receipt.vat) == (6600, 600)


def test_a_cancel_revokes_the_receipt(shop: Shop) -> None:
    payment = paid_by(shop, "kcp", "trans", amount=11_000)
    issue(shop, payment)
    shop.emulator.advance(60)
    cancel(shop, payment, "all")
    receipt = shop.cash_receipts.get(payment.imp_uid)
    assert receipt.cancelled_at.timestamp() == NOW + 60
    assert not has_receipt(shop, payment)


@pytest.mark.parametrize(
    ("assumption", "amount", "vat", "stands"),
    [
        ("reduced", 6600, 560, True),
        ("kept", 11_000, 960, True),
        ("revoked", 11_000, 960, False),
    ],
)
def test_a_partial_cancel(shop: Shop, assumption: str, amount: int, vat: int, stands: bool) -> None:
    assumptions = shop.emulator.state.assumptions
    payment = paid_by(shop, "html5_inicis", "trans", amount=11_000, tax_free=440)
    issue(shop, payment, tax_free=440)
    if assumption != "reduced":
        assumptions.choose("receipt_after_partial_cancel", assumption)
    try:
        cancel(shop, payment, 4400)
    finally:
        assumptions.forget(["receipt_after_partial_cancel"])
    rests = "payments.cancel receipt_after_partial_cancel" in shop.emulator.requests[-1].assumes
    assert rests == (assumption == "reduced")
    receipt = shop.cash_receipts.get(payment.imp_uid)
    assert (receipt.amount, receipt.vat) == (amount, vat)
    assert (receipt.cancelled_at is None) == stands
    assert has_receipt(shop, payment) == stands


def test_a_partial_cancel_takes_the_tax_free_part_with_it(shop: Shop) -> None:
    payment = paid_by(shop, "html5_inicis", "trans", amount=12_000, tax_free=1000)
    issue(shop, payment, tax_free=1000)
    cancel(shop, payment, 6500, tax_free=1000)
    receipt = shop.cash_receipts.get(payment.imp_uid)
    assert (receipt.amount, receipt.vat) == (5500, 500)


def test_ksnet_revokes_what_the_api_issued_and_keeps_what_the_window_issued(shop: Shop) -> None:
    given = {"buyer_name": "김하늘", "product_type": "real"}
    by_api, in_window = (paid_by(shop, "ksnet", "trans") for _ in range(2))
    issue(shop, by_api, **given)
    asked_in_window(shop, in_window)
    for payment in (by_api, in_window):
        cancel(shop, payment, "all")
    assert shop.cash_receipts.get(by_api.imp_uid).cancelled_at is not None
    assert not has_receipt(shop, by_api)
    assert shop.cash_receipts.get(in_window.imp_uid).cancelled_at is None
    assert has_receipt(shop, in_window)
    shop.cash_receipts.revoke(in_window.imp_uid)
    assert not has_receipt(shop, in_window)


def test_at_ksnet_the_merchant_revokes_after_a_partial_cancel_and_issues_again(shop: Shop) -> None:
    given = {"buyer_name": "김하늘", "product_type": "real"}
    payment = paid_by(shop, "ksnet", "trans", amount=11_000, tax_free=1100)
    issue(shop, payment, tax_free=1100, **given)
    cancel(shop, payment, 2200, tax_free=1100)
    assert shop.cash_receipts.get(payment.imp_uid).amount == 11_000
    shop.cash_receipts.revoke(payment.imp_uid)
    assert issue(shop, payment, **given).amount == 8800


def test_smartro_keeps_what_the_api_issued(shop: Shop) -> None:
    given = {"type": "person", "buyer_name": "김하늘", "buyer_tel": "01012345678"}
    account = {
        "refund_holder": "김하늘",
        "refund_bank": "004",
        "refund_account": "12345678901",
        "refund_tel": "01012345678",
    }
    by_api, in_window = (paid_by(shop, "smartro_v2", "vbank") for _ in range(2))
    issue(shop, by_api, **given)
    asked_in_window(shop, in_window)
    for payment in (by_api, in_window):
        cancel(shop, payment, "all", **account)
    shop.emulator.advance(days=3)
    assert shop.payments.get(by_api.imp_uid).status == "cancelled"
    assert has_receipt(shop, by_api)
    assert not has_receipt(shop, in_window)


# Cash that was not paid through PortOne.


@pytest.mark.covers("cash_receipts.issue_external")
@pytest.mark.covers("cash_receipts.get_external")
@pytest.mark.covers("cash_receipts.revoke_external")
@pytest.mark.covers("cash_receipts.get_external", "never_issued")
@pytest.mark.covers("cash_receipts.issue_external", "already_issued")
@pytest.mark.covers("cash_receipts.revoke_external", "already_revoked")
@pytest.mark.covers("cash_receipts.revoke_external", "never_issued")
def test_external_receipts(shop: Shop) -> None:
    for call in (shop.cash_receipts.get_external, shop.cash_receipts.revoke_external):
        with pytest.raises(NotFound):
            call("cash-1")
    receipt = issue_external(shop, tax_free=5500)
    assert (receipt.merchant_uid, receipt.amount, receipt.vat) == ("cash-1", 11_000, 500)
    assert shop.cash_receipts.get_external("cash-1") == receipt
    with pytest.raises(AlreadyDone):
        issue_external(shop)
    issue_external(shop, "cash-2")
    shop.emulator.advance(60)
    revoked = shop.cash_receipts.revoke_external("cash-1")
    assert revoked.cancelled_at.timestamp() == NOW + 60
    with pytest.raises(AlreadyDone):
        shop.cash_receipts.revoke_external("cash-1")
    assert shop.cash_receipts.get_external("cash-2").cancelled_at is None
    assert issue_external(shop).cancelled_at is None


@pytest.mark.covers("cash_receipts.issue_external", "bad_receipt")
@pytest.mark.covers("cash_receipts.revoke_external", "bad_receipt")
def test_external_receipts_that_cannot_be(shop: Shop) -> None:
    for wrong in (
        {"amount": 0},
        {"amount": 1000, "tax_free": 1001},
        {"channel_key": "channel-key-welcome", "type": "person", "buyer_tel": "01012345678"},
    ):
        with pytest.raises(InvalidRequest):
            issue_external(shop, **wrong)
    smartro = {
        "channel_key": "channel-key-smartro_v2",
        "type": "person",
        "buyer_name": "김하늘",
        "buyer_tel": "01012345678",
    }
    with pytest.raises(InvalidRequest, match="merchant_uid"):
        issue_external(shop, "cash-1", **smartro)
    assert issue_external(shop, "cash1", **smartro).merchant_uid == "cash1"
    # The client refuses it by itself.
    with V1(shop.emulator) as v1:
        assert v1.delete("/receipts/external/%20").refusal[0] == 400


@pytest.mark.covers("cash_receipts.revoke", "refused")
@pytest.mark.covers("cash_receipts.issue_external", "refused")
@pytest.mark.covers("cash_receipts.revoke_external", "refused")
def test_refused_for_another_reason(shop: Shop) -> None:
    payment = paid_by(shop, "kcp", "trans")
    issue(shop, payment)
    calls: dict[str, Callable[[], object]] = {
        "cash_receipts.revoke": lambda: shop.cash_receipts.revoke(payment.imp_uid),
        "cash_receipts.issue_external": lambda: issue_external(shop),
        "cash_receipts.revoke_external": lambda: shop.cash_receipts.revoke_external("cash-1"),
    }
    for operation, call in calls.items():
        shop.emulator.fail("refuse", operation, case="refused", message="점검 중입니다.")
        with pytest.raises(Refused, match="점검 중"):
            call()
    assert has_receipt(shop, payment)
