"""Pytest fixtures: `portone_emulator`, a fresh emulator for each test.

    def test_checkout(portone_emulator):
        portone = PortOne(
            portone_emulator.api_key, portone_emulator.api_secret, base_url=portone_emulator.base_url
        )
        ...

One server serves all tests of a worker, and is reset before each of them. Override
`portone_emulator_options` to start it with arguments of `Emulator`.

Pytest loads this in every run of everybody who has the client installed. So it imports nothing but pytest
until a test asks for the fixture: what the emulator stands on may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

from .extra import MissingExtra, load

if TYPE_CHECKING:
    from .emulator import Emulator


@pytest.fixture(scope="session")
def portone_emulator_options() -> dict[str, Any]:
    """The arguments of the `Emulator` that `portone_emulator` gives. Override it, in conftest.py say."""
    return {}


@pytest.fixture(scope="session")
def _portone_emulator_of_all(portone_emulator_options: dict[str, Any]) -> Iterator[Emulator]:
    if not isinstance(portone_emulator_options, Mapping):
        pytest.fail(
            "the fixture portone_emulator_options must return a dict of arguments of Emulator, such as "
            f'{{"tiers": ["AB1"]}}, not {portone_emulator_options!r}',
            pytrace=False,
        )
    try:
        made: Emulator = load("emulator").Emulator(**portone_emulator_options)
    except MissingExtra as missing:
        pytest.fail(str(missing), pytrace=False)
    except (TypeError, ValueError) as error:
        pytest.fail(f"portone_emulator_options: {error}", pytrace=False)
    with made as emulator:
        yield emulator


@pytest.fixture
def portone_emulator(_portone_emulator_of_all: Emulator) -> Emulator:
    """A local PortOne V1 that remembers nothing of other tests."""
    _portone_emulator_of_all.reset()
    return _portone_emulator_of_all
