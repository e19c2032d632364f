"""The emulated PortOne as a whole: what it remembers, what time it is, what is to happen and what went on."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from .agenda import EVENTS, Agenda
from .assumptions import Beliefs
from .clock import Clock
from .faults import Faults
from .handlers import Call, Moment
from .refusals import Refusal
from .store import Store
from .webhooks import Webhooks

_REMEMBERED_REQUESTS = 100_000


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
    number: int = field(default_factory=itertools.count(1).__next__)


class World:
    """Everything that an emulator is, without the server around it."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        beliefs: Beliefs | None = None,
        remote_webhooks: bool = False,
    ) -> None:
        self.store = store
        self.clock = clock
        self.beliefs = beliefs or Beliefs()
        self.agenda = Agenda(store)
        self.webhooks = Webhooks(store, clock, remote=remote_webhooks)
        self.faults = Faults()
        self.requests: deque[Received] = deque(maxlen=_REMEMBERED_REQUESTS)
        """What arrived, oldest first."""
        self.postponed: dict[str, Call[Any, Any]] = {}
        """Requests that are carried out later, because a fault said so. They do not outlive the process."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake: asyncio.Event | None = None
        clock.watch(self.wake)

    def reset(self) -> None:
        """Forget everything but the accounts and what is assumed, and set the clock back."""
        with self.store.lock:
            self.store.clear()
            self.agenda.rebuild()
            self.webhooks.rebuild()
            self.webhooks.when, self.webhooks.times = "after", 1
            self.webhooks.retried = "on_errors"
            self.faults.disarm()
            self.postponed.clear()
            self.requests.clear()
            self.clock.reset()

    def moment(self, account: str, tier: str | None, now: int) -> Moment | None:
        """The shop of an account at a time; None when the account is gone."""
        found = self.store.account(account)
        return None if found is None else Moment(self, found, tier, now)

    # What happens by itself.

    def catch_up(self) -> None:
        """Let everything happen that is due by now, in its order."""
        while self._happen(self.clock.now()):
            pass

    async def advance(self, seconds: float) -> None:
        """Move the clock on, stopping at whatever is due on the way: it happens, and its webhooks arrive first.

        So a shop that answers the webhook of one month's charge by scheduling the next sees all of them.
        """
        target = self.clock.exactly() + seconds
        while True:
            self.catch_up()
            await self.webhooks.deliver_due()
            times = [
                at for at in (self.agenda.next_at(), self.webhooks.next_at()) if at is not None
            ]
            if not times or min(times) > target:
                break
            self.clock.move_to(min(times))
        self.clock.move_to(target)
        self.catch_up()
        await self.webhooks.deliver_due()

    async def run(self) -> None:
        """Let things happen when their time comes, for ever."""
        self.webhooks.attach()
        self._loop, self._wake = asyncio.get_running_loop(), asyncio.Event()
        while True:
            self.catch_up()
            await self.webhooks.deliver_due()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._seconds_to_next())
            self._wake.clear()

    def wake(self) -> None:
        """Let the loop look whether something is due. Any thread may call it."""
        loop, event = self._loop, self._wake
        if loop is not None and event is not None and not loop.is_closed():
            loop.call_soon_threadsafe(event.set)

    def _happen(self, until: int) -> bool:
        with self.store.transaction():
            due = self.agenda.take(until)
            if due is None:
                return False
            moment = self.moment(due.account, due.tier, due.at)
            if moment is not None:
                with contextlib.suppress(Refusal):
                    EVENTS[due.event](moment, due.subject)
        self.webhooks.leave()
        return True

    def _seconds_to_next(self) -> float | None:
        if self.clock.frozen:
            return None
        times = [at for at in (self.agenda.next_at(), self.webhooks.next_at()) if at is not None]
        return max(0.0, min(times) - self.clock.exactly()) if times else None
