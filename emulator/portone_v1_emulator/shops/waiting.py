"""Payments that wait for the customer's money: how long they do, how it comes in, and how they are given up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from ..core.context import RequestContext, event
from ..core.languages import status_in_korean
from ..core.records import Payment
from .charging import was_paid

Reason = Literal[
    "unknown_payment",
    "not_waiting",
    "too_late",
    "wrong_amount",
    "order_was_paid",
    "not_confirmed",
]

_REVOKED, _EXPIRED = "입금 대기가 말소되었습니다.", "입금 기한이 지났습니다."


class NotTaken(Exception):
    """The bank or the till does not take the customer's money. Nothing was paid; `reason` says why.

    `korean` says the same as the text.
    """

    def __init__(self, reason: Reason, text: str, korean: str) -> None:
        super().__init__(text)
        self.reason = reason
        self.korean = korean


def wait(context: RequestContext, payment: Payment) -> Payment:
    """Keep a payment, ready to be paid until its due; again, when it gets another one."""
    context.shop.payments.put(payment)
    context.later(due_of(payment), "unpaid", payment.imp_uid)
    return payment


def due_of(payment: Payment) -> int:
    """Until when the customer may pay."""
    if payment.vbank is not None:
        return payment.vbank.due
    if payment.store_number is not None:
        return payment.store_number.due
    raise LookupError(f"{payment.imp_uid} does not wait for a customer")


def check_open(context: RequestContext, payment: Payment) -> None:
    """Refuse money for a payment that does not wait for it any more."""
    if payment.status != "ready":
        raise NotTaken(
            "not_waiting",
            f"{payment.imp_uid} is {payment.status} and no longer waits for money",
            f"입금 대기 중인 결제가 아닙니다. 현재 상태: {status_in_korean(payment.status)}.",
        )
    if context.now >= due_of(payment):
        raise NotTaken(
            "too_late", f"the time to pay {payment.imp_uid} is over", "입금 기한이 지났습니다."
        )
    if was_paid(context, payment.merchant_uid) and (
        context.setting("deposit_for_paid_order") == "refused"
    ):
        raise order_was_paid(payment)


def order_was_paid(payment: Payment) -> NotTaken:
    """Return the error for money that comes for an order which has been paid by another payment."""
    return NotTaken(
        "order_was_paid",
        f"the order {payment.merchant_uid} has already been paid",
        f"이미 결제된 주문입니다({payment.merchant_uid}).",
    )


def pay(context: RequestContext, payment: Payment, **more: Any) -> Payment:
    """The money has come in: keep the payment as paid, and send its webhook. `more` are fields of `Payment`."""
    paid = replace(payment, status="paid", paid_at=context.stamp, **more)
    context.shop.payments.put(paid)
    context.notify(paid)
    return paid


def revoke(context: RequestContext, payment: Payment) -> Payment:
    """Let nobody pay any more."""
    return _give_up(context, payment, context.setting("revoked_unpaid_status"), _REVOKED)


@event("unpaid")
def expire(context: RequestContext, imp_uid: str) -> None:
    """Its time has run out, unless it was paid or got more time."""
    payment = context.shop.payments.get(imp_uid)
    if payment is None or payment.status != "ready" or context.now < due_of(payment):
        return
    if payment.vbank is not None and payment.vbank.unlimited:
        return
    _give_up(context, payment, context.setting("expired_unpaid_status"), _EXPIRED)


def _give_up(context: RequestContext, payment: Payment, status: str, why: str) -> Payment:
    match status:
        case "failed":
            closed = replace(payment, status=status, failed_at=context.stamp, fail_reason=why)
        case "cancelled":
            closed = replace(payment, status=status, closed_at=context.stamp)
        case _:
            return payment  # V1 is not told: it says what it said before
    context.shop.payments.put(closed)
    return closed
