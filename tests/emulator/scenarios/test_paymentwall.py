"""Deliveries that Paymentwall is told of."""

from __future__ import annotations

from typing import Any

import pytest

from portone_v1 import Declined, InvalidRequest, NotFound, Refused
from portone_v1_emulator.core.records import Payment

from .orders import paid_by
from .shop import Shop
from .test_naver import assuming

CONTENT = {
    "type": "digital",
    "status": "order_placed",
    "estimated_delivery_datetime": 1_767_193_200,
    "estimated_update_datetime": 1_767_193_200,
    "refundable": "yes",
    "shipping_address_email": "haneul@example.com",
}

GOODS = CONTENT | {
    "type": "physical",
    "carrier_tracking_id": "123456789012",
    "carrier_type": "CJ대한통운",
    "shipping_address_country": "KR",
    "shipping_address_city": "서울특별시",
    "shipping_address_zip": "06164",
    "shipping_address_state": "N/A",
    "shipping_address_street": "강남구 테헤란로 1",
    "shipping_address_phone": "010-1234-5678",
    "shipping_address_firstname": "하늘",
    "shipping_address_lastname": "김",
}

ADDRESS = [name for name in GOODS if name not in CONTENT]


def register(shop: Shop, payment: Payment, **delivery: Any) -> Any:
    return shop.paymentwall.register_delivery(
        imp_uid=payment.imp_uid, merchant_uid=payment.merchant_uid, **delivery
    )


@pytest.mark.covers("paymentwall.register_delivery")
def test_goods_and_content_are_delivered(shop: Shop) -> None:
    for delivery in (CONTENT, GOODS):
        payment = paid_by(shop, "paymentwall")
        for status in ("order_placed", "order_shipped", "delivering", "delivered", "delivered"):
            answer = register(shop, payment, **delivery | {"status": status})
            assert (answer.success, answer.error_code, answer.error) == (1, None, None)
            assert answer.notices == []
    assert shop.emulator.requests[-1].assumes == ()


@pytest.mark.parametrize("name", ADDRESS)
def test_goods_need_a_carrier_and_a_whole_address(shop: Shop, name: str) -> None:
    payment = paid_by(shop, "paymentwall")
    answer = register(shop, payment, **GOODS | {name: None})
    assert (answer.success, answer.error_code) == (None, 4001)
    assert answer.error == "Required parameters are missing"
    assert answer.notices == [f"{name} is required"]
    assert shop.emulator.requests[-1].code == 0
    assert shop.emulator.requests[-1].assumes == (
        "paymentwall.register_delivery paymentwall_refusal",
    )


def test_the_state_is_for_the_united_states(shop: Shop) -> None:
    payment = paid_by(shop, "paymentwall")
    in_ohio = {"shipping_address_country": "US", "shipping_address_state": "OH"}
    assert register(shop, payment, **GOODS | in_ohio).notices == []
    nowhere = register(shop, payment, **GOODS | {"shipping_address_country": "US"})
    assert (nowhere.success, nowhere.error_code) == (None, 4002)
    noted = register(shop, payment, **GOODS | {"shipping_address_state": "서울"})
    assert (noted.success, noted.error_code) == (1, None)
    assert noted.notices == ["shipping_address_state should be N/A outside the United States"]


def test_a_delivery_does_not_go_backwards(shop: Shop) -> None:
    payment = paid_by(shop, "paymentwall")
    register(shop, payment, **GOODS | {"status": "delivering"})
    back = register(shop, payment, **GOODS | {"status": "order_shipped"})
    assert (back.error_code, back.notices) == (4003, ["delivering cannot become order_shipped"])
    assert register(shop, payment, **GOODS | {"status": "delivered"}).success == 1


def test_what_is_refunded_is_not_delivered(shop: Shop) -> None:
    payment = paid_by(shop, "paymentwall", pay_method="phone", amount=9000)
    shop.payments.cancel(imp_uid=payment.imp_uid, amount="all")
    assert register(shop, payment, **CONTENT).error_code == 4004


@pytest.mark.covers("paymentwall.register_delivery", "declined")
def test_a_refusal_may_be_answered_otherwise(shop: Shop) -> None:
    payment = paid_by(shop, "paymentwall")
    with (
        assuming(shop.emulator, "paymentwall_refusal", "declined"),
        pytest.raises(Declined, match="4001") as caught,
    ):
        register(shop, payment, **CONTENT | {"type": "physical"})
    assert (caught.value.code, caught.value.outcome) == (-1, "rejected")


@pytest.mark.covers("paymentwall.register_delivery", "unknown_payment")
@pytest.mark.covers("paymentwall.register_delivery", "refused")
def test_only_for_payments_at_paymentwall(shop: Shop) -> None:
    payment = paid_by(shop, "paymentwall")
    for wrong in ({"imp_uid": "imp_000000000000"}, {"merchant_uid": "another"}):
        both = {"imp_uid": payment.imp_uid, "merchant_uid": payment.merchant_uid}
        with pytest.raises(NotFound, match="존재하지 않는 결제정보입니다"):
            shop.paymentwall.register_delivery(**both | wrong, **CONTENT)
    with pytest.raises(Refused, match="danal"):
        register(shop, paid_by(shop, "danal"), **CONTENT)


def test_a_kind_of_delivery_that_there_is_not(shop: Shop) -> None:
    payment = paid_by(shop, "paymentwall")
    with pytest.raises(InvalidRequest, match="type"):
        register(shop, payment, **CONTENT | {"type": "magic"})
