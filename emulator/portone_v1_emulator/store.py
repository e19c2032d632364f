"""All that the emulator remembers, in one place and behind one lock."""

from __future__ import annotations

import itertools
import re
import secrets
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from .records import BillingKey, Channel, Payment, Preparation
from .tokens import Token

Record = TypeVar("Record")

TIER = re.compile("[A-Z0-9]{3}")
"""The code of a sub-merchant."""


class Table(Generic[Record]):
    """Records by their identity, oldest first, and by the fields that are indexed."""

    def __init__(self, identity: str, *indexed: str) -> None:
        self._identity = identity
        self._records: dict[str, Record] = {}
        self._indexes: dict[str, dict[str, dict[str, None]]] = {field: {} for field in indexed}

    def get(self, identity: str) -> Record | None:
        """The record of that identity."""
        return self._records.get(identity)

    def find(self, field: str, value: str) -> list[Record]:
        """The records whose indexed `field` is `value`."""
        return [self._records[identity] for identity in self._indexes[field].get(value, ())]

    def put(self, record: Record) -> None:
        """Keep `record`, in the place of the one that had its identity."""
        identity = getattr(record, self._identity)
        old = self._records.get(identity)
        self._records[identity] = record
        for name, index in self._indexes.items():
            value = getattr(record, name)
            if old is not None and getattr(old, name) == value:
                continue  # listed already, where its age puts it
            if old is not None:
                _unlist(index, getattr(old, name), identity)
            index.setdefault(value, {})[identity] = None

    def remove(self, identity: str) -> None:
        """Forget the record of that identity."""
        record = self._records.pop(identity)
        for name, index in self._indexes.items():
            _unlist(index, getattr(record, name), identity)

    def __iter__(self) -> Iterator[Record]:
        return iter(tuple(self._records.values()))

    def __len__(self) -> int:
        return len(self._records)


def _unlist(index: dict[str, dict[str, None]], value: str, identity: str) -> None:
    del index[value][identity]
    if not index[value]:
        del index[value]


@dataclass(frozen=True)
class Account:
    """A merchant or an agency, with its keys to the API."""

    key: str
    secret: str
    tiers: frozenset[str] | None = None
    """The codes of its sub-merchants; None when any code will do."""
    channel: Channel = field(default_factory=Channel)

    def __repr__(self) -> str:
        return f"<Account {self.key}>"


NOBODY = Account("", "")
"""Who calls an operation that takes no token."""


class Shop:
    """What one merchant or one sub-merchant has. No other one sees it."""

    def __init__(self) -> None:
        self.payments: Table[Payment] = Table("imp_uid", "merchant_uid")
        self.billing_keys: Table[BillingKey] = Table("customer_uid")
        self.preparations: Table[Preparation] = Table("merchant_uid")


class Store:
    """Accounts, their tokens and their shops. Hold `lock` for whatever must happen at once."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.partly_cancelled_status = "paid"
        """The status of a payment of which a part was cancelled."""
        self._accounts: dict[str, Account] = {}
        # Numbers go on after `clear`, so that no identity ever stands for two things.
        self._numbers = itertools.count(10**11 + secrets.randbelow(8 * 10**11))
        self.clear()

    def clear(self) -> None:
        """Forget everything but the accounts."""
        with self.lock:
            self.tokens: Table[Token] = Table("account", "value")
            self._shops: dict[tuple[str, str | None], Shop] = {}

    def add_account(
        self,
        key: str,
        secret: str,
        *,
        tiers: Iterable[str] | None = None,
        channel: Channel | None = None,
    ) -> Account:
        """Open an account, or change the one that has this key."""
        known = None if tiers is None else frozenset(tiers)
        with self.lock:
            account = Account(key, secret, known, channel or Channel())
            self._accounts[key] = account
        return account

    def account(self, key: str) -> Account | None:
        """The account that has this key."""
        with self.lock:
            return self._accounts.get(key)

    def shop(self, account: str, tier: str | None = None) -> Shop:
        """What belongs to the account of this key, or to one of its sub-merchants."""
        with self.lock:
            return self._shops.setdefault((account, tier), Shop())

    def next_number(self) -> int:
        """A number of twelve digits that was never given before."""
        with self.lock:
            return next(self._numbers)
