"""The emulator without a server: the same answers, in the caller's thread; and what clocks say in them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from portone_v1_emulator import Answered, Clock, ConnectionLost, Emulator
from portone_v1_emulator.core.faults import FaultKind

from .conftest import NOW
from .merchant import open_merchant
from .v1 import PAYS, V1

DAY = 24 * 3600
CARD = {"card_number": PAYS, "expiry": "2035-12"}


class Caller:
    """Somebody with a token, who calls the emulator without a connection."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.headers: dict[str, str] = {}
        token = self.post(
            "/users/getToken", imp_key=emulator.api_key, imp_secret=emulator.api_secret
        )
        self.headers["Authorization"] = f"Bearer {response(token)['access_token']}"

    def get(self, target: str, headers: Mapping[str, str] | None = None) -> Answered:
        return self.emulator.handle("GET", target, self.headers | dict(headers or {}))

    def post(self, target: str, **body: Any) -> Answered:
        headers = self.headers | {"Content-Type": "application/json"}
        return self.emulator.handle("POST", target, headers, json.dumps(body).encode())

    def onetime(self, merchant_uid: str, **more: Any) -> Answered:
        order = {"merchant_uid": merchant_uid, "amount": 1000}
        return self.post("/subscribe/payments/onetime", **order | CARD | more)


def response(answered: Answered) -> Any:
    return json.loads(answered.body)["response"]


def frozen(**options: Any) -> Emulator:
    return Emulator(clock=Clock(start=NOW, frozen=True), **options)


@pytest.fixture
def caller() -> Caller:
    return Caller(frozen())


def test_a_payment_is_made_and_read(caller: Caller) -> None:
    made = caller.onetime("o-1")
    assert (made.status, made.headers["content-type"]) == (200, "application/json")
    uid = response(made)["imp_uid"]
    assert response(caller.get(f"/payments/{uid}")) == response(made)
    assert caller.get("/payments/imp_0").status == 404
    found = caller.get("/payments?imp_uid[]=imp_0&merchant_uid[]=o-1")
    assert (found.status, [each["imp_uid"] for each in response(found)]) == (207, [uid])


def test_it_answers_as_the_server_does(caller: Caller, emulator: Emulator) -> None:
    with V1(emulator) as v1:
        for target in ("/payments/imp_0", "/nowhere", "/payments/status/paid"):
            served, here = v1.get(target).http, caller.get(target)
            assert (here.status, here.body) == (served.status_code, served.content)
            assert here.headers.items() <= dict(served.headers).items()


def test_names_of_headers_are_in_any_case(caller: Caller) -> None:
    token = caller.headers.pop("Authorization")
    assert caller.get("/payments/imp_0").status == 401
    assert caller.get("/payments/imp_0", {"AUTHORIZATION": token}).status == 404
    assert caller.get("/payments/imp_0", {"authorization": token, "tier": "x"}).status == 403


def test_what_is_due_happens_with_the_clock_and_no_thread_is_made() -> None:
    before = threading.active_count()
    caller = Caller(frozen())
    caller.post("/subscribe/customers/c-1", channel_key="channel-key-nice_v2", **CARD)
    new = {"merchant_uid": "o-1", "schedule_at": NOW + 600, "amount": 1000, "name": "구독"}
    caller.post("/subscribe/payments/schedule", customer_uid="c-1", schedules=[new])
    caller.emulator.advance(599)
    assert caller.get("/payments/find/o-1").status == 404
    caller.emulator.advance(1)
    assert response(caller.get("/payments/find/o-1"))["paid_at"] == NOW + 600
    assert threading.active_count() == before


def test_the_seed_is_there_and_reset_brings_it_back() -> None:
    seed = {"payments": [{"merchant_uid": "o-1", "amount": 1000}]}
    emulator = frozen(seed=seed)
    caller = Caller(emulator)
    assert caller.get("/payments/find/o-1").status == 200
    caller.onetime("o-2")
    emulator.reset()
    caller = Caller(emulator)
    assert caller.get("/payments/find/o-1").status == 200
    assert caller.get("/payments/find/o-2").status == 404


def test_it_works_beside_the_server(emulator: Emulator) -> None:
    with V1(emulator) as v1:
        caller = Caller(emulator)
        uid = response(caller.onetime("o-1"))["imp_uid"]
        assert v1.get(f"/payments/{uid}").response["merchant_uid"] == "o-1"
        emulator.webhooks.when = "before"
        assert v1.onetime("o-2").code == response(caller.onetime("o-3"))["failed_at"] == 0


@pytest.mark.parametrize("when", ["before", "after"])
def test_webhooks_arrive(when: Any) -> None:
    with open_merchant() as merchant:
        emulator = frozen(webhook_url=merchant.url)
        emulator.webhooks.when = when
        Caller(emulator).onetime("o-1")
        assert len(merchant.came) == (1 if when == "before" else 0)
        emulator.deliver_webhooks()
        assert len(merchant.came) == 1


@pytest.mark.parametrize(
    ("kind", "paid"),
    [
        ("hang", True),
        ("drop_before", False),
        ("drop_after", True),
        ("late", False),
        ("cut", True),
    ],
)
def test_no_whole_answer_comes(caller: Caller, kind: FaultKind, *, paid: bool) -> None:
    caller.emulator.fail(kind, "subscribe.onetime", seconds=5)
    with pytest.raises(ConnectionLost, match=kind) as lost:
        caller.onetime("o-1")
    assert lost.value.fault == kind
    assert (caller.get("/payments/find/o-1").status == 200) is paid
    caller.emulator.advance(5)
    assert (caller.get("/payments/find/o-1").status == 200) is (paid or kind == "late")


@pytest.mark.parametrize(
    ("kind", "status", "paid"),
    [
        ("delay", 200, True),
        ("slow", 200, True),
        ("duplicate", 200, True),
        ("unauthorized", 401, False),
        ("rate_limited", 429, False),
        ("bad_gateway", 502, False),
        ("gateway_404", 404, False),
        ("gateway_404_json", 404, False),
        ("invalid_json", 200, True),
        ("null_response", 200, True),
    ],
)
def test_another_answer_comes_and_takes_no_time(
    caller: Caller, kind: FaultKind, status: int, *, paid: bool
) -> None:
    caller.emulator.fail(kind, "subscribe.onetime", seconds=3600)
    begin = time.monotonic()
    assert caller.onetime("o-1").status == status
    assert time.monotonic() - begin < 60
    assert (caller.get("/payments/find/o-1").status == 200) is paid


def test_a_data_file_must_be_open(tmp_path: Any) -> None:
    emulator = frozen(data=tmp_path / "shop.db")
    with pytest.raises(RuntimeError, match="start it first"):
        Caller(emulator)


# What the clock says.


def date(headers: Mapping[str, str]) -> float:
    return parsedate_to_datetime(headers["date"]).timestamp()


@pytest.mark.parametrize(
    "path", ["/payments/imp_0", "/nowhere", "/payments/status/paid", "/users/getToken"]
)
def test_every_answer_carries_the_emulators_time(v1: V1, emulator: Emulator, path: str) -> None:
    assert date(v1.get(path).http.headers) == NOW
    emulator.advance(days=91)
    assert date(v1.get(path).http.headers) == NOW + 91 * DAY


@pytest.mark.parametrize(
    "kind", ["bad_gateway", "gateway_404", "rate_limited", "invalid_json", "slow"]
)
def test_an_answer_that_goes_wrong_carries_it_too(
    v1: V1, emulator: Emulator, kind: FaultKind
) -> None:
    emulator.fail(kind, seconds=0.01)
    assert date(v1.get("/payments/imp_0").http.headers) == NOW


def test_there_is_one_date_only(v1: V1) -> None:
    headers: httpx.Headers = v1.get("/payments/imp_0").http.headers
    assert len(headers.get_list("date")) == 1


def test_a_clock_that_is_ahead_or_behind() -> None:
    for offset in (3600.0, -3600.0):
        emulator = Emulator(clock=Clock(offset=offset))
        shown = date(emulator.handle("GET", "/payments/imp_0").headers)
        assert shown == pytest.approx(time.time() + offset, abs=30)
        emulator.advance(100)
        emulator.reset()
        assert emulator.clock.exactly() == pytest.approx(time.time() + offset, abs=30)


def test_a_clock_that_drifts(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    clock = Clock(start=NOW, rate=1.5)
    now = 1100.0
    assert clock.exactly() == NOW + 150
    clock.advance(10)
    now = 1102.0
    assert clock.exactly() == NOW + 163


@pytest.mark.parametrize(
    "options", [{"rate": 0}, {"rate": -1}, {"rate": float("inf")}, {"start": 1.0, "offset": 1.0}]
)
def test_clocks_that_cannot_be(options: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"rate|start or offset"):
        Clock(**options)  # type: ignore[arg-type]


# Stamps that are off.


def test_stamps_are_off_from_the_clock() -> None:
    emulator = frozen(stamp_error=-45)
    caller = Caller(emulator)
    payment = response(caller.onetime("o-1"))
    assert (payment["started_at"], payment["paid_at"]) == (NOW - 45, NOW - 45)
    emulator.stamp_error = 60
    cancelled = response(caller.post("/payments/cancel", imp_uid=payment["imp_uid"], amount=300))
    assert cancelled["cancel_history"][0]["cancelled_at"] == NOW + 60
    assert cancelled["paid_at"] == NOW - 45
    caller.post("/subscribe/customers/c-1", channel_key="channel-key-nice_v2", **CARD)
    key = response(caller.get("/subscribe/customers/c-1"))
    assert (key["inserted"], key["updated"]) == (NOW + 60, NOW + 60)
    account = {"vbank_code": "004", "vbank_due": NOW + 3600, "vbank_holder": "하늘상점"}
    order = {"channel_key": "channel-key-settle", "merchant_uid": "o-2", "amount": 1000}
    assert response(caller.post("/vbanks", **order | account))["vbank_issued_at"] == NOW + 60
    emulator.reset()
    assert emulator.stamp_error == -45


def test_a_declined_charge_and_a_revoked_schedule_are_off_too() -> None:
    caller = Caller(frozen(stamp_error=30))
    failed = response(caller.onetime("o-1", card_number="4000-0000-0000-9995"))
    assert failed["failed_at"] == NOW + 30
    caller.post("/subscribe/customers/c-1", channel_key="channel-key-nice_v2", **CARD)
    new = {"merchant_uid": "o-2", "schedule_at": NOW + 600, "amount": 1000, "name": "구독"}
    caller.post(
        "/subscribe/payments/schedule",
        customer_uid="c-1",
        schedules=[new, new | {"merchant_uid": "o-3"}],
    )
    (revoked,) = response(
        caller.post("/subscribe/payments/unschedule", customer_uid="c-1", merchant_uid=["o-3"])
    )
    assert revoked["revoked_at"] == NOW + 30
    caller.emulator.advance(600)
    executed = response(caller.get("/subscribe/payments/schedule/o-2"))
    assert (executed["executed_at"], executed["payment_status"]) == (NOW + 630, "paid")


def test_one_error_for_all_stamps_of_a_request() -> None:
    errors = iter([7.0, -3.0])
    caller = Caller(frozen(stamp_error=lambda: next(errors)))
    first, second = response(caller.onetime("o-1")), response(caller.onetime("o-2"))
    assert {first["started_at"], first["paid_at"]} == {NOW + 7}
    assert {second["started_at"], second["paid_at"]} == {NOW - 3}


def test_stamps_do_not_move_tokens_or_what_is_due() -> None:
    caller = Caller(frozen(stamp_error=-60))
    token = response(
        caller.post(
            "/users/getToken",
            imp_key=caller.emulator.api_key,
            imp_secret=caller.emulator.api_secret,
        )
    )
    assert token["now"] == NOW
    assert token["expired_at"] == NOW + 1800
