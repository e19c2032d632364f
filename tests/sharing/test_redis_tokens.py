"""One token for a fleet through a real Redis: processes of every kind, and a Redis that dies, hangs or is full."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable
from time import monotonic
from typing import Any

import anyio
import anyio.lowlevel
import anyio.to_thread
import pytest
import redis.asyncio

from portone_v1 import AsyncPortOne, ConfigurationError, PortOne
from portone_v1.options import Account
from portone_v1.sharing.redis_store import RedisTokenStore
from portone_v1.sharing.shared_token import shared_name
from portone_v1.sharing.token_store import Claim
from portone_v1_emulator import Emulator

from .fleet import BANKS, KINDS, run_fleet
from .redis_server import RedisServer

EIGHT = (*KINDS, *KINDS, "sync", "sync")


def tokens(emulator: Emulator) -> int:
    """How often a token was asked for."""
    return sum(request.operation == "auth.get_token" for request in emulator.requests)


def statuses(emulator: Emulator) -> Counter[int | None]:
    """How the other requests were answered."""
    others = (r for r in emulator.requests if r.operation != "auth.get_token")
    return Counter(request.status for request in others)


def charges(member: int, count: int) -> list[dict[str, Any]]:
    """Charges that only this member makes."""
    card = {"card_number": "4242-4242-4242-4242", "expiry": "2035-12", "amount": 1000}
    return [
        {"operation": "subscribe.onetime", "arguments": card | {"merchant_uid": f"o-{member}-{n}"}}
        for n in range(count)
    ]


def name_of(emulator: Emulator) -> str:
    account = Account.checked(emulator.api_key, emulator.api_secret, emulator.base_url)
    return shared_name(account)


# A fleet.


def test_eight_processes_ask_for_one_token(emulator: Emulator, redis: RedisServer) -> None:
    emulator.fail("delay", "auth.get_token", seconds=0.3)
    with run_fleet(emulator, redis, EIGHT) as fleet:
        assert fleet.read(times=3, threads=3) == ["done"] * 24
    assert tokens(emulator) == 1
    assert statuses(emulator) == {200: 24}


def test_without_a_store_each_asks_for_itself(emulator: Emulator, redis: RedisServer) -> None:
    with run_fleet(emulator, redis, EIGHT, shares=False) as fleet:
        assert fleet.read() == ["done"] * 8
    assert tokens(emulator) == 8


def test_near_its_end_it_is_renewed_by_one(emulator: Emulator, redis: RedisServer) -> None:
    with run_fleet(emulator, redis, EIGHT) as fleet:
        fleet.read()
        emulator.fail("delay", "auth.get_token", seconds=0.2)
        for seconds in (1756, 315):
            emulator.advance(seconds)
            fleet.move(seconds)
            assert fleet.read(times=2) == ["done"] * 16
    assert tokens(emulator) == 3
    assert statuses(emulator) == {200: 40}


def test_a_token_that_the_server_forgot_is_replaced_by_one(
    emulator: Emulator, redis: RedisServer
) -> None:
    with run_fleet(emulator, redis, EIGHT) as fleet:
        fleet.read()
        emulator.advance(1801)
        assert fleet.read() == ["done"] * 8
        assert fleet.read() == ["done"] * 8
    assert tokens(emulator) == 2
    assert statuses(emulator)[401] <= 8
    assert statuses(emulator)[200] == 24


def test_no_call_is_lost_when_redis_is_killed_in_the_middle(
    emulator: Emulator, own_redis: RedisServer
) -> None:
    with run_fleet(emulator, own_redis, EIGHT, per_second=1000) as fleet:
        emulator.fail("delay", "auth.get_token", seconds=0.2)
        fleet.begin([charges(member, 20) for member in range(8)], threads=4)
        own_redis.kill()
        assert fleet.results() == ["done"] * 160
        emulator.advance(1756)
        fleet.move(1756)
        fleet.begin([charges(member + 8, 20) for member in range(8)], threads=4)
        assert fleet.results() == ["done"] * 160
        own_redis.start()
        emulator.advance(315)
        fleet.move(315)
        before = tokens(emulator)
        assert fleet.read() == ["done"] * 8
    paid = Counter(payment.merchant_uid for payment in emulator.shop().payments)
    assert len(paid) == 320
    assert set(paid.values()) == {1}
    assert tokens(emulator) - before == 1, "and Redis is used again once it is back"


@pytest.mark.parametrize("kind", KINDS)
def test_a_leader_that_is_killed_is_replaced(
    emulator: Emulator, redis: RedisServer, kind: str
) -> None:
    lease = f"portone_v1:{{{name_of(emulator)}}}:lease"
    emulator.fail("hang", "auth.get_token")
    with run_fleet(emulator, redis, [kind, "sync", "sync"]) as fleet, redis.client() as client:
        fleet.begin([[BANKS], [], []])
        deadline = monotonic() + 20
        while not client.exists(lease) or not tokens(emulator):
            assert monotonic() < deadline
        fleet.kill_first()
        assert fleet.results() == []
        fleet.begin([[BANKS], [BANKS]])
        client.pexpire(lease, 1)  # as if its 5 s were over
        assert fleet.results() == ["done", "done"]
    assert tokens(emulator) == 2


# A Redis in trouble.


def use(emulator: Emulator, kind: str, store: Any, times: int = 1) -> float:
    """Make calls with a new client; the seconds that they took together."""
    account = (emulator.api_key, emulator.api_secret)
    begun = monotonic()
    if kind == "sync":
        with PortOne(*account, base_url=emulator.base_url, token_store=store) as portone:
            for _ in range(times):
                portone.codes.list_banks()
    else:

        async def main() -> None:
            async with AsyncPortOne(
                *account, base_url=emulator.base_url, token_store=store
            ) as portone:
                for _ in range(times):
                    await portone.codes.list_banks()

        anyio.run(main, backend=kind)
    return monotonic() - begun


@pytest.mark.parametrize("kind", KINDS)
def test_a_redis_that_hangs_holds_no_call_for_longer_than_its_timeout(
    emulator: Emulator, redis: RedisServer, kind: str
) -> None:
    store = RedisTokenStore(redis.url, timeout=0.5)
    use(emulator, kind, store)
    redis.freeze()
    try:
        took = use(emulator, kind, store, times=5)
    finally:
        redis.thaw()
    assert took < 2.5
    assert statuses(emulator) == {200: 6}
    assert tokens(emulator) == 2
    store.close()


def test_a_redis_that_is_not_there(
    emulator: Emulator, own_redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    own_redis.kill()
    store = RedisTokenStore(f"redis://:hunter2@127.0.0.1:{own_redis.port}/0")
    with caplog.at_level(logging.WARNING, "portone_v1"):
        use(emulator, "sync", store, times=3)
    assert statuses(emulator) == {200: 3}
    (record,) = caplog.records
    assert "RedisTokenStore.claim failed" in record.getMessage()
    assert "hunter2" not in caplog.text
    store.close()


def fill(client: redis.Redis, name: str) -> None:
    client.config_set("maxmemory", 1)


def take_the_key(client: redis.Redis, name: str) -> None:
    client.lpush(f"portone_v1:{{{name}}}:token", "x")


def forget_scripts(client: redis.Redis, name: str) -> None:
    client.script_flush()


def store_garbage(client: redis.Redis, name: str) -> None:
    client.set(f"portone_v1:{{{name}}}:token", b"\xff\x00")


@pytest.mark.parametrize("trouble", [fill, take_the_key, forget_scripts, store_garbage])
@pytest.mark.parametrize("kind", KINDS)
def test_a_redis_in_trouble_breaks_no_call(
    emulator: Emulator,
    redis: RedisServer,
    kind: str,
    trouble: Callable[[Any, str], None],
) -> None:
    store = RedisTokenStore(redis.url)
    with redis.client() as client:
        trouble(client, name_of(emulator))
    use(emulator, kind, store, times=2)
    assert statuses(emulator) == {200: 2}
    assert tokens(emulator) == 1
    store.close()


# The store itself.


def test_it_gives_the_lease_to_one_and_for_a_short_time(redis: RedisServer) -> None:
    store = RedisTokenStore(redis.url)

    def claim(holder: str, unwanted: str = "") -> tuple[str | None, bool]:
        answer = store.claim("name", holder, 5.0, unwanted)
        assert isinstance(answer, Claim)
        return answer.text, answer.leads

    assert claim("a") == (None, True)
    assert claim("b") == (None, False)
    assert claim("a") == (None, True)
    with redis.client() as client:
        assert 4000 < client.pttl("portone_v1:{name}:lease") <= 5000
        client.pexpire("portone_v1:{name}:lease", 0)
    assert claim("b") == (None, True)
    store.release("name", "a")
    assert claim("c") == (None, False), "only its holder ends a lease"
    store.keep("name", "b", "text", 100)
    assert claim("c") == ("text", False)
    assert claim("c", "other") == ("text", False)
    assert claim("c", "text") == (None, True)
    store.keep("name", "b", "newer", 0.0001)
    with redis.client() as client:
        assert client.get("portone_v1:{name}:lease") == "c"
    store.close()


def test_nothing_in_redis_tells_the_key_or_the_secret(
    emulator: Emulator, redis: RedisServer
) -> None:
    store = RedisTokenStore(redis.url, prefix="shop")
    use(emulator, "sync", store)
    with redis.client() as client:
        (name,) = client.keys("*")
        text = client.get(name)
        assert 1700 < client.ttl(name) <= 1800
    assert name == f"shop:{{{name_of(emulator)}}}:token"
    for secret in (emulator.api_key, emulator.api_secret):
        assert secret not in name
        assert secret not in text
    assert redis.url not in repr(store)
    store.close()


@pytest.mark.parametrize("decodes", [True, False])
def test_a_client_of_ones_own_can_be_given(
    emulator: Emulator, redis: RedisServer, decodes: bool
) -> None:
    with redis.client() as client:
        given = client if decodes else type(client)(host="127.0.0.1", port=redis.port)
        store = RedisTokenStore(given)
        use(emulator, "sync", store)
        store.close()
        assert given.ping()
        use(emulator, "asyncio", store)
        given.close()
    assert tokens(emulator) == 1


def test_an_asyncio_client_can_be_given(emulator: Emulator, redis: RedisServer) -> None:
    account = (emulator.api_key, emulator.api_secret)

    async def main() -> None:
        async with redis_asyncio(redis.url) as given:
            store = RedisTokenStore(given)
            with pytest.raises(ConfigurationError, match="only AsyncPortOne"):
                PortOne(*account, token_store=store)
            for _ in range(2):
                async with AsyncPortOne(
                    *account, base_url=emulator.base_url, token_store=store
                ) as portone:
                    await portone.codes.list_banks()

    anyio.run(main)
    assert tokens(emulator) == 1
    assert statuses(emulator) == {200: 2}


def redis_asyncio(url: str) -> redis.asyncio.Redis:
    client: redis.asyncio.Redis = redis.asyncio.from_url(url)
    return client


def test_an_asyncio_client_that_hangs_is_not_waited_for(
    emulator: Emulator, redis: RedisServer
) -> None:
    account = (emulator.api_key, emulator.api_secret)

    async def main() -> float:
        async with redis_asyncio(redis.url) as given:
            await given.ping()
            redis.freeze()
            begun = monotonic()
            store = RedisTokenStore(given)
            async with AsyncPortOne(
                *account, base_url=emulator.base_url, token_store=store
            ) as portone:
                await portone.codes.list_banks()
            took = monotonic() - begun
            redis.thaw()
            return took

    try:
        assert anyio.run(main) < 4
    finally:
        redis.thaw()
    assert statuses(emulator) == {200: 1}


def test_an_asyncio_client_is_done_without_in_trio(
    emulator: Emulator, redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    given = redis_asyncio(redis.url)
    with caplog.at_level(logging.WARNING, "portone_v1"):
        use(emulator, "trio", RedisTokenStore(given), times=2)
    assert statuses(emulator) == {200: 2}
    assert "RedisTokenStore.claim failed" in caplog.text


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_task_that_is_cancelled_does_not_wait_for_a_redis_that_hangs(
    emulator: Emulator, redis: RedisServer, backend: str
) -> None:
    account = (emulator.api_key, emulator.api_secret)
    store = RedisTokenStore(redis.url, timeout=1.5)

    async def main() -> float:
        async with AsyncPortOne(*account, base_url=emulator.base_url, token_store=store) as portone:
            begun = monotonic()
            with anyio.move_on_after(0.05) as scope:
                await portone.codes.list_banks()
            took = monotonic() - begun
            assert scope.cancelled_caught
            await portone.codes.list_banks()
            return took

    redis.freeze()
    try:
        assert anyio.run(main, backend=backend) < 1
    finally:
        redis.thaw()
    assert statuses(emulator) == {200: 1}
    store.close()


def test_threads_of_the_application_that_are_all_busy_hold_no_call_up(
    emulator: Emulator, redis: RedisServer
) -> None:
    account = (emulator.api_key, emulator.api_secret)
    store = RedisTokenStore(redis.url)
    done = threading.Event()

    async def main() -> None:
        async with (
            AsyncPortOne(*account, base_url=emulator.base_url, token_store=store) as portone,
            anyio.create_task_group() as tasks,
        ):
            limiter = anyio.to_thread.current_default_thread_limiter()
            limiter.total_tokens = 1
            tasks.start_soon(anyio.to_thread.run_sync, lambda: done.wait(20))
            await anyio.lowlevel.checkpoint()
            await portone.codes.list_banks()
            done.set()

    anyio.run(main)
    with redis.client() as client:
        assert client.exists(f"portone_v1:{{{name_of(emulator)}}}:token")
    store.close()


def test_both_clients_in_one_process_share_the_token(
    emulator: Emulator, redis: RedisServer
) -> None:
    store = RedisTokenStore(redis.url)
    for kind in KINDS:
        use(emulator, kind, store)
    assert tokens(emulator) == 1
    store.close()


@pytest.mark.parametrize("url", ["http://:hunter2@cache", "cache:6379", "", "redis://:hunter2@c:x"])
def test_what_is_no_url_of_a_redis_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="redis://") as caught:
        RedisTokenStore(url)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_without_redis_py_it_says_what_to_install() -> None:
    script = "import sys; sys.modules['redis'] = None; import portone_v1.sharing.redis_store"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stderr.splitlines()[-1].endswith("pip install 'portone-v1[redis]'")
