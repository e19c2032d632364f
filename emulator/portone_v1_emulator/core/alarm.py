"""A bell for the event loop that waits for the next thing due."""

from __future__ import annotations

import asyncio
import contextlib


class Alarm:
    """Interrupts the wait of one event loop, from any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._rings: asyncio.Event | None = None

    def attach(self) -> None:
        """Wake the event loop that runs now from here on."""
        self._loop, self._rings = asyncio.get_running_loop(), asyncio.Event()

    def wake(self) -> None:
        """End the wait, if there is any. Any thread may call this."""
        loop, rings = self._loop, self._rings
        if loop is not None and rings is not None:
            with contextlib.suppress(RuntimeError):  # that loop has ended
                loop.call_soon_threadsafe(rings.set)

    async def wait(self, seconds: float | None) -> None:
        """Wait for so many seconds, for ever if None, or until woken."""
        rings = self._rings
        if rings is None:
            raise RuntimeError("attach the alarm to an event loop first")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(rings.wait(), seconds)
        rings.clear()
