"""Certification windows: who the person is, and the ways in which they end."""

from __future__ import annotations

from datetime import date, datetime

from ..core.clock import KST
from ..core.context import RequestContext
from ..shops import certifying
from ..shops.certifying import TEST_PHONES, Individual
from . import windows
from .checkout_request import CertificationRequest, Identity, Unreadable, unknown_reason
from .openings import channel_of, error_code
from .windows import Failure, Place, Prefilled, Window

_CLOSED = "사용자가 본인인증을 취소하셨습니다."
_TOO_YOUNG = "본인인증 허용 나이 미만입니다."


CARRIERS = {
    "SKT": "SKT",
    "KT": "KT",
    "LGT": "LG U+",
    "SKT_MVNO": "SKT 알뜰폰",
    "KT_MVNO": "KT 알뜰폰",
    "LGT_MVNO": "LG U+ 알뜰폰",
}
"""The carriers that the window offers."""

# How `IMP.certification` calls them where the result says otherwise.
_CARRIERS_OF_ARGUMENTS = {"KTF": "KT", "MVNO": "SKT_MVNO"}

PEOPLE = (
    Individual("홍길동", "1990-01-01", "male", False, "01012345678", "SKT"),
    Individual("김포트", "1985-07-15", "female", False, "01023456789", "KT"),
    Individual("이원", "2015-03-02", "female", False, "01034567890", "LGT"),
    Individual("SMITH JOHN", "1978-11-30", "male", True, "01045678901", "SKT_MVNO"),
)
"""A man, a woman, a child and a foreigner, for whom nothing need be typed."""

REASONS = {
    "unknown_person": TEST_PHONES["01000000001"].is_not_theirs,
    "blocked_phone": TEST_PHONES["01000000002"].refuses_request,
    "server_trouble": TEST_PHONES["01000000003"].breaks_request,
    "not_confirmed": TEST_PHONES["01000000005"].refuses_app,
}
"""What a carrier may say instead of yes."""

_PREFILLING = "danal"
"""The PG that takes what the shop knows of the person."""


def open_window(context: RequestContext, wanted: CertificationRequest, place: Place) -> Window:
    """Begin a certification."""
    channel = channel_of(context, wanted, ("certification",))
    person = Prefilled()
    if channel.pg_provider == _PREFILLING:
        carrier = _CARRIERS_OF_ARGUMENTS.get(wanted.carrier or "", wanted.carrier)
        person = Prefilled(wanted.name, wanted.phone, carrier, wanted.min_age)
    window = Window(
        token=windows.new_token(),
        account=context.owner.account,
        tier=context.tier,
        channel=channel,
        merchant_uid=wanted.merchant_uid,
        place=place,
        imp_uid=None,
        person=person,
    )
    windows.table(context.state).put(window)
    return window


def verify(context: RequestContext, window: Window, identity: Identity) -> None:
    """The carrier knows the person."""
    if identity.carrier not in CARRIERS:
        raise Unreadable("파라메터 carrier의 값이 올바르지 않습니다.", "carrier")
    age = _age(identity.birthday, context.now)
    phone = certifying.phone_of(identity.phone)
    refusal = phone.is_not_theirs or phone.refuses_request or phone.breaks_request
    if refusal or (window.person and age < window.person.min_age):
        _fail(context, window, refusal or _TOO_YOUNG)
        return
    certification = certifying.complete(
        context,
        window.channel,
        Individual(**identity.model_dump(exclude=set(identity.model_extra or ()))),
        merchant_uid=window.merchant_uid,
        origin=window.place.origin or None,
    )
    windows.end(context, window, imp_uid=certification.imp_uid)


def decline(context: RequestContext, window: Window, reason: str) -> None:
    """The carrier says no."""
    message = REASONS.get(reason)
    if message is None:
        raise unknown_reason(REASONS)
    _fail(context, window, message)


def close(context: RequestContext, window: Window) -> None:
    """The customer gives up."""
    _fail(context, window, _CLOSED)


def _fail(context: RequestContext, window: Window, message: str) -> None:
    windows.end(context, window, failure=Failure(error_code(message), message))


def _age(birthday: str, now: int) -> int:
    """How old somebody is in Korea, by the international count."""
    try:
        born = date.fromisoformat(birthday)
    except ValueError:
        raise Unreadable("파라메터 birthday의 값이 올바르지 않습니다.", "birthday") from None
    today = datetime.fromtimestamp(now, KST).date()
    if born > today:
        raise Unreadable("파라메터 birthday의 값이 올바르지 않습니다.", "birthday")
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
