"""The access token: how long it lives, and one request for it however many ask at once."""

from __future__ import annotations

import secrets
import threading
from collections import deque
from collections.abc import Hashable
from typing import Any

from portone_v1_api.attempts import Attempt

from .clock import Clock, ClockLeap, Moment, ServerClock, SystemClock, server_time
from .per_process import PerProcess

# The server moves the expiry on only in a token's last 60 seconds. Asked earlier it gives the same
# token back, and asking on every call would become a storm.
_RENEW_WITHIN = 45.0

_MOST_LEAPS = 1000
"""Leaps of the server's clock that are remembered: hours apart, where there are any."""


class Token:
    """An access token and when it stops being fresh, on this machine's monotonic clock."""

    __slots__ = ("_fresh_until", "expires", "life", "server_clock", "value")

    def __init__(
        self,
        value: str,
        life: float,
        asked_at: float,
        server_clock: ServerClock | None = None,
        expires: float = 0.0,
    ) -> None:
        self.value = value
        self.life = life
        self.server_clock = server_clock
        """What its answer told of the server's clock; None for one that comes from a store."""
        self.expires = expires
        """On the server's clock."""
        # Counted from before it was asked for: the answer's way back must not lengthen its life.
        self._fresh_until = asked_at + life - min(_RENEW_WITHIN, life / 10)

    def is_fresh(self, now: float) -> bool:
        """Whether it need not be renewed yet."""
        return now < self._fresh_until

    def __repr__(self) -> str:
        return "Token(***)"


class Flight:
    """One request for a token, which one leads and the others wait for."""

    def __init__(self, landed: Any) -> None:
        self.landed = landed
        """An event of threading, or of the event loop's library."""
        self.token: Token | None = None
        self.error: Exception | None = None


class TokenKeeper:
    """The token of one account, shared by a client and its views.

    It decides and never waits: whoever is told to lead a flight asks the server, and calls `land`,
    `fail` or `abandon`; the others wait for `flight.landed`.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock: Clock = clock or SystemClock()
        # A forked child must not wait for a flight or a lock that its parent's threads hold.
        self._states = PerProcess(_State)
        # What is known of the time it inherits: its clocks are the same.
        self._moment: Moment | None = None
        self._server_clock: ServerClock | None = None
        self._leaps: deque[ClockLeap] = deque(maxlen=_MOST_LEAPS)

    @property
    def holder(self) -> str:
        """A name for this process that no other has."""
        return self._state.holder

    @property
    def refused(self) -> str | None:
        """The token that the server refused last, until there is another."""
        return self._state.refused

    @property
    def server_clock(self) -> ServerClock | None:
        """The server's clock, once an answer has told it."""
        return self._server_clock

    def now(self) -> float:
        """Seconds on the monotonic clock."""
        return self.clock.monotonic()

    def moment(self) -> Moment:
        """Read both clocks of this machine."""
        with self._state.lock:
            self._moment = Moment.read(self.clock, self._moment)
            return self._moment

    def learn(self, told: ServerClock) -> None:
        """Take in what an answer tells of the server's clock."""
        with self._state.lock:
            known = self._server_clock
            if known and (leap := known.leap(told)):
                self._leaps.append(leap)
            self._server_clock = known.and_told(told) if known else told

    def fresh(self) -> Token | None:
        """The token, when it need not be renewed."""
        token = self._state.token
        return token if token is not None and token.is_fresh(self.now()) else None

    def board(self, scope: Hashable, mine: Flight) -> Flight:
        """The flight that is under way for the waiters of `scope`; if there is none, `mine`, which you lead then.

        Waiters of one event loop cannot wait for another's, so each scope has a flight of its own.
        """
        state = self._state
        with state.lock:
            flight = state.flights.setdefault(scope, mine)
        return flight

    def server_time(self) -> tuple[float, float]:
        """Between which epoch seconds the server's clock is now."""
        return server_time(self._server_clock, self.moment())

    def silence(
        self, attempt: Attempt, until: Moment, sent: tuple[float, float] | None = None
    ) -> float:
        """For how many seconds, at the least, the server had had `attempt` at the moment `until`.

        `sent` says when this process stamped its sends, first and last. Where its clocks have missed time about
        then, they may have missed it before.
        """
        earliest, _ = server_time(self._server_clock, until)
        left_by = attempt.sent_at.timestamp() + attempt.spread + attempt.leaves_within
        silence = earliest - left_by
        if sent is not None:
            first, last = sent
            with self._state.lock:
                leaps = [each for each in self._leaps if each.since < last and first < each.until]
            silence -= sum(leap.seconds for leap in leaps)
        return silence

    def land(self, scope: Hashable, flight: Flight, token: Token) -> None:
        """The leader has a token: all who wait get it."""
        flight.token = token
        self._state.token = token
        self._state.refused = None
        if token.server_clock is not None:
            self.learn(token.server_clock)
        self._end(scope, flight)

    def fail(self, scope: Hashable, flight: Flight, error: Exception) -> None:
        """The leader failed: all who wait get the same error, instead of failing one by one."""
        flight.error = error
        self._end(scope, flight)

    def abandon(self, scope: Hashable, flight: Flight) -> None:
        """The leader was cancelled or is gone, which is no failure of the others: one of them leads anew."""
        self._end(scope, flight)

    def refuse(self, token: Token) -> None:
        """The server refused `token`. A newer one stays."""
        state = self._state
        with state.lock:
            if state.token is token:
                state.token = None
                state.refused = token.value

    def _end(self, scope: Hashable, flight: Flight) -> None:
        state = self._state
        with state.lock:
            if state.flights.get(scope) is flight:
                del state.flights[scope]
        flight.landed.set()

    @property
    def _state(self) -> _State:
        return self._states.own


class _State:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.holder = secrets.token_hex(8)
        self.token: Token | None = None
        self.refused: str | None = None
        self.flights: dict[Hashable, Flight] = {}
