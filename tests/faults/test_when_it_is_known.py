"""When each write whose answer was lost is known to be done, or declined, with nothing else in the way.

The table of docs/lost-answers.md says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from docs.tables import when_declined, when_done, when_never_arrived
from emulator.scenarios.refunds import LACKS_FUNDS
from emulator.scenarios.shop import open_shop

from portone_v1 import Attempt, Declined, NoAnswer, PortOneError, Resolution
from portone_v1_api.operations import OPERATIONS
from portone_v1_emulator import Emulator
from portone_v1_emulator.core.faults import FaultKind

from .books import books
from .cases import arguments_of
from .clients import STYLES, Client, Style, open_client

RESOLVABLE = sorted(
    name for name, each in OPERATIONS.items() if each.resolve and each.resolve.reads
)
QUIET = 700
"""Seconds that are longer than the quiet period of every operation."""

styles = pytest.mark.parametrize("style", STYLES)
marks = pytest.mark.parametrize("mark", [False, True], ids=["unmarked", "marked"])


@pytest.fixture
def client(emulator: Emulator, style: Style) -> Iterator[Client]:
    with open_client(emulator, style) as made:
        yield made


def prepared(emulator: Emulator, operation: str) -> dict[str, Any]:
    """The arguments of an operation, in a shop that was prepared for it minutes ago."""
    with open_shop(emulator, "sync") as shop:
        arguments = arguments_of(operation, shop)
    emulator.advance(150)
    return arguments


def lost(
    emulator: Emulator, client: Client, operation: str, arguments: dict[str, Any], *, mark: bool
) -> Attempt:
    """The attempt of a write that was done, and whose answer was lost."""
    emulator.fail("drop_after", operation)
    error = client.call(operation, arguments, mark=mark)
    assert isinstance(error, NoAnswer)
    assert error.attempt is not None
    return error.attempt


def when_quiet(emulator: Emulator, style: Style, attempt: Attempt) -> Resolution:
    """What another process finds out once nothing may come of it any more."""
    emulator.advance(QUIET)
    with open_client(emulator, style) as another:
        return another.resolve(Attempt.from_json(attempt.to_json()))


@styles
@marks
@pytest.mark.parametrize("operation", RESOLVABLE)
def test_a_write_that_was_done(
    emulator: Emulator, client: Client, style: Style, operation: str, mark: bool
) -> None:
    arguments = prepared(emulator, operation)
    attempt = lost(emulator, client, operation, arguments, mark=mark)
    resolution = client.resolve(attempt)
    if when_done(OPERATIONS[operation], marked=mark) == "at once":
        assert resolution.state == "happened", resolution
    else:
        assert resolution.state == "unknown", resolution
    assert when_quiet(emulator, style, attempt).state == "happened"


def test_how_many_are_known_at_once() -> None:
    for marked in (False, True):
        at_once = [
            name for name in RESOLVABLE if when_done(OPERATIONS[name], marked=marked) == "at once"
        ]
        assert (len(at_once), len(RESOLVABLE)) == (27 if marked else 26, 39)


@styles
@marks
@pytest.mark.parametrize("operation", RESOLVABLE)
def test_a_write_that_never_arrived(
    emulator: Emulator, client: Client, style: Style, operation: str, mark: bool
) -> None:
    arguments = prepared(emulator, operation)
    emulator.fail("drop_before", operation)
    error = client.call(operation, arguments, mark=mark)
    assert isinstance(error, NoAnswer)
    assert error.attempt is not None
    assert client.resolve(error).state == "unknown"
    known = when_never_arrived(OPERATIONS[operation])
    state = "cannot_know" if known == "`cannot_know`" else "did_not_happen"
    assert when_quiet(emulator, style, error.attempt).state == state


@styles
@pytest.mark.parametrize(
    "operation",
    [
        name
        for name in RESOLVABLE
        if when_never_arrived(OPERATIONS[name]) == "`cannot_know`" and name != "billing_keys.issue"
    ],
)
def test_a_write_that_cannot_be_known_changes_nothing_when_sent_again(
    emulator: Emulator, client: Client, operation: str
) -> None:
    arguments = prepared(emulator, operation)
    before = books(emulator)
    lost(emulator, client, operation, arguments, mark=False)
    after = books(emulator)
    assert after != before
    client.call(operation, arguments)
    assert books(emulator) == after


@styles
@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
def test_revoking_every_schedule_of_a_customer_is_never_known(
    emulator: Emulator, client: Client, style: Style, fault: FaultKind
) -> None:
    arguments = prepared(emulator, "subscribe.unschedule") | {"merchant_uids": "all"}
    arguments["customer_uid"] = "c-1"
    emulator.fail(fault, "subscribe.unschedule")
    error = client.call("subscribe.unschedule", arguments)
    assert isinstance(error, NoAnswer)
    assert error.attempt is not None
    assert client.resolve(error).state == "cannot_know"
    assert when_quiet(emulator, style, error.attempt).state == "cannot_know"


@styles
def test_revoking_right_after_scheduling_is_known_once_it_is_quiet(
    emulator: Emulator, client: Client, style: Style
) -> None:
    client.call("subscribe.schedule", prepared(emulator, "subscribe.schedule"))
    both = {"customer_uid": "c-1", "merchant_uids": ["s-1", "s-2"]}
    attempt = lost(emulator, client, "subscribe.unschedule", both, mark=False)
    assert client.resolve(attempt).state == "unknown"
    emulator.advance(QUIET)
    assert client.resolve(attempt).state == "happened"


@styles
@pytest.mark.parametrize("mark", [False, True])
def test_two_cancels_within_minutes_are_told_apart_by_their_marks_alone(
    emulator: Emulator, client: Client, style: Style, mark: bool
) -> None:
    cancel = prepared(emulator, "payments.cancel") | {"amount": 300, "checksum": 10_000}
    attempt = lost(emulator, client, "payments.cancel", cancel, mark=mark)
    client.call("payments.cancel", cancel | {"checksum": 9_700}, mark=mark)
    assert client.resolve(attempt).state == ("happened" if mark else "unknown")
    state = "happened" if mark else "cannot_know"
    emulator.advance(QUIET)
    assert client.resolve(attempt).state == state


DECLINED: dict[str, dict[str, Any]] = {
    "subscribe.onetime": {"card_number": LACKS_FUNDS},
    "subscribe.foreign": {"card_number": LACKS_FUNDS},
    "subscribe.again": {"amount": 900_301},
}


@styles
@marks
@pytest.mark.parametrize("operation", sorted(DECLINED))
def test_a_charge_that_was_declined(
    emulator: Emulator, client: Client, style: Style, operation: str, mark: bool
) -> None:
    if not mark:
        # V1 shows the User-Agent of a charge, which carries the mark: only where it does not, is none known.
        emulator.state.assumptions.choose("user_agent_of_charges", "fixed")
    arguments = prepared(emulator, operation) | DECLINED[operation]
    attempt = lost(emulator, client, operation, arguments, mark=mark)
    resolution = client.resolve(attempt)
    if when_declined(OPERATIONS[operation], marked=mark) == "at once":
        assert resolution.state == "did_not_happen", resolution
        assert isinstance(resolution.error, Declined)
    else:
        assert resolution.state == "unknown", resolution
    assert when_quiet(emulator, style, attempt).state == "did_not_happen"


@styles
def test_a_cancel_without_a_checksum_is_known_by_its_mark_alone(
    emulator: Emulator, client: Client, style: Style
) -> None:
    arguments = prepared(emulator, "payments.cancel")
    del arguments["checksum"]
    for mark, state in ((False, "cannot_know"), (True, "happened")):
        attempt = lost(emulator, client, "payments.cancel", arguments, mark=mark)
        assert client.resolve(attempt).state == state
        assert when_quiet(emulator, style, attempt).state == state


@styles
def test_another_process_is_declined_while_ours_is_under_way(
    emulator: Emulator, client: Client, style: Style
) -> None:
    order = prepared(emulator, "subscribe.onetime")
    emulator.fail("late", "subscribe.onetime", seconds=20)
    error = client.call("subscribe.onetime", order)
    assert isinstance(error, PortOneError)
    with open_client(emulator, style) as another:
        declined = another.call("subscribe.onetime", order | {"card_number": LACKS_FUNDS})
    assert isinstance(declined, Declined)
    assert client.resolve(error).state == "unknown"
    emulator.advance(25)
    assert client.resolve(error).state == "happened"
