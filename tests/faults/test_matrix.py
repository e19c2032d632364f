"""Every operation under every fault: the error, its outcome, what reached the server, and the money that moved.

Then, when all is quiet, `resolve` must say what the books say. A part of the matrix is run each time; the
whole of it by `make faults`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, cast

import pytest
from _pytest.mark.structures import ParameterSet

from portone_v1 import ConnectError, PortOneError, Resolution
from portone_v1_api.calls import ErrorRule, ResolveRule
from portone_v1_api.operations import OPERATIONS

from .cases import CASES
from .clients import STYLES, Client, open_client
from .kinds import KINDS, LATE, Kind
from .trials import Trial

QUIET = 700
"""Seconds that are longer than the quiet period of every operation."""

SAMPLED = 4
"""One of so many cells of the matrix is run each time."""

styles = pytest.mark.parametrize("style", STYLES)
operations = pytest.mark.parametrize("operation", sorted(OPERATIONS))


def _matrix() -> Iterator[ParameterSet]:
    """Every operation, fault and style; one cell of four is run each time, each operation in both styles."""
    cells = product(enumerate(sorted(OPERATIONS)), enumerate(KINDS), enumerate(STYLES))
    for (row, operation), (column, kind), (layer, style) in cells:
        is_sampled = (row + column + 2 * layer) % SAMPLED == 0
        yield pytest.param(
            operation,
            kind,
            style,
            id=f"{operation}-{kind.name.replace(' ', '-')}-{style}",
            marks=() if is_sampled else pytest.mark.slow,
        )


EXPLAINED = [
    (name, rule)
    for name, operation in sorted(OPERATIONS.items())
    for rule in operation.errors
    if rule.status == 500
]


def test_every_operation_is_here() -> None:
    assert CASES.keys() == OPERATIONS.keys()


@pytest.mark.parametrize(("operation", "kind", "style"), list(_matrix()))
def test_a_fault(trial: Trial, kind: Kind) -> None:
    options = {"timeout": kind.timeout} if kind.timeout else {}
    resolution = None
    with open_client(trial.emulator, trial.style) as client:
        _get_token(trial, client)
        trial.emulator.fail(cast("Any", kind.fault), trial.operation, **kind.how)
        answer = client.call(trial.operation, trial.arguments, **options)
        trial.emulator.state.faults.disarm()
        moved, records = trial.moved, trial.after.records
        if isinstance(answer, PortOneError) and answer.attempt is not None:
            resolution = client.resolve(answer)
    does = kind.does_in(trial.operation)
    _check_answer(trial, kind, answer)
    assert trial.requests == kind.requests_of(trial.operation)
    assert moved == (trial.usual.moves if does else trial.nothing)
    if trial.effect == "write":
        assert (records != trial.before.records) == (does and trial.usual.changes)
    if resolution is not None:
        _check_inside_the_quiet_period(resolution, answer, does=does)
        _check_when_it_is_over(trial, kind, answer)


def _get_token(trial: Trial, client: Client) -> None:
    """Have the client get its token, so that nothing but the operation is asked for afterwards."""
    client.call("codes.list_banks", {})
    trial.emulator.requests.clear()


def _check_answer(trial: Trial, kind: Kind, answer: Any) -> None:
    expected = kind.error_of(trial.operation, trial.usual.result)
    if expected is None:
        assert type(answer) is type(trial.usual.result)
        return
    assert type(answer) is expected
    assert answer.outcome == kind.outcome(trial.effect)
    assert (answer.attempt is not None) == (trial.effect == "write")


def _check_inside_the_quiet_period(
    resolution: Resolution, error: PortOneError, *, does: bool
) -> None:
    """Nothing may be said that is not so, or that may still change."""
    if error.outcome == "rejected":
        assert resolution.state == "did_not_happen", "the refusal itself says it"
        return
    allowed = {"unknown", "cannot_know"} | ({"happened"} if does else set())
    assert resolution.state in allowed, resolution
    assert (resolution.retry_after is not None) == (resolution.state == "unknown")


def _check_when_it_is_over(trial: Trial, kind: Kind, error: PortOneError) -> None:
    """What is told then is what the books say."""
    assert error.attempt is not None
    assert trial.resolve is not None
    if kind.is_late:
        trial.emulator.advance(LATE)
        assert trial.moved == trial.usual.moves
    trial.emulator.advance(QUIET)
    resolution = trial.resolved_elsewhere(error.attempt)
    if trial.resolve.proof == "none":
        assert (resolution.state, resolution.reason) == ("cannot_know", trial.resolve.reason)
        return
    happened = kind.does or kind.is_late
    expected = {"happened"} if happened else _when_it_did_not_happen(trial.resolve)
    assert resolution.state in expected, resolution
    if happened and trial.resolve.proof != "absent":
        assert _outline(resolution.result) == _outline(trial.usual.result)


def _when_it_did_not_happen(rule: ResolveRule) -> set[str]:
    """What can be known of a write that was never done.

    A record that is there but differs may have been changed since, and what another write can undo may
    have been undone, unless the record shows that it is the old one.
    """
    if rule.proof == "present" and rule.closes == "quiet" and rule.protects is None:
        return {"cannot_know"}
    if rule.reversible or rule.perhaps:
        return {"cannot_know", "did_not_happen"}
    return {"did_not_happen"}


def _outline(result: Any) -> Any:
    """What two results of the same call have in common."""
    if isinstance(result, list):
        return [_outline(each) for each in result]
    told = ("merchant_uid", "amount", "status", "customer_uid", "schedule_status", "claim_status")
    return type(result), [getattr(result, name, None) for name in told]


@pytest.mark.parametrize("how", ["refused", "TLS"])
@operations
@styles
def test_no_connection(trial: Trial, how: str) -> None:
    emulator = trial.emulator
    if how == "TLS":
        tls = emulator.base_url.replace("http:", "https:")
        with open_client(emulator, trial.style, tls) as client:
            answer = client.call(trial.operation, trial.arguments)
    else:
        with open_client(emulator, trial.style) as client:
            _get_token(trial, client)
            with emulator.refusing_connections():
                answer = client.call(trial.operation, trial.arguments)
    assert type(answer) is ConnectError
    assert answer.outcome == "not_sent"
    assert trial.requests == 0
    assert trial.after == trial.before


@pytest.mark.parametrize(
    ("operation", "rule"), EXPLAINED, ids=[f"{name}-{rule.case}" for name, rule in EXPLAINED]
)
@styles
def test_a_500_that_the_contract_explains(trial: Trial, rule: ErrorRule) -> None:
    with open_client(trial.emulator, trial.style) as client:
        trial.emulator.fail("refuse", trial.operation, case=rule.case)
        answer = client.call(trial.operation, trial.arguments)
    is_known = trial.effect == "write" or rule.outcome == "rejected"
    assert type(answer).__name__ == rule.error
    assert answer.outcome == (rule.outcome if is_known else "no_answer")
    assert trial.requests == 1
    assert trial.moved == trial.nothing
    if trial.effect == "write":
        assert trial.after.records == trial.before.records
        trial.emulator.advance(QUIET)
        assert trial.resolved_elsewhere(answer.attempt).state in ("did_not_happen", "cannot_know")
