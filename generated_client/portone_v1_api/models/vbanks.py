# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `vbanks`."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from ..answers import Model, Reader, text
from ..calls import Report


@define(kw_only=True, repr=False)
class VbankHolder(Model):
    """The holder of a bank account. (예금주 정보)"""

    bank_holder: str
    """The holder's name. (예금주명)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"bank_holder"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            bank_holder=r.need("bank_holder", text),
            raw=data,
        )
