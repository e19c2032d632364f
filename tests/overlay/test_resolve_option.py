"""`with_options(resolve=…)`: the client finds out by itself what became of a write, and tells the truth."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from virtual_v1 import Fate, VirtualV1

from portone_v1 import (
    Attempt,
    Declined,
    NoAnswer,
    Outcome,
    PortOne,
    PortOneError,
    RawAnswer,
    ServerError,
    testing,
)
from portone_v1.testing import Reply, Request, SendFailed
from portone_v1_emulator import Emulator

CHARGE: dict[str, Any] = {
    "customer_uid": "c",
    "merchant_uid": "o",
    "name": "구독 11월",
    "amount": 1000,
}
CANCEL: dict[str, Any] = {"imp_uid": "imp_1", "amount": 300}
LOST = Fate(delay=None, answered=False)
DONE = Fate(answered=False)


class Passing:
    """A clock that somebody else moves."""

    def __init__(self) -> None:
        self.passed = 0.0

    def monotonic(self) -> float:
        return 1000 + self.passed

    def wall(self) -> float:
        return 1_800_000_000 + self.passed

    def sleep(self, seconds: float) -> None:
        self.passed += seconds


class Told:
    """What the hooks were told."""

    def __init__(self) -> None:
        self.before: list[Attempt] = []
        self.after: list[tuple[Attempt, Outcome]] = []


def call(
    v1: VirtualV1, operation: str, arguments: dict[str, Any], resolve: float = 2000
) -> tuple[RawAnswer[Any] | PortOneError, Told]:
    told = Told()
    client = v1.client(
        before_send=told.before.append,
        after_send=lambda attempt, outcome: told.after.append((attempt, outcome)),
    )
    portone = client.with_options(resolve=resolve)
    try:
        return v1.call(portone, operation, **arguments), told
    except PortOneError as error:
        return error, told


def test_a_charge_whose_answer_was_lost_is_returned() -> None:
    v1 = VirtualV1(fate=DONE)
    answer, told = call(v1, "subscribe.again", CHARGE)
    assert isinstance(answer, RawAnswer)
    assert (answer.value.status, answer.value.imp_uid) == ("paid", f"imp_{v1.number}")
    assert (answer.status, answer.headers, answer.body) == (200, {}, b"")
    assert len(v1.writes) == 1
    assert [outcome for _, outcome in told.after] == ["unknown", "done"]
    assert told.before == [told.after[0][0]]


def test_a_charge_that_is_done_late_is_waited_for() -> None:
    v1 = VirtualV1(fate=Fate(delay=100, answered=False, takes=30))
    answer, _ = call(v1, "subscribe.again", CHARGE)
    assert isinstance(answer, RawAnswer)
    assert answer.value.status == "paid"
    assert len(v1.writes) == 1


def test_a_charge_that_failed_is_refused_with_its_payment() -> None:
    v1 = VirtualV1(fate=Fate(answered=False, pays=False))
    error, told = call(v1, "subscribe.again", CHARGE)
    assert isinstance(error, Declined)
    assert error.payment is not None
    assert error.outcome == "rejected"
    assert error.resolution.state == "did_not_happen"
    assert isinstance(error.__cause__, NoAnswer)
    assert [outcome for _, outcome in told.after] == ["unknown", "rejected"]
    assert len(v1.writes) == 1


def test_a_charge_is_never_sent_twice() -> None:
    v1 = VirtualV1(fate=LOST)
    began = v1.now
    error, _ = call(v1, "subscribe.again", CHARGE)
    assert isinstance(error, NoAnswer)
    assert (error.outcome, error.resolution.state) == ("rejected", "did_not_happen")
    assert "did_not_happen: no newer payment of the order was found, more than 600 s" in str(error)
    assert "send it again" not in str(error)  # it is known now
    assert 665 < v1.now - began < 730
    assert len(v1.writes) == 1


class Unreachable(VirtualV1):
    """A gateway answers each write in its place."""

    def _write(self, path: str, body: dict[str, Any]) -> Reply:
        self.writes.append(body)
        return Reply(502, {}, b"<html>Bad Gateway</html>")


def test_what_the_gateway_said_stays_in_the_error() -> None:
    error, _ = call(Unreachable(), "subscribe.again", CHARGE)
    assert isinstance(error, ServerError)
    assert (error.outcome, error.resolution.state) == ("rejected", "did_not_happen")
    assert str(error) == (
        f"subscribe.again: the server failed (HTTP 502) [did_not_happen: {error.resolution.reason}]"
    )


@pytest.mark.parametrize("within", [0.5, 30, 590])
def test_what_is_not_known_in_time_stays_unknown(within: float) -> None:
    v1 = VirtualV1(fate=LOST)
    began = v1.now
    error, told = call(v1, "subscribe.again", CHARGE, within)
    assert isinstance(error, NoAnswer)
    assert (error.outcome, error.resolution.state) == ("unknown", "unknown")
    assert within <= v1.now - began < within + 3
    assert [outcome for _, outcome in told.after] == ["unknown"]


class Watched(VirtualV1):
    """Remembers when look-ups came."""

    def __init__(self) -> None:
        super().__init__(fate=LOST)
        self.looked_at: list[float] = []

    def _answer(self, path: str) -> Any:
        self.looked_at.append(self.now)
        return super()._answer(path)


def test_the_last_look_up_is_made_when_the_time_is_up() -> None:
    v1 = Watched()
    call(v1, "subscribe.again", CHARGE, 2.7)
    first, second, third = v1.looked_at
    assert second - first == pytest.approx(2.2)
    assert third - first == pytest.approx(2.7)


def test_a_cancel_that_was_done_is_returned() -> None:
    v1 = VirtualV1(fate=DONE)
    answer, _ = call(v1, "payments.cancel", CANCEL | {"checksum": 1000})
    assert isinstance(answer, RawAnswer)
    assert answer.value.cancel_amount == 300
    assert len(v1.writes) == 1


def test_without_a_checksum_it_is_not_known_whose_the_cancel_is() -> None:
    v1 = VirtualV1(fate=DONE)
    error, _ = call(v1, "payments.cancel", CANCEL)
    assert isinstance(error, NoAnswer)
    assert (error.outcome, error.resolution.state) == ("unknown", "cannot_know")
    assert len(v1.writes) == 1


class Turning(VirtualV1):
    """The first write is lost; the fates of the next are given."""

    def __init__(self, *fates: Fate) -> None:
        super().__init__(fate=LOST)
        self._fates = list(fates)

    def _write(self, path: str, body: dict[str, Any]) -> Any:
        try:
            return super()._write(path, body)
        finally:
            self.fate = self._fates.pop(0)


def test_a_cancel_that_did_not_happen_is_sent_again_with_its_checksum() -> None:
    v1 = Turning(Fate(), LOST)
    answer, told = call(v1, "payments.cancel", CANCEL | {"checksum": 1000})
    assert isinstance(answer, RawAnswer)
    assert answer.value.cancel_amount == 300
    assert v1.writes == [{"imp_uid": "imp_1", "amount": 300, "checksum": 1000}] * 2
    assert [outcome for _, outcome in told.after] == ["unknown", "rejected", "done"]
    assert [attempt.first for attempt in told.before] == [True, True]


def test_and_resolved_once_more_when_its_answer_is_lost_too() -> None:
    answer, _ = call(Turning(DONE, LOST), "payments.cancel", CANCEL | {"checksum": 1000})
    assert isinstance(answer, RawAnswer)
    assert answer.value.cancel_amount == 300


def test_but_never_a_third_time() -> None:
    v1 = Turning(LOST, LOST)
    error, _ = call(v1, "payments.cancel", CANCEL | {"checksum": 1000})
    assert isinstance(error, NoAnswer)
    assert (error.outcome, error.resolution.state) == ("rejected", "did_not_happen")
    assert len(v1.writes) == 2


def test_without_a_checksum_it_is_not_sent_again() -> None:
    v1 = VirtualV1(fate=LOST)
    error, _ = call(v1, "payments.cancel", CANCEL)
    assert isinstance(error, NoAnswer)
    assert (error.outcome, error.resolution.state) == ("rejected", "did_not_happen")
    assert len(v1.writes) == 1


class Refusing(VirtualV1):
    """Every look-up is refused."""

    def _answer(self, path: str) -> Any:
        return 403, {"code": -1, "message": "권한이 없습니다.", "response": None}


def test_a_refused_look_up_says_nothing_of_the_charge() -> None:
    error, _ = call(Refusing(fate=DONE), "subscribe.again", CHARGE)
    assert isinstance(error, NoAnswer)
    assert (error.outcome, error.resolution.state) == ("unknown", "unknown")
    assert "the look-up was refused" in error.resolution.reason
    assert error.resolution.retry_after == 2000


class Silent(VirtualV1):
    """The first look-ups get no answer."""

    silent = 3

    def _answer(self, path: str) -> Any:
        self.silent -= 1
        return (502, {}) if self.silent >= 0 else super()._answer(path)


def test_a_look_up_without_an_answer_is_made_again() -> None:
    v1 = Silent(fate=DONE)
    answer, _ = call(v1, "subscribe.again", CHARGE)
    assert isinstance(answer, RawAnswer)
    assert v1.silent == -1


class Hanging(VirtualV1):
    """No look-up is answered."""

    def __init__(self) -> None:
        super().__init__(fate=DONE)
        self.waited: list[float] = []

    def send(self, request: Request) -> Reply:
        if request.method != "GET":
            return super().send(request)
        self.waited.append(request.timeout)
        self.wait(request.timeout)
        raise SendFailed("ReadTimeout", sent=True)


@pytest.mark.parametrize(
    ("within", "waited"),
    [
        (0.2, [1.0]),
        (1, [1.0]),
        (10, [10.0]),
        (20, [15.0, 3.0]),
        (18, [15.0, 1.0]),
        (60, [15.0, 15.0, 15.0, 9.0]),
    ],
)
def test_look_ups_that_hang_end_when_the_time_is_up(within: float, waited: list[float]) -> None:
    v1 = Hanging()
    began = v1.now
    error, _ = call(v1, "subscribe.again", CHARGE, within)
    assert isinstance(error, NoAnswer)
    assert (error.outcome, error.resolution.state) == ("unknown", "unknown")
    assert v1.waited == pytest.approx(waited)
    assert v1.now - began < within + 2, "with the token and the write"


def test_a_look_up_is_not_repeated_by_itself() -> None:
    """There is another one anyway, after a pause of its own."""
    v1 = Hanging()
    with pytest.raises(NoAnswer):
        v1.call(v1.client().with_options(resolve=20, max_retries=2), "subscribe.again", **CHARGE)
    assert v1.waited == pytest.approx([15.0, 3.0])


@pytest.mark.parametrize("operation", ["subscribe.unschedule", "subscribe.again"])
def test_all_look_ups_together_end_when_the_time_is_up(operation: str) -> None:
    """One for each of many schedules, or a list of which there is always one page more."""
    arguments = {
        "subscribe.unschedule": {
            "customer_uid": "c",
            "merchant_uids": [f"o-{number}" for number in range(100)],
        },
        "subscribe.again": CHARGE,
    }[operation]
    clock = Passing()

    def answer(request: Request) -> Reply:
        clock.passed += min(1.9, request.timeout)
        if "getToken" in request.url:
            now = int(clock.wall())
            body: object = {"access_token": "a" * 40, "now": now, "expired_at": now + 1800}
        elif request.method == "POST":
            raise SendFailed("ReadTimeout", sent=True)
        elif "/schedule/" in request.url:
            body = {"merchant_uid": request.url.rpartition("/")[2], "schedule_status": "scheduled"}
        else:
            page = [{"imp_uid": f"imp_{clock.passed}", "merchant_uid": "o", "status": "failed"}]
            body = {"total": 9_999, "previous": 0, "next": 2, "list": page}
        return Reply(200, {}, json.dumps({"code": 0, "message": None, "response": body}).encode())

    portone = testing.client(answer, clock=clock)
    with pytest.raises(NoAnswer) as caught:
        portone.with_options(resolve=10).request(operation, **arguments)
    assert caught.value.outcome == "unknown"
    assert clock.passed < 10 + 2 * 1.9 + 1


def test_what_was_refused_is_not_looked_up() -> None:
    v1 = VirtualV1(fate=Fate())
    call(v1, "subscribe.again", CHARGE)
    error, _ = call(Silent(payments=v1.payments), "subscribe.again", CHARGE)
    assert isinstance(error, PortOneError)
    assert (error.outcome, error.resolution) == ("rejected", None)


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda e: pickle.loads(pickle.dumps(e))]
)
def test_the_error_that_says_what_was_found_can_be_pickled(copied: Any) -> None:
    with Emulator() as emulator:
        key, secret = emulator.api_key, emulator.api_secret
        with PortOne(key, secret, base_url=emulator.base_url) as portone:
            emulator.fail("drop_after", "subscribe.onetime")
            with pytest.raises(Declined) as caught:
                portone.with_options(resolve=5).subscribe.onetime(
                    merchant_uid="o-1",
                    amount=900_301,
                    card_number="4242-4242-4242-4242",
                    expiry="2035-12",
                )
    error = copied(caught.value)
    assert (str(error), error.outcome) == (str(caught.value), "rejected")
    assert error.resolution.state == "did_not_happen"
    assert error.resolution.error.message == error.message


def test_what_was_known_to_be_done_is_told_once() -> None:
    told: list[Outcome] = []
    with (
        Emulator() as emulator,
        PortOne(
            emulator.api_key,
            emulator.api_secret,
            base_url=emulator.base_url,
            after_send=lambda _, outcome: told.append(outcome),
        ) as portone,
    ):
        emulator.fail("null_response", "preparations.create")
        made = portone.with_options(resolve=5).preparations.create(merchant_uid="o-1", amount=1000)
    assert made.amount == 1000
    assert told == ["done"]


def test_the_log_says_which_order_was_resolved(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "portone_v1")
    call(VirtualV1(fate=DONE), "subscribe.again", CHARGE)
    (line,) = [each for each in caplog.messages if " resolved " in each]
    assert "state=happened" in line
    assert "merchant_uid=o" in line
    assert "imp_uid=imp_0" in line
