"""Whether a failed try may be repeated, and after how long."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from portone_v1_api.calls import Effect

_FIRST_DELAY = 0.5
_LONGEST_DELAY = 8.0

# A server that asks for a longer pause is down; the caller should hear of it rather than wait.
_LONGEST_PAUSE = 60.0

_PASSING = frozenset({429, 502, 503, 504})

_PASSING_PAGES = frozenset({408, 425, 429})
"""Of the 4xx that are not PortOne's: a gateway was busy, or did not get the whole request."""


def may_repeat_status(effect: Effect, status: int) -> bool:
    """Whether an answer of this HTTP status may be followed by another try.

    A 429 was refused before anything was done, so even a write may be repeated. After a 502 to 504
    nobody knows whether a write was done.
    """
    return status == 429 if effect == "write" else status in _PASSING


def may_repeat_page(effect: Effect, status: int, *, is_protected: bool) -> bool:
    """Whether a 4xx without PortOne's envelope may be followed by another try.

    Nobody knows whether a gateway that answers so has passed the request on. So a write is repeated only
    after a 429, and where PortOne itself refuses to do the same a second time.
    """
    if effect == "read":
        return status in _PASSING_PAGES
    return status == 429 and is_protected


def may_repeat_failure(effect: Effect, sent: bool) -> bool:
    """Whether a try without a whole answer may be followed by another: a write only when not sent."""
    return effect == "read" or not sent


def delay(failures: int, headers: Mapping[str, str]) -> float | None:
    """Seconds to wait after `failures` failed tries; None when the server asks for too long a pause."""
    asked = _retry_after(headers.get("retry-after", ""))
    if asked is not None:
        return asked if asked <= _LONGEST_PAUSE else None
    longest: float = min(_FIRST_DELAY * 2 ** (failures - 1), _LONGEST_DELAY)
    # Half of it at random, so that clients that failed together do not come back together.
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - no secret depends on it


def _retry_after(value: str) -> float | None:
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
