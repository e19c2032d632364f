"""Promotions: what they take off, and what a cancel gives back of what is left."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from portone_v1 import AlreadyDone, Conflict, Declined, InvalidRequest, Refused
from portone_v1_emulator.core.records import Promotion, Terms
from portone_v1_emulator.pgs.promotions import PROMOTIONS

from ..conftest import NOW
from .refunds import assume, assumed
from .shop import EXPIRY, PAYS, Shop

TENTH = "promotion-id-10-percent"
TENTH_FROM_5000 = "promotion-id-10-percent-from-5000"
WON_FROM_5000 = "promotion-id-1000-won-from-5000"
HYUNDAI_ONLY = "promotion-id-20-percent-hyundai"
HYUNDAI = "3714-4963-5398-431"


def pay(shop: Shop, amount: int, promotion_id: str, **more: Any) -> Any:
    return shop.pay("o-1", amount, promotion_id=promotion_id, **more)


def cancel(shop: Shop, amount: int | str = "all", **more: Any) -> Any:
    return shop.payments.cancel(merchant_uid="o-1", amount=amount, **more)


def set_up(shop: Shop, promotion_id: str, **terms: int) -> None:
    """Let the merchant have one more promotion."""
    store = shop.emulator.store
    (account,) = store.accounts
    more = Promotion(promotion_id, Terms(**{name: Decimal(value) for name, value in terms.items()}))
    store.open_account(replace(account, promotions=(*PROMOTIONS, more)))


# Paying.


def test_the_price_is_lowered(shop: Shop) -> None:
    payment = pay(shop, 20_000, TENTH)
    assert payment.amount == 18_000
    assert (payment.promotion.id, payment.promotion.discount) == (TENTH, 2000)
    assert shop.payments.find("o-1") == payment


@pytest.mark.parametrize(
    ("promotion_id", "amount", "charged"),
    [
        (TENTH_FROM_5000, 5000, 4500),
        (TENTH_FROM_5000, 4999, 4999),
        (WON_FROM_5000, 6000, 5000),
        (WON_FROM_5000, 4999, 4999),
        ("promotion-id-over", 6000, 6000),
    ],
)
def test_from_its_minimum_on_while_it_goes_on(
    shop: Shop, promotion_id: str, amount: int, charged: int
) -> None:
    payment = pay(shop, amount, promotion_id)
    assert payment.amount == charged
    if charged == amount:
        assert payment.promotion is None
        assert assumed(shop) == ()


def test_only_for_the_cards_of_its_company_and_no_more_than_its_most(shop: Shop) -> None:
    assert pay(shop, 10_000, HYUNDAI_ONLY, card_number=HYUNDAI).amount == 8000
    payment = shop.pay("o-2", 100_000, promotion_id=HYUNDAI_ONLY, card_number=HYUNDAI)
    assert payment.promotion.discount == 5000


def test_with_another_card_the_payment_fails(shop: Shop) -> None:
    with pytest.raises(Refused, match="카드사") as refused:
        pay(shop, 10_000, HYUNDAI_ONLY)
    assert refused.value.outcome == "rejected"
    failed = shop.payments.find("o-1")
    assert (failed.status, failed.amount, failed.promotion) == ("failed", 10_000, None)
    assert pay(shop, 10_000, TENTH).amount == 9000


def test_one_that_the_merchant_does_not_have(shop: Shop) -> None:
    with pytest.raises(Refused, match="프로모션"):
        pay(shop, 10_000, "promotion-id-none")
    assert "subscribe.onetime unknown_promotion" in assumed(shop)
    assume(shop, "unknown_promotion", "ignored")
    payment = pay(shop, 10_000, "promotion-id-none")
    assert (payment.amount, payment.promotion) == (10_000, None)


def test_a_declined_card_is_declined_with_a_promotion_too(shop: Shop) -> None:
    with pytest.raises(Declined, match="F302"):
        pay(shop, 10_000, HYUNDAI_ONLY, card_number="4000-0000-0000-0341")


def test_none_in_another_currency(shop: Shop) -> None:
    assert pay(shop, 10_000, TENTH, currency="USD").amount == 10_000


def test_of_a_billing_key(shop: Shop) -> None:
    shop.billing_keys.issue(
        customer_uid="c-1", channel_key="channel-key-nice_v2", card_number=PAYS, expiry=EXPIRY
    )
    payment = shop.subscribe.again(
        customer_uid="c-1", merchant_uid="o-1", amount=20_000, name="구독", promotion_id=TENTH
    )
    assert (payment.amount, payment.promotion.discount) == (18_000, 2000)


def test_of_a_schedule(shop: Shop) -> None:
    shop.billing_keys.issue(
        customer_uid="c-1", channel_key="channel-key-nice_v2", card_number=PAYS, expiry=EXPIRY
    )
    for number, promotion_id in enumerate((TENTH, "promotion-id-none")):
        new = {
            "merchant_uid": f"o-{number}",
            "schedule_at": NOW + 60,
            "amount": 20_000,
            "name": "구독",
            "promotion_id": promotion_id,
        }
        shop.subscribe.schedule(customer_uid="c-1", schedules=[new])
    shop.emulator.advance(60)
    assert shop.payments.find("o-0").amount == 18_000
    failed = shop.payments.find("o-1")
    assert (failed.status, failed.fail_reason) == ("failed", "등록되지 않은 프로모션입니다.")


@pytest.mark.parametrize(
    ("rounding", "charged"), [("down", (910, 903)), ("half_up", (909, 903)), ("up", (909, 902))]
)
def test_whole_won_only(shop: Shop, rounding: str, charged: tuple[int, int]) -> None:
    set_up(shop, "promotion-id-15", percent=15)  # 160.5 and 159.3 won
    assert pay(shop, 1070, "promotion-id-15").amount == 910
    assert "subscribe.onetime rounding_of_discount" in assumed(shop)
    assume(shop, "rounding_of_discount", rounding)
    payments = [shop.pay(f"o-{n}", n, promotion_id="promotion-id-15") for n in (1070, 1062)]
    assert tuple(payment.amount for payment in payments) == charged


# Cancelling.


def test_a_cancel_counts_before_the_discount(shop: Shop) -> None:
    pay(shop, 20_000, TENTH)
    payment = cancel(shop, 10_000, checksum=20_000)
    assert (payment.status, payment.cancel_amount) == ("paid", 9000)
    with pytest.raises(Conflict):
        cancel(shop, 10_000, checksum=9000)
    with pytest.raises(InvalidRequest):
        cancel(shop, 10_001)
    payment = cancel(shop, 10_000, checksum=10_000)
    assert (payment.status, payment.cancel_amount) == ("cancelled", 18_000)
    with pytest.raises(AlreadyDone):
        cancel(shop)


def test_all_of_it_by_its_price(shop: Shop) -> None:
    pay(shop, 10_000, TENTH)
    payment = cancel(shop, 10_000, checksum=10_000)
    assert (payment.status, payment.cancel_amount) == ("cancelled", 9000)


@pytest.mark.parametrize(
    ("promotion_id", "retained", "given_back", "charged"),
    [
        (TENTH_FROM_5000, True, 1800, 3600),
        (TENTH_FROM_5000, False, 1400, 4000),
        (WON_FROM_5000, True, 1800, 3200),
        (WON_FROM_5000, False, 1000, 4000),
    ],
)
def test_below_the_minimum(
    shop: Shop, promotion_id: str, retained: bool, given_back: int, charged: int
) -> None:
    pay(shop, 6000, promotion_id)
    payment = cancel(shop, 2000, retain_promotion=retained)
    assert payment.cancel_amount == given_back
    assert payment.amount - payment.cancel_amount == charged
    assert cancel(shop).cancel_amount == payment.amount


def test_as_long_as_the_minimum_is_left_the_discount_stays(shop: Shop) -> None:
    pay(shop, 10_000, WON_FROM_5000)
    payment = cancel(shop, 3000)
    assert payment.cancel_amount == 3000
    payment = cancel(shop, 2000)
    assert payment.amount - payment.cancel_amount == 4000


@pytest.mark.parametrize("first", [True, False])
def test_the_first_choice_binds(shop: Shop, first: bool) -> None:
    pay(shop, 10_000, TENTH_FROM_5000)
    cancel(shop, 1000, retain_promotion=first)
    with pytest.raises(Refused, match="retain_promotion"):
        cancel(shop, 1000, retain_promotion=not first)
    assert "payments.cancel other_retain_promotion" in assumed(shop)
    payment = cancel(shop, 5000)  # 4,000 are left, at 10 % off or not
    assert payment.amount - payment.cancel_amount == (3600 if first else 4000)


def test_left_out_at_first_it_is_not_retained(shop: Shop) -> None:
    pay(shop, 10_000, TENTH_FROM_5000)
    cancel(shop, 1000)
    with pytest.raises(Refused):
        cancel(shop, 1000, retain_promotion=True)


def test_other_choice_is_assumed_to_be_ignored(shop: Shop) -> None:
    assume(shop, "other_retain_promotion", "ignored")
    pay(shop, 10_000, TENTH_FROM_5000)
    cancel(shop, 1000, retain_promotion=True)
    payment = cancel(shop, 5000, retain_promotion=False)
    assert payment.amount - payment.cancel_amount == 3600


@pytest.mark.covers("payments.cancel", "refused")
def test_no_cancel_lets_more_be_charged_than_before(shop: Shop) -> None:
    set_up(shop, "promotion-id-from-10000", percent=10, minimum=10_000)
    pay(shop, 10_000, "promotion-id-from-10000")
    with pytest.raises(Refused, match="취소 후 결제금액") as refused:
        cancel(shop, 500)
    assert refused.value.outcome == "rejected"
    assert "payments.cancel refused" in assumed(shop)
    assert shop.payments.find("o-1").cancel_amount == 0
    # The refused one did not bind: this is the first.
    assert cancel(shop, 500, retain_promotion=True).cancel_amount == 450


def test_the_terms_are_those_of_the_payment(shop: Shop) -> None:
    set_up(shop, "promotion-id-mine", percent=50)
    pay(shop, 10_000, "promotion-id-mine")
    set_up(shop, "promotion-id-mine", percent=10)
    assert cancel(shop, 5000).cancel_amount == 2500


def test_more_won_off_than_what_is_left_costs_nothing_more(shop: Shop) -> None:
    set_up(shop, "promotion-id-won", won=1000)
    pay(shop, 3000, "promotion-id-won")
    payment = cancel(shop, 2500)
    assert (payment.status, payment.cancel_amount) == ("cancelled", 2000)
    with pytest.raises(AlreadyDone):
        cancel(shop)


def test_parts_come_to_what_was_charged(shop: Shop) -> None:
    assume(shop, "rounding_of_discount", "half_up")
    pay(shop, 9999, TENTH)
    for _ in range(3):
        cancel(shop, 3333)
    payment = shop.payments.find("o-1")
    assert (payment.status, payment.cancel_amount) == ("cancelled", payment.amount)
