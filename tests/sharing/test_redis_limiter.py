"""A limit that a fleet shares through a real Redis."""

from __future__ import annotations

from time import monotonic

import pytest

from portone_v1.redis_limiter import RedisLimiter
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
