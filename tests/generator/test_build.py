"""The same bytes on every run, on any machine, from any folder; and a check that finds what differs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build import build
from generator.check import check
from generator.emit import CLIENT, EMULATOR

ROOT = Path(__file__).parent.parent.parent


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in (CLIENT, EMULATOR)
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def committed() -> dict[str, bytes]:
    return files(ROOT)


def test_committed_files_are_what_the_contract_makes() -> None:
    assert check(ROOT) == []


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_same_bytes_under_any_hash_seed_from_any_folder_below_any_ruff_config(
    seed: str, tmp_path: Path, committed: dict[str, bytes]
) -> None:
    (tmp_path / "ruff.toml").write_text(
        'line-length = 60\nindent-width = 2\n[format]\nquote-style = "single"\n'
    )
    (tmp_path / "pyproject.toml").write_text("[tool.black]\nline-length = 50\n")
    out = tmp_path / "deeper" / "out"
    script = (
        "import sys; from pathlib import Path; from generator.build import build; "
        "build(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(ROOT / "spec"), str(out)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": "Asia/Seoul"},
        check=True,
    )
    assert files(out) == committed


def test_check_names_each_file_that_differs(tmp_path: Path) -> None:
    for folder in ("spec", CLIENT, EMULATOR):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / CLIENT / "calls.py").write_text("edited by hand\n")
    (tmp_path / CLIENT / "models" / "auth.py").unlink()
    (tmp_path / EMULATOR / "extra.py").write_text("")
    assert check(tmp_path) == [
        f"not ours   {EMULATOR}/extra.py",
        f"different  {CLIENT}/calls.py",
        f"missing    {CLIENT}/models/auth.py",
    ]


def test_build_leaves_alone_what_is_already_right(tmp_path: Path) -> None:
    build(ROOT / "spec", tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.py")}
    (tmp_path / CLIENT / "stale.py").write_text("")
    build(ROOT / "spec", tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.py")} == before


def test_every_generated_file_says_what_made_it() -> None:
    for path, content in files(ROOT).items():
        if path.endswith(".py"):
            assert content.startswith(b"# Made by `make generate`"), path
