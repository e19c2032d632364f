"""Format what was printed: the same bytes on any machine, whatever configuration lies above."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ruff import find_ruff_bin


def tidy(folder: Path) -> None:
    """Remove unused imports in the Python files below `folder`, sort the rest, and format."""
    _ruff("check", "--select", "F401,I,UP", "--fix-only", folder)
    _ruff("format", folder)


def _ruff(command: str, *arguments: str | Path) -> None:
    options = ["--isolated", "--no-cache", "--quiet", "--line-length", "100"]
    subprocess.run(  # noqa: S603 - the locked ruff, by its full path
        [find_ruff_bin(), command, *options, "--target-version", "py311", *arguments], check=True
    )
