"""Random operations against a small model of what a shop has: no money appears, none disappears."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from portone_v1_emulator import Clock, Emulator

from .conftest import NOW
from .v1 import LACKS_FUNDS, OVER_LIMIT, PAYS, V1, Reply

TIERS = (None, "AB1")
DAY = 24 * 3600

tiers = st.sampled_from(TIERS)
cards = st.sampled_from([PAYS, PAYS, LACKS_FUNDS, OVER_LIMIT])
orders = st.sampled_from([f"o-{number}" for number in range(12)])
customers = st.sampled_from(["c-1", "c-2", "c-3"])
amounts = st.integers(100, 50_000)


@dataclass
class Paid:
    """A payment, as the model knows it."""

    merchant_uid: str
    amount: int
    status: str
    cancels: list[int] = field(default_factory=list)

    @property
    def left(self) -> int:
        return self.amount - sum(self.cancels)


@dataclass
class Planned:
    """A schedule, as the model knows it."""

    customer_uid: str
    amount: int
    at: int
    status: str = "scheduled"


@dataclass
class Books:
    """What one shop has."""

    payments: dict[str, Paid] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    plans: dict[str, Planned] = field(default_factory=dict)
    prepared: dict[str, int] = field(default_factory=dict)

    def is_paid(self, merchant_uid: str) -> bool:
        """Whether the order has been paid, refunded or not."""
        return any(
            payment.merchant_uid == merchant_uid and payment.status != "failed"
            for payment in self.payments.values()
        )


class Shops(RuleBasedStateMachine):
    """A merchant and a sub-merchant, who share an account and nothing else."""

    emulator: Emulator

    @initialize()
    def open(self) -> None:
        self.emulator.reset()
        self.now = NOW
        self.serial = 0
        self.books: dict[str | None, Books] = {tier: Books() for tier in TIERS}
        self.v1 = {tier: V1(self.emulator, tier=tier) for tier in TIERS}
        self.sign_in()

    def teardown(self) -> None:
        for v1 in getattr(self, "v1", {}).values():
            v1.http.close()

    def sign_in(self) -> None:
        for v1 in self.v1.values():
            v1.sign_in()

    # Charges.

    @rule(tier=tiers, order=orders, amount=amounts, card=cards)
    def onetime(self, tier: str | None, order: str, amount: int, card: str) -> None:
        reply = self.v1[tier].onetime(order, amount, card_number=card)
        self.charged(tier, order, amount, card, reply)

    @rule(tier=tiers, order=orders, amount=amounts, customer=customers)
    def again(self, tier: str | None, order: str, amount: int, customer: str) -> None:
        books = self.books[tier]
        reply = self.v1[tier].again(order, amount, customer_uid=customer)
        if customer not in books.keys:
            assert reply.refusal == (200, 1, "등록되지 않은 구매자입니다.")
            return
        self.charged(tier, order, amount, books.keys[customer], reply)

    def charged(self, tier: str | None, order: str, amount: int, card: str, reply: Reply) -> None:
        books = self.books[tier]
        if books.is_paid(order) or books.prepared.get(order, amount) != amount:
            assert reply.code != 0
            return
        if card == OVER_LIMIT:
            assert reply.code == -1
            known = books.payments.keys()
            found = self.v1[tier].get(f"/payments/findAll/{order}/failed", limit=1000)
            (new,) = [p for p in found.response["list"] if p["imp_uid"] not in known]
            books.payments[new["imp_uid"]] = Paid(order, amount, "failed")
            return
        payment = reply.response
        status = "failed" if card == LACKS_FUNDS else "paid"
        assert (reply.code, payment["status"], payment["amount"]) == (0, status, amount)
        assert payment["imp_uid"] not in books.payments
        books.payments[payment["imp_uid"]] = Paid(order, amount, status)

    @rule(tier=tiers, order=orders, amount=amounts)
    def prepare(self, tier: str | None, order: str, amount: int) -> None:
        books = self.books[tier]
        reply = self.v1[tier].post("/payments/prepare", merchant_uid=order, amount=amount)
        assert (reply.code == 0) == (order not in books.prepared)
        books.prepared.setdefault(order, amount)

    # Cancels.

    @precondition(lambda self: any(books.payments for books in self.books.values()))
    @rule(data=st.data(), amount=st.one_of(st.none(), st.just(0), amounts), checks=st.booleans())
    def cancel(self, data: st.DataObject, amount: int | None, checks: bool) -> None:
        tier = data.draw(st.sampled_from([t for t in TIERS if self.books[t].payments]))
        imp_uid = data.draw(st.sampled_from(sorted(self.books[tier].payments)))
        payment = self.books[tier].payments[imp_uid]
        body: dict[str, Any] = {} if amount is None else {"amount": amount}
        if checks:
            body["checksum"] = payment.left
        stranger = next(other for other in TIERS if other != tier)
        assert self.v1[stranger].cancel(imp_uid=imp_uid, **body).code == 1
        reply = self.v1[tier].cancel(imp_uid=imp_uid, **body)
        wanted = amount or payment.left
        if payment.status == "failed" or not payment.left or wanted > payment.left:
            assert reply.code == 1
            return
        payment.cancels.append(wanted)
        payment.status = "paid" if payment.left else "cancelled"
        assert reply.code == 0
        assert reply.response["cancel_amount"] == sum(payment.cancels)

    @precondition(lambda self: any(books.payments for books in self.books.values()))
    @rule(data=st.data(), off=st.integers(1, 100))
    def cancel_with_a_wrong_checksum(self, data: st.DataObject, off: int) -> None:
        tier = data.draw(st.sampled_from([t for t in TIERS if self.books[t].payments]))
        imp_uid = data.draw(st.sampled_from(sorted(self.books[tier].payments)))
        left = self.books[tier].payments[imp_uid].left
        assert self.v1[tier].cancel(imp_uid=imp_uid, amount=1, checksum=left + off).code == 1

    # Billing keys.

    @rule(tier=tiers, customer=customers, card=cards)
    def issue(self, tier: str | None, customer: str, card: str) -> None:
        assert self.v1[tier].issue(customer, card).code == 0
        self.books[tier].keys[customer] = card

    @rule(tier=tiers, customer=customers)
    def delete(self, tier: str | None, customer: str) -> None:
        reply = self.v1[tier].delete(f"/subscribe/customers/{customer}")
        known = self.books[tier].keys.pop(customer, None)
        assert (reply.code == 0) == (known is not None)

    # Schedules.

    @rule(tier=tiers, customer=customers, amount=amounts, days=st.integers(1, 40))
    def schedule(self, tier: str | None, customer: str, amount: int, days: int) -> None:
        books = self.books[tier]
        self.serial += 1
        order, at = f"s-{self.serial}", self.now + days * DAY + self.serial
        plan = {"merchant_uid": order, "schedule_at": at, "amount": amount, "name": "구독"}
        reply = self.v1[tier].post(
            "/subscribe/payments/schedule", customer_uid=customer, schedules=[plan]
        )
        assert (reply.code == 0) == (customer in books.keys)
        if reply.code == 0:
            books.plans[order] = Planned(customer, amount, at)

    @rule(tier=tiers, customer=customers)
    def unschedule(self, tier: str | None, customer: str) -> None:
        waiting = [
            plan
            for plan in self.books[tier].plans.values()
            if (plan.customer_uid, plan.status) == (customer, "scheduled")
        ]
        reply = self.v1[tier].post("/subscribe/payments/unschedule", customer_uid=customer)
        assert (reply.code == 0) == bool(waiting)
        for plan in waiting:
            plan.status = "revoked"

    @rule(days=st.integers(1, 20))
    def days_pass(self, days: int) -> None:
        self.now += days * DAY
        self.emulator.advance(days=days)
        self.sign_in()
        for tier in TIERS:
            self.executed(tier)

    def executed(self, tier: str | None) -> None:
        """Take over what the schedules have done."""
        books = self.books[tier]
        due = [
            (order, plan)
            for order, plan in books.plans.items()
            if plan.status == "scheduled" and plan.at <= self.now
        ]
        for order, plan in due:
            plan.status = "executed"
            schedule = self.v1[tier].get(f"/subscribe/payments/schedule/{order}").response
            status = "paid" if books.keys.get(plan.customer_uid) == PAYS else "failed"
            assert (schedule["schedule_status"], schedule["payment_status"]) == ("executed", status)
            assert schedule["executed_at"] == plan.at
            if schedule["imp_uid"] is not None:
                books.payments[schedule["imp_uid"]] = Paid(order, plan.amount, status)

    # What always holds.

    @invariant()
    def the_books_agree(self) -> None:
        for tier, books in getattr(self, "books", {}).items():
            payments = {payment.imp_uid: payment for payment in self.emulator.shop(tier).payments}
            assert payments.keys() == books.payments.keys()
            for imp_uid, payment in payments.items():
                known = books.payments[imp_uid]
                assert (payment.status, payment.amount) == (known.status, known.amount)
                assert [row.amount for row in payment.cancellations] == known.cancels
                assert 0 <= payment.cancel_amount <= payment.amount
                assert payment.status != "failed" or not payment.cancellations
            schedules = {s.merchant_uid: s.status for s in self.emulator.shop(tier).schedules}
            assert schedules == {order: plan.status for order, plan in books.plans.items()}


def test_shops_keep_their_books() -> None:
    with Emulator(clock=Clock(start=NOW, frozen=True), tiers=["AB1"]) as emulator:
        Shops.emulator = emulator
        case = Shops.TestCase
        case.settings = settings(
            max_examples=15,
            stateful_step_count=200,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        case().runTest()
