"""What goes wrong on request: what the caller sees of it, and what was done all the same."""

from __future__ import annotations

import json
import re
import socket
import time
from typing import Any

import httpx
import pytest

from portone_v1_emulator import Clock, Emulator
from portone_v1_emulator.core import contract
from portone_v1_emulator.core.faults import KINDS, BadFault, Fault, FaultKind

from .conftest import NOW
from .v1 import V1

ONETIME = "subscribe.onetime"
ORDER = {"merchant_uid": "o-1", "amount": 1000, "card_number": "4242424242424242"}
JSON = "application/json"
BODY = json.dumps(ORDER | {"expiry": "2035-12", "name": "코트"}).encode()


def was_paid(v1: V1, merchant_uid: str = "o-1") -> bool:
    return v1.get(f"/payments/find/{merchant_uid}").status == 200


def raw(v1: V1) -> socket.socket:
    """A connection on which a charge was just asked for."""
    host, port = v1.http.base_url.host, v1.http.base_url.port
    connection = socket.create_connection((host, port or 80), timeout=10)
    connection.sendall(
        b"POST /subscribe/payments/onetime HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        b"Authorization: %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
        % (v1.http.headers["Authorization"].encode(), len(BODY), BODY)
    )
    return connection


def read_all(connection: socket.socket) -> bytes:
    pieces = []
    while piece := connection.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


# Broken connections.


@pytest.mark.parametrize(
    ("kind", "paid"), [("drop_before", False), ("drop_after", True), ("late", False)]
)
def test_a_connection_ends_without_an_answer(
    v1: V1, emulator: Emulator, kind: FaultKind, paid: bool
) -> None:
    emulator.fail(kind, ONETIME, seconds=5)
    with raw(v1) as connection:
        assert read_all(connection) == b""
    (received,) = [each for each in emulator.requests if each.operation == ONETIME]
    assert (received.status, received.fault) == (None, kind)
    assert was_paid(v1) == paid


def test_done_only_later(v1: V1, emulator: Emulator) -> None:
    emulator.fail("late", ONETIME, seconds=90)
    with pytest.raises(httpx.RemoteProtocolError):
        v1.onetime("o-1")
    emulator.advance(89)
    assert not was_paid(v1)
    emulator.advance(1)
    payment = v1.get("/payments/find/o-1").response
    assert payment["paid_at"] == NOW + 90


def test_a_late_request_that_is_refused_does_nothing(v1: V1, emulator: Emulator) -> None:
    emulator.fail("late", ONETIME, seconds=1, times=2)
    with pytest.raises(httpx.RemoteProtocolError):
        v1.post("/subscribe/payments/onetime", merchant_uid="o-1")
    with pytest.raises(httpx.RemoteProtocolError):
        v1.onetime("o-1", card_number="4000-0000-0000-0002")
    emulator.advance(10)
    assert not was_paid(v1)


def test_an_answer_is_cut_in_the_middle(v1: V1, emulator: Emulator) -> None:
    emulator.fail("cut", ONETIME)
    with raw(v1) as connection:
        head, _, body = read_all(connection).partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split()[0])
    assert len(body) == length // 2
    assert was_paid(v1)


def test_a_fault_is_taken_back(v1: V1, emulator: Emulator) -> None:
    fault = emulator.fail("bad_gateway", "payments.get", times=3)
    emulator.fail("server_error", "payments.get")
    assert v1.get("/payments/imp_1").status == 502
    emulator.disarm(fault)
    assert v1.get("/payments/imp_1").status == 500
    emulator.fail("bad_gateway", "payments.get")
    emulator.disarm()
    assert v1.get("/payments/imp_1").status == 404


def test_a_caller_hangs(v1: V1, emulator: Emulator) -> None:
    emulator.fail("hang", ONETIME)
    with raw(v1) as connection:
        connection.settimeout(0.1)
        with pytest.raises(TimeoutError):
            connection.recv(1)
        assert was_paid(v1)


# Requests that arrive twice.


@pytest.mark.parametrize("seconds", [0, 90])
def test_a_cancel_arrives_twice(v1: V1, emulator: Emulator, seconds: int) -> None:
    uid = v1.pay("o-1")
    emulator.fail("duplicate", "payments.cancel", seconds=seconds)
    answered = v1.cancel(imp_uid=uid, amount=300).response
    assert [row["amount"] for row in answered["cancel_history"]] == [300]
    if seconds:
        emulator.advance(seconds - 1)
        assert v1.get(f"/payments/{uid}").response["cancel_amount"] == 300
        emulator.advance(1)
    payment = v1.get(f"/payments/{uid}").response
    assert payment["cancel_amount"] == 600
    assert payment["cancel_history"][1]["cancelled_at"] == NOW + seconds
    assert [each.operation for each in emulator.requests].count("payments.cancel") == 1


@pytest.mark.parametrize("seconds", [0, 90])
def test_what_v1_guards_is_done_once_though_it_arrives_twice(
    v1: V1, emulator: Emulator, seconds: int
) -> None:
    emulator.fail("duplicate", ONETIME, seconds=seconds)
    assert v1.onetime("o-1").response["status"] == "paid"
    emulator.advance(90)
    assert v1.get("/payments/findAll/o-1").response["total"] == 1
    assert [each.body["status"] for each in emulator.webhooks.log] == ["paid"]


def test_a_duplicate_is_refused_when_its_token_has_expired(v1: V1, emulator: Emulator) -> None:
    uid = v1.pay("o-1")
    emulator.fail("duplicate", "payments.cancel", seconds=3600)
    v1.cancel(imp_uid=uid, amount=300)
    emulator.advance(3600)
    v1.sign_in()
    assert v1.get(f"/payments/{uid}").response["cancel_amount"] == 300


def test_webhooks_of_a_duplicate_leave_too(v1: V1, emulator: Emulator) -> None:
    uid = v1.pay("o-1")
    for seconds in (0, 5):
        emulator.fail("duplicate", "payments.cancel", seconds=seconds)
        v1.cancel(imp_uid=uid, amount=100, enable_webhook=True)
    emulator.advance(5)
    told = [each.body["status"] for each in emulator.webhooks.log]
    assert told == ["paid", *["cancelled"] * 4]


# Replicas that lag.


def test_a_stale_read_does_not_see_what_was_just_done(v1: V1, emulator: Emulator) -> None:
    emulator.fail("stale", seconds=5, times=3)
    uid = v1.pay("o-1")
    emulator.advance(4)
    assert v1.get(f"/payments/{uid}").status == 404
    assert v1.get("/payments/find/o-1").status == 404
    emulator.advance(1)
    assert v1.get(f"/payments/{uid}").response["status"] == "paid"
    assert emulator.state.faults.armed == ()


def test_writes_are_not_stale(v1: V1, emulator: Emulator) -> None:
    emulator.fail("stale", seconds=5)
    uid = v1.pay("o-1")
    assert v1.cancel(imp_uid=uid, amount=300).response["cancel_amount"] == 300
    assert v1.onetime("o-1").code != 0
    assert v1.get(f"/payments/{uid}").status == 404
    assert v1.get(f"/payments/{uid}").response["cancel_amount"] == 300


def test_a_stale_read_of_every_kind_of_record() -> None:
    clock = Clock(start=NOW, frozen=True)
    with Emulator(clock=clock, history=600) as emulator, V1(emulator) as v1:
        uid = v1.pay("o-1")
        key, cash = "/subscribe/customers/c-1", "/receipts/external/cash-1"
        receipt = {"channel_key": "channel-key-kcp", "name": "장갑", "amount": 11_000}
        emulator.advance(10)
        v1.cancel(imp_uid=uid, amount=400)
        v1.issue("c-1")
        new = {"merchant_uid": "s-1", "schedule_at": NOW + 900, "amount": 1000, "name": "구독"}
        v1.post("/subscribe/payments/schedule", customer_uid="c-1", schedules=[new])
        v1.post("/payments/prepare", merchant_uid="p-1", amount=1000)
        assert v1.post(cash, identifier="01012345678", **receipt).code == 0
        paths = [f"/payments/{uid}", key, "/subscribe/payments/schedule/s-1"]
        paths += ["/payments/prepare/p-1", cash]
        now = [v1.get(path).http.json() for path in paths]
        emulator.advance(10)
        v1.cancel(imp_uid=uid)
        v1.delete(key)
        v1.post("/subscribe/payments/unschedule", customer_uid="c-1")
        v1.put("/payments/prepare", merchant_uid="p-1", amount=2000)
        v1.delete(cash)
        later = [v1.get(path).http.json() for path in paths]
        emulator.fail("stale", seconds=5, times=len(paths))
        assert [v1.get(path).http.json() for path in paths] == now
        assert [v1.get(path).http.json() for path in paths] == later
        emulator.fail("stale", seconds=15, times=len(paths))
        before = [v1.get(path) for path in paths]
        assert before[0].response["cancel_amount"] == 0
        assert all(each.code != 0 for each in before[1:])
        assert [v1.get(path).http.json() for path in paths] == later


def test_nothing_is_kept_unless_it_is_wanted(v1: V1, emulator: Emulator) -> None:
    uid = v1.pay("o-1")
    emulator.fail("stale", seconds=60)
    assert v1.get(f"/payments/{uid}").response["status"] == "paid"


# Slow answers.


def test_a_delay(v1: V1, emulator: Emulator) -> None:
    emulator.fail("delay", ONETIME, seconds=0.1)
    start = time.monotonic()
    assert v1.onetime("o-1").code == 0
    assert time.monotonic() - start >= 0.1


def test_byte_by_byte(v1: V1, emulator: Emulator) -> None:
    emulator.fail("slow", ONETIME, seconds=0.1)
    start = time.monotonic()
    with v1.http.stream(
        "POST", "/subscribe/payments/onetime", content=BODY, headers={"Content-Type": JSON}
    ) as response:
        pieces = list(response.iter_raw())
    assert time.monotonic() - start >= 0.1
    assert len(pieces) > 10
    assert json.loads(b"".join(pieces))["response"]["status"] == "paid"


# Other answers.


@pytest.mark.parametrize(
    ("kind", "how", "status", "paid"),
    [
        ("unauthorized", {}, 401, False),
        ("rate_limited", {"seconds": 3}, 429, False),
        ("rate_limited", {"seconds": 3, "bare": True}, 429, False),
        ("gateway_404", {}, 404, False),
        ("gateway_404_json", {}, 404, False),
        ("bad_gateway", {}, 502, False),
        ("bad_gateway", {"done": True}, 502, True),
        ("server_error", {}, 500, False),
        ("server_error", {"done": True}, 500, True),
        ("invalid_json", {}, 200, True),
        ("null_response", {}, 200, True),
        ("unreadable_response", {}, 200, True),
    ],
)
def test_another_answer(
    v1: V1, emulator: Emulator, kind: FaultKind, how: dict[str, Any], status: int, paid: bool
) -> None:
    emulator.fail(kind, ONETIME, **how)
    reply = v1.onetime("o-1")
    assert reply.status == status
    assert was_paid(v1) == paid
    body, media = reply.http.text, reply.http.headers["content-type"].partition(";")[0]
    match kind:
        case "unauthorized":
            assert reply.refusal == (401, -1, "Unauthorized")
        case "rate_limited":
            assert reply.http.headers["retry-after"] == "3"
            assert (media, body.startswith("<html>")) == (
                ("text/html", True) if how.get("bare") else (JSON, False)
            )
        case "gateway_404_json":
            assert (media, json.loads(body)) == (JSON, {"message": "Not Found", "code": 404})
        case "bad_gateway" | "server_error" | "gateway_404":
            assert (media, body.startswith("<html>")) == ("text/html", True)
        case "invalid_json":
            assert media == JSON
            with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
                json.loads(body)
        case "null_response":
            assert (reply.code, reply.response) == (0, None)
        case "unreadable_response":
            assert (reply.code, reply.response) == (0, "-")


OPERATIONS = contract.load().operations
ROWS = [
    (operation.name, row.case)
    for operation in OPERATIONS.values()
    for row in operation.own_errors + operation.common_errors
]


def test_every_row_can_be_asked_for(v1: V1, emulator: Emulator) -> None:
    for operation, case in ROWS:
        assert Fault("refuse", operation, case=case).case == case
    for operation in ("payments.get", ONETIME):
        contracted = OPERATIONS[operation]
        for row in contracted.own_errors + contracted.common_errors:
            emulator.fail("refuse", operation, case=row.case, message="점검 중")
            reply = v1.get("/payments/imp_0") if operation == "payments.get" else v1.onetime("o-1")
            assert reply.status == row.status
            assert reply.code == (row.code or (1 if row.status == 200 else -1))
            assert reply.message == (row.message or "점검 중") or "{" in (row.message or "")
    assert not was_paid(v1)
    assert emulator.state.faults.armed == ()


def test_no_connection_at_all(v1: V1, emulator: Emulator) -> None:
    imp_uid = v1.pay("o-1")
    with emulator.refusing_connections():
        with pytest.raises((httpx.ConnectError, httpx.RemoteProtocolError, httpx.ReadError)):
            v1.get(f"/payments/{imp_uid}")
        with pytest.raises(httpx.ConnectError):
            httpx.get(str(v1.http.base_url), trust_env=False)
    assert v1.get(f"/payments/{imp_uid}").code == 0


def test_no_connection_for_some_seconds(v1: V1, emulator: Emulator) -> None:
    refuse = emulator.state.refuse_connections
    assert refuse

    def answers() -> bool:
        try:
            with httpx.Client(trust_env=False) as http:
                return http.get(emulator.base_url + "/payments/imp_0").status_code == 401
        except httpx.TransportError:
            return False

    def refuses() -> bool:
        refuse(0.2)
        begun = time.monotonic()
        while answers():
            if time.monotonic() > begun + 1:
                return False  # this machine slept while it refused
        return True

    assert any(refuses() for _ in range(20)), "it was never refused"
    deadline = time.monotonic() + 10
    while not answers():
        assert time.monotonic() < deadline, "it never listened again"


# Which requests.


def test_only_as_often_as_it_was_asked(v1: V1, emulator: Emulator) -> None:
    emulator.fail("server_error", "payments.get", times=2, skip=1)
    statuses = [v1.get("/payments/imp_0").status for _ in range(5)]
    assert statuses == [404, 500, 500, 404, 404]


def test_only_the_operation(v1: V1, emulator: Emulator) -> None:
    emulator.fail("server_error", "payments.get")
    assert v1.onetime("o-1").code == 0
    assert v1.get("/payments/imp_0").status == 500


def test_any_operation(v1: V1, emulator: Emulator) -> None:
    emulator.fail("server_error", times=2)
    assert v1.onetime("o-1").status == 500
    assert v1.get("/payments/imp_0").status == 500
    assert v1.get("/nowhere").status == 404


def test_only_the_tier(v1: V1, emulator: Emulator) -> None:
    emulator.fail("server_error", "payments.get", tier="AB1")
    assert v1.get("/payments/imp_0").status == 404
    assert v1.http.get("/payments/imp_0", headers={"Tier": "AB2"}).status_code == 404
    assert v1.http.get("/payments/imp_0", headers={"Tier": "AB1"}).status_code == 500


@pytest.mark.parametrize("operation", [ONETIME, None])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("stale", "refuse")])
def test_a_fault_waits_for_a_token_that_is_accepted(
    v1: V1, emulator: Emulator, kind: FaultKind, operation: str | None
) -> None:
    fault = emulator.fail(kind, operation, skip=1, seconds=1)
    emulator.advance(days=30)
    for authorization in (v1.http.headers["Authorization"], "nobody", ""):
        v1.http.headers["Authorization"] = authorization
        assert v1.onetime("o-1").refusal == (401, -1, "Unauthorized")
    assert emulator.state.faults.armed == (fault,)
    emulator.state.faults.disarm()
    v1.sign_in()
    assert not was_paid(v1)
    emulator.fail("bad_gateway", ONETIME, done=True)
    assert v1.onetime("o-1").status == 502
    assert was_paid(v1)


def test_a_refusal_and_a_stale_read_wait_for_a_token_too(v1: V1, emulator: Emulator) -> None:
    emulator.fail("refuse", ONETIME, case="declined")
    emulator.fail("stale", "payments.get", seconds=10)
    armed = emulator.state.faults.armed
    emulator.advance(days=1)
    assert v1.onetime("o-1").refusal == (401, -1, "Unauthorized")
    assert v1.get("/payments/imp_0").refusal == (401, -1, "Unauthorized")
    assert emulator.state.faults.armed == armed


def test_a_request_for_a_token_needs_none(v1: V1, emulator: Emulator) -> None:
    emulator.fail("bad_gateway", "auth.get_token")
    reply = v1.http.post("/users/getToken", json=v1.credentials, headers={"Authorization": ""})
    assert reply.status_code == 502


def test_the_first_armed_goes_first(v1: V1, emulator: Emulator) -> None:
    emulator.fail("server_error", "payments.get")
    emulator.fail("bad_gateway", "payments.get")
    assert [v1.get("/payments/imp_0").status for _ in range(3)] == [500, 502, 404]


def test_taken_back(v1: V1, emulator: Emulator) -> None:
    first = emulator.fail("server_error", "payments.get", times=3)
    emulator.fail("bad_gateway", "payments.get")
    assert v1.get("/payments/imp_0").status == 500
    assert [fault.times for fault in emulator.state.faults.armed] == [2, 1]
    emulator.state.faults.disarm(first.number)
    assert v1.get("/payments/imp_0").status == 502
    emulator.fail("server_error")
    emulator.state.faults.disarm()
    assert v1.get("/payments/imp_0").status == 404


@pytest.mark.parametrize(
    ("kind", "how", "problem"),
    [
        ("explode", {}, r"no fault 'explode'\. The kinds are delay, hang"),
        ("dropafter", {}, r"no fault 'dropafter' \(did you mean 'drop_after'\?\)"),
        (
            "hang",
            {"operation": "payments.gett"},
            r"no operation .* \(did you mean 'payments.get'\?\)",
        ),
        ("hang", {"times": 0}, "times must be a whole number, 1 or more, not 0"),
        ("hang", {"times": "2"}, "times must be a whole number, 1 or more, not '2'"),
        ("hang", {"skip": -1}, "skip must be a whole number, 0 or more"),
        ("late", {"seconds": -1}, "seconds must be 0 or more, not -1"),
        ("late", {"seconds": "5"}, "seconds must be a number, not str"),
        ("hang", {"tier": "ab1"}, "tier must be three capital letters or digits"),
        ("hang", {"done": True}, "done can be set for bad_gateway and server_error only"),
        ("bad_gateway", {"done": "yes"}, "done must be True or False, not 'yes'"),
        ("hang", {"bare": True}, "bare can be set for rate_limited only"),
        ("stale", {"operation": ONETIME, "seconds": 5}, "stale applies to reads only"),
        ("hang", {"case": "unknown_payment"}, "case can be set for refuse only"),
        ("refuse", {}, "refuse needs an operation and one of its cases"),
        ("refuse", {"case": "unknown_payment"}, "refuse needs an operation and one of its cases"),
        (
            "refuse",
            {"operation": "payments.get"},
            r"needs a case of payments.get\. Its cases are unk",
        ),
        (
            "refuse",
            {"operation": "payments.get", "case": "unknown_paymnt"},
            r"no case 'unknown_paymnt' of payments.get \(did you mean 'unknown_payment'\?\)",
        ),
    ],
)
def test_faults_that_cannot_be(
    emulator: Emulator, kind: FaultKind, how: dict[str, Any], problem: str
) -> None:
    with pytest.raises(BadFault, match=problem) as refused:
        emulator.fail(kind, **how)
    assert re.search("[가-힣]", refused.value.korean)
    assert emulator.state.faults.armed == ()


@pytest.mark.parametrize("kind", ["delay", "slow", "stale"])
def test_a_fault_that_would_change_nothing_without_seconds_asks_for_them(
    emulator: Emulator, kind: FaultKind
) -> None:
    with pytest.raises(BadFault, match=f"{kind} changes nothing without seconds: .* seconds=3"):
        emulator.fail(kind, "payments.get")
    assert emulator.state.faults.armed == ()


def test_every_kind_is_shown_here() -> None:
    shown = {"delay", "hang", "drop_before", "drop_after", "late", "cut", "slow", "refuse"}
    shown |= {"duplicate", "stale"}
    shown |= {"unauthorized", "rate_limited", "bad_gateway", "server_error"}
    shown |= {"gateway_404", "gateway_404_json"}
    shown |= {"invalid_json", "null_response", "unreadable_response"}
    assert KINDS.keys() == shown
