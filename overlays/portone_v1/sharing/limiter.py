"""Keep under a number of requests a second: calls are held back, never dropped."""

from __future__ import annotations

import math
import threading
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import NamedTuple, Protocol

from ..core.effects import BackendKind
from ..core.fork_local import ForkLocal
from ..errors import ConfigurationError


class Limiter(Protocol):
    """Tells each request, of reads, writes and tokens alike, how long it is to wait before it leaves.

    What it raises never fails a call: the call goes on as if there were no limit. `kind` is as that of a
    `TokenStore`.
    """

    @property
    def kind(self) -> BackendKind:
        """How `reserve` answers."""
        ...

    @property
    def longest_wait(self) -> float:
        """The most seconds that `reserve` may answer with."""
        ...

    def reserve(self, name: str) -> Awaitable[float | None] | float | None:
        """Reserve the next place for a request of the account `name`: the seconds until its turn comes.

        None reserves nothing: its turn would come after more than `longest_wait`.
        """
        ...


class Pace(NamedTuple):
    """How many requests may leave a second, and who may wait how long for it.

    Args:
        per_second: Requests a second; 0.5 is one every two seconds.
        burst: How many may leave at once after a pause. In any second there are at most
            `per_second + burst - 1`.
        longest_wait: Seconds that a request may be held back.
    """

    per_second: float
    burst: int
    longest_wait: float

    @classmethod
    def checked(cls, per_second: float, burst: int, longest_wait: float) -> Pace:
        """A pace of which every part has been checked."""
        if not 0 < per_second < math.inf:
            raise ConfigurationError("per_second must be a number above 0")
        if burst < 1:
            raise ConfigurationError("burst must be 1 or more")
        if not 0 <= longest_wait < math.inf:
            raise ConfigurationError("longest_wait must be a number of seconds, 0 or more")
        return cls(per_second, burst, longest_wait)

    @property
    def interval(self) -> float:
        """Seconds between one request and the next."""
        return 1 / self.per_second

    @property
    def slack(self) -> float:
        """Seconds by which a request may be ahead of its turn."""
        return (self.burst - 1) * self.interval


class MemoryLimiter:
    """Keeps the clients of one process, or those of them that are given it, under `per_second`.

    Args:
        per_second: Requests a second; 0.5 is one every two seconds.
        burst: How many may leave at once after a pause. In any second there are then at most
            `per_second + burst - 1`.
        longest_wait: Seconds that a request may be held back. When its turn would come later, the call
            fails at once with LimitExceeded.

    Raises:
        ConfigurationError: An argument is no such number.
    """

    kind: BackendKind = "instant"

    def __init__(
        self,
        per_second: float,
        *,
        burst: int = 1,
        longest_wait: float = 30.0,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._pace = Pace.checked(per_second, burst, longest_wait)
        self._clock = clock
        self._queues = ForkLocal(_Queue)

    @property
    def longest_wait(self) -> float:
        """The most seconds that a request is held back."""
        return self._pace.longest_wait

    def reserve(self, name: str) -> float | None:
        """The seconds until the turn of the next request; see `Limiter.reserve`."""
        queue, pace = self._queues.value, self._pace
        with queue.lock:
            now = self._clock()
            turn = max(now, queue.turns.get(name, now))
            wait = max(0.0, turn - pace.slack - now)
            if wait > pace.longest_wait:
                return None
            queue.turns[name] = turn + pace.interval
            return wait


class _Queue:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.turns: dict[str, float] = {}
        """When the next request is due, by the name of its account."""
