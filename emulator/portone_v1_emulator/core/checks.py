"""Checks of what a caller gives: an error names the argument, says what is wrong with it and what to write."""

from __future__ import annotations

import difflib
import json
import math
import numbers
import os
import re
from collections.abc import Iterable
from typing import Any

TIER = re.compile("[A-Z0-9]{3}")
"""The code of a sub-merchant."""

_LAST_PORT = 65535


def did_you_mean(name: object, known: Iterable[str]) -> str:
    """Return a hint in brackets at the known name that looks most like this one; empty if none does."""
    nearest = difflib.get_close_matches(str(name), list(known), 1)
    return f" (did you mean {nearest[0]!r}?)" if nearest else ""


def text(name: str, value: object, *, may_be_empty: bool = False) -> str:
    """Return the value if it is text that is not empty."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a str, not {_kind(value)}")
    if not value and not may_be_empty:
        raise ValueError(f"{name} must not be empty")
    return value


def flag(name: str, value: object) -> bool:
    """Return the value if it is True or False."""
    if not isinstance(value, bool):
        raise TypeError(f"{name} must be True or False, not {value!r}")
    return value


def number(name: str, value: object, *, least: float = -math.inf, hint: str = "") -> float:
    """Return the value if it is a finite number that is not below `least`."""
    if not isinstance(value, numbers.Real) or isinstance(value, bool):
        raise TypeError(f"{name} must be a number, not {_kind(value)}{hint}")
    if not math.isfinite(value) or value < least:
        wanted = "a finite number" if least == -math.inf else f"{least:g} or more"
        raise ValueError(f"{name} must be {wanted}, not {value!r}")
    return value  # type: ignore[return-value]  # a Real that is no float is used as it is


def whole_number(name: str, value: object, *, least: int) -> int:
    """Return the value if it is an int that is not below `least`."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name} must be a whole number, {least} or more, not {value!r}")
    return value


def port(name: str, value: object) -> int:
    """Return the value if it is a port, or 0 for a free one."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} must be an int, not {_kind(value)}")
    if not 0 <= value <= _LAST_PORT:
        raise ValueError(f"{name} must be from 0 (a free port) to {_LAST_PORT}, not {value}")
    return value


def path(name: str, value: Any) -> str | os.PathLike[str] | None:
    """Return the value if it is the path of a file, or None."""
    if value is None or (isinstance(value, os.PathLike | str) and os.fspath(value)):
        return value
    given = repr(value) if isinstance(value, str) else _kind(value)
    raise TypeError(f"{name} must be the path of a file (a str or a Path), not {given}")


def items(name: str, value: object, example: str) -> list[Any]:
    """Return the items of a list or another iterable. A text is refused, which would give its letters."""
    if isinstance(value, str):
        parts = json.dumps(re.split(r"[,\s]+", value.strip()), ensure_ascii=False)
        raise TypeError(f"{name} must be a list, not the text {value!r}: write {name}={parts}")
    if not isinstance(value, Iterable):
        raise TypeError(f"{name} must be a list, such as {example}, not {_kind(value)}")
    return list(value)


def tiers(name: str, value: object) -> frozenset[str] | None:
    """Return the codes of sub-merchants as a set; None for any code."""
    if value is None:
        return None
    codes = items(name, value, '["AB1"]')
    for code in codes:
        if not isinstance(code, str) or not TIER.fullmatch(code):
            raise ValueError(
                f"{name} has {code!r}, which is not the code of a sub-merchant: a code is three capital letters "
                'or digits, such as "AB1"'
            )
    return frozenset(codes)


def _kind(value: object) -> str:
    return "None" if value is None else type(value).__name__
