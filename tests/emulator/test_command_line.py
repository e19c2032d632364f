"""The command line: every option does what it says, and what cannot be is said before anything starts."""

from __future__ import annotations

import importlib.metadata
import json
import sqlite3
from pathlib import Path

import httpx
import pytest

from portone_v1_emulator import command_line
from portone_v1_emulator.__main__ import main
from portone_v1_emulator.core.assumptions import ASSUMPTIONS
from portone_v1_emulator.core.faults import KINDS
from portone_v1_emulator.emulator import Emulator
from portone_v1_emulator.pgs.answers import TEST_CARDS

from .merchant import open_merchant
from .processes import run_emulator


def made_of(*arguments: str) -> Emulator:
    """The emulator that these arguments make; it is not started."""
    return command_line._emulator(command_line._parser().parse_args(arguments))


def test_it_says_what_to_use_it_with() -> None:
    with run_emulator("--seed", "demo", "--user-code", "imp1") as process:
        url = process.base_url
        assert f"  PORTONE_V1_BASE_URL={url}\n" in process.greeting
        assert f"  Console        {url}/\n" in process.greeting
        assert "/v1/iamport.js, IMP.init('imp1')" in process.greeting
        assert "Webhooks to    nowhere (--webhook URL)" in process.greeting
        assert "All state is lost when it stops" in process.greeting
        assert "WARNING" not in process.greeting
        with process.caller() as v1:
            assert v1.get("/payments/status/all", limit=1000).response["total"] > 30


def test_merchants_tiers_and_channels() -> None:
    emulator = made_of(
        "--key", "k", "--secret", "s", "--account", "k2:s:2", "--account", "k3:s3",
        "--tier", "AB1", "--tier", "AB2", "--recovery",
        "--channel", "kcp.T0000", "--channel", "nice_v2,test", "--channel", "inicis_unified",
    )  # fmt: skip
    first, second, third = emulator.store.accounts
    assert (first.key, first.secret, first.tiers) == ("k", "s", frozenset({"AB1", "AB2"}))
    assert first.recovery
    assert [(c.pg_provider, c.pg_id, c.sandbox, c.type) for c in first.channels] == [
        ("kcp", "T0000", False, "payment"),
        ("nice_v2", "emulator", True, "payment"),
        ("inicis_unified", "emulator", False, "certification"),
    ]
    assert len({channel.key for channel in first.channels}) == 3
    assert (second.key, second.secret, third.key) == ("k2", "s:2", "k3")
    assert len({account.user_code for account in emulator.store.accounts}) == 3


def test_webhooks_clock_assumptions_and_faults() -> None:
    with open_merchant() as merchant:
        options = ["--webhook", merchant.url, "--webhook-format", "form"]
        options += ["--start", "2026-01-01T09:00+09:00", "--frozen", "--strict"]
        options += ["--assume", "partly_cancelled_status=cancelled"]
        options += ["--assume", 'payments.cancel too_much=[400, 1, "안 됩니다"]']
        options += ["--fail", "server_error,operation=payments.get,times=2,done=true"]
        with run_emulator(*options) as process, process.caller() as v1:
            imp_uid = v1.pay("o-1")
            statuses = [v1.get(f"/payments/{imp_uid}").status for _ in range(3)]
            assert statuses == [500, 500, 200]
            assert v1.get(f"/payments/{imp_uid}").response["paid_at"] == 1_767_225_600
            refused = v1.cancel(imp_uid=imp_uid, amount=9000)
            assert refused.refusal == (400, 1, "안 됩니다")
            assert v1.cancel(imp_uid=imp_uid, amount=1).response["status"] == "cancelled"
        assert [came.content_type for came in merchant.came] == [
            "application/x-www-form-urlencoded"
        ]


def test_a_fault_of_the_command_line_keeps_what_it_needs_and_its_tier() -> None:
    options = ["--fail", "stale,operation=payments.get,seconds=60", "--fail", "hang,tier=123"]
    with run_emulator(*options) as process, process.caller() as v1:
        imp_uid = v1.pay("o-1")
        assert v1.get(f"/payments/{imp_uid}").status == 404, "60 seconds ago it was not there"
        assert v1.get(f"/payments/{imp_uid}").status == 200


def test_data_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    for expected in (404, 200):
        with run_emulator("--data", str(path)) as process, process.caller() as v1:
            assert f"All state is kept in {path}." in process.greeting
            assert v1.get("/payments/find/o-1").status == expected
            v1.onetime("o-1")


@pytest.mark.parametrize(
    ("arguments", "warned"),
    [
        (["--listen-on-all-interfaces"], True),
        (["--host", "0.0.0.0"], True),
        (["--host", "localhost"], False),
        (["--host", "::1"], False),
    ],
)
def test_it_warns_of_other_hosts(arguments: list[str], warned: bool) -> None:
    # Asked of the greeting alone: a test listens on nothing but this machine.
    options = command_line._parser().parse_args(arguments)
    with Emulator() as emulator:
        greeting = command_line._greeting(emulator, options)
    assert ("WARNING: it listens on" in greeting) == warned


@pytest.mark.parametrize("host", ["::1", "localhost"])
def test_other_names_of_this_machine(host: str) -> None:
    try:
        with Emulator(host=host) as emulator:
            response = httpx.get(f"{emulator.base_url}/payments/x", trust_env=False)
    except OSError:
        pytest.skip("this machine has no such address")
    assert response.status_code == 401


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--tier", "ab"], "three capital letters or digits"),
        (["--account", "key"], "a key and a secret"),
        (["--account", ":s"], "a key and a secret"),
        (["--channel", "mybank"], "no PG 'mybank'. The PGs are"),
        (["--channel", "kpc"], "no PG 'kpc' (did you mean 'kcp'?)"),
        (["--channel", "kcp,live"], "write kcp,test for a test channel"),
        (["--key", ""], "argument --key: must not be empty"),
        (["--data", ""], "argument --data: must not be empty"),
        (["--assume", "foo=1"], "argument --assume: there is no assumption 'foo'"),
        (["--assume", "strict_mode"], "argument --assume: must be NAME=VALUE"),
        (["--assume", "partly_cancelled_status=x"], "must be one of paid, cancelled, not 'x'"),
        (["--fail", "delay,operation=payments.get"], "delay changes nothing without seconds"),
        (["--start", "tomorrow"], "must be a time, such as"),
        (["--start", "2026-01-01T09:00"], "must have an offset"),
        (["--fail", "explode"], "there is no fault 'explode'"),
        (["--fail", "hang,what=1"], "a fault has no field what"),
        (["--fail", "hang,times=x"], "times must be a whole number"),
        (["--fail", "hang,operation=payments.pay"], "no operation 'payments.pay'"),
        (["--webhook-format", "xml"], "invalid choice"),
        (["--port", "x"], "argument --port: must be a port from 0 to 65535, not 'x'"),
        (["--port", "99999"], "argument --port: must be a port from 0 to 65535, not '99999'"),
        (["--port", "-1"], "--port"),
        (["--port", "9" * 5000], "argument --port: must be a port from 0 to 65535"),
        (
            ["--webhook", "foo"],
            "argument --webhook: must be an http or https address, such as http://",
        ),
        (["--webhook", "127.0.0.1:8000/webhook"], "must be an http or https address"),
        (["--host", "::1", "--listen-on-all-interfaces"], "not allowed with"),
        (["--dat", "x"], "unrecognized arguments"),
    ],
)
def test_arguments_that_cannot_be(
    arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert problem in capsys.readouterr().err


def test_what_is_only_found_out_at_the_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE mine (a)")
    database.close()
    seed = tmp_path / "seed.json"
    seed.write_text(json.dumps({"payments": [{"merchant_uid": "o", "amount": 1, "pg": "x"}]}))
    for arguments, problem in (
        (["--data", str(other)], "is a database, but not a data file"),
        (["--seed", str(tmp_path / "nothing.json")], "cannot read the seed"),
        (["--seed", str(seed)], "no channel of x"),
    ):
        assert main(["--port", "0", *arguments]) == 1
        assert problem in capsys.readouterr().err


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    version = importlib.metadata.version("portone-v1")
    assert capsys.readouterr().out == f"portone-v1-emulator {version}\n"


def test_it_warns_of_webhooks_that_would_be_refused() -> None:
    url = "http://example.com/x"
    with run_emulator("--webhook", url) as process:
        assert f"Webhooks to    {url}\n" in process.greeting
        assert "WARNING: none are sent" in process.greeting
        assert "Start with --remote-webhooks" in process.greeting
    with run_emulator("--webhook", url, "--remote-webhooks") as process:
        assert "WARNING" not in process.greeting
    with run_emulator("--webhook", "http://localhost:1/x") as process:
        assert "WARNING" not in process.greeting


def test_it_says_that_it_is_strict() -> None:
    with run_emulator("--strict") as process:
        assert "  Strict         501 instead of an answer" in process.greeting
    with run_emulator() as process:
        assert "Strict" not in process.greeting


def test_help_is_worth_reading(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    told = capsys.readouterr().out
    for number in TEST_CARDS:
        assert f"{number[:4]}-{number[4:8]}" in told
    for name in (*ASSUMPTIONS, *KINDS):
        assert name in told
