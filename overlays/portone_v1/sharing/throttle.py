"""Hold a request back until the limiter lets it go."""

from __future__ import annotations

import math
from typing import Any, cast

from ..core.clock import Timekeeper
from ..core.effects import Sleep, Steps
from ..core.pending import PendingRequest, RequestHandler
from ..core.raw import RawAnswer
from ..errors import ConfigurationError, LimitExceeded
from ..options import Account
from .circuit_breaker import BackendUnavailable, CircuitBreaker, OnFailure
from .limiter import Limiter
from .shared_token import shared_name


class Throttle:
    """Holds the requests of an account back as a limiter says."""

    def __init__(
        self, limiter: Limiter, account: Account, time: Timekeeper, on_failure: OnFailure
    ) -> None:
        longest = cast("object", limiter.longest_wait)  # it may be any class of the user's
        if not isinstance(longest, int | float) or not longest >= 0:
            raise ConfigurationError(
                "longest_wait of the limiter must be a number of seconds, 0 or more"
            )
        self._backend = CircuitBreaker(limiter, on_failure)
        self._time = time
        self._longest = longest
        self._name = shared_name(account)

    def around_request(self, send: RequestHandler) -> RequestHandler:
        """Send each request when its turn has come."""

        def handle(latest: PendingRequest) -> Steps[RawAnswer[Any]]:
            yield from self._wait(latest.pending.call.operation.name)
            return (yield from send(latest))

        return handle

    def _wait(self, operation: str) -> Steps[None]:
        """Wait for the turn of a request that is about to leave, or raise LimitExceeded."""
        now = self._time.now()
        try:
            seconds = yield from self._backend.ask(now, self._checked, "reserve", self._name)
        except BackendUnavailable:
            return
        if seconds is None:
            raise LimitExceeded(
                f"{operation}: not sent, for its turn would come only after more than "
                f"{self._longest:g} s",
                operation=operation,
            )
        if seconds > 0:
            yield Sleep(seconds)

    def _checked(self, answer: object) -> float | None:
        """The answer, or ValueError when the limiter would hold a call for longer than it may."""
        if answer is None:
            return None
        seconds = cast("float", answer)
        if not 0 <= seconds <= self._longest or math.isnan(seconds):
            raise ValueError("no such wait")
        return float(seconds)
