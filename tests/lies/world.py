"""The world of a history: an emulated PortOne, the true time, and requests that are still under way."""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from portone_v1.exchange import Request
from portone_v1.testing import BASE_URL
from portone_v1_emulator import Answered, Clock, Effect, Emulator
from portone_v1_emulator.core.context import RequestContext
from portone_v1_emulator.core.records import BillingKey, Payment, Preparation, Record, Schedule
from portone_v1_emulator.core.store import Shop
from portone_v1_emulator.core.tokens import LIFE, Token
from portone_v1_emulator.shops import charging
from portone_v1_emulator.shops.receipts import CashReceipt, ExternalCashReceipt

from .axioms import Axioms

BEGIN = 1_800_000_000
"""When every history begins."""

STAMP_ERROR = 60

KINDS: tuple[type[Record], ...] = (
    Payment,
    BillingKey,
    Preparation,
    Schedule,
    CashReceipt,
    ExternalCashReceipt,
)

Snapshot = Mapping[type[Record], Mapping[str, Any]]
"""The records of a shop at a time, by kind and identity."""


@dataclass(frozen=True)
class Parcel:
    """A request as it goes over the wire, which may be delivered any time and any number of times."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def of(cls, request: Request, identity: str) -> Parcel:
        """What a client sends, under an identity that only the emulator sees."""
        headers = {**request.headers, "X-Emulator-Request": identity}
        target = request.url.removeprefix(BASE_URL)
        return cls(request.method, target, headers, request.content or b"")

    @property
    def operates(self) -> bool:
        """Whether it is a write, and not a look-up or the request for a token."""
        return self.method != "GET" and not self.target.startswith("/users/getToken")


@dataclass
class World:
    """An emulator, and what is on its way to it."""

    rng: random.Random
    axioms: Axioms
    shows_user_agent: bool
    recovery: bool
    revoked_merchant_uid: str
    """Whether that of a schedule that was revoked is taken for ever, or free."""
    stamp_errors: int = STAMP_ERROR
    lag: int = 0
    """By how many seconds a replica is behind, at most."""
    log: list[tuple[float, str]] = field(default_factory=list)
    """What happened, for the trace of a lie."""

    def __post_init__(self) -> None:
        self.emulator = Emulator(
            clock=Clock(start=BEGIN, frozen=True),
            log_effects=True,
            stamp_error=self._stamp_error,
            history=self.lag + 1,
            recovery=self.recovery,
            assume={
                "user_agent_of_charges": "callers" if self.shows_user_agent else "fixed",
                "late_charge_seconds": 3600,
                "revoked_merchant_uid": self.revoked_merchant_uid,
            },
        )
        self.emulator.store.restore((), 400_000_000_000)
        self._under_way: list[tuple[float, int, Parcel | None]] = []
        """What arrives when; None is the latest time at which the copies may."""
        self._copies: list[Parcel] = []
        self._numbers = itertools.count()

    @property
    def now(self) -> float:
        """The true time, which is that of PortOne's clock."""
        return self.emulator.clock.exactly()

    @property
    def shop(self) -> Shop:
        """What the merchant has."""
        return self.emulator.shop()

    @property
    def effects(self) -> Iterator[Effect]:
        """What was done, oldest first."""
        return iter(self.emulator.effects)

    def note(self, text: str) -> None:
        """Write down what happens, for whoever reads the trace."""
        self.log.append((self.now - BEGIN, text))

    def pass_time(self, seconds: float) -> None:
        """Let time pass. What is under way arrives, and what is due happens."""
        end = self.now + seconds
        while self._under_way and self._under_way[0][0] <= end:
            due, _, parcel = heapq.heappop(self._under_way)
            self.emulator.advance(max(0.0, due - self.now))
            if parcel is None:
                self._deliver_copies()
            else:
                self.deliver(parcel, is_late=True)
        self.emulator.advance(max(0.0, end - self.now))

    @property
    def until_next(self) -> float | None:
        """Seconds until something that is under way arrives; None when nothing is."""
        return self._under_way[0][0] - self.now if self._under_way else None

    def renew_token(self) -> None:
        """Let the token that is asked for next be one of a few: what masks it is compiled once for each."""
        store = self.emulator.store
        known = store.tokens.get(self.emulator.api_key)
        if known is None or not known.alive(int(self.now)):
            value = f"{int(self.now - BEGIN) // LIFE % 50:040x}"
            with store.transaction():
                store.tokens.put(Token(self.emulator.api_key, value, int(self.now) + LIFE))

    def deliver(self, parcel: Parcel, *, is_late: bool = False) -> Answered:
        """Let a request arrive, and return the answer, whoever gets it."""
        if not parcel.operates and parcel.method == "GET":
            self._deliver_copies()
        unchecked = is_late and not self.axioms.checks_are_atomic
        with self._without_checks() if unchecked else nullcontext():
            answered = self.emulator.handle(
                parcel.method, parcel.target, parcel.headers, parcel.body
            )
        if is_late:
            identity = parcel.headers["X-Emulator-Request"]
            self.note(f"#{identity} arrives late: {said(answered)}")
        return answered

    def deliver_later(self, parcel: Parcel, seconds: float) -> None:
        """Let a request arrive after so many seconds."""
        heapq.heappush(self._under_way, (self.now + seconds, next(self._numbers), parcel))

    def deliver_copy(self, parcel: Parcel, *, at_once: bool, within: float) -> None:
        """Let a copy of a request arrive before any look-up and in time, or late where that may be."""
        if not self.axioms.copies_come_at_once:
            self.deliver_later(parcel, self.rng.choice([5, 100, 500]))
        elif not at_once and within > 0 and self.rng.random() < 0.5:
            self._copies.append(parcel)
            heapq.heappush(self._under_way, (self.now + within, next(self._numbers), None))
        else:
            self.note(f"a copy arrives: {said(self.deliver(parcel))}")

    def look(self, parcel: Parcel, lag: int) -> tuple[Answered, Snapshot]:
        """Answer a look-up from a state of `lag` seconds ago, and return that state as well."""
        self._deliver_copies()
        if lag:
            self.emulator.fail("stale", seconds=lag)
        snapshot = self.snapshot(lag)
        answered = self.deliver(parcel)
        self.emulator.disarm()  # a request that is refused for its token leaves the lag to the next one
        return answered, snapshot

    def snapshot(self, lag: int = 0) -> Snapshot:
        """The records as they were `lag` seconds ago."""
        state = self.emulator.store.history.seen(lag) if lag else nullcontext()
        with state:
            return {
                kind: {getattr(each, kind.identity): each for each in self.shop.table(kind)}
                for kind in KINDS
            }

    def drain(self) -> None:
        """Let everything arrive that is under way, and every PG decide."""
        self._deliver_copies()
        self.pass_time(2 * 3600)

    def act(self, do: Callable[[RequestContext], object]) -> None:
        """Let somebody else than a client change something: a person or a PG."""
        state = self.emulator.state
        moment = RequestContext.of(state, self.emulator.api_key, None, int(self.now))
        assert moment is not None
        with self.emulator.store.transaction(), state.effects.logging(moment):
            do(moment)
            state.webhooks.collect()

    def _deliver_copies(self) -> None:
        copies, self._copies = self._copies, []
        for parcel in copies:
            self.note(f"a copy arrives: {said(self.deliver(parcel))}")

    def _stamp_error(self) -> float:
        if not self.axioms.stamps_within_a_minute and self.rng.random() < 0.5:
            return self.rng.choice([-900, -300, 300, 900])
        return self.rng.choice((-1, 0, 0, 1)) * self.rng.choice((1, self.stamp_errors))

    @contextmanager
    def _without_checks(self) -> Iterator[None]:
        """A PortOne that looks whether an order is paid, and books the charge some time later."""
        with patch.object(charging, "was_paid", lambda *_: False):
            yield


def said(answered: Answered) -> str:
    """What an answer says, in short."""
    text = answered.body.decode()
    return f"{answered.status} {text[:60]}"
