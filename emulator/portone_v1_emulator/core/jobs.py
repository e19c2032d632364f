"""Jobs: scheduled charges, expiring accounts, cancels that finish, and everything else that is due at a time."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass

from .records import Record
from .store import Store
from .tables import Owner, Table


@dataclass(frozen=True, slots=True)
class Job(Record):
    """One thing to do at a time."""

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


class JobQueue:
    """The jobs in the order in which they are due."""

    def __init__(self, store: Store, wake: Callable[[], None] = lambda: None) -> None:
        self._store = store
        self._wake = wake
        """Called when a job was added."""
        self._heap: list[tuple[int, int]] = []
        self.rebuild()

    def add(
        self, at: int, event: str, owner: Owner, subject: str, request: str | None = None
    ) -> None:
        """Schedule `event` for the record `subject` at that time. `request` is the request that led to it."""
        number = self._store.next_number()
        self._table.put(Job(str(number), at, event, owner.account, owner.tier, subject, request))
        heapq.heappush(self._heap, (at, number))
        self._wake()

    def next_at(self) -> int | None:
        """Return when the next job is due; None without any."""
        while self._heap and self._table.get(str(self._heap[0][1])) is None:
            heapq.heappop(self._heap)  # it was undone
        return self._heap[0][0] if self._heap else None

    def take(self, until: int) -> Job | None:
        """Remove and return the next job that is due by then; None without any."""
        at = self.next_at()
        if at is None or at > until:
            return None
        # Its entry stays on the heap, where `next_at` passes over it: it counts again if this is undone.
        job = self._table.get(str(self._heap[0][1]))
        if job is not None:
            self._table.remove(job.number)
        return job

    def rebuild(self) -> None:
        """Read the jobs from the store, after it was loaded or cleared."""
        self._heap = [(job.at, int(job.number)) for job in self._table]
        heapq.heapify(self._heap)

    @property
    def _table(self) -> Table[Job]:
        return self._store.system_tables.table(Job)
