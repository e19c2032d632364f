"""The control API: what it shows, what it does, and whom it lets do it."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from portone_v1_emulator import Emulator, Fault
from portone_v1_emulator.core.faults import KINDS
from portone_v1_emulator.pgs.answers import TEST_AMOUNTS, TEST_CARDS, TEST_CUSTOMERS
from portone_v1_emulator.shops.certifying import Certification, Individual

from .conftest import NOW
from .merchant import Merchant, open_merchant
from .v1 import LACKS_FUNDS, V1

DAY = 24 * 3600


class Control:
    """A caller of the control API, as curl would be."""

    def __init__(self, emulator: Emulator) -> None:
        self.http = httpx.Client(base_url=f"{emulator.base_url}/_emulator", trust_env=False)

    def get(self, path: str, **query: Any) -> Any:
        response = self.http.get(path, params=query)
        assert response.status_code == 200, response.text
        return response.json()

    def post(self, path: str, **body: Any) -> Any:
        response = self.http.post(path, json=body)
        assert response.is_success, response.text
        return response.json()

    def refused(self, path: str, **body: Any) -> tuple[int, str | None, str]:
        """Status, field and text of a no."""
        return _no(self.http.post(path, json=body))

    def refused_query(self, path: str, **query: Any) -> tuple[int, str | None, str]:
        return _no(self.http.get(path, params=query))


def _no(response: httpx.Response) -> tuple[int, str | None, str]:
    said = response.json()
    assert set(said) == {"error", "field"}
    return response.status_code, said["field"], said["error"]


@pytest.fixture
def control(emulator: Emulator) -> Iterator[Control]:
    caller = Control(emulator)
    with caller.http:
        yield caller


def _vbank(v1: V1, merchant_uid: str = "o-1", **more: Any) -> str:
    order = {"merchant_uid": merchant_uid, "amount": 5000, "vbank_code": "004"}
    where = {"vbank_due": NOW + DAY, "vbank_holder": "상점", "channel_key": "channel-key-nice_v2"}
    buyer = {"buyer_name": "이서연", "buyer_email": "a@example.com", "buyer_tel": "01012345678"}
    reply = v1.post("/vbanks", **order | where | buyer | more)
    assert reply.code == 0, reply.message
    return str(reply.response["imp_uid"])


# What it shows.


def test_the_whole_at_a_glance(control: Control, v1: V1, emulator: Emulator) -> None:
    v1.pay("o-1")
    v1.issue("c-1")
    overview = control.get("/state")
    assert overview["clock"] == {"now": NOW, "frozen": True, "next_at": None}
    assert overview["counts"] == {
        "payments": 1,
        "billing_keys": 1,
        "schedules": 0,
        "certifications": 0,
        "webhooks": 1,
        "requests": 3,
        "faults": 0,
    }
    (account,) = overview["accounts"]
    assert account["key"] == emulator.api_key
    assert account["tiers"] is None
    assert {"nice_v2", "kcp", "danal"} <= {each["pg_provider"] for each in account["channels"]}
    assert overview["strict"] is False
    assert overview["webhooks"] == {"when": "after", "times": 1, "retried": "on_errors"}


def test_no_secret_is_in_any_answer(control: Control, v1: V1, emulator: Emulator) -> None:
    token = v1.sign_in()
    uid = v1.pay("o-1")
    v1.issue("c-1")
    v1.get("/payments/imp_0")
    paths = ["/state", "/payments", f"/payments/{uid}", "/billing_keys", "/requests", "/webhooks"]
    for path in paths:
        text = json.dumps(control.get(path))
        assert emulator.api_secret not in text
        assert token not in text
        assert "4242424242424242" not in text


def test_the_paths_that_there_are(control: Control) -> None:
    paths = control.get("/")["paths"]
    assert {"GET /_emulator/payments", "POST /_emulator/clock"} <= set(paths)
    assert "DELETE /_emulator/faults/{number:int}" in paths


def test_the_values_that_mean_something(control: Control) -> None:
    values = control.get("/test_values")
    numbers = {each["number"].replace("-", ""): each for each in values["cards"]}
    assert set(numbers) == set(TEST_CARDS)
    assert numbers[LACKS_FUNDS.replace("-", "")]["behaviour"] == "lacks_funds"
    assert numbers[LACKS_FUNDS.replace("-", "")]["says"] == "[F301]잔액이 부족합니다."
    assert {each["amount"] for each in values["amounts"]} == set(map(int, TEST_AMOUNTS))
    assert {each["customer_uid"] for each in values["customers"]} == set(TEST_CUSTOMERS)


def test_the_operations_and_their_refusals(control: Control) -> None:
    operations = {each["name"]: each for each in control.get("/operations")["operations"]}
    cancel = operations["payments.cancel"]
    assert (cancel["method"], cancel["path"]) == ("POST", "/payments/cancel")
    cases = {each["case"]: each for each in cancel["cases"]}
    assert cases["already_cancelled"]["message"] == "이미 전액취소된 주문입니다."


def test_payments_are_filtered_and_paged(control: Control, v1: V1, emulator: Emulator) -> None:
    for number in range(5):
        v1.pay(f"o-{number}", 1000 + number, name="원두" if number % 2 else "귤")
    v1.onetime("o-failed", card_number=LACKS_FUNDS)
    v1.cancel(merchant_uid="o-0", amount=1)
    v1.cancel(merchant_uid="o-1")
    with V1(emulator, tier="AB1") as sub:
        sub.pay("o-sub", buyer_name="Kim Minjun")

    def orders(**query: Any) -> list[str]:
        return [each["merchant_uid"] for each in control.get("/payments", **query)["items"]]

    assert orders() == ["o-sub", "o-failed", "o-4", "o-3", "o-2", "o-1", "o-0"]
    assert orders(text="원두") == ["o-3", "o-1"]
    assert orders(text="KIM") == ["o-sub"]
    assert orders(status="failed") == ["o-failed"]
    assert orders(status="cancelled") == ["o-1"]
    assert orders(status="partly_cancelled") == ["o-0"]
    assert orders(tier="AB1") == ["o-sub"]
    assert len(orders(tier="parent")) == 6
    assert orders(account="nobody") == []
    assert orders(status="", text="") == orders()
    page = control.get("/payments", limit=2, page=2)
    assert [each["merchant_uid"] for each in page.pop("items")] == ["o-4", "o-3"]
    assert page == {"total": 7, "page": 2, "limit": 2}
    assert control.get("/payments", limit=2, page=9)["items"] == []
    assert control.get("/state")["tiers"] == ["AB1"]


def test_payments_come_in_the_order_of_their_times() -> None:
    """Also those of a seed, whose schedules are charged after its payments were made."""
    with Emulator(seed="demo") as emulator:
        control = Control(emulator)
        with control.http:
            first = control.get("/payments", limit=20)
            second = control.get("/payments", limit=20, page=2)
            failed = control.get("/payments", status="failed")["items"]
    shown = first["items"] + second["items"]
    times = [each["settled_at"] for each in shown]
    assert times == sorted(times, reverse=True)
    assert len({each["imp_uid"] for each in shown}) == first["total"]
    times = [each["settled_at"] for each in failed]
    assert times == sorted(times, reverse=True)


def test_a_payment_that_is_cancelled_comes_first(control: Control, v1: V1) -> None:
    first, second = v1.pay("o-1"), v1.pay("o-2")
    assert [each["imp_uid"] for each in control.get("/payments")["items"]] == [second, first]
    control.post("/clock", seconds=1)
    v1.cancel(imp_uid=first)
    assert [each["imp_uid"] for each in control.get("/payments")["items"]] == [first, second]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"page": "0"}, "page"),
        ({"page": "two"}, "page"),
        ({"limit": "201"}, "limit"),
        ({"stauts": "paid"}, "stauts"),
    ],
)
def test_a_query_that_cannot_be(control: Control, query: dict[str, str], field: str) -> None:
    status, named, text = control.refused_query("/payments", **query)
    assert (status, named) == (400, field)
    assert field in text


def test_billing_keys_and_schedules(control: Control, v1: V1) -> None:
    v1.issue("c-1", customer_name="김민준")
    v1.issue("c-2", customer_name="이서연")
    schedule = {"merchant_uid": "s-1", "schedule_at": NOW + DAY, "amount": 9900, "name": "구독"}
    v1.post("/subscribe/payments/schedule", customer_uid="c-1", schedules=[schedule])
    (key,) = control.get("/billing_keys", text="이서연")["items"]
    assert key["customer_uid"] == "c-2"
    assert key["card"]["number"] == "424242******4242"
    (found,) = control.get("/schedules", status="scheduled")["items"]
    assert (found["merchant_uid"], found["amount"]) == ("s-1", 9900)
    assert control.get("/schedules", status="executed")["total"] == 0
    (due,) = control.get("/upcoming")["items"]
    assert (due["at"], due["event"], due["subject"]) == (NOW + DAY, "schedule", "s-1")


def test_certifications_show_who_but_no_key_to_them(control: Control, emulator: Emulator) -> None:
    person = Individual("정하은", "1995-01-01", "female", False, "01012345678", "SKT")
    channel = next(
        each for each in emulator.store.accounts[0].channels if each.type == "certification"
    )
    with emulator.store.transaction():
        table = emulator.shop().table(Certification)
        table.put(Certification("imp_1", "o-1", channel, "tid", person, requested_at=NOW))
    (found,) = control.get("/certifications", status="requested")["items"]
    assert (found["name"], found["phone"]) == ("정하은", "010-****-5678")
    assert person.unique_key not in json.dumps(found)
    assert control.get("/certifications", status="certified")["total"] == 0


def test_requests_with_their_outcome(control: Control, v1: V1, emulator: Emulator) -> None:
    uid = v1.pay("o-1")
    v1.get("/payments/imp_0")
    emulator.fail("rate_limited", "payments.get", seconds=2)
    v1.get(f"/payments/{uid}")
    with V1(emulator, tier="AB1") as sub:
        emulator.fail("drop_after", "payments.get")
        with pytest.raises(httpx.RemoteProtocolError):
            sub.get("/payments/imp_0")
    lost, _, limited, unknown, paid, _ = control.get("/requests")["items"]
    assert (paid["operation"], paid["outcome"], paid["status"]) == (
        "subscribe.onetime",
        "done",
        200,
    )
    assert paid["identities"] == {"imp_uid": uid, "merchant_uid": "o-1"}
    assert paid["account"] == emulator.api_key
    assert (unknown["outcome"], unknown["status"], unknown["code"]) == ("refused", 404, -1)
    assert unknown["message"] == "존재하지 않는 결제정보입니다."
    assert (limited["outcome"], limited["status"], limited["fault"]) == (
        "disturbed",
        429,
        "rate_limited",
    )
    assert (lost["outcome"], lost["status"], lost["tier"]) == ("disturbed", None, "AB1")
    assert control.get("/requests", status="refused")["items"] == [unknown]
    assert control.get("/requests", text="onetime")["items"] == [paid]
    assert control.get(f"/requests/{paid['number']}") == paid
    assert control.refused_query("/requests/0")[:2] == (404, "number")


def test_a_payments_history(control: Control, v1: V1, emulator: Emulator) -> None:
    uid = _vbank(v1)
    emulator.advance(60)
    control.post(f"/payments/{uid}/deposit", depositor_name="이서연")
    emulator.advance(60)
    v1.get(f"/payments/{uid}")
    account = {"refund_bank": "004", "refund_account": "1", "refund_holder": "이서연"}
    v1.cancel(imp_uid=uid, amount=2000, reason="부분", **account)
    v1.cancel(merchant_uid="o-1", checksum=1)
    shown = control.get(f"/payments/{uid}")
    told = [(each["kind"], each["at"] - NOW) for each in shown["history"]]
    assert told == [
        ("started", 0),
        ("vbank_opened", 0),
        ("webhook", 0),
        ("request", 0),
        ("paid", 60),
        ("webhook", 60),
        ("cancelled", 120),
        ("request", 120),
        ("request", 120),
        ("request", 120),
    ]
    cancelled = shown["history"][6]
    assert (cancelled["amount"], cancelled["reason"]) == (2000, "부분")
    asked = [each["request"]["operation"] for each in shown["history"] if each["kind"] == "request"]
    assert asked == ["vbanks.create", "payments.get", "payments.cancel", "payments.cancel"]
    assert shown["payment"]["cancel_amount"] == 2000
    assert shown["can"] == ["cancel"]


def test_another_payment_of_the_order_is_not_in_the_history(control: Control, v1: V1) -> None:
    v1.onetime("o-1", card_number=LACKS_FUNDS)
    paid = v1.pay("o-1")
    history = control.get(f"/payments/{paid}")["history"]
    assert [each["kind"] for each in history] == ["started", "paid", "webhook", "request"]


def test_half_a_surrogate_pair_does_no_harm(control: Control, v1: V1, emulator: Emulator) -> None:
    uid = v1.pay("o-1")
    payment = emulator.shop().payments.get(uid)
    assert payment is not None
    with emulator.store.transaction():
        emulator.shop().payments.put(replace(payment, name="\ud83d half"))
    assert b'"name":"\\ud83d half"' in control.http.get("/payments").content


# What it does.


def test_a_deposit_pays(control: Control, v1: V1) -> None:
    uid = _vbank(v1)
    assert control.get(f"/payments/{uid}")["can"] == ["deposit"]
    assert control.post(f"/payments/{uid}/deposit")["payment"]["status"] == "paid"
    assert v1.get(f"/payments/{uid}").response["status"] == "paid"
    status, _, text = control.refused(f"/payments/{uid}/deposit")
    assert status == 409
    assert "cancel" in text  # what can be done instead


def test_a_deposit_that_the_bank_does_not_take(control: Control, v1: V1) -> None:
    uid = _vbank(v1)
    status, _, text = control.refused(f"/payments/{uid}/deposit", amount=4999)
    assert status == 409
    assert text == "This virtual account accepts exactly 5,000 won, not 4,999 won."
    assert control.get(f"/payments/{uid}")["payment"]["status"] == "ready"


def test_a_cancel_from_the_console_tells_the_shop(control: Control, v1: V1) -> None:
    uid = v1.pay("o-1")
    shown = control.post(f"/payments/{uid}/cancel", amount=400)
    assert (shown["payment"]["status"], shown["payment"]["cancel_amount"]) == ("paid", 400)
    (row,) = v1.get(f"/payments/{uid}").response["cancel_history"]
    assert row["reason"] == "관리자페이지취소"
    assert control.refused(f"/payments/{uid}/cancel", reason="변심")[0] == 400
    told = control.get("/webhooks")["items"][0]
    assert told["body"]["status"] == "cancelled"
    assert "cancellation_id" in told["body"]
    status, _, text = control.refused(f"/payments/{uid}/cancel", amount=601)
    assert status == 409
    assert text
    control.post(f"/payments/{uid}/cancel")
    assert control.get(f"/payments/{uid}")["can"] == []
    assert v1.get(f"/payments/{uid}").response["cancel_amount"] == 1000


def test_a_cancel_that_the_pg_refuses(control: Control, v1: V1) -> None:
    uid = v1.pay("o-1", 900_626)
    status, _, text = control.refused(f"/payments/{uid}/cancel")
    assert status == 409
    assert "500626" in text


def _ready(emulator: Emulator, v1: V1) -> str:
    """A payment that waits for its customer, as one in a window does."""
    paid = emulator.shop().payments.get(v1.pay("o-paid"))
    assert paid is not None
    waiting = replace(
        paid,
        number=paid.number + 1,
        imp_uid="imp_1",
        merchant_uid="o-1",
        status="ready",
        paid_at=0,
    )
    with emulator.store.transaction():
        emulator.shop().payments.put(waiting)
    return waiting.imp_uid


def test_a_payment_that_waits_is_paid_or_declined(
    control: Control, v1: V1, emulator: Emulator
) -> None:
    uid = _ready(emulator, v1)
    assert control.get(f"/payments/{uid}")["can"] == ["pay", "decline"]
    declined = control.post(f"/payments/{uid}/decline", reason="[F999]거절")
    assert declined["payment"]["status"] == "failed"
    assert declined["payment"]["fail_reason"] == "[F999]거절"
    emulator.reset()
    v1.sign_in()
    uid = _ready(emulator, v1)
    assert control.post(f"/payments/{uid}/pay")["payment"]["status"] == "paid"
    assert control.get("/webhooks")["items"][0]["body"]["imp_uid"] == uid
    assert control.refused(f"/payments/{uid}/pay")[0] == 409


def test_an_order_is_not_paid_twice(control: Control, v1: V1, emulator: Emulator) -> None:
    uid = _ready(emulator, v1)
    v1.pay("o-1")
    status, _, text = control.refused(f"/payments/{uid}/pay")
    assert status == 409
    assert "o-1" in text


def test_a_payment_at_the_till(control: Control, v1: V1) -> None:
    order = {"channel_key": "channel-key-galaxia", "merchant_uid": "o-1", "amount": 15_000}
    uid = v1.post("/cvs", **order).response["imp_uid"]
    shown = control.get(f"/payments/{uid}")
    assert shown["can"] == ["pay"]
    assert shown["payment"]["store_number"]["barcode"]
    assert control.post(f"/payments/{uid}/pay")["payment"]["status"] == "paid"


def test_the_till_asks_the_merchant_who_says_no(control: Control, v1: V1) -> None:
    with open_merchant() as merchant:
        merchant.status = 400
        order = {"channel_key": "channel-key-galaxia", "merchant_uid": "o-1", "amount": 15_000}
        uid = v1.post("/cvs", confirm_url=merchant.url, **order).response["imp_uid"]
        assert control.refused(f"/payments/{uid}/pay")[0] == 409
        assert len(merchant.came) == 1
    assert control.get(f"/payments/{uid}")["payment"]["status"] == "ready"


def test_an_unlimited_account_takes_deposits_again_and_again(control: Control, v1: V1) -> None:
    uid = _vbank(
        v1,
        channel_key="channel-key-settle",
        fixed_unlimited_vbank=True,
        vbank_num="79012345678901",
    )
    for _ in range(2):
        control.post(f"/payments/{uid}/deposit", amount=700, depositor_name="이서연")
    shown = control.get(f"/payments/{uid}")
    assert shown["payment"]["amount"] == 1400
    deposits = [each for each in shown["history"] if each["kind"] == "deposited"]
    assert [(each["amount"], each["name"]) for each in deposits] == [(700, "이서연")] * 2


def test_a_receipt_is_in_the_history(control: Control, v1: V1) -> None:
    uid = _vbank(v1, channel_key="channel-key-tosspayments")
    control.post(f"/payments/{uid}/deposit")
    identifier = {"identifier": "010-1234-5678", "identifier_type": "phone", "type": "person"}
    assert v1.post(f"/receipts/{uid}", **identifier).code == 0
    assert v1.delete(f"/receipts/{uid}").code == 0
    kinds = [each["kind"] for each in control.get(f"/payments/{uid}")["history"]]
    assert {"receipt_issued", "receipt_revoked"} <= set(kinds)


def test_a_cancel_that_finishes_later_is_pending(control: Control, v1: V1) -> None:
    uid = _vbank(v1, "order1", channel_key="channel-key-smartro_v2")
    control.post(f"/payments/{uid}/deposit")
    account = {"refund_bank": "004", "refund_account": "1", "refund_holder": "이"}
    shown = control.post(f"/payments/{uid}/cancel", refund_tel="01012345678", **account)
    assert shown["payment"]["cancel_pending"] is True
    assert "cancel_accepted" in {each["kind"] for each in shown["history"]}
    control.post("/clock", days=3)
    assert control.get(f"/payments/{uid}")["payment"]["status"] == "cancelled"


@pytest.mark.parametrize(
    ("action", "body", "field"),
    [
        ("cancel", {"amount": -1}, "amount"),
        ("cancel", {"amount": "a lot"}, "amount"),
        ("cancel", {"ammount": 1}, "ammount"),
        ("deposit", {"amount": 0}, "amount"),
        ("deposit", {"depositor_name": 7}, "depositor_name"),
        ("decline", {"reason": "x" * 501}, "reason"),
        ("pay", {"now": True}, "now"),
    ],
)
def test_what_an_action_cannot_be_told(
    control: Control, v1: V1, action: str, body: dict[str, Any], field: str
) -> None:
    uid = v1.pay("o-1")
    status, named, text = control.refused(f"/payments/{uid}/{action}", **body)
    assert (status, named) == (400, field)
    assert field in text


@pytest.mark.parametrize("action", ["deposit", "pay", "decline", "cancel"])
def test_an_unknown_payment(control: Control, action: str) -> None:
    assert control.refused(f"/payments/imp_0/{action}")[:2] == (404, "imp_uid")


def test_the_clock_moves_and_what_is_due_happens(control: Control, v1: V1) -> None:
    v1.issue("c-1")
    schedule = {"merchant_uid": "s-1", "schedule_at": NOW + 20 * DAY, "amount": 1, "name": "구독"}
    v1.post("/subscribe/payments/schedule", customer_uid="c-1", schedules=[schedule])
    assert control.get("/clock") == {"now": NOW, "frozen": True, "next_at": NOW + 20 * DAY}
    assert control.post("/clock", days=30)["now"] == NOW + 30 * DAY
    (found,) = control.get("/schedules")["items"]
    assert (found["status"], found["payment_status"]) == ("executed", "paid")
    (event, *_) = control.get(f"/payments/{found['imp_uid']}")["history"]
    assert (event["kind"], event["at"]) == ("scheduled", NOW + 20 * DAY)
    minute = control.post("/clock", hours=1, minutes=2, seconds=3)
    assert minute["now"] == NOW + 30 * DAY + 3723


def test_the_clock_goes_to_a_time_stands_and_runs(control: Control, emulator: Emulator) -> None:
    assert control.post("/clock", to="2026-02-01T00:00:00+09:00")["now"] == NOW + 31 * DAY
    assert control.post("/clock", frozen=False)["frozen"] is False
    assert control.post("/clock", frozen=True)["frozen"] is True
    assert emulator.clock.frozen


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"days": -1}, "days"),
        ({"days": "soon"}, "days"),
        ({"day": 1}, "day"),
        ({"days": 1e10}, "days"),
        ({"to": "2025-01-01T00:00:00+09:00"}, "to"),
        ({"to": "2027-01-01T00:00:00"}, None),
        ({"to": "2027-01-01T00:00:00Z", "days": 1}, None),
        ({"days": 30000, "hours": 500000}, None),
    ],
)
def test_a_time_that_cannot_be(control: Control, body: dict[str, Any], field: str | None) -> None:
    assert control.refused("/clock", **body)[:2] == (400, field)
    assert control.get("/clock")["now"] == NOW


def test_a_fault_is_armed_happens_and_is_over(control: Control, v1: V1) -> None:
    armed = control.post("/faults", kind="bad_gateway", operation="payments.get", times=2)
    assert control.get("/faults")["armed"] == [armed]
    assert {each["kind"] for each in control.get("/faults")["kinds"]} == set(KINDS)
    assert v1.get("/payments/imp_0").status == 502
    assert control.get("/faults")["armed"][0]["times"] == 1
    assert control.http.delete(f"/faults/{armed['number']}").json()["armed"] == []
    assert v1.get("/payments/imp_0").status == 404


def test_a_fault_that_refuses_with_a_row(control: Control, v1: V1) -> None:
    how = {"operation": "payments.get", "case": "forbidden", "tier": "AB1", "skip": 1}
    control.post("/faults", kind="refuse", message="점검 중", **how)
    (fault,) = control.get("/faults")["armed"]
    assert (fault["case"], fault["message"], fault["skip"]) == ("forbidden", "점검 중", 1)
    control.post("/faults", kind="hang")
    assert control.http.delete("/faults").json()["armed"] == []
    assert v1.get("/payments/imp_0").status == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "kind"),
        ({"kind": "explode"}, "kind"),
        ({"kind": "hang", "operation": "payments.steal"}, "operation"),
        ({"kind": "delay", "times": 0}, "times"),
        ({"kind": "delay", "seconds": -1}, "seconds"),
        ({"kind": "delay"}, "seconds"),
        ({"kind": "refuse"}, "operation"),
        ({"kind": "refuse", "operation": "payments.get"}, "case"),
        ({"kind": "refuse", "operation": "payments.get", "case": "nonsense"}, "case"),
        ({"kind": "hang", "done": True}, "done"),
        ({"kind": "hang", "tier": "ab1"}, "tier"),
    ],
)
def test_a_fault_that_cannot_be(control: Control, body: dict[str, Any], field: str | None) -> None:
    status, named, text = control.refused("/faults", **body)
    assert (status, named) == (400, field)
    assert text
    assert control.get("/faults")["armed"] == []


def test_there_is_no_such_fault_to_take_back(control: Control) -> None:
    assert _no(control.http.delete("/faults/999999"))[:2] == (404, "number")


def test_assumptions_are_set_and_forgotten(control: Control, v1: V1) -> None:
    def status() -> dict[str, Any]:
        found = control.get("/assumptions")["assumptions"]
        return next(each for each in found if each["name"] == "partly_cancelled_status")

    assert (status()["value"], status()["chosen"]) == ("paid", False)
    control.post("/assumptions", choose={"partly_cancelled_status": "cancelled"})
    assert (status()["value"], status()["chosen"]) == ("cancelled", True)
    v1.pay("o-1")
    assert v1.cancel(merchant_uid="o-1", amount=1).response["status"] == "cancelled"
    control.post("/assumptions", forget=["partly_cancelled_status"], strict=True)
    assert (status()["value"], status()["chosen"]) == ("paid", False)
    v1.pay("o-2")
    assert v1.cancel(merchant_uid="o-2", amount=1).status == 501
    control.post("/assumptions", strict=False)
    row = {"payments.cancel too_much": [200, 1, "많음"]}
    assert control.post("/assumptions", choose=row)["chosen_refusals"] == row
    assert v1.cancel(merchant_uid="o-2", amount=5000).message == "많음"


def test_answer_names_the_assumption_it_rests_on(control: Control, v1: V1) -> None:
    uid = v1.pay("o-1")
    response = control.http.post(f"/payments/{uid}/cancel", json={"amount": 1})
    assert response.headers["x-emulator-assumes"] == "partly_cancelled_status"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"choose": {"partly_cancelled_status": "gone"}}, "choose.partly_cancelled_status"),
        ({"choose": {"weather": "fine"}}, "choose.weather"),
        ({"choose": {"payments.cancel too_much": "no"}}, "choose.payments.cancel too_much"),
        ({"forget": ["weather"]}, "forget"),
        ({"strict": "very"}, "strict"),
    ],
)
def test_unknown_assumption_or_value_is_refused(
    control: Control, body: dict[str, Any], field: str
) -> None:
    assert control.refused("/assumptions", **body)[:2] == (400, field)


def test_of_several_assumptions_all_are_set_or_none(control: Control, emulator: Emulator) -> None:
    wrong = {"partly_cancelled_status": "cancelled", "weather": "fine"}
    assert control.refused("/assumptions", choose=wrong)[0] == 400
    assert emulator.state.assumptions.chosen == {}


def test_everything_is_forgotten(control: Control, v1: V1, emulator: Emulator) -> None:
    v1.pay("o-1")
    control.post("/clock", days=1)
    overview = control.post("/reset")
    assert overview["counts"]["payments"] == overview["counts"]["requests"] == 0
    assert overview["clock"]["now"] == NOW
    assert len(emulator.shop().payments) == 0


def test_connections_are_refused_for_a_while() -> None:
    with Emulator() as emulator:
        control = Control(emulator)
        with control.http:
            assert control.post("/refuse_connections", seconds=0.4) == {"refusing_for": 0.4}
        end = time.monotonic() + 5
        was_refused = False
        while time.monotonic() < end:
            try:
                httpx.get(f"{emulator.base_url}/_emulator/clock", trust_env=False)
            except httpx.TransportError:
                was_refused = True
            else:
                if was_refused:
                    break
            time.sleep(0.02)
        assert was_refused
        control = Control(emulator)
        with control.http:
            assert control.refused("/refuse_connections", seconds=0)[:2] == (400, "seconds")


# Webhooks.


def test_webhooks_are_held_released_and_resent(control: Control, v1: V1) -> None:
    with open_merchant() as merchant:
        control.post("/webhooks/settings", when="held", url=merchant.url)
        v1.pay("o-1")
        v1.pay("o-2")
        assert control.get("/webhooks", status="held")["total"] == 2
        control.post("/webhooks/release", reverse=True)
        control.post("/clock", seconds=0)
        assert _orders(merchant) == ["o-2", "o-1"]
        second, _ = control.get("/webhooks", status="delivered")["items"]
        assert second["attempts"] == [{"at": NOW, "status": 200, "problem": None}]
        control.post(f"/webhooks/{second['number']}/resend")
        control.post("/clock", seconds=0)
        assert _orders(merchant) == ["o-2", "o-1", "o-2"]
        assert len(control.get(f"/webhooks/{second['number']}")["attempts"]) == 2
        assert control.refused(f"/webhooks/{second['number']}/hold")[0] == 409


def test_a_webhook_that_waits_for_its_next_try_is_held(control: Control, v1: V1) -> None:
    with open_merchant() as merchant:
        merchant.status = 500
        control.post("/webhooks/settings", url=merchant.url)
        v1.pay("o-1")
        control.post("/clock", seconds=0)
        (waiting,) = control.get("/webhooks", status="waiting")["items"]
        assert waiting["next_at"] == NOW + 60
        held = control.post(f"/webhooks/{waiting['number']}/hold")
        assert (held["state"], held["next_at"]) == ("held", None)
        control.post("/clock", days=1)
        assert len(merchant.came) == 1


def test_webhooks_before_the_answer_twice_as_a_form(control: Control, v1: V1) -> None:
    with open_merchant() as merchant:
        uid = v1.pay("o-1")
        settings = {"when": "before", "times": 2, "form": True, "retried": "until_200"}
        said = control.post("/webhooks/settings", url=merchant.url, **settings)
        assert (said["when"], said["times"], said["retried"]) == ("before", 2, "until_200")
        assert said["accounts"][0]["webhook_url"] == merchant.url
        control.post(f"/payments/{uid}/cancel")
        assert len(merchant.came) == 2
        assert merchant.came[0].content_type == "application/x-www-form-urlencoded"
        control.post("/webhooks/settings", when="never", url="")
        v1.pay("o-2")
        assert control.get("/webhooks", text="o-2")["total"] == 0
        assert control.get("/state")["accounts"][0]["webhook_url"] is None


def test_a_webhook_without_an_address_cannot_be_resent(control: Control, v1: V1) -> None:
    v1.pay("o-1")
    (delivery,) = control.get("/webhooks")["items"]
    assert delivery["state"] == "no_address"
    assert control.refused(f"/webhooks/{delivery['number']}/resend")[0] == 409
    assert control.refused("/webhooks/0/resend")[:2] == (404, "number")
    assert control.refused_query("/webhooks/0")[:2] == (404, "number")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"when": "sometimes"}, "when"),
        ({"times": 0}, "times"),
        ({"retried": "never"}, "retried"),
        ({"account": "nobody", "url": "http://127.0.0.1:1/"}, "account"),
        ({"address": "http://127.0.0.1:1/"}, "address"),
    ],
)
def test_settings_that_cannot_be(control: Control, body: dict[str, Any], field: str) -> None:
    assert control.refused("/webhooks/settings", **body)[:2] == (400, field)
    assert control.get("/state")["webhooks"]["when"] == "after"


def _orders(merchant: Merchant) -> list[str]:
    return [json.loads(body)["merchant_uid"] for body in merchant.bodies]


# Whom it lets.


@pytest.mark.parametrize("path", ["/", "/_emulator/state", "/_emulator/console/app.js"])
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:1234", 200),
        ("localhost", 200),
        ("shop.localhost:80", 200),
        ("[::1]:80", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost@evil.example", 403),
        ("", 403),
    ],
)
def test_only_a_loopback_name_is_answered(
    emulator: Emulator, path: str, host: str, status: int
) -> None:
    response = httpx.get(emulator.base_url + path, headers={"Host": host}, trust_env=False)
    assert response.status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "{base_url}"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "application/json; charset=utf-8"}, 200),
    ],
)
def test_no_other_page_changes_anything(
    emulator: Emulator, v1: V1, headers: dict[str, str], status: int
) -> None:
    v1.pay("o-1")
    filled = {name: value.format(base_url=emulator.base_url) for name, value in headers.items()}
    response = httpx.post(
        f"{emulator.base_url}/_emulator/reset",
        content=b"{}",
        headers={"Content-Type": "application/json"} | filled,
        trust_env=False,
    )
    assert response.status_code == status
    assert len(emulator.shop().payments) == (0 if status == 200 else 1)


def test_no_other_page_disarms_a_fault(control: Control, emulator: Emulator) -> None:
    emulator.state.faults.arm(Fault("hang"))
    response = control.http.delete("/faults", headers={"Origin": "http://evil.example"})
    assert response.status_code == 403
    assert len(emulator.state.faults.armed) == 1


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 200),
        (b"{", 400),
        (b"[]", 400),
        (b'"days"', 400),
        (b'{"days": NaN}', 400),
        (b"\xff", 400),
        (b" " * (1024 * 1024 + 1), 413),
    ],
)
def test_a_body_that_cannot_be_read(control: Control, content: bytes, status: int) -> None:
    headers = {"Content-Type": "application/json"}
    response = control.http.post("/clock", content=content, headers=headers)
    assert response.status_code == status
    assert "error" in response.json() or status == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/reset", 405),
        ("POST", "/state", 405),
        ("GET", "/console/app.py", 404),
        ("GET", "/console/..%2F__init__.py", 404),
    ],
)
def test_what_is_not_there(control: Control, method: str, path: str, status: int) -> None:
    response = control.http.request(method, path, json={} if method == "POST" else None)
    assert response.status_code == status
    assert set(response.json()) == {"error", "field"}


def test_answers_are_kept_by_nobody_and_of_use_to_no_other_site(control: Control) -> None:
    headers = control.http.get("/state").headers
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


def test_the_page_runs_no_script_but_its_own(emulator: Emulator) -> None:
    page = httpx.get(emulator.base_url, trust_env=False)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    script = httpx.get(f"{emulator.base_url}/_emulator/console/app.js", trust_env=False)
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"


# The live feed.


def _changes(lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


def test_whoever_listens_learns_of_every_kind_of_change(
    control: Control, v1: V1, emulator: Emulator
) -> None:
    with control.http.stream("GET", "/live") as response:
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        changes = _changes(response.iter_lines())
        before = next(changes)
        assert before["counts"]["payments"] == 0
        v1.pay("o-1")
        while (after := next(changes))["counts"]["payments"] != 1:
            pass
        emulator.fail("hang")
        while (after := next(changes))["counts"]["faults"] != 1:
            pass
        emulator.clock.advance(5)
        while (after := next(changes))["clock"]["now"] != NOW + 5:
            pass
        emulator.webhooks.times = 2
        assert next(changes) == after
        emulator.state.assumptions.strict = True
        assert next(changes) == after
        emulator.state.assumptions.strict = False


def test_the_server_stops_at_once_while_somebody_listens() -> None:
    threads = threading.active_count()
    emulator = Emulator()
    emulator.start()
    with (
        httpx.Client(trust_env=False, timeout=5) as http,
        http.stream("GET", f"{emulator.base_url}/_emulator/live") as response,
    ):
        lines = response.iter_lines()
        assert next(lines) == "event: change"
        began = time.monotonic()
        emulator.stop()
        assert time.monotonic() - began < 2
        assert threading.active_count() == threads
        with pytest.raises(httpx.TransportError):
            for _ in lines:
                pass


def test_a_listener_who_leaves_is_forgotten(control: Control, emulator: Emulator) -> None:
    for _ in range(20):
        with control.http.stream("GET", "/live") as response:
            assert next(response.iter_lines()) == "event: change"
    assert control.get("/clock")["now"] == NOW


# In which language it refuses.


def _korean(response: httpx.Response) -> str:
    said = response.json()
    assert set(said) == {"error", "field"}
    return str(said["error"])


@pytest.mark.parametrize("language", ["ko", "ko-KR,ko;q=0.9,en;q=0.8", "en-US,ko;q=0.5", None])
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/clock", {"days": -1}),
        ("/clock", {"days": "x"}),
        ("/clock", {"to": "yesterday"}),
        ("/clock", {"to": "2026-01-01T00:00:00"}),
        ("/clock", {"to": "1999-01-01T00:00:00+09:00"}),
        ("/clock", {"to": "2027-01-01T00:00:00+09:00", "days": 1}),
        ("/clock", {"days": 30000, "hours": 500000}),
        ("/clock", {"frozen": "perhaps"}),
        ("/faults", {"kind": "explode"}),
        ("/faults", {"kind": "hang", "times": 1.5}),
        ("/faults", {"kind": "delay"}),
        ("/faults", {"kind": "refuse"}),
        ("/faults", {"kind": "refuse", "operation": "payments.get", "case": "x"}),
        ("/faults", {"kind": "hang", "tier": "ab1"}),
        ("/refuse_connections", {"seconds": 0}),
        ("/refuse_connections", {}),
        ("/payments/imp_0/cancel", {"amount": 1}),
        ("/payments/{vbank}/deposit", {"amount": 100}),
        ("/payments/{vbank}/deposit", {"amount": 0}),
        ("/payments/{vbank}/cancel", {}),
        ("/payments/{vbank}/deposit", {"depositor_name": "x" * 101}),
        ("/webhooks/settings", {"when": "sometimes"}),
        ("/webhooks/settings", {"url": "localhost"}),
        ("/webhooks/settings", {"account": "nobody"}),
        ("/webhooks/0/resend", {}),
        ("/webhooks/{delivery}/resend", {}),
        ("/webhooks/{delivery}/hold", {}),
        ("/assumptions", {"choose": {"weather": "fine"}}),
        ("/assumptions", {"forget": ["weather"]}),
        ("/reset", {"now": True}),
        ("/nowhere", {}),
        ("/state", {}),
    ],
)
def test_it_refuses_in_the_language_of_who_asks(
    control: Control, v1: V1, path: str, body: dict[str, Any], language: str | None
) -> None:
    uid = _vbank(v1)
    delivery = control.get("/webhooks")["items"][0]["number"]
    headers = {} if language is None else {"Accept-Language": language}
    where = path.format(vbank=uid, delivery=delivery)
    response = control.http.post(where, json=body, headers=headers)
    assert response.is_client_error
    wants_korean = (language or "").startswith("ko")
    assert bool(re.search("[가-힣]", _korean(response))) is wants_korean


def test_what_strict_mode_refuses_while_the_clock_moves_is_said(
    control: Control, v1: V1, emulator: Emulator
) -> None:
    uid = v1.pay("o-1")
    emulator.fail("late", "payments.cancel", seconds=60)
    with pytest.raises(httpx.RemoteProtocolError):
        v1.cancel(imp_uid=uid, amount=1)
    emulator.state.assumptions.strict = True
    response = control.http.post("/clock", json={"days": 3}, headers={"Accept-Language": "ko"})
    assert response.status_code == 501
    assert "엄격 모드" in _korean(response)
    assert "partly_cancelled_status" in _korean(response)


def test_a_request_that_strict_mode_refused_names_the_assumption(
    control: Control, v1: V1, emulator: Emulator
) -> None:
    uid = v1.pay("o-1")
    emulator.state.assumptions.strict = True
    v1.cancel(imp_uid=uid, amount=1)
    refused, paid, *_ = control.get("/requests")["items"]
    assert (refused["unverified"], paid["unverified"]) == (
        "payments.cancel partly_cancelled_status",
        None,
    )
