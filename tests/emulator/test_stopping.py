"""The end: at once, whatever the callers are doing, and what was answered has been sent."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from portone_v1_emulator import Emulator
from portone_v1_emulator.core.state import EmulatorState

from .merchant import Came, open_merchant
from .v1 import V1

AT_ONCE = 1.0


@contextmanager
def ends_at_once() -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < AT_ONCE


def address(emulator: Emulator) -> tuple[str, int]:
    return "127.0.0.1", int(emulator.base_url.rpartition(":")[2])


def in_background(request: object) -> tuple[threading.Thread, list[Exception]]:
    problems: list[Exception] = []

    def run() -> None:
        try:
            request()  # type: ignore[operator]
        except httpx.TransportError as error:
            problems.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, problems


def _received(emulator: Emulator, operation: str) -> None:
    deadline = time.monotonic() + 10
    while not any(each.operation == operation for each in list(emulator.requests)):
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_with_an_idle_connection() -> None:
    emulator = Emulator()
    emulator.start()
    with socket.create_connection(address(emulator)) as idle:
        idle.sendall(b"GET /cards HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = b""
        while not answer.endswith(b"}"):
            answer += idle.recv(65536)
        assert answer.startswith(b"HTTP/1.1 401 "), "it was accepted"
        with ends_at_once():
            emulator.stop()
        idle.settimeout(5)
        assert idle.recv(1) == b""


@pytest.mark.parametrize("kind", ["hang", "delay", "slow"])
def test_with_a_request_that_is_not_answered(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    emulator = Emulator()
    emulator.start()
    with V1(emulator) as v1:
        emulator.fail(kind, "payments.get", seconds=600)  # type: ignore[arg-type]
        thread, problems = in_background(lambda: v1.get("/payments/imp_0"))
        _received(emulator, "payments.get")
        with ends_at_once():
            emulator.stop()
        thread.join(10)
        assert len(problems) == 1
    assert caplog.records == []


def test_with_a_stream_that_goes_on_for_ever(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def stream(request: Request) -> StreamingResponse:
        async def pieces() -> object:
            while True:
                yield b"tick\n"
                await anyio.sleep(0.01)

        return StreamingResponse(pieces())  # type: ignore[arg-type]

    def app(state: EmulatorState) -> Starlette:
        return Starlette(routes=[Route("/stream", stream)])

    monkeypatch.setattr("portone_v1_emulator.emulator.make_app", app)
    emulator = Emulator()
    emulator.start()
    with httpx.stream("GET", f"{emulator.base_url}/stream", trust_env=False) as response:
        ticks = response.iter_raw()
        assert next(ticks) == b"tick\n"
        with ends_at_once():
            emulator.stop()
        with pytest.raises(httpx.TransportError):
            for _ in ticks:
                pass
    assert caplog.records == []


def test_with_a_body_that_is_not_all_there() -> None:
    emulator = Emulator()
    emulator.start()
    with socket.create_connection(address(emulator)) as half:
        half.sendall(b"POST /payments/cancel HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
        with ends_at_once():
            emulator.stop()


def test_with_a_caller_who_does_not_read() -> None:
    emulator = Emulator(seed="demo")
    emulator.start()
    with V1(emulator) as v1:
        get = (
            b"GET /payments/status/all?limit=1000 HTTP/1.1\r\nHost: x\r\nAuthorization: %b\r\n\r\n"
        )
        token = v1.http.headers["Authorization"].encode()
    with socket.create_connection(address(emulator)) as caller:
        caller.sendall(get % token * 500)
        _received(emulator, "payments.list_by_status")
        with ends_at_once():
            emulator.stop()


@pytest.mark.parametrize("when", ["before", "after"])
def test_with_a_webhook_that_is_not_answered(when: str) -> None:
    """It comes again when the emulator is started again."""
    waits, asked = threading.Event(), threading.Event()

    def wait(came: Came) -> None:
        asked.set()
        waits.wait(10)

    with open_merchant() as merchant:
        merchant.then = wait
        emulator = Emulator(webhook_url=merchant.url)
        emulator.webhooks.when = when  # type: ignore[assignment]
        emulator.start()
        with V1(emulator) as v1:
            thread, _ = in_background(lambda: v1.onetime("o-1"))
            assert asked.wait(10)
            with ends_at_once():
                emulator.stop()
            thread.join(10)
        waits.set()
        merchant.then = lambda _: None
        with emulator:
            emulator.deliver_webhooks()
        assert [delivery.state for delivery in emulator.webhooks.log] == ["delivered"]
        assert len(merchant.came) == 2


def test_what_was_answered_has_arrived() -> None:
    """Whoever stops it right after an answer does not cut that answer off."""
    for _ in range(20):
        emulator = Emulator(seed="demo")
        emulator.start()
        with V1(emulator) as v1:
            got: list[int] = []
            thread, _ = in_background(
                lambda v1=v1, got=got: got.append(
                    v1.get("/payments/status/all", limit=1000).response["total"]
                )
            )
            _received(emulator, "payments.list_by_status")
            emulator.stop()
            thread.join(10)
        assert got
        assert got[0] > 30


def test_started_and_stopped_a_hundred_times_with_callers() -> None:
    """A caller who is accepted in the moment of the end is closed too: an open socket would warn."""
    for _ in range(100):
        with Emulator() as emulator:
            idle = socket.create_connection(address(emulator))
        idle.close()


def test_a_fresh_state_takes_less_than_ten_milliseconds(emulator: Emulator) -> None:
    with V1(emulator) as v1:
        for number in range(100):
            v1.pay(f"o-{number}", customer_uid=f"c-{number}")
    emulator.reset()
    times = []
    for _ in range(20):
        start = time.perf_counter()
        emulator.reset()
        times.append(time.perf_counter() - start)
    assert sorted(times)[len(times) // 2] < 0.01
