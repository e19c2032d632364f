# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `subscribe`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal, Self

from attrs import define, field

from ..answers import Model, Reader, integer, moment, money, text, time
from ..calls import Report
from .payments import PaymentStatus

ScheduleStatus = Literal["scheduled", "executed", "revoked"]
"""What became of a schedule. `scheduled`: still to be charged. `executed`: charged, with or without
success. `revoked`: called off before that. (예약상태)
"""

ScheduleSorting = Literal["scheduled"]
"""Earliest first, by the time for which they are scheduled. (정렬방식)"""

ProductType = Literal["real", "digital"]
"""What is sold, `real` goods or `digital` content. (주문 상품구분)"""

SubscribeCashReceiptType = Literal["person", "company", "anonymous"]
"""For whom a cash receipt is issued. (현금영수증 발행대상)"""


@define(kw_only=True, repr=False)
class Schedule(Model):
    """A scheduled charge, before and after it was executed. Whether the money was paid is told by
    `payment_status`, not by `schedule_status`. (결제예약 정보)
    """

    customer_uid: str
    """The billing key that is charged. (구매자의 결제 수단 식별 고유번호)"""
    merchant_uid: str
    """The merchant's identity of the order. At most 40 characters. (고객사 주문번호)"""
    imp_uid: str | None = None
    """PortOne's identity of the payment; null until it was executed. At most 32 characters. (포트원
    거래고유번호)
    """
    pg_provider: str | None = None
    """The PG that charged. For a key of several channels, the one that routing picked. At most 16
    characters. (PG사 구분코드)
    """
    pg_id: str | None = None
    """The merchant's identity at the PG that charged. At most 64 characters. (PG사 상점아이디)"""
    customer_id: str | None = None
    """The merchant's identity of the customer. (구매자 ID)"""
    schedule_at: datetime
    """When it is to be charged. (결제 예정 시각)"""
    executed_at: datetime | None = None
    """When it was charged. (결제 실행 시각)"""
    revoked_at: datetime | None = None
    """When it was revoked. (결제 실행 철회 시각)"""
    amount: int | Decimal
    """How much is charged. In won, or a decimal in another currency. (결제금액)"""
    currency: str | None = None
    """The currency, such as `KRW` or `USD`. (결제 통화 코드)"""
    name: str | None = None
    """What is bought. At most 40 characters. (제품명)"""
    buyer_name: str | None = None
    """The customer's name. At most 16 characters. (주문자명)"""
    buyer_email: str | None = None
    """The customer's e-mail address. At most 64 characters. (주문자 이메일)"""
    buyer_tel: str | None = None
    """The customer's phone number. At most 16 characters. (주문자 전화번호)"""
    buyer_addr: str | None = None
    """The customer's address. At most 128 characters. (주문자 주소)"""
    buyer_postcode: str | None = None
    """The customer's postcode. At most 8 characters. (주문자 우편번호)"""
    custom_data: str | None = None
    """What the merchant wants stored with the payment, as a string of JSON. (추가정보)"""
    schedule_status: ScheduleStatus | str
    """What became of a schedule. `scheduled`: still to be charged. `executed`: charged, with or
    without success. `revoked`: called off before that. (예약상태)
    """
    payment_status: PaymentStatus | str | None = None
    """What became of the payment; null until it was executed. (결제상태)"""
    fail_reason: str | None = None
    """Why the payment failed. (실패사유)"""
    promotion_id: str | None = None
    """The promotion that lowers the price. (프로모션 아이디)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {
            "amount",
            "buyer_addr",
            "buyer_email",
            "buyer_name",
            "buyer_postcode",
            "buyer_tel",
            "currency",
            "custom_data",
            "customer_id",
            "customer_uid",
            "executed_at",
            "fail_reason",
            "imp_uid",
            "merchant_uid",
            "name",
            "payment_status",
            "pg_id",
            "pg_provider",
            "promotion_id",
            "revoked_at",
            "schedule_at",
            "schedule_status",
        }
    )
    _secrets: ClassVar[frozenset[str]] = frozenset({"buyer_tel"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            customer_uid=r.need("customer_uid", text),
            merchant_uid=r.need("merchant_uid", text),
            imp_uid=r.get("imp_uid", text),
            pg_provider=r.get("pg_provider", text),
            pg_id=r.get("pg_id", text),
            customer_id=r.get("customer_id", text),
            schedule_at=r.need("schedule_at", moment),
            executed_at=r.get("executed_at", time),
            revoked_at=r.get("revoked_at", time),
            amount=r.need("amount", money),
            currency=r.get("currency", text),
            name=r.get("name", text),
            buyer_name=r.get("buyer_name", text),
            buyer_email=r.get("buyer_email", text),
            buyer_tel=r.get("buyer_tel", text),
            buyer_addr=r.get("buyer_addr", text),
            buyer_postcode=r.get("buyer_postcode", text),
            custom_data=r.get("custom_data", text),
            schedule_status=r.need("schedule_status", text),
            payment_status=r.get("payment_status", text),
            fail_reason=r.get("fail_reason", text),
            promotion_id=r.get("promotion_id", text),
            raw=data,
        )


@define(kw_only=True, repr=False)
class SchedulePage(Model):
    """One page of schedules. (결제예약 목록)"""

    total: int
    """How many there are in all. (전체 건수)"""
    previous: int
    """The number of the page before this one, 0 when there is none. (이전 페이지)"""
    next: int
    """The number of the page after this one, 0 when there is none. (다음 페이지)"""
    items: list[Schedule] = field(factory=list[Schedule])
    """The schedules of this page. (결제예약 정보 배열)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"list", "next", "previous", "total"})
    _renamed: ClassVar[Mapping[str, str]] = {"items": "list"}

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            total=r.need("total", integer),
            previous=r.need("previous", integer),
            next=r.need("next", integer),
            items=r.models("list", Schedule),
            raw=data,
        )

    def __iter__(self) -> Iterator[Schedule]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)
