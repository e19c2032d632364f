"""The state of an emulator: its records, clock, jobs, webhooks, faults, and the log of what it received."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from .alarm import Alarm
from .assumptions import Assumptions
from .clock import Clock
from .effects import EffectLog
from .faults import Fault, Faults
from .jobs import JobQueue
from .persistence import DataFile
from .store import Store
from .webhooks import Webhooks

_REMEMBERED_REQUESTS = 100_000

StampError = float | Callable[[], float]
"""Seconds, or a function that returns them and is called once for each request and each job."""


@dataclass(frozen=True, slots=True)
class Received:
    """A request that arrived, without its arguments: they may be secret."""

    operation: str | None
    """None when the contract has nothing at that path."""
    method: str
    path: str
    tier: str | None
    status: int | None
    """None when it was never answered."""
    at: int = 0
    code: int | None = None
    message: str | None = None
    assumes: tuple[str, ...] = ()
    fault: str | None = None
    """What went wrong on request."""
    identities: dict[str, str] = field(default_factory=dict)
    """The imp_uid, merchant_uid and customer_uid that it was about, as far as they are known."""
    account: str | None = None
    """Whose token it bore."""
    unverified: str | None = None
    """The assumption that strict mode refused to rely on."""
    number: int = field(default_factory=itertools.count(1).__next__)


class EmulatorState:
    """All the state of an emulator. Contexts, the scheduler and the servers work on it; it knows none of them."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        assumptions: Assumptions | None = None,
        remote_webhooks: bool = False,
        seed: Callable[[EmulatorState], None] | None = None,
        stamp_error: StampError = 0,
        history: float = 0,
        log_effects: bool = False,
    ) -> None:
        self.store = store
        self.clock = clock
        self.stamp_error = stamp_error
        """By how many seconds the times in records are off from the clock, or what returns them."""
        self._first_settings = stamp_error, history
        store.history.clock = clock.exactly
        store.history.keep(history)
        self.effects = EffectLog(store, clock, enabled=log_effects)
        """What each request and job changed, if that is logged."""
        self.alarm = Alarm()
        """Wakes the scheduler when something is due earlier than it thought."""
        self.assumptions = assumptions or Assumptions()
        self.jobs = JobQueue(store, self.alarm.wake)
        self.webhooks = Webhooks(store, clock, remote=remote_webhooks, wake=self.alarm.wake)
        self.faults = Faults()
        self.requests: deque[Received] = deque(maxlen=_REMEMBERED_REQUESTS)
        """What arrived, oldest first."""
        self.postponed: dict[str, Callable[[int], None]] = {}
        """Requests that a fault postponed, called with the time when they are due. They are lost with the process."""
        self.refuse_connections: Callable[[float], None] | None = None
        """Listens to nobody for so many seconds, if there is a server that can."""
        self._seed = seed
        self._first_accounts = store.accounts
        clock.watch(self.alarm.wake)

    def reset(self) -> None:
        """Restore the accounts, assumptions, clock and seed that it was created with, and drop everything else."""
        with self.store.lock:
            self.store.clear()
            self.store.accounts = self._first_accounts
            self.assumptions.reset()
            self.jobs.rebuild()
            self.webhooks.reset()
            self.faults.disarm()
            self.postponed.clear()
            self.requests.clear()
            self.effects.clear()
            self.stamp_error, history = self._first_settings
            self.store.history.forget(history)
            self.clock.reset()
            self.apply_seed()

    def load(self, file: DataFile) -> bool:
        """Take over what is in a file, and keep in it what happens from now on. Whether there was nothing yet."""
        records = list(file.records())  # all of them can be read, or nothing changes
        with self.store.lock:
            self.store.journal = None
            self.store.clear()
            self.store.restore(records, file.next_number)
            self.store.journal = file
            if file.clock is not None:
                self.clock.resume(file.clock)
            self.jobs.rebuild()
            self.webhooks.rebuild()
            return file.next_number is None

    def apply_seed(self) -> None:
        """Put in the shop what it begins with, if anything."""
        if self._seed is not None:
            self._seed(self)

    def arm(self, fault: Fault) -> Fault:
        """Let something go wrong with the next requests that fit."""
        if fault.kind == "stale":
            self.store.history.keep(fault.seconds)
        return self.faults.arm(fault)
