"""Arguments: what is wrong is refused before anything is sent, and what goes out is right."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import pytest
from scripted_server import ANY, Connect, ScriptedServer, Use, both, envelope, payment

from portone_v1 import KST, ConfigurationError, PortOneError
from portone_v1_api import OPERATIONS
from portone_v1_api.calls import Operation, Parameter

AT = datetime(2030, 1, 2, 12, 0, tzinfo=KST)
EPOCH = int(AT.timestamp())
NAIVE = datetime(2030, 1, 2, 12, 0)
SCHEDULE: dict[str, Any] = {
    "merchant_uid": "o-1",
    "schedule_at": AT,
    "currency": "KRW",
    "amount": 9900,
    "name": "구독 11월",
}


class Wrong(NamedTuple):
    """A call that is refused, and what the refusal names."""

    operation: str
    arguments: dict[str, Any]
    named: str


def cancel(**arguments: Any) -> dict[str, Any]:
    return {"imp_uid": "imp_1", "amount": 500, **arguments}


def again(**arguments: Any) -> dict[str, Any]:
    return {"customer_uid": "c", "merchant_uid": "o", "name": "n", "amount": 100, **arguments}


def schedules(*given: Any) -> dict[str, Any]:
    return {"customer_uid": "c", "schedules": list(given)}


def status(**arguments: Any) -> dict[str, Any]:
    return {"payment_status": "paid", **arguments}


def each(
    operation: str, named: str, made: Callable[..., dict[str, Any]], *values: Any
) -> list[Wrong]:
    """The same argument with each of these values."""
    return [Wrong(operation, made(**{named: value}), named) for value in values]


def named(operation: str, **arguments: Any) -> Use:
    """A call of the method of that name."""
    return lambda p: operator.attrgetter(operation)(p)(**arguments)


# Empty where emptiness would mean everything.
EMPTY = [
    *each("payments.cancel", "amount", cancel, None, 0, 0.0, "", "0", "0.00", Decimal("0.00")),
    *each("payments.cancel", "amount", cancel, False, [], "ALL", "-0", -0.0),
    *[
        Wrong(operation, {first: "x", name: value}, name)
        for operation, first, name in [
            ("subscribe.unschedule", "customer_uid", "merchant_uids"),
            ("naver.place", "imp_uid", "product_order_ids"),
        ]
        for value in (None, [], (), "", 0, False, [""], ["o-1", ""])
    ],
]

ALTERNATIVES = [
    Wrong("payments.cancel", {"amount": 500}, "imp_uid, merchant_uid"),
    Wrong("payments.cancel", {"amount": "all"}, "imp_uid, merchant_uid"),
    Wrong("payments.cancel", cancel(merchant_uid="o-1"), "imp_uid, merchant_uid"),
    Wrong("payments.cancel", cancel(merchant_uid="o-1", imp_uid=""), "imp_uid"),
    Wrong("payments.cancel", cancel(imp_uid=""), "imp_uid"),
    Wrong("payments.get_many", {}, "imp_uids, merchant_uids"),
    Wrong("payments.get_many", {"imp_uids": [], "merchant_uids": ()}, "imp_uids, merchant_uids"),
    Wrong("subscribe.unschedule", {"merchant_uids": "all"}, "customer_uid, merchant_uids"),
]

MONEY = [
    *each("subscribe.again", "amount", again, None, True, False, -1, "-1", -0.5, Decimal(-1)),
    *each("subscribe.again", "amount", again, float("nan"), float("inf"), -float("inf")),
    *each("subscribe.again", "amount", again, "NaN", "Infinity", "sNaN", Decimal("NaN")),
    *each("subscribe.again", "amount", again, Decimal("sNaN"), Decimal("-Infinity")),
    *each("subscribe.again", "amount", again, "", "1,000", "1000원", "천원", "0x10", "1e", "all"),
    *each("subscribe.again", "amount", again, [1000], (1000,), {}, b"1000", 1 + 0j, object()),
    *each("payments.cancel", "checksum", cancel, "천원", -1, True, float("nan")),
    *[
        Wrong("subscribe.schedule", schedules(SCHEDULE) | {"checking_amount": value}, "checking_am")
        for value in (0.5, "10.5", Decimal("0.1"), True, -1, "천원")
    ],
    # More than a JSON number keeps.
    *each("subscribe.again", "amount", again, Decimal("0.12345678901234567890"), "1e-400"),
    *each("subscribe.again", "amount", again, "12345678901234567890.5", "1e5000", 10**5000),
    *each("subscribe.again", "amount", again, 2**53, 1e16, "1e999999999", Decimal("1e999999999")),
    *each("payments.cancel", "amount", cancel, "1e999999999", Decimal("NaN"), Decimal("sNaN")),
]

TIMES = [
    *each("payments.list_by_status", "from_", status, NAIVE, EPOCH * 1000, float(EPOCH)),
    *each("payments.list_by_status", "to", status, str(EPOCH), True, -1, date(2030, 1, 2), 10**10),
    *each("payments.list_by_status", "to", status, datetime.max.replace(tzinfo=UTC), "all"),
    Wrong("subscribe.update_schedule", {"merchant_uid": "o", "schedule_at": NAIVE}, "schedule_at"),
]

KINDS = [
    *each("payments.list_by_status", "page", status, True, "1", 1.0, Decimal(1)),
    *each("payments.get", "include_sandbox", lambda **a: {"imp_uid": "imp_1", **a}, 1, "true", 0),
    *each("payments.cancel", "reason", cancel, 1, b"bytes", ["a"]),
    *each("payments.cancel", "requester", cancel, 1),
    *each("payments.cancel", "merchant_uid", lambda **a: {"amount": 1, **a}, 1, ["o-1"]),
    *each("payments.get_many", "imp_uids", dict, "imp_1", {"imp_1"}, {"imp_1": 1}, iter("ab")),
    *each("subscribe.unschedule", "merchant_uids", dict, "o-1", b"o-1", 5),
    Wrong("payments.get_many", {"imp_uids": ["imp_1", 2]}, "imp_uids[1]"),
    Wrong("payments.get_many", {"imp_uids": [None]}, "imp_uids[0]"),
    Wrong("subscribe.unschedule", {"merchant_uids": [None]}, "merchant_uids"),
    Wrong("subscribe.unschedule", {"merchant_uids": ["o-1", 2]}, "merchant_uids[1]"),
]

PATHS = [
    *each("payments.get", "imp_uid", dict, None, "", ".", "..", 1, b"imp_1"),
    *each("payments.find", "merchant_uid", dict, None, "", ".", ".."),
    Wrong("payments.find", {"merchant_uid": "o-1", "payment_status": ""}, "payment_status"),
    Wrong("payments.find", {"merchant_uid": "o-1", "payment_status": ".."}, "payment_status"),
    *each("billing_keys.delete", "customer_uid", dict, "", ".", ".."),
]

CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"schedule_at": NAIVE}, "schedule_at"),
    ({"schedule_at": EPOCH * 1000}, "schedule_at"),
    ({"schedule_at": None}, "schedule_at"),
    ({"amount": "천원"}, "amount"),
    ({"amount": float("nan")}, "amount"),
    ({"amount": True}, "amount"),
    ({"merchant_uid": 1}, "merchant_uid"),
    ({"name": None}, "name"),
    ({"card_quota": "3"}, "card_quota"),
    ({"use_card_point": 1}, "use_card_point"),
    ({"extra": "naverUseCfm"}, "extra"),
    ({"extra": {"naverUseCfm": 20300101}}, "extra.naverUseCfm"),
]

PARTS = [
    Wrong("subscribe.schedule", {"customer_uid": "c", "schedules": SCHEDULE}, "schedules"),
    Wrong("subscribe.schedule", {"customer_uid": "c", "schedules": "o-1"}, "schedules"),
    Wrong("subscribe.schedule", {"customer_uid": "c", "schedules": None}, "schedules"),
    Wrong("subscribe.schedule", schedules(SCHEDULE, "o-2"), "schedules[1]"),
    Wrong("subscribe.schedule", schedules(None), "schedules[0]"),
    *[
        Wrong("subscribe.schedule", schedules(SCHEDULE, {**SCHEDULE, **change}), f"[1].{name}")
        for change, name in CHANGES
    ],
    *[
        Wrong(
            "subscribe.schedule",
            schedules({key: value for key, value in SCHEDULE.items() if key != name}),
            f"schedules[0].{name}",
        )
        for name in ("merchant_uid", "schedule_at", "amount", "name")
    ],
]

# What no request can carry.
UNSENDABLE = [
    Wrong("payments.cancel", cancel(reason="\ud800"), "reason"),
    Wrong("payments.get", {"imp_uid": "\ud800"}, "imp_uid"),
    Wrong("payments.find", {"merchant_uid": "o", "sorting": "\ud800"}, "sorting"),
    Wrong("subscribe.again", again(notice_url=object()), "notice_url"),
    Wrong("subscribe.schedule", schedules(SCHEDULE | {"new": AT}), "schedules[0].new"),
    Wrong("subscribe.schedule", schedules(SCHEDULE | {"new": Decimal(1)}), "schedules[0].new"),
]

WRONG = {
    "empty": EMPTY,
    "alternatives": ALTERNATIVES,
    "money": MONEY,
    "times": TIMES,
    "kinds": KINDS,
    "paths": PATHS,
    "parts": PARTS,
    "unsendable": UNSENDABLE,
}


@both
@pytest.mark.parametrize("table", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused_and_nothing_is_sent(connect: Connect, table: list[Wrong]) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        for wrong in table:
            error = portone.together([named(wrong.operation, **wrong.arguments)])[0]
            assert (type(error), wrong) == (ConfigurationError, wrong)
            assert (error.outcome, error.operation) == ("not_sent", wrong.operation)
            assert str(error).startswith(f"{wrong.operation}: ")
            assert wrong.named in str(error)
            assert len(str(error).splitlines()) == 1
        assert server.received == []


@both
def test_a_refusal_does_not_print_the_value(connect: Connect) -> None:
    card = 4111222233334444
    tries: list[dict[str, Any]] = [
        {"card_number": card, "expiry": "2030-12"},
        {"card_number": [str(card)], "expiry": "2030-12"},
        {"card_number": str(card), "expiry": 203012},
        {"card_number": str(card), "expiry": "2030-12"},
    ]
    with ScriptedServer() as server, connect(server) as portone:
        for arguments in tries:
            arguments |= {"merchant_uid": "o", "amount": "4111222233334444원"}
            error = portone.error(named("subscribe.onetime", **arguments))
            assert "4111" not in str(error) + repr(error)
            assert "203012" not in str(error) + repr(error)


# Every operation of the contract.


def sample(parameters: tuple[Parameter, ...], *, wire: bool = False) -> dict[str, Any]:
    """Arguments for all that is required."""
    values = {"integer": 1, "boolean": True, "money": 100, "won": 100, "time": AT}
    arguments: dict[str, Any] = {}
    for parameter in parameters:
        if parameter.required:
            parts = sample(parameter.parts, wire=True)
            value = parts if parameter.kind == "object" else values.get(parameter.kind, "x")
            many = [value] if parameter.many else value
            arguments[parameter.wire if wire else parameter.name] = many
    return arguments


def whole_sample(operation: Operation) -> dict[str, Any]:
    """Arguments with which it may be called."""
    arguments = sample(operation.parameters)
    alternatives = operation.one_of or operation.any_of
    if alternatives and arguments.keys().isdisjoint(alternatives):
        (chosen,) = [one for one in operation.parameters if one.name == alternatives[0]]
        arguments |= sample((chosen._replace(required=True),))
    return arguments


@both
def test_every_operation_is_sent_where_the_contract_says(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, envelope({}))
        for name, operation in OPERATIONS.items():
            if not operation.token:
                continue
            server.forget()
            with suppress(PortOneError):
                portone.do(named(name, **whole_sample(operation)))
            assert server.call.method == operation.method
            assert "{" not in server.call.path
            assert server.call.path.count("/") <= operation.path.count("/")
            assert server.call.header("authorization") is not None


@both
def test_every_operation_refuses_what_is_missing_or_empty(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        for name, operation in OPERATIONS.items():
            for parameter in operation.parameters:
                wrong: list[Any] = [None] if parameter.required else []
                if parameter.place == "path":
                    wrong += ["", ".", ".."]
                if parameter.whole:
                    wrong += [0, "", [], ()]
                for value in wrong:
                    arguments = whole_sample(operation) | {parameter.name: value}
                    error = portone.error(named(name, **arguments))
                    assert type(error) is ConfigurationError
                    assert str(error).startswith(f"{name}: ")
                    assert parameter.name in str(error)
        assert server.received == []


# What goes out.


def sent(connect: Connect, use: Use) -> Any:
    """The request that `use` makes."""
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, envelope({}))
        with suppress(PortOneError):  # The answer is not what matters.
            portone.do(use)
        return server.call


@both
@pytest.mark.parametrize(
    ("value", "wire"),
    [
        (1000, "1000"),
        (1000.0, "1000"),
        ("1000", "1000"),
        ("1000.00", "1000"),
        (Decimal(1000), "1000"),
        (Decimal("1E+3"), "1000"),
        (0.1, "0.1"),
        (19.99, "19.99"),
        ("10.10", "10.1"),
        (Decimal("10.50"), "10.5"),
        (Decimal("0.1"), "0.1"),
        (2**53 - 1, "9007199254740991"),
        (1e14, "100000000000000"),
        ("0.000001", "1e-06"),
    ],
)
def test_money(connect: Connect, value: Any, wire: str) -> None:
    request = sent(connect, lambda p: p.payments.cancel(imp_uid="imp_1", amount=value))
    assert request.body == f'{{"imp_uid": "imp_1", "amount": {wire}}}'.encode()


@both
@pytest.mark.parametrize("value", [0, 0.0, "0", Decimal(0), -0.0])
def test_no_money(connect: Connect, value: Any) -> None:
    """0 is an amount like any other where it does not mean everything."""
    request = sent(connect, lambda p: p.payments.cancel(imp_uid="imp_1", amount=1, tax_free=value))
    assert request.body == b'{"imp_uid": "imp_1", "amount": 1, "tax_free": 0}'


@both
@pytest.mark.parametrize(
    "value",
    [
        AT,
        AT.astimezone(UTC),
        AT.astimezone(timezone(-timedelta(hours=9, minutes=30))),
        AT + timedelta(microseconds=999_999),
        EPOCH,
    ],
)
def test_time(connect: Connect, value: Any) -> None:
    request = sent(connect, lambda p: p.subscribe.reschedule("o-1", schedule_at=value))
    assert request.json == {"schedule_at": EPOCH}
    request = sent(connect, lambda p: p.payments.list_by_status("paid", from_=value, to=value))
    assert request.query == f"from={EPOCH}&to={EPOCH}"


NAMES = [
    ("o-1", "o-1"),
    ("a/b", "a%2Fb"),
    ("a//b/", "a%2F%2Fb%2F"),
    ("../cancel", "..%2Fcancel"),
    ("a/../b", "a%2F..%2Fb"),
    ("...", "..."),
    ("a b", "a%20b"),
    ("a+b", "a%2Bb"),
    ("100%", "100%25"),
    ("%2F", "%252F"),
    ("%2e%2e", "%252e%252e"),
    ("a?b=c&d", "a%3Fb%3Dc%26d"),
    ("a#b", "a%23b"),
    ("a\\b", "a%5Cb"),
    ("a;b=c", "a%3Bb%3Dc"),
    ("a@b:c", "a%40b%3Ac"),
    ("주문", "%EC%A3%BC%EB%AC%B8"),
    ("😀", "%F0%9F%98%80"),
    ("a\r\nTier: ZZZ", "a%0D%0ATier%3A%20ZZZ"),
    ("\x00", "%00"),
    ("{payment_status}", "%7Bpayment_status%7D"),
    ("[1]", "%5B1%5D"),
    ("~._-", "~._-"),
]


@both
def test_names_in_the_path(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        for name, wire in NAMES:
            server.forget()
            server.on(ANY, payment(merchant_uid=name, customer_uid="c-1", schedule_at=1))
            portone.do(named("payments.find", merchant_uid=name))
            portone.do(named("payments.find", merchant_uid=name, payment_status=name))
            portone.do(named("subscribe.reschedule", merchant_uid=name, schedule_at=AT))
            assert [(call.path, call.query) for call in server.calls] == [
                (f"/payments/find/{wire}", ""),
                (f"/payments/find/{wire}/{wire}", ""),
                (f"/subscribe/payments/schedule/{wire}/reschedule", ""),
            ]
            assert [call.header("tier") for call in server.calls] == [None] * 3


@both
def test_the_query(connect: Connect) -> None:
    request = sent(
        connect,
        lambda p: p.payments.get_many(imp_uids=["a", "b&c=d"], merchant_uids=("주문 1", "+%")),
    )
    assert request.path == "/payments"
    assert request.query.startswith("imp_uid%5B%5D=a&imp_uid%5B%5D=")
    assert parse_qsl(request.query) == [
        ("imp_uid[]", "a"),
        ("imp_uid[]", "b&c=d"),
        ("merchant_uid[]", "주문 1"),
        ("merchant_uid[]", "+%"),
    ]
    assert request.body == b""
    assert request.header("content-type") is None
    for value, wire in ((True, "true"), (False, "false")):
        request = sent(connect, named("payments.get", imp_uid="imp_1", include_sandbox=value))
        assert request.query == f"include_sandbox={wire}"
    request = sent(connect, lambda p: p.payments.find_all("o-1", page=2, limit=100))
    assert (request.path, request.query) == ("/payments/findAll/o-1", "page=2&limit=100")
    request = sent(
        connect, lambda p: p.billing_keys.delete("c-1", reason="변심 1+1", requester="admin")
    )
    assert (request.method, request.path) == ("DELETE", "/subscribe/customers/c-1")
    assert parse_qsl(request.query) == [("reason", "변심 1+1"), ("extra[requester]", "admin")]
    assert request.body == b""


@both
def test_the_body(connect: Connect) -> None:
    request = sent(
        connect,
        lambda p: p.payments.cancel(
            merchant_uid="주문/1",
            amount="all",
            checksum="1000.50",
            reason="변심 😀",
            refund_account="",
            retain_promotion=False,
            requester="customer",
        ),
    )
    assert (request.method, request.path, request.query) == ("POST", "/payments/cancel", "")
    assert request.header("content-type") == "application/json"
    assert request.header("accept") == "application/json"
    assert request.header("user-agent").startswith("portone-v1-python/")
    assert request.json == {
        "merchant_uid": "주문/1",
        "checksum": 1000.5,
        "reason": "변심 😀",
        "refund_account": "",
        "retain_promotion": False,
        "extra": {"requester": "customer"},
    }
    request = sent(connect, lambda p: p.subscribe.retry_schedule("o-1"))
    assert (request.method, request.body) == ("POST", b"")
    request = sent(
        connect, lambda p: p.subscribe.unschedule(customer_uid="c-1", merchant_uids="all")
    )
    assert request.json == {"customer_uid": "c-1"}
    request = sent(connect, lambda p: p.subscribe.unschedule(merchant_uids=("o-1", "o-2")))
    assert request.json == {"merchant_uid": ["o-1", "o-2"]}
    request = sent(
        connect,
        lambda p: p.subscribe.onetime(
            merchant_uid="o-1",
            amount=100,
            card_number="4111-2222-3333-4444",
            expiry="2030-12",
            channel_group_id="group",
            notice_url=["https://a.example", "https://b.example"],
        ),
    )
    assert request.json["channelGroupId"] == "group"
    assert request.json["notice_url"] == ["https://a.example", "https://b.example"]


@both
def test_the_parts_of_a_body(connect: Connect) -> None:
    one: dict[str, Any] = SCHEDULE | {
        "amount": Decimal("9900.00"),
        "tax_free": "10.5",
        "buyer_name": None,
        "extra": {"naverUseCfm": "20300101", "later": [1, {"x": None}]},
        "of_tomorrow": {"a": 1},
    }
    before = json.dumps(one, default=str)
    request = sent(
        connect, lambda p: p.subscribe.schedule(customer_uid="c-1", schedules=[one, SCHEDULE])
    )
    assert request.json["schedules"] == [
        {
            "merchant_uid": "o-1",
            "schedule_at": EPOCH,
            "currency": "KRW",
            "amount": 9900,
            "name": "구독 11월",
            "tax_free": 10.5,
            "extra": {"naverUseCfm": "20300101", "later": [1, {"x": None}]},
            "of_tomorrow": {"a": 1},
        },
        SCHEDULE | {"schedule_at": EPOCH},
    ]
    assert json.dumps(one, default=str) == before, "what the caller gave was changed"
