"""Verifying who somebody is, by a code to the phone or by the carrier's app.

Every phone receives the code `OTP`; any other is wrong, and `EXPIRED_OTP` is answered as one that came too
late. The phones in `TEST_PHONES` go wrong on the way. Whoever has the same name, birthday and gender is the
same person, with the same CI, whatever the phone.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime

from ..core.clock import KST
from ..core.context import RequestContext
from ..core.records import Channel, Record

OTP = "000000"
"""The code that every phone receives."""
EXPIRED_OTP = "999999"
"""A code that the PG takes for one that has expired."""
OTP_LIFE = 180
"""For how many seconds a code is good."""
OTP_TRIES = 5
"""How many wrong codes a verification stands."""

SMS, APP = "SMS", "APP"
_BY_APP = "kcp_v2"
_WITHOUT_DI = "inicis_unified"
_WITHOUT_FOREIGNERS = "danal"

# SEQUENCE of hmacWithSHA256 and a BIT STRING of 32 bytes: how every DI begins.
_DI_HEAD = bytes.fromhex("302d06082a864886f70d0209032100")


@dataclass(frozen=True)
class Phone:
    """What goes wrong with a phone: the PG's text where it does, nothing where all is well."""

    is_not_theirs: str = ""
    """The carrier knows nobody with this phone under these details."""
    refuses_request: str = ""
    """The PG sends no code."""
    breaks_request: str = ""
    """The PG's server has trouble before it sends a code."""
    refuses_app: str = ""
    """The person has not agreed in the app."""
    breaks_confirm: str = ""
    """The PG's server has trouble when the code is confirmed."""


_TROUBLE = "PG사 서버 응답오류가 발생하였습니다."

TEST_PHONES = {
    "01000000001": Phone(is_not_theirs="입력하신 정보와 일치하는 휴대폰 정보가 없습니다."),
    "01000000002": Phone(refuses_request="본인인증 차단 서비스를 이용 중인 휴대폰입니다."),
    "01000000003": Phone(breaks_request=_TROUBLE),
    "01000000004": Phone(breaks_confirm=_TROUBLE),
    "01000000005": Phone(refuses_app="앱에서 본인인증이 완료되지 않았습니다."),
}
"""The phones by number, digits alone."""


@dataclass(frozen=True, slots=True)
class Individual:
    """A person, as the carrier knows them."""

    name: str
    birthday: str
    """YYYY-MM-DD."""
    gender: str
    foreigner: bool
    phone: str
    """Digits alone."""
    carrier: str

    @property
    def unique_key(self) -> str:
        """The CI, which is the same everywhere."""
        person = f"{self.name}|{self.birthday}|{self.gender}|{self.foreigner}"
        return _in_text(hashlib.sha512(person.encode()).digest())

    def unique_in_site(self, channel: Channel) -> str:
        """The DI, another for each of the merchant's identities at the PG."""
        site = f"{channel.pg_provider}.{channel.pg_id}|{self.unique_key}"
        return _in_text(_DI_HEAD + hashlib.sha256(site.encode()).digest())


@dataclass(frozen=True, slots=True)
class Certification(Record):
    """A verification, complete or waiting for its code."""

    identity = "imp_uid"
    indexed = ("merchant_uid",)

    imp_uid: str
    merchant_uid: str | None
    channel: Channel
    pg_tid: str
    individual: Individual
    requested_at: int
    method: str = SMS
    """`SMS` or `APP`."""
    wrong_codes: int = 0
    certified_at: int = 0
    """0 while it waits."""
    origin: str | None = None
    """The page on which it happened."""

    @property
    def unique_in_site(self) -> str | None:
        """The person's DI, where the PG tells it."""
        if self.channel.pg_provider == _WITHOUT_DI:
            return None
        return self.individual.unique_in_site(self.channel)

    @property
    def tells_foreigners(self) -> bool:
        """Whether the PG tells them without a contract that covers it."""
        return self.channel.pg_provider != _WITHOUT_FOREIGNERS


class Unidentified(Exception):
    """These are the details of nobody; the text says why, and never repeats them."""


def identify(
    *, name: str, phone: str, birth: str, gender_digit: str, carrier: str, is_mvno: bool, now: int
) -> Individual:
    """Whom the carrier knows under these details. Of phone and birth (YYMMDD), only the digits count."""
    phone, birth = re.sub("[^0-9]", "", phone), re.sub("[^0-9]", "", birth)
    if not name.strip():
        raise Unidentified("성명이 누락되었습니다.")
    if not re.fullmatch("01[0-9]{8,9}", phone):
        raise Unidentified("휴대폰번호가 올바르지 않습니다.")
    birthday = _birthday(birth, gender_digit)
    if birthday is None or birthday > datetime.fromtimestamp(now, KST):
        raise Unidentified("생년월일이 올바르지 않습니다.")
    if text := phone_of(phone).is_not_theirs:
        raise Unidentified(text)
    return Individual(
        name=name.strip(),
        birthday=f"{birthday:%Y-%m-%d}",
        gender="male" if int(gender_digit) % 2 else "female",
        foreigner=gender_digit >= "5",
        phone=phone,
        carrier=f"{carrier}_MVNO" if is_mvno else carrier,
    )


def phone_of(number: str) -> Phone:
    """What goes wrong with the phone of that number."""
    return TEST_PHONES.get(number) or Phone()


def takes_app(channel: Channel) -> bool:
    """Whether the PG of `channel` verifies by the carrier's app as well."""
    return channel.pg_provider == _BY_APP


def begin(
    context: RequestContext,
    channel: Channel,
    individual: Individual,
    *,
    merchant_uid: str | None = None,
    method: str = SMS,
    origin: str | None = None,
) -> Certification:
    """Keep a verification that waits for its code."""
    number = context.next_number()
    certification = Certification(
        imp_uid=f"imp_{number}",
        merchant_uid=merchant_uid,
        channel=channel,
        pg_tid=f"{datetime.fromtimestamp(context.now, KST):%Y%m%d}{number}",
        individual=individual,
        requested_at=context.now,
        method=method,
        origin=origin,
    )
    context.shop.table(Certification).put(certification)
    return certification


def count_wrong_code(context: RequestContext, certification: Certification) -> None:
    """Keep that a wrong code was given."""
    wrong_codes = certification.wrong_codes + 1
    context.shop.table(Certification).put(replace(certification, wrong_codes=wrong_codes))


def finish(context: RequestContext, certification: Certification) -> Certification:
    """Keep that the person is who they say."""
    certification = replace(certification, certified_at=context.stamp)
    context.shop.table(Certification).put(certification)
    return certification


def complete(
    context: RequestContext,
    channel: Channel,
    individual: Individual,
    *,
    merchant_uid: str | None = None,
    origin: str | None = None,
) -> Certification:
    """Keep a verification that was begun and finished in a window."""
    begun = begin(context, channel, individual, merchant_uid=merchant_uid, origin=origin)
    return finish(context, begun)


def _birthday(birth: str, gender_digit: str) -> datetime | None:
    """The day of YYMMDD in the century that the digit tells; None when there is no such day."""
    century = "19" if gender_digit in "1256" else "20"
    try:
        return datetime.strptime(century + birth, "%Y%m%d").replace(tzinfo=KST)
    except ValueError:
        return None


def _in_text(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")
