"""Looking payments up: by either identity, several at once, and by status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from portone_v1_emulator import Account, Emulator
from portone_v1_emulator.core.records import Channel

from .conftest import NOW
from .v1 import LACKS_FUNDS, V1, Reply

UNKNOWN = (404, -1, "존재하지 않는 결제정보입니다.")
DAY = 24 * 3600


def orders(reply: Reply) -> list[str]:
    found = reply.response["list"] if isinstance(reply.response, dict) else reply.response
    return [payment["merchant_uid"] for payment in found]


def uids(payments: Sequence[dict[str, str]]) -> list[str]:
    return [payment["imp_uid"] for payment in payments]


def test_what_is_not_there(v1: V1) -> None:
    for path in ("/payments/imp_0", "/payments/find/o-1", "/payments/findAll/o-1"):
        assert v1.get(path).refusal == UNKNOWN
        assert v1.get(path).assumes is None


def test_payments_of_test_channels_are_hidden(v1: V1, emulator: Emulator) -> None:
    imp_uid = v1.pay("o-1")
    payments = emulator.shop().payments
    (payment,) = payments
    payments.put(replace(payment, channel=Channel(sandbox=True)))
    assert v1.get(f"/payments/{imp_uid}").refusal == UNKNOWN
    assert v1.get(f"/payments/{imp_uid}", include_sandbox="false").refusal == UNKNOWN
    assert v1.get(f"/payments/{imp_uid}", include_sandbox="true").response["sandbox"] is True


def test_a_test_channel(emulator: Emulator) -> None:
    emulator.store.open_account(Account("test", "pass", channels=(Channel(sandbox=True),)))
    with V1(emulator, key="test", secret="pass") as v1:
        assert v1.get(f"/payments/{v1.pay('o-1')}").status == 404


def test_several_at_once_newest_first(v1: V1, emulator: Emulator) -> None:
    first = v1.pay("o-1")
    second = v1.pay("o-2")
    emulator.clock.advance(1)
    third = v1.pay("o-3")
    asked = {"imp_uid[]": [first, third], "merchant_uid[]": ["o-2", "o-1"]}
    reply = v1.get("/payments", **asked)
    assert (reply.status, uids(reply.response)) == (200, [third, second, first])
    some = v1.get("/payments", **{"imp_uid[]": ["imp_0", first]})
    assert (some.status, some.code, uids(some.response)) == (207, 0, [first])
    none = v1.get("/payments", **{"imp_uid[]": ["imp_0"]})
    assert none.refusal == UNKNOWN
    assert none.assumes == "payments.get_many unknown_payment"


def test_several_are_at_most_100_and_at_least_one(v1: V1) -> None:
    many = v1.get("/payments", **{"imp_uid[]": ["imp_0"] * 101})
    assert many.refusal == (400, -1, "파라메터 imp_uid[]의 값이 올바르지 않습니다.")
    assert v1.get("/payments").refusal == (400, -1, "필수 파라메터 imp_uid[]이(가) 누락되었습니다.")
    long = {"merchant_uid[]": [f"{n:03}" + "주" * 37 for n in range(100)]}
    assert v1.get("/payments", **long).refusal == UNKNOWN


def test_an_order_with_a_failed_attempt(v1: V1, emulator: Emulator) -> None:
    failed = v1.onetime("o-1", card_number=LACKS_FUNDS).response["imp_uid"]
    emulator.clock.advance(5)
    paid = v1.pay("o-1")
    assert v1.get("/payments/find/o-1").response["imp_uid"] == paid
    assert v1.get("/payments/find/o-1", sorting="started").response["imp_uid"] == failed
    assert v1.get("/payments/find/o-1/failed").response["imp_uid"] == failed
    assert v1.get("/payments/find/o-1/cancelled").refusal == UNKNOWN
    page = v1.get("/payments/findAll/o-1").response
    assert (page["total"], page["previous"], page["next"]) == (2, 0, 0)
    assert uids(page["list"]) == [paid, failed]
    assert uids(v1.get("/payments/findAll/o-1/paid").response["list"]) == [paid]
    assert v1.get("/payments/findAll/o-1/cancelled").refusal == UNKNOWN


def test_two_of_the_same_second_are_told_apart(v1: V1) -> None:
    for _ in range(3):
        v1.onetime("o-1", card_number=LACKS_FUNDS)
    paid = v1.pay("o-1")
    v1.cancel(imp_uid=paid)
    assert v1.get("/payments/find/o-1").response["imp_uid"] == paid
    assert v1.get("/payments/find/o-1", sorting="started").response["imp_uid"] != paid


@pytest.mark.parametrize(
    ("sorting", "expected"),
    [
        (None, ["o-3", "o-2", "o-1"]),
        ("-started", ["o-3", "o-2", "o-1"]),
        ("started", ["o-1", "o-2", "o-3"]),
        ("-paid", ["o-3", "o-2", "o-1"]),
        ("paid", ["o-1", "o-2", "o-3"]),
        ("-updated", ["o-1", "o-3", "o-2"]),
        ("updated", ["o-2", "o-3", "o-1"]),
    ],
)
def test_sorting(v1: V1, emulator: Emulator, sorting: str | None, expected: list[str]) -> None:
    for order in ("o-1", "o-2", "o-3"):
        v1.pay(order)
        emulator.clock.advance(1)
    v1.cancel(merchant_uid="o-1", amount=1)
    query = {"sorting": sorting} if sorting else {}
    assert orders(v1.get("/payments/status/paid", **query)) == expected


def test_an_unknown_sorting_or_status(v1: V1) -> None:
    v1.pay("o-1")
    assert v1.get("/payments/find/o-1", sorting="amount").refusal[:2] == (400, -1)
    assert v1.get("/payments/findAll/o-1/odd").refusal[:2] == (400, -1)
    odd = v1.get("/payments/status/odd")
    assert odd.refusal == (400, -1, "파라메터 payment_status의 값이 올바르지 않습니다.")
    assert odd.assumes == "payments.list_by_status bad_range"


def test_pages(v1: V1) -> None:
    for number in range(5):
        v1.pay(f"o-{number}")
    pages = [v1.get("/payments/status/all", page=n, limit=2).response for n in (1, 2, 3)]
    assert [(p["total"], p["previous"], p["next"]) for p in pages] == [
        (5, 0, 2),
        (5, 1, 3),
        (5, 2, 0),
    ]
    assert [len(p["list"]) for p in pages] == [2, 2, 1]
    beyond = v1.get("/payments/status/all", page=4, limit=2)
    assert beyond.refusal == (400, -1, "요청하신 페이지가 존재하지 않습니다.")
    assert v1.get("/payments/findAll/o-1", page=2).refusal[0] == 400
    assert len(v1.get("/payments/status/all").response["list"]) == 5
    for wrong in ({"page": 0}, {"limit": 0}, {"limit": 1001}, {"page": "x"}):
        assert v1.get("/payments/status/all", **wrong).refusal[0] == 400


def test_nothing_is_an_empty_first_page(v1: V1) -> None:
    page = v1.get("/payments/status/ready").response
    assert page == {"total": 0, "previous": 0, "next": 0, "list": []}


def test_a_payment_shows_at_the_time_of_its_final_status(v1: V1, emulator: Emulator) -> None:
    imp_uid = v1.pay("o-1")
    v1.onetime("o-2", card_number=LACKS_FUNDS)
    emulator.clock.advance(10 * DAY)
    v1.sign_in()
    v1.cancel(imp_uid=imp_uid, amount=400)
    assert orders(v1.get("/payments/status/paid", **{"from": NOW, "to": NOW})) == ["o-1"]
    v1.cancel(imp_uid=imp_uid)
    assert orders(v1.get("/payments/status/all", **{"from": NOW, "to": NOW})) == ["o-2"]
    assert orders(v1.get("/payments/status/failed")) == ["o-2"]
    assert orders(v1.get("/payments/status/paid")) == []
    end = NOW + 10 * DAY
    assert orders(v1.get("/payments/status/cancelled", **{"from": end, "to": end})) == ["o-1"]


def test_a_range_has_90_days_at_most(v1: V1, emulator: Emulator) -> None:
    v1.pay("o-1")
    emulator.clock.advance(90 * DAY)
    v1.sign_in()
    assert orders(v1.get("/payments/status/all")) == ["o-1"], "the last 90 days"
    emulator.clock.advance(1)
    assert orders(v1.get("/payments/status/all")) == []
    assert orders(v1.get("/payments/status/all", to=NOW + 90 * DAY)) == ["o-1"]
    longer = v1.get("/payments/status/all", **{"from": NOW, "to": NOW + 90 * DAY + 1})
    assert longer.refusal == (400, -1, "조회기간은 최대 90일까지 가능합니다.")
    assert v1.get("/payments/status/all", **{"from": NOW, "to": NOW - 1}).refusal[0] == 400


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/payments/status/all", {"from": NOW, "to": NOW - 1}),
        ("/subscribe/payments/schedule", {"schedule_from": NOW, "schedule_to": NOW - 1}),
        (
            "/naver/reviews",
            {"channel_key": "channel-key-naverco", "from": 3, "to": 2, "review_type": "general"},
        ),
    ],
)
def test_a_range_that_starts_after_its_end_is_refused_on_the_wire(
    v1: V1, path: str, query: dict[str, str | int]
) -> None:
    reply = v1.get(path, **query)
    assert reply.status == 400
    assert reply.message.startswith("조회기간")


def test_an_empty_channel_key_is_refused_on_the_wire(v1: V1) -> None:
    reply = v1.post("/kcpquick/members/member_1234/fido/release", channel_key="")
    assert reply.status == 400
