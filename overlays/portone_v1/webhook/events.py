"""What a webhook says. It has no signature, so it says only where to look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from ..errors import InvalidWebhook as InvalidWebhook
from .bodies import MAX_SIZE as MAX_SIZE
from .bodies import Body, Fields, fields_of, identity, needed, text

if TYPE_CHECKING:
    from portone_v1_api.models.payments import PaymentStatus

EventKind = Literal["Inicis.Escrow.Changed", "Galaxia.Cvs.Confirm"]
"""The events that are not about a payment's status: a shipment in escrow has changed; a customer stands at
the till of a convenience store, and PortOne asks the merchant whether to take the money."""

_KINDS = frozenset(get_args(EventKind))
_KNOWN = frozenset({"imp_uid", "merchant_uid", "status", "cancellation_id", "event", "extra"})

_NUMBERS = ("changed_at",)
"""Fields of `extra` that are numbers in JSON."""

_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True, repr=False)
class Event:
    """A webhook, as it came. Anybody may have sent it: read the payment back before believing it.

    Attributes:
        imp_uid: The payment to look at. None only in an event of an unknown kind that names none.
        merchant_uid: Its order. None in an event of a kind that has none.
        status: The status that the payment is said to have. Issuing a billing key says `paid` as well.
        cancellation_id: The cancel that the event is about, if it is about one.
        event: The kind of event; None when it is about a payment's status.
        extra: More about an event of that kind, such as `escrow_status`, `changed_at` (epoch seconds) and
            `denied_reason`.
        raw: The fields as they came.
    """

    imp_uid: str | None
    merchant_uid: str | None = None
    status: PaymentStatus | str | None = None
    cancellation_id: str | None = None
    event: EventKind | str | None = None
    extra: dict[str, Any] = field(default_factory=dict[str, Any])
    raw: dict[str, Any] = field(default_factory=dict[str, Any], compare=False)

    @property
    def unknown_fields(self) -> dict[str, Any]:
        """The fields that this version does not know."""
        return {name: value for name, value in self.raw.items() if name not in _KNOWN}

    @property
    def is_question(self) -> bool:
        """Whether an answer of 200 means yes, and any other stops the customer from paying."""
        return self.event == "Galaxia.Cvs.Confirm"

    def __repr__(self) -> str:
        # A stranger chose what stands in `extra` and in the unknown fields, so they are only counted.
        told = (self.imp_uid, self.merchant_uid, self.status, self.cancellation_id, self.event)
        shown = ", ".join(repr(value) for value in told if value is not None)
        more = len(self.extra) + len(self.unknown_fields)
        return f"Event({shown}{f', and {more} more fields' if more else ''})"


def parse(body: Body, content_type: str | bytes | None = None) -> Event:
    """Read the event in the body of a webhook, JSON or a form.

    Args:
        body: The body as it came; at most 64 KiB.
        content_type: The header of that name. Without it, the body is taken for what it looks like.

    Returns:
        The event. Fields that this version does not know are in `unknown_fields` and `raw`. An event of an
        unknown kind is kept as well, even when it names no payment: answer it with 200.

    Raises:
        InvalidWebhook: This is not a webhook of PortOne; `field` says where. Answer it with 400.
    """
    fields = fields_of(body, content_type)
    event = text(fields, "event", 64)
    # An event of a kind may be about something that has no order and no status; of an unknown one, no payment.
    is_new = event is not None and event not in _KINDS
    payment = identity if is_new else needed
    other = needed if event is None else identity
    return Event(
        imp_uid=payment(fields, "imp_uid", 64),
        merchant_uid=other(fields, "merchant_uid"),
        status=other(fields, "status", 32),
        cancellation_id=text(fields, "cancellation_id"),
        event=event,
        extra=_extra(fields),
        raw=fields,
    )


def _extra(fields: Fields) -> dict[str, Any]:
    extra = fields.get("extra")
    if extra is None or extra == "" or extra == []:  # PHP writes an empty object as a list
        return {}
    if not isinstance(extra, dict):
        raise InvalidWebhook("extra", f"must be an object, not {type(extra).__name__}")
    given = cast("dict[str, Any]", extra)
    return given | {name: _number(given[name]) for name in _NUMBERS if name in given}


def _number(value: object) -> object:
    """Convert what a form can write only as text; anything else stays as it came."""
    if (
        isinstance(value, str)
        and value.isascii()
        and value.isdigit()
        and len(value) <= _MOST_DIGITS
    ):
        return int(value)
    return value
