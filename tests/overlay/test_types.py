"""mypy and pyright agree about the types that a user of the client sees."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.mark.parametrize(
    "checker",
    [["mypy", "--cache-dir", os.devnull], ["pyright", "--warnings"]],
    ids=["mypy", "pyright"],
)
def test_type_checkers_agree(checker: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
    done = subprocess.run(
        [sys.executable, "-m", *checker, str(HERE / "typing_checks.py")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
