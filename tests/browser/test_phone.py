"""On a phone the window takes the place of the shop's page, and goes back to `m_redirect_url`."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, expect

from portone_v1 import PortOne
from portone_v1_emulator import Emulator

from .shop_site import ORDER, PAY, ShopSite, query


def test_paying(phone: Page, emulator: Emulator, shop: ShopSite, portone: PortOne) -> None:
    shop.open(phone, ORDER | {"m_redirect_url": f"{shop.url}/done?cart=7#top"})
    phone.get_by_role("button", name=PAY).tap()
    phone.wait_for_url("**/done?**")
    (payment,) = emulator.shop().payments
    assert query(phone) == {
        "cart": "7",
        "imp_uid": payment.imp_uid,
        "merchant_uid": "o-1",
        "imp_success": "true",
    }
    assert phone.url.endswith("#top")
    assert portone.payments.get(payment.imp_uid).channel == "mobile"


def test_a_decline(phone: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(phone, ORDER | {"m_redirect_url": f"{shop.url}/done"})
    phone.get_by_role("button", name="거절").tap()
    phone.wait_for_url("**/done?**")
    (payment,) = emulator.shop().payments
    assert query(phone) == {
        "imp_uid": payment.imp_uid,
        "merchant_uid": "o-1",
        "imp_success": "false",
        "error_code": "F113",
        "error_msg": "[F113]카드번호 또는 인증정보가 올바르지 않습니다.",
    }


def test_closing(phone: Page, shop: ShopSite) -> None:
    shop.open(phone, ORDER | {"m_redirect_url": f"{shop.url}/done"})
    phone.get_by_role("button", name="닫기").tap()
    phone.wait_for_url("**/done?**")
    assert query(phone)["imp_success"] == "false"


def test_pgs_that_do_not_tell_success(phone: Page, shop: ShopSite) -> None:
    shop.open(phone, ORDER | {"pg": "tosspayments", "m_redirect_url": f"{shop.url}/done"})
    phone.get_by_role("button", name=PAY).tap()
    phone.wait_for_url("**/done?**")
    assert set(query(phone)) == {"imp_uid", "merchant_uid"}


def test_a_shop_that_has_forgotten_where_to_go(
    phone: Page, emulator: Emulator, shop: ShopSite
) -> None:
    shop.open(phone, ORDER)
    phone.get_by_role("button", name=PAY).tap()
    expect(phone.get_by_text("m_redirect_url이 없어")).to_be_visible()
    result: dict[str, Any] = json.loads(phone.locator("pre").inner_text())
    (payment,) = emulator.shop().payments
    assert (result["imp_uid"], payment.status) == (payment.imp_uid, "paid")


def test_a_popup_on_a_phone(phone: Page, shop: ShopSite) -> None:
    with phone.context.expect_page() as opened:
        shop.open(phone, ORDER | {"popup": True})
    opened.value.get_by_role("button", name=PAY).tap()
    phone.wait_for_function("window.told", polling=20)
    assert phone.url == f"{shop.url}/"


def test_nothing_is_wider_than_the_screen(phone: Page, shop: ShopSite) -> None:
    shop.open(phone, ORDER | {"name": "가" * 300, "custom_data": "x" * 500})
    phone.locator("summary").click()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width == 390
