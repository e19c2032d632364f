"""Do what a session decides: the only two places, sync and async, that wait."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Awaitable, Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import ConfigurationError
from .effects import (
    AskBackend,
    BackendKind,
    CallHook,
    Send,
    Sleep,
    Step,
    Steps,
    WaitForRefresh,
    needs_async_client,
)
from .interruptions import interruption
from .tracebacks import strip_traceback
from .transport import AsyncTransport, Transport

if TYPE_CHECKING:
    from anyio import CapacityLimiter
    from anyio.lowlevel import RunVar

T = TypeVar("T")

_LONGEST_QUESTION = 2.0
"""Seconds after which an async client no longer waits for a helper. A blocking one has a bound of its own."""

_MOST_THREADS = 10

_LONGEST_HOOK = 5.0
"""Seconds after which an async hook that is told of what has been done is no longer waited for."""


def run(steps: Steps[T], transport: Transport, sleep: Callable[[float], object]) -> T:
    """Do the steps, blocking this thread, and return what they return."""
    failure: BaseException | None = None
    handled = sys.exception()
    generator: Any = steps
    try:
        while True:
            try:
                return _run(steps, failure, transport, sleep)
            except BaseException as error:
                if generator.gi_frame is None:  # the session has ended
                    raise
                # Of a step: the session notes what was sent.
                failure = interruption(error, handled) or error
    except BaseException as error:
        strip_traceback(error)
        raise
    finally:
        steps.close()


def _run(
    steps: Steps[T],
    failure: BaseException | None,
    transport: Transport,
    sleep: Callable[[float], object],
) -> T:
    answer: Any = None
    while True:
        try:
            step: Step = steps.throw(failure) if failure else steps.send(answer)
        except StopIteration as end:
            result: T = end.value
            return result
        failure = None
        answer = _done(step, transport, sleep)


def _done(step: Step, transport: Transport, sleep: Callable[[float], object]) -> Any:
    """Do a step, and answer with what came of it."""
    match step:
        case Send(request):
            return transport.send(request)
        case Sleep(seconds):
            return sleep(seconds)
        case WaitForRefresh(refresh, timeout):
            return refresh.done.wait(timeout)
        case AskBackend(question, _):
            return question()
        case CallHook(name, hook, arguments):
            told = hook(*arguments)
            if inspect.iscoroutine(told):
                told.close()
                raise ConfigurationError(needs_async_client(name))
            return None


async def run_async(steps: Steps[T], transport: AsyncTransport) -> T:
    """Do the steps without blocking the event loop, and return what they return."""
    failure: BaseException | None = None
    handled = sys.exception()
    generator: Any = steps
    try:
        while True:
            try:
                return await _run_async(steps, failure, transport)
            except BaseException as error:
                if generator.gi_frame is None:  # the session has ended
                    raise
                # Of a step, or a cancellation: the session notes what was sent.
                failure = interruption(error, handled) or error
    except BaseException as error:
        strip_traceback(error)
        raise
    finally:
        steps.close()


async def _run_async(
    steps: Steps[T], failure: BaseException | None, transport: AsyncTransport
) -> T:
    answer: Any = None
    while True:
        try:
            step: Step = steps.throw(failure) if failure else steps.send(answer)
        except StopIteration as end:
            result: T = end.value
            return result
        failure = None
        answer = await _done_async(step, transport)


async def _done_async(step: Step, transport: AsyncTransport) -> Any:
    """Do a step, and answer with what came of it."""
    import anyio

    match step:
        case Send(request):
            return await transport.send(request)
        case Sleep(seconds):
            return await anyio.sleep(seconds)
        case WaitForRefresh(refresh, timeout):
            with anyio.move_on_after(timeout) as scope:
                await refresh.done.wait()
            return not scope.cancelled_caught
        case AskBackend(question, kind):
            return await _asked(question, kind)
        case CallHook(_, hook, arguments, to_the_end):
            longest = _LONGEST_HOOK if to_the_end else None
            with anyio.fail_after(longest, shield=to_the_end):
                told = hook(*arguments)
                if inspect.isawaitable(told):
                    await (_finished(told) if to_the_end else told)
            return None


async def _finished(told: Awaitable[object]) -> None:
    """WaitForRefresh for a hook even when `task.cancel()` is called, from which no scope of anyio's protects."""
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:  # trio, which knows scopes alone
        await told
        return
    task = asyncio.ensure_future(told)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})  # until the time for hooks is over, which cancels once more
        raise
    finally:
        task.cancel()


async def _asked(question: Callable[[], Any], kind: BackendKind) -> Any:
    """The answer of a helper, or TimeoutError."""
    import anyio
    import anyio.to_thread

    with anyio.fail_after(_LONGEST_QUESTION):
        if kind == "blocking":
            return await anyio.to_thread.run_sync(
                question, abandon_on_cancel=True, limiter=_own_threads()
            )
        return await question() if kind == "awaitable" else question()


def _own_threads() -> CapacityLimiter:
    """Threads of this event loop for helpers alone: those of the application may all be busy."""
    from anyio import CapacityLimiter

    limiter = _threads()
    try:
        return limiter.get()
    except LookupError:
        limiter.set(CapacityLimiter(_MOST_THREADS))
        return limiter.get()


@cache
def _threads() -> RunVar[CapacityLimiter]:
    from anyio.lowlevel import RunVar

    return RunVar("portone_v1_helpers")
