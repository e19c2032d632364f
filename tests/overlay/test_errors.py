"""Errors: one line, no secret, whole after pickling, and the server's own words."""

from __future__ import annotations

import copy
import inspect
import logging
import pickle
import re
import time
import traceback
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_server import (
    ANY,
    PAID,
    SECRET,
    TOKEN,
    TOKEN_PATH,
    Answer,
    Close,
    Connect,
    Cut,
    Script,
    ScriptedServer,
    both,
    envelope,
    html,
    payment,
    refusal,
)

from portone_v1 import (
    KST,
    AlreadyDone,
    ApiError,
    Attempt,
    AuthenticationError,
    AwaitingDeposit,
    ChargePending,
    ConfigurationError,
    Conflict,
    ConnectError,
    Declined,
    InvalidRequest,
    InvalidWebhook,
    LimitExceeded,
    NoAnswer,
    NotFound,
    NotPaid,
    NotSupported,
    PermissionDenied,
    PortOneError,
    RateLimited,
    Refused,
    ServerError,
    UnexpectedAnswer,
    VerificationFailed,
)
from portone_v1.masking import Redactor
from portone_v1.models import Payment
from portone_v1_api import pg_messages as ours
from portone_v1_api.pg_messages import read_pg_message
from portone_v1_emulator._generated import pg_messages as theirs

ATTEMPT = Attempt(
    "payments.cancel",
    {"imp_uid": "imp_1"},
    "AB1",
    Decimal("10.5"),
    datetime(2026, 1, 2, tzinfo=KST),
)
API_ERRORS: list[type[ApiError]] = [
    ApiError,
    AuthenticationError,
    PermissionDenied,
    NotFound,
    InvalidRequest,
    Conflict,
    RateLimited,
    NotSupported,
    Declined,
    AlreadyDone,
    Refused,
]


VERIFICATION: list[type[VerificationFailed]] = [VerificationFailed, AwaitingDeposit, NotPaid]


def a_payment(**fields: object) -> Payment:
    return Payment.read(PAID | fields, "", lambda pointer: None)


def every_error() -> list[PortOneError]:
    """One of each class, with every attribute set."""
    errors: list[PortOneError] = [
        cls(
            "결제취소에 실패하였습니다. [F113]한도초과",
            operation="payments.cancel",
            http_status=200,
            code=-1,
            case="pg_refused",
            redactor=Redactor(()),
            body={"code": -1, "amount": Decimal("1.5")},
            attempt=ATTEMPT,
        )
        for cls in API_ERRORS
    ]
    declined = errors[API_ERRORS.index(Declined)]
    assert isinstance(declined, Declined)
    declined.payment = a_payment(status="failed")
    common: dict[str, Any] = {"operation": "payments.cancel", "attempt": ATTEMPT}
    pending = ChargePending("한도초과", outcome="unknown", code=0, **common)
    pending.payment = a_payment(status="failed", pg_provider="paypal_v2")
    return [
        *errors,
        ConfigurationError("payments.cancel: amount is required", operation="payments.cancel"),
        ConnectError("payments.cancel: no connection", **common),
        NoAnswer("payments.cancel: sent", outcome="unknown", **common),
        ServerError(
            "점검중",
            outcome="unknown",
            http_status=502,
            redactor=Redactor(()),
            body="<html>",
            **common,
        ),
        pending,
        UnexpectedAnswer("no envelope", outcome="done", **common),
        LimitExceeded("payments.cancel: too many requests", **common),
        InvalidWebhook("imp_uid", "is missing"),
        *(
            cls(
                a_payment(status="paid"), "amount_differs", 900, "amount", "amount is 900, not 1000"
            )
            for cls in VERIFICATION
        ),
    ]


def public(error: PortOneError) -> dict[str, Any]:
    """The attributes that are for users."""
    return {name: value for name, value in vars(error).items() if not name.startswith("_")}


def test_every_class_is_here() -> None:
    def below(cls: type[PortOneError]) -> set[type[PortOneError]]:
        return {cls}.union(*map(below, cls.__subclasses__()))

    ours = {cls for cls in below(PortOneError) if cls.__module__.startswith("portone_v1")}
    public = {cls for cls in ours if not cls.__name__.startswith("_")}
    assert {type(error) for error in every_error()} == public - {PortOneError}


@pytest.mark.parametrize("error", every_error(), ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling_and_copying(error: PortOneError) -> None:
    error.add_note("seen by the worker")
    protocols = range(pickle.HIGHEST_PROTOCOL + 1)
    ways = [pickle.loads(pickle.dumps(error, protocol)) for protocol in protocols]
    ways += [copy.copy(error), copy.deepcopy(error)]
    for other in ways:
        assert type(other) is type(error)
        assert other.args == error.args
        assert str(other) == str(error)
        assert public(other) == public(error)
        assert other.__notes__ == ["seen by the worker"]
        with pytest.raises(type(error)):
            raise other


@pytest.mark.parametrize("error", every_error(), ids=lambda error: type(error).__name__)
def test_an_error_tells_what_happened_in_one_line(error: PortOneError) -> None:
    assert str(error)
    assert len(str(error).splitlines()) == 1
    assert len(repr(error).splitlines()) == 1
    assert error.outcome in ("not_sent", "rejected", "unknown", "done", "no_answer")
    if isinstance(error, InvalidWebhook):
        assert error.operation is None
    else:
        followed = isinstance(error, VerificationFailed)
        assert error.operation == ("payments.get" if followed else "payments.cancel")
    if isinstance(error, (ConfigurationError, InvalidWebhook)):
        assert isinstance(error, ValueError)
        assert (error.outcome, error.attempt) == ("not_sent", None)
    elif not isinstance(error, VerificationFailed):  # which follows a read
        assert error.attempt == ATTEMPT
    if isinstance(error, ConnectError):
        assert error.outcome == "not_sent"
    if isinstance(error, ApiError):
        assert error.outcome == "rejected"
        assert (error.http_status, error.code, error.case) == (200, -1, "pg_refused")
        assert error.message == "결제취소에 실패하였습니다. [F113]한도초과"
        assert error.message in str(error)
        assert (error.pg_code, error.pg_message) == ("F113", "한도초과")


# What the server says.


@both
@pytest.mark.parametrize(("status", "code"), [(200, -1), (200, 1), (404, -1), (500, -1)], ids=str)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\u2028"], ids=["lf", "crlf", "unicode"])
def test_a_message_of_several_lines_is_printed_in_one(
    connect: Connect, status: int, code: int, newline: str
) -> None:
    message = f"결제취소에 실패하였습니다.{newline}[F113] 한도초과"
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, refusal(message, code=code, status=status))
        error = portone.error(lambda p: p.payments.cancel(imp_uid="imp_1", amount=1))
        assert error.message == message
        assert len(str(error).splitlines()) == 1
        assert "한도초과" in str(error)


PG_WORDS = [
    ("카드정보 인증에 실패하였습니다. [F113]카드번호 오류", "F113", "카드번호 오류"),
    ("카드정보 인증에 실패하였습니다.[F113] 카드번호 오류 ", "F113", "카드번호 오류"),
    ("결제취소에 실패하였습니다. [500626|기 취소 거래]", "500626", "기 취소 거래"),
    ("결제취소에 실패하였습니다. [500626|기 [취소] 거래]", "500626", "기 [취소] 거래"),
    ("결제취소에 실패하였습니다. [500626|기 취소 거래", "500626", "기 취소 거래"),
    ("결제취소에 실패하였습니다. [CC_61.2-a]한도초과", "CC_61.2-a", "한도초과"),
    ("[INVALID_CARD_NUMBER]카드번호 오류", "INVALID_CARD_NUMBER", "카드번호 오류"),
    ("결제가 실패하였습니다. [코드: V023] 한도 [1회] 초과", "V023", "한도 [1회] 초과"),
    ("결제가 실패하였습니다. [CODE:V023]한도초과", "V023", "한도초과"),
    (
        "빌키 발급에 실패하였습니다. [400]Error From NICEPAY. (message: 비밀번호틀림, code:F113)",
        "F113",
        "비밀번호틀림",
    ),
    (
        "빌키 발급에 실패하였습니다. [400]Error From X. (message: 오류(1), [a] 다시, code: F113)",
        "F113",
        "오류(1), [a] 다시",
    ),
    ("결제승인이 실패하였습니다. (한도(1회)초과, code:3095)", "3095", "한도(1회)초과"),
    ("결제승인이 실패하였습니다. 한도초과 code:3095)", "3095", None),
    ("결제승인이 실패하였습니다. (code:3095)", "3095", None),
    ("결제가 실패하였습니다 [F113]\n카드번호 오류", "F113", "카드번호 오류"),
    ("[F113]", "F113", None),
    ("[F113|]", "F113", None),
    ("[F113|]뒤", "F113", "뒤"),
    ("[F113]앞[F114]뒤", "F113", "앞[F114]뒤"),
    # What cannot be told apart is None, and never a guess.
    ("[400]Invalid Request. (password)", None, "Invalid Request. (password)"),
    ("[F113]한도초과 (code:3095)", None, "한도초과 (code:3095)"),
    ("한도초과 (code:3095) 재시도 (code:3096)", None, None),
    ("이미 결제된 주문 [o-1] 입니다.", None, None),
    ("잘못된 바코드입니다. (barcode:8801)", None, None),
    ("잘못된 바코드입니다. (바코드:8801)", None, None),
    ("[BC]카드사 거절", None, None),
    ("[인증실패] 업체정보에 이상이 있습니다.", None, None),
    ("[사유: 3095] 한도초과", None, None),
    (f"[{'9' * 33}]너무 긴 코드", None, None),
    ("이미 전액취소된 주문입니다.", None, None),
    ("[]", None, None),
    ("[F113", None, None),
    ("", None, None),
]


@both
@pytest.mark.parametrize(("message", "code", "words"), PG_WORDS)
def test_what_the_pg_said(
    connect: Connect, message: str, code: str | None, words: str | None
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, refusal(message))
        error = portone.error(lambda p: p.payments.cancel(imp_uid="imp_1", amount=1))
        assert (error.pg_code, error.pg_message) == (code, words)
        assert error.message == message


@given(st.text(alphabet="[]|():., 1FT_코드다codemsag\n", max_size=60) | st.text())
def test_of_any_message_the_code_is_a_code_and_the_words_stand_in_it(message: str) -> None:
    error = ApiError(message)
    assert error.pg_code is None or re.fullmatch(r"[A-Za-z0-9_.-]{1,32}", error.pg_code)
    for part in (error.pg_code, error.pg_message):
        assert part is None or (part in message and part == part.strip() != "")


HOSTILE = ["[", "]", "(", ")", "|", " ", ".[", "다[", "[1", "[1|", "[1]", "(code:", "code:1)"]
HOSTILE += ["(code:1)", "(message:", ":)", "[F1|[", "[코드:", ".[코드: 1 ", "\n[1"]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_message_of_a_megabyte_is_read_in_linear_time(unit: str) -> None:
    """Eight times the length takes eight times as long; where steps backtrack it would be 64 times."""

    def seconds(length: int) -> float:
        message = unit * (length // len(unit))
        start = time.process_time()
        read_pg_message(message)
        return time.process_time() - start

    assert seconds(1_000_000) < 24 * min(seconds(125_000) for _ in range(3)) + 0.1


def test_the_pay_window_of_the_emulator_reads_messages_like_the_client() -> None:
    assert inspect.getsource(theirs) == inspect.getsource(ours)


CASES = [
    (200, 1, "취소할 결제건이 존재하지 않습니다.", "unknown_payment"),
    (200, 1, " 취소할 결제건이 존재하지 않습니다. ", "unknown_payment"),
    (200, 1, "이미 전액취소된 주문입니다.", "already_cancelled"),
    (200, -1, "결제취소에 실패하였습니다. [500626|기 취소 거래]", "pg_refused"),
    (200, -1, "결제취소에 실패하였습니다.", "pg_refused"),
    (200, 1, "처음 보는 말", "refused"),
    (200, 7, "처음 보는 말", None),
    (400, -1, "처음 보는 말", "bad_request"),
    (403, -1, "처음 보는 말", "forbidden"),
    (404, -1, "처음 보는 말", "not_found"),
    (405, -1, "처음 보는 말", "not_supported"),
    (409, -1, "처음 보는 말", "conflict"),
    (429, -1, "처음 보는 말", "rate_limited"),
    (501, -1, "처음 보는 말", "not_implemented"),
    (401, -1, "Unauthorized", "unauthorized"),
    (401, 7, "처음 보는 말", "unauthorized_otherwise"),
    (422, -1, "처음 보는 말", None),
]


@both
@pytest.mark.parametrize(("status", "code", "message", "case"), CASES)
def test_the_contracts_name_of_it(
    connect: Connect, status: int, code: int, message: str, case: str | None
) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, refusal(message, code=code, status=status))
        error = portone.error(lambda p: p.payments.cancel(imp_uid="imp_1", amount=1))
        assert (error.case, error.code, error.http_status) == (case, code, status)


@both
def test_the_answer_is_kept(connect: Connect) -> None:
    body = {"code": 1, "message": "없습니다", "response": {"amount": 10.1, "birth": "900101"}}
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, envelope(body["response"], code=1, message="없습니다"))
        error = portone.error(lambda p: p.payments.cancel(imp_uid="imp_1", amount=1))
        assert error.body == body | {"response": {"amount": Decimal("10.1"), "birth": "***"}}
        server.on(ANY, html(502, "<p>점검</p>"))
        error = portone.error(lambda p: p.payments.cancel(imp_uid="imp_1", amount=1))
        assert error.body == "<p>점검</p>"
        assert "점검" not in str(error) + repr(error)
        server.on(ANY, html(403, "<p>점검</p>"))
        error = portone.error(lambda p: p.payments.cancel(imp_uid="imp_1", amount=1))
        assert error.body == "<p>점검</p>"


# Secrets.

CARD = "4111-2222-3333-4444"
SECRETS = {
    "card_number": CARD,
    "expiry": "2031-11",
    "birth": "900307",
    "buyer_tel": "010-8765-4321",
    "secure_3d_token": "s3d-token-value",
}
ECHOES = {
    "as sent": "카드 4111-2222-3333-4444 거절",
    "together": "카드 4111222233334444 거절",
    "with spaces": "카드 4111 2222 3333 4444 거절",
    "in sixes": "카드 411122-2233334444 거절",
    "everything": " / ".join([*SECRETS.values(), SECRET, TOKEN, "01087654321", "2031 11"]),
}


def charge(p: Any) -> Any:
    return p.subscribe.onetime(
        merchant_uid="o-1", amount=100, pwd_2digit="77", cvc="123", **SECRETS
    )


def answers_with(echo: str) -> dict[str, Script]:
    """Answers that hold what was sent, in every place where it can stand."""
    fields: dict[str, object] = {"card_number": CARD, "nested": [{"buyer_tel": "010-8765-4321"}]}
    return {
        "declined": refusal(echo),
        "refused": refusal(echo, code=1),
        "400": refusal(echo, status=400),
        "401": refusal(echo, status=401),
        "404": refusal(echo, status=404),
        "429": refusal(echo, status=429).saying(retry_after="3600"),
        "500": refusal(echo, status=500),
        "500 html": html(500, f"<p>{echo}</p>"),
        "403 html": html(403, f"<p>{echo}</p>"),
        "html": html(200, f"<p>{echo}</p>"),
        "redirect": html(302, echo),
        "in a field": envelope(fields | {"text": echo}, code=1, message="거절"),
        "failed": payment(status="failed", fail_reason=echo, card_number=CARD),
        "failed, in a field": payment(status="failed", fail_reason="거절", name=echo),
        "odd": envelope([echo]),
        "cut": Cut(refusal(echo)),
        "closed": Close(),
        "no HTTP": Answer(status=99999, body=echo.encode()),
    }


@both
@pytest.mark.parametrize("answer", answers_with(""))
def test_nothing_secret_is_printed(connect: Connect, answer: str) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        for echo in ECHOES.values():
            server.on(ANY, answers_with(echo)[answer])
            error = portone.error(charge)
            printed = [str(error), repr(error), repr(error.attempt), getattr(error, "message", "")]
            printed += traceback.format_exception(error)
            printed += [getattr(error, "pg_message", None) or "", repr(portone.client)]
            for text in printed:
                assert_no_secret(text)


@both
@pytest.mark.parametrize("answer", answers_with(""))
def test_nothing_secret_is_logged(
    connect: Connect, answer: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, answers_with(ECHOES["everything"])[answer])
        try:
            portone.do(charge)
        except PortOneError as error:
            logging.getLogger("shop").exception("charge failed: %r", error)
        assert "charge failed" in caplog.text
        assert_no_secret(caplog.text)


@both
@pytest.mark.parametrize("answer", answers_with(""))
def test_nothing_secret_is_pickled(connect: Connect, answer: str) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, answers_with(ECHOES["everything"])[answer])
        error = portone.error(charge)
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert_no_secret(pickle.dumps(error, protocol).decode("latin-1"))


@both
@pytest.mark.parametrize("answer", ["refused", "401", "500", "403 html", "html", "odd"])
def test_nothing_secret_of_the_account_is_shown_when_there_is_no_token(
    connect: Connect, answer: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(TOKEN_PATH, answers_with(f"secret: {SECRET}")[answer])
        error = portone.error(lambda p: p.payments.get("imp_1"))
        for text in (str(error), repr(error), caplog.text):
            assert SECRET not in text
        assert SECRET.encode() not in pickle.dumps(error)


@both
def test_secrets_inside_of_parts_and_of_other_operations(connect: Connect) -> None:
    one = {
        "merchant_uid": "o-1",
        "schedule_at": datetime(2030, 1, 1, tzinfo=UTC),
        "currency": "KRW",
        "amount": 1,
        "name": "n",
        "buyer_tel": "010-8765-4321",
    }
    uses = [
        lambda p: p.subscribe.schedule(customer_uid="c-1", schedules=[one]),
        lambda p: p.payments.cancel(
            imp_uid="imp_1", amount=1, refund_account="01087654321", refund_tel="02-123-4567"
        ),
        lambda p: p.billing_keys.issue(
            "c-1", pg="nice", card_number=CARD, expiry="2031-11", customer_tel="010 8765 4321"
        ),
    ]
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, refusal("번호 010-8765-4321 을 확인하세요"))
        for use in uses:
            error = portone.error(use)
            assert error.message == "번호 *** 을 확인하세요"


@both
@pytest.mark.parametrize(
    "message",
    [
        "[77] 77,000원은 1회 한도 초과입니다 (123)",
        "승인번호 77123, 잔여 123원",
        "주문 o-1: 100원",
        "카드번호 411122223333444 는 다른 번호입니다",
        "카드번호 94111222233334444 도 다른 번호입니다",
    ],
)
def test_what_is_no_secret_stays_readable(connect: Connect, message: str) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, refusal(message))
        error = portone.error(charge)
        assert error.message == message
        assert message in str(error)


@both
def test_a_secret_in_the_query_is_not_logged(
    connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, refusal("pg_api_key=key-of-the-pg"))
        error = portone.error(lambda p: p.vbanks.revoke("imp_1", pg_api_key="key-of-the-pg"))
        assert server.call.query == "pg_api_key=key-of-the-pg"
        assert error.message == "pg_api_key=***"
        assert "key-of-the-pg" not in caplog.text


def test_a_pickled_payment_of_a_decline_keeps_all_but_secrets() -> None:
    error = every_error()[API_ERRORS.index(Declined)]
    assert isinstance(error, Declined)
    error.payment = a_payment(status="failed", buyer_tel="010-8765-4321", apply_num="A1")
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again.payment, Payment)
    assert (again.payment.status, again.payment.apply_num) == ("failed", "A1")
    assert again.payment.amount == 1000
    assert again.payment.buyer_tel == "***"
    assert error.payment.buyer_tel == "010-8765-4321"


def assert_no_secret(text: str) -> None:
    """However its digits are grouped."""
    for secret in (*SECRETS.values(), SECRET, TOKEN):
        assert secret not in text
    together = re.sub(r"(?<=\d)[- ](?=\d)", "", text)
    for digits in ("4111222233334444", "01087654321", "203111"):
        assert digits not in together
