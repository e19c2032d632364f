"""Payments: looking them up, and cancelling them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .._generated.requests import (
    CancelRequest,
    PaymentsFindAllParams,
    PaymentsFindParams,
    PaymentsGetBalanceParams,
    PaymentsGetManyParams,
    PaymentsGetParams,
    PaymentsListByStatusParams,
)
from ..core.context import Answer, Call, operation
from ..core.records import Payment
from ..core.refusals import Refusal
from ..core.store import Shop
from ..pgs.choice import check
from ..shops import balances, cancelling
from ..shops.cancelling import CancelOrder
from . import wire

_MOST = 100
"""How many payments can be looked up at once."""

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
    if len(imp_uids) + len(merchant_uids) > _MOST:
        raise Refusal("bad_request", message=f"한 번에 최대 {_MOST}건까지 조회할 수 있습니다.")
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


@operation("payments.find_all", invalid="bad_status")
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


@operation("payments.get_balance")
def get_balance(call: Call[PaymentsGetBalanceParams, None]) -> Answer:
    """How the amount of a payment is made up, at the PG that tells."""
    payment = call.shop.payments.get(call.params.imp_uid)
    if payment is None:
        raise Refusal("unknown_payment")
    check(call, payment.channel, unsupported="no_balance")
    return Answer(wire.balance(payment, balances.history(payment)))


@operation("payments.cancel")
def cancel(call: Call[None, CancelRequest]) -> Answer:
    """Give the money back, all that is left or a part."""
    body = call.body
    payment = _to_cancel(call.shop, body)
    order = CancelOrder(
        amount=body.amount,
        tax_free=body.tax_free,
        vat_amount=body.vat_amount,
        checksum=body.checksum,
        reason=body.reason,
        refund_holder=body.refund_holder,
        refund_bank=body.refund_bank,
        refund_account=body.refund_account,
        refund_tel=body.refund_tel,
        retain_promotion=_given(body, "retain_promotion"),
        requester=body.extra.requester if body.extra else None,
    )
    return Answer(wire.payment(cancelling.cancel(call, payment, order, notify=body.enable_webhook)))


def _given(body: CancelRequest, name: str) -> Any:
    """A field whose default is not the same as that it was left out."""
    return getattr(body, name) if name in body.model_fields_set else None


def _to_cancel(shop: Shop, body: CancelRequest) -> Payment:
    """The payment to cancel. An imp_uid decides, even a wrong one beside a right merchant_uid."""
    if body.imp_uid:
        payment = shop.payments.get(body.imp_uid)
        candidates = [payment] if payment else []
    elif body.merchant_uid:
        candidates = shop.payments.find("merchant_uid", body.merchant_uid)
    else:
        raise Refusal("bad_request", message="필수 파라메터 imp_uid이(가) 누락되었습니다.")
    if not candidates:
        raise Refusal("unknown_payment")
    # An order may have several attempts, and be paid more than once into its virtual accounts.
    return max(candidates, key=lambda payment: (payment.paid_at > 0, payment.left > 0))


def _of_order(shop: Shop, merchant_uid: str, status: str | None) -> list[Payment]:
    payments = shop.payments.find("merchant_uid", merchant_uid)
    return [payment for payment in payments if status in (None, payment.status)]


def _sorted(payments: Iterable[Payment], sorting: str) -> list[Payment]:
    return sorted(
        payments, key=_SORT_KEYS[sorting.removeprefix("-")], reverse=sorting.startswith("-")
    )
