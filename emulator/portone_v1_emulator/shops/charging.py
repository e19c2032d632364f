"""Charging an order: what is asked for, what the PG says, and the payment that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from ..core.context import Call, RequestContext, event
from ..core.records import Card, Channel, Payment, Person
from ..core.refusals import Refusal
from ..pgs import answers as pg
from ..pgs.answers import Verdict
from . import promotions

_FIXED_USER_AGENT = "sorry_not_supported_anymore"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be paid for, whoever asks: a request, a schedule, a pay window."""

    merchant_uid: str
    amount: Decimal
    currency: str = "KRW"
    name: str | None = None
    buyer: Person = field(default_factory=Person)
    card_quota: int = 0
    custom_data: str | None = None
    tax_free: Decimal | None = None
    vat_amount: Decimal | None = None
    notice_urls: tuple[str, ...] = ()
    promotion_id: str | None = None


def order_of(body: Any) -> Order:
    """The order in a request body, whichever of an order's fields it has."""
    currency = getattr(body, "currency", None) or "KRW"
    return Order(
        merchant_uid=body.merchant_uid,
        amount=body.amount,
        currency=currency,
        name=getattr(body, "name", None),
        buyer=buyer_of(body),
        card_quota=getattr(body, "card_quota", None) or 0,
        custom_data=getattr(body, "custom_data", None),
        tax_free=_amount(getattr(body, "tax_free", None)),
        vat_amount=_amount(getattr(body, "vat_amount", None)),
        notice_urls=notice_urls(getattr(body, "notice_url", None)),
        promotion_id=getattr(body, "promotion_id", None),
    )


def _amount(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def buyer_of(body: Any) -> Person:
    """The buyer whom a request body names."""
    return Person(*(getattr(body, f"buyer_{field}", None) for field in Person.__slots__))


def notice_urls(value: str | list[str] | None) -> tuple[str, ...]:
    """The addresses in `notice_url`, which is one or several."""
    if not value:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def check_amount(amount: Decimal, currency: str | None) -> None:
    """Refuse an amount that cannot be paid."""
    if amount <= 0 or (currency == "KRW" and amount % 1):
        raise Refusal("bad_request", message="파라메터 amount의 값이 올바르지 않습니다.")


def check_split(amount: Decimal, tax_free: Decimal | None, vat_amount: Decimal | None) -> None:
    """Refuse a tax-free part or a tax that cannot be within the amount."""
    taxed = amount - (tax_free or 0)
    if (tax_free or 0) < 0 or taxed < 0:
        raise Refusal("bad_request", message="파라메터 tax_free의 값이 올바르지 않습니다.")
    if not 0 <= (vat_amount or 0) <= taxed:
        raise Refusal("bad_request", message="파라메터 vat_amount의 값이 올바르지 않습니다.")


def check_order(context: RequestContext, order: Order) -> None:
    """Refuse an order that has been paid, or that was registered with another amount."""
    check_amount(order.amount, order.currency)
    check_split(order.amount, order.tax_free, order.vat_amount)
    if was_paid(context, order.merchant_uid):
        raise Refusal("already_paid")
    if differs_from_preparation(context, order):
        raise Refusal("refused", message="사전등록된 결제금액과 일치하지 않습니다.")


def was_paid(context: RequestContext, merchant_uid: str) -> bool:
    """Whether an order has been paid, cancelled or not: it cannot be paid again."""
    payments = context.shop.payments.find("merchant_uid", merchant_uid)
    return any(payment.paid_at for payment in payments)


def differs_from_preparation(context: RequestContext, order: Order) -> bool:
    """Whether the order was registered with another amount or currency."""
    prepared = context.shop.preparations.get(order.merchant_uid)
    return prepared is not None and (
        prepared.amount != order.amount or prepared.currency not in (None, order.currency)
    )


def charge(
    context: RequestContext,
    order: Order,
    channel: Channel,
    card: Card | None,
    verdict: Verdict,
    **more: Any,
) -> Payment:
    """Keep the payment that the PG's `verdict` makes of an order, paid or failed, and send its webhook.

    `more` are further fields of `Payment`.
    """
    payment = new_payment(context, order, channel, card=card, **more)
    try:
        payment = promotions.apply(context, payment, order.promotion_id)
    except promotions.PromotionRefused as refused:
        verdict = verdict if verdict.failure else Verdict(str(refused))
    payment = conclude(context, payment, verdict)
    if payment.status == "paid":
        context.notify(payment)
    return payment


def new_payment(context: RequestContext, order: Order, channel: Channel, **more: Any) -> Payment:
    """A payment that nobody has made yet; it is not kept. `more` are further fields of `Payment`."""
    number = context.next_number()
    prefix = "imps" if more.get("via", "api") == "api" else "imp"
    fields: dict[str, Any] = {
        "number": number,
        "imp_uid": f"{prefix}_{number}",
        "merchant_uid": order.merchant_uid,
        "status": "ready",
        "amount": order.amount,
        "currency": order.currency,
        "name": order.name,
        "buyer": order.buyer,
        "channel": channel,
        "card": None,
        "pg_tid": f"{channel.pg_id}{number}",
        "started_at": context.stamp,
        "card_quota": order.card_quota,
        "custom_data": order.custom_data,
        "tax_free": order.tax_free,
        "vat_amount": order.vat_amount,
        "notice_urls": order.notice_urls,
        "user_agent": _user_agent(context),
    }
    return Payment(**fields | more)


def _user_agent(context: RequestContext) -> str | None:
    """The User-Agent that a charge shows. What the scheduler charges has none."""
    # A published answer shows the caller's own: no answer rests on a guess here.
    fixed = context.state.assumptions.value("user_agent_of_charges") == "fixed"
    return _FIXED_USER_AGENT if fixed and context.user_agent is not None else context.user_agent


def conclude(context: RequestContext, payment: Payment, verdict: Verdict) -> Payment:
    """Keep what the PG's `verdict` makes of a payment that is being made.

    While the PG has not decided, the payment shows what that PG shows until then: failed or ready.
    """
    payment = replace(payment, pending=not verdict.is_final)
    if payment.pending:
        at = context.now + context.setting("late_charge_seconds")
        context.later(at, "last word", payment.imp_uid)
    failure = verdict.failure
    if payment.pending and not failure:
        context.shop.payments.put(payment)
        return payment
    concluded = replace(
        payment,
        status="failed" if failure else "paid",
        paid_at=0 if failure else context.stamp,
        failed_at=context.stamp if failure else 0,
        apply_num="" if failure else f"{payment.number % 10**8:08}",
        fail_reason=failure or None,
    )
    context.shop.payments.put(concluded)
    return concluded


@event("last word")
def hear_last_word(context: RequestContext, imp_uid: str) -> None:
    """Let the PG decide about a payment that is still pending."""
    payment = context.shop.payments.get(imp_uid)
    if payment is not None and payment.pending:
        decide(context, payment, pg.last_word(payment))


def decide(context: RequestContext, payment: Payment, verdict: Verdict) -> Payment:
    """End a pending payment by the PG's decision. An order that was paid meanwhile is not paid twice."""
    if was_paid(context, payment.merchant_uid):
        verdict = Verdict("이미 결제된 merchant_uid입니다.")
    decided = conclude(context, payment, verdict)
    context.notify(decided)
    return decided


def answer_for(call: Call[Any, Any], payment: Payment, verdict: Verdict) -> Payment:
    """What a request gets for its charge: the payment, unless the PG answered with an error.

    A payment that PortOne let fail, before the PG was asked, is an error too.
    """
    if payment.status == "failed" and payment.fail_reason != verdict.failure:
        raise Refusal("refused", message=payment.fail_reason or "")
    if verdict.is_error:
        raise Refusal("declined", message=verdict.failure, by_pg=True)
    # No document says how V1 answers a charge that fails at the PG: here with code 0 and status failed.
    return payment
