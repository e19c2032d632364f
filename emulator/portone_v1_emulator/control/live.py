"""The live feed: reports that something changed, as server-sent events.

An event is a glance at the whole, and says that it is time to look again at the rest. The feed looks at a few counters ten times a second instead of
being told: changes come from other threads too, and nothing then has to be undone when a listener leaves.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import Any

import anyio
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ..core.state import EmulatorState
from . import overview
from .answers import HEADERS, encode

_EVERY = 0.1
_HEARTBEAT = 15.0


async def live(state: EmulatorState, _: Request) -> Response:
    """One `change` event at once, and one whenever something changed, until the listener leaves."""
    return StreamingResponse(_events(state), headers=HEADERS, media_type="text/event-stream")


async def _events(state: EmulatorState) -> AsyncIterator[bytes]:
    seen: Any = None
    said_at = 0.0
    while True:
        marks = _marks(state)
        if marks != seen:
            seen, said_at = marks, time.monotonic()
            yield b"event: change\ndata: " + encode(overview.glance(state)) + b"\n\n"
        elif time.monotonic() - said_at > _HEARTBEAT:
            said_at = time.monotonic()
            yield b": still here\n\n"
        await anyio.sleep(_EVERY)


def _marks(state: EmulatorState) -> tuple[Any, ...]:
    """What differs once something has changed that a console shows."""
    webhooks, assumptions = state.webhooks, state.assumptions
    return (
        state.store.commits,
        state.store.accounts,
        state.requests[-1].number if state.requests else 0,
        state.faults.armed,
        state.clock.moves,
        (webhooks.when, webhooks.times, webhooks.retried),
        (assumptions.strict, assumptions.chosen),
    )
