"""What a shop is told when `IMP` opens no window, and when its server stops a payment."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portone_v1 import PortOne
from portone_v1_emulator import Channel, Emulator

from .shop_site import ORDER, PAY, ShopSite, layer, press, query, told


def refusal(code: str, message: str, merchant_uid: str | None = "o-1") -> dict[str, Any]:
    return {
        "success": False,
        "imp_uid": None,
        "merchant_uid": merchant_uid,
        "error_code": code,
        "error_msg": message,
    }


def test_another_amount_than_was_prepared(
    page: Page, emulator: Emulator, shop: ShopSite, portone: PortOne
) -> None:
    portone.preparations.create(merchant_uid="o-1", amount=64_000)
    shop.open(page, ORDER)
    assert told(page) == refusal("F400", "사전등록된 결제금액과 일치하지 않습니다.")
    expect(page.locator("iframe")).to_have_count(0)
    assert len(emulator.shop().payments) == 0


def test_an_order_that_was_paid(page: Page, shop: ShopSite, portone: PortOne) -> None:
    portone.subscribe.onetime(
        merchant_uid="o-1", amount=1000, card_number="4242-4242-4242-4242", expiry="2030-12"
    )
    shop.open(page, ORDER)
    assert told(page) == refusal("F1002", "이미 결제가 이루어진 거래건입니다.")


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"channelKey": "nobody's"}, "등록되지 않은 결제 채널입니다."),
        ({"amount": 0}, "파라메터 amount의 값이 올바르지 않습니다."),
        ({"amount": 10.5}, "파라메터 amount의 값이 올바르지 않습니다."),
        ({"amount": ""}, "필수 파라메터 amount이(가) 누락되었습니다."),
        ({"amount": "many"}, "파라메터 amount의 값이 올바르지 않습니다."),
        ({"tax_free": 64_901}, "파라메터 tax_free의 값이 올바르지 않습니다."),
        ({"vat": 64_901}, "파라메터 vat_amount의 값이 올바르지 않습니다."),
        ({"vbank_due": "soon"}, "파라메터 vbank_due의 값이 올바르지 않습니다."),
        ({"m_redirect_url": "/done"}, "파라메터 m_redirect_url의 값이 올바르지 않습니다."),
    ],
)
def test_arguments_that_cannot_be(
    wanted: dict[str, Any], message: str, page: Page, emulator: Emulator, shop: ShopSite
) -> None:
    shop.open(page, ORDER | wanted)
    assert told(page) == refusal("F400", message)
    assert len(emulator.shop().payments) == 0


def test_an_order_with_too_long_a_name(page: Page, shop: ShopSite) -> None:
    shop.open(page, ORDER | {"merchant_uid": "o" * 41})
    assert told(page)["error_msg"] == "파라메터 merchant_uid의 값이 올바르지 않습니다."


def test_a_shop_that_nobody_knows(page: Page, shop: ShopSite) -> None:
    shop.open(page, ORDER, user_code="imp99999999")
    assert told(page) == refusal("F400", "등록되지 않은 고객사 식별코드입니다(imp99999999).")


def test_a_sub_merchant_that_the_agency_does_not_have(page: Page) -> None:
    with Emulator(tiers=["AB1"]) as emulator, ShopSite(emulator) as shop:
        for tier in ("AB2", "ab1"):
            shop.open(page, ORDER, tier=tier)
            message = f"등록되지 않은 하위상점 코드입니다({tier})."
            assert told(page) == refusal("F400", message)
        shop.open(page, ORDER, tier="AB1")
        press(page, PAY)
        assert told(page)["success"] is True


def test_a_merchant_without_any_channel(page: Page) -> None:
    certifies_only = Channel("kcp_v2", type="certification")
    with Emulator(channels=[certifies_only]) as emulator, ShopSite(emulator) as shop:
        shop.open(page, ORDER)
        assert told(page)["error_msg"] == "설정된 PG 채널이 없습니다."


def test_a_popup_goes_away_again(page: Page, shop: ShopSite) -> None:
    shop.open(page, ORDER | {"popup": True, "amount": 0})
    assert told(page)["success"] is False
    assert page.context.pages == [page]


def test_without_an_emulator(page: Page) -> None:
    with Emulator() as emulator, ShopSite(emulator) as shop:
        page.goto(shop.url)
        emulator.stop()
        page.evaluate("IMP.request_pay({}, (result) => { window.told = result; })")
        assert told(page)["error_code"] == "EMULATOR"
        emulator.start()


def test_strict_mode_opens_no_window_that_rests_on_an_assumption(page: Page) -> None:
    with Emulator(strict=True) as emulator, ShopSite(emulator) as shop:
        shop.open(page, ORDER | {"pg": "settle", "customer_uid": "c-1"})
        result = told(page)
        assert result["error_code"] == "UNVERIFIED"
        assert "issue_window" in result["error_msg"]
        assert len(emulator.shop().payments) == 0

        shop.open(page, ORDER)
        press(page, "닫기")
        expect(layer(page).get_by_role("alert")).to_contain_text("closed_window")
        (payment,) = emulator.shop().payments
        assert payment.status == "ready"
        press(page, PAY)
        assert told(page)["success"] is True


def test_on_a_phone_the_callback_is_told(phone: Page, shop: ShopSite) -> None:
    shop.open(phone, ORDER | {"amount": 0, "m_redirect_url": f"{shop.url}/done"})
    assert told(phone)["success"] is False
    assert phone.url == f"{shop.url}/"


def test_on_a_phone_without_a_callback_the_browser_is_sent_on(phone: Page, shop: ShopSite) -> None:
    phone.goto(shop.url)
    order = ORDER | {"amount": 0, "m_redirect_url": f"{shop.url}/done?cart=7"}
    phone.evaluate("(order) => { IMP.init('imp00000000'); IMP.request_pay(order); }", order)
    phone.wait_for_url("**/done?**")
    assert query(phone) == {
        "cart": "7",
        "merchant_uid": "o-1",
        "imp_success": "false",
        "error_code": "F400",
        "error_msg": "파라메터 amount의 값이 올바르지 않습니다.",
    }


# confirm_process: the merchant's server has the last word.


def test_a_server_that_agrees(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(page, ORDER | {"confirm_url": f"{shop.url}/confirm"})
    press(page, PAY)
    result = told(page)
    assert result["success"] is True
    assert shop.confirms == [
        {"imp_uid": result["imp_uid"], "merchant_uid": "o-1", "amount": 64_900}
    ]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [({"reason": "재고 부족"}, "재고 부족"), ({}, "알 수 없음")],
)
def test_a_server_that_does_not(
    answer: dict[str, Any], reason: str, page: Page, emulator: Emulator, shop: ShopSite
) -> None:
    shop.confirm_status, shop.confirm_answer = 409, answer
    shop.open(page, ORDER | {"confirm_url": f"{shop.url}/confirm"})
    press(page, PAY)
    message = f"고객사 요청에 의해 결제를 중단합니다. (상세사유 : {reason})"
    result = told(page)
    assert (result["success"], result["error_msg"]) == (False, message)
    payment = emulator.shop().payments.get(result["imp_uid"])
    assert payment is not None
    assert (payment.status, payment.fail_reason) == ("failed", message)


def test_an_address_elsewhere_is_not_asked(page: Page, shop: ShopSite) -> None:
    shop.open(page, ORDER | {"confirm_url": "https://shop.example/confirm"})
    press(page, PAY)
    assert "이 컴퓨터의 주소가 아닙니다" in told(page)["error_msg"]


def test_nobody_is_asked_about_a_card_that_cannot_be(page: Page, shop: ShopSite) -> None:
    shop.open(page, ORDER | {"confirm_url": f"{shop.url}/confirm", "pay_method": "vbank"})
    layer(page).locator("input[name=bank]:checked").evaluate("(bank) => { bank.value = '999'; }")
    press(page, "가상계좌 발급받기")
    expect(layer(page).get_by_role("alert")).to_contain_text("bank_code")
    assert shop.confirms == []
