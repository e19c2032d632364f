"""Charging a card by its number and by its billing key, and what the PG says to it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from portone_v1_emulator import Emulator
from portone_v1_emulator.pgs.answers import CARD_BEHAVIOURS, TEST_AMOUNTS, TEST_CARDS

from .conftest import NOW
from .v1 import EXPIRED, KEEPS_MONEY, LACKS_FUNDS, OVER_LIMIT, PAYS, REFUSED, V1

ALREADY_PAID = (200, -1, "이미 결제된 merchant_uid입니다.")
BUYER: dict[str, Any] = {
    "buyer_name": "김하늘",
    "buyer_email": "haneul@example.com",
    "buyer_tel": "010-1234-5678",
    "buyer_addr": "서울",
    "buyer_postcode": "06164",
}


def test_a_card_is_charged(v1: V1) -> None:
    details = {"name": "겨울 코트", "custom_data": '{"cart":17}', "card_quota": 3, **BUYER}
    reply = v1.onetime("o-1", 55000, **details)
    payment = reply.response
    assert (reply.status, reply.code, reply.assumes) == (200, 0, None)
    assert re.fullmatch(r"imps_\d{12}", payment["imp_uid"])
    assert re.fullmatch(r"\d{8}", payment["apply_num"])
    expected = {
        **details,
        "merchant_uid": "o-1",
        "status": "paid",
        "amount": 55000,
        "cancel_amount": 0,
        "cancel_history": [],
        "currency": "KRW",
        "channel": "api",
        "pay_method": "card",
        "sandbox": False,
        "card_code": "366",
        "card_name": "신한카드",
        "card_number": "424242******4242",
        "card_type": 0,
        "started_at": NOW,
        "paid_at": NOW,
        "failed_at": 0,
        "cancelled_at": 0,
        "vbank_date": 0,
        "fail_reason": None,
        "customer_uid": None,
        "customer_uid_usage": None,
    }
    assert {field: payment[field] for field in expected} == expected
    assert v1.get(f"/payments/{payment['imp_uid']}").response == payment


def test_every_field_of_a_payment_comes_in_alphabetical_order(v1: V1) -> None:
    payment = v1.onetime("o-1").response
    assert list(payment) == sorted(payment)
    assert {"vbank_num", "deposit_history", "promotion", "user_agent"} <= payment.keys()


def test_won_are_integers_and_other_currencies_have_decimals(v1: V1) -> None:
    assert '"amount":1000,' in v1.onetime("o-1", 1000.0).http.text
    assert '"amount":10.5,' in v1.onetime("o-2", 10.5, currency="USD").http.text
    assert v1.onetime("o-3", 10.5).refusal[:2] == (400, -1)


def test_an_order_is_paid_once(v1: V1) -> None:
    v1.issue("c-1")
    imp_uid = v1.pay("o-1")
    once, again = v1.onetime("o-1"), v1.again("o-1")
    assert once.refusal == again.refusal == ALREADY_PAID
    assert once.assumes == "subscribe.onetime already_paid"
    v1.cancel(imp_uid=imp_uid)
    assert v1.again("o-1").refusal == ALREADY_PAID
    assert v1.get("/payments/findAll/o-1").response["total"] == 1


def test_the_pg_does_not_accept_the_card(v1: V1) -> None:
    refused = v1.onetime("o-1", card_number=REFUSED, customer_uid="c-1")
    assert refused.refusal == (
        200,
        -1,
        "카드정보 인증에 실패하였습니다.[F113]카드번호 또는 인증정보가 올바르지 않습니다.",
    )
    assert refused.assumes is None
    assert v1.get("/payments/find/o-1").status == 404
    assert v1.get("/subscribe/customers/c-1").code == 1


@pytest.mark.parametrize("number", ["1234", "4242-4242-4242-424x", "", "4" * 20, "４" * 16])
def test_what_is_no_card_number(v1: V1, number: str) -> None:
    refused = v1.onetime("o-1", card_number=number)
    assert refused.refusal == (200, -1, "유효하지않은 카드번호를 입력하셨습니다.")


def test_an_expired_card(v1: V1, emulator: Emulator) -> None:
    assert datetime.fromtimestamp(NOW, UTC).strftime("%Y-%m") == "2025-12"  # in Korea 2026-01
    by_number = v1.onetime("o-1", card_number=EXPIRED)
    by_month = v1.onetime("o-1", expiry="2025-12")
    assert by_number.refusal == by_month.refusal
    assert by_number.message.startswith("카드정보 인증에 실패하였습니다.[F115]")
    assert v1.onetime("o-1", expiry="12/35").refusal == by_month.refusal
    assert v1.onetime("o-1", expiry="2026-01").code == 0


def test_a_charge_may_fail_with_code_0(v1: V1) -> None:
    reply = v1.onetime("o-1", card_number=LACKS_FUNDS, customer_uid="c-1")
    payment = reply.response
    assert (reply.code, payment["status"]) == (0, "failed")
    assert payment["fail_reason"] == CARD_BEHAVIOURS["lacks_funds"].fails_charge
    assert (payment["paid_at"], payment["failed_at"]) == (0, NOW)
    assert v1.get("/payments/find/o-1").response == payment
    assert v1.get("/subscribe/customers/c-1").code == 1, "only a card that paid is kept"
    assert v1.onetime("o-1").response["status"] == "paid", "a failed order can be paid"


def test_a_charge_may_be_declined_with_an_error(v1: V1) -> None:
    reply = v1.onetime("o-1", card_number=OVER_LIMIT)
    assert reply.refusal == (200, -1, CARD_BEHAVIOURS["over_limit"].refuses_charge)
    assert v1.get("/payments/find/o-1").response["status"] == "failed"


def test_any_other_card_number_is_approved(v1: V1) -> None:
    for number, brand in (("1234567890123456", "361"), ("3714 4963 5398 431", "367")):
        card = v1.onetime(f"o-{number}", card_number=number).response
        assert (card["status"], card["card_code"]) == ("paid", brand)
        assert card["card_number"][6:12] == "******"


def test_each_card_behaviour_has_a_test_value() -> None:
    by_card = {behaviour for _, _, behaviour in TEST_CARDS.values()}
    assert by_card | set(TEST_AMOUNTS.values()) == set(CARD_BEHAVIOURS)


def test_the_full_card_number_is_kept_nowhere(v1: V1, emulator: Emulator) -> None:
    v1.onetime("o-1", customer_uid="c-1")
    v1.issue("c-2")
    kept = repr([*emulator.shop().payments, *emulator.shop().billing_keys, emulator.requests])
    assert "424242******4242" in kept
    assert PAYS not in kept
    assert PAYS.replace("-", "") not in kept


def test_a_billing_key_is_charged(v1: V1) -> None:
    v1.issue("c-1", card_number="5200-8282-8282-8210")
    payment = v1.again("o-1", 9900, **BUYER).response
    assert payment["status"] == "paid"
    assert payment["amount"] == 9900
    assert (payment["card_code"], payment["card_type"]) == ("371", 1)
    assert (payment["customer_uid"], payment["customer_uid_usage"]) == ("c-1", "payment")
    assert payment["imp_uid"].startswith("imps_")


def test_a_billing_key_that_is_not_there(v1: V1) -> None:
    reply = v1.again("o-1")
    assert reply.refusal == (200, 1, "등록되지 않은 구매자입니다.")
    assert reply.assumes is None


@pytest.mark.parametrize("card", [LACKS_FUNDS, OVER_LIMIT])
def test_a_billing_key_whose_card_cannot_pay(v1: V1, card: str) -> None:
    assert v1.issue("c-1", card).code == 0
    reply = v1.again("o-1")
    assert (reply.code, reply.response and reply.response["status"]) in {(0, "failed"), (-1, None)}
    assert v1.get("/payments/find/o-1").response["status"] == "failed"


def test_onetime_keeps_the_card_as_a_billing_key(v1: V1, emulator: Emulator) -> None:
    payment = v1.onetime("o-1", customer_uid="c-1", **BUYER).response
    assert (payment["customer_uid"], payment["customer_uid_usage"]) == ("c-1", "payment")
    key = v1.get("/subscribe/customers/c-1").response
    assert (key["customer_name"], key["card_number"]) == ("김하늘", "424242******4242")
    assert v1.again("o-2").response["status"] == "paid"
    emulator.clock.advance(60)
    v1.onetime("o-3", customer_uid="c-1", card_number=KEEPS_MONEY)
    newer = v1.get("/subscribe/customers/c-1").response
    assert newer["card_number"] == "400000******5126"
    assert (newer["inserted"], newer["updated"]) == (NOW, NOW + 60)
