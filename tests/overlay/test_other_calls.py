"""What is said of a write is about that write: not about a hook's call, nor one that was handled before."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest
from scripted_server import (
    ANY,
    KEY,
    PAID,
    SECRET,
    Blocking,
    Close,
    Connect,
    ScriptedServer,
    SteppedClock,
    both,
    closed_port,
    envelope,
    html,
    payment,
    refusal,
)

from portone_v1 import (
    AlreadyDone,
    AsyncPortOne,
    Attempt,
    AuthenticationError,
    ConfigurationError,
    Conflict,
    ConnectError,
    NoAnswer,
    PortOne,
    PortOneError,
    UnexpectedAnswer,
)
from portone_v1.testing import Reply, Request, client
from portone_v1_emulator import Emulator

CARD: dict[str, Any] = {"card_number": "4242-4242-4242-4242", "expiry": "2035-12"}
AGAIN = "/subscribe/payments/again"
CHARGE: dict[str, Any] = {
    "customer_uid": "c-1",
    "merchant_uid": "o-1",
    "amount": 1000,
    "name": "구독 11월",
}


def account(emulator: Emulator) -> dict[str, Any]:
    return {
        "api_key": emulator.api_key,
        "api_secret": emulator.api_secret,
        "base_url": emulator.base_url,
    }


def auditing(operation: str) -> tuple[Callable[[Attempt], None], dict[str, PortOne]]:
    """A before_send that registers something itself each time `operation` is about to leave."""
    clients: dict[str, PortOne] = {}

    def audit(attempt: Attempt) -> None:
        if attempt.operation == operation:
            clients["shop"].preparations.create(merchant_uid="audit-1", amount=100)

    return audit, clients


@pytest.fixture
def emulator() -> Any:
    with Emulator() as emulator:
        yield emulator


def test_a_refund_is_not_done_because_a_call_of_its_hook_was(emulator: Emulator) -> None:
    audit, clients = auditing("payments.cancel")
    with PortOne(**account(emulator), before_send=audit) as shop:
        clients["shop"] = shop
        paid = shop.subscribe.onetime(merchant_uid="o-1", amount=10_000, **CARD)
        emulator.fail("drop_after", "preparations.create")
        with pytest.raises(
            ConnectError, match=r"before_send failed: preparations\.create"
        ) as caught:
            shop.with_options(resolve=True).payments.cancel(
                imp_uid=paid.imp_uid, amount=3000, checksum=10_000
            )
        assert (caught.value.outcome, caught.value.operation) == ("not_sent", "payments.cancel")
        assert isinstance(caught.value.__cause__, NoAnswer)
        assert shop.payments.get(paid.imp_uid).cancel_amount == 0


def test_an_error_of_a_hooks_call_leads_to_the_write_that_it_stopped(emulator: Emulator) -> None:
    audit, clients = auditing("subscribe.onetime")
    with PortOne(**account(emulator), before_send=audit) as shop:
        clients["shop"] = shop
        emulator.fail("drop_after", "preparations.create")
        with pytest.raises(ConnectError) as caught:
            shop.subscribe.onetime(merchant_uid="o-1", amount=1000, **CARD)
        attempt = caught.value.attempt
        assert attempt is not None
        assert attempt.operation == "subscribe.onetime"
        assert shop.resolve(Attempt.from_json(attempt.to_json())).state == "unknown"
        emulator.advance(700)
        assert shop.resolve(attempt).state == "did_not_happen"


def test_a_charge_that_a_gateway_answered_is_not_forgotten_for_a_hooks_call() -> None:
    audit, clients = auditing("subscribe.again")
    with ScriptedServer() as server:
        server.on(AGAIN, html(429).saying(retry_after="0"), payment())
        server.on(
            "/payments/prepare", envelope({"merchant_uid": "audit-1", "amount": 100}), Close()
        )
        with PortOne(KEY, SECRET, base_url=server.url, before_send=audit) as shop:
            clients["shop"] = shop
            with pytest.raises(UnexpectedAnswer) as caught:
                shop.subscribe.again(**CHARGE)
    error = caught.value
    assert error.outcome == "unknown"
    assert error.attempt is not None
    assert (error.attempt.operation, error.attempt.sends) == ("subscribe.again", 1)


class Doubling(httpx.HTTPTransport):
    """A gateway that delivers each write twice, and passes on what the second copy is answered."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method != "GET" and "getToken" not in request.url.path:
            super().handle_request(request).read()
        return super().handle_request(request)


@pytest.mark.parametrize("mark", [False, True], ids=["unmarked", "marked"])
def test_the_refusal_of_a_second_copy_says_nothing_of_the_first(
    emulator: Emulator, mark: bool
) -> None:
    with (
        httpx.Client(transport=Doubling(), trust_env=False) as gateway,
        PortOne(**account(emulator), http_client=gateway, mark=mark) as shop,
    ):
        at = emulator.clock.now() + 86_400
        plan: Any = {"merchant_uid": "m-1", "schedule_at": int(at), "amount": 9900, "name": "구독"}
        writes: list[Callable[[], object]] = [
            lambda: shop.subscribe.onetime(merchant_uid="o-1", amount=1000, **CARD),
            lambda: shop.payments.cancel(
                merchant_uid="o-1", amount=300, checksum=1000, reason="사이즈 교환"
            ),
            lambda: shop.payments.cancel(merchant_uid="o-1", amount="all"),
            lambda: shop.preparations.create(merchant_uid="o-2", amount=100),
            lambda: shop.subscribe.schedule(customer_uid="c-1", schedules=[plan], **CARD),
        ]
        for write in writes:
            with pytest.raises((AlreadyDone, Conflict)) as caught:
                write()
            assert caught.value.outcome == "rejected"
            if caught.value.operation == "subscribe.schedule" and not mark:
                # V1 does not show when a schedule was made.
                assert shop.resolve(caught.value).state == "unknown"
                emulator.advance(700)
            assert shop.resolve(caught.value).state == "happened", caught.value
        assert shop.payments.find("o-1").cancel_amount == 1000


def test_ctrl_c_in_a_hooks_call_is_not_one_of_its_write(emulator: Emulator) -> None:
    def interrupted(attempt: Attempt) -> None:
        interruption = KeyboardInterrupt()
        interruption.attempt = attempt._replace(operation="preparations.create")  # type: ignore[attr-defined]
        raise interruption

    with PortOne(**account(emulator), before_send=interrupted) as shop:
        with pytest.raises(KeyboardInterrupt) as caught:
            shop.subscribe.onetime(merchant_uid="o-1", amount=1000, **CARD)
        with pytest.raises(ConfigurationError, match="this KeyboardInterrupt has no attempt"):
            shop.resolve(caught.value)


def test_a_timeout_before_anything_was_sent_has_not_the_attempt_of_an_order_before(
    emulator: Emulator,
) -> None:
    async def main() -> None:
        async with (
            AsyncPortOne(**account(emulator)) as one,
            AsyncPortOne(**account(emulator)) as two,
        ):
            emulator.fail("drop_after", "subscribe.onetime")
            with pytest.raises(NoAnswer) as first:
                await one.subscribe.onetime(merchant_uid="o-1", amount=1000, **CARD)
            emulator.fail("hang", "auth.get_token")

            async def go_on() -> None:
                try:
                    raise first.value
                except NoAnswer:
                    async with asyncio.timeout(0.2):
                        await two.subscribe.onetime(merchant_uid="o-2", amount=2000, **CARD)

            with pytest.raises(TimeoutError) as second:
                await go_on()
            with pytest.raises(ConfigurationError, match="this TimeoutError has no attempt"):
                await two.resolve(second.value)
            assert (await one.resolve(first.value)).state == "happened"

    asyncio.run(main())


def test_an_error_that_sent_nothing_has_not_the_attempt_of_an_order_before(
    emulator: Emulator,
) -> None:
    with PortOne(**account(emulator)) as shop:
        emulator.fail("drop_after", "subscribe.onetime")

        def go_on() -> None:
            try:
                shop.subscribe.onetime(merchant_uid="o-1", amount=1000, **CARD)
            except PortOneError:
                shop.subscribe.onetime(merchant_uid="", amount=2000, **CARD)

        with pytest.raises(ConfigurationError) as second:
            go_on()
        with pytest.raises(ConfigurationError, match="this ConfigurationError has no attempt"):
            shop.resolve(second.value)


def test_the_hooks_are_not_told_that_a_charge_was_refused_when_an_earlier_try_may_be_done() -> None:
    told: list[tuple[Attempt, str]] = []
    with ScriptedServer() as server:
        server.on(AGAIN, html(429).saying(retry_after="0"), refusal("한도초과"))
        with (
            PortOne(
                KEY, SECRET, base_url=server.url, after_send=lambda *of: told.append(of)
            ) as shop,
            pytest.raises(UnexpectedAnswer) as caught,
        ):
            shop.subscribe.again(**CHARGE)
    assert caught.value.outcome == "unknown"
    assert [outcome for _, outcome in told] == ["unknown", "unknown"]
    assert len({attempt.mark for attempt, _ in told}) == 1


@pytest.mark.parametrize("library", ["httpx", "this one"])
@pytest.mark.parametrize("is_async", [False, True])
def test_a_refund_is_not_sent_again_for_a_call_of_an_http_hook(
    emulator: Emulator, library: str, is_async: bool
) -> None:
    with PortOne(**account(emulator)) as shop:
        paid = shop.subscribe.onetime(merchant_uid="o-1", amount=10_000, **CARD)
        refund: dict[str, Any] = {"imp_uid": paid.imp_uid, "amount": 1000}

        def audit(response: httpx.Response) -> None:
            if "cancel" in str(response.request.url):
                if library == "httpx":
                    httpx.post("http://127.0.0.1:9/audit")
                else:
                    shop.payments.get("imp_of_nobody")

        async def audit_later(response: httpx.Response) -> None:
            audit(response)

        async def wait() -> None:
            hooks = {"response": [audit_later]}
            async with (
                httpx.AsyncClient(event_hooks=hooks) as http,
                AsyncPortOne(**account(emulator), http_client=http) as portone,
            ):
                await portone.payments.cancel(**refund)

        def block() -> None:
            with (
                httpx.Client(event_hooks={"response": [audit]}) as http,
                PortOne(**account(emulator), http_client=http) as portone,
            ):
                portone.payments.cancel(**refund)

        with pytest.raises(NoAnswer) as caught:
            asyncio.run(wait()) if is_async else block()
        assert (caught.value.outcome, caught.value.operation) == ("unknown", "payments.cancel")
        assert caught.value.attempt is not None
        assert shop.payments.get(paid.imp_uid).cancel_amount == 1000


class Wrapped(httpx.BaseTransport):
    """A transport of a shop's own, which does something `late`: after the answer to a cancel."""

    def __init__(self, late: Callable[[Any, httpx.Request], Any], *, is_traced: bool) -> None:
        self.inner = httpx.HTTPTransport()
        self.late = late
        self.is_traced = is_traced

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        sent = request if self.is_traced else untraced(request)
        response = self.inner.handle_request(sent)
        if "cancel" in request.url.path:
            response.read()
            self.late(self.inner.handle_request, request)
        return response

    def close(self) -> None:
        self.inner.close()


class AsyncWrapped(httpx.AsyncBaseTransport):
    """The same, awaited."""

    def __init__(self, late: Callable[[Any, httpx.Request], Any], *, is_traced: bool) -> None:
        self.inner = httpx.AsyncHTTPTransport()
        self.late = late
        self.is_traced = is_traced

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        sent = request if self.is_traced else untraced(request)
        response = await self.inner.handle_async_request(sent)
        if "cancel" in request.url.path:
            await response.aread()
            done = self.late(self.inner.handle_async_request, request)
            if inspect.isawaitable(done):
                await done
        return response

    async def aclose(self) -> None:
        await self.inner.aclose()


def untraced(request: httpx.Request) -> httpx.Request:
    """The same request, as a transport over another library sends it."""
    return httpx.Request(
        request.method, request.url, headers=request.headers, content=request.content
    )


def report_elsewhere(handle: Any, request: httpx.Request) -> Any:
    return handle(httpx.Request("POST", f"http://127.0.0.1:{closed_port()}/audit", content=b"x"))


def fails_with(error: type[httpx.RequestError]) -> Callable[[Any, httpx.Request], Any]:
    def fail(handle: Any, request: httpx.Request) -> Any:
        raise error("the audit service is down", request=request)

    return fail


LATE = {
    "a request to another host": report_elsewhere,
    "ConnectError": fails_with(httpx.ConnectError),
    "ConnectTimeout": fails_with(httpx.ConnectTimeout),
    "ProxyError": fails_with(httpx.ProxyError),
    "PoolTimeout": fails_with(httpx.PoolTimeout),
    "UnsupportedProtocol": fails_with(httpx.UnsupportedProtocol),
}


@both
@pytest.mark.parametrize("late", LATE.values(), ids=LATE)
@pytest.mark.parametrize("is_traced", [True, False], ids=["traced", "untraced"])
def test_a_refund_is_not_sent_again_for_what_a_transport_did_after_it(
    connect: Connect, late: Callable[[Any, httpx.Request], Any], is_traced: bool
) -> None:
    told: list[str] = []
    pool: Any
    if connect is Blocking:
        pool = httpx.Client(transport=Wrapped(late, is_traced=is_traced))
    else:
        pool = httpx.AsyncClient(transport=AsyncWrapped(late, is_traced=is_traced))
    with (
        ScriptedServer() as server,
        connect(server, http_client=pool, after_send=lambda _, outcome: told.append(outcome)) as p,
    ):
        server.on(ANY, payment())
        error = p.error(lambda portone: portone.payments.cancel(imp_uid="imp_1", amount=500))
        assert (type(error), error.outcome) == (NoAnswer, "unknown")
        assert len(server.calls) == 1
        assert told == ["unknown"]
        p.do(lambda _: pool.close() if connect is Blocking else pool.aclose())


@both
def test_a_refund_is_not_sent_again_for_an_error_that_a_response_hook_raised(
    connect: Connect,
) -> None:
    def fail(response: httpx.Response) -> None:
        if "cancel" in response.request.url.path:
            raise httpx.ConnectError("the audit service is down")  # of no request

    async def fail_later(response: httpx.Response) -> None:
        fail(response)

    pool: Any
    if connect is Blocking:
        pool = httpx.Client(event_hooks={"response": [fail]})
    else:
        pool = httpx.AsyncClient(event_hooks={"response": [fail_later]})
    with ScriptedServer() as server, connect(server, http_client=pool) as p:
        server.on(ANY, payment())
        error = p.error(lambda portone: portone.payments.cancel(imp_uid="imp_1", amount=500))
        assert (type(error), error.outcome) == (NoAnswer, "unknown")
        assert len(server.calls) == 1
        p.do(lambda _: pool.close() if connect is Blocking else pool.aclose())


class AuditedStream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The body of an answer, behind which something else is done: at its end or when it is closed."""

    def __init__(self, inner: Any, audit: Callable[[], object], *, at_end: bool) -> None:
        self.inner = inner
        self.audit = audit
        self.at_end = at_end

    def __iter__(self) -> Iterator[bytes]:
        yield from self.inner
        if self.at_end:
            self.audit()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self.inner:
            yield piece
        if self.at_end:
            self.audit()

    def close(self) -> None:
        self.inner.close()
        if not self.at_end:
            self.audit()

    async def aclose(self) -> None:
        await self.inner.aclose()
        if not self.at_end:
            self.audit()


class AuditedTransport(httpx.HTTPTransport):
    def __init__(self, audit: Callable[[], object], *, at_end: bool) -> None:
        super().__init__()
        self.audit = audit
        self.at_end = at_end

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        if request.method == "POST" and "getToken" not in request.url.path:
            response.stream = AuditedStream(response.stream, self.audit, at_end=self.at_end)
        return response


class AsyncAuditedTransport(httpx.AsyncHTTPTransport):
    def __init__(self, audit: Callable[[], object], *, at_end: bool) -> None:
        super().__init__()
        self.audit = audit
        self.at_end = at_end

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await super().handle_async_request(request)
        if request.method == "POST" and "getToken" not in request.url.path:
            response.stream = AuditedStream(response.stream, self.audit, at_end=self.at_end)
        return response


def raise_httpx() -> None:
    raise httpx.PoolTimeout("the audit service is busy")


@both
@pytest.mark.parametrize("at_end", [True, False], ids=["at its end", "when closed"])
@pytest.mark.parametrize("audit", ["not found", "refused token", "httpx"])
def test_a_call_that_the_stream_of_an_answer_makes_is_not_the_charge(
    emulator: Emulator, connect: Connect, audit: str, at_end: bool
) -> None:
    told: list[str] = []
    with PortOne(**account(emulator)) as other:

        def be_refused() -> None:
            emulator.fail("unauthorized", "subscribe.onetime", times=2)
            other.subscribe.onetime(merchant_uid="audit", amount=1, **CARD)

        audits: dict[str, Callable[[], object]] = {
            "not found": lambda: other.payments.get("imp_of_nobody"),
            "refused token": be_refused,
            "httpx": raise_httpx,
        }
        pool: Any
        if connect is Blocking:
            pool = httpx.Client(transport=AuditedTransport(audits[audit], at_end=at_end))
        else:
            pool = httpx.AsyncClient(transport=AsyncAuditedTransport(audits[audit], at_end=at_end))
        with connect(
            emulator.base_url,
            api_key=emulator.api_key,
            api_secret=emulator.api_secret,
            http_client=pool,
            after_send=lambda attempt, outcome: told.append(outcome),
        ) as p:
            error = p.error(
                lambda portone: portone.subscribe.onetime(merchant_uid="o-1", amount=1000, **CARD)
            )
            assert (type(error), error.outcome) == (NoAnswer, "unknown")
            assert error.operation == "subscribe.onetime"
            assert error.attempt is not None
            assert error.attempt.identities == {"merchant_uid": "o-1"}
            assert told == ["unknown"]
            assert other.resolve(error).state == "happened"
            p.do(lambda _: pool.close() if connect is Blocking else pool.aclose())


@both
def test_a_refused_token_of_a_hooks_call_of_the_same_name_does_not_send_a_write(
    connect: Connect,
) -> None:
    told: list[Attempt] = []

    def audit(attempt: Attempt) -> None:
        told.append(attempt)
        raise AuthenticationError("another's", operation=attempt.operation, outcome="not_sent")

    with ScriptedServer() as server, connect(server, before_send=audit) as p:
        server.on(ANY, payment())
        error = p.error(lambda portone: portone.payments.cancel(imp_uid="imp_1", amount=500))
        assert (type(error), error.outcome) == (AuthenticationError, "not_sent")
        assert (len(told), server.calls) == (1, [])
        assert server.counts == (1, 0), "no other token is asked for"


def test_a_refusal_that_an_answering_function_met_is_not_one_of_its_call() -> None:
    sent: list[Request] = []

    def answer(request: Request) -> Reply:
        if "getToken" in request.url:
            fields = {"access_token": "t" * 40, "now": 1_800_000_000, "expired_at": 1_800_001_800}
            said = {"code": 0, "message": None, "response": fields}
            return Reply(200, {}, json.dumps(said).encode())
        sent.append(request)
        raise AuthenticationError("another's", operation="subscribe.again", code=-1)

    with pytest.raises(NoAnswer) as caught:
        client(answer).subscribe.again(**CHARGE)
    assert caught.value.outcome == "unknown"
    assert len(sent) == 1


@both
def test_what_a_proxy_refused_to_pass_on_was_not_sent(connect: Connect) -> None:
    """The request that asks for a tunnel goes the same way as one that is sent."""
    with ScriptedServer() as proxy:
        proxy.on(ANY, html(403))
        pool: Any = (httpx.Client if connect is Blocking else httpx.AsyncClient)(proxy=proxy.url)
        with connect("https://127.0.0.1:1", http_client=pool, max_retries=0) as p:
            error = p.error(lambda portone: portone.payments.cancel(imp_uid="imp_1", amount=500))
            assert (type(error), error.outcome) == (ConnectError, "not_sent")
            assert {request.method for request in proxy.calls} == {"CONNECT"}
            p.do(lambda _: pool.close() if connect is Blocking else pool.aclose())


def test_a_charge_that_was_repeated_and_declined_may_still_be_paid_by_its_first_try() -> None:
    with ScriptedServer() as server:
        server.on(AGAIN, html(429).saying(retry_after="0"), refusal("한도초과"))
        with (
            PortOne(KEY, SECRET, base_url=server.url) as shop,
            pytest.raises(UnexpectedAnswer) as caught,
        ):
            shop.subscribe.again(**CHARGE)
        attempt = caught.value.attempt
        assert attempt is not None
        assert attempt.sends == 2
        failed = {"status": "failed", "started_at": int(attempt.sent_at.timestamp())}
        failed |= {"failed_at": failed["started_at"], "custom_data": "", "pg_provider": "nice_v2"}
        failed |= {"user_agent": f"(mark:{attempt.mark})", "merchant_uid": "o-1", "amount": 1000}
        failed |= {"imp_uid": "imp_1"}
        page = {"total": 1, "previous": 0, "next": 0, "list": [failed]}
        server.on("/payments/findAll/o-1", envelope(page))
        with PortOne(KEY, SECRET, base_url=server.url) as other:
            assert other.resolve(attempt).state == "unknown"
            assert other.resolve(attempt._replace(sends=1)).state == "did_not_happen"


class ImpatientClock(SteppedClock):
    """Somebody presses Ctrl-C when it is read next, once it is armed."""

    is_armed = False

    def monotonic(self) -> float:
        if self.is_armed:
            self.is_armed = False
            raise KeyboardInterrupt
        return super().monotonic()


def test_ctrl_c_after_the_answer_was_told_says_that_it_was_done() -> None:
    clock = ImpatientClock()

    def arm(attempt: Attempt, outcome: str) -> None:
        clock.is_armed = True

    with ScriptedServer() as server:
        server.on(ANY, payment())
        with PortOne(KEY, SECRET, base_url=server.url, after_send=arm) as shop:
            shop.sender.session.time.clock = clock
            with pytest.raises(KeyboardInterrupt) as caught:
                shop.subscribe.again(**CHARGE)
    assert caught.value.attempt.operation == "subscribe.again"  # type: ignore[attr-defined]
    assert caught.value.outcome == "done"  # type: ignore[attr-defined]


def test_a_hook_that_raises_stop_iteration_ends_no_call() -> None:
    def stop(attempt: Attempt) -> None:
        raise StopIteration("paid")

    with ScriptedServer() as server:
        server.on(ANY, payment())
        with PortOne(KEY, SECRET, base_url=server.url, before_send=stop) as shop:
            with pytest.raises(RuntimeError):
                shop.subscribe.again(**CHARGE)
            assert server.calls == []


@pytest.mark.parametrize("mark", [True, False])
def test_time_that_all_clocks_missed_before_a_write_is_not_silence_after_it(
    emulator: Emulator, mark: bool
) -> None:
    """The server's clock moves while the client's stand still, as when a virtual machine was paused."""
    with PortOne(**account(emulator), mark=mark) as shop:
        shop.subscribe.onetime(merchant_uid="o-1", amount=10_000, **CARD)
        emulator.advance(700)
        emulator.fail("late", "payments.cancel", seconds=90)
        with pytest.raises(NoAnswer) as lost:
            shop.payments.cancel(merchant_uid="o-1", amount=3000, reason="변심")
        assert shop.resolve(lost.value).state == "unknown"
        emulator.advance(100)
        assert shop.payments.find("o-1").cancel_amount == 3000
        assert shop.resolve(lost.value).state in ({"happened"} if mark else {"cannot_know"})


def test_silence_counts_from_the_first_answer_after_the_write(emulator: Emulator) -> None:
    with PortOne(**account(emulator)) as shop:
        shop.codes.list_banks()
        emulator.advance(700)
        emulator.fail("drop_before", "subscribe.onetime")
        with pytest.raises(NoAnswer) as lost:
            shop.subscribe.onetime(merchant_uid="o-1", amount=1000, **CARD)
        first = shop.resolve(lost.value)
        assert first.state == "unknown"
        assert first.retry_after is not None
        emulator.advance(700)
        assert shop.resolve(lost.value).state == "did_not_happen"


def test_identities_in_a_tuple_are_looked_up(emulator: Emulator) -> None:
    with PortOne(**account(emulator)) as shop:
        shop.billing_keys.issue("c-1", **CARD)
        at = int(emulator.clock.now()) + 86_400
        plan: Any = [{"merchant_uid": "m-1", "schedule_at": at, "amount": 9900, "name": "구독"}]
        shop.subscribe.schedule(customer_uid="c-1", schedules=plan)
        emulator.fail("drop_after", "subscribe.unschedule")
        with pytest.raises(NoAnswer) as lost:
            shop.subscribe.unschedule(customer_uid="c-1", merchant_uids=("m-1",))
        assert shop.resolve(lost.value).state in ("happened", "unknown")


@pytest.mark.parametrize("text", ["a" * 30_000, '{"a": "' + "b" * 30_000 + '"}'])
def test_long_texts_are_looked_up(emulator: Emulator, text: str) -> None:
    with PortOne(**account(emulator), mark=True) as shop:
        paid = shop.subscribe.onetime(merchant_uid="o-1", amount=1000, custom_data=text, **CARD)
        emulator.fail("drop_after", "subscribe.onetime")
        with pytest.raises(NoAnswer) as lost:
            shop.subscribe.onetime(
                merchant_uid="o-2", amount=1000, custom_data=paid.custom_data, **CARD
            )
        assert lost.value.attempt is not None
        stored = Attempt.from_json(lost.value.attempt.to_json())
        assert shop.resolve(stored).state == "happened"
        with pytest.raises(ConfigurationError, match="merchant_uid is longer than 1,000"):
            shop.subscribe.onetime(merchant_uid="o" * 1001, amount=1000, **CARD)


# Exceptions that have an attempt of their own.


class Retried(Exception):
    def __init__(self, attempt: int) -> None:
        super().__init__(attempt)
        self.attempt = attempt


class Numbered(Exception):
    @property
    def attempt(self) -> int:
        return 3


@pytest.mark.parametrize("error", [Retried(3), Numbered()])
def test_an_exception_with_another_attempt_is_not_about_the_order_before(error: Exception) -> None:
    def before_send(attempt: Attempt) -> None:
        if attempt.identities["merchant_uid"] == "o-2":
            raise error

    with ScriptedServer() as server:
        server.on(AGAIN, Close())
        with PortOne(KEY, SECRET, base_url=server.url, before_send=before_send) as portone:
            try:
                portone.subscribe.again(**CHARGE)
            except NoAnswer:
                with pytest.raises(type(error)) as caught:
                    portone.subscribe.again(**CHARGE | {"merchant_uid": "o-2"})
            assert caught.value is error
            with pytest.raises(ConfigurationError, match="has no attempt"):
                portone.resolve(error)


@pytest.mark.parametrize("error", [Retried(3), Numbered()])
def test_an_exception_with_another_attempt_ends_a_write_that_was_sent(error: Exception) -> None:
    def audit(response: httpx.Response) -> None:
        if response.request.url.path == AGAIN:
            raise error

    with (
        ScriptedServer() as server,
        httpx.Client(event_hooks={"response": [audit]}) as http,
        PortOne(KEY, SECRET, base_url=server.url, http_client=http) as portone,
    ):
        server.on(AGAIN, envelope(PAID))
        server.on("/payments/findAll/o-1", refusal("없음", status=404))
        with pytest.raises(type(error)) as caught:
            portone.subscribe.again(**CHARGE)
        assert portone.resolve(caught.value).attempt.identities["merchant_uid"] == "o-1"
