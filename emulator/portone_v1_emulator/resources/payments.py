"""Payments: looking them up, and cancelling them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from .. import pg, wire
from .._generated.requests import (
    CancelRequest,
    PaymentsFindAllParams,
    PaymentsFindParams,
    PaymentsGetManyParams,
    PaymentsGetParams,
    PaymentsListByStatusParams,
)
from ..charging import check_amount
from ..handlers import Answer, Call, operation
from ..records import Cancellation, Payment
from ..refusals import Refusal
from ..store import Shop

_LONGEST_RANGE = 90 * 24 * 3600

_SORT_KEYS: dict[str, Callable[[Payment], tuple[int, int]]] = {
    "started": lambda payment: (payment.started_at, payment.number),
    "paid": lambda payment: (payment.paid_at, payment.number),
    "updated": lambda payment: (payment.updated_at, payment.number),
}


@operation("payments.get")
def get(call: Call[PaymentsGetParams, None]) -> Answer:
    """One payment. Those of test channels are hidden unless they are asked for."""
    payment = call.shop.payments.get(call.params.imp_uid)
    if payment is None or (payment.channel.sandbox and not call.params.include_sandbox):
        raise Refusal("unknown_payment")
    return Answer(wire.payment(payment))


@operation("payments.get_many")
def get_many(call: Call[PaymentsGetManyParams, None]) -> Answer:
    """Those that are found, newest first; 207 when others are not."""
    imp_uids = call.params.imp_uids or []
    merchant_uids = call.params.merchant_uids or []
    if not imp_uids and not merchant_uids:
        raise Refusal("bad_request", message="필수 파라메터 imp_uid[]이(가) 누락되었습니다.")
    table = call.shop.payments
    answers = [[payment] if (payment := table.get(uid)) else [] for uid in imp_uids]
    answers += [table.find("merchant_uid", uid) for uid in merchant_uids]
    found = {payment.imp_uid: payment for payments in answers for payment in payments}
    if not found:
        raise Refusal("unknown_payment")
    payments = _sorted(found.values(), "-started")
    return Answer(list(map(wire.payment, payments)), status=200 if all(answers) else 207)


@operation("payments.find")
def find(call: Call[PaymentsFindParams, None]) -> Answer:
    """The first payment of an order, in the order of `sorting`."""
    payments = _of_order(call.shop, call.params.merchant_uid, call.params.payment_status)
    if not payments:
        raise Refusal("unknown_payment")
    return Answer(wire.payment(_sorted(payments, call.params.sorting)[0]))


@operation("payments.find_all")
def find_all(call: Call[PaymentsFindAllParams, None]) -> Answer:
    """A page of the payments of an order."""
    params = call.params
    payments = _of_order(call.shop, params.merchant_uid, params.payment_status)
    if not payments:
        raise Refusal("unknown_payment")
    payments = _sorted(payments, params.sorting)
    return Answer(
        wire.page(payments, params.page, params.limit, wire.payment, beyond="bad_request")
    )


@operation("payments.list_by_status", invalid="bad_range")
def list_by_status(call: Call[PaymentsListByStatusParams, None]) -> Answer:
    """A page of the payments that came to a status in a range of time."""
    params = call.params
    end = call.now if params.to is None else params.to
    start = end - _LONGEST_RANGE if params.from_ is None else params.from_
    if not 0 <= end - start <= _LONGEST_RANGE:
        raise Refusal("bad_range", message="조회기간은 최대 90일까지 가능합니다.")
    payments = [
        payment
        for payment in call.shop.payments
        if params.payment_status in ("all", payment.status) and start <= payment.settled_at <= end
    ]
    payments = _sorted(payments, params.sorting)
    return Answer(wire.page(payments, params.page, params.limit, wire.payment, beyond="bad_range"))


@operation("payments.cancel")
def cancel(call: Call[None, CancelRequest]) -> Answer:
    """Give the money back, all that is left or a part."""
    payment = _to_cancel(call.shop, call.body)
    if payment.left == 0:
        raise Refusal("already_cancelled")
    if call.body.checksum is not None and call.body.checksum != payment.left:
        raise Refusal("checksum_differs")
    amount = call.body.amount or payment.left
    check_amount(amount, payment.currency)
    if amount > payment.left:
        raise Refusal("too_much")
    if refusal := pg.cancel_refusal(payment):
        raise Refusal("pg_refused", pg_message=refusal)
    return Answer(wire.payment(_cancel(call, payment, amount)))


def _cancel(call: Call[None, CancelRequest], payment: Payment, amount: Decimal) -> Payment:
    cancellation = Cancellation(
        cancellation_id=str(uuid.uuid4()),
        pg_tid=f"{payment.channel.pg_id}{call.store.next_number()}",
        amount=amount,
        cancelled_at=call.now,
        reason=call.body.reason,
    )
    status = "cancelled" if amount == payment.left else call.setting("partly_cancelled_status")
    payment = replace(payment, status=status, cancellations=(*payment.cancellations, cancellation))
    call.shop.payments.put(payment)
    return payment


def _to_cancel(shop: Shop, body: CancelRequest) -> Payment:
    """The payment to cancel. An imp_uid decides, even a wrong one beside a right merchant_uid."""
    if body.imp_uid:
        payment = shop.payments.get(body.imp_uid)
        candidates = [payment] if payment else []
    elif body.merchant_uid:
        candidates = shop.payments.find("merchant_uid", body.merchant_uid)
    else:
        raise Refusal("bad_request", message="필수 파라메터 imp_uid이(가) 누락되었습니다.")
    # An order is paid once at most: its other payments are failed attempts, with nothing to cancel.
    for candidate in candidates:
        if candidate.paid_at:
            return candidate
    raise Refusal("unknown_payment")


def _of_order(shop: Shop, merchant_uid: str, status: str | None) -> list[Payment]:
    payments = shop.payments.find("merchant_uid", merchant_uid)
    return [payment for payment in payments if status in (None, payment.status)]


def _sorted(payments: Iterable[Payment], sorting: str) -> list[Payment]:
    return sorted(
        payments, key=_SORT_KEYS[sorting.removeprefix("-")], reverse=sorting.startswith("-")
    )
