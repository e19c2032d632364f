"""A write that is interrupted in the middle leaves its attempt, and the outcome unknown."""

from __future__ import annotations

import asyncio
import ctypes
import threading
from collections.abc import Callable
from typing import Any

import pytest
import trio
from scripted_server import (
    KEY,
    PATIENCE,
    SECRET,
    Answer,
    Reset,
    ScriptedServer,
    Silence,
    html,
    interrupted_when,
    payment,
    refusal,
    wait_for,
)

from portone_v1 import AsyncPortOne, Attempt, PortOne

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


# What leaves no attempt


def test_a_read_that_is_interrupted() -> None:
    silence = Silence()
    with ScriptedServer() as server, PortOne(**account(server)) as portone:
        server.on("/payments/imp_1", silence)
        with interrupted_when(silence.arrived), pytest.raises(KeyboardInterrupt) as caught:
            portone.payments.get("imp_1")
    assert not hasattr(caught.value, "attempt")


def test_a_charge_that_had_not_left() -> None:
    silence = Silence()
    with ScriptedServer() as server, PortOne(**account(server)) as portone:
        server.on("/users/getToken", silence)
        with interrupted_when(silence.arrived), pytest.raises(KeyboardInterrupt) as caught:
            portone.subscribe.again(**CHARGE)
    assert not hasattr(caught.value, "attempt")


def test_a_hook_that_stops_a_charge() -> None:
    def stop(attempt: Attempt) -> None:
        raise KeyboardInterrupt

    with ScriptedServer() as server, PortOne(**account(server), before_send=stop) as portone:
        with pytest.raises(KeyboardInterrupt) as caught:
            portone.subscribe.again(**CHARGE)
        assert server.calls == []
    assert not hasattr(caught.value, "attempt")
