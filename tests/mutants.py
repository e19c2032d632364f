"""Mutation testing of what decides whether a payment was made: `make mutants`.

mutmut changes one small thing at a time in the modules of `SUITES`, and runs the tests of each; a mutant
that neither they nor the type checker notice survives, and is printed. Those in `EQUIVALENT` change nothing
that could be seen, for the reason given there. `python tests/mutants.py resolve/evidence` mutates one module.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "mutants"
MUTMUT = Path(sys.executable).with_name("mutmut")

LAID_OUT = {"src": "overlays", "tests": "tests"}
"""What mutmut looks for, and where it is."""


class Suite(NamedTuple):
    """Modules that are mutated, and the tests that should notice: those that are about them.

    Each mutant runs all tests of its suite that reach it, so these are few.
    """

    modules: tuple[str, ...]
    tests: tuple[str, ...]


SUITES = (
    Suite(
        ("core/clock",), ("overlay/test_clock", "overlay/test_stamping", "sharing/test_token_store")
    ),
    Suite(("resolve/evidence",), ("overlay/test_evidence", "overlay/test_resolve_rules")),
    Suite(("resolve/marks",), ("overlay/test_evidence", "overlay/test_marks")),
    Suite(
        ("resolve/look_ups", "resolve/recent_writes", "resolve/stamping"),
        (
            "overlay/test_client_options",
            "overlay/test_marks",
            "overlay/test_other_calls",
            "overlay/test_recent_writes",
            "overlay/test_resolve",
            "overlay/test_resolve_option",
            "overlay/test_resolve_rules",
            "overlay/test_resolve_subjects",
            "overlay/test_stamping",
        ),
    ),
    Suite(
        ("core/classify", "core/pending", "core/retry", "core/session", "resolve/writes"),
        (
            "client/test_paging",
            "overlay/test_call_log",
            "overlay/test_contradictions",
            "overlay/test_errors",
            "overlay/test_hooks",
            "overlay/test_other_calls",
            "overlay/test_outcomes",
            "overlay/test_redaction",
            "overlay/test_resolve_option",
            "overlay/test_retries",
            "overlay/test_stamping",
            "overlay/test_tier",
            "overlay/test_token_life",
            "overlay/test_two_shapes",
            "sharing/test_limiter",
            "sharing/test_token_store",
        ),
    ),
)

NOTICED = ("killed", "timeout", "caught by type check")

EQUIVALENT = {
    """\
- if silence > quiet:
+ if silence >= quiet:""": "no time that is measured is so even",
    """\
- payment = next((model for model in models if model.raw is record), None)
+ payment = next((model for model in models if model.raw is record), )""": (
        "the record is always one of theirs"
    ),
    """\
- {name: value[index] if isinstance(value, list) else value for name, value in given.items()}
+ {name: value[index] if (isinstance(value, list)) or True else value for name, value in given.items()}""": (
        "no look-up of several things has an argument that is one for all"
    ),
    """\
- resource, _, method = read.operation.partition(".")
+ resource, _, method = read.operation.rpartition(".")""": "an operation's name has one dot",
    """\
- raise ValueError(name)  # NaN and Infinity are not JSON
+ raise ValueError(None)  # NaN and Infinity are not JSON""": "its words are never shown",
    """\
- return b32encode(token_bytes(8)).decode().lower()[:12]
+ return b32encode(token_bytes(None)).decode().lower()[:12]""": "what is more is cut",
    """\
- return b32encode(token_bytes(8)).decode().lower()[:12]
+ return b32encode(token_bytes(9)).decode().lower()[:12]""": "what is more is cut",
    """\
- raise ValueError(name)  # NaN and Infinity are no JSON
+ raise ValueError(None)  # NaN and Infinity are no JSON""": "its words are never shown",
    """\
- def _is_older(record: Record, field: str, attempt: Attempt, inside: str = "") -> bool:
+ def _is_older(record: Record, field: str, attempt: Attempt, inside: str = "XXXX") -> bool:""": (
        "no record has a field of either name"
    ),
    """\
- def _is_new(record: Record, field: str, attempt: Attempt, inside: str = "") -> bool:
+ def _is_new(record: Record, field: str, attempt: Attempt, inside: str = "XXXX") -> bool:""": (
        "no record has a field of either name"
    ),
    """\
- inquiry: Inquiry, reason: str, records: Sequence[Record], *, is_new: bool = False
+ inquiry: Inquiry, reason: str, records: Sequence[Record], *, is_new: bool = True""": (
        "no rule of `present` is closed by its record alone"
    ),
    """\
- record: Record, field: str, attempt: Attempt, inside: str = ""
+ record: Record, field: str, attempt: Attempt, inside: str = "XXXX\"""": (
        "no record has a field of either name"
    ),
    """\
- def _is_meant(rule: ResolveRule, record: Record, but: str = "") -> bool:
+ def _is_meant(rule: ResolveRule, record: Record, but: str = "XXXX") -> bool:""": (
        "no record has a field of either name"
    ),
    """\
- (cast("Decimal", _number(row.get("amount"))) for row in rows), Decimal()
- )
+ (cast("Decimal", _number(row.get("amount"))) for row in rows), )""": "0 is as good",
    """\
- ours, theirs = ([c for c in text if c.isalnum() or c in "*•"] for text in (wanted, found))
+ ours, theirs = ([c for c in text if c.isalnum() or c in "XX*•XX"] for text in (wanted, found))""": (
        "X is alphanumeric"
    ),
    """\
- return all(a == b for a, b in zip(ours, theirs, strict=True) if a.isdigit() and b.isdigit())
+ return all(a == b for a, b in zip(ours, theirs, ) if a.isdigit() and b.isdigit())""": (
        "both are of one length"
    ),
    """\
- return all(a == b for a, b in zip(ours, theirs, strict=True) if a.isdigit() and b.isdigit())
+ return all(a == b for a, b in zip(ours, theirs, strict=False) if a.isdigit() and b.isdigit())""": (
        "both are of one length"
    ),
    """\
- return cast("dict[str, Any]", data) if isinstance(data, dict) else None
+ return cast(None, data) if isinstance(data, dict) else None""": "cast does nothing",
    """\
- return cast("int | Decimal | str | None", call.sent("amount"))
+ return cast(None, call.sent("amount"))""": "cast does nothing",
    """\
- rule = cast("Page", call.operation.page)
+ rule = cast("page", call.operation.page)""": "cast does nothing",
    """\
- return 0.0  # of no use here: no range is cut
+ return 1.0  # of no use here: no range is cut""": "nothing calls it: no look-up pages through a range",
    """\
- payload = cast("list[object]", items)
+ payload = cast(None, items)""": "cast does nothing",
    """\
- if doubt and stamped_at.longest_since(doubt.since) > stamping.LONGEST_DOUBT:
+ if doubt and stamped_at.longest_since(doubt.since) >= stamping.LONGEST_DOUBT:""": (
        "no time that is measured is so even"
    ),
    """\
- return self._time.moment().longest_since(stamped_at) > longest
+ return self._time.moment().longest_since(stamped_at) >= longest""": (
        "no time that is measured is so even"
    ),
    """\
- place = (yield from stamping.place_of_mark(self, call, options)) if write else ""
+ place = (yield from stamping.place_of_mark(self, call, options)) if (write) or True else ""\
""": "no read has an argument that can carry a mark",
    """\
- return time.monotonic() if self._id is None else time.clock_gettime(self._id)
+ return time.monotonic() if (self._id is None) or True else time.clock_gettime(self._id)""": (
        "no machine that runs the tests has been suspended"
    ),
    """\
- names = resource_keys(call.operation.resolve, options.tier, given)[0].names
+ names = resource_keys(call.operation.resolve, None, given)[0].names""": (
        "the names do not depend on the tier"
    ),
    """\
- asked = _retry_after(headers.get("retry-after", ""))
+ asked = _retry_after(headers.get("retry-after", "XXXX"))""": "neither is a time",
    """\
- refreshed = False
+ refreshed = None""": "neither is true",
}
"""Mutants that nobody can notice, by the lines that they take out and put in, and why."""


def main(modules: list[str]) -> None:
    """Make the mutants of each module, and print those that survive."""
    every = [module for suite in SUITES for module in suite.modules]
    if unknown := sorted(set(modules) - set(every)):
        sys.exit(f"{', '.join(unknown)} is not mutated: choose of {', '.join(every)}")
    shutil.rmtree(WORK, ignore_errors=True)
    chosen = modules or every
    equivalent = set[str]()
    survivors = sum(_survivors(suite, chosen, equivalent) for suite in SUITES)
    print(f"{survivors} survive")
    outdated = [] if modules else sorted(EQUIVALENT.keys() - equivalent)
    for change in outdated:
        print(f"No mutant makes this change any more: remove it from EQUIVALENT.\n{change}\n")
    sys.exit(bool(survivors or outdated))


def _survivors(suite: Suite, chosen: list[str], equivalent: set[str]) -> int:
    """Try the mutants of a suite; return how many survive, and collect those that are equivalent."""
    modules = [module for module in suite.modules if module in chosen]
    if not modules:
        return 0
    work = WORK / modules[0]
    (work / "mutants" / "src").mkdir(parents=True)
    for name, target in LAID_OUT.items():
        (work / name).symlink_to(ROOT / target)
    values = {
        "only_mutate": [f"src/portone_v1/{module}.py" for module in modules],
        "pytest_add_cli_args_test_selection": [f"tests/{test}.py" for test in suite.tests],
    }
    settings = "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items())
    (work / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text() + settings)
    _mutmut(work, "run", "--max-children", "4", quiet=False)
    if late := [name for name, status in _results(work) if status == "timeout"]:
        # One that no test notices takes the longest of all, and may be late for that, beside others.
        _mutmut(work, "run", "--max-children", "1", *late, quiet=False)
    kinds = Counter[str]()
    for name, status in _results(work):
        if status in NOTICED:
            kinds["noticed"] += 1
            continue
        change = _change(work, name)
        if change in EQUIVALENT:
            kinds["equivalent"] += 1
            equivalent.add(change)
        else:
            kinds[status] += 1
            print(f"{name}: {status}\n{change}\n")
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    print(f"{', '.join(modules)}: {kinds.total()} mutants, {told}", flush=True)
    return kinds.total() - kinds["noticed"] - kinds["equivalent"]


def _results(work: Path) -> list[tuple[str, str]]:
    """Each mutant and what became of it."""
    return re.findall(r"(\S+): (.+)", _mutmut(work, "results", "--all", "true"))


def _mutmut(work: Path, *arguments: str, quiet: bool = True) -> str:
    path = f"{MUTMUT.parent}{os.pathsep}{os.environ['PATH']}"  # for the type checker
    mutated = work / "mutants" / "src"  # programs that the tests start must load the mutants too
    done = subprocess.run(
        [MUTMUT, *arguments],
        cwd=work,
        env=os.environ | {"PATH": path, "PYTHONPATH": str(mutated), "PYTHONWARNINGS": "default"},
        stdout=subprocess.PIPE if quiet else None,
        text=True,
        check=True,
    )
    return done.stdout or ""


def _change(work: Path, name: str) -> str:
    """What a mutant takes out and what it puts in."""
    lines = re.findall(r"^([-+]) *(.*)", _mutmut(work, "show", name), re.MULTILINE)
    return "\n".join(f"{sign} {line}" for sign, line in lines if not line.startswith(("++", "--")))


if __name__ == "__main__":
    main(sys.argv[1:])
