"""Webhooks: what PortOne tells the merchant's server, to whom, in what order, and what came of it."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx

from .clock import Clock
from .records import Payment, Record
from .store import Account, Owner, Store, Table

When = Literal["after", "before", "never", "held"]

CONNECT_TIMEOUT, READ_TIMEOUT = 10.0, 30.0
RESEND_TIMEOUT = 15.0
RETRIES, RETRY_AFTER = 5, 60
"""A delivery that failed is tried again so often, so many seconds apart."""

_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to deliver."""

    at: int
    status: int | None
    """What the merchant's server answered; None when it did not."""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery(Record):
    """A webhook, and every try to deliver it."""

    identity = "number"

    number: str
    account: str
    tier: str | None
    url: str | None
    """None when the merchant has no address."""
    form: bool
    body: dict[str, Any]
    created_at: int
    state: str = "waiting"
    """`waiting`, `held`, `delivered`, `failed`, `refused` (its address is not local) or `no_address`."""
    next_at: int | None = None
    attempts: tuple[Attempt, ...] = ()


class Webhooks:
    """The deliveries, and when they leave."""

    def __init__(self, store: Store, clock: Clock, *, remote: bool = False) -> None:
        self._store = store
        self._clock = clock
        self._remote = remote
        self.when: When = "after"
        """Whether they leave after the answer, before it, never, or are held until `release`."""
        self.times = 1
        """How often each is delivered."""
        self.retried = "on_errors"
        """`on_errors`: after network errors and 5xx; `until_200`: after anything but 200."""
        self._fresh: list[str] = []
        self._waiting: dict[str, None] = {}
        self._busy = asyncio.Lock()
        self.rebuild()

    # What handlers call.

    def enqueue(
        self, account: Account, owner: Owner, body: dict[str, Any], urls: Iterable[str], now: int
    ) -> None:
        """Let a webhook leave with the next `leave`, to `urls` or else to the account's address."""
        if self.when == "never":
            return
        state = "held" if self.when == "held" else "waiting"
        for url in tuple(urls) or (account.webhook_url,):
            for _ in range(self.times):
                delivery = Delivery(
                    number=str(self._store.next_number()),
                    account=owner.account,
                    tier=owner.tier,
                    url=url,
                    form=account.webhook_form,
                    body=body,
                    created_at=now,
                    state=state if url else "no_address",
                    next_at=now if url and state == "waiting" else None,
                )
                self._table.put(delivery)
                if delivery.state == "waiting":
                    self._fresh.append(delivery.number)

    def leave(self) -> None:
        """Let go what was enqueued: the answer that it goes with was sent, or never will be."""
        fresh, self._fresh = self._fresh, []
        self._waiting.update(dict.fromkeys(fresh))

    def of_payment(self, payment: Payment) -> dict[str, Any]:
        """What a webhook says about a payment."""
        return {
            "imp_uid": payment.imp_uid,
            "merchant_uid": payment.merchant_uid,
            "status": payment.status,
        }

    # What tests and the console call.

    @property
    def log(self) -> list[Delivery]:
        """Every delivery, oldest first."""
        with self._store.lock:
            return list(self._table)

    def release(self, *, reverse: bool = False) -> None:
        """Let those that are held leave, in their order or the other way round."""
        with self._store.transaction():
            held = [delivery for delivery in self._table if delivery.state == "held"]
            for delivery in reversed(held) if reverse else held:
                self._wait(delivery)

    def resend(self, number: str) -> None:
        """Deliver one again, as the button in the console does."""
        with self._store.transaction():
            delivery = self._table.get(number)
            if delivery is None:
                raise LookupError(f"there is no delivery {number}")
            if delivery.url is None:
                raise LookupError(f"delivery {number} has no address")
            self._wait(delivery)

    def hold(self, number: str) -> None:
        """Keep back one that waits for its next try, until it is resent or all are released."""
        with self._store.transaction():
            delivery = self._table.get(number)
            if delivery is None:
                raise LookupError(f"there is no delivery {number}")
            if delivery.state != "waiting":
                raise LookupError(f"delivery {number} does not wait: it is {delivery.state}")
            self._waiting.pop(number, None)
            self._table.put(replace(delivery, state="held", next_at=None))

    def _wait(self, delivery: Delivery) -> None:
        self._table.put(replace(delivery, state="waiting", next_at=self._clock.now()))
        self._waiting.pop(delivery.number, None)
        self._waiting[delivery.number] = None

    # What the emulator's loop does.

    def attach(self) -> None:
        """Work in the event loop that runs now."""
        self._busy = asyncio.Lock()

    async def deliver_due(self) -> None:
        """Deliver all that is due by now, one after the other, in their order."""
        async with self._busy:
            while (delivery := self._next(self._clock.now())) is not None:
                await self._deliver(delivery)

    def next_at(self) -> int | None:
        """When the next delivery leaves; None when none does."""
        delivery = self._next(None)
        return None if delivery is None else delivery.next_at

    def _next(self, until: int | None) -> Delivery | None:
        with self._store.lock:
            waiting = [self._table.get(number) for number in self._waiting]
            due = [
                delivery
                for delivery in waiting
                if delivery is not None and (until is None or (delivery.next_at or 0) <= until)
            ]
            return min(due, key=lambda delivery: delivery.next_at or 0, default=None)

    def rebuild(self) -> None:
        """Read the store anew, after it was loaded or cleared."""
        self._fresh.clear()
        self._waiting = {d.number: None for d in self._table if d.state == "waiting"}

    def may_call(self, url: str) -> bool:
        """Whether the emulator calls that address: only those of this machine, unless it was told otherwise."""
        return self._remote or is_loopback(url)

    async def _deliver(self, delivery: Delivery) -> None:
        if not self.may_call(delivery.url or ""):
            self._conclude(delivery, "refused", None, "not an address of this machine")
            return
        status, problem = await self._post(delivery)
        if status is not None and self._is_enough(status):
            self._conclude(delivery, "delivered", status, None)
        elif len(delivery.attempts) < RETRIES:
            self._conclude(delivery, "waiting", status, problem)
        else:
            self._conclude(delivery, "failed", status, problem)

    async def _post(self, delivery: Delivery) -> tuple[int | None, str | None]:
        timeout = RESEND_TIMEOUT if delivery.attempts else READ_TIMEOUT
        content = {"data": delivery.body} if delivery.form else {"json": delivery.body}
        limits = httpx.Timeout(timeout, connect=CONNECT_TIMEOUT)
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=limits) as client:
                response = await client.post(delivery.url or "", **content)  # type: ignore[arg-type]
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return None, f"{type(error).__name__}: {error}"[:_LONGEST_REASON]
        return response.status_code, None

    def _is_enough(self, status: int) -> bool:
        return status == 200 if self.retried == "until_200" else status < 500

    def _conclude(
        self, delivery: Delivery, state: str, status: int | None, problem: str | None
    ) -> None:
        now = self._clock.now()
        if state != "waiting":
            self._waiting.pop(delivery.number, None)
        with self._store.transaction():
            known = self._table.get(delivery.number)
            if known is None:
                return  # everything was forgotten meanwhile
            if state == "waiting" and known.state == "held":
                state = "held"  # somebody held it back while it was on its way
            self._table.put(
                replace(
                    known,
                    state=state,
                    next_at=now + RETRY_AFTER if state == "waiting" else None,
                    attempts=(*known.attempts, Attempt(now, status, problem)),
                )
            )

    @property
    def _table(self) -> Table[Delivery]:
        return self._store.house.table(Delivery)


def is_loopback(url: str) -> bool:
    """Whether an address is on this machine, as far as its words say. No name is looked up."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
