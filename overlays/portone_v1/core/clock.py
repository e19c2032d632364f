"""Clocks: this machine's, and the server's as far as its answers have told it."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import NamedTuple, Protocol, Self

from portone_v1_api.attempts import Attempt

from .fork_local import ForkLocal

PLAUSIBLE_TIMES = range(32_503_680_000)
"""Epoch seconds from 1970 to the year 2999: a clock that shows another time cannot be calculated with."""

_MOST_LEAPS = 1000
"""Leaps of the server's clock that are remembered: they are hours apart, where there are any."""

_DRIFT = 0.001
"""How far two clocks may run apart, in seconds a second: ten times what a poor quartz does."""


class Clock(Protocol):
    """What a client reads the time from, and waits by. Tests may give one whose time is a number."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary start, never set back; counts on while the machine sleeps, if it can."""
        ...

    def wall(self) -> float:
        """Epoch seconds, as the machine believes."""
        ...

    def sleep(self, seconds: float) -> None:
        """Block the thread for that long."""
        ...


class SystemClock:
    """This machine's clocks."""

    # Linux's monotonic clock stands still while the machine is suspended, its boot clock does not.
    # macOS has it the other way round: there CLOCK_MONOTONIC goes on, and Python's monotonic() does not.
    _id: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))

    def monotonic(self) -> float:
        """Seconds that count suspended time, where the machine has such a clock."""
        return time.monotonic() if self._id is None else time.clock_gettime(self._id)

    def wall(self) -> float:
        """Epoch seconds."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Block the thread."""
        time.sleep(seconds)


class Moment(NamedTuple):
    """Both clocks of this machine, read together.

    `ahead` and `behind` add up by how many seconds the wall clock has run ahead of the monotonic clock, and
    behind it, from one reading to the next: a clock that stood still and another that was set back later
    must not make up for each other.
    """

    monotonic: float
    wall: float
    ahead: float = 0.0
    behind: float = 0.0

    @classmethod
    def read(cls, clock: Clock, earlier: Moment | None = None) -> Self:
        """Read the clocks, and compare them with an `earlier` reading."""
        monotonic, wall = clock.monotonic(), clock.wall()
        if earlier is None:
            return cls(monotonic, wall)
        lead = (wall - earlier.wall) - (monotonic - earlier.monotonic)
        return cls(
            monotonic,
            wall,
            earlier.ahead + max(0.0, lead),
            earlier.behind + max(0.0, -lead),
        )

    def longest_since(self, earlier: Moment) -> float:
        """Return the most seconds that can have passed since `earlier`: one clock may have stood still."""
        return self.monotonic - earlier.monotonic + self.ahead - earlier.ahead


class ClockOffset(NamedTuple):
    """By how many seconds a clock is ahead of another: at the `least`, and at the `most`.

    Unless it says otherwise, it is the server's clock that is ahead of the monotonic one.
    """

    least: float
    most: float

    @classmethod
    def told(cls, told: float, asked_at: Moment, answered_at: Moment, tick: float = 1.0) -> Self:
        """Return the offset of a clock that showed `told` between two moments, cut to `tick` seconds."""
        longest = (1 + _DRIFT) * answered_at.longest_since(asked_at)
        return cls(told - answered_at.monotonic, told + tick + longest - answered_at.monotonic)

    def earliest(self, now: float) -> float:
        """The least that the clock can show now."""
        return self.least + now

    def latest(self, now: float) -> float:
        """The most that it can show."""
        return self.most + now

    def minus(self, other: ClockOffset) -> ClockOffset:
        """The offset from `other`'s clock, when both are known by a third."""
        return ClockOffset(self.least - other.most, self.most - other.least)

    def compose(self, other: ClockOffset) -> ClockOffset:
        """The offset from what `other` is ahead of, when this one is known by `other`'s clock."""
        return ClockOffset(self.least + other.least, self.most + other.most)

    def gap(self, other: ClockOffset) -> float:
        """Seconds by which two accounts of the same clock exclude one another; 0 when they agree."""
        return max(0.0, self.least - other.most, other.least - self.most)

    def wider(self, by: float) -> ClockOffset:
        """The same offset, less certain."""
        return ClockOffset(self.least - by, self.most + by)


class ServerClock(NamedTuple):
    """The server's clock as it was told, and when."""

    offset: ClockOffset
    told_at: Moment
    asked_at: Moment | None = None
    """When it was asked for, if that is known: the clock was read between the two."""

    def now(self, now: Moment) -> tuple[float, float]:
        """Return between which epoch seconds the server's clock is, or was.

        Less certain the longer ago it was told, and by what this machine's own clocks disagree since:
        one of them stood still, or was set.
        """
        told_at = self.told_at
        ahead, behind = now.ahead - told_at.ahead, now.behind - told_at.behind
        offset = self.offset.wider(_DRIFT * abs(now.monotonic - told_at.monotonic))
        return (
            offset.earliest(now.monotonic) + min(ahead, -behind),
            offset.latest(now.monotonic) + max(ahead, -behind),
        )

    def and_told(self, later: ServerClock) -> ServerClock:
        """Return what is known after the server has told its time again: its last word wins."""
        at = later.told_at
        earliest, latest = self.now(at)
        least = max(later.offset.least, earliest - at.monotonic)
        most = min(later.offset.most, latest - at.monotonic)
        return later._replace(offset=ClockOffset(least, most)) if least <= most else later

    def leap(self, later: ServerClock) -> ClockLeap | None:
        """Return the time that has passed by the server's clock alone until it was told again."""
        _, latest = self.now(later.told_at)
        if later.offset.earliest(later.told_at.monotonic) <= latest:
            return None
        since = self.asked_at or self.told_at
        seconds = later.offset.latest(later.told_at.monotonic) - latest
        return ClockLeap(since.monotonic, later.told_at.monotonic, seconds)


class ClockLeap(NamedTuple):
    """Seconds that this machine's clocks have missed, such as those of a virtual machine that was paused.

    Nobody can say when between `since` and `until` they passed.
    """

    since: float
    until: float
    seconds: float


class Timekeeper:
    """This machine's clocks, and the server's as far as its answers have told it.

    A forked child keeps what is known of the time, since its clocks are the same.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock: Clock = clock or SystemClock()
        self._locks = ForkLocal(threading.Lock)
        self._moment: Moment | None = None
        self._server_clock: ServerClock | None = None
        self._leaps: deque[ClockLeap] = deque(maxlen=_MOST_LEAPS)

    @property
    def server_clock(self) -> ServerClock | None:
        """The server's clock, once an answer has told it."""
        return self._server_clock

    def now(self) -> float:
        """Return seconds on the monotonic clock."""
        return self.clock.monotonic()

    def moment(self) -> Moment:
        """Read both clocks of this machine."""
        with self._locks.value:
            self._moment = Moment.read(self.clock, self._moment)
            return self._moment

    def learn(self, told: ServerClock) -> None:
        """Take in what an answer tells of the server's clock."""
        with self._locks.value:
            known = self._server_clock
            if known and (leap := known.leap(told)):
                self._leaps.append(leap)
            self._server_clock = known.and_told(told) if known else told

    def server_time(self) -> tuple[float, float]:
        """Return between which epoch seconds the server's clock is now."""
        return server_time(self._server_clock, self.moment())

    def silence(
        self, attempt: Attempt, until: Moment, sent: tuple[float, float] | None = None
    ) -> float:
        """Return for how many seconds, at the least, the server had had `attempt` at the moment `until`.

        `sent` says when this process stamped its sends, first and last. Where its clocks have missed time about
        then, they may have missed it before.
        """
        earliest, _ = server_time(self._server_clock, until)
        left_by = attempt.sent_at.timestamp() + attempt.spread + attempt.leaves_within
        silence = earliest - left_by
        if sent is not None:
            first, last = sent
            with self._locks.value:
                leaps = [each for each in self._leaps if each.since < last and first < each.until]
            silence -= sum(leap.seconds for leap in leaps)
        return silence


def server_time(clock: ServerClock | None, now: Moment) -> tuple[float, float]:
    """Between which epoch seconds the server's clock is: any, as long as the server has told nothing."""
    return (-math.inf, math.inf) if clock is None else clock.now(now)


@lru_cache(maxsize=16)
def epoch_of(date: str) -> float | None:
    """The epoch seconds of an HTTP `Date`, None when it is not one."""
    try:
        told = parsedate_to_datetime(date)
        epoch = (told if told.tzinfo else told.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
    return epoch if int(epoch // 1) in PLAUSIBLE_TIMES else None
