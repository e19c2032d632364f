"""The only place that knows the HTTP library: sends a request, brings back the whole answer."""

from __future__ import annotations

import logging
import math
import os
import re
import socket
import ssl
import sys
import weakref
import zlib
from collections.abc import AsyncGenerator, Generator, Hashable, Mapping
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib import import_module
from time import monotonic
from traceback import walk_tb
from types import ModuleType
from typing import Any, Protocol, cast

from portone_v1_api.operations import SECRET_FIELDS
from portone_v1_api.reports import one_line

from ..errors import ConfigurationError, PortOneError
from ..loading import load_async
from ..masking import MASK
from ..options import LOOPBACK
from .interruptions import interruption, only_interruptions
from .request import Reply, Request, SendFailed

LARGEST_ANSWER = 16 * 1024 * 1024
"""Bytes of an answer, unpacked. A page of 1,000 payments is about 2 MB."""

_GRACE = 0.1
_MOST_IDLE = 32

_UNTRACED = ("PoolTimeout", "UnsupportedProtocol")
"""What the library raises before the first step that it traces."""

_NOT_SENT = ("ConnectError", "ConnectTimeout", "ProxyError", *_UNTRACED)
"""What it raises before it sends the request."""


class _AnyHttpClient(Protocol):
    @property
    def build_request(self) -> Any: ...
    @property
    def send(self) -> Any: ...
    @property
    def is_closed(self) -> bool: ...


class HttpClient(_AnyHttpClient, Protocol):
    """A client of httpx, or of a library with the same API."""

    @property
    def close(self) -> Any: ...


class AsyncHttpClient(_AnyHttpClient, Protocol):
    """An async client of httpx, or of a library with the same API."""

    @property
    def aclose(self) -> Any: ...


class Transport:
    """Sends requests. A call has an HTTP client to itself while it is under way.

    A pool that threads share may take a connection that another thread has just been given for a dead
    one, and close it before the answer to a charge has come (encode/httpcore#1110).
    """

    def __init__(self, client: HttpClient | None = None) -> None:
        if client is None:
            _load_library()
        self._given = client
        self._closed = False
        self._idle: dict[int, list[Any]] = {}

    def send(self, request: Request) -> Reply:
        """The answer to `request`, or SendFailed."""
        if self._given is not None:
            return _send(self._given, request)
        client = self._take()
        handled = sys.exception()
        try:
            reply = _send(client, request)
        except (SendFailed, ConfigurationError):
            self._give_back(client)
            raise
        except Exception as error:
            ending = interruption(error, handled)
            if ending is None and _is_of_library(error):
                # The library has failed in itself, such as after an earlier interruption.
                ending = SendFailed(type(error).__name__, sent=True)
            ending = ending or error.with_traceback(None)
        else:
            self._give_back(client)
            return reply
        # An interrupted client is not used again, nor closed: nobody knows how far it came.
        raise ending

    def close(self) -> None:
        """Close the connections of this process; those of calls under way when these end."""
        self._closed = True
        for client in self._idle.pop(os.getpid(), ()):
            client.close()

    def _take(self) -> Any:
        try:
            return self._idle[os.getpid()].pop()
        except (KeyError, IndexError):
            return _own_client()

    def _give_back(self, client: Any) -> None:
        idle = self._idle.setdefault(os.getpid(), [])
        if self._closed or len(idle) >= _MOST_IDLE:
            client.close()
        else:
            idle.append(client)


class AsyncTransport:
    """Sends requests without blocking, with a pool of connections for each event loop and process."""

    def __init__(self, client: AsyncHttpClient | None = None) -> None:
        if client is None:
            _load_library()
        load_async()
        self._given = client
        self._pools: dict[Hashable, tuple[AsyncHttpClient, AsyncGenerator[None]]] = {}

    async def send(self, request: Request) -> Reply:
        """The answer to `request`, or SendFailed."""
        import anyio

        handled = sys.exception()
        client = self._given or await self._pool()
        library = _library(type(client))
        built = _build(client, library, request)
        trace = _Trace(request, reads_ahead=True)
        built.extensions["trace"] = trace.told_async
        try:
            # The library knows best what took too long, so its own timeouts come first.
            with (
                _under_way(trace),
                other_calls_apart(),
                anyio.fail_after(request.timeout + _GRACE),
            ):
                trace.check_time()
                response = await client.send(built, **_SEND)
                trace.response = response
                try:
                    if (spoiled := trace.spoiled()) is not None:
                        await spoiled.aclose()
                    body = _Body(response)
                    pieces = response.aiter_bytes if body.is_unpacked else response.aiter_raw
                    async for chunk in pieces():
                        body.take(chunk)
                    return body.reply()
                finally:
                    with anyio.CancelScope(shield=True):
                        await response.aclose()
        except TimeoutError as error:
            # A transport that traces nothing gets no benefit of the doubt.
            sent = trace.is_sent or not trace.has_told
            ending = interruption(error, handled) or SendFailed("it took too long", sent=sent)
        except library.HTTPError as error:
            ending = interruption(error, handled) or _failure(error, built, trace)
        raise ending

    async def aclose(self) -> None:
        """Close the connections of this event loop that are the client's own."""
        if loop_scope() in self._pools:
            _, life = self._pools[loop_scope()]
            await life.aclose()

    async def _pool(self) -> AsyncHttpClient:
        loop = loop_scope()
        if loop not in self._pools:
            client = import_module("httpx").AsyncClient(**_own_options())
            life = self._life(loop, client)
            self._pools[loop] = client, life
            await anext(life)
        return self._pools[loop][0]

    async def _life(self, loop: Hashable, client: AsyncHttpClient) -> AsyncGenerator[None]:
        """The life of a pool: an event loop that ends closes its generators, and so its connections."""
        try:
            yield
        finally:
            del self._pools[loop]
            await client.aclose()


def _send(client: HttpClient, request: Request) -> Reply:
    """The answer to `request`."""
    handled = sys.exception()
    deadline = monotonic() + request.timeout
    library = _library(type(client))
    built = _build(client, library, request)
    trace = _Trace(request, reads_ahead=False, deadline=deadline)
    built.extensions["trace"] = trace.told
    try:
        with _under_way(trace), other_calls_apart():
            trace.check_time()
            response = client.send(built, **_SEND)
            trace.response = response
            try:
                if (spoiled := trace.spoiled()) is not None:
                    spoiled.close()
                body = _Body(response)
                pieces = response.iter_bytes if body.is_unpacked else response.iter_raw
                for chunk in pieces():
                    body.take(chunk)
                    trace.left("the answer", None)
                return body.reply()
            finally:
                response.close()
    except library.HTTPError as error:
        ending = interruption(error, handled) or _failure(error, built, trace)
    raise ending


class _Trace:
    """Follows one request through the library: whether it was sent, in what time, and whether more came back.

    A connection over which more came than the answer is ended: what is left over would be taken for the
    answer to the next request.
    """

    def __init__(self, request: Request, *, reads_ahead: bool, deadline: float = math.inf) -> None:
        self.request = request
        self.deadline = deadline
        """When the whole answer has to be there, on the monotonic clock; an event loop sees to that itself."""
        self.reads_ahead = reads_ahead
        """Whether an event loop reads from the socket, and may keep some of it where nobody sees it."""
        self.response: Any = None
        self.has_told = False
        self.is_sent = False
        """Whether it began to send the request."""

    def told(self, event: str, details: Mapping[str, Any]) -> None:
        """Called by the library at each step."""
        if event.endswith(_CONNECTED):
            _bound(details["return_value"])
        self._follow(event, details)

    async def told_async(self, event: str, details: Mapping[str, Any]) -> None:
        """The same, awaited."""
        self._follow(event, details)

    def _follow(self, event: str, details: Mapping[str, Any]) -> None:
        self.has_told = True
        if (
            event.endswith(_SENDING)
            and getattr(details.get("request"), "method", b"") != b"CONNECT"
        ):
            # A request that asks a proxy for a tunnel is not the one that is to go through it.
            self.check_time()
            self.is_sent = True
        # The last moment before the connection goes back to the pool, where another request may take it.
        if event == "http11.response_closed.started" and self.response is not None:
            connection = _connection(self.response)
            if connection is not None and self._may_leave_something(connection):
                connection._h11_state.send_failed()  # So the library closes it instead.

    def check_time(self) -> None:
        """Let no request leave too late: its attempt says when it left, and others count from then.

        Looking up a host has no timeout, a client of the user's may give each of its addresses the whole timeout
        for connecting, and the machine may stand still meanwhile.
        """
        if monotonic() > self.deadline:
            raise SendFailed("ConnectTimeout: connecting took too long", sent=self.is_sent)
        if self.request.is_stale():
            raise SendFailed("too much time passed before it could leave", sent=self.is_sent)

    def left(self, what: str, timeout: float | None) -> float:
        """Seconds that are left for `what`, at most `timeout`."""
        left = self.deadline - monotonic()
        if left <= 0:
            raise SendFailed(f"{what} took too long", sent=self.is_sent or not self.has_told)
        return left if timeout is None else min(left, timeout)

    def spoiled(self) -> Any:
        """A connection that is back in the pool all the same, such as after a hook that read the answer."""
        connection = _connection(self.response) if self.response.is_closed else None
        if connection is None or not connection.is_idle():
            return None
        return connection if self._may_leave_something(connection) else None

    def _may_leave_something(self, connection: Any) -> bool:
        """Whether more was received than the answer.

        What comes later stays at the socket, where the library looks before it uses a connection again.
        """
        received, _ = connection._h11_state.trailing_data
        is_split = self.reads_ahead and self.response.num_bytes_downloaded > _ONE_READ // 2
        return bool(received) or is_split or _tls_holds_more(self.response)


_CONNECTED = ("connect_tcp.complete", "connect_unix_socket.complete", "start_tls.complete")
_SENDING = "send_request_headers.started"


def _bound(stream: Any) -> None:
    """Let nothing that a connection does outlast the request that it is for.

    The library's own timeout starts again with each byte that comes or leaves: a server that sends one now and
    then, be it of the headers, would be listened to for ever, and one that reads slowly would be waited for. It
    starts again with the TLS handshake too.
    """
    connection = weakref.ref(stream)
    kind = cast("Any", type(stream))

    def read(max_bytes: int, timeout: float | None = None) -> Any:
        return kind.read(connection(), max_bytes, _left("the answer", timeout))

    def write(buffer: bytes, timeout: float | None = None) -> None:
        whole = memoryview(buffer)
        for at in range(0, len(whole), _ONE_WRITE):
            piece = whole[at : at + _ONE_WRITE]
            kind.write(connection(), piece, _left("sending", timeout))

    def start_tls(
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> Any:
        left = _left("connecting", timeout)
        return kind.start_tls(connection(), ssl_context, server_hostname, left)

    stream.read, stream.write, stream.start_tls = read, write, start_tls


def _left(what: str, timeout: float | None) -> float | None:
    """Seconds that are left for something the library does for the request that is under way."""
    trace = _sending.get()
    return timeout if trace is None else trace.left(what, timeout)


_ONE_WRITE = 16 * 1024
"""Bytes that leave at once: so few that a socket takes them all as soon as it takes any."""


class _OneDeadline:
    """Connects to a host within the time of the request, however many addresses it has.

    The library gives each of them the whole time. Here each may take its share of what is left, so that one
    that does not respond leaves time for the next.
    """

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def __getattr__(self, name: str) -> Any:
        return getattr(self._backend, name)

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, **options: Any
    ) -> Any:
        """The stream of the first address that responds."""
        core = import_module("httpcore")
        handled = sys.exception()
        others = _addresses(host, port)
        last = others.pop() if others else host  # whose failure is the library's own to name
        for at, address in enumerate(others):
            share = _left("connecting", timeout)
            if share is not None:
                share /= len(others) + 1 - at
            try:
                return self._backend.connect_tcp(address, port, share, **options)
            except (core.ConnectError, core.ConnectTimeout) as error:
                ending = interruption(error, handled)
            if ending is not None:
                raise ending
        return self._backend.connect_tcp(last, port, _left("connecting", timeout), **options)


def _addresses(host: str, port: int) -> list[str]:
    found: list[Any] = []
    with only_interruptions(sys.exception()):
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(where[0]) for *_, where in found]


_ONE_READ = 64 * 1024
"""Bytes that the library takes from an event loop at once, which may have read more."""


def _connection(response: Any) -> Any:
    """The HTTP/1.1 connection of an answer, which httpx keeps inside; None over any other transport."""
    inner = response.stream
    for name in ("_stream", "_httpcore_stream", "_stream", "_connection"):
        inner = getattr(inner, name, None)
    return inner if hasattr(inner, "_h11_state") else None


def _tls_holds_more(response: Any) -> bool:
    """Whether TLS in memory has taken more from the socket than was read of it."""
    tls = response.extensions["network_stream"].get_extra_info("ssl_object")
    if not isinstance(tls, ssl.SSLObject):
        return False
    try:
        tls.read(1)
    except ssl.SSLWantReadError:
        return False
    except ssl.SSLError:
        pass
    return True


def loop_scope() -> Hashable:
    """What tells this event loop from any other, in any process."""
    from anyio.lowlevel import current_token

    return os.getpid(), current_token()


def async_event() -> Any:
    """An event of this event loop."""
    return import_module("anyio").Event()


_SEND = {"stream": True, "auth": None, "follow_redirects": False}


_sending: ContextVar[_Trace | None] = ContextVar("portone_v1_sending", default=None)
"""The request that is under way in this thread or task."""


class _NoSecrets(logging.Filter):
    """The library logs the URL of each request, of which some hold a secret, and what was answered."""

    urls = re.compile(rf"([?&](?:{'|'.join(sorted(SECRET_FIELDS))})=)[^&\s\"]+")

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        masked = self.urls.sub(rf"\1{MASK}", message)
        trace = _sending.get()
        if trace is not None:
            masked = one_line(trace.request.redactor.text(masked))
        if masked != message:
            record.msg, record.args = masked, None
        return True


_no_secrets = _NoSecrets()

_LOGGERS = ("connection", "http11", "http2", "proxy", "socks")
"""Those of the layer below, which logs the headers of answers."""


def _keep_quiet(library: ModuleType) -> None:
    """Let nothing secret be logged by the library of a request that is under way."""
    below = (f"httpcore.{name}" for name in _LOGGERS)
    for name in (library.__name__, *below):
        logging.getLogger(name).addFilter(_no_secrets)


@contextmanager
def _under_way(trace: _Trace) -> Generator[None]:
    """While a request is under way, the filter of the logs knows its secrets, and each read its deadline."""
    token = _sending.set(trace)
    try:
        yield
    finally:
        _sending.reset(token)


@contextmanager
def other_calls_apart() -> Generator[None]:
    """An error of another call is not one of this request, which may have left by then.

    A hook of `http_client`, its transport, the stream of an answer and a filter of the logs are the user's code:
    any of them may make a call itself.
    """
    try:
        yield
    except PortOneError as error:
        reason = f"what http_client did failed with {type(error).__name__}"
        raise SendFailed(reason, sent=True) from error


def _load_library() -> None:
    """Load the library that a client uses when it is given none, and make its TLS context.

    With the first call, a fork meanwhile would leave the locks of modules and of OpenSSL to nobody.
    """
    for name in ("httpx", "httpcore", "certifi"):
        import_module(name)
    _tls(os.getpid())


@lru_cache
def _tls(process: int) -> ssl.SSLContext:
    # Making one takes longer than all else in making a client, and one serves them all.
    context: ssl.SSLContext = import_module("httpx").create_ssl_context()
    return context


def _own_client() -> Any:
    """A client that one thread at a time uses."""
    client = import_module("httpx").Client(**_own_options())
    for transport in (client._transport, *client._mounts.values()):
        pool: Any = getattr(transport, "_pool", None)
        # Ctrl-C may strike when the lock of the pool has just been taken. The library cleans up behind the same
        # lock, and would wait for itself for ever. Nobody else uses this pool, so it needs none. The library has
        # no public way to say so; one that keeps its lock elsewhere keeps it.
        if hasattr(pool, "_optional_thread_lock"):
            pool._optional_thread_lock = nullcontext()
        if hasattr(pool, "_network_backend"):
            pool._network_backend = _OneDeadline(pool._network_backend)
    return client


def _own_options() -> dict[str, Any]:
    # An answer's cookie is for nobody, and one that cannot be sent back would fail every later request.
    no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))
    # What is sent to this machine, perhaps in plain, is for no proxy that the environment names.
    no_proxy = {f"all://{host}": None for host in LOOPBACK}
    return {
        "verify": _tls(os.getpid()),
        "follow_redirects": False,
        "cookies": no_cookies,
        "mounts": no_proxy,
    }


@lru_cache
def _library(kind: type[Any]) -> ModuleType:
    """The library of a client's class: its exceptions are the ones that the client raises."""
    for cls in kind.__mro__:
        library = import_module(cls.__module__.partition(".")[0])
        if hasattr(library, "HTTPError") and hasattr(library, "Timeout"):
            break
    else:
        library = import_module("httpx")
    _keep_quiet(library)
    return library


def _build(client: Any, library: ModuleType, request: Request) -> Any:
    if client.is_closed:
        raise ConfigurationError("http_client is closed")
    try:
        built = client.build_request(
            request.method,
            request.url,
            headers={**request.headers, "accept-encoding": "gzip"},
            content=request.content,
            timeout=library.Timeout(request.timeout),
        )
    except library.InvalidURL:
        raise ConfigurationError("base_url has an impossible host name") from None
    except UnicodeError:
        raise SendFailed("http_client holds a cookie that cannot be sent", sent=False) from None
    if "cookie" not in request.headers:
        # What an answer set for one sub-merchant must not go out for another.
        built.headers.pop("cookie", None)
    return built


class _Body:
    """The body of an answer, unpacked.

    The library unpacks whatever a server says it has packed, packed twice too, and each piece whole: some
    kilobytes become gigabytes before anybody can look at their size.
    """

    def __init__(self, response: Any) -> None:
        self._response = response
        self._content = bytearray()
        self._unpacker: Any = None
        self.is_unpacked: bool = response.is_stream_consumed
        """Whether a hook of `http_client` has read it, and so the library has unpacked it."""
        if self.is_unpacked:
            return
        named = response.headers.get("content-encoding", "").lower().split(",")
        codings = [coding for each in named if (coding := each.strip()) not in ("", "identity")]
        if len(codings) > 1:
            raise SendFailed("the answer is compressed twice", sent=True)
        if codings:
            if codings[0] not in ("gzip", "x-gzip"):
                raise SendFailed("the answer is compressed, and not with gzip", sent=True)
            self._unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)

    def take(self, chunk: bytes) -> None:
        """Add a piece."""
        if self._unpacker is not None:
            chunk = self._unpacked(chunk)
        self._content += chunk
        if len(self._content) > LARGEST_ANSWER:
            raise SendFailed(f"the answer is larger than {LARGEST_ANSWER} bytes", sent=True)

    def reply(self) -> Reply:
        """The whole answer."""
        headers = {name.lower(): value for name, value in self._response.headers.items()}
        return Reply(self._response.status_code, headers, bytes(self._content))

    def _unpacked(self, chunk: bytes) -> bytes:
        if self._unpacker.eof:
            return b""  # It would be kept for ever.
        try:
            # One byte more than it may be shows that it is larger.
            piece: bytes = self._unpacker.decompress(chunk, LARGEST_ANSWER + 1 - len(self._content))
        except zlib.error:
            raise SendFailed("the answer is not valid gzip", sent=True) from None
        return piece


_LIBRARY = sys.stdlib_module_names | {"httpx", "httpcore", "h11"}
"""The modules that a request of our own client goes through."""


def _is_of_library(error: Exception) -> bool:
    """Whether an exception is one of the library's, which its own code has raised.

    Any other was raised by the user's code, such as a filter of the logs, or was thrown into this thread.
    """
    *_, raised_in = _modules_of(error)
    return {type(error).__module__.partition(".")[0], raised_in} <= _LIBRARY


def _is_of_this_request(error: Exception) -> bool:
    """Whether nothing but the library stands between this package and what raised an error.

    The library calls any error that comes through it one of this request, even that of another request, which a
    transport of the user's has made.
    """
    return set(_modules_of(error)) <= _LIBRARY | {__package__}


def _modules_of(error: Exception) -> list[str]:
    """The packages whose code an error has come through, with that which raised it at the end."""
    frames = (frame for frame, _ in walk_tb(error.__traceback__))
    return [str(frame.f_globals.get("__name__")).partition(".")[0] for frame in frames]


def _failure(error: Any, built: Any, trace: _Trace) -> SendFailed:
    """What an error of the library says of the request.

    Nothing is called not sent once the library began to send it, or an answer is there: the error may be one of
    another request, which a hook or a transport of http_client made. Its class counts only where the library has
    told how far it came: a transport that tells nothing may have raised it after the request had left.
    """
    name = type(error).__name__
    try:
        is_ours = error.request is built
    except RuntimeError:
        is_ours = False  # it names none: a hook made it
    is_told = trace.has_told or (name in _UNTRACED and _is_of_this_request(error))
    was_answered = trace.response is not None
    sent = trace.is_sent or was_answered or not (is_ours and is_told and name in _NOT_SENT)
    # Of what was sent, the library's own words may quote a part; of a connection they tell why.
    return SendFailed(name if sent else f"{name}: {error}", sent=sent)
