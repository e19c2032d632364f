"""How the control API answers: JSON for people to read, kept by no cache and of use to no other site."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from starlette.responses import Response

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def answer(value: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """`value` as JSON."""
    return Response(encode(value), status, HEADERS | (headers or {}), "application/json")


def encode(value: Any) -> bytes:
    """`value` as JSON, in UTF-8."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_number)
    # Half of a surrogate pair, which JSON can say and UTF-8 cannot, stays an escape.
    return text.encode("utf-8", "backslashreplace")


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} cannot be written as JSON")
    return int(value) if value == value.to_integral_value() else float(value)
