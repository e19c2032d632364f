"""Answers whose official shape differs from what servers send: both are read, there and nowhere else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from scripted_server import ANY, Answer, Connect, ScriptedServer, Use, both, envelope

from portone_v1 import KST, UnexpectedAnswer
from portone_v1_api import OPERATIONS

AT = int(datetime(2030, 1, 2, 12, 0, tzinfo=KST).timestamp())
RANGE = {"from_": AT, "to": AT + 100}
EMPTY = Answer(200, b"")
PREPARATION = {"btid": "b", "cust_ip": "127.0.0.1", "code_verifier": "c"}


def schedule(number: int) -> dict[str, Any]:
    """A schedule on the wire."""
    return {
        "merchant_uid": f"o-{number}",
        "customer_uid": "c-1",
        "schedule_at": AT,
        "schedule_status": "scheduled",
        "amount": 9900,
    }


def orders(schedules: Any) -> list[str]:
    return [each.merchant_uid for each in schedules]


PAGES: dict[str, tuple[Use, Use]] = {
    "subscribe.list_schedules": (
        lambda p: p.subscribe.list_schedules(schedule_from=AT, schedule_to=AT + 100),
        lambda p: p.subscribe.iter_schedules(schedule_from=AT, schedule_to=AT + 100, limit=20),
    ),
    "subscribe.list_schedules_by_customer": (
        lambda p: p.subscribe.list_schedules_by_customer("c-1", **RANGE),
        lambda p: p.subscribe.iter_schedules_by_customer("c-1", **RANGE),
    ),
    "billing_keys.list_schedules": (
        lambda p: p.billing_keys.list_schedules("c-1", **RANGE),
        lambda p: p.billing_keys.iter_schedules("c-1", **RANGE),
    ),
}
NEW = {"merchant_uid": "o-0", "schedule_at": AT, "amount": 9900, "name": "n"}
LISTS: dict[str, Use] = {
    "subscribe.schedule": lambda p: p.subscribe.schedule(customer_uid="c-1", schedules=[NEW]),
    "subscribe.unschedule": lambda p: p.subscribe.unschedule(merchant_uids=["o-0", "o-1"]),
}

paged = pytest.mark.parametrize(("listing", "walking"), PAGES.values(), ids=PAGES)
listed = pytest.mark.parametrize("use", LISTS.values(), ids=LISTS)


async def _gathered(items: Any) -> list[str]:
    return [each.merchant_uid async for each in items]


def walked(portone: Any, use: Use) -> list[str]:
    """What an iterator gives, of either client."""
    items = use(portone.client)
    if hasattr(items, "__aiter__"):
        return list(portone.do(lambda _: _gathered(items)))
    return orders(items)


@both
@paged
def test_a_page_that_comes_as_a_plain_list(connect: Connect, listing: Use, walking: Use) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, envelope([schedule(0), schedule(1)]))
        page = portone.do(listing)
        assert orders(page.items) == ["o-0", "o-1"]
        assert (page.total, page.previous, page.next) == (2, 0, 0)
        assert walked(portone, walking) == ["o-0", "o-1"]
        server.on(ANY, envelope([]))
        assert portone.do(listing).items == walked(portone, walking) == []


@both
@listed
def test_a_list_that_comes_as_a_page(connect: Connect, use: Use) -> None:
    page = {"total": 2, "previous": 0, "next": 0, "list": [schedule(0), schedule(1)]}
    with ScriptedServer() as server, connect(server) as portone:
        for answer in (envelope(page), envelope(page["list"])):
            server.on(ANY, answer)
            assert orders(portone.do(use)) == ["o-0", "o-1"]
        # Of more than one page the rest would be missing.
        for broken in (page | {"next": 2}, {"total": 2}, page | {"list": None}):
            server.on(ANY, envelope(broken))
            error = portone.error(use)
            assert (type(error), error.outcome) == (UnexpectedAnswer, "done")


@both
@paged
@pytest.mark.parametrize("count", [0, 1, 19, 20, 21, 39, 40, 41, 45])
@pytest.mark.parametrize("beyond", ["empty", "refused", "whole"])
def test_plain_lists_are_walked_to_their_end(
    connect: Connect, listing: Use, walking: Use, count: int, beyond: str
) -> None:
    """Of pages of 20, behind whose last is nothing or a refusal; or of all at once, whatever is asked."""

    class Plain:
        def play(self, connection: Any, server: ScriptedServer) -> bool:
            query = dict(each.split("=") for each in server.calls[-1].query.split("&"))
            number, size = int(query.get("page", 1)), int(query.get("limit", 20))
            part = everything if beyond == "whole" else everything[(number - 1) * size :][:size]
            answer = envelope(part)
            if beyond == "refused" and not part and number > 1:
                answer = envelope(code=-1, message="없는 페이지", status=400)
            return answer.play(connection, server)

    everything = [schedule(number) for number in range(count)]
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, Plain())
        assert walked(portone, walking) == [f"o-{number}" for number in range(count)]
        assert len(server.calls) <= count // 20 + 2


@both
def test_where_the_drift_of_a_plain_list_stands(connect: Connect) -> None:
    drift: list[str] = []
    listing, _ = PAGES["billing_keys.list_schedules"]
    with (
        ScriptedServer() as server,
        connect(server, on_drift=lambda _, at: drift.append(at)) as portone,
    ):
        server.on(ANY, envelope([schedule(0), schedule(1) | {"amount": "9900"}]))
        portone.do(listing)
        page = {"total": 1, "next": 0, "list": [schedule(0) | {"amount": "9900"}]}
        server.on(ANY, envelope(page))
        portone.do(LISTS["subscribe.unschedule"])
    assert drift == ["/1/amount", "/list/0/amount"]


@both
@pytest.mark.parametrize("method", ["create_preparation", "update_preparation"])
def test_an_answer_without_a_body_where_none_is_documented(connect: Connect, method: str) -> None:
    def use(p: Any) -> Any:
        return getattr(p.kcpquick, method)("o-1", **PREPARATION)

    with ScriptedServer() as server, connect(server) as portone:
        for answer in (EMPTY, envelope(), envelope(None, message="등록되었습니다.")):
            server.on(ANY, answer)
            assert portone.do(use) is None
        for status in (204, 201, 202):
            server.on(ANY, Answer(status))
            assert portone.error(use).outcome == "unknown"
        server.on(ANY, EMPTY.saying(age="3600"))
        error = portone.error(use)
        assert error.outcome == "unknown"
        assert str(error).endswith(": the answer comes from a cache")
        for body in (b" ", b"OK", b"<html>", b"null", b"{}"):
            server.on(ANY, Answer(200, body))
            assert portone.error(use).outcome == "unknown"


@both
def test_no_other_operation_takes_an_answer_without_a_body(connect: Connect) -> None:
    empty = {name for name, operation in OPERATIONS.items() if operation.may_be_empty}
    assert empty == {"kcpquick.create_preparation", "kcpquick.update_preparation"}
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, EMPTY)
        whole = {"imp_uid": "imp_1", "amount": "all"}
        error = portone.error(lambda p: p.payments.cancel(**whole))
        assert (type(error), error.outcome) == (UnexpectedAnswer, "unknown")
        error = portone.error(lambda p: p.naver.deposit_point("imp_1"))
        assert (type(error), error.outcome) == (UnexpectedAnswer, "unknown")
        error = portone.error(lambda p: p.payments.get("imp_1"))
        assert (type(error), error.outcome) == (UnexpectedAnswer, "no_answer")
