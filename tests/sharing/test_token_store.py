"""One token for a fleet, decided step by step: who asks, who waits, and what a store may do wrong."""

from __future__ import annotations

import json
import logging
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portone_v1 import (
    ApiError,
    AsyncPortOne,
    ConfigurationError,
    ConnectError,
    PortOne,
    PortOneError,
)
from portone_v1.client import compose
from portone_v1.core.clock import ClockOffset, Moment
from portone_v1.core.effects import AskBackend, BackendKind, Sleep, WaitForRefresh
from portone_v1.observe.hooks import Hooks
from portone_v1.options import Account
from portone_v1.sharing.shared_token import StoredToken, shared_name
from portone_v1.sharing.token_store import Claim, MemoryTokenStore, TokenStore

from .by_hand import (
    DATED,
    KEY,
    PAID,
    SECRET,
    SERVER_NOW,
    UNAUTHORIZED,
    URL,
    Member,
    Time,
    envelope,
    token,
)

A, B, C = "a" * 40, "b" * 40, "c" * 40
NAME = shared_name(Account.checked(KEY, SECRET, URL))


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def store(time: Time, monkeypatch: pytest.MonkeyPatch) -> MemoryTokenStore:
    # The store's clock and those of the machines are those of the test.
    monkeypatch.setattr("time.time", time.clock(1_700_000_000))
    return MemoryTokenStore(time.clock(1_700_000_003))


def text_in(store: TokenStore) -> str | None:
    """What is stored, without becoming the leader."""
    claim = store.claim(NAME, "the test", 0, "")
    assert isinstance(claim, Claim)
    return claim.text


def fields_in(store: TokenStore) -> dict[str, Any]:
    text = text_in(store)
    assert text is not None
    fields: dict[str, Any] = json.loads(text)
    return fields


# One asks, the others wait for it.


def test_the_second_process_takes_the_token_of_the_first(
    time: Time, store: MemoryTokenStore
) -> None:
    first, second = Member(time, store), Member(time, store, zero=500)
    calling = first.read()
    assert calling.wants_token
    calling.answer(token(time, A))
    assert calling.token == A
    other = second.read()
    assert other.token == A
    assert other.asked == ["claim"]


def test_who_comes_while_another_asks_waits_for_it(time: Time, store: MemoryTokenStore) -> None:
    first, second = Member(time, store).read(), Member(time, store).read()
    assert first.wants_token
    assert not second.wants_token
    second.sleep()
    second.sleep()
    assert not second.wants_token
    first.answer(token(time, A))
    second.sleep()
    assert second.token == A
    assert max(second.slept) < 0.1


def test_a_failure_lets_the_next_ask_at_once(time: Time, store: MemoryTokenStore) -> None:
    first, second = Member(time, store).read(), Member(time, store).read()
    with pytest.raises(ApiError):
        first.answer(envelope(None, 401, -1, "인증에 실패하였습니다. API키와 secret을 확인하세요."))
    second.sleep()
    assert second.wants_token


def test_a_leader_that_died_is_replaced(time: Time, store: MemoryTokenStore) -> None:
    first, second, third = (Member(time, store).read() for _ in range(3))
    first.die()
    while not second.wants_token:
        second.sleep()
    assert 4 < time.passed <= 6
    assert len(second.slept) < 30, "it looks less and less often"
    third.sleep()
    assert not third.wants_token, "the second leads alone"
    second.answer(token(time, A))
    third.sleep()
    assert third.token == A


def test_the_same_process_leads_anew_at_once(time: Time, store: MemoryTokenStore) -> None:
    member = Member(time, store)
    member.read().die()
    assert member.read().wants_token


def test_nobody_waits_for_longer_than_a_call_may_take(time: Time, store: MemoryTokenStore) -> None:
    first, second = Member(time, store).read(), Member(time, store).read(timeout=1, max_retries=0)
    while not second.wants_token:
        second.sleep()
    assert 1 <= time.passed < 1.6
    second.answer(token(time, A))
    assert second.token == A
    assert fields_in(store)["token"] == A
    first.answer(token(time, A))


def test_who_waits_for_one_that_waits_is_as_patient_as_both(
    time: Time, store: MemoryTokenStore
) -> None:
    Member(time, store).read()
    member = Member(time, store)
    leading, following = member.read(), member.read()
    assert isinstance(leading.step, Sleep)
    assert isinstance(following.step, WaitForRefresh)
    assert following.step.timeout == 2 * 3 * 15


def test_without_a_store_who_waits_is_as_patient_as_one_call(time: Time) -> None:
    member = Member(time, None)
    leading, following = member.read(), member.read()
    assert leading.wants_token
    assert isinstance(following.step, WaitForRefresh)
    assert following.step.timeout == 3 * 15
    with pytest.raises(ConnectError) as caught:
        following.give_up()
    assert str(caught.value) == "auth.get_token: nobody got an access token in time"


def test_nobody_waits_for_another_event_loop(time: Time) -> None:
    loops = iter(["a", "b", "b"])
    member = Member(time, None, scope=loops.__next__)
    first, second, third = member.read(), member.read(), member.read()
    assert first.wants_token
    assert second.wants_token
    assert isinstance(third.step, WaitForRefresh)


def test_a_token_that_is_dead_on_arrival_is_not_shared(time: Time, store: MemoryTokenStore) -> None:
    first = Member(time, store).read()
    first.answer(token(time, A, life=0))
    assert first.token == A
    assert first.asked == ["claim", "release"]
    assert text_in(store) is None
    assert Member(time, store).read().wants_token, "and the lease has ended"


# How long it lives.


@pytest.mark.parametrize("life", [1800, 300, 60, 10])
def test_it_is_renewed_by_one_when_little_is_left(
    time: Time, store: MemoryTokenStore, life: int
) -> None:
    members = [Member(time, store, zero=1000.0 * n) for n in range(4)]
    first = members[0].read()
    first.answer(token(time, A, life))
    for member in members[1:]:
        assert member.read().token == A
    # The server tells whole seconds, so who did not ask itself takes the token to be a second older.
    time.passed = life - min(45, life / 10) - 1.1
    assert all(member.read().token == A for member in members)
    time.passed += 0.2
    second = members[2].read()
    assert second.wants_token
    waiting = members[3].read()
    second.answer(token(time, B))
    waiting.sleep()
    assert waiting.token == B
    assert members[0].read().token == A, "who asked knows better"
    time.passed += 1
    assert members[0].read().token == B
    assert members[1].read().token == B


def test_it_is_counted_by_the_servers_clock_and_not_by_that_of_the_store_or_the_machine(
    time: Time, store: MemoryTokenStore
) -> None:
    Member(time, store).read().answer(token(time, A))
    stored = fields_in(store)
    assert stored["expires"] == SERVER_NOW + 1800
    least, most = stored["clock"]
    assert least <= SERVER_NOW - 1_700_000_003 <= most
    assert most - least <= 1.001
    assert stored["wall"] == pytest.approx(3)


def test_a_stored_token_does_not_tell_the_time(time: Time, store: MemoryTokenStore) -> None:
    Member(time, store).read().answer(token(time, A))
    second = Member(time, store, zero=40_000)
    assert second.read().token == A
    assert second.session.time.server_time() == (-math.inf, math.inf)


@pytest.mark.parametrize("is_set_by", [-900, 0, 900])
def test_a_write_is_dated_by_portone_where_the_clocks_were_set_since_the_token_was_stored(
    time: Time, monkeypatch: pytest.MonkeyPatch, is_set_by: int
) -> None:
    """The store and the shop on one machine, whose clock was set: nothing shows it."""
    machine = 1_700_000_000.0
    store = MemoryTokenStore(lambda: machine + time.passed)
    monkeypatch.setattr("time.time", lambda: machine + time.passed)
    Member(time, store).read().answer(token(time, A))
    time.passed = 700
    machine += is_set_by
    writing = Member(time, store, zero=40_000).write()
    assert writing.wants_token
    writing.answer(token(time, A))
    assert writing.token == A
    with pytest.raises(PortOneError) as caught:
        writing.answer(envelope(None, 502))
    attempt = caught.value.attempt
    assert attempt is not None
    sent_at = attempt.sent_at.timestamp()
    assert sent_at <= SERVER_NOW + 700 <= sent_at + attempt.spread
    assert attempt.spread <= 6.1


def test_portone_is_asked_for_the_time_once(time: Time, store: MemoryTokenStore) -> None:
    Member(time, store).read().answer(token(time, A))
    second = Member(time, store)
    second.read().answer(PAID)
    first, waiting = second.write(), second.write()
    assert first.wants_token
    assert isinstance(waiting.step, WaitForRefresh)
    assert second.read().token == A, "a read needs no time"
    first.answer(token(time, A))
    assert first.token == A
    assert second.write().token == A


def test_a_process_that_has_read_knows_the_time(time: Time, store: MemoryTokenStore) -> None:
    Member(time, store).read().answer(token(time, A))
    second = Member(time, store)
    second.read().answer(DATED)
    assert second.write().token == A


def told(shown: float, asked_at: float, answered_at: float, tick: float = 1.0) -> ClockOffset:
    return ClockOffset.told(shown, Moment(asked_at, 0.0), Moment(answered_at, 0.0), tick)


@given(
    asked=st.floats(0, 100),
    way_there=st.floats(0, 3),
    way_back=st.floats(0, 3),
    later=st.floats(0, 2000),
    second_way=st.floats(0, 3),
)
def test_the_servers_time_is_within_what_is_known_of_it(
    asked: float, way_there: float, way_back: float, later: float, second_way: float
) -> None:
    """By interval arithmetic over three clocks, whatever the ways take."""
    server = told(float(int(SERVER_NOW + asked + way_there)), asked, asked + way_there + way_back)
    store = told(5000 + asked, asked - second_way, asked + second_way, tick=0)
    heard = told(5000 + later, 77 + later - second_way, 77 + later + 1, tick=0)
    taken = server.minus(store).compose(heard)
    assert (
        taken.earliest(77 + later) - 1e-3 <= SERVER_NOW + later <= taken.latest(77 + later) + 1e-3
    )


def test_clocks_that_disagree_a_little_do_not_matter(
    time: Time, store: MemoryTokenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    Member(time, store).read().answer(token(time, A))
    monkeypatch.setattr("time.time", time.clock(1_700_000_002))
    second = Member(time, store)
    assert second.read().token == A


def test_clocks_that_disagree_much_let_the_server_decide(
    time: Time, store: MemoryTokenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    Member(time, store).read().answer(token(time, A))
    monkeypatch.setattr("time.time", time.clock(1_700_000_030))
    second = Member(time, store).read()
    assert second.wants_token
    second.answer(token(time, A))
    assert second.token == A


def test_a_store_whose_clock_jumps_is_not_believed(
    time: Time, store: MemoryTokenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when another Redis takes over, on a machine whose clock is wrong like ours."""
    first, second = Member(time, store), Member(time, store)
    first.read().answer(token(time, A))
    second.read().answer(DATED)
    time.passed = 1760
    jumped = MemoryTokenStore(time.clock(1_700_000_003 - 1000))
    monkeypatch.setattr("time.time", time.clock(1_700_000_000 - 1000))
    jumped.keep(NAME, "x", text_in(store) or "", 1800)
    compose(second.session, Hooks(), jumped, None)
    assert second.read().wants_token


# A token that the server refuses.


def test_a_refused_token_is_removed_and_replaced_by_one(
    time: Time, store: MemoryTokenStore
) -> None:
    members = [Member(time, store) for _ in range(3)]
    first = members[0].read()
    first.answer(token(time, A))
    members[1].read().answer(DATED)
    second, third = members[1].write(), members[2].read()
    for calling in (first, second, third):
        assert calling.token == A
        calling.answer(UNAUTHORIZED)
    assert [first.wants_token, second.wants_token, third.wants_token] == [True, False, False]
    first.answer(token(time, B))
    second.sleep()
    third.sleep()
    assert (first.token, second.token, third.token) == (B, B, B)


def test_a_newer_token_than_the_refused_one_stays(time: Time, store: MemoryTokenStore) -> None:
    late, quick = Member(time, store), Member(time, store)
    slow = late.write()
    slow.answer(token(time, A))
    fast = quick.read()
    fast.answer(UNAUTHORIZED)
    fast.answer(token(time, B))
    slow.answer(UNAUTHORIZED)
    assert slow.token == B
    assert fields_in(store)["token"] == B


def test_who_was_refused_doubts_what_it_knew_of_the_servers_clock(
    time: Time, store: MemoryTokenStore
) -> None:
    members = [Member(time, store) for _ in range(2)]
    first = members[0].read()
    first.answer(token(time, A))
    second = members[1].read()
    first.answer(UNAUTHORIZED)
    now = SERVER_NOW + 1801  # it was set
    first.answer(envelope({"access_token": B, "now": now, "expired_at": now + 1800}))
    second.answer(UNAUTHORIZED)
    assert second.token == B


def test_a_token_that_the_server_gives_again_is_accepted(
    time: Time, store: MemoryTokenStore
) -> None:
    member = Member(time, store)
    calling = member.read()
    calling.answer(token(time, A))
    calling.answer(UNAUTHORIZED)
    assert calling.wants_token
    calling.answer(token(time, A))
    assert calling.token == A
    calling.answer(PAID)
    assert Member(time, store).read().token == A


# A store that is broken or lies.


class BrokenStore:
    """Works until it is told not to, and then raises."""

    kind: BackendKind = "instant"

    def __init__(self, inner: MemoryTokenStore, broken: set[str]) -> None:
        self._inner = inner
        self.broken = broken

    def claim(self, *arguments: Any) -> Claim:
        self._break("claim")
        return self._inner.claim(*arguments)

    def keep(self, *arguments: Any) -> None:
        self._break("keep")
        self._inner.keep(*arguments)

    def release(self, *arguments: Any) -> None:
        self._break("release")
        self._inner.release(*arguments)

    def _break(self, method: str) -> None:
        if method in self.broken:
            raise OSError(f"redis://:password@cache {SECRET} {A}")


@pytest.mark.parametrize("broken", [{"claim"}, {"keep"}, {"release"}, {"claim", "keep", "release"}])
def test_a_broken_store_breaks_no_call(
    time: Time, store: MemoryTokenStore, broken: set[str]
) -> None:
    member = Member(time, BrokenStore(store, broken))
    calling = member.write()
    calling.answer(token(time, A))
    assert calling.token == A
    calling.answer(UNAUTHORIZED)
    calling.answer(token(time, B))
    assert calling.token == B
    calling.answer(PAID)
    assert calling.result.status == 200


@pytest.mark.parametrize("broken", [{"release"}, {"claim", "release"}])
def test_a_broken_store_does_not_change_the_error(
    time: Time, store: MemoryTokenStore, broken: set[str]
) -> None:
    calling = Member(time, BrokenStore(store, broken)).write(max_retries=0)
    with pytest.raises(ApiError) as caught:
        calling.answer(envelope(None, 401, -1, "no such key"))
    assert caught.value.outcome == "rejected"
    assert caught.value.operation == "auth.get_token"


def test_a_broken_store_is_logged_and_left_alone_for_a_while(
    time: Time, store: MemoryTokenStore, caplog: pytest.LogCaptureFixture
) -> None:
    broken = BrokenStore(store, {"claim"})
    member = Member(time, broken)
    asked = []
    with caplog.at_level(logging.WARNING, "portone_v1"):
        for _ in range(5):
            calling = member.read()
            asked += calling.asked
            calling.answer(token(time, A, life=0))
    assert asked == ["claim"]
    (record,) = caplog.records
    assert "BrokenStore.claim failed" in record.getMessage()
    assert "OSError" in record.getMessage()
    for secret in ("password", SECRET, A, KEY):
        assert secret not in caplog.text
    time.passed += 31
    broken.broken.clear()
    calling = member.read()
    assert calling.asked == ["claim"]
    calling.answer(token(time, B))
    assert fields_in(store)["token"] == B


VALID = {
    "token": A,
    "expires": SERVER_NOW + 1800,
    "life": 1800,
    "clock": [-700_000_003, -700_000_002],
    "wall": 3,
}
WRONG: list[dict[str, Any]] = [
    {"token": 7},
    {"token": ""},
    {"token": f"{A}\r\nTier: AB1"},
    {"token": "a" * 5000},
    {"expires": 10**400},
    {"expires": True},
    {"expires": "soon"},
    {"life": float("nan")},
    {"life": 0},
    {"life": -1},
    {"clock": [0]},
    {"clock": [-700_000_002, -700_000_003]},
    {"clock": None},
    {"wall": float("inf")},
    {"wall": None},
]
GARBAGE = ["", "x", "null", "[]", '"text"', "{}", "[" * 100_000, json.dumps({"token": A})]
GARBAGE += [json.dumps(VALID | wrong) for wrong in WRONG]


def test_what_is_stored_well_is_taken(time: Time, store: MemoryTokenStore) -> None:
    store.keep(NAME, "somebody", json.dumps(VALID), 1e6)
    assert Member(time, store).read().token == A


@pytest.mark.parametrize("garbage", GARBAGE)
def test_what_is_no_token_is_replaced(time: Time, store: MemoryTokenStore, garbage: str) -> None:
    store.keep(NAME, "somebody", garbage, 1e6)
    calling = Member(time, store).read()
    assert calling.wants_token
    calling.answer(token(time, B))
    assert fields_in(store)["token"] == B


class Liar:
    """Always answers the same."""

    kind: BackendKind = "instant"

    def __init__(self, answer: object) -> None:
        self._answer = answer
        self.asked = 0

    def claim(self, name: str, holder: str, lease: float, unwanted: str) -> Any:
        self.asked += 1
        return self._answer

    def keep(self, name: str, holder: str, text: str, seconds: float) -> None: ...

    def release(self, name: str, holder: str) -> None: ...


LIES = [
    None,
    "text",
    (A, True, 0.0),
    Claim(7, leads=False, now=0.0),  # type: ignore[arg-type]
    Claim(None, leads=True, now=float("nan")),
    Claim(None, leads=True, now="now"),  # type: ignore[arg-type]
    Claim(None, leads=True, now=-1e300),
    Claim("garbage", leads=False, now=0.0),
    Claim(None, leads=True, now=0.0),
]


@pytest.mark.parametrize("lie", LIES)
def test_a_lying_store_breaks_no_call(time: Time, lie: object) -> None:
    calling = Member(time, Liar(lie)).write()
    assert calling.wants_token
    calling.answer(token(time, A))
    assert calling.token == A


def test_a_store_that_always_says_wait_is_not_waited_for_without_end(time: Time) -> None:
    calling = Member(time, Liar(Claim(None, leads=False, now=0.0))).write()
    while not calling.wants_token:
        calling.sleep()
    assert 10 <= time.passed < 11


def test_a_store_that_keeps_a_refused_token_is_passed_over(
    time: Time, store: MemoryTokenStore
) -> None:
    Member(time, store).read().answer(token(time, A))
    claim = store.claim(NAME, "the test", 0, "")
    liar = Liar(claim)
    calling = Member(time, liar).read()
    assert calling.token == A
    calling.answer(UNAUTHORIZED)
    assert calling.wants_token
    assert liar.asked == 3
    calling.answer(token(time, B))
    assert calling.token == B


# What it holds, and who may use it.


def test_names_tell_no_key_and_differ_by_account_and_address() -> None:
    names = {
        shared_name(Account.checked(key, SECRET, url))
        for key in ("1", "2")
        for url in ("https://a.test", "https://b.test")
    }
    assert len(names) == 4
    assert len(NAME) == 32
    assert KEY not in NAME


def test_neither_key_nor_secret_is_stored_and_no_repr_shows_the_token(
    time: Time, store: MemoryTokenStore
) -> None:
    Member(time, store).read().answer(token(time, A))
    text = text_in(store)
    assert text
    assert A in text
    assert KEY not in text
    assert SECRET not in text
    stored = StoredToken.from_text(text)
    assert stored
    assert A not in repr(stored)
    assert A not in repr(Claim(text, leads=False, now=0.0))
    assert A not in repr(AskBackend(lambda: A, "instant"))
    assert A not in repr(store)


class AwaitedStore(Liar):
    kind: BackendKind = "awaitable"


class NoStore(Liar):
    kind: Any = "other"


def test_a_store_to_be_awaited_is_refused_by_the_client_that_cannot() -> None:
    with pytest.raises(ConfigurationError, match="only AsyncPortOne"):
        PortOne(KEY, SECRET, token_store=AwaitedStore(None))
    AsyncPortOne(KEY, SECRET, token_store=AwaitedStore(None))


def test_a_store_of_no_kind_is_refused() -> None:
    for client in (PortOne, AsyncPortOne):
        with pytest.raises(ConfigurationError, match="blocking, instant or awaitable"):
            client(KEY, SECRET, token_store=NoStore(None))
