"""What schedules do by themselves: at their time they are charged, and recovery charges them once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from ..core.clock import KST
from ..core.context import RequestContext, event
from ..core.records import BillingKey, Channel, Payment, Schedule
from ..core.store import Shop
from ..pgs import answers as pg
from ..pgs.answers import Verdict
from .charging import Order, charge, differs_from_preparation, was_paid
from .keyring import with_receipt


def put(context: RequestContext, schedule: Schedule) -> Schedule:
    """Keep a schedule, and have it charged at its time."""
    context.shop.schedules.put(schedule)
    context.later(schedule.schedule_at, "schedule", schedule.merchant_uid)
    return schedule


def payment_of(shop: Shop, schedule: Schedule) -> Payment | None:
    """The payment that a schedule has made."""
    return shop.payments.get(schedule.imp_uid) if schedule.imp_uid else None


def has_failed(shop: Shop, schedule: Schedule) -> bool:
    """Whether a schedule was executed, and nobody has paid."""
    payment = payment_of(shop, schedule)
    return payment is not None and payment.status == "failed"


def execute(context: RequestContext, schedule: Schedule) -> Payment:
    """Charge a schedule now, with its billing key as it is now; a webhook tells how it ended."""
    key = context.shop.billing_keys.get(schedule.customer_uid)
    channel = _channel(schedule, key)
    order = _order(schedule)
    verdict = _verdict(context, schedule, key, order, channel or schedule.channel)
    payment = charge(
        context,
        order,
        channel or schedule.channel,
        key.card if key else None,
        verdict,
        pay_method=key.pay_method if key else "card",
        customer_uid=schedule.customer_uid,
        customer_uid_usage="payment.scheduled",
    )
    payment = with_receipt(context, payment, schedule.cash_receipt_type)
    if payment.status == "failed":
        context.notify(payment)
    if payment.status != "paid":  # one that is pending may still fail
        context.later(_next_recovery(context), "recovery", schedule.merchant_uid)
    context.shop.schedules.put(
        replace(
            schedule,
            status="executed",
            channel=payment.channel,
            imp_uid=payment.imp_uid,
            executed_at=context.stamp,
            revoked_at=0,
            payment_status=payment.status,
            fail_reason=payment.fail_reason,
        )
    )
    return payment


@event("schedule")
def come_due(context: RequestContext, merchant_uid: str) -> None:
    """Charge a schedule whose time has come, unless it was revoked or moved meanwhile."""
    schedule = context.shop.schedules.get(merchant_uid)
    if schedule and schedule.status == "scheduled" and schedule.schedule_at <= context.now:
        execute(context, schedule)


@event("recovery")
def recover(context: RequestContext, merchant_uid: str) -> None:
    """Charge a schedule that failed yesterday once more, when the merchant wants it and it is still unpaid."""
    schedule = context.shop.schedules.get(merchant_uid)
    if (
        context.account.recovery
        and schedule is not None
        and schedule.status == "executed"
        and _day(schedule.executed_at) == _day(context.now) - 1
        and has_failed(context.shop, schedule)
    ):
        execute(context, schedule)


def _channel(schedule: Schedule, key: BillingKey | None) -> Channel | None:
    """Where the key is charged; None when it is gone, or not one of the channel that was asked for."""
    if key is None:
        return None
    if schedule.channel_key is None:
        return key.channel
    return next((c for c in key.channels if c.key == schedule.channel_key), None)


def _verdict(
    context: RequestContext,
    schedule: Schedule,
    key: BillingKey | None,
    order: Order,
    channel: Channel,
) -> Verdict:
    if key is None:
        return Verdict("등록되지 않은 구매자입니다.")
    if channel not in key.channels:
        return Verdict("빌링키가 발급되지 않은 채널입니다.")
    if was_paid(context, order.merchant_uid):
        return Verdict("이미 결제된 merchant_uid입니다.")
    if differs_from_preparation(context, order):
        return Verdict("사전등록된 결제금액과 일치하지 않습니다.")
    return pg.verdict(key.card, order.amount, schedule.customer_uid, channel.pg_provider)


def _order(schedule: Schedule) -> Order:
    return Order(
        merchant_uid=schedule.merchant_uid,
        amount=schedule.amount,
        currency=schedule.currency,
        name=schedule.name,
        buyer=schedule.buyer,
        card_quota=schedule.card_quota,
        custom_data=schedule.custom_data,
        tax_free=schedule.tax_free,
        vat_amount=schedule.vat_amount,
        notice_urls=schedule.notice_urls,
        promotion_id=schedule.promotion_id,
    )


def _next_recovery(context: RequestContext) -> int:
    # This concerns what happens tomorrow: no answer given now rests on it.
    hour = context.state.assumptions.value("recovery_hour")
    today = datetime.fromtimestamp(context.now, KST).replace(hour=hour, minute=0, second=0)
    return int((today + timedelta(days=1)).timestamp())


def _day(at: int) -> int:
    """The day in Korea, counted."""
    return datetime.fromtimestamp(at, KST).toordinal()
