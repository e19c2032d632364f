"""The only place that knows the HTTP library: sends a request, brings back the whole answer."""

from __future__ import annotations

import logging
import math
import os
import re
import ssl
from collections.abc import AsyncGenerator, Generator, Hashable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib import import_module
from time import monotonic
from types import ModuleType
from typing import Any, Protocol

from portone_v1_api.operations import SECRET_FIELDS
from portone_v1_api.reports import one_line

from .errors import ConfigurationError, PortOneError
from .exchange import Reply, Request, SendFailed
from .redaction import MASK

LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes of an answer, unpacked. A page of 1,000 payments is about 2 MB."""

_GRACE = 0.1
_MOST_IDLE = 32

_NOT_SENT = ("ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol")


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
        self._given = client
        self._closed = False
        self._idle: dict[int, list[Any]] = {}

    def send(self, request: Request) -> Reply:
        """The answer to `request`, or SendFailed."""
        if self._given is not None:
            return _send(self._given, request, is_shared=True)
        client = self._take()
        try:
            reply = _send(client, request, is_shared=False)
        except (SendFailed, ConfigurationError):
            self._give_back(client)
            raise
        except Exception as error:
            # The library has failed in itself, such as after an earlier interruption.
            raise SendFailed(type(error).__name__, sent=True) from None
        # An interrupted client is not used again, nor closed: it may hold a lock, and wait for it for ever.
        self._give_back(client)
        return reply

    def close(self) -> None:
        """Close the connections of this process; those of calls under way when these end."""
        self._closed = True
        for client in self._idle.pop(os.getpid(), ()):
            client.close()

    def _take(self) -> Any:
        try:
            return self._idle[os.getpid()].pop()
        except (KeyError, IndexError):
            return import_module("httpx").Client(**_own_options())

    def _give_back(self, client: Any) -> None:
        idle = self._idle.setdefault(os.getpid(), [])
        if self._closed or len(idle) >= _MOST_IDLE:
            client.close()
        else:
            idle.append(client)


class AsyncTransport:
    """Sends requests without blocking, with a pool of connections for each event loop and process."""

    def __init__(self, client: AsyncHttpClient | None = None) -> None:
        self._given = client
        self._pools: dict[Hashable, tuple[AsyncHttpClient, AsyncGenerator[None]]] = {}

    async def send(self, request: Request) -> Reply:
        """The answer to `request`, or SendFailed."""
        import anyio

        client = self._given or await self._pool()
        library = _library(type(client))
        built = _build(client, library, request)
        trace = _Trace(reads_ahead=True)
        built.extensions["trace"] = trace.told_async
        try:
            # The library knows best what took too long, so its own timeouts come first.
            with _under_way(request), anyio.fail_after(request.timeout + _GRACE):
                with _hooks_apart():
                    response = await client.send(built, **_SEND)
                trace.response = response
                try:
                    if (spoiled := trace.spoiled()) is not None:
                        await spoiled.aclose()
                    content = bytearray()
                    async for chunk in response.aiter_bytes():
                        _take(content, chunk, None)
                    return Reply(response.status_code, _headers(response), bytes(content))
                finally:
                    with anyio.CancelScope(shield=True):
                        await response.aclose()
        except TimeoutError:
            # A transport that traces nothing gets no benefit of the doubt.
            sent = trace.is_sent or not trace.has_told
            raise SendFailed("it took too long", sent=sent) from None
        except library.HTTPError as error:
            raise _failure(error, built) from None

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


def _send(client: HttpClient, request: Request, *, is_shared: bool) -> Reply:
    """The answer to `request`. Of a shared client another thread may be waiting for the connection."""
    deadline = monotonic() + request.timeout
    library = _library(type(client))
    built = _build(client, library, request)
    try:
        with _under_way(request):
            trace = _Trace(reads_ahead=False, deadline=deadline)
            built.extensions["trace"] = trace.told if is_shared else trace.check_time
            with _hooks_apart():
                response = client.send(built, **_SEND)
            trace.response = response
            try:
                if is_shared and (spoiled := trace.spoiled()) is not None:
                    spoiled.close()
                content = bytearray()
                for chunk in response.iter_bytes():
                    _take(content, chunk, deadline)
                return Reply(response.status_code, _headers(response), bytes(content))
            finally:
                response.close()
                if not is_shared and (spoiled := trace.spoiled()) is not None:
                    spoiled.close()
    except library.HTTPError as error:
        raise _failure(error, built) from None


class _Trace:
    """Follows one request through the library, and ends a connection over which more came than the answer.

    What is left over would be taken for the answer to the next request.
    """

    def __init__(self, *, reads_ahead: bool, deadline: float = math.inf) -> None:
        self.deadline = deadline
        """When the request has to have left, on the monotonic clock."""
        self.reads_ahead = reads_ahead
        """Whether an event loop reads from the socket, and may keep some of it where nobody sees it."""
        self.response: Any = None
        self.has_told = False
        self.is_sent = False
        """Whether it began to send the request."""

    def told(self, event: str, details: object) -> None:
        """Called by the library at each step."""
        self.check_time(event, details)
        self.has_told = True
        self.is_sent = self.is_sent or "send_request" in event
        # The last moment before the connection goes back to the pool, where another request may take it.
        if event == "http11.response_closed.started" and self.response is not None:
            connection = _connection(self.response)
            if connection is not None and self._may_leave_something(connection):
                connection._h11_state.send_failed()  # So the library closes it instead.

    def check_time(self, event: str, details: object) -> None:
        """Let no request leave too late: its attempt says when it left, and others count from then.

        The library gives each address of a host the whole timeout for connecting.
        """
        if event.endswith("send_request_headers.started") and monotonic() > self.deadline:
            raise SendFailed("ConnectTimeout: connecting took too long", sent=False)

    async def told_async(self, event: str, details: object) -> None:
        """The same, awaited."""
        self.told(event, details)

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


_sending: ContextVar[Request | None] = ContextVar("portone_v1_sending", default=None)
"""The request that is under way in this thread or task."""


class _NoSecrets(logging.Filter):
    """The library logs the URL of each request, of which some hold a secret, and what was answered."""

    urls = re.compile(rf"([?&](?:{'|'.join(sorted(SECRET_FIELDS))})=)[^&\s\"]+")

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        masked = self.urls.sub(rf"\1{MASK}", message)
        request = _sending.get()
        if request is not None:
            masked = one_line(request.redactor.text(masked))
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
def _under_way(request: Request) -> Generator[None]:
    """While `request` is under way, the filter of the logs knows its secrets."""
    token = _sending.set(request)
    try:
        yield
    finally:
        _sending.reset(token)


@contextmanager
def _hooks_apart() -> Generator[None]:
    """An error of another call, which a hook of `http_client` made, is not one of this request."""
    try:
        yield
    except PortOneError as error:
        reason = f"a hook of http_client failed with {type(error).__name__}"
        raise SendFailed(reason, sent=True) from error


@lru_cache
def _tls(process: int) -> ssl.SSLContext:
    # Making one takes longer than all else in making a client, and one serves them all.
    context: ssl.SSLContext = import_module("httpx").create_ssl_context()
    return context


def _own_options() -> dict[str, Any]:
    # An answer's cookie is for nobody, and one that cannot be sent back would fail every later request.
    no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))
    return {"verify": _tls(os.getpid()), "follow_redirects": False, "cookies": no_cookies}


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
            headers=dict(request.headers),
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


def _take(content: bytearray, chunk: bytes, deadline: float | None) -> None:
    content += chunk
    if len(content) > LARGEST_ANSWER:
        raise SendFailed(f"the answer is larger than {LARGEST_ANSWER} bytes", sent=True)
    if deadline is not None and monotonic() > deadline:
        raise SendFailed("the answer took too long", sent=True)


def _headers(response: Any) -> Mapping[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _failure(error: Any, built: Any) -> SendFailed:
    name = type(error).__name__
    try:
        is_of_another = error.request is not built
    except RuntimeError:
        is_of_another = False  # it names none
    # A request that a hook of http_client made, and that failed, says nothing about ours.
    sent = name not in _NOT_SENT or is_of_another
    # Of what was sent, the library's own words may quote a part; of a connection they tell why.
    return SendFailed(name if sent else f"{name}: {error}", sent=sent)
