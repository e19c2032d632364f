"""A V1 in memory whose time is a number: requests arrive when they do, and answers get lost as they are told to."""

from __future__ import annotations

import heapq
import itertools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any
from urllib.parse import urlsplit

from portone_v1 import PortOne, RawAnswer
from portone_v1.core.effects import CallHook, Send, Sleep, Step
from portone_v1.core.pending import PendingCall
from portone_v1.core.request import Reply, Request, SendFailed
from portone_v1_api.resources import Resources

_AHEAD = 1_700_000_000.25
"""How far the server's clock is ahead of the client's monotonic one."""

Envelope = tuple[int, dict[str, Any]]

PHRASE = r"(?!.*(None|XX))[a-z0-9][\w ,:;()'-]*[\w)]"
"""What a reason is: words that can stand within a sentence, nothing in them forgotten."""


_NAMED_BY = {
    r"/payments/findAll/([^/?]+)": "merchant_uid",
    r"/payments/prepare/([^/?]+)": "merchant_uid",
    r"/payments/(imp_[^/?]+)": "imp_uid",
    r"/receipts/external/([^/?]+)": "merchant_uid",
    r"/receipts/([^/?]+)": "imp_uid",
    r"/certifications/([^/?]+)": "imp_uid",
    r"/subscribe/customers/([^/?]+)": "customer_uid",
    r"/subscribe/payments/schedule/([^/?]+)": "merchant_uid",
    r"/tiers?/([^/?]+)": "tier_code",
}


def identified(path: str, found: Any) -> Any:
    """Name in each record what was asked for, as V1 does; and in each payment of a list which one it is."""
    matches = ((re.match(pattern, path), name) for pattern, name in _NAMED_BY.items())
    asked, name = next((pair for pair in matches if pair[0]), (None, ""))
    if asked is None:
        return found
    named = {name: asked[1]}
    if isinstance(found, dict) and isinstance(found.get("list"), list):
        rows = [
            {"imp_uid": f"imp_{number}"} | named | row if isinstance(row, dict) else row
            for number, row in enumerate(found["list"])
        ]
        return found | {"list": rows}
    return named | found if isinstance(found, dict) else found


@dataclass(frozen=True)
class Fate:
    """What becomes of the next write: when it arrives, whether it is answered, and what the PG says to it."""

    delay: float | None = 0.0
    """Seconds; None when it never arrives."""
    answered: bool = True
    takes: float = 0.0
    """Seconds that the PG takes."""
    pays: bool = True


@dataclass
class VirtualV1:
    """One order, `o`, and one payment that can be cancelled, `imp_1` of 1,000 won."""

    now: float = 100.0
    fate: Fate = field(default_factory=Fate)
    payments: list[dict[str, Any]] = field(default_factory=list)
    cancels: list[dict[str, Any]] = field(default_factory=list)
    writes: list[dict[str, Any]] = field(default_factory=list)
    """The bodies of all that were sent."""
    made: set[int] = field(default_factory=set)
    """The numbers of the writes that were done."""
    number: int = -1
    """That of the latest write."""
    stamps_err: float = 0.0
    """By how many seconds the times in its records are ahead of its clock."""
    wall_ahead: float = 0.0
    """By how many seconds the wall clock of its clients is wrong."""
    headers: dict[str, str] = field(default_factory=dict)
    """What each of its answers has besides."""
    shows_user_agent: bool = False
    """Whether payments show the User-Agent that they were made with."""
    _agents: dict[int, str] = field(default_factory=dict)
    _due: list[tuple[float, int, Callable[[], object]]] = field(default_factory=list)
    _count: Any = field(default_factory=itertools.count)

    def client(self, key: str = "key", **options: Any) -> PortOne:
        """A client of it, whose time is the same number."""
        portone = PortOne(key, "secret", base_url="http://127.0.0.1:9", max_retries=0, **options)
        portone.sender.session.time.clock = self
        portone.sender.transport = self  # type: ignore[assignment]
        return portone

    def close(self) -> None:
        """As a transport: there is nothing to close."""

    def call(self, portone: PortOne, operation: str, **arguments: Any) -> RawAnswer[Any]:
        """What `portone` gets for the call, in the time of this V1: nobody really waits."""
        resource, _, method = operation.partition(".")
        call = getattr(getattr(_Calls(), resource), method)(**arguments)
        steps = portone.sender.session.steps(PendingCall(call, portone.sender.options))
        answer: Any = None
        failure: BaseException | None = None
        try:
            while True:
                step = steps.throw(failure) if failure else steps.send(answer)
                answer = failure = None
                try:
                    answer = self._do(step)
                except SendFailed as error:
                    failure = error
        except StopIteration as stop:
            result: RawAnswer[Any] = stop.value
            return result

    def _do(self, step: Step) -> Any:
        match step:
            case Send(request):
                return self.send(request)
            case Sleep(seconds):
                return self.wait(seconds)
            case CallHook(_, hook, arguments):
                return hook(*arguments)
        raise AssertionError(step)

    # Time: it is the clock of its clients too

    def monotonic(self) -> float:
        return self.now

    def wall(self) -> float:
        return self.now + _AHEAD + self.wall_ahead

    def sleep(self, seconds: float) -> None:
        self.wait(seconds)

    def wait(self, seconds: float) -> None:
        """Let time pass, and what is due happen."""
        until = self.now + seconds
        while self._due and self._due[0][0] <= until:
            self.now, _, happen = heapq.heappop(self._due)
            happen()
        self.now = until

    def later(self, seconds: float, happen: Callable[[], object]) -> None:
        heapq.heappush(self._due, (self.now + seconds, next(self._count), happen))

    @property
    def clock(self) -> int:
        """What the server's clock shows: whole seconds."""
        return int(self.now + _AHEAD)

    @property
    def stamp(self) -> int:
        """What the server writes as the time."""
        return int(self.now + _AHEAD + self.stamps_err)

    # The wire

    def send(self, request: Request) -> Reply:
        path = urlsplit(request.url).path
        if path == "/users/getToken":
            self.wait(0.3)
            token = {"access_token": "t", "now": self.clock, "expired_at": self.clock + 1800}
            self.wait(0.4)
            return self._reply((200, _envelope(token)))
        if request.method == "GET":
            self.wait(0.1)
            answer = self._answer(path)
            self.wait(0.1)
            return self._reply(answer)
        self._agent = request.headers["user-agent"]
        return self._write(path, json.loads(request.content or b"{}"))

    def _reply(self, answer: Envelope) -> Reply:
        status, envelope = answer
        headers = {"date": formatdate(self.clock, usegmt=True)} | self.headers
        return Reply(status, headers, json.dumps(envelope).encode())

    def _answer(self, path: str) -> Envelope:
        if path.startswith("/payments/findAll/"):
            rows = [dict(each) for each in reversed(self.payments)]
            if not rows:
                return NO_PAYMENT
            return 200, _envelope({"total": len(rows), "previous": 0, "next": 0, "list": rows})
        assert path == "/payments/imp_1", path
        left = 1000 - sum(row["amount"] for row in self.cancels)
        paid = {"imp_uid": "imp_1", "merchant_uid": "p", "paid_at": 5, "status": "paid"}
        paid |= {"pg_provider": "nice_v2"}
        shown = paid | {"amount": 1000, "cancel_amount": 1000 - left}
        return 200, _envelope(shown | {"cancel_history": [dict(row) for row in self.cancels]})

    def _write(self, path: str, body: dict[str, Any]) -> Reply:
        fate, number = self.fate, next(self._count)
        self.number = number
        self.writes.append(body)
        self._agents[number] = self._agent
        carry_out = self.charge if path.startswith("/subscribe") else self.cancel
        if fate.answered:
            self.wait(0.05)
            answer = carry_out(number, body, fate)
            self.wait(fate.takes + 0.05)
            return self._reply(answer)
        if fate.delay is not None:
            self.later(fate.delay, lambda: carry_out(number, body, fate))
        self.wait(0.01)
        raise SendFailed("ReadTimeout", sent=True)

    # What the server does

    def charge(
        self, number: int, body: dict[str, Any], fate: Fate, channel: str = "api"
    ) -> Envelope:
        """Begin a payment of the order, unless it is paid."""
        if self._is_paid():
            return 200, _envelope(None, -1)
        payment = {
            "imp_uid": f"imp_{number}",
            "merchant_uid": "o",
            "amount": body["amount"],
            "status": "ready",
            "channel": channel,
            "pay_method": "card",
            "pg_provider": "nice_v2",
            "custom_data": body.get("custom_data"),
            "user_agent": self._agents.get(number) if self.shows_user_agent else None,
            "started_at": self.stamp,
            "paid_at": 0,
        }
        self.payments.append(payment)

        def conclude() -> None:
            pays = fate.pays and not self._is_paid()
            now = self.stamp
            payment.update(status="paid" if pays else "failed", paid_at=now if pays else 0)
            payment["failed_at"] = 0 if pays else now
            if pays:
                self.made.add(number)

        if fate.takes:
            self.later(fate.takes, conclude)
        else:
            conclude()
        return 200, _envelope(payment)

    def _is_paid(self) -> bool:
        return any(payment["status"] == "paid" for payment in self.payments)

    def cancel(self, number: int, body: dict[str, Any], fate: Fate) -> Envelope:
        """Take something back, if so much is left and the checksum is right."""
        left = 1000 - sum(row["amount"] for row in self.cancels)
        amount = body.get("amount", left)
        if amount > left or not left or body.get("checksum", left) != left or not fate.pays:
            return 200, _envelope(None, 1)
        row = {"amount": amount, "cancelled_at": self.stamp, "cancellation_id": str(number)}
        row["reason"] = body.get("reason")
        # V1 does not say in which order it lists them.
        self.cancels.insert(0 if number % 2 else len(self.cancels), row)
        self.made.add(number)
        return self._answer("/payments/imp_1")


NO_PAYMENT: Envelope = (
    404,
    {"code": -1, "message": "존재하지 않는 결제정보입니다.", "response": None},
)
"""What V1 says of a payment or an order that it does not know."""


class _Calls(Resources["_Calls"]):
    """Resources whose methods give their calls instead of sending them."""

    def __init__(self) -> None:
        self.sender = self

    def send(self, call: Any) -> Any:
        return call

    def server_time(self) -> float:
        return 0.0  # of no use here: no range is cut


def _envelope(response: Any, code: int = 0) -> dict[str, Any]:
    return {"code": code, "message": "아니요" if code else None, "response": response}
