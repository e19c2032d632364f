"""The console page in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from portone_v1 import Declined, NoAnswer, NotFound, PortOne, ServerError
from portone_v1.models import NewSchedule
from portone_v1_emulator import Emulator

from .conftest import NOW

DAY = 24 * 3600


PAYS, LACKS_FUNDS = "4242-4242-4242-4242", "4000-0000-0000-9995"


@pytest.fixture
def portone(emulator: Emulator) -> Iterator[PortOne]:
    with _client(emulator) as client:
        yield client


def _client(emulator: Emulator, **options: Any) -> PortOne:
    key, secret = emulator.api_key, emulator.api_secret
    return PortOne(key, secret, base_url=emulator.base_url, max_retries=0, **options)


def _pay(portone: PortOne, merchant_uid: str, amount: int = 1000, **more: Any) -> str:
    order: dict[str, Any] = {"merchant_uid": merchant_uid, "amount": amount, "card_number": PAYS}
    payment = portone.subscribe.onetime(**order | {"expiry": "2035-12"} | more)
    return payment.imp_uid


def _fail_to_pay(portone: PortOne, merchant_uid: str, **more: Any) -> None:
    with pytest.raises(Declined):
        _pay(portone, merchant_uid, card_number=LACKS_FUNDS, **more)


def _issue(portone: PortOne, customer_uid: str, **more: Any) -> None:
    card = {"card_number": PAYS, "expiry": "2035-12", "channel_key": "channel-key-nice_v2"}
    portone.billing_keys.issue(customer_uid, **card | more)


def _schedule(portone: PortOne) -> None:
    one = NewSchedule(merchant_uid="s-1", schedule_at=NOW + DAY, amount=9900, name="구독")
    portone.subscribe.schedule(customer_uid="c-1", schedules=[one])


def _vbank(portone: PortOne) -> str:
    payment = portone.vbanks.create(
        merchant_uid="o-1",
        amount=5000,
        name="원두",
        vbank_code="004",
        vbank_due=NOW + DAY,
        vbank_holder="상점",
        channel_key="channel-key-nice_v2",
    )
    return payment.imp_uid


class Console:
    """The page, and what stands on it."""

    def __init__(self, page: Page, emulator: Emulator) -> None:
        self.page = page
        self._address = emulator.base_url

    def open(self, place: str = "payments") -> Console:
        self.page.goto(f"{self._address}/#/{place}")
        expect(self.page.locator(".live.on")).to_be_visible()
        return self

    @property
    def rows(self) -> Locator:
        return self.page.locator("table.list tbody tr")

    @property
    def drawer(self) -> Locator:
        return self.page.locator("aside.drawer")

    @property
    def dialog(self) -> Locator:
        return self.page.locator("dialog")

    def press(self, name: str, within: Locator | None = None) -> None:
        where = within or self.page
        where.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def console(page: Page, emulator: Emulator) -> Console:
    """The console, in English whatever the browser speaks."""
    page.add_init_script("localStorage.setItem('portone-v1-emulator.language', 'en')")
    return Console(page, emulator)


# Payments.


def test_a_charge_appears_by_itself(console: Console, portone: PortOne) -> None:
    console.open()
    expect(console.page.get_by_role("heading", name="No payments yet")).to_be_visible()
    _pay(portone, "o-1", 1234567, name="원두 1kg")
    expect(console.rows).to_have_count(1)
    expect(console.rows).to_contain_text("원두 1kg")
    expect(console.rows).to_contain_text("₩1,234,567")
    expect(console.rows).to_contain_text("2026-01-01 00:00:00")
    _fail_to_pay(portone, "o-2")
    expect(console.rows.first).to_contain_text("Failed")
    expect(console.page.locator(".nav a[aria-current] .count")).to_have_text("2")


def test_a_deposit_pays_a_virtual_account(console: Console, portone: PortOne) -> None:
    uid = _vbank(portone)
    console.open()
    console.rows.first.click()
    expect(console.drawer).to_contain_text("Virtual account opened")
    console.press("Deposit", console.drawer)
    expect(console.dialog.get_by_label("Amount")).to_have_value("5000")
    console.dialog.get_by_label("Amount").fill("4999")
    console.press("Deposit", console.dialog)
    expect(console.dialog.get_by_role("alert")).to_contain_text("accepts exactly 5,000 won")
    console.dialog.get_by_label("Amount").fill("5000")
    console.press("Deposit", console.dialog)
    expect(console.dialog).to_have_count(0)
    expect(console.drawer.locator(".badge").first).to_have_text("Paid")
    expect(console.rows.first).to_contain_text("Paid")
    assert portone.payments.get(uid).status == "paid"


def test_a_payment_is_cancelled_in_part_and_then_all(console: Console, portone: PortOne) -> None:
    uid = _pay(portone, "o-1", 10_000)
    console.open(f"payments?open={uid}")
    console.press("Cancel payment", console.drawer)
    console.dialog.get_by_label("Amount").fill("4000")
    console.press("Cancel payment", console.dialog)
    expect(console.drawer).to_contain_text("Partly cancelled")
    expect(console.drawer).to_contain_text("₩6,000 left")
    expect(console.drawer.locator(".timeline")).to_contain_text("관리자페이지취소")
    console.press("Cancel payment", console.drawer)
    console.press("Cancel payment", console.dialog)
    expect(console.rows.first).to_contain_text("Cancelled")
    expect(console.drawer.get_by_role("button", name="Cancel payment")).to_have_count(0)
    assert portone.payments.get(uid).cancel_amount == 10_000


def test_the_filters_stand_in_the_address(
    console: Console, portone: PortOne, emulator: Emulator
) -> None:
    _pay(portone, "o-1", name="원두")
    _fail_to_pay(portone, "o-2", name="귤")
    with _client(emulator, tier="AB1") as sub:
        _pay(sub, "o-3", name="의자")
    console.open()
    expect(console.rows).to_have_count(3)
    console.press("Failed")
    expect(console.rows).to_have_count(1)
    expect(console.page).to_have_url(re.compile("status=failed"))
    console.page.reload()
    expect(console.rows).to_have_count(1)
    console.press("All")
    expect(console.rows).to_have_count(3)
    console.page.get_by_label("Tier").select_option("AB1")
    expect(console.rows).to_have_count(1)
    expect(console.rows).to_contain_text("의자")
    console.page.get_by_label("Tier").select_option("")
    console.page.keyboard.press("/")
    console.page.keyboard.type("원두")
    expect(console.rows).to_have_count(1)
    console.page.keyboard.type(" 5kg")
    console.press("Clear filters")
    expect(console.rows).to_have_count(3)


def test_many_payments_come_a_page_at_a_time(
    console: Console, portone: PortOne, emulator: Emulator
) -> None:
    first = emulator.shop().payments.get(_pay(portone, "o-0"))
    assert first is not None
    with emulator.store.transaction():
        for n in range(1, 1201):
            another = replace(
                first, number=first.number + n, imp_uid=f"imps_{n}", merchant_uid=f"o-{n}"
            )
            emulator.shop().payments.put(another)
    console.open()
    expect(console.rows).to_have_count(50)
    expect(console.page.locator(".pager")).to_contain_text("1–50 of 1,201")
    console.press("Next page")
    expect(console.page.locator(".pager")).to_contain_text("51–100 of 1,201")
    expect(console.rows.first).to_contain_text("o-1150")
    expect(console.page.get_by_role("button", name="Previous page")).to_be_enabled()


SCRIPT = "<img src=x onerror=hacked=1>"


def test_what_merchants_type_is_text(console: Console, portone: PortOne) -> None:
    uid = _pay(portone, "<b>o</b>", name=SCRIPT, buyer_name="<b>x</b>", custom_data=SCRIPT)
    portone.payments.cancel(imp_uid=uid, amount=1, reason=SCRIPT)
    console.open(f"payments?open={uid}")
    expect(console.rows.first.locator(".strong").first).to_have_text(SCRIPT)
    expect(console.drawer.locator(".timeline")).to_contain_text(SCRIPT)
    for place in ("requests", "webhooks"):
        console.open(place)
        expect(console.rows.first).to_be_visible()
        console.rows.first.click()
        expect(console.drawer).to_be_visible()
    assert console.page.evaluate("window.hacked") is None
    assert console.page.locator("main img, main script, main b").count() == 0


# Other lists.


def test_keys_schedules_and_certifications(console: Console, portone: PortOne) -> None:
    _issue(portone, "c-1", customer_name="김민준")
    _schedule(portone)
    portone.certifications.request_otp(
        name="정하은",
        phone="010-1234-5678",
        birth="950101",
        gender_digit="2",
        carrier="SKT",
        channel_key="channel-key-danal",
        pg="danal",
    )
    console.open("billing_keys")
    expect(console.rows).to_contain_text("•• 4242")
    console.rows.click()
    expect(console.drawer).to_contain_text("김민준")
    console.press("Schedules", console.drawer)
    expect(console.rows).to_contain_text("구독")
    expect(console.rows).to_contain_text("2026-01-02 00:00:00")
    console.open("certifications")
    expect(console.rows).to_contain_text("정하은")
    expect(console.rows).to_contain_text("010-****-5678")


def test_requests_come_in_live_with_outcome_and_tier(
    console: Console, portone: PortOne, emulator: Emulator
) -> None:
    console.open("requests")
    with _client(emulator, tier="AB1") as sub, pytest.raises(NotFound):
        sub.payments.get("imp_0")
    expect(console.rows.first).to_contain_text("payments.get")
    expect(console.rows.first).to_contain_text("Refused")
    expect(console.rows.first).to_contain_text("AB1")
    expect(console.rows.first).to_contain_text("존재하지 않는 결제정보입니다.")
    _pay(portone, "o-1")
    expect(console.rows.first).to_contain_text("Done")
    console.rows.first.click()
    expect(console.drawer).to_contain_text("HTTP 200, code 0")


def test_a_held_webhook_is_released(console: Console, portone: PortOne, emulator: Emulator) -> None:
    console.open("settings")
    console.page.get_by_label("Webhooks leave").select_option("held")
    console.press("Save", console.page.locator("form").first)
    expect(console.page.locator(".toast")).to_have_text("Saved.")
    console.page.get_by_label("Address").fill("http://127.0.0.1:9/webhook")
    with console.page.expect_response("**/_emulator/webhooks/settings"):
        console.press("Save", console.page.locator("form.address"))
    _pay(portone, "o-1")
    console.open("webhooks")
    expect(console.rows).to_contain_text("Held")
    console.press("Release all held")
    expect(console.rows).to_contain_text("no answer")
    console.rows.first.click()
    expect(console.drawer).to_contain_text("ConnectError")
    assert emulator.webhooks.log[0].state == "waiting"
    console.press("Hold", console.drawer)
    expect(console.rows).to_contain_text("Held")


# Tools.


def test_an_armed_fault_hits_the_next_request(
    console: Console, portone: PortOne, emulator: Emulator
) -> None:
    console.open("faults")
    console.page.get_by_label("What happens").select_option("drop_after")
    console.page.get_by_label("To which operation").select_option("subscribe.onetime")
    console.press("Arm")
    expect(console.page.locator(".row")).to_contain_text("subscribe.onetime")
    with pytest.raises(NoAnswer):
        _pay(portone, "o-1")
    expect(console.page.locator(".row")).to_have_count(0)
    assert [each.merchant_uid for each in emulator.shop().payments] == ["o-1"]
    console.page.get_by_label("What happens").select_option("refuse")
    console.page.get_by_label("To which operation").select_option("payments.get")
    console.page.get_by_label("Refuse with").select_option("forbidden")
    console.press("Arm")
    expect(console.page.locator(".row")).to_contain_text("forbidden")
    console.press("Disarm")
    expect(console.page.locator(".row")).to_have_count(0)
    assert emulator.state.faults.armed == ()


def test_moving_the_clock_executes_a_schedule(console: Console, portone: PortOne) -> None:
    _issue(portone, "c-1")
    _schedule(portone)
    console.open("clock")
    expect(console.page.locator(".rows")).to_contain_text("s-1")
    console.press("+ 7 days")
    expect(console.page.locator(".clock-day")).to_have_text("2026-01-08")
    expect(console.page.locator(".bar .day")).to_have_text("2026-01-08")
    expect(console.page.locator(".rows")).to_contain_text("Nothing is due.")
    console.open("schedules")
    expect(console.rows).to_contain_text("Executed")
    console.rows.click()
    console.drawer.locator("a").click()
    expect(console.drawer).to_contain_text("Schedule executed")
    console.open("clock")
    console.page.get_by_label("To a time in Korea").fill("2026-02-01T09:30")
    console.press("Go", console.page.locator("form").nth(1))
    expect(console.page.locator(".clock-time")).to_have_text("09:30:00")
    console.press("Let it run")
    expect(console.page.locator(".clock-time")).not_to_have_text("09:30:00")
    console.press("Freeze")
    expect(console.page.get_by_text("The clock is stopped")).to_be_visible()


def test_assumption_is_set_in_settings(console: Console, portone: PortOne) -> None:
    console.open("settings")
    console.page.get_by_label("partly_cancelled_status").select_option('"cancelled"')
    expect(console.page.get_by_role("button", name="Back to the default")).to_be_visible()
    _pay(portone, "o-1")
    assert portone.payments.cancel(merchant_uid="o-1", amount=1).status == "cancelled"
    console.press("Back to the default")
    expect(console.page.get_by_role("button", name="Back to the default")).to_have_count(0)


def test_beginning_anew(console: Console, portone: PortOne, emulator: Emulator) -> None:
    _pay(portone, "o-1")
    console.open("settings")
    console.press("Reset")
    console.press("Reset", console.dialog)
    expect(console.page.locator(".nav .count").first).to_have_text("")
    assert len(emulator.shop().payments) == 0


def test_the_test_cards_are_shown(console: Console) -> None:
    console.open("test_values")
    expect(console.page.locator(".values").first).to_contain_text(LACKS_FUNDS)
    expect(console.page.locator(".values").first).to_contain_text("[F301]잔액이 부족합니다.")


# How it looks.


def test_it_speaks_korean_and_remembers(page: Page, emulator: Emulator, portone: PortOne) -> None:
    _pay(portone, "o-1", 9900)
    console = Console(page, emulator).open()  # the browser is Korean
    expect(page.get_by_role("heading", name="결제 내역")).to_be_visible()
    expect(console.rows).to_contain_text("9,900원")
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    console.press("English")
    expect(page.get_by_role("heading", name="Payments")).to_be_visible()
    expect(console.rows).to_contain_text("₩9,900")
    page.reload()
    expect(page.get_by_role("heading", name="Payments")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_its_errors_are_korean_too(page: Page, emulator: Emulator, portone: PortOne) -> None:
    _vbank(portone)
    console = Console(page, emulator).open()
    console.rows.first.click()
    console.press("입금", console.drawer)
    console.dialog.get_by_label("금액").fill("100")
    console.press("입금", console.dialog)
    expect(console.dialog.get_by_role("alert")).to_have_text(
        "이 가상계좌에는 정확히 5,000원만 입금할 수 있습니다. 100원은 입금할 수 없습니다."
    )
    console.dialog.get_by_label("금액").fill("-1")
    console.press("입금", console.dialog)
    expect(console.dialog.get_by_role("alert")).to_have_text("금액: 0보다 커야 합니다.")
    console.press("돌아가기", console.dialog)
    console.open("faults")
    page.get_by_label("장애 종류").select_option("refuse")
    console.press("예약")
    alert = page.locator("form.grid").get_by_role("alert")
    expect(alert).to_have_text(
        "refuse는 대상 API와 거절 사유를 정해야 합니다. 대상 API를 먼저 선택하세요."
    )
    expect(page.get_by_label("대상 API")).to_be_focused()


def test_what_it_describes_is_korean_too(page: Page, emulator: Emulator, portone: PortOne) -> None:
    console = Console(page, emulator).open("settings")
    about = page.locator(".assumption p")
    expect(about.first).to_contain_text("부분취소된 결제의 status")
    assert [text for text in about.all_inner_texts() if not re.search("[가-힣]", text)] == []
    console.open("test_values")
    expect(page.locator(".values").nth(1)).to_contain_text("나중에 승인")
    expect(page.locator(".values").nth(2)).to_contain_text("나중에 실패")
    assert page.get_by_text("late", exact=False).count() == 3  # test-late-…, test-pays-late…
    emulator.state.assumptions.strict = True
    _pay(portone, "o-1")
    with pytest.raises(ServerError):
        portone.payments.cancel(merchant_uid="o-1", amount=1)
    console.open("requests")
    expect(console.rows.first).to_contain_text("엄격 모드가 거절했습니다")


def test_rows_beside_an_open_payment_show_their_dates(console: Console, portone: PortOne) -> None:
    _pay(portone, "o-1")
    console.open()
    console.rows.first.click()
    expect(console.drawer).to_be_visible()
    expect(console.rows.first.locator("time .day")).to_be_visible()
    expect(console.rows.first.locator("time")).to_contain_text("2026-01-01 00:00:00")


def test_every_text_is_there_in_both_languages(page: Page, emulator: Emulator) -> None:
    Console(page, emulator).open()
    missing = page.evaluate(
        """async () => {
          const { WORDS } = await import("/_emulator/console/words.js");
          return Object.entries(WORDS).filter(([, texts]) => texts.length !== 2 || !texts.every(Boolean));
        }"""
    )
    assert missing == []


def test_it_is_dark_at_night(console: Console) -> None:
    def brightness() -> int:
        colour = console.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3]))

    console.page.emulate_media(color_scheme="light")
    console.open()
    assert brightness() > 600
    console.page.emulate_media(color_scheme="dark")
    assert brightness() < 150


VIEWS = (
    "payments",
    "billing_keys",
    "schedules",
    "certifications",
    "webhooks",
    "requests",
    "faults",
    "clock",
    "test_values",
    "settings",
)


def test_it_fits_a_phone(phone: Page, emulator: Emulator, portone: PortOne) -> None:
    uid = _pay(portone, "order-with-a-long-name-" + "x" * 15, name="아주 긴 상품 이름 " * 3)
    _issue(portone, "customer-" + "x" * 60)
    emulator.fail("hang", "subscribe.again")
    console = Console(phone, emulator)
    for view in (*VIEWS, f"payments?open={uid}"):
        console.open(view)
        expect(phone.locator("main section, main aside").first).to_be_visible()
        width = phone.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, view
    expect(console.drawer).to_be_visible()
    console.press("닫기", console.drawer)
    expect(console.drawer).to_be_hidden()


def test_it_can_be_used_by_keyboard_alone(console: Console, portone: PortOne) -> None:
    _pay(portone, "o-1", name="원두")
    console.open()
    expect(console.rows).to_have_count(1)
    console.page.keyboard.press("Tab")
    expect(console.page.locator(".skip")).to_be_focused()
    console.page.keyboard.press("Enter")
    expect(console.page.locator("main")).to_be_focused()
    console.rows.locator("a").first.focus()
    console.page.keyboard.press("Enter")
    expect(console.drawer).to_be_focused()
    console.page.keyboard.press("Escape")
    expect(console.drawer).to_be_hidden()


def test_it_says_when_the_connection_is_lost_and_finds_it_again(
    page: Page, chromium: Browser
) -> None:
    with Emulator() as emulator:
        console = Console(page, emulator).open()
        with emulator.refusing_connections():
            expect(page.locator(".live")).to_have_text("연결 끊김")
        expect(page.locator(".live.on")).to_be_visible()
        with _client(emulator) as portone:
            _pay(portone, "o-1")
        expect(console.rows).to_have_count(1)
