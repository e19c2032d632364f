"""Paymentwall: how orders are delivered, without which it does not settle them.

Its codes and sentences are made up, for nobody has published any.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .._generated.requests import RegisterDeliveryRequest
from ..core import contract
from ..core.context import Answer, Call, operation
from ..core.records import Payment, Record
from ..core.refusals import Refusal
from ..pgs.choice import check

_PHYSICAL = (
    "carrier_tracking_id",
    "carrier_type",
    "shipping_address_country",
    "shipping_address_city",
    "shipping_address_zip",
    "shipping_address_state",
    "shipping_address_street",
    "shipping_address_phone",
    "shipping_address_firstname",
    "shipping_address_lastname",
)
"""What goods need, and content does not."""

_STATUSES = ("order_placed", "order_shipped", "delivering", "delivered")
"""In the order in which a delivery has them."""

_UNITED_STATES = ("US", "USA")
_NO_STATE = "N/A"

_MISSING = (4001, "Required parameters are missing")
_WRONG_ADDRESS = (4002, "Shipping address is invalid")
_BACKWARDS = (4003, "Delivery status cannot be changed")
_NOT_PAID = (4004, "Payment is not completed")


@dataclass(frozen=True, slots=True)
class PaymentwallDelivery(Record):
    """How far the delivery of a payment's order is."""

    identity = "imp_uid"

    imp_uid: str
    type: str
    status: str
    carrier: str | None
    tracking_number: str | None
    refundable: bool


class DeliveryRefused(Exception):
    """Paymentwall does not accept a delivery."""

    def __init__(self, error: tuple[int, str], notices: list[str]) -> None:
        super().__init__(error[1])
        self.code, self.error = error
        self.notices = notices


@operation("paymentwall.register_delivery")
def register_delivery(call: Call[None, RegisterDeliveryRequest]) -> Answer:
    """Keep how an order is delivered, or how its delivery goes on."""
    body = call.body
    payment = call.shop.payments.get(body.imp_uid)
    if payment is None or payment.merchant_uid != body.merchant_uid:
        raise Refusal("unknown_payment")
    check(call, payment.channel, unsupported="refused")
    try:
        notices = _check(call, payment)
    except DeliveryRefused as refused:
        if call.setting("paymentwall_refusal") == "declined":
            message = f"[{refused.code}]{refused.error}"
            raise Refusal("declined", message=message, by_pg=True) from None
        return _answer(error_code=refused.code, error=refused.error, notices=refused.notices)
    call.shop.table(PaymentwallDelivery).put(
        PaymentwallDelivery(
            payment.imp_uid,
            body.type,
            body.status,
            body.carrier_type,
            body.carrier_tracking_id,
            refundable=body.refundable == "yes",
        )
    )
    return _answer(success=1, notices=notices)


def _check(call: Call[None, RegisterDeliveryRequest], payment: Payment) -> list[str]:
    """What Paymentwall notes about a delivery that it accepts. It refuses one that cannot be."""
    body = call.body
    if not payment.paid_at or payment.left == 0:
        raise DeliveryRefused(_NOT_PAID, [f"status of the payment: {payment.status}"])
    known = call.shop.table(PaymentwallDelivery).get(payment.imp_uid)
    if known and _STATUSES.index(body.status) < _STATUSES.index(known.status):
        raise DeliveryRefused(_BACKWARDS, [f"{known.status} cannot become {body.status}"])
    if body.type == "digital":
        return []
    if missing := [name for name in _PHYSICAL if not getattr(body, name)]:
        raise DeliveryRefused(_MISSING, [f"{name} is required" for name in missing])
    return _check_state(body)


def _check_state(body: RegisterDeliveryRequest) -> list[str]:
    in_states = (body.shipping_address_country or "").upper() in _UNITED_STATES
    if in_states and body.shipping_address_state == _NO_STATE:
        raise DeliveryRefused(
            _WRONG_ADDRESS, ["shipping_address_state is required in the United States"]
        )
    if not in_states and body.shipping_address_state != _NO_STATE:
        return [f"shipping_address_state should be {_NO_STATE} outside the United States"]
    return []


def _answer(**said: Any) -> Answer:
    return Answer(contract.load().blank("PaymentwallDelivery") | said)
