"""The emulated PortOne as a whole: what it remembers, what time it is, what is to happen and what went on."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import math
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .assumptions import Assumptions, UnverifiedBehaviour
from .clock import Clock
from .context import RequestContext
from .effects import EffectLog
from .faults import Fault, Faults
from .persistence import DataFile
from .refusals import Refusal
from .scheduler import EVENTS, Job, Scheduler
from .store import Store
from .webhooks import Webhooks

_REMEMBERED_REQUESTS = 100_000

_SECONDS_AFTER_PROBLEM = 1.0

StampError = float | Callable[[], float]
"""Seconds, or a function that returns them and is called once for each request and each job."""

_LOG = logging.getLogger("portone_v1_emulator")


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
    """Everything that an emulator is, without the server around it."""

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
        self.effects = EffectLog(self, enabled=log_effects)
        """What really happened, if it is logged."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake: asyncio.Event | None = None
        self.assumptions = assumptions or Assumptions()
        self.scheduler = Scheduler(store, self.wake)
        self.webhooks = Webhooks(store, clock, remote=remote_webhooks, wake=self.wake)
        self.faults = Faults()
        self.requests: deque[Received] = deque(maxlen=_REMEMBERED_REQUESTS)
        """What arrived, oldest first."""
        self.postponed: dict[str, Callable[[RequestContext], None]] = {}
        """Requests that are handled later, because a fault said so. They do not outlive the process."""
        self.refuse_connections: Callable[[float], None] | None = None
        """Listens to nobody for so many seconds, if there is a server that can."""
        self._seed = seed
        self._first_accounts = store.accounts
        clock.watch(self.wake)

    def reset(self) -> None:
        """Restore the accounts, assumptions, clock and seed that it was created with, and drop everything else."""
        with self.store.lock:
            self.store.clear()
            self.store.accounts = self._first_accounts
            self.assumptions.reset()
            self.scheduler.rebuild()
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
            self.scheduler.rebuild()
            self.webhooks.rebuild()
            return file.next_number is None

    def apply_seed(self) -> None:
        """Put in the shop what it begins with, if anything."""
        if self._seed is not None:
            self._seed(self)

    def context(self, account: str, tier: str | None, now: int) -> RequestContext | None:
        """The shop of an account at a time; None when the account is gone."""
        found = self.store.account(account)
        return None if found is None else RequestContext(self, found, tier, now)

    def arm(self, fault: Fault) -> Fault:
        """Let something go wrong with the next requests that fit."""
        if fault.kind == "stale":
            self.store.history.keep(fault.seconds)
        return self.faults.arm(fault)

    # What happens by itself.

    def catch_up(self) -> None:
        """Let everything happen that is due by now, in its order. What goes wrong is logged."""
        while self._happen(self.clock.now(), _log):
            pass

    async def advance(self, seconds: float) -> None:
        """Move the clock on, stopping at whatever is due on the way: it happens, and its webhooks arrive first.

        So a shop that answers the webhook of one month's charge by scheduling the next sees all of them.
        Where something goes wrong, it stops and says what.
        """
        for _ in self._moving(seconds):
            await self.webhooks.deliver_due()

    def advance_here(self, seconds: float) -> None:
        """Move the clock on as `advance` does, without an event loop unless webhooks are to be sent."""
        for _ in self._moving(seconds):
            at = self.webhooks.next_at()
            if at is not None and at <= self.clock.now():
                asyncio.run(self.webhooks.deliver_due())

    def _moving(self, seconds: float) -> Iterator[None]:
        """Move the clock on step by step, and yield after each one, for the webhooks that are due."""
        if not 0 <= seconds < math.inf:
            raise ValueError(
                f"the clock cannot move by {seconds:g} seconds: give 0 or more, because it only goes forward"
            )
        target = self.clock.exactly() + seconds
        while True:
            while self._happen(self.clock.now(), _raise):
                pass
            yield
            next_at = self._next_at()
            if next_at is None or next_at > target:
                break
            self.clock.move_to(next_at)
        self.clock.move_to(target)

    async def run(self) -> None:
        """Let things happen when their time comes, for ever."""
        self.webhooks.attach()
        self._loop, self._wake = asyncio.get_running_loop(), asyncio.Event()
        while True:
            try:
                self.catch_up()
                await self.webhooks.deliver_due()
                seconds = self._seconds_to_next()
            except Exception as error:  # the data file cannot be written, say
                _log(error)
                seconds = _SECONDS_AFTER_PROBLEM
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), seconds)
            self._wake.clear()

    def wake(self) -> None:
        """Let the loop look whether something is due. Any thread may call it."""
        loop, event = self._loop, self._wake
        if loop is not None and event is not None:
            with contextlib.suppress(RuntimeError):  # that loop has ended
                loop.call_soon_threadsafe(event.set)

    def _happen(self, until: int, fail: Callable[[Exception], None]) -> bool:
        """Let the next thing happen that is due by then. One that fails is undone, and does not come again."""
        problem: Exception | None = None
        with self.store.transaction():
            job = self.scheduler.take(until)
            if job is None:
                return False
            context = self.context(job.account, job.tier, job.at)
            if context is not None:
                context.request = job.request
                try:
                    with self.store.transaction():
                        self._carry_out(job, context)
                except Exception as error:
                    problem = error
            webhooks = self.webhooks.collect()
        self.webhooks.leave(webhooks)
        if problem is not None:
            fail(problem)
        return True

    def _carry_out(self, job: Job, context: RequestContext) -> None:
        # A postponed request logs its own effect.
        is_logged = job.event != "postponed"
        log = self.effects.logging(context, job=job.event, subject=job.subject)
        with log if is_logged else contextlib.nullcontext(), contextlib.suppress(Refusal):
            EVENTS[job.event](context, job.subject)

    def _next_at(self) -> int | None:
        """When something happens or a webhook leaves; None when nothing does."""
        times = (self.scheduler.next_at(), self.webhooks.next_at())
        return min((at for at in times if at is not None), default=None)

    def _seconds_to_next(self) -> float | None:
        at = None if self.clock.frozen else self._next_at()
        return None if at is None else max(0.0, at - self.clock.exactly()) / self.clock.rate


def _log(problem: Exception) -> None:
    if isinstance(problem, UnverifiedBehaviour):
        _LOG.error("%s", problem)
    else:
        _LOG.error("what was due could not happen", exc_info=problem)


def _raise(problem: Exception) -> None:
    raise problem
