"""Giving money back: all of it, a part, and not twice."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

from portone_v1_emulator import Emulator

from .conftest import NOW
from .v1 import KEEPS_MONEY, LACKS_FUNDS, V1

UNKNOWN = (200, 1, "취소할 결제건이 존재하지 않습니다.")
ALREADY = (200, 1, "이미 전액취소된 주문입니다.")
DIFFERS = (200, 1, "취소 가능 잔액이 checksum과 일치하지 않습니다.")
TOO_MUCH = (200, 1, "취소 요청금액이 취소 가능 잔액을 초과합니다.")


def test_in_full(v1: V1, emulator: Emulator) -> None:
    imp_uid = v1.pay("o-1")
    emulator.clock.advance(60)
    reply = v1.cancel(imp_uid=imp_uid, reason="변심")
    payment = reply.response
    assert (payment["status"], payment["cancel_amount"]) == ("cancelled", 1000)
    assert (payment["paid_at"], payment["cancelled_at"]) == (NOW, NOW + 60)
    assert payment["cancel_reason"] == "변심"
    assert reply.assumes is None
    assert v1.get(f"/payments/{imp_uid}").response == payment
    (row,) = payment["cancel_history"]
    assert uuid.UUID(row.pop("cancellation_id"))
    assert payment["cancel_receipt_urls"] == [row["receipt_url"]]
    assert row.pop("receipt_url").endswith(f"/{row['pg_tid']}")
    assert row.pop("pg_tid") != payment["pg_tid"]
    assert row == {"amount": 1000, "cancelled_at": NOW + 60, "reason": "변심"}
    assert v1.cancel(imp_uid=imp_uid).refusal == ALREADY
    assert v1.cancel(imp_uid=imp_uid, amount=1, checksum=0).refusal == ALREADY


def test_in_parts(v1: V1) -> None:
    imp_uid = v1.pay("o-1")
    reply = v1.cancel(imp_uid=imp_uid, amount=300, checksum=1000)
    assert (reply.response["status"], reply.response["cancel_amount"]) == ("paid", 300)
    assert reply.assumes == "payments.cancel partly_cancelled_status"
    v1.cancel(imp_uid=imp_uid, amount=200, checksum=700)
    payment = v1.cancel(imp_uid=imp_uid).response
    assert (payment["status"], payment["cancel_amount"]) == ("cancelled", 1000)
    assert [row["amount"] for row in payment["cancel_history"]] == [300, 200, 500]
    assert len({row["cancellation_id"] for row in payment["cancel_history"]}) == 3


def test_without_an_amount_or_with_0_all_that_is_left_goes(v1: V1) -> None:
    for order, amount in (("o-1", {}), ("o-2", {"amount": 0}), ("o-3", {"amount": None})):
        imp_uid = v1.pay(order)
        v1.cancel(imp_uid=imp_uid, amount=100)
        payment = v1.cancel(imp_uid=imp_uid, **amount).response
        assert [row["amount"] for row in payment["cancel_history"]] == [100, 900]


def test_a_part_in_another_currency(v1: V1) -> None:
    imp_uid = v1.pay("o-1", 10.3, currency="USD")
    v1.cancel(imp_uid=imp_uid, amount=0.1, checksum=10.3)
    payment = v1.cancel(imp_uid=imp_uid, amount=10.2, checksum=10.2).response
    assert (payment["status"], payment["cancel_amount"]) == ("cancelled", 10.3)


def test_the_checksum_must_be_what_is_left(v1: V1) -> None:
    imp_uid = v1.pay("o-1")
    for checksum in (0, 999, 1001):
        refused = v1.cancel(imp_uid=imp_uid, amount=500, checksum=checksum)
        assert refused.refusal == DIFFERS
        assert refused.assumes == "payments.cancel checksum_differs"
    assert v1.get(f"/payments/{imp_uid}").response["cancel_amount"] == 0


def test_no_more_than_is_left(v1: V1) -> None:
    imp_uid = v1.pay("o-1")
    v1.cancel(imp_uid=imp_uid, amount=300)
    refused = v1.cancel(imp_uid=imp_uid, amount=701)
    assert refused.refusal == TOO_MUCH
    assert refused.assumes == "payments.cancel too_much"
    assert v1.cancel(imp_uid=imp_uid, amount=-1).refusal[0] == 400
    assert v1.cancel(imp_uid=imp_uid, amount=0.5).refusal[0] == 400


def test_no_part_of_it_is_negative(v1: V1) -> None:
    imp_uid = v1.pay("o-1", tax_free=100, vat_amount=10)
    for part in ({"tax_free": -1, "vat_amount": 10}, {"tax_free": 0, "vat_amount": -1}):
        refused = v1.cancel(imp_uid=imp_uid, amount=500, **part)
        assert refused.refusal[:2] == (400, -1)
        assert refused.assumes == "payments.cancel bad_request"
    assert v1.onetime("o-2", tax_free=-1).refusal[:2] == (400, -1)
    assert v1.onetime("o-2", 1000, tax_free=600, vat_amount=401).refusal[:2] == (400, -1)


def test_the_imp_uid_decides_even_when_it_is_wrong(v1: V1) -> None:
    first, second = v1.pay("o-1"), v1.pay("o-2")
    assert v1.cancel(imp_uid="imp_0", merchant_uid="o-1").refusal == UNKNOWN
    assert v1.cancel(imp_uid=first, merchant_uid="o-2").response["imp_uid"] == first
    assert v1.get(f"/payments/{second}").response["status"] == "paid"


def test_by_merchant_uid_the_attempt_that_was_paid_is_meant(v1: V1) -> None:
    v1.onetime("o-1", card_number=LACKS_FUNDS)
    imp_uid = v1.pay("o-1")
    assert v1.cancel(merchant_uid="o-1").response["imp_uid"] == imp_uid
    assert v1.cancel(merchant_uid="o-1").refusal == ALREADY


def test_what_cannot_be_cancelled(v1: V1) -> None:
    failed = v1.onetime("o-1", card_number=LACKS_FUNDS).response["imp_uid"]
    assert v1.cancel(imp_uid=failed).refusal == UNKNOWN
    assert v1.cancel(merchant_uid="o-1").refusal == UNKNOWN
    assert v1.cancel(merchant_uid="o-2").refusal == UNKNOWN
    assert v1.cancel(merchant_uid="o-2").assumes is None
    for nothing in ({}, {"imp_uid": ""}):
        refused = v1.cancel(**nothing)
        assert refused.refusal == (400, -1, "필수 파라메터 imp_uid이(가) 누락되었습니다.")
        assert refused.assumes == "payments.cancel bad_request"


def test_the_pg_refuses(v1: V1) -> None:
    imp_uid = v1.pay("o-1", card_number=KEEPS_MONEY)
    refused = v1.cancel(imp_uid=imp_uid)
    assert refused.refusal == (200, -1, "결제취소에 실패하였습니다.[500626|기 취소 거래]")
    assert refused.assumes is None
    assert v1.get(f"/payments/{imp_uid}").response["cancel_history"] == []


def test_another_status_for_partly_cancelled_payments(v1: V1, emulator: Emulator) -> None:
    emulator.state.assumptions.choose("partly_cancelled_status", "cancelled")
    try:
        imp_uid = v1.pay("o-1")
        reply = v1.cancel(imp_uid=imp_uid, amount=1)
        assert (reply.response["status"], reply.assumes) == ("cancelled", None)
        assert v1.cancel(imp_uid=imp_uid).response["cancel_amount"] == 1000
    finally:
        emulator.state.assumptions.forget()


def test_of_50_cancels_at_once_with_one_checksum_one_succeeds(v1: V1) -> None:
    imp_uid = v1.pay("o-1", 50_000)
    with ThreadPoolExecutor(50) as threads:
        replies = list(
            threads.map(
                lambda _: v1.cancel(imp_uid=imp_uid, amount=1000, checksum=50_000), range(50)
            )
        )
    refused = [reply for reply in replies if reply.code != 0]
    assert len(refused) == 49
    assert {reply.refusal for reply in refused} == {DIFFERS}
    assert v1.get(f"/payments/{imp_uid}").response["cancel_amount"] == 1000


def test_of_50_charges_at_once_for_one_order_one_succeeds(v1: V1) -> None:
    with ThreadPoolExecutor(50) as threads:
        replies = list(threads.map(lambda _: v1.onetime("o-1"), range(50)))
    assert sorted(reply.code for reply in replies) == [-1] * 49 + [0]
    assert v1.get("/payments/findAll/o-1").response["total"] == 1
