"""Which things were written about shortly before: a record of that second may be the other write's."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterable

_SHORTLY = 60.0
_MOST = 10_000


class RecentWrites:
    """The things that this client has sent writes about in the last minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sent: dict[Hashable, float] = {}

    def is_first(self, things: Iterable[Hashable], now: float) -> bool:
        """Whether none of `things` was written about shortly before; from now on they are."""
        with self._lock:
            if len(self._sent) > _MOST:
                self._sent = {thing: at for thing, at in self._sent.items() if now - at < _SHORTLY}
            first = True
            for thing in things:
                at = self._sent.pop(thing, None)
                first = first and (at is None or now - at >= _SHORTLY)
                self._sent[thing] = now
            return first
