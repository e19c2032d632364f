"""Promotions: what a merchant takes off the price for some cards, and what a cancel makes of it."""

from __future__ import annotations

import decimal
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ..core.records import AppliedPromotion, Payment, Terms
from ..core.refusals import Refusal

if TYPE_CHECKING:
    from ..core.context import RequestContext
    from ..core.records import Promotion

_ROUNDING = {
    "down": decimal.ROUND_DOWN,
    "half_up": decimal.ROUND_HALF_UP,
    "up": decimal.ROUND_UP,
}


class PromotionRefused(Exception):
    """The payment cannot be made with this promotion; the text says why."""


def apply(context: RequestContext, payment: Payment, promotion_id: str | None) -> Payment:
    """Take off what the promotion takes off, now that the card is known and nothing is charged yet."""
    if promotion_id is None:
        return payment
    card_company = payment.card.code if payment.card else None
    promotion = find(context, promotion_id, payment.currency, card_company)
    if promotion is None:
        return payment
    discount = _discount(context, promotion.terms, payment.amount)
    if not 0 < discount < payment.amount:
        return payment
    # No document says which amount V1 shows: here the charged one, which a cancel can give back.
    return replace(
        payment,
        amount=payment.amount - discount,
        promotion=AppliedPromotion(promotion.id, discount, promotion.terms),
    )


def find(
    context: RequestContext, promotion_id: str, currency: str, card_company: str | None
) -> Promotion | None:
    """Return the promotion that a payment with a card of this company may get; None if it gets none.

    Raises `PromotionRefused` if the payment cannot be made with it.
    """
    known = {promotion.id: promotion for promotion in context.account.promotions}
    promotion = known.get(promotion_id)
    if promotion is None:
        if context.setting("unknown_promotion") == "refused":
            raise PromotionRefused("등록되지 않은 프로모션입니다.")
        return None
    if not promotion.running or currency != "KRW":
        return None
    if card_company is None or promotion.issuer not in (None, card_company):
        raise PromotionRefused("프로모션의 카드사와 결제 카드의 카드사가 일치하지 않습니다.")
    return promotion


def bind(
    context: RequestContext, applied: AppliedPromotion, retain: bool | None
) -> AppliedPromotion:
    """The promotion, retained or not: as the first cancel chose, or as this one does when it is the first."""
    if applied.retained is None:
        return replace(applied, retained=bool(retain))
    if retain not in (None, applied.retained) and context.setting("other_retain_promotion") == (
        "refused"
    ):
        raise Refusal("refused", message="처음 선택한 retain_promotion으로만 취소할 수 있습니다.")
    return applied


def charge_for(context: RequestContext, applied: AppliedPromotion, price: Decimal) -> Decimal:
    """What of a payment stays charged when an order of this price is left of it.

    A price below the promotion's minimum loses the discount, unless it is retained. So many won off are then
    the share that they were of the minimum.
    """
    return price - _discount(context, applied.terms, price, retained=bool(applied.retained))


def _discount(
    context: RequestContext, terms: Terms, price: Decimal, *, retained: bool = False
) -> Decimal:
    percent, won = terms.percent, terms.won
    if price < terms.minimum:
        if not retained:
            return Decimal(0)
        percent, won = percent + won / terms.minimum * 100, Decimal(0)
    discount = won + _whole(context, price * percent / 100)
    return min(discount, price, price if terms.at_most is None else terms.at_most)


def _whole(context: RequestContext, won: Decimal) -> Decimal:
    if won == int(won):
        return Decimal(int(won))
    return won.quantize(Decimal(1), _ROUNDING[context.setting("rounding_of_discount")])
