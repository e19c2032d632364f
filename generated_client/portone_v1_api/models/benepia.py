# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `benepia`."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from ..answers import Model, Reader, integer
from ..calls import Report


@define(kw_only=True, repr=False)
class BenepiaPoint(Model):
    """What a Benepia account holds. (베네피아 포인트 정보)"""

    point: int
    """The points that can be spent. In won. (포인트)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"point"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            point=r.need("point", integer),
            raw=data,
        )
