# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `paymentwall`."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define, field

from ..answers import Model, Reader, integer, text
from ..calls import Report

PaymentwallDeliveryType = Literal["physical", "digital"]
"""What is delivered, `physical` goods or `digital` content. (상품구분코드)"""

PaymentwallDeliveryStatus = Literal["order_placed", "order_shipped", "delivering", "delivered"]
"""How far the delivery is. (배송상태 구분코드)"""

PaymentwallRefundable = Literal["yes", "no"]
"""Whether the order can be refunded. (환불가능여부)"""


@define(kw_only=True, repr=False)
class PaymentwallDelivery(Model):
    """What Paymentwall said of a delivery. It has accepted it when `error_code` is null. (페이먼트월 배송등록
    응답)
    """

    success: int | None = None
    """1 when the delivery was accepted. (성공 여부)"""
    error_code: int | None = None
    """Paymentwall's code of the refusal; null when there is none. (에러코드)"""
    error: str | None = None
    """What the code means. (에러메세지)"""
    notices: list[str] = field(factory=list[str])
    """What is wrong in detail. May be filled without an `error_code`. (자세한 에러메세지)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"error", "error_code", "notices", "success"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            success=r.get("success", integer),
            error_code=r.get("error_code", integer),
            error=r.get("error", text),
            notices=r.items("notices", text),
            raw=data,
        )
