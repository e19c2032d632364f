# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `preparations`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from attrs import define

from ..answers import Model, Reader, money, text
from ..calls import Report


@define(kw_only=True, repr=False)
class Preparation(Model):
    """The amount that an order may be paid with. (결제 예정 정보)"""

    merchant_uid: str
    """The merchant's identity of the order. (고객사 주문번호)"""
    amount: int | Decimal
    """The amount that was registered. In won, or a decimal in another currency. (결제 예정 금액)"""
    currency: str | None = None
    """The currency that was registered; null when any will do. (결제 예정 통화)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"amount", "currency", "merchant_uid"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            merchant_uid=r.need("merchant_uid", text),
            amount=r.need("amount", money),
            currency=r.get("currency", text),
            raw=data,
        )
