"""Charges without the customer, now and on a schedule."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from .._generated.requests import (
    AgainRequest,
    NewSchedule,
    OnetimeRequest,
    RescheduleRequest,
    ScheduleRequest,
    SubscribeGetScheduleParams,
    SubscribeListSchedulesByCustomerParams,
    SubscribeListSchedulesParams,
    SubscribeRescheduleParams,
    SubscribeRetryScheduleParams,
    SubscribeUpdateScheduleParams,
    UnscheduleRequest,
    UpdateScheduleRequest,
)
from ..core import contract
from ..core.clock import KST
from ..core.context import Answer, Call, operation
from ..core.records import BillingKey, Card, Channel, Person, Schedule
from ..core.refusals import Refusal
from ..core.store import Shop
from ..pgs import answers as pg
from ..pgs import providers as pgs
from ..pgs.choice import check, check_given, choose, find, known_pg, named, unknown_channel
from ..shops.cancelling import CancelOrder, cancel
from ..shops.charging import (
    Order,
    answer_for,
    buyer_of,
    charge,
    check_order,
    conclude,
    new_payment,
    order_of,
    was_paid,
)
from ..shops.keyring import keep, name_customer, read_card, with_receipt
from ..shops.order_rules import check_rules, taken
from ..shops.schedules import execute, has_failed, payment_of, put
from . import wire

_LATEST = 10**11
"""No time in seconds is as late as this one; any in milliseconds is."""

_LONGEST_RANGE = 3
"""How many months a list spans at most."""

_DEFAULT_LIMIT = 20


# Charges that are made at once.


@operation("subscribe.onetime")
def onetime(call: Call[None, OnetimeRequest]) -> Answer:
    """Charge a card by its number; with a customer_uid, keep it as a billing key."""
    return _charge_card(call, no_number="bad_card_number")


@operation("subscribe.foreign")
def foreign(call: Call[None, OnetimeRequest]) -> Answer:
    """Charge a card that was issued abroad."""
    return _charge_card(call, no_number="card_refused")


@operation("subscribe.again")
def again(call: Call[None, AgainRequest]) -> Answer:
    """Charge a billing key."""
    body, order = call.body, order_of(call.body)
    key = call.shop.billing_keys.get(body.customer_uid)
    if key is None:
        raise Refusal("unknown_billing_key")
    channel = _channel_of(call, key, body.channel_key)
    check(call, channel)
    check_rules(call, channel, order)
    check_order(call, order)
    verdict = pg.verdict(key.card, order.amount, key.customer_uid, channel.pg_provider)
    payment = charge(
        call,
        order,
        channel,
        key.card,
        verdict,
        pay_method=key.pay_method,
        customer_uid=key.customer_uid,
        customer_uid_usage="payment",
    )
    payment = with_receipt(call, payment, body.cash_receipt_type)
    return Answer(wire.payment(answer_for(call, payment, verdict)))


def _charge_card(call: Call[None, OnetimeRequest], *, no_number: str) -> Answer:
    body, order = call.body, order_of(call.body)
    channel = choose(call, pg=known_pg(call, body.pg), group=body.channelGroupId)
    customer_uid: str | None = taken(call, channel, "customer_uid")
    check_rules(call, channel, order)
    check_order(call, order)
    try:
        card = read_card(call, channel)
    except pg.NotACardNumber as refused:
        raise Refusal(no_number, pg_message=str(refused)) from None
    except pg.CardRefused as refused:
        raise Refusal("card_refused", pg_message=str(refused)) from None
    verdict = pg.verdict(card, order.amount, customer_uid, channel.pg_provider)
    usage = "payment" if customer_uid else None
    payment = charge(
        call,
        order,
        channel,
        card,
        verdict,
        customer_uid=customer_uid,
        customer_uid_usage=usage,
    )
    if customer_uid and payment.status == "paid":
        keep(call, customer_uid, card, (channel,), order.buyer)
    return Answer(wire.payment(answer_for(call, payment, verdict)))


def _channel_of(call: Call[Any, Any], key: BillingKey, channel_key: str | None) -> Channel:
    """Where a key is charged: at the channel that is asked for, of those that issued it, or at its first."""
    if not channel_key:
        return key.channel
    wanted = named(call, key=channel_key)
    if wanted is None or wanted not in key.channels:
        raise unknown_channel()
    return wanted


# Charges that are made later.


@operation("subscribe.schedule")
def schedule(call: Call[None, ScheduleRequest]) -> Answer:
    """Schedule charges of a billing key, all of them or none; of a new one, when there is a card for it."""
    body = call.body
    if not body.schedules:
        raise Refusal("bad_request", message="필수 파라메터 schedules이(가) 누락되었습니다.")
    key = call.shop.billing_keys.get(body.customer_uid)
    if key:
        channel, card = _channel_of(call, key, body.channel_key), key.card
        _check_offered(call, channel)
    else:
        channel = _channel_to_issue(call)
    orders = [_order(call, new, key, channel) for new in body.schedules]
    _check_free(call, [order.merchant_uid for order in orders])
    if not key:
        card = _new_card(call, channel)
    if body.checking_amount:
        check_uid, currency = f"check{call.next_number()}", orders[0].currency
        trial = Order(check_uid, body.checking_amount, currency, "카드 확인")
        _try_card(call, channel, card, trial, key.pay_method if key else pgs.CARD)
    key = key or keep(
        call, body.customer_uid, card, (channel,), Person(), customer_id=body.customer_id
    )
    return _answer(
        call.shop,
        [
            put(call, _schedule(call, new, order, key, channel))
            for new, order in zip(body.schedules, orders, strict=True)
        ],
    )


@operation("subscribe.unschedule")
def unschedule(call: Call[None, UnscheduleRequest]) -> Answer:
    """Revoke what is still to be charged: these merchant_uids, or all of a customer's."""
    body = call.body
    if not body.customer_uid and body.merchant_uid is None:
        raise Refusal("bad_request", message="필수 파라메터 customer_uid이(가) 누락되었습니다.")
    waiting = [
        schedule
        for schedule in _candidates(call.shop, body)
        if schedule.status == "scheduled" and body.customer_uid in (None, "", schedule.customer_uid)
    ]
    if not waiting:
        raise Refusal("nothing_scheduled")
    revoked = [replace(each, status="revoked", revoked_at=call.stamp) for each in waiting]
    for each in revoked:
        call.shop.schedules.put(each)
    return _answer(call.shop, revoked)


@operation("subscribe.get_schedule")
def get_schedule(call: Call[SubscribeGetScheduleParams, None]) -> Answer:
    """One schedule."""
    return Answer(_wire(call.shop, _known(call.shop, call.params.merchant_uid)))


@operation("subscribe.update_schedule", invalid="bad_time")
def update_schedule(call: Call[SubscribeUpdateScheduleParams, UpdateScheduleRequest]) -> Answer:
    """Move what is still to be charged to another time."""
    known = _known(call.shop, call.params.merchant_uid)
    if known.status != "scheduled":
        raise Refusal("not_waiting")
    check(call, known.channel, unsupported="bad_request")
    _check_time(call, call.body.schedule_at, case="bad_time")
    moved = put(call, replace(known, schedule_at=call.body.schedule_at))
    return Answer(_wire(call.shop, moved))


@operation("subscribe.reschedule", invalid="bad_time")
def reschedule(call: Call[SubscribeRescheduleParams, RescheduleRequest]) -> Answer:
    """Schedule anew what failed or was revoked."""
    known = _known(call.shop, call.params.merchant_uid)
    _check_unpaid(call.shop, known)
    check(call, known.channel, unsupported="bad_request")
    _check_time(call, call.body.schedule_at, case="bad_time")
    anew = replace(
        known,
        schedule_at=call.body.schedule_at,
        status="scheduled",
        imp_uid=None,
        executed_at=0,
        revoked_at=0,
        payment_status=None,
        fail_reason=None,
    )
    return Answer(_wire(call.shop, put(call, anew)))


@operation("subscribe.retry_schedule")
def retry_schedule(call: Call[SubscribeRetryScheduleParams, None]) -> Answer:
    """Charge at once what failed or was revoked. That it fails again is an answer like any other."""
    known = _known(call.shop, call.params.merchant_uid)
    _check_unpaid(call.shop, known)
    if call.shop.billing_keys.get(known.customer_uid) is None:
        raise Refusal("unknown_schedule", message="등록되지 않은 구매자입니다.")
    provider = known.channel.pg_provider
    if provider not in call.operation.pgs:
        raise Refusal("not_retried", after=f" PG사입니다({provider}).")
    return Answer(wire.payment(execute(call, known)))


@operation("subscribe.list_schedules", invalid="bad_range")
def list_schedules(call: Call[SubscribeListSchedulesParams, None]) -> Answer:
    """A page of the schedules of a range, latest first unless it is sorted the other way."""
    params = call.params
    return _page(
        call.shop,
        _in_range(call.shop.schedules, params.schedule_from, params.schedule_to),
        params.schedule_status,
        params.page,
        params.limit,
        earliest_first=params.sorting == "scheduled",
    )


@operation("subscribe.list_schedules_by_customer", invalid="bad_range")
def list_schedules_by_customer(call: Call[SubscribeListSchedulesByCustomerParams, None]) -> Answer:
    """A page of the schedules of a billing key, latest first."""
    return of_customer(call)


def of_customer(call: Call[Any, None]) -> Answer:
    """A page of the schedules of the billing key that `params` name, latest first."""
    params = call.params
    schedules = call.shop.schedules.find("customer_uid", params.customer_uid)
    return _page(
        call.shop,
        _in_range(schedules, params.from_, params.to),
        params.schedule_status,
        params.page,
        _DEFAULT_LIMIT,
    )


# What a new schedule must keep to.


def _channel_to_issue(call: Call[None, ScheduleRequest]) -> Channel:
    """The channel that is to issue the key that is not there yet."""
    if not call.body.card_number:
        raise Refusal("unknown_billing_key")
    channel = find(call, key=call.body.channel_key)
    name_customer(call, (channel,))
    _check_offered(call, channel)
    provider = channel.pg_provider
    # What is missed in a schedule may be known of the customer: that is looked at later.
    needed = [name for name in call.operation.needed_by(provider) if "[" not in name]
    check_given(call, call.body, needed)
    not_taken = contract.load().fields_for(provider, "ScheduleRequest", "unsupported")
    if "card_number" in not_taken or pgs.CARD not in pgs.pg(provider).pay_methods:
        raise Refusal("unknown_billing_key")
    if not call.body.expiry:
        raise Refusal("bad_request", message="필수 파라메터 expiry이(가) 누락되었습니다.")
    return channel


def _check_offered(call: Call[Any, Any], channel: Channel) -> None:
    """Refuse a channel whose PG does not charge on schedule."""
    if channel.pg_provider not in call.operation.pgs:
        raise Refusal("refused", message=f"지원하지 않는 PG사입니다({channel.pg_provider}).")


def _order(
    call: Call[Any, Any], new: NewSchedule, key: BillingKey | None, channel: Channel
) -> Order:
    """The order of a new schedule, its buyer filled in from the key's holder."""
    _check_time(call, new.schedule_at, case="refused")
    given, stored = buyer_of(new), key.holder if key else Person()
    names = [field.name for field in fields(Person)]
    buyer = {name: getattr(given, name) or getattr(stored, name) for name in names}
    filled = new.model_copy(update={f"buyer_{name}": buyer[name] for name in names})
    needed = contract.load().fields_for(channel.pg_provider, "NewSchedule", "required")
    check_given(call, filled, needed)
    order = order_of(filled)
    check_rules(call, channel, order)
    return order


def _check_time(call: Call[Any, Any], at: int, *, case: str) -> None:
    if at >= _LATEST:
        raise Refusal(case, message="파라메터 schedule_at의 값이 올바르지 않습니다.")
    if at < call.now:
        raise Refusal(case, message="예약시각이 현재 시각보다 과거입니다.")


def _check_free(call: Call[Any, Any], merchant_uids: list[str]) -> None:
    if len(set(merchant_uids)) < len(merchant_uids):
        raise Refusal("already_scheduled")
    for merchant_uid in merchant_uids:
        known = call.shop.schedules.get(merchant_uid)
        if was_paid(call, merchant_uid) or (known is not None and _holds(call, known)):
            raise Refusal("already_scheduled")


def _holds(call: Call[Any, Any], known: Schedule) -> bool:
    """Whether a schedule keeps others from having its merchant_uid."""
    revoked: bool = known.status == "revoked" and call.setting("revoked_merchant_uid") == "free"
    return not revoked


def _new_card(call: Call[None, ScheduleRequest], channel: Channel) -> Card:
    try:
        return read_card(call, channel)
    except pg.CardRefused as refused:
        raise Refusal("card_refused", pg_message=str(refused)) from None


def _try_card(
    call: Call[None, ScheduleRequest],
    channel: Channel,
    card: Card | None,
    order: Order,
    pay_method: str,
) -> None:
    """Charge an order that is nobody's, and give the money back at once."""
    check_rules(call, channel, order)
    customer_uid = call.body.customer_uid
    payment = new_payment(
        call,
        order,
        channel,
        card=card,
        pay_method=pay_method,
        customer_uid=customer_uid,
        customer_uid_usage="issue",
    )
    verdict = pg.verdict(card, order.amount, customer_uid, channel.pg_provider)
    payment = conclude(call, payment, verdict)
    if verdict.failure:
        raise Refusal("declined", message=verdict.failure, by_pg=True)
    if call.setting("checking_amount") == "webhook":
        call.notify(payment)
    try:
        cancel(call, payment, CancelOrder(reason=order.name, requester="admin"), notify=False)
    except Refusal as refusal:
        message = refusal.values.get("pg_message") or refusal.message
        raise Refusal("declined", message=message, by_pg=True) from None


def _schedule(
    call: Call[None, ScheduleRequest],
    new: NewSchedule,
    order: Order,
    key: BillingKey,
    channel: Channel,
) -> Schedule:
    channel_key = call.body.channel_key
    return Schedule(
        number=call.next_number(),
        merchant_uid=order.merchant_uid,
        customer_uid=key.customer_uid,
        schedule_at=new.schedule_at,
        amount=order.amount,
        currency=order.currency,
        name=order.name,
        buyer=order.buyer,
        tax_free=order.tax_free,
        vat_amount=order.vat_amount,
        card_quota=order.card_quota,
        custom_data=order.custom_data,
        notice_urls=order.notice_urls,
        promotion_id=order.promotion_id,
        customer_id=key.customer_id,
        channel=channel,
        channel_key=channel_key if key.channel_group_id else None,
        cash_receipt_type=new.cash_receipt_type,
        routed=key.channel_group_id is not None and not channel_key,
    )


# What schedules are found, and how they are shown.


def _known(shop: Shop, merchant_uid: str) -> Schedule:
    known = shop.schedules.get(merchant_uid)
    if known is None:
        raise Refusal("unknown_schedule", message="존재하지 않는 결제예약입니다.")
    return known


def _check_unpaid(shop: Shop, known: Schedule) -> None:
    if not (known.status == "revoked" or has_failed(shop, known)):
        raise Refusal("not_failed", message="아직 실행되지 않았거나 이미 승인된 결제예약입니다.")


def _candidates(shop: Shop, body: UnscheduleRequest) -> Iterable[Schedule]:
    if body.merchant_uid is None:
        return shop.schedules.find("customer_uid", body.customer_uid or "")
    asked = dict.fromkeys(body.merchant_uid)
    return [known for uid in asked if (known := shop.schedules.get(uid))]


def _in_range(schedules: Iterable[Schedule], start: int, end: int) -> list[Schedule]:
    if not 0 <= start <= end < _LATEST or end > _months_after(start, _LONGEST_RANGE):
        raise Refusal("bad_range", message="조회기간은 최대 3개월까지 가능합니다.")
    return [schedule for schedule in schedules if start <= schedule.schedule_at < end]


def _months_after(at: int, months: int) -> int:
    """The same time of the same day, so many months later; of the last day when there is no such one."""
    day = datetime.fromtimestamp(at, KST)
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    last = monthrange(year, month + 1)[1]
    return int(day.replace(year=year, month=month + 1, day=min(day.day, last)).timestamp())


def _page(
    shop: Shop,
    schedules: list[Schedule],
    status: str | None,
    number: int,
    limit: int,
    *,
    earliest_first: bool = False,
) -> Answer:
    chosen = [schedule for schedule in schedules if status in (None, schedule.status)]
    chosen.sort(key=lambda each: (each.schedule_at, each.number), reverse=not earliest_first)

    def render(record: Schedule) -> dict[str, Any]:
        return _wire(shop, record)

    return Answer(wire.page(chosen, number, limit, render, beyond="bad_range"))


def _answer(shop: Shop, schedules: list[Schedule]) -> Answer:
    return Answer([_wire(shop, each) for each in schedules])


def _wire(shop: Shop, record: Schedule) -> dict[str, Any]:
    return wire.schedule(record, payment_of(shop, record))
