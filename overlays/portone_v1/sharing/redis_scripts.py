"""Run scripts in Redis, so that what several steps decide is decided at once."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from ..core.effects import BackendKind
from ..errors import ConfigurationError

try:
    import redis
    import redis.asyncio
    from redis.backoff import NoBackoff
    from redis.retry import Retry
except ImportError:
    raise ImportError("this needs redis-py: pip install 'portone-v1[redis]'") from None

T = TypeVar("T")

AnyRedis = redis.Redis | redis.asyncio.Redis

PREFIX = "portone_v1"


class RedisScripts:
    """A Redis, named by its URL or given as a client, that runs scripts."""

    def __init__(self, server: str | AnyRedis, *, timeout: float, prefix: str) -> None:
        self._is_own = isinstance(server, str)
        self._client: Any = _connected(server, timeout) if isinstance(server, str) else server
        self._prefix = prefix
        self._registered: dict[str, Any] = {}
        is_async = type(self._client).__module__.startswith("redis.asyncio")
        self.kind: BackendKind = "awaitable" if is_async else "blocking"

    def run(
        self,
        script: str,
        name: str,
        keys: Sequence[str],
        arguments: Sequence[str | int],
        read: Callable[[Any], T],
    ) -> T | Awaitable[T]:
        """What `read` makes of the answer of `script`, to be awaited when the client is async."""
        if script not in self._registered:
            self._registered[script] = self._client.register_script(script)
        # In braces, so that the keys of one account are in one place of a cluster.
        full = [f"{self._prefix}:{{{name}}}:{key}" for key in keys]
        reply = self._registered[script](keys=full, args=list(arguments))
        return _read_later(reply, read) if inspect.isawaitable(reply) else read(reply)

    def close(self) -> None:
        """Close the connections, if they are our own."""
        if self._is_own:
            self._client.close()


def text_of(value: bytes | str) -> str:
    """What Redis answered, whether or not the client decodes it."""
    return value.decode() if isinstance(value, bytes) else value


def milliseconds(seconds: float) -> int:
    """As Redis wants them: whole, and at least one."""
    return max(1, round(seconds * 1000))


def _connected(url: str, timeout: float) -> redis.Redis:
    # A connection that broke while it lay idle is made again at once; nothing else is tried twice.
    once = Retry(NoBackoff(), 1, (redis.ConnectionError,))
    connect: Any = redis.Redis
    try:
        client: redis.Redis = connect.from_url(
            url, socket_timeout=timeout, socket_connect_timeout=timeout, retry=once
        )
    except ValueError:
        # Without the cause: it may quote a part of the URL, and with that a password.
        raise ConfigurationError(
            "server must be a URL that begins with redis://, rediss:// or unix://, or a client"
        ) from None
    return client


async def _read_later(reply: Awaitable[Any], read: Callable[[Any], T]) -> T:
    return read(await reply)
