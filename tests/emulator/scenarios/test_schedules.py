"""Charges on a schedule: planned, moved, revoked, executed, made again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

import pytest

from portone_v1 import (
    AlreadyDone,
    Conflict,
    Declined,
    InvalidRequest,
    NotFound,
    PortOne,
    Refused,
    ServerError,
)
from portone_v1.models import Payment
from portone_v1_emulator import Account, Emulator
from portone_v1_emulator.core.records import Person
from portone_v1_emulator.pgs import channels
from portone_v1_emulator.pgs.channels import GROUP
from portone_v1_emulator.shops.keyring import keep

from ..conftest import NOW
from ..merchant import Came, Merchant, open_merchant
from ..v1 import KEEPS_MONEY, LACKS_FUNDS, OVER_LIMIT, REFUSED
from .orders import context_of
from .shop import EXPIRY, PAYS, Kind, Shop, open_shop

DAY = 24 * 3600


@contextmanager
def assuming(shop: Shop, name: str, value: Any) -> Iterator[None]:
    assumptions = shop.emulator.state.assumptions
    assumptions.choose(name, value)
    try:
        yield
    finally:
        assumptions.forget([name])


def issue(shop: Shop, customer_uid: str = "c-1", card_number: str = PAYS, **more: Any) -> Any:
    card = {"card_number": card_number, "expiry": EXPIRY}
    return shop.billing_keys.issue(customer_uid, **card | more)


def plan(merchant_uid: str = "s-1", after: int = DAY, **more: Any) -> dict[str, Any]:
    order = {"merchant_uid": merchant_uid, "schedule_at": NOW + after, "amount": 9900}
    return order | {"name": "정기구독"} | more


def schedule(shop: Shop, *plans: dict[str, Any], customer_uid: str = "c-1", **more: Any) -> Any:
    plans = plans or (plan(),)
    return shop.subscribe.schedule(customer_uid=customer_uid, schedules=list(plans), **more)


def fail_one(shop: Shop) -> None:
    """Let the schedule `s-1` be executed and fail."""
    issue(shop, card_number=LACKS_FUNDS)
    schedule(shop)
    shop.emulator.advance(DAY)
    assert shop.subscribe.get_schedule("s-1").payment_status == "failed"


def keep_at(shop: Shop, provider: str, pay_method: str) -> None:
    with context_of(shop) as context:
        channel = channels.by_pg(context.account.channels, provider)
        assert channel is not None
        keep(context, "c-1", None, (channel,), Person(), pay_method=pay_method)


def webhooks(shop: Shop) -> list[tuple[str, str]]:
    log = shop.emulator.webhooks.log
    return [(str(each.body["merchant_uid"]), str(each.body["status"])) for each in log]


def orders(page: Any) -> list[str]:
    return [each.merchant_uid for each in page.items]


def statuses(shop: Shop, *merchant_uids: str) -> list[tuple[str, str | None]]:
    found = [shop.subscribe.get_schedule(uid) for uid in merchant_uids]
    return [(each.schedule_status, each.payment_status) for each in found]


# Planning.


@pytest.mark.covers("subscribe.schedule")
@pytest.mark.covers("subscribe.get_schedule")
@pytest.mark.covers("subscribe.get_schedule", "unknown_schedule")
def test_charges_are_made_at_their_times_in_their_order(shop: Shop) -> None:
    issue(shop, customer_id="m-1", customer_name="김하늘", customer_tel="010-1234-5678")
    later, sooner = schedule(
        shop, plan("s-2", 2 * DAY), plan("s-1", custom_data="{}", buyer_name="다른 이")
    )
    assert (later.merchant_uid, later.schedule_status, later.customer_id) == (
        "s-2",
        "scheduled",
        "m-1",
    )
    assert (later.imp_uid, later.executed_at, later.payment_status) == (None, None, None)
    assert (later.buyer_name, later.buyer_tel) == ("김하늘", "010-1234-5678"), "of the key"
    assert (sooner.buyer_name, sooner.buyer_tel) == ("다른 이", "010-1234-5678")
    assert (sooner.pg_provider, sooner.currency) == ("nice_v2", "KRW")
    assert shop.subscribe.get_schedule("s-1") == sooner
    with pytest.raises(NotFound) as caught:
        shop.subscribe.get_schedule("s-3")
    assert caught.value.http_status == 404

    shop.emulator.advance(DAY - 1)
    assert statuses(shop, "s-1", "s-2") == [("scheduled", None)] * 2
    shop.emulator.advance(1)
    assert statuses(shop, "s-1", "s-2") == [("executed", "paid"), ("scheduled", None)]
    shop.emulator.advance(days=30)

    first, second = (shop.subscribe.get_schedule(uid) for uid in ("s-1", "s-2"))
    assert (first.executed_at.timestamp(), second.executed_at.timestamp()) == (
        NOW + DAY,
        NOW + 2 * DAY,
    )
    payment = shop.payments.get(first.imp_uid)
    assert first.imp_uid.startswith("imps_")
    assert (payment.status, payment.amount, payment.customer_uid) == ("paid", 9900, "c-1")
    assert (payment.customer_uid_usage, payment.custom_data) == ("payment.scheduled", "{}")
    assert payment.paid_at.timestamp() == NOW + DAY
    assert webhooks(shop) == [("s-1", "paid"), ("s-2", "paid")]
    assert shop.billing_keys.list_payments("c-1").total == 2


def test_a_refund_shows_in_the_schedule(shop: Shop) -> None:
    issue(shop)
    schedule(shop)
    shop.emulator.advance(DAY)
    shop.payments.cancel(merchant_uid="s-1", amount="all")
    assert statuses(shop, "s-1") == [("executed", "cancelled")]
    with pytest.raises(Conflict):
        shop.subscribe.retry_schedule("s-1")


@pytest.mark.parametrize("card", [LACKS_FUNDS, OVER_LIMIT])
def test_a_charge_that_fails_has_a_webhook_too(shop: Shop, card: str) -> None:
    issue(shop, card_number=card)
    schedule(shop, plan(notice_url="http://127.0.0.1:1/hook"))
    shop.emulator.advance(DAY)
    failed = shop.subscribe.get_schedule("s-1")
    assert (failed.schedule_status, failed.payment_status) == ("executed", "failed")
    assert "[F30" in failed.fail_reason
    assert shop.payments.get(failed.imp_uid).fail_reason == failed.fail_reason
    (sent,) = shop.emulator.webhooks.log
    assert (sent.body["status"], sent.url) == ("failed", "http://127.0.0.1:1/hook")


def test_the_key_is_the_one_of_that_time(shop: Shop) -> None:
    issue(shop)
    schedule(shop, plan("s-1"), plan("s-2", 2 * DAY), plan("s-3", 3 * DAY))
    issue(shop, card_number="5555-5555-5555-4444", channel_key="channel-key-tosspayments")
    shop.emulator.advance(DAY)
    charged = shop.payments.find("s-1")
    assert (charged.card_number, charged.pg_provider) == ("555555******4444", "tosspayments")
    assert shop.subscribe.get_schedule("s-1").pg_provider == "tosspayments"
    shop.billing_keys.delete("c-1")
    assert statuses(shop, "s-2") == [("scheduled", None)], "deleting a key revokes nothing"
    shop.emulator.advance(DAY)
    orphan = shop.subscribe.get_schedule("s-2")
    assert (orphan.payment_status, orphan.fail_reason) == ("failed", "등록되지 않은 구매자입니다.")
    assert shop.payments.get(orphan.imp_uid).status == "failed"
    issue(shop)
    shop.emulator.advance(DAY)
    assert statuses(shop, "s-3") == [("executed", "paid")]


def test_an_order_that_was_paid_meanwhile_or_registered_otherwise(shop: Shop) -> None:
    issue(shop)
    schedule(shop, plan("s-1"), plan("s-2"))
    shop.pay("s-1")
    shop.preparations.create(merchant_uid="s-2", amount=1)
    shop.emulator.advance(DAY)
    assert statuses(shop, "s-1", "s-2") == [("executed", "failed")] * 2
    assert shop.payments.find("s-1", payment_status="paid").amount == 10_000
    reasons = [shop.subscribe.get_schedule(uid).fail_reason for uid in ("s-1", "s-2")]
    assert reasons == [
        "이미 결제된 merchant_uid입니다.",
        "사전등록된 결제금액과 일치하지 않습니다.",
    ]


@pytest.mark.covers("subscribe.schedule", "unknown_billing_key")
@pytest.mark.covers("subscribe.schedule", "card_refused")
def test_a_customer_without_a_key_needs_a_card(shop: Shop) -> None:
    with pytest.raises(NotFound, match="등록된 고객정보가 없습니다"):
        schedule(shop)
    with pytest.raises(Declined, match="카드정보 확인에 실패"):
        schedule(shop, card_number=REFUSED, expiry=EXPIRY)
    with pytest.raises(InvalidRequest, match="expiry"):
        schedule(shop, card_number=PAYS)
    with pytest.raises(NotFound):
        shop.billing_keys.get("c-1")
    (planned,) = schedule(
        shop,
        card_number=PAYS,
        expiry=EXPIRY,
        customer_id="m-1",
        channel_key="channel-key-tosspayments",
    )
    assert (planned.pg_provider, planned.customer_id) == ("tosspayments", "m-1")
    assert shop.billing_keys.get("c-1").pg_provider == "tosspayments"
    shop.emulator.advance(DAY)
    assert statuses(shop, "s-1") == [("executed", "paid")]


def test_where_no_key_is_issued_the_customer_must_have_one(shop: Shop) -> None:
    card = {"card_number": PAYS, "expiry": EXPIRY}
    for provider in ("kakaopay", "smartro_v2", "tosspay_v2", "danal"):
        with pytest.raises(NotFound):
            schedule(shop, channel_key=f"channel-key-{provider}", **card)
    keep_at(shop, "kakaopay", "kakaopay")
    (planned,) = schedule(shop, **card)
    assert planned.pg_provider == "kakaopay", "the card is not looked at"
    shop.emulator.advance(DAY)
    assert shop.payments.find("s-1").pay_method == "kakaopay"


def test_a_pg_that_does_not_charge_on_schedule(shop: Shop) -> None:
    keep_at(shop, "toss_brandpay", "card")
    with pytest.raises(Refused, match="toss_brandpay"):
        schedule(shop)


@pytest.mark.covers("subscribe.schedule", "already_scheduled")
def test_several_are_scheduled_together_or_not_at_all(shop: Shop) -> None:
    issue(shop)
    schedule(shop, plan("taken"))
    shop.pay("paid")
    for bad in (plan("taken"), plan("paid"), plan("s-1")):
        with pytest.raises(AlreadyDone):
            schedule(shop, plan("s-1"), bad)
    with pytest.raises(Refused, match="과거"):
        schedule(shop, plan("s-1"), plan("s-2", -1))
    with pytest.raises(InvalidRequest, match="amount"):
        schedule(shop, plan("s-1"), plan("s-2", amount=0))
    assert [each.merchant_uid for each in shop.emulator.shop().schedules] == ["taken"]
    assert shop.subscribe.get_schedule("taken").schedule_status == "scheduled"


def test_nothing_comes_of_a_card_whose_schedules_are_refused(shop: Shop) -> None:
    issue(shop, "c-2")
    schedule(shop, plan("taken"), customer_uid="c-2")
    with pytest.raises(AlreadyDone):
        schedule(shop, plan("taken"), card_number=PAYS, expiry=EXPIRY, checking_amount=100)
    with pytest.raises(NotFound):
        shop.billing_keys.get("c-1")
    assert len(shop.emulator.shop().payments) == 0


@pytest.mark.covers("subscribe.schedule", "refused")
def test_a_time_that_is_over(shop: Shop) -> None:
    issue(shop)
    with pytest.raises(Refused, match="과거"):
        schedule(shop, plan(after=-1))
    schedule(shop, plan(after=0))
    shop.emulator.advance(0)
    assert statuses(shop, "s-1") == [("executed", "paid")]


@pytest.mark.covers("subscribe.schedule", "declined")
def test_the_checking_amount_is_charged_and_given_back(shop: Shop) -> None:
    with pytest.raises(Declined, match="F301"):
        schedule(shop, card_number=LACKS_FUNDS, expiry=EXPIRY, checking_amount=100)
    with pytest.raises(NotFound):
        shop.billing_keys.get("c-1")
    with pytest.raises(Declined, match="500626"):
        schedule(shop, card_number=KEEPS_MONEY, expiry=EXPIRY, checking_amount=100)
    schedule(shop, card_number=PAYS, expiry=EXPIRY, checking_amount=100)
    assert shop.emulator.requests[-1].assumes == ("subscribe.schedule checking_amount",)
    kept, refunded = shop.billing_keys.list_payments("c-1").items[1::-1]
    assert (kept.status, refunded.status) == ("paid", "cancelled")
    assert (refunded.amount, refunded.cancel_amount) == (100, 100)
    assert (refunded.customer_uid, refunded.customer_uid_usage) == ("c-1", "issue")
    schedule(shop, plan("s-2"), checking_amount=200)
    assert shop.billing_keys.list_payments("c-1").items[0].amount == 200, "of a known key, too"
    assert webhooks(shop) == []
    with assuming(shop, "checking_amount", "webhook"):
        schedule(shop, plan("s-3"), checking_amount=300)
    assert [status for _, status in webhooks(shop)] == ["paid"]


def test_a_merchant_uid_that_was_revoked(shop: Shop) -> None:
    issue(shop)
    schedule(shop)
    shop.subscribe.unschedule(merchant_uids=["s-1"])
    with pytest.raises(AlreadyDone):
        schedule(shop)
    assert "subscribe.schedule revoked_merchant_uid" in shop.emulator.requests[-1].assumes
    with assuming(shop, "revoked_merchant_uid", "free"):
        schedule(shop, plan(amount=1000))
    shop.emulator.advance(DAY)
    assert statuses(shop, "s-1") == [("executed", "paid")]
    assert webhooks(shop) == [("s-1", "paid")], "its first time is forgotten"


def test_what_a_pg_needs_of_a_schedule(shop: Shop) -> None:
    issue(shop, pg="ksnet", birth="900101", pwd_2digit="12")
    with pytest.raises(InvalidRequest, match="buyer_name"):
        schedule(shop, plan(product_type="digital"))
    with pytest.raises(InvalidRequest, match="product_type"):
        schedule(shop, plan(buyer_name="김하늘"))
    issue(shop, pg="ksnet", birth="900101", pwd_2digit="12", customer_name="김하늘")
    schedule(shop, plan(product_type="digital"))
    keep_at(shop, "paypal_v2", "paypal")
    with pytest.raises(InvalidRequest, match="currency"):
        schedule(shop, plan("s-2"))
    schedule(shop, plan("s-2", currency="USD", amount=Decimal("10.5")))
    shop.emulator.advance(DAY)
    assert shop.payments.find("s-2").amount == Decimal("10.5")
    with pytest.raises(InvalidRequest, match="card_quota"):
        schedule(shop, plan("s-3", 2 * DAY, currency="USD", card_quota=1))


def test_a_super_billing_key_is_routed_when_it_is_charged(shop: Shop) -> None:
    card = {"birth": "900101", "pwd_2digit": "12", "channel_group_id": GROUP}
    issue(shop, **card)
    (routed,) = schedule(shop)
    assert (routed.pg_provider, routed.pg_id) == (None, None)
    (fixed,) = schedule(shop, plan("s-2"), channel_key="channel-key-tosspayments")
    assert fixed.pg_provider == "tosspayments"
    with pytest.raises(InvalidRequest, match="채널"):
        schedule(shop, plan("s-3"), channel_key="channel-key-welcome")
    shop.emulator.advance(DAY)
    assert shop.subscribe.get_schedule("s-1").pg_provider == "nice_v2"
    assert shop.payments.find("s-2").pg_provider == "tosspayments"
    (fixed,) = schedule(shop, plan("s-3", 2 * DAY), channel_key="channel-key-tosspayments")
    issue(shop)
    shop.emulator.advance(DAY)
    gone = shop.subscribe.get_schedule("s-3")
    assert (gone.payment_status, gone.pg_provider) == ("failed", "tosspayments")
    assert "채널" in gone.fail_reason


def test_toss_pay_issues_a_cash_receipt_by_itself(shop: Shop) -> None:
    keep_at(shop, "tosspay_v2", "tosspay")
    schedule(shop, plan("s-1"), plan("s-2", cash_receipt_type="anonymous"))
    shop.emulator.advance(DAY)
    issued = [shop.payments.find(uid).cash_receipt_issued for uid in ("s-1", "s-2")]
    assert issued == [True, False]


def test_a_schedule_belongs_to_one_sub_merchant(shop: Shop) -> None:
    branch = shop.with_options(tier="AB1")
    issue(branch)
    schedule(branch)
    shop.emulator.advance(DAY)
    assert statuses(branch, "s-1") == [("executed", "paid")]
    with pytest.raises(NotFound):
        shop.subscribe.get_schedule("s-1")
    (sent,) = shop.emulator.webhooks.log
    assert sent.tier == "AB1"


def test_a_schedule_keeps_its_taxes_and_its_promotion(shop: Shop) -> None:
    issue(shop)
    more: dict[str, Any] = {
        "tax_free": 1000,
        "vat_amount": 800,
        "promotion_id": "promotion-id-10-percent",
    }
    (planned,) = schedule(shop, plan(amount=10_000, **more))
    assert planned.promotion_id == "promotion-id-10-percent"
    shop.emulator.advance(DAY)
    payment = shop.emulator.shop().payments.find("merchant_uid", "s-1")[0]
    kept = [payment.amount, payment.tax_free, payment.vat_amount]
    assert kept == [Decimal(9000), Decimal(1000), Decimal(800)]


# Revoking and moving.


@pytest.mark.covers("subscribe.unschedule")
@pytest.mark.covers("subscribe.unschedule", "nothing_scheduled")
def test_revoked_one_by_one_or_all_of_a_customer(shop: Shop) -> None:
    for customer_uid in ("c-1", "c-2"):
        issue(shop, customer_uid)
    schedule(shop, *(plan(f"s-{number}") for number in range(5)))
    schedule(shop, plan("other"), customer_uid="c-2")
    revoke = shop.subscribe.unschedule
    (one,) = revoke(merchant_uids=["s-0"])
    assert (one.schedule_status, one.revoked_at.timestamp()) == ("revoked", NOW)
    assert (one.imp_uid, one.payment_status) == (None, None)
    both = revoke(customer_uid="c-1", merchant_uids=["s-1", "s-2", "other", "nobody"])
    assert [each.merchant_uid for each in both] == ["s-1", "s-2"]
    with pytest.raises(NotFound, match="취소할 예약결제 기록이 존재하지 않습니다"):
        revoke(customer_uid="c-2", merchant_uids=["s-3"])
    assert [each.merchant_uid for each in revoke(customer_uid="c-1", merchant_uids="all")] == [
        "s-3",
        "s-4",
    ]
    for again in ({"merchant_uids": ["s-0"]}, {"customer_uid": "c-1", "merchant_uids": "all"}):
        with pytest.raises(NotFound):
            revoke(**again)
    shop.emulator.advance(DAY)
    assert statuses(shop, "s-4", "other") == [("revoked", None), ("executed", "paid")]
    assert webhooks(shop) == [("other", "paid")]
    with pytest.raises(NotFound):
        revoke(merchant_uids=["other"])


@pytest.mark.covers("subscribe.update_schedule")
@pytest.mark.covers("subscribe.update_schedule", "not_waiting")
@pytest.mark.covers("subscribe.update_schedule", "bad_time")
@pytest.mark.covers("subscribe.update_schedule", "unknown_schedule")
def test_moved_to_another_time(shop: Shop) -> None:
    issue(shop)
    schedule(shop, plan("s-1"), plan("s-2"), plan("s-3"))
    move = shop.subscribe.update_schedule
    assert move("s-1", schedule_at=NOW + 2 * DAY).schedule_at.timestamp() == NOW + 2 * DAY
    assert move("s-2", schedule_at=NOW + 60).schedule_at.timestamp() == NOW + 60
    with pytest.raises(InvalidRequest, match="과거"):
        move("s-3", schedule_at=NOW - 1)
    with pytest.raises(NotFound):
        move("s-4", schedule_at=NOW + 60)
    shop.subscribe.unschedule(merchant_uids=["s-3"])
    shop.emulator.advance(DAY)
    assert statuses(shop, "s-1", "s-2") == [("scheduled", None), ("executed", "paid")]
    for uid in ("s-2", "s-3"):
        with pytest.raises(Conflict, match="이미 실행되었거나 취소된"):
            move(uid, schedule_at=NOW + 3 * DAY)
    shop.emulator.advance(DAY)
    assert statuses(shop, "s-1", "s-3") == [("executed", "paid"), ("revoked", None)]
    assert webhooks(shop) == [("s-2", "paid"), ("s-1", "paid")]


def test_there_and_back_again_is_charged_once(shop: Shop) -> None:
    issue(shop)
    schedule(shop)
    shop.subscribe.update_schedule("s-1", schedule_at=NOW + 2 * DAY)
    shop.subscribe.update_schedule("s-1", schedule_at=NOW + DAY)
    shop.emulator.advance(days=3)
    assert webhooks(shop) == [("s-1", "paid")]


def test_what_toss_pay_does_not_offer(shop: Shop) -> None:
    keep_at(shop, "tosspay_v2", "tosspay")
    schedule(shop)
    with pytest.raises(InvalidRequest, match="tosspay_v2"):
        shop.subscribe.update_schedule("s-1", schedule_at=NOW + 60)
    shop.subscribe.unschedule(customer_uid="c-1", merchant_uids="all")
    with pytest.raises(InvalidRequest, match="tosspay_v2"):
        shop.subscribe.reschedule("s-1", schedule_at=NOW + 60)


# Making good what failed.


@pytest.mark.covers("subscribe.reschedule")
@pytest.mark.covers("subscribe.reschedule", "not_failed")
@pytest.mark.covers("subscribe.reschedule", "bad_time")
@pytest.mark.covers("subscribe.reschedule", "unknown_schedule")
def test_scheduled_anew_after_it_failed_or_was_revoked(shop: Shop) -> None:
    fail_one(shop)
    schedule(shop, plan("s-2", 2 * DAY))
    anew = shop.subscribe.reschedule
    with pytest.raises(Conflict, match="아직 실행되지 않았거나"):
        anew("s-2", schedule_at=NOW + 3 * DAY)
    with pytest.raises(InvalidRequest, match="과거"):
        anew("s-1", schedule_at=NOW)
    with pytest.raises(NotFound):
        anew("s-3", schedule_at=NOW + 3 * DAY)
    issue(shop)
    waiting = anew("s-1", schedule_at=NOW + 3 * DAY)
    assert (waiting.schedule_status, waiting.payment_status) == ("scheduled", None)
    assert (waiting.imp_uid, waiting.executed_at, waiting.fail_reason) == (None, None, None)
    shop.subscribe.unschedule(merchant_uids=["s-2"])
    assert anew("s-2", schedule_at=NOW + 4 * DAY).revoked_at is None
    shop.emulator.advance(days=3)
    assert statuses(shop, "s-1", "s-2") == [("executed", "paid")] * 2
    with pytest.raises(Conflict):
        anew("s-1", schedule_at=NOW + 9 * DAY)
    assert [each.status for each in shop.payments.find_all("s-1").items] == ["paid", "failed"]


@pytest.mark.covers("subscribe.retry_schedule")
@pytest.mark.covers("subscribe.retry_schedule", "not_failed")
@pytest.mark.covers("subscribe.retry_schedule", "unknown_schedule")
def test_charged_again_at_once(shop: Shop) -> None:
    fail_one(shop)
    first = shop.subscribe.get_schedule("s-1")
    with pytest.raises(Declined, match="F301") as caught:
        shop.subscribe.retry_schedule("s-1")
    assert caught.value.http_status == 200
    assert isinstance(caught.value.payment, Payment)
    assert caught.value.payment.status == "failed"
    issue(shop, card_number=OVER_LIMIT)
    with pytest.raises(Declined, match="F302") as caught:
        shop.subscribe.retry_schedule("s-1")
    assert isinstance(caught.value.payment, Payment)
    assert caught.value.payment.status == "failed", "an answer, even where the PG has an error"
    issue(shop)
    paid = shop.subscribe.retry_schedule("s-1")
    assert (paid.status, paid.customer_uid_usage) == ("paid", "payment.scheduled")
    now = shop.subscribe.get_schedule("s-1")
    assert (now.imp_uid, now.payment_status, now.fail_reason) == (paid.imp_uid, "paid", None)
    assert first.imp_uid != paid.imp_uid
    assert webhooks(shop) == [("s-1", "failed")] * 3 + [("s-1", "paid")]
    for uid, error in (("s-1", Conflict), ("s-2", NotFound)):
        with pytest.raises(error):
            shop.subscribe.retry_schedule(uid)


def test_what_was_revoked_is_charged_at_once_unless_its_key_is_gone(shop: Shop) -> None:
    issue(shop)
    schedule(shop, plan("s-1"), plan("s-2"))
    with pytest.raises(Conflict):
        shop.subscribe.retry_schedule("s-1")
    shop.subscribe.unschedule(customer_uid="c-1", merchant_uids="all")
    assert shop.subscribe.retry_schedule("s-1").status == "paid"
    assert statuses(shop, "s-1") == [("executed", "paid")]
    shop.billing_keys.delete("c-1")
    with pytest.raises(NotFound, match="구매자"):
        shop.subscribe.retry_schedule("s-2")
    assert statuses(shop, "s-2") == [("revoked", None)]


@pytest.mark.covers("subscribe.retry_schedule", "not_retried")
def test_a_pg_that_does_not_retry(shop: Shop) -> None:
    keep_at(shop, "tosspay_v2", "tosspay")
    schedule(shop)
    shop.subscribe.unschedule(customer_uid="c-1", merchant_uids="all")
    with pytest.raises(Refused, match="지원하지 않는 PG사") as caught:
        shop.subscribe.retry_schedule("s-1")
    assert (caught.value.http_status, caught.value.outcome) == (500, "rejected")


@pytest.mark.covers("subscribe.unschedule", "refused")
@pytest.mark.covers("subscribe.retry_schedule", "refused")
@pytest.mark.covers("subscribe.retry_schedule", "declined")
@pytest.mark.covers("subscribe.retry_schedule", "internal")
@pytest.mark.covers("subscribe.reschedule", "internal")
@pytest.mark.covers("subscribe.update_schedule", "internal")
def test_refused_without_a_rule(shop: Shop) -> None:
    fail_one(shop)
    at = {"schedule_at": NOW + 9 * DAY}
    for method, case, error, outcome, arguments in (
        ("unschedule", "refused", Refused, "rejected", {"merchant_uids": ["s-1"]}),
        ("retry_schedule", "refused", Refused, "rejected", {"merchant_uid": "s-1"}),
        ("retry_schedule", "declined", Declined, "rejected", {"merchant_uid": "s-1"}),
        ("retry_schedule", "internal", ServerError, "unknown", {"merchant_uid": "s-1"}),
        ("reschedule", "internal", ServerError, "unknown", {"merchant_uid": "s-1"} | at),
        ("update_schedule", "internal", ServerError, "unknown", {"merchant_uid": "s-1"} | at),
    ):
        shop.emulator.fail("refuse", f"subscribe.{method}", case=case, message="점검 중입니다.")
        with pytest.raises(error) as caught:
            getattr(shop.subscribe, method)(**arguments)
        assert caught.value.outcome == outcome
    assert len(shop.emulator.shop().payments) == 1


# Recovery.


@pytest.fixture(params=["sync", "async"])
def recovering(request: pytest.FixtureRequest, emulator: Emulator) -> Iterator[Shop]:
    """A shop that has recovery switched on."""
    emulator.store.open_account(Account("recovering", "secret", recovery=True))
    kind = cast("Kind", request.param)
    with open_shop(emulator, kind, key="recovering", secret="secret") as opened:
        yield opened


def test_recovery_charges_yesterdays_failures_every_day(recovering: Shop) -> None:
    shop = recovering
    fail_one(shop)
    ten = NOW + 2 * DAY + 10 * 3600  # NOW is midnight in Korea
    shop.emulator.advance(DAY + 10 * 3600 - 1)
    assert shop.payments.find_all("s-1").total == 1
    shop.emulator.advance(1)
    newest = shop.payments.find("s-1")
    assert (newest.failed_at.timestamp(), newest.status) == (ten, "failed")
    issue(shop)
    shop.emulator.advance(days=1)
    recovered = shop.subscribe.get_schedule("s-1")
    assert (recovered.payment_status, recovered.executed_at.timestamp()) == ("paid", ten + DAY)
    shop.emulator.advance(days=5)
    assert webhooks(shop) == [("s-1", "failed")] * 2 + [("s-1", "paid")]


def test_recovery_on_top_of_a_retry_of_ones_own(recovering: Shop) -> None:
    shop = recovering
    fail_one(shop)
    issue(shop)
    shop.subscribe.reschedule("s-1", schedule_at=NOW + 5 * DAY)
    shop.emulator.advance(days=10)
    assert shop.payments.find_all("s-1").total == 2, "what waits again is not recovered"


def test_the_hour_of_recovery(recovering: Shop) -> None:
    shop = recovering
    with assuming(shop, "recovery_hour", 3):
        fail_one(shop)
        issue(shop)
        shop.emulator.advance(days=2)
    executed = shop.subscribe.get_schedule("s-1").executed_at
    assert (executed.day, executed.hour) == (3, 3)


def test_without_recovery_nothing_is_charged_again(shop: Shop) -> None:
    fail_one(shop)
    issue(shop)
    shop.emulator.advance(days=10)
    assert webhooks(shop) == [("s-1", "failed")]


# Lists.


@pytest.mark.covers("subscribe.list_schedules")
@pytest.mark.covers("subscribe.list_schedules", "bad_range")
def test_a_range_without_its_end_latest_first(shop: Shop) -> None:
    issue(shop)
    schedule(shop, *(plan(f"s-{day}", day * DAY) for day in (2, 1, 3)))
    listed = shop.subscribe.list_schedules
    whole = {"schedule_from": NOW, "schedule_to": NOW + 4 * DAY}
    assert orders(listed(**whole)) == ["s-3", "s-2", "s-1"]
    assert orders(listed(**whole, sorting="scheduled")) == ["s-1", "s-2", "s-3"]
    part = {"schedule_from": NOW + DAY, "schedule_to": NOW + 3 * DAY}
    assert orders(listed(**part)) == ["s-2", "s-1"]
    shop.subscribe.unschedule(merchant_uids=["s-2"])
    shop.emulator.advance(DAY)
    for status, found in (("executed", "s-1"), ("revoked", "s-2"), ("scheduled", "s-3")):
        assert orders(listed(**whole, schedule_status=status)) == [found]
    page = listed(**whole, limit=2)
    assert (page.total, page.previous, page.next, len(page.items)) == (3, 0, 2, 2)
    assert orders(listed(**whole, limit=2, page=2)) == ["s-1"]
    assert listed(schedule_from=NOW, schedule_to=NOW).total == 0
    with pytest.raises(InvalidRequest, match="페이지"):
        listed(**whole, limit=2, page=3)
    with pytest.raises(InvalidRequest, match="3개월"):
        listed(schedule_from=NOW, schedule_to=NOW + 93 * DAY)


def test_three_months_by_the_calendar(shop: Shop) -> None:
    kst = datetime.fromisoformat
    for start, end, fits in (
        ("2026-01-31T00:00+09:00", "2026-04-30T00:00+09:00", True),
        ("2026-01-31T00:00+09:00", "2026-04-30T00:00:01+09:00", False),
        ("2026-11-30T12:00+09:00", "2027-02-28T12:00+09:00", True),
        ("2026-12-01T00:00+09:00", "2027-03-01T00:00+09:00", True),
    ):
        span = {"schedule_from": kst(start), "schedule_to": kst(end)}
        if fits:
            assert shop.subscribe.list_schedules(**span).total == 0
        else:
            with pytest.raises(InvalidRequest):
                shop.subscribe.list_schedules(**span)


@pytest.mark.covers("subscribe.list_schedules_by_customer")
@pytest.mark.covers("subscribe.list_schedules_by_customer", "bad_range")
def test_the_schedules_of_a_customer(shop: Shop) -> None:
    for customer_uid in ("c-1", "c-2"):
        issue(shop, customer_uid)
    schedule(shop, *(plan(f"s-{number}", DAY + number) for number in range(21)))
    schedule(shop, plan("other"), customer_uid="c-2")
    listed = shop.subscribe.list_schedules_by_customer
    whole = {"from_": NOW, "to": NOW + 2 * DAY}
    assert orders(listed("c-1", **whole))[0] == "s-20"
    assert (listed("c-1", **whole).total, len(listed("c-1", **whole).items)) == (21, 20)
    assert orders(listed("c-1", **whole, page=2)) == ["s-0"]
    assert orders(listed("c-2", **whole)) == ["other"]
    assert orders(listed("c-3", **whole)) == []
    assert orders(listed("c-2", **whole, schedule_status="revoked")) == []
    with pytest.raises(InvalidRequest, match="페이지"):
        listed("c-2", **whole, page=2)


# A whole shop.


class Subscription:
    """A merchant who, told that a month was paid, schedules the next one."""

    def __init__(self, portone: PortOne, merchant: Merchant) -> None:
        self.portone = portone
        self.url = merchant.url
        self.told: list[str] = []
        merchant.then = self.hear

    def month(self, number: int, at: int) -> dict[str, Any]:
        order = {"merchant_uid": f"month-{number}", "schedule_at": at, "amount": 9900}
        return order | {"name": f"{number}월", "notice_url": self.url}

    def hear(self, came: Came) -> None:
        payment = self.portone.payments.get(json.loads(came.body)["imp_uid"])
        assert payment.status == "paid"
        assert payment.paid_at is not None
        self.told.append(payment.merchant_uid)
        number = int(payment.merchant_uid.removeprefix("month-")) + 1
        following = self.month(number, int(payment.paid_at.timestamp()) + 30 * DAY)
        self.portone.subscribe.schedule(customer_uid="c-1", schedules=cast("Any", [following]))


def test_a_subscription_that_schedules_its_next_month_itself(shop: Shop) -> None:
    issue(shop)
    account = (shop.emulator.api_key, shop.emulator.api_secret)
    with (
        open_merchant() as merchant,
        PortOne(*account, base_url=shop.emulator.base_url) as portone,
    ):
        subscription = Subscription(portone, merchant)
        schedule(shop, subscription.month(1, NOW + 30 * DAY))
        shop.emulator.advance(days=90)
    assert subscription.told == ["month-1", "month-2", "month-3"]
    paid = [payment for payment in shop.emulator.shop().payments if payment.status == "paid"]
    assert [payment.paid_at for payment in paid] == [NOW + 30 * DAY * n for n in (1, 2, 3)]
    assert [each.state for each in shop.emulator.webhooks.log] == ["delivered"] * 3
    assert statuses(shop, "month-3", "month-4") == [("executed", "paid"), ("scheduled", None)]
