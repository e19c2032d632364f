"""`python -m generator build|check|lint|upstream`: the contract in spec/, and the code made from it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .load import ContractError, GenerationError, load

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "spec"


def main() -> int:
    """Run the command that was asked for; 0 when all is well."""
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("build", help="write the client from the contract")
    commands.add_parser("check", help="is the committed client what the contract makes?")
    commands.add_parser("lint", help="is the contract well written?")
    upstream = commands.add_parser(
        "upstream", help="compare the contract with the official document"
    )
    upstream.add_argument("document", type=Path, help="the official Swagger document (JSON)")
    upstream.add_argument(
        "--update",
        action="store_true",
        help="note this document, and list what is not accepted yet",
    )
    arguments = parser.parse_args()
    try:
        match arguments.command:
            case "build":
                return _build()
            case "check":
                return _check()
            case "lint":
                return _lint()
            case _:
                return _upstream(arguments.document, arguments.update)
    except ContractError as error:
        sys.exit(f"spec/{error.place}: unreadable: {error.message}")
    except GenerationError as error:
        sys.exit(str(error))


def _build() -> int:
    from .build import build

    build(SPEC, ROOT)
    return 0


def _check() -> int:
    from .check import check

    differences = check(ROOT)
    for line in differences:
        _say(line)
    if differences:
        _say(
            "The generated files are not what the contract makes: run `make generate`, and commit."
        )
    return bool(differences)


def _lint() -> int:
    from .lint import lint

    findings = lint(load(SPEC))
    for finding in findings:
        _say(str(finding))
    return bool(findings)


def _upstream(document: Path, update: bool) -> int:
    from .upstream import run

    return run(load(SPEC), document, update)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
