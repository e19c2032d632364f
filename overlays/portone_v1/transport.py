"""The only place that knows the HTTP library: sends a request, brings back the whole answer."""

from __future__ import annotations

import logging
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

from .errors import ConfigurationError
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
            return _send(self._given, request)
        client = self._take()
        try:
            return _send(client, request)
        finally:
            self._give_back(client)

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
        seen: list[str] = []

        async def trace(event: str, details: object) -> None:
            seen.append(event)

        built.extensions["trace"] = trace
        try:
            # The library knows best what took too long, so its own timeouts come first.
            with _under_way(request), anyio.fail_after(request.timeout + _GRACE):
                response = await client.send(built, **_SEND)
                try:
                    content = bytearray()
                    async for chunk in response.aiter_bytes():
                        _take(content, chunk, None)
                    return Reply(response.status_code, _headers(response), bytes(content))
                finally:
                    with anyio.CancelScope(shield=True):
                        await response.aclose()
        except TimeoutError:
            # A transport that traces nothing gets no benefit of the doubt.
            sent = not seen or any("send_request" in event for event in seen)
            raise SendFailed("it took too long", sent=sent) from None
        except library.HTTPError as error:
            raise _failure(error) from None

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
    deadline = monotonic() + request.timeout
    library = _library(type(client))
    try:
        with _under_way(request):
            response = client.send(_build(client, library, request), **_SEND)
            try:
                content = bytearray()
                for chunk in response.iter_bytes():
                    _take(content, chunk, deadline)
                return Reply(response.status_code, _headers(response), bytes(content))
            finally:
                response.close()
    except library.HTTPError as error:
        raise _failure(error) from None


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
        raise ConfigurationError("base_url has a host that cannot be") from None
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


def _failure(error: Exception) -> SendFailed:
    name = type(error).__name__
    sent = name not in _NOT_SENT
    # Of what was sent, the library's own words may quote a part; of a connection they tell why.
    return SendFailed(name if sent else f"{name}: {error}", sent=sent)
