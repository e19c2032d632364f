"""What is remembered of a write that was sent, so that it can be found again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from types import NoneType
from typing import Any, NamedTuple, Self, cast

from .errors import ConfigurationError

_TYPES: dict[str, tuple[type, ...]] = {
    "operation": (str,),
    "identities": (dict,),
    "tier": (str, NoneType),
    "amount": (int, Decimal, str, NoneType),
    "sent_at": (datetime,),
    "spread": (int, float),
    "known": (Mapping,),
    "first": (bool,),
    "account": (str,),
}


class Attempt(NamedTuple):
    """A write that was sent. It holds no secret, and can be pickled and stored.

    Attributes:
        operation: The operation, such as `"payments.cancel"`.
        identities: What it was about: the arguments that identify something, such as `merchant_uid`.
        tier: The sub-merchant it was made for, None for the parent store.
        amount: The amount, `"all"`, or None where the operation has none.
        sent_at: The earliest time at which the server can have received it, on the server's clock.
        spread: How many seconds later that may have been: clocks agree only so far.
        known: What must be seen to know it again: arguments by their names, as they were sent.
        first: Whether nothing else that this client had sent about the same thing can be mistaken for it.
        account: The account that sent it, by a digest of its API key that is too short to tell the key;
            empty where nobody said. Another account's records say nothing about it.
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

    def checked(self) -> Self:
        """It, when each of its fields is of its type.

        Raises:
            ConfigurationError: Outcome not_sent: one is not, or `sent_at` has no time zone.
        """
        for name, types in _TYPES.items():
            if not isinstance(getattr(self, name), types):
                raise ConfigurationError(f"the attempt has a wrong {name}: give what to_json made")
        if self.sent_at.utcoffset() is None:
            raise ConfigurationError(
                "the attempt's sent_at has no time zone: nobody knows when it was"
            )
        return self

    def to_json(self) -> str:
        """It as JSON text, from which `from_json` makes it again."""
        data = self._asdict()
        data["sent_at"] = self.sent_at.isoformat()
        return json.dumps(data, ensure_ascii=False, default=_decimal_to_json)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The attempt of which `to_json` made `text`.

        Raises:
            ConfigurationError: Outcome not_sent: it is no attempt, or a field of it is wrong.
        """
        try:
            data = cast("dict[str, Any]", json.loads(text, object_hook=_decimal_from_json))
            data["sent_at"] = datetime.fromisoformat(data["sent_at"])
            attempt = cls(**data)
        except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError):
            raise ConfigurationError("this is no attempt: give what Attempt.to_json made") from None
        return attempt.checked()


def _decimal_to_json(value: object) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    raise TypeError(f"{type(value).__name__} cannot be stored")


def _decimal_from_json(data: dict[str, Any]) -> Any:
    return Decimal(data["decimal"]) if data.keys() == {"decimal"} else data
