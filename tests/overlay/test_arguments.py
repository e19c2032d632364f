"""Arguments: what is wrong is refused before anything is sent, and what goes out is right."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Iterator
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


MEMBER = {"site_code": "T0000", "partner_type": "P", "partner_subtype": "S"}
NAVER = {"imp_uid": "imp_1", "product_order_ids": "all", "reason": "PRODUCT_UNSATISFIED"}


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
    *each("payments.cancel", "amount", cancel, False, [], "ALL", "-0", -0.0, Decimal("-0.00")),
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

SOLD = {"amount": Decimal("9.90")}
MONEY = [
    *each("subscribe.again", "amount", again, None, True, False, -1, "-1", -0.5, Decimal(-1)),
    *each("subscribe.again", "amount", again, Decimal("NaN"), Decimal("Infinity")),
    *each("subscribe.again", "amount", again, Decimal("sNaN"), Decimal("-Infinity")),
    *each("subscribe.again", "amount", again, [1000], (1000,), {}, b"1000", 1 + 0j, object()),
    # Text and floats, right or wrong: what 0.1 + 0.2 and "1_000" mean is for the caller to say.
    *each("subscribe.again", "amount", again, float("nan"), float("inf"), 1000.0, 0.1 + 0.2),
    *each("subscribe.again", "amount", again, "1000", "1_000", " 1000 ", "１０００", "1e3", "9.90"),
    *each("subscribe.again", "amount", again, "", "1,000", "1000원", "천원", "0x10", "1e", "all"),
    *each("payments.cancel", "amount", cancel, 500.0, "500", Decimal("NaN"), Decimal("sNaN")),
    Wrong("payments.cancel", cancel(amount=-1), "amount must be above 0"),
    *each("payments.cancel", "checksum", cancel, "1000", "천원", -1, True, 1000.0, float("nan")),
    *each("payments.cancel", "tax_free", cancel, "0", 0.0, False),
    # In won.
    *[
        Wrong("subscribe.schedule", schedules(SCHEDULE) | {"checking_amount": value}, "checking_am")
        for value in (0.5, "10", Decimal("0.1"), Decimal("10.5"), True, -1, "천원")
    ],
    # More decimals than the currency has.
    Wrong("subscribe.again", again(**SOLD), "amount must be whole: KRW has no decimals"),
    Wrong("subscribe.again", again(**SOLD, currency="KRW"), "amount"),
    Wrong("subscribe.again", again(**SOLD, currency="JPY"), "amount"),
    Wrong("subscribe.again", again(currency="VND", tax_free=Decimal("0.5")), "tax_free"),
    Wrong("subscribe.again", again(currency="USD", amount=Decimal("9.905")), "at most 2 decimals"),
    Wrong("subscribe.again", again(currency="THB", amount=Decimal("9.905")), "at most 2 decimals"),
    Wrong("subscribe.again", again(currency="KWD", amount=Decimal("9.9055")), "at most 3 decimals"),
    Wrong("payments.cancel", cancel(amount=Decimal("0.001")), "amount must have at most 2"),
    Wrong("preparations.create", {"merchant_uid": "o", "amount": Decimal("0.001")}, "amount"),
    Wrong("subscribe.schedule", schedules(SCHEDULE, SCHEDULE | SOLD), "schedules[1].amount"),
    Wrong(
        "subscribe.schedule",
        schedules(SCHEDULE | {"tax_free": Decimal("9.9")}),
        "schedules[0].tax_free must be whole: KRW",
    ),
    # Too small to be written, and more than a JSON number keeps.
    *each("payments.cancel", "amount", cancel, Decimal("1e-400"), Decimal("1e-999999999999")),
    *each("payments.cancel", "amount", cancel, Decimal(f"1.{'0' * 40}1")),
    *each("subscribe.again", "amount", again, 2**53, 10**5000, Decimal("1e999999999")),
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

# By these nothing can be looked up, wherever they stand.
NOBODY = ["", ".", "..", " ", "\t", " .. ", "\u3000", "o-1\n", "o\x00", "\x7f", "a\r\nTier: ZZZ"]
IDENTITIES = [
    *each("payments.get", "imp_uid", dict, *NOBODY),
    *each("tiers.get", "tier_code", dict, *NOBODY),
    *each("payments.cancel", "merchant_uid", lambda **a: {"amount": 1, **a}, *NOBODY),
    *each("subscribe.again", "customer_uid", again, *NOBODY),
    *each("subscribe.again", "merchant_uid", again, *NOBODY),
    *each("subscribe.again", "channel_key", again, *NOBODY),
    *each("kcpquick.delete_member", "member_id", lambda **a: MEMBER | a, *NOBODY),
    *[
        wrong
        for uid in NOBODY
        for wrong in (
            Wrong("payments.get_many", {"imp_uids": ["imp_1", uid]}, "imp_uids[1]"),
            Wrong("payments.get_many", {"merchant_uids": (uid,)}, "merchant_uids[0]"),
            Wrong("billing_keys.get_many", {"customer_uids": [uid]}, "customer_uids[0]"),
            Wrong("subscribe.unschedule", {"merchant_uids": ["o-1", uid]}, "merchant_uids"),
            Wrong("naver.cancel", NAVER | {"product_order_ids": [uid]}, "product_order_ids"),
            Wrong(
                "subscribe.schedule",
                schedules(SCHEDULE, SCHEDULE | {"merchant_uid": uid}),
                "schedules[1].merchant_uid",
            ),
        )
    ],
]

CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"schedule_at": NAIVE}, "schedule_at"),
    ({"schedule_at": float(EPOCH)}, "schedule_at must be an aware datetime or whole epoch seconds"),
    ({"schedule_at": -1}, "schedule_at must not be negative"),
    ({"schedule_at": EPOCH * 1000}, "schedule_at"),
    ({"schedule_at": None}, "schedule_at"),
    ({"amount": "천원"}, "amount"),
    ({"amount": float("nan")}, "amount"),
    ({"amount": "9900"}, "amount"),
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

UNKNOWN = [
    Wrong(
        "subscribe.schedule",
        schedules({"merchantuid": "o-1"}),
        "schedules[0].merchantuid is not known; did you mean merchant_uid?",
    ),
    *[
        Wrong("subscribe.schedule", schedules(SCHEDULE, SCHEDULE | {name: value}), said)
        for name, value, said in [
            ("Amount", 1, "schedules[1].Amount is not known; did you mean amount?"),
            ("tax_fre", None, "schedules[1].tax_fre is not known; did you mean tax_free?"),
            (
                "of_tomorrow",
                1,
                "schedules[1].of_tomorrow is not known; the fields are merchant_uid, ",
            ),
            ("", 1, "schedules[1]. is not known; the fields are "),
            (5, 1, "schedules[1].5 is not known; the fields are "),
            ("a\r\nb", 1, r"schedules[1].'a\r\nb' is not known"),
            ("\ud800", 1, r"schedules[1].'\ud800' is not known"),
            (
                "extra",
                {"naverUseCFM": "1"},
                "].extra.naverUseCFM is not known; did you mean naverUse",
            ),
        ]
    ],
]

CODES = [
    "WON",
    "krw",
    "KRW ",
    "usd",
    "",
    "\u20a9",
    "원",
    "KRWX",
    "XYZ",
    "EURO",
    "410",
    410,
    ["KRW"],
]
CURRENCIES = [
    *each("subscribe.again", "currency", again, *CODES),
    *each(
        "preparations.create",
        "currency",
        lambda **a: {"merchant_uid": "o", "amount": 1, **a},
        *CODES,
    ),
    Wrong(
        "subscribe.again", again(currency="WON"), "three capital letters such as USD: the won is K"
    ),
    *[
        Wrong(
            "subscribe.schedule",
            schedules(SCHEDULE | {"currency": code}),
            "schedules[0].currency must be",
        )
        for code in CODES
    ],
]


KEYED = {"customer_uid": "c", "card_number": "4111-2222-3333-4444", "expiry": "2030-12"}


def card(**arguments: Any) -> dict[str, Any]:
    given = {"merchant_uid": "o", "amount": 100, "card_number": "4111-2222-3333-4444"}
    return given | {"expiry": "2030-12", **arguments}


MONTHS = [
    "12/27",
    "202713",
    "2027-13",
    "2027-00",
    "27-12",
    "202712",
    "2027-12\n",
    " 2027-12",
    "",
    "２０２７-12",
]
BIRTHS = ["1990-03-07", "19900307", "90030", "900307-1", "123-45-67890", "", "9OO3O7"]
FORMS = [
    *each("subscribe.onetime", "expiry", card, *MONTHS),
    *each("subscribe.onetime", "birth", card, *BIRTHS),
    *each("subscribe.onetime", "pwd_2digit", card, "1", "123", "**", ""),
    *each("subscribe.schedule", "expiry", lambda **a: schedules(SCHEDULE) | a, *MONTHS),
    *each("billing_keys.issue", "expiry", lambda **a: KEYED | a, *MONTHS),
    Wrong("subscribe.onetime", card(expiry="12/27"), "expiry must be a month as YYYY-MM"),
    Wrong(
        "subscribe.onetime", card(birth="1"), "birth must be a date of birth as YYMMDD, or the t"
    ),
    Wrong("subscribe.onetime", card(pwd_2digit="1234"), "pwd_2digit must be two digits"),
    *each("kakao.list_orders", "payment_request_date", dict, "2030-01-01", "20300101 "),
    *each("tiers.get", "tier_code", dict, "ab1", "AB12"),
]

BACKWARDS: dict[str, Any] = {"from_": AT, "to": AT - timedelta(seconds=1)}
RANGES = [
    *[
        Wrong(operation, first | BACKWARDS, "from_ is after to: give the earlier time as from_")
        for operation, first in [
            ("payments.list_by_status", {"payment_status": "paid"}),
            ("subscribe.list_schedules_by_customer", {"customer_uid": "c"}),
            ("billing_keys.list_schedules", {"customer_uid": "c"}),
            ("naver.list_reviews", {"channel_key": "k", "review_type": "premium"}),
        ]
    ],
    Wrong(
        "subscribe.list_schedules",
        {"schedule_from": EPOCH, "schedule_to": 5},
        "schedule_from is after schedule_to",
    ),
]

# What no request can carry.
UNSENDABLE = [
    Wrong("payments.cancel", cancel(reason="\ud800"), "reason"),
    Wrong("payments.get", {"imp_uid": "\ud800"}, "imp_uid"),
    Wrong("payments.find", {"merchant_uid": "o", "sorting": "\ud800"}, "sorting"),
    Wrong("subscribe.again", again(notice_url=object()), "notice_url"),
    *[
        Wrong(
            "subscribe.schedule",
            schedules(SCHEDULE | {"notice_url": value}),
            "schedules[0].notice_url",
        )
        for value in (AT, Decimal(1))
    ],
]

WRONG = {
    "empty": EMPTY,
    "alternatives": ALTERNATIVES,
    "money": MONEY,
    "times": TIMES,
    "kinds": KINDS,
    "paths": PATHS,
    "identities": IDENTITIES,
    "parts": PARTS,
    "unknown": UNKNOWN,
    "currencies": CURRENCIES,
    "forms": FORMS,
    "ranges": RANGES,
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
def test_all_pages_of_a_range_that_ends_before_it_starts_are_refused(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        error = portone.error(lambda p: p.payments.iter_by_status("paid", **BACKWARDS))
        assert type(error) is ConfigurationError
        assert "from_ is after to" in str(error)
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


FORMED = {
    "a month as YYYY-MM": "2030-12",
    "a day as YYYYMMDD": "20300102",
    "three capital letters or digits": "AB1",
}


def sample(parameters: tuple[Parameter, ...], *, wire: bool = False) -> dict[str, Any]:
    """Arguments for all that is required."""
    values = {"integer": 1, "boolean": True, "money": 100, "won": 100, "time": AT}
    arguments: dict[str, Any] = {}
    for parameter in parameters:
        if parameter.required:
            parts = sample(parameter.parts, wire=True)
            text = FORMED[parameter.form] if parameter.form else "x"
            value = parts if parameter.kind == "object" else values.get(parameter.kind, text)
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
                if parameter.kind == "identity":
                    none = ["", ".", "..", " ", "o\n"]
                    wrong += [[uid] for uid in none] if parameter.many else none
                if parameter.whole:
                    wrong += [0, "", [], ()]
                for value in wrong:
                    arguments = whole_sample(operation) | {parameter.name: value}
                    error = portone.error(named(name, **arguments))
                    assert type(error) is ConfigurationError
                    assert str(error).startswith(f"{name}: ")
                    assert parameter.name in str(error)
        assert server.received == []


def opened(parameter: Parameter) -> Any:
    """An object, or a list of one, with all objects inside of it."""
    inside = {part.wire: opened(part) for part in parameter.parts if part.kind == "object"}
    fields = sample(parameter.parts, wire=True) | inside
    return [fields] if parameter.many else fields


def objects(parameter: Parameter, value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The object of an argument and those inside of it, by their paths."""
    path = f"{path}.{parameter.wire}" if path else parameter.name
    path, fields = (f"{path}[0]", value[0]) if parameter.many else (path, value)
    yield path, fields
    for part in parameter.parts:
        if part.kind == "object":
            yield from objects(part, fields[part.wire], path)


@both
def test_every_object_refuses_a_field_that_is_not_known(connect: Connect) -> None:
    seen: set[str] = set()
    with ScriptedServer() as server, connect(server) as portone:
        for name, operation in OPERATIONS.items():
            for parameter in operation.parameters:
                if parameter.kind != "object":
                    continue
                value = opened(parameter)
                for path, fields in objects(parameter, value, ""):
                    seen.add(path)
                    fields["zzz"] = "x"
                    arguments = whole_sample(operation) | {parameter.name: value}
                    error = portone.error(named(name, **arguments))
                    assert type(error) is ConfigurationError
                    assert str(error).startswith(f"{name}: {path}.zzz is not known; the fields are")
                    del fields["zzz"]
        assert server.received == []
    assert {"schedules[0].extra", "shares[0]", "products[0]", "sender.formed_address"} <= seen


@both
def test_every_object_says_which_field_it_lacks(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        for name, operation in OPERATIONS.items():
            for parameter in operation.parameters:
                if parameter.kind != "object":
                    continue
                value = opened(parameter)
                for path, fields in objects(parameter, value, ""):
                    for field in [key for key in fields if not isinstance(fields[key], dict)]:
                        left_out = fields.pop(field)
                        arguments = whole_sample(operation) | {parameter.name: value}
                        error = portone.error(named(name, **arguments))
                        assert str(error) == f"{name}: {path}.{field} is required"
                        fields[field] = left_out
        assert server.received == []


# What goes out.


def sent(connect: Connect, use: Use) -> Any:
    """The request that `use` makes."""
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, envelope({}))
        with suppress(PortOneError):  # The answer is not what matters.
            portone.do(use)
        return server.call


def test_everything_that_identifies_is_known_by_the_contract() -> None:
    """The paths, and what is called a uid, are identities, in lists and inside of objects too."""

    def unmarked(parameters: tuple[Parameter, ...]) -> list[str]:
        found = [
            parameter.wire
            for parameter in parameters
            if (parameter.place == "path" or "uid" in parameter.name)
            and parameter.kind != "identity"
        ]
        return found + [wire for parameter in parameters for wire in unmarked(parameter.parts)]

    left = {wire for operation in OPERATIONS.values() for wire in unmarked(operation.parameters)}
    assert left == {"payment_status"}


@both
def test_a_wrong_amount_says_what_to_give(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        for value in (9.9, "9.90", True):
            error = portone.error(named("subscribe.again", **again(amount=value)))
            assert str(error) == (
                "subscribe.again: amount must be an int, or a Decimal such as Decimal('9.90'), "
                f"not {type(value).__name__}"
            )
            error = portone.error(named("payments.verify", imp_uid="i", **again_for(value)))
            assert "Decimal('9.90')" in str(error)


def again_for(amount: Any) -> dict[str, Any]:
    return {"merchant_uid": "o-1", "amount": amount}


@both
@pytest.mark.parametrize(
    ("value", "wire"),
    [
        (1000, "1000"),
        (Decimal(1000), "1000"),
        (Decimal("1000.00"), "1000"),
        (Decimal("1E+3"), "1000"),
        (Decimal("10.50"), "10.50"),
        (Decimal("0.1"), "0.1"),
        (Decimal("0.1") + Decimal("0.2"), "0.3"),
        (Decimal("19.9900"), "19.9900"),
        (Decimal("9007199254740990.99"), "9007199254740990.99"),
        (2**53 - 1, "9007199254740991"),
    ],
)
def test_money(connect: Connect, value: Any, wire: str) -> None:
    request = sent(connect, lambda p: p.payments.cancel(imp_uid="imp_1", amount=value))
    assert request.body == f'{{"imp_uid": "imp_1", "amount": {wire}}}'.encode()


@both
@pytest.mark.parametrize(
    ("currency", "amount"),
    [
        ("KRW", "9900"),
        (None, "9900"),
        ("USD", "9.90"),
        ("EUR", "9.90"),
        ("CNY", "0.01"),
        ("KWD", "9.905"),
        ("THB", "9.90"),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency(
    connect: Connect, currency: str | None, amount: str
) -> None:
    given = {"amount": Decimal(amount), "tax_free": Decimal(amount), "currency": currency}
    request = sent(connect, named("subscribe.again", **again(**given)))
    assert f'"amount": {amount}, "tax_free": {amount}'.encode() in request.body
    request = sent(connect, named("subscribe.schedule", **schedules(SCHEDULE | given)))
    assert f'"amount": {amount}'.encode() in request.body
    assert f'"tax_free": {amount}'.encode() in request.body


@both
def test_an_exact_body_is_json_to_the_last_character(connect: Connect) -> None:
    name = '따옴표 " 와 \\ 와 \n, {9.90} 😀'
    given = {"amount": Decimal("9.90"), "currency": "USD", "name": name, "bypass": None}
    one = SCHEDULE | given | {"notice_url": [1, 0.5, None, True, {"x": [], "y": {}}]}
    request = sent(connect, named("subscribe.schedule", **schedules(one)))
    del one["bypass"]
    assert request.json == {
        "customer_uid": "c",
        "schedules": [one | {"schedule_at": EPOCH, "amount": 9.9}],
    }
    assert b'"amount": 9.90,' in request.body
    assert "😀".encode() in request.body


@both
@pytest.mark.parametrize("value", [0, Decimal(0), Decimal("0.00"), Decimal("-0"), Decimal("0E+9")])
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
            checksum=Decimal("1000.50"),
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
        "currency": "USD",
        "tax_free": Decimal("10.5"),
        "buyer_name": None,
        "extra": {"naverUseCfm": "20300101"},
    }
    before = json.dumps(one, default=str)
    request = sent(
        connect, lambda p: p.subscribe.schedule(customer_uid="c-1", schedules=[one, SCHEDULE])
    )
    assert request.json["schedules"] == [
        {
            "merchant_uid": "o-1",
            "schedule_at": EPOCH,
            "currency": "USD",
            "amount": 9900,
            "name": "구독 11월",
            "tax_free": 10.5,
            "extra": {"naverUseCfm": "20300101"},
        },
        SCHEDULE | {"schedule_at": EPOCH},
    ]
    assert json.dumps(one, default=str) == before, "what the caller gave was changed"
