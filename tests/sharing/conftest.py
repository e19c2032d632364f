"""One Redis and one emulator for all tests of a worker, both forgetful between them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from portone_v1_emulator import Clock, Emulator

from .redis_server import RedisServer

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")

NOW = 1_767_193_200  # 2026-01-01 00:00 in Korea


@pytest.fixture(scope="session")
def running_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def redis(running_redis: RedisServer) -> RedisServer:
    running_redis.empty()
    return running_redis


@pytest.fixture
def own_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A Redis that the test may kill."""
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(scope="session")
def running() -> Iterator[Emulator]:
    with Emulator(clock=Clock(start=NOW)) as emulator:
        yield emulator


@pytest.fixture
def emulator(running: Emulator) -> Emulator:
    running.reset()
    return running
