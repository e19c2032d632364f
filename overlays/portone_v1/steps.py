"""What a session can ask of its driver, which does it, sync or async, and sends the result back in."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from portone_v1_api.attempts import Attempt

from .exchange import Request

if TYPE_CHECKING:
    from .tokens import Flight

T = TypeVar("T")
N = TypeVar("N")

HelperKind = Literal["blocking", "awaitable", "instant"]
"""How a helper's methods answer. `"blocking"`: they may block the thread, so the async client calls them
in another one. `"awaitable"`: they are to be awaited, which only the async client does. `"instant"`: they
wait for nothing."""

BeforeSend = Callable[[Attempt], N]
"""Told each write just before it leaves, so that it can be stored. An error stops the call.

A hook of `PortOne` returns None: what an async function returns, it could not await."""


class Send(NamedTuple):
    """Send the request; answer with its Reply, or throw SendFailed in."""

    request: Request


class Sleep(NamedTuple):
    """Wait for that many seconds."""

    seconds: float


class Wait(NamedTuple):
    """Wait until the flight has landed, but no longer than `timeout` seconds; answer whether it has."""

    flight: Flight
    timeout: float


class Ask(NamedTuple):
    """Put the question to a helper; answer with what it gives, or throw its error in."""

    question: Callable[[], Any]
    kind: HelperKind

    def __repr__(self) -> str:
        return f"Ask({self.kind})"  # the question may hold a token


def needs_async_client(hook: str) -> str:
    """What is wrong with an async function as that hook of `PortOne`."""
    return f"{hook} is an async function, which PortOne cannot await: use AsyncPortOne, or a plain function"


class Tell(NamedTuple):
    """Call the hook, and await it where it is a coroutine function and the driver can; throw its error in.

    `to_the_end`: do not let a cancellation stop it, but neither wait for it for long.
    """

    name: str
    hook: Callable[..., object]
    arguments: tuple[object, ...]
    to_the_end: bool = False


Step = Send | Sleep | Wait | Ask | Tell
Steps = Generator[Step, Any, T]
