"""CONTRIBUTING.md can be followed, and each place that is forgotten is named with what to do there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build import build
from generator.lint import lint
from generator.load import load

ROOT = Path(__file__).resolve().parent.parent.parent
STEP = re.compile(r"<!-- (append|after \"(.*?)\"): (\S+) -->\n```\w+\n(.*?)```\n", re.DOTALL)
EVERYWHERE = [
    "tests/generator/test_contributing.py::test_the_emulator_answers_every_operation",
    "tests/emulator/scenarios/test_coverage.py::test_an_operation_and_each_of_its_rows",
    "tests/faults/test_matrix.py::test_every_operation_is_here",
]


def test_the_emulator_answers_every_operation() -> None:
    from portone_v1_api.operations import OPERATIONS
    from portone_v1_emulator import Emulator  # noqa: F401 - it registers the handlers
    from portone_v1_emulator.core.handlers import HANDLERS

    for name in sorted(OPERATIONS.keys() - HANDLERS.keys()):
        module = f"emulator/portone_v1_emulator/resources/{name.partition('.')[0]}.py"
        pytest.fail(f'{name} has no handler: add @operation("{name}") to {module}')


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what adding an operation touches, and of what checks it."""
    ignored = shutil.ignore_patterns("__pycache__", ".*_cache")
    for folder in ("spec", "generator", "generated_client", "emulator", "overlays", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    for name in ("pyproject.toml", "conftest.py"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def follow(copy: Path, step: re.Match[str]) -> None:
    _, after, name, text = step.groups()
    path = copy / name
    old = path.read_text("utf-8")
    start = old.index(f"\n{after}\n") + len(after) + 2 if after else len(old)
    path.write_text(f"{old[:start]}{text}{old[start:]}", "utf-8")


def complaints(copy: Path, *more: str) -> str:
    """What the checks of all operations print in the copy."""
    sources = [copy, *(copy / name for name in ("emulator", "generated_client", "overlays"))]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *EVERYWHERE, *more],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sources))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout if done.returncode else ""


def test_the_walk_adds_an_operation_and_every_forgotten_step_is_named(copy: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    described, listed, *rest = STEP.finditer(text)
    assert len(rest) == 3

    follow(copy, described)
    (finding,) = lint(load(copy / "spec"))
    assert finding.message == "openapi.yaml does not list /banks/search: add it to its paths"
    follow(copy, listed)
    assert lint(load(copy / "spec")) == []
    build(copy / "spec", copy)
    resource = copy / "generated_client/portone_v1_api/resources/codes.py"
    assert resource.read_text("utf-8").count("def search_banks(") == 2

    found = complaints(copy)
    assert (
        'add @operation("codes.search_banks") to emulator/portone_v1_emulator/resources/' in found
    )
    assert (
        'mark a test of tests/emulator/scenarios/ with @pytest.mark.covers("codes.search' in found
    )
    assert (
        'codes.search_banks is not prepared: add @case("codes.search_banks") to tests/fa' in found
    )

    for step in rest:
        follow(copy, step)
    handlers = copy / "emulator/portone_v1_emulator/resources/codes.py"
    imported = "import CodesGetBankParams, CodesGetCardParams"
    old = handlers.read_text("utf-8")
    assert imported in old
    handlers.write_text(old.replace(imported, f"{imported}, CodesSearchBanksParams"), "utf-8")
    assert complaints(copy, "tests/emulator/scenarios/test_codes.py") == ""
