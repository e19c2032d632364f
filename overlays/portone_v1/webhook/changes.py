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
from decimal import Decimal
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self, TypeVar, cast

from ..errors import ConfigurationError, UnexpectedAnswer

if TYPE_CHECKING:
    from portone_v1_api.models.payments import (
        Payment,
        PaymentCancellation,
        PaymentStatus,
        VbankDeposit,
    )

T = TypeVar("T")

Amount = int | Decimal

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
        """The state of which `to_json` made `text`.

        Raises:
            ConfigurationError: Outcome not_sent: it is no known state.
        """
        try:
            data = cast("dict[str, Any]", json.loads(text))
            data["imp_uid"] = str(data["imp_uid"])
            for name in ("deposits", "cancels"):
                data[name] = tuple(map(str, data[name]))
            for name in ("received", "refunded"):
                data[name] = _exact(data[name])
            if not isinstance(data["status"], (str, NoneType)):
                raise TypeError
            return cls(**data)
        except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError):
            raise ConfigurationError(
                "this is no known state: give what KnownState.to_json made"
            ) from None


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
        ConfigurationError: Outcome not_sent: `known` is that of another payment.
        UnexpectedAnswer: Outcome no_answer: the payment's amounts or histories are not readable.
    """
    if known is None:
        known = KnownState(payment.imp_uid)
    if known.imp_uid != payment.imp_uid:
        raise ConfigurationError(f"known is the state of {known.imp_uid}, not {payment.imp_uid}")
    deposits, cancels = _by_key(payment, "deposit_history"), _by_key(payment, "cancel_history")
    new_deposits = _without(deposits, known.deposits)
    new_cancels = _without(cancels, known.cancels)
    state = KnownState(
        payment.imp_uid,
        payment.status,
        tuple(deposits),
        tuple(cancels),
        _received(payment),
        _amount(payment, payment.cancel_amount),
    )
    if not new_deposits and not new_cancels and _is_older(state, known):
        return Changes(payment, None, [], [], [], known)
    came_in = [
        Entry(f"deposit {key}", _amount(payment, row.amount), row.deposited_at)
        for key, row in new_deposits.items()
    ]
    went_out = [
        Entry(f"cancel {key}", -_amount(payment, row.amount), row.cancelled_at)
        for key, row in new_cancels.items()
    ]
    came_in += _remainder("received", state.received - known.received, came_in, state, payment)
    went_out += _remainder("refunded", known.refunded - state.refunded, went_out, state, payment)
    return Changes(
        payment,
        payment.status if payment.status != known.status else None,
        list(new_deposits.values()),
        list(new_cancels.values()),
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
    at = payment.paid_at if total == "received" else payment.cancelled_at
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


def _received(payment: Payment) -> Amount:
    """What the customer has paid; a later cancel leaves it as it was."""
    if payment.customer_uid_usage == "issue":
        return 0
    if payment.deposit_history:
        return _exact(sum(_amount(payment, row.amount) for row in payment.deposit_history))
    return _amount(payment, payment.amount) if payment.paid_at else 0


def _by_key(payment: Payment, name: str) -> dict[str, Any]:
    """The rows of a history, each by what tells it from the others."""
    rows: dict[str, Any] = {}
    alike = Counter[str]()
    for row in cast("Iterable[Any]", getattr(payment, name)):
        try:
            key = getattr(row, "cancellation_id", None) or _key_of(payment, row)
        except AttributeError:
            raise _unreadable(payment, name) from None
        # Two that look the same are two all the same.
        rows[f"{key}#{alike[key]}"] = row
        alike[key] += 1
    return rows


def _key_of(payment: Payment, row: Any) -> str:
    at: object = row.deposited_at if hasattr(row, "deposited_at") else row.cancelled_at
    second = int(at.timestamp()) if isinstance(at, datetime) else at
    return f"{row.pg_tid} {_amount(payment, row.amount)} {second}"


def _without(rows: dict[str, T], keys: Sequence[str]) -> dict[str, T]:
    known = set(keys)
    return {key: row for key, row in rows.items() if key not in known}


def _amount(payment: Payment, value: object) -> Amount:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise _unreadable(payment, "an amount")
    return _exact(value)


def _exact(value: Any) -> Amount:
    """An amount in one way of writing: 10, 10.0 and "10" are the same."""
    amount = Decimal(value)
    if not amount.is_finite():
        raise ValueError("no amount of money")
    return int(amount) if amount == amount.to_integral_value() else amount.normalize()


def _unreadable(payment: Payment, name: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(
        f"payments.get: {name} of {payment.imp_uid} cannot be read",
        outcome="no_answer",
        operation="payments.get",
    )
