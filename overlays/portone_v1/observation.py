"""What the log, the hooks and the traces are shown of a try: everything but the secrets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import Call, Operation
from portone_v1_api.values import KST

from ._version import __version__
from .errors import Outcome, PortOneError
from .exchange import Reply, Request
from .options import Options
from .redaction import MASK, request_headers
from .verdicts import Verdict

if TYPE_CHECKING:
    from .resolve.resolution import Resolution

N = TypeVar("N")

AfterSend = Callable[[Attempt, Outcome], N]
"""Told how each write ended that `before_send` was told of: done, rejected, unknown or not_sent."""

_REQUEST_IDS = ("x-request-id", "x-amzn-requestid", "x-amzn-trace-id", "x-correlation-id", "cf-ray")


@dataclass(frozen=True, kw_only=True)
class RequestSummary:
    """One try of a call and how it ended, without any secret.

    Attributes:
        operation: The operation, such as `"payments.cancel"`.
        outcome: `"done"` when the answer says yes; else the outcome of the error that it led to.
        error: The name of that error's class, None without one.
        http_status: The HTTP status, None when no whole answer came.
        code: The code of the envelope, None without one.
        duration: Seconds from the request to the whole answer or the failure.
        number: 1 for the first try of a call, 2 for the next.
        at: When it began, in KST.
        tier: The sub-merchant that it was for, None for the parent store.
        imp_uid: PortOne's identity of the payment, from the arguments or else from the answer.
        merchant_uid: The shop's identity of it, likewise.
        cancellation_id: PortOne's identity of the newest cancel in the answer.
        request_id: What the answer's headers call the request, None when they do not.
        client: The name and version of this client.
    """

    operation: str
    outcome: Outcome
    error: str | None
    http_status: int | None
    code: int | None
    duration: float
    number: int
    at: datetime
    tier: str | None
    imp_uid: str | None
    merchant_uid: str | None
    cancellation_id: str | None
    request_id: str | None
    client: str = f"portone-v1 {__version__}"

    @property
    def identities(self) -> dict[str, str]:
        """Those of the three identities that are there."""
        all_of_them = {
            "imp_uid": self.imp_uid,
            "merchant_uid": self.merchant_uid,
            "cancellation_id": self.cancellation_id,
        }
        return {name: value for name, value in all_of_them.items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class HttpExchange(RequestSummary):
    """A try with its request and its answer, in which every secret is masked.

    Values that were sent along by `extra_headers`, `extra_query` and `extra_body` are masked too.

    Attributes:
        method: The HTTP method.
        url: The URL.
        request_headers: The headers of the request, without Authorization.
        request_body: The body of the request as data, None without one.
        response_headers: The headers of the answer, by their names in lower case; empty without one.
        response_body: The body of the answer: data when it was JSON, else a text; None without one.

    Of each body the first 64 KiB are kept.
    """

    method: str
    url: str
    request_headers: Mapping[str, str]
    request_body: Any
    response_headers: Mapping[str, str]
    response_body: Any


OnExchange = Callable[[HttpExchange], N]
"""Told each request together with its answer, or with how it failed."""


class Tracing(Protocol):
    """Follows calls, as `portone_v1.opentelemetry.Tracing` does."""

    def call(
        self, operation: Operation, base_url: str, path: str, tier: str | None
    ) -> AbstractContextManager[object]:
        """What is entered when a call begins, and left with its error when it ends."""
        ...

    def request_ended(self, summary: RequestSummary) -> object:
        """Told each try, inside of the call that it belongs to."""
        ...

    def resolved(self, resolution: Resolution) -> object:
        """Told what became of a write whose answer was lost, inside of its call, with `resolve=True`."""
        ...


class Try:
    """One try, while it is under way."""

    def __init__(
        self,
        call: Call[Any],
        options: Options,
        request: Request,
        number: int,
    ) -> None:
        self.call = call
        self.options = options
        self.request = request
        self.attempt: Attempt | None = None
        self.number = number
        self.verdict: Verdict | None = None
        """What judges the answer."""
        self.has_left = False
        """Whether the request, or a part of it, may have been sent."""
        self.is_doubtful = False
        """Whether an earlier try of the same write may have been done: then no failure of this one is a no."""
        self.is_told = False
        """Whether the hooks have been told how it ended."""
        self.reply: Reply | None = None
        self.refusal: PortOneError | None = None
        """What the answer was taken to mean when it said no."""
        self.payload: Any = None
        self._at = datetime.now(KST)
        self._begun = monotonic()

    @property
    def answer_headers(self) -> Mapping[str, str]:
        """The headers of the answer, none without one."""
        nothing: Mapping[str, str] = {}
        return self.reply.headers if self.reply else nothing

    def leave(self) -> None:
        """The request leaves now."""
        self.has_left = True
        self._at, self._begun = datetime.now(KST), monotonic()

    def outcome(self, ending: BaseException | None) -> Outcome:
        """How it ended, with that exception or with none."""
        outcome = self._outcome(ending)
        return "unknown" if self.is_doubtful and outcome in ("rejected", "not_sent") else outcome

    def _outcome(self, ending: BaseException | None) -> Outcome:
        if ending is None:
            return "done"
        if not self.has_left:
            return "not_sent"
        if isinstance(ending, PortOneError):
            return ending.outcome
        if self.verdict is not None and self.reply is not None:
            return self.verdict.outcome(self.reply)  # it was interrupted after the answer had come
        return "unknown" if self.call.operation.effect == "write" else "no_answer"

    def summary(self, ending: BaseException | None) -> RequestSummary:
        """What is told of it."""
        return RequestSummary(**self._told(ending))

    def exchange(self, summary: RequestSummary) -> HttpExchange:
        """What is told of it, with the request and the answer."""
        redactor, reply, options = self.request.redactor, self.reply, self.options
        body = redactor.content(self.request.content)
        if isinstance(body, dict):
            body = _masked(cast("dict[str, Any]", body), self.call, options.extra_body)
        return HttpExchange(
            **{field.name: getattr(summary, field.name) for field in fields(summary)},
            method=self.request.method,
            url=redactor.url(self.request.url, hidden=_unknown(self.call, options.extra_query)),
            request_headers=request_headers(self.request.headers),
            request_body=body,
            response_headers=redactor.answer_headers(self.answer_headers),
            response_body=redactor.content(reply.content) if reply else None,
        )

    def _told(self, ending: BaseException | None) -> dict[str, Any]:
        reply = self.reply
        return {
            "operation": self.call.operation.name,
            "outcome": self.outcome(ending),
            "error": type(ending).__name__ if ending is not None else None,
            "http_status": reply.status if reply else None,
            "code": 0 if ending is None else getattr(ending, "code", None),
            "duration": monotonic() - self._begun,
            "number": self.number,
            "at": self._at,
            "tier": self.options.tier if self.call.operation.token else None,
            "imp_uid": self._identity("imp_uid"),
            "merchant_uid": self._identity("merchant_uid"),
            "cancellation_id": self._cancellation(),
            "request_id": self._request_id(),
        }

    def _identity(self, name: str) -> str | None:
        asked = self.call.arguments.get(name)
        return self._text(asked if isinstance(asked, str) else self._answered.get(name))

    def _cancellation(self) -> str | None:
        """The cancel that was just made: the newest of those in the answer."""
        rows: object = self._answered.get("cancel_history")
        if not isinstance(rows, list):
            return self._text(self._answered.get("cancellation_id"))
        dated = [row for row in map(_object, cast("list[object]", rows)) if _is_dated(row)]
        if not dated:
            return None
        return self._text(max(dated, key=_cancelled_at).get("cancellation_id"))

    def _request_id(self) -> str | None:
        headers = self.answer_headers
        return self._text(next((headers[name] for name in _REQUEST_IDS if name in headers), None))

    def _text(self, value: object) -> str | None:
        return self.request.redactor.text(value) if isinstance(value, str) and value else None

    @property
    def _answered(self) -> dict[str, Any]:
        return _object(self.payload)


def _object(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _is_dated(row: dict[str, Any]) -> bool:
    return type(_cancelled_at(row)) is int


def _cancelled_at(row: dict[str, Any]) -> Any:
    return row.get("cancelled_at")


def _masked(body: dict[str, Any], call: Call[Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    unknown = _unknown(call, extra)
    return {name: MASK if name in unknown else value for name, value in body.items()}


def _unknown(call: Call[Any], extra: Mapping[str, Any]) -> set[str]:
    """What is sent along, and may be secret: the contract does not know it."""
    parameters = call.operation.parameters
    return extra.keys() - {each.wire for each in parameters if each.name in call.arguments}
