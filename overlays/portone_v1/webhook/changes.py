"""What has changed in a payment since the merchant looked last.

The merchant keeps a `KnownState` with its own record of the payment. A state that is read is compared with
it: what is new is told once, and a state that is older than the known one tells nothing. So it does not
matter what made the merchant look: a webhook, the same one again, the answer of a call, or a look of its own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, Literal, NamedTuple, Self, TypeVar, cast

from portone_v1_api.models.payments import (
    Payment,
    PaymentCancellation,
    PaymentStatus,
    VbankDeposit,
)

from .. import reading
from ..errors import ConfigurationError, UnexpectedAnswer
from ..reading import Amount, Unreadable

T = TypeVar("T")
R = TypeVar("R", VbankDeposit, PaymentCancellation)

_ORDER = {None: 0, "ready": 1, "failed": 2, "paid": 3, "cancelled": 4}
"""Which status comes later, as long as no money moves in between."""


class KnownState(NamedTuple):
    """What the merchant knows of a payment. It can be pickled, and stored as JSON.

    Attributes:
        imp_uid: The payment.
        status: Its status; None before the merchant has looked at all.
        deposits: The deposits into an unlimited virtual account that have been told, each by a key.
        cancels: The cancels that have been told, each by a key.
        received: What the customer has paid so far.
        refunded: What of it was given back.
    """

    imp_uid: str
    status: str | None = None
    deposits: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()
    received: Amount = 0
    refunded: Amount = 0

    def to_json(self) -> str:
        """It as JSON text, from which `from_json` makes it again."""
        amounts = {"received": str(self.received), "refunded": str(self.refunded)}
        return json.dumps(self._asdict() | amounts, ensure_ascii=False)

    @classmethod
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
    deposits, cancels = _deposits(payment), _cancels(payment)
    new_deposits = _without(deposits, known.deposits)
    new_cancels = _without(cancels, known.cancels)
    if (refunded := reading.refunded(payment)) is None:
        raise Unreadable("cancel_amount", "is missing")
    state = KnownState(
        imp_uid,
        reading.text(payment, "status"),
        tuple(deposits),
        tuple(cancels),
        _received(payment),
        refunded,
    )
    if not new_deposits and not new_cancels and _is_older(state, known):
        return Changes(payment, None, [], [], [], known)
    came_in = [Entry(f"deposit {key}", row.amount, row.at) for key, row in new_deposits.items()]
    went_out = [Entry(f"cancel {key}", -row.amount, row.at) for key, row in new_cancels.items()]
    came_in += _remainder("received", state.received - known.received, came_in, state, payment)
    went_out += _remainder("refunded", known.refunded - state.refunded, went_out, state, payment)
    return Changes(
        payment,
        payment.status if payment.status != known.status else None,
        [row.model for row in new_deposits.values()],
        [row.model for row in new_cancels.values()],
        came_in + went_out,
        state,
    )


def _remainder(
    total: Literal["received", "refunded"],
    moved: Amount,
    listed: list[Entry],
    state: KnownState,
    payment: Payment,
) -> list[Entry]:
    """What moved and stands in no history: that a payment was paid, and old cancels that no row tells of."""
    amount = _exact(moved - sum(entry.amount for entry in listed))
    if not amount:
        return []
    at = reading.time(payment, "paid_at" if total == "received" else "cancelled_at")
    return [Entry(f"{total} {getattr(state, total)}", amount, at)]


def _is_older(state: KnownState, known: KnownState) -> bool:
    """Whether a state without any new row was read before the known one: histories only grow."""
    if len(state.deposits) < len(known.deposits) or len(state.cancels) < len(known.cancels):
        return True
    if state.received < known.received or state.refunded < known.refunded:
        return True
    if state.status not in _ORDER or known.status not in _ORDER:
        return False
    return _ORDER[state.status] < _ORDER[known.status]


class _Row(NamedTuple, Generic[R]):
    """A row of a history, with what the books need of it."""

    model: R
    amount: Amount
    at: datetime | None


def _received(payment: Payment) -> Amount:
    """What the customer has paid; a later cancel leaves it as it was."""
    if reading.optional_text(payment, "customer_uid_usage") == "issue":
        return 0
    if deposits := reading.total(payment, "deposit_history", VbankDeposit):
        return deposits
    was_paid = reading.time(payment, "paid_at") is not None or payment.status == "paid"
    return reading.amount(payment, "amount") if was_paid else 0


def _deposits(payment: Payment) -> dict[str, _Row[VbankDeposit]]:
    """The deposits into an unlimited account, each by what tells it from the others."""
    rows = reading.rows(payment, "deposit_history", VbankDeposit)
    found: list[tuple[str, _Row[VbankDeposit]]] = []
    for index, row in enumerate(rows):
        at = f"deposit_history/{index}/"
        read = _Row(row, reading.amount(row, "amount", at), reading.time(row, "deposited_at", at))
        found.append((_key(reading.optional_text(row, "pg_tid", at), read), read))
    return _by_key(found)


def _cancels(payment: Payment) -> dict[str, _Row[PaymentCancellation]]:
    """The cancels, each by what tells it from the others."""
    rows = reading.rows(payment, "cancel_history", PaymentCancellation)
    found: list[tuple[str, _Row[PaymentCancellation]]] = []
    for index, row in enumerate(rows):
        at = f"cancel_history/{index}/"
        read = _Row(row, reading.amount(row, "amount", at), reading.time(row, "cancelled_at", at))
        own = reading.optional_text(row, "cancellation_id", at)
        found.append((own or _key(reading.optional_text(row, "pg_tid", at), read), read))
    return _by_key(found)


def _by_key(found: Iterable[tuple[str, T]]) -> dict[str, T]:
    rows: dict[str, T] = {}
    alike = Counter[str]()
    for key, row in found:
        # Two that look the same are two all the same.
        rows[f"{key}#{alike[key]}"] = row
        alike[key] += 1
    return rows


def _key(pg_tid: str | None, row: _Row[Any]) -> str:
    return f"{pg_tid} {row.amount} {int(row.at.timestamp()) if row.at else 0}"


def _exact(amount: Amount) -> Amount:
    """Return an amount in one way of writing: it becomes part of a key."""
    return int(amount) if amount % 1 == 0 else Decimal(amount).normalize()


def _without(rows: dict[str, T], keys: Sequence[str]) -> dict[str, T]:
    known = set(keys)
    return {key: row for key, row in rows.items() if key not in known}


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
