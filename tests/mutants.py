"""Mutation testing of what decides whether a payment was made: `make mutants`.

mutmut changes one small thing at a time, as `[tool.mutmut]` of pyproject.toml says, and runs the tests; a
mutant that neither they nor the type checker notice survives, and is printed. Those in `EQUIVALENT` change
nothing that could be seen, for the reason given there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "mutants"
MUTATED = WORK / "mutants" / "src"
"""Where mutmut writes the mutants. Programs that the tests start must load them too."""

MUTMUT = Path(sys.executable).with_name("mutmut")

LAID_OUT = {"src": "overlays", "tests": "tests", "pyproject.toml": "pyproject.toml"}
"""What mutmut looks for, and where it is."""

NOTICED = ("killed", "timeout", "caught by type check")

EQUIVALENT = {
    """\
- if found.silence is not None and silence > resolve.quiet:
+ if found.silence is not None and silence >= resolve.quiet:""": "no time that is measured is so even",
    """\
- if resolution.retry_after is None or left <= 0:
+ if resolution.retry_after is None or left < 0:""": "it asks once more, without any pause",
    """\
- declined.payment = next((model for model in models if model.raw is record), None)
+ declined.payment = next((model for model in models if model.raw is record), )""": (
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
- return content.decode("utf-8", "replace")
+ return content.decode("UTF-8", "replace")""": "another name of the same",
    """\
- raise ValueError(name)  # NaN and Infinity are no JSON
+ raise ValueError(None)  # NaN and Infinity are no JSON""": "its words are never shown",
    """\
- return _unclear(f"{len(reached)} of {len(meant)} have come to {' or '.join(resolve.values)}")
+ return _unclear(f"{len(reached)} of {len(meant)} have come to {' OR '.join(resolve.values)}")""": (
        "a matter of taste"
    ),
    """\
- return _or_changed(case, f"its {field} has not come to {' or '.join(resolve.values)}")
+ return _or_changed(case, f"its {field} has not come to {' OR '.join(resolve.values)}")""": (
        "a matter of taste"
    ),
    """\
- def _is_older(record: Record, field: str, attempt: Attempt, inside: str = "") -> bool:
+ def _is_older(record: Record, field: str, attempt: Attempt, inside: str = "XXXX") -> bool:""": (
        "no record has a field of either name"
    ),
    """\
- asked = _retry_after(headers.get("retry-after", ""))
+ asked = _retry_after(headers.get("retry-after", "XXXX"))""": "neither is a time",
    """\
- refreshed = False
+ refreshed = None""": "neither is true",
}
"""Mutants that nobody can notice, by the lines that they take out and put in, and why."""


def main() -> None:
    """Make every mutant, and print those that survive."""
    shutil.rmtree(WORK, ignore_errors=True)
    MUTATED.mkdir(parents=True)
    for name, target in LAID_OUT.items():
        (WORK / name).symlink_to(ROOT / target)
    _mutmut("run", "--max-children", "4", quiet=False)
    results = re.findall(r"(\S+\.(\w+)\.x\S+): (.+)", _mutmut("results", "--all", "true"))
    counts = {module: Counter[str]() for _, module, _ in results}
    for name, module, status in results:
        change = "" if status in NOTICED else _change(name)
        kind = "noticed" if status in NOTICED else "equivalent" if change in EQUIVALENT else status
        counts[module][kind] += 1
        if kind == status:
            print(f"{name}: {status}\n{change}\n")
    for module, kinds in counts.items():
        told = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
        print(f"{module}: {kinds.total()} mutants, {told}")
    total = sum(counts.values(), Counter())
    left = total.total() - total["noticed"] - total["equivalent"]
    print(f"{total.total()} mutants, {left} survive")
    sys.exit(bool(left))


def _mutmut(*arguments: str, quiet: bool = True) -> str:
    path = f"{MUTMUT.parent}{os.pathsep}{os.environ['PATH']}"  # for the type checker
    done = subprocess.run(
        [MUTMUT, *arguments],
        cwd=WORK,
        env=os.environ | {"PATH": path, "PYTHONPATH": str(MUTATED), "PYTHONWARNINGS": "default"},
        stdout=subprocess.PIPE if quiet else None,
        text=True,
        check=True,
    )
    return done.stdout or ""


def _change(name: str) -> str:
    """What a mutant takes out and what it puts in."""
    lines = re.findall(r"^([-+]) *(.*)", _mutmut("show", name), re.MULTILINE)
    return "\n".join(f"{sign} {line}" for sign, line in lines if not line.startswith(("++", "--")))


if __name__ == "__main__":
    main()
