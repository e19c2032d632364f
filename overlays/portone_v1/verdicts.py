"""What an answer means: a payload, or an error that says whether it happened."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any, NoReturn, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import ErrorRule, Operation
from portone_v1_api.operations import COMMON_ERRORS

from .errors import (
    BY_NAME,
    BY_STATUS,
    ApiError,
    Outcome,
    Refused,
    ServerError,
    UnexpectedAnswer,
)
from .exchange import Reply
from .redaction import Redactor


class Verdict:
    """Judges the answers to one operation."""

    def __init__(self, operation: Operation, redactor: Redactor, attempt: Attempt | None) -> None:
        self.operation = operation
        self.redactor = redactor
        self.attempt = attempt

    @property
    def unknown(self) -> Outcome:
        """The outcome when no trustworthy answer came."""
        return "unknown" if self.operation.effect == "write" else "no_answer"

    def payload(self, reply: Reply) -> Any:
        """The payload of an answer that says yes; raises the error that any other answer means."""
        body = _decode(reply.content)
        envelope = cast("dict[str, Any]", body) if _is_envelope(body) else None
        if envelope is None:
            self._refuse_without_envelope(reply, body)
        code: int = envelope["code"]
        if reply.status < 300 and code == 0:
            return envelope.get("response")
        said = str(envelope.get("message") or "")
        message = self.redactor.text(said)
        rule = _rule(self.operation, reply.status, code, said)
        # A 5xx means no only where the contract says so: elsewhere nobody knows what was done.
        explained = rule is not None and rule.error != "ServerError" and code != 0
        if reply.status >= 500 and not explained:
            self._server_error(reply, message, body)
        if 300 <= reply.status < 400:
            self._unexpected(reply, "a redirect")
        if code == 0 and reply.status < 400:
            self._unexpected(reply, f"HTTP {reply.status} with code 0")
        cls = BY_NAME[rule.error] if rule else BY_STATUS.get(reply.status, Refused)
        raise cls(
            message,
            operation=self.operation.name,
            http_status=reply.status,
            code=code,
            case=rule.case if rule else None,
            redactor=self.redactor,
            body=body,
            outcome=rule.outcome if rule else "rejected",
            attempt=self.attempt,
        )

    def is_broken(self, reply: Reply) -> bool:
        """Whether an answer of HTTP 200 is no JSON: cut short, or the page of some proxy."""
        return reply.status == 200 and isinstance(_decode(reply.content), str)

    def declined(self, payload: Any) -> str | None:
        """Why a payload that came with code 0 is a refusal all the same, or None when it is none."""
        declined = self.operation.declined
        if declined is None or not isinstance(payload, dict):
            return None
        fields = cast("dict[str, Any]", payload)
        if fields.get(declined.field) not in declined.values:
            return None
        return self.redactor.text(str(fields.get(declined.message) or ""))

    def _refuse_without_envelope(self, reply: Reply, body: Any) -> NoReturn:
        if reply.status >= 500:
            self._server_error(reply, "", body)
        if reply.status >= 400:
            cls: type[ApiError] = BY_STATUS.get(reply.status, Refused)
            raise cls(
                "",
                operation=self.operation.name,
                http_status=reply.status,
                redactor=self.redactor,
                body=body,
                attempt=self.attempt,
            )
        self._unexpected(reply, "a redirect" if reply.status >= 300 else "no envelope of V1")

    def _server_error(self, reply: Reply, message: str, body: Any) -> NoReturn:
        raise ServerError(
            message,
            outcome=self.unknown,
            operation=self.operation.name,
            http_status=reply.status,
            redactor=self.redactor,
            body=body,
            attempt=self.attempt,
        )

    def _unexpected(self, reply: Reply, what: str) -> NoReturn:
        raise UnexpectedAnswer(
            f"{self.operation.name}: the answer is {what} (HTTP {reply.status})",
            outcome=self.unknown,
            operation=self.operation.name,
            attempt=self.attempt,
        )


def _decode(content: bytes) -> Any:
    """The answer as JSON with decimals kept exactly, or as text when it is no JSON."""
    try:
        return json.loads(content, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, ArithmeticError, RecursionError):
        return content.decode("utf-8", "replace")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _is_envelope(body: Any) -> bool:
    return isinstance(body, dict) and type(cast("dict[str, Any]", body).get("code")) is int


def _rule(operation: Operation, status: int, code: int, message: str) -> ErrorRule | None:
    rules: Iterable[ErrorRule] = (*operation.errors, *COMMON_ERRORS)
    for rule in rules:
        if (
            rule.status == status
            and rule.code in (None, code)
            and (rule.message is None or _matches(rule.message, message))
        ):
            return rule
    return None


def _matches(template: str, message: str) -> bool:
    return _pattern(template).fullmatch(message.strip()) is not None


@lru_cache(maxsize=512)
def _pattern(template: str) -> re.Pattern[str]:
    fixed = re.split(r"\{\w+\}", template.strip())
    return re.compile(".*".join(map(re.escape, fixed)), re.DOTALL)
