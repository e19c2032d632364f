"""What has changed in a payment since the merchant looked last.

The merchant keeps a `KnownState` with its own record of the payment. A state that is read is compared with
it: what is new is told once, and a state that is older than the known one tells nothing. What was paid and
what was given back only grow: an answer that shows less is older. So it does not matter what made the
merchant look: a webhook, the same one again, the answer of a call, or a look of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, NamedTuple, Self, TypeVar, cast

from portone_v1_api.exact import exact
from portone_v1_api.models.payments import (
    Payment,
    PaymentCancellation,
    PaymentStatus,
    VbankDeposit,
)

from ..errors import ConfigurationError, UnexpectedAnswer
from . import reading
from .reading import Amount, Unreadable

R = TypeVar("R", VbankDeposit, PaymentCancellation)

_ORDER = {None: 0, "ready": 1, "failed": 2, "paid": 3, "cancelled": 4}
"""Which status comes later, as long as no money moves in between."""


class KnownState(NamedTuple):
    """What the merchant knows of a payment. It can be pickled, and stored as JSON.

    Attributes:
        imp_uid: The payment.
        status: Its status; None before the merchant has looked at all.
        deposits: The deposits into an unlimited virtual account that have been told, each by its key, and by
            its identity where it had one.
        cancels: The cancels that have been told, likewise.
        received: What the customer has paid so far.
        refunded: What of it was given back.
    """

    imp_uid: str
    status: str | None = None
    deposits: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()
    received: Amount = 0
    refunded: Amount = 0

    @exact
    def to_json(self) -> str:
        """It as JSON text, from which `from_json` makes it again."""
        amounts = {"received": str(self.received), "refunded": str(self.refunded)}
        return json.dumps(self._asdict() | amounts, ensure_ascii=False)

    @classmethod
    @exact
    def from_json(cls, text: str) -> Self:
        """Read the state from what `to_json` returned.

        Raises:
            ConfigurationError: Outcome not_sent: the text is not a known state; the error names the field.
        """
        try:
            data: object = json.loads(text, parse_int=_number, parse_float=_number)
        except (TypeError, ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            raise _not_a_state("the text", "must be a JSON object")
        fields = cast("dict[str, Any]", data)
        if odd := sorted(fields.keys() ^ set(cls._fields)):
            problem = "is missing" if odd[0] in cls._fields else "is not a field of it"
            raise _not_a_state(odd[0][:32], problem)
        for name in ("deposits", "cancels"):
            if isinstance(fields[name], list):
                fields[name] = tuple(cast("list[Any]", fields[name]))
        for name in ("received", "refunded"):
            fields[name] = _written_amount(fields[name])
        return cls(**fields).checked()

    @exact
    def checked(self) -> Self:
        """Validate the field types and return self.

        Raises:
            ConfigurationError: Outcome not_sent: a field is of another type; the error names it.
        """
        if not _is_text(self.imp_uid) or not self.imp_uid:
            raise _not_a_state("imp_uid", "must be a string, and not empty")
        if not (self.status is None or _is_text(self.status)):
            raise _not_a_state("status", "must be a string or null")
        for name in ("deposits", "cancels"):
            keys: object = getattr(self, name)
            if not isinstance(keys, tuple) or not all(map(_is_text, cast("tuple[object]", keys))):
                raise _not_a_state(name, "must be a list of strings")
        for name in ("received", "refunded"):
            if reading.exact_amount(getattr(self, name)) is None:
                raise _not_a_state(name, "must be an amount of money")
        return self


class Entry(NamedTuple):
    """Money that came in or went out: a line for the merchant's books.

    Attributes:
        key: What tells it from all others of its payment: unique together with the imp_uid.
        amount: What came in; negative when it was given back.
        at: When, if that is told.
    """

    key: str
    amount: Amount
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new in a payment.

    Attributes:
        payment: The payment as it was read. Its merchant_uid is the one to go by, not the webhook's.
        status: The status, when it is another than the known one; else None.
        deposits: The deposits into an unlimited virtual account that are new.
        cancels: The cancels that are new.
        entries: The money that moved since: a payment that is now paid, each deposit, each cancel. None for
            a billing key that was issued, as V1 does not tell whether its amount was charged.
        known: What to store for the next time, in the same transaction as what is booked.
    """

    payment: Payment
    status: PaymentStatus | str | None
    deposits: list[VbankDeposit]
    cancels: list[PaymentCancellation]
    entries: list[Entry]
    known: KnownState

    @property
    def is_empty(self) -> bool:
        """Whether nothing is new."""
        return self.status is None and not (self.deposits or self.cancels or self.entries)

    @property
    def is_billing_key(self) -> bool:
        """Whether it is no sale but the issue of a billing key, which is told as `paid` too."""
        return self.payment.customer_uid_usage == "issue"


@exact
def compare(payment: Payment, known: KnownState | None = None) -> Changes:
    """What is new in `payment` since `known`, the state that the merchant stored last; None: everything.

    Load `known` and store the next in one transaction that locks the merchant's record of the payment, and
    read the payment before it begins: a state that turns out to be older than the known one changes nothing,
    so no lock has to last as long as a request does.

    Raises:
        ConfigurationError: Outcome not_sent: `known` is that of another payment, or not a known state.
        UnexpectedAnswer: Outcome no_answer: a field of the payment that decides about money is not readable;
            the error names it.
    """
    try:
        return _compare(payment, known)
    except Unreadable as problem:
        raise unreadable(payment.imp_uid, problem) from None


def _compare(payment: Payment, known: KnownState | None) -> Changes:
    imp_uid = reading.text(payment, "imp_uid")
    known = KnownState(imp_uid) if known is None else _known(known)
    if known.imp_uid != imp_uid:
        raise ConfigurationError(f"known is the state of {known.imp_uid}, not {imp_uid}")
    # The merchant books for this order and in this currency.
    reading.text(payment, "merchant_uid")
    reading.optional_text(payment, "currency")
    status = reading.text(payment, "status")
    deposits = _new(_deposits(payment), known.deposits)
    cancels = _new(_cancels(payment), known.cancels)
    received, refunded = _totals(payment, status)
    came_in, went_out = received - known.received, refunded - known.refunded
    is_new = bool((deposits or cancels) and (came_in or went_out))
    if came_in < 0 or went_out < 0 or not (is_new or _is_as_late(status, known.status)):
        return Changes(payment, None, [], [], [], known)
    entries = _entries("deposit", deposits, came_in)
    if left := came_in - sum(entry.amount for entry in entries):
        entries.append(
            Entry(f"received {received}", _plain(left), reading.time(payment, "paid_at"))
        )
    backs = _entries("cancel", cancels, went_out)
    if left := went_out - sum(entry.amount for entry in backs):
        backs.append(
            Entry(f"refunded {refunded}", _plain(left), reading.time(payment, "cancelled_at"))
        )
    return Changes(
        payment,
        payment.status if status != known.status else None,
        [row.model for row in deposits.values()],
        [row.model for row in cancels.values()],
        entries + [entry._replace(amount=-entry.amount) for entry in backs],
        KnownState(
            imp_uid,
            status,
            known.deposits + _stored(deposits),
            known.cancels + _stored(cancels),
            received,
            refunded,
        ),
    )


def _entries(kind: str, rows: Mapping[str, _Row[R]], moved: Amount) -> list[Entry]:
    """Book the new rows, of which no more than `moved` has not been booked yet.

    An older answer may have told a total without its rows. What it booked is not booked again when they
    appear: the oldest are meant. A later correction would need money that moves back and forth.
    """
    booked: dict[str, Amount] = {}
    for key, row in sorted(rows.items(), key=lambda item: -_seconds(item[1].at)):
        booked[key] = min(row.amount, moved)
        moved -= booked[key]
    return [
        Entry(f"{kind} {key}", _plain(booked[key]), row.at)
        for key, row in rows.items()
        if booked[key]
    ]


def _totals(payment: Payment, status: str) -> tuple[Amount, Amount]:
    """Read what was paid and what of it was given back, of a payment that does not contradict itself."""
    if (refunded := reading.refunded(payment)) is None:
        raise Unreadable("cancel_amount", "is missing")
    was_paid = reading.time(payment, "paid_at") is not None
    is_issue = reading.optional_text(payment, "customer_uid_usage") == "issue"
    received = reading.total(payment, "deposit_history", VbankDeposit)
    # An account that takes any amount stays open, whatever has come in and gone back.
    if not received and (amount := reading.amount(payment, "amount")):
        received = amount if was_paid else 0
        match status:
            case "paid":
                if not is_issue:
                    reading.check_sale(payment)
                reading.check_paid(payment)
                if not refunded:
                    reading.check_nothing_cancelled(payment)
            case "cancelled":
                reading.check_cancelled(payment, refunded)
                if refunded and not was_paid:
                    raise Unreadable("paid_at", "is not set, although money was given back")
            case "ready" | "failed":
                reading.check_unpaid(payment, status)
            case _:
                pass
    if is_issue:
        return 0, 0
    reading.left(received, refunded)
    return received, refunded


def _is_as_late(status: str, known: str | None) -> bool:
    """Whether a status may have come after the known one, while no row of a history came."""
    return status not in _ORDER or known not in _ORDER or _ORDER[status] >= _ORDER[known]


class _Row(NamedTuple, Generic[R]):
    """A row of a history, with what the books need of it."""

    model: R
    amount: Amount
    at: datetime | None
    names: tuple[str, ...]
    """What identifies it. Some answers leave it out, so it decides only between rows that look the same."""


def _deposits(payment: Payment) -> list[_Row[VbankDeposit]]:
    """The deposits into an unlimited account."""
    return [
        _row(row, f"deposit_history/{index}/", "deposited_at", ("pg_tid",))
        for index, row in enumerate(reading.rows(payment, "deposit_history", VbankDeposit))
    ]


def _cancels(payment: Payment) -> list[_Row[PaymentCancellation]]:
    """The cancels."""
    return [
        _row(row, f"cancel_history/{index}/", "cancelled_at", ("cancellation_id", "pg_tid"))
        for index, row in enumerate(reading.rows(payment, "cancel_history", PaymentCancellation))
    ]


def _row(model: R, at: str, time: str, names: Iterable[str]) -> _Row[R]:
    found = [reading.optional_text(model, name, at) for name in names]
    return _Row(
        model,
        reading.amount(model, "amount", at),
        reading.time(model, time, at),
        tuple(name for name in found if name),
    )


def _new(rows: Iterable[_Row[R]], known: Sequence[str]) -> dict[str, _Row[R]]:
    """The rows that were not told yet, each by its key: amount, time, and a number among those alike.

    A row may get an identity later, or be shown without it: it stays the same row.
    """
    told: dict[str, list[str]] = {}
    for stored in known:
        look, _, rest = stored.partition("#")
        told.setdefault(look, []).append(rest.partition(" ")[2])
    alike: dict[str, list[_Row[R]]] = {}
    for row in rows:
        alike.setdefault(f"{row.amount} {_seconds(row.at)}", []).append(row)
    new: dict[str, _Row[R]] = {}
    for look, group in alike.items():
        names = told.get(look, [])
        group.sort(key=lambda row: set(names).isdisjoint(row.names))
        for number, row in enumerate(group[len(names) :], len(names)):
            new[f"{look}#{number}"] = row
    return new


def _stored(rows: Mapping[str, _Row[Any]]) -> tuple[str, ...]:
    return tuple(" ".join((key, *row.names[:1])) for key, row in rows.items())


def _seconds(at: datetime | None) -> int:
    return int(at.timestamp()) if at else 0


def _plain(amount: Amount) -> Amount:
    """Return an amount in one way of writing."""
    return int(amount) if amount % 1 == 0 else Decimal(amount).normalize()


def unreadable(imp_uid: object, problem: Unreadable) -> UnexpectedAnswer:
    """Return the error for a payment of which a field cannot be read."""
    whose = f" of {imp_uid}" if _is_text(imp_uid) else ""
    return UnexpectedAnswer(
        f"payments.get: the payment{whose} cannot be read: {problem}",
        outcome="no_answer",
        operation="payments.get",
    )


def _known(known: object) -> KnownState:
    if not isinstance(known, KnownState):
        raise ConfigurationError(
            f"known must be a KnownState, not {type(known).__name__}: KnownState.from_json reads one"
        )
    return known.checked()


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _written_amount(value: object) -> object:
    """Return the amount that a string or a number is; a value that is none is refused by its name later."""
    return reading.exact_amount(_number(value) if isinstance(value, str) else value)


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _not_a_state(field: str, problem: str) -> ConfigurationError:
    return ConfigurationError(
        f"this is not a known state: {field} {problem}. Give what KnownState.to_json returned"
    )
