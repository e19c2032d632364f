"""What is to happen at a time: charges that are scheduled, accounts that close, cancels that finish."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from .records import Record
from .store import Owner, Store, Table

if TYPE_CHECKING:
    from .handlers import Moment


@dataclass(frozen=True, slots=True)
class Due(Record):
    """One thing that is to happen."""

    identity = "number"

    number: str
    at: int
    event: str
    account: str
    tier: str | None
    subject: str
    """The identity of what it happens to."""
    request: str | None = None
    """The identity of the request that asked for it, where effects are logged."""


Function = TypeVar("Function", bound="Callable[[Moment, str], None]")

EVENTS: dict[str, Callable[[Moment, str], None]] = {}
"""What carries an event out. It finds things as they are by then: a charge may have been revoked."""


def event(name: str) -> Callable[[Function], Function]:
    """Make a function the one that carries out the event of that name."""

    def register(function: Function) -> Function:
        EVENTS[name] = function
        return function

    return register


class Agenda:
    """What is to happen, in its order."""

    def __init__(self, store: Store, wake: Callable[[], None] = lambda: None) -> None:
        self._store = store
        self._wake = wake
        """Tells whoever waits for the next thing that there is another."""
        self._heap: list[tuple[int, int]] = []
        self.rebuild()

    def add(
        self, at: int, event: str, owner: Owner, subject: str, request: str | None = None
    ) -> None:
        """Let `event` happen to `subject` at that time, because `request` led to it."""
        number = self._store.next_number()
        self._table.put(Due(str(number), at, event, owner.account, owner.tier, subject, request))
        heapq.heappush(self._heap, (at, number))
        self._wake()

    def next_at(self) -> int | None:
        """When the next thing happens; None when nothing is to."""
        while self._heap and self._table.get(str(self._heap[0][1])) is None:
            heapq.heappop(self._heap)  # it was undone
        return self._heap[0][0] if self._heap else None

    def take(self, until: int) -> Due | None:
        """The next thing that is due by then, struck off; None when there is none."""
        at = self.next_at()
        if at is None or at > until:
            return None
        # Its entry stays on the heap, where `next_at` passes over it: it counts again if this is undone.
        due = self._table.get(str(self._heap[0][1]))
        if due is not None:
            self._table.remove(due.number)
        return due

    def rebuild(self) -> None:
        """Read the store anew, after it was loaded or cleared."""
        self._heap = [(due.at, int(due.number)) for due in self._table]
        heapq.heapify(self._heap)

    @property
    def _table(self) -> Table[Due]:
        return self._store.house.table(Due)
