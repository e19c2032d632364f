"""Which things were written about shortly before: a record may be the other write's."""

from __future__ import annotations

import math
import threading
from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import ResolveRule

from ..per_process import PerProcess


class Subject(NamedTuple):
    """What a write is about."""

    things: Sequence[Hashable]
    """The things themselves, and by what kind of record they are looked up."""
    is_exact: bool = False
    """Whether it says from what state it starts. So none of two such is mistaken for the other."""


_LASTS = 900.0
"""Seconds for which something may still come of a write: longer than the quiet period of any."""

_APART = 2.0
"""Seconds after which the second of one write's record is not that of the next."""

_MOST = 50_000
"""Things that are remembered."""


def subject_of(rule: ResolveRule | None, tier: str | None, known: Mapping[str, Any]) -> Subject:
    """What a write is about, of which the arguments `known` are known."""
    if rule is None:
        return Subject(())
    paths = dict.fromkeys(ours for read in rule.reads for ours in read.arguments.values())
    things = [(rule.proof, tier, path, str(known[path])) for path in paths if path in known]
    return Subject(things, rule.again in known)


class Write:
    """A write of this client: since when, and whether something may still come of it."""

    __slots__ = ("at", "first", "is_exact", "open", "sent_at")

    def __init__(self, now: float, *, is_exact: bool, first: bool) -> None:
        self.at = now
        self.is_exact = is_exact
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

    def may_come(self, now: float) -> bool:
        """Whether a record that comes now may be this one's."""
        return now - self.at < (_LASTS if self.open else _APART)


class Standing(NamedTuple):
    """How an attempt stands among the writes that a client knows of.

    Attributes:
        sole: Whether no other could have made the record that it would make.
        alone: Whether there is no other about the same thing at all.
        here: Whether this client sent it, and so would know of another one.
    """

    sole: bool
    alone: bool
    here: bool


class RecentWrites:
    """The writes that this client has sent lately. In a forked process it begins anew."""

    def __init__(self) -> None:
        self._states = PerProcess(_Writes)

    def begin(self, subject: Subject, now: float) -> Write:
        """A write about `subject` begins."""
        return self._states.own.begin(subject, now)

    def standing(self, subject: Subject, attempt: Attempt) -> Standing:
        """How an attempt about `subject` stands among the others."""
        writes = self.about(subject)
        others = [write for write in writes if write.sent_at != attempt.sent_at]
        here = len(others) < len(writes)
        sole = (
            attempt.first
            # Where others were sent since, not all that were may be remembered.
            and (here or not others)
            and all(write.is_exact and subject.is_exact for write in others)
        )
        return Standing(sole, sole and not others, here)

    def about(self, subject: Subject) -> list[Write]:
        """The latest writes about the same, and those whose records may still have come by then."""
        return self._states.own.about(subject)


class _Writes:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._about: dict[Hashable, list[Write]] = {}
        """In the order of their latest writes."""
        self._forgotten_at = -math.inf
        """When the latest of those was sent that had to be forgotten."""

    def begin(self, subject: Subject, now: float) -> Write:
        with self._lock:
            self._forget()
            is_first = now - self._forgotten_at >= _LASTS
            write = Write(now, is_exact=subject.is_exact, first=is_first)
            for thing in subject.things:
                others = _still_told_apart(self._about.pop(thing, []), now)
                near = [each for each in others if each.may_come(now)]
                if not all(each.is_exact and write.is_exact for each in near):
                    write.first = False
                self._about[thing] = [*others, write]
        return write

    def about(self, subject: Subject) -> list[Write]:
        with self._lock:
            return [write for thing in subject.things for write in self._about.get(thing, ())]

    def _forget(self) -> None:
        while len(self._about) >= _MOST:
            forgotten = self._about.pop(next(iter(self._about)))
            self._forgotten_at = forgotten[-1].at


def _still_told_apart(writes: list[Write], now: float) -> list[Write]:
    """Without those that nobody asks about any more, nor can take for one that is asked about."""
    kept: list[Write] = []
    for write in writes:
        if write.may_come(now) or any(each.open for each in kept):
            kept.append(write)
    return kept
