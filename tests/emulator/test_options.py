"""What `Emulator` refuses as soon as it is made: the error names the argument and says what to write."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from portone_v1_emulator import Account, Channel, Clock, Emulator
from portone_v1_emulator.pgs.providers import PGS

from .v1 import V1

Wrong = type[TypeError] | type[ValueError]


@pytest.mark.parametrize(
    ("argument", "value", "error", "hint"),
    [
        ("api_key", 5, TypeError, "api_key must be a str, not int"),
        ("api_key", "", ValueError, "api_key must not be empty"),
        ("api_secret", None, TypeError, "api_secret must be a str, not None"),
        (
            "tiers",
            "AB1",
            TypeError,
            "tiers must be a list, not the text 'AB1': write tiers=[\"AB1\"]",
        ),
        ("tiers", "AB1, AB2", TypeError, 'write tiers=["AB1", "AB2"]'),
        ("tiers", 5, TypeError, 'tiers must be a list, such as ["AB1"], not int'),
        ("tiers", ["AB1", "ab"], ValueError, "tiers has 'ab', which is not the code"),
        ("tiers", [101], ValueError, "tiers has 101, which is not the code"),
        ("channels", "kcp", TypeError, 'write channels=["kcp"]'),
        ("channels", 5, TypeError, 'channels must be a list, such as ["kcp"], not int'),
        ("channels", ["kpc"], ValueError, "channels has 'kpc': there is no PG 'kpc' (did you mean"),
        (
            "channels",
            ["kcp,live"],
            ValueError,
            "write kcp,test for a test channel, or kcp for a live",
        ),
        ("channels", [("kcp", "T0000")], TypeError, "each channel is a Channel, or its name"),
        ("channels", [Channel(type="card")], ValueError, "channels has a channel of type 'card'"),
        ("user_code", 7, TypeError, "user_code must be a str, not int"),
        ("recovery", "no", TypeError, "recovery must be True or False, not 'no'"),
        (
            "webhook_url",
            "localhost:8000",
            ValueError,
            "webhook_url must be an http or https address",
        ),
        ("webhook_url", "", ValueError, "webhook_url must be an http or https address"),
        ("webhook_url", 8000, ValueError, "webhook_url must be an http or https address"),
        ("webhook_form", "form", TypeError, "webhook_form must be True or False, not 'form'"),
        ("remote_webhooks", 1, TypeError, "remote_webhooks must be True or False, not 1"),
        ("accounts", Account("k", "s"), TypeError, "write accounts=[Account(…)]"),
        ("accounts", "k:s", TypeError, "accounts must be a list"),
        ("accounts", [("k", "s")], TypeError, "accounts must hold Accounts, not tuple"),
        ("accounts", [Account("k", "")], ValueError, "accounts has an account whose key or secret"),
        ("assume", ["strict"], TypeError, "assume must be a dict of names and values, not list"),
        ("assume", {"x": 1}, ValueError, "assume: there is no assumption 'x'"),
        ("strict", "no", TypeError, "strict must be True or False, not 'no'"),
        ("seed", 5, TypeError, "seed must be the path of a JSON file, a dict"),
        ("data", 5, TypeError, "data must be the path of a file (a str or a Path), not int"),
        ("data", "", TypeError, "data must be the path of a file (a str or a Path), not ''"),
        ("host", None, TypeError, "host must be a str, not None"),
        ("port", "8282", TypeError, "port must be an int, not str"),
        ("port", True, TypeError, "port must be an int, not bool"),
        ("port", 70_000, ValueError, "port must be from 0 (a free port) to 65535, not 70000"),
        ("clock", 5, TypeError, "clock must be a Clock, not int: write clock=Clock(start="),
        ("clock", 0, TypeError, "clock must be a Clock, not int"),
        ("stamp_error", "45", TypeError, "stamp_error must be a number, not str: give seconds"),
        ("history", "600", TypeError, "history must be a number, not str"),
        ("history", -1, ValueError, "history must be 0 or more, not -1"),
        ("log_effects", 1, TypeError, "log_effects must be True or False, not 1"),
    ],
)
def test_an_argument_that_cannot_be_is_named(
    argument: str, value: Any, error: Wrong, hint: str
) -> None:
    with pytest.raises(error, match=re.escape(hint)) as refused:
        Emulator(**{argument: value})
    assert str(refused.value).startswith(argument)


def test_each_argument_is_checked_here() -> None:
    (mark,) = test_an_argument_that_cannot_be_is_named.pytestmark
    arguments = set(Emulator.__init__.__annotations__) - {"return"}
    assert {argument for argument, *_ in mark.args[1]} == arguments


@pytest.mark.parametrize(
    ("argument", "value", "hint"),
    [
        ("start", datetime.now(UTC), "start must be a number, not datetime: give epoch seconds"),
        ("start", "2026-01-01", "start must be a number, not str: give epoch seconds"),
        ("frozen", "yes", "frozen must be True or False"),
        ("offset", "1h", "offset must be a number, not str"),
        ("rate", None, "rate must be a number, not None"),
    ],
)
def test_a_clock_that_cannot_be(argument: str, value: Any, hint: str) -> None:
    with pytest.raises(TypeError, match=re.escape(hint)):
        Clock(**{argument: value})


def test_stamp_error_is_checked_when_it_is_set(emulator: Emulator) -> None:
    with pytest.raises(TypeError, match="stamp_error must be a number"):
        emulator.stamp_error = "45"  # type: ignore[assignment]
    emulator.stamp_error = lambda: 3.0


def test_channels_by_the_names_of_the_command_line() -> None:
    own = Channel("kcp", key="channel-key-own")
    names: list[Channel | str] = ["kcp.T0000", "nice_v2,test", "inicis_unified", own]
    with Emulator(channels=names) as emulator, V1(emulator) as v1:
        (account,) = emulator.store.accounts
        assert [(c.pg_provider, c.pg_id, c.sandbox, c.type) for c in account.channels] == [
            ("kcp", "T0000", False, "payment"),
            ("nice_v2", "emulator", True, "payment"),
            ("inicis_unified", "emulator", False, "certification"),
            ("kcp", "emulator", False, "payment"),
        ]
        assert v1.onetime("o-1").response["pg_id"] == "T0000"
        assert v1.onetime("o-2", pg="nice_v2").response["pg_provider"] == "nice_v2"


@pytest.mark.parametrize("provider", PGS)
def test_every_pg_can_be_named(provider: str) -> None:
    emulator = Emulator(channels=[provider])
    (account,) = emulator.store.accounts
    assert account.channels[0].key == f"channel-key-{provider}"


def test_what_can_be_counted_once_only_is_taken_too(tmp_path: Path) -> None:
    tiers = (code for code in ("AB1", "AB2"))
    further = iter([Account("k", "s", tiers=["XY9"], channels=["kcp"])])  # type: ignore[arg-type]
    emulator = Emulator(tiers=tiers, accounts=further, data=tmp_path / "shop.db")
    first, second = emulator.store.accounts
    assert (first.tiers, second.tiers) == (frozenset({"AB1", "AB2"}), frozenset({"XY9"}))
    assert second.channels[0].pg_provider == "kcp"


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ({"tiers": "AB1"}, 'write tiers=["AB1"]'),
        ({"channels": "kcp"}, 'write channels=["kcp"]'),
        ({"secret": 5}, "secret must be a str, not int"),
        ({"recovery": "yes"}, "recovery must be True or False"),
    ],
)
def test_an_account_that_cannot_be(fields: dict[str, Any], hint: str) -> None:
    with pytest.raises(TypeError, match=re.escape(hint)):
        Account(**{"key": "k", "secret": "s"} | fields)
