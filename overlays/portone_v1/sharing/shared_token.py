"""One access token for a fleet: taken from the store, or asked for by one on behalf of all.

The store helps and decides nothing: whenever it fails, lies or takes too long, the server is asked as if
there were none.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, cast

from ..core.clock import ClockOffset, Moment, Timekeeper
from ..core.effects import Sleep, Steps
from ..core.token import Token, TokenCache
from ..options import Account
from .circuit_breaker import BackendUnavailable, CircuitBreaker, OnFailure
from .token_store import Claim, TokenStore

_LEASE = 5.0
"""Seconds after which another asks in place of a leader of whom nothing was heard."""

_PATIENCE = 2 * _LEASE
"""Seconds after which nobody waits for others any longer."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 0.5

_TOLERANCE = 5.0
"""Seconds by which clocks may disagree about when a stored token expires."""

_TOKEN = re.compile(r"[!-~]{1,4096}")


def shared_name(account: Account) -> str:
    """The name under which all who use an account share things: it does not tell the key."""
    told = f"{account.api_key}\0{account.base_url}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]


class StoredToken(NamedTuple):
    """A token as others can use it, whose clocks are not ours."""

    token: str
    expires: float
    """On the server's clock."""
    life: float
    clock: ClockOffset
    """How far the server's clock is ahead of the store's."""
    wall: float
    """How far the store's clock was ahead of that of the machine which stored it."""

    def to_text(self) -> str:
        """It as the text that a store keeps."""
        return json.dumps(self._asdict())

    @classmethod
    def from_text(cls, text: str) -> StoredToken | None:
        """What `to_text` made, None when the text is anything else."""
        try:
            fields = cast("dict[str, Any]", json.loads(text))
            least, most = map(_finite, fields["clock"])
            stored = cls(
                fields["token"],
                _finite(fields["expires"]),
                _finite(fields["life"]),
                ClockOffset(least, most),
                _finite(fields["wall"]),
            )
            usable = _TOKEN.fullmatch(stored.token) and stored.life > 0 and least <= most
            return stored if usable else None
        except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError):
            return None

    def __repr__(self) -> str:
        return "StoredToken(***)"


class _Shelf(NamedTuple):
    """What a store answered, and how far its clock is ahead of others."""

    claim: Claim
    clock: ClockOffset
    """Ahead of the monotonic clock."""
    wall: float
    """Ahead of this machine's clock."""

    @classmethod
    def seen(cls, claim: object, asked_at: Moment, answered_at: Moment) -> _Shelf:
        """The store answered with `claim` between two moments; TypeError or ValueError when it is none."""
        if not isinstance(claim, Claim):
            raise TypeError("not a claim")
        now = _finite(claim.now)
        clock = ClockOffset.told(now, asked_at, answered_at, tick=0)
        return cls(claim, clock, now - answered_at.wall)

    def token(self, tokens: TokenCache, time: Timekeeper) -> Token | None:
        """The stored token, None when it is of no use to us."""
        stored = StoredToken.from_text(self.claim.text or "")
        if stored is None or stored.token == tokens.refused:
            return None
        disagreement = abs(self.wall - stored.wall)
        clock = stored.clock.wider(disagreement).compose(self.clock)
        # Who was refused a token that seemed fresh has reason to doubt what it knew of the time.
        told = time.server_clock if tokens.refused is None else None
        if disagreement > _TOLERANCE or (told and told.offset.gap(clock) > _TOLERANCE):
            return None  # some clock is wrong, and the server's own word resolves it
        # How long it lives is all that these clocks are good for: any of them may have been set meanwhile,
        # the store's and ours alike, where nothing shows it. A write is stamped with PortOne's own time.
        asked_at = stored.expires - stored.life - clock.most
        token = Token(stored.token, stored.life, asked_at)
        return token if token.is_fresh(time.now()) else None

    def text(self, token: Token, clock: ClockOffset) -> str:
        """A token that the server has just given, as others can use it."""
        stored = StoredToken(
            token.value, token.expires, token.life, clock.minus(self.clock), self.wall
        )
        return stored.to_text()


class SharedToken:
    """The token of an account, shared through a store with whoever else uses the account."""

    def __init__(
        self,
        store: TokenStore,
        account: Account,
        tokens: TokenCache,
        time: Timekeeper,
        on_failure: OnFailure,
    ) -> None:
        self._backend = CircuitBreaker(store, on_failure)
        self._name = shared_name(account)
        self._tokens = tokens
        self._time = time

    def token(self, patience: float, ask: Callable[[], Steps[Token]]) -> Steps[Token]:
        """The token that others have or get within `patience` seconds, or else the one that `ask` gets.

        What `ask` gets is given to the others.
        """
        try:
            shelf = yield from self._find(min(patience, _PATIENCE))
        except BackendUnavailable:
            return (yield from ask())
        token = shelf.token(self._tokens, self._time)
        if token is not None:
            return token
        try:
            token = yield from ask()
        except Exception:
            yield from self._tell("release")
            raise
        if token.server_clock is None or token.life <= 0:
            yield from self._tell("release")
        else:
            yield from self._tell("keep", shelf.text(token, token.server_clock.offset), token.life)
        return token

    def _find(self, patience: float) -> Steps[_Shelf]:
        """What the store has, as soon as that is a token for us or it is for us to ask for one."""
        until = self._time.now() + patience
        pause, unwanted = _FIRST_PAUSE, ""
        while True:
            shelf = yield from self._claim(unwanted)
            if (
                shelf.claim.leads
                or shelf.token(self._tokens, self._time) is not None
                or self._time.now() >= until
            ):
                return shelf
            if shelf.claim.text is not None:
                unwanted = shelf.claim.text
            else:
                yield Sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - no secret depends on it
                pause = min(2 * pause, _LONGEST_PAUSE)

    def _claim(self, unwanted: str) -> Steps[_Shelf]:
        asked_at = self._time.moment()

        def read(claim: object) -> _Shelf:
            shelf = _Shelf.seen(claim, asked_at, self._time.moment())
            if unwanted and shelf.claim.text == unwanted:
                raise ValueError("it keeps what is not wanted")
            return shelf

        arguments = (self._name, self._tokens.holder, _LEASE, unwanted)
        return (yield from self._backend.ask(asked_at.monotonic, read, "claim", *arguments))

    def _tell(self, method: str, *arguments: object) -> Steps[None]:
        told = (self._name, self._tokens.holder, *arguments)
        with suppress(BackendUnavailable):
            yield from self._backend.ask(self._time.now(), lambda _: None, method, *told)


def _finite(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError("not a number")
    return float(value)
