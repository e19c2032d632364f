"""The web server: uvicorn in a thread of its own, which ends as soon as it is asked to."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar

import uvicorn
from starlette.types import ASGIApp

from ..core import scheduler
from ..core.exact import exact
from ..core.state import EmulatorState
from .connection import BreakableConnection

Result = TypeVar("Result")

# A list of 100 merchant_uids in Korean, each letter of which takes nine characters in a URL.
_LONGEST_HEAD = 128 * 1024

_SECONDS_TO_ANSWER = 0.05
"""The time to answer the request that asks to refuse connections."""

_TURNS_TO_CONNECT = 3
"""After this many turns of the loop, a caller just accepted has a connection."""

_SECONDS_TO_FLUSH = 0.5
"""How long a caller that does not read may hold up the end."""


class Serving:
    """A running server, until `stop`."""

    def __init__(self, state: EmulatorState, app: ASGIApp, host: str, port: int) -> None:
        # The socket listens before the thread runs: the port is known, and no caller comes too early.
        self._socket = _listen(host, port)
        self.port: int = self._socket.getsockname()[1]
        self._address = host, self.port
        self._state = state
        self._refusing: asyncio.Task[None] | None = None
        self._server = _Server(
            uvicorn.Config(
                app,
                loop="asyncio",
                http=BreakableConnection,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                date_header=False,
                h11_max_incomplete_event_size=_LONGEST_HEAD,
            )
        )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="portone-v1-emulator", daemon=True)
        self._thread.start()

    @exact  # the loop runs it in a copy of this context
    def call(self, coroutine: Coroutine[Any, Any, Result]) -> Future[Result]:
        """Run it in the server's thread."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    @property
    def alive(self) -> bool:
        """Whether it has not ended yet."""
        return self._thread.is_alive()

    def begin_to_stop(self) -> None:
        """Let it end, without waiting for it."""
        with suppress(RuntimeError):  # it has ended
            self._loop.call_soon_threadsafe(self._server.ending.set)

    def stop(self) -> None:
        """Close the socket and the connections, and return when all has ended."""
        self.begin_to_stop()
        self._thread.join()
        self._socket.close()

    def refuse_connections(self, seconds: float) -> None:
        """Listen to nobody for so many seconds, and break the connections that there are."""
        self._loop.call_soon_threadsafe(self._begin_to_refuse, seconds)

    def _begin_to_refuse(self, seconds: float) -> None:
        if self._refusing is not None:
            self._refusing.cancel()
        self._refusing = self._loop.create_task(self._refuse(seconds))

    async def _refuse(self, seconds: float) -> None:
        await asyncio.sleep(_SECONDS_TO_ANSWER)
        await self._server.shutdown()
        await asyncio.sleep(seconds)
        self._socket = _listen(*self._address)
        await self._server.startup([self._socket])

    @exact
    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        living = asyncio.ensure_future(scheduler.run(self._state))
        self._state.refuse_connections = self.refuse_connections
        await self._server.serve([self._socket])
        self._state.refuse_connections = None
        living.cancel()
        with suppress(asyncio.CancelledError):
            await living


class _Server(uvicorn.Server):
    """uvicorn without its clock: that looks ten times a second whether to end, and waits for every caller."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ending = asyncio.Event()

    async def main_loop(self) -> None:
        """Serve until `ending`."""
        await self.ending.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close every connection once what was answered has left; give up what is not answered yet.

        Operations take no time: whatever is unanswered hangs because a fault says so, or is a stream.
        """
        await self._stop_accepting()
        connections, tasks = self.server_state.connections, self.server_state.tasks
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_TO_FLUSH):
                while connections:
                    for connection in tuple(connections):
                        connection.shutdown()
                        connection.transport.close()
                    await asyncio.sleep(0.001)
        for connection in tuple(connections):
            connection.transport.abort()
        await asyncio.sleep(0)  # they learn of it, and their tasks end quietly
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _stop_accepting(self) -> None:
        # asyncio forgets a caller who is accepted in the very moment in which its server is closed, and
        # never closes his socket. So nobody is accepted any more, and those who were become connections.
        for server in self.servers:
            for listener in server.sockets:
                with suppress(NotImplementedError):  # Windows accepts otherwise
                    asyncio.get_running_loop().remove_reader(listener.fileno())
        for _ in range(_TURNS_TO_CONNECT):
            await asyncio.sleep(0)
        for server in self.servers:
            server.close()


def _listen(host: str, port: int) -> socket.socket:
    # asyncio turns off Nagle's algorithm, 40 ms an answer, only where the protocol is named.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener
