"""The Tier header: on each request of its view, and on nothing else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from typing import Any

import pytest
from scripted_server import (
    ANY,
    KEY,
    SECRET,
    TOKEN_PATH,
    Asked,
    Connect,
    ScriptedServer,
    Use,
    both,
    payment,
    token,
    unauthorized,
)

from portone_v1 import AsyncPortOne, ConfigurationError, PortOne

TIERS = ["AB1", "ZZZ", "000", None]
MALFORMED = ["", "ab1", "AB", "AB12", "A-1", " AB1", "AB1\n", "ＡＢ１", "가나다", 123]


def of_parent(p: Any) -> Any:
    return p.payments.get("imp_1")


def own_payment(view: Any) -> Use:
    """Ask with `view` for a payment that is named after its tier."""
    return lambda p: view.payments.get(f"imp_{view.sender.options.tier}")


@both
@pytest.mark.parametrize("tier", ["AB1", "000"])
def test_a_client_of_a_tier(connect: Connect, tier: str) -> None:
    with ScriptedServer() as server, connect(server, tier=tier) as portone:
        server.on(ANY, payment())
        portone.do(of_parent)
        portone.do(lambda p: p.payments.cancel(imp_uid="imp_1", amount=1))
        portone.do(lambda p: p.request("payments.get", imp_uid="imp_1"))
        portone.do(lambda p: p.raw(p.payments.get)("imp_1"))
        assert [call.header("tier") for call in server.calls] == [tier] * 4
        assert server.received[0].path == TOKEN_PATH
        assert server.received[0].header("tier") is None


@both
def test_a_view_and_its_parent(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        view = portone.client.with_options(tier="AB1")
        other = view.with_options(tier="AB2")
        portone.do(lambda p: view.payments.get("imp_1"))
        portone.do(of_parent)
        portone.do(lambda p: other.payments.get("imp_1"))
        portone.do(lambda p: view.raw(view.payments.get)("imp_1"))
        portone.do(of_parent)
        portone.do(lambda p: other.request("payments.get", imp_uid="imp_1"))
        tiers = [call.header("tier") for call in server.calls]
        assert tiers == ["AB1", None, "AB2", "AB1", None, "AB2"]


@both
def test_no_tier_on_a_view_is_the_parent_store(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, tier="AB1") as portone:
        server.on(ANY, payment())
        portone.do(lambda p: p.with_options(tier=None).payments.get("imp_1"))
        portone.do(lambda p: p.with_options(max_retries=1).payments.get("imp_1"))
        portone.do(of_parent)
        assert [call.header("tier") for call in server.calls] == [None, "AB1", "AB1"]


@both
def test_a_call_that_is_repeated_keeps_its_tier_and_the_token_has_none(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(TOKEN_PATH, token(), token("f" * 40))
        server.on(ANY, unauthorized(), payment())
        portone.do(lambda p: p.with_options(tier="AB1").payments.get("imp_1"))
        assert server.counts == (2, 2)
        for request in server.received:
            assert request.header("tier") == (None if request.path == TOKEN_PATH else "AB1")


def test_thirty_two_threads_do_not_mix_up_their_tiers() -> None:
    with ScriptedServer() as server, PortOne(KEY, SECRET, base_url=server.url) as portone:
        server.on(ANY, Asked())
        views = [portone.with_options(tier=tier) for tier in TIERS]

        def work(number: int) -> None:
            for turn in range(8):
                own_payment(views[(number + turn) % len(views)])(portone)

        with ThreadPoolExecutor(32) as threads:
            list(threads.map(work, range(32)))
        assert server.counts == (server.tokens, 256)
        for request in server.received:
            if request.path == TOKEN_PATH:
                assert request.header("tier") is None
            else:
                assert request.path == f"/payments/imp_{request.header('tier')}"


@both
def test_calls_at_once_do_not_mix_up_their_tiers(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, Asked())
        views = [portone.client.with_options(tier=tier) for tier in TIERS]
        portone.together([own_payment(view) for view in islice(cycle(views), 64)])
        assert server.counts == (1, 64)
        for call in server.calls:
            assert call.path == f"/payments/imp_{call.header('tier')}"


@both
def test_no_cookie_of_one_shop_travels_with_the_calls_of_another(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, Asked({"Set_Cookie": "session=AB1; Path=/"}))
        portone.do(own_payment(portone.client.with_options(tier="AB1")))
        portone.do(own_payment(portone.client.with_options(tier="AB2")))
        portone.do(of_parent)
        assert [call.header("cookie") for call in server.calls] == [None] * 3


# What is wrong is refused before anything is sent.


@both
@pytest.mark.parametrize("tier", MALFORMED)
def test_a_malformed_tier_is_refused(connect: Connect, tier: Any) -> None:
    with ScriptedServer() as server:
        with pytest.raises(ConfigurationError, match="tier"):
            connect(server, tier=tier)
        with connect(server) as portone, pytest.raises(ConfigurationError, match="tier") as caught:
            portone.client.with_options(tier=tier)
        assert caught.value.outcome == "not_sent"
        assert server.received == []


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("PORTONE_V1_API_KEY", KEY)
    monkeypatch.setenv("PORTONE_V1_API_SECRET", SECRET)
    monkeypatch.delenv("PORTONE_V1_BASE_URL", raising=False)
    monkeypatch.delenv("PORTONE_V1_TIER", raising=False)
    return monkeypatch


@pytest.mark.parametrize("client", [PortOne, AsyncPortOne])
@pytest.mark.parametrize("tier", [tier for tier in MALFORMED if tier and isinstance(tier, str)])
def test_a_malformed_tier_of_the_environment_is_refused(
    environment: pytest.MonkeyPatch, client: type[PortOne] | type[AsyncPortOne], tier: str
) -> None:
    environment.setenv("PORTONE_V1_TIER", tier)
    with pytest.raises(ConfigurationError, match="tier"):
        client.from_env()


@pytest.mark.parametrize(("tier", "sent"), [("AB1", "AB1"), ("", None), (None, None)])
def test_the_tier_of_the_environment(
    environment: pytest.MonkeyPatch, tier: str | None, sent: str | None
) -> None:
    with ScriptedServer() as server:
        environment.setenv("PORTONE_V1_BASE_URL", server.url)
        if tier is not None:
            environment.setenv("PORTONE_V1_TIER", tier)
        server.on(ANY, payment())
        with PortOne.from_env() as portone:
            portone.payments.get("imp_1")
        assert server.call.header("tier") == sent


@both
@pytest.mark.parametrize("name", ["Tier", "tier", "TIER"])
def test_no_tier_among_the_extra_headers(connect: Connect, name: str) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        with pytest.raises(ConfigurationError, match=name):
            portone.client.with_options(extra_headers={name: "AB1"})
        portone.do(of_parent)
        assert server.call.header("tier") is None


@both
def test_no_tier_among_the_extra_headers_later(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, Asked())
        headers = {"X-Shop": "1"}
        view = portone.client.with_options(tier="AB1", extra_headers=headers)
        headers["Tier"] = "ZZZ"
        portone.do(own_payment(view))
        assert server.call.all("tier") == ["AB1"]


# Views.


@both
def test_a_view_never_changes_its_parent(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, tier="AB1", max_retries=1) as portone:
        parent = portone.client
        before = parent.sender.options
        seen = repr(parent)
        view = parent.with_options(
            tier="AB2",
            timeout=1.0,
            max_retries=5,
            extra_query={"a": "1"},
            extra_body={"b": 2},
            extra_headers={"C": "3"},
        )
        again = view.with_options(tier=None)
        assert parent.sender.options == before
        assert repr(parent) == seen
        assert view.sender.options.tier == "AB2"
        assert again.sender.options == view.sender.options._replace(tier=None)
        server.on(ANY, payment())
        portone.do(lambda p: view.payments.cancel(imp_uid="imp_1", amount=1))
        portone.do(lambda p: p.payments.cancel(imp_uid="imp_1", amount=1))
        of_view, of_parent = server.calls
        assert (of_view.header("tier"), of_view.query, of_view.header("c")) == ("AB2", "a=1", "3")
        assert of_view.json == {"imp_uid": "imp_1", "amount": 1, "b": 2}
        assert (of_parent.header("tier"), of_parent.query) == ("AB1", "")
        assert of_parent.header("c") is None
        assert of_parent.json == {"imp_uid": "imp_1", "amount": 1}


@both
def test_a_view_does_not_follow_what_it_was_given(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        query, body, headers = {"a": "1"}, {"b": 2}, {"C": "3"}
        view = portone.client.with_options(
            extra_query=query, extra_body=body, extra_headers=headers
        )
        query["a"] = body["b"] = headers["C"] = "changed"  # type: ignore[assignment]
        portone.do(lambda p: view.payments.cancel(imp_uid="imp_1", amount=1))
        assert server.call.query == "a=1"
        assert server.call.json["b"] == 2
        assert server.call.header("c") == "3"


@both
def test_closing_a_view_closes_nothing(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        view = portone.client.with_options(tier="AB1")
        portone.do(lambda p: view.payments.get("imp_1"))
        close(portone, view)
        portone.do(lambda p: view.payments.get("imp_1"))
        portone.do(of_parent)
        assert server.counts == (1, 3)


@both
def test_a_closed_client_refuses_and_so_do_its_views(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        view = portone.client.with_options(tier="AB1")
        portone.do(of_parent)
        close(portone, portone.client)
        close(portone, portone.client)
        for use in (of_parent, lambda p: view.payments.get("imp_1")):
            error = portone.error(use)
            assert type(error) is ConfigurationError
            assert str(error) == "this client is closed: make a new one"
        assert server.counts == (1, 1)


def close(portone: Any, client: Any) -> None:
    """By its name, and once more by leaving a block."""

    async def aclose() -> None:
        await client.aclose()
        async with client:
            pass

    if isinstance(client, PortOne):
        client.close()
        with client:
            pass
    else:
        portone.do(lambda p: aclose())
