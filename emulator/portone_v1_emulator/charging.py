"""A charge without the customer: by card number or by billing key."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Protocol

from . import pg
from .handlers import Call
from .records import Card, Channel, Payment, Person
from .refusals import Refusal


class Order(Protocol):
    """What the requests have in common that charge a card."""

    @property
    def merchant_uid(self) -> str: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def currency(self) -> str: ...
    @property
    def name(self) -> str | None: ...
    @property
    def buyer_name(self) -> str | None: ...
    @property
    def buyer_email(self) -> str | None: ...
    @property
    def buyer_tel(self) -> str | None: ...
    @property
    def buyer_addr(self) -> str | None: ...
    @property
    def buyer_postcode(self) -> str | None: ...
    @property
    def card_quota(self) -> int: ...
    @property
    def custom_data(self) -> str | None: ...


def check_amount(amount: Decimal, currency: str | None) -> None:
    """Refuse an amount that cannot be paid."""
    if amount <= 0 or (currency == "KRW" and amount % 1):
        raise Refusal("bad_request", message="파라메터 amount의 값이 올바르지 않습니다.")


def check_order(call: Call[Any, Any], order: Order) -> None:
    """Refuse an order that has been paid, or that was registered with another amount."""
    check_amount(order.amount, order.currency)
    if any(
        payment.paid_at for payment in call.shop.payments.find("merchant_uid", order.merchant_uid)
    ):
        raise Refusal("already_paid")
    prepared = call.shop.preparations.get(order.merchant_uid)
    if prepared and (
        prepared.amount != order.amount or prepared.currency not in (None, order.currency)
    ):
        raise Refusal("refused", message="사전등록된 결제금액과 일치하지 않습니다.")


def charge(
    call: Call[Any, Any], order: Order, card: Card, channel: Channel, customer_uid: str | None
) -> Payment:
    """Charge the card and keep the payment, made or failed. Refuses when the PG answers with an error."""
    habit = pg.habit_of(card)
    failure = habit.fails_charge or habit.refuses_charge
    payment = _payment(call, order, card, channel, customer_uid, failure)
    call.shop.payments.put(payment)
    if habit.refuses_charge:
        raise Refusal("declined", message=habit.refuses_charge)
    if habit.fails_charge:
        call.assume("failed_payment")
    return payment


def buyer_of(order: Order) -> Person:
    """The buyer whom the order names."""
    return Person(
        order.buyer_name,
        order.buyer_email,
        order.buyer_tel,
        order.buyer_addr,
        order.buyer_postcode,
    )


def _payment(
    call: Call[Any, Any],
    order: Order,
    card: Card,
    channel: Channel,
    customer_uid: str | None,
    failure: str,
) -> Payment:
    number = call.store.next_number()
    return Payment(
        number=number,
        imp_uid=f"imps_{number}",
        merchant_uid=order.merchant_uid,
        status="failed" if failure else "paid",
        amount=order.amount,
        currency=order.currency,
        name=order.name,
        buyer=buyer_of(order),
        channel=channel,
        card=card,
        card_quota=order.card_quota,
        pg_tid=f"{channel.pg_id}{number}",
        started_at=call.now,
        paid_at=0 if failure else call.now,
        failed_at=call.now if failure else 0,
        apply_num="" if failure else f"{number % 10**8:08}",
        fail_reason=failure or None,
        custom_data=order.custom_data,
        customer_uid=customer_uid,
        customer_uid_usage="payment" if customer_uid else None,
    )
