"""A small real server that plays a script for each path, and both clients behind the same words."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import ssl
import struct
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Protocol, Self
from urllib.parse import unquote

import pytest

from portone_v1 import AsyncPortOne, PortOne, PortOneError
from portone_v1.client import compose
from portone_v1.core.session import Session
from portone_v1.observe.hooks import Hooks
from portone_v1.options import Account

KEY = "5551234567890123"
SECRET = "s3cr3t-of-the-shop-0123456789abcdef"
TOKEN = "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"
TOKEN_PATH = "/users/getToken"
ANY = "*"

# How long anything waits at most. It is reached only when a test fails.
PATIENCE = 20.0


@dataclass(frozen=True)
class Received:
    """A request as it came, the path and the query still encoded."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for header, value in self.headers if header.lower() == name]

    def header(self, name: str) -> str | None:
        """The only value of a header, None without it."""
        values = self.all(name)
        assert len(values) < 2, f"{name} was sent {len(values)} times"
        return values[0] if values else None

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Script(Protocol):
    """What the server does with one request."""

    def play(self, connection: socket.socket, server: ScriptedServer) -> bool:
        """Do it; answers whether the connection stays open."""
        ...


@dataclass(frozen=True)
class Answer:
    """An answer. `before` is called once the request is there, `then` when it has been answered."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] | None = None
    then: Callable[[], object] | None = None

    def play(self, connection: socket.socket, server: ScriptedServer) -> bool:
        if self.before is not None:
            self.before()
        connection.sendall(self.head() + self.body)
        if self.then is not None:
            self.then()
        return True

    def head(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status} Scripted", f"Content-Length: {len(self.body)}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join([*lines, "", ""]).encode()

    def of_status(self, status: int) -> Answer:
        """The same answer with another HTTP status."""
        return replace(self, status=status)

    def after(self, before: Callable[[], object]) -> Answer:
        """The same answer, once `before` has returned."""
        return replace(self, before=before)

    def saying(self, **headers: str) -> Answer:
        """The same answer with more headers, `retry_after="0"` for Retry-After."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(self, headers={**self.headers, **more})


@dataclass(frozen=True)
class Asked:
    """A payment with the imp_uid that the path ends with."""

    headers: Mapping[str, str] = field(default_factory=dict)

    def about(self, request: Received) -> Answer:
        imp_uid = unquote(request.path.rpartition("/")[2])
        return payment(imp_uid=imp_uid).saying(**self.headers)

    def play(self, connection: socket.socket, server: ScriptedServer) -> bool:
        raise AssertionError("it is played as an answer about the request")


class Close:
    """Close the connection before answering."""

    def play(self, connection: socket.socket, server: ScriptedServer) -> bool:
        return False


class Reset:
    """Reset the connection before answering."""

    def play(self, connection: socket.socket, server: ScriptedServer) -> bool:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False


@dataclass(frozen=True)
class Cut:
    """Close the connection in the middle of the body."""

    answer: Answer

    def play(self, connection: socket.socket, server: ScriptedServer) -> bool:
        body = self.answer.body
        connection.sendall(self.answer.head() + body[: len(body) // 2])
        return False


@dataclass(frozen=True)
class Silence:
    """Never answer: hold the connection until the end of the server."""

    arrived: threading.Event = field(default_factory=threading.Event)

    def play(self, connection: socket.socket, server: ScriptedServer) -> bool:
        self.arrived.set()
        wait_for(server.stopping)
        return False


@dataclass(frozen=True)
class Drip:
    """Answer byte by byte, and call `halfway` in the middle of the body."""

    answer: Answer
    halfway: Callable[[], object]

    def play(self, connection: socket.socket, server: ScriptedServer) -> bool:
        whole = self.answer.head() + self.answer.body
        for place in range(len(whole)):
            if place == len(whole) - len(self.answer.body) // 2:
                self.halfway()
            connection.sendall(whole[place : place + 1])
        return True


class Endless:
    """Answer byte by byte and never end: no pause is long, yet it takes for ever."""

    def play(self, connection: socket.socket, server: ScriptedServer) -> bool:
        connection.sendall(b"HTTP/1.1 200 Scripted\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not server.stopping.is_set():
            connection.sendall(b"1\r\n \r\n")
        return False


def wait_for(event: threading.Event) -> None:
    """Wait until the event is set, and fail rather than wait for ever."""
    assert event.wait(PATIENCE), "nobody released it"


@contextmanager
def interrupted_when(ready: threading.Event) -> Iterator[None]:
    """Let Ctrl-C come to this thread once `ready` is set."""

    def press() -> None:
        wait_for(ready)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    old = signal.signal(signal.SIGINT, signal.default_int_handler)
    thread = threading.Thread(target=press)
    thread.start()
    try:
        yield
    finally:
        thread.join(PATIENCE)
        signal.signal(signal.SIGINT, old)


def envelope(
    response: object = None, *, code: int = 0, message: str | None = None, status: int = 200
) -> Answer:
    """An answer of V1, written as PHP writes it."""
    text = json.dumps({"code": code, "message": message, "response": response})
    body = text.replace("/", "\\/").encode()
    return Answer(status, body, {"Content-Type": "application/json"})


def refusal(message: str, *, code: int = -1, status: int = 200) -> Answer:
    """V1 saying no."""
    return envelope(code=code, message=message, status=status)


def payment(**fields: object) -> Answer:
    """A payment, paid unless `fields` say otherwise."""
    return envelope(PAID | fields)


def token(value: str = TOKEN, life: int = 1800, now: int = 1_000_000_000) -> Answer:
    """A token. The server's clock is years behind this machine's."""
    return envelope({"access_token": value, "now": now, "expired_at": now + life})


def html(status: int, text: str = "<html>nginx</html>") -> Answer:
    """A page of something that stands before the API."""
    return Answer(status, text.encode(), {"Content-Type": "text/html"})


def unauthorized() -> Answer:
    """The token is missing or has expired."""
    return refusal("Unauthorized", status=401)


PAID: dict[str, object] = {
    "imp_uid": "imp_1",
    "merchant_uid": "o-1",
    "status": "paid",
    "pg_provider": "nice_v2",
    "amount": 1000,
    "cancel_amount": 0,
    "currency": "KRW",
    "name": "구독 11월",
    "started_at": 1_700_000_000,
    "paid_at": 1_700_000_100,
    "failed_at": 0,
    "cancelled_at": 0,
    "cancel_history": [],
}


class ScriptedServer:
    """Plays the script of each path and keeps every request.

    `with ScriptedServer() as server:` ends with all sockets closed and all threads joined, and fails
    when something was asked for that no script has. With `tls` it speaks https.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.received: list[Received] = []
        self.stopping = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{self.port}"
        self._scripts: dict[str, list[Script]] = {TOKEN_PATH: [token()]}
        self._failures: list[BaseException] = []
        self._connections: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._accept, name="scripted")]
        self._lock = threading.Lock()

    def on(self, path: str, *scripts: Script) -> None:
        """Play these for `path`, one a request; the last is played again for all that follow."""
        with self._lock:
            self._scripts[path] = list(scripts)

    @property
    def calls(self) -> list[Received]:
        """What was asked for, but for tokens."""
        with self._lock:
            return [request for request in self.received if request.path != TOKEN_PATH]

    @property
    def call(self) -> Received:
        """The only call."""
        (only,) = self.calls
        return only

    @property
    def tokens(self) -> int:
        """How often a token was asked for."""
        with self._lock:
            return sum(request.path == TOKEN_PATH for request in self.received)

    @property
    def counts(self) -> tuple[int, int]:
        """How many tokens and how many calls."""
        return self.tokens, len(self.calls)

    @property
    def accepted(self) -> int:
        """How many connections were made."""
        with self._lock:
            return len(self._threads) - 1

    def forget(self) -> None:
        """Forget what was asked for."""
        with self._lock:
            self.received.clear()

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stopping.set()
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._threads[0].join(PATIENCE)
        self._listener.close()
        with self._lock:
            for connection in self._connections:
                _shut(connection)
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()
        for failure in self._failures:
            if error is None:
                raise failure
            error.add_note(f"The server failed as well: {failure!r}")

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self.stopping.is_set():
                connection.close()
                return
            thread = threading.Thread(target=self._serve, args=(connection,), name="scripted")
            with self._lock:
                self._connections.add(connection)
                self._threads.append(thread)
            thread.start()

    def _serve(self, accepted: socket.socket) -> None:
        connection = accepted
        try:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection, connection.makefile("rb") as stream:
                while (request := _read(stream)) is not None:
                    script = self._next(request)
                    answer = script.about(request) if isinstance(script, Asked) else script
                    if not answer.play(connection, self):
                        break
        except ConnectionError:
            pass  # The client went away, as it may.
        except BaseException as failure:
            self._failures.append(failure)
        finally:
            with self._lock:
                self._connections.discard(accepted)

    def _next(self, request: Received) -> Script:
        with self._lock:
            self.received.append(request)
            scripts = self._scripts.get(request.path) or self._scripts.get(ANY)
            assert scripts, f"no script for {request.method} {request.path}"
            return scripts.pop(0) if len(scripts) > 1 else scripts[0]


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _read(stream: Any) -> Received | None:
    line = stream.readline(65536).decode("latin-1")
    if not line.endswith(" HTTP/1.1\r\n"):
        return None  # The end, or something that is no HTTP, such as TLS.
    method, target, _ = line.split(" ")
    headers: list[tuple[str, str]] = []
    while (line := stream.readline().decode("latin-1").rstrip("\r\n")) != "":
        name, _, value = line.partition(":")
        headers.append((name, value.strip()))
    length = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
    path, _, query = target.partition("?")
    return Received(method, path, query, tuple(headers), stream.read(length))


@contextmanager
def deaf_port() -> Iterator[int]:
    """A port where connections are made and nobody ever reads."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def closed_port() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


class SteppedClock:
    """A machine's two clocks, which a test moves together or one by one. Waiting takes no time."""

    def __init__(self, at: float = 0.0, wall: float = 1_700_000_000.0) -> None:
        self.at = at
        self.ahead = wall - at
        """By how many seconds the wall clock is ahead of the monotonic one."""

    def monotonic(self) -> float:
        return self.at

    def wall(self) -> float:
        return self.at + self.ahead

    def sleep(self, seconds: float) -> None:
        self.at += seconds

    def suspend(self, seconds: float) -> None:
        """Let time pass while the monotonic clock stands still."""
        self.ahead += seconds

    def stop_wall(self, seconds: float) -> None:
        """Let time pass while the wall clock stands still."""
        self.at += seconds
        self.ahead -= seconds


class Gate:
    """Opens when as many as it needs have come, and stays open."""

    def __init__(self, needed: int) -> None:
        self._missing = needed
        self._open = threading.Event()
        self._lock = threading.Lock()

    def arrive(self) -> None:
        with self._lock:
            self._missing -= 1
            if self._missing == 0:
                self._open.set()

    def wait(self) -> None:
        wait_for(self._open)


Use = Callable[[Any], Any]
"""Something to do with a client: a call, or what a coroutine awaits."""


class Caller(ABC):
    """A client of either kind that is told what to call in the same words."""

    client: Any

    def __init__(self, at: ScriptedServer | str, **options: Any) -> None:
        url = at if isinstance(at, str) else at.url
        account = {"api_key": KEY, "api_secret": SECRET, "base_url": url}
        self.client = self.make(**(account | options))

    @staticmethod
    @abstractmethod
    def make(**options: Any) -> Any:
        """The client."""

    @abstractmethod
    def do(self, use: Use) -> Any:
        """What `use` returns, given the client."""

    @abstractmethod
    def together(self, uses: Sequence[Use]) -> list[Any]:
        """What each returns or raises, all begun before the first is waited for."""

    @abstractmethod
    def close(self) -> None:
        """Close the client."""

    @abstractmethod
    def count_waiters(self, gate: Gate) -> None:
        """Let everybody who waits for another's token arrive at the gate."""

    def error(self, use: Use) -> Any:
        """The error of this package that `use` raises."""
        with pytest.raises(PortOneError) as caught:
            self.do(use)
        return caught.value

    @property
    def session(self) -> Session:
        session: Session = self.client.sender.session
        return session

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Blocking(Caller):
    """Calls with `PortOne`, and with threads where several call at once."""

    @staticmethod
    def make(**options: Any) -> PortOne:
        return PortOne(**options)

    def do(self, use: Use) -> Any:
        return use(self.client)

    def together(self, uses: Sequence[Use]) -> list[Any]:
        ready = threading.Barrier(len(uses), timeout=PATIENCE)

        def one(use: Use) -> Any:
            ready.wait()
            try:
                return use(self.client)
            except Exception as error:
                return error

        with ThreadPoolExecutor(len(uses)) as threads:
            return list(threads.map(one, uses))

    def close(self) -> None:
        self.client.close()

    def count_waiters(self, gate: Gate) -> None:
        class Counted(threading.Event):
            def wait(self, timeout: float | None = None) -> bool:
                gate.arrive()
                return super().wait(timeout)

        self.session.make_event = Counted


class Awaiting(Caller):
    """Calls with `AsyncPortOne` in an event loop of its own."""

    def __init__(self, at: ScriptedServer | str, **options: Any) -> None:
        self.runner = asyncio.Runner()
        super().__init__(at, **options)

    @staticmethod
    def make(**options: Any) -> AsyncPortOne:
        return AsyncPortOne(**options)

    def do(self, use: Use) -> Any:
        async def one() -> Any:
            return await use(self.client)

        return self.runner.run(one())

    def together(self, uses: Sequence[Use]) -> list[Any]:
        async def all_of_them() -> list[Any]:
            calls = [use(self.client) for use in uses]
            return await asyncio.gather(*calls, return_exceptions=True)

        return self.runner.run(all_of_them())

    def close(self) -> None:
        with self.runner:
            self.runner.run(self.client.aclose())

    def count_waiters(self, gate: Gate) -> None:
        count_waiters(self.client, gate)


def count_waiters(client: AsyncPortOne, gate: Gate) -> None:
    """Let every task that waits for another's token arrive at the gate."""
    import anyio

    class Counted:
        def __init__(self) -> None:
            self._event = anyio.Event()

        def set(self) -> None:
            self._event.set()

        async def wait(self) -> None:
            gate.arrive()
            await self._event.wait()

    client.sender.session.make_event = Counted


def unconnected_session(**hooks: Any) -> Session:
    """A session for tests that do its steps by hand."""
    session = Session(
        Account.checked(KEY, SECRET, "http://127.0.0.1:1"), threading.Event, lambda: None
    )
    compose(session, Hooks(**hooks), None, None)
    return session


Connect = type[Caller]

both = pytest.mark.parametrize("connect", [Blocking, Awaiting], ids=["sync", "async"])
"""Runs a test with both clients."""
