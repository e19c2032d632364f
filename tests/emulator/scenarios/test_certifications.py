"""Who somebody is, verified by a code to the phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import pytest

from portone_v1 import AlreadyDone, InvalidRequest, NotFound, Refused, ServerError
from portone_v1_emulator import Account, Emulator
from portone_v1_emulator.pgs.channels import CHANNELS
from portone_v1_emulator.shops import certifying
from portone_v1_emulator.shops.certifying import EXPIRED_OTP, OTP, OTP_LIFE, OTP_TRIES

from ..conftest import NOW
from .orders import context_of
from .shop import Kind, Shop, open_shop

DANAL, KCP = "channel-key-danal", "channel-key-kcp_v2"
WRONG = "111111"


def request(shop: Shop, **other: Any) -> str:
    """Have a code sent to somebody's phone; the imp_uid of the verification."""
    person = {
        "name": "김하늘",
        "phone": "010-1234-5678",
        "birth": "90-01-01",
        "gender_digit": "2",
        "carrier": "SKT",
        "channel_key": DANAL,
    }
    pending = shop.certifications.request_otp(**person | other)
    return str(pending.imp_uid)


def assumed(shop: Shop) -> tuple[str, ...]:
    """What the last answer rests on."""
    return shop.emulator.requests[-1].assumes


def certify(shop: Shop, **other: Any) -> Any:
    """Somebody who is verified."""
    return shop.certifications.confirm_otp(request(shop, **other), otp=OTP)


@pytest.fixture(params=["sync", "async"])
def approved(emulator: Emulator, request: pytest.FixtureRequest) -> Iterator[Shop]:
    """A merchant whom the carriers have approved to see phones."""
    emulator.store.open_account(Account("approved", "pass", sees_phones=True))
    kind = cast("Kind", request.param)
    with open_shop(emulator, kind, key="approved", secret="pass") as shop:
        yield shop


@pytest.mark.covers("certifications.request_otp")
@pytest.mark.covers("certifications.confirm_otp")
@pytest.mark.covers("certifications.get")
@pytest.mark.covers("certifications.delete")
@pytest.mark.covers("certifications.get", "unknown_certification")
@pytest.mark.covers("certifications.delete", "unknown_certification")
def test_from_the_request_to_the_deletion(shop: Shop) -> None:
    imp_uid = request(shop, merchant_uid="join-1")
    waiting = shop.certifications.get(imp_uid)
    assert (waiting.certified, waiting.name, waiting.unique_key) == (False, None, None)
    assert waiting.certified_at is None
    assert assumed(shop) == ("certifications.get waiting_certification",)

    shop.emulator.advance(30)
    done = shop.certifications.confirm_otp(imp_uid, otp=OTP)
    assert (done.certified, done.name, done.gender) == (True, "김하늘", "female")
    assert (done.merchant_uid, done.pg_provider) == ("join-1", "danal")
    assert done.birthday == "1990-01-01"
    assert done.certified_at.timestamp() == NOW + 30
    assert shop.certifications.get(imp_uid) == done
    assert assumed(shop) == ()

    assert shop.certifications.delete(imp_uid) == done
    for call in (shop.certifications.get, shop.certifications.delete):
        with pytest.raises(NotFound, match="인증결과가 존재하지 않습니다"):
            call(imp_uid)


def test_a_verification_that_waits_can_be_hidden(shop: Shop) -> None:
    shop.emulator.state.assumptions.choose("waiting_certification", "hidden")
    try:
        imp_uid = request(shop)
        with pytest.raises(NotFound):
            shop.certifications.get(imp_uid)
        shop.certifications.confirm_otp(imp_uid, otp=OTP)
        assert shop.certifications.get(imp_uid).certified is True
    finally:
        shop.emulator.state.assumptions.forget(["waiting_certification"])


def test_phone_carrier_and_foreigners_are_for_approved_merchants(
    shop: Shop, approved: Shop
) -> None:
    plain = certify(shop, gender_digit="6")
    assert not {"phone", "carrier"} & plain.raw.keys()
    assert (plain.foreigner, plain.foreigner_v2) == (False, None)
    seen = certify(approved, gender_digit="6", is_mvno=True)
    assert (seen.phone, seen.carrier) == ("01012345678", "SKT_MVNO")
    assert (seen.foreigner, seen.foreigner_v2) == (True, True)
    at_kcp = certify(shop, gender_digit="6", channel_key=KCP)
    assert (at_kcp.foreigner, at_kcp.foreigner_v2) == (True, True)


@pytest.mark.parametrize(
    ("gender_digit", "birth", "born", "gender"),
    [
        ("1", "880229", date(1988, 2, 29), "male"),
        ("2", "991231", date(1999, 12, 31), "female"),
        ("3", "000101", date(2000, 1, 1), "male"),
        ("4", "051231", date(2005, 12, 31), "female"),
        ("5", "701010", date(1970, 10, 10), "male"),
        ("8", "101010", date(2010, 10, 10), "female"),
    ],
)
def test_the_seventh_digit_tells_gender_and_century(
    shop: Shop, gender_digit: str, birth: str, born: date, gender: str
) -> None:
    person = certify(shop, gender_digit=gender_digit, birth=birth)
    assert (date.fromisoformat(person.birthday), person.gender) == (born, gender)


def test_ci_is_a_persons_and_di_a_persons_at_a_site(shop: Shop) -> None:
    person = certify(shop)
    again = certify(shop, phone="01098765432", carrier="KT")
    assert (again.unique_key, again.unique_in_site) == (person.unique_key, person.unique_in_site)
    other = certify(shop, name="이바다")
    assert other.unique_key != person.unique_key
    assert other.unique_in_site != person.unique_in_site
    elsewhere = certify(shop, channel_key=KCP)
    assert elsewhere.unique_key == person.unique_key
    assert elsewhere.unique_in_site != person.unique_in_site
    assert (len(person.unique_key), person.unique_key[-2:]) == (88, "==")
    assert (len(person.unique_in_site), person.unique_in_site[:20]) == (64, "MC0GCCqGSIb3DQIJAyEA")


def test_a_window_leaves_the_same_behind(shop: Shop) -> None:
    code = certify(shop)
    with context_of(shop) as context:
        person = certifying.identify(
            name="김하늘",
            phone="01012345678",
            birth="900101",
            gender_digit="2",
            carrier="SKT",
            is_mvno=False,
            now=context.now,
        )
        channels = {channel.key: channel for channel in CHANNELS}
        done = certifying.complete(
            context, channels[DANAL], person, merchant_uid="join-2", origin="https://shop.test/join"
        )
        unified = certifying.complete(context, channels["channel-key-inicis_unified"], person)
    seen = shop.certifications.get(done.imp_uid)
    assert (seen.certified, seen.origin) == (True, "https://shop.test/join")
    assert (seen.unique_key, seen.unique_in_site) == (code.unique_key, code.unique_in_site)
    at_inicis = shop.certifications.get(unified.imp_uid)
    assert (at_inicis.unique_key, at_inicis.unique_in_site) == (code.unique_key, None)


@pytest.mark.covers("certifications.request_otp", "bad_person")
@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"phone": "02-123-4567"},
        {"birth": "900230"},
        {"birth": "9001"},
        {"birth": "990101", "gender_digit": "3"},
        {"phone": "010-0000-0001"},
        {"carrier": "LTE"},
        {"gender_digit": "9"},
    ],
)
def test_details_that_are_nobodys(shop: Shop, wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidRequest) as refused:
        request(shop, **wrong)
    assert refused.value.outcome == "rejected"
    assert "010" not in str(refused.value)
    assert len(shop.emulator.shop().table(certifying.Certification)) == 0


@pytest.mark.covers("certifications.request_otp", "refused")
def test_a_pg_that_sends_no_code(shop: Shop) -> None:
    with pytest.raises(Refused, match="차단 서비스"):
        request(shop, phone="010-0000-0002")
    with pytest.raises(Refused, match="지원하지 않는 PG사"):
        request(shop, channel_key="channel-key-inicis_unified")
    with pytest.raises(InvalidRequest, match="채널"):
        request(shop, channel_key="channel-key-none")


@pytest.mark.covers("certifications.request_otp", "server_error")
@pytest.mark.covers("certifications.confirm_otp", "server_error")
@pytest.mark.covers("certifications.delete", "server_error")
def test_trouble_on_the_way(shop: Shop) -> None:
    with pytest.raises(ServerError) as lost:
        request(shop, phone="010-0000-0003")
    assert lost.value.outcome == "unknown"
    imp_uid = request(shop, phone="010-0000-0004")
    with pytest.raises(ServerError) as lost:
        shop.certifications.confirm_otp(imp_uid, otp=OTP)
    assert lost.value.outcome == "unknown"
    assert shop.certifications.get(imp_uid).certified is False
    shop.emulator.fail("refuse", "certifications.delete", case="server_error")
    with pytest.raises(ServerError) as lost:
        shop.certifications.delete(imp_uid)
    assert lost.value.outcome == "unknown"
    assert shop.certifications.get(imp_uid).imp_uid == imp_uid


@pytest.mark.covers("certifications.delete", "refused")
def test_a_deletion_that_is_refused(shop: Shop) -> None:
    imp_uid = certify(shop).imp_uid
    shop.emulator.fail("refuse", "certifications.delete", case="refused", message="점검 중입니다.")
    with pytest.raises(Refused, match="점검 중"):
        shop.certifications.delete(imp_uid)
    assert shop.certifications.get(imp_uid).certified is True


@pytest.mark.covers("certifications.confirm_otp", "already_certified")
@pytest.mark.covers("certifications.confirm_otp", "bad_otp")
@pytest.mark.covers("certifications.confirm_otp", "unknown_certification")
@pytest.mark.covers("certifications.confirm_otp", "wrong_otp")
def test_codes_that_complete_nothing(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.certifications.confirm_otp("imp_000000000000", otp=OTP)
    imp_uid = request(shop)
    with pytest.raises(InvalidRequest, match="otp"):
        shop.certifications.confirm_otp(imp_uid)
    with pytest.raises(Refused, match="일치하지 않습니다"):
        shop.certifications.confirm_otp(imp_uid, otp=WRONG)
    assert shop.certifications.get(imp_uid).certified is False
    shop.certifications.confirm_otp(imp_uid, otp=OTP)
    with pytest.raises(AlreadyDone):
        shop.certifications.confirm_otp(imp_uid, otp=OTP)


@pytest.mark.covers("certifications.confirm_otp", "refused")
def test_a_code_is_good_for_three_minutes_and_five_tries(shop: Shop) -> None:
    late, in_time = request(shop), request(shop)
    shop.emulator.advance(OTP_LIFE)
    assert shop.certifications.confirm_otp(in_time, otp=OTP).certified is True
    shop.emulator.advance(1)
    with pytest.raises(Refused, match="시간이 초과"):
        shop.certifications.confirm_otp(late, otp=OTP)
    with pytest.raises(Refused, match="시간이 초과"):
        shop.certifications.confirm_otp(request(shop), otp=EXPIRED_OTP)
    tried = request(shop)
    for _ in range(OTP_TRIES):
        with pytest.raises(Refused, match="일치하지 않습니다"):
            shop.certifications.confirm_otp(tried, otp=WRONG)
    with pytest.raises(Refused, match="횟수를 초과"):
        shop.certifications.confirm_otp(tried, otp=OTP)


def test_the_app_of_the_carrier_needs_no_code(shop: Shop) -> None:
    by_app = {"channel_key": KCP, "verification_method": "APP"}
    assert shop.certifications.confirm_otp(request(shop, **by_app)).certified is True
    not_agreed = request(shop, phone="010-0000-0005", **by_app)
    with pytest.raises(Refused, match="앱"):
        shop.certifications.confirm_otp(not_agreed)
    at_danal = request(shop, verification_method="APP")
    with pytest.raises(InvalidRequest, match="otp"):
        shop.certifications.confirm_otp(at_danal)
