"""The emulator's time. Nothing else in it asks what time it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Clock:
    """A clock that can be moved forward, and that stands still when it is frozen."""

    def __init__(self, *, start: float | None = None, frozen: bool = False) -> None:
        self._start = start
        self._starts_frozen = frozen
        self._lock = threading.Lock()
        self._watchers: list[Callable[[], None]] = []
        self.reset()

    @property
    def frozen(self) -> bool:
        """Whether it stands still."""
        return self._frozen

    def now(self) -> int:
        """Epoch seconds."""
        return int(self.exactly())

    def exactly(self) -> float:
        """Epoch seconds, with what is begun of the next one."""
        with self._lock:
            return self._at + (0 if self._frozen else time.monotonic() - self._since)

    def advance(self, seconds: float) -> None:
        """Move on by so many seconds, at once."""
        if seconds < 0:
            raise ValueError("time does not run backwards")
        with self._lock:
            self._at += seconds
        self._tell()

    def move_to(self, moment: float) -> None:
        """Move on to a time, unless it is over already."""
        self.advance(max(0.0, moment - self.exactly()))

    def freeze(self) -> None:
        """Stand still."""
        at = self.exactly()
        with self._lock:
            self._at, self._frozen = at, True
        self._tell()

    def run(self) -> None:
        """Go on, from where it stands."""
        at = self.exactly()
        with self._lock:
            self._at, self._since, self._frozen = at, time.monotonic(), False
        self._tell()

    def reset(self) -> None:
        """Begin anew, at the start that was given or now."""
        with self._lock:
            self._at = time.time() if self._start is None else self._start
            self._since = time.monotonic()
            self._frozen = self._starts_frozen
        self._tell()

    def watch(self, told: Callable[[], None]) -> None:
        """Call `told` whenever it was moved."""
        self._watchers.append(told)

    def _tell(self) -> None:
        for told in self._watchers:
            told()
