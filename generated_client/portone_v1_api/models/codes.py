# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `codes`."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from ..answers import Model, Reader, text
from ..calls import Report


@define(kw_only=True, repr=False)
class StandardCode(Model):
    """A card company or a bank. (결제기관 정보)"""

    code: str
    """Its standard code. (기관코드)"""
    name: str
    """Its name, as the institute that keeps the codes writes it. (기관명)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"code", "name"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            code=r.need("code", text),
            name=r.need("name", text),
            raw=data,
        )
