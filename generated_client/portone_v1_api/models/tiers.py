# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `tiers`."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from ..answers import Model, Reader, text
from ..calls import Report


@define(kw_only=True, repr=False)
class Tier(Model):
    """A sub-merchant of an agency. (하위상점 정보)"""

    tier_code: str
    """Its code, three capital letters or digits, which stands in the `Tier` header. (하위상점 코드)"""
    tier_name: str
    """Its name, as the agency keeps it. (하위상점명)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"tier_code", "tier_name"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            tier_code=r.need("tier_code", text),
            tier_name=r.need("tier_name", text),
            raw=data,
        )
