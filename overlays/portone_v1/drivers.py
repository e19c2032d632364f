"""Do what a session decides: the only two places, sync and async, that wait."""

from __future__ import annotations

import inspect
import time
from typing import Any, TypeVar, cast

from .errors import ConfigurationError
from .session import Send, Sleep, Step, Steps, Wait
from .transport import AsyncTransport, Transport

T = TypeVar("T")


def run(steps: Steps[T], transport: Transport) -> T:
    """Do the steps, blocking this thread, and return what they return."""
    answer: Any = None
    failure: BaseException | None = None
    try:
        while True:
            step: Step = steps.throw(failure) if failure else steps.send(answer)
            answer = failure = None
            match step:
                case Send(request):
                    try:
                        answer = transport.send(request)
                    except (
                        BaseException
                    ) as error:  # an interruption too: the session notes what was sent
                        failure = error
                case Sleep(seconds):
                    time.sleep(seconds)
                case Wait(flight, timeout):
                    answer = flight.landed.wait(timeout)
                case _:
                    told = step.hook(step.attempt)
                    if inspect.iscoroutine(told):
                        told.close()
                        raise ConfigurationError(
                            "before_send is a coroutine function, which only AsyncPortOne awaits"
                        )
    except StopIteration as stop:
        return cast("T", stop.value)
    finally:
        steps.close()


async def run_async(steps: Steps[T], transport: AsyncTransport) -> T:
    """Do the steps without blocking the event loop, and return what they return."""
    import anyio

    answer: Any = None
    failure: BaseException | None = None
    try:
        while True:
            step: Step = steps.throw(failure) if failure else steps.send(answer)
            answer = failure = None
            match step:
                case Send(request):
                    try:
                        answer = await transport.send(request)
                    except (
                        BaseException
                    ) as error:  # a cancellation too: the session notes what was sent
                        failure = error
                case Sleep(seconds):
                    await anyio.sleep(seconds)
                case Wait(flight, timeout):
                    with anyio.move_on_after(timeout) as scope:
                        await flight.landed.wait()
                    answer = not scope.cancelled_caught
                case _:
                    told = step.hook(step.attempt)
                    if inspect.isawaitable(told):
                        await told
    except StopIteration as stop:
        return cast("T", stop.value)
    finally:
        steps.close()
