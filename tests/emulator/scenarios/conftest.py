"""Every scenario runs with both clients, and says which operations and refusals it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest

from portone_v1_emulator import Emulator
from portone_v1_emulator.core import contract
from portone_v1_emulator.core.state import Received

from .rows import answers
from .shop import Kind, Shop, open_shop


@pytest.fixture(params=["sync", "async"])
def shop(request: pytest.FixtureRequest, emulator: Emulator) -> Iterator[Shop]:
    with open_shop(emulator, cast("Kind", request.param)) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _shows_what_it_says(request: pytest.FixtureRequest, emulator: Emulator) -> Iterator[None]:
    """`@pytest.mark.covers(operation, case)`: the emulator must have answered with that row in this test.

    Without a case, it must have answered yes.
    """
    yield
    for mark in request.node.iter_markers("covers"):
        operation, case = (*mark.args, None)[:2]
        received = [each for each in emulator.requests if each.operation == operation]
        assert any(_shows(each, case) for each in received), f"{operation} {case}: not answered so"


def _shows(received: Received, case: str | None) -> bool:
    if received.operation is None:
        return False
    if case is None:
        return received.code == 0
    operation = contract.load().operations[received.operation]
    return answers(operation.error(case), received)
