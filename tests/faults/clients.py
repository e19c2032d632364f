"""Either client, told in the same words what to do; what it raises is given back."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from anyio.from_thread import start_blocking_portal

from portone_v1 import AsyncPortOne, Attempt, PortOne, PortOneError, Resolution
from portone_v1_emulator import Emulator

Style = Literal["sync", "async"]
STYLES: tuple[Style, ...] = ("sync", "async")

Run = Callable[[Callable[[], Any]], Any]


class Client:
    """`PortOne`, or `AsyncPortOne` in a thread of its own."""

    def __init__(self, portone: PortOne | AsyncPortOne, run: Run) -> None:
        self._portone = portone
        self._run = run

    def call(self, operation: str, arguments: Mapping[str, Any], **options: Any) -> Any:
        """What the call returns, or the error that it raises."""
        view = self._portone.with_options(**options)
        try:
            return self._run(functools.partial(view.request, operation, **arguments))
        except PortOneError as error:
            return error

    def resolve(self, subject: PortOneError | Attempt) -> Resolution:
        """What the client finds out about it."""
        resolution: Resolution = self._run(functools.partial(self._portone.resolve, subject))
        return resolution


@contextmanager
def open_client(
    emulator: Emulator, style: Style, base_url: str | None = None, **options: Any
) -> Iterator[Client]:
    """A client of the emulator's account, that tries nothing twice unless `options` say so."""
    account = emulator.api_key, emulator.api_secret
    chosen: dict[str, Any] = {"base_url": base_url or emulator.base_url, "max_retries": 0} | options
    if style == "sync":
        with PortOne(*account, **chosen) as portone:
            yield Client(portone, lambda use: use())
        return
    with start_blocking_portal() as portal:
        client = AsyncPortOne(*account, **chosen)
        try:
            yield Client(client, portal.call)
        finally:
            portal.call(client.aclose)
