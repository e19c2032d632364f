"""What another clock shows, as far as it told: how far it is ahead of this process's monotonic clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple, Self

UNTOLD_SPREAD = 5.0
"""Seconds by which this machine's clock may be off, where nobody has told better."""


class ServerClock(NamedTuple):
    """A clock is ahead of another, in seconds: at the `least`, and at the `most`.

    Unless it says otherwise, it is the server's clock that is ahead of the monotonic one.
    """

    least: float
    most: float

    @classmethod
    def told(cls, told: float, asked_at: float, answered_at: float, tick: float = 1.0) -> Self:
        """Of a clock that showed `told` between two moments. It shows nothing finer than `tick` seconds."""
        return cls(told - answered_at, told + tick - asked_at)

    def earliest(self, now: float) -> float:
        """The least that the clock can show now."""
        return self.least + now

    def latest(self, now: float) -> float:
        """The most that it can show."""
        return self.most + now

    def over(self, other: ServerClock) -> ServerClock:
        """How far this clock is ahead of another, when both are known by a third."""
        return ServerClock(self.least - other.most, self.most - other.least)

    def by_way_of(self, other: ServerClock) -> ServerClock:
        """How far it is ahead of what `other` is ahead of, when it is itself known by `other`."""
        return ServerClock(self.least + other.least, self.most + other.most)

    def apart(self, other: ServerClock) -> float:
        """Seconds by which two accounts of the same clock exclude one another; 0 when they agree."""
        return max(0.0, self.least - other.most, other.least - self.most)

    def wider(self, by: float) -> ServerClock:
        """The same, less certain."""
        return ServerClock(self.least - by, self.most + by)


def bounds(
    clock: ServerClock | None, now: float, wall: Callable[[], float] = time.time
) -> tuple[float, float]:
    """Between which epoch seconds the server's clock is; by this machine's, where nothing was told."""
    if clock is None:
        return wall() - UNTOLD_SPREAD, wall() + UNTOLD_SPREAD
    return clock.earliest(now), clock.latest(now)
