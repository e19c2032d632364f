"""The emulator's time. Nothing else in it asks what time it is."""

from __future__ import annotations

import math
import numbers
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta, timezone

from . import checks

KST = timezone(timedelta(hours=9))
"""The time zone of Korea."""

_EPOCH = ": give epoch seconds, such as datetime.timestamp() returns"


def check_number(name: str, value: object) -> None:
    """Refuse a time to move by that is not a number."""
    if not isinstance(value, numbers.Real):
        raise TypeError(
            f"{name} must be a number, not {type(value).__name__}: write advance(5) for five seconds, or "
            "advance(days=1)"
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clock showed at a time, by which another process can go on from it."""

    at: float
    wall: float
    """What time it really was."""
    frozen: bool


class Clock:
    """A clock that can be moved forward, and that stands still when it is frozen.

    `offset` seconds ahead of this machine's (behind it, if negative), unless there is a `start`. It runs `rate`
    times as fast: with 1.0001 it gains about 9 seconds a day.
    """

    def __init__(
        self,
        *,
        start: float | None = None,
        frozen: bool = False,
        offset: float = 0.0,
        rate: float = 1.0,
    ) -> None:
        if start is not None:
            checks.number("start", start, hint=_EPOCH)
        checks.flag("frozen", frozen)
        checks.number("offset", offset)
        checks.number("rate", rate)
        if start is not None and offset:
            raise ValueError("give start or offset, not both")
        if not 0 < rate < math.inf:
            raise ValueError("rate must be more than 0: use frozen=True to stop the clock")
        self.rate = rate
        self._start = start
        self._offset = offset
        self._starts_frozen = frozen
        self._lock = threading.Lock()
        self._watchers: list[Callable[[], None]] = []
        self.moves = 0
        """How often it was moved, frozen or let run."""
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
            return self._read()

    def advance(self, seconds: float) -> None:
        """Move on by so many seconds, at once."""
        check_number("seconds", seconds)
        if not 0 <= seconds < math.inf:
            raise ValueError("time does not run backwards")
        with self._lock:
            self._at += seconds
        self._tell()

    def move_to(self, at: float) -> None:
        """Move on to a time, unless it is over already."""
        with self._lock:
            if at > self._read():
                self._set(at, frozen=self._frozen)
        self._tell()

    def freeze(self) -> None:
        """Stand still."""
        with self._lock:
            self._set(self._read(), frozen=True)
        self._tell()

    def run(self) -> None:
        """Go on, from where it stands."""
        with self._lock:
            self._set(self._read(), frozen=False)
        self._tell()

    def reading(self) -> Reading:
        """What it shows, to `resume` from."""
        with self._lock:
            return Reading(self._read(), time.time(), self._frozen)

    def resume(self, reading: Reading) -> None:
        """Go on as the clock of an earlier process would have, or from the given start if that is later."""
        passed = 0.0 if reading.frozen else max(0.0, time.time() - reading.wall) * self.rate
        with self._lock:
            at = max(reading.at + passed, self._start or 0.0)
            self._set(at, frozen=self._starts_frozen or reading.frozen)
        self._tell()

    def reset(self) -> None:
        """Go back to the start that was given, or to now."""
        with self._lock:
            start = time.time() + self._offset if self._start is None else self._start
            self._set(start, frozen=self._starts_frozen)
        self._tell()

    def watch(self, told: Callable[[], None]) -> None:
        """Call `told` whenever it was moved."""
        self._watchers.append(told)

    def _read(self) -> float:
        return self._at + (0 if self._frozen else (time.monotonic() - self._since) * self.rate)

    def _set(self, at: float, *, frozen: bool) -> None:
        self._at, self._since, self._frozen = at, time.monotonic(), frozen

    def _tell(self) -> None:
        self.moves += 1
        for told in self._watchers:
            told()
