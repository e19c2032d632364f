"""An answer with its status, headers and body beside the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class RawAnswer(NamedTuple, Generic[T]):
    """What a call returns, and the HTTP answer in which it came.

    Attributes:
        value: What the call returns without `raw`.
        status: The HTTP status: 200, or 207 when only a part succeeded.
        headers: The headers, by their names in lower case.
        body: The whole body. It is not printed, as it may hold what the model masks.
    """

    value: T
    status: int
    headers: Mapping[str, str]
    body: bytes

    def __repr__(self) -> str:
        return f"RawAnswer(status={self.status}, value={self.value!r})"
