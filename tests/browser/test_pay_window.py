"""`IMP.request_pay` in a shop's page: what the customer does in the window, and what the shop learns of it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portone_v1 import PortOne
from portone_v1_emulator import Emulator

from .shop_site import ORDER, PAY, ShopSite, choose, layer, press, told

CLOSED = "사용자가 결제를 취소하셨습니다"


def order_with_webhooks(shop: ShopSite, **more: Any) -> dict[str, Any]:
    return ORDER | {"notice_url": f"{shop.url}/webhook"} | more


def test_the_whole_way_from_preparation_to_verification(
    page: Page, emulator: Emulator, shop: ShopSite, portone: PortOne
) -> None:
    portone.preparations.create(merchant_uid="o-1", amount=64_900)
    shop.open(page, order_with_webhooks(shop, custom_data={"cart": [1, 2.5]}, tax_free=4900))
    expect(layer(page).get_by_role("heading", name="당근 10kg")).to_be_visible()
    (begun,) = emulator.shop().payments
    assert (begun.status, int(begun.amount), begun.via) == ("ready", 64_900, "pc")

    press(page, PAY)
    result = told(page)
    assert result == {
        "success": True,
        "imp_uid": begun.imp_uid,
        "merchant_uid": "o-1",
        "pay_method": "card",
        "pg_provider": "html5_inicis",
        "pg_type": "payment",
        "apply_num": f"{begun.number % 10**8:08}",
        "bank_name": None,
        "buyer_addr": "서울특별시 강남구 삼성동",
        "buyer_email": "hong@example.com",
        "buyer_name": "홍길동",
        "buyer_postcode": "06018",
        "buyer_tel": "010-1234-5678",
        "card_name": "신한카드",
        "card_number": "424242******4242",
        "card_quota": 0,
        "currency": "KRW",
        "custom_data": '{"cart":[1,2.5]}',
        "name": "당근 10kg",
        "paid_amount": 64_900,
        "paid_at": begun.started_at,
        "pg_tid": begun.pg_tid,
        "receipt_url": None,
        "status": "paid",
    }
    expect(page.locator("iframe")).to_have_count(0)

    emulator.deliver_webhooks()
    assert shop.webhooks == [
        {"imp_uid": begun.imp_uid, "merchant_uid": "o-1", "status": "paid"},
    ]
    payment = portone.payments.get(result["imp_uid"])
    assert (payment.status, payment.amount, payment.channel) == ("paid", 64_900, "pc")
    assert payment.imp_uid.startswith("imp_")
    assert payment.user_agent is not None
    assert "Chrome" in payment.user_agent


def test_a_card_that_is_declined(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(page, order_with_webhooks(shop))
    choose(page, "한도 초과")
    press(page, PAY)
    result = told(page)
    (payment,) = emulator.shop().payments
    assert result == {
        "success": False,
        "imp_uid": payment.imp_uid,
        "merchant_uid": "o-1",
        "pay_method": "card",
        "pg_provider": "html5_inicis",
        "pg_type": "payment",
        "error_code": "F302",
        "error_msg": "[F302]카드 사용한도를 초과하였습니다.",
    }
    assert (payment.status, payment.fail_reason) == ("failed", result["error_msg"])
    emulator.deliver_webhooks()
    assert shop.webhooks == []


def test_a_reason_that_is_chosen(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(page, ORDER | {"pay_method": "trans"})
    layer(page).get_by_label("거절 사유").select_option("lacks_funds")
    press(page, "거절")
    assert told(page)["error_code"] == "F301"
    (payment,) = emulator.shop().payments
    assert payment.status == "failed"


def test_a_card_by_its_number(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(page, ORDER)
    choose(page, "다른 카드")
    layer(page).get_by_label("카드번호").fill("12")
    layer(page).get_by_label("유효기간", exact=True).fill("2030-01")
    press(page, PAY)
    expect(layer(page).get_by_role("alert")).to_have_text(
        "[F113]카드번호 형식이 올바르지 않습니다."
    )
    assert [payment.status for payment in emulator.shop().payments] == ["ready"]

    layer(page).get_by_label("카드번호").fill("3792-6500-1234-567")
    layer(page).get_by_label("할부").select_option("6")
    press(page, PAY)
    result = told(page)
    assert (result["card_name"], result["card_quota"]) == ("현대카드", 6)


def test_instalments_as_the_shop_wants_them(page: Page, shop: ShopSite) -> None:
    shop.open(page, ORDER | {"display": {"card_quota": [3, 6]}})
    quota = layer(page).get_by_label("할부")
    expect(quota.locator("option")).to_have_text(["일시불", "3개월", "6개월"])
    shop.open(page, ORDER | {"amount": 49_999})
    layer(page).get_by_role("button", name="49,999원 결제하기").wait_for()
    expect(layer(page).get_by_label("할부")).to_have_count(0)


@pytest.mark.parametrize("way", ["button", "escape"])
def test_a_customer_who_closes_the_window(
    way: str, page: Page, emulator: Emulator, shop: ShopSite
) -> None:
    shop.open(page, order_with_webhooks(shop))
    layer(page).get_by_role("button", name="닫기").wait_for()
    if way == "button":
        press(page, "닫기")
    else:
        layer(page).locator("body").focus()
        page.keyboard.press(
            "Escape"
        )  # the frame that has the focus is gone before a locator's press returns
    result = told(page)
    assert result["success"] is False
    assert (result["error_code"], result["error_msg"]) == ("F400", CLOSED)
    payment = emulator.shop().payments.get(result["imp_uid"])
    assert payment is not None
    assert (payment.status, payment.fail_reason) == ("failed", CLOSED)
    emulator.deliver_webhooks()
    assert shop.webhooks == []


def test_a_closed_window_may_leave_the_payment_ready(page: Page) -> None:
    with Emulator(assume={"closed_window": "ready"}) as emulator, ShopSite(emulator) as shop:
        shop.open(page, ORDER)
        press(page, "닫기")
        assert told(page)["error_msg"] == CLOSED
        (payment,) = emulator.shop().payments
        assert (payment.status, payment.fail_reason) == ("ready", None)


def test_a_virtual_account_and_its_deposit(
    page: Page, emulator: Emulator, shop: ShopSite, portone: PortOne
) -> None:
    shop.open(page, order_with_webhooks(shop, pay_method="vbank", vbank_due="2026-01-03"))
    choose(page, "신한은행")
    press(page, "가상계좌 발급받기")
    result = told(page)
    assert (result["success"], result["status"], result["paid_at"]) == (True, "ready", 0)
    assert (result["vbank_name"], result["vbank_holder"]) == ("신한은행", "에뮬레이터 상점")
    payment = portone.payments.get(result["imp_uid"])
    assert payment.vbank_num == result["vbank_num"]
    assert payment.vbank_date is not None
    assert payment.vbank_date.isoformat() == "2026-01-03T23:59:59+09:00"
    assert result["vbank_date"] == payment.vbank_date.timestamp()

    emulator.deliver_webhooks()
    emulator.deposit(result["imp_uid"])
    emulator.deliver_webhooks()
    assert [webhook["status"] for webhook in shop.webhooks] == ["ready", "paid"]
    assert portone.payments.get(result["imp_uid"]).status == "paid"


def test_an_account_that_nobody_pays_into(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(page, ORDER | {"pay_method": "vbank", "vbank_due": "2025-12-30"})
    press(page, "가상계좌 발급받기")
    assert told(page)["error_msg"] == "가상계좌 입금기한이 지났습니다."


def test_a_transfer(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(page, ORDER | {"pay_method": "trans", "escrow": True})
    choose(page, "하나은행")
    press(page, PAY)
    result = told(page)
    assert (result["pay_method"], result["bank_name"]) == ("trans", "하나은행")
    payment = emulator.shop().payments.get(result["imp_uid"])
    assert payment is not None
    assert (payment.bank_code, payment.escrow, payment.card) == ("081", True, None)


def test_an_easy_pay_in_the_window_of_another_pg(page: Page, shop: ShopSite) -> None:
    shop.open(page, ORDER | {"pay_method": "kakaopay"})
    press(page, PAY)
    assert told(page)["pay_method"] == "kakaopay"


def test_a_promotion_that_the_shop_names(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    named = {"promotion_id": "promotion-id-10-percent", "card": {"direct": {"code": "367"}}}
    shop.open(page, ORDER | named)
    expect(layer(page).get_by_text("promotion-id-10-percent · 10% 할인")).to_be_visible()
    expect(layer(page).get_by_text("카드사 지정")).to_be_visible()
    expect(layer(page).get_by_label("프로모션")).to_have_count(0)
    press(page, PAY)
    assert told(page)["paid_amount"] == 58_410
    (payment,) = emulator.shop().payments
    assert payment.card is not None
    assert payment.card.name == "현대카드"


def test_a_promotion(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(page, ORDER)
    layer(page).get_by_label("프로모션").select_option("promotion-id-10-percent")
    press(page, PAY)
    assert told(page)["paid_amount"] == 58_410
    (payment,) = emulator.shop().payments
    assert payment.promotion is not None
    assert payment.promotion.discount == 6490


def test_a_currency_with_decimals(page: Page, shop: ShopSite) -> None:
    shop.open(page, ORDER | {"pg": "paymentwall", "currency": "usd", "amount": 12.34})
    press(page, "US$12.34 결제하기")
    result = told(page)
    assert (result["currency"], result["paid_amount"]) == ("USD", 12.34)


def test_paypal_takes_dollars_unless_told_otherwise(
    page: Page, emulator: Emulator, shop: ShopSite
) -> None:
    shop.open(page, ORDER | {"pg": "paypal_v2", "amount": 1.5})
    press(page, "US$1.50 결제하기")
    told(page)
    (payment,) = emulator.shop().payments
    assert (payment.currency, payment.pay_method, payment.status) == ("USD", "paypal", "paid")


def test_some_pgs_tell_hardly_anything(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(page, ORDER | {"pg": "tosspayments"})
    press(page, PAY)
    (payment,) = emulator.shop().payments
    names = {"imp_uid": payment.imp_uid, "merchant_uid": "o-1"}
    assert told(page) == names
    shop.open(page, ORDER | {"pg": "nice_v2", "merchant_uid": "o-2"})
    choose(page, "카드 인증 실패")
    press(page, PAY)
    assert set(told(page)) == {"imp_uid", "merchant_uid", "error_code", "error_msg"}


def test_the_channel_by_its_key_its_mid_and_a_mid_of_the_real_world(
    page: Page, emulator: Emulator, shop: ShopSite
) -> None:
    checkout_request = {
        "channel-key-test-kcp": {"channelKey": "channel-key-test-kcp"},
        "channel-key-test-html5_inicis": {"pg": "html5_inicis.emulator-test"},
        "channel-key-html5_inicis": {"pg": "html5_inicis.INIpayTest"},
        "channel-key-nice_v2": {"pg": "nobody"},
    }
    for number, (key, wanted) in enumerate(checkout_request.items()):
        order = {name: value for name, value in ORDER.items() if name != "pg"}
        shop.open(page, order | {"merchant_uid": f"o-{number}"} | wanted)
        layer(page).locator(".primary").wait_for()
        (payment,) = emulator.shop().payments.find("merchant_uid", f"o-{number}")
        assert payment.channel.key == key


def test_an_order_without_a_name(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(page, {"amount": 1000, "merchant_uid": "", "pg": "kcp"})
    expect(layer(page).get_by_role("heading", name="(상품명 없음)")).to_be_visible()
    (payment,) = emulator.shop().payments
    assert payment.merchant_uid.startswith("nobody_")


def test_a_window_in_english(page: Page, shop: ShopSite) -> None:
    shop.open(page, ORDER | {"language": "en"})
    expect(layer(page).get_by_role("button", name="Pay ₩64,900")).to_be_visible()
    press(page, "한국어")
    expect(layer(page).get_by_role("button", name=PAY)).to_be_visible()


def test_the_path_of_older_scripts(page: Page, emulator: Emulator) -> None:
    with ShopSite(emulator, "/js/iamport.payment-1.2.0.js") as shop:
        shop.open(page, ORDER)
        press(page, PAY)
        assert told(page)["success"] is True


def test_a_second_window_takes_the_place_of_the_first(
    page: Page, emulator: Emulator, shop: ShopSite
) -> None:
    shop.open(page, ORDER)
    layer(page).locator(".primary").wait_for()
    page.evaluate("window.go()")
    expect(page.locator("iframe")).to_have_count(1)
    press(page, PAY)
    assert told(page)["success"] is True
    assert sorted(payment.status for payment in emulator.shop().payments) == ["paid", "ready"]


def test_an_order_that_is_paid_in_two_windows(
    page: Page, emulator: Emulator, shop: ShopSite
) -> None:
    other = page.context.new_page()
    shop.open(page, ORDER)
    shop.open(other, ORDER)
    for each in (page, other):
        layer(each).locator(".primary").wait_for()
    for each in (page, other):
        each.bring_to_front()
        press(each, PAY)
    assert told(page)["success"] is True
    assert told(other)["error_code"] == "F1002"
    assert sorted(payment.status for payment in emulator.shop().payments) == ["failed", "paid"]


def test_a_window_that_is_reloaded_after_its_end_tells_the_same(
    page: Page, emulator: Emulator, shop: ShopSite
) -> None:
    shop.open(page, ORDER)
    address = layer(page).locator("html").evaluate("() => location.href")
    press(page, PAY)
    result = told(page)
    page.goto(address)
    expect(page.get_by_role("heading", name="결제되었습니다")).to_be_visible()
    assert result["imp_uid"] in page.locator("pre").inner_text()


def test_webhooks_that_come_before_the_result(
    page: Page, emulator: Emulator, shop: ShopSite
) -> None:
    emulator.webhooks.when = "before"
    shop.open(page, order_with_webhooks(shop))
    press(page, PAY)
    told(page)
    assert [webhook["status"] for webhook in shop.webhooks] == ["paid"]


def test_a_popup(page: Page, shop: ShopSite) -> None:
    with page.context.expect_page() as opened:
        shop.open(page, ORDER | {"popup": True})
    popup = opened.value
    popup.get_by_role("button", name=PAY).click()
    assert told(page)["success"] is True
    assert popup.is_closed()


def test_a_popup_that_is_closed_leaves_the_payment_ready(
    page: Page, emulator: Emulator, shop: ShopSite
) -> None:
    with page.context.expect_page() as opened:
        shop.open(page, ORDER | {"popup": True})
    popup = opened.value
    popup.get_by_role("button", name=PAY).wait_for()
    popup.close()
    result = told(page)
    assert (result["success"], result["error_msg"]) == (False, CLOSED)
    (payment,) = emulator.shop().payments
    assert (payment.imp_uid, payment.status) == (result["imp_uid"], "ready")


def test_each_sub_merchant_has_its_own(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    shop.open(page, ORDER, tier="AB1")
    press(page, PAY)
    assert told(page)["success"] is True
    assert len(emulator.shop().payments) == 0
    (payment,) = emulator.shop("AB1").payments
    assert payment.status == "paid"
