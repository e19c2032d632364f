"""Compare what the contract makes with what is committed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from .build import build
from .emit import CLIENT, EMULATOR


def check(root: Path) -> list[str]:
    """The generated files that differ, are missing or should not be there, one line each."""
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        build(root / "spec", fresh)
        wanted, found = _files(fresh), _files(root)
    differences = [f"missing    {path}" for path in wanted.keys() - found.keys()]
    differences += [f"not ours   {path}" for path in found.keys() - wanted.keys()]
    differences += [
        f"different  {path}" for path in wanted.keys() & found.keys() if wanted[path] != found[path]
    ]
    return sorted(differences, key=lambda line: line.split()[-1])


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in (CLIENT, EMULATOR)
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
