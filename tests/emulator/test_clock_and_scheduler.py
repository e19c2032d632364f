"""Time: it goes, stands still and is moved; and what is due happens, in its order, once."""

from __future__ import annotations

import asyncio
import logging
import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import timedelta
from typing import Any

import pytest

from portone_v1_emulator import Clock, Emulator
from portone_v1_emulator.core.clock import Reading
from portone_v1_emulator.core.context import EVENTS, RequestContext
from portone_v1_emulator.core.jobs import Job
from portone_v1_emulator.core.records import Preparation
from portone_v1_emulator.core.refusals import Refusal

from .conftest import NOW
from .v1 import V1

DAY = 24 * 3600


class Happened(list[tuple[int, str]]):
    """When what happened."""

    def __call__(self, context: RequestContext, subject: str) -> None:
        self.append((context.now, subject))


@pytest.fixture
def happened(monkeypatch: pytest.MonkeyPatch) -> Happened:
    """What happens by the event "test"."""
    happened = Happened()
    monkeypatch.setitem(EVENTS, "test", happened)
    return happened


@contextmanager
def context_of(emulator: Emulator) -> Iterator[RequestContext]:
    with emulator.store.transaction():
        context = RequestContext.of(emulator.state, emulator.api_key, None, emulator.clock.now())
        assert context
        yield context
    emulator.state.alarm.wake()


def later(emulator: Emulator, **times: int) -> None:
    with context_of(emulator) as context:
        for subject, at in times.items():
            context.later(at, "test", subject)


def pending_subjects(emulator: Emulator) -> list[str]:
    return [due.subject for due in emulator.store.system_tables.table(Job)]


def test_in_the_order_in_which_they_are_due(emulator: Emulator, happened: Happened) -> None:
    later(emulator, c=NOW + 30, a=NOW + 10, d=NOW + 31, b=NOW + 20)
    emulator.advance(30)
    assert happened == [(NOW + 10, "a"), (NOW + 20, "b"), (NOW + 30, "c")]
    assert pending_subjects(emulator) == ["d"]
    emulator.advance(0.5)
    assert len(happened) == 3
    emulator.advance(0.5)
    assert happened[-1] == (NOW + 31, "d")


def test_at_the_same_time_in_the_order_in_which_they_were_asked_for(
    emulator: Emulator, happened: Happened
) -> None:
    later(emulator, **{f"e{number}": NOW + 5 for number in range(50)})
    emulator.advance(5)
    assert [subject for _, subject in happened] == [f"e{number}" for number in range(50)]


def test_the_clock_stands_at_their_time_while_they_happen(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []

    def look(context: RequestContext, subject: str) -> None:
        seen.append((context.now, emulator.clock.now()))
        if context.now < NOW + 3 * DAY:
            context.later(context.now + DAY, "test", subject)

    monkeypatch.setitem(EVENTS, "test", look)
    later(emulator, a=NOW + DAY)
    emulator.advance(days=10)
    assert seen == [(NOW + days * DAY,) * 2 for days in (1, 2, 3)]
    assert emulator.clock.now() == NOW + 10 * DAY


def test_a_clock_that_jumps_catches_up_with_the_next_request(
    v1: V1, emulator: Emulator, happened: Happened
) -> None:
    later(emulator, a=NOW + 10, b=NOW + 20)
    emulator.clock.advance(15)
    v1.get("/payments/imp_0")
    assert happened[:1] == [(NOW + 10, "a")]
    assert pending_subjects(emulator) == ["b"]


def test_what_was_undone_does_not_happen(emulator: Emulator, happened: Happened) -> None:
    class Undone(Exception):
        pass

    later(emulator, stays=NOW + 10)
    with suppress(Undone), context_of(emulator) as context:
        context.later(NOW + 5, "test", "undone")
        raise Undone
    assert emulator.state.jobs.next_at() == NOW + 10
    emulator.advance(60)
    assert happened == [(NOW + 10, "stays")]


def test_what_was_struck_off_and_undone_happens_later(
    emulator: Emulator, happened: Happened
) -> None:
    later(emulator, a=NOW)
    jobs = emulator.state.jobs
    with emulator.store.lock, suppress(RuntimeError), emulator.store.transaction():
        assert jobs.take(NOW) or happened
        raise RuntimeError
    emulator.advance()
    assert happened == [(NOW, "a")]


def test_one_that_fails_is_undone_and_the_others_happen(
    emulator: Emulator, happened: Happened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(context: RequestContext, subject: str) -> None:
        context.shop.preparations.put(Preparation(subject, 1, None))  # type: ignore[arg-type]
        context.later(context.now, "test", "of the one that fails")
        raise ZeroDivisionError(subject)

    monkeypatch.setitem(EVENTS, "fail", fail)
    with context_of(emulator) as context:
        context.later(NOW + 1, "fail", "o-1")
        context.later(NOW + 2, "test", "other")
    with pytest.raises(ZeroDivisionError, match="o-1"):
        emulator.advance(10)
    emulator.advance(10)
    assert happened == [(NOW + 2, "other")]
    assert emulator.shop().preparations.get("o-1") is None


def test_one_that_fails_does_not_keep_requests_from_being_answered(
    v1: V1, emulator: Emulator, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(context: RequestContext, subject: str) -> None:
        raise ZeroDivisionError(subject)

    monkeypatch.setitem(EVENTS, "fail", fail)
    with context_of(emulator) as context:
        context.later(NOW, "fail", "o-1")
    assert v1.get("/payments/imp_0").status == 404
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("portone_v1_emulator", logging.ERROR)


def test_one_that_is_refused_just_does_not_happen(
    emulator: Emulator, happened: Happened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(context: RequestContext, subject: str) -> None:
        raise Refusal("refused")

    monkeypatch.setitem(EVENTS, "refuse", refuse)
    with context_of(emulator) as context:
        context.later(NOW, "refuse", "a")
        context.later(NOW, "test", "b")
    emulator.advance()
    assert happened == [(NOW, "b")]


def test_what_belongs_to_an_account_that_is_gone_does_not_happen(
    emulator: Emulator, happened: Happened
) -> None:
    later(emulator, a=NOW + 1)
    emulator.store.accounts = []
    emulator.advance(10)
    assert happened == []
    assert pending_subjects(emulator) == []


def test_the_real_clock_wakes_the_emulator(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    monkeypatch.setitem(EVENTS, "test", lambda context, subject: done.set())
    with Emulator() as emulator:
        later(emulator, a=emulator.clock.now() + 1)
        assert done.wait(10)


def test_a_frozen_clock_wakes_nobody_until_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    monkeypatch.setitem(EVENTS, "test", lambda context, subject: done.set())
    with Emulator(clock=Clock(frozen=True)) as emulator:
        later(emulator, a=emulator.clock.now() + 1)
        assert not done.wait(1.2)
        emulator.clock.run()
        assert done.wait(10)


def test_moving_the_clock_wakes_the_emulator(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    monkeypatch.setitem(EVENTS, "test", lambda context, subject: done.set())
    with Emulator() as emulator:
        later(emulator, a=emulator.clock.now() + DAY)
        emulator.clock.advance(DAY)
        assert done.wait(10)


def test_without_a_server_time_can_be_moved_too(happened: Happened) -> None:
    emulator = Emulator(clock=Clock(start=NOW, frozen=True))
    later(emulator, a=NOW + 1)
    emulator.advance(1)
    assert happened == [(NOW + 1, "a")]


def test_ten_thousand_things_take_no_time(emulator: Emulator, happened: Happened) -> None:
    with context_of(emulator) as context:
        for number in range(10_000):
            context.later(NOW + number % 100, "test", str(number))
    start = time.monotonic()
    emulator.advance(100)
    assert len(happened) == 10_000
    assert time.monotonic() - start < 10


# The clock itself.


def test_frozen_and_run() -> None:
    clock = Clock(start=1000)
    clock.freeze()
    at = clock.exactly()
    assert clock.frozen
    assert clock.exactly() == at
    clock.advance(10)
    assert clock.exactly() == at + 10
    clock.run()
    assert not clock.frozen
    assert at + 10 <= clock.exactly() < at + 15
    clock.reset()
    assert 1000 <= clock.exactly() < 1005


def test_moved_to_a_time_but_never_back() -> None:
    clock = Clock(start=1000.3, frozen=True)
    clock.move_to(2000)
    assert clock.exactly() == 2000
    clock.move_to(1500)
    assert clock.exactly() == 2000


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf")])
def test_moves_that_cannot_be(seconds: float) -> None:
    clock = Clock(start=1000, frozen=True)
    with pytest.raises(ValueError, match="backwards"):
        clock.advance(seconds)
    assert clock.exactly() == 1000


def test_resumed_where_another_process_left_it() -> None:
    wall = time.time()
    ahead = Clock()
    ahead.resume(Reading(at=wall + 1000, wall=wall - 10, frozen=False))
    assert 1010 <= ahead.exactly() - wall < 1015
    assert not ahead.frozen
    frozen = Clock()
    frozen.resume(Reading(at=500.5, wall=wall - 10, frozen=True))
    assert (frozen.exactly(), frozen.frozen) == (500.5, True)
    started_later = Clock(start=2000, frozen=True)
    started_later.resume(Reading(at=1000, wall=wall, frozen=False))
    assert (started_later.exactly(), started_later.frozen) == (2000, True)
    wall_went_back = Clock(frozen=True)
    wall_went_back.resume(Reading(at=1000, wall=wall + 3600, frozen=False))
    assert wall_went_back.exactly() == 1000


def test_who_watches_is_told_of_each_move() -> None:
    clock, told = Clock(start=0, frozen=True), []
    clock.watch(lambda: told.append(clock.exactly()))
    clock.advance(1)
    clock.move_to(5)
    clock.freeze()
    clock.reset()
    assert told == [1, 5, 5, 0]


def test_it_moves_by_all_that_is_given(emulator: Emulator) -> None:
    in_all = 5 + 4 * 60 + 3 * 3600 + 2 * DAY
    emulator.advance(5, minutes=4, hours=3, days=2)
    assert emulator.clock.now() == NOW + in_all
    asyncio.run(emulator.advance_async(5, minutes=4, hours=3, days=2))
    assert emulator.clock.now() == NOW + 2 * in_all


@pytest.mark.parametrize("wrong", [{"seconds": -50}, {"days": 1, "hours": -25}, {"days": math.inf}])
@pytest.mark.parametrize("runs", [True, False])
def test_it_only_goes_forward(wrong: dict[str, float], runs: bool) -> None:
    emulator = Emulator(clock=Clock(start=NOW, frozen=True))
    with emulator if runs else nullcontext():
        with pytest.raises(ValueError, match=r"the clock cannot move by -?(50|3600|inf) seconds"):
            emulator.advance(**wrong)
        assert emulator.clock.now() == NOW


@pytest.mark.parametrize("name", ["seconds", "minutes", "hours", "days"])
@pytest.mark.parametrize("value", ["5", None, timedelta(days=1), [5]])
def test_a_time_that_is_no_number_is_refused_by_its_name(
    emulator: Emulator, name: str, value: Any
) -> None:
    before = emulator.clock.now()
    problem = rf"^{name} must be a number, not {type(value).__name__}: write advance\(5\)"
    with pytest.raises(TypeError, match=problem):
        emulator.advance(**{name: value})
    with pytest.raises(TypeError, match=problem):
        asyncio.run(emulator.advance_async(**{name: value}))
    assert emulator.clock.now() == before


def test_a_clock_that_is_moved_by_a_text_names_seconds(emulator: Emulator) -> None:
    with pytest.raises(TypeError, match=r"^seconds must be a number, not str"):
        emulator.clock.advance("5")  # type: ignore[arg-type]
