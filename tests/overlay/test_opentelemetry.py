"""OpenTelemetry: a span a call, under the span that is current where it is made, without secrets."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from scripted_server import (
    ANY,
    PAID,
    SECRET,
    TOKEN,
    TOKEN_PATH,
    Asked,
    Awaiting,
    Blocking,
    Close,
    Connect,
    ScriptedServer,
    Silence,
    both,
    closed_port,
    envelope,
    html,
    payment,
    refusal,
    wait_for,
)

from portone_v1.observe.opentelemetry import Tracing

CARD = "4111-2222-3333-4444"


class Spans:
    """The spans that were made."""

    def __init__(self) -> None:
        self._exporter = InMemorySpanExporter()
        self.provider = TracerProvider()
        self.provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        self.tracer = self.provider.get_tracer("the shop")
        self.tracing = Tracing(self.provider)

    @property
    def all(self) -> list[ReadableSpan]:
        return list(self._exporter.get_finished_spans())

    @property
    def only(self) -> ReadableSpan:
        (span,) = self.all
        return span

    def clear(self) -> None:
        self._exporter.clear()


@pytest.fixture
def spans() -> Spans:
    return Spans()


def read(p: Any) -> Any:
    return p.payments.get("imp_1")


def write(p: Any) -> Any:
    return p.payments.cancel(imp_uid="imp_1", amount=500)


@both
def test_the_span_of_a_call(connect: Connect, spans: Spans) -> None:
    rows = [{"cancelled_at": 5, "cancellation_id": "can-2"}]
    with ScriptedServer() as server, connect(server, tracing=spans.tracing) as portone:
        server.on(ANY, payment(cancel_history=rows))
        portone.do(lambda p: write(p.with_options(tier="AB1")))
        span = spans.only
        assert (span.name, span.kind) == ("portone_v1 payments.cancel", SpanKind.CLIENT)
        assert span.status.status_code is StatusCode.UNSET
        assert span.attributes == {
            "http.request.method": "POST",
            "http.response.status_code": 200,
            "server.address": "127.0.0.1",
            "server.port": server.port,
            "url.scheme": "http",
            "url.full": f"{server.url}/payments/cancel",
            "url.template": "/payments/cancel",
            "portone.operation": "payments.cancel",
            "portone.outcome": "done",
            "portone.code": 0,
            "portone.tier": "AB1",
            "portone.imp_uid": "imp_1",
            "portone.merchant_uid": "o-1",
            "portone.cancellation_id": "can-2",
        }
        told = [(e.name, (e.attributes or {})["portone.operation"]) for e in span.events]
        assert told == [("portone.try", "auth.get_token"), ("portone.try", "payments.cancel")]


@both
def test_the_span_of_a_call_that_raised(connect: Connect, spans: Spans) -> None:
    with ScriptedServer() as server, connect(server, tracing=spans.tracing) as portone:
        server.on(ANY, refusal(f"결제취소에 실패하였습니다. [F113] {TOKEN}"))
        error = portone.error(write)
        span = spans.only
        assert span.status.status_code is StatusCode.ERROR
        assert span.status.description == str(error)
        assert span.attributes is not None
        assert span.attributes["error.type"] == "Declined"
        assert span.attributes["portone.outcome"] == "rejected"
        assert span.attributes["portone.code"] == -1


@both
def test_a_call_that_was_repeated_is_one_span(connect: Connect, spans: Spans) -> None:
    with ScriptedServer() as server, connect(server, tracing=spans.tracing) as portone:
        server.on(ANY, html(503).saying(retry_after="0"), payment())
        portone.do(read)
        span = spans.only
        assert span.status.status_code is StatusCode.UNSET
        assert span.attributes is not None
        assert span.attributes["http.request.resend_count"] == 1
        assert span.attributes["http.response.status_code"] == 200
        assert "error.type" not in span.attributes
        failed = span.events[1].attributes or {}
        assert (failed["error.type"], failed["http.response.status_code"]) == ("ServerError", 503)


@both
def test_a_call_for_which_there_was_no_token(connect: Connect, spans: Spans) -> None:
    with ScriptedServer() as server, connect(server, tracing=spans.tracing) as portone:
        server.on(TOKEN_PATH, refusal(f"인증 실패 {SECRET}", status=401))
        portone.error(write)
        attributes = spans.only.attributes or {}
        assert attributes["portone.operation"] == "payments.cancel"
        assert (attributes["error.type"], attributes["portone.outcome"]) == (
            "AuthenticationError",
            "rejected",
        )
        assert "http.response.status_code" not in attributes, "it was never sent"


def test_a_call_without_a_connection(spans: Spans) -> None:
    at = f"http://127.0.0.1:{closed_port()}"
    with Blocking(at, tracing=spans.tracing, max_retries=0) as portone:
        portone.error(read)
    attributes = spans.only.attributes or {}
    assert (attributes["error.type"], attributes["portone.outcome"]) == ("ConnectError", "not_sent")


@both
def test_look_ups_are_inside_of_the_call_that_resolves(connect: Connect, spans: Spans) -> None:
    paid = PAID | {"started_at": 1_000_009_999, "paid_at": 1_000_009_999}
    page = {"total": 1, "previous": 0, "next": 0, "list": [paid]}
    with ScriptedServer() as server, connect(server, tracing=spans.tracing) as portone:
        server.on("/subscribe/payments/again", Close())
        server.on(ANY, envelope(page))
        portone.do(
            lambda p: p.with_options(resolve=5).subscribe.again(
                merchant_uid="o-1", customer_uid="c-1", amount=1000, name="n"
            )
        )
        look_up, charge = spans.all
        assert charge.name == "portone_v1 subscribe.again"
        assert look_up.parent is not None
        assert charge.context is not None
        assert look_up.parent.span_id == charge.context.span_id
        assert charge.attributes is not None
        assert charge.attributes["portone.outcome"] == "done"
        assert charge.attributes["portone.resolution"] == "happened"
        assert charge.attributes["portone.imp_uid"] == "imp_1"
        assert [event.name for event in charge.events][-1] == "portone.resolved"


def parents(spans: Spans) -> dict[str, str]:
    """The name of each shop's span and of that of the call below it."""
    names = {span.context.span_id: span.name for span in spans.all if span.context is not None}
    calls = [span for span in spans.all if span.name.startswith("portone_v1")]
    return {
        names[span.parent.span_id] if span.parent else "": str(
            (span.attributes or {})["portone.imp_uid"]
        )
        for span in calls
    }


def test_the_parent_is_right_in_threads(spans: Spans) -> None:
    with ScriptedServer() as server, Blocking(server, tracing=spans.tracing) as portone:
        server.on(ANY, Asked())

        def order(number: int) -> None:
            with spans.tracer.start_as_current_span(f"imp_{number}"):
                portone.client.payments.get(f"imp_{number}")

        with ThreadPoolExecutor(8) as threads:
            for done in [threads.submit(copy_context().run, order, n) for n in range(40)]:
                done.result()
    assert parents(spans) == {f"imp_{n}": f"imp_{n}" for n in range(40)}


def test_the_parent_is_right_in_tasks(spans: Spans) -> None:
    with ScriptedServer() as server, Awaiting(server, tracing=spans.tracing) as portone:
        server.on(ANY, Asked())

        async def order(p: Any, number: int) -> None:
            with spans.tracer.start_as_current_span(f"imp_{number}"):
                await p.payments.get(f"imp_{number}")

        async def orders(p: Any) -> None:
            await asyncio.gather(*(order(p, number) for number in range(40)))

        portone.do(orders)
    assert parents(spans) == {f"imp_{n}": f"imp_{n}" for n in range(40)}


def test_a_cancelled_task_ends_its_span(spans: Spans) -> None:
    silence = Silence()

    async def give_up(p: Any) -> None:
        task = asyncio.create_task(write(p))
        await asyncio.to_thread(wait_for, silence.arrived)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with ScriptedServer() as server, Awaiting(server, tracing=spans.tracing) as portone:
        server.on(ANY, silence)
        portone.do(give_up)
    span = spans.only
    attributes = span.attributes or {}
    assert (attributes["error.type"], attributes["portone.outcome"]) == (
        "CancelledError",
        "unknown",
    )
    assert span.status.status_code is StatusCode.ERROR


@both
def test_no_secret_is_in_a_span(connect: Connect, spans: Spans) -> None:
    def charge(p: Any) -> Any:
        return p.subscribe.onetime(merchant_uid="o-1", amount=1, card_number=CARD, expiry="2031-11")

    def revoke(p: Any) -> Any:
        return p.vbanks.revoke("imp_1", pg_api_key="key-of-the-pg")

    with ScriptedServer() as server, connect(server, tracing=spans.tracing) as portone:
        for use, secret in ((charge, CARD), (revoke, "key-of-the-pg")):
            echo = f"{secret} {TOKEN} {SECRET}"
            for answer in (
                refusal(echo),
                html(502, echo),
                payment(pg_tid=echo, name=echo),
                payment(imp_uid=echo, merchant_uid=echo),
                payment(status="failed", fail_reason=echo),
            ):
                server.on(ANY, answer.saying(x_request_id=echo))
                portone.together([use])
        assert len(spans.all) == 10
        for span in spans.all:
            text = span.to_json() + str([event.attributes for event in span.events])
            for secret in (CARD, TOKEN, SECRET, "key-of-the-pg"):
                assert secret not in text


def test_a_tracing_without_a_provider_uses_the_global_one() -> None:
    with ScriptedServer() as server, Blocking(server, tracing=Tracing()) as portone:
        server.on(ANY, payment())
        assert portone.do(read).status == "paid"
