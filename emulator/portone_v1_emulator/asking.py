"""Asking the merchant's server whether something may go on: 200 means yes, anything else no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from .webhooks import Webhooks

PATIENCE = 10.0
"""For how many seconds PortOne waits for the answer."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the merchant's server said."""

    yes: bool
    reason: str | None = None
    """Why not, in the words of the merchant: `reason` of its answer."""
    problem: str | None = None
    """Why there is no answer."""


async def ask(webhooks: Webhooks, url: str, body: dict[str, Any]) -> Said:
    """POST `body` to the merchant, at an address that `webhooks` may call."""
    if not webhooks.may_call(url):
        return Said(yes=False, problem="not an address of this machine")
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
            response = await client.post(url, json=body)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Said(yes=False, problem=type(error).__name__)
    return Said(yes=response.status_code == 200, reason=_reason(response))


def _reason(response: httpx.Response) -> str | None:
    try:
        said = response.json()
    except ValueError:
        return None
    reason = said.get("reason") if isinstance(said, dict) else None
    return reason if isinstance(reason, str) else None
