"""Tables of records, the owners of the records, and the changes that are made to them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar, cast

from .records import Record

Kind = TypeVar("Kind", bound=Record)


class Owner(NamedTuple):
    """Whose records these are: an account's, by its key, or one of its sub-merchants'."""

    account: str
    tier: str | None


SYSTEM = Owner("", None)


@dataclass(frozen=True, slots=True)
class Change:
    """What a put or a remove did: `new` is None when the record is gone, `old` when there was none."""

    table: Table[Any]
    identity: str
    old: Record | None
    new: Record | None
    age: int
    """The place among the records of its table, the oldest first."""

    @property
    def is_of_a_shop(self) -> bool:
        """Whether it is a merchant's record, and not one of the emulator's own such as tokens."""
        return bool(self.table.owner.account)


class Table(Generic[Kind]):
    """The records of one kind and one owner, by identity, oldest first, and by the fields that are indexed."""

    def __init__(
        self, kind: type[Kind], owner: Owner = SYSTEM, changes: list[Change] | None = None
    ) -> None:
        self.kind = kind
        self.owner = owner
        self._changes = changes
        self._records: dict[str, Kind] = {}
        self._ages: dict[str, int] = {}
        self._births = itertools.count()
        self._indexes: dict[str, dict[str, dict[str, None]]] = {field: {} for field in kind.indexed}

    def get(self, identity: str) -> Kind | None:
        """The record of that identity."""
        return self._records.get(identity)

    def find(self, field: str, value: str) -> list[Kind]:
        """The records whose indexed `field` is `value`, oldest first."""
        identities = self._indexes[field].get(value, ())
        return [self._records[each] for each in sorted(identities, key=self._ages.__getitem__)]

    def put(self, record: Kind) -> None:
        """Keep `record`, in the place of the one that had its identity."""
        identity: str = getattr(record, self.kind.identity)
        old = self._records.get(identity)
        age = next(self._births) if old is None else self._ages[identity]
        self._set(identity, record, age)
        if self._changes is not None:
            self._changes.append(Change(self, identity, old, record, age))

    def remove(self, identity: str) -> None:
        """Forget the record of that identity."""
        old, age = self._records[identity], self._ages[identity]
        self._drop(identity)
        if self._changes is not None:
            self._changes.append(Change(self, identity, old, None, age))

    def undo(self, change: Change) -> None:
        """Make the latest change of this table not have been."""
        if change.old is None:
            self._drop(change.identity)
            return
        self._set(change.identity, cast("Kind", change.old), change.age)
        if change.new is None:  # it stands last now, and belongs where its age puts it
            by_age = sorted(self._records, key=self._ages.__getitem__)
            self._records = {identity: self._records[identity] for identity in by_age}

    def redo(self, change: Change) -> None:
        """Make a change that was undone again. All that came after it must be undone too."""
        if change.new is None:
            self._drop(change.identity)
        else:
            self._set(change.identity, cast("Kind", change.new), change.age)

    def __iter__(self) -> Iterator[Kind]:
        return iter(tuple(self._records.values()))

    def __len__(self) -> int:
        return len(self._records)

    def _set(self, identity: str, record: Kind, age: int) -> None:
        old = self._records.get(identity)
        self._records[identity], self._ages[identity] = record, age
        for name, index in self._indexes.items():
            value = getattr(record, name)
            if old is not None:
                if getattr(old, name) == value:
                    continue
                _unlist(index, getattr(old, name), identity)
            if value is not None:
                index.setdefault(value, {})[identity] = None

    def _drop(self, identity: str) -> None:
        old = self._records.pop(identity)
        del self._ages[identity]
        for name, index in self._indexes.items():
            _unlist(index, getattr(old, name), identity)


def _unlist(index: dict[str, dict[str, None]], value: str | None, identity: str) -> None:
    if value is not None:
        del index[value][identity]
        if not index[value]:
            del index[value]
