"""The life of an access token."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from .records import Record

LIFE = 1800
"""How many seconds a token lives."""

RENEWABLE = 60
"""In its last so many seconds, asking for a token moves its end."""

EXTENSION = 300
"""By so many seconds."""


@dataclass(frozen=True, slots=True)
class Token(Record):
    """An access token of an account."""

    identity = "account"
    indexed = ("value",)

    account: str
    value: str
    expires_at: int

    def alive(self, now: int) -> bool:
        """Whether it is still accepted."""
        return now < self.expires_at

    def __repr__(self) -> str:
        return f"<Token of {self.account}>"


def issue(account: str, known: Token | None, now: int) -> Token:
    """The token that whoever asks now gets: the known one while it lives, longer when it nears its end."""
    if known is None or not known.alive(now):
        return Token(account, secrets.token_hex(20), now + LIFE)
    if known.expires_at - now <= RENEWABLE:
        return replace(known, expires_at=known.expires_at + EXTENSION)
    return known
