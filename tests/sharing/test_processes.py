"""Forks, event loops, threads and the end of the interpreter, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from portone_v1 import PortOne
from portone_v1_emulator import Emulator

from .conftest import needs_fork
from .redis_server import RedisServer


def run_script(script: str, emulator: Emulator, *arguments: str) -> str:
    """What a program writes that knows `url`, `account` and the rest of `arguments`; it must end well."""
    begin = "import sys\nurl, *account, redis = sys.argv[1:]\n"
    # Forking with threads is deprecated, and done all the same.
    warnings = ["-W", "error", "-W", "ignore::DeprecationWarning"]
    told = [emulator.base_url, emulator.api_key, emulator.api_secret, *(arguments or [""])]
    done = subprocess.run(
        [sys.executable, *warnings, "-c", begin + script, *told],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def counts(emulator: Emulator) -> tuple[int, int]:
    """How many tokens were asked for, and how many other calls were answered well."""
    tokens = sum(r.operation == "auth.get_token" for r in emulator.requests)
    return tokens, sum(r.status == 200 for r in emulator.requests) - tokens


# As prefork servers do: the client is made once, then the process forks.

PREFORK = """
import os
from portone_v1 import PortOne
from portone_v1.sharing.redis_store import RedisTokenStore

store = RedisTokenStore(redis)
portone = PortOne(*account, base_url=url, token_store=store)
if {warm}:
    portone.codes.list_banks()
children = []
for _ in range(6):
    child = os.fork()
    if child == 0:
        portone.codes.list_banks()
        portone.codes.list_banks()
        os._exit(0)
    children.append(child)
assert all(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0 for child in children)
portone.codes.list_banks()
portone.close()
store.close()
"""


@needs_fork
@pytest.mark.parametrize("warm", [True, False], ids=["used_before", "made_before"])
def test_workers_that_were_forked_share_one_token(
    emulator: Emulator, redis: RedisServer, warm: bool
) -> None:
    emulator.fail("delay", "auth.get_token", seconds=0.2)
    run_script(PREFORK.format(warm=warm), emulator, redis.url)
    assert counts(emulator) == (1, 13 + warm)


FORK_UNDER_LOCKS = """
import os, threading
from portone_v1 import PortOne
from portone_v1.sharing.limiter import MemoryLimiter
from portone_v1.sharing.token_store import MemoryTokenStore

store, limiter = MemoryTokenStore(), MemoryLimiter(10_000)
portone = PortOne(*account, base_url=url, token_store=store, limiter=limiter)
portone.codes.list_banks()
session = portone.sender.session
held, go = threading.Event(), threading.Event()

def hold():
    tokens, writes = session.tokens._states.value, portone._writes.recent._states.value
    time, shelves, queues = session.time._locks.value, store._shelves.value, limiter._queues.value
    with tokens.lock, time, writes._lock, shelves.lock, queues.lock:
        held.set()
        go.wait()

holder = threading.Thread(target=hold)
holder.start()
held.wait()
child = os.fork()
if child == 0:
    portone.codes.list_banks()
    portone.preparations.create(merchant_uid="o-1", amount=1000)
    os._exit(0)
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
go.set()
holder.join()
assert status == 0
portone.preparations.create(merchant_uid="o-2", amount=1000)
portone.close()
"""


@needs_fork
def test_a_child_waits_for_no_lock_that_a_thread_of_its_parent_holds(emulator: Emulator) -> None:
    run_script(FORK_UNDER_LOCKS, emulator)
    assert counts(emulator) == (2, 4)


FORK_IN_FLIGHT = """
import os, threading
from portone_v1 import PortOne
from portone_v1.sharing.redis_store import RedisTokenStore

asked, forked = threading.Event(), threading.Event()

class Watched(RedisTokenStore):
    def keep(self, *arguments):
        asked.set()
        forked.wait()
        super().keep(*arguments)

store = Watched(redis)
portone = PortOne(*account, base_url=url, token_store=store)
leader = threading.Thread(target=portone.codes.list_banks)
leader.start()
asked.wait()
child = os.fork()
if child == 0:
    portone.codes.list_banks(); os._exit(0)
forked.set()
leader.join()
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
portone.close()
store.close()
"""


@needs_fork
def test_a_child_that_is_forked_while_its_parent_gets_the_token_waits_for_it(
    emulator: Emulator, redis: RedisServer
) -> None:
    run_script(FORK_IN_FLIGHT, emulator, redis.url)
    assert counts(emulator) == (1, 2)


# Event loops and threads.

LOOPS = """
import asyncio, threading, trio
from portone_v1 import AsyncPortOne
from portone_v1.sharing.limiter import MemoryLimiter
from portone_v1.sharing.redis_store import RedisTokenStore

store = RedisTokenStore(redis)
portone = AsyncPortOne(*account, base_url=url, token_store=store, limiter=MemoryLimiter(10_000))

async def read():
    await portone.codes.list_banks()

async def main():
    await asyncio.gather(*(read() for _ in range(5)))

asyncio.run(main())
asyncio.run(main())
trio.run(read)
threads = [threading.Thread(target=asyncio.run, args=[main()]) for _ in range(3)]
threads += [threading.Thread(target=trio.run, args=[read]) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
asyncio.run(portone.aclose())
store.close()
"""


def test_every_event_loop_shares_the_store(emulator: Emulator, redis: RedisServer) -> None:
    run_script(LOOPS, emulator, redis.url)
    assert counts(emulator) == (1, 29)


THREADS = """
import threading
from portone_v1 import PortOne
from portone_v1.sharing.redis_store import RedisTokenStore
from portone_v1.sharing.redis_limiter import RedisLimiter

store, limiter = RedisTokenStore(redis), RedisLimiter(redis, 10_000)
together = threading.Barrier(20)
with PortOne(*account, base_url=url, token_store=store, limiter=limiter) as portone:
    def read():
        together.wait()
        portone.codes.list_banks()
    threads = [threading.Thread(target=read) for _ in range(20)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
store.close()
limiter.close()
"""


def test_twenty_threads_share_the_store(emulator: Emulator, redis: RedisServer) -> None:
    run_script(THREADS, emulator, redis.url)
    assert counts(emulator) == (1, 20)


# The end of the interpreter.

AT_EXIT = """
import atexit
from portone_v1 import PortOne
from portone_v1.sharing.redis_store import RedisTokenStore

store = RedisTokenStore(redis)
portone = PortOne(*account, base_url=url, token_store=store)

def last():
    portone.preparations.create(merchant_uid="o-1", amount=1000)
    portone.close()
    store.close()
    print("done")

atexit.register(last)
if {warm}:
    portone.codes.list_banks()
"""


@pytest.mark.parametrize("warm", [True, False], ids=["used_before", "made_before"])
def test_a_client_works_in_atexit(emulator: Emulator, redis: RedisServer, warm: bool) -> None:
    assert run_script(AT_EXIT.format(warm=warm), emulator, redis.url) == "done\n"
    assert counts(emulator) == (1, 1 + warm)


ASYNC_AT_EXIT = """
import asyncio, atexit
from portone_v1 import AsyncPortOne
from portone_v1.sharing.redis_store import RedisTokenStore

store = RedisTokenStore(redis)
portone = AsyncPortOne(*account, base_url=url, token_store=store)

async def last():
    async with portone:
        await portone.preparations.create(merchant_uid="o-1", amount=1000)
    store.close()
    print("done")

atexit.register(lambda: asyncio.run(last()))
"""


def test_an_async_client_works_in_atexit(emulator: Emulator, redis: RedisServer) -> None:
    """The store is asked in a thread, and some versions of Python start none so late: then without it."""
    assert run_script(ASYNC_AT_EXIT, emulator, redis.url) == "done\n"
    assert counts(emulator) == (1, 1)


IN_DEL = """
from portone_v1 import PortOne

class Order:
    def __init__(self):
        self.portone = PortOne(*account, base_url=url)
    def __del__(self):
        try:
            self.portone.preparations.create(merchant_uid="o-1", amount=1000)
            write("done")
        except Exception as error:
            write(getattr(error, "outcome", "not_sent"))
        self.portone.close()

write = sys.stdout.write
order = Order()
if {is_used}:
    order.portone.preparations.{used}
"""

USED = {
    "made": "",
    "read": "get('o-0')",
    "written": "create(merchant_uid='o-2', amount=1000)",
}


@pytest.mark.parametrize("used", USED)
def test_a_client_says_in_del_whether_it_happened(emulator: Emulator, used: str) -> None:
    """So late nothing more can be imported, by the HTTP library either, so that nothing may be sent."""
    with PortOne(emulator.api_key, emulator.api_secret, base_url=emulator.base_url) as portone:
        portone.preparations.create(merchant_uid="o-0", amount=1000)
    said = run_script(IN_DEL.format(is_used=bool(USED[used]), used=USED[used] or "get"), emulator)
    made = sum(p.merchant_uid == "o-1" for p in emulator.shop().preparations)
    assert (said, made) in {("done", 1), ("not_sent", 0)}


DAEMON = """
import threading
from portone_v1 import PortOne

sent = threading.Event()
portone = PortOne(*account, base_url=url, before_send=lambda attempt: sent.set())
portone.codes.list_banks()

def hang():
    portone.preparations.create(merchant_uid="o-1", amount=1000)

threading.Thread(target=hang, daemon=True).start()
sent.wait()
print("ended")
"""


def test_a_daemon_thread_in_the_middle_of_a_call_does_not_hold_the_end_up(
    emulator: Emulator,
) -> None:
    emulator.fail("hang", "preparations.create")
    assert run_script(DAEMON, emulator) == "ended\n"
