"""Naver Pay's payment type: the points that a payment earned, its purchase, and its part for cash receipts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from ..core.context import RequestContext
from ..core.records import Payment, Record
from ..core.refusals import Refusal

_VAT_SHARE = Decimal(11)
"""One won in so many is VAT, of what is taxed."""


@dataclass(frozen=True, slots=True)
class NaverPurchase(Record):
    """What Naver knows of a payment besides the payment."""

    identity = "imp_uid"

    imp_uid: str
    points_used: Decimal = Decimal(0)
    """What of it the customer paid with points."""
    points_given_at: int = 0
    confirmed_at: int = 0
    confirmed_by: str | None = None


@dataclass(frozen=True, slots=True)
class CashAmount:
    """For how much a cash receipt can be issued, split by how it was paid and by what is tax."""

    by_points: Decimal
    by_other_means: Decimal
    vat: Decimal

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.by_points + self.by_other_means

    @property
    def supply(self) -> Decimal:
        """What is not VAT."""
        return self.total - self.vat


def use_points(context: RequestContext, payment: Payment, points: Decimal | int) -> NaverPurchase:
    """The customer paid so much of the payment with points."""
    points = Decimal(points)
    if not 0 <= points <= payment.amount:
        raise ValueError("no payment takes more points than it costs")
    return _put(context, replace(_purchase(context, payment), points_used=points))


def deposit_points(context: RequestContext, payment: Payment) -> None:
    """Give the points that a payment earned. Not twice, and not for one that was never paid or is refunded."""
    purchase = _purchase(context, payment)
    if problem := _problem(payment):
        raise Refusal("not_deposited", message=problem, by_pg=True)
    if purchase.points_given_at:
        raise Refusal("not_deposited", message="이미 적립된 결제건입니다.", by_pg=True)
    _put(context, replace(purchase, points_given_at=context.stamp))


def confirm_purchase(context: RequestContext, payment: Payment, requester: str) -> None:
    """Confirm the purchase of an escrow payment, once. Naver pays the merchant from then on."""
    purchase = _purchase(context, payment)
    if problem := _problem(payment):
        raise Refusal("not_confirmed", message=problem, by_pg=True)
    if not payment.escrow:
        raise Refusal("not_confirmed", message="에스크로 결제건이 아닙니다.", by_pg=True)
    if purchase.confirmed_at:
        raise Refusal("not_confirmed", message="이미 구매확정된 결제건입니다.", by_pg=True)
    _put(context, replace(purchase, confirmed_at=context.stamp, confirmed_by=requester))


def cash_amount(context: RequestContext, payment: Payment) -> CashAmount:
    """What of a payment is left for a cash receipt. A cancel gives points back last."""
    left = payment.left if payment.paid_at else Decimal(0)
    by_points = min(_purchase(context, payment).points_used, left)
    return CashAmount(by_points, left - by_points, _vat(payment, left))


def _vat(payment: Payment, left: Decimal) -> Decimal:
    """The VAT in what is left: as the merchant said, or else the usual part of what is taxed."""
    if payment.vat_amount is not None:
        given_back = sum((each.vat_amount or 0 for each in payment.cancellations), Decimal(0))
        return min(max(payment.vat_amount - given_back, Decimal(0)), left)
    free_back = sum((each.tax_free for each in payment.cancellations), Decimal(0))
    free = (payment.tax_free or Decimal(0)) - free_back
    taxed = max(left - max(free, Decimal(0)), Decimal(0))
    return (taxed / _VAT_SHARE).to_integral_value(ROUND_HALF_UP)


def _problem(payment: Payment) -> str:
    """Why nothing can be done with a purchase; nothing when it can."""
    if not payment.paid_at:
        return "결제가 완료되지 않은 결제건입니다."
    return "이미 취소된 결제건입니다." if payment.left == 0 else ""


def _purchase(context: RequestContext, payment: Payment) -> NaverPurchase:
    known = context.shop.table(NaverPurchase).get(payment.imp_uid)
    return known or NaverPurchase(payment.imp_uid)


def _put(context: RequestContext, purchase: NaverPurchase) -> NaverPurchase:
    context.shop.table(NaverPurchase).put(purchase)
    return purchase
