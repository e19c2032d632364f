"""What a PG wants to know of a cancel, and what it will not do."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ..core.clock import KST
from ..core.context import RequestContext
from ..core.records import Payment
from ..core.refusals import Refusal
from ..pgs import answers as pg
from ..pgs.providers import PHONE, VBANK, VOUCHERS, PgProfile
from ..pgs.providers import pg as pg_called

_DEBIT = 1


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """What is to be cancelled of a payment, whoever asks."""

    amount: Decimal | None = None
    """Before the discount of a promotion. All that is left when None or 0."""
    tax_free: Decimal | None = None
    vat_amount: Decimal | None = None
    checksum: Decimal | None = None
    """What the caller believes to be left."""
    reason: str | None = None
    refund_holder: str | None = None
    refund_bank: str | None = None
    refund_account: str | None = None
    refund_tel: str | None = None
    retain_promotion: bool | None = None
    """None when the caller leaves it to an earlier cancel."""
    requester: str | None = None
    """`customer` or `admin`."""


def check(
    context: RequestContext, payment: Payment, order: CancelOrder, *, is_part: bool, earlier: int
) -> None:
    """Refuse what the payment's PG does not do, after so many `earlier` parts."""
    profile = pg_called(payment.channel.pg_provider)
    _check_given(context, payment, order, profile)
    refusal = (
        _refused_now(context, payment, profile)
        or (is_part and _refused_in_part(payment, profile, earlier))
        or pg.cancel_refusal(payment)
    )
    if refusal:
        raise Refusal("pg_refused", pg_message=refusal)


def missing(name: str) -> Refusal:
    """The refusal for a field that the PG needs. No document says how V1 refuses it."""
    return Refusal("bad_request", message=f"필수 파라메터 {name}이(가) 누락되었습니다.")


def _check_given(
    context: RequestContext, payment: Payment, order: CancelOrder, profile: PgProfile
) -> None:
    if profile.needs_requester:
        if not order.reason:
            raise missing("reason")
        if not order.requester:
            raise missing("extra[requester]")
    to_account = payment.pay_method in profile.refund_account_for
    if to_account or (profile.phone_after_month and _is_phone_of_earlier_month(context, payment)):
        _check_refund_account(order, profile, needs_tel=to_account)


def _check_refund_account(order: CancelOrder, profile: PgProfile, *, needs_tel: bool) -> None:
    names = ["refund_holder", "refund_bank", "refund_account"]
    if needs_tel and profile.refund_needs_tel:
        names.append("refund_tel")
    for name in names:
        if not getattr(order, name):
            raise missing(name)
    if not re.fullmatch(profile.refund_bank_form, order.refund_bank or ""):
        raise Refusal("pg_refused", pg_message="[R101]환불 은행코드가 올바르지 않습니다.")


def _refused_now(context: RequestContext, payment: Payment, profile: PgProfile) -> str:
    now = _in_korea(context.now)
    if not payment.charged and context.setting("cancel_of_shown_amount") == "refused":
        return "[R204]승인된 금액이 없는 거래입니다."
    if _is_phone_of_earlier_month(context, payment) and not profile.phone_after_month:
        return "[R201]휴대폰 결제는 결제한 달에만 취소할 수 있습니다."
    months = profile.cancellable_months
    if months is not None and now.date() > _months_after(_in_korea(payment.paid_at), months):
        return f"[R202]결제일로부터 {months}개월이 지난 거래는 취소할 수 없습니다."
    if profile.vbank_refund_pause is not None and payment.pay_method == VBANK:
        start, end = profile.vbank_refund_pause
        if now.hour >= start or now.hour < end:
            return f"[R203]{start}시부터 {end}시까지는 가상계좌를 환불할 수 없습니다."
    return ""


def _refused_in_part(payment: Payment, profile: PgProfile, earlier: int) -> str:
    if payment.pay_method in VOUCHERS:
        return "[R301]상품권 결제는 부분취소할 수 없습니다."
    if payment.pay_method == PHONE and not profile.phone_in_parts:
        return "[R302]휴대폰 결제는 부분취소할 수 없습니다."
    if profile.most_parts is not None and earlier >= profile.most_parts:
        return f"[R303]부분취소는 {profile.most_parts}회까지 가능합니다."
    tests_debit = payment.channel.sandbox and payment.card and payment.card.type == _DEBIT
    if profile.cancels_test_debit_in_full and tests_debit:
        return "[R304]테스트 모드의 체크카드 결제는 부분취소할 수 없습니다."
    return ""


def _is_phone_of_earlier_month(context: RequestContext, payment: Payment) -> bool:
    paid, now = _in_korea(payment.paid_at), _in_korea(context.now)
    return payment.pay_method == PHONE and (paid.year, paid.month) != (now.year, now.month)


def _in_korea(at: int) -> datetime:
    return datetime.fromtimestamp(at, KST)


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last one when that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
