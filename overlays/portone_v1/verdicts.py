"""What an answer means: a payload, or an error that says whether it happened."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any, NoReturn, TypeVar, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import ErrorRule, Operation
from portone_v1_api.operations import COMMON_ERRORS

from .errors import (
    BY_NAME,
    ApiError,
    Declined,
    Outcome,
    Refused,
    ServerError,
    UnexpectedAnswer,
)
from .exchange import Reply
from .redaction import Redactor

E = TypeVar("E", bound=ApiError | ServerError)


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
        if self.operation.may_be_empty and reply.status == 200 and not reply.content:
            return None
        status, body = reply.status, _decode(reply.content)
        envelope = cast("dict[str, Any]", body) if _is_envelope(body) else {}
        code: int | None = envelope.get("code")
        if status < 300 and code == 0:
            return envelope.get("response")
        said = str(envelope.get("message") or "")
        rule = _rule(self.operation, status, code, said)
        # A 5xx means no only where the contract says so: elsewhere nobody knows what was done.
        if status >= 500 and (not code or rule is None or rule.error == "ServerError"):
            raise self.error(ServerError, reply, said, code, None, self.unknown)
        if (status < 400 and not code) or 300 <= status < 400:
            what = "no envelope of V1" if status < 300 else "a redirect"
            raise UnexpectedAnswer(
                f"{self.operation.name}: the answer is {what} (HTTP {status})",
                outcome=self.unknown,
                operation=self.operation.name,
                attempt=self.attempt,
            )
        if rule is None:
            raise self.error(Refused, reply, said, code)
        raise self.error(BY_NAME[rule.error], reply, said, code, rule.case, rule.outcome)

    def error(
        self,
        cls: type[E],
        reply: Reply,
        said: str,
        code: int | None,
        case: str | None = None,
        outcome: Outcome = "rejected",
    ) -> E:
        """The error of class `cls` for an answer that says no."""
        return cls(
            self.redactor.text(said),
            operation=self.operation.name,
            http_status=reply.status,
            code=code,
            case=case,
            body=_decode(reply.content),
            outcome=outcome,
            attempt=self.attempt,
            redactor=self.redactor,
        )

    def declined(self, reply: Reply, payload: Any) -> Declined | None:
        """The error for a payload that came with code 0 and is a refusal all the same."""
        declined = self.operation.declined
        if declined is None or not isinstance(payload, dict):
            return None
        fields = cast("dict[str, Any]", payload)
        if fields.get(declined.field) not in declined.values:
            return None
        said = str(fields.get(declined.message) or "")
        return self.error(Declined, reply, said, 0)


def is_broken(reply: Reply) -> bool:
    """Whether an answer of HTTP 200 is no JSON: cut short, or the page of some proxy."""
    return reply.status == 200 and isinstance(_decode(reply.content), str)


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


def _rule(operation: Operation, status: int, code: int | None, message: str) -> ErrorRule | None:
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
