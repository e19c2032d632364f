"""mypy and pyright agree about the types that a user of the client sees."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
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


def test_types_of_the_generated_client_are_complete(tmp_path: Path) -> None:
    # pyright looks a package up in the site-packages of the first Python on the PATH.
    venv.create(tmp_path, symlinks=True)
    [packages] = tmp_path.glob("lib/python*/site-packages")
    folders = [ROOT / "generated_client", *(path for path in sys.path if "site-packages" in path)]
    (packages / "project.pth").write_text("\n".join(map(str, folders)))
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--verifytypes", "portone_v1_api", "--ignoreexternal"],
        env=environment | {"PATH": f"{tmp_path}/bin:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    score = re.search(r"Type completeness score: ([\d.]+)%", done.stdout)
    assert score, done.stdout + done.stderr
    assert float(score[1]) >= 98, done.stdout
