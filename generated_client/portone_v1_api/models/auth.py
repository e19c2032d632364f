# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `auth`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define

from ..answers import Model, Reader, moment, text
from ..calls import Report


@define(kw_only=True, repr=False)
class Token(Model):
    """An access token and its life on the server's clock."""

    access_token: str
    """The token, 40 hexadecimal digits. (액세스 토큰)"""
    now: datetime
    """The server's clock at the moment of the answer. (현재시각)"""
    expired_at: datetime
    """When the token expires, on the server's clock. (만료시각)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"access_token", "expired_at", "now"})
    _secrets: ClassVar[frozenset[str]] = frozenset({"access_token"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            access_token=r.need("access_token", text),
            now=r.need("now", moment),
            expired_at=r.need("expired_at", moment),
            raw=data,
        )
