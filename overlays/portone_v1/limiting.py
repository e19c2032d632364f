"""Hold a request back until the limiter lets it go."""

from __future__ import annotations

import math
from typing import cast

from .asking import Helper, NoHelp
from .errors import ConfigurationError, LimitExceeded
from .limiter import Limiter
from .options import Account
from .sharing import shared_name
from .steps import Sleep, Steps


class Limit:
    """What a limiter means for the requests of an account."""

    def __init__(self, limiter: Limiter, account: Account) -> None:
        longest = cast("object", limiter.longest_wait)  # it may be any class of the user's
        if not isinstance(longest, int | float) or not longest >= 0:
            raise ConfigurationError(
                "longest_wait of the limiter must be a number of seconds, 0 or more"
            )
        self._helper = Helper(limiter)
        self._longest = longest
        self._name = shared_name(account)

    def wait(self, operation: str, now: float) -> Steps[None]:
        """Wait for the turn of a request that is about to leave, or raise LimitExceeded."""
        try:
            seconds = yield from self._helper.ask(now, self._checked, "reserve", self._name)
        except NoHelp:
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
