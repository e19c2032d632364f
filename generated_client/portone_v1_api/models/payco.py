# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `payco`."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from ..answers import Model, Reader, text
from ..calls import Report

PaycoOrderStatus = Literal["DELIVERY_START", "PURCHASE_DECISION", "CANCELED"]
"""What became of an order. `DELIVERY_START`: it is being shipped. `PURCHASE_DECISION`: the purchase is
confirmed. `CANCELED`: it is cancelled. (주문상태코드)
"""


@define(kw_only=True, repr=False)
class PaycoStatus(Model):
    """The status of a PAYCO order after a change. (페이코 주문상태)"""

    status: PaycoOrderStatus | str
    """What the order became. (주문상태코드)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"status"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            status=r.need("status", text),
            raw=data,
        )
