"""A shop that calls the emulator through `PortOne` or `AsyncPortOne`, in the same words."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from anyio.from_thread import BlockingPortal, start_blocking_portal

from portone_v1 import AsyncPortOne, PortOne
from portone_v1_emulator import Emulator

Kind = Literal["sync", "async"]

PAYS = "4242-4242-4242-4242"
EXPIRY = "2035-12"


class Shop:
    """`shop.payments.get(…)` calls the client; of the async one it waits for the result."""

    def __init__(
        self, emulator: Emulator, client: PortOne | AsyncPortOne, portal: BlockingPortal | None
    ) -> None:
        self.emulator = emulator
        self._client = client
        self._portal = portal

    def __getattr__(self, resource: str) -> Any:
        return _Resource(getattr(self._client, resource), self._portal)

    def with_options(self, **options: Any) -> Shop:
        """A view of the client."""
        return Shop(self.emulator, self._client.with_options(**options), self._portal)

    def pay(self, merchant_uid: str, amount: int = 10_000, **more: Any) -> Any:
        """A payment by card, paid at once."""
        payment = self.subscribe.onetime(
            merchant_uid=merchant_uid,
            amount=amount,
            **{"card_number": PAYS, "expiry": EXPIRY} | more,
        )
        assert payment.status == "paid"
        return payment


class _Resource:
    def __init__(self, resource: object, portal: BlockingPortal | None) -> None:
        self._resource = resource
        self._portal = portal

    def __getattr__(self, method: str) -> Callable[..., Any]:
        function = getattr(self._resource, method)
        if self._portal is None:
            return function  # type: ignore[no-any-return]
        portal = self._portal
        return lambda *args, **named: portal.call(functools.partial(function, *args, **named))


@contextmanager
def open_shop(
    emulator: Emulator, kind: Kind, *, key: str | None = None, secret: str | None = None
) -> Iterator[Shop]:
    """A shop with an account at the emulator; its default one unless another is named."""
    account = (key or emulator.api_key, secret or emulator.api_secret)
    if kind == "sync":
        with PortOne(*account, base_url=emulator.base_url, max_retries=0) as portone:
            yield Shop(emulator, portone, None)
        return
    with start_blocking_portal() as portal:
        client = AsyncPortOne(*account, base_url=emulator.base_url, max_retries=0)
        try:
            yield Shop(emulator, client, portal)
        finally:
            portal.call(client.aclose)
