"""Make the same call with `PortOne` and with `AsyncPortOne`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from portone_v1 import AsyncPortOne, PortOne
from portone_v1.observe.hooks import OnDrift

Kind = Literal["sync", "async"]
KINDS: tuple[Kind, ...] = ("sync", "async")

KEY, SECRET = "imp_apikey", "ekKoeW8RyKuT0zgaZsUtXXTLQ4AhPFW3"


def ask(
    kind: Kind,
    url: str,
    operation: str,
    positional: Sequence[Any],
    named: Mapping[str, Any],
    *,
    tiers: Sequence[str | None] = (None,),
    on_drift: OnDrift | None = None,
) -> list[Any]:
    """What the method of `operation` returns, on the client or a view of it for each of `tiers`."""
    resource, _, method = operation.partition(".")
    returned: list[Any] = []

    def with_portone() -> None:
        with PortOne(KEY, SECRET, base_url=url, max_retries=0, on_drift=on_drift) as portone:
            for tier in tiers:
                client = portone if tier is None else portone.with_options(tier=tier)
                call = getattr(getattr(client, resource), method)
                returned.append(call(*positional, **named))

    async def with_async_portone() -> None:
        async with AsyncPortOne(
            KEY, SECRET, base_url=url, max_retries=0, on_drift=on_drift
        ) as portone:
            for tier in tiers:
                client = portone if tier is None else portone.with_options(tier=tier)
                call = getattr(getattr(client, resource), method)
                returned.append(await call(*positional, **named))

    if kind == "sync":
        with_portone()
    else:
        asyncio.run(with_async_portone())
    return returned
