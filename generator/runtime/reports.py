"""What to tell PortOne's support of an error."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from .errors import PortOneError
from .values import KST

_WORDS = {
    "not_sent": "요청이 전송되지 않음",
    "rejected": "거절됨",
    "unknown": "처리 여부를 알 수 없음",
    "done": "처리되었으나 응답을 해석할 수 없음",
    "no_answer": "조회 응답 없음",
}


def report(error: PortOneError) -> str:
    """The lines of `error`, each with its Korean and its English name."""
    lines = (
        f"{label}: {one_line(str(value))}"
        for label, value in _lines(error)
        if value not in (None, "")
    )
    return "\n".join(["[PortOne V1]", *lines])


def one_line(text: str) -> str:
    """`text` with every character escaped that would end a line or move the cursor."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode()
        for c in text
    )


def _lines(error: PortOneError) -> Iterator[tuple[str, Any]]:
    # Imported when it is wanted: it loads every operation.
    from .operations import OPERATIONS

    request, attempt = error.request, error.attempt
    operation = OPERATIONS.get(error.operation or "")
    when = request.at if request else datetime.fromtimestamp(error.raised_at, KST)
    yield "시각 / Time", when.astimezone(KST).strftime("%Y-%m-%d %H:%M:%S KST")
    yield "오류 / Error", type(error).__name__
    yield from _verification(error)
    yield "기능 / Operation", error.operation
    yield "API / API", f"{operation.method} {operation.path}" if operation else None
    yield "하위상점 / Tier", request.tier if request else attempt.tier if attempt else None
    yield from _identities(error)
    yield (
        "HTTP 상태 / HTTP status",
        getattr(error, "http_status", request.http_status if request else None),
    )
    yield "응답 코드 / Code", getattr(error, "code", None)
    yield "메시지 / Message", getattr(error, "message", None) or str(error)
    yield "PG 코드 / PG code", getattr(error, "pg_code", None)
    yield "PG 메시지 / PG message", getattr(error, "pg_message", None)
    if not _is_verification(error):
        yield "결과 / Outcome", f"{error.outcome} ({_WORDS[error.outcome]})"
    yield "시도 횟수 / Try", request.number if request else None
    yield "전송 시각 / Sent at", attempt.sent_at.astimezone(KST).isoformat() if attempt else None
    yield "금액 / Amount", attempt.amount if attempt else None
    yield "요청 ID / Request id", request.request_id if request else None
    yield "클라이언트 / Client", request.client if request else error.client
    yield "Python", platform.python_version()


def _is_verification(error: PortOneError) -> bool:
    """Whether a payment was read and does not pay for its order. Its outcome is about the order, not a call."""
    return hasattr(error, "held")


def _verification(error: PortOneError) -> Iterator[tuple[str, Any]]:
    """Why the payment does not pay for its order, and what the shop holds."""
    if not _is_verification(error):
        return
    held, payment = getattr(error, "held", None), getattr(error, "payment", None)
    currency = getattr(payment, "currency", None) or "KRW"
    yield "사유 / Reason", getattr(error, "reason", None)
    yield "보유 금액 / Held", "알 수 없음 (unknown)" if held is None else f"{held} {currency}"


def _identities(error: PortOneError) -> Iterator[tuple[str, Any]]:
    """What it was about: as it was asked for, then as it was answered."""
    told: dict[str, Any] = dict(error.attempt.identities) if error.attempt else {}
    if error.request:
        told = error.request.identities | told
    if _is_verification(error):
        payment = getattr(error, "payment", None)
        told = {name: getattr(payment, name, None) for name in ("imp_uid", "merchant_uid")} | told
    for name, value in told.items():
        several = cast("list[str]", value) if isinstance(value, list) else [str(value)]
        yield name, ", ".join(several)
