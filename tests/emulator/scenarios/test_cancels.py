"""Giving money back: all that is left, a part, now or once the PG has finished."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from portone_v1 import (
    AlreadyDone,
    ApiError,
    Conflict,
    Declined,
    InvalidRequest,
    NotFound,
    PortOneError,
    Refused,
)
from portone_v1_emulator.shops.cancelling import CancelOrder, cancel
from portone_v1_emulator.shops.receipts import issue_in_window

from ..conftest import NOW
from .orders import context_of, paid_by
from .refunds import TO_ACCOUNT, assume, assumed, channel_of_tests, fail, told
from .shop import Shop

KEEPS_MONEY = "4000-0000-0000-5126"


@pytest.mark.covers("payments.cancel")
def test_all_at_once(shop: Shop) -> None:
    payment = shop.pay("o-1")
    shop.emulator.advance(60)
    cancelled = shop.payments.cancel(imp_uid=payment.imp_uid, amount="all", reason="변심")
    assert (cancelled.status, cancelled.cancel_amount) == ("cancelled", 10_000)
    assert (cancelled.paid_at.timestamp(), cancelled.cancelled_at.timestamp()) == (NOW, NOW + 60)
    (row,) = cancelled.cancel_history
    assert (row.amount, row.reason) == (10_000, "변심")
    assert cancelled.cancel_reason == "변심"
    assert shop.payments.get(payment.imp_uid) == cancelled
    assert told(shop) == []


@pytest.mark.covers("payments.cancel", "already_cancelled")
def test_not_twice(shop: Shop) -> None:
    shop.pay("o-1")
    shop.payments.cancel(merchant_uid="o-1", amount="all")
    with pytest.raises(AlreadyDone, match="이미 전액취소된 주문입니다") as refused:
        shop.payments.cancel(merchant_uid="o-1", amount="all")
    assert refused.value.outcome == "rejected"
    with pytest.raises(AlreadyDone):
        shop.payments.cancel(merchant_uid="o-1", amount=1, checksum=10_000)
    assert shop.payments.find("o-1").cancel_amount == 10_000


@pytest.mark.covers("payments.cancel")
def test_in_parts(shop: Shop) -> None:
    imp_uid = shop.pay("o-1").imp_uid
    payment = shop.payments.cancel(imp_uid=imp_uid, amount=3000, checksum=10_000)
    assert (payment.status, payment.cancel_amount) == ("paid", 3000)
    assert assumed(shop) == ("payments.cancel partly_cancelled_status",)
    payment = shop.payments.cancel(imp_uid=imp_uid, amount=2000, checksum=7000)
    assert (payment.status, payment.cancel_amount) == ("paid", 5000)
    payment = shop.payments.cancel(imp_uid=imp_uid, amount="all")
    assert (payment.status, payment.cancel_amount) == ("cancelled", 10_000)
    assert [row.amount for row in payment.cancel_history] == [3000, 2000, 5000]


@pytest.mark.covers("payments.cancel", "checksum_differs")
def test_of_two_cancels_with_one_checksum_the_second_is_refused(shop: Shop) -> None:
    imp_uid = shop.pay("o-1").imp_uid
    shop.payments.cancel(imp_uid=imp_uid, amount=3000, checksum=10_000)
    with pytest.raises(Conflict) as refused:
        shop.payments.cancel(imp_uid=imp_uid, amount=3000, checksum=10_000)
    assert refused.value.outcome == "rejected"
    assert assumed(shop) == ("payments.cancel checksum_differs",)
    assert shop.payments.get(imp_uid).cancel_amount == 3000


@pytest.mark.covers("payments.cancel", "too_much")
def test_no_more_than_is_left(shop: Shop) -> None:
    imp_uid = shop.pay("o-1").imp_uid
    shop.payments.cancel(imp_uid=imp_uid, amount=3000)
    with pytest.raises(InvalidRequest, match="초과합니다"):
        shop.payments.cancel(imp_uid=imp_uid, amount=7001)
    assert assumed(shop) == ("payments.cancel too_much",)
    assert shop.payments.get(imp_uid).cancel_amount == 3000


@pytest.mark.covers("payments.cancel", "unknown_payment")
def test_what_the_shop_does_not_have(shop: Shop) -> None:
    for named in ({"imp_uid": "imp_0"}, {"merchant_uid": "o-1"}):
        with pytest.raises(NotFound, match="취소할 결제건이 존재하지 않습니다"):
            shop.payments.cancel(amount="all", **named)
        assert assumed(shop) == ()


@pytest.mark.covers("payments.cancel", "unknown_payment")
def test_cancel_of_unpaid_payment_is_assumed_to_be_refused_as_unknown(shop: Shop) -> None:
    failed = fail(shop, "o-1")
    ready = shop.vbanks.create(
        merchant_uid="o-2",
        amount=10_000,
        vbank_code="004",
        vbank_due=NOW + 3600,
        channel_key="channel-key-nice_v2",
    )
    for imp_uid in (failed, ready.imp_uid):
        with pytest.raises(NotFound):
            shop.payments.cancel(imp_uid=imp_uid, amount="all")
        assert assumed(shop) == ("payments.cancel cancel_of_unpaid",)
    assume(shop, "cancel_of_unpaid", "refused")
    with pytest.raises(Refused, match="결제가 완료되지 않은"):
        shop.payments.cancel(imp_uid=ready.imp_uid, amount="all")
    assert shop.payments.get(ready.imp_uid).status == "ready"


@pytest.mark.covers("payments.cancel", "pg_refused")
def test_the_pg_keeps_the_money(shop: Shop) -> None:
    imp_uid = shop.pay("o-1", card_number=KEEPS_MONEY).imp_uid
    with pytest.raises(Declined) as refused:
        shop.payments.cancel(imp_uid=imp_uid, amount="all")
    assert refused.value.message == "결제취소에 실패하였습니다.[500626|기 취소 거래]"
    assert refused.value.outcome == "rejected"
    payment = shop.payments.get(imp_uid)
    assert (payment.status, payment.cancel_history) == ("paid", [])


@pytest.mark.covers("payments.cancel", "refused")
def test_refused_for_another_reason(shop: Shop) -> None:
    imp_uid = shop.pay("o-1", promotion_id="promotion-id-10-percent-from-5000").imp_uid
    shop.payments.cancel(imp_uid=imp_uid, amount=1000, retain_promotion=True)
    with pytest.raises(Refused, match="retain_promotion"):
        shop.payments.cancel(imp_uid=imp_uid, amount=1000, retain_promotion=False)


def test_by_merchant_uid_the_attempt_is_meant_of_which_something_is_left(shop: Shop) -> None:
    fail(shop, "o-1")
    first = paid_by(shop, "nice_v2", merchant_uid="o-1")
    second = paid_by(shop, "nice_v2", merchant_uid="o-1")
    assert shop.payments.cancel(merchant_uid="o-1", amount="all").imp_uid == first.imp_uid
    assert shop.payments.cancel(merchant_uid="o-1", amount="all").imp_uid == second.imp_uid
    with pytest.raises(AlreadyDone):
        shop.payments.cancel(merchant_uid="o-1", amount="all")


def test_a_payment_of_a_test_channel(shop: Shop) -> None:
    payment = paid_by(shop, "nice_v2", channel=channel_of_tests(shop, "nice_v2"))
    assert shop.payments.cancel(imp_uid=payment.imp_uid, amount="all").status == "cancelled"


def test_the_latest_cancel_says_when_and_why(shop: Shop) -> None:
    imp_uid = shop.pay("o-1").imp_uid
    shop.payments.cancel(imp_uid=imp_uid, amount=1000, reason="사이즈")
    shop.emulator.advance(60)
    payment = shop.payments.cancel(imp_uid=imp_uid, amount=1000, reason="변심")
    assert payment.cancel_reason == "변심"
    assert payment.cancelled_at.timestamp() == NOW + 60
    assert payment.cancel_receipt_urls == [row.receipt_url for row in payment.cancel_history]
    assert len(set(payment.cancel_receipt_urls)) == 2


# Webhooks.


def test_a_webhook_is_sent_when_it_is_asked_for(shop: Shop) -> None:
    imp_uid = shop.pay("o-1").imp_uid
    shop.payments.cancel(imp_uid=imp_uid, amount=1000)
    assert told(shop) == []
    payment = shop.payments.cancel(imp_uid=imp_uid, amount=2000, enable_webhook=True)
    assert told(shop) == [
        {
            "imp_uid": imp_uid,
            "merchant_uid": "o-1",
            "status": "cancelled",
            "cancellation_id": payment.cancel_history[1].cancellation_id,
        }
    ]


def test_a_cancel_in_the_console_always_sends_one(shop: Shop) -> None:
    paid = paid_by(shop, "nice_v2")
    with context_of(shop) as context:
        cancel(context, paid, CancelOrder(amount=Decimal(4000)), notify=True)
    payment = shop.payments.get(paid.imp_uid)
    assert payment.cancel_amount == 4000
    (row,) = payment.cancel_history
    assert [each["cancellation_id"] for each in told(shop)] == [row.cancellation_id]


# Cancels that finish later.


def at_paypal(shop: Shop, amount: int = 100, **more: Any) -> Any:
    return paid_by(shop, "paypal_v2", amount=amount, currency="USD", **more)


@pytest.mark.parametrize(
    ("provider", "pay_method"),
    [
        ("paypal_v2", "paypal"),
        ("smartro_v2", "vbank"),
        ("smartro_v2", "trans"),
        ("kicc", "wechat"),
        ("paymentwall", "card"),
    ],
)
@pytest.mark.covers("payments.cancel")
def test_accepted_at_first_and_done_later(shop: Shop, provider: str, pay_method: str) -> None:
    imp_uid = paid_by(shop, provider, pay_method).imp_uid
    accepted = shop.payments.cancel(imp_uid=imp_uid, amount=4000, reason="변심", **TO_ACCOUNT)
    assert (accepted.status, accepted.cancel_amount, accepted.cancel_history) == ("paid", 0, [])
    assert accepted.cancelled_at is None
    assert assumed(shop) == (
        "payments.cancel late_cancel_webhook",
        "payments.cancel late_cancel_seconds",
    )
    shop.emulator.advance(599)
    assert shop.payments.get(imp_uid) == accepted
    assert told(shop) == []
    shop.emulator.advance(1)
    done = shop.payments.get(imp_uid)
    assert (done.status, done.cancel_amount, done.cancel_reason) == ("paid", 4000, "변심")
    (row,) = done.cancel_history
    assert row.cancelled_at.timestamp() == NOW + 600
    (webhook,) = told(shop)
    assert webhook["status"] == "cancelled"
    assert webhook["cancellation_id"] == row.cancellation_id


def test_a_full_one_is_done_when_its_status_says_so(shop: Shop) -> None:
    imp_uid = at_paypal(shop).imp_uid
    assert shop.payments.cancel(imp_uid=imp_uid, amount="all").status == "paid"
    with pytest.raises(Refused, match="진행 중"):
        shop.payments.cancel(imp_uid=imp_uid, amount="all")
    shop.emulator.advance(600)
    payment = shop.payments.get(imp_uid)
    assert (payment.status, payment.cancel_amount) == ("cancelled", 100)
    with pytest.raises(AlreadyDone):
        shop.payments.cancel(imp_uid=imp_uid, amount="all")


def test_another_pay_method_of_the_same_pg_is_done_at_once(shop: Shop) -> None:
    imp_uid = paid_by(shop, "smartro_v2", "card").imp_uid
    assert shop.payments.cancel(imp_uid=imp_uid, amount="all").status == "cancelled"


@pytest.mark.parametrize("how", ["amount", "customer", "card"])
def test_refused_in_the_end(shop: Shop, how: str) -> None:
    match how:
        case "amount":
            paid = at_paypal(shop, 900_627)
        case "customer":
            paid = at_paypal(shop, customer_uid="test-late-keeps-money-1")
        case _:
            shop.billing_keys.issue(
                customer_uid="c-1",
                channel_key="channel-key-nice_v2",
                card_number="4000-0000-0000-5127",
                expiry="2035-12",
            )
            (key,) = shop.emulator.shop().billing_keys
            paid = paid_by(shop, "paymentwall", card=key.card)
    shop.payments.cancel(imp_uid=paid.imp_uid, amount=40)
    shop.emulator.advance(600)
    payment = shop.payments.get(paid.imp_uid)
    assert (payment.status, payment.cancel_amount, payment.cancel_history) == ("paid", 0, [])
    (webhook,) = told(shop)
    assert webhook["status"] == "paid"
    assert webhook["cancellation_id"]
    shop.payments.cancel(imp_uid=paid.imp_uid, amount=40, checksum=payment.amount)


def test_amount_of_pending_cancel_is_assumed_to_be_gone_already(shop: Shop) -> None:
    imp_uid = at_paypal(shop).imp_uid
    shop.payments.cancel(imp_uid=imp_uid, amount=40, checksum=100)
    with pytest.raises(Conflict):
        shop.payments.cancel(imp_uid=imp_uid, amount=40, checksum=100)
    assert "payments.cancel late_cancel_until_then" in assumed(shop)
    with pytest.raises(InvalidRequest):
        shop.payments.cancel(imp_uid=imp_uid, amount=61)
    shop.payments.cancel(imp_uid=imp_uid, amount="all", checksum=60)
    shop.emulator.advance(600)
    payment = shop.payments.get(imp_uid)
    assert [row.amount for row in payment.cancel_history] == [40, 60]
    assert payment.status == "cancelled"


def test_even_if_it_is_not_gone_no_more_is_given_back_than_there_was(shop: Shop) -> None:
    imp_uid = at_paypal(shop).imp_uid
    assume(shop, "late_cancel_until_then", "left")
    for _ in range(3):
        shop.payments.cancel(imp_uid=imp_uid, amount=60, checksum=100)
        assert "payments.cancel late_cancel_until_then" not in assumed(shop)
    shop.emulator.advance(600)
    payment = shop.payments.get(imp_uid)
    assert (payment.status, payment.cancel_amount) == ("paid", 60)
    assert [each["status"] for each in told(shop)] == ["cancelled", "paid", "paid"]


def test_how_long_it_takes_is_a_setting(shop: Shop) -> None:
    imp_uid = at_paypal(shop).imp_uid
    assume(shop, "late_cancel_seconds", 3600)
    shop.payments.cancel(imp_uid=imp_uid, amount="all")
    shop.emulator.advance(3599)
    assert shop.payments.get(imp_uid).status == "paid"
    shop.emulator.advance(1)
    assert shop.payments.get(imp_uid).status == "cancelled"


def test_a_webhook_of_the_end_only_when_it_was_asked_for(shop: Shop) -> None:
    imp_uid = at_paypal(shop).imp_uid
    assume(shop, "late_cancel_webhook", "when_asked")
    shop.payments.cancel(imp_uid=imp_uid, amount=40)
    shop.payments.cancel(imp_uid=imp_uid, amount=50, enable_webhook=True)
    shop.emulator.advance(600)
    rows = shop.payments.get(imp_uid).cancel_history
    assert [each["cancellation_id"] for each in told(shop)] == [rows[1].cancellation_id]


def test_in_strict_mode_nothing_is_even_accepted(shop: Shop) -> None:
    imp_uid = at_paypal(shop).imp_uid
    assumptions = shop.emulator.state.assumptions
    assumptions.strict = True
    with pytest.raises(PortOneError):
        shop.payments.cancel(imp_uid=imp_uid, amount="all")
    assumptions.strict = False
    (payment,) = shop.emulator.shop().payments
    assert payment.pending_cancels == ()
    shop.emulator.advance(600)
    assert shop.payments.get(imp_uid).status == "paid"


# The tax in it.


def test_the_tax_free_part_is_kept_through_cancels(shop: Shop) -> None:
    imp_uid = paid_by(shop, "tosspayments", tax_free=Decimal(3000)).imp_uid
    with pytest.raises(Declined, match="면세금액"):
        shop.payments.cancel(imp_uid=imp_uid, amount=4000, tax_free=3001)
    shop.payments.cancel(imp_uid=imp_uid, amount=4000, tax_free=2000)
    with pytest.raises(Declined):
        shop.payments.cancel(imp_uid=imp_uid, amount=2000, tax_free=1001)
    with pytest.raises(Declined):  # 5,000 are left that are taxed, 1,000 that are not
        shop.payments.cancel(imp_uid=imp_uid, amount=5001)
    shop.payments.cancel(imp_uid=imp_uid, amount=5000)
    payment = shop.payments.cancel(imp_uid=imp_uid, amount="all")
    assert [row.amount for row in payment.cancel_history] == [4000, 5000, 1000]
    (record,) = shop.emulator.shop().payments
    assert [row.tax_free for row in record.cancellations] == [2000, 0, 1000]


def test_more_tax_free_than_is_cancelled(shop: Shop) -> None:
    imp_uid = paid_by(shop, "tosspayments", tax_free=Decimal(3000)).imp_uid
    with pytest.raises(InvalidRequest, match="tax_free"):
        shop.payments.cancel(imp_uid=imp_uid, amount=1000, tax_free=1001)


def test_a_cancel_revokes_the_cash_receipt(shop: Shop) -> None:
    paid = paid_by(shop, "nice_v2", "trans")
    with context_of(shop) as context:
        issue_in_window(context, paid)
    assert shop.payments.get(paid.imp_uid).cash_receipt_issued
    cancelled = shop.payments.cancel(imp_uid=paid.imp_uid, amount="all")
    assert not cancelled.cash_receipt_issued
    assert not shop.payments.get(paid.imp_uid).cash_receipt_issued


def test_what_came_into_an_unlimited_virtual_account(shop: Shop) -> None:
    account = shop.vbanks.create(
        merchant_uid="o-1",
        amount=0,
        vbank_code="004",
        vbank_due=NOW + 3600,
        channel_key="channel-key-settle",
        fixed_unlimited_vbank=True,
        vbank_num="79012345678901",
        vbank_holder="하늘상점",
        buyer_name="김하늘",
    )
    for amount in (5000, 3000):
        shop.emulator.deposit(account.imp_uid, amount)
    payment = shop.payments.cancel(imp_uid=account.imp_uid, amount=6000, **TO_ACCOUNT)
    assert (payment.amount, payment.cancel_amount, payment.status) == (0, 6000, "paid")
    with pytest.raises(InvalidRequest):
        shop.payments.cancel(imp_uid=account.imp_uid, amount=2001, **TO_ACCOUNT)
    payment = shop.payments.cancel(imp_uid=account.imp_uid, amount="all", **TO_ACCOUNT)
    assert (payment.cancel_amount, payment.status) == (8000, "cancelled")


def test_a_rejected_cancel_is_an_error_of_the_api(shop: Shop) -> None:
    with pytest.raises(ApiError) as refused:
        shop.payments.cancel(imp_uid="imp_0", amount="all")
    assert (refused.value.http_status, refused.value.code) == (200, 1)


def test_an_amount_that_was_only_shown_is_not_given_back(shop: Shop) -> None:
    shown = paid_by(
        shop, "html5_inicis", customer_uid="c-1", customer_uid_usage="issue", charged=False
    )
    with pytest.raises(Declined, match="승인된 금액이 없는"):
        shop.payments.cancel(imp_uid=shown.imp_uid, amount="all")
    assert "payments.cancel cancel_of_shown_amount" in assumed(shop)
    assume(shop, "cancel_of_shown_amount", "taken")
    assert shop.payments.cancel(imp_uid=shown.imp_uid, amount="all").status == "cancelled"
