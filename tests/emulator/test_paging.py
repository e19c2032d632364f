"""The iterators of the client, at the emulator: borders of ranges, payments that come and go."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal

from portone_v1 import AsyncPortOne, PortOne
from portone_v1_emulator import Clock, Emulator

from .conftest import NOW

DAY = 24 * 3600


class Store:
    """A merchant with a client of either kind."""

    def __init__(self, emulator: Emulator, client: Any, call: Callable[..., Any]) -> None:
        self.emulator = emulator
        self.client = client
        self._call = call

    def pay(self, merchant_uid: str, **more: Any) -> str:
        """The imp_uid of a payment."""
        card = {"card_number": "4242-4242-4242-4242", "expiry": "2035-12"}
        order = {"merchant_uid": merchant_uid, "amount": 1000, **card, **more}
        payment = self._call(functools.partial(self.client.subscribe.onetime, **order))
        return str(payment.imp_uid)

    def cancel(self, imp_uid: str) -> None:
        """Give all of it back."""
        whole = {"imp_uid": imp_uid, "amount": "all"}
        self._call(functools.partial(self.client.payments.cancel, **whole))

    def schedule(self, customer_uid: str, *moments: int) -> list[str]:
        """The orders of schedules at these times."""
        made = [
            {
                "merchant_uid": f"o-{moment}-{n}",
                "schedule_at": moment,
                "amount": 100,
                "name": "구독",
            }
            for n, moment in enumerate(moments)
        ]
        arguments = {"customer_uid": customer_uid, "schedules": made}
        self._call(functools.partial(self.client.subscribe.schedule, **arguments))
        return [str(each["merchant_uid"]) for each in made]

    def all(self, items: Any) -> list[str]:
        """The orders that an iterator has."""
        if isinstance(self.client, PortOne):
            return [item.merchant_uid for item in items]

        async def gather() -> list[str]:
            return [item.merchant_uid async for item in items]

        return list(self._call(gather))

    def next(self, items: Any) -> str:
        """The next order of an iterator."""
        item = next(items) if isinstance(self.client, PortOne) else self._call(items.__anext__)
        return str(item.merchant_uid)

    def listings(self, operation: str) -> int:
        """How often an operation was asked for."""
        return sum(request.operation == operation for request in self.emulator.requests)


@pytest.fixture(params=["sync", "async"])
def store(request: pytest.FixtureRequest, emulator: Emulator) -> Iterator[Store]:
    account = (emulator.api_key, emulator.api_secret)
    if request.param == "sync":
        with PortOne(*account, base_url=emulator.base_url) as portone:
            yield Store(emulator, portone, lambda use: use())
        return
    with start_blocking_portal() as portal:
        client = AsyncPortOne(*account, base_url=emulator.base_url)
        try:
            yield Store(emulator, client, portal.call)
        finally:
            portal.call(client.aclose)


def test_payments_on_every_border_of_200_days(store: Store, emulator: Emulator) -> None:
    start, length = NOW + 2, 200 * DAY
    orders = {}
    for moment in [
        border + off for border in (0, 90 * DAY, 180 * DAY, length) for off in (-1, 0, 1)
    ]:
        emulator.clock.move_to(start + moment)
        orders[moment] = f"o-{moment}"
        store.pay(orders[moment])
    inside = [order for moment, order in orders.items() if 0 <= moment <= length]
    listing = functools.partial(
        store.client.payments.iter_by_status, "paid", from_=start, to=start + length, limit=3
    )
    assert store.all(listing()) == inside[::-1]
    assert store.all(listing(sorting="paid")) == inside
    asked = store.listings("payments.list_by_status")
    assert asked == 2 * 3 * 2, "three parts of four payments each, which is two pages"


def test_schedules_on_every_border_of_200_days(store: Store) -> None:
    start = NOW + DAY
    borders = [start + border + off for border in (0, 89 * DAY, 178 * DAY) for off in (-1, 0, 1)]
    borders += [start + 200 * DAY - 1, start + 200 * DAY]
    store.pay("o-1", customer_uid="c-1")
    orders = store.schedule("c-1", *borders)
    range_ = {"from_": start, "to": start + 200 * DAY}
    subscribe, billing_keys = store.client.subscribe, store.client.billing_keys
    inside = orders[1:-1]
    assert store.all(billing_keys.iter_schedules("c-1", **range_)) == inside[::-1]
    assert store.all(subscribe.iter_schedules_by_customer("c-1", **range_)) == inside[::-1]
    listing = functools.partial(
        subscribe.iter_schedules, schedule_from=start, schedule_to=start + 200 * DAY, limit=2
    )
    assert store.all(listing()) == inside[::-1]
    assert store.all(listing(sorting="scheduled")) == inside


def test_an_unknown_billing_key_has_nothing(store: Store) -> None:
    assert store.all(store.client.billing_keys.iter_payments("c-unknown")) == []


def test_one_request_a_page(store: Store) -> None:
    orders = [f"o-{number}" for number in range(45)]
    for order in orders:
        store.pay(order, customer_uid="c-1")
    assert store.all(store.client.billing_keys.iter_payments("c-1")) == orders[::-1]
    assert store.listings("billing_keys.list_payments") == 3
    assert store.all(store.client.payments.iter_by_status("all", to=NOW)) == orders[::-1]
    assert store.listings("payments.list_by_status") == 1


def test_attempts_of_an_order(store: Store) -> None:
    store.cancel(store.pay("o-1"))
    assert store.all(store.client.payments.iter_by_merchant_uid("o-1", limit=1)) == ["o-1"]


@pytest.mark.parametrize("sorting", [None, "started", "-paid", "updated"])
def test_payments_that_are_cancelled_and_made_between_two_pages(
    store: Store, sorting: str | None
) -> None:
    uids = {f"o-{number}": store.pay(f"o-{number}") for number in range(12)}
    items = store.client.payments.iter_by_status("paid", to=NOW + DAY, limit=4, sorting=sorting)
    found = [store.next(items) for _ in range(4)]
    # Two that were passed leave, so that two others move up; and two more are paid.
    gone = found[1:3]
    for order in gone:
        store.cancel(uids[order])
    store.pay("o-new-1")
    store.pay("o-new-2")
    found += store.all(items)
    assert len(found) == len(set(found))
    assert set(found) - {"o-new-1", "o-new-2"} == uids.keys()


def test_what_was_paid_after_the_clock_was_moved_is_found(store: Store, emulator: Emulator) -> None:
    store.pay("o-1")
    emulator.clock.advance(31 * DAY)
    store.pay("o-2")
    assert store.all(store.client.payments.iter_by_status("paid")) == ["o-2", "o-1"]


@pytest.mark.parametrize("sorting", ["-paid", "paid"])
def test_a_range_that_ends_now_ends_by_the_clock_of_the_server(
    store: Store, emulator: Emulator, sorting: str
) -> None:
    """It stands in the past, and is moved by 91 days while the client has a token of before."""
    start = NOW - 10 * DAY
    store.pay("o-1")
    listing = functools.partial(
        store.client.payments.iter_by_status, "paid", from_=start, sorting=sorting
    )
    assert store.all(listing()) == ["o-1"]
    emulator.clock.advance(91 * DAY)
    assert store.all(listing()) == ["o-1"]
    store.pay("o-2")
    orders = ["o-1", "o-2"] if sorting == "paid" else ["o-2", "o-1"]
    assert store.all(listing()) == orders


@pytest.mark.parametrize("days", [88, 89, 90, 91, 177, 300])
def test_a_range_that_ends_now_may_be_of_any_length(
    store: Store, emulator: Emulator, days: int
) -> None:
    emulator.clock.advance(days * DAY)
    store.pay("o-last")
    # Neither the wall clock of this machine nor that of the token would do.
    assert store.all(store.client.payments.iter_by_status("paid", from_=NOW)) == ["o-last"]
    emulator.clock.advance(days * DAY)
    assert store.all(store.client.payments.iter_by_status("paid", from_=NOW)) == ["o-last"]


def test_a_running_clock_of_a_server_that_is_ahead() -> None:
    with (
        Emulator(clock=Clock(start=time.time() + 91 * DAY)) as ahead,
        PortOne(ahead.api_key, ahead.api_secret, base_url=ahead.base_url) as portone,
    ):
        Store(ahead, portone, lambda use: use()).pay("o-1")
        items = portone.payments.iter_by_status("paid", from_=int(time.time()) - DAY)
        assert [item.merchant_uid for item in items] == ["o-1"]
