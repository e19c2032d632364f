"""Share one access token among processes and machines, through Redis."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any, cast

from ..core.effects import BackendKind
from .redis_scripts import PREFIX, AnyRedis, RedisScripts, milliseconds, text_of
from .token_store import Claim

_CLAIM = """
local time = redis.call('TIME')
local text = redis.call('GET', KEYS[1])
if text and text ~= ARGV[3] then
  return {text, 0, time[1], time[2]}
end
if text then redis.call('DEL', KEYS[1]) end
local holder = redis.call('GET', KEYS[2])
if holder and holder ~= ARGV[1] then
  return {false, 0, time[1], time[2]}
end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return {false, 1, time[1], time[2]}
"""

_RELEASE = """
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
"""

_KEEP = f"redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]){_RELEASE}"

_KEYS = ("token", "lease")


class RedisTokenStore:
    """A `TokenStore` in Redis: of a whole fleet, one process asks for the token and the others get it.

    The token stands in Redis in plain, under a hash of the key and the base URL; the account's key and
    secret do not. When Redis is away, slow or full, each process asks for the token itself.

    Args:
        server: The URL of the server, such as `"redis://cache:6379/0"` or `"rediss://…"`; or a client of
            redis-py, sync or asyncio, which stays yours. An asyncio one serves `AsyncPortOne` in its own
            event loop alone; the URL serves both clients everywhere.
        timeout: Seconds for which Redis can hold a call up, each time it is asked. A client that is given
            has timeouts and retries of its own: keep them as short.
        prefix: What the names of all keys begin with.
    """

    def __init__(
        self, server: str | AnyRedis, *, timeout: float = 0.5, prefix: str = PREFIX
    ) -> None:
        self._scripts = RedisScripts(server, timeout=timeout, prefix=prefix)

    @property
    def kind(self) -> BackendKind:
        """How its methods answer."""
        return self._scripts.kind

    def claim(
        self, name: str, holder: str, lease: float, unwanted: str
    ) -> Claim | Awaitable[Claim]:
        """What is stored as `name`, or perhaps the lease; see `TokenStore.claim`."""
        arguments = (holder, milliseconds(lease), unwanted)
        return self._scripts.run(_CLAIM, name, _KEYS, arguments, _claim)

    def keep(self, name: str, holder: str, text: str, seconds: float) -> Awaitable[None] | None:
        """Store `text` as `name`; see `TokenStore.keep`."""
        arguments = (holder, text, milliseconds(seconds))
        return self._scripts.run(_KEEP, name, _KEYS, arguments, _nothing)

    def release(self, name: str, holder: str) -> Awaitable[None] | None:
        """End the lease of `name` if `holder` has it."""
        return self._scripts.run(_RELEASE, name, _KEYS, (holder,), _nothing)

    def close(self) -> None:
        """Close the connections. Those of a client that was given stay open."""
        self._scripts.close()


def _claim(reply: object) -> Claim:
    text, leads, seconds, microseconds = cast("tuple[Any, int, Any, Any]", reply)
    now = float(text_of(seconds)) + float(text_of(microseconds)) / 1e6
    return Claim(None if text is None else text_of(text), leads == 1, now)


def _nothing(reply: object) -> None:
    pass
