"""How product orders look on the wire, and in which forms they are asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portone_v1_emulator import Emulator

from .conftest import NOW
from .scenarios.orders import paid_by
from .v1 import V1, Reply


@pytest.fixture
def strict(emulator: Emulator) -> Iterator[None]:
    emulator.state.assumptions.strict = True
    yield
    emulator.state.assumptions.strict = False


def listed(v1: V1, imp_uid: str) -> list[str]:
    answer = v1.get(f"/payments/{imp_uid}/naver/product-orders").response
    return [order["product_order_id"] for order in answer]


def form(v1: V1, imp_uid: str, action: str, **fields: str | list[str]) -> Reply:
    return Reply(v1.http.post(f"/payments/{imp_uid}/naver/{action}", data=fields))


def test_a_product_order_has_all_of_its_keys(v1: V1) -> None:
    payment = paid_by(v1, "naverco")
    (order,) = v1.get(f"/payments/{payment.imp_uid}/naver/product-orders").response
    assert list(order) == sorted(order)
    customer = {"name": "김네이버", "tel": "010-0000-0000"}
    assert order == {
        "claim_status": None,
        "claim_type": None,
        "delivery_amount": 0,
        "individual_code": None,
        "orderer": customer | {"id": "nave****"},
        "product_amount": 10_000,
        "product_id": "product-1",
        "product_name": "상품",
        "product_option_id": None,
        "product_option_name": None,
        "product_order_id": order["product_order_id"],
        "product_order_status": "PAYED",
        "quantity": 1,
        "shipping_address": {
            "base": "경기도 성남시 분당구 정자일로 95",
            "detail": None,
            "name": customer["name"],
            "postcode": "13561",
            "tel1": customer["tel"],
            "tel2": None,
        },
        "shipping_due": NOW + 3 * 24 * 3600,
        "shipping_memo": None,
    }


def test_some_and_none_have_statuses_of_their_own(v1: V1) -> None:
    imp_uid = paid_by(v1, "naverco", name="코트 외 1건").imp_uid
    first, second = listed(v1, imp_uid)
    path = f"/payments/{imp_uid}/naver/place"
    assert v1.post(path, product_order_id=[first]).status == 200
    reply = v1.post(path)
    assert (reply.status, reply.code, reply.assumes) == (207, 0, None)
    assert [order["product_order_id"] for order in reply.response] == [second]
    reply = v1.post(path)
    assert reply.refusal == (500, -1, "[105306]변경을 요청한 상태가 기존과 동일")
    assert reply.assumes == "naver.place all_failed"


def test_orders_are_named_in_forms(v1: V1) -> None:
    imp_uid = paid_by(v1, "naverco", name="코트 외 2건").imp_uid
    first, second, third = listed(v1, imp_uid)
    assert len(form(v1, imp_uid, "place", product_order_id=first).response) == 1
    several = form(v1, imp_uid, "place", **{"product_order_id[]": [second, third]})
    assert [order["product_order_id"] for order in several.response] == [second, third]
    assert form(v1, imp_uid, "cancel", reason="TOO_COLD").status == 200


def test_points_and_purchases_are_answered_with_nothing(v1: V1) -> None:
    imp_uid = paid_by(v1, "naverpay", escrow=True).imp_uid
    for action in ("point", "confirm"):
        reply = v1.post(f"/payments/{imp_uid}/naver/{action}")
        assert reply.http.json() == {"code": 0, "message": None, "response": None}
        assert reply.assumes is None


def test_no_product_order_id(v1: V1) -> None:
    reply = v1.get("/naver/product-orders/%20")
    assert reply.refusal == (400, -1, "필수 파라메터 product_order_id이(가) 누락되었습니다.")


@pytest.mark.usefixtures("strict")
def test_strict_mode_makes_no_refund_that_rests_on_an_assumption(v1: V1) -> None:
    imp_uid = paid_by(v1, "naverco").imp_uid
    reply = Reply(v1.http.post(f"/payments/{imp_uid}/naver/cancel", json={}))
    assert reply.status == 501
    assert "naver_refund" in reply.http.text
    (order,) = v1.get(f"/payments/{imp_uid}/naver/product-orders").response
    assert order["product_order_status"] == "PAYED"
