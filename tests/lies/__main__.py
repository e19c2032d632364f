"""Search for lies: `python -m tests.lies --histories 100000 --jobs 2 --seed 1`.

Half of the histories are of clients that mark their writes. Of each that fails it prints the seed, with which
`--replay SEED --mode MODE` shows what happened.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Iterator
from typing import Any

from .axioms import ALL, NAMES
from .families import FAMILIES
from .history import Mode, Plan
from .reverted import RULES
from .search import UNDECIDED, Report, first_lie, search, shortest, trace

MODES: tuple[Mode, Mode] = ("marked", "unmarked")

_AT_ONCE = 250
"""Histories that one process makes before it reports."""

_SHOWN = 5


def main() -> int:
    """Search, and return 1 when there was a lie."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first history")
    parser.add_argument("--family", choices=[family.name for family in FAMILIES])
    parser.add_argument("--mode", choices=MODES)
    parser.add_argument("--replay", type=int, metavar="SEED", help="show one history")
    parser.add_argument(
        "--reverted", action="store_true", help="show where each reverted rule and axiom lies first"
    )
    arguments = parser.parse_args()
    if arguments.reverted:
        _show_reverted(arguments.histories)
        return 0
    if arguments.replay is not None:
        print(trace(arguments.replay, _plan(arguments.family, arguments.mode or "marked")))
        return 0
    return _search(arguments)


def _plan(family: str | None, mode: Mode) -> Plan:
    return Plan(tuple(each for each in FAMILIES if family in (None, each.name)), mode)


def _search(arguments: Any) -> int:
    begin = time.monotonic()
    report = Report()
    chunks = list(_chunks(arguments))
    if arguments.jobs == 1:
        for chunk in chunks:
            report.merge(_do(chunk))
    else:
        with multiprocessing.Pool(arguments.jobs) as pool:
            for done in pool.imap_unordered(_do, chunks):
                report.merge(done)
    took = time.monotonic() - begin
    _show(report, took)
    for seed, mode, fault in sorted(report.failing, key=lambda each: each[:2])[:_SHOWN]:
        plan = _plan(arguments.family, mode)
        print(f"\n{fault.kind}, which `--replay {seed} --mode {mode}` shows in whole:")
        print(trace(seed, shortest(seed, plan)))
    return 1 if report.failing else 0


def _chunks(arguments: Any) -> Iterator[tuple[str | None, Mode, int, int]]:
    modes: tuple[Mode, ...] = (arguments.mode,) if arguments.mode else MODES
    each = arguments.histories // len(modes)
    for start in range(0, each, _AT_ONCE):
        for mode in modes:
            yield arguments.family, mode, arguments.seed + start, min(_AT_ONCE, each - start)


def _do(chunk: tuple[str | None, Mode, int, int]) -> Report:
    family, mode, begin, count = chunk
    report = search(range(begin, begin + count), _plan(family, mode))
    report.alike = dict(report.alike)  # what makes the lists does not go to another process
    return report


def _show(report: Report, took: float) -> None:
    print(f"{report.histories:,} histories in {took:.0f} s: {report.histories / took:.0f} a second")
    print(f"{'':10}{'':10}{'happened':>14}{'did not':>14}{'unknown':>14}{'cannot know':>14}")
    for mode in MODES:
        for about in ("call", "resolve"):
            states = ("happened", "did_not_happen", "unknown", "cannot_know")
            counts = [report.statements[mode, about, state] for state in states]
            print(f"{mode:10}{about:10}" + "".join(f"{count:14,}" for count in counts))
    for mode in MODES:
        lies, resends = report.faults[mode, "lie"], report.faults[mode, "resend"]
        assumed = report.faults[mode, "assumption"]
        print(
            f"{mode}: {lies} lies, {assumed} that rest on the stated assumption, "
            f"{resends} writes sent again without protection"
        )
        for state in UNDECIDED:
            needless, judged = report.needless(mode, state)
            share = 100 * needless / judged if judged else 0.0
            print(f"  needless {state}: {share:.1f} % of {judged:,} that look like others")


def _show_reverted(histories: int) -> None:
    for rule in RULES:
        with rule.reverted():
            found = first_lie(range(histories), Plan(rule.families, rule.mode))
        print(f"{found[0] if found else None!s:>6}  {rule.name}", flush=True)
    for name in NAMES:
        found = first_lie(range(histories), Plan(axioms=ALL.without(name)))
        print(f"{found[0] if found else None!s:>6}  {name}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
