"""What a session can ask of its driver, which does it, sync or async, and sends the result back in."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from .request import Request

if TYPE_CHECKING:
    from .token import PendingRefresh

T = TypeVar("T")

BackendKind = Literal["blocking", "awaitable", "instant"]
"""How a backend's methods answer. `"blocking"`: they may block the thread, so the async client calls them
in another one. `"awaitable"`: they are to be awaited, which only the async client does. `"instant"`: they
wait for nothing."""


class Send(NamedTuple):
    """Send the request; answer with its Reply, or throw SendFailed in."""

    request: Request


class Sleep(NamedTuple):
    """Wait for that many seconds."""

    seconds: float


class WaitForRefresh(NamedTuple):
    """Wait until the refresh has ended, but no longer than `timeout` seconds; answer whether it has."""

    refresh: PendingRefresh
    timeout: float


class AskBackend(NamedTuple):
    """Put the question to a backend; answer with what it gives, or throw its error in."""

    question: Callable[[], Any]
    kind: BackendKind

    def __repr__(self) -> str:
        return f"AskBackend({self.kind})"  # the question may hold a token


def needs_async_client(hook: str) -> str:
    """What is wrong with an async function as that hook of `PortOne`."""
    return f"{hook} is an async function, which PortOne cannot await: use AsyncPortOne, or a plain function"


class CallHook(NamedTuple):
    """Call the hook, and await it where it is a coroutine function and the driver can; throw its error in.

    `to_the_end`: do not let a cancellation stop it, but neither wait for it for long.
    """

    name: str
    hook: Callable[..., object]
    arguments: tuple[object, ...]
    to_the_end: bool = False


Step = Send | Sleep | WaitForRefresh | AskBackend | CallHook
Steps = Generator[Step, Any, T]
