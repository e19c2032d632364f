"""What a PG wants to know of a cancel, and what it will not do."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from portone_v1 import Declined, InvalidRequest
from portone_v1_emulator.pgs.providers import PGS
from portone_v1_emulator.shops.receipts import issue_in_window

from ..conftest import NOW
from .orders import context_of, paid_by
from .refunds import TO_ACCOUNT, assumed, channel_of_tests
from .shop import Shop

KST = timezone(timedelta(hours=9))
HOUR, DAY = 3600, 24 * 3600
DEBIT = "5200-8282-8282-8210"


def card_of(shop: Shop, number: str) -> Any:
    """A card, as the PG has seen it."""
    shop.billing_keys.issue(
        customer_uid=number,
        channel_key="channel-key-nice_v2",
        card_number=number,
        expiry="2035-12",
    )
    key = shop.emulator.shop().billing_keys.get(number)
    assert key is not None
    return key.card


def advance_to(shop: Shop, *when: int) -> None:
    """Let it be that time in Korea."""
    there = datetime(*when, tzinfo=KST).timestamp()  # type: ignore[misc,arg-type]
    shop.emulator.advance(there - shop.emulator.clock.exactly())


def is_refused(shop: Shop, imp_uid: str, why: str, **how: Any) -> None:
    """The PG refuses a cancel, says why, and keeps all of the money."""
    before = shop.payments.get(imp_uid, include_sandbox=True)
    with pytest.raises(Declined, match=why) as refused:
        shop.payments.cancel(imp_uid=imp_uid, **{"amount": "all"} | how)
    assert refused.value.message.startswith("결제취소에 실패하였습니다.[")
    assert assumed(shop) == ()
    assert shop.payments.get(imp_uid, include_sandbox=True) == before


def is_missed(shop: Shop, imp_uid: str, name: str, **how: Any) -> None:
    """The cancel is refused, because the PG needs this field."""
    with pytest.raises(InvalidRequest) as refused:
        shop.payments.cancel(imp_uid=imp_uid, **{"amount": "all"} | how)
    assert refused.value.message == f"필수 파라메터 {name}이(가) 누락되었습니다."
    assert shop.payments.get(imp_uid).cancel_amount == 0


# Where the money goes.


@pytest.mark.parametrize(
    "provider", [name for name, pg in PGS.items() if "vbank" in pg.pay_methods]
)
def test_a_virtual_account_is_refunded_to_an_account(shop: Shop, provider: str) -> None:
    imp_uid = paid_by(shop, provider, "vbank").imp_uid
    shop.emulator.advance(12 * HOUR)
    account = TO_ACCOUNT | {"refund_bank": CODES.get(provider, "088")}
    for name in ("refund_holder", "refund_bank", "refund_account"):
        is_missed(shop, imp_uid, name, **account | {name: None})
    shop.payments.cancel(imp_uid=imp_uid, amount="all", **account)
    shop.emulator.advance(600)
    assert shop.payments.get(imp_uid).status == "cancelled"


CODES = {"kcp": "BK88", "html5_inicis": "88", "inicis": "88"}


@pytest.mark.parametrize(
    ("provider", "code"),
    [("kcp", "088"), ("kcp", "BK088"), ("html5_inicis", "088"), ("nice_v2", "88")],
)
def test_a_bank_has_the_code_of_the_pg(shop: Shop, provider: str, code: str) -> None:
    imp_uid = paid_by(shop, provider, "vbank").imp_uid
    is_refused(shop, imp_uid, "은행코드", **TO_ACCOUNT | {"refund_bank": code})


@pytest.mark.parametrize(
    ("provider", "pay_method"),
    [("smartro", "vbank"), ("smartro_v2", "vbank"), ("smartro_v2", "trans")],
)
def test_smartro_wants_the_holders_number_too(shop: Shop, provider: str, pay_method: str) -> None:
    imp_uid = paid_by(shop, provider, pay_method).imp_uid
    is_missed(shop, imp_uid, "refund_tel", **TO_ACCOUNT | {"refund_tel": None})
    is_missed(shop, imp_uid, "refund_account", **TO_ACCOUNT | {"refund_account": None})
    shop.payments.cancel(imp_uid=imp_uid, amount="all", **TO_ACCOUNT)
    shop.emulator.advance(600)
    assert shop.payments.get(imp_uid).status == "cancelled"


def test_a_transfer_goes_back_by_itself_elsewhere(shop: Shop) -> None:
    imp_uid = paid_by(shop, "smartro", "trans").imp_uid
    assert shop.payments.cancel(imp_uid=imp_uid, amount="all").status == "cancelled"


# Phone bills.


def test_a_phone_payment_only_within_the_month(shop: Shop) -> None:
    imp_uid = paid_by(shop, "danal", "phone").imp_uid
    advance_to(shop, 2026, 2, 1)
    is_refused(shop, imp_uid, "결제한 달에만")
    in_time = paid_by(shop, "danal", "phone").imp_uid
    advance_to(shop, 2026, 2, 28, 23, 59, 59)
    assert shop.payments.cancel(imp_uid=in_time, amount="all").status == "cancelled"


def test_kcp_refunds_a_phone_payment_of_an_earlier_month_to_an_account(shop: Shop) -> None:
    imp_uid = paid_by(shop, "kcp", "phone").imp_uid
    shop.payments.cancel(imp_uid=imp_uid, amount=1000)
    advance_to(shop, 2026, 2, 1)
    account = TO_ACCOUNT | {"refund_bank": "BK88", "refund_tel": None}
    with pytest.raises(InvalidRequest, match="refund_holder"):
        shop.payments.cancel(imp_uid=imp_uid, amount="all")
    payment = shop.payments.cancel(imp_uid=imp_uid, amount="all", **account)
    assert payment.status == "cancelled"


@pytest.mark.parametrize("provider", ["html5_inicis", "inicis", "kcp"])
def test_a_part_of_a_phone_payment(shop: Shop, provider: str) -> None:
    imp_uid = paid_by(shop, provider, "phone").imp_uid
    assert shop.payments.cancel(imp_uid=imp_uid, amount=1000).cancel_amount == 1000


@pytest.mark.parametrize("provider", ["danal", "ksnet", "nice_v2", "mobilians"])
def test_no_part_of_a_phone_payment(shop: Shop, provider: str) -> None:
    imp_uid = paid_by(shop, provider, "phone").imp_uid
    is_refused(shop, imp_uid, "휴대폰 결제는 부분취소", amount=1000)
    assert shop.payments.cancel(imp_uid=imp_uid, amount=10_000).status == "cancelled"


# Vouchers.


@pytest.mark.parametrize("voucher", ["cultureland", "culturegift", "smartculture", "booknlife"])
def test_a_voucher_in_full_only(shop: Shop, voucher: str) -> None:
    imp_uid = paid_by(shop, "tosspayments", voucher).imp_uid
    is_refused(shop, imp_uid, "상품권", amount=9999)
    assert shop.payments.cancel(imp_uid=imp_uid, amount="all").status == "cancelled"


# KSNET.


def test_ksnet_cancels_nine_parts(shop: Shop) -> None:
    imp_uid = paid_by(shop, "ksnet", "card").imp_uid
    for _ in range(9):
        shop.payments.cancel(imp_uid=imp_uid, amount=1000)
    is_refused(shop, imp_uid, "9회")
    assert shop.payments.get(imp_uid).cancel_amount == 9000


def test_ksnet_cancels_within_six_months(shop: Shop) -> None:
    advance_to(shop, 2026, 8, 31, 12)
    late, in_time = (paid_by(shop, "ksnet", "card").imp_uid for _ in range(2))
    advance_to(shop, 2027, 2, 28, 23, 59, 59)
    assert shop.payments.cancel(imp_uid=in_time, amount="all").status == "cancelled"
    advance_to(shop, 2027, 3, 1)
    is_refused(shop, late, "6개월")


def test_ksnet_refunds_no_virtual_account_at_night(shop: Shop) -> None:
    advance_to(shop, 2026, 1, 2, 22, 59, 59)
    imp_uid = paid_by(shop, "ksnet", "vbank").imp_uid
    shop.payments.cancel(imp_uid=imp_uid, amount=1000, **TO_ACCOUNT)
    for when in ((2026, 1, 2, 23), (2026, 1, 3), (2026, 1, 3, 5, 59, 59)):
        advance_to(shop, *when)
        is_refused(shop, imp_uid, "가상계좌를 환불할 수 없습니다", **TO_ACCOUNT)
    by_card = paid_by(shop, "ksnet", "card").imp_uid
    assert shop.payments.cancel(imp_uid=by_card, amount="all").status == "cancelled"
    advance_to(shop, 2026, 1, 3, 6)
    assert shop.payments.cancel(imp_uid=imp_uid, amount="all", **TO_ACCOUNT).status == "cancelled"


# Receipts.


@pytest.mark.parametrize(("provider", "stays"), [("ksnet", True), ("html5_inicis", False)])
def test_ksnet_leaves_the_cash_receipt_as_it_is(shop: Shop, provider: str, stays: bool) -> None:
    paid = paid_by(shop, provider, "trans")
    with context_of(shop) as context:
        issue_in_window(context, paid)
    cancelled = shop.payments.cancel(imp_uid=paid.imp_uid, amount="all")
    assert cancelled.cash_receipt_issued is stays


# smartro_v2.


def test_smartro_cancels_test_payments_by_debit_card_in_full_only(shop: Shop) -> None:
    tests, debit = channel_of_tests(shop, "smartro_v2"), card_of(shop, DEBIT)
    imp_uid = paid_by(shop, "smartro_v2", "card", channel=tests, card=debit).imp_uid
    is_refused(shop, imp_uid, "체크카드", amount=1000)
    live = paid_by(shop, "smartro_v2", "card", card=debit).imp_uid
    assert shop.payments.cancel(imp_uid=live, amount=1000).cancel_amount == 1000
    assert shop.payments.cancel(imp_uid=imp_uid, amount="all").status == "cancelled"


def test_smartro_does_not_look_at_the_split_of_a_virtual_account_without_receipt(
    shop: Shop,
) -> None:
    without = paid_by(shop, "smartro_v2", "vbank", tax_free=Decimal(1000))
    shop.payments.cancel(imp_uid=without.imp_uid, amount=5000, tax_free=5000, **TO_ACCOUNT)
    receipted = paid_by(shop, "smartro_v2", "vbank", tax_free=Decimal(1000))
    with context_of(shop) as context:
        issue_in_window(context, receipted)
    with pytest.raises(Declined, match="면세금액"):
        shop.payments.cancel(imp_uid=receipted.imp_uid, amount=5000, tax_free=5000, **TO_ACCOUNT)


# Tax.


@pytest.mark.parametrize("provider", ["kcp", "kcp_quick", "kicc", "nice", "payco"])
def test_the_tax_free_part_must_be_told(shop: Shop, provider: str) -> None:
    imp_uid = paid_by(shop, provider, tax_free=Decimal(3000)).imp_uid
    is_missed(shop, imp_uid, "tax_free")
    is_missed(shop, imp_uid, "tax_free", amount=1000)
    shop.payments.cancel(imp_uid=imp_uid, amount=1000, tax_free=0)
    assert shop.payments.cancel(imp_uid=imp_uid, amount="all", tax_free=3000).status == "cancelled"
    taxed = paid_by(shop, provider).imp_uid
    assert shop.payments.cancel(imp_uid=taxed, amount="all").status == "cancelled"


@pytest.mark.parametrize("provider", ["html5_inicis", "nice", "nice_v2", "welcome"])
def test_the_tax_must_be_told_when_it_was_at_the_payment(shop: Shop, provider: str) -> None:
    imp_uid = paid_by(shop, provider, vat_amount=Decimal(900)).imp_uid
    is_missed(shop, imp_uid, "vat_amount")
    payment = shop.payments.cancel(imp_uid=imp_uid, amount=1000, vat_amount=90)
    assert payment.cancel_amount == 1000
    (record,) = shop.emulator.shop().payments
    assert record.cancellations[0].vat_amount == 90


def test_nice_compares_the_tax_with_what_is_left_of_it(shop: Shop) -> None:
    imp_uid = paid_by(shop, "nice_v2", vat_amount=Decimal(900)).imp_uid
    shop.payments.cancel(imp_uid=imp_uid, amount=5000, vat_amount=500)
    with pytest.raises(Declined, match="부가세"):
        shop.payments.cancel(imp_uid=imp_uid, amount=5000, vat_amount=401)
    with pytest.raises(InvalidRequest, match="vat_amount"):
        shop.payments.cancel(imp_uid=imp_uid, amount=100, vat_amount=101)
    shop.payments.cancel(imp_uid=imp_uid, amount=5000, vat_amount=400)


@pytest.mark.parametrize("provider", ["html5_inicis", "welcome"])
def test_inicis_and_welcome_cancel_exactly_what_they_are_told(shop: Shop, provider: str) -> None:
    imp_uid = paid_by(shop, provider, tax_free=Decimal(1000), vat_amount=Decimal(500)).imp_uid
    shop.payments.cancel(imp_uid=imp_uid, amount=6000, tax_free=5000, vat_amount=900)
    shop.payments.cancel(imp_uid=imp_uid, amount="all", vat_amount=0)
    (record,) = shop.emulator.shop().payments
    assert [row.tax_free for row in record.cancellations] == [5000, 0]
    assert [row.vat_amount for row in record.cancellations] == [900, 0]
    assert record.cancel_amount == record.amount


def test_other_pgs_do_not_look_at_the_tax(shop: Shop) -> None:
    imp_uid = paid_by(shop, "tosspayments", vat_amount=Decimal(900)).imp_uid
    shop.payments.cancel(imp_uid=imp_uid, amount=1000)
    shop.payments.cancel(imp_uid=imp_uid, amount=1000, vat_amount=1000)
    assert shop.payments.cancel(imp_uid=imp_uid, amount="all").status == "cancelled"


# Naver Pay.


def test_naverpay_wants_to_know_why_and_who(shop: Shop) -> None:
    imp_uid = paid_by(shop, "naverpay").imp_uid
    is_missed(shop, imp_uid, "reason", requester="customer")
    is_missed(shop, imp_uid, "extra[requester]", reason="변심")
    payment = shop.payments.cancel(
        imp_uid=imp_uid, amount="all", reason="변심", requester="customer"
    )
    assert payment.status == "cancelled"


def test_nobody_else_does(shop: Shop) -> None:
    imp_uid = paid_by(shop, "kakaopay").imp_uid
    assert shop.payments.cancel(imp_uid=imp_uid, amount="all").status == "cancelled"
    assert shop.payments.get(imp_uid).cancelled_at.timestamp() == NOW
