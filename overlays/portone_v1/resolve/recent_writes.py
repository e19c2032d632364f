"""Remember which records were written about shortly before: one that is found may be another write's."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import ResolveRule

from ..core.fork_local import ForkLocal

V = TypeVar("V")

Names = Mapping[str, frozenset[str]]
"""The identities of a record, by what they are: `{"imp_uid": {"imp_1"}, "merchant_uid": {"o-1"}}`."""

_OPEN_FOR = 900.0
"""Seconds for which something may still come of a write without an answer: longer than any quiet period."""

_APART = 150.0
"""Seconds after which the record of an answered write is older than that of the next: stamps err by 60."""

_MOST = 20_000
"""Writes and links that are remembered."""

_MOST_COMPARED = 100
"""Earlier writes that a new one is compared with."""

_SWEPT_FROM = 1000
"""How many writes are remembered before the first are dropped."""


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
            values = cast("list[object]", sent) if isinstance(sent, list) else [sent]
            found[name] = found.get(name, frozenset()) | frozenset(map(str, values))
    return found


class Fingerprint(NamedTuple):
    """What tells two writes about one record apart by what they leave: of cancels, amount and checksum."""

    amount: int | Decimal | str | None = None
    checksum: int | Decimal | None = None

    def may_leave_the_same_as(self, other: Fingerprint) -> bool:
        """Whether a row of the one may be taken for one of the other."""
        return (
            self.amount == other.amount
            or self.amount in (None, "all")
            or other.amount in (None, "all")
        ) and (self.checksum == other.checksum or None in (self.checksum, other.checksum))


class Write:
    """A write of this client."""

    __slots__ = (
        "at",
        "began",
        "fingerprint",
        "first",
        "is_open",
        "keys",
        "left_by",
        "mark",
        "stamped_at",
        "was_executed",
    )

    def __init__(self, keys: list[ResourceKey], fingerprint: Fingerprint, now: float) -> None:
        self.keys = keys
        self.fingerprint = fingerprint
        self.began = self.stamped_at = self.at = now
        """When it began, was stamped last, and was answered if it was."""
        self.left_by = now
        """When its latest send has left, or never will."""
        self.first: bool
        """Whether no earlier write could be taken for it: known once it has begun."""
        self.is_open = True
        """Whether something may still come of it."""
        self.was_executed = True
        """Whether it may have left a record."""
        self.mark: str | None = None
        """That of its latest send; None before its first, which no attempt can have."""

    def mark_answered(self, now: float, *, executed: bool) -> None:
        """Note that nothing more comes of it, and whether it left a record."""
        self.is_open, self.at, self.was_executed = False, now, executed

    def may_matter(self, now: float) -> bool:
        """Whether a record of it can be taken for that of a write that is sent now."""
        if self.is_open:
            return now - self.left_by < _OPEN_FOR
        return self.was_executed and now - self.at < _APART


class Attribution(NamedTuple):
    """What this process knows about who else may have made a record.

    Attributes:
        unambiguous: Whether no other write of this client could have made what the attempt would make.
        sent_here: Whether this client sent the attempt, and so would know of the others.
        sent: When it stamped the first and the last send, on the monotonic clock; None when it sent none.
    """

    unambiguous: bool
    sent_here: bool
    sent: tuple[float, float] | None = None


class RecentWrites:
    """The writes that this client has sent lately. A forked process starts with none."""

    def __init__(self) -> None:
        self._states = ForkLocal(_Writes)

    def begin(self, keys: list[ResourceKey], fingerprint: Fingerprint, now: float) -> Write:
        """Note that a write begins."""
        return self._states.value.begin(Write(keys, fingerprint, now), now)

    def learn(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Take in which imp_uid belongs to which merchant_uid, and which payments are Naver Pay's."""
        self._states.value.learn(records)

    def is_naver_pay(self, names: Names) -> bool | None:
        """Return whether a payment is Naver Pay's, None when no answer has shown it yet."""
        return self._states.value.is_naver_pay(names)

    def attribution(
        self, attempt: Attempt, key: ResourceKey, fingerprint: Fingerprint
    ) -> Attribution:
        """Judge whether the records of `key` can be those of `attempt` alone."""
        writes = self._states.value.about(key)
        others = [write for write in writes if attempt.mark != write.mark]
        mine = [write for write in writes if attempt.mark == write.mark]
        if not mine:
            # Where others were sent since, or too many at all, not every one may be remembered.
            complete = not (others or self._states.value.has_forgotten)
            return Attribution(attempt.first and complete, sent_here=False)
        # What was over before the attempt began left an older record; `first` tells of the rest.
        began = min(write.began for write in mine)
        rivals = [
            write
            for write in others
            if write.was_executed
            and (write.is_open or write.at > began - _APART)
            and write.fingerprint.may_leave_the_same_as(fingerprint)
        ]
        sent = began, max(write.stamped_at for write in mine)
        return Attribution(attempt.first and not rivals, sent_here=True, sent=sent)


class _Bucket:
    """Writes in their order. Those that no longer matter for a new write are set aside, once."""

    __slots__ = ("_fresh", "_stale")

    def __init__(self) -> None:
        self._fresh: dict[Write, None] = {}
        self._stale: dict[Write, None] = {}

    def __iter__(self) -> Iterator[Write]:
        yield from self._stale
        yield from self._fresh

    def add(self, write: Write) -> None:
        """Add a write."""
        self._fresh[write] = None

    def drop(self, write: Write) -> None:
        """Remove a write."""
        self._fresh.pop(write, None)
        self._stale.pop(write, None)

    def mattering(self, now: float) -> Iterator[Write]:
        """Yield the writes that may be mistaken for one that begins now, the newest first."""
        over: list[Write] = []
        try:
            for write in reversed(self._fresh):
                if write.may_matter(now):
                    yield write
                else:
                    over.append(write)
        finally:
            for write in over:
                del self._fresh[write]
                self._stale[write] = None


class _Writes:
    """The writes of one process, by the records that they are about."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clear()
        self._sweep_at = _SWEPT_FROM
        self._links = Links()
        self._forgotten_at = -math.inf
        """When the latest of the writes was sent or answered that had to be forgotten."""

    def _clear(self) -> None:
        self._writes: dict[Write, None] = {}
        self._named: dict[tuple[str, str], _Bucket] = {}
        """By each identity of their records, also those that answers have shown."""
        self._by_types: dict[_Kind, dict[frozenset[str], _Bucket]] = {}
        """By the types of identity that name their records: those that share none may be about the same."""

    @property
    def has_forgotten(self) -> bool:
        """Whether there were too many to remember."""
        return self._forgotten_at > -math.inf

    def begin(self, write: Write, now: float) -> Write:
        with self._lock:
            if len(self._writes) >= self._sweep_at:
                self._sweep(now)
            write.keys = [self._completed(key) for key in write.keys]
            write.first = now - self._forgotten_at >= _OPEN_FOR and not any(
                # Its own record is looked up, not what it changes besides.
                self._may_be_mistaken(write, key, now)
                for key in write.keys[:1]
            )
            self._add(write)
        return write

    def _may_be_mistaken(self, write: Write, key: ResourceKey, now: float) -> bool:
        """Whether a record of an earlier write may be taken for that of `write`.

        Where there are too many to compare, it may: a write must not cost more the more were sent before.
        """
        compared = 0
        for bucket in self._buckets(key):
            for other in bucket.mattering(now):
                compared += 1
                is_alike = other.fingerprint.may_leave_the_same_as(write.fingerprint)
                if compared > _MOST_COMPARED or (is_alike and _may_be_about(other, key)):
                    return True
        return False

    def about(self, key: ResourceKey) -> list[Write]:
        """Return the writes that may be about the same record."""
        with self._lock:
            mine = self._completed(key)
            found = dict.fromkeys(write for bucket in self._buckets(mine) for write in bucket)
            return [write for write in found if _may_be_about(write, mine)]

    def learn(self, records: Iterable[Mapping[str, Any]]) -> None:
        with self._lock:
            for record in records:
                imp_uid = self._links.learn(record)
                for write in list(self._named.get(("imp_uid", imp_uid), ())) if imp_uid else ():
                    self._drop(write)
                    write.keys = [self._completed(key) for key in write.keys]
                    self._add(write)

    def is_naver_pay(self, names: Names) -> bool | None:
        with self._lock:
            return self._links.is_naver_pay(names)

    def _completed(self, key: ResourceKey) -> ResourceKey:
        return key._replace(names=self._links.completed(key.names))

    def _add(self, write: Write) -> None:
        self._writes[write] = None
        for key in write.keys:
            for name in _each(key):
                self._named.setdefault(name, _Bucket()).add(write)
            by_types = self._by_types.setdefault((key.record, key.tier), {})
            by_types.setdefault(frozenset(key.names), _Bucket()).add(write)

    def _drop(self, write: Write) -> None:
        for key in write.keys:
            for name in _each(key):
                self._named[name].drop(write)
            self._by_types[key.record, key.tier][frozenset(key.names)].drop(write)

    def _buckets(self, key: ResourceKey) -> Iterator[_Bucket]:
        """Those with the writes that share a name with `key`, or no type of name."""
        for name in _each(key):
            if name in self._named:
                yield self._named[name]
        for types, bucket in self._by_types.get((key.record, key.tier), {}).items():
            if types.isdisjoint(key.names):
                yield bucket

    def _sweep(self, now: float) -> None:
        """Drop the writes that can no longer be confused with another, and the oldest of too many."""
        oldest_open = min((write.at for write in self._writes if write.is_open), default=math.inf)
        # What was answered after an open one was sent is needed when the open one is resolved.
        kept = [each for each in self._writes if each.may_matter(now) or each.at >= oldest_open]
        kept.sort(key=lambda write: write.at)
        for write in kept[:-_MOST]:
            self._forgotten_at = max(self._forgotten_at, write.at, write.left_by)
        self._clear()
        for write in kept[-_MOST:]:
            self._add(write)
        self._sweep_at = max(_SWEPT_FROM, 2 * len(self._writes))


_Kind = tuple[str, str | None]


def _each(key: ResourceKey) -> Iterator[tuple[str, str]]:
    for kind, values in key.names.items():
        for value in values:
            yield kind, value


def _may_be_about(write: Write, key: ResourceKey) -> bool:
    """Whether a write may be about a record: not when both are named, and differently."""
    for other in write.keys:
        if (other.record, other.tier) != (key.record, key.tier):
            continue
        shared = other.names.keys() & key.names.keys()
        if not shared or any(other.names[kind] & key.names[kind] for kind in shared):
            return True
    return False


class Links:
    """Which imp_uid belongs to which merchant_uid, and what is Naver Pay's, as answers have shown."""

    def __init__(self) -> None:
        self._merchant_uids: dict[str, str] = {}
        self._naver_pay: dict[str, bool] = {}

    def learn(self, record: Mapping[str, Any]) -> str | None:
        """Take in one record of an answer; return its imp_uid when that had no merchant_uid before."""
        imp_uid, merchant_uid = record.get("imp_uid"), record.get("merchant_uid")
        if not (isinstance(imp_uid, str) and isinstance(merchant_uid, str) and imp_uid):
            return None
        is_new = self._merchant_uids.get(imp_uid) != merchant_uid
        _keep(self._merchant_uids, imp_uid, merchant_uid)
        providers = record.get("pg_provider"), record.get("emb_pg_provider")
        if isinstance(providers[0], str):
            is_naver = any(isinstance(p, str) and p.startswith("naver") for p in providers)
            _keep(self._naver_pay, imp_uid, is_naver)
            # Of several payments of an order, a cancel by its name may meet any.
            _keep(
                self._naver_pay, merchant_uid, is_naver or self._naver_pay.get(merchant_uid, False)
            )
        return imp_uid if is_new else None

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
