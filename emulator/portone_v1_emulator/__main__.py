"""`portone-v1-emulator`: run the emulator until it is interrupted."""

from __future__ import annotations

import sys

from .extra import MissingExtra, load


def main(arguments: list[str] | None = None) -> int:
    """Run it; 0 when it was interrupted, 1 when it could not start."""
    try:
        run = load("command_line").run
    except MissingExtra as error:
        sys.stderr.write(f"{error}\n")
        return 1
    done: int = run(arguments)
    return done


if __name__ == "__main__":
    sys.exit(main())
