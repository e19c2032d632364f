"""What is to happen at a time: charges that are scheduled, accounts that close, cancels that finish."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from .records import Record
from .store import Owner, Store, Table

if TYPE_CHECKING:
    from .context import RequestContext


@dataclass(frozen=True, slots=True)
class Job(Record):
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


Function = TypeVar("Function", bound="Callable[[RequestContext, str], None]")

EVENTS: dict[str, Callable[[RequestContext, str], None]] = {}
"""What carries an event out. It finds things as they are by then: a charge may have been revoked."""


def event(name: str) -> Callable[[Function], Function]:
    """Make a function the one that carries out the event of that name."""

    def register(function: Function) -> Function:
        EVENTS[name] = function
        return function

    return register


class Scheduler:
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
        self._table.put(Job(str(number), at, event, owner.account, owner.tier, subject, request))
        heapq.heappush(self._heap, (at, number))
        self._wake()

    def next_at(self) -> int | None:
        """When the next thing happens; None when nothing is to."""
        while self._heap and self._table.get(str(self._heap[0][1])) is None:
            heapq.heappop(self._heap)  # it was undone
        return self._heap[0][0] if self._heap else None

    def take(self, until: int) -> Job | None:
        """The next thing that is due by then, struck off; None when there is none."""
        at = self.next_at()
        if at is None or at > until:
            return None
        # Its entry stays on the heap, where `next_at` passes over it: it counts again if this is undone.
        job = self._table.get(str(self._heap[0][1]))
        if job is not None:
            self._table.remove(job.number)
        return job

    def rebuild(self) -> None:
        """Read the store anew, after it was loaded or cleared."""
        self._heap = [(job.at, int(job.number)) for job in self._table]
        heapq.heapify(self._heap)

    @property
    def _table(self) -> Table[Job]:
        return self._store.system_tables.table(Job)
