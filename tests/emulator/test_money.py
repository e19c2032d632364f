"""Money never appears or disappears, whatever is cancelled, in what order, with what discount."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from portone_v1_emulator import Account, Clock
from portone_v1_emulator.core import scheduler
from portone_v1_emulator.core.context import RequestContext
from portone_v1_emulator.core.records import Channel, Payment, Promotion, Terms
from portone_v1_emulator.core.refusals import Refusal
from portone_v1_emulator.core.state import EmulatorState
from portone_v1_emulator.core.store import Store
from portone_v1_emulator.pgs import answers as pg
from portone_v1_emulator.shops import charging
from portone_v1_emulator.shops.cancelling import CancelOrder, cancel

from .conftest import NOW

PROMOTION = "promotion-id-any"

won = st.integers(0, 20_000).map(Decimal)
terms = st.builds(
    Terms,
    percent=st.integers(0, 100).map(Decimal),
    won=st.sampled_from([Decimal(0), Decimal(1), Decimal(999), Decimal(20_000)]),
    minimum=won,
    at_most=st.none() | won,
)
steps = st.lists(
    st.tuples(won, st.booleans(), st.booleans(), st.sampled_from([0, 60, 600])), max_size=12
)


def context_of(state: EmulatorState) -> RequestContext:
    context = RequestContext.of(state, "key", None, state.clock.now())
    assert context is not None
    return context


def holds(payment: Payment) -> bool:
    given_back = sum((each.amount for each in payment.cancellations), Decimal(0))
    priced = sum((each.amount + each.discount for each in payment.cancellations), Decimal(0))
    tax_free = sum((each.tax_free for each in payment.cancellations), Decimal(0))
    return (
        0 < payment.amount <= payment.price
        and 0 <= given_back == payment.cancel_amount <= payment.amount
        and priced <= payment.price
        and 0 <= tax_free <= (payment.tax_free or 0)
        and all(each.amount > 0 for each in payment.cancellations)
        and (payment.status == "cancelled") == (payment.left == 0)
    )


@given(
    price=st.integers(1, 20_000).map(Decimal),
    share=st.fractions(0, 1),
    terms=terms,
    steps=steps,
    finishes_later=st.booleans(),
    until_then=st.sampled_from(["taken", "left"]),
    rounding=st.sampled_from(["down", "half_up", "up"]),
)
@settings(max_examples=300)
def test_no_more_is_given_back_than_was_paid(
    price: Decimal,
    share: Fraction,
    terms: Terms,
    steps: list[tuple[Decimal, bool, bool, int]],
    finishes_later: bool,
    until_then: str,
    rounding: str,
) -> None:
    store = Store()
    channel = Channel("paymentwall" if finishes_later else "tosspayments")
    promotion = Promotion(PROMOTION, terms)
    store.open_account(Account("key", "secret", channels=(channel,), promotions=(promotion,)))
    state = EmulatorState(store, Clock(start=NOW, frozen=True))
    state.assumptions.choose("late_cancel_until_then", until_then)
    state.assumptions.choose("rounding_of_discount", rounding)
    card = pg.read_card("4242-4242-4242-4242", "2035-12", NOW)
    tax_free = Decimal(int(price * share.numerator / share.denominator))
    order = charging.Order("o-1", price, tax_free=tax_free, promotion_id=PROMOTION)
    with store.transaction():
        payment = charging.charge(context_of(state), order, channel, card, pg.Verdict())
    assert payment.price == price
    for amount, retain, all_of_it, seconds in steps:
        state.clock.advance(seconds)
        scheduler.catch_up(state)
        what = CancelOrder(None if all_of_it else amount, retain_promotion=retain)
        with store.transaction(), contextlib.suppress(Refusal):
            cancel(context_of(state), payment_in(state), what, notify=False)
        assert holds(payment_in(state))
    state.clock.advance(600)
    scheduler.catch_up(state)
    payment = payment_in(state)
    assert holds(payment)
    assert payment.pending_cancels == ()


def payment_in(state: EmulatorState) -> Payment:
    (payment,) = state.store.shop("key").payments
    return payment
