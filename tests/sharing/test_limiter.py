"""A limit on the requests a second: who waits, for how long, and what a limiter may do wrong."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portone_v1 import AsyncPortOne, ConfigurationError, LimitExceeded, PortOne, PortOneError
from portone_v1.core.effects import AskBackend, BackendKind, Sleep
from portone_v1.observe import log
from portone_v1.sharing.circuit_breaker import BackendUnavailable, CircuitBreaker
from portone_v1.sharing.limiter import MemoryLimiter
from portone_v1.sharing.token_store import MemoryTokenStore

from .by_hand import KEY, PAID, SECRET, Calling, Member, Time, envelope, token

A = "a" * 40


@pytest.fixture
def time() -> Time:
    return Time()


def limiter(time: Time, per_second: float, **more: Any) -> MemoryLimiter:
    return MemoryLimiter(per_second, clock=time.clock(0), **more)


# The limiter itself.


def test_requests_are_spread_evenly(time: Time) -> None:
    spread = limiter(time, 4)
    assert [spread.reserve("a") for _ in range(5)] == [0, 0.25, 0.5, 0.75, 1.0]
    time.passed = 10
    assert [spread.reserve("a") for _ in range(2)] == [0, 0.25]


def test_less_than_one_a_second(time: Time) -> None:
    slow = limiter(time, 0.5)
    assert [slow.reserve("a") for _ in range(3)] == [0, 2, 4]


def test_a_burst_may_leave_at_once_after_a_pause(time: Time) -> None:
    bursts = limiter(time, 4, burst=3)
    assert [bursts.reserve("a") for _ in range(5)] == [0, 0, 0, 0.25, 0.5]


def test_each_account_has_its_own_limit(time: Time) -> None:
    two = limiter(time, 1)
    assert [two.reserve("a"), two.reserve("b"), two.reserve("a")] == [0, 0, 1]


def test_who_would_wait_too_long_takes_no_place(time: Time) -> None:
    short = limiter(time, 1, longest_wait=1)
    assert [short.reserve("a") for _ in range(4)] == [0, 1, None, None]
    time.passed = 1
    assert short.reserve("a") == 1


@given(
    per_second=st.integers(1, 50),
    burst=st.integers(1, 5),
    gaps=st.lists(st.floats(0, 0.5), min_size=1, max_size=60),
)
def test_no_second_has_more_than_it_may(per_second: int, burst: int, gaps: list[float]) -> None:
    time = Time()
    held = limiter(time, per_second, burst=burst, longest_wait=1000)
    leaving = []
    for gap in gaps:
        time.passed += gap
        wait = held.reserve("a")
        assert wait is not None
        leaving.append(time.passed + wait)
    for start in leaving:
        together = [at for at in leaving if start <= at < start + 1 - 1e-6]
        assert len(together) <= per_second + burst - 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"per_second": 0},
        {"per_second": -1},
        {"per_second": float("nan")},
        {"per_second": float("inf")},
        {"per_second": 1, "burst": 0},
        {"per_second": 1, "longest_wait": -1},
        {"per_second": 1, "longest_wait": float("nan")},
        {"per_second": 1, "longest_wait": float("inf")},
    ],
)
def test_what_is_no_limit_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        MemoryLimiter(**wrong)


# Calls under a limit.


def test_tokens_reads_and_writes_wait_for_their_turn(time: Time) -> None:
    member = Member(time, None, limiter(time, 2))
    calling = member.read()
    assert calling.wants_token
    calling.answer(token(time, A))
    assert calling.step == Sleep(0.5)
    calling.sleep()
    assert calling.token == A
    calling.answer(PAID)
    writing = member.write()
    assert writing.step == Sleep(0.5)
    writing.sleep()
    assert writing.token == A


def test_a_repeated_try_waits_as_well(time: Time) -> None:
    member = Member(time, None, limiter(time, 0.1))
    calling = member.read()
    calling.answer(token(time, A))
    calling.sleep()
    calling.answer(envelope(None, 503))
    assert isinstance(calling.step, Sleep)
    calling.sleep()
    assert isinstance(calling.step, Sleep)
    calling.sleep()
    assert calling.slept[1] + calling.slept[2] == pytest.approx(10)


def test_a_write_is_dated_when_it_leaves_and_not_when_it_began_to_wait(time: Time) -> None:
    member = Member(time, None, limiter(time, 0.1))
    member.read().answer(token(time, A))
    calling = member.write(max_retries=0)
    calling.sleep()
    time_left = time.passed
    with pytest.raises(PortOneError) as caught:
        calling.answer(envelope(None, 502))
    assert caught.value.attempt is not None
    earliest, _ = member.session.time.server_time()
    assert caught.value.attempt.sent_at.timestamp() == pytest.approx(earliest)
    assert time_left >= 10


def test_a_token_that_waited_is_as_exact_as_one_that_did_not(time: Time) -> None:
    held = limiter(time, 0.1)
    Member(time, None, held).read()
    member = Member(time, None, held)
    calling = member.read()
    calling.sleep()
    assert calling.slept == [10]
    calling.answer(token(time, A))
    earliest, latest = member.session.time.server_time()
    assert latest - earliest == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("begin", [Member.read, Member.write])
def test_a_call_that_would_wait_too_long_is_not_sent(time: Time, begin: Any) -> None:
    member = Member(time, None, limiter(time, 0.1, longest_wait=25))
    member.read().answer(token(time, A))
    waiting: list[Calling] = [begin(member)]
    assert waiting[0].step == Sleep(20)
    with pytest.raises(LimitExceeded) as caught:
        begin(member)
    assert caught.value.outcome == "not_sent"
    assert caught.value.attempt is None
    assert caught.value.operation in ("payments.get", "payments.cancel")
    assert "25 s" in str(caught.value)


def test_a_token_that_would_wait_too_long_is_an_error_of_the_call(time: Time) -> None:
    held = limiter(time, 0.1, longest_wait=0)
    member = Member(time, None, held)
    member.read()
    with pytest.raises(LimitExceeded) as caught:
        Member(time, None, held).read()
    assert (caught.value.outcome, caught.value.operation) == ("not_sent", "auth.get_token")


def test_clients_of_one_account_share_the_limiter_that_they_are_given(time: Time) -> None:
    held, store = limiter(time, 1), MemoryTokenStore()
    Member(time, store, held).read().answer(token(time, A))
    assert Member(time, store, held).read().step == Sleep(2)


class BrokenLimiter:
    """Answers what it is told to, or raises it."""

    kind: BackendKind = "instant"
    longest_wait = 30.0

    def __init__(self, answer: object) -> None:
        self._answer = answer
        self.asked = 0

    def reserve(self, name: str) -> Any:
        self.asked += 1
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


@pytest.mark.parametrize(
    "answer", [OSError("no"), float("nan"), float("inf"), -1, 31, 1e300, 10**400, "1", [], b"x"]
)
def test_a_broken_limiter_lets_calls_pass(
    time: Time, answer: object, caplog: pytest.LogCaptureFixture
) -> None:
    broken = BrokenLimiter(answer)
    member = Member(time, None, broken)
    with caplog.at_level(logging.WARNING, "portone_v1"):
        calling = member.write()
        calling.answer(token(time, A))
        assert calling.token == A
        calling.answer(PAID)
        assert calling.result.status == 200
    assert broken.asked == 1
    (record,) = caplog.records
    assert "BrokenLimiter.reserve failed" in record.getMessage()
    time.passed = 31
    member.read()
    assert broken.asked == 2


def test_many_who_find_it_broken_at_once_log_it_once(caplog: pytest.LogCaptureFixture) -> None:
    helper = CircuitBreaker(BrokenLimiter(0.0), log.backend_failed)
    asking = [helper.ask(0, float, "reserve", "a") for _ in range(5)]
    for each in asking:
        assert isinstance(next(each), AskBackend)
    for each in asking:
        with pytest.raises(BackendUnavailable):
            each.throw(OSError("no"))
    assert len(caplog.records) == 1


@pytest.mark.parametrize("make", [PortOne, AsyncPortOne])
@pytest.mark.parametrize("longest", [None, "5", -1.0, float("nan")])
def test_a_limiter_that_does_not_say_how_long_it_may_hold_a_call(make: Any, longest: Any) -> None:
    class Endless:
        kind: BackendKind = "instant"
        longest_wait = longest

        def reserve(self, name: str) -> float | None:
            return None

    with pytest.raises(ConfigurationError, match="longest_wait of the limiter must be a number"):
        make(KEY, SECRET, limiter=Endless())
