"""The windows of the browser half, as a browser asks for them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from portone_v1_emulator import Emulator
from portone_v1_emulator.checkout.windows import Window

from .merchant import Came, open_merchant
from .v1 import V1

SHOP = "http://localhost:3000"
CARD = {"method": "card", "card_number": "4242424242424242", "expiry": "2030-12"}


class Customer:
    """A browser, without the browser."""

    def __init__(self, emulator: Emulator) -> None:
        self.http = httpx.Client(
            base_url=emulator.base_url, trust_env=False, headers={"Origin": SHOP}
        )

    def __enter__(self) -> Customer:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def open(self, *, place: str = "layer", **params: Any) -> httpx.Response:
        order = {"pg": "kcp", "merchant_uid": "o-1", "amount": 1000} | params
        opening = {"user_code": "imp00000000", "place": place, "params": order}
        return self.http.post("/_emulator/windows", content=json.dumps(opening))

    def open_window(self, **params: Any) -> str:
        """The address of a window that was opened."""
        return f"/_emulator/windows/{self.open(**params).json()['token']}"

    def do(self, window: str, action: str, **body: Any) -> httpx.Response:
        return self.http.post(f"{window}/{action}", content=json.dumps(body))


@pytest.fixture
def customer(emulator: Emulator) -> Iterator[Customer]:
    with Customer(emulator) as somebody:
        yield somebody


@pytest.mark.parametrize("path", ["/v1/iamport.js", "/js/iamport.payment-1.2.0.js"])
def test_any_page_may_include_the_script(path: str, customer: Customer) -> None:
    answer = customer.http.get(path)
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "window.IMP" in answer.text


def test_the_page_runs_nothing_but_its_own_files(customer: Customer) -> None:
    window = customer.open_window()
    answer = customer.http.get(window)
    policy = answer.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(policy)
    assert "frame-ancestors http: https: file:" in policy
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    for name in ("window.js", "window.css", "payment.js", "certification.js", "words.js"):
        file = customer.http.get(f"/_emulator/window/{name}")
        assert file.status_code == 200
        assert file.headers["content-security-policy"] == answer.headers["content-security-policy"]
    assert customer.http.get("/_emulator/window/nothing.js").status_code == 404
    assert customer.http.get("/_emulator/window/..%2fserving.py").status_code == 404


def test_a_token_cannot_be_guessed(customer: Customer, emulator: Emulator) -> None:
    tokens = {customer.open(merchant_uid=f"o-{n}").json()["token"] for n in range(50)}
    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {32}
    (window, *_) = emulator.store.system_tables.table(Window)
    assert window.token not in repr(window)


def test_another_token_opens_nothing(customer: Customer) -> None:
    for answer in (
        customer.http.get("/_emulator/windows/nobody/view"),
        customer.do("/_emulator/windows/nobody", "approve", **CARD),
        customer.do("/_emulator/windows/nobody", "close"),
    ):
        assert answer.status_code == 404


def test_what_is_too_large_is_not_read(customer: Customer) -> None:
    window = customer.open_window()
    for path in ("/_emulator/windows", f"{window}/approve"):
        assert customer.http.post(path, content=b" " * 1_100_000).status_code == 413


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"[" * 100_000, b'{"amount": NaN}'])
def test_what_is_no_json(body: bytes, customer: Customer) -> None:
    answer = customer.http.post("/_emulator/windows", content=body)
    assert (answer.status_code, answer.json()["result"]["success"]) == (200, False)
    window = customer.open_window()
    assert customer.http.post(f"{window}/approve", content=body).status_code == 422


@pytest.mark.parametrize(
    "choice",
    [
        {},
        {"method": "cash"},
        CARD | {"card_number": "no number"},
        CARD | {"quota": 3},  # too little for instalments
        CARD | {"quota": -1},
        {"method": "vbank", "bank_code": "999"},
        {"method": "trans"},
    ],
)
def test_a_choice_that_cannot_be_changes_nothing(
    choice: dict[str, Any], customer: Customer, emulator: Emulator
) -> None:
    window = customer.open_window()
    assert customer.do(window, "approve", **choice).status_code == 422
    (payment,) = emulator.shop().payments
    assert payment.status == "ready"
    assert customer.do(window, "approve", **CARD).json()["succeeded"] is True


def test_there_are_no_other_actions(customer: Customer) -> None:
    window = customer.open_window()
    assert customer.do(window, "verify").status_code == 422


@pytest.mark.parametrize(
    "body", [{"reason": "approves"}, {"reason": "한도 초과"}, {"reasn": "x"}, {}]
)
def test_a_reason_that_there_is_not_is_told_which_there_are(
    body: dict[str, str], customer: Customer
) -> None:
    window = customer.open_window()
    answer = customer.do(window, "decline", **body)
    assert (answer.status_code, answer.json()["field"]) == (422, "reason")
    assert answer.json()["error"].endswith(
        ": refuses_card, expired, refused_by_ksnet, lacks_funds, over_limit, times_out"
    )


def test_a_field_that_is_wrong_is_named(customer: Customer) -> None:
    window = customer.open_window()
    for body, field in (
        ({"method": "nothing"}, "method"),
        ({}, "method"),
        (CARD | {"quota": "x"}, "quota"),
    ):
        refused = customer.do(window, "approve", **body)
        assert (refused.status_code, refused.json()["field"]) == (422, field)
        assert refused.json()["error"]


def test_a_window_ends_once(customer: Customer, emulator: Emulator) -> None:
    window = customer.open_window()
    first = customer.do(window, "approve", **CARD).json()
    for action in ("approve", "decline", "close", "leave"):
        assert customer.do(window, action, **CARD, reason="expired").json() == first
    (payment,) = emulator.shop().payments
    assert payment.status == "paid"
    assert customer.http.get(f"{window}/view").json()["end"] == first


def test_an_answer_says_what_it_rests_on(customer: Customer) -> None:
    assert "x-emulator-assumes" not in customer.open(merchant_uid="o-1").headers
    opened = customer.open(merchant_uid="o-2", customer_uid="c-1", pg="settle")
    assert opened.headers["x-emulator-assumes"] == "issue_window"
    window = customer.open_window(merchant_uid="o-3")
    closed = customer.do(window, "close")
    assert closed.headers["x-emulator-assumes"] == "closed_window"


def test_strict_windows_rest_on_nothing() -> None:
    with Emulator(strict=True) as emulator, Customer(emulator) as customer:
        window = customer.open_window()
        refused = customer.do(window, "close")
        assert (refused.status_code, "closed_window" in refused.json()["message"]) == (501, True)
        (payment,) = emulator.shop().payments
        assert payment.status == "ready"
        assert customer.do(window, "approve", **CARD).json()["succeeded"] is True


def test_the_merchant_may_call_the_api_before_it_answers(
    customer: Customer, emulator: Emulator, v1: V1
) -> None:
    seen: list[str] = []

    def look(came: Came) -> None:
        imp_uid = json.loads(came.body)["imp_uid"]
        seen.append(v1.get(f"/payments/{imp_uid}").response["status"])

    with open_merchant() as merchant:
        merchant.then = look
        window = customer.open_window(confirm_url=merchant.url)
        assert customer.do(window, "approve", **CARD).json()["succeeded"] is True
    assert seen == ["ready"]


def test_nobody_pays_twice_while_the_merchant_thinks(
    customer: Customer, emulator: Emulator
) -> None:
    asked, answer = threading.Event(), threading.Event()

    def think(_: Came) -> None:
        asked.set()
        answer.wait(10)

    ends: list[httpx.Response] = []
    with open_merchant() as merchant, Customer(emulator) as impatient:
        merchant.then = think
        window = customer.open_window(confirm_url=merchant.url)
        paying = threading.Thread(
            target=lambda: ends.append(customer.do(window, "approve", **CARD))
        )
        paying.start()
        assert asked.wait(10)
        assert impatient.do(window, "approve", **CARD).status_code == 409
        closed = impatient.do(window, "close").json()
        answer.set()
        paying.join()
    assert closed["succeeded"] is False
    assert ends[0].json() == closed
    (payment,) = emulator.shop().payments
    assert payment.status == "failed"


def test_windows_outlive_the_process(tmp_path: Path) -> None:
    file = tmp_path / "data.sqlite3"
    with Emulator(data=file) as emulator, Customer(emulator) as customer:
        window = customer.open_window(place="page", m_redirect_url=f"{SHOP}/done")
    with Emulator(data=file) as emulator, Customer(emulator) as customer:
        end = customer.do(window, "approve", **CARD).json()
        (payment,) = emulator.shop().payments
        assert payment.status == "paid"
        assert end["redirect"].startswith(f"{SHOP}/done?imp_uid={payment.imp_uid}&")


@pytest.mark.parametrize("action", ["approve", "decline", "close"])
def test_what_was_paid_in_the_console_meanwhile_stays_paid(
    action: str, customer: Customer, v1: V1, emulator: Emulator
) -> None:
    window = customer.open_window()
    (payment,) = emulator.shop().payments
    assert customer.http.post(
        f"/_emulator/payments/{payment.imp_uid}/pay",
        json={},
        headers={"Origin": emulator.base_url},
    ).is_success
    body = {"approve": CARD, "decline": {"reason": "lacks_funds"}, "close": {}}[action]
    assert customer.do(window, action, **body).is_success
    (payment,) = emulator.shop().payments
    assert (payment.status, payment.fail_reason) == ("paid", None)


# Promotions, and windows that are opened for the cards of one company.

TENTH, HYUNDAI_ONLY = "promotion-id-10-percent", "promotion-id-20-percent-hyundai"


def direct(code: str) -> dict[str, Any]:
    return {"direct": {"code": code}}


def test_a_promotion_that_the_page_names_lowers_the_price(
    customer: Customer, emulator: Emulator
) -> None:
    window = customer.open_window(amount=10_000, promotion_id=TENTH, card=direct("367"))
    view = customer.http.get(f"{window}/view").json()["payment"]
    assert view["promotion"]["id"] == TENTH
    assert view["promotion"]["terms"]["percent"] == 10
    assert (view["promotions"], view["methods"], view["card_company"]) == ([], ["card"], "현대카드")
    ended = customer.do(window, "approve", **CARD).json()
    assert (ended["succeeded"], ended["result"]["paid_amount"]) == (True, 9_000)
    (payment,) = emulator.shop().payments
    assert payment.promotion is not None
    assert payment.amount == 9_000
    assert payment.promotion.discount == 1_000
    assert payment.card is not None
    assert (payment.card.code, payment.card.name) == ("367", "현대카드")


def test_a_promotion_of_one_company_goes_with_its_cards(
    customer: Customer, emulator: Emulator
) -> None:
    order: dict[str, Any] = {"amount": 20_000, "promotion_id": HYUNDAI_ONLY}
    refused = customer.open(card=direct("366"), **order).json()["result"]
    assert refused["success"] is False
    assert refused["error_msg"] == "프로모션의 카드사와 결제 카드의 카드사가 일치하지 않습니다."
    window = customer.open_window(card=direct("367"), **order)
    assert customer.do(window, "approve", **CARD).json()["succeeded"] is True
    (payment,) = emulator.shop().payments
    assert payment.amount == 16_000


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"promotion_id": TENTH}, "card.direct.code에 카드사 코드를 지정해야 합니다"),
        ({"promotion_id": TENTH, "card": {}}, "card.direct.code에 카드사 코드를 지정해야 합니다"),
        ({"promotion_id": "promotion-id-none", "card": direct("367")}, "등록되지 않은 프로모션"),
        ({"promotion_id": TENTH, "pay_method": "vbank"}, "카드 결제에만 적용할 수 있습니다"),
        (
            {"promotion_id": TENTH, "card": direct("367"), "customer_uid": "c-1"},
            "카드 결제에만 적용할 수 있습니다",
        ),
        ({"card": direct("999")}, "파라메터 card.direct.code의 값이 올바르지 않습니다."),
        ({"card": {"direct": {}}}, "필수 파라메터 card[direct][code]"),
    ],
)
def test_a_promotion_that_cannot_be_applied_opens_no_window(
    customer: Customer, emulator: Emulator, params: dict[str, Any], message: str
) -> None:
    opened = customer.open(amount=10_000, **params).json()
    assert "token" not in opened
    assert message in opened["result"]["error_msg"]
    assert len(emulator.shop().payments) == 0


def test_a_promotion_that_is_over_takes_nothing_off(customer: Customer, emulator: Emulator) -> None:
    window = customer.open_window(promotion_id="promotion-id-over", card=direct("367"))
    view = customer.http.get(f"{window}/view").json()["payment"]
    assert view["promotion"] == {"id": "promotion-id-over", "terms": None}
    assert customer.do(window, "approve", **CARD).json()["result"]["paid_amount"] == 1000


@pytest.mark.parametrize(
    ("params", "choice"),
    [
        ({"promotion_id": TENTH, "card": direct("367")}, CARD | {"promotion_id": HYUNDAI_ONLY}),
        ({}, {"method": "trans", "bank_code": "004", "promotion_id": TENTH}),
        ({}, {"method": "vbank", "bank_code": "004", "promotion_id": TENTH}),
        ({"customer_uid": "c-1", "pg": "nice_v2"}, CARD | {"promotion_id": TENTH}),
    ],
)
def test_a_promotion_that_the_customer_cannot_choose_is_refused(
    customer: Customer, emulator: Emulator, params: dict[str, Any], choice: dict[str, Any]
) -> None:
    window = customer.open_window(amount=10_000, **params)
    refused = customer.do(window, "approve", **choice)
    assert (refused.status_code, refused.json()["field"]) == (422, "promotion_id")
    (payment,) = emulator.shop().payments
    assert payment.status == "ready"


def test_a_window_for_one_company_takes_any_test_card_as_its_own(
    customer: Customer, emulator: Emulator
) -> None:
    window = customer.open_window(card=direct("381"))
    view = customer.http.get(f"{window}/view").json()["payment"]
    assert {card["brand"] for card in view["cards"]} == {"KB국민카드"}
    assert customer.do(window, "approve", method="vbank", bank_code="004").status_code == 422
    lacking = CARD | {"card_number": "4000-0000-0000-9995"}
    assert customer.do(window, "approve", **lacking).json()["succeeded"] is False
    (payment,) = emulator.shop().payments
    assert payment.card is not None
    assert payment.card.name == "KB국민카드"


def test_a_window_with_a_promotion_outlives_the_process(tmp_path: Path) -> None:
    file = tmp_path / "data.sqlite3"
    with Emulator(data=file) as emulator, Customer(emulator) as customer:
        window = customer.open_window(amount=10_000, promotion_id=TENTH, card=direct("367"))
    with Emulator(data=file) as emulator, Customer(emulator) as customer:
        assert customer.do(window, "approve", **CARD).json()["result"]["paid_amount"] == 9_000
