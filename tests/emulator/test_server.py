"""The emulator as a server: it comes up at once and goes without a trace."""

from __future__ import annotations

import gc
import inspect
import signal
import socket
import subprocess
import sys
import threading
import time

import anyio
import httpx
import pytest

from portone_v1_emulator import Account, Channel, Clock, Effect, Emulator, Fault
from portone_v1_emulator.__main__ import main
from portone_v1_emulator.core.tables import Table
from portone_v1_emulator.core.tokens import Token

from .v1 import V1


def test_it_leaves_nothing_behind() -> None:
    threads = threading.active_count()
    with Emulator() as emulator, V1(emulator) as v1:
        port = int(emulator.base_url.rpartition(":")[2])
        v1.pay("o-1")
        idle = socket.create_connection(("127.0.0.1", port))
    idle.close()
    gc.collect()  # an unclosed socket would warn here, and a warning is an error
    assert threading.active_count() == threads
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port)).close()


def test_it_listens_on_this_machine_alone(emulator: Emulator) -> None:
    assert emulator.base_url.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_in_async_code(backend: str) -> None:
    async def ask() -> int:
        async with Emulator() as emulator, httpx.AsyncClient(trust_env=False) as http:
            response = await http.get(f"{emulator.base_url}/payments/imp_0")
            return response.status_code

    threads = threading.active_count()
    assert anyio.run(ask, backend=backend) == 401
    assert threading.active_count() == threads


def test_a_caller_that_hangs_up_in_the_middle(
    v1: V1, emulator: Emulator, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_connection(("127.0.0.1", int(emulator.base_url.rpartition(":")[2]))) as half:
        half.sendall(b"POST /payments/cancel HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
    assert v1.get("/payments/imp_0").status == 404
    assert caplog.records == []


def test_nothing_secret_is_shown(v1: V1, emulator: Emulator) -> None:
    account = emulator.store.account(emulator.api_key)
    (token,) = emulator.store.tokens
    shown = repr([account, token])
    assert emulator.api_key in shown
    assert emulator.api_secret not in shown
    assert token.value not in shown


def test_started_and_stopped_by_hand() -> None:
    emulator = Emulator(api_key="key", api_secret="pass")
    with pytest.raises(RuntimeError, match="not running"):
        assert emulator.base_url
    emulator.start()
    with pytest.raises(RuntimeError, match="already"):
        emulator.start()
    with V1(emulator) as v1:
        imp_uid = v1.pay("o-1")
    emulator.stop()
    emulator.stop()
    emulator.start()
    with V1(emulator) as v1:
        assert v1.get(f"/payments/{imp_uid}").code == 0, "it remembers, until it is reset"
    emulator.stop()


def test_two_at_once_know_nothing_of_each_other(v1: V1) -> None:
    with Emulator() as other, V1(other) as stranger:
        stranger.pay("o-1")
        assert v1.get("/payments/find/o-1").status == 404


def test_reset_forgets_all_but_the_accounts(v1: V1, emulator: Emulator) -> None:
    v1.pay("o-1", customer_uid="c-1")
    v1.post("/payments/prepare", merchant_uid="o-2", amount=1)
    emulator.clock.advance(10)
    before = emulator.clock.now()
    emulator.reset()
    assert not emulator.requests
    assert emulator.clock.now() == before - 10
    assert v1.get("/payments/find/o-1").status == 401, "its token is forgotten too"
    v1.sign_in()
    assert v1.get("/payments/find/o-1").status == 404
    assert v1.get("/subscribe/customers/c-1").code == 1
    assert v1.get("/payments/prepare/o-2").status == 404


def test_a_clock_goes_unless_it_is_frozen() -> None:
    assert abs(Clock().now() - time.time()) < 5
    frozen = Clock(start=100, frozen=True)
    assert frozen.now() == 100
    frozen.advance(0.5)
    frozen.advance(0.5)
    assert frozen.now() == 101
    with pytest.raises(ValueError, match="backwards"):
        frozen.advance(-1)
    going = Clock(start=100)
    going.advance(50)
    assert 150 <= going.now() < 155


def test_a_table_keeps_its_records_in_the_order_of_their_age() -> None:
    table: Table[Token] = Table(Token)
    for account, value in (("a", "x"), ("b", "x"), ("c", "y"), ("a", "x")):
        table.put(Token(account, value, 0))
    assert [token.account for token in table] == ["a", "b", "c"]
    assert [token.account for token in table.find("value", "x")] == ["a", "b"]
    table.put(Token("a", "y", 0))
    table.remove("b")
    assert table.find("value", "x") == []
    assert [token.account for token in table.find("value", "y")] == ["a", "c"]
    assert (table.get("b"), len(table)) == (None, 2)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_from_the_command_line(how: signal.Signals) -> None:
    command = [sys.executable, "-W", "error", "-m", "portone_v1_emulator", "--port", "0"]
    command += ["--key", "k", "--secret", "s", "--tier", "AB1", "--tier", "AB2"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        lines = [process.stdout.readline() for _ in range(7)]
        base_url = lines[0].split()[-1]
        token = httpx.post(
            f"{base_url}/users/getToken", json={"imp_key": "k", "imp_secret": "s"}, trust_env=False
        )
        process.send_signal(how)
        assert process.wait(10) == 0
        assert token.json()["code"] == 0
        assert f"  PORTONE_V1_BASE_URL={base_url}\n" in lines
        assert process.stderr.read() == ""


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 1
    assert f"Cannot listen on 127.0.0.1:{port}: " in capsys.readouterr().err
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


@pytest.mark.parametrize("arguments", [["--tier", "ab"], ["--port", "x"], ["--what"]])
def test_arguments_that_it_does_not_take(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "usage: portone-v1-emulator" in capsys.readouterr().err


@pytest.mark.parametrize("made", [Account, Channel, Clock, Effect, Emulator, Fault])
def test_signatures_are_short_enough_to_read(made: type) -> None:
    assert len(str(inspect.signature(made))) < 1000
