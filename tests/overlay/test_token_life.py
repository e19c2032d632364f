"""The access token: one request for all who ask, how long it lives, what a 401 does."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import Any

import anyio
import pytest
import trio
from scripted_server import (
    ANY,
    KEY,
    PAID,
    SECRET,
    TOKEN,
    TOKEN_PATH,
    Answer,
    Close,
    Connect,
    Gate,
    Script,
    ScriptedServer,
    Silence,
    SteppedClock,
    Use,
    both,
    closed_port,
    count_waiters,
    envelope,
    html,
    payment,
    refusal,
    token,
    unauthorized,
    unconnected_session,
    wait_for,
)

from portone_v1 import (
    AsyncPortOne,
    AuthenticationError,
    ConnectError,
    PortOneError,
    RateLimited,
    UnexpectedAnswer,
)
from portone_v1.core.effects import Send, WaitForRefresh
from portone_v1.core.pending import PendingCall
from portone_v1.core.raw import RawAnswer
from portone_v1.core.request import Reply
from portone_v1.core.session import Session
from portone_v1.options import Options
from portone_v1_api.calls import Call
from portone_v1_api.operations import payments
from portone_v1_api.payloads import free_form

OTHER_TOKEN = "f" * 40
WRONG_KEY = "인증에 실패하였습니다. API키와 secret을 확인하세요."


def read(p: Any) -> Any:
    return p.payments.get("imp_1")


def write(p: Any) -> Any:
    return p.payments.cancel(imp_uid="imp_1", amount=500)


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")

USES = [pytest.param(read, id="read"), pytest.param(write, id="write")]


# One request, however many ask.


@both
def test_one_request_serves_a_hundred_calls(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        for _ in range(50):
            portone.do(read)
            portone.do(write)
        assert server.counts == (1, 100)
        assert {call.header("authorization") for call in server.calls} == {f"Bearer {TOKEN}"}


@both
def test_the_request_holds_the_account_and_nothing_else(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        portone.do(lambda p: read(p.with_options(extra_query={"a": "b"}, extra_headers={"X": "y"})))
        asked = server.received[0]
        assert (asked.method, asked.path, asked.query) == ("POST", TOKEN_PATH, "")
        assert asked.json == {"imp_key": KEY, "imp_secret": SECRET}
        assert asked.header("authorization") is None
        assert asked.header("x") is None


@both
def test_fifty_who_ask_at_once_share_one_token(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        waiting = Gate(49)
        portone.count_waiters(waiting)
        server.on(TOKEN_PATH, token().after(waiting.wait))
        server.on(ANY, payment())
        results = portone.together([read] * 50)
        assert [result.imp_uid for result in results] == ["imp_1"] * 50
        assert server.counts == (1, 50)


@both
def test_fifty_who_ask_at_once_share_one_failure(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        waiting = Gate(49)
        portone.count_waiters(waiting)
        server.on(TOKEN_PATH, refusal(WRONG_KEY, status=401).after(waiting.wait))
        results = portone.together([read] * 50)
        assert {type(result) for result in results} == {AuthenticationError}
        assert {result.message for result in results} == {WRONG_KEY}
        assert len({id(result) for result in results}) == 50, "one exception raised many times"
        assert server.counts == (1, 0)


@both
def test_a_failure_is_not_remembered(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(TOKEN_PATH, html(502), token())
        server.on(ANY, payment())
        portone.error(read)
        assert portone.do(read).status == "paid"
        assert server.counts == (2, 1)


@both
def test_the_request_is_repeated_like_any_read(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(TOKEN_PATH, html(503).saying(retry_after="0"), html(502).saying(retry_after="0"))
        error = portone.error(write)
        assert isinstance(error, ConnectError)
        assert server.counts == (3, 0)
        server.on(TOKEN_PATH, html(503).saying(retry_after="0"), token())
        server.on(ANY, payment())
        assert portone.do(write).status == "paid"
        assert server.counts == (5, 1)


@both
def test_views_share_the_token(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment())
        portone.do(lambda p: read(p.with_options(tier="AB1")))
        portone.do(read)
        portone.do(lambda p: read(p.with_options(tier="AB2").with_options(max_retries=0)))
        assert server.counts == (1, 3)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_another_leads_when_the_leader_is_cancelled(backend: str) -> None:
    with ScriptedServer() as server:
        silence = Silence()
        server.on(TOKEN_PATH, silence, token())
        server.on(ANY, payment())
        waiting = Gate(9)
        found: list[str] = []

        async def main() -> bool:
            async with AsyncPortOne(KEY, SECRET, base_url=server.url) as portone:
                count_waiters(portone, waiting)
                leader = anyio.CancelScope()

                async def lead() -> None:
                    with leader:
                        await portone.payments.get("imp_1")

                async def follow() -> None:
                    found.append((await portone.payments.get("imp_1")).imp_uid)

                async with anyio.create_task_group() as tasks:
                    tasks.start_soon(lead)
                    await anyio.to_thread.run_sync(wait_for, silence.arrived)
                    for _ in range(9):
                        tasks.start_soon(follow)
                    await anyio.to_thread.run_sync(waiting.wait)
                    leader.cancel()
                return leader.cancelled_caught

        assert anyio.run(main, backend=backend)
        assert found == ["imp_1"] * 9
        assert server.counts == (2, 9)


# The same, driven by hand.


def by_hand() -> tuple[Session, Call[dict[str, Any]]]:
    return unconnected_session(), Call(payments.GET, free_form, {"imp_uid": "imp_1"})


def test_another_leads_when_the_leader_is_abandoned() -> None:
    session, call = by_hand()
    leader, follower = (
        session.steps(PendingCall(call, Options())),
        session.steps(PendingCall(call, Options())),
    )
    assert isinstance(next(leader), Send)
    waits = next(follower)
    assert isinstance(waits, WaitForRefresh)
    leader.close()
    assert waits.refresh.done.wait(0)
    leads = follower.send(True)
    assert isinstance(leads, Send)
    assert leads.request.url.endswith(TOKEN_PATH)
    follower.close()


def test_who_waits_in_vain_has_sent_nothing() -> None:
    session, call = by_hand()
    leader, follower = (
        session.steps(PendingCall(call, Options())),
        session.steps(PendingCall(call, Options())),
    )
    next(leader)
    assert isinstance(next(follower), WaitForRefresh)
    with pytest.raises(ConnectError) as caught:
        follower.send(False)
    assert (caught.value.outcome, caught.value.operation) == ("not_sent", "auth.get_token")
    leader.close()


def test_a_refused_token_does_not_take_a_newer_one_along() -> None:
    session, call = by_hand()
    old = Reply(200, {}, token().body)
    first, second = (
        session.steps(PendingCall(call, Options())),
        session.steps(PendingCall(call, Options())),
    )
    next(first)
    first.send(old)
    assert isinstance(next(second), Send)  # both have sent the call with the old token
    refused = Reply(401, {}, unauthorized().body)
    renewal = first.send(refused)
    assert isinstance(renewal, Send)
    assert renewal.request.url.endswith(TOKEN_PATH)
    first.send(Reply(200, {}, token(OTHER_TOKEN).body))
    again = second.send(refused)
    assert isinstance(again, Send)
    assert again.request.headers["authorization"] == f"Bearer {OTHER_TOKEN}"
    with pytest.raises(StopIteration) as done:
        second.send(Reply(200, {}, payment().body))
    assert isinstance(done.value.value, RawAnswer)
    first.close()


# A 401 on a call.


@both
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("second", [OTHER_TOKEN, TOKEN], ids=["another", "the_same"])
def test_a_401_renews_the_token_and_repeats_the_call_once(
    connect: Connect, use: Use, second: str
) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(TOKEN_PATH, token(), token(second))
        server.on(ANY, unauthorized(), payment())
        assert portone.do(use).imp_uid == "imp_1"
        assert server.counts == (2, 2)
        first_call, second_call = server.calls
        assert first_call.header("authorization") == f"Bearer {TOKEN}"
        assert second_call.header("authorization") == f"Bearer {second}"
        assert first_call.body == second_call.body
        portone.do(use)
        assert server.counts == (2, 3)


@both
@pytest.mark.parametrize("use", USES)
def test_a_second_401_is_an_error(connect: Connect, use: Use) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, unauthorized())
        error = portone.error(use)
        assert type(error) is AuthenticationError
        assert (error.outcome, error.http_status) == ("rejected", 401)
        assert server.counts == (2, 2)
        portone.error(use)
        assert server.counts == (3, 4), "the next call tries the token it has, then renews it once"


@both
def test_fifty_401s_at_once_renew_the_token_once(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, payment())
        portone.do(read)
        all_there = threading.Barrier(50, timeout=20)
        refused = [unauthorized().after(all_there.wait)] * 50
        server.on(TOKEN_PATH, token(OTHER_TOKEN))
        server.on(ANY, *refused, payment())
        results = portone.together([write] * 50)
        assert [result.imp_uid for result in results] == ["imp_1"] * 50
        assert server.counts == (2, 101)


# A wrong key.


@both
@pytest.mark.parametrize("use", USES)
def test_a_wrong_key_is_an_error_at_once(connect: Connect, use: Use) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(TOKEN_PATH, refusal(WRONG_KEY, status=401))
        error = portone.error(use)
        assert type(error) is AuthenticationError
        assert (error.message, error.code, error.http_status) == (WRONG_KEY, -1, 401)
        assert error.case == "wrong_credentials"
        assert (error.outcome, error.operation) == ("rejected", "auth.get_token")
        assert WRONG_KEY in str(error)
        assert "V2" not in str(error)
        assert server.counts == (1, 0)


@both
@pytest.mark.parametrize("key", ["store-4ff4af41", "channel-key-893597d6", "x" * 41])
def test_a_key_of_v2_gets_a_hint(connect: Connect, key: str) -> None:
    with ScriptedServer() as server, connect(server, api_key=key) as portone:
        server.on(TOKEN_PATH, refusal(WRONG_KEY, status=401))
        error = portone.error(read)
        assert WRONG_KEY in str(error)
        assert str(error).endswith(
            " api_key looks like one of PortOne V2; V1 wants the REST API key of the "
            "console's V1 section."
        )
        assert len(str(error).splitlines()) == 1


@both
def test_a_key_that_is_wrong_for_other_reasons_gets_none(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, api_key="x" * 40) as portone:
        server.on(TOKEN_PATH, refusal(WRONG_KEY, status=401))
        assert "V2" not in str(portone.error(read))


# How long it lives.


@both
@pytest.mark.parametrize(
    ("life", "fresh_for"),
    [
        (1800, 1755.0),
        (600, 555.0),
        (450, 405.0),
        (440, 396.0),
        (300, 270.0),
        (60, 54.0),
        (50, 45.0),
        (10, 9.0),
        (1, 0.9),
    ],
)
def test_it_is_renewed_when_little_is_left_and_not_earlier(
    connect: Connect, life: int, fresh_for: float
) -> None:
    clock = SteppedClock()
    with ScriptedServer() as server, connect(server) as portone:
        portone.session.time.clock = clock
        server.on(TOKEN_PATH, token(life=life))
        server.on(ANY, payment())
        portone.do(read)
        clock.at = fresh_for - 0.001
        portone.do(read)
        assert server.counts == (1, 2)
        clock.at = fresh_for
        portone.do(read)
        assert server.counts == (2, 3)


@both
@pytest.mark.parametrize("life", [0, -1, -1800])
def test_a_dead_token_is_used_for_the_call_that_asked_and_no_other(
    connect: Connect, life: int
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        portone.session.time.clock = SteppedClock()
        server.on(TOKEN_PATH, token(life=life))
        server.on(ANY, payment())
        for _ in range(3):
            portone.do(read)
        assert server.counts == (3, 3)


@both
def test_its_life_is_counted_from_before_it_was_asked_for(connect: Connect) -> None:
    clock = SteppedClock()
    with ScriptedServer() as server, connect(server) as portone:
        portone.session.time.clock = clock
        server.on(TOKEN_PATH, token().after(lambda: clock.sleep(100)))
        server.on(ANY, payment())
        portone.do(read)
        clock.at = 1754
        portone.do(read)
        assert server.counts == (1, 2)
        clock.at = 1755
        portone.do(read)
        assert server.counts == (2, 3)


# No token, so nothing was sent.

NOW = 1_800_000_000

NO_TOKEN = {
    "timeout": Silence(),
    "closed": Close(),
    "502": html(502),
    "500": refusal("oops", status=500),
    "html": html(200),
    "null": envelope(None),
    "list": envelope([]),
    "cached": envelope({"access_token": TOKEN, "now": 1, "expired_at": 1801}).saying(age="300"),
    "no_times": envelope({"access_token": TOKEN}),
    "number": envelope({"access_token": 1, "now": NOW, "expired_at": NOW + 1800}),
    **{
        f"{name} of {label}": envelope(
            {"access_token": TOKEN, "now": NOW, "expired_at": NOW + 1800, name: at}
        )
        for name in ("now", "expired_at")
        for label, at in {
            "before 1970": -1,
            "3000": 32_503_680_000,
            "milliseconds": NOW * 1000,
            "microseconds": NOW * 1_000_000,
            "a float's end": 10**400,
            "the past": -(10**12),
        }.items()
    },
}


@both
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("script", NO_TOKEN.values(), ids=NO_TOKEN)
def test_without_a_token_the_call_was_not_sent(connect: Connect, use: Use, script: Script) -> None:
    """Whatever became of the request for the token: of a write, NoAnswer would mean that it is unknown."""
    timeout = 0.2 if isinstance(script, Silence) else None
    with ScriptedServer() as server, connect(server, max_retries=0, timeout=timeout) as portone:
        server.on(TOKEN_PATH, script)
        raised = portone.error(use)
        assert type(raised) is ConnectError
        assert str(raised).endswith("; without an access token the call was not sent")
        assert (raised.outcome, raised.operation) == ("not_sent", "auth.get_token")
        assert raised.attempt is None
        assert raised.request is not None
        assert raised.request.operation == "auth.get_token"
        assert server.counts == (1, 0)


@both
def test_a_token_without_its_times_is_none(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(TOKEN_PATH, envelope({"access_token": TOKEN}))
        said = str(portone.error(read))
        assert said.startswith(
            "auth.get_token: the answer has no access_token, now and expired_at;"
        )


@both
def test_a_token_of_an_impossible_time_says_so(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(TOKEN_PATH, token(now=-5))
        assert str(portone.error(read)).startswith(
            "auth.get_token: now or expired_at of the answer is a time that no clock shows;"
        )


@both
@pytest.mark.parametrize("use", USES)
def test_without_a_connection_the_call_was_not_sent(connect: Connect, use: Use) -> None:
    with connect(f"http://127.0.0.1:{closed_port()}", max_retries=0) as portone:
        error = portone.error(use)
        assert type(error) is ConnectError
        assert (error.outcome, error.operation) == ("not_sent", "auth.get_token")


@both
@pytest.mark.parametrize(
    ("answer", "error", "outcome"),
    [
        (refusal("too many", status=429), RateLimited, "rejected"),
        (html(429), ConnectError, "not_sent"),
    ],
    ids=["envelope", "html"],
)
def test_too_many_requests_for_a_token(
    connect: Connect, answer: Answer, error: type[PortOneError], outcome: str
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(TOKEN_PATH, answer.saying(retry_after="0"))
        raised = portone.error(write)
        assert (type(raised), raised.outcome) == (error, outcome)
        assert server.counts == (3, 0)


@both
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize(
    "answer",
    [
        html(401),
        Answer(401, b'{"message": "Unauthorized", "code": -1}'),
        Answer(401, b'{"code": "-1", "message": "Unauthorized", "response": null}'),
    ],
    ids=["html", "no response", "code as a string"],
)
def test_a_401_of_a_gateway_renews_no_token_and_repeats_nothing(
    connect: Connect, use: Use, answer: Answer
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, answer, payment())
        error = portone.error(use)
        assert type(error) is UnexpectedAnswer
        assert error.outcome == ("no_answer" if use is read else "unknown")
        assert error.http_status == 401
        assert server.counts == (1, 1)
        assert portone.do(use).status == "paid"
        assert server.counts == (1, 2), "the token is kept"


@both
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize(
    ("code", "response", "problem"),
    [
        (0, PAID, "code 0 came with HTTP 401"),
        (0, None, "code 0 came with HTTP 401"),
        (-1, PAID, "code -1 came with the record of a success"),
    ],
)
def test_a_401_that_contradicts_itself_is_never_sent_again(
    connect: Connect, use: Use, code: int, response: object, problem: str
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, envelope(response, code=code, message="Unauthorized", status=401))
        error = portone.error(use)
        assert type(error) is UnexpectedAnswer
        assert error.outcome == ("no_answer" if use is read else "unknown")
        assert problem in str(error)
        assert server.counts == (1, 1)


@both
def test_asking_for_a_token_by_hand_needs_none(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        mine = portone.do(lambda p: p.auth.get_token(imp_key="other", imp_secret="their-secret"))
        assert mine.access_token == TOKEN
        assert TOKEN not in repr(mine)
        assert server.counts == (1, 0)
        assert server.received[0].json == {"imp_key": "other", "imp_secret": "their-secret"}


# Other processes, other event loops.

FORK = """
import asyncio, os, sys
from portone_v1 import AsyncPortOne, PortOne

url, kind = sys.argv[1:]
if kind == "sync":
    portone = PortOne("key", "secret", base_url=url)
    call = lambda: portone.payments.get("imp_1").status
else:
    portone = AsyncPortOne("key", "secret", base_url=url)
    async def get():
        return (await portone.payments.get("imp_1")).status
    call = lambda: asyncio.run(get())
assert call() == "paid"
child = os.fork()
if child == 0:
    os._exit(0 if call() == "paid" and call() == "paid" else 1)
_, status = os.waitpid(child, 0)
assert os.waitstatus_to_exitcode(status) == 0
assert call() == "paid"
if kind == "sync":
    portone.close()
"""

FORK_IN_FLIGHT = """
import os, sys, threading, urllib.request
from portone_v1 import PortOne

(url,) = sys.argv[1:]
with PortOne("key", "secret", base_url=url) as portone:
    leader = threading.Thread(target=lambda: portone.payments.get("imp_1"))
    leader.start()
    urllib.request.urlopen(url + "/until-the-leader-has-asked").close()
    child = os.fork()
    if child == 0:
        os._exit(0 if portone.payments.get("imp_1").status == "paid" else 1)
    _, status = os.waitpid(child, 0)
    urllib.request.urlopen(url + "/let-the-leader-go").close()
    leader.join()
    assert os.waitstatus_to_exitcode(status) == 0
"""

LOOPS = """
import asyncio, os, sys
from portone_v1 import AsyncPortOne

(url,) = sys.argv[1:]
portone = AsyncPortOne("key", "secret", base_url=url)

async def get():
    assert (await portone.payments.get("imp_1")).status == "paid"

def is_socket(fd):
    try:
        return os.readlink(f"/proc/self/fd/{fd}").startswith("socket:")
    except OSError:
        return False

for _ in range(30):
    asyncio.run(get())
print(sum(map(is_socket, os.listdir("/proc/self/fd"))))
"""

LOOPS_OF_BOTH_KINDS = """
import asyncio, sys, threading, trio
from portone_v1 import AsyncPortOne

(url,) = sys.argv[1:]
portone = AsyncPortOne("key", "secret", base_url=url)
seen = []

async def get():
    seen.append((await portone.payments.get("imp_1")).status)

asyncio.run(get())
trio.run(get)
asyncio.run(get())
threads = [threading.Thread(target=asyncio.run, args=[get()]) for _ in range(4)]
threads += [threading.Thread(target=trio.run, args=[get]) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert seen == ["paid"] * 11, seen

async def close():
    await portone.aclose()

asyncio.run(close())
"""


def run_script(script: str, *arguments: str) -> str:
    # Forking with threads is deprecated, and done all the same.
    warnings = ["-W", "error", "-W", "ignore::DeprecationWarning"]
    done = subprocess.run(
        [sys.executable, *warnings, "-c", script, *arguments],
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@needs_fork
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_it_works_after_a_fork(kind: str) -> None:
    with ScriptedServer() as server:
        server.on(ANY, payment())
        run_script(FORK, server.url, kind)
        assert server.counts == (2, 4)


@needs_fork
def test_a_fork_does_not_wait_for_a_token_that_its_parent_is_getting() -> None:
    with ScriptedServer() as server:
        asked, go = threading.Event(), threading.Event()

        def hold() -> None:
            asked.set()
            wait_for(go)

        server.on(TOKEN_PATH, token().after(hold), token(OTHER_TOKEN))
        server.on("/until-the-leader-has-asked", Answer().after(lambda: wait_for(asked)))
        server.on("/let-the-leader-go", Answer().after(go.set))
        server.on("/payments/imp_1", payment())
        run_script(FORK_IN_FLIGHT, server.url)
        used = [c.header("authorization") for c in server.calls if c.path == "/payments/imp_1"]
        assert used == [f"Bearer {OTHER_TOKEN}", f"Bearer {TOKEN}"]


def test_it_works_in_every_event_loop() -> None:
    with ScriptedServer() as server:
        server.on(ANY, payment())
        run_script(LOOPS_OF_BOTH_KINDS, server.url)
        assert server.counts == (1, 11)


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="needs /proc")
def test_event_loops_that_have_ended_keep_no_connections() -> None:
    with ScriptedServer() as server:
        server.on(ANY, payment())
        assert int(run_script(LOOPS, server.url)) <= 2
        assert server.counts == (1, 30)


def test_trio_gets_a_token_and_calls() -> None:
    with ScriptedServer() as server:
        server.on(TOKEN_PATH, token(), token(OTHER_TOKEN))
        server.on(ANY, unauthorized(), payment())

        async def main() -> object:
            async with AsyncPortOne(KEY, SECRET, base_url=server.url) as portone:
                return (await portone.payments.cancel(imp_uid="imp_1", amount=500)).status

        assert trio.run(main) == "paid"
        assert server.counts == (2, 2)


def test_trio_shares_one_token_among_fifty() -> None:
    with ScriptedServer() as server:
        waiting = Gate(49)
        server.on(TOKEN_PATH, token().after(waiting.wait))
        server.on(ANY, payment())

        async def main() -> None:
            async with AsyncPortOne(KEY, SECRET, base_url=server.url) as portone:
                count_waiters(portone, waiting)
                async with trio.open_nursery() as nursery:
                    for _ in range(50):
                        nursery.start_soon(portone.payments.get, "imp_1")

        trio.run(main)
        assert server.counts == (1, 50)


@both
def test_who_comes_while_the_token_is_renewed_waits_for_the_new_one(connect: Connect) -> None:
    clock = SteppedClock()
    with ScriptedServer() as server, connect(server) as portone:
        portone.session.time.clock = clock
        server.on(ANY, payment())
        portone.do(read)
        clock.at = 1755
        waiting = Gate(9)
        portone.count_waiters(waiting)
        server.on(TOKEN_PATH, token(OTHER_TOKEN).after(waiting.wait))
        portone.together([read] * 10)
        used = {call.header("authorization") for call in server.calls[1:]}
        assert used == {f"Bearer {OTHER_TOKEN}"}
        assert server.counts == (2, 11)
