"""Format what was printed: the same bytes on any machine, whatever configuration lies above."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def format_code(folder: Path) -> None:
    """Remove unused imports in the Python files below `folder`, sort the rest, and format."""
    _ruff("check", "--select", "F401,I,UP", "--fix-only", folder)
    _ruff("format", folder)


def _ruff(command: str, *arguments: str | Path) -> None:
    options = ["--isolated", "--no-cache", "--quiet", "--line-length", "100"]
    command_line = [sys.executable, "-m", "ruff", command, *options, "--target-version", "py311"]
    subprocess.run([*command_line, *arguments], check=True)  # noqa: S603 - the locked ruff
