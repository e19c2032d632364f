"""Make many histories, and count what was said in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .history import History, Plan
from .oracle import Fault, Judge


@dataclass
class Report:
    """What a number of histories came to."""

    histories: int = 0
    statements: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """By mode, where it was said, and state."""
    faults: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By mode and kind."""
    failing: list[tuple[int, str, Fault]] = field(default_factory=list)
    """The seed and the mode of each history with a lie or a resend, and what was wrong."""

    def add(self, seed: int, history: History, found: list[Fault]) -> None:
        """Count one history."""
        self.histories += 1
        for said in history.statements:
            mode = "marked" if said.is_marked else "unmarked"
            self.statements[mode, said.about.partition(":")[0], said.state] += 1
        for fault in found:
            self.faults[fault.mode, fault.kind] += 1
        wrong = [fault for fault in found if fault.kind != "assumption"]
        if wrong:
            self.failing.append((seed, history.plan.mode, wrong[0]))

    def merge(self, other: Report) -> None:
        """Count what another process has counted."""
        self.histories += other.histories
        self.statements += other.statements
        self.faults += other.faults
        self.failing += other.failing


def run(seed: int, plan: Plan) -> tuple[History, list[Fault]]:
    """Make one history and judge it."""
    history = History(seed, plan)
    history.run()
    return history, Judge(history).faults()


def search(seeds: Iterable[int], plan: Plan) -> Report:
    """Make a history of each seed."""
    report = Report()
    for seed in seeds:
        history, found = run(seed, plan)
        report.add(seed, history, found)
    return report


def first_lie(seeds: Iterable[int], plan: Plan) -> tuple[int, History, Fault] | None:
    """Return the first history in which there is a lie or an unprotected resend."""
    for seed in seeds:
        history, found = run(seed, plan)
        wrong = [fault for fault in found if fault.kind != "assumption"]
        if wrong:
            return seed, history, wrong[0]
    return None


def trace(history: History, found: Iterable[Fault]) -> str:
    """Return what happened, line by line, and what is wrong with it."""
    lines = [f"seed {history.seed}, {history.plan.mode}: {history.family.name}"]
    lines += [f"{at:>9.1f}  {text}" for at, text in history.world.log]
    lines += [f"{fault.kind.upper()}: {fault.operation}: {fault.text}" for fault in found]
    return "\n".join(lines)
