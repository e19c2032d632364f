"""Mutation testing of the contract's `x-resolve`: `make contract-mutants`.

Each entry of each write's rule is removed or changed, in memory, and the tests of the rules are run. A mutant
that they do not notice survives, and is printed. Those in `EQUIVALENT` change nothing that could be seen.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).parents[1]
TESTS = [ROOT / "tests/overlay/test_resolve_rules.py"]
PROCESSES = 2


class Mutant(NamedTuple):
    """A changed operation, and what was changed."""

    operation: str
    change: str
    changed: Any


_UNAMBIGUOUS = (
    "its claim holds the same for any writer, and no write of its kind needs to be told apart"
)

_NEVER_NEW = "nothing in its record shows that it is new, so that the record alone closes nothing"

EQUIVALENT: dict[str, str] = {
    r"(certifications\.\w+|escrows\.register|preparations\.\w+): record .*": _UNAMBIGUOUS,
    r"(naver|tiers)\.\w+: record .*": _UNAMBIGUOUS,
    r"subscribe\.(schedule|update_schedule|reschedule|unschedule): record .*": _UNAMBIGUOUS,
    r"subscribe\.retry_schedule: touches .*'schedule'.*'merchant_uid'.*": _UNAMBIGUOUS,
    r"(preparations|tiers|vbanks)\.(create|update): closes record": _NEVER_NEW,
    r"subscribe\.(schedule|update_schedule|reschedule): closes record": _NEVER_NEW,
    r"payments\.cancel: match without amount": "the amounts of rows are compared in a way of their own",
    r"billing_keys\.delete: reversible True": "its field shows whether the key was made anew",
}
"""Mutants that nobody can notice, by a pattern of their names, and why."""


def mutants() -> Iterator[Mutant]:
    """Every rule with one thing removed or changed."""
    from portone_v1_api.operations import OPERATIONS

    for name, operation in sorted(OPERATIONS.items()):
        if operation.resolve is None or not operation.resolve.reads:
            continue
        for change, rule in _changes(operation.resolve):
            yield Mutant(name, change, operation._replace(resolve=rule))
        not_final = operation.declined and operation.declined.not_final
        if operation.declined and not_final:
            for change, fewer in _without_values("not_final", not_final):
                declined = operation.declined._replace(not_final=fewer)
                yield Mutant(name, change, operation._replace(declined=declined))


def _changes(rule: Any) -> Iterator[tuple[str, Any]]:
    for field in ("match", "where"):
        for key in getattr(rule, field):
            fewer = {k: v for k, v in getattr(rule, field).items() if k != key}
            yield f"{field} without {key}", rule._replace(**{field: fewer})
    for key, values in rule.where.items():
        for value in values if len(values) > 1 else ():
            left = tuple(each for each in values if each != value)
            yield f"where {key} without {value}", rule._replace(where=rule.where | {key: left})
    for field in ("values", "beside", "perhaps", "ended", "touches"):
        for value in getattr(rule, field):
            left = tuple(each for each in getattr(rule, field) if each != value)
            yield f"{field} without {value}", rule._replace(**{field: left})
    for field in ("field", "inside", "began", "since", "mark"):
        if getattr(rule, field):
            yield f"no {field}", rule._replace(**{field: ""})
    for field in ("protects", "again", "reason"):
        if getattr(rule, field):
            yield f"no {field}", rule._replace(**{field: None})
    yield from _changed_choices(rule)
    yield "half of quiet", rule._replace(quiet=rule.quiet // 2)
    yield "twice quiet", rule._replace(quiet=rule.quiet * 2)
    yield "record of its own", rule._replace(record="another")
    if rule.later:
        for change, later in _without_values("later", rule.later):
            yield change, rule._replace(later=later)
    yield from _changed_reads(rule)


def _changed_choices(rule: Any) -> Iterator[tuple[str, Any]]:
    for closes in ("state", "record", "quiet"):
        # What is gone closes nothing at once, whatever the rule says.
        if closes != rule.closes and rule.proof not in ("payment", "cancellation", "absent"):
            yield f"closes {closes}", rule._replace(closes=closes)
    if rule.proof == "newer" and rule.closes == "record":
        claim = "record" if rule.claim == "state" else "state"
        yield f"claim {claim}", rule._replace(claim=claim)
    if rule.proof not in ("payment", "cancellation"):
        yield f"reversible {not rule.reversible}", rule._replace(reversible=not rule.reversible)


def _changed_reads(rule: Any) -> Iterator[tuple[str, Any]]:
    for number, read in enumerate(rule.reads):
        rest = rule.reads[:number], rule.reads[number + 1 :]
        yield f"no read by {read.operation}", rule._replace(reads=rest[0] + rest[1])
        for name in read.also:
            fewer: Mapping[str, Any] = {k: v for k, v in read.also.items() if k != name}
            changed = read._replace(also=fewer)
            yield (
                f"{read.operation} without {name}",
                rule._replace(reads=(*rest[0], changed, *rest[1])),
            )


def _without_values(name: str, rule: Any) -> Iterator[tuple[str, Any]]:
    yield f"no {name}", None
    for value in rule.values:
        left = tuple(each for each in rule.values if each != value)
        yield f"{name} without {value}", rule._replace(values=left)


def put_in_place(mutant: Mutant) -> None:
    """Let the client use the mutant in place of the operation."""
    from portone_v1_api.operations import OPERATIONS

    original = OPERATIONS[mutant.operation]
    resource = mutant.operation.partition(".")[0]
    module = import_module(f"portone_v1_api.operations.{resource}")
    for name, value in list(vars(module).items()):
        if value is original:
            setattr(module, name, mutant.changed)
    if OPERATIONS[mutant.operation] is not mutant.changed:
        raise RuntimeError(f"{mutant.operation} was not replaced")


class Runner:
    """A pytest plugin that collects the tests once, and runs them in a process of its own for each mutant."""

    def __init__(self, chosen: list[Mutant]) -> None:
        self.chosen = chosen
        self.survivors: list[Mutant] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Replace the usual run."""
        broken = [item.nodeid for item in session.items if _fails(item)]
        if broken:
            raise SystemExit(f"fails without a mutant: {broken[0]}")
        running: dict[int, Mutant] = {}
        waiting = list(reversed(self.chosen))
        while waiting or running:
            while waiting and len(running) < PROCESSES:
                mutant = waiting.pop()
                process = os.fork()
                if process == 0:
                    _end_with(mutant, session.items)
                running[process] = mutant
            process, status = os.wait()
            mutant = running.pop(process)
            code = os.waitstatus_to_exitcode(status)
            if code == SURVIVES:
                self.survivors.append(mutant)
            elif code != NOTICED:
                raise SystemExit(f"{mutant.operation}: {mutant.change}: ended with {code}")
        return True


NOTICED, SURVIVES, BROKEN = 0, 1, 2


def _end_with(mutant: Mutant, items: list[pytest.Item]) -> NoReturn:
    """End this process with what becomes of a mutant."""
    code = BROKEN
    try:
        put_in_place(mutant)
        concerned = [item for item in items if mutant.operation in _operations_of(item)]
        general = [item for item in items if not _operations_of(item)]
        code = NOTICED if any(map(_fails, concerned + general)) else SURVIVES
    finally:
        os._exit(code)


def _operations_of(item: pytest.Item) -> set[Any]:
    """The operations that a test is about; none for one that names its own."""
    parameters: dict[str, Any] = getattr(getattr(item, "callspec", None), "params", {})
    return {parameters[name] for name in ("operation", "rival") if name in parameters}


def _fails(item: pytest.Item) -> bool:
    reports = runtestprotocol(item, nextitem=None, log=False)
    return any(report.failed for report in reports)


def main() -> None:
    """Try every mutant, or those of the operations that the arguments name, and print those that survive."""
    chosen = [each for each in mutants() if not sys.argv[1:] or each.operation in sys.argv[1:]]
    began = time.monotonic()
    runner = Runner(chosen)
    arguments = ["-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:terminal", *map(str, TESTS)]
    code = pytest.main(arguments, plugins=[runner])
    if code != 0:
        sys.exit(f"pytest ended with {code}")
    sys.exit(_report(chosen, runner.survivors, time.monotonic() - began))


def _report(chosen: list[Mutant], survivors: list[Mutant], seconds: float) -> bool:
    explained = 0
    for mutant in survivors:
        name = f"{mutant.operation}: {mutant.change}"
        if any(re.fullmatch(pattern, name) for pattern in EQUIVALENT):
            explained += 1
        else:
            print(f"survives: {name}")
    left = len(survivors) - explained
    print(
        f"{len(chosen)} mutants of the contract in {seconds:.0f} s: "
        f"{len(chosen) - len(survivors)} noticed, {explained} equivalent, {left} survive"
    )
    return bool(left)


if __name__ == "__main__":
    main()
