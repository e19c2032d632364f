"""Going through all pages: of lists that change meanwhile, that fail meanwhile, and not to their end."""

from __future__ import annotations

import asyncio
import inspect
import time
import typing
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from typing import Any, get_args, get_origin

import anyio
import pytest
import trio
from both_clients import KINDS
from changing_list import (
    LARGEST,
    Change,
    ChangingList,
    Held,
    Kind,
    Reader,
    envelope,
    payment,
    refused,
    uids,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from local_server import Answer

from portone_v1 import (
    KST,
    AsyncPortOne,
    ConfigurationError,
    InvalidRequest,
    NotFound,
    PortOne,
    PortOneError,
    RateLimited,
    ServerError,
    UnexpectedAnswer,
)
from portone_v1.models import Payment, Schedule
from portone_v1_api import OPERATIONS
from portone_v1_api.calls import Answer as Parsed
from portone_v1_api.calls import Call
from portone_v1_api.pages import overlapping
from portone_v1_api.resources.payments import AsyncPayments, Payments

DAY = 24 * 3600
NOW = 1_767_193_200

both = pytest.mark.parametrize("kind", KINDS)

ITERATORS = {
    "payments.find_all": "iter_by_merchant_uid",
    "payments.list_by_status": "iter_by_status",
    "subscribe.list_schedules": "iter_schedules",
    "subscribe.list_schedules_by_customer": "iter_schedules_by_customer",
    "billing_keys.list_payments": "iter_payments",
    "billing_keys.list_schedules": "iter_schedules",
}


@pytest.fixture(scope="module")
def server() -> Iterator[ChangingList]:
    with ChangingList() as server:
        yield server


@pytest.fixture
def reader(kind: Kind, server: ChangingList) -> Iterator[Reader]:
    server.begin([])
    with Reader(kind, server.url) as reader:
        yield reader


def paid(reader: Reader, **more: Any) -> Any:
    return reader.client.payments.iter_by_status("paid", **more)


# What there is


def test_every_paged_operation_has_an_iterator() -> None:
    assert {name for name in OPERATIONS if OPERATIONS[name].page} == ITERATORS.keys()


@pytest.mark.parametrize("client", [PortOne, AsyncPortOne])
def test_there_is_no_other_iterator(client: Any) -> None:
    portone = client("key", "secret")
    found = {
        f"{resource}.{name}"
        for resource in {name.partition(".")[0] for name in OPERATIONS}
        for name in dir(getattr(portone, resource))
        if name.startswith("iter_")
    }
    assert found == {f"{n.partition('.')[0]}.{iterator}" for n, iterator in ITERATORS.items()}


@pytest.mark.parametrize("name", ITERATORS)
def test_iterators_take_the_arguments_of_their_operation_but_the_page(name: str) -> None:
    operation = OPERATIONS[name]
    assert operation.page is not None
    for client, kind in ((PortOne, Iterator), (AsyncPortOne, AsyncIterator)):
        resource = type(getattr(client("key", "secret"), name.partition(".")[0]))
        method = getattr(resource, ITERATORS[name])
        listing = dict(inspect.signature(getattr(resource, name.partition(".")[2])).parameters)
        del listing[operation.page.page]
        own = dict(inspect.signature(method).parameters)
        if operation.page.limit is not None:
            assert own[operation.page.limit].default == LARGEST == operation.page.largest
            del own[operation.page.limit], listing[operation.page.limit]
        assert own == listing
        assert not inspect.iscoroutinefunction(method)
        returned = typing.get_type_hints(method)["return"]
        assert get_origin(returned) is kind
        assert get_args(returned) == (Schedule if "schedules" in name else Payment,)
        for argument in own:
            assert argument == "self" or f"\n            {argument} (" in method.__doc__


# Lists that stand still


@both
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("count", [0, 1, 2, 5, 6, 7, 8, 100, 101])
def test_all_items_in_order_with_no_more_requests_than_pages(
    reader: Reader, server: ChangingList, limit: int, count: int
) -> None:
    server.begin(uids(count))
    assert reader.rest(paid(reader, limit=limit)) == uids(count)
    assert len(server.asked) <= max(1, -(-count // limit))
    assert all(int(query["limit"]) <= 2 * limit + 9 for query in server.asked)


@both
@pytest.mark.parametrize("count", [0, 1, 19, 20, 21, 40, 45])
def test_one_request_a_page_where_the_server_decides_how_large_it_is(
    reader: Reader, server: ChangingList, count: int
) -> None:
    server.begin(uids(count), page=20)
    assert reader.rest(reader.client.billing_keys.iter_payments("c 1")) == uids(count)
    pages = max(1, -(-count // 20))
    assert server.asked == [{"page": str(number)} for number in range(1, pages + 1)]
    assert set(server.paths) == {"/subscribe/customers/c%201/payments"}


@both
def test_a_page_is_as_large_as_it_can_be_when_nothing_is_said(
    reader: Reader, server: ChangingList
) -> None:
    server.begin(uids(1001))
    assert reader.rest(paid(reader)) == uids(1001)
    assert server.asked == [{"page": "1", "limit": "1000"}, {"page": "2", "limit": "999"}]


@both
def test_all_payments_of_an_order(reader: Reader, server: ChangingList) -> None:
    server.begin(uids(3))
    orders = reader.client.payments.iter_by_merchant_uid("o/1", payment_status="failed", limit=2)
    assert reader.rest(orders) == uids(3)
    assert set(server.paths) == {"/payments/findAll/o%2F1/failed"}


@both
def test_pages_that_are_smaller_than_asked_for(reader: Reader, server: ChangingList) -> None:
    server.begin(uids(105), largest=10)
    assert reader.rest(paid(reader, limit=25)) == uids(105)
    assert len(server.asked) <= 105


@both
def test_pages_that_are_larger_than_asked_for(reader: Reader, server: ChangingList) -> None:
    server.begin(uids(105), smallest=20)
    assert reader.rest(paid(reader, limit=2)) == uids(105)
    assert len(server.asked) == 6


@given(wanted=st.integers(1, 1000), largest=st.integers(1, 1000), reached=st.integers(0, 2_000_000))
def test_the_next_page_begins_before_the_place_and_ends_behind_it(
    wanted: int, largest: int, reached: int
) -> None:
    place = overlapping(reached, min(wanted, largest), largest)
    assert place.size is not None
    assert 1 <= place.size <= largest
    start = (place.number - 1) * place.size
    assert start <= reached < start + place.size


@given(wanted=st.integers(1, 500), reached=st.integers(1, 100_000))
def test_pages_of_at_most_500_overlap_and_bring_as_many_as_wanted(
    wanted: int, reached: int
) -> None:
    place = overlapping(reached, wanted, 1000)
    assert place.size is not None
    start = (place.number - 1) * place.size
    assert start < reached
    assert start + place.size >= reached + wanted


# Lists that change

entering = st.tuples(st.just("enter"), st.integers(0, 60))
leaving = st.tuples(st.just("leave"), st.integers(0, 60))
entering_in_front = st.tuples(st.just("enter"), st.just(0))


def steps(*kinds: st.SearchStrategy[tuple[str, int]]) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.lists(st.one_of(*kinds), max_size=5), max_size=12)


def stay(now: list[str]) -> None:
    """Nothing happens."""


def lose(count: int) -> Change:
    """The first items leave."""
    return lambda now: now.__delitem__(slice(0, count))


class Story:
    """A list, what happens to it, and what of it stays."""

    def __init__(self, count: int, happenings: list[list[tuple[str, int]]]) -> None:
        self.uids = uids(count)
        self.ever = set(self.uids)
        self.staying = set(self.uids)
        self.changes: list[Change] = [self._change(each) for each in happenings]

    def _change(self, happening: list[tuple[str, int]]) -> Change:
        def change(now: list[str]) -> None:
            for what, place in happening:
                if what == "enter":
                    new = f"imp_new_{len(self.ever)}"
                    self.ever.add(new)
                    now.insert(min(place, len(now)), new)
                elif now:
                    self.staying.discard(now.pop(min(place, len(now) - 1)))

        return change

    def check(self, found: list[str]) -> None:
        assert len(found) == len(set(found)), "nothing comes twice"
        assert set(found) <= self.ever
        assert self.staying <= set(found), "nothing that stayed is missed"


@both
@settings(max_examples=150)
@given(count=st.integers(0, 40), limit=st.integers(1, 9), happenings=steps(entering, leaving))
def test_whatever_comes_and_goes_what_stays_comes_once(
    kind: Kind, server: ChangingList, count: int, limit: int, happenings: list[Any]
) -> None:
    story = Story(count, happenings)
    server.begin(story.uids, story.changes)
    with Reader(kind, server.url) as reader:
        story.check(reader.rest(paid(reader, limit=limit)))


@both
@settings(max_examples=100)
@given(count=st.integers(0, 40), happenings=steps(entering_in_front, leaving))
def test_what_stays_comes_once_where_nobody_chooses_the_size(
    kind: Kind, server: ChangingList, count: int, happenings: list[Any]
) -> None:
    story = Story(count, happenings)
    server.begin(story.uids, story.changes, page=4)
    with Reader(kind, server.url) as reader:
        story.check(reader.rest(reader.client.billing_keys.iter_payments("c-1")))


@both
def test_one_leaves_and_one_enters_at_the_end_between_two_pages(
    reader: Reader, server: ChangingList
) -> None:
    # The total stays the same, and yet imp_4 is now where the walk has been.
    def move(now: list[str]) -> None:
        del now[0]
        now.append("imp_8")

    server.begin(uids(8), [move])
    found = reader.rest(paid(reader, limit=4, sorting="started"))
    assert found == uids(9)


@both
def test_a_list_that_has_become_shorter_than_the_next_page(
    reader: Reader, server: ChangingList
) -> None:
    server.begin(uids(9), [stay, lose(4)], page=4)
    assert reader.rest(reader.client.billing_keys.iter_payments("c-1")) == uids(9)
    server.begin(uids(9), [stay, lose(7)])
    assert reader.rest(paid(reader, limit=4)) == uids(9)


@both
def test_an_empty_page_instead_of_a_refusal(reader: Reader, server: ChangingList) -> None:
    empty = envelope({"total": 5, "next": 0, "previous": 1, "list": []})
    server.begin(uids(9), [stay, lose(4)], page=4, instead={3: empty})
    assert reader.rest(reader.client.billing_keys.iter_payments("c-1")) == uids(9)


@both
def test_many_that_leave_at_once_take_few_steps_back(reader: Reader, server: ChangingList) -> None:
    server.begin(uids(400), [*[stay] * 20, lose(150)])
    assert reader.rest(paid(reader, limit=10)) == uids(400)
    assert len(server.asked) < 60


@both
def test_a_list_of_which_nothing_is_left(reader: Reader, server: ChangingList) -> None:
    server.begin(uids(9), [lambda now: now.clear()])
    assert reader.rest(paid(reader, limit=4)) == uids(4)
    # Of an order without payments V1 says that it is not there.
    gone = refused("존재하지 않는 결제정보입니다.", 404)
    server.begin(uids(9), [lambda now: now.clear()], instead={2: gone, 3: gone})
    orders = reader.client.payments.iter_by_merchant_uid("o-1", limit=4)
    assert reader.rest(orders) == uids(4)
    assert len(server.asked) <= 3


# Times


def at(moment: int) -> datetime:
    return datetime.fromtimestamp(moment, KST)


def parts(server: ChangingList) -> list[tuple[int, int | None]]:
    """The ranges that were asked for, each once."""
    asked = [
        (int(query["from"]), int(query["to"]) if "to" in query else None) for query in server.asked
    ]
    return list(dict.fromkeys(asked))


@both
@pytest.mark.parametrize(
    ("sorting", "oldest_first"),
    [(None, False), ("-paid", False), ("paid", True), ("started", True)],
)
def test_a_long_range_is_cut_at_the_very_second_in_the_order_of_the_list(
    reader: Reader, server: ChangingList, sorting: str | None, oldest_first: bool
) -> None:
    until = NOW + 200 * DAY
    reader.rest(paid(reader, from_=at(NOW), to=until, sorting=sorting))
    expected = [
        (NOW, NOW + 90 * DAY),
        (NOW + 90 * DAY, NOW + 180 * DAY),
        (NOW + 180 * DAY, until),
    ]
    assert parts(server) == (expected if oldest_first else expected[::-1])
    assert len(server.asked) == 3


@both
@pytest.mark.parametrize(("length", "number"), [(0, 1), (1, 1), (90 * DAY, 1), (90 * DAY + 1, 2)])
def test_a_range_is_cut_only_when_it_must_be(
    reader: Reader, server: ChangingList, length: int, number: int
) -> None:
    reader.rest(paid(reader, from_=NOW, to=NOW + length))
    assert len(server.asked) == number


@both
def test_a_second_that_two_parts_share_comes_once(reader: Reader, server: ChangingList) -> None:
    server.begin(uids(3))
    assert reader.rest(paid(reader, from_=NOW, to=NOW + 180 * DAY, limit=2)) == uids(3)
    assert len(parts(server)) == 2


@both
def test_the_server_decides_what_is_now(reader: Reader, server: ChangingList) -> None:
    reader.rest(paid(reader))
    assert server.asked == [{"page": "1", "limit": "1000"}]
    now = int(time.time())
    server.begin([])
    reader.rest(paid(reader, from_=now - 80 * DAY))
    assert parts(server) == [(now - 80 * DAY, None)]
    server.begin([])
    server.begin([])
    reader.rest(paid(reader, from_=now - 400 * DAY, sorting="paid"))
    asked = parts(server)
    assert server.tokens == 1, "it is asked once what time it is"
    assert asked[0][0] == now - 400 * DAY
    assert [end for _, end in asked] == [*(start for start, _ in asked[1:]), None]
    assert all(end - start <= 90 * DAY for start, end in asked if end is not None)
    # The walk may take a while.
    assert DAY < now - asked[-1][0] < 90 * DAY - DAY + 1


@both
@pytest.mark.parametrize("ahead", [91 * DAY, -400 * DAY, -8_000 * DAY])
def test_a_range_that_ends_now_is_cut_by_the_clock_of_the_server(
    reader: Reader, server: ChangingList, ahead: int
) -> None:
    """Whatever it showed when it gave the token, and whatever ours shows."""
    reader.rest(paid(reader))
    now = int(time.time()) + ahead
    server.begin([])
    server.clock = lambda: now
    reader.rest(paid(reader, from_=now - 200 * DAY, sorting="paid"))
    assert parts(server) == [
        (now - 200 * DAY, now - 112 * DAY),
        (now - 112 * DAY, now - 24 * DAY),
        (now - 24 * DAY, None),
    ]


@both
def test_a_range_whose_end_is_not_known_yet_is_begun_anew(
    reader: Reader, server: ChangingList
) -> None:
    server.begin(uids(3))
    server.no_tokens = [Answer(500, {}, b"<html>")]
    items = paid(reader, from_=NOW)
    with pytest.raises(PortOneError):
        reader.rest(items)
    assert server.asked == []
    assert reader.rest(items) == uids(3)


@both
def test_the_clock_of_the_server_is_asked_for_only_when_it_matters(
    reader: Reader, server: ChangingList
) -> None:
    reader.rest(paid(reader))
    tokens = server.tokens
    whole: dict[str, Any] = {"from_": NOW, "to": NOW + 200 * DAY}
    for arguments in ({}, {"to": NOW}, whole):
        reader.rest(paid(reader, **arguments))
    assert server.tokens == tokens


@both
def test_a_to_without_a_from(reader: Reader, server: ChangingList) -> None:
    reader.rest(paid(reader, to=at(NOW)))
    assert server.asked == [{"page": "1", "limit": "1000", "to": str(NOW)}]


@both
def test_schedules_are_cut_where_the_end_is_not_part_of_the_range(
    reader: Reader, server: ChangingList
) -> None:
    reader.rest(reader.client.billing_keys.iter_schedules("c-1", from_=NOW, to=NOW + 100 * DAY))
    cut = NOW + 89 * DAY
    assert parts(server) == [(cut, NOW + 100 * DAY), (NOW, cut)]


@both
@pytest.mark.parametrize(
    "wrong",
    [
        {"from_": datetime(2026, 1, 1)},
        {"to": NOW * 1000},
        {"limit": 0},
        {"limit": 1001},
        {"limit": True},
        {"limit": "10"},
        {"sorting": 1},
    ],
)
def test_a_wrong_argument_is_refused_at_the_call(
    reader: Reader, server: ChangingList, wrong: dict[str, Any]
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        paid(reader, **wrong)
    assert caught.value.outcome == "not_sent"
    assert caught.value.operation == "payments.list_by_status"
    assert next(iter(wrong)) in str(caught.value)
    assert server.asked == []


@both
def test_nothing_is_sent_before_the_first_is_wanted(reader: Reader, server: ChangingList) -> None:
    paid(reader)
    assert server.asked == []


# Stopping


@both
def test_stopping_early_asks_for_nothing_more(reader: Reader, server: ChangingList) -> None:
    server.begin(uids(50))
    items = paid(reader, limit=10)
    assert reader.rest(items, 10) == uids(10)
    assert len(server.asked) == 1
    assert reader.rest(items, 1) == ["imp_10"], "and it can go on"
    assert len(server.asked) == 2
    assert reader.rest(items) == uids(50)[11:]
    assert reader.rest(items) == [], "the end stays the end"


@pytest.mark.parametrize("run", [asyncio.run, trio.run], ids=["asyncio", "trio"])
def test_an_async_walk_that_is_left_leaves_nothing(
    server: ChangingList, run: Callable[..., Any]
) -> None:
    server.begin(uids(50))

    async def leave() -> None:
        async with AsyncPortOne("key", "secret", base_url=server.url) as portone:
            async for _ in portone.payments.iter_by_status("paid", limit=10):
                break
            async for found in portone.payments.iter_by_status("paid", limit=10):
                if found.imp_uid == "imp_12":
                    break
        if run is asyncio.run:
            assert asyncio.all_tasks() == {asyncio.current_task()}

    run(leave) if run is trio.run else run(leave())
    assert len(server.asked) == 3


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_walk_that_is_cancelled_goes_on_where_it_was(server: ChangingList, backend: str) -> None:
    server.begin(uids(9))
    held = server.before = Held(2)
    found: list[str] = []

    async def main() -> None:
        async with AsyncPortOne("key", "secret", base_url=server.url, max_retries=0) as portone:
            items = portone.payments.iter_by_status("paid", limit=4)

            async def walk() -> None:
                async for item in items:
                    found.append(item.imp_uid)

            async with anyio.create_task_group() as tasks:
                tasks.start_soon(walk)
                await anyio.to_thread.run_sync(held.arrived.wait)
                tasks.cancel_scope.cancel()
            assert found == uids(4)
            held.let_go.set()
            await walk()

    anyio.run(main, backend=backend)
    assert found == uids(9)


# Failing


@both
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(500, {}, b"<html>"), ServerError),
        (Answer(200, {}, b"<html>"), UnexpectedAnswer),
        (refused("too many", 429), RateLimited),
        (envelope({"total": 9, "next": 2, "previous": 0, "list": 5}), UnexpectedAnswer),
    ],
)
def test_an_error_in_the_middle_does_not_end_the_walk(
    reader: Reader, server: ChangingList, answer: Answer, error: type[PortOneError]
) -> None:
    server.begin(uids(9), instead={2: answer, 3: answer})
    items = paid(reader, limit=4)
    assert reader.rest(items, 4) == uids(4)
    for _ in range(2):
        with pytest.raises(error) as caught:
            reader.rest(items)
        assert caught.value.outcome in ("no_answer", "rejected")
        assert caught.value.operation == "payments.list_by_status"
    assert server.asked[1] == server.asked[2]
    assert reader.rest(items) == uids(9)[4:]


@both
def test_a_refusal_of_the_first_page_is_raised(reader: Reader, server: ChangingList) -> None:
    server.begin([], instead={1: refused("조회기간은 최대 90일까지 가능합니다.")})
    with pytest.raises(InvalidRequest):
        reader.rest(paid(reader))
    server.begin([], instead={1: refused("존재하지 않는 결제정보입니다.", 404)})
    with pytest.raises(NotFound):
        reader.rest(reader.client.payments.iter_by_merchant_uid("o-1"))


@both
def test_a_server_that_refuses_deep_pages_is_believed_in_the_end(
    reader: Reader, server: ChangingList
) -> None:
    server.begin(uids(50), page=5, deepest=3)
    items = reader.client.billing_keys.iter_payments("c-1")
    assert reader.rest(items, 15) == uids(15)
    with pytest.raises(InvalidRequest):
        reader.rest(items)
    with pytest.raises(InvalidRequest):
        reader.rest(items)
    assert len(server.asked) < 100


@both
def test_a_server_that_does_not_page_is_not_walked_for_ever(
    reader: Reader, server: ChangingList
) -> None:
    same = envelope({"total": 9, "next": 2, "previous": 0, "list": [payment("imp_0")]})
    server.begin([], instead=dict.fromkeys(range(1, 200), same))
    with pytest.raises(UnexpectedAnswer, match="the same page"):
        reader.rest(paid(reader))
    assert len(server.asked) < 20


@both
@pytest.mark.parametrize("held", [["imp_0"], ["imp_0", "imp_1"], []], ids=len)
def test_a_server_that_counts_more_than_it_has_is_not_walked_for_ever(
    reader: Reader, server: ChangingList, held: list[str]
) -> None:
    items = [payment(uid) for uid in held]
    same = envelope({"total": 10**9, "next": 2, "previous": 0, "list": items})
    server.begin([], instead=dict.fromkeys(range(1, 200), same))
    with pytest.raises(UnexpectedAnswer, match="the same page"):
        reader.rest(paid(reader))
    assert len(server.asked) < 50


@both
def test_many_pages_of_what_was_passed_are_walked_through(
    reader: Reader, server: ChangingList
) -> None:
    """So many enter in front that what was passed comes again, for more pages than a walk doubts."""

    def enter(nth: int) -> None:
        if nth == 50:
            server.uids = [f"imp_later_{number}" for number in range(300)] + uids(300)

    server.begin(uids(300), page=5)
    server.before = enter
    found = reader.rest(reader.client.billing_keys.iter_payments("c-1"))
    assert [uid for uid in found if "later" not in uid] == uids(300)
    assert len(found) == len(set(found))


@both
def test_a_list_that_changes_whenever_it_is_read_is_given_up(
    reader: Reader, server: ChangingList
) -> None:
    def change(nth: int) -> None:
        first = server.asked[-1]["page"] == "1"
        server.uids = uids(30) if first else [f"imp_{nth}_{number}" for number in range(30)]

    server.begin([])
    server.before = change
    with pytest.raises(UnexpectedAnswer, match="faster than it can be read"):
        reader.rest(paid(reader, limit=10))
    assert len(server.asked) < 200


@both
def test_items_that_name_no_key_all_come(reader: Reader, server: ChangingList) -> None:
    nameless = {**payment("imp_0"), "imp_uid": None}
    pages = {
        nth: envelope({"total": 4, "next": next_, "previous": 0, "list": [nameless] * 2})
        for nth, next_ in ((1, 2), (2, 0))
    }
    server.begin([], instead=pages)
    assert len(reader.rest(reader.client.billing_keys.iter_payments("c-1"))) == 4


# Other ways to call


@both
def test_raw_and_request_say_that_they_take_no_iterator(
    reader: Reader, server: ChangingList
) -> None:
    with pytest.raises(ConfigurationError, match="iter_by_status makes several calls"):
        reader.client.raw(reader.client.payments.iter_by_status)
    with pytest.raises(ConfigurationError, match=r"payments\.iter_by_status makes several calls"):
        reader.do(lambda client: client.request("payments.iter_by_status", payment_status="paid"))
    assert server.asked == []


@both
def test_a_view_is_iterated_with_its_options(reader: Reader, server: ChangingList) -> None:
    server.begin(uids(3))
    view = reader.client.with_options(extra_query={"include_sandbox": "true"})
    assert reader.rest(view.payments.iter_by_status("paid", limit=2)) == uids(3)
    assert {query["include_sandbox"] for query in server.asked} == {"true"}


def test_the_low_level_client_pages_with_any_sender() -> None:
    drift: list[str] = []

    class Recited:
        """Knows the list by heart."""

        def send(self, call: Call[Any]) -> Any:
            number, size = call.sent("page"), call.sent("limit")
            listed = uids(10)[(number - 1) * size : number * size]
            following = number + 1 if number * size < 10 else 0
            page = {"total": 10, "previous": number - 1, "next": following}
            page |= {"list": [payment(uid) for uid in listed]}
            return call.parse(Parsed(page, 200, call.arguments, drift.append))

        def server_time(self) -> float:
            return NOW

    class Awaited:
        async def send(self, call: Call[Any]) -> Any:
            return Recited().send(call)

        async def server_time(self) -> float:
            return NOW

    async def found() -> list[str]:
        items = AsyncPayments(Awaited()).iter_by_status("paid", from_=NOW, limit=3)
        return [item.imp_uid async for item in items]

    items = Payments(Recited()).iter_by_status("paid", from_=NOW, limit=3)
    assert [item.imp_uid for item in items] == uids(10) == asyncio.run(found())
