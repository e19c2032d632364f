"""What is remembered of a write that was sent, so that it can be found again."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple


class Attempt(NamedTuple):
    """A write that was sent. It holds no secret, and can be pickled and stored.

    Attributes:
        operation: The operation, such as `"payments.cancel"`.
        identities: What it was about: the arguments that identify something, such as `merchant_uid`.
        tier: The sub-merchant it was made for, None for the parent store.
        amount: The amount, `"all"`, or None where the operation has none.
        sent_at: When it was sent, on this machine's clock.
    """

    operation: str
    identities: dict[str, str | list[str]]
    tier: str | None
    amount: int | Decimal | str | None
    sent_at: datetime
