"""Hooks: what is told of each write and of each exchange, whatever way it ends."""

from __future__ import annotations

import asyncio
import functools
import logging
import os
import pickle
import threading
from collections.abc import Callable
from typing import Any

import anyio
import pytest
import trio
from scripted_server import (
    ANY,
    KEY,
    PAID,
    SECRET,
    TOKEN,
    TOKEN_PATH,
    Answer,
    Awaiting,
    Blocking,
    Close,
    Connect,
    Script,
    ScriptedServer,
    Silence,
    both,
    closed_port,
    envelope,
    html,
    interrupted_when,
    payment,
    refusal,
    unauthorized,
    wait_for,
)

from portone_v1 import (
    KST,
    AsyncPortOne,
    Attempt,
    AuthenticationError,
    ConfigurationError,
    ConnectError,
    HttpExchange,
    NoAnswer,
    NotFound,
    Outcome,
    PortOne,
    PortOneError,
)

CARD = "4111-2222-3333-4444"


def read(p: Any) -> Any:
    return p.payments.get("imp_1")


def write(p: Any) -> Any:
    return p.payments.cancel(imp_uid="imp_1", amount=500)


def charge(p: Any) -> Any:
    return p.subscribe.onetime(
        merchant_uid="o-1", amount=100, card_number=CARD, expiry="2031-11", pwd_2digit="77"
    )


LIMIT = refusal("요청이 너무 많습니다.", status=429).saying(retry_after="0")


class Told:
    """Both hooks about writes, and what they were told."""

    def __init__(self) -> None:
        self.before: list[Attempt] = []
        self.after: list[tuple[Attempt, Outcome]] = []

    @property
    def hooks(self) -> dict[str, Any]:
        return {"before_send": self.before.append, "after_send": lambda *of: self.after.append(of)}

    @property
    def outcomes(self) -> list[Outcome]:
        """How they ended, of which each was told of before."""
        assert [attempt for attempt, _ in self.after] == self.before
        return [outcome for _, outcome in self.after]


ENDINGS: dict[str, tuple[list[Script], list[Outcome]]] = {
    "done": ([payment()], ["done"]),
    "refused": ([refusal("한도초과")], ["rejected"]),
    "declined with code 0": ([payment(status="failed")], ["rejected"]),
    "lost": ([Close()], ["unknown"]),
    "an accident": ([html(502)], ["unknown"]),
    "no envelope": ([html(200)], ["unknown"]),
    "not understood": ([envelope([])], ["done"]),
    "another token": ([unauthorized(), payment()], ["rejected", "done"]),
    "busy": ([LIMIT, Close()], ["rejected", "unknown"]),
    "busy, says a gateway": (
        [html(429).saying(retry_after="0"), payment()],
        ["unknown", "done"],
    ),
    "refused by a gateway": ([html(404)], ["unknown"]),
    "about another": ([payment(merchant_uid="o-2")], ["unknown"]),
    "refused and paid": ([envelope(PAID, code=-1, message="no")], ["unknown"]),
    "failed, and not final": (
        [payment(status="failed", pg_provider="paypal_v2")],
        ["unknown"],
    ),
}


@both
@pytest.mark.parametrize("how", ENDINGS)
def test_after_send_is_told_how_each_write_ended(connect: Connect, how: str) -> None:
    told = Told()
    scripts, outcomes = ENDINGS[how]
    with ScriptedServer() as server, connect(server, **told.hooks) as portone:
        server.on(ANY, *scripts)
        portone.together([charge])
        assert told.outcomes == outcomes
        server.on(ANY, payment())
        portone.do(read)
        assert len(told.after) == len(outcomes), "a read is none of its business"


@both
def test_after_send_is_told_of_what_was_not_sent(connect: Connect) -> None:
    told = Told()
    with ScriptedServer() as server, connect(server, max_retries=0, **told.hooks) as portone:
        server.on(ANY, payment())
        portone.do(read)
    url = f"http://127.0.0.1:{closed_port()}"
    with ScriptedServer() as server, connect(server, max_retries=0, **told.hooks) as portone:
        server.on(ANY, payment())
        portone.do(read)
        account = portone.session.account
        portone.session.account = type(account)(account.api_key, account.api_secret, url)
        assert isinstance(portone.error(write), ConnectError)
    assert told.outcomes == ["not_sent"]


@both
def test_a_write_that_before_send_stopped_was_not_sent(connect: Connect) -> None:
    told = Told()

    def stop(attempt: Attempt) -> None:
        told.before.append(attempt)
        raise ConnectionError("no database")

    hooks = told.hooks | {"before_send": stop}
    with ScriptedServer() as server, connect(server, **hooks) as portone:
        server.on(ANY, payment())
        with pytest.raises(ConnectionError, match="no database"):
            portone.do(write)
        assert server.calls == []
        assert told.outcomes == ["not_sent"]


@both
@pytest.mark.parametrize("error", [ConnectError, AuthenticationError])
def test_an_error_of_this_package_that_before_send_raises_stops_the_call_as_well(
    connect: Connect, error: type[PortOneError]
) -> None:
    """That it was refused says nothing of the write, which was not sent."""
    told: list[Attempt] = []

    def stop(attempt: Attempt) -> None:
        told.append(attempt)
        raise error("another shop's", operation="payments.get")

    with ScriptedServer() as server, connect(server, before_send=stop) as portone:
        server.on(ANY, payment())
        with pytest.raises(ConnectError, match="another shop's") as caught:
            portone.do(write)
        wrapped = error is not ConnectError
        assert str(caught.value).startswith("payments.cancel: not sent") is wrapped
        assert (caught.value.outcome, caught.value.request) == ("not_sent", None)
        assert type(caught.value.__cause__ or caught.value) is error
        assert len(told) == 1
        assert server.counts == (1, 0), "no other token is asked for"


def test_an_interrupted_thread_has_told_of_its_write() -> None:
    told, silence = Told(), Silence()
    with ScriptedServer() as server, Blocking(server, **told.hooks) as portone:
        server.on(ANY, silence)
        with pytest.raises(KeyboardInterrupt) as caught, interrupted_when(silence.arrived):
            portone.do(write)
    assert told.outcomes == ["unknown"]
    assert caught.value.attempt is told.before[0]  # type: ignore[attr-defined]
    assert caught.value.outcome == "unknown"  # type: ignore[attr-defined]


def test_a_cancelled_task_has_told_of_its_write() -> None:
    told = Told()
    silence = Silence()

    async def after(attempt: Attempt, outcome: Outcome) -> None:
        await asyncio.to_thread(told.after.append, (attempt, outcome))

    async def give_up(p: Any) -> None:
        task = asyncio.create_task(write(p))
        await asyncio.to_thread(wait_for, silence.arrived)
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
        assert caught.value.attempt is told.before[0]  # type: ignore[attr-defined]

    hooks = told.hooks | {"after_send": after}
    with ScriptedServer() as server, Awaiting(server, **hooks) as portone:
        server.on(ANY, silence)
        portone.do(give_up)
        assert told.outcomes == ["unknown"]


def test_a_cancelled_scope_of_trio_has_told_of_its_write() -> None:
    told = Told()
    silence = Silence()

    async def after(attempt: Attempt, outcome: Outcome) -> None:
        await trio.lowlevel.checkpoint()
        told.after.append((attempt, outcome))

    async def give_up(url: str) -> None:
        hooks = told.hooks | {"after_send": after}
        async with (
            AsyncPortOne(KEY, SECRET, base_url=url, **hooks) as p,
            anyio.create_task_group() as group,
        ):
            group.start_soon(write, p)
            await trio.to_thread.run_sync(wait_for, silence.arrived)
            group.cancel_scope.cancel()

    with ScriptedServer() as server:
        server.on(ANY, silence)
        trio.run(give_up, server.url)
    assert told.outcomes == ["unknown"]


def test_a_task_that_is_cancelled_while_it_tells_knows_how_its_write_ended() -> None:
    telling = threading.Event()

    async def after(attempt: Attempt, outcome: Outcome) -> None:
        telling.set()
        await asyncio.Event().wait()

    async def give_up(p: Any) -> None:
        task = asyncio.create_task(write(p))
        await asyncio.to_thread(wait_for, telling)
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
        assert caught.value.outcome == "done"  # type: ignore[attr-defined]
        assert "the outcome is done" in caught.value.__notes__[0]

    with ScriptedServer() as server, Awaiting(server, after_send=after) as portone:
        server.on(ANY, payment())
        portone.do(give_up)


def test_a_write_that_is_resolved_is_told_of_again() -> None:
    told = Told()
    paid = PAID | {"amount": 100, "started_at": 1_000_009_999, "paid_at": 1_000_009_999}
    page = {"total": 1, "previous": 0, "next": 0, "list": [paid]}
    with ScriptedServer() as server, Blocking(server, **told.hooks) as portone:
        server.on("/subscribe/payments/onetime", Close())
        server.on(ANY, envelope(page))
        assert charge(portone.client.with_options(resolve=True)).status == "paid"
        first, second = told.after
        assert first == (told.before[0], "unknown")
        assert second == (told.before[0], "done")
        server.on(ANY, envelope(page | {"list": []}))
        with pytest.raises(NoAnswer):
            charge(portone.client.with_options(resolve=0.001))
        assert [outcome for _, outcome in told.after[2:]] == ["unknown"], "nothing more is known"


@both
@pytest.mark.parametrize("hook", ["after_send", "on_exchange"])
@pytest.mark.parametrize("answer", [payment(), refusal("한도초과")], ids=["done", "refused"])
def test_a_hook_that_raises_changes_nothing(
    connect: Connect, hook: str, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*told: object) -> None:
        raise RuntimeError("the hook's own")

    with (
        ScriptedServer() as server,
        connect(server) as quiet,
        connect(server, **{hook: broken}) as p,
    ):
        server.on(ANY, answer)
        expected, found = quiet.together([write])[0], p.together([write])[0]
        assert (type(found), str(found)) == (type(expected), str(expected))
        (record, *_) = [r for r in caplog.records if r.levelno == logging.ERROR]
        assert record.name == "portone_v1"
        assert record.getMessage() == f"{hook} failed"
        assert record.exc_info is not None
        assert "the hook's own" in str(record.exc_info[1])


class OddTracing:
    """Traces calls, and does something of its own when one begins and when it ends."""

    def __init__(
        self, enter: Callable[[], object] = lambda: None, leave: Callable[[], object] = lambda: None
    ) -> None:
        self.enter = enter
        self.leave = leave
        self.seen: list[BaseException | None] = []

    def call(self, *told: object) -> OddTracing:
        return self

    def __enter__(self) -> None:
        self.enter()

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> Any:
        self.seen.append(error)
        return self.leave()

    def request_ended(self, summary: object) -> None:
        """Told each try."""

    def resolved(self, resolution: object) -> None:
        """Told what became of a write."""


@both
@pytest.mark.parametrize("place", ["making", "entering", "leaving"])
@pytest.mark.parametrize("other", ["its own", "of another call"])
@pytest.mark.parametrize("answer", [payment(), refusal("한도초과")], ids=["done", "refused"])
def test_what_traces_a_call_changes_nothing_when_it_raises(
    connect: Connect, place: str, other: str, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    def audit() -> None:
        if other == "its own":
            raise RuntimeError("the hook's own")
        raise NotFound("the hook's own", operation="payments.cancel")

    tracing = OddTracing(
        **{"entering": {"enter": audit}, "leaving": {"leave": audit}}.get(place, {})
    )
    if place == "making":
        tracing.call = lambda *told: audit()  # type: ignore[method-assign, assignment]
    with (
        ScriptedServer() as server,
        connect(server) as quiet,
        connect(server, tracing=tracing) as p,
    ):
        server.on(ANY, answer)
        expected, found = quiet.together([write])[0], p.together([write])[0]
        assert (type(found), str(found)) == (type(expected), str(expected))
        (record,) = [r for r in caplog.records if r.levelno == logging.ERROR]
        assert record.getMessage() == "what traces a call failed"
        assert record.exc_info is not None
        assert "the hook's own" in str(record.exc_info[1])
    if place == "leaving":
        assert tracing.seen == [found if isinstance(found, BaseException) else None]


@both
def test_what_traces_a_call_cannot_keep_its_error_back(connect: Connect) -> None:
    tracing = OddTracing(leave=lambda: True)
    with ScriptedServer() as server, connect(server, tracing=tracing) as p:
        server.on(ANY, refusal("한도초과"))
        error = p.error(write)
        assert (error.outcome, tracing.seen) == ("rejected", [error])


def test_what_traces_a_call_may_raise_its_error_again(caplog: pytest.LogCaptureFixture) -> None:
    def leave() -> None:
        (error,) = tracing.seen
        assert error is not None
        raise error

    tracing = OddTracing(leave=leave)
    with ScriptedServer() as server, Blocking(server, tracing=tracing) as p:
        server.on(ANY, refusal("한도초과"))
        assert p.error(write) is tracing.seen[0]
    assert [r for r in caplog.records if r.levelno == logging.ERROR] == []


@pytest.mark.parametrize("place", ["entering", "leaving"])
def test_ctrl_c_in_what_traces_a_call_says_how_its_write_ended(place: str) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    told = Told()
    tracing = OddTracing(enter=interrupt) if place == "entering" else OddTracing(leave=interrupt)
    with ScriptedServer() as server, Blocking(server, tracing=tracing, **told.hooks) as p:
        server.on(ANY, payment())
        with pytest.raises(KeyboardInterrupt) as caught:
            p.do(write)
        if place == "entering":
            assert server.calls == []
            assert caught.value.attempt is None  # type: ignore[attr-defined]
        else:
            assert caught.value.attempt is told.before[0]  # type: ignore[attr-defined]
            assert caught.value.outcome == "done"  # type: ignore[attr-defined]


@pytest.mark.parametrize("hook", ["before_send", "after_send", "on_exchange"])
def test_a_coroutine_function_is_for_the_async_client(hook: str) -> None:
    async def awaited(*told: object) -> None:
        raise AssertionError

    class Awaited:
        async def __call__(self, *told: object) -> None:
            raise AssertionError

    problem = f"^{hook} is an async function, which PortOne cannot await: use AsyncPortOne"
    for given in (awaited, functools.partial(awaited, 1), Awaited()):
        with pytest.raises(ConfigurationError, match=problem) as raised:
            PortOne(KEY, SECRET, **{hook: given})  # type: ignore[arg-type]
        assert raised.value.outcome == "not_sent"
        AsyncPortOne(KEY, SECRET, **{hook: given})  # type: ignore[arg-type]


def test_what_only_turns_out_to_be_a_coroutine_sends_nothing() -> None:
    async def awaited(attempt: Attempt) -> None:
        raise AssertionError

    with (
        ScriptedServer() as server,
        Blocking(server, before_send=lambda attempt: awaited(attempt)) as portone,
    ):
        error = portone.error(write)
        assert server.calls == []
    assert isinstance(error, ConfigurationError)
    assert str(error).startswith("before_send is an async function, which PortOne cannot await")


def test_an_on_drift_that_fails_is_logged_by_its_name(caplog: pytest.LogCaptureFixture) -> None:
    def fail(operation: str, pointer: str) -> None:
        raise ValueError(pointer)

    with ScriptedServer() as server, Blocking(server, on_drift=fail) as portone:
        server.on(ANY, payment(amount="1000"))
        assert portone.do(write).amount == "1000"
    assert [r.getMessage() for r in caplog.records if r.exc_info] == ["on_drift failed"]


@pytest.mark.parametrize("client", [PortOne, AsyncPortOne])
def test_on_drift_is_awaited_by_neither_client(client: type[PortOne | AsyncPortOne]) -> None:
    async def awaited(*told: object) -> None:
        raise AssertionError

    with pytest.raises(ConfigurationError, match=r"^on_drift is an async function"):
        client(KEY, SECRET, on_drift=awaited)  # type: ignore[arg-type]


def test_what_only_turns_out_to_be_a_coroutine_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def awaited(*told: object) -> None:
        raise AssertionError

    with (
        ScriptedServer() as server,
        Blocking(server, after_send=lambda *of: awaited(*of)) as portone,
    ):
        server.on(ANY, payment())
        assert portone.do(write).status == "paid"
    assert "after_send failed" in caplog.text


def exchanges(portone: Any, told: list[HttpExchange], use: Any) -> list[HttpExchange]:
    told.clear()
    portone.together([use])
    return told


@both
def test_an_exchange_is_shown_without_its_secrets(connect: Connect) -> None:
    told: list[HttpExchange] = []
    with ScriptedServer() as server, connect(server, on_exchange=told.append) as portone:
        echo = payment(card_number=CARD, buyer_tel="010", name=f"{CARD} {TOKEN}")
        server.on(ANY, echo.saying(x_request_id="r-1", set_cookie="a=b", x_echo=f"Bearer {TOKEN}"))
        getting, charging = exchanges(portone, told, charge)
        assert (getting.operation, getting.method) == ("auth.get_token", "POST")
        assert getting.request_body == {"imp_key": "***", "imp_secret": "***"}
        assert getting.response_body["response"]["access_token"] == "***"
        assert "authorization" not in charging.request_headers
        assert charging.request_headers["accept"] == "application/json"
        assert (charging.operation, charging.method) == ("subscribe.onetime", "POST")
        assert charging.url == f"{server.url}/subscribe/payments/onetime"
        assert charging.request_body == {
            "merchant_uid": "o-1",
            "amount": 100,
            "card_number": "***",
            "expiry": "***",
            "pwd_2digit": "***",
        }
        answered = charging.response_body["response"]
        assert (answered["card_number"], answered["buyer_tel"]) == ("***", "***")
        assert answered["name"] == "*** ***"
        assert charging.response_headers["set-cookie"] == "***"
        assert charging.response_headers["x-echo"] == "Bearer ***"
        assert (charging.outcome, charging.error) == ("done", None)
        assert (charging.http_status, charging.code, charging.number) == (200, 0, 1)
        assert (charging.imp_uid, charging.merchant_uid) == ("imp_1", "o-1")
        assert charging.request_id == "r-1"
        assert 0 <= charging.duration < 20
        assert charging.at.tzinfo is KST
        for text in (repr(getting), repr(charging), pickle.dumps(told).decode("latin-1")):
            assert CARD not in text
            assert TOKEN not in text
            assert SECRET not in text
            assert KEY not in text
        assert pickle.loads(pickle.dumps(told)) == told


@both
def test_each_try_is_an_exchange(connect: Connect) -> None:
    told: list[HttpExchange] = []
    with ScriptedServer() as server, connect(server, on_exchange=told.append) as portone:
        server.on(ANY, LIMIT, unauthorized(), Close())
        exchanges(portone, told, write)
        assert [
            (e.operation, e.number, e.http_status, e.code, e.outcome, e.error) for e in told
        ] == [
            ("auth.get_token", 1, 200, 0, "done", None),
            ("payments.cancel", 1, 429, -1, "rejected", "RateLimited"),
            ("payments.cancel", 2, 401, -1, "rejected", "AuthenticationError"),
            ("auth.get_token", 1, 200, 0, "done", None),
            ("payments.cancel", 1, None, None, "unknown", "NoAnswer"),
        ]
        assert told[-1].response_body is None
        assert told[-1].response_headers == {}
        server.on(ANY, html(404))
        exchanges(portone, told, write)
        (ending,) = told
        assert (ending.http_status, ending.outcome) == (404, "unknown")
        assert ending.response_body == "<html>nginx</html>"


@both
def test_what_is_sent_along_is_not_shown(connect: Connect) -> None:
    told: list[HttpExchange] = []
    along = {
        "extra_query": {"q": "a key of mine", "include_sandbox": "true"},
        "extra_body": {"b": {"c": "a key of mine"}, "amount": 1},
        "extra_headers": {"X-Mine": "a key of mine"},
    }
    with ScriptedServer() as server, connect(server, on_exchange=told.append) as portone:
        server.on(ANY, payment())
        portone.do(lambda p: p.with_options(**along).payments.get("imp_1", include_sandbox=False))
        portone.do(lambda p: write(p.with_options(**along)))
        _, got, cancelled = told
        assert got.url.endswith("/payments/imp_1?include_sandbox=false&q=***")
        assert got.request_body is None
        assert cancelled.request_body == {"b": "***", "imp_uid": "imp_1", "amount": 500}
        assert cancelled.request_headers["x-mine"] == "***"
        assert server.calls[1].json["b"] == {"c": "a key of mine"}
        assert "a key of mine" not in repr(told)


def test_an_exchange_may_be_told_to_a_coroutine_function() -> None:
    told: list[str] = []

    async def hook(exchange: HttpExchange) -> None:
        await asyncio.to_thread(told.append, exchange.operation)

    with ScriptedServer() as server, Awaiting(server, on_exchange=hook) as portone:
        server.on(ANY, payment())
        portone.do(read)
    assert told == ["auth.get_token", "payments.get"]


@both
def test_the_identities_of_what_was_answered(connect: Connect) -> None:
    told: list[HttpExchange] = []
    rows = [
        {"cancelled_at": 5, "cancellation_id": "can-2"},
        {"cancelled_at": 3, "cancellation_id": "can-1"},
        {"cancelled_at": None, "cancellation_id": "can-9"},
        "odd",
    ]
    answers = [
        (payment(cancel_history=rows), ("imp_1", "o-1", "can-2")),
        (payment(cancel_history=["odd"]), ("imp_1", "o-1", None)),
        (envelope({"cancellation_id": "can-3"}), ("imp_1", None, "can-3")),
        (refusal("없음"), ("imp_1", None, None)),
        (envelope([1]), ("imp_1", None, None)),
    ]
    with ScriptedServer() as server, connect(server, on_exchange=told.append) as portone:
        for answer, identities in answers:
            server.on(ANY, answer)
            portone.together([write])
            last = told[-1]
            assert (last.imp_uid, last.merchant_uid, last.cancellation_id) == identities


def test_hooks_may_come_with_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told()
    seen: list[HttpExchange] = []
    with ScriptedServer() as server:
        monkeypatch.setenv("PORTONE_V1_API_KEY", KEY)
        monkeypatch.setenv("PORTONE_V1_API_SECRET", SECRET)
        monkeypatch.setenv("PORTONE_V1_BASE_URL", server.url)
        server.on(ANY, payment())
        with PortOne.from_env(on_exchange=seen.append, **told.hooks) as portone:
            write(portone)
        assert os.environ["PORTONE_V1_BASE_URL"] == server.url
    assert told.outcomes == ["done"]
    assert [exchange.operation for exchange in seen] == ["auth.get_token", "payments.cancel"]


def test_a_refused_token_is_told_of_too() -> None:
    seen: list[HttpExchange] = []
    with ScriptedServer() as server, Blocking(server, on_exchange=seen.append) as portone:
        server.on(TOKEN_PATH, refusal(f"인증 실패 {KEY} {SECRET}", status=401))
        error = portone.error(read)
        assert error.message == "인증 실패 *** ***"
        (exchange,) = seen
        assert exchange.error == "AuthenticationError"
        assert exchange.response_body["message"] == "인증 실패 *** ***"
