"""What each fault becomes: the error, whether it happened, and how often it was sent."""

from __future__ import annotations

import asyncio
import json
import pickle
import re
import sys
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, NamedTuple

import httpx
import pytest
from httpcore._backends.sync import SyncStream
from httpcore._sync.connection import HTTPConnection
from scripted_server import (
    ANY,
    PAID,
    PATIENCE,
    Answer,
    Awaiting,
    Blocking,
    Caller,
    Close,
    Connect,
    Cut,
    Drip,
    Endless,
    Reset,
    Script,
    ScriptedServer,
    Silence,
    Use,
    both,
    deaf_port,
    envelope,
    html,
    payment,
    refusal,
    token,
    unconnected_session,
    wait_for,
)

from portone_v1 import (
    AlreadyDone,
    ApiError,
    Attempt,
    AuthenticationError,
    ChargePending,
    Conflict,
    ConnectError,
    Declined,
    InvalidRequest,
    NoAnswer,
    NotFound,
    NotSupported,
    PermissionDenied,
    PortOneError,
    RateLimited,
    Refused,
    ServerError,
    UnexpectedAnswer,
)
from portone_v1.core import retry as repeats
from portone_v1.core.effects import CallHook, Send, Sleep, Step
from portone_v1.core.pending import PendingCall
from portone_v1.core.raw import RawAnswer
from portone_v1.core.request import Reply, Request, SendFailed
from portone_v1.options import Options
from portone_v1_api.calls import Call, Effect
from portone_v1_api.operations import payments
from portone_v1_api.payloads import free_form


def read(p: Any) -> Any:
    return p.payments.get("imp_1")


def write(p: Any) -> Any:
    return p.payments.cancel(imp_uid="imp_1", amount=500)


class Case(NamedTuple):
    """A fault and what it becomes."""

    script: Script
    error: type[PortOneError]
    read: str
    write: str
    message: str | None = None


LOST = ("no_answer", "unknown")
NO = ("rejected", "rejected")
ODD = ("no_answer", "done")

FAULTS = {
    # No whole answer.
    "closed": Case(Close(), NoAnswer, *LOST),
    "reset": Case(Reset(), NoAnswer, *LOST),
    "cut": Case(Cut(payment()), NoAnswer, *LOST),
    "timeout": Case(Silence(), NoAnswer, *LOST),
    "drip": Case(Endless(), NoAnswer, *LOST),
    "no HTTP": Case(Answer(status=99999), NoAnswer, *LOST),
    "broken gzip": Case(Answer(200, b"{}", {"Content-Encoding": "gzip"}), NoAnswer, *LOST),
    # Refusals.
    "400": Case(refusal("bad", status=400), InvalidRequest, *NO, "bad"),
    "403": Case(refusal("no", status=403), PermissionDenied, *NO, "no"),
    "404": Case(refusal("what?", status=404), NotFound, *NO, "what?"),
    "405": Case(refusal("not here", status=405), NotSupported, *NO, "not here"),
    "409": Case(refusal("twice", status=409), Conflict, *NO, "twice"),
    "418": Case(refusal("teapot", status=418), Refused, *NO, "teapot"),
    "422": Case(refusal("odd", status=422), Refused, *NO, "odd"),
    "429": Case(refusal("slow down", status=429), RateLimited, *NO, "slow down"),
    "501": Case(refusal("PG has none", status=501), NotSupported, *NO, "PG has none"),
    "code 7": Case(refusal("모르는 거절", code=7), Refused, *NO, "모르는 거절"),
    "code -99": Case(refusal("모르는 거절", code=-99), Refused, *NO, "모르는 거절"),
    "a null message": Case(envelope(code=7), Refused, *NO, ""),
    # The server failed.
    "500": Case(refusal("oops", status=500), ServerError, *LOST, "oops"),
    "500 with code 0": Case(envelope({}, status=500), ServerError, *LOST, ""),
    "500 html": Case(html(500), ServerError, *LOST, ""),
    "501 html": Case(html(501), ServerError, *LOST, ""),
    "502": Case(html(502), ServerError, *LOST, ""),
    "503": Case(html(503), ServerError, *LOST, ""),
    "503 envelope": Case(refusal("점검중", status=503), ServerError, *LOST, "점검중"),
    "504": Case(html(504), ServerError, *LOST, ""),
    "520": Case(html(520), ServerError, *LOST, ""),
    # A 4xx that is not PortOne's: a gateway said so, and whether it passed the request on nobody knows.
    **{
        f"{status} html": Case(html(status), UnexpectedAnswer, *LOST)
        for status in (400, 401, 403, 404, 405, 408, 409, 418, 425, 429, 451)
    },
    "404, empty": Case(Answer(404), UnexpectedAnswer, *LOST),
    "404 of a gateway": Case(
        Answer(404, b'{"message": "Not Found", "code": 404}'), UnexpectedAnswer, *LOST
    ),
    "404 without message": Case(
        Answer(404, b'{"code": -1, "response": null}'), UnexpectedAnswer, *LOST
    ),
    "404 without response": Case(
        Answer(404, b'{"code": -1, "message": "no"}'), UnexpectedAnswer, *LOST
    ),
    "404, code as a string": Case(
        Answer(404, b'{"code": "-1", "message": "no", "response": null}'), UnexpectedAnswer, *LOST
    ),
    "404, code as a bool": Case(
        Answer(404, b'{"code": true, "message": "no", "response": null}'), UnexpectedAnswer, *LOST
    ),
    "404, code as a float": Case(
        Answer(404, b'{"code": -1.0, "message": "no", "response": null}'), UnexpectedAnswer, *LOST
    ),
    "404, a list": Case(Answer(404, b"[]"), UnexpectedAnswer, *LOST),
    # An envelope that contradicts itself.
    **{
        f"{status} with code 0": Case(envelope(status=status), UnexpectedAnswer, *LOST)
        for status in (400, 401, 403, 404, 409, 422, 429)
    },
    "404 with a paid payment": Case(payment().of_status(404), UnexpectedAnswer, *LOST),
    "refused with a paid payment": Case(
        envelope(PAID, code=-1, message="no"), UnexpectedAnswer, *LOST
    ),
    "refused with a paid payment, 409": Case(
        envelope(PAID, code=1, message="no", status=409), UnexpectedAnswer, *LOST
    ),
    # No answer of V1.
    "html": Case(html(200), UnexpectedAnswer, *LOST),
    "empty": Case(Answer(200), UnexpectedAnswer, *LOST),
    "no content": Case(Answer(204), UnexpectedAnswer, *LOST),
    "truncated": Case(Answer(200, payment().body[:-20]), UnexpectedAnswer, *LOST),
    "nan": Case(Answer(200, b'{"code": 0, "response": NaN}'), UnexpectedAnswer, *LOST),
    "no utf-8": Case(Answer(200, b'{"code": 0, "x": "\xff"}'), UnexpectedAnswer, *LOST),
    "deep": Case(Answer(200, b"[" * 50_000), UnexpectedAnswer, *LOST),
    "a list": Case(Answer(200, b"[]"), UnexpectedAnswer, *LOST),
    "a string": Case(Answer(200, b'"ok"'), UnexpectedAnswer, *LOST),
    "no code": Case(Answer(200, b'{"message": null, "response": {}}'), UnexpectedAnswer, *LOST),
    "no message": Case(Answer(200, b'{"code": 0, "response": {}}'), UnexpectedAnswer, *LOST),
    "no response": Case(Answer(200, b'{"code": 0, "message": null}'), UnexpectedAnswer, *LOST),
    **{
        f"code as {code}": Case(
            Answer(200, b'{"code": %s, "message": null, "response": {}}' % code.encode()),
            UnexpectedAnswer,
            *LOST,
        )
        for code in ('"0"', "0.0", "false", "null", "[0]")
    },
    "redirect with an envelope": Case(envelope({}, status=302), UnexpectedAnswer, *LOST),
    "several choices": Case(envelope({}, status=300), UnexpectedAnswer, *LOST),
    "several choices with a refusal": Case(refusal("no", status=300), UnexpectedAnswer, *LOST),
    "redirect with a refusal": Case(refusal("no", status=302), UnexpectedAnswer, *LOST),
    "not modified": Case(Answer(304), UnexpectedAnswer, *LOST),
    # PortOne said yes, and the rest cannot be understood.
    "null": Case(envelope(None), UnexpectedAnswer, *ODD),
    "list": Case(envelope([]), UnexpectedAnswer, *ODD),
    "string": Case(envelope("paid"), UnexpectedAnswer, *ODD),
    "number": Case(envelope(1), UnexpectedAnswer, *ODD),
}


def hastily(portone: Caller, server: ScriptedServer, use: Use) -> Use:
    """The same with a short timeout; the token is there already."""
    server.on(ANY, payment())
    portone.do(read)
    view = portone.client.with_options(timeout=0.2)
    return lambda p: use(view)


def assert_body(shown: object, sent: bytes) -> None:
    """The answer is kept: as data where it was JSON, else as text."""
    try:
        assert shown == json.loads(sent, parse_constant=int)
    except (ValueError, RecursionError):
        assert shown == sent.decode("utf-8", "replace")


@both
@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_a_fault_and_what_it_becomes(connect: Connect, case: Case) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        for use, outcome in ((read, case.read), (write, case.write)):
            slow = isinstance(case.script, (Silence, Endless))
            asked = hastily(portone, server, use) if slow else use
            server.forget()
            server.on(ANY, case.script)
            error = portone.error(asked)
            assert type(error) is case.error
            assert error.operation == ("payments.get" if use is read else "payments.cancel")
            assert error.outcome == outcome
            assert (error.attempt is None) == (use is read)
            assert len(str(error).splitlines()) == 1
            assert getattr(error, "message", None) == case.message
            if isinstance(error, UnexpectedAnswer):
                assert isinstance(case.script, Answer)
                assert error.http_status == case.script.status
                assert_body(error.body, case.script.body)
            if isinstance(error, NoAnswer):
                advice = "; it may have been done: do not send it again; portone.resolve(error) finds out"
                told = re.escape("" if use is read else advice)
                assert re.search(rf"no whole answer came \(\w[^;]*\){told}$", str(error))
            assert len(server.calls) == 1
            again = pickle.loads(pickle.dumps(error))
            assert (type(again), again.outcome) == (type(error), error.outcome)


@both
@pytest.mark.parametrize("use", [read, write], ids=["read", "write"])
@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(connect: Connect, use: Use, status: int) -> None:
    with ScriptedServer() as elsewhere, ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, Answer(status, b"", {"Location": f"{elsewhere.url}/payments/imp_1"}))
        elsewhere.on(ANY, payment())
        error = portone.error(use)
        assert (type(error), error.outcome) == (
            UnexpectedAnswer,
            "no_answer" if use is read else "unknown",
        )
        assert f": the answer is a redirect (HTTP {status})" in str(error)
        assert server.counts == (1, 1)
        assert elsewhere.received == []


@both
def test_at_the_interpreters_end_nothing_is_sent(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        portone.do(read)
        server.forget()
        with monkeypatch.context() as ending:
            ending.setattr(sys, "meta_path", [])  # nothing can be imported
            error = portone.error(write)
        assert (type(error), error.outcome) == (ConnectError, "not_sent")
        assert error.operation == "payments.cancel"
        assert str(error) == "payments.cancel: the interpreter is at its end"
        assert server.received == []


@both
def test_a_page_of_some_proxy_is_named(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, html(200))
        said = str(portone.error(read))
        assert said == "payments.get: the answer is not an envelope of PortOne V1 (HTTP 200)"


@both
@pytest.mark.parametrize("use", [read, write], ids=["read", "write"])
def test_a_whole_answer_that_comes_byte_by_byte_is_an_answer(connect: Connect, use: Use) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        halfway: list[int] = []
        server.on(ANY, Drip(payment(), lambda: halfway.append(1)))
        assert portone.do(use).status == "paid"
        assert halfway == [1]
        assert server.counts == (1, 1)


@both
def test_an_answer_that_stops_halfway_is_none(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        use = hastily(portone, server, write)
        server.forget()
        server.on(ANY, Drip(payment(), lambda: wait_for(server.stopping)))
        error = portone.error(use)
        assert (type(error), error.outcome) == (NoAnswer, "unknown")
        assert len(server.calls) == 1


# No connection.


@both
@pytest.mark.parametrize("use", [read, write], ids=["read", "write"])
def test_no_such_host(connect: Connect, use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with connect("https://portone.invalid", max_retries=0) as portone:
        error = portone.error(use)
        assert (type(error), error.outcome) == (ConnectError, "not_sent")


@both
@pytest.mark.parametrize("use", [read, write], ids=["read", "write"])
def test_a_server_that_has_gone(connect: Connect, use: Use) -> None:
    with ScriptedServer() as server:
        portone = connect(server, max_retries=0)
        server.on(ANY, payment().saying(connection="close"))
        portone.do(read)
    with portone:
        error = portone.error(use)
        assert (type(error), error.outcome) == (ConnectError, "not_sent")
        assert error.operation == ("payments.get" if use is read else "payments.cancel")
        assert (error.attempt is None) == (use is read)
        assert server.counts == (1, 1)


@both
@pytest.mark.parametrize("use", [read, write], ids=["read", "write"])
def test_no_tls_on_the_other_side(connect: Connect, use: Use) -> None:
    with ScriptedServer() as server:
        with connect(f"https://127.0.0.1:{server.port}", max_retries=0) as portone:
            error = portone.error(use)
            assert (type(error), error.outcome) == (ConnectError, "not_sent")
        assert server.received == []


@both
def test_a_handshake_that_never_ends(connect: Connect) -> None:
    with (
        deaf_port() as port,
        connect(f"https://127.0.0.1:{port}", max_retries=0, timeout=0.2) as portone,
    ):
        error = portone.error(write)
        assert (type(error), error.outcome) == (ConnectError, "not_sent")


def test_no_free_connection() -> None:
    with (
        ScriptedServer() as server,
        httpx.Client(limits=httpx.Limits(max_connections=1)) as pool,
        Blocking(server, http_client=pool, max_retries=0) as portone,
    ):
        held = threading.Event()
        go = threading.Event()

        def hold() -> None:
            held.set()
            wait_for(go)

        server.on("/payments/imp_1", payment().after(hold))
        holder = threading.Thread(target=portone.do, args=[read])
        holder.start()
        wait_for(held)
        hasty = portone.client.with_options(timeout=0.2)
        error = portone.error(lambda p: write(hasty))
        go.set()
        holder.join(PATIENCE)
        assert (type(error), error.outcome) == (ConnectError, "not_sent")
        assert server.counts == (1, 1)


def test_no_free_connection_when_awaited() -> None:
    # Where the machine stalls, both timeouts have passed when the event loop goes on: then it is unknown.
    found = {("NoAnswer", "unknown")}
    for _ in range(10):
        error = _awaiting_a_free_connection()
        found.add((type(error).__name__, error.outcome))
        if error.outcome == "not_sent":
            break
    assert found == {("NoAnswer", "unknown"), ("ConnectError", "not_sent")}


def _awaiting_a_free_connection() -> Any:
    with ScriptedServer() as server:
        held = threading.Event()
        go = threading.Event()

        def hold() -> None:
            held.set()
            wait_for(go)

        async def both_at_once(p: Any) -> Any:
            holder = asyncio.create_task(read(p))
            await asyncio.to_thread(wait_for, held)
            try:
                await write(p.with_options(timeout=0.2))
            except PortOneError as error:
                return error
            finally:
                go.set()
                await holder

        pool = httpx.AsyncClient(limits=httpx.Limits(max_connections=1))
        with Awaiting(server, http_client=pool, max_retries=0) as portone:
            server.on("/payments/imp_1", payment().after(hold))
            error = portone.do(both_at_once)
            portone.do(lambda p: pool.aclose())
        assert server.counts == (1, 1)
        return error


# How often a try is repeated.

PASSING = {
    status: html(status).saying(retry_after="0") for status in (408, 425, 429, 502, 503, 504)
}
FINAL = {
    status: html(status).saying(retry_after="0")
    for status in (302, 400, 401, 403, 404, 405, 409, 410, 418, 422, 423, 451, 500, 501, 505)
}
LIMIT = refusal("요청이 너무 많습니다.", status=429).saying(retry_after="0")


@both
@pytest.mark.parametrize("max_retries", [0, 1, 2, 5])
@pytest.mark.parametrize("status", PASSING)
def test_a_read_is_repeated_after_what_may_pass(
    connect: Connect, status: int, max_retries: int
) -> None:
    with ScriptedServer() as server, connect(server, max_retries=max_retries) as portone:
        server.on(ANY, PASSING[status])
        error = portone.error(read)
        assert error.http_status == status
        assert server.counts == (1, 1 + max_retries)


@both
@pytest.mark.parametrize("status", PASSING)
def test_a_read_that_is_repeated_may_succeed(connect: Connect, status: int) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, PASSING[status], PASSING[status], payment())
        assert portone.do(read).status == "paid"
        assert server.counts == (1, 3)


@both
@pytest.mark.parametrize("status", PASSING)
def test_a_write_is_not_repeated_after_what_may_pass(connect: Connect, status: int) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, PASSING[status])
        error = portone.error(write)
        assert error.http_status == status
        assert error.outcome == "unknown"
        assert server.counts == (1, 1)


@both
@pytest.mark.parametrize("use", [read, write], ids=["read", "write"])
def test_a_call_is_repeated_after_a_429_of_portone(connect: Connect, use: Use) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, LIMIT)
        error = portone.error(use)
        assert (type(error), error.outcome) == (RateLimited, "rejected")
        assert server.counts == (1, 3)
        assert len({call.body for call in server.calls}) == 1
        server.forget()
        server.on(ANY, LIMIT, payment())
        assert portone.do(use).status == "paid"
        assert server.counts == (0, 2)


ORDER = {"merchant_uid": "o-1", "amount": 1000}
CARD = {"card_number": "4111-1111-1111-1111", "expiry": "2030-12"}
SCHEDULED = {"merchant_uid": "o-1", "schedule_at": 1_900_000_000, "currency": "KRW", "amount": 1}

# Of each write, whether PortOne refuses to do the same a second time.
PROTECTED: dict[str, tuple[Use, bool]] = {
    "cancel": (write, False),
    "cancel with a checksum": (
        lambda p: p.payments.cancel(imp_uid="imp_1", amount=500, checksum=1000),
        True,
    ),
    "onetime": (lambda p: p.subscribe.onetime(**ORDER, **CARD), True),
    "foreign": (lambda p: p.subscribe.foreign(**ORDER, **CARD), True),
    "again": (lambda p: p.subscribe.again(customer_uid="c-1", name="n", **ORDER), True),
    "schedule": (
        lambda p: p.subscribe.schedule(customer_uid="c-1", schedules=[SCHEDULED | {"name": "n"}]),
        True,
    ),
    "unschedule": (
        lambda p: p.subscribe.unschedule(customer_uid="c-1", merchant_uids="all"),
        False,
    ),
    "preparation": (lambda p: p.preparations.create(**ORDER), True),
    "change of a preparation": (lambda p: p.preparations.update(**ORDER), False),
    "account": (
        lambda p: p.vbanks.create(
            channel_key="channel-key-1",
            vbank_code="004",
            vbank_due=1_900_000_000,
            vbank_holder="h",
            name="n",
            **ORDER,
        ),
        False,
    ),
    "billing key": (lambda p: p.billing_keys.issue("c-1", pg="nice", **CARD), False),
    "billing key, deleted": (lambda p: p.billing_keys.delete("c-1"), False),
    "receipt": (
        lambda p: p.cash_receipts.issue("imp_1", identifier="010", identifier_type="phone"),
        False,
    ),
}


@both
@pytest.mark.parametrize("name", PROTECTED)
def test_a_bare_429_is_repeated_only_where_portone_protects(connect: Connect, name: str) -> None:
    use, is_protected = PROTECTED[name]
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, PASSING[429])
        error = portone.error(use)
        assert (type(error), error.outcome) == (UnexpectedAnswer, "unknown")
        assert server.counts == (1, 3 if is_protected else 1)
        assert len({call.body for call in server.calls}) == 1


@both
def test_what_does_not_pass_is_not_repeated(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        for status, answer in FINAL.items():
            for use in (read, write):
                server.forget()
                server.on(ANY, answer)
                portone.error(use)
                assert (status, len(server.calls)) == (status, 1)


@both
@pytest.mark.parametrize("use", [read, write], ids=["read", "write"])
def test_too_long_a_pause_is_not_waited_for(connect: Connect, use: Use) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, LIMIT.saying(retry_after="3600"))
        error = portone.error(use)
        assert (type(error), error.outcome) == (RateLimited, "rejected")
        assert server.counts == (1, 1)


@both
def test_a_refusal_is_not_repeated(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, refusal("존재하지 않는 결제정보입니다.").saying(retry_after="0"))
        portone.error(read)
        portone.error(write)
        assert server.counts == (1, 2)


# The same, driven by hand: what is done, step by step.


class Course(NamedTuple):
    """What happens to the tries of a call, and the pauses between them."""

    effect: Effect
    happens: list[Reply | SendFailed]
    pauses: list[tuple[float, float]]
    ends: type[PortOneError] | None


class Played(NamedTuple):
    """What a call did."""

    sent: list[Request]
    pauses: list[float]
    told: list[Attempt]
    result: RawAnswer[Any] | PortOneError


NOT_SENT = SendFailed("ConnectError", sent=False)
SENT = SendFailed("ReadTimeout", sent=True)
FIRST, SECOND, THIRD = (0.25, 0.5), (0.5, 1.0), (1.0, 2.0)


def reply(answer: Answer) -> Reply:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Reply(answer.status, headers, answer.body)


DONE = reply(payment())
PAGE = reply(html(200))
BUSY = reply(html(503))
LIMITED = reply(refusal("slow down", status=429))
SOON = reply(refusal("slow down", status=429).saying(retry_after="7"))

BY_HAND = {
    "a read, not sent": Course("read", [NOT_SENT] * 3, [FIRST, SECOND], ConnectError),
    "a read, lost": Course("read", [SENT] * 3, [FIRST, SECOND], NoAnswer),
    "a read, broken": Course("read", [PAGE] * 3, [FIRST, SECOND], UnexpectedAnswer),
    "a read, busy": Course("read", [BUSY] * 3, [FIRST, SECOND], ServerError),
    "a read, at last": Course("read", [SENT, NOT_SENT, DONE], [FIRST, SECOND], None),
    "a read, a page, then whole": Course("read", [PAGE, DONE], [FIRST], None),
    "a read, told when": Course("read", [SOON, BUSY, DONE], [(7, 7), SECOND], None),
    "a write, not sent": Course("write", [NOT_SENT] * 3, [FIRST, SECOND], ConnectError),
    "a write, at last": Course("write", [NOT_SENT, NOT_SENT, DONE], [FIRST, SECOND], None),
    "a write, lost": Course("write", [SENT], [], NoAnswer),
    "a write, lost later": Course("write", [NOT_SENT, SENT], [FIRST], NoAnswer),
    "a write, broken": Course("write", [PAGE], [], UnexpectedAnswer),
    "a write, busy": Course("write", [BUSY], [], ServerError),
    "a write, limited": Course("write", [LIMITED, DONE], [FIRST], None),
    "a write, limited, then lost": Course("write", [SOON, SENT], [(7, 7)], NoAnswer),
}


def play(effect: Effect, options: Options, happens: list[Reply | SendFailed]) -> Played:
    """Drive a call by hand: after its token, this happens to its tries."""
    told: list[Attempt] = []
    session = unconnected_session(before_send=told.append)
    call = (
        Call(payments.GET, free_form, {"imp_uid": "imp_1"})
        if effect == "read"
        else Call(payments.CANCEL, free_form, {"imp_uid": "imp_1", "amount": 500})
    )
    steps = session.steps(PendingCall(call, options))
    sent: list[Request] = []
    pauses: list[float] = []
    result: RawAnswer[Any] | PortOneError
    left = [reply(token()), *happens]
    step: Step = next(steps)
    try:
        while True:
            if isinstance(step, Send):
                sent.append(step.request)
                happened = left.pop(0)
                if isinstance(happened, SendFailed):
                    step = steps.throw(happened)
                else:
                    step = steps.send(happened)
            elif isinstance(step, Sleep):
                pauses.append(step.seconds)
                step = steps.send(None)
            else:
                assert isinstance(step, CallHook)
                assert len(told) == len(sent) - 1, "told before it is sent"
                step.hook(*step.arguments)
                step = steps.send(None)
    except StopIteration as stop:
        result = stop.value
    except PortOneError as error:
        result = error
    assert left == [], "it ended early"
    return Played(sent[1:], pauses, told, result)


@pytest.mark.parametrize("course", BY_HAND.values(), ids=BY_HAND)
def test_step_by_step(course: Course) -> None:
    played = play(course.effect, Options(), course.happens)
    assert len(played.sent) == len(course.happens)
    assert len({(r.method, r.url, r.content, r.timeout) for r in played.sent}) == 1
    agents = {request.headers["user-agent"] for request in played.sent}
    assert len(agents) == (len(played.sent) if course.effect == "write" else 1), "marks are new"
    for pause, (shortest, longest) in zip(played.pauses, course.pauses, strict=True):
        assert shortest <= pause <= longest
    assert len(played.told) == (len(played.sent) if course.effect == "write" else 0)
    if course.ends is None:
        assert isinstance(played.result, RawAnswer)
        _, status, headers, body = played.result
        assert Reply(status, headers, body) == course.happens[-1]
    else:
        assert type(played.result) is course.ends
        assert played.result.attempt == (played.told[-1] if played.told else None)


@pytest.mark.parametrize("max_retries", [0, 1, 2, 6])
def test_the_pauses_grow_and_end(max_retries: int) -> None:
    played = play("read", Options(max_retries=max_retries), [SENT] * (max_retries + 1))
    assert isinstance(played.result, NoAnswer)
    assert len(played.pauses) == max_retries
    for pause, longest in zip(played.pauses, [0.5, 1, 2, 4, 8, 8], strict=False):
        assert longest / 2 <= pause <= longest


@pytest.mark.parametrize("timeout", [None, 1.5])
def test_how_long_each_request_may_take(timeout: float | None) -> None:
    asks: dict[str, Mapping[str, object]] = {
        "GET": {"imp_uid": "imp_1"},
        "CANCEL": {"imp_uid": "imp_1", "amount": 1},
    }
    found = []
    for name, arguments in asks.items():
        session = unconnected_session()
        call = Call(getattr(payments, name), free_form, arguments)
        steps = session.steps(PendingCall(call, Options(timeout=timeout)))
        for step in (next(steps), steps.send(reply(token()))):
            assert isinstance(step, Send)
            found.append(step.request.timeout)
        steps.close()
    assert found == ([15, 15, 15, 60] if timeout is None else [timeout] * 4)


# What may be repeated, as functions.


@pytest.mark.parametrize("status", [200, 302, 400, 401, 403, 404, 409, 429, *range(500, 512)])
def test_may_repeat_status(status: int) -> None:
    assert repeats.may_repeat_status("read", status) == (status in (429, 502, 503, 504))
    assert repeats.may_repeat_status("write", status) == (status == 429)


@pytest.mark.parametrize("protected", [True, False])
@pytest.mark.parametrize("status", range(400, 500))
def test_may_repeat_page(status: int, protected: bool) -> None:
    again = repeats.may_repeat_page("read", status, is_protected=protected)
    assert again == (status in (408, 425, 429))
    again = repeats.may_repeat_page("write", status, is_protected=protected)
    assert again == (status == 429 and protected)


@pytest.mark.parametrize(
    ("effect", "sent", "may"),
    [("read", False, True), ("read", True, True), ("write", False, True), ("write", True, False)],
)
def test_may_repeat_failure(effect: Effect, sent: bool, may: bool) -> None:
    assert repeats.may_repeat_failure(effect, sent) is may


@pytest.mark.parametrize(
    ("failures", "longest"), [(1, 0.5), (2, 1.0), (3, 2.0), (4, 4.0), (5, 8.0), (6, 8.0), (99, 8.0)]
)
def test_delay(failures: int, longest: float) -> None:
    found = {repeats.delay(failures, {}) for _ in range(200)}
    assert all(delay is not None and longest / 2 <= delay <= longest for delay in found)
    assert len(found) > 100, "clients that failed together would come back together"


@pytest.mark.parametrize(
    ("asked", "delay"),
    [
        ("0", 0.0),
        ("1", 1.0),
        ("60", 60.0),
        ("61", None),
        ("9" * 400, None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("Wed, 21 Oct 2015 07:28:00 -0000", 0.0),
        ("Wed, 21 Oct 2099 07:28:00 GMT", None),
    ],
)
def test_delay_when_the_server_asks_for_one(asked: str, delay: float | None) -> None:
    assert repeats.delay(1, {"retry-after": asked}) == delay


def test_delay_until_a_time() -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    delay = repeats.delay(1, {"retry-after": at})
    assert delay is not None
    assert 20 < delay <= 30


@pytest.mark.parametrize(
    "junk",
    [
        *("", "soon", "-1", "1.5", "1e3", "0x10", "²", "nan", ",", "[]"),
        *("Wed, 99 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 99999 07:28:00 GMT"),
        "Wed, 21 Oct 2015 07:28:00 +99999999999999",
    ],
)
def test_delay_when_the_server_asks_for_nonsense(junk: str) -> None:
    delay = repeats.delay(1, {"retry-after": junk})
    assert delay is not None
    assert 0.25 <= delay <= 0.5


# What PortOne is known to say.


def cancel(p: Any) -> Any:
    return p.payments.cancel(imp_uid="imp_1", amount=500, checksum=1000)


def onetime(p: Any) -> Any:
    return p.subscribe.onetime(
        merchant_uid="o-1", amount=9900, card_number="4111-1111-1111-1111", expiry="2030-12"
    )


def again(p: Any) -> Any:
    return p.subscribe.again(customer_uid="c-1", merchant_uid="o-1", amount=9900, name="구독")


def issue(p: Any) -> Any:
    return p.billing_keys.issue(
        "c-1", pg="nice", card_number="4111-1111-1111-1111", expiry="2030-12"
    )


def schedule(p: Any) -> Any:
    at = datetime(2030, 1, 1, tzinfo=UTC)
    one = {"merchant_uid": "o-1", "schedule_at": at, "currency": "KRW", "amount": 1, "name": "n"}
    return p.subscribe.schedule(customer_uid="c-1", schedules=[one])


def unschedule(p: Any) -> Any:
    return p.subscribe.unschedule(customer_uid="c-1", merchant_uids="all")


def retry(p: Any) -> Any:
    return p.subscribe.retry_schedule("o-1")


KEY_UNKNOWN = "요청하신 customer_uid(c-1)로 등록된 정보를 찾을 수 없습니다."

KNOWN: list[tuple[Use, int, int, str, type[ApiError]]] = [
    (read, 404, -1, "존재하지 않는 결제정보입니다.", NotFound),
    (cancel, 200, 1, "취소할 결제건이 존재하지 않습니다.", NotFound),
    (cancel, 200, 1, "이미 전액취소된 주문입니다.", AlreadyDone),
    (cancel, 200, -1, "결제취소에 실패하였습니다. [500626|기 취소 거래]", Declined),
    (cancel, 200, -1, "결제취소에 실패하였습니다.", Declined),
    (cancel, 200, 1, "다른 이유", Refused),
    (onetime, 200, -1, "카드정보 인증에 실패하였습니다. [F113]카드번호 오류", Declined),
    (onetime, 200, -1, "유효하지않은 카드번호를 입력하셨습니다.", Declined),
    (onetime, 200, -1, "처음 보는 말", Declined),
    (onetime, 200, 1, "처음 보는 말", Refused),
    (again, 200, 1, "등록되지 않은 구매자입니다.", NotFound),
    (again, 200, -1, "잔액부족", Declined),
    (issue, 200, -1, "카드정보 인증 및 빌키 발급에 실패하였습니다. [F112]", Declined),
    (lambda p: p.billing_keys.get("c-1"), 200, 1, KEY_UNKNOWN, NotFound),
    (lambda p: p.billing_keys.get("c-1"), 404, 1, KEY_UNKNOWN, NotFound),
    (lambda p: p.billing_keys.delete("c-1"), 200, 1, KEY_UNKNOWN, NotFound),
    (schedule, 200, 1, "등록된 고객정보가 없습니다.", NotFound),
    (schedule, 200, 1, "카드정보 확인에 실패하였습니다. [F113]카드번호 오류", Declined),
    (unschedule, 200, 1, "취소할 예약결제 기록이 존재하지 않습니다.", NotFound),
    (lambda p: p.subscribe.get_schedule("o-1"), 404, -1, "없습니다", NotFound),
    # A 500 that the contract documents is a refusal.
    (retry, 500, -1, "지원하지 않는 PG사입니다.", Refused),
    (retry, 500, 1, "지원하지 않는 PG사입니다.", Refused),
]


@both
@pytest.mark.parametrize(("use", "status", "code", "message", "error"), KNOWN)
def test_what_portone_says(
    connect: Connect, use: Use, status: int, code: int, message: str, error: type[ApiError]
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, refusal(message, code=code, status=status))
        raised = portone.error(use)
        assert type(raised) is error
        assert (raised.outcome, raised.http_status, raised.code) == ("rejected", status, code)
        assert raised.message == message
        assert message in str(raised)
        assert server.counts == (1, 1)


@both
@pytest.mark.parametrize(
    "answer",
    [html(500), envelope({}, status=500), refusal("알 수 없는 오류", status=500)],
    ids=["html", "code 0", "other words"],
)
def test_a_500_that_the_contract_does_not_explain_is_an_accident(
    connect: Connect, answer: Answer
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, answer)
        error = portone.error(retry)
        assert (type(error), error.outcome) == (ServerError, "unknown")
        assert error.code == (json.loads(answer.body)["code"] if answer.body[:1] == b"{" else None)
        assert server.counts == (1, 1)


@both
def test_of_what_is_refused_in_part_some_may_be_done(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, refusal("일부 실패", code=1, status=207))
        error = portone.error(write)
        assert (type(error), error.case, error.outcome) == (Refused, "partly_refused", "unknown")


@both
@pytest.mark.parametrize("use", [onetime, again, retry])
def test_a_failed_charge_with_code_0_is_declined(connect: Connect, use: Use) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment(status="failed", fail_reason="[F113]잔액부족"))
        error = portone.error(use)
        assert (type(error), error.outcome) == (Declined, "rejected")
        assert (error.code, error.http_status, error.message) == (0, 200, "[F113]잔액부족")
        assert (error.pg_code, error.pg_message) == ("F113", "잔액부족")
        assert (error.payment.status, error.payment.imp_uid) == ("failed", "imp_1")
        assert error.attempt is not None
        assert server.counts == (1, 1)
        server.on(ANY, payment(status="failed", fail_reason=None))
        assert portone.error(use).message == ""


NOT_FINAL = ["payletter", "paymentwall", "paypal", "paypal_v2", None]
FINAL_AT = [
    "html5_inicis",
    "kcp",
    "nice_v2",
    "tosspayments",
    "naverpay",
    "PAYPAL",
    "paypal_v3",
]


def foreign(p: Any) -> Any:
    return p.subscribe.foreign(
        merchant_uid="o-1", amount=9900, card_number="4111-1111-1111-1111", expiry="2030-12"
    )


@both
@pytest.mark.parametrize("use", [onetime, again, foreign, retry])
@pytest.mark.parametrize("pg", NOT_FINAL)
def test_a_charge_that_may_still_be_paid_is_pending(connect: Connect, use: Use, pg: str) -> None:
    told: list[Attempt] = []
    with ScriptedServer() as server, connect(server, before_send=told.append) as portone:
        server.on(ANY, payment(status="failed", pg_provider=pg, fail_reason="[10486]승인 대기"))
        error = portone.error(use)
        assert (type(error), error.outcome) == (ChargePending, "unknown")
        assert not isinstance(error, ApiError), "it is not a refusal"
        assert (error.code, error.http_status, error.message) == (0, 200, "[10486]승인 대기")
        assert (error.payment.status, error.payment.imp_uid) == ("failed", "imp_1")
        assert error.payment.pg_provider == pg
        assert error.attempt == told[0]
        assert server.counts == (1, 1)
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.outcome, again.attempt) == (ChargePending, "unknown", told[0])
        server.on(ANY, payment(status="failed", pg_provider=pg, fail_reason=None))
        assert "the PG has not decided yet" in str(portone.error(use))


@both
@pytest.mark.parametrize("use", [onetime, again, foreign, retry])
@pytest.mark.parametrize("pg", FINAL_AT)
def test_elsewhere_a_failed_charge_is_declined(connect: Connect, use: Use, pg: str) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment(status="failed", pg_provider=pg, fail_reason="한도초과"))
        error = portone.error(use)
        assert (type(error), error.outcome) == (Declined, "rejected")
        assert error.payment.status == "failed"
        assert error.attempt is not None


@both
def test_a_failed_charge_that_is_looked_up_is_an_answer(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment(status="failed", fail_reason="잔액부족"))
        assert portone.do(read).status == "failed"


@both
def test_a_part_of_what_was_asked_for(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, envelope([PAID], status=207))
        found = portone.do(lambda p: p.payments.get_many(imp_uids=["imp_1", "imp_2"]))
        assert found.partial is True
        assert found.missing == ["imp_2"]


def test_a_cancelled_write_is_sent_once() -> None:
    with ScriptedServer() as server, Awaiting(server) as portone:
        silence = Silence()
        server.on(ANY, silence, payment())

        async def give_up(p: Any) -> None:
            task = asyncio.create_task(write(p))
            await asyncio.to_thread(wait_for, silence.arrived)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

        portone.do(give_up)
        assert portone.do(write).status == "paid"
        assert server.counts == (1, 2)


def test_a_401_counts_on_its_own() -> None:
    with ScriptedServer() as server, Blocking(server, max_retries=1) as portone:
        busy = html(503).saying(retry_after="0")
        server.on(ANY, busy, refusal("Unauthorized", status=401), busy, payment())
        assert portone.do(read).status == "paid"
        assert server.counts == (2, 4)


def test_the_class_of_a_401() -> None:
    with ScriptedServer() as server, Blocking(server) as portone:
        server.on(ANY, refusal("Unauthorized", status=401))
        error = portone.error(write)
        assert (type(error), error.case) == (AuthenticationError, "unauthorized")
        assert (error.outcome, error.attempt.operation) == ("rejected", "payments.cancel")
        assert server.counts == (2, 2)


def test_no_other_thread_closes_the_connection_of_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """The race of encode/httpcore#1110, in slow motion.

    A connection is given to a call, but still looks idle to another thread. That one finds an answer
    where none should be, takes the connection for dead and closes it: the answer is lost.
    """
    given, looked, answered, other_done = (threading.Event() for _ in range(4))
    handle, read_some, info = (
        HTTPConnection.handle_request,
        SyncStream.read,
        SyncStream.get_extra_info,
    )
    slow: list[threading.Thread] = []

    def slow_handle(self: HTTPConnection, request: Any) -> Any:
        if threading.current_thread() in slow and request.url.target == b"/payments/cancel":
            given.set()
            wait_for(looked)
        return handle(self, request)

    def slow_read(self: SyncStream, *size: Any, **timeout: Any) -> bytes:
        if threading.current_thread() in slow and given.is_set():
            wait_for(other_done)
        return read_some(self, *size, **timeout)

    def slow_info(self: SyncStream, name: str) -> Any:
        if threading.current_thread() not in slow and given.is_set() and name == "is_readable":
            looked.set()
            wait_for(answered)
        return info(self, name)

    with ScriptedServer() as server, Blocking(server, max_retries=0) as portone:
        server.on("/payments/imp_1", payment())
        server.on("/payments/cancel", replace(payment(), then=answered.set))
        portone.do(read)
        monkeypatch.setattr(HTTPConnection, "handle_request", slow_handle)
        monkeypatch.setattr(SyncStream, "read", slow_read)
        monkeypatch.setattr(SyncStream, "get_extra_info", slow_info)
        results: list[Any] = []

        def cancel() -> None:
            try:
                results.append(portone.do(write).status)
            except PortOneError as error:
                results.append(error)

        slow.append(threading.Thread(target=cancel))
        slow[0].start()
        wait_for(given)
        portone.do(read)
        looked.set()
        other_done.set()
        slow[0].join(PATIENCE)
        assert results == ["paid"]
        assert len(server.calls) == 3
