"""The log of effects: each handling of a request or a job, and the records that it changed.

A test can judge by it what a client was told. It is off unless it is asked for, and bounded.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from .accounts import MerchantAccount
from .clock import Clock
from .records import Payment, Record
from .store import Store
from .tables import Change

REMEMBERED = 100_000
"""How many effects are kept; the oldest are dropped."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that was made, changed or removed; or a row within a payment that was made."""

    kind: str
    """The record's class (`Payment`, `Schedule`, `BillingKey` …), or `Cancellation`, `PendingCancel`, `Deposit`."""
    identity: str
    """imp_uid, merchant_uid, customer_uid, cancellation_id …: what its kind is known by."""
    old: object | None
    """None when it was made."""
    new: object | None
    """None when it was removed."""
    account: str
    tier: str | None


@dataclass(slots=True)
class Effect:
    """One handling of a request, or one job, and what it changed."""

    request: str | None
    """The identity of the request that led to it, also of a job; None when none did (a customer, the console)."""
    operation: str | None
    """What was called; None for anything but a request."""
    job: str | None
    """The event of a job, such as `schedule`, `recovery`, `last word`, `cancel finishes`; None for others."""
    subject: str | None
    """What the job is about: the merchant_uid of a schedule, the imp_uid of a payment."""
    at: float
    """When it was handled, on the emulator's clock."""
    account: str | None = None
    tier: str | None = None
    status: int | None = None
    """The HTTP status of the answer, whether or not anybody got it."""
    code: int | None = None
    message: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict, repr=False)
    """What was sent, by wire name. It may hold secrets."""
    changes: tuple[Changed, ...] = ()


class Cause(Protocol):
    """Who changes something, and because of which request: a `RequestContext`."""

    now: int
    account: MerchantAccount
    tier: str | None
    request: str | None


class EffectLog:
    """The effects, oldest first, if they are logged at all."""

    def __init__(self, store: Store, clock: Clock, *, enabled: bool = False) -> None:
        self._store = store
        self._clock = clock
        self.enabled = enabled
        self.entries: deque[Effect] = deque(maxlen=REMEMBERED)
        self._numbers = itertools.count(1)

    def identify(self, given: str | None) -> str | None:
        """The identity of a request that has just arrived: the one that it gives, or the next number."""
        if not self.enabled:
            return None
        number = str(next(self._numbers))
        return given or number

    def clear(self) -> None:
        """Forget them all."""
        self.entries.clear()

    @contextmanager
    def logging(
        self,
        cause: Cause,
        *,
        operation: str | None = None,
        job: str | None = None,
        subject: str | None = None,
    ) -> Iterator[Effect]:
        """Log what the block changes, unless it raises. Use it inside a transaction."""
        effect = Effect(cause.request, operation, job, subject, at=float(cause.now))
        if not self.enabled:
            yield effect
            return
        uncommitted = self._store.uncommitted
        begin = len(uncommitted)
        yield effect
        effect.at = self._clock.exactly()
        effect.account, effect.tier = cause.account.key or None, cause.tier
        changes = (_changed(change) for change in uncommitted[begin:] if change.is_of_a_shop)
        effect.changes = tuple(itertools.chain.from_iterable(changes))
        self.entries.append(effect)


def _changed(change: Change) -> Iterator[Changed]:
    owner = change.table.owner
    kind, old, new = change.table.kind.__name__, change.old, change.new
    yield Changed(kind, change.identity, old, new, *owner)
    if isinstance(new, Payment):
        before = set(map(id, _rows(old)))
        for row_kind, identity, row in _named_rows(new):
            if id(row) not in before:
                yield Changed(row_kind, identity, None, row, *owner)


def _rows(record: Record | None) -> Iterator[object]:
    if isinstance(record, Payment):
        yield from (row for _, _, row in _named_rows(record))


def _named_rows(payment: Payment) -> Iterator[tuple[str, str, object]]:
    for cancellation in payment.cancellations:
        yield "Cancellation", cancellation.cancellation_id, cancellation
    for pending in payment.pending_cancels:
        yield "PendingCancel", pending.cancellation.cancellation_id, pending
    for deposit in payment.deposits:
        yield "Deposit", deposit.pg_tid, deposit
