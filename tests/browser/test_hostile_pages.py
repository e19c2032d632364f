"""What merchants type and strangers send: it stays text, and nobody else's word counts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portone_v1_emulator import Emulator

from .shop_site import ORDER, PAY, ShopSite, layer, press, told

MARKUP = "<img src=x onerror=window.broken=1><script>window.broken=1</script>\"'&{{7*7}}"


def test_markup_is_text(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    order = ORDER | {
        "name": MARKUP,
        "merchant_uid": "<b>o-1</b>",
        "buyer_name": MARKUP,
        "custom_data": {"html": MARKUP},
        "notice_url": "http://localhost:1/<b>",
        "language": MARKUP,
        "currency": "<b>",
        "pay_method": MARKUP,
    }
    shop.open(page, order)
    expect(layer(page).get_by_role("heading", level=1)).to_have_text(MARKUP)
    layer(page).locator("summary").click()
    expect(layer(page).get_by_text(MARKUP)).to_have_count(2)
    expect(
        layer(page).get_by_text(json.dumps({"html": MARKUP}, separators=(",", ":")))
    ).to_be_visible()
    assert layer(page).locator("main img, main script, main b:not(.face b)").count() == 0
    frame = page.frames[1]
    assert frame.evaluate("window.broken") is None
    assert page.evaluate("window.broken") is None

    layer(page).locator(".primary").click()
    assert told(page)["name"] == MARKUP


@pytest.mark.parametrize(
    "address",
    [
        "javascript:window.broken=1",
        " javascript:window.broken=1",
        "java\nscript:window.broken=1",
        "data:text/html,<script>window.broken=1</script>",
        "//elsewhere.example",
        "file:///etc/passwd",
        "http://",
    ],
)
def test_the_browser_is_sent_only_to_the_web(address: str, phone: Page, shop: ShopSite) -> None:
    shop.open(phone, ORDER | {"m_redirect_url": address})
    assert told(phone)["error_msg"] == "파라메터 m_redirect_url의 값이 올바르지 않습니다."
    assert phone.url == f"{shop.url}/"
    phone.goto(shop.url)
    phone.evaluate("(order) => IMP.request_pay(order)", ORDER | {"m_redirect_url": address})
    phone.wait_for_timeout(200)
    assert phone.url == f"{shop.url}/"
    assert phone.evaluate("window.broken") is None


def test_nobody_but_the_window_tells_the_result(page: Page, shop: ShopSite) -> None:
    shop.open(page, ORDER)
    layer(page).get_by_role("button", name=PAY).wait_for()
    token = page.frames[1].url.rpartition("/")[2]
    lie: dict[str, Any] = {
        "from": "portone-v1-emulator",
        "token": token,
        "result": {"success": True, "imp_uid": "imp_000000000000"},
    }
    page.evaluate(
        """(lie) => {
            window.postMessage(lie, "*");
            const stranger = document.createElement("iframe");
            stranger.srcdoc = "<script>parent.postMessage(" + JSON.stringify(lie) + ", '*')<\\/script>";
            document.body.append(stranger);
            return new Promise((resolve) => { stranger.onload = () => setTimeout(resolve, 100); });
        }""",
        lie,
    )
    assert page.evaluate("window.told") is None
    press(page, PAY)
    assert told(page)["imp_uid"] != "imp_000000000000"


def test_the_window_tells_only_the_page_that_opened_it(
    page: Page, emulator: Emulator, shop: ShopSite
) -> None:
    shop.open(page, ORDER)
    layer(page).get_by_role("button", name=PAY).wait_for()
    address = page.frames[1].url
    with ShopSite(emulator) as thief:
        page.goto(thief.url)
        page.evaluate(
            """(address) => {
                window.stolen = [];
                window.addEventListener("message", (event) => window.stolen.push(event.data));
                const frame = document.createElement("iframe");
                frame.title = "PortOne V1 Emulator";
                frame.src = address;
                document.body.append(frame);
            }""",
            address,
        )
        press(page, PAY)
        page.wait_for_timeout(300)
        assert page.evaluate("window.stolen") == []


def test_a_window_that_nobody_opened(page: Page, emulator: Emulator) -> None:
    page.goto(f"{emulator.base_url}/_emulator/windows/{'A' * 32}")
    expect(page.get_by_role("heading", name="이 창은 더 이상 없습니다")).to_be_visible()


def test_a_window_after_a_reset(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(page, ORDER)
    layer(page).get_by_role("button", name=PAY).wait_for()
    emulator.reset()
    press(page, PAY)
    expect(layer(page).get_by_role("heading", name="이 창은 더 이상 없습니다")).to_be_visible()
