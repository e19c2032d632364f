"""Which of a client's writes can be mistaken for one another."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_server import envelope, refusal

from portone_v1 import KST, Attempt, NoAnswer, PortOneError
from portone_v1.resolve import recent_writes
from portone_v1.resolve.recent_writes import (
    Attribution,
    Fingerprint,
    RecentWrites,
    ResourceKey,
    Write,
    resource_keys,
)
from portone_v1.testing import Reply, Request, SendFailed, client
from portone_v1_api.operations import OPERATIONS

ANY = Fingerprint()


@pytest.fixture
def writes() -> RecentWrites:
    return RecentWrites()


def key(record: str = "cancel", tier: str | None = None, **names: str) -> ResourceKey:
    return ResourceKey(record, tier, {kind: frozenset({value}) for kind, value in names.items()})


ORDER, OTHER = key(merchant_uid="o"), key(merchant_uid="x")


def begin(
    writes: RecentWrites, at: float, *keys: ResourceKey, fingerprint: Fingerprint = ANY
) -> Write:
    return writes.begin(list(keys), fingerprint, at)


def sent(
    writes: RecentWrites,
    at: float,
    *keys: ResourceKey,
    fingerprint: Fingerprint = ANY,
    mark: str = "ours",
) -> tuple[Write, Attempt]:
    write = begin(writes, at, *keys, fingerprint=fingerprint)
    write.mark = mark
    return write, attempt(mark, first=write.first)


def attempt(mark: str = "ours", *, first: bool = True) -> Attempt:
    at = datetime.fromtimestamp(0, KST)
    return Attempt("payments.cancel", {}, None, 1, at, first=first, mark=mark)


def is_unambiguous(
    writes: RecentWrites, tried: Attempt, about: ResourceKey, fingerprint: Fingerprint = ANY
) -> bool:
    return writes.attribution(tried, about, fingerprint).unambiguous


# The first


def test_the_first_about_a_record(writes: RecentWrites) -> None:
    assert begin(writes, 0, ORDER).first
    assert begin(writes, 0, OTHER).first
    assert not begin(writes, 0, ORDER).first
    assert not begin(writes, 1, OTHER, key("billing_key", customer_uid="c")).first
    assert begin(writes, 1, key(merchant_uid="z"), OTHER).first
    assert begin(writes, 1).first
    assert begin(writes, 1, key("schedule", merchant_uid="o")).first
    assert begin(writes, 1, key(tier="AB1", merchant_uid="o")).first


def test_something_may_come_of_an_open_write_for_a_quarter_of_an_hour(
    writes: RecentWrites,
) -> None:
    begin(writes, 0, ORDER)
    assert not begin(writes, 899.9, ORDER).first
    assert not begin(writes, 1799.8, ORDER).first
    last = begin(writes, 2699.8, ORDER)
    assert last.first
    last.left_by = 5000  # it may take so long to connect
    assert not begin(writes, 5899.9, ORDER).first
    begin(writes, 0, OTHER)
    assert begin(writes, 900, OTHER).first


def test_the_record_of_an_answered_write_is_older_once_stamps_cannot_err_so_much(
    writes: RecentWrites,
) -> None:
    begin(writes, 0, ORDER).mark_answered(50, executed=True)
    second = begin(writes, 199.9, ORDER)
    assert not second.first
    second.mark_answered(200, executed=True)
    assert begin(writes, 350, ORDER).first


def test_a_write_that_was_refused_is_in_nobodys_way(writes: RecentWrites) -> None:
    begin(writes, 0, ORDER).mark_answered(1, executed=False)
    assert begin(writes, 1, ORDER).first


def test_names_that_are_not_linked_may_be_of_the_same_payment(writes: RecentWrites) -> None:
    begin(writes, 0, key(imp_uid="imp_1"))
    assert begin(writes, 0, key(imp_uid="imp_2")).first
    assert not begin(writes, 0, key(merchant_uid="o")).first
    assert not begin(writes, 0, key()).first
    assert not begin(writes, 0, key(imp_uid="imp_3")).first


def test_answers_link_an_imp_uid_to_its_order(writes: RecentWrites) -> None:
    begin(writes, 0, key(imp_uid="imp_1"))
    writes.learn([{"imp_uid": "imp_1", "merchant_uid": "o"}])
    assert begin(writes, 0, key(merchant_uid="x")).first
    assert not begin(writes, 0, key(merchant_uid="o")).first


def test_a_link_is_known_when_the_write_begins(writes: RecentWrites) -> None:
    writes.learn([{"imp_uid": "imp_1", "merchant_uid": "o"}])
    assert begin(writes, 0, key(merchant_uid="o")).first
    assert not begin(writes, 0, key(imp_uid="imp_1")).first
    assert not begin(writes, 0, key(imp_uid="imp_2")).first  # of which order, nothing has shown


def test_a_link_does_not_replace_the_order_that_a_write_names(writes: RecentWrites) -> None:
    writes.learn([{"imp_uid": "imp_1", "merchant_uid": "o"}])
    begin(writes, 0, key(imp_uid="imp_1", merchant_uid="x"))
    assert not begin(writes, 0, OTHER).first


@pytest.mark.parametrize("strange", [None, 5, "", [], {}])
def test_what_names_no_payment_links_nothing(writes: RecentWrites, strange: Any) -> None:
    writes.learn([{"imp_uid": strange, "merchant_uid": "o"}, {"imp_uid": "imp_1"}, {}])
    writes.learn([{"imp_uid": "imp_1", "merchant_uid": strange or None}])
    begin(writes, 0, key(imp_uid="imp_1"))
    assert not begin(writes, 0, key(merchant_uid="o")).first


# Fingerprints


def cancel(amount: Any, checksum: Any = None) -> Fingerprint:
    return Fingerprint(amount, checksum)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (cancel(300), cancel(300), True),
        (cancel(300), cancel(400), False),
        (cancel(300), cancel("all"), True),
        (cancel(300), ANY, True),
        (cancel(300, 1000), cancel(300, 1000), True),
        (cancel(300, 1000), cancel(300, 700), False),
        (cancel(300, 1000), cancel(300), True),
        (cancel(300, 1000), cancel("all", 700), False),
        (ANY, ANY, True),
    ],
)
def test_two_cancels_may_leave_the_same_row(
    writes: RecentWrites, one: Fingerprint, other: Fingerprint, alike: bool
) -> None:
    assert one.may_leave_the_same_as(other) is alike
    assert other.may_leave_the_same_as(one) is alike
    _, tried = sent(writes, 0, ORDER, fingerprint=one)
    assert begin(writes, 0, ORDER, fingerprint=other).first is not alike
    assert is_unambiguous(writes, tried, ORDER, one) is not alike


# Whose a record is


def test_an_attempt_of_this_client_alone(writes: RecentWrites) -> None:
    _, tried = sent(writes, 0, ORDER)
    found = writes.attribution(tried, ORDER, ANY)
    assert found == Attribution(unambiguous=True, sent_here=True, sent=(0, 0))
    assert not is_unambiguous(writes, tried._replace(first=False), ORDER)
    assert not is_unambiguous(writes, attempt("another"), ORDER)


def test_an_attempt_of_another_process(writes: RecentWrites) -> None:
    elsewhere = Attribution(unambiguous=True, sent_here=False)
    assert writes.attribution(attempt(), ORDER, ANY) == elsewhere
    assert writes.attribution(attempt(""), ORDER, ANY) == elsewhere
    begin(writes, 0, OTHER)
    assert is_unambiguous(writes, attempt(), ORDER)
    begin(writes, 0, ORDER).mark_answered(1, executed=False)
    assert not is_unambiguous(writes, attempt(), ORDER)


def test_a_write_that_was_not_sent_yet_is_not_an_attempt_without_a_mark(
    writes: RecentWrites,
) -> None:
    begin(writes, 0, ORDER)
    elsewhere = Attribution(unambiguous=False, sent_here=False)
    assert writes.attribution(attempt(""), ORDER, ANY) == elsewhere


def test_a_later_write_may_have_left_the_record(writes: RecentWrites) -> None:
    _, tried = sent(writes, 0, ORDER)
    later = begin(writes, 5000, ORDER)
    assert not is_unambiguous(writes, tried, ORDER)
    later.mark_answered(5001, executed=False)
    assert is_unambiguous(writes, tried, ORDER)


def test_an_earlier_write_that_was_over_long_before_cannot(writes: RecentWrites) -> None:
    begin(writes, 0, ORDER).mark_answered(1, executed=True)
    for _ in range(3):
        _, tried = sent(writes, 151, ORDER)
        assert is_unambiguous(writes, tried, ORDER)
        writes = RecentWrites()
        begin(writes, 0, ORDER).mark_answered(1, executed=True)
    _, tried = sent(writes, 150.9, ORDER)
    assert not is_unambiguous(writes, tried, ORDER)


def test_one_that_was_sent_long_ago_and_is_open_still_can(writes: RecentWrites) -> None:
    early = begin(writes, 0, ORDER)
    _, tried = sent(writes, 2000, ORDER)
    assert tried.first
    assert not is_unambiguous(writes, tried, ORDER)
    early.mark_answered(2001, executed=True)
    assert not is_unambiguous(writes, tried, ORDER)


def test_a_send_that_was_not_accepted_is_not_mistaken_for_the_one_that_replaced_it(
    writes: RecentWrites,
) -> None:
    write, first = sent(writes, 0, ORDER, mark="first")
    write.mark = "second"
    assert is_unambiguous(writes, attempt("second"), ORDER)
    assert not is_unambiguous(writes, first, ORDER)


def test_links_that_are_learned_later_count_when_it_is_resolved(writes: RecentWrites) -> None:
    by_imp_uid, by_order = key(imp_uid="imp_1"), key(merchant_uid="o")
    _, tried = sent(writes, 0, by_imp_uid)
    begin(writes, 0, key(merchant_uid="x"))
    assert not is_unambiguous(writes, tried, by_imp_uid)
    writes.learn([{"imp_uid": "imp_1", "merchant_uid": "o"}])
    assert is_unambiguous(writes, tried, by_imp_uid)
    begin(writes, 1, by_order)
    assert not is_unambiguous(writes, tried, by_imp_uid)
    both = key(imp_uid="imp_1", merchant_uid="o")
    assert not is_unambiguous(writes, tried, both)


def test_a_write_changes_several_records(writes: RecentWrites) -> None:
    card = key("billing_key", customer_uid="c")
    _, tried = sent(writes, 0, card)
    begin(writes, 0, key("payment", merchant_uid="o"), card)
    assert not is_unambiguous(writes, tried, card)


def test_a_write_that_names_two_records_is_only_about_these(writes: RecentWrites) -> None:
    begin(writes, 0, key("schedule", merchant_uid="s"), key("payment", merchant_uid="o"))
    assert begin(writes, 0, key("payment", merchant_uid="s")).first
    assert not begin(writes, 0, key("payment", merchant_uid="o")).first


# What is remembered


def test_a_later_answered_write_is_remembered_beside_an_open_one(writes: RecentWrites) -> None:
    _, tried = sent(writes, 0, ORDER)
    begin(writes, 10, ORDER).mark_answered(11, executed=True)
    for number in range(3000):
        write = begin(writes, 1000 + number, key(merchant_uid=f"n-{number}"))
        write.mark_answered(1000 + number, executed=True)
    assert not is_unambiguous(writes, tried, ORDER)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let only two writes be remembered."""
    monkeypatch.setattr(recent_writes, "_MOST", 2)
    monkeypatch.setattr(recent_writes, "_SWEPT_FROM", 3)


def forget(writes: RecentWrites, at: float = 1.0) -> None:
    """Make `writes` forget all that it has, but for two."""
    for number in range(9):
        begin(writes, at, key("tier", tier_code=f"{at}-{number}"))


@pytest.mark.usefixtures("few")
def test_what_was_forgotten_makes_nothing_unambiguous(writes: RecentWrites) -> None:
    _, tried = sent(writes, 0, ORDER)
    begin(writes, 0.5, ORDER)
    forget(writes)
    assert not is_unambiguous(writes, tried._replace(first=True), ORDER)
    assert not is_unambiguous(writes, attempt("elsewhere"), ORDER)
    assert not begin(writes, 900.9, OTHER).first
    assert begin(writes, 901, key(merchant_uid="third")).first


@pytest.mark.usefixtures("few")
def test_only_so_many_are_remembered(writes: RecentWrites) -> None:
    def number_remembered(of: int) -> int:
        asked = ((attempt(f"{n}"), key(merchant_uid=f"o-{n}")) for n in range(of))
        return sum(writes.attribution(*each, ANY).sent_here for each in asked)

    found: list[int] = []
    for number in range(8):
        sent(writes, number, key(merchant_uid=f"o-{number}"), mark=f"{number}")
        found.append(number_remembered(number + 1))
    assert found == [1, 2, 3, 3, 4, 3, 4, 3]


@pytest.mark.usefixtures("few")
def test_what_can_no_longer_be_confused_is_dropped_and_not_missed(writes: RecentWrites) -> None:
    for number in range(3):
        begin(writes, 0, key(merchant_uid=f"o-{number}")).mark_answered(1, executed=number > 0)
    assert begin(writes, 2, ORDER).first
    assert is_unambiguous(writes, attempt("elsewhere"), OTHER)


@pytest.mark.usefixtures("few")
def test_a_forgotten_write_is_allowed_for_as_long_as_it_may_matter(writes: RecentWrites) -> None:
    """Until it cannot come any more, and until its record is older than the next."""
    begin(writes, 0, ORDER).left_by = 5000
    forget(writes, 10)
    assert not begin(writes, 5899.9, ORDER).first
    answered = RecentWrites()
    began = [begin(answered, 0, each) for each in (ORDER, OTHER, key(merchant_uid="z"))]
    for at, write in enumerate(began, start=901):
        write.mark_answered(at, executed=True)
    assert not begin(answered, 910, ORDER).first


@pytest.mark.usefixtures("few")
def test_only_so_many_links_are_remembered(writes: RecentWrites) -> None:
    writes.learn({"imp_uid": f"imp_{n}", "merchant_uid": f"o-{n}"} for n in range(3))
    begin(writes, 0, key(imp_uid="imp_1"))
    assert begin(writes, 0, OTHER).first
    assert not begin(writes, 0, key(imp_uid="imp_0")).first


@pytest.mark.usefixtures("few")
@given(st.lists(st.sampled_from(["same", "other", "answer", "refuse", "forget"]), max_size=8))
def test_forgetting_never_makes_it_clearer(steps: list[str]) -> None:
    forgetful, faithful = RecentWrites(), RecentWrites()
    found = [sent(each, 0, ORDER) for each in (forgetful, faithful)]
    last = [write for write, _ in found]
    for at, step in enumerate(steps, start=1):
        if step == "forget":
            forget(forgetful, at)
        elif step in ("same", "other"):
            about = ORDER if step == "same" else OTHER
            last = [begin(each, at, about) for each in (forgetful, faithful)]
            assert last[1].first or not last[0].first
        else:
            for write in last:
                write.mark_answered(at, executed=step == "answer")
        clear, known = (
            is_unambiguous(each, tried, ORDER)
            for each, (_, tried) in zip((forgetful, faithful), found, strict=True)
        )
        assert known or not clear


def test_a_forked_process_begins_with_none(writes: RecentWrites) -> None:
    begin(writes, 0, ORDER)
    process = os.fork()
    if process == 0:
        os._exit(0 if begin(writes, 0, ORDER).first else 1)
    assert os.waitpid(process, 0)[1] == 0


# Many at once, and many to remember


def test_many_threads_write_at_once(writes: RecentWrites) -> None:
    """Of those about one record exactly one is the first, and none is lost."""
    firsts: list[bool] = []
    start = threading.Barrier(8, timeout=20)

    def work(number: int) -> None:
        start.wait()
        firsts.append(begin(writes, 0, ORDER).first)
        for step in range(300):
            mine = key(imp_uid=f"imp_{number}-{step}")
            write = begin(writes, step, mine, fingerprint=cancel(number))
            writes.learn(
                [{"imp_uid": f"imp_{number}-{step}", "merchant_uid": f"m-{number}-{step}"}]
            )
            write.mark = f"{number}-{step}"
            tried = attempt(f"{number}-{step}")
            assert writes.attribution(tried, mine, cancel(number)).sent_here
            write.mark_answered(step, executed=True)

    failures: list[BaseException] = []

    def watched(number: int) -> None:
        try:
            work(number)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=watched, args=(number,)) for number in range(8)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive()
    finally:
        sys.setswitchinterval(interval)
    assert failures == []
    assert sorted(firsts) == [False] * 7 + [True]


def _steps_of(work: Callable[[], object]) -> int:
    """How many lines of `recent_writes` run in `work`."""
    lines = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal lines
        if frame.f_code.co_filename != recent_writes.__file__:
            return None
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return lines


def _by_turns(number: int) -> ResourceKey:
    return key(imp_uid=f"imp_{number}") if number % 2 else key(merchant_uid=f"o-{number}")


def _cancels(writes: RecentWrites, numbers: range) -> Iterator[Write]:
    """Cancels by imp_uid and by order in turn, that are answered, so that their orders are known."""
    for number in numbers:
        write = begin(writes, number / 1000, _by_turns(number), fingerprint=cancel(number))
        writes.learn([{"imp_uid": f"imp_{number}", "merchant_uid": f"o-{number}"}])
        write.mark_answered(number / 1000, executed=True)
        yield write


def _all_of_customers(writes: RecentWrites, numbers: range) -> Iterator[Write]:
    """Schedules that are named, and those of whole customers, which may be about any of them."""
    begin(writes, 0, key("tier", tier_code="NEW"))  # never answered, so that nothing is dropped
    for number in numbers:
        names = {"merchant_uid": f"s-{number}"} if number % 2 else {}
        write = begin(writes, float(number), key("schedule", **names))
        write.mark_answered(float(number), executed=True)
        yield write


@pytest.mark.parametrize("kind", [_cancels, _all_of_customers])
def test_a_write_costs_no_more_when_many_are_remembered(
    writes: RecentWrites, kind: Callable[[RecentWrites, range], Iterator[Write]]
) -> None:
    def do(numbers: range) -> None:
        assert len(list(kind(writes, numbers))) == len(numbers)

    do(range(100))
    few = _steps_of(lambda: do(range(100, 300)))
    do(range(300, 19_800))
    many = _steps_of(lambda: do(range(19_800, 20_000)))
    assert many < 2 * few


def test_a_write_is_compared_with_a_hundred_before_it(writes: RecentWrites) -> None:
    """Where there are more, one of them may be mistaken for it."""
    amounts = range(1, 103)
    found = [begin(writes, 0, ORDER, fingerprint=cancel(amount)).first for amount in amounts]
    assert found == [True] * 101 + [False]


def test_a_link_that_is_known_costs_no_more_when_many_writes_have_it(writes: RecentWrites) -> None:
    link = {"imp_uid": "imp_1", "merchant_uid": "o"}
    begin(writes, 0, key(imp_uid="imp_1"))
    writes.learn([link])
    few = _steps_of(lambda: writes.learn([link]))
    for number in range(200):
        begin(writes, 0, key(imp_uid="imp_1"), fingerprint=cancel(number))
    assert _steps_of(lambda: writes.learn([link])) == few


# What a write is about


def test_what_a_write_is_about() -> None:
    cancel_rule = OPERATIONS["payments.cancel"].resolve
    known = {"imp_uid": "imp_1", "amount": 5}
    assert resource_keys(cancel_rule, "AB1", known) == [key(tier="AB1", imp_uid="imp_1")]
    assert resource_keys(None, None, known) == []
    assert resource_keys(OPERATIONS["naver.confirm"].resolve, None, known) == []
    order = {"merchant_uid": "o", "customer_uid": "c"}
    again, onetime = (
        resource_keys(OPERATIONS[f"subscribe.{name}"].resolve, None, order)
        for name in ("again", "onetime")
    )
    assert again == [key("payment", merchant_uid="o")]
    assert onetime == [*again, key("billing_key", customer_uid="c")]
    of_tier = resource_keys(OPERATIONS["subscribe.onetime"].resolve, "AB1", order)
    assert of_tier == [each._replace(tier="AB1") for each in onetime]


def test_a_list_names_each_of_its_things() -> None:
    schedule, unschedule = (
        OPERATIONS[f"subscribe.{name}"].resolve for name in ("schedule", "unschedule")
    )
    (both, _) = resource_keys(
        schedule, None, {"schedules.merchant_uid": ["a", "b"], "customer_uid": "c"}
    )
    assert both.names == {"merchant_uid": frozenset("ab")}
    (everything,) = resource_keys(unschedule, None, {"merchant_uids": "all"})
    assert everything.names == {}


# Through a client


@pytest.mark.parametrize(
    ("first", "state"), [("done", "unknown"), ("unreadable", "unknown"), ("refused", "happened")]
)
def test_a_record_may_be_an_earlier_writes_unless_that_was_refused(first: str, state: str) -> None:
    """V1 shows only when a billing key was issued last."""
    key = {"customer_uid": "c-1", "card_number": "42424242****4242", "updated": 1_800_000_000}
    answers = {
        "done": envelope(key),
        "unreadable": envelope(None),
        "refused": refusal("카드정보 인증에 실패하였습니다."),
    }
    writes = iter([answers[first]])

    def answer(request: Request) -> Reply:
        if request.url.endswith("/users/getToken"):
            token = {"access_token": "t", "now": 1_800_000_000, "expired_at": 1_800_001_800}
            return Reply(200, {}, envelope(token).body)
        if request.method == "GET":
            return Reply(200, {}, envelope(key).body)
        if (said := next(writes, None)) is None:
            raise SendFailed("ReadTimeout", sent=True)
        return Reply(said.status, {}, said.body)

    def issue() -> None:
        portone.billing_keys.issue("c-1", card_number="4242-4242-4242-4242", expiry="2035-12")

    with client(answer) as portone:
        with suppress(PortOneError):
            issue()
        with pytest.raises(NoAnswer) as lost:
            issue()
        assert portone.resolve(lost.value).state == state
