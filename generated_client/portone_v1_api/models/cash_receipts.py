# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `cash_receipts`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from attrs import define

from ..answers import Model, Reader, integer, moment, text, time
from ..calls import Report

CashReceiptType = Literal["person", "company"]
"""What a cash receipt serves for. `person`: the income tax deduction of a consumer. `company`: proof
of an expense of a business. (현금영수증 발행대상 타입)
"""

CashReceiptIdentifierType = Literal["person", "business", "phone", "taxcard"]
"""What kind of number tells whom a cash receipt is for. `person`: a resident registration number.
`business`: a business registration number. `phone`: a mobile phone number. `taxcard`: a cash
receipt card of the tax service. (식별정보 구분코드)
"""

CashReceiptPayMethod = Literal["trans", "vbank"]
"""How cash was paid, by account transfer (`trans`) or into a virtual account (`vbank`). (결제수단)"""


@define(kw_only=True, repr=False)
class CashReceipt(Model):
    """A cash receipt that was issued for a payment. (현금영수증)"""

    imp_uid: str
    """PortOne's identity of the payment. (포트원 거래고유번호)"""
    receipt_tid: str | None = None
    """The PG's identity of the receipt. (PG사 현금영수증 발행 고유번호)"""
    apply_num: str
    """The number that the tax service gave the receipt. (국세청 발행번호)"""
    type: CashReceiptType | str
    """What it serves for. (타입(대상))"""
    amount: int
    """The amount for which it was issued. In won. (발행 금액)"""
    vat: int
    """The value-added tax in `amount`. In won. (부가세액)"""
    receipt_url: str | None = None
    """Where it is shown. (현금영수증 URL)"""
    applied_at: datetime
    """When it was issued. (발행시각)"""
    cancelled_at: datetime | None = None
    """When it was revoked; null while it stands. (발행취소시각)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {
            "amount",
            "applied_at",
            "apply_num",
            "cancelled_at",
            "imp_uid",
            "receipt_tid",
            "receipt_url",
            "type",
            "vat",
        }
    )

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            imp_uid=r.need("imp_uid", text),
            receipt_tid=r.get("receipt_tid", text),
            apply_num=r.need("apply_num", text),
            type=r.need("type", text),
            amount=r.need("amount", integer),
            vat=r.need("vat", integer),
            receipt_url=r.get("receipt_url", text),
            applied_at=r.need("applied_at", moment),
            cancelled_at=r.get("cancelled_at", time),
            raw=data,
        )


@define(kw_only=True, repr=False)
class ExternalCashReceipt(Model):
    """A cash receipt that was issued for cash not paid through PortOne. (외부 현금영수증)"""

    merchant_uid: str
    """The merchant's identity of the order. (고객사 주문번호)"""
    receipt_tid: str | None = None
    """The PG's identity of the receipt. (PG사 현금영수증 발행 고유번호)"""
    apply_num: str
    """The number that the tax service gave the receipt. (국세청 발행번호)"""
    type: CashReceiptType | str
    """What it serves for. (타입(대상))"""
    amount: int
    """The amount for which it was issued. In won. (발행 금액)"""
    vat: int
    """The value-added tax in `amount`. In won. (부가세액)"""
    receipt_url: str | None = None
    """Where it is shown. (현금영수증 URL)"""
    applied_at: datetime
    """When it was issued. (발행시각)"""
    cancelled_at: datetime | None = None
    """When it was revoked; null while it stands. (발행취소시각)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {
            "amount",
            "applied_at",
            "apply_num",
            "cancelled_at",
            "merchant_uid",
            "receipt_tid",
            "receipt_url",
            "type",
            "vat",
        }
    )

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            merchant_uid=r.need("merchant_uid", text),
            receipt_tid=r.get("receipt_tid", text),
            apply_num=r.need("apply_num", text),
            type=r.need("type", text),
            amount=r.need("amount", integer),
            vat=r.need("vat", integer),
            receipt_url=r.get("receipt_url", text),
            applied_at=r.need("applied_at", moment),
            cancelled_at=r.get("cancelled_at", time),
            raw=data,
        )
