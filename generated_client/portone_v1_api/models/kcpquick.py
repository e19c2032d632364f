# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `kcpquick`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from attrs import define

from ..answers import Model, Reader, moment, text
from ..calls import Report

KcpQuickPrepaidAuth = Literal["Y", "N"]
"""Whether the use of prepaid money is authenticated. (선불머니 인증 여부)"""

KcpQuickVendorType = Literal["VID2", "VID3"]
"""Who issues the barcode of a coupon. `VID2`: 즐거운. `VID3`: 쿠프마케팅. (바코드 발급사)"""


@define(kw_only=True, repr=False)
class DeletedAutopayKey(Model):
    """An autopay key that was deleted. (삭제된 자동결제 키)"""

    customer_uid: str
    """The billing key to which it belonged. (빌링키)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"customer_uid"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            customer_uid=r.need("customer_uid", text),
            raw=data,
        )


@define(kw_only=True, repr=False)
class KcpQuickMember(Model):
    """What is stored of a Quick Pay member. (퀵페이 등록 정보)"""

    member_id: str
    """The member's identity at Quick Pay. At most 80 characters. (구매자 고유 아이디)"""
    pg_provider: str
    """The PG, `kcp_quick`. At most 16 characters. (PG사 구분코드)"""
    pg_id: str | None = None
    """The merchant's identity at the PG. At most 80 characters. (PG사 상점아이디)"""
    inserted: datetime
    """When the member was registered. (등록 시각)"""
    updated: datetime
    """When the member was last changed. (업데이트 시각)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {"inserted", "member_id", "pg_id", "pg_provider", "updated"}
    )

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            member_id=r.need("member_id", text),
            pg_provider=r.need("pg_provider", text),
            pg_id=r.get("pg_id", text),
            inserted=r.need("inserted", moment),
            updated=r.need("updated", moment),
            raw=data,
        )


@define(kw_only=True, repr=False)
class ReleasedFido(Model):
    """A member who no longer uses biometrics. (생체인증 해제 정보)"""

    member_id: str
    """The member's identity at Quick Pay. (회원 고유 아이디)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"member_id"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            member_id=r.need("member_id", text),
            raw=data,
        )
