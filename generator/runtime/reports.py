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
    yield "결과 / Outcome", f"{error.outcome} ({_WORDS[error.outcome]})"
    yield "시도 횟수 / Try", request.number if request else None
    yield "전송 시각 / Sent at", attempt.sent_at.astimezone(KST).isoformat() if attempt else None
    yield "금액 / Amount", attempt.amount if attempt else None
    yield "요청 ID / Request id", request.request_id if request else None
    yield "클라이언트 / Client", request.client if request else "portone-v1"
    yield "Python", platform.python_version()


def _identities(error: PortOneError) -> Iterator[tuple[str, Any]]:
    """What it was about: as it was asked for, then as it was answered."""
    told: dict[str, Any] = dict(error.attempt.identities) if error.attempt else {}
    if error.request:
        told = error.request.identities | told
    for name, value in told.items():
        several = cast("list[str]", value) if isinstance(value, list) else [str(value)]
        yield name, ", ".join(several)
