"""`portone-v1-emulator`: run the emulator until it is interrupted."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from .pg import TEST_CARDS
from .server import API_KEY, API_SECRET, HOST, Emulator
from .store import TIER

_PORT = 8282


def main(arguments: list[str] | None = None) -> int:
    """Run it; 0 when it was interrupted, 1 when it could not start."""
    options = _parser().parse_args(arguments)
    emulator = Emulator(
        api_key=options.key, api_secret=options.secret, tiers=options.tier, port=options.port
    )
    try:
        emulator.start()
    except OSError as error:
        sys.stderr.write(f"Cannot listen on {HOST}:{options.port}: {error.strerror}\n")
        return 1
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    sys.stdout.write(
        f"PortOne V1 emulator on {emulator.base_url}\n\n"
        f"  PORTONE_V1_BASE_URL={emulator.base_url}\n"
        f"  PORTONE_V1_API_KEY={emulator.api_key}\n"
        f"  PORTONE_V1_API_SECRET={emulator.api_secret}\n\n"
        "It forgets everything when it stops. Ctrl-C stops it.\n"
    )
    sys.stdout.flush()
    done.wait()
    emulator.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="portone-v1-emulator",
        description="Run a local PortOne V1 on 127.0.0.1: no account, no network, no money.",
        epilog=_test_cards(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--port",
        type=int,
        default=_PORT,
        help="the port to listen on; 0 takes a free one (default: %(default)s)",
    )
    parser.add_argument("--key", default=API_KEY, help="the API key (default: %(default)s)")
    parser.add_argument(
        "--secret", default=API_SECRET, help="the API secret (default: %(default)s)"
    )
    parser.add_argument(
        "--tier",
        type=_tier,
        action="append",
        metavar="CODE",
        help="a sub-merchant's code, as AB1; may be given several times (default: any code)",
    )
    return parser


def _test_cards() -> str:
    lines = ["what the PG does with a card:"]
    for number, (_, _, habit) in TEST_CARDS.items():
        written = "-".join(number[start : start + 4] for start in range(0, 16, 4))
        lines.append(f"  {written}  {habit.replace('_', ' ')}")
    return "\n".join([*lines, "  any other number     approves"])


def _tier(code: str) -> str:
    if not TIER.fullmatch(code):
        raise argparse.ArgumentTypeError("three capital letters or digits")
    return code


if __name__ == "__main__":
    sys.exit(main())
