"""An OpenTelemetry span for each call: `PortOne(…, tracing=Tracing())`. Needs the extra `[otel]`.

The span is called `portone_v1 payments.cancel`, of kind CLIENT, and a child of the span that is current
where the call is made, in threads and in tasks. It covers the whole call with its repeats, the request for
an access token that it may need, and its resolving. Its attributes are those of the semantic conventions for
HTTP clients, and `portone.operation`, `portone.outcome`, `portone.code`, `portone.tier`, `portone.imp_uid`,
`portone.merchant_uid` and `portone.cancellation_id`, as far as there are any. Each try is an event. A call
that raised has the status ERROR, with what it raised. No secret is in any of it.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import urlsplit

from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind, StatusCode, TracerProvider

from portone_v1_api.calls import Operation

from .._version import __version__
from ..errors import PortOneError
from ..resolution import Resolution
from .exchange import RequestSummary

_PORTS = {"https": 443, "http": 80}


class _Under:
    """The span of the call that is under way, and what its last try came to."""

    def __init__(self, span: Span, operation: str) -> None:
        self.span = span
        self.operation = operation
        self.last: Mapping[str, str | int] = {}


_under_way: ContextVar[_Under | None] = ContextVar("portone_v1_span", default=None)


class Tracing:
    """Makes the spans.

    Args:
        tracer_provider: Where the spans go; None is the global provider.
    """

    def __init__(self, tracer_provider: TracerProvider | None = None) -> None:
        self._tracer = trace.get_tracer("portone_v1", __version__, tracer_provider)

    @contextmanager
    def call(
        self, operation: Operation, base_url: str, path: str, tier: str | None
    ) -> Generator[None]:
        """The span of a call, current while it is under way."""
        with self._tracer.start_as_current_span(
            f"portone_v1 {operation.name}",
            kind=SpanKind.CLIENT,
            attributes=_asked(operation, base_url, path, tier),
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            under = _Under(span, operation.name)
            token = _under_way.set(under)
            try:
                yield
            except BaseException as error:
                under.last = {**under.last, **_failed(span, error)}
                raise
            finally:
                _under_way.reset(token)
                span.set_attributes(under.last)

    def request_ended(self, summary: RequestSummary) -> None:
        """A try has ended."""
        if (under := _under_way.get()) is None:
            return
        told = _answered(summary)
        event = {**told, "portone.operation": summary.operation}
        under.span.add_event(
            "portone.try", event | ({"error.type": summary.error} if summary.error else {})
        )
        if summary.operation == under.operation:
            again = {"http.request.resend_count": summary.number - 1} if summary.number > 1 else {}
            under.last = {**told, **again}

    def resolved(self, resolution: Resolution) -> None:
        """The outcome of a write whose answer was lost has been looked up."""
        under, attempt = _under_way.get(), resolution.attempt
        if under is None or under.operation != attempt.operation:
            return
        told: dict[str, str | int] = {"portone.resolution": resolution.state}
        if resolution.happened is not None:
            told["portone.outcome"] = "done" if resolution.happened else "rejected"
        told |= {f"portone.{name}": value for name, value in resolution.identities.items()}
        under.span.add_event("portone.resolved", {**told, "portone.operation": attempt.operation})
        under.last = {**under.last, **told}


def _asked(
    operation: Operation, base_url: str, path: str, tier: str | None
) -> Mapping[str, str | int]:
    url = urlsplit(base_url)
    attributes: dict[str, str | int] = {
        "http.request.method": operation.method,
        "server.address": url.hostname or "",
        "server.port": url.port or _PORTS[url.scheme],
        "url.scheme": url.scheme,
        "url.full": base_url + path,  # without the query, which may hold a secret
        "url.template": operation.path,
        "portone.operation": operation.name,
    }
    return attributes | ({"portone.tier": tier} if tier else {})


def _answered(summary: RequestSummary) -> dict[str, str | int]:
    attributes: dict[str, str | int | None] = {
        "http.response.status_code": summary.http_status,
        "portone.outcome": summary.outcome,
        "portone.code": summary.code,
        **{f"portone.{name}": value for name, value in summary.identities.items()},
    }
    return {name: value for name, value in attributes.items() if value is not None}


def _failed(span: Span, error: BaseException) -> dict[str, str]:
    """Say so of the span, whatever its last try was: the attributes that tell of it."""
    # What is not of this package may say anything.
    span.set_status(StatusCode.ERROR, str(error) if isinstance(error, PortOneError) else None)
    outcome = getattr(error, "outcome", None)
    told = {"portone.outcome": outcome} if isinstance(outcome, str) else {}
    return {"error.type": type(error).__name__, **told}
