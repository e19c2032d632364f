"""Escrow: the parcel of a payment whose money is held, and what the customer says to it.

A parcel with one of the invoice numbers `UNREGISTRABLE` and `UNSHOWN` goes wrong at the PG.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..core.context import RequestContext
from ..core.records import Payment, Record

UNREGISTRABLE = "500000000000"
"""An invoice number that the PG does not take."""
UNSHOWN = "500000000001"
"""An invoice number that the PG takes, and cannot show."""

_TELLS = "html5_inicis"
"""The PG whose changes PortOne tells the merchant."""
_EVENT = "Inicis.Escrow.Changed"

# status: what INICIS calls it
_CODES = {
    "registered": "2",
    "confirmed": "3",
    "confirmed_by_itself": "31",
    "confirmed_by_force": "32",
    "rejected": "4",
    "cancelled": "8",
    "rejection_accepted": "10",
}

# status: those that may follow it
_NEXT = {
    "registered": frozenset(_CODES) - {"registered", "rejection_accepted"},
    "rejected": frozenset({"rejection_accepted", "cancelled"}),
    "rejection_accepted": frozenset({"cancelled"}),
}


class NotNow(Exception):
    """The shipment is in no state for that."""


@dataclass(frozen=True, slots=True)
class Shipment(Record):
    """The parcel of an escrow payment."""

    identity = "imp_uid"

    imp_uid: str
    company: str
    invoice: str
    sent_at: int
    applied_at: int
    status: str = "registered"
    """A key of `_CODES`."""

    @property
    def is_open(self) -> bool:
        """Whether the customer has not decided yet."""
        return self.status == "registered"


def register(context: RequestContext, payment: Payment, shipment: Shipment) -> None:
    """Keep the parcel of a payment."""
    _keep(context, payment, shipment)


def change(
    context: RequestContext, imp_uid: str, status: str, *, reason: str | None = None
) -> Shipment:
    """Let the customer decide, or the merchant or the PG after them; `reason` is why a purchase is rejected."""
    payment = context.shop.payments.get(imp_uid)
    shipment = context.shop.table(Shipment).get(imp_uid)
    if payment is None or shipment is None:
        raise NotNow(f"nothing is registered for {imp_uid}")
    if status not in _NEXT.get(shipment.status, ()):
        raise NotNow(f"the shipment of {imp_uid} is {shipment.status}: it cannot be {status}")
    shipment = replace(shipment, status=status)
    _keep(context, payment, shipment, reason)
    return shipment


def cancel_with(context: RequestContext, payment: Payment) -> None:
    """What a cancel in full does to the shipment of a payment. `payment` is as it is after it."""
    shipment = context.shop.table(Shipment).get(payment.imp_uid)
    if shipment is not None and not payment.left and "cancelled" in _NEXT.get(shipment.status, ()):
        change(context, payment.imp_uid, "cancelled")


def _keep(
    context: RequestContext, payment: Payment, shipment: Shipment, reason: str | None = None
) -> None:
    context.shop.table(Shipment).put(shipment)
    if payment.channel.pg_provider != _TELLS:
        return
    extra: dict[str, Any] = {
        "escrow_status": _CODES[shipment.status],
        "changed_at": context.stamp,
    }
    if reason is not None:
        extra["denied_reason"] = reason
    context.notify(payment, event=_EVENT, extra=extra)
