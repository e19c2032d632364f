"""What the server's clock shows, as far as an answer of its own told."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

_UNTOLD_SPREAD = 5.0
"""Seconds by which this machine's clock may be off, where the server has not told the time."""


class ServerClock(NamedTuple):
    """The server said that it was `told` between `asked_at` and `answered_at` of the monotonic clock."""

    told: int
    asked_at: float
    answered_at: float

    def earliest(self, now: float) -> float:
        """The least that the server's clock can show now, in epoch seconds."""
        return self.told + (now - self.answered_at)

    def latest(self, now: float) -> float:
        """The most that it can show: it tells whole seconds, and the answer took its time."""
        return self.told + 1 + (now - self.asked_at)


def bounds(
    clock: ServerClock | None, now: float, wall: Callable[[], float] = time.time
) -> tuple[float, float]:
    """Between which epoch seconds the server's clock is; by this machine's, where nothing was told."""
    if clock is None:
        return wall() - _UNTOLD_SPREAD, wall() + _UNTOLD_SPREAD
    return clock.earliest(now), clock.latest(now)
