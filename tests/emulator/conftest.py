"""One emulator for all tests of a worker, forgetful between them, its clock standing still."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portone_v1_emulator import Clock, Emulator

from .v1 import V1

NOW = 1_767_193_200  # 2026-01-01 00:00 in Korea


@pytest.fixture(scope="session")
def running() -> Iterator[Emulator]:
    with Emulator(clock=Clock(start=NOW, frozen=True)) as emulator:
        yield emulator


@pytest.fixture
def emulator(running: Emulator) -> Emulator:
    running.reset()
    return running


@pytest.fixture
def v1(emulator: Emulator) -> Iterator[V1]:
    with V1(emulator) as caller:
        yield caller
