"""A write that is interrupted leaves its attempt, and says how it ended as far as the answer tells."""

from __future__ import annotations

import asyncio
import ctypes
import dis
import functools
import gc
import itertools
import json
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from traceback import walk_tb
from types import FrameType
from typing import Any

import httpx
import pytest
import trio
from httpcore._backends.sync import SyncStream
from httpcore._synchronization import Lock, ThreadLock
from scripted_server import (
    ANY,
    KEY,
    PAID,
    PATIENCE,
    SECRET,
    Answer,
    Awaiting,
    Connect,
    Reset,
    ScriptedServer,
    Silence,
    SteppedClock,
    both,
    envelope,
    html,
    interrupted_when,
    payment,
    refusal,
    wait_for,
)

from portone_v1 import (
    AsyncPortOne,
    Attempt,
    ConnectError,
    HttpExchange,
    NoAnswer,
    Outcome,
    PortOne,
    RequestSummary,
    Resolution,
    testing,
)
from portone_v1.core.effects import BackendKind
from portone_v1.core.request import Reply, Request, SendFailed
from portone_v1.core.token import PendingRefresh
from portone_v1.sharing.token_store import Claim
from portone_v1_api.calls import Operation

AGAIN = "/subscribe/payments/again"
LOOK_UP = "/payments/findAll/o-1"
CHARGE: dict[str, Any] = {
    "customer_uid": "c-1",
    "merchant_uid": "o-1",
    "amount": 1000,
    "name": "구독 11월",
}


def account(server: ScriptedServer) -> dict[str, Any]:
    return {"api_key": KEY, "api_secret": SECRET, "base_url": server.url}


def check(interruption: BaseException, told: list[Attempt]) -> None:
    """It is known what was interrupted, and that nobody knows how it ended."""
    assert interruption.attempt is told[0]  # type: ignore[attr-defined]
    assert interruption.outcome == "unknown"  # type: ignore[attr-defined]
    assert told[0].operation == "subscribe.again"
    assert told[0].identities == {"customer_uid": "c-1", "merchant_uid": "o-1"}
    (note,) = interruption.__notes__
    assert "subscribe.again was sent" in note
    assert "resolve" in note


def test_ctrl_c_in_the_middle_of_a_charge() -> None:
    told: list[Attempt] = []
    silence = Silence()
    with ScriptedServer() as server, PortOne(**account(server), before_send=told.append) as portone:
        server.on(AGAIN, silence)
        with interrupted_when(silence.arrived), pytest.raises(KeyboardInterrupt) as caught:
            portone.subscribe.again(**CHARGE)
    check(caught.value, told)
    assert len(told) == 1


def test_an_exception_from_another_thread() -> None:
    told: list[Attempt] = []
    caught: list[BaseException] = []
    server = ScriptedServer()

    def charge() -> None:
        try:
            portone.subscribe.again(**CHARGE)
        except BaseException as error:
            caught.append(error)

    thread = threading.Thread(target=charge)

    def interrupt() -> None:
        ident = ctypes.c_ulong(thread.ident or 0)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ident, ctypes.py_object(KeyboardInterrupt))

    with server, PortOne(**account(server), before_send=told.append) as portone:
        server.on(AGAIN, payment().after(interrupt))
        thread.start()
        thread.join(PATIENCE)
    (interruption,) = caught
    assert isinstance(interruption, KeyboardInterrupt)
    check(interruption, told)


def cancelled(
    server: ScriptedServer,
    reached: threading.Event,
    use: Callable[[AsyncPortOne], Any],
    **more: Any,
) -> BaseException:
    """What a task is left with that is cancelled once `reached` is set."""
    caught: list[BaseException] = []

    async def main() -> None:
        async with AsyncPortOne(**account(server), **more) as portone:

            async def charge() -> None:
                try:
                    await use(portone)
                except asyncio.CancelledError as error:
                    caught.append(error)
                    raise

            task = asyncio.ensure_future(charge())
            await asyncio.to_thread(wait_for, reached)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())
    return caught[0]


def test_a_task_that_is_cancelled() -> None:
    told: list[Attempt] = []
    silence = Silence()
    with ScriptedServer() as server:
        server.on(AGAIN, silence)
        interruption = cancelled(
            server,
            silence.arrived,
            lambda portone: portone.subscribe.again(**CHARGE),
            before_send=told.append,
        )
    check(interruption, told)


def test_a_trio_scope_that_is_cancelled() -> None:
    told: list[Attempt] = []
    caught: list[BaseException] = []
    silence = Silence()

    async def main(server: ScriptedServer) -> None:
        async with AsyncPortOne(**account(server), before_send=told.append) as portone:
            with trio.CancelScope() as scope:
                async with trio.open_nursery() as nursery:

                    async def cancel() -> None:
                        await trio.to_thread.run_sync(wait_for, silence.arrived)
                        scope.cancel()

                    nursery.start_soon(cancel)
                    try:
                        await portone.subscribe.again(**CHARGE)
                    except trio.Cancelled as error:
                        caught.append(error)
                        raise
            assert scope.cancelled_caught

    with ScriptedServer() as server:
        server.on(AGAIN, silence)
        trio.run(main, server)
    check(caught[0], told)


# While the client finds out what became of it


def nothing_found(then: Callable[[], object]) -> Answer:
    found = refusal("존재하지 않는 결제정보입니다.", status=404)
    return Answer(found.status, found.body, found.headers, then=then)


def test_ctrl_c_while_it_is_looked_up() -> None:
    told: list[Attempt] = []
    silence = Silence()
    with ScriptedServer() as server, PortOne(**account(server), before_send=told.append) as portone:
        server.on(AGAIN, Reset())
        server.on(LOOK_UP, silence)
        view = portone.with_options(resolve=True)
        with interrupted_when(silence.arrived), pytest.raises(KeyboardInterrupt) as caught:
            view.subscribe.again(**CHARGE)
    check(caught.value, told)


def test_ctrl_c_while_it_waits_to_look_again() -> None:
    told: list[Attempt] = []
    answered = threading.Event()
    with ScriptedServer() as server, PortOne(**account(server), before_send=told.append) as portone:
        server.on(AGAIN, Reset())
        server.on(LOOK_UP, nothing_found(answered.set))
        view = portone.with_options(resolve=True)
        with interrupted_when(answered), pytest.raises(KeyboardInterrupt) as caught:
            view.subscribe.again(**CHARGE)
    check(caught.value, told)


@pytest.mark.parametrize("asleep", [True, False])
def test_a_task_that_is_cancelled_while_it_finds_out(asleep: bool) -> None:
    told: list[Attempt] = []
    silence, answered = Silence(), threading.Event()
    with ScriptedServer() as server:
        server.on(AGAIN, html(502))
        server.on(LOOK_UP, nothing_found(answered.set) if asleep else silence)
        interruption = cancelled(
            server,
            answered if asleep else silence.arrived,
            lambda portone: portone.with_options(resolve=True).subscribe.again(**CHARGE),
            before_send=told.append,
        )
    check(interruption, told)


# Once the answer is there


# A value of another type than the contract's, of which on_drift is told while the answer is being read.
DRIFT = {"name": 5}
READING: dict[str, tuple[Answer, Outcome]] = {
    "done": (payment(**DRIFT), "done"),
    "declined": (payment(status="failed", **DRIFT), "rejected"),
    "not final": (payment(status="failed", pg_provider="paypal_v2", **DRIFT), "unknown"),
}
ANSWERED: dict[str, tuple[Answer, Outcome]] = READING | {
    "refused": (refusal("한도초과"), "rejected"),
    "refused with a paid payment": (envelope(PAID, code=-1, message="no"), "unknown"),
    "an accident": (html(502), "unknown"),
    "a page": (html(404), "unknown"),
}


class Told:
    """What the hooks are told."""

    def __init__(self) -> None:
        self.before: list[Attempt] = []
        self.after: list[tuple[Attempt, Outcome]] = []

    @property
    def hooks(self) -> dict[str, Any]:
        return {"before_send": self.before.append, "after_send": lambda *of: self.after.append(of)}

    def check(self, interruption: BaseException, outcome: Outcome) -> None:
        """The interruption and after_send tell how the write ended."""
        (attempt,) = self.before
        assert self.after == [(attempt, outcome)]
        assert interruption.attempt is attempt  # type: ignore[attr-defined]
        assert interruption.outcome == outcome  # type: ignore[attr-defined]
        (note,) = interruption.__notes__
        assert outcome in note
        assert ("never came" in note) is (outcome == "unknown")


def interrupting(error: BaseException) -> Callable[..., None]:
    def interrupt(*told: object) -> None:
        raise error

    return interrupt


@both
@pytest.mark.parametrize("how", READING)
def test_an_interruption_while_the_answer_is_read(connect: Connect, how: str) -> None:
    told = Told()
    answer, outcome = READING[how]
    stop: BaseException = asyncio.CancelledError() if connect is Awaiting else KeyboardInterrupt()
    with (
        ScriptedServer() as server,
        connect(server, on_drift=interrupting(stop), **told.hooks) as portone,
    ):
        server.on(AGAIN, answer)
        with pytest.raises(type(stop)) as caught:
            portone.do(lambda p: p.subscribe.again(**CHARGE))
        assert server.counts == (1, 1)
    told.check(caught.value, outcome)


@pytest.mark.parametrize("how", ANSWERED)
def test_ctrl_c_while_the_answer_is_decoded(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told()
    answer, outcome = ANSWERED[how]
    decode, pressed = json.loads, threading.Event()

    def interrupted(text: Any, **options: Any) -> Any:
        if text == answer.body and not pressed.is_set():
            pressed.set()
            raise KeyboardInterrupt
        return decode(text, **options)

    with ScriptedServer() as server, PortOne(**account(server), **told.hooks) as portone:
        server.on(AGAIN, answer)
        monkeypatch.setattr(json, "loads", interrupted)
        with pytest.raises(KeyboardInterrupt) as caught:
            portone.subscribe.again(**CHARGE)
        assert server.counts == (1, 1)
    told.check(caught.value, outcome)


@both
@pytest.mark.parametrize("how", ANSWERED)
def test_an_interruption_while_it_is_told_what_was_answered(connect: Connect, how: str) -> None:
    told = Told()
    answer, outcome = ANSWERED[how]
    stop: BaseException = asyncio.CancelledError() if connect is Awaiting else KeyboardInterrupt()

    def exchanged(exchange: HttpExchange) -> None:
        if exchange.operation == "subscribe.again":
            raise stop

    with (
        ScriptedServer() as server,
        connect(server, on_exchange=exchanged, **told.hooks) as portone,
    ):
        server.on(AGAIN, answer)
        with pytest.raises(type(stop)) as caught:
            portone.do(lambda p: p.subscribe.again(**CHARGE))
    told.check(caught.value, outcome)


def test_ctrl_c_while_a_stale_attempt_is_told_to_be_over_says_nothing_of_a_write() -> None:
    """Nothing had left."""
    clock = SteppedClock()
    told: list[Attempt] = []

    def slow(attempt: Attempt) -> None:
        told.append(attempt)
        clock.sleep(700)

    hooks: dict[str, Any] = {"before_send": slow, "after_send": interrupting(KeyboardInterrupt())}
    with ScriptedServer() as server, PortOne(**account(server), **hooks) as portone:
        portone.sender.session.time.clock = clock
        with pytest.raises(KeyboardInterrupt) as caught:
            portone.subscribe.again(**CHARGE)
        assert server.calls == []
    assert len(told) == 1
    assert caught.value.attempt is None  # type: ignore[attr-defined]


def test_an_interruption_of_a_read_tells_of_no_write() -> None:
    with (
        ScriptedServer() as server,
        PortOne(**account(server), on_drift=interrupting(KeyboardInterrupt())) as portone,
    ):
        server.on("/payments/imp_1", payment(**DRIFT))
        with pytest.raises(KeyboardInterrupt) as caught:
            portone.payments.get("imp_1")
    assert caught.value.attempt is None  # type: ignore[attr-defined]


def test_a_hook_is_finished_when_its_task_is_cancelled() -> None:
    async def main(server: ScriptedServer) -> None:
        begun, go_on, told = asyncio.Event(), asyncio.Event(), list[Outcome]()

        async def after_send(attempt: Attempt, outcome: Outcome) -> None:
            begun.set()
            await go_on.wait()
            told.append(outcome)

        async with AsyncPortOne(**account(server), after_send=after_send) as portone:
            task = asyncio.create_task(portone.subscribe.again(**CHARGE))
            await begun.wait()
            task.cancel()
            go_on.set()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
        assert told == ["done"]
        assert caught.value.outcome == "done"  # type: ignore[attr-defined]

    with ScriptedServer() as server:
        server.on(AGAIN, payment())
        asyncio.run(main(server))


# What leaves no attempt


def test_a_read_that_is_interrupted() -> None:
    silence = Silence()
    with ScriptedServer() as server, PortOne(**account(server)) as portone:
        server.on("/payments/imp_1", silence)
        with interrupted_when(silence.arrived), pytest.raises(KeyboardInterrupt) as caught:
            portone.payments.get("imp_1")
    assert caught.value.attempt is None  # type: ignore[attr-defined]


def test_a_charge_that_had_not_left() -> None:
    silence = Silence()
    with ScriptedServer() as server, PortOne(**account(server)) as portone:
        server.on("/users/getToken", silence)
        with interrupted_when(silence.arrived), pytest.raises(KeyboardInterrupt) as caught:
            portone.subscribe.again(**CHARGE)
    assert caught.value.attempt is None  # type: ignore[attr-defined]


def test_a_hook_that_stops_a_charge() -> None:
    def stop(attempt: Attempt) -> None:
        raise KeyboardInterrupt

    with ScriptedServer() as server, PortOne(**account(server), before_send=stop) as portone:
        with pytest.raises(KeyboardInterrupt) as caught:
            portone.subscribe.again(**CHARGE)
        assert server.calls == []
    assert caught.value.attempt is None  # type: ignore[attr-defined]


# Wherever it strikes: Python looks for signals where a function is entered, after each call, and in loops.

LOOKED_FOR_AFTER = {"RESUME", "CALL", "CALL_FUNCTION_EX", "CALL_KW", "JUMP_BACKWARD"}


class CtrlC:
    """Strikes at the n-th place of the client where Python looks for signals after a write has been sent.

    The places are those of the client's own frames. Where a function returns to its caller, the result is for one
    bytecode in neither: the place after the last call, in the frame of the resource and of the shop, cannot be
    closed by the client.
    """

    def __init__(self, place: int) -> None:
        self._left = place
        self._executed: dict[FrameType, str] = {}
        self.is_sent = False
        self.has_struck = False

    def __call__(self, frame: FrameType, event: str, value: object) -> Any:
        # Of the standard library's functions some let a lock go: struck there, it would be held for ever.
        name = str(frame.f_globals.get("__name__", ""))
        if name != "portone_v1" and not name.startswith("portone_v1."):
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return self._follow

    def _follow(self, frame: FrameType, event: str, value: object) -> Any:
        if event != "opcode":
            return self._follow
        executed = self._executed.get(frame)
        self._executed[frame] = dis.opname[frame.f_code.co_code[frame.f_lasti]]
        # The instructions without a line clean up after an except: the call before them has its own handler,
        # and an exception that a trace function raises there would leave the interpreter's stack as it is.
        has_line = frame.f_lineno is not None  # pyright: ignore[reportUnnecessaryComparison]
        if self.is_sent and executed in LOOKED_FOR_AFTER and has_line:
            self._left -= 1
            if self._left == 0:
                sys.settrace(None)
                self.has_struck = True
                raise KeyboardInterrupt
        return self._follow

    def interrupt(self, charge: Callable[[], object]) -> BaseException | None:
        before = sys.gettrace()
        try:
            sys.settrace(self)
            charge()
        except BaseException as ending:
            return ending
        finally:
            sys.settrace(before)
            self._executed.clear()
        return None


YES = {"code": 0, "message": None, "response": PAID}
NO = {"code": -1, "message": "한도초과", "response": None}
TOKEN_FIELDS = {"access_token": "a" * 40, "now": 1_000_000_000, "expired_at": 1_000_001_800}


@pytest.mark.parametrize("is_raw", [False, True], ids=["model", "raw"])
@pytest.mark.parametrize(
    ("said", "outcome"),
    [(YES, "done"), (NO, "rejected"), (None, "unknown")],
    ids=["done", "refused", "lost"],
)
def test_ctrl_c_wherever_it_strikes_keeps_the_attempt(
    said: dict[str, Any] | None, outcome: Outcome, is_raw: bool
) -> None:
    outcomes: list[Outcome] = []
    for place in itertools.count(1):
        told: list[Attempt] = []
        ctrl_c = CtrlC(place)

        def answer(request: Request, ctrl_c: CtrlC = ctrl_c) -> Reply:
            if "getToken" in request.url:
                token = {"code": 0, "message": None, "response": TOKEN_FIELDS}
                return Reply(200, {}, json.dumps(token).encode())
            ctrl_c.is_sent = True
            if said is None:
                raise SendFailed("ReadTimeout", sent=True)
            return Reply(200, {}, json.dumps(said).encode())

        portone = testing.client(answer, before_send=told.append)
        again = portone.raw(portone.subscribe.again) if is_raw else portone.subscribe.again
        ending = ctrl_c.interrupt(lambda: again(**CHARGE))  # noqa: B023
        if not ctrl_c.has_struck:
            assert place > 50
            break
        assert ending is not None, "what was done is lost"
        told_by: Any = next((link for link in chain_of(ending) if hasattr(link, "attempt")), None)
        assert told_by is not None, "nothing leads to the attempt"
        assert told_by.attempt == told[0]
        outcomes.append(told_by.outcome)
    # Once it is known, no later place forgets it.
    assert [each for each, _ in itertools.groupby(outcomes)] in (["unknown", outcome], [outcome])


@pytest.mark.parametrize("is_declined", [False, True], ids=["token", "no token"])
def test_ctrl_c_wherever_it_strikes_leaves_a_client_that_works(is_declined: bool) -> None:
    """Where the request for a token was interrupted, the next call must not wait for it."""
    for place in itertools.count(1):
        struck: list[bool] = []

        def answer(request: Request, struck: list[bool] = struck) -> Reply:
            if "getToken" not in request.url:
                return Reply(200, {}, json.dumps(YES).encode())
            if is_declined and not struck:
                return Reply(401, {}, json.dumps(NO).encode())
            token = {"code": 0, "message": None, "response": TOKEN_FIELDS}
            return Reply(200, {}, json.dumps(token).encode())

        portone = testing.client(answer, timeout=0.2, max_retries=0)
        ctrl_c = CtrlC(place)
        ctrl_c.is_sent = True
        ctrl_c.interrupt(lambda: portone.payments.get("imp_1"))  # noqa: B023
        if not ctrl_c.has_struck:
            assert place > 50
            break
        struck.append(True)
        assert portone.payments.get("imp_1").status == "paid"


def test_who_waits_for_a_token_that_nobody_requests_any_more_requests_it_next() -> None:
    """Two interruptions at once may leave it so: the second strikes while the first is seen to."""
    portone = testing.client(lambda _: Reply(200, {}, b""), timeout=0.05, max_retries=0)
    portone.sender.session.tokens.join(None, PendingRefresh(threading.Event()))
    with pytest.raises(ConnectError, match="nobody got an access token in time"):
        portone.payments.get("imp_1")
    with pytest.raises(ConnectError, match="without an access token"):
        portone.payments.get("imp_1")


INNER = {**CHARGE, "merchant_uid": "inner"}


@pytest.mark.parametrize(
    ("hook", "is_answered", "kept", "outcome"),
    [
        ("before_send", True, "inner", "unknown"),
        ("after_send", True, "inner", "unknown"),
        ("after_send", False, "o-1", "unknown"),
    ],
)
def test_ctrl_c_in_a_call_of_a_hook_keeps_what_is_not_known(
    hook: str, is_answered: bool, kept: str, outcome: Outcome
) -> None:
    """Of two attempts at once, the exception has the one of which nobody knows what became."""
    inside: list[bool] = []

    def answer(request: Request) -> Reply:
        if "getToken" in request.url:
            token = {"code": 0, "message": None, "response": TOKEN_FIELDS}
            return Reply(200, {}, json.dumps(token).encode())
        if b"inner" in (request.content or b""):
            raise KeyboardInterrupt
        if not is_answered:
            raise SendFailed("ReadTimeout", sent=True)
        return Reply(200, {}, json.dumps(YES).encode())

    def call(*_: object) -> None:
        if not inside:
            inside.append(True)
            portone.subscribe.again(**INNER)

    options: dict[str, Any] = {hook: call}
    portone = testing.client(answer, **options)
    with pytest.raises(KeyboardInterrupt) as caught:
        portone.subscribe.again(**CHARGE)
    ending: Any = caught.value
    assert ending.attempt.identities["merchant_uid"] == kept
    assert ending.outcome == outcome


def test_an_exception_that_is_raised_again_tells_of_the_call_that_it_ends_now() -> None:
    stop = KeyboardInterrupt()

    def answer(request: Request) -> Reply:
        if "getToken" in request.url and tokens:
            return Reply(200, {}, json.dumps(tokens.pop()).encode())
        raise stop

    tokens: list[object] = [{"code": 0, "message": None, "response": TOKEN_FIELDS}]
    ending: Any = stop
    with pytest.raises(KeyboardInterrupt):
        testing.client(answer).subscribe.again(**CHARGE)
    assert ending.attempt.identities["merchant_uid"] == CHARGE["merchant_uid"]
    with pytest.raises(KeyboardInterrupt):
        testing.client(answer).subscribe.again(**INNER)
    assert ending.attempt is None


def chain_of(error: BaseException) -> Iterator[BaseException]:
    """The error and what was being handled when it was raised."""
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or link.__context__


# A time limit of the user's: a signal handler that raises an Exception.


class TimeLimit(Exception):
    """As Celery's SoftTimeLimitExceeded."""


@contextmanager
def limited_when(ready: threading.Event, error: Exception) -> Iterator[None]:
    """Let a signal handler raise `error` in this thread once `ready` is set."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise error

    def send() -> None:
        wait_for(ready)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)

    old = signal.signal(signal.SIGUSR1, stop)
    thread = threading.Thread(target=send)
    thread.start()
    try:
        yield
    finally:
        thread.join(PATIENCE)
        signal.signal(signal.SIGUSR1, old)


# The HTTP library takes a TimeoutError for one of its own sockets.
LIMITS = [TimeLimit, TimeoutError]


@pytest.mark.parametrize("is_given", [False, True], ids=["own", "given"])
@pytest.mark.parametrize("kind", LIMITS)
def test_a_time_limit_is_passed_on(kind: type[Exception], is_given: bool) -> None:
    told: list[Attempt] = []
    for use in ("read", "charge"):
        silence, limit = Silence(), kind("the task took too long")
        with (
            ScriptedServer() as server,
            httpx.Client() as pool,
            PortOne(
                **account(server),
                before_send=told.append,
                http_client=pool if is_given else None,
            ) as portone,
        ):
            server.on(ANY, silence)
            call = portone.payments.get if use == "read" else portone.subscribe.again
            arguments = {"imp_uid": "imp_1"} if use == "read" else CHARGE
            with limited_when(silence.arrived, limit), pytest.raises(kind) as caught:
                call(**arguments)
            assert server.counts == (1, 1), "a read is not repeated"
        assert caught.value is limit
        if use == "charge":
            check(limit, told)


def test_a_call_after_a_time_limit_fails_for_its_own_reasons() -> None:
    """What is being handled when a call begins is none of it."""
    silence = Silence()
    with ScriptedServer() as server, PortOne(**account(server), max_retries=0) as portone:
        server.on(AGAIN, silence)
        server.on("/payments/imp_1", Reset())
        try:
            with limited_when(silence.arrived, TimeLimit()):
                portone.subscribe.again(**CHARGE)
        except TimeLimit:
            with pytest.raises(NoAnswer):
                portone.payments.get("imp_1")
        else:
            pytest.fail("the limit is lost")


def test_an_exception_of_a_filter_of_the_logs_is_passed_on() -> None:
    def refuse(record: logging.LogRecord) -> bool:
        raise TimeLimit

    with ScriptedServer() as server, PortOne(**account(server), max_retries=0) as portone:
        server.on(AGAIN, payment())
        server.on("/payments/imp_1", payment())
        portone.payments.get("imp_1")
        log = logging.getLogger("httpx")
        level = log.level
        log.setLevel(logging.INFO)
        log.addFilter(refuse)
        try:
            with pytest.raises(TimeLimit) as caught:
                portone.subscribe.again(**CHARGE)
        finally:
            log.removeFilter(refuse)
            log.setLevel(level)
    assert caught.value.outcome == "unknown"  # type: ignore[attr-defined]


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_a_failure_inside_of_the_library_is_an_answer_that_never_came(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ScriptedServer() as server, PortOne(**account(server), max_retries=0) as portone:
        server.on(AGAIN, payment())
        server.on("/payments/imp_1", payment())
        portone.payments.get("imp_1")
        monkeypatch.setattr(SyncStream, "get_extra_info", None)  # so that the library calls nothing
        with pytest.raises(NoAnswer, match="TypeError") as caught:
            portone.subscribe.again(**CHARGE)
    assert caught.value.outcome == "unknown"
    del caught
    gc.collect()  # a connection that failed so is left to it


# Where the limit strikes in what a call does without when it fails.


class Handler:
    """A signal handler that is an object."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self, number: int, frame: FrameType | None) -> None:
        raise self.error

    def method(self, number: int, frame: FrameType | None) -> None:
        raise self.error


def strike(*told: object) -> None:
    """Be signalled."""
    signal.raise_signal(signal.SIGUSR1)


def strike_and_misread(*told: object) -> None:
    """Be signalled, and take the limit for a failure of one's own, as clients of Redis do."""
    try:
        strike()
    except Exception:
        raise ConnectionError("Timeout reading from socket")  # noqa: B904 - without a cause


def strike_in_another_call(*told: object) -> None:
    """Be signalled in a call of another client."""
    testing.client(strike).payments.get("imp_1")  # type: ignore[arg-type]


def once(error: Exception) -> Callable[[int, FrameType | None], None]:
    """A handler that is not installed any more when its exception is seen."""

    def handle(number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        raise error

    return handle


def once_by_any_arguments(error: Exception) -> Callable[..., None]:
    """The same, taking whatever it is given."""

    def handle(*given: Any, **named: Any) -> None:
        signal.signal(given[0], signal.SIG_DFL)
        raise error

    return handle


HANDLERS: dict[str, Callable[[Exception], Any]] = {
    "once": once,
    "once by any arguments": once_by_any_arguments,
    "function": lambda error: interrupting(error),
    "method": lambda error: Handler(error).method,
    "object": Handler,
    "partial": lambda error: functools.partial(interrupting(error), "a"),
}
STRIKES = [strike, strike_and_misread, strike_in_another_call]


@contextmanager
def limited_by(handler: Any) -> Iterator[None]:
    old = signal.signal(signal.SIGUSR1, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGUSR1, old)


class StruckLimiter:
    """Lets the first requests go at once."""

    kind: BackendKind = "instant"
    longest_wait = 5.0

    def __init__(self, strike: Callable[[], None], free: int = 0) -> None:
        self.strike = strike
        self.left = free

    def reserve(self, name: str) -> float:
        self.left -= 1
        if self.left < 0:
            self.strike()
        return 0.0


class StruckStore:
    kind: BackendKind = "instant"

    def __init__(self, strike: Callable[[], None], method: str) -> None:
        self.strike = strike
        self.method = method

    def claim(self, name: str, holder: str, lease: float, unwanted: str) -> Claim:
        if self.method == "claim":
            self.strike()
        return Claim(None, leads=True, now=1_000_000_000.0)

    def keep(self, *told: object) -> None:
        if self.method == "keep":
            self.strike()

    def release(self, *told: object) -> None:
        """Nobody waits."""


UNSENT: dict[str, Callable[[Callable[[], None]], dict[str, Any]]] = {
    "limiter": lambda strike: {"limiter": StruckLimiter(strike)},
    "limiter of the write": lambda strike: {"limiter": StruckLimiter(strike, free=1)},
    "store": lambda strike: {"token_store": StruckStore(strike, "claim")},
    "store that keeps": lambda strike: {"token_store": StruckStore(strike, "keep")},
    "before_send": lambda strike: {"before_send": strike},
    "tracing": lambda strike: {"tracing": StruckTracing(strike, "enter")},
}


class StruckTracing:
    """Traces calls, and is struck in one of the things it does."""

    def __init__(self, strike: Callable[[], None], place: str) -> None:
        self.strike = strike
        self.place = place

    @contextmanager
    def call(self, operation: Operation, *told: object) -> Iterator[None]:
        if self.place == "enter":
            self.strike()
        yield
        if self.place == "leave":
            self.strike()

    def request_ended(self, summary: RequestSummary) -> None:
        if self.place == "request_ended" and summary.operation == "subscribe.again":
            self.strike()

    def resolved(self, resolution: Resolution) -> None:
        if self.place == "resolved":
            self.strike()


def told_of_charge(strike: Callable[[], None]) -> Callable[[HttpExchange], None]:
    return lambda exchange: strike() if exchange.operation == "subscribe.again" else None


SENT: dict[str, Callable[[Callable[..., None]], dict[str, Any]]] = {
    "after_send": lambda strike: {"after_send": strike},
    "on_exchange": lambda strike: {"on_exchange": told_of_charge(strike)},
    "on_drift": lambda strike: {"on_drift": strike},
    "tracing that is left": lambda strike: {"tracing": StruckTracing(strike, "leave")},
    "tracing of a try": lambda strike: {"tracing": StruckTracing(strike, "request_ended")},
}


@both
@pytest.mark.parametrize("kind", LIMITS)
@pytest.mark.parametrize("struck", STRIKES)
@pytest.mark.parametrize("place", [*UNSENT, *SENT])
def test_a_time_limit_in_a_helper_or_a_hook_is_passed_on(
    connect: Connect, place: str, struck: Callable[..., None], kind: type[Exception]
) -> None:
    limit = kind("the task took too long")
    told: list[Attempt] = []
    options = {"before_send": told.append} | (UNSENT | SENT)[place](struck)
    with ScriptedServer() as server, limited_by(HANDLERS["function"](limit)):
        server.on(AGAIN, payment(**DRIFT))
        with connect(server, **options) as portone, pytest.raises(kind) as caught:
            portone.do(lambda p: p.subscribe.again(**CHARGE))
    assert caught.value is limit
    ending: Any = limit
    if place in UNSENT:
        assert server.calls == []
        assert ending.attempt is None
    else:
        assert ending.attempt is told[0]
        assert ending.outcome == "done"


@pytest.mark.parametrize("how", HANDLERS)
def test_a_handler_may_be_anything_that_can_be_called(how: str) -> None:
    limit = TimeoutError("the task took too long")
    with (
        ScriptedServer() as server,
        limited_by(HANDLERS[how](limit)),
        PortOne(**account(server), limiter=StruckLimiter(strike)) as portone,
    ):
        with pytest.raises(TimeoutError) as caught:
            portone.subscribe.again(**CHARGE)
        assert server.received == []
    assert caught.value is limit


@both
def test_a_time_limit_in_a_repeat_says_that_the_charge_may_be_done(connect: Connect) -> None:
    told: list[Attempt] = []
    limit = TimeoutError("the task took too long")
    limiter = StruckLimiter(strike, free=2)
    with ScriptedServer() as server, limited_by(HANDLERS["function"](limit)):
        server.on(AGAIN, html(429).saying(retry_after="0"), payment())
        with (
            connect(server, limiter=limiter, before_send=told.append) as portone,
            pytest.raises(TimeoutError) as caught,
        ):
            portone.do(lambda p: p.subscribe.again(**CHARGE))
        assert len(server.calls) == 1
    assert caught.value is limit
    check(limit, told)


def test_a_time_limit_while_a_resolution_is_told() -> None:
    told: list[Attempt] = []
    limit = TimeoutError("the task took too long")
    options: Any = {"tracing": StruckTracing(strike, "resolved"), "before_send": told.append}
    with (
        ScriptedServer() as server,
        limited_by(HANDLERS["function"](limit)),
        PortOne(**account(server), **options) as portone,
    ):
        server.on(AGAIN, Reset())
        server.on(LOOK_UP, refusal("존재하지 않는 결제정보입니다.", status=404))
        with pytest.raises(TimeoutError) as caught:
            portone.with_options(resolve=0.001).subscribe.again(**CHARGE)
    assert caught.value is limit
    check(limit, told)


def test_a_time_limit_in_a_filter_of_our_log_is_passed_on() -> None:
    told: list[Attempt] = []
    limit = TimeoutError("the task took too long")

    def refuse(record: logging.LogRecord) -> bool:
        if "subscribe.again" in record.getMessage():
            strike()
        return True

    log = logging.getLogger("portone_v1")
    log.addFilter(refuse)
    try:
        with (
            ScriptedServer() as server,
            limited_by(HANDLERS["function"](limit)),
            PortOne(**account(server), before_send=told.append) as portone,
        ):
            server.on(AGAIN, refusal("한도초과"))
            with pytest.raises(TimeoutError) as caught:
                portone.subscribe.again(**CHARGE)
    finally:
        log.removeFilter(refuse)
    assert caught.value is limit
    assert caught.value.attempt is told[0]  # type: ignore[attr-defined]
    assert caught.value.outcome == "rejected"  # type: ignore[attr-defined]


@pytest.mark.parametrize("place", ["getaddrinfo", "create_connection"])
def test_a_time_limit_while_a_host_with_several_addresses_is_connected_to(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = TimeoutError("the task took too long")
    look_up, connected = socket.getaddrinfo, socket.create_connection

    def several(host: str, port: int, *more: Any, **options: Any) -> Any:
        if host != "localhost":
            return look_up(host, port, *more, **options)
        if place == "getaddrinfo":
            strike()
        found = (look_up(ip, port, *more, **options) for ip in ("127.0.0.2", "127.0.0.1"))
        return list(itertools.chain(*found))

    def connect_to(address: tuple[str, int], *more: Any, **options: Any) -> socket.socket:
        if address[0] == "127.0.0.2":
            strike()
        return connected(address, *more, **options)

    with ScriptedServer() as server, limited_by(HANDLERS["function"](limit)):
        monkeypatch.setattr(socket, "getaddrinfo", several)
        if place == "create_connection":
            monkeypatch.setattr(socket, "create_connection", connect_to)
        url = f"http://localhost:{server.port}"
        with (
            PortOne(**account(server) | {"base_url": url}) as portone,
            pytest.raises(TimeoutError) as caught,
        ):
            portone.subscribe.again(**CHARGE)
        monkeypatch.undo()
        assert server.received == []
    assert caught.value is limit
    assert caught.value.attempt is None  # type: ignore[attr-defined]


def test_a_failure_of_a_helper_after_a_limit_that_was_handled_is_none() -> None:
    """What was being handled when the call began has not led to it."""

    def fail() -> None:
        raise ConnectionError("Redis is down")

    limit = TimeoutError("the task took too long")
    with (
        ScriptedServer() as server,
        limited_by(HANDLERS["function"](limit)),
        PortOne(**account(server), limiter=StruckLimiter(fail)) as portone,
    ):
        server.on(AGAIN, payment())
        try:
            strike()
        except TimeoutError:
            assert portone.subscribe.again(**CHARGE).status == "paid"


def test_a_time_limit_shows_no_frame_of_the_client() -> None:
    """They hold what was sent and answered."""
    limit = TimeoutError("the task took too long")
    with (
        ScriptedServer() as server,
        limited_by(HANDLERS["function"](limit)),
        PortOne(**account(server), after_send=strike) as portone,
    ):
        server.on(AGAIN, payment())
        with pytest.raises(TimeoutError) as caught:
            portone.subscribe.again(**CHARGE)
    modules = [frame.f_globals["__name__"] for frame, _ in walk_tb(caught.value.__traceback__)]
    assert not {
        "portone_v1.core.session",
        "portone_v1.observe.hooks",
        "portone_v1.core.request",
    } & set(modules)


# The locks of the HTTP library.


def interrupted_at_lock(
    place: int, charge: Callable[[], object]
) -> tuple[bool, BaseException | None]:
    """Let Ctrl-C strike when the n-th lock of the library has been taken; whether it did, and what came of it.

    In a thread of its own, so that a call that waits for ever does not stop the tests.
    """
    endings: list[BaseException | None] = []
    taken = {lock.__enter__.__code__ for lock in (Lock, ThreadLock)}
    left = place

    def trace(frame: FrameType, event: str, value: object) -> Any:
        return leave if frame.f_code in taken else None

    def leave(frame: FrameType, event: str, value: object) -> Any:
        nonlocal left
        if event == "return":
            left -= 1
            if left == 0:
                sys.settrace(None)
                raise KeyboardInterrupt
        return leave

    def run() -> None:
        before = sys.gettrace()
        sys.settrace(trace)
        try:
            charge()
        except BaseException as ending:
            endings.append(ending)
        else:
            endings.append(None)
        finally:
            sys.settrace(before)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert endings, f"the call waits for ever for the lock {place}"
    return left <= 0, endings[0]


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_ctrl_c_when_a_lock_of_the_library_has_been_taken_ends_the_call() -> None:
    with ScriptedServer() as server:
        server.on(AGAIN, payment())
        server.on("/payments/imp_1", payment())
        for place in itertools.count(1):
            with PortOne(**account(server), max_retries=0) as portone:
                portone.payments.get("imp_1")  # so that there is a connection to use again
                struck, ending = interrupted_at_lock(
                    place,
                    lambda: portone.subscribe.again(**CHARGE),
                )
            if not struck:
                assert ending is None
                assert place > 3
                break
            assert isinstance(ending, KeyboardInterrupt)
            del ending
            gc.collect()  # an interrupted connection is left to it
