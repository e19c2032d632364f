# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `escrows`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define

from ..answers import Model, Reader, moment, text
from ..calls import Report


@define(kw_only=True, repr=False)
class EscrowShipment(Model):
    """The registered shipping details of an escrow payment. (에스크로 배송정보)"""

    company: str
    """Code of the courier. (택배사코드)"""
    invoice: str
    """The courier's number of the parcel. (송장번호)"""
    sent_at: datetime
    """When the parcel was sent. (발송 시각)"""
    applied_at: datetime
    """When the details were registered. (등록 시각)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {"applied_at", "company", "invoice", "sent_at"}
    )

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            company=r.need("company", text),
            invoice=r.need("invoice", text),
            sent_at=r.need("sent_at", moment),
            applied_at=r.need("applied_at", moment),
            raw=data,
        )
