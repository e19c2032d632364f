"""`IMP.certification`: a window verifies who the customer is."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portone_v1 import PortOne
from portone_v1_emulator import Channel, Emulator

from .shop_site import ShopSite, query, told

ARGUMENTS: dict[str, Any] = {"merchant_uid": "c-1"}


def open_popup(page: Page, shop: ShopSite, **more: Any) -> Page:
    with page.context.expect_page() as opened:
        shop.open(page, ARGUMENTS | more, call="certification")
    return opened.value


def test_a_person_is_verified(
    page: Page, emulator: Emulator, shop: ShopSite, portone: PortOne
) -> None:
    popup = open_popup(page, shop, channelKey="channel-key-kcp_v2")
    popup.get_by_label("이름").fill("홍길순")
    popup.get_by_label("생년월일").fill("1991-02-03")
    popup.get_by_text("여", exact=True).click()
    popup.get_by_label("통신사").select_option("KT_MVNO")
    popup.get_by_label("휴대폰 번호").fill("010-1234-5678")
    popup.get_by_role("button", name="인증하기").click()
    result = told(page)
    assert result == {
        "success": True,
        "imp_uid": result["imp_uid"],
        "merchant_uid": "c-1",
        "pg_provider": "kcp_v2",
        "pg_type": "certification",
    }
    assert popup.is_closed()

    found = portone.certifications.get(result["imp_uid"])
    assert (found.certified, found.name, found.gender) == (True, "홍길순", "female")
    assert (found.merchant_uid, found.birthday) == ("c-1", "1991-02-03")
    assert found.origin == shop.url


def test_a_test_person(page: Page, shop: ShopSite, portone: PortOne) -> None:
    popup = open_popup(page, shop)
    popup.get_by_role("button", name="SMITH JOHN").click()
    popup.get_by_role("button", name="인증하기").click()
    found = portone.certifications.get(told(page)["imp_uid"])
    assert (found.name, found.foreigner, found.birthday) == ("SMITH JOHN", True, "1978-11-30")


def test_what_cannot_be_is_said_and_can_be_mended(page: Page, shop: ShopSite) -> None:
    popup = open_popup(page, shop)
    popup.get_by_role("button", name="홍길동").click()
    for birthday in ("1990-02-30", "90-01-01", "2090-01-01"):
        popup.get_by_label("생년월일").fill(birthday)
        popup.get_by_role("button", name="인증하기").click()
        expect(popup.get_by_role("alert")).to_contain_text("birthday")
    popup.get_by_label("생년월일").fill("1990-02-28")
    popup.get_by_role("button", name="인증하기").click()
    assert told(page)["success"] is True


def test_a_phone_that_is_somebody_elses(page: Page, emulator: Emulator, shop: ShopSite) -> None:
    popup = open_popup(page, shop)
    popup.get_by_role("button", name="홍길동").click()
    popup.get_by_label("휴대폰 번호").fill("01000000001")
    popup.get_by_role("button", name="인증하기").click()
    assert told(page) == {
        "success": False,
        "imp_uid": None,
        "merchant_uid": "c-1",
        "pg_provider": "inicis_unified",
        "pg_type": "certification",
        "error_code": "F400",
        "error_msg": "입력하신 정보와 일치하는 휴대폰 정보가 없습니다.",
    }


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("unknown_person", "입력하신 정보와 일치하는 휴대폰 정보가 없습니다."),
        ("blocked_phone", "본인인증 차단 서비스를 이용 중인 휴대폰입니다."),
        ("server_trouble", "PG사 서버 응답오류가 발생하였습니다."),
        ("not_confirmed", "앱에서 본인인증이 완료되지 않았습니다."),
    ],
)
def test_a_carrier_that_says_no(reason: str, message: str, page: Page, shop: ShopSite) -> None:
    popup = open_popup(page, shop)
    popup.get_by_label("거절 사유").select_option(reason)
    popup.get_by_role("button", name="거절").click()
    assert told(page)["error_msg"] == message


@pytest.mark.parametrize("way", ["button", "browser"])
def test_a_customer_who_gives_up(way: str, page: Page, shop: ShopSite) -> None:
    popup = open_popup(page, shop)
    button = popup.get_by_role("button", name="닫기")
    button.wait_for()
    if way == "button":
        button.click()
    else:
        popup.close()
    assert told(page)["error_msg"] == "사용자가 본인인증을 취소하셨습니다."


def test_danal_knows_the_person_beforehand_and_how_old_they_must_be(page: Page) -> None:
    channels = [Channel("danal", type="certification", key="danal-key")]
    with Emulator(channels=channels) as emulator, ShopSite(emulator) as shop:
        person = {"name": "이원", "phone": "01034567890", "carrier": "KTF", "min_age": 19}
        popup = open_popup(page, shop, **person)
        expect(popup.get_by_text("만 19세 이상만")).to_be_visible()
        assert popup.get_by_label("이름").input_value() == "이원"
        assert popup.get_by_label("휴대폰 번호").input_value() == "01034567890"
        assert popup.get_by_label("통신사").input_value() == "KT"
        popup.get_by_role("button", name="이원").click()
        popup.get_by_role("button", name="인증하기").click()
        assert told(page)["error_msg"] == "본인인증 허용 나이 미만입니다."


def test_other_pgs_do_not(page: Page, shop: ShopSite) -> None:
    popup = open_popup(page, shop, name="이원", min_age=19)
    popup.get_by_role("button", name="이원").wait_for()
    assert popup.get_by_label("이름").input_value() == ""
    popup.get_by_role("button", name="이원").click()
    popup.get_by_role("button", name="인증하기").click()
    assert told(page)["success"] is True


def test_on_a_phone(phone: Page, shop: ShopSite) -> None:
    wanted = ARGUMENTS | {"m_redirect_url": f"{shop.url}/certified?step=2"}
    shop.open(phone, wanted, call="certification")
    phone.get_by_role("button", name="홍길동").tap()
    phone.get_by_role("button", name="인증하기").tap()
    phone.wait_for_url("**/certified?**")
    told_by_address = query(phone)
    assert told_by_address.pop("imp_uid").startswith("imp_")
    assert told_by_address == {"step": "2", "merchant_uid": "c-1", "success": "true"}


def test_each_sub_merchant_has_its_own(page: Page, shop: ShopSite, portone: PortOne) -> None:
    with page.context.expect_page() as opened:
        shop.open(page, ARGUMENTS, call="certification", tier="AB1")
    popup = opened.value
    popup.get_by_role("button", name="홍길동").click()
    popup.get_by_role("button", name="인증하기").click()
    imp_uid = told(page)["imp_uid"]
    assert portone.with_options(tier="AB1").certifications.get(imp_uid).certified
