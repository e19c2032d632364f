"""A limit that a fleet shares through a real Redis."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from time import monotonic
from typing import Any

import anyio
import pytest

from portone_v1 import AsyncPortOne, PortOne
from portone_v1.sharing.redis_limiter import RedisLimiter
from portone_v1_emulator import Emulator

from .fleet import KINDS, run_fleet
from .redis_server import RedisServer

EIGHT = (*KINDS, *KINDS, "sync", "sync")


def reserve(limiter: RedisLimiter, name: str = "a") -> float | None:
    wait = limiter.reserve(name)
    assert wait is None or isinstance(wait, float)
    return wait


def test_eight_processes_stay_under_the_limit_together(
    emulator: Emulator, redis: RedisServer
) -> None:
    with run_fleet(emulator, redis, EIGHT, per_second=20) as fleet:
        begun = emulator.clock.exactly()
        assert fleet.read(times=10, threads=5) == ["done"] * 80
    arrived = sorted(request.at for request in emulator.requests)
    assert len(arrived) == 81
    # However busy this machine is, no request leaves before its turn.
    for place, at in enumerate(arrived):
        assert at + 1 >= begun + place / 20


def test_places_are_given_one_after_the_other_by_the_clock_of_redis(redis: RedisServer) -> None:
    limiters = [RedisLimiter(redis.url, 10) for _ in range(3)]
    begun = monotonic()
    waits = [reserve(limiters[n % 3]) for n in range(30)]
    took = monotonic() - begun
    for n, wait in enumerate(waits):
        assert wait is not None
        assert n / 10 - took <= wait <= n / 10
    with redis.client() as client:
        assert 0 < client.pttl("portone_v1:{a}:limit") <= 3100
    for limiter in limiters:
        limiter.close()


def test_a_burst_leaves_at_once_and_nobody_waits_too_long(redis: RedisServer) -> None:
    limiter = RedisLimiter(redis.url, 0.1, burst=3, longest_wait=15)
    assert [reserve(limiter) for _ in range(3)] == [0, 0, 0]
    fourth = reserve(limiter)
    assert fourth == pytest.approx(10, abs=1)
    assert reserve(limiter) is None
    assert reserve(limiter) is None, "and who does not wait takes no place"
    assert reserve(limiter, "another account") == 0
    limiter.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("trouble", [RedisServer.freeze, RedisServer.kill])
def test_a_redis_in_trouble_holds_no_call_back(
    emulator: Emulator,
    own_redis: RedisServer,
    kind: str,
    trouble: Callable[[RedisServer], None],
) -> None:
    account = (emulator.api_key, emulator.api_secret)
    with closing(RedisLimiter(own_redis.url, 10_000, timeout=0.5)) as limiter:
        options: dict[str, Any] = {"base_url": emulator.base_url, "limiter": limiter}

        def blocking() -> None:
            with PortOne(*account, **options) as portone:
                portone.codes.list_banks()
                trouble(own_redis)
                portone.preparations.create(merchant_uid="o-1", amount=1000)
                portone.codes.list_banks()

        async def awaiting() -> None:
            async with AsyncPortOne(*account, **options) as portone:
                await portone.codes.list_banks()
                trouble(own_redis)
                await portone.preparations.create(merchant_uid="o-1", amount=1000)
                await portone.codes.list_banks()

        begun = monotonic()
        if kind == "sync":
            blocking()
        else:
            anyio.run(awaiting, backend=kind)
        assert monotonic() - begun < 3
    assert [request.status for request in emulator.requests] == [200] * 4
