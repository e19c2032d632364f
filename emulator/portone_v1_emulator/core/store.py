"""All that the emulator remembers, in one place and behind one lock."""

from __future__ import annotations

import itertools
import secrets
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, Protocol, TypeVar, cast

import httpx

from ..pgs import channels as pg_channels
from ..pgs.channels import CHANNELS
from ..pgs.promotions import PROMOTIONS, Promotion
from . import checks
from .checks import TIER as TIER
from .history import History
from .records import BillingKey, Channel, Payment, Preparation, Record, Schedule
from .tokens import Token

Kind = TypeVar("Kind", bound=Record)

_FIRST_NUMBER, _NUMBERS = 10**11, 8 * 10**11


class Owner(NamedTuple):
    """Whose records these are: an account's, by its key, or one of its sub-merchants'."""

    account: str
    tier: str | None


_SYSTEM = Owner("", None)


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


class Journal(Protocol):
    """Where changes are kept beyond this process."""

    def write(self, changes: list[Change], next_number: int) -> None:
        """Keep them all, or none. They are safe when this returns."""

    def clear(self) -> None:
        """Forget everything."""


class Table(Generic[Kind]):
    """The records of one kind and one owner, by identity, oldest first, and by the fields that are indexed."""

    def __init__(
        self, kind: type[Kind], owner: Owner = _SYSTEM, changes: list[Change] | None = None
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


def url_problem(url: object) -> str | None:
    """What is wrong with an address for webhooks, and what to write instead; None when nothing is."""
    problem = "must be an http or https address, such as http://127.0.0.1:8000/webhook"
    if not isinstance(url, str) or any(map(str.isspace, url)):
        return problem
    try:
        read = httpx.URL(url)  # by the library that will call it
    except httpx.InvalidURL:
        return problem
    return None if read.scheme in ("http", "https") and read.host else problem


@dataclass(frozen=True)
class Account:
    """A merchant or an agency, with its keys to the API and its settings in the console.

    `tiers` and `channels` may be given as any iterables, and a channel by its name, such as `kcp`.
    """

    key: str
    secret: str
    tiers: frozenset[str] | None = None
    """The codes of its sub-merchants; None when any code will do."""
    channels: tuple[Channel, ...] = field(default_factory=lambda: CHANNELS)
    """Its contracts with PGs. The first is the default."""
    user_code: str = "imp00000000"
    """What `IMP.init` is called with."""
    webhook_url: str | None = None
    webhook_form: bool = False
    """Whether webhooks come as forms instead of JSON."""
    recovery: bool = False
    """Whether yesterday's failed scheduled charges are made again every day."""
    promotions: tuple[Promotion, ...] = field(default_factory=lambda: PROMOTIONS)
    """The discounts that it has set up."""
    sees_phones: bool = False
    """Whether the carriers let it see phone and carrier of who is verified, and at Danal who is a foreigner."""

    def __post_init__(self) -> None:
        for name in ("key", "secret", "user_code"):
            checks.text(name, getattr(self, name), may_be_empty=True)
        for name in ("webhook_form", "recovery", "sees_phones"):
            checks.flag(name, getattr(self, name))
        object.__setattr__(self, "tiers", checks.tiers("tiers", self.tiers))
        object.__setattr__(self, "channels", pg_channels.read("channels", self.channels))
        problem = None if self.webhook_url is None else url_problem(self.webhook_url)
        if problem:
            # It may have a secret in it, so it is not repeated.
            raise ValueError(f"webhook_url {problem}")

    def __repr__(self) -> str:
        return f"<Account {self.key}>"


NOBODY = Account("", "", channels=())
"""Who calls an operation that takes no token."""


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
        self._accounts: dict[str, Account] = {}
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

    def open_account(self, account: Account) -> None:
        """Add `account`, or put it in the place of the one that has its key."""
        with self.lock:
            self._accounts[account.key] = account

    def add_account(
        self,
        key: str,
        secret: str,
        *,
        tiers: Iterable[str] | None = None,
        channels: Iterable[Channel | str] = CHANNELS,
        **settings: Any,
    ) -> Account:
        """Open an account, or change the one that has this key. `settings` are further fields of `Account`."""
        known = checks.tiers("tiers", tiers)
        account = Account(key, secret, known, pg_channels.read("channels", channels), **settings)
        self.open_account(account)
        return account

    @property
    def accounts(self) -> list[Account]:
        """All of them, oldest first."""
        with self.lock:
            return list(self._accounts.values())

    @accounts.setter
    def accounts(self, accounts: Iterable[Account]) -> None:
        with self.lock:
            self._accounts = {account.key: account for account in accounts}

    def account(self, key: str) -> Account | None:
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
            return [shop for owner, shop in self._shops.items() if owner != _SYSTEM]

    @property
    def system_tables(self) -> Shop:
        """What belongs to no shop: tokens, deliveries, what is to happen."""
        return self.shop(*_SYSTEM)

    @property
    def tokens(self) -> Table[Token]:
        """The access tokens."""
        return self.system_tables.table(Token)

    def next_number(self) -> int:
        """A number of twelve digits that was never given before."""
        with self.lock:
            return next(self._numbers)
