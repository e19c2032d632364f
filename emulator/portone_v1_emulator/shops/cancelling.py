"""Giving money back: what is left of a payment, what is taken from it, now or once the PG has finished."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ..core.context import RequestContext, event
from ..core.records import AppliedPromotion, Cancellation, Payment, PendingCancel
from ..core.refusals import Refusal
from ..pgs import answers as pg
from ..pgs.providers import pg as pg_called
from . import cancel_rules, escrow, promotions, receipts
from .cancel_rules import CancelOrder, missing
from .charging import check_amount, check_split

__all__ = ["CONSOLE_REASON", "CancelOrder", "book", "cancel", "cancel_in_console"]

CONSOLE_REASON = "관리자페이지취소"
"""The reason of every cancel that is made in PortOne's console."""

_LONGEST_REASON = 256


@dataclass(frozen=True, slots=True)
class Left:
    """What of a payment can still be cancelled."""

    price: Decimal
    """Before the discount of a promotion; the tax-free part and the tax are parts of it."""
    charge: Decimal
    """What can be given back."""
    tax_free: Decimal
    vat_amount: Decimal | None
    """None when the payment told none."""
    parts: int
    """How often something was taken from it."""


def cancel(
    context: RequestContext, payment: Payment, order: CancelOrder, *, notify: bool
) -> Payment:
    """Cancel all that is left of a payment or a part, and send a webhook of it if `notify`.

    Where the PG takes its time, the cancel is only accepted: the payment stays as it was until then.
    """
    if not payment.paid_at:
        raise _unpaid(context)
    left = _left(context, payment)
    _check_left(payment, left, order)
    price = order.amount or left.price
    check_amount(price, payment.currency)
    if price > left.price:
        raise Refusal("too_much")
    cancel_rules.check(context, payment, order, is_part=price != payment.price, earlier=left.parts)
    tax_free, vat_amount = _split(payment, order, left, price)
    amount, promotion = _discounted(context, payment, order, left, price)
    cancellation = Cancellation(
        cancellation_id=str(uuid.uuid4()),
        pg_tid=f"{payment.channel.pg_id}{context.next_number()}",
        amount=amount,
        cancelled_at=context.stamp,
        reason=_reason(context, order.reason),
        tax_free=tax_free,
        vat_amount=vat_amount,
        discount=price - amount,
    )
    payment = replace(payment, promotion=promotion)
    if payment.pay_method in pg_called(payment.channel.pg_provider).finishes_later:
        return _accept(context, payment, cancellation, notify=notify)
    return book(context, payment, cancellation, notify=notify)


def cancel_in_console(context: RequestContext, payment: Payment, **fields: Any) -> Payment:
    """Cancel as the merchant's staff does in PortOne's console. `fields` are those of `CancelOrder`."""
    order = CancelOrder(requester="admin", reason=CONSOLE_REASON, **fields)
    return cancel(context, payment, order, notify=True)


def _reason(context: RequestContext, reason: str | None) -> str | None:
    if reason is None or len(reason) <= _LONGEST_REASON:
        return reason
    if context.setting("long_cancel_reason") == "refused":
        raise Refusal("bad_request", message="파라메터 reason의 값이 올바르지 않습니다.")
    return reason[:_LONGEST_REASON]


def _unpaid(context: RequestContext) -> Refusal:
    if context.setting("cancel_of_unpaid") == "refused":
        return Refusal("refused", message="결제가 완료되지 않은 주문은 취소할 수 없습니다.")
    return Refusal("unknown_payment")


def _left(context: RequestContext, payment: Payment) -> Left:
    taken = payment.cancellations
    if payment.pending_cancels and context.setting("late_cancel_until_then") == "taken":
        taken += tuple(pending.cancellation for pending in payment.pending_cancels)
    vat_amount = payment.vat_amount
    if vat_amount is not None:
        vat_amount -= sum((each.vat_amount or Decimal(0) for each in taken), Decimal(0))
    charged = sum((each.amount for each in taken), Decimal(0))
    return Left(
        price=payment.price - charged - sum((each.discount for each in taken), Decimal(0)),
        charge=payment.received - charged,
        tax_free=(payment.tax_free or 0) - sum((each.tax_free for each in taken), Decimal(0)),
        vat_amount=vat_amount,
        parts=len(taken),
    )


def _check_left(payment: Payment, left: Left, order: CancelOrder) -> None:
    if payment.left == 0:
        raise Refusal("already_cancelled")
    if left.charge == 0:
        raise Refusal("refused", message="취소가 진행 중인 주문입니다.")
    if order.checksum is not None and order.checksum != left.price:
        raise Refusal("checksum_differs")


def _split(
    payment: Payment, order: CancelOrder, left: Left, price: Decimal
) -> tuple[Decimal, Decimal | None]:
    """The tax-free part of what is cancelled, and the tax in it."""
    profile = pg_called(payment.channel.pg_provider)
    if profile.needs_tax_free and payment.tax_free and order.tax_free is None:
        raise missing("tax_free")
    if profile.needs_vat and payment.vat_amount is not None and order.vat_amount is None:
        raise missing("vat_amount")
    as_told = profile.splits_as_told or (
        payment.pay_method in profile.splits_unseen and not payment.cash_receipt_issued
    )
    tax_free, vat_amount = order.tax_free, order.vat_amount if profile.needs_vat else None
    if price == left.price and not as_told:
        # All that is left has the parts that are left, unless something else is said.
        tax_free = left.tax_free if tax_free is None else tax_free
        vat_amount = left.vat_amount if vat_amount is None else vat_amount
    tax_free = tax_free or Decimal(0)
    check_split(price, tax_free, vat_amount)
    if not as_told and _is_more_than(left, price, tax_free, vat_amount):
        # No document says how V1 refuses a split that exceeds what is left.
        raise Refusal("pg_refused", pg_message="[R401]면세금액 또는 부가세가 올바르지 않습니다.")
    return tax_free, vat_amount


def _is_more_than(
    left: Left, price: Decimal, tax_free: Decimal, vat_amount: Decimal | None
) -> bool:
    return (
        tax_free > left.tax_free
        or price - tax_free > left.price - left.tax_free
        or (left.vat_amount is not None and (vat_amount or 0) > left.vat_amount)
    )


def _discounted(
    context: RequestContext, payment: Payment, order: CancelOrder, left: Left, price: Decimal
) -> tuple[Decimal, AppliedPromotion | None]:
    """What of the price is given back, and the promotion as this cancel leaves it."""
    if payment.promotion is None:
        return price, None
    promotion = promotions.bind(context, payment.promotion, order.retain_promotion)
    amount = left.charge - promotions.charge_for(context, promotion, left.price - price)
    if amount <= 0:
        raise Refusal(
            "refused", message="취소 후 결제금액이 현재 결제금액보다 커서 취소할 수 없습니다."
        )
    return amount, promotion


def _accept(
    context: RequestContext, payment: Payment, cancellation: Cancellation, *, notify: bool
) -> Payment:
    tells = context.setting("late_cancel_webhook") == "always" or notify
    pending = PendingCancel(cancellation, tells)
    payment = replace(payment, pending_cancels=(*payment.pending_cancels, pending))
    context.shop.payments.put(payment)
    at = context.now + context.setting("late_cancel_seconds")
    context.later(at, "cancel finishes", f"{payment.imp_uid} {cancellation.cancellation_id}")
    return payment


@event("cancel finishes")
def finish(context: RequestContext, subject: str) -> None:
    """The PG has given the money back, or refuses to in the end."""
    imp_uid, _, cancellation_id = subject.partition(" ")
    payment = context.shop.payments.get(imp_uid)
    if payment is None:
        return
    for pending in payment.pending_cancels:
        if pending.cancellation.cancellation_id == cancellation_id:
            _finish(context, payment, pending)


def _finish(context: RequestContext, payment: Payment, pending: PendingCancel) -> None:
    cancellation = replace(pending.cancellation, cancelled_at=context.stamp)
    others = tuple(each for each in payment.pending_cancels if each is not pending)
    payment = replace(payment, pending_cancels=others)
    if not pg.late_cancel_refusal(payment) and cancellation.amount <= payment.left:
        book(context, payment, cancellation, notify=pending.notify)
        return
    context.shop.payments.put(payment)
    if pending.notify:
        context.notify(payment, cancellation_id=cancellation.cancellation_id)


def book(
    context: RequestContext, payment: Payment, cancellation: Cancellation, *, notify: bool
) -> Payment:
    """Keep that money was given back, whoever did it, and send a webhook of it if `notify`."""
    payment = replace(payment, cancellations=(*payment.cancellations, cancellation))
    status = "cancelled" if payment.left == 0 else context.setting("partly_cancelled_status")
    payment = receipts.revoke_with(context, replace(payment, status=status))
    context.shop.payments.put(payment)
    escrow.cancel_with(context, payment)
    if notify:
        context.notify(payment, status="cancelled", cancellation_id=cancellation.cancellation_id)
    return payment
