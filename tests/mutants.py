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
MUTMUT = Path(sys.executable).with_name("mutmut")

LAID_OUT = {"src": "overlays", "tests": "tests", "pyproject.toml": "pyproject.toml"}
"""What mutmut looks for, and where it is."""

NOTICED = ("killed", "timeout", "caught by type check")

EQUIVALENT: dict[str, str] = {}
"""Mutants that nobody can notice, by the lines that they take out and put in, and why."""


def main() -> None:
    """Make every mutant, and print those that survive."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
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
        # Programs that the tests start must load the mutants too.
        env=os.environ
        | {"PATH": path, "PYTHONPATH": str(WORK / "mutants" / "src"), "PYTHONWARNINGS": "default"},
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
