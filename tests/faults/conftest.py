"""One emulator for all tests of a worker, forgetful between them. Its clock runs: clients count by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from emulator.conftest import NOW

from portone_v1_emulator import Clock, Emulator

from .clients import Style
from .trials import Trial


@pytest.fixture(scope="session")
def running() -> Iterator[Emulator]:
    with Emulator(clock=Clock(start=NOW)) as emulator:
        yield emulator


@pytest.fixture
def emulator(running: Emulator) -> Emulator:
    running.reset()
    return running


@pytest.fixture
def trial(emulator: Emulator, style: Style, operation: str) -> Trial:
    return Trial(emulator, style, operation)
