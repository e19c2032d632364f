"""Values on their way to the wire: money, time and the rest, checked and converted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from .errors import ConfigurationError

Money = int | Decimal | float | str
"""Won, or a decimal amount in another currency. A `str` must be a number, a `float` finite."""

Time = datetime | int
"""An aware `datetime`, or epoch seconds."""

KST = timezone(timedelta(hours=9), "KST")
"""Korean time, in which all times are given."""

# From here on a JSON number loses digits. It is more won than there are.
_LARGEST = 2**53

# Epoch seconds have ten digits until the year 2286; anything above is milliseconds by mistake.
_LATEST = 10**10


def to_money(value: object, field: str) -> int | float:
    """`value` as a JSON number: an integer when it is whole, else a decimal of the same digits."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, float, str)):
        raise _wrong(field, value, "must be an int, a Decimal, a numeric str or a finite float")
    try:
        amount = Decimal(repr(value) if isinstance(value, float) else value)
    except InvalidOperation:
        raise ConfigurationError(f"{field} must be a number") from None
    if not amount.is_finite():
        raise ConfigurationError(f"{field} must be finite")
    if not 0 <= amount < _LARGEST:
        raise ConfigurationError(f"{field} must not be negative, and below {_LARGEST:,}")
    if amount == amount.to_integral_value():
        return int(amount)
    number = float(amount)
    if Decimal(repr(number)) != amount:
        raise ConfigurationError(f"{field} has more digits than a JSON number keeps")
    return number


def to_time(value: object, field: str) -> int:
    """`value` as epoch seconds."""
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise ConfigurationError(
                f"{field} must be an aware datetime: give it a tzinfo, such as portone_v1.KST"
            )
        value = int(value.timestamp())
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(field, value, "must be an aware datetime or epoch seconds")
    if not 0 <= value < _LATEST:
        raise ConfigurationError(f"{field} must be in epoch seconds, not milliseconds")
    return value


def to_text(value: object, field: str) -> str:
    """`value`, which must be a string."""
    if not isinstance(value, str):
        raise _wrong(field, value, "must be a str")
    if not _is_sendable(value):
        raise ConfigurationError(f"{field} has a character that cannot be sent")
    return value


def to_integer(value: object, field: str) -> int:
    """`value`, which must be an integer."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(field, value, "must be an int")
    if abs(value) >= _LARGEST:
        raise ConfigurationError(f"{field} is too large")
    return value


def to_boolean(value: object, field: str) -> bool:
    """`value`, which must be True or False."""
    if not isinstance(value, bool):
        raise _wrong(field, value, "must be a bool")
    return value


def to_list(value: object, field: str) -> list[object]:
    """`value` as a list. A string is refused: it would be taken apart into its letters."""
    if not isinstance(value, (list, tuple)):
        raise _wrong(field, value, "must be a list")
    return list(cast("list[object]", value))


def to_object(value: object, field: str) -> Mapping[str, Any]:
    """`value`, which must be a mapping."""
    if not isinstance(value, Mapping):
        raise _wrong(field, value, "must be a dict")
    return cast("Mapping[str, Any]", value)


def to_json(value: object, field: str) -> object:
    """`value`, which must be something that JSON can hold."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        raise _wrong(field, value, "must be something that JSON can hold") from None
    if not _is_sendable(text):
        raise ConfigurationError(f"{field} has a character that cannot be sent")
    return value


def _is_sendable(text: str) -> bool:
    """Whether UTF-8 can hold it: half of a surrogate pair is no character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _wrong(field: str, value: object, rule: str) -> ConfigurationError:
    # The type is named and never the value, which may be a card number.
    return ConfigurationError(f"{field} {rule}, not {type(value).__name__}")
