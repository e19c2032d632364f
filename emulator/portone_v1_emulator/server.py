"""The emulator as a server on this machine, for as long as it is needed."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterable
from types import TracebackType

import anyio
import uvicorn

from .app import Received, make_app
from .clock import Clock
from .records import Channel
from .store import Shop, Store

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
    `tiers` are the codes of the sub-merchants; left out, any code will do.
    """

    def __init__(
        self,
        *,
        api_key: str = API_KEY,
        api_secret: str = API_SECRET,
        tiers: Iterable[str] | None = None,
        channel: Channel | None = None,
        port: int = 0,
        clock: Clock | None = None,
    ) -> None:
        self.api_key = api_key
        self.api_secret = api_secret
        self.clock = clock or Clock()
        self.store = Store()
        self.store.add_account(api_key, api_secret, tiers=tiers, channel=channel)
        self.requests: list[Received] = []
        """What arrived, oldest first."""
        self._port = port
        self._running: _Server | None = None

    @property
    def base_url(self) -> str:
        """Where it listens."""
        if self._running is None:
            raise RuntimeError("the emulator is not running: use `with Emulator() as emulator`")
        return f"http://{HOST}:{self._running.port}"

    def shop(self, tier: str | None = None) -> Shop:
        """What the merchant, or one of its sub-merchants, has."""
        return self.store.shop(self.api_key, tier)

    def reset(self) -> None:
        """Forget everything but the accounts, and set the clock back."""
        with self.store.lock:
            self.store.clear()
            self.clock.reset()
            self.requests.clear()

    def start(self) -> None:
        """Begin to listen. Requests are accepted when this returns."""
        if self._running is not None:
            raise RuntimeError("the emulator is running already")
        self._running = _Server(make_app(self.store, self.clock, self.requests), self._port)

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

    def __init__(self, app: object, port: int) -> None:
        # The socket listens before the thread runs: the port is known, and no caller comes too early.
        self._socket = _listen(port)
        self.port: int = self._socket.getsockname()[1]
        self._uvicorn = uvicorn.Server(
            uvicorn.Config(
                app,  # type: ignore[arg-type]
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,
                h11_max_incomplete_event_size=_LONGEST_HEAD,
            )
        )
        self._thread = threading.Thread(
            target=self._uvicorn.run,
            args=([self._socket],),
            name="portone-v1-emulator",
            daemon=True,
        )
        self._thread.start()

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
