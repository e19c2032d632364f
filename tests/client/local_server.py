"""An HTTP server on 127.0.0.1, on a port that the OS chooses, that answers as it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import parse_qsl


class Arrived(NamedTuple):
    """A request as it came over the wire."""

    method: str
    path: str
    """Without the query, with its escapes."""
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    """By their names in lower case."""
    body: bytes


class Answer(NamedTuple):
    """An answer, byte by byte."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Respond = Callable[[Arrived], Answer]


class LocalServer:
    """Answers with what `respond` returns. Use it in a `with` block, around that of the client."""

    def __init__(self, respond: Respond) -> None:
        class Handler(_Handler):
            pass

        Handler.respond = staticmethod(respond)
        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    # Closing waits for the connections to end, so that none is left to the garbage collector.
    daemon_threads = False
    request_queue_size = 64


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10
    # Head and body leave in one packet: the peer must not wait for the second.
    wbufsize = -1
    disable_nagle_algorithm = True
    respond: Respond

    def _answer(self) -> None:
        path, _, query = self.path.partition("?")
        answer = self.respond(
            Arrived(
                self.command,
                path,
                parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)),
                {name.lower(): value for name, value in self.headers.items()},
                self.rfile.read(int(self.headers.get("content-length", 0))),
            )
        )
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own name
        """Say nothing."""
