"""The log: a line for each try, of the right level, with its fields, and in one line whatever is in it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from scripted_server import (
    ANY,
    PAID,
    SECRET,
    TOKEN,
    TOKEN_PATH,
    Answer,
    Blocking,
    Close,
    Connect,
    Script,
    ScriptedServer,
    both,
    envelope,
    html,
    payment,
    refusal,
    unauthorized,
)

Line = tuple[str, str]


def read(p: Any) -> Any:
    return p.payments.get("imp_1")


def write(p: Any) -> Any:
    return p.payments.cancel(imp_uid="imp_1", amount=500)


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG, "portone_v1"):
        yield caplog


def ours(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "portone_v1"]


def lines(caplog: pytest.LogCaptureFixture) -> list[Line]:
    """The level and the text up to what is measured."""
    told = [(r.levelname, r.getMessage().partition(" duration=")[0]) for r in ours(caplog)]
    caplog.clear()
    return [line for line in told if not line[1].startswith("auth.get_token done")]


TRIES: dict[str, tuple[Any, list[Script], list[Line]]] = {
    "a read": (read, [payment()], [("DEBUG", "payments.get done http_status=200 code=0")]),
    "a write": (write, [payment()], [("INFO", "payments.cancel done http_status=200 code=0")]),
    "refused": (
        write,
        [refusal("없음", code=1)],
        [("WARNING", "payments.cancel rejected error=Refused http_status=200 code=1")],
    ),
    "lost": (write, [Close()], [("WARNING", "payments.cancel unknown error=NoAnswer")]),
    "busy": (
        read,
        [html(503).saying(retry_after="0"), payment()],
        [
            ("WARNING", "payments.get no_answer error=ServerError http_status=503"),
            ("INFO", "payments.get is sent again try=2 of=3"),
            ("DEBUG", "payments.get done http_status=200 code=0"),
        ],
    ),
    "another token": (
        write,
        [unauthorized(), payment()],
        [
            (
                "WARNING",
                "payments.cancel rejected error=AuthenticationError http_status=401 code=-1",
            ),
            ("INFO", "payments.cancel done http_status=200 code=0"),
        ],
    ),
}


@both
@pytest.mark.parametrize("how", TRIES)
def test_a_line_for_each_try(connect: Connect, how: str, logged: pytest.LogCaptureFixture) -> None:
    use, scripts, expected = TRIES[how]
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, *scripts)
        portone.together([use])
        assert lines(logged) == expected


@both
def test_the_fields_of_a_line(connect: Connect, logged: pytest.LogCaptureFixture) -> None:
    rows = [{"cancelled_at": 5, "cancellation_id": "can-2", "amount": 500}]
    with ScriptedServer() as server, connect(server) as portone:
        answer = payment(cancel_history=rows).saying(x_request_id="r-1")
        server.on(ANY, answer)
        portone.do(lambda p: write(p.with_options(tier="AB1")))
        token, record = ours(logged)
        assert token.getMessage().startswith("auth.get_token done http_status=200 code=0")
        duration = record.__dict__["portone_duration"]
        assert 0 <= duration < 20
        assert record.getMessage() == (
            f"payments.cancel done http_status=200 code=0 duration={duration} try=1 tier=AB1 "
            "imp_uid=imp_1 merchant_uid=o-1 cancellation_id=can-2 request_id=r-1"
        )
        fields = {n: v for n, v in record.__dict__.items() if n.startswith("portone_")}
        assert fields == {
            "portone_operation": "payments.cancel",
            "portone_outcome": "done",
            "portone_error": None,
            "portone_http_status": 200,
            "portone_code": 0,
            "portone_duration": duration,
            "portone_try": 1,
            "portone_tier": "AB1",
            "portone_imp_uid": "imp_1",
            "portone_merchant_uid": "o-1",
            "portone_cancellation_id": "can-2",
            "portone_request_id": "r-1",
        }
        logged.clear()
        server.on(ANY, envelope([]))
        portone.do(lambda p: p.codes.list_banks())
        (record,) = ours(logged)
        assert record.__dict__["portone_merchant_uid"] is None


ODD = 'o\n1\r\u2028\x85\x1b[31m\x00 = "a"\ud83d'


@both
@pytest.mark.parametrize(
    "answer", [payment(merchant_uid=ODD), refusal(ODD)], ids=["done", "refused"]
)
def test_one_line_whatever_is_in_it(
    connect: Connect, answer: Answer, logged: pytest.LogCaptureFixture
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, answer.saying(x_request_id="r\x85\x1b1"))
        portone.together([write])
        for record in ours(logged):
            assert record.getMessage().isprintable()
            assert len(record.getMessage().splitlines()) == 1
        if answer.body == payment(merchant_uid=ODD).body:
            assert r'merchant_uid="o\n1\r\u2028\x85\u001b[31m\u0000 = \"a\"\ud83d"' in logged.text


@both
def test_nothing_secret_is_in_an_identity(
    connect: Connect, logged: pytest.LogCaptureFixture
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment(merchant_uid=f"o {TOKEN} {SECRET}"))
        portone.do(read)
        assert 'merchant_uid="o *** ***"' in logged.text


@both
def test_a_resolved_write(connect: Connect, logged: pytest.LogCaptureFixture) -> None:
    paid = PAID | {"started_at": 1_000_009_999, "paid_at": 1_000_009_999}
    page = {"total": 1, "previous": 0, "next": 0, "list": [paid]}

    def charge(resolve: float) -> Any:
        return lambda p: p.with_options(resolve=resolve).subscribe.again(
            merchant_uid="o-1", customer_uid="c-1", amount=1000, name="n"
        )

    with ScriptedServer() as server, connect(server) as portone:
        server.on("/subscribe/payments/again", Close())
        server.on(ANY, envelope(page))
        assert portone.do(charge(5)).status == "paid"
        assert (
            "INFO",
            'subscribe.again resolved state=happened reason="the order is paid in this amount"'
            " imp_uid=imp_1 merchant_uid=o-1",
        ) in lines(logged)
        server.on(ANY, envelope(page | {"list": []}))
        portone.error(charge(0.001))
        (level, text) = lines(logged)[-1]
        assert level == "WARNING"
        assert text.startswith("subscribe.again resolved state=unknown reason=")
        assert "retry_after=" in text


def test_a_handler_that_raises_changes_nothing() -> None:
    class Broken(logging.Filter):
        def filter(self, record: logging.LogRecord) -> bool:
            raise RuntimeError("the filter's own")

    logger = logging.getLogger("portone_v1")
    broken = Broken()
    logger.addFilter(broken)
    try:
        with ScriptedServer() as server, Blocking(server, on_drift=lambda *of: 1 / 0) as portone:
            server.on(ANY, payment(amount="1000"))
            assert portone.do(write).status == "paid"
            server.on(TOKEN_PATH, refusal("no", status=401))
    finally:
        logger.removeFilter(broken)


def test_nothing_is_made_ready_that_nobody_reads(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), ScriptedServer() as server, Blocking(server) as portone:
        server.on(ANY, payment(), refusal("없음"))
        portone.do(write)
        portone.error(write)
    assert caplog.records == []
