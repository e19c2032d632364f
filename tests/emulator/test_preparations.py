"""Amounts that are registered ahead."""

from __future__ import annotations

import pytest

from .v1 import V1

UNKNOWN = (404, 1, "사전등록된 결제정보가 존재하지 않습니다.")
PATH = "/payments/prepare"


def test_registered_looked_up_and_changed(v1: V1) -> None:
    registered = {"amount": 1000, "currency": None, "merchant_uid": "o-1"}
    assert v1.post(PATH, merchant_uid="o-1", amount=1000).response == registered
    assert v1.get(f"{PATH}/o-1").response == registered
    changed = {"amount": 800, "currency": "KRW", "merchant_uid": "o-1"}
    assert v1.put(PATH, **changed).response == changed
    assert v1.get(f"{PATH}/o-1").response == changed


def test_an_order_is_registered_once(v1: V1) -> None:
    v1.post(PATH, merchant_uid="o-1", amount=1000)
    again = v1.post(PATH, merchant_uid="o-1", amount=2000)
    message = "결제정보 사전등록에 실패하였습니다(이미 등록된 merchant_uid입니다)."
    assert again.refusal == (200, 1, message)
    assert again.assumes is None
    assert v1.get(f"{PATH}/o-1").response["amount"] == 1000


def test_what_was_never_registered(v1: V1) -> None:
    looked_up, changed = v1.get(f"{PATH}/o-1"), v1.put(PATH, merchant_uid="o-1", amount=1)
    assert looked_up.refusal == changed.refusal == UNKNOWN
    assert looked_up.assumes == "preparations.get unknown_preparation"
    assert changed.assumes == "preparations.update unknown_preparation"


@pytest.mark.parametrize("amount", [0, -1, 10.5, "much", 1e13])
def test_an_amount_that_cannot_be_paid(v1: V1, amount: object) -> None:
    reply = v1.post(PATH, merchant_uid="o-1", amount=amount, currency="KRW")
    assert reply.refusal == (400, -1, "파라메터 amount의 값이 올바르지 않습니다.")
    assert reply.assumes == "preparations.create bad_request"


def test_another_amount_than_the_registered_one_is_not_charged(v1: V1) -> None:
    v1.post(PATH, merchant_uid="o-1", amount=1000)
    refused = v1.onetime("o-1", 999)
    assert refused.refusal == (200, 1, "사전등록된 결제금액과 일치하지 않습니다.")
    assert refused.assumes == "subscribe.onetime refused"
    v1.issue("c-1")
    assert v1.again("o-1", 1001).code == 1
    assert v1.get("/payments/find/o-1").status == 404
    assert v1.onetime("o-1", 1000).response["status"] == "paid"


def test_a_registered_currency_binds_too(v1: V1) -> None:
    v1.post(PATH, merchant_uid="o-1", amount=10, currency="USD")
    assert v1.onetime("o-1", 10).code == 1
    assert v1.onetime("o-1", 10, currency="USD").code == 0
