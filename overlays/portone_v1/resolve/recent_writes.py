"""Remember which records were written about shortly before: one that is found may be another write's."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import ResolveRule

from ..per_process import PerProcess

V = TypeVar("V")

Names = Mapping[str, frozenset[str]]
"""The identities of a record, by what they are: `{"imp_uid": {"imp_1"}, "merchant_uid": {"o-1"}}`."""

_OPEN_FOR = 900.0
"""Seconds for which something may still come of a write without an answer: longer than any quiet period."""

_APART = 150.0
"""Seconds after which the record of an answered write is older than that of the next: stamps err by 60."""

_MOST = 20_000
"""Writes and links that are remembered."""


class ResourceKey(NamedTuple):
    """A record that a write makes or changes."""

    record: str
    """Its kind."""
    tier: str | None
    names: Names


def resource_keys(
    rule: ResolveRule | None, tier: str | None, known: Mapping[str, Any]
) -> list[ResourceKey]:
    """Return the records that a write changes, as far as the arguments `known` name them."""
    if rule is None or not rule.record:
        return []
    arguments = [pair for read in rule.reads for pair in read.arguments.items()]
    keys = [ResourceKey(rule.record, tier, _names(arguments, known))]
    for touched in rule.touches:
        names = _names(touched.arguments.items(), known)
        if names:
            keys.append(ResourceKey(touched.record, tier, names))
    return keys


def _names(arguments: Iterable[tuple[str, str]], known: Mapping[str, Any]) -> Names:
    found: dict[str, frozenset[str]] = {}
    for name, path in arguments:
        sent = known.get(path)
        if sent is not None and sent != "all":
            values = sent if isinstance(sent, list) else [sent]
            found[name] = found.get(name, frozenset()) | frozenset(map(str, values))
    return found


class Fingerprint(NamedTuple):
    """What tells two writes about one record apart by what they leave: of cancels, amount and checksum."""

    amount: int | Decimal | str | None = None
    checksum: int | Decimal | None = None

    def may_leave_the_same_as(self, other: Fingerprint) -> bool:
        """Whether a row of the one may be taken for one of the other."""
        amounts = {self.amount, other.amount}
        checksums = {self.checksum, other.checksum}
        same_amount = len(amounts) == 1 or not amounts.isdisjoint({None, "all"})
        return same_amount and (len(checksums) == 1 or None in checksums)


class Write:
    """A write of this client."""

    __slots__ = ("at", "fingerprint", "first", "is_open", "keys", "marks", "was_executed")

    def __init__(self, keys: list[ResourceKey], fingerprint: Fingerprint, now: float) -> None:
        self.keys = keys
        self.fingerprint = fingerprint
        self.at = now
        """When it began, or was answered."""
        self.first = True
        """Whether no earlier write could be taken for it."""
        self.is_open = True
        """Whether something may still come of it."""
        self.was_executed = True
        """Whether it may have left a record."""
        self.marks: set[str] = set()
        """Those of its sends."""

    def mark_answered(self, now: float, *, executed: bool) -> None:
        """Note that nothing more comes of it, and whether it left a record."""
        self.is_open, self.at, self.was_executed = False, now, executed

    def mark_not_executed(self) -> None:
        """Note that it is proven not to have been done."""
        self.is_open = self.was_executed = False

    def may_matter(self, now: float) -> bool:
        """Whether a record of it can be taken for that of a write that is sent now."""
        return self.was_executed and now - self.at < (_OPEN_FOR if self.is_open else _APART)


class Attribution(NamedTuple):
    """What this process knows about who else may have made a record.

    Attributes:
        unambiguous: Whether no other write of this client could have made what the attempt would make.
        sent_here: Whether this client sent the attempt, and so would know of the others.
    """

    unambiguous: bool
    sent_here: bool


class RecentWrites:
    """The writes that this client has sent lately. A forked process starts with none."""

    def __init__(self) -> None:
        self._states = PerProcess(_Writes)

    def begin(self, keys: list[ResourceKey], fingerprint: Fingerprint, now: float) -> Write:
        """Note that a write begins."""
        return self._states.own.begin(Write(keys, fingerprint, now), now)

    def learn(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Take in which imp_uid belongs to which merchant_uid, and which payments are Naver Pay's."""
        self._states.own.learn(records)

    def is_naver_pay(self, names: Names) -> bool | None:
        """Return whether a payment is Naver Pay's, None when no answer has shown it yet."""
        return self._states.own.is_naver_pay(names)

    def attribution(
        self, attempt: Attempt, key: ResourceKey, fingerprint: Fingerprint
    ) -> Attribution:
        """Judge whether the records of `key` can be those of `attempt` alone."""
        writes = list(self._states.own.about(key))
        others = [write for write in writes if attempt.mark not in write.marks]
        sent_here = len(others) < len(writes)
        rivals = [
            write
            for write in others
            if write.was_executed and write.fingerprint.may_leave_the_same_as(fingerprint)
        ]
        # Where others were sent since, or too many at all, not every one may be remembered.
        complete = sent_here or not (others or self._states.own.has_forgotten)
        return Attribution(attempt.first and complete and not rivals, sent_here)


class _Writes:
    """The writes of one process, by the records that they are about."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._named: dict[_Name, list[Write]] = {}
        """By each identity of their records."""
        self._by_types: dict[_Kind, dict[frozenset[str], list[Write]]] = {}
        """By the types of identity that name their records: those that share none may be about the same."""
        self._count, self._sweep_at = 0, 1000
        self._links = Links()
        self._forgotten_at = -math.inf
        """When the latest of the writes was sent or answered that had to be forgotten."""

    @property
    def has_forgotten(self) -> bool:
        """Whether there were too many to remember."""
        return self._forgotten_at > -math.inf

    def begin(self, write: Write, now: float) -> Write:
        with self._lock:
            if self._count >= self._sweep_at:
                self._sweep(now)
            write.first = now - self._forgotten_at >= _OPEN_FOR and not any(
                other.may_matter(now) and other.fingerprint.may_leave_the_same_as(write.fingerprint)
                for key in write.keys
                for other in self._about(key)
            )
            self._add(write)
        return write

    def about(self, key: ResourceKey) -> list[Write]:
        """Return the writes that may be about the same record."""
        with self._lock:
            return list(self._about(key))

    def learn(self, records: Iterable[Mapping[str, Any]]) -> None:
        with self._lock:
            for record in records:
                self._links.learn(record)

    def is_naver_pay(self, names: Names) -> bool | None:
        with self._lock:
            return self._links.is_naver_pay(names)

    def _add(self, write: Write) -> None:
        for key in write.keys:
            for name in _each(key):
                self._named.setdefault(name, []).append(write)
            kinds = self._by_types.setdefault((key.record, key.tier), {})
            kinds.setdefault(frozenset(key.names), []).append(write)
        self._count += 1

    def _about(self, key: ResourceKey) -> Iterator[Write]:
        mine = key._replace(names=self._links.completed(key.names))
        candidates = [write for name in _each(mine) for write in self._named.get(name, ())]
        for types, writes in self._by_types.get((key.record, key.tier), {}).items():
            if types.isdisjoint(key.names):
                candidates += writes
        for write in {id(write): write for write in candidates}.values():
            if self._may_be_about(write, mine):
                yield write

    def _may_be_about(self, write: Write, key: ResourceKey) -> bool:
        """Whether a write may be about a record: not when both are named, and differently."""
        for other in write.keys:
            if (other.record, other.tier) != (key.record, key.tier):
                continue
            names = self._links.completed(other.names)
            shared = names.keys() & key.names.keys()
            if not shared or any(names[kind] & key.names[kind] for kind in shared):
                return True
        return False

    def _sweep(self, now: float) -> None:
        """Drop the writes that can no longer be confused with another, and the oldest of too many."""
        found = [each for kinds in self._by_types.values() for each in kinds.values()]
        writes = {id(write): write for each in found for write in each}.values()
        oldest_open = min((write.at for write in writes if write.is_open), default=math.inf)
        # What was answered after an open one was sent is needed when the open one is resolved.
        kept = [each for each in writes if each.may_matter(now) or each.at >= oldest_open]
        kept.sort(key=lambda write: write.at)
        for write in kept[:-_MOST]:
            self._forgotten_at = write.at
        self._named, self._by_types, self._count = {}, {}, 0
        for write in kept[-_MOST:]:
            self._add(write)
        self._sweep_at = max(1000, 2 * self._count)


_Kind = tuple[str, str | None]
_Name = tuple[str, str | None, str, str]


def _each(key: ResourceKey) -> Iterator[_Name]:
    for kind, values in key.names.items():
        for value in values:
            yield key.record, key.tier, kind, value


class Links:
    """Which imp_uid belongs to which merchant_uid, and what is Naver Pay's, as answers have shown."""

    def __init__(self) -> None:
        self._merchant_uids: dict[str, str] = {}
        self._naver_pay: dict[str, bool] = {}

    def learn(self, record: Mapping[str, Any]) -> None:
        """Take in one record of an answer."""
        imp_uid, merchant_uid = record.get("imp_uid"), record.get("merchant_uid")
        if not isinstance(imp_uid, str) or not isinstance(merchant_uid, str):
            return
        _keep(self._merchant_uids, imp_uid, merchant_uid)
        providers = record.get("pg_provider"), record.get("emb_pg_provider")
        if isinstance(providers[0], str):
            is_naver = any(isinstance(p, str) and p.startswith("naver") for p in providers)
            _keep(self._naver_pay, imp_uid, is_naver)
            # Of several payments of an order, a cancel by its name may meet any.
            _keep(
                self._naver_pay, merchant_uid, is_naver or self._naver_pay.get(merchant_uid, False)
            )

    def completed(self, names: Names) -> Names:
        """Return the names with the merchant_uid that belongs to an imp_uid among them."""
        if "imp_uid" not in names or "merchant_uid" in names:
            return names
        found = {self._merchant_uids.get(imp_uid) for imp_uid in names["imp_uid"]}
        return names if None in found else {**names, "merchant_uid": frozenset(filter(None, found))}

    def is_naver_pay(self, names: Names) -> bool | None:
        """Return whether a payment is Naver Pay's, None when no answer has shown it."""
        found = [self._naver_pay.get(value) for values in names.values() for value in values]
        return next((each for each in found if each is not None), None)


def _keep(known: dict[str, V], key: str, value: V) -> None:
    if known.get(key) != value:
        if len(known) >= _MOST:
            del known[next(iter(known))]
        known[key] = value
