"""Naver Pay besides product orders: points, purchases, cash receipts, and what customers write."""

from __future__ import annotations

from decimal import Decimal

import pytest

from portone_v1 import (
    ConfigurationError,
    InvalidRequest,
    NotFound,
    NotSupported,
    Refused,
    ServerError,
)
from portone_v1_emulator.core.refusals import Refusal
from portone_v1_emulator.pgs.answers import Verdict
from portone_v1_emulator.shops import charging, naver_pay, naver_reviews

from .orders import begun_by, context_of, paid_by
from .shop import Shop
from .test_naver import act, ordered

NAVERCO = "channel-key-naverco"


@pytest.mark.covers("naver.deposit_point")
@pytest.mark.covers("naver.deposit_point", "not_deposited")
def test_points_are_given_once(shop: Shop) -> None:
    payment = paid_by(shop, "naverpay")
    assert shop.naver.deposit_point(payment.imp_uid) is None
    with pytest.raises(Refused, match="이미 적립된") as caught:
        shop.naver.deposit_point(payment.imp_uid)
    assert caught.value.outcome == "rejected"


@pytest.mark.covers("naver.confirm")
@pytest.mark.covers("naver.confirm", "not_confirmed")
def test_the_purchase_of_an_escrow_payment_is_confirmed_once(shop: Shop) -> None:
    payment = paid_by(shop, "naverpay", escrow=True)
    assert shop.naver.confirm(payment.imp_uid, requester="customer") is None
    with pytest.raises(Refused, match="이미 구매확정된"):
        shop.naver.confirm(payment.imp_uid)
    with context_of(shop) as context:
        purchase = context.shop.table(naver_pay.NaverPurchase).get(payment.imp_uid)
    assert purchase is not None
    assert purchase.confirmed_by == "customer"
    with pytest.raises(Refused, match="에스크로"):
        shop.naver.confirm(paid_by(shop, "naverpay").imp_uid)


def test_neither_for_what_was_not_paid_or_is_refunded(shop: Shop) -> None:
    refunded = paid_by(shop, "naverpay", escrow=True)
    shop.payments.cancel(
        imp_uid=refunded.imp_uid, amount="all", reason="변심", requester="customer"
    )
    with context_of(shop) as context:
        begun = begun_by(context, "naverpay", escrow=True)
        failed = charging.conclude(context, begun, Verdict("잔액이 부족합니다."))
    for payment, problem in ((refunded, "취소된"), (failed, "완료되지 않은")):
        for method in (shop.naver.deposit_point, shop.naver.confirm):
            with pytest.raises(Refused, match=problem):
                method(payment.imp_uid)


@pytest.mark.covers("naver.deposit_point", "unknown_payment")
@pytest.mark.covers("naver.confirm", "unknown_payment")
@pytest.mark.covers("naver.get_cash_amount", "unknown_payment")
@pytest.mark.covers("naver.get_cash_amount", "not_naverpay")
def test_only_for_payments_of_the_payment_type(shop: Shop) -> None:
    methods = (shop.naver.deposit_point, shop.naver.confirm, shop.naver.get_cash_amount)
    for method in methods:
        with pytest.raises(NotFound):
            method("imp_000000000000")
    order = paid_by(shop, "naverco")
    for method in methods[:2]:
        with pytest.raises(Refused, match="naverco"):
            method(order.imp_uid)
    with pytest.raises(NotSupported):
        shop.naver.get_cash_amount(order.imp_uid)


@pytest.mark.covers("naver.get_cash_amount")
def test_what_is_left_can_have_a_cash_receipt(shop: Shop) -> None:
    payment = paid_by(shop, "naverpay", amount=10_000)
    amount = shop.naver.get_cash_amount(payment.imp_uid)
    assert (amount.amount_total, amount.amount_by_npoint) == (10_000, 0)
    assert (amount.amount_supply, amount.amount_vat) == (9091, 909)
    with context_of(shop) as context:
        naver_pay.use_points(context, payment, 4000)
    amount = shop.naver.get_cash_amount(payment.imp_uid)
    assert (amount.amount_by_npoint, amount.amount_by_primary) == (4000, 6000)
    shop.payments.cancel(imp_uid=payment.imp_uid, amount=7000, reason="변심", requester="customer")
    amount = shop.naver.get_cash_amount(payment.imp_uid)
    assert (amount.amount_by_npoint, amount.amount_by_primary) == (3000, 0)
    assert amount.amount_supply + amount.amount_vat == amount.amount_total == 3000
    with pytest.raises(ValueError, match="points"), context_of(shop) as context:
        naver_pay.use_points(context, payment, 10_001)


def test_the_tax_in_it_is_what_the_merchant_said(shop: Shop) -> None:
    said = paid_by(shop, "naverpay", amount=11_000, vat_amount=Decimal(500))
    assert shop.naver.get_cash_amount(said.imp_uid).amount_vat == 500
    free = paid_by(shop, "naverpay", amount=11_000, tax_free=Decimal(11_000))
    assert shop.naver.get_cash_amount(free.imp_uid).amount_vat == 0
    mixed = paid_by(shop, "naverpay", amount=11_000, tax_free=Decimal(5500))
    assert shop.naver.get_cash_amount(mixed.imp_uid).amount_vat == 500


def test_a_payment_that_failed_has_none(shop: Shop) -> None:
    with context_of(shop) as context:
        payment = charging.conclude(context, begun_by(context, "naverpay"), Verdict("한도 초과"))
    assert shop.naver.get_cash_amount(payment.imp_uid).amount_total == 0


@pytest.mark.covers("naver.get_cash_amount", "naver_unreadable")
@pytest.mark.covers("naver.list_reviews", "naver_unreadable")
def test_naver_answers_what_nobody_understands(shop: Shop) -> None:
    payment = paid_by(shop, "naverpay")
    for operation in ("naver.get_cash_amount", "naver.list_reviews"):
        shop.emulator.fail("refuse", operation, case="naver_unreadable")
    with pytest.raises(ServerError):
        shop.naver.get_cash_amount(payment.imp_uid)
    with pytest.raises(ServerError):
        shop.naver.list_reviews(channel_key=NAVERCO, from_=0, to=1, review_type="general")


@pytest.mark.covers("naver.list_reviews")
def test_reviews_are_listed_by_time_and_type(shop: Shop) -> None:
    imp_uid, ids = ordered(shop, "겨울 코트 외 1건")
    act(shop, "ship", imp_uid)
    with pytest.raises(Refusal), context_of(shop) as context:
        naver_reviews.write_review(context, ids[0], score="2", title="좋아요")
    shop.emulator.advance(days=10)
    start = shop.emulator.clock.now()
    with context_of(shop) as context:
        naver_reviews.write_review(context, ids[0], score="2", title="좋아요")
        naver_reviews.write_review(
            context, ids[0], score="13", title="따뜻해요", content="가볍고요."
        )
    shop.emulator.advance(100)
    with context_of(shop) as context:
        naver_reviews.write_review(context, ids[1], score="0", title="작아요")
        naver_reviews.write_review(context, ids[0], score="1", title="보통이에요")
        with pytest.raises(ValueError, match="premium"):
            naver_reviews.write_review(context, ids[0], score="2", title="", content="")

    def listed(review_type: str, from_: int, to: int) -> list[tuple[str, str]]:
        reviews = shop.naver.list_reviews(
            channel_key=NAVERCO, from_=from_, to=to, review_type=review_type
        )
        return [(review.title, review.score) for review in reviews]

    assert listed("general", start, start + 100) == [("작아요", "0"), ("보통이에요", "1")]
    assert listed("general", start, start + 99) == [("보통이에요", "1")]
    assert listed("premium", start, start + 100) == [("따뜻해요", "13")]
    assert listed("premium", start + 1, start + 100) == []
    (review,) = shop.naver.list_reviews(
        channel_key=NAVERCO, from_=start, to=start, review_type="premium"
    )
    assert (review.product_order_id, review.product_name) == (ids[0], "겨울 코트")
    assert review.content == "가볍고요."
    assert review.modified_at is None
    (changed,) = shop.naver.list_reviews(
        channel_key=NAVERCO, from_=start, to=start, review_type="general"
    )
    assert changed.modified_at.timestamp() == start + 100
    other = shop.naver.list_reviews(
        channel_key="channel-key-test-naverco", from_=start, to=start, review_type="premium"
    )
    assert other == []


@pytest.mark.covers("naver.list_reviews", "bad_range")
def test_reviews_of_a_range_that_cannot_be(shop: Shop) -> None:
    def ask(key: str = NAVERCO, from_: int = 1, to: int = 2, review_type: str = "general") -> None:
        shop.naver.list_reviews(channel_key=key, from_=from_, to=to, review_type=review_type)

    with pytest.raises(ConfigurationError, match="from_ is after to"):
        ask(from_=3)
    with pytest.raises(InvalidRequest, match="review_type"):
        ask(review_type="angry")
    with pytest.raises(InvalidRequest, match="결제 채널"):
        ask(key="channel-key-unknown")
    with pytest.raises(NotSupported):
        ask(key="channel-key-naverpay")
