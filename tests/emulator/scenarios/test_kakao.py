"""Kakao Pay's list of orders."""

from __future__ import annotations

from typing import Any

import pytest

from portone_v1 import InvalidRequest, Refused

from .orders import paid_by
from .shop import Shop

DAY = "20260101"  # of the tests' clock, in Korea


def listed(shop: Shop, day: str = DAY, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = shop.kakao.list_orders(payment_request_date=day, **more)
    return answer


@pytest.mark.covers("kakao.list_orders")
def test_the_orders_of_a_day(shop: Shop) -> None:
    coat = paid_by(shop, "kakaopay", name="겨울 코트", merchant_uid="o-1")
    shop.pay("by-card")
    paid_by(shop, "kakaopay", merchant_uid="o-2")
    shop.payments.cancel(merchant_uid="o-2", amount=4_000, checksum=10_000)
    shop.emulator.advance(days=1)
    paid_by(shop, "kakaopay", merchant_uid="o-3")
    shop.payments.cancel(merchant_uid="o-3", amount="all", checksum=10_000)

    orders = listed(shop)
    assert (orders["page"], orders["payment_request_date"]) == (1, DAY)
    assert orders["cid"] == coat.channel.pg_id
    assert orders["orders"][0] == {
        "tid": coat.pg_tid,
        "status": "SUCCESS_PAYMENT",
        "partner_order_id": "o-1",
        "item_name": "겨울 코트",
        "amount": 10_000,
    }
    assert [(each["partner_order_id"], each["status"]) for each in orders["orders"][1:]] == [
        ("o-2", "PART_CANCEL_PAYMENT")
    ]
    (cancelled,) = listed(shop, "20260102")["orders"]
    assert (cancelled["partner_order_id"], cancelled["status"]) == ("o-3", "CANCEL_PAYMENT")
    assert listed(shop, "20251231")["orders"] == []


def test_each_cid_and_each_page_has_its_own(shop: Shop) -> None:
    for number in range(11):
        paid_by(shop, "kakaopay", merchant_uid=f"o-{number}")
    assert len(listed(shop, cid="emulator")["orders"]) == 10
    (last,) = listed(shop, page=2)["orders"]
    assert last["partner_order_id"] == "o-10"
    assert listed(shop, page=3)["orders"] == []
    assert listed(shop, cid="emulator-test")["orders"] == []
    assert listed(shop.with_options(tier="AB1"))["orders"] == []


@pytest.mark.covers("kakao.list_orders", "pg_refused")
def test_a_cid_of_somebody_else(shop: Shop) -> None:
    with pytest.raises(Refused, match="cid"):
        listed(shop, cid="TC0ONETIME")


def test_a_day_that_never_was(shop: Shop) -> None:
    with pytest.raises(InvalidRequest, match="payment_request_date"):
        listed(shop, "20260231")
