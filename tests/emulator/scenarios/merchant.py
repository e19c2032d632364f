"""A merchant's server on this machine: it answers as it is told to, and keeps what it was sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Merchant:
    """Answers every POST with `status`, and remembers its JSON."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.status = 200
        self.received: list[dict[str, Any]] = []
        self.meanwhile: Callable[[], object] = lambda: None
        """What is done before it answers."""


@contextmanager
def merchant_server() -> Iterator[Merchant]:
    """A merchant's server, for as long as it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            merchant.received.append(json.loads(body))
            merchant.meanwhile()
            self.send_response(merchant.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        merchant = Merchant(f"http://127.0.0.1:{server.server_address[1]}/shop")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield merchant
        finally:
            server.shutdown()
            thread.join()
