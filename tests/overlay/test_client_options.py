"""How clients are made and changed, raw answers, calls by name, hooks."""

from __future__ import annotations

import asyncio
import gzip
import inspect
import json
import os
import threading
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest
from scripted_server import (
    ANY,
    KEY,
    PAID,
    SECRET,
    TOKEN,
    TOKEN_PATH,
    Answer,
    Awaiting,
    Blocking,
    Caller,
    Connect,
    ScriptedServer,
    Use,
    both,
    envelope,
    html,
    payment,
    refusal,
    token,
    unauthorized,
)

from portone_v1 import (
    KST,
    AsyncPortOne,
    Attempt,
    ConfigurationError,
    ConnectError,
    NoAnswer,
    NotFound,
    PortOne,
    PortOneError,
    RawAnswer,
    webhook,
)
from portone_v1.core.effects import Send
from portone_v1.core.pending import PendingCall
from portone_v1.core.request import Reply
from portone_v1.models import Payment
from portone_v1.sharing.limiter import MemoryLimiter
from portone_v1.sharing.token_store import MemoryTokenStore
from portone_v1_api import OPERATIONS
from portone_v1_api.calls import Call
from portone_v1_api.operations import payments
from portone_v1_api.payloads import free_form

CLIENTS = pytest.mark.parametrize("client", [PortOne, AsyncPortOne])


def read(p: Any) -> Any:
    return p.payments.get("imp_1")


def write(p: Any) -> Any:
    return p.payments.cancel(imp_uid="imp_1", amount=500)


# The account and where it is.


@CLIENTS
@pytest.mark.parametrize(
    ("key", "secret"),
    [
        ("", "s"),
        ("k", ""),
        (None, "s"),
        ("k", None),
        (123, "s"),
        (" k", "s"),
        ("k", "s\n"),
        ("키", "s"),
        ("k", "비밀"),
        (b"k", "s"),
    ],
)
def test_a_bad_account_is_refused(client: Any, key: Any, secret: Any) -> None:
    with pytest.raises(ConfigurationError) as caught:
        client(key, secret)
    assert caught.value.outcome == "not_sent"
    assert str(caught.value).startswith("api_")


BAD_URLS: list[Any] = [
    "",
    "api.iamport.kr",
    "ftp://api.iamport.kr",
    "file:///etc/passwd",
    "https://",
    "https:///path",
    "http://api.iamport.kr",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://0.0.0.0",
    "http://10.0.0.1",
    "http://127.0.0.1@example.com",
    "https://user:password@api.iamport.kr",
    "https://user@api.iamport.kr",
    "https://:password@api.iamport.kr",
    "https://api.iamport.kr?x=1",
    "https://api.iamport.kr/?x=1",
    "https://api.iamport.kr#x",
    None,
    5,
]
# None of these can be called, or it would call something else.
BROKEN_URLS = [
    "https://api.iamport.kr:99999",
    "https://api.iamport.kr:port",
    "https://[::1",
    "https://api.iamport.kr?",
    "https://api.iamport.kr/#",
    "https://api.iamport.kr\n",
    "https://api iamport.kr",
]


@CLIENTS
@pytest.mark.parametrize("url", BAD_URLS + BROKEN_URLS)
def test_a_bad_base_url_is_refused(client: Any, url: Any) -> None:
    with pytest.raises(ConfigurationError, match="base_url") as caught:
        client(KEY, SECRET, base_url=url)
    assert "password" not in str(caught.value)


@CLIENTS
def test_an_address_without_a_scheme_is_told_what_one_looks_like(client: Any) -> None:
    with pytest.raises(
        ConfigurationError, match=r"with http:// on this machine, such as http://127"
    ):
        client(KEY, SECRET, base_url="localhost:8282")


@CLIENTS
@pytest.mark.parametrize("name", ["resolve", "extra_query", "extra_body", "extra_headers"])
def test_an_option_of_views_alone_is_told_where_it_goes(
    client: Any, environment: pytest.MonkeyPatch, name: str
) -> None:
    hint = rf"^{name} is not an argument of the client: call its with_options\({name}=...\)$"
    with pytest.raises(TypeError, match=hint):
        client(KEY, SECRET, **{name: True})
    with pytest.raises(TypeError, match=hint):
        client.from_env(**{name: True})
    with pytest.raises(TypeError, match=r"^the client has no argument retries$"):
        client(KEY, SECRET, retries=3)


@CLIENTS
def test_a_key_that_is_not_text_is_told_its_type(client: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"^api_key must be a str, not int$"):
        client(1, 2)


@CLIENTS
@pytest.mark.parametrize(
    "url",
    [
        "https://api.iamport.kr",
        "https://static-api.iamport.kr",
        "https://proxy.example:8443/portone",
        "HTTPS://API.IAMPORT.KR",
        "http://127.0.0.1:8080",
        "http://localhost:8080",
        "http://LOCALHOST",
        "http://[::1]:8080",
    ],
)
def test_a_good_base_url(client: Any, url: str) -> None:
    assert url in repr(client(KEY, SECRET, base_url=url))


@both
@pytest.mark.parametrize(
    "url",
    ["https://api..iamport.invalid", f"https://{'a' * 64}.invalid", "https://999.999.999.999"],
    ids=["empty label", "long label", "no address"],
)
def test_a_host_that_cannot_be(connect: Connect, url: str) -> None:
    with (
        pytest.raises(PortOneError) as caught,
        connect(url, max_retries=0, timeout=5) as portone,
    ):
        portone.do(write)
    assert caught.value.outcome == "not_sent"


@both
def test_slashes_after_the_base_url(connect: Connect) -> None:
    with ScriptedServer() as server, connect(f"{server.url}/v1//") as portone:
        server.on("/v1/users/getToken", token())
        server.on("/v1/payments/imp_1", payment())
        assert portone.do(read).status == "paid"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in os.environ:
        if name.startswith("PORTONE_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PORTONE_V1_API_KEY", KEY)
    monkeypatch.setenv("PORTONE_V1_API_SECRET", SECRET)
    return monkeypatch


@both
def test_a_client_of_the_environment(connect: Connect, environment: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    with ScriptedServer() as server, connect(server) as portone:
        environment.setenv("PORTONE_V1_BASE_URL", server.url)
        environment.setenv("PORTONE_V1_TIER", "AB1")
        server.on(ANY, payment())
        own = portone.client
        portone.client = type(own).from_env(timeout=3, max_retries=0, before_send=told.append)
        portone.do(write)
        assert server.received[0].json == {"imp_key": KEY, "imp_secret": SECRET}
        assert server.call.header("tier") == "AB1"
        assert portone.client.sender.options.timeout == 3
        assert portone.client.sender.options.max_retries == 0
        assert len(told) == 1
        portone.do(close_of(portone.client))
        portone.client = own


def close_of(client: Any) -> Use:
    """Close it, whichever client it is."""
    return lambda p: client.close() if isinstance(client, PortOne) else client.aclose()


@CLIENTS
def test_the_default_address(client: Any, environment: pytest.MonkeyPatch) -> None:
    for url in (None, ""):
        if url is not None:
            environment.setenv("PORTONE_V1_BASE_URL", url)
        assert "https://api.iamport.kr" in repr(client.from_env())


@CLIENTS
@pytest.mark.parametrize("name", ["PORTONE_V1_API_KEY", "PORTONE_V1_API_SECRET"])
@pytest.mark.parametrize("value", [None, ""])
def test_what_the_environment_lacks(
    client: Any, environment: pytest.MonkeyPatch, name: str, value: str | None
) -> None:
    if value is None:
        environment.delenv(name)
    else:
        environment.setenv(name, value)
    with pytest.raises(ConfigurationError, match=f"{name} is not set"):
        client.from_env()


@both
def test_no_secret_is_shown(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, tier="AB1") as portone:
        server.on(ANY, payment())
        portone.do(read)
        client = portone.client
        session = portone.session
        shown = [client, client.sender, session, session.account, session.tokens, client.payments]
        shown += [session.tokens.fresh(), client.with_options(tier="AB2"), client.sender.options]
        shown += [client.raw(client.payments.get), client.payments.get]
        text = " ".join(repr(one) + str(one) for one in shown)
        for secret in (SECRET, TOKEN, KEY):
            assert secret not in text
        assert repr(client) == f"<{type(client).__name__} {server.url} tier=AB1>"
        assert repr(client.with_options(tier=None)) == f"<{type(client).__name__} {server.url}>"


def test_no_secret_of_a_request_is_shown() -> None:
    with Blocking("http://127.0.0.1:1") as portone:
        call = Call(payments.GET, free_form, {"imp_uid": "imp_1"})
        steps = portone.session.steps(PendingCall(call, portone.client.sender.options))
        asks = by_hand(steps)
        steps.close()
        for step in asks:
            for secret in (SECRET, TOKEN):
                assert secret not in repr(step)
        assert TOKEN not in repr(Reply(200, {}, token().body))


def by_hand(steps: Any) -> list[Any]:
    """Ask for the token, then for the call, without a loop or a network."""
    first = next(steps)
    return [first, steps.send(Reply(200, {}, token().body))]


# Options.


@both
@pytest.mark.parametrize(
    "options",
    [
        {"timeout": 0},
        {"timeout": -1},
        {"timeout": float("nan")},
        {"timeout": float("inf")},
        {"timeout": "5"},
        {"max_retries": -1},
        {"max_retries": "2"},
        {"max_retries": None},
    ],
    ids=str,
)
def test_a_bad_option_is_refused(connect: Connect, options: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(options))):
        connect("http://127.0.0.1:1", **options)
    with (
        connect("http://127.0.0.1:1") as portone,
        pytest.raises(ConfigurationError, match=next(iter(options))),
    ):
        portone.client.with_options(**options)


async def awaited(*of: object) -> None: ...


class Sessionlike:
    """An HTTP client with another API."""

    def send(self) -> None: ...
    def close(self) -> None: ...
    async def aclose(self) -> None: ...


class Halfstore:
    """A token store that was written to half."""

    kind = "instant"

    def claim(self) -> None: ...


HOOKS = ("on_drift", "before_send", "after_send", "on_exchange")
WRONG_ARGUMENTS: list[tuple[str, Any, str]] = [
    *((name, 5, "must be a function, not int") for name in HOOKS),
    *((name, [print], "must be a function, not list") for name in HOOKS),
    ("on_drift", awaited, "is an async function"),
    (
        "tracing",
        True,
        "must be like portone_v1.observe.opentelemetry.Tracing(): this bool has no call, req",
    ),
    ("tracing", MemoryLimiter, "is the class MemoryLimiter itself: give an instance"),
    ("token_store", "redis://", "must be a TokenStore, such as "),
    ("token_store", Halfstore(), "this Halfstore has no keep, release"),
    ("token_store", MemoryTokenStore, "is the class MemoryTokenStore itself: give an instance"),
    (
        "limiter",
        10,
        "must be a Limiter, such as portone_v1.sharing.limiter.MemoryLimiter(10): this int has",
    ),
    ("limiter", MemoryTokenStore(), "this MemoryTokenStore has no longest_wait, reserve"),
    ("limiter", MemoryLimiter, "is the class MemoryLimiter itself: give an instance"),
    ("http_client", "http", "this str has no build_request"),
    ("http_client", Sessionlike(), "this Sessionlike has no build_request, is_closed"),
    ("http_client", httpx.Client, "is the class Client itself: give an instance"),
    ("http_client", httpx.AsyncClient, "is the class AsyncClient itself: give an instance"),
    ("tier", "AB\r\n", "must be three uppercase letters or digits"),
    ("tier", "A\r\nTier: B", "must be three uppercase letters or digits"),
    ("mark", "yes", "must be True or False"),
]


@CLIENTS
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [pytest.param(*case, id=f"{case[0]}-{index}") for index, case in enumerate(WRONG_ARGUMENTS)],
)
def test_a_wrong_argument_is_refused_when_the_client_is_made(
    client: Any, environment: pytest.MonkeyPatch, name: str, value: Any, said: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        client(KEY, SECRET, **{name: value})
    assert caught.value.outcome == "not_sent"
    assert str(caught.value).startswith(f"{name} ")
    assert said in str(caught.value)
    if name != "tier":
        with pytest.raises(ConfigurationError, match=f"^{name} "):
            client.from_env(**{name: value})


@pytest.mark.parametrize(
    ("client", "own", "wanted"),
    [
        (
            PortOne,
            httpx.AsyncClient,
            "http_client must be an httpx.Client: this AsyncClient has no",
        ),
        (
            AsyncPortOne,
            httpx.Client,
            "http_client must be an httpx.AsyncClient: this Client has no",
        ),
    ],
)
def test_an_http_client_of_the_other_kind_is_refused(client: Any, own: Any, wanted: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        client(KEY, SECRET, http_client=own())
    assert wanted in str(caught.value)


@CLIENTS
@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("resolve", value) for value in ("yes", None, 0, -1, float("nan"), float("inf"))),
        *(("tier", value) for value in ("AB\r\n", "ab1", "", 5)),
        *(("timeout", value) for value in ("5", True, 0)),
        *(("max_retries", value) for value in (-1, True, 1.5)),
        *(("mark", value) for value in ("yes", 1, None)),
    ],
)
def test_a_view_refuses_a_wrong_option(client: Any, name: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=f"^{name} must be ") as caught:
        client(KEY, SECRET).with_options(**{name: value})
    assert caught.value.outcome == "not_sent"


@both
@pytest.mark.parametrize(
    "name", ["Authorization", "AUTHORIZATION", "tier", "Content-Type", "content-length", "Host"]
)
def test_the_clients_own_headers_are_refused(connect: Connect, name: str) -> None:
    headers = {"X-Fine": "1", name: "x"}
    with (
        connect("http://127.0.0.1:1") as portone,
        pytest.raises(ConfigurationError, match=name),
    ):
        portone.client.with_options(extra_headers=headers)


@both
@pytest.mark.parametrize(
    ("name", "value"),
    [("X-Shop", "a\r\nTier: ZZZ"), ("X-Shop", "상점"), ("X Shop", "a"), ("", "a"), ("X-Shop", 1)],
)
def test_a_header_that_cannot_be_sent_is_refused(connect: Connect, name: str, value: Any) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, payment())
        along(portone, extra_headers={name: value})
        assert server.received == []


@both
def test_an_unknown_option_is_refused(connect: Connect) -> None:
    with (
        connect("http://127.0.0.1:1") as portone,
        pytest.raises(ConfigurationError, match=r"tiers.*tier, timeout"),
    ):
        portone.client.with_options(tiers="AB1")


@both
def test_what_rides_along(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        view = portone.client.with_options(
            extra_query={"extension": "true", "include_sandbox": "false", "q": "가 &"},
            extra_body={"later": {"a": [1]}, "amount": 1, "reason": "기본"},
            extra_headers={"X-Request-Id": "r-1", "User-Agent": "shop/1.0", "Accept": "text/x"},
        )
        portone.do(lambda p: view.payments.get("imp_1", include_sandbox=True))
        portone.do(lambda p: view.payments.cancel(imp_uid="imp_1", amount=500))
        first, second = server.calls
        assert first.query == "include_sandbox=true&extension=true&q=%EA%B0%80+%26"
        assert first.body == b""
        assert second.query == "extension=true&include_sandbox=false&q=%EA%B0%80+%26"
        assert second.json == {
            "later": {"a": [1]},
            "amount": 500,
            "reason": "기본",
            "imp_uid": "imp_1",
        }
        for call in (first, second):
            assert call.header("x-request-id") == "r-1"
            assert call.header("authorization") == f"Bearer {TOKEN}"
        assert "x-request-id" not in [name.lower() for name, _ in server.received[0].headers]


@both
@pytest.mark.parametrize(
    ("along", "field"),
    [
        ({"extra_body": {"imp_uid": "imp_2"}}, "imp_uid"),
        ({"extra_body": {"checksum": 1000}}, "checksum"),
        ({"extra_query": {"imp_uid": "imp_2"}}, "imp_uid"),
    ],
)
def test_what_a_write_is_about_is_not_sent_along(
    connect: Connect, along: dict[str, Any], field: str
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        view = portone.client.with_options(**along)
        message = (
            rf"must not contain {field} in a call of payments\.cancel: give the argument {field}"
        )
        with pytest.raises(ConfigurationError, match=message):
            portone.do(lambda p: view.payments.cancel(merchant_uid="o-1", amount=500))
        assert server.calls == []


@both
def test_an_amount_that_was_left_out_is_not_sent_along(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        view = portone.client.with_options(extra_body={"amount": 500})
        message = r"must not contain amount in a call of vbanks\.update: give the argument amount"
        with pytest.raises(ConfigurationError, match=message):
            portone.do(lambda p: view.vbanks.update("imp_1", vbank_due=1_900_000_000))
        assert server.calls == []


@both
def test_what_is_sent_along_and_comes_back_is_compared(connect: Connect) -> None:
    told: list[Attempt] = []
    with ScriptedServer() as server, connect(server, before_send=told.append) as portone:
        server.on(ANY, payment())
        view = portone.client.with_options(extra_body={"reason": "변심"})
        portone.do(lambda p: view.payments.cancel(imp_uid="imp_1", amount=500))
    assert told[0].known["reason"] == "변심"


@both
def test_a_header_that_the_client_sends_too_is_sent_once(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        view = portone.client.with_options(extra_headers={"User-Agent": "shop/1.0"})
        portone.do(lambda p: view.payments.get("imp_1"))
        assert server.call.all("user-agent") == ["shop/1.0"]


@both
def test_own_arguments_win(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, envelope([]))
        view = portone.client.with_options(extra_query={"imp_uid[]": "imp_9"})
        portone.do(lambda p: view.payments.get_many(imp_uids=["imp_1", "imp_2"]))
        assert server.calls[0].query == "imp_uid%5B%5D=imp_1&imp_uid%5B%5D=imp_2"
        server.on(ANY, payment())
        view = portone.client.with_options(extra_body={"amount": 1, "imp_uid": "imp_9"})
        portone.do(lambda p: view.payments.cancel(imp_uid="imp_1", amount=500))
        assert server.calls[1].json == {"imp_uid": "imp_1", "amount": 500}


@both
def test_all_is_an_argument_like_any_other(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        view = portone.client.with_options(extra_body={"amount": 1})
        portone.do(lambda p: view.payments.cancel(imp_uid="imp_1", amount="all"))
        assert server.call.json == {"imp_uid": "imp_1"}


@both
def test_nothing_is_added_to_what_has_no_body(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        portone.do(lambda p: p.with_options(extra_body={"a": 1}).payments.get("imp_1"))
        assert server.call.body == b""


@both
def test_what_cannot_be_sent_along_is_refused(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        at = datetime(2030, 1, 1, tzinfo=UTC)
        for junk in (float("nan"), object(), {1, 2}, at, Decimal(1), "\ud800", {"b": at}):
            along(portone, extra_body={"a": junk})
        for junk in ("\ud800", 1, None, ["a"]):
            along(portone, extra_query={"a": junk})
        along(portone, extra_query=[("a", "b")])
        along(portone, extra_body={1: 2})
        along(portone, extra_headers="X-Shop: 1")
        assert server.received == []


def along(portone: Caller, **options: Any) -> None:
    """Send these along, which is refused at once or when the call is made."""

    async def inside(p: Any) -> Any:
        return await write(p.with_options(**options))

    blocking = isinstance(portone, Blocking)
    error = portone.error((lambda p: write(p.with_options(**options))) if blocking else inside)
    assert type(error) is ConfigurationError
    assert error.outcome == "not_sent"


@both
@pytest.mark.parametrize(("timeout", "seconds"), [(None, (15, 60)), (2.5, (2.5, 2.5))])
def test_timeouts(connect: Connect, timeout: float | None, seconds: tuple[float, float]) -> None:
    with connect("http://127.0.0.1:1", timeout=timeout) as portone:
        view = portone.client.with_options(timeout=7)
        back = view.with_options(timeout=None)
        for client, expected in [
            (portone.client, seconds),
            (view, (7, 7)),
            (back, (15, 60)),
        ]:
            options = client.sender.options
            assert (options.timeout_for("read"), options.timeout_for("write")) == expected


def test_a_timeout_reaches_the_request() -> None:
    with Blocking("http://127.0.0.1:1") as portone:
        call = Call(payments.CANCEL, free_form, {"imp_uid": "imp_1", "amount": 1})
        for timeout, expected in [(None, [15, 60]), (2.5, [2.5, 2.5])]:
            options = portone.client.sender.options._replace(timeout=timeout)
            steps = portone.session.steps(PendingCall(call, options))
            asks = by_hand(steps)
            steps.close()
            assert all(isinstance(step, Send) for step in asks)
            assert [step.request.timeout for step in asks] == expected


# The HTTP client.


@both
def test_a_given_http_client_stays_open(connect: Connect) -> None:
    with ScriptedServer() as server:
        server.on(ANY, payment())
        pool: Any = httpx.Client() if connect is Blocking else httpx.AsyncClient()
        with connect(server, http_client=pool) as portone:
            view = portone.client.with_options(tier="AB1")
            portone.do(lambda p: view.payments.get("imp_1"))
            portone.do(close_of(view))
            portone.do(read)
            portone.do(close_of(portone.client))
            assert not pool.is_closed
            assert type(portone.error(read)) is ConfigurationError
            other = type(portone.client)(KEY, SECRET, base_url=server.url, http_client=pool)
            portone.do(lambda p: other.payments.get("imp_1"))
            portone.do(lambda p: pool.close() if connect is Blocking else pool.aclose())
        assert server.counts == (2, 3)


@both
@pytest.mark.parametrize("use", [read, write], ids=["read", "write"])
def test_a_given_http_client_that_was_closed(connect: Connect, use: Use) -> None:
    with ScriptedServer() as server:
        server.on(ANY, payment())
        pool: Any = httpx.Client() if connect is Blocking else httpx.AsyncClient()
        with connect(server, http_client=pool) as portone:
            portone.do(read)
            portone.do(lambda p: pool.close() if connect is Blocking else pool.aclose())
            assert portone.error(use).outcome == "not_sent"
        assert server.counts == (1, 1)


@both
def test_habits_of_a_given_http_client_do_not_leak_the_token(connect: Connect) -> None:
    """It may follow redirects and log in by itself: neither is wanted here."""
    with ScriptedServer() as elsewhere, ScriptedServer() as server:
        habits: dict[str, Any] = {"follow_redirects": True, "auth": ("user", "password")}
        pool: Any = httpx.Client(**habits) if connect is Blocking else httpx.AsyncClient(**habits)
        server.on(ANY, Answer(307, b"", {"Location": elsewhere.url}))
        with connect(server, http_client=pool, max_retries=0) as portone:
            portone.error(write)
            portone.do(lambda p: pool.close() if connect is Blocking else pool.aclose())
        assert server.call.header("authorization") == f"Bearer {TOKEN}"
        assert server.received[0].header("authorization") is None
        assert elsewhere.received == []


@both
@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_what_is_sent_to_this_machine_is_for_no_proxy(
    connect: Connect, name: str, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is sent in plain, and the request for a token holds the secret."""
    for other in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(other, raising=False)
    with ScriptedServer() as proxy, ScriptedServer() as server:
        server.on(ANY, payment())
        monkeypatch.setenv(name, proxy.url)
        with connect(f"http://{host}:{server.port}", max_retries=0) as portone:
            if host == "[::1]":  # where nobody listens
                assert type(portone.error(read)) is ConnectError
            else:
                assert portone.do(read).status == "paid"
        with connect(f"https://{host}:1", max_retries=0) as portone:
            assert type(portone.error(read)) is ConnectError
        assert proxy.accepted == 0


@both
def test_what_is_sent_elsewhere_is_for_the_proxy_of_the_environment(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(other, raising=False)
    with ScriptedServer() as proxy:
        proxy.on(ANY, html(403))
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        with connect("https://portone.invalid", max_retries=0) as portone:
            assert type(portone.error(read)) is ConnectError
        assert [call.method for call in proxy.calls] == ["CONNECT"]


def test_a_timeout_reaches_the_http_client() -> None:
    seen: list[tuple[str, Any]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append((request.url.path, request.extensions["timeout"]))
        body = token() if request.url.path == TOKEN_PATH else payment()
        return httpx.Response(200, content=body.body)

    pool: Any = httpx.Client(transport=httpx.MockTransport(answer))
    with pool:
        portone = PortOne(KEY, SECRET, http_client=pool)
        portone.payments.get("imp_1")
        portone.payments.cancel(imp_uid="imp_1", amount=1)
        portone.with_options(timeout=3).payments.get("imp_1")
    assert [path for path, _ in seen] == [
        TOKEN_PATH,
        "/payments/imp_1",
        "/payments/cancel",
        "/payments/imp_1",
    ]
    for (_, timeouts), expected in zip(seen, [15, 15, 60, 3], strict=True):
        assert set(timeouts.values()) == {expected}


# Calls by name.


@both
def test_a_call_by_its_name(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        found = portone.do(lambda p: p.request("payments.get", imp_uid="imp_1"))
        assert found == portone.do(read)
        portone.do(
            lambda p: p.with_options(tier="AB1").request(
                "payments.cancel", merchant_uid="o-1", amount="all"
            )
        )
        assert server.calls[2].json == {"merchant_uid": "o-1"}
        assert server.calls[2].header("tier") == "AB1"
        listed = {"total": 1, "previous": 0, "next": 0, "list": [PAID]}
        server.on(ANY, envelope(listed))
        page = portone.do(
            lambda p: p.request("payments.list_by_status", payment_status="paid", from_=1, to=2)
        )
        assert page.items == [found]


@both
@pytest.mark.parametrize(
    ("operation", "arguments", "message"),
    [
        ("payments.gte", {}, "no operation 'payments.gte': did you mean payments.get"),
        ("payment.cancel", {}, "did you mean payments.cancel"),
        ("", {}, "no operation ''"),
        ("payments", {}, "no operation"),
        ("payments.get.x", {}, "no operation"),
        ("sender.send", {}, "no operation"),
        ("payments.__init__", {}, "no operation"),
        ("payments.get", {}, "payments.get: imp_uid is required"),
        ("payments.get", {"imp_uid": None}, "payments.get: imp_uid is required"),
        ("payments.get", {"imp_uid": "imp_1", "uid": 1}, "no argument uid: it has imp_uid, incl"),
        (
            "payments.cancel",
            {"imp_uid": "imp_1"},
            'payments.cancel: amount is required: write "all" when you mean everything',
        ),
        ("payments.cancel", {"amount": 5}, "payments.cancel: give exactly one of imp_uid"),
        ("payments.list_by_status", {"payment_status": "paid", "from": 1}, "no argument from"),
    ],
)
def test_a_wrong_call_by_name(
    connect: Connect, operation: str, arguments: dict[str, Any], message: str
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        error = portone.error(lambda p: p.request(operation, **arguments))
        assert type(error) is ConfigurationError
        assert message in str(error)
        assert server.received == []


@CLIENTS
def test_every_operation_has_its_method_with_its_arguments(client: Any) -> None:
    portone = client(KEY, SECRET)
    for name, operation in OPERATIONS.items():
        resource, _, method = name.partition(".")
        signature = inspect.signature(getattr(getattr(portone, resource), method))
        assert set(signature.parameters) == {p.name for p in operation.parameters}, name
        for parameter in operation.parameters:
            has_default = (
                signature.parameters[parameter.name].default is not inspect.Parameter.empty
            )
            assert has_default is not parameter.required, name


# Raw answers.


@both
def test_a_raw_answer(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment(buyer_tel="010-1234-5678", new="x").saying(X_Request_Id="r-1"))
        raw = portone.do(lambda p: p.raw(p.payments.get)("imp_1", include_sandbox=True))
        assert isinstance(raw, RawAnswer)
        assert raw.value == portone.do(read)
        assert isinstance(raw.value, Payment)
        assert (raw.status, raw.headers["x-request-id"]) == (200, "r-1")
        assert json.loads(raw.body)["response"]["new"] == "x"
        assert "010-1234-5678" in raw.body.decode()
        assert "010-1234-5678" not in repr(raw)
        assert repr(raw).startswith("RawAnswer(status=200, value=Payment(")
        assert server.calls[0].query == "include_sandbox=true"


@both
def test_a_raw_answer_of_a_part(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, envelope([PAID], status=207))
        raw = portone.do(lambda p: p.raw(p.payments.get_many)(imp_uids=["imp_1", "imp_2"]))
        assert raw.status == 207
        assert (raw.value.partial, raw.value.missing) == (True, ["imp_2"])


@both
def test_raw_raises_what_the_method_raises(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, refusal("존재하지 않는 결제정보입니다.", status=404))
        assert type(portone.error(lambda p: p.raw(p.payments.get)("imp_1"))) is NotFound
        assert type(portone.error(lambda p: p.raw(p.payments.get)(""))) is ConfigurationError
        assert server.counts == (1, 1)


@both
def test_raw_takes_methods_of_resources_alone(connect: Connect) -> None:
    with connect("http://127.0.0.1:1") as portone:
        own: Any = type(portone.client)
        for method in (print, lambda: None, portone.client.with_options, own.from_env, Payment):
            with pytest.raises(ConfigurationError, match="a method of a resource"):
                portone.client.raw(method)


# Hooks.


@both
@pytest.mark.parametrize("amount", [1000, Decimal("1E+3"), Decimal("1000.00"), Decimal("0.1")])
def test_an_attempt_has_the_exact_amount(connect: Connect, amount: int | Decimal) -> None:
    told: list[Attempt] = []
    with ScriptedServer() as server, connect(server, before_send=told.append) as portone:
        server.on(ANY, payment())
        portone.do(lambda p: p.payments.cancel(imp_uid="imp_1", amount=amount))
    (attempt,) = told
    assert repr(attempt.amount) == ("1000" if amount == 1000 else "Decimal('0.1')")
    assert Attempt.from_json(attempt.to_json()) == attempt
    assert repr(Attempt.from_json(attempt.to_json()).known) == repr(attempt.known)


@both
def test_before_send_is_told_of_each_write(connect: Connect) -> None:
    told: list[Attempt] = []
    counts: list[int] = []
    with ScriptedServer() as server:

        def hook(attempt: Attempt) -> None:
            told.append(attempt)
            counts.append(len(server.calls))

        with connect(server, before_send=hook) as portone:
            server.on(ANY, payment())
            portone.do(read)
            assert told == []
            portone.do(
                lambda p: p.with_options(tier="AB1").payments.cancel(
                    imp_uid="imp_1", amount=Decimal("0.1"), refund_account="110-123-456789"
                )
            )
            (attempt,) = told
            assert attempt.operation == "payments.cancel"
            assert attempt.identities == {"imp_uid": "imp_1"}
            assert (attempt.tier, attempt.amount) == ("AB1", Decimal("0.1"))
            by_the_server = attempt.sent_at.timestamp() - 1_000_000_000
            assert 0 <= by_the_server < 60, "its clock stands there, whatever ours shows"
            assert 1 <= attempt.spread < 60
            assert attempt.sent_at.tzinfo is KST
            assert "110-123-456789" not in repr(attempt)
            assert counts == [1], "it was told before the call was sent"
            busy = refusal("too many", status=429).saying(retry_after="0")
            server.on(ANY, busy, unauthorized(), payment())
            portone.do(write)
            assert len(told) == 4, "each try is an attempt of its own"
            assert len({attempt.mark for attempt in told}) == 4


@both
def test_an_error_in_before_send_stops_the_call(connect: Connect) -> None:
    def hook(attempt: Attempt) -> None:
        raise OSError("the disk is full")

    with ScriptedServer() as server, connect(server, before_send=hook) as portone:
        server.on(ANY, payment())
        with pytest.raises(OSError, match="the disk is full"):
            portone.do(write)
        assert server.calls == []
        assert portone.do(read).status == "paid"


def test_before_send_may_be_awaited() -> None:
    told: list[str] = []

    async def hook(attempt: Attempt) -> None:
        told.append("begun")
        await asyncio.to_thread(told.append, attempt.operation)

    with ScriptedServer() as server, Awaiting(server, before_send=hook) as portone:
        server.on(ANY, payment())
        portone.do(write)
        portone.do(read)
        assert told == ["begun", "payments.cancel"]
        assert len(server.calls) == 2


def test_an_error_in_an_awaited_before_send_stops_the_call() -> None:
    async def hook(attempt: Attempt) -> None:
        await asyncio.to_thread(threading.Event().is_set)
        raise OSError("the disk is full")

    with ScriptedServer() as server, Awaiting(server, before_send=hook) as portone:
        server.on(ANY, payment())
        with pytest.raises(OSError, match="the disk is full"):
            portone.do(write)
        assert server.calls == []


def test_a_hook_that_nobody_would_await_stops_the_call() -> None:
    """A coroutine function as the hook of `PortOne` would never run, and nobody would know."""
    told: list[Attempt] = []

    async def hook(attempt: Attempt) -> None:
        told.append(attempt)

    with ScriptedServer() as server:
        server.on(ANY, payment())
        with (
            pytest.raises(ConfigurationError, match="before_send"),
            Blocking(server, before_send=hook) as portone,
        ):
            portone.do(write)
        with (
            pytest.raises(
                ConfigurationError, match=r"before_send is an async function.*: use AsyncPortOne"
            ),
            Blocking(server, before_send=lambda attempt: hook(attempt)) as portone,
        ):
            portone.do(write)  # this one only turns out to be one when it is called
        assert server.calls == []
        assert told == []


@both
def test_on_drift_is_told_where_a_value_is_strange(
    connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[tuple[str, str]] = []
    with (
        ScriptedServer() as server,
        connect(server, on_drift=lambda *of: told.append(of)) as portone,
    ):
        strange = payment(amount="1000", cancel_history=[{"amount": None}, 5])
        server.on(ANY, strange)
        found = portone.do(write)
        assert found.amount == "1000"
        assert found.cancel_history[1] == 5
        assert {operation for operation, _ in told} == {"payments.cancel"}
        pointers = {pointer for _, pointer in told}
        assert {"/amount", "/cancel_history/0/amount", "/cancel_history/1"} <= pointers
        told.clear()
        server.on(ANY, payment())
        portone.do(read)
        assert told == []
    assert caplog.text == ""


@both
def test_an_error_in_on_drift_does_not_break_the_call(
    connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    def hook(operation: str, pointer: str) -> None:
        raise OSError("the disk is full")

    with ScriptedServer() as server, connect(server, on_drift=hook) as portone:
        server.on(ANY, payment(amount="1000"))
        assert portone.do(write).amount == "1000"
        assert server.counts == (1, 1)
    assert "on_drift failed" in caplog.text
    assert "the disk is full" in caplog.text


@both
def test_without_hooks_a_strange_value_is_just_given(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment(amount=[1], status=5, paid_at="2030-01-01", name={"a": 1}))
        found = portone.do(write)
        assert (found.amount, found.status, found.paid_at) == ([1], 5, "2030-01-01")
        assert found.name == {"a": 1}


# Answers.


@both
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_an_answer_may_be_large_but_not_too_large(
    connect: Connect, packed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    fits = payment(name="x" * 5000)
    too_large = payment(name="x" * 50_000)
    monkeypatch.setattr("portone_v1.core.transport.LARGEST_ANSWER", 10_000)

    def wrapped(answer: Answer) -> Answer:
        if not packed:
            return answer
        return Answer(200, gzip.compress(answer.body), {"Content-Encoding": "gzip"})

    # Of one connection, so that one that is not given back is missed.
    limits = httpx.Limits(max_connections=1)
    pool: Any = (httpx.Client if connect is Blocking else httpx.AsyncClient)(limits=limits)
    options = {"http_client": pool, "max_retries": 0, "timeout": 5.0}
    with ScriptedServer() as server, connect(server, **options) as portone:
        server.on(ANY, wrapped(fits))
        assert portone.do(read).name == "x" * 5000
        server.on(ANY, wrapped(too_large))
        for use, outcome in ((read, "no_answer"), (write, "unknown")):
            error = portone.error(use)
            assert (type(error), error.outcome) == (NoAnswer, outcome)
            assert "larger than 10000 bytes" in str(error)
        server.on(ANY, payment())
        assert portone.do(read).status == "paid", "the connection was given back in order"
        portone.do(lambda p: pool.close() if connect is Blocking else pool.aclose())


@both
def test_a_packed_answer(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        plain = payment(name="구독 11월")
        server.on(ANY, Answer(200, gzip.compress(plain.body), {"Content-Encoding": "gzip"}))
        raw = portone.do(lambda p: p.raw(p.payments.get)("imp_1"))
        assert raw.value.name == "구독 11월"
        assert raw.body == plain.body
        assert "gzip" in str(server.call.header("accept-encoding"))


@both
def test_a_cookie_that_cannot_be_sent_back_stops_no_later_call(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, payment().saying(set_cookie="a=é; Path=/"))
        for _ in range(3):
            assert portone.do(read).status == "paid"
        assert all(call.header("cookie") is None for call in server.calls)


def test_such_a_cookie_in_a_client_of_ones_own_is_told_of() -> None:
    with ScriptedServer() as server, httpx.Client() as own:
        with Blocking(server, max_retries=0, http_client=own) as portone:
            server.on(ANY, payment().saying(set_cookie="a=é; Path=/"))
            portone.do(read)
            error = portone.error(write)
        assert (type(error), error.outcome) == (ConnectError, "not_sent")
        assert "a cookie that cannot be sent" in str(error)
        assert len(server.calls) == 1


def test_hints_say_what_to_write_instead() -> None:
    with PortOne(KEY, SECRET) as portone:
        with pytest.raises(ConfigurationError) as caught:
            portone.payments.verify("imp_1", amount=Decimal("9.90"), merchant_uid="o-1")
        assert str(caught.value).endswith(
            'must be whole: KRW has no decimals (for another currency, give it, such as currency="USD")'
        )
        charge: dict[str, Any] = {
            "customer_uid": "c",
            "merchant_uid": "o",
            "amount": 1,
            "name": "n",
        }
        with pytest.raises(ConfigurationError) as caught:
            portone.subscribe.again(**charge | {"custom_data": {"a": 1}})
        assert str(caught.value).endswith("must be a str, such as json.dumps makes, not dict")
        event = webhook.parse(b'{"imp_uid": "imp_1", "merchant_uid": "o-1", "status": "paid"}')
        tier: Any = "AB1"
        with pytest.raises(TypeError, match=r"^tier_of must be a function"):
            portone.webhook.read(event, tier_of=tier)
