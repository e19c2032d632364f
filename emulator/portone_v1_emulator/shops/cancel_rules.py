"""What a PG wants to know of a cancel, and what it will not do."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from ..core.handlers import Moment
from ..core.records import Payment
from ..core.refusals import Refusal
from ..pgs import answers as pg
from ..pgs.providers import PHONE, VBANK, VOUCHERS, Pg
from ..pgs.providers import pg as pg_called

_KST = timezone(timedelta(hours=9))
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
    moment: Moment, payment: Payment, order: CancelOrder, *, is_part: bool, earlier: int
) -> None:
    """Refuse what the payment's PG does not do, after so many `earlier` parts."""
    habits = pg_called(payment.channel.pg_provider)
    _check_given(moment, payment, order, habits)
    refusal = (
        _refused_now(moment, payment, habits)
        or (is_part and _refused_in_part(payment, habits, earlier))
        or pg.cancel_refusal(payment)
    )
    if refusal:
        raise Refusal("pg_refused", pg_message=refusal)


def missing(moment: Moment, name: str) -> Refusal:
    """The refusal for a field that the PG needs."""
    moment.setting("field_needed_by_pg")
    return Refusal("bad_request", message=f"필수 파라메터 {name}이(가) 누락되었습니다.")


def _check_given(moment: Moment, payment: Payment, order: CancelOrder, habits: Pg) -> None:
    if habits.needs_requester:
        if not order.reason:
            raise missing(moment, "reason")
        if not order.requester:
            raise missing(moment, "extra[requester]")
    to_account = payment.pay_method in habits.refund_account_for
    if to_account or (habits.phone_after_month and _is_phone_of_earlier_month(moment, payment)):
        _check_refund_account(moment, order, habits, needs_tel=to_account)


def _check_refund_account(
    moment: Moment, order: CancelOrder, habits: Pg, *, needs_tel: bool
) -> None:
    names = ["refund_holder", "refund_bank", "refund_account"]
    if needs_tel and habits.refund_needs_tel:
        names.append("refund_tel")
    for name in names:
        if not getattr(order, name):
            raise missing(moment, name)
    if not re.fullmatch(habits.refund_bank_form, order.refund_bank or ""):
        raise Refusal("pg_refused", pg_message="[R101]환불 은행코드가 올바르지 않습니다.")


def _refused_now(moment: Moment, payment: Payment, habits: Pg) -> str:
    now = _in_korea(moment.now)
    if not payment.charged and moment.setting("cancel_of_shown_amount") == "refused":
        return "[R204]승인된 금액이 없는 거래입니다."
    if _is_phone_of_earlier_month(moment, payment) and not habits.phone_after_month:
        return "[R201]휴대폰 결제는 결제한 달에만 취소할 수 있습니다."
    months = habits.cancellable_months
    if months is not None and now.date() > _months_after(_in_korea(payment.paid_at), months):
        return f"[R202]결제일로부터 {months}개월이 지난 거래는 취소할 수 없습니다."
    if habits.vbank_refund_pause is not None and payment.pay_method == VBANK:
        start, end = habits.vbank_refund_pause
        if now.hour >= start or now.hour < end:
            return f"[R203]{start}시부터 {end}시까지는 가상계좌를 환불할 수 없습니다."
    return ""


def _refused_in_part(payment: Payment, habits: Pg, earlier: int) -> str:
    if payment.pay_method in VOUCHERS:
        return "[R301]상품권 결제는 부분취소할 수 없습니다."
    if payment.pay_method == PHONE and not habits.phone_in_parts:
        return "[R302]휴대폰 결제는 부분취소할 수 없습니다."
    if habits.most_parts is not None and earlier >= habits.most_parts:
        return f"[R303]부분취소는 {habits.most_parts}회까지 가능합니다."
    tests_debit = payment.channel.sandbox and payment.card and payment.card.type == _DEBIT
    if habits.cancels_test_debit_in_full and tests_debit:
        return "[R304]테스트 모드의 체크카드 결제는 부분취소할 수 없습니다."
    return ""


def _is_phone_of_earlier_month(moment: Moment, payment: Payment) -> bool:
    paid, now = _in_korea(payment.paid_at), _in_korea(moment.now)
    return payment.pay_method == PHONE and (paid.year, paid.month) != (now.year, now.month)


def _in_korea(moment: int) -> datetime:
    return datetime.fromtimestamp(moment, _KST)


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last one when that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
