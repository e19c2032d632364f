"""Which things were written about shortly before: a record may be the other write's."""

from __future__ import annotations

import math
import threading
from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from typing import Any

from portone_v1_api.calls import Settle

from .per_process import PerProcess

Things = Sequence[Hashable]
"""What a write is about, and by what kind of record it is looked up."""

_REMEMBERED = 900.0
"""Seconds for which a write is remembered: longer than the quiet period of any."""

_APART = 2.0
"""Seconds after which the second of one write's record is not that of the next."""

_MOST = 100_000


def things_of(settle: Settle, tier: str | None, known: Mapping[str, Any]) -> Things:
    """What a write is about, of which the arguments `known` are known."""
    paths = dict.fromkeys(ours for read in settle.reads for ours in read.arguments.values())
    return [(settle.proof, tier, path, str(known[path])) for path in paths if path in known]


class Write:
    """A write of this client: about what, since when, and whether it may still come to something."""

    __slots__ = ("at", "first", "open", "sent_at", "things")

    def __init__(self, things: Things, now: float, *, first: bool) -> None:
        self.things = things
        self.at = now
        self.first = first
        """Whether no other write can be mistaken for it."""
        self.open = True
        self.sent_at: datetime | None = None

    def answered(self, now: float) -> None:
        """What became of it is known, so that nothing more comes of it."""
        self.open, self.at = False, now

    def undone(self) -> None:
        """It is proven that nothing came of it."""
        self.open = False

    def may_be_mistaken(self, now: float) -> bool:
        """Whether a record of what is sent now may be this one's."""
        return now - self.at < (_REMEMBERED if self.open else _APART)


class RecentWrites:
    """The writes that this client has sent lately. In a forked process it begins anew."""

    def __init__(self) -> None:
        self._states = PerProcess(_Writes)

    def begin(self, things: Things, now: float) -> Write:
        """A write about `things` begins."""
        return self._states.own.begin(things, now)

    def about(self, things: Things) -> list[Write]:
        """The latest writes about any of `things`, and those that may be mistaken for one another."""
        return self._states.own.about(things)


class _Writes:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._about: dict[Hashable, list[Write]] = {}
        """In the order of their latest writes."""
        self._forgotten_at = -math.inf
        """When the latest of those was sent that had to be forgotten too early."""

    def begin(self, things: Things, now: float) -> Write:
        with self._lock:
            self._forget(now)
            near = {
                thing: [each for each in self._about.pop(thing, ()) if each.may_be_mistaken(now)]
                for thing in things
            }
            is_first = not any(near.values()) and now - self._forgotten_at >= _REMEMBERED
            write = Write(things, now, first=is_first)
            for thing, others in near.items():
                self._about[thing] = [*others, write]
            return write

    def about(self, things: Things) -> list[Write]:
        with self._lock:
            return [write for thing in things for write in self._about.get(thing, ())]

    def _forget(self, now: float) -> None:
        while self._about:
            thing, writes = next(iter(self._about.items()))
            at = writes[-1].at
            if now - at < _REMEMBERED:
                if len(self._about) < _MOST:
                    return
                self._forgotten_at = at
            del self._about[thing]
