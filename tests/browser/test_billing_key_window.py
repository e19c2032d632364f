"""`IMP.request_pay` with a customer_uid: the window issues a billing key."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portone_v1 import PortOne
from portone_v1_emulator import Emulator

from .shop_site import ORDER, ShopSite, choose, layer, press, told

ISSUE: dict[str, Any] = ORDER | {"customer_uid": "c-1", "customer_id": "gildong", "amount": 9900}


def test_a_pg_that_only_shows_the_amount(
    page: Page, emulator: Emulator, shop: ShopSite, portone: PortOne
) -> None:
    shop.open(page, ISSUE | {"notice_url": f"{shop.url}/webhook"})
    expect(layer(page).get_by_text("표시만 하고 결제하지 않습니다")).to_be_visible()
    press(page, "빌링키 발급받기")
    result = told(page)
    assert (result["success"], result["status"]) == (True, "paid")
    payment = portone.payments.get(result["imp_uid"])
    assert (payment.customer_uid, payment.customer_uid_usage) == ("c-1", "issue")

    key = emulator.shop().billing_keys.get("c-1")
    assert key is not None
    assert (key.channel.pg_provider, key.customer_id) == ("html5_inicis", "gildong")
    assert (key.holder.name, key.card and key.card.name) == ("홍길동", "신한카드")
    charged = portone.subscribe.again(
        customer_uid="c-1", merchant_uid="o-2", amount=9900, name="구독"
    )
    assert charged.status == "paid"

    emulator.deliver_webhooks()
    assert shop.webhooks[0] == {
        "imp_uid": result["imp_uid"],
        "merchant_uid": "o-1",
        "status": "paid",
    }


def test_a_pg_that_charges_it(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(page, ISSUE | {"pg": "danal_tpay"})
    choose(page, "잔액 부족")
    press(page, "9,900원 결제하고 빌링키 발급받기")
    assert told(page)["error_code"] == "F301"
    assert emulator.shop().billing_keys.get("c-1") is None


def test_a_card_without_money_gets_a_key_where_nothing_is_charged(
    page: Page, emulator: Emulator, shop: ShopSite
) -> None:
    shop.open(page, ISSUE)
    choose(page, "잔액 부족")
    press(page, "빌링키 발급받기")
    assert told(page)["success"] is True
    assert emulator.shop().billing_keys.get("c-1") is not None


def test_a_card_that_is_refused_gets_none(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(page, ISSUE)
    choose(page, "카드 인증 실패")
    press(page, "빌링키 발급받기")
    assert told(page)["error_code"] == "F113"
    assert len(emulator.shop().billing_keys) == 0
    (payment,) = emulator.shop().payments
    assert (payment.status, payment.customer_uid_usage) == ("failed", "issue")


def test_for_nothing(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(page, ISSUE | {"pg": "kakaopay", "amount": 0})
    expect(layer(page).get_by_text("결제 없이 빌링키만 발급합니다")).to_be_visible()
    press(page, "빌링키 발급받기")
    assert told(page)["paid_amount"] == 0
    key = emulator.shop().billing_keys.get("c-1")
    assert key is not None
    assert (key.pay_method, key.card) == ("kakaopay", None)


@pytest.mark.parametrize(
    ("choice", "button"),
    [("shows", "빌링키 발급받기"), ("charges", "9,900원 결제하고 빌링키 발급받기")],
)
def test_a_pg_of_which_nobody_knows(choice: str, button: str, page: Page) -> None:
    with Emulator(assume={"issue_window": choice}) as emulator, ShopSite(emulator) as shop:
        shop.open(page, ISSUE | {"pg": "settle"})
        press(page, button)
        assert told(page)["success"] is True
