"""Make many histories, and count what was said in them."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .alike import appearance
from .history import History, Mode, Plan
from .oracle import Fault, Judge

ENOUGH = 10
"""Statements that look alike, of which it counts whether all have the same truth."""

UNDECIDED = ("unknown", "cannot_know")

_COLLECT_EVERY = 200


@dataclass
class Report:
    """What a number of histories came to."""

    histories: int = 0
    statements: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """By mode, where it was said, and state."""
    faults: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By mode and kind."""
    failing: list[tuple[int, Mode, Fault]] = field(default_factory=list)
    """The seed and the mode of each history with a lie or a resend, and what was wrong."""
    alike: dict[tuple[str, str, bytes], list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0, 0])
    )
    """Of what the client saw when it did not know, by mode and state: how often it was not done, and done."""

    def add(self, history: History, judge: Judge, found: list[Fault]) -> None:
        """Count one history."""
        self.histories += 1
        for said in history.statements:
            mode = "marked" if said.is_marked else "unmarked"
            self.statements[mode, said.about.partition(":")[0], said.state] += 1
            if said.attempt is not None and said.state in UNDECIDED:
                seen = self.alike[mode, said.state, appearance(said, said.attempt)]
                seen[bool(judge.of_marks(said.marks))] += 1
        for fault in found:
            self.faults[fault.mode, fault.kind] += 1
        wrong = [fault for fault in found if fault.kind != "assumption"]
        if wrong:
            self.failing.append((history.seed, history.plan.mode, wrong[0]))

    def merge(self, other: Report) -> None:
        """Count what another process has counted."""
        self.histories += other.histories
        self.statements += other.statements
        self.faults += other.faults
        self.failing += other.failing
        for key, (not_done, done) in other.alike.items():
            self.alike[key][0] += not_done
            self.alike[key][1] += done

    def needless(self, mode: str, state: str) -> tuple[int, int]:
        """Return how many undecided verdicts could have been decided, of how many that can be judged.

        A verdict can be judged when at least `ENOUGH` of them look the same to the client. When all of those
        have the same truth, the client could have told.
        """
        groups = [
            seen
            for (its_mode, its_state, _), seen in self.alike.items()
            if (its_mode, its_state) == (mode, state) and sum(seen) >= ENOUGH
        ]
        return sum(sum(seen) for seen in groups if 0 in seen), sum(map(sum, groups))


def run(seed: int, plan: Plan) -> tuple[History, Judge, list[Fault]]:
    """Make one history and judge it."""
    history = History(seed, plan)
    history.run()
    judge = Judge(history)
    return history, judge, judge.faults()


def search(seeds: Iterable[int], plan: Plan) -> Report:
    """Make a history of each seed."""
    report = Report()
    gc.disable()
    try:
        for number, seed in enumerate(seeds):
            if number % _COLLECT_EVERY == _COLLECT_EVERY - 1:
                gc.collect()
            report.add(*run(seed, plan))
    finally:
        gc.enable()
    return report


def first_lie(seeds: Iterable[int], plan: Plan) -> tuple[int, Fault] | None:
    """Return the first seed whose history has a lie or an unprotected resend, and what is wrong."""
    for seed in seeds:
        wrong = _wrong(run(seed, plan)[2])
        if wrong:
            return seed, wrong[0]
    return None


def shortest(seed: int, plan: Plan) -> Plan:
    """Return the plan whose history of that seed ends as soon as it has a lie."""
    for steps in range(1, plan.steps[1] + 1):
        short = replace(plan, end_after=steps)
        if _wrong(run(seed, short)[2]):
            return short
    return plan


def trace(seed: int, plan: Plan) -> str:
    """Return what happens by a seed, line by line, and what is wrong with it."""
    history, _, found = run(seed, plan)
    lines = [f"seed {seed}, {plan.mode}, about {history.family.name}"]
    lines += [f"{at:>9.1f}  {text}" for at, text in history.world.log]
    lines += [f"{fault.kind.upper()}: {fault.operation}: {fault.text}" for fault in found]
    return "\n".join(lines)


def _wrong(found: list[Fault]) -> list[Fault]:
    return [fault for fault in found if fault.kind != "assumption"]
