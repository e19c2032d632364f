"""A connection over which more came than the answer is never used again."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
import httpx
import pytest
from scripted_server import (
    ANY,
    KEY,
    SECRET,
    Answer,
    Awaiting,
    Blocking,
    Connect,
    Script,
    ScriptedServer,
    both,
    envelope,
    payment,
    wait_for,
)

from portone_v1 import AsyncPortOne, PortOneError


def whole(answer: Answer) -> bytes:
    """The bytes of an answer."""
    return answer.head() + answer.body


FIRST = whole(payment(imp_uid="imp_1"))
STRANGER = whole(payment(imp_uid="imp_stranger"))
LEFT_OVER = {
    "another answer": STRANGER,
    "several": STRANGER * 3,
    "the beginning of another": STRANGER[:40],
    "its first letter": b"H",
    "garbage": b"\x00\xff garbage",
    "the end of a line": b"\r\n",
    "an early hint": b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n",
    "continue": b"HTTP/1.1 100 Continue\r\n\r\n",
    "more than is read at once": STRANGER + b"x" * 300_000,
}


@dataclass(frozen=True)
class Bytes:
    """Bytes, in one packet where they fit into one."""

    content: bytes
    more: bytes = b""
    """In a TLS record of their own, in the same packet."""
    are_sent: threading.Event = field(default_factory=threading.Event)

    def play(self, connection: socket.socket, server: ScriptedServer) -> bool:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
        try:
            for part in filter(None, (self.content, self.more)):
                connection.sendall(part)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 0)
        finally:  # the client may have gone away by then
            self.are_sent.set()
        return True


@dataclass(frozen=True)
class Later:
    """An answer, and what follows it once the client has read that."""

    answer: bytes
    left_over: bytes
    is_read: threading.Event = field(default_factory=threading.Event)
    has_followed: threading.Event = field(default_factory=threading.Event)

    def play(self, connection: socket.socket, server: ScriptedServer) -> bool:
        # Or TCP would hold back what follows, until the next request acknowledges the answer.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(self.answer)
        wait_for(self.is_read)
        connection.sendall(self.left_over)
        self.has_followed.set()
        return True

    def follow(self) -> None:
        """Let it follow."""
        self.is_read.set()
        wait_for(self.has_followed)


class Echo:
    """The payment that was asked for."""

    def play(self, connection: socket.socket, server: ScriptedServer) -> bool:
        uid = server.calls[-1].path.rpartition("/")[2]
        connection.sendall(whole(payment(imp_uid=uid)))
        return True


@pytest.fixture
def server() -> Any:
    with ScriptedServer() as server:
        server.on(ANY, Echo())
        yield server


def get(uid: str) -> Callable[[Any], Any]:
    return lambda portone: portone.payments.get(uid)


def own(connect: Connect, **options: Any) -> None:
    return None


def given(connect: Connect, **options: Any) -> Any:
    return httpx.AsyncClient(**options) if connect is Awaiting else httpx.Client(**options)


def end(portone: Any, pool: Any) -> None:
    """Close a given pool."""
    if pool is not None:
        portone.do(lambda _: pool.close() if isinstance(portone, Blocking) else pool.aclose())


both_pools = pytest.mark.parametrize("make_pool", [own, given], ids=["own", "given"])
left_over_bytes = pytest.mark.parametrize("left_over", LEFT_OVER.values(), ids=LEFT_OVER)


@both
@both_pools
@left_over_bytes
def test_what_came_with_an_answer_is_not_taken_for_the_next(
    server: ScriptedServer, connect: Connect, make_pool: Any, left_over: bytes
) -> None:
    server.on("/payments/imp_1", Bytes(FIRST + left_over))
    pool = make_pool(connect)
    with connect(server, http_client=pool) as portone:
        for uid in ("imp_1", "imp_2", "imp_3"):
            assert portone.do(get(uid)).imp_uid == uid
        assert [call.path[-5:] for call in server.calls] == ["imp_1", "imp_2", "imp_3"]
        assert server.accepted == 2, "a clean connection is used again"
        end(portone, pool)


@both
@both_pools
@left_over_bytes
def test_what_follows_an_answer_is_not_taken_for_the_next(
    server: ScriptedServer, connect: Connect, make_pool: Any, left_over: bytes
) -> None:
    later = Later(FIRST, left_over[:1000])
    server.on("/payments/imp_1", later)
    pool = make_pool(connect)
    with connect(server, http_client=pool) as portone:
        assert portone.do(get("imp_1")).imp_uid == "imp_1"
        later.follow()
        assert portone.do(get("imp_2")).imp_uid == "imp_2"
        assert server.accepted == 2
        end(portone, pool)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("at_once", [True, False])
def test_an_event_loop_that_runs_meanwhile(
    server: ScriptedServer, backend: str, at_once: bool
) -> None:
    later = Later(FIRST, STRANGER)
    server.on("/payments/imp_1", Bytes(FIRST + STRANGER) if at_once else later)

    async def main() -> list[str]:
        async with AsyncPortOne(KEY, SECRET, base_url=server.url) as portone:
            found = [await portone.payments.get("imp_1")]
            if not at_once:
                await anyio.to_thread.run_sync(later.follow)
            found += [await portone.payments.get(uid) for uid in ("imp_2", "imp_3")]
            return [payment.imp_uid for payment in found]

    assert anyio.run(main, backend=backend) == ["imp_1", "imp_2", "imp_3"]
    assert server.accepted == 2


@both
def test_a_request_that_waits_for_the_connection_does_not_get_it(
    server: ScriptedServer, connect: Connect
) -> None:
    """The pool hands a connection on while its answer is being closed."""
    server.on("/payments/imp_1", Bytes(FIRST + STRANGER))
    pool = given(connect, limits=httpx.Limits(max_connections=1))
    with connect(server, http_client=pool) as portone:
        uids = ["imp_1", "imp_2", "imp_1", "imp_3"]
        answers = portone.together([get(uid) for uid in uids])
        assert [answer.imp_uid for answer in answers] == uids
        end(portone, pool)


@both
@left_over_bytes
def test_a_given_client_whose_hook_reads_the_answers(
    server: ScriptedServer, connect: Connect, left_over: bytes
) -> None:
    """By then the connection is back in the pool."""

    async def read_later(response: httpx.Response) -> None:
        await response.aread()

    hooks = {"response": [read_later if connect is Awaiting else httpx.Response.read]}
    server.on("/payments/imp_1", Bytes(FIRST + left_over))
    pool = given(connect, event_hooks=hooks)
    with connect(server, http_client=pool) as portone:
        for uid in ("imp_1", "imp_2", "imp_3"):
            assert portone.do(get(uid)).imp_uid == uid
        assert server.accepted == 2
        end(portone, pool)


@both
def test_a_write_is_not_answered_by_what_was_left_over(
    server: ScriptedServer, connect: Connect
) -> None:
    charged = whole(payment(imp_uid="imp_stranger", merchant_uid="o-2"))
    server.on("/payments/imp_1", Bytes(FIRST + charged))
    refused = payment(merchant_uid="o-2", status="failed", fail_reason="한도초과")
    server.on("/subscribe/payments/again", refused)
    charge = {"customer_uid": "c", "merchant_uid": "o-2", "amount": 1000, "name": "n"}
    with connect(server) as portone:
        portone.do(get("imp_1"))
        error = portone.error(lambda p: p.subscribe.again(**charge))
        assert (error.outcome, error.message) == ("rejected", "한도초과")


@both
def test_the_answer_to_a_request_for_a_token(server: ScriptedServer, connect: Connect) -> None:
    token = envelope({"access_token": "a" * 40, "now": 1_800_000_000, "expired_at": 1_800_001_800})
    server.on("/users/getToken", Bytes(whole(token) + STRANGER))
    with connect(server) as portone:
        assert portone.do(get("imp_1")).imp_uid == "imp_1"


def large(size: int) -> bytes:
    """An answer that has this many bytes, some of them blanks at its end."""
    head = len(Answer(200, b" " * size).head())
    body = payment(imp_uid="imp_1").body
    answer = whole(Answer(200, body.ljust(size - head)))
    assert len(answer) == size
    return answer


@both
@pytest.mark.parametrize("size", [40_000, 65_535, 65_536, 65_537, 131_072, 262_144])
def test_an_answer_that_ends_where_a_read_ends(
    server: ScriptedServer, connect: Connect, size: int
) -> None:
    with connect(server) as portone:
        for _ in range(3):
            answer = Bytes(large(size) + STRANGER)
            server.on("/payments/imp_1", answer)
            assert portone.do(get("imp_1")).imp_uid == "imp_1"
            wait_for(answer.are_sent)  # what follows a large answer may still be on its way
            assert portone.do(get("imp_2")).imp_uid == "imp_2"


# Answers that an HTTP library may see end elsewhere than the server does.

HELLO = b"hello"
ODD = {
    "204 with a body": b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello",
    "304 with a body": b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello",
    "204 in chunks": b"HTTP/1.1 204 N\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "too short a length": FIRST.replace(b"Content-Length: ", b"Content-Length: 1\r\nX-Length: "),
    "no length at all": b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" + STRANGER,
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\nhello",
    "a length and chunks": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"2\r\n{}\r\n0\r\n\r\n" + STRANGER
    ),
    "another protocol": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + STRANGER,
}


@both
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_answer_does_not_shift_the_next(
    server: ScriptedServer, connect: Connect, odd: bytes
) -> None:
    server.on("/payments/imp_1", Bytes(odd))
    with connect(server, max_retries=0) as portone:
        with suppress(PortOneError):  # Each is an error of its own, which other tests look at.
            assert portone.do(get("imp_1")).imp_uid != "imp_stranger"
        for uid in ("imp_2", "imp_3"):
            assert portone.do(get(uid)).imp_uid == uid


@both
def test_what_is_said_before_the_answer_is_no_left_over(
    server: ScriptedServer, connect: Connect
) -> None:
    hints = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
    server.on("/payments/imp_1", Bytes(hints + FIRST))
    with connect(server) as portone:
        for uid in ("imp_1", "imp_2"):
            assert portone.do(get(uid)).imp_uid == uid
        assert server.accepted == 1


# TLS, which holds some of what it has received in memory.


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    files = ["-keyout", str(path), "-out", str(path.with_suffix(".crt"))]
    command = ["openssl", "req", "-x509", "-nodes", "-days", "2", *curve, *names, *files]
    subprocess.run(command, check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + path.with_suffix(".crt").read_bytes())
    return path


def over_tls(certificate: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server and a client need."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate)
    return serving, ssl.create_default_context(cafile=certificate)


@both
@pytest.mark.parametrize("left_over", [STRANGER, b"H"], ids=["another answer", "a letter"])
@pytest.mark.parametrize("way", ["one record", "two records in a packet", "later"])
def test_over_tls(connect: Connect, certificate: Path, left_over: bytes, way: str) -> None:
    serving, trusting = over_tls(certificate)
    later = Later(FIRST, left_over)
    scripts: dict[str, Script] = {
        "one record": Bytes(FIRST + left_over),
        "two records in a packet": Bytes(FIRST, left_over),
        "later": later,
    }
    pool = given(connect, verify=trusting)
    with ScriptedServer(serving) as server, connect(server, http_client=pool) as portone:
        server.on(ANY, Echo())
        server.on("/payments/imp_1", scripts[way])
        assert portone.do(get("imp_1")).imp_uid == "imp_1"
        if way == "later":
            later.follow()
        for uid in ("imp_2", "imp_3"):
            assert portone.do(get(uid)).imp_uid == uid
        assert server.accepted == 2
        end(portone, pool)


def test_over_tls_with_trio(certificate: Path) -> None:
    serving, trusting = over_tls(certificate)

    async def main(url: str) -> list[str]:
        async with httpx.AsyncClient(verify=trusting) as pool:
            portone = AsyncPortOne(KEY, SECRET, base_url=url, http_client=pool)
            found = [await portone.payments.get(uid) for uid in ("imp_1", "imp_2", "imp_3")]
            return [payment.imp_uid for payment in found]

    with ScriptedServer(serving) as server:
        server.on(ANY, Echo())
        server.on("/payments/imp_1", Bytes(FIRST, STRANGER))
        assert anyio.run(main, server.url, backend="trio") == ["imp_1", "imp_2", "imp_3"]
        assert server.accepted == 2
