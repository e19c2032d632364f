# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `certifications`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from attrs import define

from ..answers import Model, Reader, boolean, text, time
from ..calls import Report

CertificationCarrier = Literal["SKT", "KT", "LGT"]
"""The carrier whose network a phone uses. (통신사 구분코드)"""

CertifiedCarrier = Literal["SKT", "KT", "LGT", "SKT_MVNO", "KT_MVNO", "LGT_MVNO"]
"""The carrier of a verified phone. `_MVNO` marks budget carriers on the network of a large one. (통신사)
"""

CertificationGender = Literal["male", "female"]
"""A person's gender, as the carrier knows it. (성별)"""

CertificationGenderDigit = Literal["1", "2", "3", "4", "5", "6", "7", "8"]
"""The seventh digit of a resident registration number; it tells gender and century. Koreans born
before 2000: `1` male, `2` female; since: `3`, `4`. Foreigners born before 2000: `5`, `6`; since:
`7`, `8`. (성별구분코드)
"""

CertificationMethod = Literal["SMS", "APP"]
"""How a person is verified, by a code in a text message or in the carrier's app. (본인인증 방식)"""


@define(kw_only=True, repr=False)
class Certification(Model):
    """Who was verified. Believe it only when `certified` is true. (본인인증 결과)"""

    imp_uid: str
    """PortOne's identity of the verification. (포트원 인증 고유번호)"""
    merchant_uid: str | None = None
    """The merchant's identity of the verification. (고객사 주문번호)"""
    pg_tid: str | None = None
    """The PG's identity of the verification. (PG사 본인인증결과 고유번호)"""
    pg_provider: str
    """The PG that verified, such as `danal` or `kcp_v2`. (PG사 구분코드)"""
    name: str | None = None
    """The person's real name. (성명)"""
    gender: CertificationGender | str | None = None
    """The person's gender. (성별)"""
    birthday: str | None = None
    """The person's date of birth, as `YYYY-MM-DD`. (생년월일)"""
    foreigner: bool
    """Whether the person is a foreigner. False may also mean unknown; `foreigner_v2` tells the two
    apart. (외국인 여부) danal: Always false, unless the contract with Danal covers it.
    """
    foreigner_v2: bool | None = None
    """Whether the person is a foreigner; null when unknown. (외국인 여부) danal: Always null, unless the
    contract with Danal covers it.
    """
    phone: str | None = None
    """The person's phone number, digits alone. Missing unless the carriers have approved the merchant
    for it, and when a credit card was used to verify. (휴대폰번호)
    """
    carrier: CertifiedCarrier | str | None = None
    """The carrier of that phone. Missing unless the carriers have approved the merchant for it, and
    when a credit card was used to verify. (통신사)
    """
    certified: bool | None = None
    """Whether the verification succeeded. (인증성공여부)"""
    certified_at: datetime | None = None
    """When it was completed. (인증처리시각)"""
    unique_key: str | None = None
    """The person's CI, which is the same at every merchant. At most 88 characters. (개인 고유구분 식별키 (CI))
    """
    unique_in_site: str | None = None
    """The person's DI, which is another for each of the merchant's identities at the PG. At most 64
    characters. (고객사 내 개인 고유구분 식별키 (DI))
    """
    origin: str | None = None
    """The page on which the person was verified. (웹 페이지 URL)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {
            "birthday",
            "carrier",
            "certified",
            "certified_at",
            "foreigner",
            "foreigner_v2",
            "gender",
            "imp_uid",
            "merchant_uid",
            "name",
            "origin",
            "pg_provider",
            "pg_tid",
            "phone",
            "unique_in_site",
            "unique_key",
        }
    )
    _secrets: ClassVar[frozenset[str]] = frozenset(
        {"birthday", "phone", "unique_in_site", "unique_key"}
    )

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            imp_uid=r.need("imp_uid", text),
            merchant_uid=r.get("merchant_uid", text),
            pg_tid=r.get("pg_tid", text),
            pg_provider=r.need("pg_provider", text),
            name=r.get("name", text),
            gender=r.get("gender", text),
            birthday=r.get("birthday", text),
            foreigner=r.need("foreigner", boolean),
            foreigner_v2=r.get("foreigner_v2", boolean),
            phone=r.get("phone", text),
            carrier=r.get("carrier", text),
            certified=r.get("certified", boolean),
            certified_at=r.get("certified_at", time),
            unique_key=r.get("unique_key", text),
            unique_in_site=r.get("unique_in_site", text),
            origin=r.get("origin", text),
            raw=data,
        )


@define(kw_only=True, repr=False)
class PendingCertification(Model):
    """A verification that waits for the code. (본인인증 요청 결과)"""

    imp_uid: str
    """PortOne's identity of the verification; `certifications.confirm_otp` needs it. (포트원 인증 고유번호)
    """

    _wire_names: ClassVar[frozenset[str]] = frozenset({"imp_uid"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            imp_uid=r.need("imp_uid", text),
            raw=data,
        )
