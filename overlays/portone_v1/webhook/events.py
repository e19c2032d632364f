"""What a webhook says. It has no signature, so it says only where to look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from ..errors import InvalidWebhook as InvalidWebhook
from .bodies import MAX_SIZE as MAX_SIZE
from .bodies import fields_of, needed, text

if TYPE_CHECKING:
    from portone_v1_api.models.payments import PaymentStatus

EventKind = Literal["Inicis.Escrow.Changed", "Galaxia.Cvs.Confirm"]
"""The events that are not about a payment's status: a shipment in escrow has changed; a customer stands at
the till of a convenience store, and the merchant is asked whether it takes the money."""

_KNOWN = frozenset({"imp_uid", "merchant_uid", "status", "cancellation_id", "event", "extra"})


@dataclass(frozen=True, slots=True, repr=False)
class Event:
    """A webhook, as it came. Anybody may have sent it: read the payment back before believing it.

    Attributes:
        imp_uid: The payment to look at.
        merchant_uid: Its order. None in an event of a kind that has none.
        status: What is said to have become of it. A billing key that was issued says `paid` as well.
        cancellation_id: The cancel that is told of, if it is one.
        kind: The wire's `event`; None when it is about a payment's status.
        details: The wire's `extra`, such as `escrow_status`, `changed_at` and `denied_reason`.
        raw: The fields as they came.
    """

    imp_uid: str
    merchant_uid: str | None = None
    status: PaymentStatus | str | None = None
    cancellation_id: str | None = None
    kind: EventKind | str | None = None
    details: dict[str, Any] = field(default_factory=dict[str, Any])
    raw: dict[str, Any] = field(default_factory=dict[str, Any], compare=False)

    @property
    def extra(self) -> dict[str, Any]:
        """The fields that are not known."""
        return {name: value for name, value in self.raw.items() if name not in _KNOWN}

    @property
    def is_question(self) -> bool:
        """Whether an answer of 200 means yes, and any other stops the customer from paying."""
        return self.kind == "Galaxia.Cvs.Confirm"

    def __repr__(self) -> str:
        # A stranger chose what stands in `details` and in the unknown fields, so they are only counted.
        told = (self.imp_uid, self.merchant_uid, self.status, self.cancellation_id, self.kind)
        shown = ", ".join(repr(value) for value in told if value is not None)
        more = len(self.details) + len(self.extra)
        return f"Event({shown}{f', and {more} more fields' if more else ''})"


def parse(body: bytes | str, content_type: str | None = None) -> Event:
    """The event in the body of a webhook, JSON or a form.

    Args:
        body: The body as it came; at most 64 KiB.
        content_type: The header of that name. Without it, the body is taken for what it looks like.

    Returns:
        The event. What it does not know is kept in `extra` and `raw`.

    Raises:
        InvalidWebhook: It is no webhook of PortOne; `field` tells where. Answer it with 400.
    """
    fields = fields_of(body, content_type)
    kind = text(fields, "event", 64)
    # A kind that is not known yet may be about something that has no order and no status.
    read = needed if kind is None else text
    return Event(
        imp_uid=needed(fields, "imp_uid", 64),
        merchant_uid=read(fields, "merchant_uid"),
        status=read(fields, "status", 32),
        cancellation_id=text(fields, "cancellation_id"),
        kind=kind,
        details=_details(fields),
        raw=fields,
    )


def _details(fields: dict[str, Any]) -> dict[str, Any]:
    details = fields.get("extra")
    if details is None or details == "" or details == []:  # PHP writes an empty object as a list
        return {}
    if not isinstance(details, dict):
        raise InvalidWebhook("extra", f"must be an object, not {type(details).__name__}")
    return cast("dict[str, Any]", details)
