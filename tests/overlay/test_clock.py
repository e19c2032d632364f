"""Whatever the clocks of a machine do, the stamp of a write holds the server's true time."""

from __future__ import annotations

import json
import math
import time
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Literal, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portone_v1 import Attempt, AuthenticationError, UnexpectedAnswer
from portone_v1.core.clock import (
    ClockLeap,
    ClockOffset,
    Moment,
    ServerClock,
    SystemClock,
    epoch_of,
    server_time,
)
from portone_v1.testing import Reply, Request, client

What = Literal["pass", "suspend", "set wall", "leap"]
Spoken = Literal["dated", "token", "bare", "cached"]


class Disturbance(NamedTuple):
    """What happens to the clocks: only one kind of it between two readings."""

    what: What
    seconds: float


class Round(NamedTuple):
    """A write: what happens before it, while its answer is under way, and what the answer tells."""

    before: Disturbance
    during: Disturbance
    early: bool
    """Whether the answer was written before what happens under way."""
    spoken: Spoken


@dataclass
class Machine:
    """A machine beside a server whose time is true."""

    drift: float
    wall_drift: float
    true: float = 1_800_000_000.3
    mono: float = 50.0
    shown: float = 1_800_000_000.3
    """By the wall clock."""
    rounds: list[Round] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.mono

    def wall(self) -> float:
        return self.shown

    def sleep(self, seconds: float) -> None:
        raise AssertionError("nothing is repeated here")

    def happen(self, disturbance: Disturbance) -> None:
        what, seconds = disturbance
        if what == "pass":
            self.true += seconds
            self.mono += seconds * (1 + self.drift)
            self.shown += seconds * (1 + self.wall_drift)
        elif what == "suspend":
            self.true += seconds
            self.shown += seconds
        elif what == "leap":
            self.mono += seconds
        else:
            self.shown += seconds

    def answer(self, request: Request) -> Reply:
        if request.url.endswith("/users/getToken"):
            now = int(self.true)
            token = {"access_token": "t", "now": now, "expired_at": now + 1800}
            return _reply(200, token, {})
        self.sent.append(self.true)
        during, early, spoken = (
            self.rounds[-1].during,
            self.rounds[-1].early,
            self.rounds[-1].spoken,
        )
        written = self.true
        self.happen(during)
        date = formatdate(written if early else self.true, usegmt=True)
        paid = {"imp_uid": "imp_1", "merchant_uid": "o-1", "status": "paid"}
        match spoken:
            case "bare":
                return Reply(404, {"date": "Wed, 21 Oct 2015 07:28:00 GMT"}, b"<html>")
            case "cached":
                return _reply(200, paid, {"date": "Wed, 21 Oct 2015 07:28:00 GMT", "age": "9"})
            case "token":
                return _reply(401, None, {"date": date}, code=-1)
            case "dated":
                return _reply(200, paid, {"date": date})


def _reply(status: int, response: object, headers: dict[str, str], code: int = 0) -> Reply:
    envelope = {"code": code, "message": None, "response": response}
    return Reply(status, headers, json.dumps(envelope).encode())


def stamps(machine: Machine, rounds: list[Round]) -> list[tuple[Attempt, float]]:
    """The attempt of each write that was sent, and when it was sent by the server's true time."""
    told: list[Attempt] = []
    with client(machine.answer, clock=machine, before_send=told.append, max_retries=0) as portone:
        for each in rounds:
            machine.rounds.append(each)
            machine.happen(each.before)
            with suppress(UnexpectedAnswer, AuthenticationError):  # those that the round asked for
                portone.payments.cancel(imp_uid="imp_1", amount=1)
    assert len(told) == len(machine.sent) >= len(rounds)
    return list(zip(told, machine.sent, strict=True))


seconds = st.floats(0, 3) | st.floats(0, 5000) | st.floats(0, 10**6)
disturbances = st.builds(
    Disturbance,
    st.sampled_from(["pass", "pass", "suspend", "leap"]),
    seconds,
) | st.builds(Disturbance, st.just("set wall"), st.floats(-(10**6), 10**6))
rounds_of = st.lists(
    st.builds(
        Round,
        disturbances,
        disturbances,
        st.booleans(),
        st.sampled_from(["dated", "token", "bare", "cached"]),
    ),
    min_size=1,
    max_size=8,
)
drifts = st.floats(-0.000999, 0.000999)

NOTHING = Disturbance("pass", 0.0)
SLEEPS = Disturbance("suspend", 700.0)
SET_BACK = Disturbance("set wall", -700.0)


def quietly(before: Disturbance, spoken: Spoken = "bare") -> Round:
    return Round(before, NOTHING, True, spoken)


@settings(max_examples=400)
@given(drifts, drifts, rounds_of)
@example(0.0, 0.0, [quietly(NOTHING), quietly(SLEEPS)])
@example(0.0, 0.0, [quietly(NOTHING), quietly(SET_BACK)])
@example(0.0, 0.0, [quietly(NOTHING), quietly(SLEEPS), quietly(SET_BACK)])
@example(0.0, 0.0, [quietly(NOTHING), quietly(SET_BACK), quietly(SLEEPS)])
@example(0.0, 0.0, [quietly(NOTHING), Round(NOTHING, SLEEPS, True, "dated"), quietly(NOTHING)])
@example(0.000999, 0.0, [quietly(NOTHING, "dated"), quietly(Disturbance("pass", 10.0**6))])
@example(-0.000999, 0.0, [quietly(NOTHING, "dated"), quietly(Disturbance("pass", 10.0**6))])
def test_a_stamp_holds_the_servers_true_time(
    drift: float, wall_drift: float, rounds: list[Round]
) -> None:
    for attempt, sent in stamps(Machine(drift, wall_drift), rounds):
        earliest = attempt.sent_at.timestamp()
        assert earliest <= sent + 0.01
        assert sent <= earliest + attempt.spread + 0.01


def test_a_stamp_is_as_narrow_as_the_answers_allow() -> None:
    """So that what becomes of a write can be told at once."""
    a_minute = Disturbance("pass", 60.0)
    found = stamps(Machine(0.0, 0.0), [quietly(a_minute, "dated") for _ in range(5)])
    assert all(attempt.spread < 1.2 for attempt, _ in found)
    # What was not certain is so again after an answer that was quick.
    found = stamps(
        Machine(0.0, 0.0), [quietly(NOTHING), quietly(SLEEPS, "dated"), quietly(NOTHING)]
    )
    spreads = [attempt.spread for attempt, _ in found]
    assert spreads[1] > 700
    assert spreads[2] < 1.2


def test_a_server_that_sets_its_clock_is_believed_the_last_word() -> None:
    machine = Machine(0.0, 0.0)
    found = stamps(machine, [quietly(NOTHING, "dated")])
    assert found[0][0].sent_at.timestamp() <= machine.true
    machine = Machine(0.0, 0.0)

    def moved(attempt: Attempt) -> None:
        told.append(attempt)

    told: list[Attempt] = []
    with client(machine.answer, clock=machine, before_send=moved, max_retries=0) as portone:
        machine.rounds.append(quietly(NOTHING, "dated"))
        portone.payments.cancel(imp_uid="imp_1", amount=1)
        machine.true -= 90 * 86_400  # an emulator that was moved
        portone.payments.cancel(imp_uid="imp_1", amount=1)
        portone.payments.cancel(imp_uid="imp_1", amount=1)
    last = told[-1].sent_at.timestamp()
    assert last <= machine.true <= last + told[-1].spread


# The parts.


@pytest.mark.parametrize(
    ("move", "longest", "ahead", "behind"),
    [
        ((3.0, 3.0), 3.0, 0.0, 0.0),
        ((0.0, 700.0), 700.0, 700.0, 0.0),
        ((700.0, 0.0), 700.0, 0.0, 700.0),
        ((1.0, -3600.0), 1.0, 0.0, 3601.0),
        ((1.0, 3600.0), 3600.0, 3599.0, 0.0),
    ],
)
def test_what_two_readings_of_the_clocks_tell(
    move: tuple[float, float], longest: float, ahead: float, behind: float
) -> None:
    readings = iter([(10.0, 1000.0), (10.0 + move[0], 1000.0 + move[1])])

    class Read:
        def __init__(self) -> None:
            self.mono, self.shown = next(readings)

        def monotonic(self) -> float:
            return self.mono

        def wall(self) -> float:
            return self.shown

        def sleep(self, seconds: float) -> None:
            raise AssertionError

    first = Moment.read(Read())
    second = Moment.read(Read(), first)
    assert (first.ahead, first.behind) == (0.0, 0.0)
    assert second.longest_since(first) == longest
    assert (second.ahead, second.behind) == (ahead, behind)


def test_what_was_before_is_known_from_what_is_told_later() -> None:
    """A look-up counts the silence until it began, by a clock that its own answer may have told."""
    began = Moment(0.0, 0.0)
    told_at = Moment(10.0, 710.0, ahead=700.0)
    clock = ServerClock(ClockOffset(990.0, 991.0), told_at)
    assert clock.now(told_at) == (1000.0, 1001.0)
    earliest, latest = clock.now(began)
    assert earliest == pytest.approx(290.0, abs=0.02), "700 s may have passed unseen"
    assert latest == pytest.approx(991.0, abs=0.02)
    told_at = Moment(10.0, -690.0, behind=700.0)
    earliest, latest = ServerClock(ClockOffset(990.0, 991.0), told_at).now(began)
    assert earliest == pytest.approx(990.0, abs=0.02)
    assert latest == pytest.approx(1691.0, abs=0.02)


def test_before_anything_is_told_no_clock_is_believed() -> None:
    assert server_time(None, Moment(7.0, 1000.0)) == (-math.inf, math.inf)


def test_an_answer_tells_the_time_as_exactly_as_it_took() -> None:
    offset = ClockOffset.told(1000.0, Moment(10.0, 0.0), Moment(12.0, 2.0))
    assert offset.least == 988.0
    assert offset.most == pytest.approx(988.0 + 1.0 + 2.002)


@pytest.mark.parametrize(
    ("later", "both", "leap"),
    [
        ((9.5, 10.5), (10.0, 10.5), None),
        ((10.5, 11.5), (10.5, 11.0), None),
        ((11.0, 12.0), (11.0, 11.0), None),
        ((20.0, 21.0), (20.0, 21.0), 10.0),
        ((1.0, 2.0), (1.0, 2.0), None),
    ],
)
def test_two_tellings_of_the_servers_clock(
    later: tuple[float, float], both: tuple[float, float], leap: float | None
) -> None:
    """Where they agree, both hold. Else the last word does, and the time between them was missed here."""
    moment = Moment(100.0, 500.0)
    first = ServerClock(ClockOffset(10.0, 11.0), moment, Moment(98.0, 498.0))
    second = ServerClock(ClockOffset(*later), moment)
    assert first.and_told(second).offset == ClockOffset(*both)
    assert first.leap(second) == (None if leap is None else ClockLeap(98.0, 100.0, leap))


def test_offsets_of_clocks_add_up_and_exclude_one_another() -> None:
    first, second = ClockOffset(10.0, 12.0), ClockOffset(1.0, 5.0)
    assert first.compose(second) == ClockOffset(11.0, 17.0)
    assert first.minus(second) == ClockOffset(5.0, 11.0)
    assert first.gap(second) == second.gap(first) == 5.0
    assert first.gap(ClockOffset(11.0, 99.0)) == ClockOffset(11.0, 99.0).gap(first) == 0.0


def test_the_systems_clock_counts_on() -> None:
    clock = SystemClock()
    first, wall = clock.monotonic(), clock.wall()
    clock.sleep(0.0)
    assert clock.monotonic() >= first
    assert abs(wall - time.time()) < 5
    if hasattr(time, "CLOCK_BOOTTIME"):
        assert abs(clock.monotonic() - time.clock_gettime(time.CLOCK_BOOTTIME)) < 5


@pytest.mark.parametrize(
    ("date", "epoch"),
    [
        ("Wed, 21 Oct 2015 07:28:00 GMT", 1445412480.0),
        ("Wed, 21 Oct 2015 16:28:00 +0900", 1445412480.0),
        *((junk, None) for junk in ("", "now", "1445412480", "Wed, 99 Oct 2015 07:28:00 GMT")),
        ("Wed, 21 Oct 99999 07:28:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("Tue, 31 Dec 2999 23:59:59 GMT", 32_503_679_999.0),
        ("Wed, 31 Dec 1969 23:59:59 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("Wed, 21 Oct 2015 07:28:00 +99999999999999", None),
    ],
)
def test_a_date_as_seconds(date: str, epoch: float | None) -> None:
    assert epoch_of(date) == epoch


@pytest.mark.parametrize("zone", ["", " -0000", " GMT", " +0000"])
def test_a_date_without_a_zone_is_in_utc(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """However far from it this machine lives."""
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    try:
        assert epoch_of(f"Sun, 06 Nov 1994 08:49:37{zone}") == 784_111_777
    finally:
        monkeypatch.undo()
        time.tzset()
