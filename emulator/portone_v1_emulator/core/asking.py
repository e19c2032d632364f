"""Ask the merchant's server for confirmation: 200 confirms, anything else refuses."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import httpx

from .webhooks import Webhooks, certificates

PATIENCE = 10.0
"""For how many seconds PortOne waits for the answer."""

_LONGEST_ANSWER = 64 * 1024


@dataclass(frozen=True, slots=True)
class Said:
    """What the merchant's server said."""

    yes: bool
    reason: str | None = None
    """Why not, in the words of the merchant: `reason` of its answer."""
    problem: str | None = None
    """Why there is no answer."""
    problem_korean: str | None = None


async def ask(webhooks: Webhooks, url: str, body: dict[str, Any]) -> Said:
    """POST `body` to the merchant, at an address that `webhooks` may call."""
    if not webhooks.may_call(url):
        return Said(
            yes=False,
            problem="not an address of this machine",
            problem_korean="이 컴퓨터의 주소가 아닙니다.",
        )
    try:
        async with (
            asyncio.timeout(PATIENCE),
            httpx.AsyncClient(
                trust_env=False, timeout=PATIENCE, verify=certificates(url)
            ) as client,
            client.stream("POST", url, json=body) as response,
        ):
            return Said(yes=response.status_code == 200, reason=_reason(await _read(response)))
    except Exception as error:  # whatever the address leads to, it does not confirm
        name = type(error).__name__
        return Said(yes=False, problem=name, problem_korean=f"연결하지 못했습니다({name}).")


async def _read(response: httpx.Response) -> bytes:
    """The answer, as long as it is one that a merchant would give."""
    read = b""
    async for chunk in response.aiter_bytes():
        read += chunk
        if len(read) > _LONGEST_ANSWER:
            return b""
    return read


def _reason(answer: bytes) -> str | None:
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    reason = said.get("reason") if isinstance(said, dict) else None
    return reason if isinstance(reason, str) else None
