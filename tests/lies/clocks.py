"""The clocks of a machine, as far from the truth as they may be."""

from __future__ import annotations

from collections.abc import Callable


class MachineClock:
    """The clocks that a client reads: driven by the true time, which only the world knows.

    `ahead` is by how many seconds its wall clock is off, `rate` how fast both of its clocks run.
    """

    def __init__(
        self,
        true_time: Callable[[], float],
        pass_time: Callable[[float], None],
        *,
        ahead: float = 0.0,
        rate: float = 1.0,
    ) -> None:
        self._true_time, self._pass_time = true_time, pass_time
        self._begin, self._rate = true_time(), rate
        self._ahead = ahead
        self._missed = 0.0
        """Seconds that the monotonic clock did not count."""

    def monotonic(self) -> float:
        """Seconds since some time; perhaps without those for which the machine stood still."""
        return 1000.0 + (self._true_time() - self._begin - self._missed) * self._rate

    def wall(self) -> float:
        """What the machine takes for the time."""
        return self._begin + self._ahead + (self._true_time() - self._begin) * self._rate

    def sleep(self, seconds: float) -> None:
        """Let so many seconds of the monotonic clock pass."""
        self._pass_time(seconds / self._rate)

    def stand_still(self, seconds: float, *, counts: bool, corrects: bool) -> None:
        """Let the machine stand still.

        `counts` tells whether its monotonic clock counts on, `corrects` whether its wall clock is right again
        afterwards.
        """
        self._pass_time(seconds)
        if not counts:
            self._missed += seconds
        if not corrects:
            self._ahead -= seconds * self._rate

    def set_wall(self, ahead: float) -> None:
        """Set the wall clock, as somebody or NTP does."""
        self._ahead = ahead
