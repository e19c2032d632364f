"""The emulator's time. Nothing else in it asks what time it is."""

from __future__ import annotations

import threading
import time


class Clock:
    """A clock that can be moved forward, and that stands still when it is frozen."""

    def __init__(self, *, start: float | None = None, frozen: bool = False) -> None:
        self._start = start
        self._frozen = frozen
        self._lock = threading.Lock()
        self.reset()

    def now(self) -> int:
        """Epoch seconds."""
        with self._lock:
            return int(self._at + (0 if self._frozen else time.monotonic() - self._since))

    def advance(self, seconds: float) -> None:
        """Move on by so many seconds, at once."""
        if seconds < 0:
            raise ValueError("time does not run backwards")
        with self._lock:
            self._at += seconds

    def reset(self) -> None:
        """Begin anew, at the start that was given or now."""
        with self._lock:
            self._at = time.time() if self._start is None else self._start
            self._since = time.monotonic()
