"""Answers that never end, or that unpack to gigabytes: the call ends in time, and memory stays bounded."""

from __future__ import annotations

import gzip
import itertools
import socket
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest
from httpcore._backends.sync import SyncStream
from scripted_server import ANY, Answer, Blocking, Connect, ScriptedServer, both, payment, token

from portone_v1 import NoAnswer

PAUSE = 0.05
"""Seconds between two pieces: far fewer than a call may take."""


@dataclass(frozen=True)
class Dripping:
    """Say something, and then a little more for ever."""

    beginning: bytes
    piece: bytes
    pause: float = PAUSE

    def play(self, connection: socket.socket, server: ScriptedServer) -> bool:
        connection.sendall(self.beginning)
        while not server.stopping.wait(self.pause):
            connection.sendall(self.piece)
        return False


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
GZIPPED = HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
ENDLESS = {
    "a status line": Dripping(b"HTTP/1.1 200 ", b"O"),
    "a header": Dripping(HEAD + b"X-Long: ", b"a"),
    "headers": Dripping(HEAD, b"x-a: b\r\n"),
    "100 Continue": Dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "early hints": Dripping(b"", b"HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n"),
    "a body": Dripping(HEAD + b"Content-Length: 100000\r\n\r\n", b" "),
    "a body without a length": Dripping(HEAD + b"\r\n", b" "),
    "the length of a chunk": Dripping(CHUNKED, b"0"),
    "the extension of a chunk": Dripping(CHUNKED + b"1;", b"a"),
    "trailers": Dripping(CHUNKED + chunk(b"{}") + b"0\r\n", b"x-a: b\r\n"),
    "blocks of gzip that are empty": Dripping(
        GZIPPED + chunk(b"\x1f\x8b\x08\0\0\0\0\0\0\x03"), chunk(b"\0\0\0\xff\xff")
    ),
    "a name inside gzip": Dripping(GZIPPED + chunk(b"\x1f\x8b\x08\x08\0\0\0\0\0\x03"), chunk(b"a")),
    "a flood of such blocks": Dripping(
        GZIPPED + chunk(b"\x1f\x8b\x08\0\0\0\0\0\0\x03"), chunk(b"\0\0\0\xff\xff" * 10_000), 0
    ),
    "what follows gzip": Dripping(GZIPPED + chunk(gzip.compress(payment().body)), chunk(b"a")),
}


def read(p: Any) -> Any:
    return p.payments.get("imp_1")


def write(p: Any) -> Any:
    return p.payments.cancel(imp_uid="imp_1", amount=500)


@both
@pytest.mark.parametrize("is_given", [False, True], ids=["own", "given"])
@pytest.mark.parametrize("endless", ENDLESS.values(), ids=ENDLESS)
def test_an_answer_without_end_ends_in_time(
    connect: Connect, is_given: bool, endless: Dripping
) -> None:
    pool: Any = None
    if is_given:
        pool = httpx.Client() if connect is Blocking else httpx.AsyncClient()
    with ScriptedServer() as server, connect(server, http_client=pool, max_retries=0) as portone:
        server.on("/payments/imp_1", payment())
        portone.do(read)  # the token is there, and a connection that is used again
        server.on("/payments/cancel", endless)
        view = portone.client.with_options(timeout=0.5)
        error = portone.error(lambda _: write(view))
        assert (type(error), error.outcome) == (NoAnswer, "unknown")
        assert portone.do(read).status == "paid", "the client still works"
        if is_given:
            portone.do(lambda _: pool.close() if connect is Blocking else pool.aclose())


@both
def test_a_tunnel_that_a_proxy_never_opens_ends_in_time(connect: Connect) -> None:
    with ScriptedServer() as proxy:
        proxy.on(ANY, Dripping(b"HTTP/1.1 200 OK\r\n", b"x-a: b\r\n"))
        pool: Any = (httpx.Client if connect is Blocking else httpx.AsyncClient)(proxy=proxy.url)
        with connect(
            "https://127.0.0.1:1", http_client=pool, max_retries=0, timeout=0.5
        ) as portone:
            error = portone.error(write)
            assert error.outcome == "not_sent"
            portone.do(lambda _: pool.close() if connect is Blocking else pool.aclose())


@pytest.fixture
def slow_reader() -> Iterator[str]:
    """The URL of a server that gives a token, and then takes little of a request at a time."""
    stopping = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    # However much memory the system gives to connections, little is taken before it is read.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, suppress(ConnectionError):
            request = b""
            while not request.endswith(b"}"):
                request += connection.recv(4096)
            connection.sendall(token().head() + token().body)
            while not stopping.wait(PAUSE):
                connection.recv(1 << 18)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stopping.set()
        thread.join()
        listener.close()


@both
def test_a_request_that_is_read_slowly_ends_in_time(connect: Connect, slow_reader: str) -> None:
    with connect(slow_reader, max_retries=0, timeout=1.5) as portone:
        error = portone.error(
            lambda p: p.payments.cancel(imp_uid="imp_1", amount=500, reason="x" * 12_000_000)
        )
    assert (type(error), error.outcome) == (NoAnswer, "unknown")
    late = ("WriteTimeout", "sending took too long", "it took too long")
    assert any(reason in str(error) for reason in late), str(error)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of 127.0.0.0/8")
def test_an_address_that_does_not_respond_leaves_time_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look_up = socket.getaddrinfo

    def several(host: str, port: int, *more: Any, **options: Any) -> Any:
        if host != "localhost":
            return look_up(host, port, *more, **options)
        found = (look_up(ip, port, *more, **options) for ip in ("127.0.0.2", "127.0.0.1"))
        return list(itertools.chain(*found))

    with ScriptedServer() as server, ExitStack() as sockets:
        server.on(ANY, payment())
        full = sockets.enter_context(socket.create_server(("127.0.0.2", server.port), backlog=0))
        for _ in range(4):
            waiting = sockets.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        monkeypatch.setattr(socket, "getaddrinfo", several)
        url = f"http://localhost:{server.port}"
        with Blocking(url, max_retries=0, timeout=3.0) as portone:
            assert portone.do(read).status == "paid"


@pytest.mark.parametrize("is_given", [False, True], ids=["own", "given"])
def test_a_tls_handshake_has_the_time_that_connecting_has_left(
    is_given: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float | None] = []

    def start_tls(
        stream: SyncStream, context: Any, name: str | None = None, timeout: float | None = None
    ) -> Any:
        given.append(timeout)
        stream.close()
        raise httpcore.ConnectTimeout("handshake")

    monkeypatch.setattr(SyncStream, "start_tls", start_tls)
    with socket.create_server(("127.0.0.1", 0)) as listener, httpx.Client() as pool:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        options: dict[str, Any] = {"http_client": pool} if is_given else {}
        with Blocking(url, max_retries=0, timeout=5.0, **options) as portone:
            assert portone.error(write).outcome == "not_sent"
    (left,) = given
    assert left is not None
    assert 0 < left < 5.0


# Answers that are compressed.


def packed(body: bytes, *codings: str) -> Answer:
    return Answer(200, body, {"Content-Encoding": ", ".join(codings)})


BODY = payment().body


@both
@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP", "identity, gzip"])
def test_gzip_is_unpacked(connect: Connect, coding: str) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, packed(gzip.compress(BODY), coding))
        assert portone.do(read).status == "paid"
        assert server.call.header("accept-encoding") == "gzip"


@both
@pytest.mark.parametrize("coding", ["", "identity"])
def test_an_answer_that_is_not_compressed_may_say_so(connect: Connect, coding: str) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, packed(BODY, coding))
        assert portone.do(read).status == "paid"


TWICE = packed(gzip.compress(gzip.compress(BODY)), "gzip", "gzip")
REFUSED = {
    "twice": (TWICE, "the answer is compressed twice"),
    "twice in two ways": (packed(b"", "br", "gzip"), "the answer is compressed twice"),
    **{
        coding: (packed(zlib.compress(BODY), coding), "the answer is compressed, and not with gzip")
        for coding in ("deflate", "br", "zstd", "compress", "what?")
    },
    "broken": (packed(BODY, "gzip"), "the answer is not valid gzip"),
}


@both
@pytest.mark.parametrize(("answer", "reason"), REFUSED.values(), ids=REFUSED)
def test_an_answer_that_is_compressed_in_another_way(
    connect: Connect, answer: Answer, reason: str
) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, answer)
        for use, outcome in ((read, "no_answer"), (write, "unknown")):
            error = portone.error(use)
            assert (type(error), error.outcome) == (NoAnswer, outcome)
            assert reason in str(error)
        server.on(ANY, payment())
        assert portone.do(read).status == "paid", "the client still works"


# With 1.5 GB of blanks: more than the memory that the interpreter is given.
BOMB = """
import asyncio, resource, sys
from portone_v1 import AsyncPortOne, NoAnswer, PortOne
url, kind = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
client = {"sync": PortOne, "async": AsyncPortOne}[kind]("5551234567890123", "s" * 40, base_url=url, max_retries=0)
try:
    asked = client.payments.get("imp_1")
    asyncio.run(asked) if kind == "async" else None
except NoAnswer as error:
    print(error)
"""


def gzipped(pieces: Iterable[bytes]) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*map(packer.compress, pieces), packer.flush()])


@pytest.fixture(scope="module")
def bomb() -> bytes:
    return gzipped(b" " * (1 << 20) for _ in range(1500))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("times", [1, 2])
def test_a_small_answer_that_unpacks_to_gigabytes(
    tmp_path: Path, bomb: bytes, kind: str, times: int
) -> None:
    script = tmp_path / "bomb.py"
    script.write_text(BOMB)
    answer = packed(bomb if times == 1 else gzip.compress(bomb), *["gzip"] * times)
    with ScriptedServer() as server:
        server.on(ANY, answer)
        done = subprocess.run(
            [sys.executable, script, server.url, kind], capture_output=True, text=True, check=False
        )
    reason = "larger than 16777216 bytes" if times == 1 else "compressed twice"
    assert (reason in done.stdout, done.returncode) == (True, 0), done.stderr
