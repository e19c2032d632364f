"""PAYCO: what it is told of orders."""

from __future__ import annotations

from dataclasses import dataclass

from .._generated.requests import PaycoUpdateOrderStatusParams, UpdatePaycoStatusRequest
from ..core import contract
from ..core.context import Answer, Call, RequestContext, operation
from ..core.records import Payment, Record
from ..core.refusals import Refusal
from ..pgs.choice import check

_NEXT = {
    None: ("DELIVERY_START", "PURCHASE_DECISION", "CANCELED"),
    "DELIVERY_START": ("PURCHASE_DECISION", "CANCELED"),
}
"""What an order may become. One that is decided or cancelled stays so."""


@dataclass(frozen=True, slots=True)
class PaycoOrder(Record):
    """How far PAYCO believes an order to be."""

    identity = "imp_uid"

    imp_uid: str
    status: str


@operation("payco.update_order_status")
def update_order_status(
    call: Call[PaycoUpdateOrderStatusParams, UpdatePaycoStatusRequest],
) -> Answer:
    """Tell PAYCO what became of an order. It gives no money back."""
    payment = call.shop.payments.get(call.params.imp_uid)
    if payment is None:
        raise Refusal("unknown_payment")
    check(call, payment.channel, unsupported="refused")
    if not payment.paid_at:
        raise Refusal("pg_refused", message="결제가 완료되지 않은 주문입니다.", by_pg=True)
    status, wanted = _status(call, payment), call.body.status
    if wanted not in _NEXT.get(status, ()):
        raise Refusal(
            "pg_refused",
            message=f"주문상태를 변경할 수 없습니다({status} → {wanted}).",
            by_pg=True,
        )
    call.shop.table(PaycoOrder).put(PaycoOrder(payment.imp_uid, wanted))
    return Answer(contract.load().blank("PaycoStatus") | {"status": wanted})


def _status(context: RequestContext, payment: Payment) -> str | None:
    if payment.left == 0:
        return "CANCELED"
    order = context.shop.table(PaycoOrder).get(payment.imp_uid)
    return order.status if order else None
