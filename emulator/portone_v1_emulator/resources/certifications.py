"""Who somebody is, verified by phone."""

from __future__ import annotations

from typing import Any

from .._generated.requests import (
    CertificationsConfirmOtpParams,
    CertificationsDeleteParams,
    CertificationsGetParams,
    ConfirmOtpRequest,
    RequestOtpRequest,
)
from ..core import contract
from ..core.accounts import MerchantAccount
from ..core.context import Answer, Call, operation
from ..core.refusals import Refusal
from ..pgs.choice import choose
from ..shops.certifying import (
    APP,
    EXPIRED_OTP,
    OTP,
    OTP_LIFE,
    OTP_TRIES,
    SMS,
    Certification,
    Unidentified,
    begin,
    count_wrong_code,
    finish,
    identify,
    phone_of,
    takes_app,
)


@operation("certifications.get")
def get(call: Call[CertificationsGetParams, None]) -> Answer:
    """One verification."""
    certification = _known(call)
    if not certification.certified_at and call.setting("waiting_certification") == "hidden":
        raise Refusal("unknown_certification")
    return Answer(_shown(call.account, certification))


@operation("certifications.delete")
def delete(call: Call[CertificationsDeleteParams, None]) -> Answer:
    """Forget a verification, and show it for the last time."""
    certification = _known(call)
    call.shop.table(Certification).remove(certification.imp_uid)
    return Answer(_shown(call.account, certification))


@operation("certifications.request_otp", invalid="bad_person")
def request_otp(call: Call[None, RequestOtpRequest]) -> Answer:
    """Send a code to a phone."""
    body = call.body
    channel = choose(call, key=body.channel_key, pg=body.pg)
    try:
        individual = identify(
            name=body.name,
            phone=body.phone,
            birth=body.birth,
            gender_digit=body.gender_digit,
            carrier=body.carrier,
            is_mvno=body.is_mvno,
            now=call.now,
        )
    except Unidentified as problem:
        raise Refusal("bad_person", message=str(problem)) from None
    phone = phone_of(individual.phone)
    if phone.breaks_request:
        raise Refusal("server_error", message=phone.breaks_request)
    if phone.refuses_request:
        raise Refusal("refused", message=phone.refuses_request)
    by_app = body.verification_method == APP and takes_app(channel)
    certification = begin(
        call,
        channel,
        individual,
        merchant_uid=body.merchant_uid,
        method=APP if by_app else SMS,
    )
    return Answer({"imp_uid": certification.imp_uid})


@operation("certifications.confirm_otp", invalid="bad_otp")
def confirm_otp(call: Call[CertificationsConfirmOtpParams, ConfirmOtpRequest]) -> Answer:
    """Complete a verification."""
    certification = call.shop.table(Certification).get(call.params.imp_uid)
    if certification is None:
        raise Refusal("unknown_certification", message="존재하지 않는 인증요청입니다.")
    if certification.certified_at:
        raise Refusal("already_certified")
    phone = phone_of(certification.individual.phone)
    if phone.breaks_confirm:
        raise Refusal("server_error", message=phone.breaks_confirm)
    if certification.method == SMS:
        _check_code(call, certification)
    elif phone.refuses_app:
        raise Refusal("refused", message=phone.refuses_app)
    return Answer(_shown(call.account, finish(call, certification)))


def _check_code(
    call: Call[CertificationsConfirmOtpParams, ConfirmOtpRequest], certification: Certification
) -> None:
    otp = call.body.otp
    if not otp:
        raise Refusal("bad_otp", message="필수 파라메터 otp이(가) 누락되었습니다.")
    if otp == EXPIRED_OTP or call.now > certification.requested_at + OTP_LIFE:
        raise Refusal("refused", message="인증번호 입력 시간이 초과되었습니다.")
    if certification.wrong_codes >= OTP_TRIES:
        raise Refusal("refused", message="인증번호 입력 횟수를 초과하였습니다.")
    if otp != OTP:
        count_wrong_code(call, certification)
        raise Refusal("wrong_otp")


def _known(
    call: Call[CertificationsGetParams, None] | Call[CertificationsDeleteParams, None],
) -> Certification:
    certification = call.shop.table(Certification).get(call.params.imp_uid)
    if certification is None:
        raise Refusal("unknown_certification")
    return certification


def _shown(account: MerchantAccount, certification: Certification) -> dict[str, Any]:
    """A verification; of the person, nothing while it waits for its code."""
    answer = contract.load().blank("Certification") | {
        "certified": bool(certification.certified_at),
        "certified_at": certification.certified_at,
        "foreigner": False,
        "imp_uid": certification.imp_uid,
        "merchant_uid": certification.merchant_uid,
        "origin": certification.origin,
        "pg_provider": certification.channel.pg_provider,
        "pg_tid": certification.pg_tid,
    }
    if certification.certified_at:
        answer |= _person(certification, told_foreigners=account.sees_phones)
    if account.sees_phones:
        return answer
    return {name: value for name, value in answer.items() if name not in ("phone", "carrier")}


def _person(certification: Certification, *, told_foreigners: bool) -> dict[str, Any]:
    individual = certification.individual
    foreigner = individual.foreigner
    known = certification.tells_foreigners or told_foreigners
    return {
        "birthday": individual.birthday,
        "carrier": individual.carrier,
        "foreigner": foreigner and known,
        "foreigner_v2": foreigner if known else None,
        "gender": individual.gender,
        "name": individual.name,
        "phone": individual.phone,
        "unique_in_site": certification.unique_in_site,
        "unique_key": individual.unique_key,
    }
