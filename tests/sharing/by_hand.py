"""Two processes of a fleet, driven step by step: a clock each, one store, one server that the test plays."""

from __future__ import annotations

import json
import threading
import time as clocks
from collections.abc import Callable, Hashable
from email.utils import formatdate
from typing import Any

from portone_v1.client import compose
from portone_v1.core.effects import AskBackend, Send, Sleep, Steps, WaitForRefresh
from portone_v1.core.pending import PendingCall
from portone_v1.core.request import Reply
from portone_v1.core.session import Session
from portone_v1.observe.hooks import Hooks
from portone_v1.options import Account, Options
from portone_v1.sharing.limiter import Limiter
from portone_v1.sharing.token_store import TokenStore
from portone_v1_api.calls import Call
from portone_v1_api.operations import payments
from portone_v1_api.payloads import free_form

KEY = "5551234567890123"
SECRET = "s3cr3t-of-the-shop-0123456789abcdef"
URL = "http://127.0.0.1:1"
SERVER_NOW = 1_000_000_000
"""The server's clock at time 0 of everybody's: years behind this machine's."""


class Time:
    """The time that passes for everybody. Each clock shows it from a zero of its own."""

    def __init__(self) -> None:
        self.passed = 0.0

    def clock(self, zero: float) -> Any:
        """A clock that shows `zero` at the beginning."""
        return lambda: zero + self.passed

    def machine(self, zero: float) -> Machine:
        """A machine whose monotonic clock shows `zero` at the beginning."""
        return Machine(self.clock(zero))


class Machine:
    """The clocks of a machine: the monotonic one is the test's, the wall clock that of `time.time`."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self.monotonic = monotonic

    def wall(self) -> float:
        return clocks.time()

    def sleep(self, seconds: float) -> None:
        raise AssertionError("the test lets it sleep")


class Member:
    """A client in a process of its own, as far as it can tell."""

    def __init__(
        self,
        time: Time,
        store: TokenStore | None,
        limiter: Limiter | None = None,
        zero: float = 0,
        scope: Callable[[], Hashable] = lambda: None,
    ) -> None:
        self.time = time
        account = Account.checked(KEY, SECRET, URL)
        self.session = Session(account, threading.Event, scope)
        self.session.time.clock = time.machine(zero)
        compose(self.session, Hooks(), store, limiter)

    def read(self, **options: Any) -> Calling:
        """Begin a read."""
        call = Call(payments.GET, free_form, {"imp_uid": "imp_1"})
        return Calling(self.session.steps(PendingCall(call, Options(**options))), self.time)

    def write(self, **options: Any) -> Calling:
        """Begin a write."""
        call = Call(payments.CANCEL, free_form, {"imp_uid": "imp_1", "amount": 500})
        return Calling(self.session.steps(PendingCall(call, Options(**options))), self.time)


class Calling:
    """A call that is under way. It asks helpers by itself; the test plays the server and lets it sleep."""

    def __init__(self, steps: Steps[Any], time: Time) -> None:
        self._steps = steps
        self._time = time
        self.asked: list[str] = []
        """The methods of helpers that it asked."""
        self.slept: list[float] = []
        self.result: Any = None
        self.step: Send | Sleep | WaitForRefresh | None = None
        self._go(None)

    @property
    def wants_token(self) -> bool:
        """Whether it asks the server for a token now."""
        return isinstance(self.step, Send) and self.step.request.url.endswith("/users/getToken")

    @property
    def token(self) -> str:
        """The token that the call leaves with now."""
        assert isinstance(self.step, Send), self.step
        return self.step.request.headers["authorization"].removeprefix("Bearer ")

    def sleep(self) -> None:
        """Let the time pass that it waits."""
        assert isinstance(self.step, Sleep), self.step
        self.slept.append(self.step.seconds)
        self._time.passed += self.step.seconds
        self._go(None)

    def answer(self, reply: Reply) -> None:
        """The server's answer."""
        assert isinstance(self.step, Send), self.step
        self._go(reply)

    def give_up(self) -> None:
        """What it waits for has not come in time."""
        assert isinstance(self.step, WaitForRefresh), self.step
        self._go(False)

    def die(self) -> None:
        """Its process is killed: it does nothing any more."""
        self._steps.close()

    def _go(self, answer: Any) -> None:
        failure: Exception | None = None
        try:
            while True:
                step = self._steps.throw(failure) if failure else self._steps.send(answer)
                answer = failure = None
                if not isinstance(step, AskBackend):
                    assert isinstance(step, (Send, Sleep, WaitForRefresh)), step
                    self.step = step
                    return
                self.asked.append(step.question.func.__name__)  # type: ignore[attr-defined]
                try:
                    answer = step.question()
                except Exception as error:
                    failure = error
        except StopIteration as stop:
            self.step, self.result = None, stop.value


def envelope(response: object, status: int = 200, code: int = 0, message: str = "") -> Reply:
    """An answer of V1."""
    body = {"code": code, "message": message, "response": response}
    return Reply(status, {}, json.dumps(body).encode())


def token(time: Time, value: str, life: int = 1800) -> Reply:
    """The server gives a token."""
    now = int(SERVER_NOW + time.passed)
    return envelope({"access_token": value, "now": now, "expired_at": now + life})


PAID = envelope({"imp_uid": "imp_1", "status": "paid"})
DATED = Reply(200, {"date": formatdate(SERVER_NOW, usegmt=True)}, PAID.content)
UNAUTHORIZED = envelope(None, 401, -1, "Unauthorized")
