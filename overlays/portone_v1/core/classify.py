"""What an answer means: a payload, or an error that says whether it happened."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn, TypeVar, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import Call, ErrorRule, FieldValues, Operation
from portone_v1_api.exact import exact
from portone_v1_api.operations import COMMON_ERRORS

from ..errors import (
    BY_NAME,
    ApiError,
    ChargePending,
    ConnectError,
    Declined,
    NoAnswer,
    Outcome,
    PortOneError,
    Refused,
    ServerError,
    UnexpectedAnswer,
)
from ..masking import Redactor
from .request import Reply

E = TypeVar("E", bound=ApiError | ServerError | ChargePending)

MAY_BE_DONE = "; it may have been done: do not send it again; portone.resolve(error) finds out"
"""What to do after a write that got no answer."""


class ResponseClassifier:
    """Classifies the answers to one call."""

    def __init__(self, call: Call[Any], redactor: Redactor, attempt: Attempt | None) -> None:
        self.call = call
        self.operation = call.operation
        self.redactor = redactor
        self.attempt = attempt

    @property
    def unknown(self) -> Outcome:
        """The outcome when no trustworthy answer came."""
        return "unknown" if self.operation.effect == "write" else "no_answer"

    @property
    def done(self) -> Outcome:
        """The outcome when PortOne said yes."""
        return "done" if self.operation.effect == "write" else "no_answer"

    def payload(self, reply: Reply) -> Any:
        """Return the payload of an answer that says yes; raise what any other answer means."""
        may_be_empty = self.operation.may_be_empty and reply.status == 200
        body = _decode(reply.content)
        if not _is_envelope(body) and (reply.content or not may_be_empty):
            raise self._no_evidence(reply)
        if reply.headers.get("age", "0").strip() != "0":
            # No cache may keep an answer of PortOne; what happened since is not in it, nor what time it is.
            raise self.unexpected(reply, "the answer comes from a cache")
        if not reply.content:
            return None
        envelope = cast("dict[str, Any]", body)
        code: int = envelope["code"]
        said = str(envelope["message"] or "")
        if code == 0 and reply.status < 300:
            self._check_subject(reply, envelope["response"])
            return envelope["response"]
        rule = _rule(self.operation, reply.status, code, said)
        # A 5xx means no only where the contract says so: elsewhere nobody knows what was done.
        if reply.status >= 500 and (not code or rule is None or rule.error == "ServerError"):
            raise self.error(ServerError, reply, said, code, None, self.unknown)
        if code == 0 or 300 <= reply.status < 400:
            raise self.unexpected(reply, f"code {code} came with HTTP {reply.status}")
        if self._says_done(envelope["response"]):
            problem = f"code {code} came with the record of a success (HTTP {reply.status})"
            raise self.unexpected(reply, problem)
        if rule is None:
            raise self.error(Refused, reply, said, code)
        raise self.error(BY_NAME[rule.error], reply, said, code, rule.case, rule.outcome)

    def outcome(self, reply: Reply) -> Outcome:
        """Return what an answer says of the write, whether or not it can be read further."""
        try:
            refusal = self.declined(reply, self.payload(reply))
        except PortOneError as error:
            return error.outcome
        return refusal.outcome if refusal else self.done

    def _says_done(self, response: object) -> bool:
        """Whether what came with a refusal is the record of something that was done, or may be yet."""
        declined = self.operation.declined
        return any(
            record
            and (
                declined is None
                or record.get(declined.field) not in declined.values
                or is_listed(declined.not_final, record)
            )
            for record in records_of(response, self.operation)
        )

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
            self.redactor.body(said),
            operation=self.operation.name,
            http_status=reply.status,
            code=code,
            case=case,
            body=_decode(reply.content, dict),
            outcome=outcome,
            attempt=self.attempt,
            redactor=self.redactor,
        )

    def unexpected(
        self, reply: Reply, problem: str, outcome: Outcome | None = None
    ) -> UnexpectedAnswer:
        """The error for an answer that cannot be understood, and proves nothing unless `outcome` is given."""
        error = UnexpectedAnswer(
            f"{self.operation.name}: {problem}",
            outcome=outcome or self.unknown,
            operation=self.operation.name,
            attempt=self.attempt,
        )
        error.http_status = reply.status
        error.body = self.redactor.body(_decode(reply.content, dict))
        return error

    def declined(self, reply: Reply, payload: Any) -> Declined | ChargePending | None:
        """The error for a payload that came with code 0 and is a refusal all the same."""
        declined = self.operation.declined
        if declined is None or not isinstance(payload, dict):
            return None
        fields = cast("dict[str, Any]", payload)
        if fields.get(declined.field) not in declined.values:
            return None
        said = str(fields.get(declined.message) or "")
        if is_listed(declined.not_final, fields):
            return self.error(ChargePending, reply, said, 0, outcome=self.unknown)
        return self.error(Declined, reply, said, 0)

    def no_answer(self, reason: str, *, sent: bool) -> NoAnswer | ConnectError:
        """Return the error for a request without a whole answer, whether or not it may have left."""
        name = self.operation.name
        reason = self.redactor.text(reason)
        if not sent:
            return ConnectError(
                f"{name}: no connection ({reason})", operation=name, attempt=self.attempt
            )
        advice = MAY_BE_DONE if self.unknown == "unknown" else ""
        return NoAnswer(
            f"{name}: sent, and no whole answer came ({reason}){advice}",
            outcome=self.unknown,
            operation=name,
            attempt=self.attempt,
        )

    def _no_evidence(self, reply: Reply) -> PortOneError:
        """The error for an answer that is not PortOne's: a page of a gateway, or cut short."""
        if reply.status >= 500:
            return self.error(ServerError, reply, "", None, None, self.unknown)
        if 300 <= reply.status < 400:
            return self.unexpected(reply, f"the answer is a redirect (HTTP {reply.status})")
        return self.unexpected(
            reply, f"the answer is not an envelope of PortOne V1 (HTTP {reply.status})"
        )

    def _check_subject(self, reply: Reply, response: Any) -> None:
        """Refuse an answer about something else: a connection out of step gives another call's."""
        asked = list(_subjects_of(self.call))
        for record in records_of(response, self.operation):
            other = _other_subject(asked, record)
            if other is not None:
                raise self.unexpected(reply, f"the answer is about another {other}")


def is_listed(rule: FieldValues | None, record: Mapping[str, Any]) -> bool:
    """Whether a field of `record` has one of the values of a rule; a PG that is not told may be one of them."""
    if rule is None:
        return False
    value = record.get(rule.field)
    return not isinstance(value, str) or value in rule.values


def records_of(payload: object, operation: Operation) -> list[Mapping[str, Any]]:
    """The objects of a payload: itself, its items, or those of its page."""
    if isinstance(payload, dict):
        fields = cast("dict[str, Any]", payload)
        items: object = fields.get(operation.page.items) if operation.page else None
        if not isinstance(items, list):
            return [fields]
        payload = cast("list[object]", items)
    if not isinstance(payload, list):
        return []
    items_of = cast("list[object]", payload)
    return [cast("dict[str, Any]", item) for item in items_of if isinstance(item, dict)]


class _Subject(NamedTuple):
    """An identity that a call names, as the answer calls it."""

    name: str
    values: frozenset[str]
    several: bool
    """Whether it names several things, of which the answer may show any."""


def _subjects_of(call: Call[Any]) -> Iterator[_Subject]:
    rule = call.operation.resolve
    # A write may name another payment besides the one that its record is found by.
    found_by = {name for read in (rule.reads if rule else ()) for name in read.arguments}
    others = {"imp_uid"} - found_by if found_by else set[str]()
    for parameter in call.operation.parameters:
        wire = parameter.wire.removesuffix("[]")
        if wire not in _SUBJECTS - others:
            continue
        sent = call.sent(parameter.name)
        if isinstance(sent, list):
            yield _Subject(wire, frozenset(cast("list[str]", sent)), several=True)
        elif sent is not None and sent != "all":
            yield _Subject(wire, frozenset({sent}), several=False)


def _other_subject(asked: Iterable[_Subject], record: Mapping[str, Any]) -> str | None:
    """Return the name of an identity by which a record is about something else, None without one.

    Of two lists of identities either may have named the record.
    """
    shown = [each for each in asked if isinstance(record.get(each.name), str) and record[each.name]]
    others = [each for each in shown if record[each.name] not in each.values]
    if any(each.several for each in shown if each not in others):
        others = [each for each in others if not each.several]
    return others[0].name if others else None


_SUBJECTS = frozenset({"imp_uid", "merchant_uid", "customer_uid", "tier_code"})


def is_broken(reply: Reply) -> bool:
    """Whether an answer of HTTP 200 is not JSON: cut short, or the page of some proxy."""
    return reply.status == 200 and isinstance(_decode(reply.content), str)


def is_bare(reply: Reply) -> bool:
    """Whether an answer is not PortOne's envelope."""
    return not _is_envelope(_decode(reply.content))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON. One that says two things of a field contradicts itself, and proves neither."""
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError  # which is never shown
    return result


_MakeObject = Callable[[list[tuple[str, Any]]], dict[str, Any]]


@exact
def _decode(content: bytes, make_object: _MakeObject = _once) -> Any:
    """The answer as JSON with decimals kept exactly, or as text when it is no JSON.

    An error shows an answer as it can be read: only then are its secrets found by their fields.
    """
    try:
        return json.loads(
            content, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=make_object
        )
    except (ValueError, ArithmeticError, RecursionError):
        return content.decode("utf-8", "replace")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _is_envelope(body: Any) -> bool:
    """Whether it is PortOne's: nothing else proves anything, whatever its HTTP status."""
    if not isinstance(body, dict):
        return False
    fields = cast("dict[str, Any]", body)
    return type(fields.get("code")) is int and "message" in fields and "response" in fields


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
