"""An emulator whose clock stands still, and a shop that calls it with either client."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from emulator.scenarios.shop import Kind, Shop, open_shop

from portone_v1_emulator import Clock, Emulator

NOW = 1_767_193_200  # 2026-01-01 00:00 in Korea


@pytest.fixture(scope="session")
def running() -> Iterator[Emulator]:
    with Emulator(clock=Clock(start=NOW, frozen=True)) as emulator:
        yield emulator


@pytest.fixture
def emulator(running: Emulator) -> Emulator:
    running.reset()
    return running


@pytest.fixture(params=["sync", "async"])
def shop(request: pytest.FixtureRequest, emulator: Emulator) -> Iterator[Shop]:
    with open_shop(emulator, cast("Kind", request.param)) as opened:
        yield opened
