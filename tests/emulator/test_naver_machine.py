"""Whatever is done with product orders, each is in one state, and the money matches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from portone_v1_emulator import Account, Clock
from portone_v1_emulator.core import scheduler
from portone_v1_emulator.core.context import RequestContext
from portone_v1_emulator.core.records import Payment
from portone_v1_emulator.core.refusals import Refusal
from portone_v1_emulator.core.state import EmulatorState
from portone_v1_emulator.core.store import Store
from portone_v1_emulator.pgs.answers import Verdict
from portone_v1_emulator.pgs.channels import by_pg
from portone_v1_emulator.shops import charging, naver_orders
from portone_v1_emulator.shops.naver_orders import STEPS, ProductOrder

from .conftest import NOW

# From where a product order can go, in Naver's words; from the others nowhere.
WAYS = {
    "PAYED": {"DELIVERING", "CANCELED"},
    "DELIVERING": {"DELIVERED", "RETURNED", "EXCHANGED", "CANCELED", "PURCHASE_DECIDED"},
    "DELIVERED": {"RETURNED", "EXCHANGED", "CANCELED", "PURCHASE_DECIDED"},
}

# How a claim must stand when an order has ended so.
ENDS = {
    "CANCELED": {"CANCEL_DONE", "ADMIN_CANCEL_DONE"},
    "RETURNED": {"RETURN_DONE"},
    "EXCHANGED": {"EXCHANGE_DONE"},
}

REFUNDED = {"CANCELED", "RETURNED"}


class NaverMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        store = Store()
        store.open_account(Account("key", "secret"))
        self.state = EmulatorState(store, Clock(start=NOW, frozen=True))

    @contextmanager
    def context(self) -> Iterator[RequestContext]:
        with self.state.store.transaction():
            context = RequestContext.of(self.state, "key", None, self.state.clock.now())
            assert context is not None
            yield context

    def orders(self) -> list[ProductOrder]:
        with self.context() as context:
            return naver_orders.orders_for(context, self.payment())

    def payment(self) -> Payment:
        payment = self.state.store.shop("key").payments.get(self.imp_uid)
        assert payment is not None
        return payment

    @initialize(amount=st.integers(1, 10**9), others=st.integers(0, 4))
    def pay(self, amount: int, others: int) -> None:
        name = f"코트 외 {others}건" if others else "코트"
        with self.context() as context:
            channel = by_pg(context.account.channels, "naverco")
            assert channel is not None
            order = charging.Order("order-1", Decimal(amount), name=name)
            begun = charging.new_payment(context, order, channel)
            self.imp_uid = charging.conclude(context, begun, Verdict()).imp_uid
        self.seen = self.orders()
        assert len(self.seen) == others + 1
        assert sum(order.paid for order in self.seen) == amount

    @rule(step=st.sampled_from(sorted(STEPS)), which=st.integers(0, 4))
    def take(self, step: str, which: int) -> None:
        order = self.orders()[which % len(self.seen)]
        before = (self.orders(), self.payment())
        with self.context() as context, suppress(Refusal):
            naver_orders.take(context, order.product_order_id, step)
            return
        assert (self.orders(), self.payment()) == before

    @rule(days=st.integers(0, 12))
    def wait(self, days: int) -> None:
        for _ in range(days):
            self.state.clock.advance(24 * 3600)
            scheduler.catch_up(self.state)

    @invariant()
    def only_ways_that_there_are_were_taken(self) -> None:
        orders = self.orders()
        for old, new in zip(self.seen, orders, strict=True):
            assert old.product_order_id == new.product_order_id
            if old.status != new.status:
                # Several days may have passed at once.
                further = {end for way in WAYS.get(old.status, ()) for end in WAYS.get(way, ())}
                assert new.status in WAYS.get(old.status, set()) | further
            if old.status not in WAYS:
                assert old == new
        self.seen = orders

    @invariant()
    def what_ended_has_the_claim_that_ended_it(self) -> None:
        for order in self.seen:
            status = order.claim[1] if order.claim else None
            if order.status in ENDS:
                assert status in ENDS[order.status]
            else:
                assert all(status not in ends for ends in ENDS.values())
            if order.status not in WAYS:
                assert order.open_claim is None
            if order.withheld:
                assert order.open_claim is not None
                assert order.open_claim[0] == "RETURN"

    @invariant()
    def the_money_of_what_was_refunded_is_back(self) -> None:
        payment = self.payment()
        refunded = [order for order in self.seen if order.status in REFUNDED]
        assert payment.cancel_amount == sum(order.paid for order in refunded)
        assert (payment.status == "cancelled") == (payment.left == 0)
        assert payment.left >= 0


NaverMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30)
TestNaverMachine = NaverMachine.TestCase
