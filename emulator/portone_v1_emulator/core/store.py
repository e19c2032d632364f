"""All that the emulator remembers, in one place and behind one lock."""

from __future__ import annotations

import itertools
import secrets
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, cast

from .accounts import MerchantAccount
from .history import History
from .records import BillingKey, Payment, Preparation, Record, Schedule
from .tables import SYSTEM, Change, Kind, Owner, Table
from .tokens import Token

_FIRST_NUMBER, _NUMBERS = 10**11, 8 * 10**11


class Journal(Protocol):
    """Where changes are kept beyond this process."""

    def write(self, changes: list[Change], next_number: int) -> None:
        """Keep them all, or none. They are safe when this returns."""

    def clear(self) -> None:
        """Forget everything."""


class Shop:
    """What one merchant or one sub-merchant has. No other one sees it."""

    def __init__(self, owner: Owner, changes: list[Change]) -> None:
        self.owner = owner
        self._changes = changes
        self._tables: dict[type[Record], Table[Any]] = {}

    def table(self, kind: type[Kind]) -> Table[Kind]:
        """Its records of that kind."""
        found = self._tables.get(kind)
        if found is None:
            found = self._tables[kind] = Table(kind, self.owner, self._changes)
        return cast("Table[Kind]", found)

    @property
    def payments(self) -> Table[Payment]:
        """Its payments and attempts at payments."""
        return self.table(Payment)

    @property
    def billing_keys(self) -> Table[BillingKey]:
        """Its stored means of payment."""
        return self.table(BillingKey)

    @property
    def preparations(self) -> Table[Preparation]:
        """The amounts of orders that it has registered."""
        return self.table(Preparation)

    @property
    def schedules(self) -> Table[Schedule]:
        """Its charges to come, and those that were."""
        return self.table(Schedule)


class Store:
    """Accounts, their tokens and their shops. Change nothing outside a `transaction`."""

    def __init__(self, journal: Journal | None = None) -> None:
        self.lock = threading.RLock()
        self.journal = journal
        self.history = History()
        """The latest changes, as long as somebody wants to look back."""
        self.commits = 0
        """How often something changed: who looks again only then misses nothing."""
        self._accounts: dict[str, MerchantAccount] = {}
        # Numbers go on after `clear`, so that no identity ever stands for two things.
        self._numbers = itertools.count(_FIRST_NUMBER + secrets.randbelow(_NUMBERS))
        self._changes: list[Change] = []
        self._shops: dict[Owner, Shop] = {}
        self._depth = 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes made in here happen together, or not at all when something is raised.

        One inside another undoes its own changes alone, and is not kept before the outer one is.
        """
        with self.lock:
            begin = len(self._changes)
            self._depth += 1
            try:
                yield
                if self._depth == 1:
                    self._commit()
            except BaseException:
                self._roll_back(begin)
                raise
            finally:
                self._depth -= 1

    def _commit(self) -> None:
        if not self._changes:
            return
        if self.journal:
            self.journal.write(self._changes, self.next_number())
        self.commits += 1
        self.history.record(self._changes)
        self._changes.clear()

    def _roll_back(self, begin: int) -> None:
        for change in reversed(self._changes[begin:]):
            change.table.undo(change)
        del self._changes[begin:]

    @property
    def uncommitted(self) -> list[Change]:
        """What the transaction that is under way has changed so far."""
        return self._changes

    def restore(self, records: Iterable[tuple[Owner, Record]], next_number: int | None) -> None:
        """Take over what a journal has kept."""
        with self.lock:
            for owner, record in records:
                self.shop(*owner).table(type(record)).put(record)
            if next_number is not None:
                self._numbers = itertools.count(next_number)
            self._changes.clear()

    def clear(self) -> None:
        """Forget everything but the accounts."""
        with self.lock:
            self.commits += 1
            if self.journal:
                self.journal.clear()
            self.history.clear()
            self._changes.clear()
            self._shops.clear()

    def open_account(self, account: MerchantAccount) -> None:
        """Add `account`, or put it in the place of the one that has its key."""
        with self.lock:
            self._accounts[account.key] = account

    @property
    def accounts(self) -> list[MerchantAccount]:
        """All of them, oldest first."""
        with self.lock:
            return list(self._accounts.values())

    @accounts.setter
    def accounts(self, accounts: Iterable[MerchantAccount]) -> None:
        with self.lock:
            self._accounts = {account.key: account for account in accounts}

    def account(self, key: str) -> MerchantAccount | None:
        """The account that has this key."""
        with self.lock:
            return self._accounts.get(key)

    def shop(self, account: str, tier: str | None = None) -> Shop:
        """What belongs to the account of this key, or to one of its sub-merchants."""
        with self.lock:
            owner = Owner(account, tier)
            shop = self._shops.get(owner)
            if shop is None:
                shop = self._shops[owner] = Shop(owner, self._changes)
            return shop

    @property
    def shops(self) -> list[Shop]:
        """Every merchant's and sub-merchant's that has been used."""
        with self.lock:
            return [shop for owner, shop in self._shops.items() if owner != SYSTEM]

    @property
    def system_tables(self) -> Shop:
        """What belongs to no shop: tokens, deliveries, what is to happen."""
        return self.shop(*SYSTEM)

    @property
    def tokens(self) -> Table[Token]:
        """The access tokens."""
        return self.system_tables.table(Token)

    def next_number(self) -> int:
        """A number of twelve digits that was never given before."""
        with self.lock:
            return next(self._numbers)
