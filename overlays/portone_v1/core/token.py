"""The access token: how long it lives, and one request for it however many ask at once."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Hashable
from typing import Any

from .clock import ServerClock, Timekeeper
from .fork_local import ForkLocal

# The server moves the expiry on only in a token's last 60 seconds. Asked earlier it gives the same
# token back, and asking on every call would become a storm.
_RENEW_WITHIN = 45.0


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


class PendingRefresh:
    """One request for a token, which one caller makes and the others wait for."""

    def __init__(self, done: Any) -> None:
        self.done = done
        """An event of threading, or of the event loop's library."""
        self.token: Token | None = None
        self.error: Exception | None = None


class TokenCache:
    """The token of one account, shared by a client and its views.

    It decides and never waits: the caller whose refresh is joined asks the server, and calls `complete`,
    `fail` or `cancel`; the others wait for `refresh.done`.
    """

    def __init__(self, time: Timekeeper) -> None:
        self._time = time
        # A forked child must not wait for a refresh or a lock that its parent's threads hold.
        self._states = ForkLocal(_State)

    @property
    def holder(self) -> str:
        """A name for this process that no other has."""
        return self._states.value.holder

    @property
    def refused(self) -> str | None:
        """The token that the server refused last, until there is another."""
        return self._states.value.refused

    def fresh(self) -> Token | None:
        """Return the token, when it need not be renewed."""
        token = self._states.value.token
        return token if token is not None and token.is_fresh(self._time.now()) else None

    def join(self, scope: Hashable, mine: PendingRefresh) -> PendingRefresh:
        """Return the refresh that is pending for the waiters of `scope`; if there is none, `mine`: make it then.

        Waiters of one event loop cannot wait for another's, so each scope has a refresh of its own.
        """
        state = self._states.value
        with state.lock:
            return state.refreshes.setdefault(scope, mine)

    def complete(self, scope: Hashable, refresh: PendingRefresh, token: Token) -> None:
        """Give the token to all who wait."""
        state = self._states.value
        refresh.token = token
        state.token = token
        state.refused = None
        if token.server_clock is not None:
            self._time.learn(token.server_clock)
        self.cancel(scope, refresh)

    def fail(self, scope: Hashable, refresh: PendingRefresh, error: Exception) -> None:
        """Give the same error to all who wait, instead of failing one by one."""
        refresh.error = error
        self.cancel(scope, refresh)

    def cancel(self, scope: Hashable, refresh: PendingRefresh) -> None:
        """End the refresh. Without a token or an error, one of those who wait starts another."""
        state = self._states.value
        with state.lock:
            if state.refreshes.get(scope) is refresh:
                del state.refreshes[scope]
        refresh.done.set()

    def refuse(self, token: Token) -> None:
        """Drop a token that the server refused. A newer one stays."""
        state = self._states.value
        with state.lock:
            if state.token is token:
                state.token = None
                state.refused = token.value


class _State:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.holder = secrets.token_hex(8)
        self.token: Token | None = None
        self.refused: str | None = None
        self.refreshes: dict[Hashable, PendingRefresh] = {}
