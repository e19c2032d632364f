"""Keep a fleet under a number of requests a second, through Redis."""

from __future__ import annotations

from collections.abc import Awaitable

from ..core.effects import BackendKind
from .limiter import Pace
from .redis_scripts import PREFIX, AnyRedis, RedisScripts

# In microseconds of Redis' own clock: numbers that Lua holds exactly.
_RESERVE = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval, slack, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local turn = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now))
local wait = math.max(0, turn - slack - now)
if wait > longest then return -1 end
local next = turn + interval
redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000) + 1)
return wait
"""


class RedisLimiter:
    """A `Limiter` in Redis: all processes and machines that share it stay under `per_second` together.

    When Redis is away, calls go on without a limit.

    Args:
        server: The URL of the server, or a client of redis-py; see `RedisTokenStore`.
        per_second: Requests a second; 0.5 is one every two seconds.
        burst: How many may leave at once after a pause. In any second there are then at most
            `per_second + burst - 1`.
        longest_wait: Seconds that a request may be held back. When its turn would come later, the call
            fails at once with LimitExceeded.
        timeout: Seconds for which Redis can hold a call up, each time it is asked.
        prefix: What the names of all keys begin with.

    Raises:
        ConfigurationError: An argument is no such number.
    """

    def __init__(
        self,
        server: str | AnyRedis,
        per_second: float,
        *,
        burst: int = 1,
        longest_wait: float = 30.0,
        timeout: float = 0.5,
        prefix: str = PREFIX,
    ) -> None:
        self._pace = Pace.checked(per_second, burst, longest_wait)
        self._scripts = RedisScripts(server, timeout=timeout, prefix=prefix)

    @property
    def kind(self) -> BackendKind:
        """How `reserve` answers."""
        return self._scripts.kind

    @property
    def longest_wait(self) -> float:
        """The most seconds that a request is held back."""
        return self._pace.longest_wait

    def reserve(self, name: str) -> Awaitable[float | None] | float | None:
        """The seconds until the turn of the next request; see `Limiter.reserve`."""
        spans = (self._pace.interval, self._pace.slack, self._pace.longest_wait)
        arguments = [round(span * 1e6) for span in spans]
        return self._scripts.run(_RESERVE, name, ("limit",), arguments, _seconds)

    def close(self) -> None:
        """Close the connections. Those of a client that was given stay open."""
        self._scripts.close()


def _seconds(reply: int) -> float | None:
    return None if reply < 0 else reply / 1e6
