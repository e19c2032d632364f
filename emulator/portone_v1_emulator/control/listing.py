"""Lists of what the emulator remembers, newest first: filtered, and a page at a time.

The pages are cut here and not in the browser, which could not hold a hundred thousand payments.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

from ..certifying import Certification
from ..records import BillingKey, Payment, Record, Schedule
from ..store import Owner, Table
from ..webhooks import Delivery
from ..world import Received, World
from . import views
from .bodies import Query

Row = TypeVar("Row")
Kind = TypeVar("Kind", bound=Record)

PARENT = "parent"
"""The filter for what belongs to no sub-merchant."""


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """A kind of list: where its rows come from, what they are filtered by, how they look."""

    rows: Callable[[World], Iterable[tuple[Owner, Row]]]
    """All of them, newest first."""
    count: Callable[[World], int]
    statuses: Callable[[Row], tuple[str | None, ...]]
    """The words by which `status` finds it."""
    texts: Callable[[Row], tuple[str | None, ...]]
    """What `text` is looked for in."""
    view: Callable[[Owner, Row], dict[str, Any]]

    def page(self, world: World, query: Query) -> dict[str, Any]:
        """The rows of one page, and how many there are on all of them."""
        start = (query.page - 1) * query.limit
        with world.store.lock:
            rows = iter(self.rows(world))
            if query.is_all:
                shown = list(islice(rows, start, start + query.limit))
                total = self.count(world)
            else:
                fitting = [row for row in rows if self._fits(query, *row)]
                shown, total = fitting[start : start + query.limit], len(fitting)
        return {
            "total": total,
            "page": query.page,
            "limit": query.limit,
            "items": [self.view(*row) for row in shown],
        }

    def _fits(self, query: Query, owner: Owner, row: Row) -> bool:
        if query.account and owner.account != query.account:
            return False
        if query.tier and (owner.tier or PARENT) != query.tier:
            return False
        if query.status and query.status not in self.statuses(row):
            return False
        wanted = query.text.casefold()
        return not wanted or any(wanted in text.casefold() for text in self.texts(row) if text)


def _of_shops(
    kind: type[Kind], age: Callable[[Kind], int]
) -> Callable[[World], Iterator[tuple[Owner, Kind]]]:
    """The records of all shops in one order. Each table is in the order of `age` already."""

    def rows(world: World) -> Iterator[tuple[Owner, Kind]]:
        return heapq.merge(
            *map(_newest_first, _tables(world, kind)), key=lambda row: age(row[1]), reverse=True
        )

    return rows


def _newest_first(table: Table[Kind]) -> Iterator[tuple[Owner, Kind]]:
    return ((table.owner, record) for record in reversed(table))


def _tables(world: World, kind: type[Kind]) -> list[Table[Kind]]:
    return [shop.table(kind) for shop in world.store.shops]


def _count(kind: type[Kind]) -> Callable[[World], int]:
    return lambda world: sum(map(len, _tables(world, kind)))


def _deliveries(world: World) -> Iterator[tuple[Owner, Delivery]]:
    for each in reversed(world.store.house.table(Delivery)):
        yield Owner(each.account, each.tier), each


def _requests(world: World) -> Iterator[tuple[Owner, Received]]:
    for each in reversed(tuple(world.requests)):
        yield Owner(each.account or "", each.tier), each


def _payment_statuses(row: Payment) -> tuple[str | None, ...]:
    partly = "partly_cancelled" if row.cancellations and row.left else None
    return row.status, partly


PAYMENTS = Listing(
    _of_shops(Payment, lambda payment: payment.number),
    _count(Payment),
    _payment_statuses,
    lambda row: (
        row.imp_uid,
        row.merchant_uid,
        row.name,
        row.customer_uid,
        row.channel.pg_provider,
        row.buyer.name,
        row.buyer.email,
        row.buyer.tel,
        row.vbank.number if row.vbank else None,
    ),
    views.payment,
)

BILLING_KEYS = Listing(
    _of_shops(BillingKey, lambda key: key.inserted),
    _count(BillingKey),
    lambda row: (row.pay_method, "super" if row.channel_group_id else None),
    lambda row: (
        row.customer_uid,
        row.customer_id,
        row.holder.name,
        row.holder.email,
        row.holder.tel,
        row.channel.pg_provider,
        row.card.name if row.card else None,
    ),
    views.billing_key,
)

SCHEDULES = Listing(
    _of_shops(Schedule, lambda schedule: schedule.number),
    _count(Schedule),
    lambda row: (row.status, row.payment_status),
    lambda row: (row.merchant_uid, row.customer_uid, row.imp_uid, row.name, row.buyer.name),
    views.schedule,
)

CERTIFICATIONS = Listing(
    _of_shops(Certification, lambda certification: certification.requested_at),
    _count(Certification),
    lambda row: (views.certification_status(row),),
    lambda row: (row.imp_uid, row.merchant_uid, row.individual.name, row.channel.pg_provider),
    views.certification,
)

WEBHOOKS = Listing(
    _deliveries,
    lambda world: len(world.store.house.table(Delivery)),
    lambda row: (row.state,),
    lambda row: (row.url, row.number, *map(str, row.body.values())),
    lambda _, row: views.delivery(row),
)

REQUESTS = Listing(
    _requests,
    lambda world: len(world.requests),
    lambda row: (views.outcome(row),),
    lambda row: (row.operation, row.path, row.message, row.fault, *row.identities.values()),
    lambda _, row: views.request(row),
)
