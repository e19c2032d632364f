"""What `resolve` takes: an error or an interruption, and whatever led to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import anyio
import pytest
from scripted_server import Awaiting, Caller, Connect, ScriptedServer, Silence, both, envelope

from portone_v1 import Attempt, ConfigurationError, NoAnswer, PortOneError

CHARGE: dict[str, Any] = {
    "customer_uid": "c",
    "merchant_uid": "o-1",
    "name": "구독 11월",
    "amount": 1000,
}
PATH = "/subscribe/payments/again"
ORDERS = "/payments/findAll/o-1"


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as made:
        made.on(PATH, Silence())
        page = {"total": 1, "previous": 0, "next": 0, "list": [_paid()]}
        made.on(ORDERS, envelope(page))
        yield made


def _paid() -> dict[str, object]:
    return {"merchant_uid": "o-1", "amount": 1000, "status": "paid", "paid_at": 2_000_000_000}


async def _with_timeout(charge: Callable[[], Any]) -> None:
    async with asyncio.timeout(0.3):
        await charge()


async def _with_wait_for(charge: Callable[[], Any]) -> None:
    await asyncio.wait_for(charge(), 0.3)


async def _with_fail_after(charge: Callable[[], Any]) -> None:
    with anyio.fail_after(0.3):
        await charge()


async def _in_a_group(charge: Callable[[], Any]) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(_with_timeout(charge))


@pytest.mark.parametrize("wait", [_with_timeout, _with_wait_for, _with_fail_after, _in_a_group])
def test_a_timeout_of_the_event_loop(
    server: ScriptedServer, wait: Callable[[Callable[[], Any]], Any]
) -> None:
    with Awaiting(server) as caller:

        async def use(client: Any) -> Any:
            try:
                await wait(lambda: client.subscribe.again(**CHARGE))
            except BaseException as error:
                return await client.resolve(error)
            return None

        found = caller.do(use)
    assert (found.state, found.attempt.operation) == ("happened", "subscribe.again")


def _resolve(subject: object, client: Any) -> Any:
    return client.resolve(subject)


def _lost(caller: Caller) -> PortOneError:
    client = caller.client.with_options(timeout=0.3)
    error: PortOneError = caller.error(lambda _: client.subscribe.again(**CHARGE))
    assert isinstance(error, NoAnswer)
    return error


def _caused(error: BaseException) -> BaseException:
    wrapper = RuntimeError("the order cannot be placed")
    wrapper.__cause__ = error
    return wrapper


def _in_context(error: BaseException) -> BaseException:
    wrapper = RuntimeError("the order cannot be placed")
    wrapper.__context__ = ValueError("while that was handled")
    wrapper.__context__.__context__ = error
    return wrapper


def _grouped(error: BaseException) -> BaseException:
    return BaseExceptionGroup("all", [ValueError("no attempt"), ExceptionGroup("in", [_as(error)])])


def _as(error: BaseException) -> Exception:
    assert isinstance(error, Exception)
    return error


def _circular(error: BaseException) -> BaseException:
    wrapper = _caused(error)
    error.__context__ = wrapper
    return wrapper


class LedToItself(ValueError):
    """An error that is its own context. A search that comes back to it would go on for ever: it is stopped."""

    visits = 0

    @property
    def __context__(self) -> BaseException:  # type: ignore[override]
        self.visits += 1
        assert self.visits < 10, "the search goes round in circles"
        return self


def _beside_a_circle(error: BaseException) -> BaseException:
    return BaseExceptionGroup("all", [error, LedToItself("no attempt")])


def _beside_one_that_comes_twice(error: BaseException) -> BaseException:
    other = ValueError("no attempt")
    return BaseExceptionGroup("all", [error, other, other])


class OrderFailed(PortOneError):
    """An application's own error, that sets no attribute."""

    def __init__(self) -> None: ...


def _in_an_error_of_ones_own(error: BaseException) -> BaseException:
    wrapper = OrderFailed()
    wrapper.__cause__ = error
    return wrapper


WRAPS = [
    *(_caused, _in_context, _grouped, _circular, _in_an_error_of_ones_own),
    *(_beside_a_circle, _beside_one_that_comes_twice),
]


@both
@pytest.mark.parametrize("wrap", WRAPS)
def test_what_led_to_an_error(
    server: ScriptedServer, connect: Connect, wrap: Callable[[BaseException], BaseException]
) -> None:
    with connect(server) as caller:
        error = _lost(caller)
        found = caller.do(lambda client: client.resolve(wrap(error)))
        assert (found.state, found.attempt) == ("happened", error.attempt)
        assert found.result.amount == 1000


@both
def test_what_an_error_was_raised_in_spite_of_did_not_lead_to_it(
    server: ScriptedServer, connect: Connect
) -> None:
    with connect(server) as caller:
        wrapper = _in_context(_lost(caller))
        wrapper.__suppress_context__ = True  # as `raise … from None` does
        refusal = caller.error(lambda client: client.resolve(wrapper))
        assert isinstance(refusal, ConfigurationError)
        assert str(refusal).startswith("this RuntimeError has no attempt")


@both
def test_several_attempts_in_a_group_are_refused(server: ScriptedServer, connect: Connect) -> None:
    with connect(server) as caller:
        one, other = _lost(caller), _lost(caller)
        both_lost = ExceptionGroup("all", [one, other])
        refusal = caller.error(lambda client: client.resolve(both_lost))
        assert isinstance(refusal, ConfigurationError)
        assert "this group has 2" in str(refusal)
        twice = ExceptionGroup("all", [one, one])
        assert caller.do(lambda client: client.resolve(twice)).state == "happened"


@both
def test_what_has_no_attempt_is_refused(server: ScriptedServer, connect: Connect) -> None:
    with connect(server) as caller:
        for nothing in (ValueError("no"), ExceptionGroup("all", [ValueError("no")]), None, "o-1"):
            refusal = caller.error(partial(_resolve, nothing))
            assert isinstance(refusal, ConfigurationError)
        stored = _lost(caller).attempt
        assert stored is not None
        read = Attempt.from_json(stored.to_json())
        assert read == stored
        assert caller.do(lambda client: client.resolve(read)).state == "happened"
