"""What the log, the hooks and the traces are shown of a request: everything but the secrets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import Call, Operation

from .._version import __version__
from ..core.pending import PendingRequest
from ..errors import Outcome
from ..masking import MASK, request_headers

if TYPE_CHECKING:
    from ..resolution import Resolution

N = TypeVar("N")

AfterSend = Callable[[Attempt, Outcome], N]
"""Told how each write ended that `before_send` was told of: done, rejected, unknown or not_sent."""

_REQUEST_IDS = ("x-request-id", "x-amzn-requestid", "x-amzn-trace-id", "x-correlation-id", "cf-ray")


@dataclass(frozen=True, kw_only=True)
class RequestSummary:
    """One request of a call and how it ended, without any secret.

    Attributes:
        operation: The operation, such as `"payments.cancel"`.
        outcome: `"done"` when the answer says yes; else the outcome of the error that it led to.
        error: The name of that error's class, None without one.
        http_status: The HTTP status, None when no whole answer came.
        code: The code of the envelope, None without one.
        duration: Seconds from the request to the whole answer or the failure.
        number: 1 for the first request of a call, 2 for its repeat.
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
    """A request with its answer, in which every secret is masked.

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
    """Follows calls, as `portone_v1.observe.opentelemetry.Tracing` does."""

    def call(
        self, operation: Operation, base_url: str, path: str, tier: str | None
    ) -> AbstractContextManager[object]:
        """What is entered when a call begins, and left with its error when it ends."""
        ...

    def request_ended(self, summary: RequestSummary) -> object:
        """Told each request, inside of the call that it belongs to."""
        ...

    def resolved(self, resolution: Resolution) -> object:
        """Told what became of a write whose answer was lost, inside of its call, with `resolve=True`."""
        ...


def summary_of(latest: PendingRequest, ending: BaseException | None) -> RequestSummary:
    """Return what is told of a request that ended with that exception, or with none."""
    reply, options = latest.reply, latest.pending.options
    operation = latest.pending.call.operation
    return RequestSummary(
        operation=operation.name,
        outcome=latest.outcome(ending),
        error=type(ending).__name__ if ending is not None else None,
        http_status=reply.status if reply else None,
        code=0 if ending is None else getattr(ending, "code", None),
        duration=monotonic() - latest.begun,
        number=latest.number,
        at=latest.at,
        tier=options.tier if operation.token else None,
        imp_uid=_identity(latest, "imp_uid"),
        merchant_uid=_identity(latest, "merchant_uid"),
        cancellation_id=_cancellation(latest),
        request_id=_request_id(latest),
    )


def exchange_of(latest: PendingRequest, summary: RequestSummary) -> HttpExchange:
    """Return what is told of a request, with its HTTP request and the answer."""
    call, request, reply = latest.pending.call, latest.request, latest.reply
    redactor, options = request.redactor, latest.pending.options
    body = redactor.content(request.content)
    if isinstance(body, dict):
        body = _masked(cast("dict[str, Any]", body), call, options.extra_body)
    return HttpExchange(
        **{field.name: getattr(summary, field.name) for field in fields(summary)},
        method=request.method,
        url=redactor.url(request.url, hidden=_unknown(call, options.extra_query)),
        request_headers=request_headers(request.headers),
        request_body=body,
        response_headers=redactor.answer_headers(latest.answer_headers),
        response_body=redactor.content(reply.content) if reply else None,
    )


def _identity(latest: PendingRequest, name: str) -> str | None:
    asked = latest.pending.call.arguments.get(name)
    return _text(latest, asked if isinstance(asked, str) else _object(latest.payload).get(name))


def _cancellation(latest: PendingRequest) -> str | None:
    """The cancel that was just made: the newest of those in the answer."""
    answered = _object(latest.payload)
    rows: object = answered.get("cancel_history")
    if not isinstance(rows, list):
        return _text(latest, answered.get("cancellation_id"))
    dated = [row for row in map(_object, cast("list[object]", rows)) if _is_dated(row)]
    if not dated:
        return None
    return _text(latest, max(dated, key=_cancelled_at).get("cancellation_id"))


def _request_id(latest: PendingRequest) -> str | None:
    headers = latest.answer_headers
    found = next((headers[name] for name in _REQUEST_IDS if name in headers), None)
    return _text(latest, found)


def _text(latest: PendingRequest, value: object) -> str | None:
    return latest.request.redactor.text(value) if isinstance(value, str) and value else None


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
