"""What scenarios about cancels need again and again."""

from __future__ import annotations

from typing import Any

import pytest

from portone_v1 import Declined
from portone_v1.models import Payment
from portone_v1_emulator.core.records import Channel

from .shop import EXPIRY, Shop

LACKS_FUNDS = "4000-0000-0000-9995"

TO_ACCOUNT = {
    "refund_holder": "김하늘",
    "refund_bank": "088",
    "refund_account": "11012345678901",
    "refund_tel": "01012345678",
}
"""Where money goes that cannot go back the way that it came."""


def assume(shop: Shop, name: str, value: Any) -> None:
    """Hold V1 to do this, until the test ends."""
    shop.emulator.state.assumptions.choose(name, value)


def assumed(shop: Shop) -> tuple[str, ...]:
    """What the latest answer rests on."""
    return shop.emulator.requests[-1].assumes


def told(shop: Shop) -> list[dict[str, Any]]:
    """The webhooks about cancels, oldest first."""
    return [each.body for each in shop.emulator.webhooks.log if "cancellation_id" in each.body]


def channel_of_tests(shop: Shop, provider: str) -> Channel:
    """The merchant's test channel of a PG."""
    return _channel(shop, f"channel-key-test-{provider}")


def _channel(shop: Shop, key: str) -> Channel:
    (account,) = shop.emulator.store.accounts
    return next(channel for channel in account.channels if channel.key == key)


def fail(shop: Shop, merchant_uid: str) -> str:
    """The imp_uid of a payment that failed."""
    with pytest.raises(Declined) as declined:
        shop.subscribe.onetime(
            merchant_uid=merchant_uid, amount=10_000, card_number=LACKS_FUNDS, expiry=EXPIRY
        )
    payment = declined.value.payment
    assert isinstance(payment, Payment)
    return payment.imp_uid
