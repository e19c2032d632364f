"""Lists of what the emulator remembers, latest first: filtered, and a page at a time.

The pages are cut here and not in the browser, which could not hold a hundred thousand payments.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import anyio

from ..core.records import BillingKey, Payment, Record, Schedule
from ..core.state import EmulatorState, Received
from ..core.tables import Owner
from ..core.webhooks import Delivery
from ..shops.certifying import Certification
from . import views
from .bodies import Query

Row = TypeVar("Row")
Kind = TypeVar("Kind", bound=Record)

PARENT = "parent"
"""The filter for what belongs to no sub-merchant."""

# After so many rows looked through, others have their turn.
_AT_A_TIME = 2000


class Source(NamedTuple, Generic[Row]):
    """Rows that belong together, oldest first; of one owner, unless each says whose it is."""

    owner: Owner | None
    rows: Sequence[Row]


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """A kind of list: where its rows come from, what they are filtered by, how they look."""

    sources: Callable[[EmulatorState], list[Source[Row]]]
    count: Callable[[EmulatorState], int]
    owner: Callable[[Row], Owner]
    """Whose a row is, where its source does not say it."""
    order: Callable[[Row], tuple[int, ...]]
    """What is higher for later rows: the time that the console shows of them, or a number that grows with it.

    Of rows with the same, the one that was added later comes first.
    """
    statuses: Callable[[Row], tuple[str | None, ...]]
    """The words by which `status` finds it."""
    texts: Callable[[Row], tuple[str | None, ...]]
    """What `text` is looked for in."""
    view: Callable[[Owner, Row], dict[str, Any]]
    in_order: bool = False
    """Whether each source has its rows in this order already: a page then needs the end of each source only."""

    async def page(self, state: EmulatorState, query: Query) -> dict[str, Any]:
        """The rows of one page, latest first, and how many there are on all of them."""
        sources = self.sources(state)
        end = query.page * query.limit
        if query.is_all and self.in_order:
            total = sum(len(source.rows) for source in sources)
            found = [(source.owner, row) for source in sources for row in source.rows[-end:]]
        else:
            found = await self._fitting(sources, query)
            total = len(found)
        found.reverse()
        latest = heapq.nlargest(end, found, key=lambda each: self.order(each[1]))
        shown = latest[end - query.limit :]
        return {
            "total": total,
            "page": query.page,
            "limit": query.limit,
            "items": [self.view(owner or self.owner(row), row) for owner, row in shown],
        }

    async def _fitting(
        self, sources: list[Source[Row]], query: Query
    ) -> list[tuple[Owner | None, Row]]:
        found = []
        for source in sources:
            if source.owner is not None and not _is_wanted(source.owner, query):
                continue
            for start in range(0, len(source.rows), _AT_A_TIME):
                for row in source.rows[start : start + _AT_A_TIME]:
                    if self._fits(row, query, source.owner):
                        found.append((source.owner, row))
                await anyio.sleep(0)
        return found

    def _fits(self, row: Row, query: Query, owner: Owner | None) -> bool:
        if query.is_all:
            return True
        if owner is None and not _is_wanted(self.owner(row), query):
            return False
        if query.status and query.status not in self.statuses(row):
            return False
        wanted = query.text.casefold()
        return not wanted or any(wanted in text.casefold() for text in self.texts(row) if text)


def _is_wanted(owner: Owner, query: Query) -> bool:
    if query.account and owner.account != query.account:
        return False
    return not query.tier or (owner.tier or PARENT) == query.tier


def _of_shops(kind: type[Kind]) -> Callable[[EmulatorState], list[Source[Kind]]]:
    def sources(state: EmulatorState) -> list[Source[Kind]]:
        with state.store.lock:
            return [Source(shop.owner, tuple(shop.table(kind))) for shop in state.store.shops]

    return sources


def _count(kind: type[Record]) -> Callable[[EmulatorState], int]:
    return lambda state: sum(len(shop.table(kind)) for shop in state.store.shops)


def _deliveries(state: EmulatorState) -> list[Source[Delivery]]:
    return [Source(None, state.webhooks.log)]


def _requests(state: EmulatorState) -> list[Source[Received]]:
    return [Source(None, tuple(state.requests))]


def _unowned(_: Record) -> Owner:
    raise LookupError("the table says whose it is")


def _payment_statuses(row: Payment) -> tuple[str | None, ...]:
    partly = "partly_cancelled" if row.cancellations and row.left else None
    return row.status, partly


PAYMENTS = Listing(
    _of_shops(Payment),
    _count(Payment),
    _unowned,
    lambda payment: (payment.settled_at, payment.number),
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
    _of_shops(BillingKey),
    _count(BillingKey),
    _unowned,
    lambda key: (key.updated,),
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
    _of_shops(Schedule),
    _count(Schedule),
    _unowned,
    lambda schedule: (schedule.number,),
    lambda row: (row.status, row.payment_status),
    lambda row: (row.merchant_uid, row.customer_uid, row.imp_uid, row.name, row.buyer.name),
    views.schedule,
    in_order=True,
)

CERTIFICATIONS = Listing(
    _of_shops(Certification),
    _count(Certification),
    _unowned,
    lambda row: (row.certified_at or row.requested_at,),
    lambda row: (views.certification_status(row),),
    lambda row: (row.imp_uid, row.merchant_uid, row.individual.name, row.channel.pg_provider),
    views.certification,
)

WEBHOOKS = Listing(
    _deliveries,
    lambda state: len(state.store.system_tables.table(Delivery)),
    lambda row: Owner(row.account, row.tier),
    lambda row: (int(row.number),),
    lambda row: (row.state,),
    lambda row: (row.url, row.number, *map(str, row.body.values())),
    lambda _, row: views.delivery(row),
    in_order=True,
)

REQUESTS = Listing(
    _requests,
    lambda state: len(state.requests),
    lambda row: Owner(row.account or "", row.tier),
    lambda row: (row.number,),
    lambda row: (views.outcome(row),),
    lambda row: (row.operation, row.path, row.message, row.fault, *row.identities.values()),
    lambda _, row: views.request(row),
    in_order=True,
)
