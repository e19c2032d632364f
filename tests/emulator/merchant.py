"""A merchant's server, to which webhooks come: it answers as a test wants it to, and remembers what came."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Came:
    """A request that came."""

    path: str
    content_type: str
    body: str
    headers: dict[str, str]


@dataclass
class Merchant:
    """`statuses` are answered one after the other, then `status`; `then` is called before each answer."""

    url: str
    came: list[Came] = field(default_factory=list)
    status: int = 200
    statuses: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    then: Callable[[Came], object] = lambda came: None

    @property
    def bodies(self) -> list[str]:
        return [came.body for came in self.came]


@contextmanager
def open_merchant() -> Iterator[Merchant]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    merchant = Merchant(f"http://127.0.0.1:{server.server_port}/webhook")
    server.merchant = merchant  # type: ignore[attr-defined]  # where the handler finds it
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield merchant
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        merchant: Merchant = self.server.merchant  # type: ignore[attr-defined]
        length = int(self.headers["Content-Length"])
        came = Came(
            self.path,
            self.headers["Content-Type"],
            self.rfile.read(length).decode(),
            dict(self.headers.items()),
        )
        merchant.came.append(came)
        merchant.then(came)
        self.send_response(merchant.statuses.pop(0) if merchant.statuses else merchant.status)
        for name, value in merchant.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
