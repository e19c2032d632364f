# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `partners`."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from ..answers import Model, Reader, text
from ..calls import Report


@define(kw_only=True, repr=False)
class PartnerReceipt(Model):
    """The receipt of a payment with the shares of sub-merchants. (하위 상점 매출전표)"""

    receipt_url: str | None = None
    """Where the receipt is shown. (매출전표 확인 URL)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"receipt_url"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            receipt_url=r.get("receipt_url", text),
            raw=data,
        )
