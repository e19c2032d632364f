"""Connections that can break: uvicorn's own, with a handle by which a fault cuts them."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

_KEY = "portone_v1_emulator.connection"


class BreakableConnection(H11Protocol):
    """An HTTP connection that tells the application which transport it stands on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        application: ASGIApp = self.app

        async def with_handle(scope: Scope, receive: Receive, send: Send) -> None:
            scope[_KEY] = self
            try:
                await application(scope, receive, send)
            except asyncio.CancelledError:
                if not self.stopping:  # else nobody waits for the answer any more
                    raise

        self.app = with_handle
        self.stopping = False
        """Whether the server waits for it to end."""

    def shutdown(self) -> None:
        """Be closed once the answer is complete, as the server stops."""
        if not self.stopping:
            self.stopping = True
            super().shutdown()


async def cut(scope: Scope, receive: Receive, *, flush: bool = False) -> None:
    """Break the connection of a request and return once it is gone.

    With `flush`, what was sent before arrives first; without, what has not left yet never does.
    """
    connection: BreakableConnection | None = scope.get(_KEY)
    if connection is None:
        raise RuntimeError("only the emulator's own server can break a connection")
    if flush:
        connection.transport.close()
    else:
        connection.transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass
