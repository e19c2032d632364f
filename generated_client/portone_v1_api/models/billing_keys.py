# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `billing_keys`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from attrs import define, field

from ..answers import Model, Reader, boolean, integer, moment, text, time
from ..calls import Report

ChannelFailureType = Literal["INVALID_REQUEST", "PG_PROVIDER", "DB_FAILED"]
"""Why a channel issued no key. `INVALID_REQUEST`: what was sent is not valid. `PG_PROVIDER`: the PG
refused. `DB_FAILED`: PortOne could not store the key. (실패 유형)
"""


@define(kw_only=True, repr=False)
class BillingKey(Model):
    """A stored means of payment. Of the card only what the PG tells is known. (빌링키 정보)"""

    customer_uid: str
    """The merchant's identity of the billing key. At most 80 characters. (구매자의 결제 수단 식별 고유번호)"""
    pg_provider: str
    """The PG at which the key was issued. At most 16 characters. (PG사 구분코드)"""
    pg_id: str
    """The merchant's identity at the PG. At most 80 characters. (상점아이디 (MID))"""
    sandbox: bool | None = None
    """Whether it was issued on a test channel, where no money moves. (테스트 빌링키 여부)"""
    customer_id: str | None = None
    """The merchant's identity of the customer. (구매자 ID)"""
    card_name: str | None = None
    """Name of the card company. (카드명)"""
    card_code: str | None = None
    """Standard code of the card company. (카드사 코드)"""
    card_issuer_code: str | None = None
    """Standard code of the company that issued the card. (카드 발급사 코드) Only tosspayments, ksnet,
    paypal_v2, smartro_v2, nice_v2, welcome, tosspay_v2.
    """
    card_issuer_name: str | None = None
    """Name of the company that issued the card, from the PGs that tell it. (카드 발급사명)"""
    card_publisher_code: str | None = None
    """Standard code of the company whose brand the card carries. (카드 발행사 코드) Only tosspayments, ksnet,
    paypal_v2, smartro_v2, nice_v2, welcome, tosspay_v2.
    """
    card_publisher_name: str | None = None
    """Name of the company whose brand the card carries, from the PGs that tell it. (카드 발행사명)"""
    card_number: str | None = None
    """The card's number, masked by the PG. (마스킹 카드번호)"""
    card_type: int | None = None
    """0 a credit card, 1 a debit card, null from PGs that do not tell, such as INICIS billing. (카드유형)
    """
    customer_name: str | None = None
    """The card holder's name. At most 20 characters. (고객 성함)"""
    customer_tel: str | None = None
    """The card holder's phone number. At most 20 characters. (전화번호)"""
    customer_email: str | None = None
    """The card holder's e-mail address. At most 200 characters. (이메일 주소)"""
    customer_addr: str | None = None
    """The card holder's address. At most 200 characters. (주소)"""
    customer_postcode: str | None = None
    """The card holder's postcode. At most 8 characters. (우편번호)"""
    inserted: datetime
    """When the key was first issued. (발급 시각)"""
    updated: datetime
    """When the key was last issued anew or changed. (업데이트 시각)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {
            "card_code",
            "card_issuer_code",
            "card_issuer_name",
            "card_name",
            "card_number",
            "card_publisher_code",
            "card_publisher_name",
            "card_type",
            "customer_addr",
            "customer_email",
            "customer_id",
            "customer_name",
            "customer_postcode",
            "customer_tel",
            "customer_uid",
            "inserted",
            "pg_id",
            "pg_provider",
            "sandbox",
            "updated",
        }
    )
    _secrets: ClassVar[frozenset[str]] = frozenset({"card_number", "customer_tel"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            customer_uid=r.need("customer_uid", text),
            pg_provider=r.need("pg_provider", text),
            pg_id=r.need("pg_id", text),
            sandbox=r.get("sandbox", boolean),
            customer_id=r.get("customer_id", text),
            card_name=r.get("card_name", text),
            card_code=r.get("card_code", text),
            card_issuer_code=r.get("card_issuer_code", text),
            card_issuer_name=r.get("card_issuer_name", text),
            card_publisher_code=r.get("card_publisher_code", text),
            card_publisher_name=r.get("card_publisher_name", text),
            card_number=r.get("card_number", text),
            card_type=r.get("card_type", integer),
            customer_name=r.get("customer_name", text),
            customer_tel=r.get("customer_tel", text),
            customer_email=r.get("customer_email", text),
            customer_addr=r.get("customer_addr", text),
            customer_postcode=r.get("customer_postcode", text),
            inserted=r.need("inserted", moment),
            updated=r.need("updated", moment),
            raw=data,
        )


@define(kw_only=True, repr=False)
class SucceededChannel(Model):
    """A channel that issued a key, and what its PG tells of the card. (채널별 발급정보)"""

    pg_provider: str
    """The PG at which the key was issued. At most 16 characters. (PG사 구분코드)"""
    pg_id: str
    """The merchant's identity at the PG. At most 80 characters. (상점아이디 (MID))"""
    card_name: str | None = None
    """Name of the card company. (카드명)"""
    card_code: str | None = None
    """Standard code of the card company. (카드사 코드)"""
    card_issuer_code: str | None = None
    """Standard code of the company that issued the card. (카드 발급사 코드) Only tosspayments, ksnet,
    paypal_v2, smartro_v2, nice_v2, welcome, tosspay_v2.
    """
    card_issuer_name: str | None = None
    """Name of the company that issued the card, from the PGs that tell it. (카드 발급사명)"""
    card_publisher_code: str | None = None
    """Standard code of the company whose brand the card carries. (카드 발행사 코드) Only tosspayments, ksnet,
    paypal_v2, smartro_v2, nice_v2, welcome, tosspay_v2.
    """
    card_publisher_name: str | None = None
    """Name of the company whose brand the card carries, from the PGs that tell it. (카드 발행사명)"""
    card_number: str | None = None
    """The card's number, masked by the PG. (마스킹 카드번호)"""
    card_type: int | None = None
    """0 a credit card, 1 a debit card, null from PGs that do not tell, such as INICIS billing. (카드유형)
    """
    inserted: datetime
    """When the key was first issued. (발급 시각)"""
    updated: datetime | None = None
    """When the key was last issued anew or changed. (업데이트 시각)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {
            "card_code",
            "card_issuer_code",
            "card_issuer_name",
            "card_name",
            "card_number",
            "card_publisher_code",
            "card_publisher_name",
            "card_type",
            "inserted",
            "pg_id",
            "pg_provider",
            "updated",
        }
    )
    _secrets: ClassVar[frozenset[str]] = frozenset({"card_number"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            pg_provider=r.need("pg_provider", text),
            pg_id=r.need("pg_id", text),
            card_name=r.get("card_name", text),
            card_code=r.get("card_code", text),
            card_issuer_code=r.get("card_issuer_code", text),
            card_issuer_name=r.get("card_issuer_name", text),
            card_publisher_code=r.get("card_publisher_code", text),
            card_publisher_name=r.get("card_publisher_name", text),
            card_number=r.get("card_number", text),
            card_type=r.get("card_type", integer),
            inserted=r.need("inserted", moment),
            updated=r.get("updated", time),
            raw=data,
        )


@define(kw_only=True, repr=False)
class FailedChannel(Model):
    """A channel that issued no key. (채널별 실패정보)"""

    type: ChannelFailureType | str
    """Why a channel issued no key. `INVALID_REQUEST`: what was sent is not valid. `PG_PROVIDER`: the
    PG refused. `DB_FAILED`: PortOne could not store the key. (실패 유형)
    """
    message: str
    """What went wrong, in Korean. (실패 메세지)"""
    pg_provider: str
    """The PG that was asked. At most 16 characters. (PG사 구분코드)"""
    pg_id: str
    """The merchant's identity at the PG. At most 80 characters. (상점아이디 (MID))"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"message", "pg_id", "pg_provider", "type"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            type=r.need("type", text),
            message=r.need("message", text),
            pg_provider=r.need("pg_provider", text),
            pg_id=r.need("pg_id", text),
            raw=data,
        )


@define(kw_only=True, repr=False)
class SuperBillingKey(Model):
    """A billing key that was asked for at every active channel of a smart routing group, under one
    customer_uid. (슈퍼 빌링키 정보)
    """

    customer_uid: str
    """The merchant's identity of the billing key. At most 80 characters. (구매자의 결제 수단 식별 고유번호)"""
    channel_group_id: str
    """The smart routing group. At most 80 characters. (스마트 라우팅 그룹 ID)"""
    customer_id: str | None = None
    """The merchant's identity of the customer. (구매자 ID)"""
    customer_name: str | None = None
    """The card holder's name. At most 20 characters. (고객 성함)"""
    customer_tel: str | None = None
    """The card holder's phone number. At most 20 characters. (전화번호)"""
    customer_email: str | None = None
    """The card holder's e-mail address. At most 200 characters. (이메일 주소)"""
    customer_addr: str | None = None
    """The card holder's address. At most 200 characters. (주소)"""
    customer_postcode: str | None = None
    """The card holder's postcode. At most 8 characters. (우편번호)"""
    succeeded_channels: list[SucceededChannel] = field(factory=list[SucceededChannel])
    """The channels that issued a key. Only these can be charged. (채널별 발급정보)"""
    failed_channels: list[FailedChannel] = field(factory=list[FailedChannel])
    """The channels that did not, and why. (채널별 실패정보)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {
            "channelGroupId",
            "customer_addr",
            "customer_email",
            "customer_id",
            "customer_name",
            "customer_postcode",
            "customer_tel",
            "customer_uid",
            "failedChannels",
            "succeededChannels",
        }
    )
    _renamed: ClassVar[Mapping[str, str]] = {
        "channel_group_id": "channelGroupId",
        "succeeded_channels": "succeededChannels",
        "failed_channels": "failedChannels",
    }
    _secrets: ClassVar[frozenset[str]] = frozenset({"customer_tel"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            customer_uid=r.need("customer_uid", text),
            channel_group_id=r.need("channelGroupId", text),
            customer_id=r.get("customer_id", text),
            customer_name=r.get("customer_name", text),
            customer_tel=r.get("customer_tel", text),
            customer_email=r.get("customer_email", text),
            customer_addr=r.get("customer_addr", text),
            customer_postcode=r.get("customer_postcode", text),
            succeeded_channels=r.models("succeededChannels", SucceededChannel),
            failed_channels=r.models("failedChannels", FailedChannel),
            raw=data,
        )
