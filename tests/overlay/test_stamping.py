"""Each send is stamped just before it leaves, by the server's time as far as its answers have told it."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from email.utils import formatdate
from functools import partial
from typing import Any

import httpx
import pytest
from scripted_server import (
    ANY,
    PAID,
    Answer,
    Blocking,
    Caller,
    Connect,
    Reset,
    ScriptedServer,
    SteppedClock,
    both,
    envelope,
    html,
    payment,
    refusal,
    token,
)

from portone_v1 import Attempt, ConnectError, Outcome, PortOneError
from portone_v1.resolve.marks import marks_of

SERVER_NOW = 1_800_000_000

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="has 127.0.0.0/8 whole")


def write(p: Any) -> Any:
    return p.payments.cancel(imp_uid="imp_1", amount=500)


def read(p: Any) -> Any:
    return p.payments.get("imp_1")


class Story:
    """What happened to the writes of a client, in order."""

    def __init__(self, pauses: list[Callable[[], object]]) -> None:
        self.events: list[tuple[str, str]] = []
        self.attempts: list[Attempt] = []
        self._pauses = pauses

    def before(self, attempt: Attempt) -> None:
        self.attempts.append(attempt)
        self.events.append(("before", attempt.mark))
        if self._pauses:
            self._pauses.pop(0)()

    def after(self, attempt: Attempt, outcome: Outcome) -> None:
        self.events.append((outcome, attempt.mark))

    @property
    def hooks(self) -> dict[str, Any]:
        return {"before_send": self.before, "after_send": self.after}


def timed(portone: Caller, clock: SteppedClock) -> None:
    """Let a client read the time from `clock`."""
    portone.session.time.clock = clock


def in_two_parts(clock: SteppedClock) -> None:
    clock.suspend(2.6)
    clock.sleep(2.6)


PASSES: dict[str, Callable[[SteppedClock], Callable[[], object]]] = {
    "on both clocks": lambda clock: lambda: clock.sleep(700),
    "while the monotonic clock stands still": lambda clock: lambda: clock.suspend(700),
    "while the wall clock stands still": lambda clock: lambda: clock.stop_wall(700),
    "just too much": lambda clock: lambda: clock.sleep(5.01),
    "just too much, in two parts": lambda clock: lambda: in_two_parts(clock),
}


@both
@pytest.mark.parametrize("how", PASSES)
def test_what_has_waited_too_long_is_stamped_anew(connect: Connect, how: str) -> None:
    clock = SteppedClock()
    story = Story([PASSES[how](clock)])
    with ScriptedServer() as server, connect(server, **story.hooks) as portone:
        timed(portone, clock)
        server.on(ANY, payment())
        assert portone.do(write).status == "paid"
        old, new = story.attempts
        assert old.mark != new.mark
        assert story.events == [
            ("before", old.mark),
            ("not_sent", old.mark),
            ("before", new.mark),
            ("done", new.mark),
        ]
        assert marks_of({"user_agent": server.call.header("user-agent")}) == {new.mark}
        assert old._replace(mark="", sent_at=new.sent_at, spread=0) == new._replace(
            mark="", spread=0
        )


@both
def test_the_second_stamp_knows_that_time_has_passed(connect: Connect) -> None:
    clock = SteppedClock()
    story = Story([lambda: clock.sleep(700)])
    with ScriptedServer() as server, connect(server, **story.hooks) as portone:
        timed(portone, clock)
        server.on(ANY, payment())
        portone.do(write)
    old, new = story.attempts
    assert 699 < (new.sent_at - old.sent_at).total_seconds() <= 700


@both
@pytest.mark.parametrize("how", PASSES)
def test_what_has_waited_too_long_twice_is_not_sent(connect: Connect, how: str) -> None:
    clock = SteppedClock()
    story = Story([PASSES[how](clock)] * 2)
    with ScriptedServer() as server, connect(server, **story.hooks) as portone:
        timed(portone, clock)
        server.on(ANY, payment())
        error = portone.error(write)
        assert (type(error), error.outcome) == (ConnectError, "not_sent")
        assert error.operation == "payments.cancel"
        assert str(error) == (
            "payments.cancel: not sent, for before_send took more than 5 s twice: make it quicker"
        )
        assert server.calls == []
        old, new = story.attempts
        assert error.attempt == new
        assert story.events == [
            ("before", old.mark),
            ("not_sent", old.mark),
            ("before", new.mark),
            ("not_sent", new.mark),
        ]
        story.events.clear()
        assert portone.do(write).status == "paid", "the next one is quick"
        assert [event for event, _ in story.events] == ["before", "done"]


@both
@pytest.mark.parametrize("seconds", [0, 1, 5])
def test_a_hook_that_is_quick_enough_is_called_once(connect: Connect, seconds: float) -> None:
    clock = SteppedClock()
    story = Story([lambda: clock.sleep(seconds)])
    with ScriptedServer() as server, connect(server, **story.hooks) as portone:
        timed(portone, clock)
        server.on(ANY, payment())
        portone.do(write)
        (attempt,) = story.attempts
        assert marks_of({"user_agent": server.call.header("user-agent")}) == {attempt.mark}


@both
def test_a_wall_clock_that_is_set_back_makes_no_hook_slow(connect: Connect) -> None:
    clock = SteppedClock()

    def set_back() -> None:
        clock.ahead -= 3600

    story = Story([set_back])
    with ScriptedServer() as server, connect(server, **story.hooks) as portone:
        timed(portone, clock)
        server.on(ANY, payment())
        portone.do(write)
        assert len(story.attempts) == 1


@both
def test_a_write_is_stamped_after_it_has_waited_for_its_turn(connect: Connect) -> None:
    clock = SteppedClock()
    order: list[str] = []

    class Turns:
        kind = "instant"
        longest_wait = 1000.0

        def reserve(self, name: str) -> float:
            order.append("turn")
            clock.sleep(700)  # as if it had been waited for
            return 0.0

    def before(attempt: Attempt) -> None:
        order.append("before_send")
        sent_at.append(attempt.sent_at.timestamp())

    sent_at: list[float] = []
    with (
        ScriptedServer() as server,
        connect(server, before_send=before, limiter=Turns()) as portone,
    ):
        timed(portone, clock)
        server.on(ANY, payment())
        portone.do(write)
        assert order == ["turn", "turn", "before_send"], "one turn is that of the token"
        known_from = 1_000_000_000
        assert 700 - 5 <= sent_at[0] - known_from <= 700


BETWEEN_TRIES: dict[str, Callable[[SteppedClock], object]] = {
    "no time passes": lambda clock: None,
    "time passes": lambda clock: clock.sleep(20),
    "time passes on one clock": lambda clock: clock.suspend(20),
}


@both
@pytest.mark.parametrize("how", BETWEEN_TRIES)
def test_a_repeat_in_doubt_has_the_stamp_of_the_first_try_and_more_time_to_leave(
    connect: Connect, how: str
) -> None:
    clock = SteppedClock()
    told: list[Attempt] = []
    latest: list[float] = []

    def before(attempt: Attempt) -> None:
        told.append(attempt)
        latest.append(portone.session.time.server_time()[1])

    with ScriptedServer() as server, connect(server, before_send=before) as portone:
        timed(portone, clock)
        doubtful = html(429).saying(retry_after="0").after(lambda: BETWEEN_TRIES[how](clock))
        server.on(ANY, doubtful, payment())
        portone.do(lambda p: p.payments.cancel(imp_uid="imp_1", amount=500, checksum=1000))
    first, repeat = told
    assert repeat == first._replace(sends=2, leaves_within=repeat.leaves_within)
    left_by = repeat.sent_at.timestamp() + repeat.spread + repeat.leaves_within
    assert left_by == pytest.approx(latest[1] + first.leaves_within, abs=0.001)


@both
def test_a_repeat_in_doubt_that_is_stamped_anew_is_still_in_doubt(connect: Connect) -> None:
    clock = SteppedClock()
    story = Story([lambda: None, lambda: clock.sleep(6)])
    with ScriptedServer() as server, connect(server, **story.hooks) as portone:
        timed(portone, clock)
        server.on(ANY, html(429).saying(retry_after="0"), payment())
        portone.do(lambda p: p.payments.cancel(imp_uid="imp_1", amount=500, checksum=1000))
    mark = story.attempts[0].mark
    assert story.events == [
        ("before", mark),
        ("unknown", mark),
        ("before", mark),
        ("unknown", mark),
        ("before", mark),
        ("done", mark),
    ]


# Between the stamp and the wire.

STOPS: dict[str, Callable[[SteppedClock, float], object]] = {
    "on both clocks": SteppedClock.sleep,
    "while the monotonic clock stands still": SteppedClock.suspend,
    "while the wall clock stands still": SteppedClock.stop_wall,
}


def stopping(connect: Connect, stops: list[Callable[[], object]]) -> Any:
    """An HTTP client during whose work time passes: before it connects, or sends."""

    def stop(request: httpx.Request) -> None:
        if request.url.path == "/payments/cancel" and stops:
            stops.pop(0)()

    async def stop_async(request: httpx.Request) -> None:
        stop(request)

    if connect is Blocking:
        return httpx.Client(event_hooks={"request": [stop]})
    return httpx.AsyncClient(event_hooks={"request": [stop_async]})


def end(portone: Caller, pool: Any) -> None:
    portone.do(lambda _: pool.close() if isinstance(portone, Blocking) else pool.aclose())


@both
@pytest.mark.parametrize("how", STOPS)
def test_a_write_whose_stamp_grew_old_on_its_way_out_does_not_leave(
    connect: Connect, how: str
) -> None:
    clock = SteppedClock()
    story = Story([])
    stops: list[Callable[[], object]] = [lambda: STOPS[how](clock, 15.1)]
    pool = stopping(connect, stops)
    options: dict[str, Any] = {"timeout": 10.0, "http_client": pool, "max_retries": 0}
    with ScriptedServer() as server, connect(server, **options, **story.hooks) as portone:
        timed(portone, clock)
        server.on(ANY, payment())
        error = portone.error(write)
        assert (type(error), error.outcome) == (ConnectError, "not_sent")
        assert "too much time passed before it could leave" in str(error)
        assert server.calls == []
        assert [event for event, _ in story.events] == ["before", "not_sent"]
        assert portone.do(write).status == "paid", "the next one is quick"
        end(portone, pool)


@both
def test_a_write_that_could_not_leave_in_time_is_stamped_anew(connect: Connect) -> None:
    clock = SteppedClock()
    story = Story([])
    pool = stopping(connect, [lambda: clock.suspend(700)])
    options: dict[str, Any] = {"timeout": 10.0, "http_client": pool, "max_retries": 1}
    with ScriptedServer() as server, connect(server, **options, **story.hooks) as portone:
        timed(portone, clock)
        server.on(ANY, payment())
        assert portone.do(write).status == "paid"
        old, new = story.attempts
        assert old.mark != new.mark
        latest = new.sent_at.timestamp() + new.spread
        assert latest >= old.sent_at.timestamp() + 700
        assert marks_of({"user_agent": server.call.header("user-agent")}) == {new.mark}
        end(portone, pool)


@both
@pytest.mark.parametrize("timeout", [10.0, 60.0, 90.0])
def test_a_write_leaves_within_the_time_that_its_attempt_says(
    connect: Connect, timeout: float
) -> None:
    for seconds, leaves in ((timeout + 4.9, True), (timeout + 5.1, False)):
        clock = SteppedClock()
        story = Story([])
        pool = stopping(connect, [partial(clock.sleep, seconds)])
        options: dict[str, Any] = {"timeout": timeout, "http_client": pool, "max_retries": 0}
        with ScriptedServer() as server, connect(server, **options, **story.hooks) as portone:
            timed(portone, clock)
            server.on(ANY, payment())
            if leaves:
                assert portone.do(write).status == "paid"
                assert story.attempts[0].leaves_within >= seconds
            else:
                assert portone.error(write).outcome == "not_sent"
            assert len(server.calls) == leaves
            end(portone, pool)


# What is known of the server's clock.


def dated(answer: Answer, at: int = SERVER_NOW, **headers: str) -> Answer:
    return answer.saying(date=formatdate(at, usegmt=True), **headers)


def stamp_of(portone: Caller, told: list[Attempt]) -> tuple[float, float]:
    """Between which seconds, on the server's clock, the next write says that it leaves."""
    told.clear()
    portone.together([write])
    return told[0].sent_at.timestamp(), told[0].sent_at.timestamp() + told[0].spread


DATED = {
    "a payment": payment(),
    "a refusal at 200": refusal("없음"),
    "a refusal at 404": refusal("존재하지 않는 결제정보입니다.", status=404),
    "a refusal at 429": refusal("too many", status=429),
    "an accident with an envelope": refusal("점검중", status=503),
    "a failed payment": payment(status="failed"),
}
UNDATED = {
    "a page at 200": html(200),
    "a page at 404": html(404),
    "a page at 502": html(502),
    "a refusal of a gateway": Answer(404, b'{"message": "Not Found", "code": 404}'),
    "an answer about another": payment(imp_uid="imp_OTHER"),
    "a contradiction": envelope(PAID, status=404),
}


@both
@pytest.mark.parametrize("name", [*DATED, *UNDATED])
def test_the_servers_clock_is_told_by_answers_of_portone_alone(connect: Connect, name: str) -> None:
    told: list[Attempt] = []
    clock = SteppedClock()
    with (
        ScriptedServer() as server,
        connect(server, max_retries=0, before_send=told.append) as portone,
    ):
        timed(portone, clock)
        server.on(ANY, dated((DATED | UNDATED)[name]))
        portone.together([read])
        earliest, latest = stamp_of(portone, told)
    if name in DATED:
        assert earliest <= SERVER_NOW <= latest
        assert SERVER_NOW - earliest < 2
    else:
        assert latest < 1_100_000_000, "that of the token's answer"


@both
@pytest.mark.parametrize(
    "headers",
    [
        {"date": "no date"},
        {"date": ""},
        {"date": "Wed, 21 Oct 99999 07:28:00 GMT"},
        {"date": formatdate(SERVER_NOW, usegmt=True), "age": "0"},
    ],
    ids=["words", "empty", "year", "cache"],
)
def test_a_date_that_tells_nothing(connect: Connect, headers: dict[str, str]) -> None:
    told: list[Attempt] = []
    with ScriptedServer() as server, connect(server, before_send=told.append) as portone:
        timed(portone, SteppedClock())
        server.on(ANY, payment().saying(**headers))
        portone.do(read)
        assert stamp_of(portone, told)[1] < 1_100_000_000


@both
def test_the_time_that_an_answer_takes_is_not_known_better_than_it_took(connect: Connect) -> None:
    told: list[Attempt] = []
    clock = SteppedClock()
    with ScriptedServer() as server, connect(server, before_send=told.append) as portone:
        timed(portone, clock)
        server.on("/users/getToken", token(now=SERVER_NOW).after(lambda: clock.sleep(3)))
        server.on(ANY, payment())
        earliest, latest = stamp_of(portone, told)
        # The answer may have been written at any moment of the 3 seconds.
        assert earliest == SERVER_NOW
        assert latest >= SERVER_NOW + 3 + 1
        # The machine slept while it waited for this one.
        server.on(ANY, dated(payment(), SERVER_NOW + 4).after(lambda: clock.suspend(600)))
        portone.do(read)
        server.on(ANY, payment())
        earliest, latest = stamp_of(portone, told)
        assert earliest <= SERVER_NOW + 4
        assert SERVER_NOW + 604 <= latest < SERVER_NOW + 610
        # It did so again, and this time the answer was written at the end.
        server.on(ANY, dated(payment(), SERVER_NOW + 1204).after(lambda: clock.suspend(600)))
        portone.do(read)
        server.on(ANY, payment())
        earliest, latest = stamp_of(portone, told)
        assert earliest <= SERVER_NOW + 1204 <= latest < SERVER_NOW + 1210


def test_silence_leaves_out_what_the_clocks_may_have_missed_while_an_answer_was_on_its_way() -> (
    None
):
    clock = SteppedClock()
    lost: list[PortOneError] = []

    def meanwhile() -> None:
        clock.sleep(5)
        lost.append(portone.error(write))
        clock.sleep(5)

    shown = {"amount": 1000, "cancel_amount": 0, "cancel_history": []}
    with ScriptedServer() as server, Blocking(server, max_retries=0) as portone:
        timed(portone, clock)
        server.on("/users/getToken", token(now=SERVER_NOW))
        server.on("/payments/cancel", Reset())
        server.on(
            "/payments/imp_1",
            dated(payment(**shown), SERVER_NOW + 10).after(meanwhile),
            dated(payment(**shown), SERVER_NOW + 310),  # the machine stood still for 5 minutes
            payment(**shown),
        )
        portone.do(read)
        portone.do(read)
        clock.sleep(400)
        assert portone.client.resolve(lost[0]).state == "unknown"
        clock.sleep(300)
        assert portone.client.resolve(lost[0]).state == "did_not_happen"


@contextmanager
def dead_addresses(port: int, count: int) -> Iterator[list[str]]:
    """Addresses of this machine that accept no connection and refuse none."""
    with ExitStack() as stack:
        hosts = [f"127.0.0.{number}" for number in range(11, 11 + count)]
        for host in hosts:
            listener = stack.enter_context(socket.socket())
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
            listener.listen(0)
            for _ in range(4):  # they fill its queue
                waiting = stack.enter_context(socket.socket())
                waiting.setblocking(False)
                with suppress(BlockingIOError):
                    waiting.connect((host, port))
        yield hosts


@needs_linux
def test_a_write_whose_connecting_took_too_long_does_not_leave(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A blocking client of the user's tries one address after the other, each with the whole timeout."""
    with ScriptedServer() as server, httpx.Client(trust_env=False) as given:
        server.on(ANY, payment().saying(connection="close"))
        port = int(server.url.rpartition(":")[2])
        with (
            dead_addresses(port, 3) as dead,
            Blocking(server, timeout=0.3, max_retries=0, http_client=given) as portone,
        ):
            portone.do(read)

            def found(host: str, port: int, *_: object, **__: object) -> list[Any]:
                stream = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
                return [(*stream, (address, port)) for address in (*dead, "127.0.0.1")]

            monkeypatch.setattr(socket, "getaddrinfo", found)
            error = portone.error(write)
        assert (type(error), error.outcome) == (ConnectError, "not_sent")
        assert [call.method for call in server.calls] == ["GET"]
