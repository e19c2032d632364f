"""The command line: its options, and what it prints at the start."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import importlib.metadata
import json
import re
import shutil
import signal
import sys
import textwrap
import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from .core import checks, faults
from .core.accounts import url_problem
from .core.assumptions import ASSUMPTIONS, Assumptions, BadAssumption
from .core.clock import Clock
from .core.faults import BadFault, Fault
from .core.persistence import DataFileError
from .core.records import Channel
from .emulator import API_KEY, API_SECRET, HOST, USER_CODE, Emulator
from .pgs import answers as pg
from .pgs import channels
from .pgs.accounts import Account
from .pgs.channels import CHANNELS
from .seeds import SeedError

_PORT = 8282
_LAST_PORT = 65535
_NARROWEST = 30
_STRICT = "  Strict         501 instead of an answer that rests on an unverified assumption (set it with --assume)"
_EVERYWHERE = "0.0.0.0"  # noqa: S104 - only when it is asked for in so many words
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def run(arguments: list[str] | None = None) -> int:
    """Run the emulator; 0 when it was interrupted, 1 when it could not start."""
    options = _parser().parse_args(arguments)
    try:
        emulator = _emulator(options)
        emulator.start()
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        sys.stderr.write(f"Cannot listen on {options.host}:{options.port}: {why}\n")
        return 1
    except (DataFileError, SeedError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for fault in options.fail:
        emulator.state.arm(fault)
    with _until_interrupted() as interrupted:
        sys.stdout.write(_greeting(emulator, options))
        sys.stdout.flush()
        interrupted.wait()
    emulator.stop()
    return 0


@contextlib.contextmanager
def _until_interrupted() -> Iterator[threading.Event]:
    interrupted = threading.Event()
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: interrupted.set()) for number in numbers]
    try:
        yield interrupted
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _emulator(options: argparse.Namespace) -> Emulator:
    return Emulator(
        api_key=options.key,
        api_secret=options.secret,
        tiers=options.tier,
        channels=options.channel or CHANNELS,
        user_code=options.user_code,
        recovery=options.recovery,
        webhook_url=options.webhook,
        webhook_form=options.webhook_format == "form",
        remote_webhooks=options.remote_webhooks,
        accounts=[_account(number, *pair) for number, pair in enumerate(options.account, 1)],
        assume=dict(options.assume),
        strict=options.strict,
        seed=options.seed,
        data=options.data,
        host=options.host,
        port=options.port,
        clock=Clock(start=options.start, frozen=options.frozen),
    )


def _account(number: int, key: str, secret: str) -> Account:
    return Account(key, secret, user_code=f"imp{number:08}")


# Output.


def _greeting(emulator: Emulator, options: argparse.Namespace) -> str:
    url = emulator.base_url
    kept = (
        f"All state is kept in {options.data}."
        if options.data
        else "All state is lost when it stops (--data FILE keeps it)."
    )
    lines = [
        f"PortOne V1 emulator on {url}",
        "",
        f"  PORTONE_V1_BASE_URL={url}",
        f"  PORTONE_V1_API_KEY={emulator.api_key}",
        f"  PORTONE_V1_API_SECRET={emulator.api_secret}",
        "",
        f"  Console        {url}/",
        f"  Shop pages     {url}/v1/iamport.js, IMP.init({options.user_code!r})",
        f"  Webhooks to    {options.webhook or 'nowhere (--webhook URL)'}",
        *_refused_webhooks(emulator, options.webhook),
        *([_STRICT] if options.strict else []),
        "",
        f"{kept} Ctrl-C stops it.",
    ]
    if options.host not in _LOOPBACK:
        lines += ["", *_warning(options.host)]
    return "\n".join(lines) + "\n"


def _refused_webhooks(emulator: Emulator, url: str | None) -> list[str]:
    if not url or emulator.webhooks.may_call(url):
        return []
    return [
        "                 WARNING: none are sent, because this address is not on this machine.",
        "                 Start with --remote-webhooks to send them there.",
    ]


def _warning(host: str) -> list[str]:
    return [
        f"WARNING: it listens on {host}, not only on this machine, and has no access control. Anyone who",
        "can reach it can read every payment, move the clock and make it send webhooks.",
    ]


# Options.


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="portone-v1-emulator",
        usage="%(prog)s [options]",
        description="Run a local PortOne V1: no account, no network, no money.",
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version()}")
    _add_listening(parser.add_argument_group("listening"))
    _add_merchant(parser.add_argument_group("the merchant"))
    _add_webhooks(parser.add_argument_group("webhooks"))
    _add_state(parser.add_argument_group("state and clock"))
    _add_behaviour(parser.add_argument_group("behaviour"))
    return parser


_Group = argparse._ArgumentGroup


def _add_listening(group: _Group) -> None:
    group.add_argument(
        "--port",
        type=_port,
        default=_PORT,
        help="the port to listen on; 0 takes a free one (default: %(default)s)",
    )
    where = group.add_mutually_exclusive_group()
    where.add_argument(
        "--host",
        type=_not_empty,
        default=HOST,
        help="the address to listen on; an address other than 127.0.0.1 lets others in (default: %(default)s)",
    )
    where.add_argument(
        "--listen-on-all-interfaces",
        dest="host",
        action="store_const",
        const=_EVERYWHERE,
        help="let the whole network in: a shop in another language, a phone in the same Wi-Fi, or a port that a "
        "container publishes. The Python client takes http from its own machine only: containers share their "
        "network instead, see docs/emulator.md",
    )


def _add_merchant(group: _Group) -> None:
    group.add_argument(
        "--key", type=_not_empty, default=API_KEY, help="the API key (default: %(default)s)"
    )
    group.add_argument(
        "--secret",
        type=_not_empty,
        default=API_SECRET,
        help="the API secret (default: %(default)s)",
    )
    group.add_argument(
        "--user-code",
        type=_not_empty,
        default=USER_CODE,
        metavar="CODE",
        help="the code that shop pages pass to IMP.init (default: %(default)s)",
    )
    group.add_argument(
        "--account",
        type=_key_and_secret,
        action="append",
        default=[],
        metavar="KEY:SECRET",
        help="another merchant; may be repeated",
    )
    group.add_argument(
        "--tier",
        type=_tier,
        action="append",
        metavar="CODE",
        help="a sub-merchant's code, such as AB1; may be repeated (default: any code)",
    )
    group.add_argument(
        "--channel",
        type=_channel,
        action="append",
        metavar="PG[.MID][,test]",
        help="a contract with a PG, such as kcp.T0000 or nice_v2,test; the first is the default. May be "
        "repeated (default: one live and one test channel of each PG)",
    )
    group.add_argument(
        "--recovery",
        action="store_true",
        help="charge yesterday's failed schedules again every day, as the console's Recovery does",
    )


def _add_webhooks(group: _Group) -> None:
    group.add_argument(
        "--webhook",
        type=_webhook_url,
        metavar="URL",
        help="the URL to send them to (default: they are not sent)",
    )
    group.add_argument(
        "--webhook-format",
        choices=("json", "form"),
        default="json",
        help="the format of their bodies (default: %(default)s)",
    )
    group.add_argument(
        "--remote-webhooks",
        action="store_true",
        help="also send them to addresses outside this machine",
    )


def _add_state(group: _Group) -> None:
    group.add_argument(
        "--data",
        type=_not_empty,
        metavar="FILE",
        help="keep all state in this file, across restarts and kill -9",
    )
    group.add_argument(
        "--seed",
        metavar="FILE",
        help="what the shop has at the start: a JSON file, or `demo` for an example shop. It does not change "
        "a data file that was used before",
    )
    group.add_argument(
        "--start",
        type=_time,
        metavar="TIME",
        help="the time at the start, such as 2026-01-01T09:00+09:00 (default: now)",
    )
    group.add_argument(
        "--frozen",
        action="store_true",
        help="start with the clock stopped; it moves only when it is advanced",
    )


def _add_behaviour(group: _Group) -> None:
    group.add_argument(
        "--assume",
        type=_assumption,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="choose how V1 behaves where that is unverified, see below; or how it refuses, as "
        "'payments.cancel too_much=[200,1,\"…\"]'. May be repeated",
    )
    group.add_argument(
        "--strict",
        action="store_true",
        help="answer 501 instead of relying on an unverified assumption. Nothing is done then, and the log and "
        "the console name the assumption",
    )
    group.add_argument(
        "--fail",
        type=_fault,
        action="append",
        default=[],
        metavar="KIND[,NAME=VALUE…]",
        help="arm a fault, see below; for example drop_after,operation=subscribe.again,times=2. May be "
        "repeated",
    )


def _version() -> str:
    try:
        return importlib.metadata.version("portone-v1")
    except importlib.metadata.PackageNotFoundError:
        return "(not installed as a package)"


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"must be a port from 0 to {_LAST_PORT}, not {text!r}")
    return int(text)


def _webhook_url(text: str) -> str:
    if problem := url_problem(text):
        raise argparse.ArgumentTypeError(f"{problem}, not {text!r}")
    return text


def _not_empty(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("must not be empty")
    return text


def _tier(code: str) -> str:
    if not checks.TIER.fullmatch(code):
        raise argparse.ArgumentTypeError(
            f"must be three capital letters or digits, such as AB1, not {code!r}"
        )
    return code


def _key_and_secret(text: str) -> tuple[str, str]:
    key, _, secret = text.partition(":")
    if not key or not secret:
        raise argparse.ArgumentTypeError("must be a key and a secret, written KEY:SECRET")
    return key, secret


def _channel(text: str) -> Channel:
    try:
        return channels.named(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _time(text: str) -> float:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("must be a time, such as 2026-01-01T09:00+09:00") from None
    if time.tzinfo is None:
        raise argparse.ArgumentTypeError("must have an offset, such as 2026-01-01T09:00+09:00")
    return time.timestamp()


def _assumption(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"must be NAME=VALUE, not {text!r}")
    try:
        Assumptions({name: _value(value)})
    except BadAssumption as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return name, _value(value)


_FAULT_FIELDS = [
    each.name for each in dataclasses.fields(Fault) if each.name not in ("kind", "number")
]

_TEXTS = ("operation", "tier", "case", "message")


def _fault(text: str) -> Fault:
    kind, *pairs = text.split(",")
    given = {name: value for name, _, value in (pair.partition("=") for pair in pairs)}
    how = {name: value if name in _TEXTS else _value(value) for name, value in given.items()}
    unknown = sorted(how.keys() - set(_FAULT_FIELDS))
    if unknown:
        raise argparse.ArgumentTypeError(
            f"a fault has no field {', '.join(unknown)}: the fields are {', '.join(_FAULT_FIELDS)}"
        )
    try:
        return Fault(kind, **how)  # type: ignore[arg-type]  # Fault looks at it
    except BadFault as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _value(text: str) -> Any:
    """A number, a list, true or false as JSON has them; anything else is text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


# The tables below the options.


def _epilog() -> str:
    return "\n\n".join(
        (
            _listed(
                "test cards (any other number of 13 to 16 digits is approved):",
                {
                    _grouped(number): _words(behaviour)
                    for number, (_, _, behaviour) in pg.TEST_CARDS.items()
                },
            ),
            _listed(
                "test amounts, whatever the card:",
                {f"{amount:,}": _words(behaviour) for amount, behaviour in pg.TEST_AMOUNTS.items()},
            ),
            _listed(
                "test customers, by what their customer_uid begins with:",
                {f"{word}…": _words(behaviour) for word, behaviour in pg.TEST_CUSTOMERS.items()},
            ),
            _listed("kinds of --fail:", dict(faults.KINDS)),
            _listed(
                "assumptions, with their defaults and the other choices (--assume):",
                {each.name: _described(each.name) for each in ASSUMPTIONS.values()},
            ),
        )
    )


def _described(name: str) -> str:
    assumption = ASSUMPTIONS[name]
    others = [str(choice) for choice in assumption.choices if choice != assumption.default]
    return f"{assumption.default} ({', '.join(others)}): {assumption.about}"


def _listed(title: str, lines: dict[Any, str]) -> str:
    width = max(map(len, lines))
    indent = " " * (width + 4)
    columns = max(shutil.get_terminal_size().columns, len(indent) + _NARROWEST)
    wrapped = (
        textwrap.fill(text, columns, initial_indent=f"  {name:{width}}  ", subsequent_indent=indent)
        for name, text in lines.items()
    )
    return "\n".join([title, *wrapped])


def _words(behaviour: str) -> str:
    return behaviour.replace("_", " ")


def _grouped(digits: str) -> str:
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))
