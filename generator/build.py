"""Build the client: load, lint, emit, format, check, and write it with a manifest of its sources."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from .completeness import check_completeness
from .emit import CLIENT, EMULATOR, emit
from .format_code import format_code
from .lint import Finding, lint
from .load import Contract, GenerationError, load

_HERE = Path(__file__).parent

# Another version of one of these may print other bytes.
TOOLS = ("datamodel-code-generator", "jinja2", "openapi-python-client", "pyyaml", "ruff")


class LintError(GenerationError):
    """The contract breaks rules; the message has a line for each place."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


def build(spec: Path, root: Path) -> None:
    """Write the client and the emulator's part, made from the contract in `spec`, below `root`.

    Nothing is written when the contract breaks a rule (LintError), or when what was made is not all that
    the contract has (GenerationError).
    """
    contract = load(spec)
    if findings := lint(contract):
        raise LintError(findings)
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        for path, text in emit(contract).items():
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).write_text(text, encoding="utf-8", newline="\n")
        format_code(fresh)
        check_completeness(contract, fresh / CLIENT)
        manifest = json.dumps(_manifest(contract, spec, fresh / CLIENT), indent=2) + "\n"
        (fresh / CLIENT / "manifest.json").write_text(manifest, encoding="utf-8", newline="\n")
        for folder in (CLIENT, EMULATOR):
            _replace(root / folder, fresh / folder)


def _manifest(contract: Contract, spec: Path, client: Path) -> dict[str, object]:
    contract_files = sorted([*spec.rglob("*.yaml"), spec / "upstream.json"])
    generator = sorted(
        path for path in _HERE.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )
    return {
        "operations": sum(1 for _ in contract.operations()),
        "contract": _digest(contract_files, spec),
        "generator": _digest(generator, _HERE),
        "tools": {name: version(name) for name in TOOLS},
        "files": {
            path.relative_to(client).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(client.rglob("*"))
            if path.is_file()
        },
    }


def _digest(files: list[Path], folder: Path) -> str:
    """One hash over the names and the bytes of `files`."""
    digest = hashlib.sha256()
    for path in files:
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def _replace(target: Path, source: Path) -> None:
    """Make `target` hold the same files as `source`, touching only those that differ."""
    wanted = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    for path in sorted(target.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(target) not in wanted:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for name in wanted:
        old, new = target / name, source / name
        if not old.is_file() or old.read_bytes() != new.read_bytes():
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(new, old)
