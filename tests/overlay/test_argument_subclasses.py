"""An argument of a subclass is sent as exactly the number or string that it is, however it prints."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Any
from urllib.parse import parse_qs

import pytest
from scripted_server import (
    ANY,
    PAID,
    Connect,
    ScriptedServer,
    Use,
    both,
    envelope,
    refusal,
)

from portone_v1 import KST, Attempt


class Order(str, Enum):  # noqa: UP042 - a StrEnum prints its value
    """A member prints, formats and hashes by its name."""

    COAT = "coat-1"
    HAT = "hat-1"


class Imp(str, Enum):  # noqa: UP042 - a StrEnum prints its value
    ONE = "imp_1"


class Words(str, Enum):  # noqa: UP042 - a StrEnum prints its value
    PAID = "paid"
    ALL = "all"
    WON = "KRW"
    YEN = "JPY"
    TIER = "AB1"
    UID = "merchant_uid"
    CARD = "card_number"


class Loud(str):
    __slots__ = ()

    def __str__(self) -> str:
        return "LOUD"

    def __format__(self, spec: str) -> str:
        return "LOUD"

    def encode(self, *_: Any, **__: Any) -> bytes:
        return b"LOUD"


class Dollars(Decimal):
    def __str__(self) -> str:
        return "888"

    def __format__(self, *_: Any, **__: Any) -> str:
        return "999,999.0"

    def __int__(self) -> int:
        return 7

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = Decimal.__hash__


class Won(int):
    def __str__(self) -> str:
        return "777"

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return "777"

    def __int__(self) -> int:
        return 3

    def __index__(self) -> int:
        return 3

    def __lt__(self, other: int) -> bool:
        return False


class Number(IntEnum):
    FIVE = 5


NEXT = datetime.now(KST) + timedelta(days=30)
STRINGS = (Order.COAT, Loud("coat-1"))


@both
@pytest.mark.parametrize(
    ("given", "sent", "is_whole"),
    [
        (Dollars("99.95"), "99.95", False),
        (Dollars("1234.50"), "1234.50", False),
        (Dollars("1E3"), "1000", True),
        (Won(500), "500", True),
        (Number.FIVE, "5", True),
    ],
)
def test_an_amount_is_sent_as_the_number_that_it_is(
    connect: Connect, given: Any, sent: str, is_whole: bool
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, refusal("no"))
        error = portone.error(
            lambda p: p.payments.cancel(imp_uid="imp_1", amount=given, checksum=given)
        )
        assert f'"amount": {sent}, "checksum": {sent}'.encode() in server.call.body
        for kept in (error.attempt.amount, error.attempt.known["checksum"]):
            assert type(kept) is (int if is_whole else Decimal)
            assert str(kept) == sent
        assert Attempt.from_json(error.attempt.to_json()) == error.attempt


@both
def test_whole_numbers_and_times_are_sent_as_they_are(connect: Connect) -> None:
    at = Won(1_700_000_000)
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, refusal("no"))
        portone.error(
            lambda p: p.subscribe.onetime(
                merchant_uid="o-1",
                amount=Won(1000),
                card_number="4242-4242-4242-4242",
                expiry="2035-12",
                card_quota=Won(4),
            )
        )
        sent = server.call.json
        assert (sent["amount"], sent["card_quota"]) == (1000, 4)
        server.forget()
        portone.error(lambda p: p.payments.list_by_status("paid", from_=at, page=Won(2)))
        query = parse_qs(server.call.query)
        assert (query["from"], query["page"]) == ([str(int.__index__(at))], ["2"])


PATHS: list[tuple[Use, str]] = [
    (lambda p: p.payments.get(Imp.ONE), "/payments/imp_1"),
    (lambda p: p.payments.get(Loud("imp_1")), "/payments/imp_1"),
    (lambda p: p.payments.find(Order.COAT), "/payments/find/coat-1"),
    (lambda p: p.payments.list_by_status(Words.PAID), "/payments/status/paid"),
    (lambda p: p.request("payments.get", imp_uid=Imp.ONE), "/payments/imp_1"),
    (
        lambda p: p.payments.verify(Imp.ONE, amount=1000, merchant_uid="o-1", currency=Words.WON),
        "/payments/imp_1",
    ),
]


@both
@pytest.mark.parametrize(("use", "path"), PATHS)
def test_a_path_has_the_value_of_an_enumerated_string(
    connect: Connect, use: Use, path: str
) -> None:
    answer = envelope(
        {"total": 0, "list": []} if "status" in path else PAID | {"merchant_uid": "o-1"}
    )
    if "find" in path:
        answer = envelope(PAID | {"merchant_uid": "coat-1"})
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, answer)
        portone.do(use)
        assert server.call.path == path


@pytest.mark.parametrize("order", STRINGS)
@both
def test_an_order_is_verified_by_the_value_of_its_identity(connect: Connect, order: Any) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, envelope(PAID | {"merchant_uid": "coat-1"}))

        def verify(**more: Any) -> Use:
            return lambda p: p.payments.verify("imp_1", **{"amount": 1000} | more)

        assert portone.do(verify(merchant_uid=order)).merchant_uid == "coat-1"
        error = portone.error(verify(merchant_uid=order, currency=Words.YEN))
        assert error.reason == "currency_differs"
        assert "not JPY" in str(error)


@both
def test_pages_of_a_status_are_asked_for_by_its_value(connect: Connect) -> None:
    async def collected(pages: Any) -> list[Any]:
        return [each async for each in pages]

    def use(client: Any) -> Any:
        pages = client.payments.iter_by_status(Words.PAID, from_=1_700_000_000)
        return collected(pages) if hasattr(pages, "__aiter__") else list(pages)

    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, envelope({"total": 1, "previous": 0, "next": 0, "list": [PAID]}))
        assert [each.imp_uid for each in portone.do(use)] == ["imp_1"]
        assert {call.path for call in server.calls} == {"/payments/status/paid"}


@both
def test_a_schedule_is_sent_and_remembered_with_plain_strings(connect: Connect) -> None:
    first: dict[Any, Any] = {
        Words.UID: Order.COAT,
        "schedule_at": NEXT,
        "amount": Won(1000),
        "name": Loud("구독"),
    }
    second = {"merchant_uid": Loud("hat-1"), "schedule_at": NEXT, "amount": 2000, "name": "구독"}
    second |= {"currency": Words.WON, "custom_data": Loud("말")}
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, refusal("no"))
        error = portone.error(
            lambda p: p.subscribe.schedule(customer_uid=Loud("c-1"), schedules=[first, second])
        )
        sent = server.call.json
        assert sent["customer_uid"] == "c-1"
        assert [each["merchant_uid"] for each in sent["schedules"]] == ["coat-1", "hat-1"]
        assert sent["schedules"][1]["custom_data"] == "말"
        kept = json.dumps(error.attempt.identities) + json.dumps(dict(error.attempt.known))
        assert "coat-1" in kept
        assert "hat-1" in kept
        assert_plain(list(error.attempt.identities.values()))
        assert_plain(list(error.attempt.known.values()))


def assert_plain(value: object) -> None:
    if isinstance(value, list):
        for each in value:
            assert_plain(each)
    elif isinstance(value, str | int):
        assert type(value) in (str, int, bool)


@both
def test_lists_queries_and_words_have_the_values(connect: Connect) -> None:
    orders: list[Any] = list(STRINGS)
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, refusal("no"))
        error = portone.error(
            lambda p: p.subscribe.unschedule(customer_uid=Order.HAT, merchant_uids=orders)
        )
        assert server.call.json == {"customer_uid": "hat-1", "merchant_uid": ["coat-1", "coat-1"]}
        assert_plain(list(error.attempt.identities.values()))
        server.forget()
        portone.error(lambda p: p.payments.get_many(imp_uids=[Imp.ONE, Loud("imp_2")]))
        assert parse_qs(server.call.query) == {"imp_uid[]": ["imp_1", "imp_2"]}
        server.forget()
        error = portone.error(lambda p: p.payments.cancel(imp_uid=Imp.ONE, amount=Words.ALL))
        assert server.call.json == {"imp_uid": "imp_1"}
        assert error.attempt.amount == "all"
        server.forget()
        portone.error(lambda p: p.with_options(tier=Words.TIER).payments.get("imp_1"))
        assert server.call.header("tier") == "AB1"


@both
def test_the_currency_of_an_amount_is_known_by_its_value(connect: Connect) -> None:
    card = {"card_number": "4242-4242-4242-4242", "expiry": "2035-12"}
    with ScriptedServer() as server, connect(server) as portone:
        error = portone.error(
            lambda p: p.subscribe.onetime(
                merchant_uid="o-1", amount=Decimal("5.5"), currency=Words.YEN, **card
            )
        )
        assert "amount must be whole: JPY has no decimals" in str(error)
