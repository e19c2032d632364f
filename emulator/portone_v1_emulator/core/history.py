"""The latest changes of the store, kept so that a read can be answered from an earlier state.

Records never change, so a change holds only references to the old and the new one. Nothing is kept before
`keep` asks for it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from .tables import Change


class History:
    """The changes of merchants' records in the latest seconds."""

    def __init__(self) -> None:
        self.clock: Callable[[], float] = lambda: 0.0
        """Returns epoch seconds: the emulator's clock, once there is one."""
        self._seconds = 0.0
        self._changes: deque[tuple[float, Change]] = deque()

    def keep(self, seconds: float) -> None:
        """Keep what happens from now on for at least so many seconds."""
        self._seconds = max(self._seconds, seconds)

    def forget(self, seconds: float) -> None:
        """Go back to keeping so many seconds, with nothing in them."""
        self._seconds = seconds
        self.clear()

    def clear(self) -> None:
        """Forget the changes; the present state is all that is known."""
        self._changes.clear()

    def record(self, changes: Iterable[Change]) -> None:
        """Add changes that were just committed, in their order."""
        if not self._seconds:
            return
        now = self.clock()
        self._changes.extend((now, change) for change in changes if change.is_of_a_shop)
        while self._changes and self._changes[0][0] < now - self._seconds:
            self._changes.popleft()

    @contextmanager
    def seen(self, seconds_ago: float) -> Iterator[None]:
        """Let the store be as it was, until the block ends. Hold its lock, and change nothing in here."""
        then = self.clock() - seconds_ago
        undone = [change for at, change in self._changes if at > then]
        for change in reversed(undone):
            change.table.undo(change)
        try:
            yield
        finally:
            for change in undone:
                change.table.redo(change)
