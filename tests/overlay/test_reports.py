"""Reports: what is pasted into a support request."""

from __future__ import annotations

import platform
import re
from typing import Any

import pytest
from scripted_server import (
    ANY,
    KEY,
    SECRET,
    TOKEN,
    TOKEN_PATH,
    Close,
    Connect,
    ScriptedServer,
    both,
    payment,
    refusal,
)

from portone_v1 import ConfigurationError, PortOneError, __version__

CARD = "4111-2222-3333-4444"
SENT_AT = r"2001-09-09T1\d:\d\d:\d\d(\.\d+)?\+09:00"


def cancel(p: Any) -> Any:
    return p.with_options(tier="AB1").payments.cancel(imp_uid="imp_1", amount=500)


@both
def test_the_report_of_a_refusal(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        answer = refusal("결제취소에 실패하였습니다. [F113]한도초과\n다시")
        server.on(ANY, answer.saying(x_request_id="r-1"))
        lines = portone.error(cancel).report().split("\n")
        assert re.fullmatch(r"시각 / Time: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d KST", lines.pop(1))
        sent_at = lines.pop(lines.index("금액 / Amount: 500") - 1)
        assert re.fullmatch(f"전송 시각 / Sent at: {SENT_AT}", sent_at)
        assert lines == [
            "[PortOne V1]",
            "오류 / Error: Declined",
            "기능 / Operation: payments.cancel",
            "API / API: POST /payments/cancel",
            "하위상점 / Tier: AB1",
            "imp_uid: imp_1",
            "HTTP 상태 / HTTP status: 200",
            "응답 코드 / Code: -1",
            r"메시지 / Message: 결제취소에 실패하였습니다. [F113]한도초과\n다시",
            "PG 코드 / PG code: F113",
            r"PG 메시지 / PG message: 한도초과\n다시",
            "결과 / Outcome: rejected (거절됨)",
            "시도 횟수 / Try: 1",
            "금액 / Amount: 500",
            "요청 ID / Request id: r-1",
            f"클라이언트 / Client: portone-v1 {__version__}",
            f"Python: {platform.python_version()}",
        ]


@both
def test_the_report_of_a_lost_answer_and_of_a_read(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, Close())
        lost = portone.error(cancel).report()
        assert "결과 / Outcome: unknown (처리 여부를 알 수 없음)\n" in lost
        assert "메시지 / Message: payments.cancel: sent, and no whole answer came" in lost
        assert (
            "; it may have been done: do not send it again; portone.resolve(error) finds out\n"
            in lost
        )
        lost_read = portone.error(lambda p: p.payments.get("imp_1")).report()
        assert "no whole answer came" in lost_read
        assert "send it again" not in lost_read
        server.on(ANY, refusal("존재하지 않는 결제정보입니다.", status=404))
        read = portone.error(lambda p: p.payments.get("imp_1")).report()
        assert (
            "API / API: GET /payments/{imp_uid}\nimp_uid: imp_1\nHTTP 상태 / HTTP status: 404\n"
            in read
        )
        assert "Sent at" not in read


def test_the_report_of_what_was_never_sent() -> None:
    error = ConfigurationError("payments.cancel: amount is required", operation="payments.cancel")
    assert error.report().split("\n")[2:] == [
        "오류 / Error: ConfigurationError",
        "기능 / Operation: payments.cancel",
        "API / API: POST /payments/cancel",
        "메시지 / Message: payments.cancel: amount is required",
        "결과 / Outcome: not_sent (요청이 전송되지 않음)",
        f"클라이언트 / Client: portone-v1 {__version__}",
        f"Python: {platform.python_version()}",
    ]
    assert "Operation" not in PortOneError("no").report()


@both
@pytest.mark.parametrize(
    ("order", "lines"),
    [
        ({"amount": 9_999}, ["사유 / Reason: amount_differs", "보유 금액 / Held: 1000 KRW"]),
        (
            {"merchant_uid": "o-2"},
            ["사유 / Reason: other_order", "보유 금액 / Held: 알 수 없음 (unknown)"],
        ),
    ],
    ids=["amount", "order"],
)
def test_the_report_of_a_verification_that_failed(
    connect: Connect, order: dict[str, Any], lines: list[str]
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment(amount=1000))
        wanted = {"amount": 1000, "merchant_uid": "o-1"} | order
        error = portone.error(lambda p: p.payments.verify("imp_1", **wanted))
        report = error.report().split("\n")
        assert report[2:] == [
            "오류 / Error: VerificationFailed",
            *lines,
            "기능 / Operation: payments.get",
            "API / API: GET /payments/{imp_uid}",
            "imp_uid: imp_1",
            "merchant_uid: o-1",
            f"메시지 / Message: {error}",
            f"클라이언트 / Client: portone-v1 {__version__}",
            f"Python: {platform.python_version()}",
        ]


@both
@pytest.mark.parametrize("path", [ANY, TOKEN_PATH])
def test_nothing_secret_is_reported(connect: Connect, path: str) -> None:
    echo = f"{SECRET} {KEY}" if path == TOKEN_PATH else f"{CARD} {TOKEN} {SECRET} {KEY}"
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, payment())
        server.on(path, refusal(f"[F113]{echo}").saying(x_request_id=echo))
        report = portone.error(
            lambda p: p.subscribe.onetime(
                merchant_uid="o-1", amount=1, card_number=CARD, expiry="2031-11"
            )
        ).report()
        assert "PG 코드 / PG code: F113" in report
        for secret in (CARD, TOKEN, SECRET, KEY):
            assert secret not in report
