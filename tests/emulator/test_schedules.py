"""Schedules on the wire."""

from __future__ import annotations

from typing import Any

import pytest

from portone_v1_emulator import Emulator

from .conftest import NOW
from .v1 import V1, Reply

PATH = "/subscribe/payments/schedule"
DAY = 24 * 3600


def schedule(v1: V1, *plans: dict[str, Any], **more: Any) -> Reply:
    return v1.post(PATH, customer_uid="c-1", schedules=list(plans), **more)


def plan(merchant_uid: str = "s-1", **more: Any) -> dict[str, Any]:
    order = {"merchant_uid": merchant_uid, "schedule_at": NOW + DAY, "amount": 9900}
    return order | {"name": "정기구독"} | more


def test_every_field_before_and_after(v1: V1, emulator: Emulator) -> None:
    v1.issue("c-1", customer_id="m-1", customer_name="김하늘")
    (before,) = schedule(v1, plan(custom_data="{}")).response
    assert before == {
        "amount": 9900,
        "buyer_addr": None,
        "buyer_email": None,
        "buyer_name": "김하늘",
        "buyer_postcode": None,
        "buyer_tel": None,
        "currency": "KRW",
        "custom_data": "{}",
        "customer_id": "m-1",
        "customer_uid": "c-1",
        "executed_at": 0,
        "fail_reason": None,
        "imp_uid": None,
        "merchant_uid": "s-1",
        "name": "정기구독",
        "payment_status": None,
        "pg_id": "emulator",
        "pg_provider": "nice_v2",
        "promotion_id": None,
        "revoked_at": 0,
        "schedule_at": NOW + DAY,
        "schedule_status": "scheduled",
    }
    assert list(before) == sorted(before)
    emulator.advance(DAY)
    v1.sign_in()
    after = v1.get(f"{PATH}/s-1").response
    changed = {key: after[key] for key in after if after[key] != before[key]}
    assert changed.pop("imp_uid").startswith("imps_")
    assert changed == {
        "executed_at": NOW + DAY,
        "payment_status": "paid",
        "schedule_status": "executed",
    }


def test_milliseconds_are_no_time(v1: V1) -> None:
    v1.issue("c-1")
    at = (NOW + DAY) * 1000
    assert schedule(v1, plan(schedule_at=at)).refusal[:2] == (200, 1)
    schedule(v1, plan())
    assert v1.put(f"{PATH}/s-1", schedule_at=at).refusal[:2] == (400, -1)
    listed = v1.get(PATH, schedule_from=NOW * 1000, schedule_to=at)
    assert listed.refusal[:2] == (400, -1)


def test_what_is_left_out(v1: V1) -> None:
    v1.issue("c-1")
    assert schedule(v1).refusal == (400, -1, "필수 파라메터 schedules이(가) 누락되었습니다.")
    missing = schedule(v1, plan(name=None)).refusal
    assert missing == (400, -1, "필수 파라메터 schedules[0][name]이(가) 누락되었습니다.")
    schedule(v1, plan())
    assert v1.put(f"{PATH}/s-1").refusal[:2] == (400, -1)
    assert v1.post("/subscribe/payments/unschedule").refusal[:2] == (400, -1)
    assert v1.get(PATH).refusal[:2] == (400, -1)
    assert v1.get(f"{PATH}/s-1").response["schedule_status"] == "scheduled"


def test_one_merchant_uid_or_several_or_none(v1: V1) -> None:
    v1.issue("c-1")
    schedule(v1, *(plan(f"s-{number}") for number in range(4)))
    for asked, revoked in (
        ({"merchant_uid": "s-0"}, ["s-0"]),
        ({"merchant_uid": ["s-1", "s-1"]}, ["s-1"]),
        ({"customer_uid": "c-1"}, ["s-2", "s-3"]),
    ):
        reply = v1.post("/subscribe/payments/unschedule", **asked)
        assert [each["merchant_uid"] for each in reply.response] == revoked
    schedule(v1, plan("s-4"))
    for nothing in ({"customer_uid": "c-1", "merchant_uid": []}, {"customer_uid": "c-2"}):
        refused = v1.post("/subscribe/payments/unschedule", **nothing)
        assert refused.refusal == (200, 1, "취소할 예약결제 기록이 존재하지 않습니다.")
        assert refused.assumes is None


def test_a_form_will_do(v1: V1) -> None:
    v1.issue("c-1")
    form = {f"schedules[0][{key}]": str(value) for key, value in plan().items()}
    reply = Reply(v1.http.post(PATH, data={"customer_uid": "c-1", **form}))
    assert reply.response[0]["merchant_uid"] == "s-1"
    gone = v1.http.post("/subscribe/payments/unschedule", data={"merchant_uid[]": "s-1"})
    assert Reply(gone).response[0]["schedule_status"] == "revoked"


@pytest.mark.parametrize(
    ("name", "longest"), [("customer_uid", 80), ("merchant_uid", 40)], ids=["customer", "order"]
)
def test_how_long_names_may_be(v1: V1, name: str, longest: int) -> None:
    for length, code in ((longest, 0), (longest + 1, -1)):
        uid = "x" * length
        if name == "customer_uid":
            assert v1.issue(uid).code == code
        else:
            v1.issue("c-1")
            assert schedule(v1, plan(uid)).code == code
            assert v1.onetime(f"y{uid[1:]}").code == code


def test_a_retry_that_fails_is_an_answer(v1: V1, emulator: Emulator) -> None:
    v1.issue("c-1", "4000-0000-0000-0341")
    schedule(v1, plan())
    emulator.advance(DAY)
    v1.sign_in()
    reply = v1.post(f"{PATH}/s-1/retry")
    assert (reply.status, reply.code, reply.response["status"]) == (200, 0, "failed")
    assert reply.assumes is None


def test_in_strict_mode_schedules_execute_all_the_same(v1: V1, emulator: Emulator) -> None:
    v1.issue("c-1", "4000-0000-0000-9995")
    schedule(v1, plan())
    emulator.state.assumptions.strict = True
    try:
        emulator.advance(days=3)
        v1.sign_in()
        assert v1.get(f"{PATH}/s-1").response["payment_status"] == "failed"
        assert v1.post(f"{PATH}/s-1/retry").code == 0
        assert schedule(v1, plan(amount=1)).status == 501
    finally:
        emulator.state.assumptions.strict = False
