"""Payments: as an answer would have them, made by hand; and one on a test channel."""

from __future__ import annotations

from typing import Any

from emulator.scenarios.shop import EXPIRY, PAYS, Shop

from portone_v1.models import Payment


def payment(status: str = "paid", **fields: Any) -> Payment:
    """A payment of 10,000 won; `fields` are those of the wire."""
    data: dict[str, Any] = {
        "imp_uid": "imp_123456789012",
        "merchant_uid": "o-1",
        "status": status,
        "amount": 10_000,
        "cancel_amount": 0,
        "currency": "KRW",
        "paid_at": 1_767_193_200 if status == "paid" else 0,
    }
    return Payment.read(data | fields, "", lambda pointer: None)


def cancel(amount: Any, number: int = 1, *, with_id: bool = True) -> dict[str, Any]:
    """A row of a cancel_history."""
    row = {"pg_tid": "tid", "amount": amount, "cancelled_at": 1_767_200_000, "reason": "변심"}
    return row | ({"cancellation_id": f"c-{number}"} if with_id else {})


def deposit(amount: Any, number: int = 1) -> dict[str, Any]:
    """A row of a deposit_history."""
    return {"pg_tid": f"tid-{number}", "amount": amount, "deposited_at": 1_767_200_000}


def pay_on_test_channel(shop: Shop) -> Any:
    """A payment of 10,000 won for o-1, where no money moves."""
    card = {"card_number": PAYS, "expiry": EXPIRY}
    shop.billing_keys.issue("c-test", channel_key="channel-key-test-nice_v2", **card)
    paid = shop.subscribe.again(
        customer_uid="c-test", merchant_uid="o-1", amount=10_000, name="구독"
    )
    assert paid.sandbox
    return paid
