"""The emulator as a server on this machine, for as long as it is needed."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections import deque
from collections.abc import Coroutine, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any

import anyio
import uvicorn

from .app import make_app
from .assumptions import Beliefs
from .channels import CHANNELS
from .clock import Clock
from .connection import BreakableConnection
from .faults import Fault, Kind
from .records import Channel
from .store import Shop, Store
from .webhooks import Webhooks
from .world import Received, World

HOST = "127.0.0.1"
API_KEY = "emulator-key"
API_SECRET = "emulator-secret"  # noqa: S105 - it opens nothing but the emulator

# A list of 100 merchant_uids in Korean, each letter of which takes nine characters in a URL.
_LONGEST_HEAD = 128 * 1024


class Emulator:
    """A PortOne V1 of one's own, with no account, no network and no money.

        with Emulator() as emulator:
            portone = PortOne(
                emulator.api_key, emulator.api_secret, base_url=emulator.base_url
            )

    It listens on 127.0.0.1 alone, on a free port unless one is given, and keeps everything in memory.
    `tiers` are the codes of the sub-merchants; left out, any code will do. `channels` are the merchant's
    contracts with PGs; left out, there is a live and a test channel of each PG. `assume` settles what V1 is
    only believed to do, by name; with `strict`, an answer that rests on such a belief is an error.

    Webhooks go to `webhook_url`, as JSON or as forms, and to no address that is not of this machine unless
    `remote_webhooks`.
    """

    def __init__(
        self,
        *,
        api_key: str = API_KEY,
        api_secret: str = API_SECRET,
        tiers: Iterable[str] | None = None,
        channels: Iterable[Channel] = CHANNELS,
        webhook_url: str | None = None,
        webhook_form: bool = False,
        remote_webhooks: bool = False,
        assume: Mapping[str, Any] | None = None,
        strict: bool = False,
        port: int = 0,
        clock: Clock | None = None,
    ) -> None:
        self.api_key = api_key
        self.api_secret = api_secret
        self.clock = clock or Clock()
        self.store = Store()
        self.store.add_account(
            api_key,
            api_secret,
            tiers=tiers,
            channels=channels,
            webhook_url=webhook_url,
            webhook_form=webhook_form,
        )
        self.world = World(
            self.store,
            self.clock,
            beliefs=Beliefs(assume, strict=strict),
            remote_webhooks=remote_webhooks,
        )
        self._port = port
        self._running: _Server | None = None

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self._server.port}"

    @property
    def requests(self) -> deque[Received]:
        """What arrived, oldest first."""
        return self.world.requests

    @property
    def webhooks(self) -> Webhooks:
        """The webhooks: what was sent, and how they are sent."""
        return self.world.webhooks

    def shop(self, tier: str | None = None) -> Shop:
        """What the merchant, or one of its sub-merchants, has."""
        return self.store.shop(self.api_key, tier)

    def fail(self, kind: Kind, operation: str | None = None, **how: Any) -> Fault:
        """Let something go wrong with the next request, or the next `times`; `how` are fields of `Fault`."""
        return self.world.faults.arm(Fault(kind, operation, **how))

    def advance(self, seconds: float = 0, *, days: float = 0) -> None:
        """Move the clock on. What is due on the way happens in its order, and its webhooks arrive.

        Of async code, `await advance_async`: the webhooks may be for the very loop that waits here.
        """
        moving = self.world.advance(seconds + days * 24 * 3600)
        if self._running is None:
            asyncio.run(moving)
        else:
            self._running.call(moving).result()

    async def advance_async(self, seconds: float = 0, *, days: float = 0) -> None:
        """Move the clock on, as `advance` does."""
        future = self._server.call(self.world.advance(seconds + days * 24 * 3600))
        while not future.done():
            await anyio.sleep(0.005)
        future.result()

    def deliver_webhooks(self) -> None:
        """Return when every webhook that is due was delivered, or tried."""
        self.advance(0)

    @contextmanager
    def refusing_connections(self) -> Iterator[None]:
        """Listen to nobody for a while, and break the connections that there are."""
        port, self._port = self._port, self._server.port
        self.stop()
        try:
            yield
        finally:
            self.start()
            self._port = port

    def reset(self) -> None:
        """Forget everything but the accounts and what is assumed, and set the clock back."""
        self.world.reset()

    def start(self) -> None:
        """Begin to listen. Requests are accepted when this returns."""
        if self._running is not None:
            raise RuntimeError("the emulator is running already")
        self._running = _Server(self.world, self._port)

    @property
    def _server(self) -> _Server:
        if self._running is None:
            raise RuntimeError("the emulator is not running: use `with Emulator() as emulator`")
        return self._running

    def stop(self) -> None:
        """Stop listening; what was begun is finished first."""
        running, self._running = self._running, None
        if running is not None:
            running.stop()

    def __enter__(self) -> Emulator:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Emulator:
        self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # To wait for the thread in here would hold up the very calls that it has to finish.
        running = self._running
        if running is not None:
            running.begin_to_stop()
            with anyio.CancelScope(shield=True):
                while running.alive:
                    await anyio.sleep(0.01)
        self.stop()


class _Server:
    """uvicorn in a thread of its own."""

    def __init__(self, world: World, port: int) -> None:
        # The socket listens before the thread runs: the port is known, and no caller comes too early.
        self._socket = _listen(port)
        self.port: int = self._socket.getsockname()[1]
        self._uvicorn = uvicorn.Server(
            uvicorn.Config(
                make_app(world),
                loop="asyncio",
                http=BreakableConnection,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,
                h11_max_incomplete_event_size=_LONGEST_HEAD,
            )
        )
        self._world = world
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="portone-v1-emulator", daemon=True)
        self._thread.start()

    def call(self, coroutine: Coroutine[Any, Any, None]) -> Future[None]:
        """Run it in the server's thread."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        living = asyncio.ensure_future(self._world.run())
        await self._uvicorn.serve([self._socket])
        living.cancel()
        with suppress(asyncio.CancelledError):
            await living

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def begin_to_stop(self) -> None:
        self._uvicorn.should_exit = True

    def stop(self) -> None:
        self.begin_to_stop()
        self._thread.join()
        self._socket.close()


def _listen(port: int) -> socket.socket:
    # asyncio turns off Nagle's algorithm, 40 ms an answer, only where the protocol is named.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener
