"""One emulator for all tests of a worker, forgetful between them. Its clock runs: clients count by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

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
def trial(
    emulator: Emulator,
    style: Style,
    operation: str,
    record_property: Callable[[str, object], None],
) -> Iterator[Trial]:
    made = Trial(emulator, style, operation)
    yield made
    record_property("tally", made.tally)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What all of it came to. A wrong outcome is a test that fails."""
    tally: Counter[str] = Counter()
    for report in terminalreporter.getreports(""):  # those of what comes after a test
        counted = dict(report.user_properties).get("tally")
        if counted is not None:
            tally.update(counted)
            tally["calls"] += 1
    if tally:
        terminalreporter.write_line(
            f"{tally['calls']:,} calls under faults, {tally['requests']:,} requests that reached the "
            f"server, {tally['resolved']:,} attempts resolved; {tally['payments']:,} charges and "
            f"{tally['cancels']:,} cancels made; double charges {tally['double']}, "
            f"wrong outcomes {len(terminalreporter.getreports('failed'))}"
        )
