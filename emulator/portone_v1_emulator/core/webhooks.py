"""Webhooks: their content, addresses, order and results."""

from __future__ import annotations

import asyncio
import functools
import heapq
import ipaddress
import itertools
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar, get_args

import httpx

from . import php
from .accounts import MerchantAccount
from .clock import Clock
from .records import Payment, Record
from .store import Store
from .tables import Owner, Table

When = Literal["after", "before", "never", "held"]
Retried = Literal["on_errors", "until_200"]

CONNECT_TIMEOUT, READ_TIMEOUT = 10.0, 30.0
RESEND_TIMEOUT = 15.0
RETRIES, RETRY_AFTER = 5, 60
"""A delivery that failed is tried again so often, so many seconds apart."""

_LONGEST_REASON = 500

Scalar = str | int | bool | None
Body = dict[str, Scalar | dict[str, Scalar]]
"""What a webhook says."""


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
    body: Body
    created_at: int
    state: str = "waiting"
    """`waiting`, `held`, `delivered`, `failed`, `refused` (its address is not local) or `no_address`."""
    next_at: int | None = None
    attempts: tuple[Attempt, ...] = ()


class Webhooks:
    """The deliveries, and when they leave."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        remote: bool = False,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._remote = remote
        self._wake = wake
        """Called when there is something to deliver."""
        self._send_as_usual()
        self._fresh: list[str] = []
        # When each delivery is due, and its turn within that second. An entry of the heap that is not in
        # `_waiting` too was delivered or rescheduled.
        self._waiting: dict[str, tuple[int, int]] = {}
        self._heap: list[tuple[int, int, str]] = []
        self._turns = itertools.count()
        self._busy = asyncio.Lock()
        self.rebuild()

    def reset(self) -> None:
        """Forget them all, and send them as in the beginning. The store was cleared."""
        self._send_as_usual()
        self.rebuild()

    def _send_as_usual(self) -> None:
        self.when, self.times, self.retried = "after", 1, "on_errors"
        self.connect_timeout, self.read_timeout = CONNECT_TIMEOUT, READ_TIMEOUT
        self.resend_timeout = RESEND_TIMEOUT

    @property
    def when(self) -> When:
        """Whether webhooks leave `after` the answer, `before` it, `never`, or are `held` until `release`."""
        return self._when

    @when.setter
    def when(self, when: When) -> None:
        self._when = _one_of(When, "when", when)

    @property
    def times(self) -> int:
        """How often each webhook is delivered."""
        return self._times

    @times.setter
    def times(self, times: int) -> None:
        if isinstance(times, bool) or not isinstance(times, int) or times < 1:
            raise ValueError(f"webhooks.times must be a whole number, 1 or more, not {times!r}")
        self._times = times

    @property
    def retried(self) -> Retried:
        """`on_errors`: after network errors and 5xx; `until_200`: after anything but 200."""
        return self._retried

    @retried.setter
    def retried(self, retried: Retried) -> None:
        self._retried = _one_of(Retried, "retried", retried)

    # What handlers call.

    def enqueue(
        self,
        account: MerchantAccount,
        owner: Owner,
        body: dict[str, Any],
        urls: Iterable[str],
        now: int,
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

    def collect(self) -> list[str]:
        """The numbers of what was enqueued since this was last asked: to leave together, with one answer."""
        with self._store.lock:
            fresh, self._fresh = self._fresh, []
            return fresh

    def leave(self, numbers: Iterable[str] | None = None) -> None:
        """Let them go: the answer that they go with was sent, or never will be. All that are fresh, if None."""
        with self._store.lock:
            for number in self.collect() if numbers is None else numbers:
                delivery = self._table.get(number)
                if delivery is not None:  # else it was undone
                    self._line_up(number, delivery.next_at or 0)

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
                raise LookupError(f"delivery {number} is not waiting: it is {delivery.state}")
            self._waiting.pop(number, None)
            self._table.put(replace(delivery, state="held", next_at=None))

    def _wait(self, delivery: Delivery) -> None:
        now = self._clock.now()
        self._table.put(replace(delivery, state="waiting", next_at=now))
        self._line_up(delivery.number, now)

    def _line_up(self, number: str, at: int) -> None:
        turn = next(self._turns)
        self._waiting[number] = at, turn
        heapq.heappush(self._heap, (at, turn, number))
        self._wake()

    # What the emulator's loop does.

    def attach(self) -> None:
        """Work in the event loop that runs now."""
        self._busy = asyncio.Lock()

    async def deliver_due(self) -> None:
        """Deliver all that is due by now, one after the other, in their order."""
        async with self._busy:
            while (delivery := self._take(self._clock.now())) is not None:
                await self._deliver(delivery)

    async def deliver(self, numbers: Iterable[str]) -> None:
        """Deliver these now, which were collected and have not left.

        Nobody waits for others in here: a merchant's server may call the API before it answers a webhook.
        """
        for number in numbers:
            with self._store.lock:
                delivery = self._table.get(number)
            if delivery is not None and delivery.state == "waiting":
                await self._deliver(delivery)

    def next_at(self) -> int | None:
        """When the next delivery leaves; None when none does."""
        with self._store.lock:
            while self._heap:
                at, turn, number = self._heap[0]
                if self._waiting.get(number) == (at, turn):
                    return at
                heapq.heappop(self._heap)
            return None

    def _take(self, until: int) -> Delivery | None:
        """The next one that is due by then; nobody else takes it."""
        with self._store.lock:
            while (at := self.next_at()) is not None and at <= until:
                _, _, number = heapq.heappop(self._heap)
                del self._waiting[number]
                delivery = self._table.get(number)
                if delivery is not None and delivery.state == "waiting":
                    return delivery
            return None

    def rebuild(self) -> None:
        """Read the deliveries from the store, after it was loaded or cleared."""
        with self._store.lock:
            self._fresh.clear()
            self._waiting.clear()
            self._heap.clear()
            for delivery in self._table:
                if delivery.state == "waiting":
                    self._line_up(delivery.number, delivery.next_at or 0)

    def may_call(self, url: str) -> bool:
        """Whether the emulator calls that address: only those of this machine, unless it was told otherwise."""
        return self._remote or is_loopback(url)

    async def _deliver(self, delivery: Delivery) -> None:
        if not self.may_call(delivery.url or ""):
            self._conclude(delivery, "refused", None, "not an address of this machine")
            return
        try:
            status, problem = await self._post(delivery)
        except BaseException:  # the emulator stops: it leaves when it is started again
            self._line_up(delivery.number, delivery.next_at or 0)
            raise
        if status is not None and self._is_enough(status):
            self._conclude(delivery, "delivered", status, None)
        elif len(delivery.attempts) < RETRIES:
            self._conclude(delivery, "waiting", status, problem)
        else:
            self._conclude(delivery, "failed", status, problem)

    async def _post(self, delivery: Delivery) -> tuple[int | None, str | None]:
        """Return the HTTP status of the merchant's answer, or why there is none."""
        url = delivery.url or ""
        content = {"data": php.flatten(delivery.body)} if delivery.form else {"json": delivery.body}
        in_all = self.resend_timeout if delivery.attempts else None
        limits = httpx.Timeout(self.read_timeout, connect=self.connect_timeout)
        try:
            async with (
                asyncio.timeout(in_all),
                httpx.AsyncClient(
                    trust_env=False, timeout=limits, verify=certificates(url)
                ) as client,
                client.stream("POST", url, **content) as response,
            ):
                return response.status_code, None
        except Exception as error:  # whatever an address leads to, others still get theirs
            return None, f"{type(error).__name__}: {error}"[:_LONGEST_REASON]

    def _is_enough(self, status: int) -> bool:
        return status == 200 if self.retried == "until_200" else status < 500

    def _conclude(
        self, delivery: Delivery, state: str, status: int | None, problem: str | None
    ) -> None:
        now = self._clock.now()
        with self._store.transaction():
            known = self._table.get(delivery.number)
            if known is None:
                return  # everything was forgotten meanwhile
            next_at = now + RETRY_AFTER if state == "waiting" else None
            if delivery.number in self._waiting:
                state, next_at = "waiting", known.next_at  # it was resent meanwhile
            elif known.state == "held" and state == "waiting":
                state, next_at = "held", None  # it was held back meanwhile
            elif next_at is not None:
                self._line_up(delivery.number, next_at)
            attempts = (*known.attempts, Attempt(now, status, problem))
            self._table.put(replace(known, state=state, next_at=next_at, attempts=attempts))

    @property
    def _table(self) -> Table[Delivery]:
        return self._store.system_tables.table(Delivery)


Choice = TypeVar("Choice", bound=str)


def _one_of(choices: Any, name: str, value: Choice) -> Choice:
    """Return the value if it is one of these choices."""
    known = get_args(choices)
    if value not in known:
        given = ", ".join(map(repr, known))
        raise ValueError(f"webhooks.{name} must be one of {given}, not {value!r}")
    return value


@functools.cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def certificates(url: str) -> ssl.SSLContext | bool:
    """What an address is verified with. Reading them takes a while, and only https needs them."""
    return _certificates() if url.startswith("https:") else False


def is_loopback(url: str) -> bool:
    """Whether an address is on this machine, as far as its words say. No name is looked up."""
    try:
        # Read by the library that would call it: two readers of a tricky address may see two hosts in it.
        host = httpx.URL(url).host
    except (httpx.InvalidURL, ValueError):
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
