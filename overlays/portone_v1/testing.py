"""Clients for tests: without a network, and with a clock whose time is a number.

    portone = testing.client(answer, clock=clock)

`answer` gets each `Request` and returns a `Reply`, or raises `SendFailed` for a lost one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .client import PortOne
from .core.clock import Clock as Clock
from .core.request import Reply as Reply
from .core.request import Request as Request
from .core.request import SendFailed as SendFailed
from .core.transport import Transport, other_calls_apart

BASE_URL = "http://127.0.0.1:9"


class _Answering(Transport):
    """Hands each request to a function."""

    def __init__(self, answer: Callable[[Request], Reply]) -> None:
        super().__init__()
        self._answer = answer

    def send(self, request: Request) -> Reply:
        """The function's answer."""
        with other_calls_apart():
            return self._answer(request)


def client(
    answer: Callable[[Request], Reply],
    *,
    clock: Clock | None = None,
    api_key: str = "key",
    api_secret: str = "secret",  # noqa: S107 - it opens nothing
    **options: Any,
) -> PortOne:
    """Return a client whose requests go to `answer`, and whose time is that of `clock`.

    Args:
        answer: Called with each request, token requests too.
        clock: Replaces the machine's clocks, and waits when the client waits.
        api_key: Any text.
        api_secret: Any text.
        options: Further arguments of `PortOne`.
    """
    portone = PortOne(api_key, api_secret, base_url=BASE_URL, **options)
    portone.sender.transport = _Answering(answer)
    if clock is not None:
        portone.sender.session.time.clock = clock
    return portone
