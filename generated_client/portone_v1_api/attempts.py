# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The record of a write that was sent, by which it can be found again."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple, NoReturn, Self, cast

from .errors import ConfigurationError

_OPERATION = re.compile(r"[a-z_]{1,64}\.[a-z_0-9]{1,64}")
_TIER = re.compile(r"[A-Z0-9]{3}")
_ACCOUNT = re.compile(r"(?:[0-9a-f]{8})?")
_MARK = re.compile(r"(?:[a-z2-7]{12})?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
LONGEST_TEXT = 10_000
"""Characters of an argument that an attempt keeps."""
_MOST_SECONDS = 1e12
"""More than any clock can be off, or any timeout can be."""


class Attempt(NamedTuple):
    """A write that was sent. It holds no secret, and can be pickled and stored.

    Attributes:
        operation: The operation, such as `"payments.cancel"`.
        identities: The arguments that identify what it was about, such as `merchant_uid`.
        tier: The sub-merchant it was made for, None for the parent store.
        amount: The amount, `"all"`, or None where the operation has none.
        sent_at: The earliest time at which the server can have received it, on the server's clock.
        spread: By how many seconds `sent_at` may be too early: clocks agree only so far.
        known: The arguments by which its record is recognized, as they were sent.
        first: Whether this client had sent nothing else that could be mistaken for it.
        account: A digest of the API key that sent it, too short to find the key; empty when unknown.
        mark: Twelve random characters that went along in the User-Agent; empty when none did.
        mark_in: The argument that carries the mark as well, such as `"reason"`; empty when none does.
        sends: How often it was sent: more than once only where a gateway said "too many requests" and PortOne
            refuses to do the same twice.
        leaves_within: Seconds after the end of that spread within which it has left, or never will: connecting
            takes time, and a repeat is sent later.
    """

    operation: str
    identities: dict[str, str | list[str]]
    tier: str | None
    amount: int | Decimal | str | None
    sent_at: datetime
    spread: float = 1.0
    known: Mapping[str, Any] = {}
    first: bool = True
    account: str = ""
    mark: str = ""
    mark_in: str = ""
    sends: int = 1
    leaves_within: float = 65.0

    def checked(self) -> Self:
        """Check every field, and return the attempt.

        Raises:
            ConfigurationError: Outcome not_sent: a field is not what `to_json` writes.
        """
        given = self._asdict()
        for name, is_right in _CHECKS.items():
            if not is_right(given[name]):
                _refuse(name)
        if self.sent_at.utcoffset() is None:
            raise ConfigurationError("sent_at of the attempt has no time zone: store it with one")
        return self

    def to_json(self) -> str:
        """Return the attempt as JSON text, for `from_json`."""
        data = self._asdict()
        data["sent_at"] = self.sent_at.isoformat()
        return json.dumps(data, ensure_ascii=False, default=_decimal)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read the attempt that `to_json` wrote.

        Raises:
            ConfigurationError: Outcome not_sent: the text is not an attempt, or a field of it is wrong.
        """
        try:
            data = json.loads(text, object_hook=_with_decimals, parse_constant=_no_constant)
            if missing := [name for name in cls._fields if name not in dict(data)]:
                _refuse(missing[0])
            if isinstance(data["sent_at"], str):
                data["sent_at"] = datetime.fromisoformat(data["sent_at"])
            attempt = cls(**data)
        except ConfigurationError:
            raise
        except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError):
            raise ConfigurationError(
                "this is not an attempt: give the text that Attempt.to_json returned"
            ) from None
        return attempt.checked()


def _decimal(value: object) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    raise TypeError(type(value).__name__)


def _with_decimals(data: dict[str, Any]) -> Any:
    return Decimal(data["decimal"]) if data.keys() == {"decimal"} else data


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are not JSON


def _refuse(name: str) -> NoReturn:
    raise ConfigurationError(
        f"{name} of the attempt is not valid: give what Attempt.to_json returned"
    )


def _is_text(value: object, longest: int = 1000) -> bool:
    return isinstance(value, str) and len(value) <= longest and not _CONTROL.search(value)


def _is_number(value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _is_amount(value: object) -> bool:
    if value is None or value == "all":
        return True
    return isinstance(value, (int, Decimal)) and _is_number(value) and value >= 0


def _are_identities(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    for name, identity in cast("dict[object, object]", value).items():
        each = cast("list[object]", identity) if isinstance(identity, list) else [identity]
        if not _is_text(name, 64) or not each or not all(map(_is_text, each)):
            return False
    return True


def _are_known(value: object) -> bool:
    if not isinstance(value, Mapping):
        return False
    for path, sent in cast("Mapping[object, object]", value).items():
        each = cast("list[object]", sent) if isinstance(sent, list) else [sent]
        if not _is_text(path, 128) or not all(_is_sent(item) for item in each):
            return False
    return True


def _is_sent(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST_TEXT
    return value is None or isinstance(value, bool) or _is_number(value)


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_duration(value: Any) -> bool:
    return type(value) in (int, float) and 0 <= value <= _MOST_SECONDS


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "operation": lambda value: _matches(_OPERATION, value),
    "identities": _are_identities,
    "tier": lambda value: value is None or _matches(_TIER, value),
    "amount": _is_amount,
    "sent_at": lambda value: isinstance(value, datetime),
    "spread": _is_duration,
    "known": _are_known,
    "first": lambda value: isinstance(value, bool),
    "account": lambda value: _matches(_ACCOUNT, value),
    "mark": lambda value: _matches(_MARK, value),
    "mark_in": lambda value: _is_text(value, 128),
    "sends": lambda value: type(value) is int and value >= 1,
    "leaves_within": _is_duration,
}
