"""The way between a client and PortOne, on which anything may happen to a request and to its answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from portone_v1.exchange import Reply, Request, SendFailed
from portone_v1_emulator import Answered

from .families import Subject
from .world import Parcel, Snapshot, World

if TYPE_CHECKING:
    from .history import Process

_MARK = re.compile(r"\(mark:([a-z2-7]{12})\)")

PAGES = {
    "page 404": (404, "text/html", b"<html><h1>404 Not Found</h1></html>"),
    "page 404 json": (404, "application/json", b'{"message":"Not Found","code":404}'),
    "page 429": (429, "text/html", b"<html><h1>429 Too Many Requests</h1></html>"),
    "page 502": (502, "text/html", b"<html><h1>502 Bad Gateway</h1></html>"),
    "page 403": (403, "text/html", b"<html><h1>403 Forbidden</h1></html>"),
    "cut": (200, "application/json", b'{"code":0,"message":null,"resp'),
}
"""What a gateway answers in PortOne's place: status, content type, body."""

REFUSALS = {
    "token refused": (401, b'{"code":-1,"message":"Unauthorized","response":null}'),
    "busy": (429, b'{"code":-1,"message":"Too Many Requests","response":null}'),
}
"""What PortOne answers before it has done anything."""

SAFE_TO_REPEAT = ("not connected", "refused", *REFUSALS)
"""What a client sees of a request that was certainly not accepted."""

SLOW, SLOW_LOOK_UP, SLOWEST = 3.0, 14.0, 55.0


class Crashed(BaseException):
    """The process is gone, in the middle of a call."""


@dataclass
class Sent:
    """One request of a write that left a client. Its identity is hidden from everybody but the judge."""

    identity: str
    mark: str
    operation: str
    process: str
    subject: Subject
    at: float
    seen: str = ""
    """What the client got to see of its end."""


@dataclass
class Looked:
    """One look-up that PortOne answered."""

    at: float
    snapshot: Snapshot
    body: bytes


@dataclass
class Network:
    """The network of one process."""

    world: World
    process: Process
    interject: Callable[[Process], None]
    """Lets somebody else do something meanwhile."""
    writes: list[Sent] = field(default_factory=list)
    """What was sent in the present call."""
    looks: list[Looked] = field(default_factory=list)
    """What was looked up in the present call."""

    def __call__(self, request: Request) -> Reply:
        """Take a request along, and bring an answer back, or not."""
        if self.process.is_dead:
            raise Crashed
        if request.url.endswith("/users/getToken"):
            return self._token(request)
        if request.method == "GET":
            return self._look_up(request)
        return self._write(request)

    # Tokens and look-ups.

    def _token(self, request: Request) -> Reply:
        self._travel()
        self.world.renew_token()
        answered = self.world.deliver(Parcel.of(request, "token"))
        if not self.world.axioms.one_server_clock:
            answered = _with_other_time(answered, self.world.rng.choice([-900, 900]))
        self._travel()
        return _reply(answered)

    def _look_up(self, request: Request) -> Reply:
        rng, world = self.world.rng, self.world
        self._travel(SLOW_LOOK_UP)
        self._meanwhile(0.1)
        draw = rng.random()
        if draw < 0.04:
            raise SendFailed("read timed out", sent=True)
        if draw < 0.08:
            return self._page(rng.choice(list(PAGES)))
        lag = rng.randint(1, world.lag) if world.lag and rng.random() < 0.3 else 0
        answered, snapshot = world.look(Parcel.of(request, "look-up"), lag)
        self.looks.append(Looked(world.now, snapshot, answered.body))
        if draw < 0.09:
            answered = _about_another(answered)
        if not world.axioms.lists_test_channels and "/payments/findAll/" in request.url:
            answered = _without_test_channels(answered)
        self._meanwhile(0.1)
        self._travel(SLOW_LOOK_UP)
        return self._dated(answered)

    # Writes.

    def _write(self, request: Request) -> Reply:
        rng, world = self.world.rng, self.world
        self._connect(request)
        sent = self._sent(request)
        parcel = Parcel.of(request, sent.identity)
        if not world.axioms.last_look_is_quick and rng.random() < 0.3:
            self._stand_still()
            sent.at = world.now
        self._meanwhile(0.05)
        self._travel()
        if world.axioms.accepts_in_time and self._time_left(sent) <= 0:
            return self._is_lost(sent)
        fate = rng.random()
        if fate < 0.35:
            return self._arrives(sent, parcel, "answered")
        if fate < 0.52:
            return self._arrives(sent, parcel, "answer lost")
        if fate < 0.72:
            return self._arrives_late(sent, parcel)
        if fate < 0.80:
            return self._is_lost(sent)
        if fate < 0.86:
            return self._arrives_twice(sent, parcel)
        if fate < 0.91:
            return self._is_refused(sent)
        return self._arrives(sent, parcel, rng.choice(["crashed", "garbled", "page"]))

    def _connect(self, request: Request) -> None:
        """Connecting may take as long as the client waits for it, and then the request leaves all the same."""
        if self.world.rng.random() < 0.4:
            self.world.pass_time(self.world.rng.choice([4, 59, 59, 70]))
        if request.is_stale():
            raise SendFailed("too much time passed before it could leave", sent=False)

    def _sent(self, request: Request) -> Sent:
        world, process = self.world, self.process
        found = _MARK.search(request.headers["user-agent"])
        sent = Sent(
            identity=str(len(process.history.sends) + 1),
            mark=found[1] if found else "",
            operation=process.operation,
            process=process.name,
            subject=process.subject,
            at=world.now,
        )
        process.history.sends.append(sent)
        self.writes.append(sent)
        return sent

    def _time_left(self, sent: Sent) -> float:
        """For how many seconds PortOne may still accept a request."""
        end = sent.at + self.process.quiet - self.world.lag - 2
        return end - self.world.now

    def _arrives(self, sent: Sent, parcel: Parcel, end: str) -> Reply:
        answered = self._delivered(sent, parcel)
        self._meanwhile(0.08)
        return self._answer(sent, answered, end)

    def _arrives_late(self, sent: Sent, parcel: Parcel) -> Reply:
        """The client gives up, or a gateway does; the request is still under way."""
        world = self.world
        longest = self._time_left(sent)
        seconds = world.rng.choice([2, min(30, longest), longest / 2, longest, longest])
        if not world.axioms.accepts_in_time:
            seconds = self.process.quiet + 200
        world.deliver_later(parcel, seconds)
        self._note(sent, f"will arrive in {seconds:g} s")
        return self._answer(sent, None, world.rng.choice(["answer lost", "page", "crashed"]))

    def _is_lost(self, sent: Sent) -> Reply:
        self._note(sent, "is lost on its way")
        return self._answer(sent, None, self.world.rng.choice(["answer lost", "page", "crashed"]))

    def _arrives_twice(self, sent: Sent, parcel: Parcel) -> Reply:
        world = self.world
        first = self._delivered(sent, parcel)
        if not world.axioms.copies_end_alike:
            world.act(_approve_cards)
        if not world.axioms.first_copy_answers:
            first = world.deliver(parcel)
            self._note(sent, f"arrives again: {first.body[:60].decode()}")
            return self._answer(sent, first, "answered")
        end = world.rng.choice(["answered", "answer lost"])
        has_done = b'"code":0' in first.body and b'"status":"failed"' not in first.body
        at_once = end == "answered" or not has_done
        world.deliver_copy(parcel, at_once=at_once, within=self._time_left(sent))
        return self._answer(sent, first, end)

    def _is_refused(self, sent: Sent) -> Reply:
        end = self.world.rng.choice(["not connected", *REFUSALS])
        self._note(sent, f"is not accepted: {end}")
        sent.seen = end
        if end == "not connected":
            raise SendFailed("connection refused", sent=False)
        status, body = REFUSALS[end]
        return self._dated(Answered(status, {"content-type": "application/json"}, body))

    def _delivered(self, sent: Sent, parcel: Parcel) -> Answered:
        answered = self.world.deliver(parcel)
        self._note(sent, f"arrives: {answered.status} {answered.body[:60].decode()}")
        return answered

    def _answer(self, sent: Sent, answered: Answered | None, end: str) -> Reply:
        """What the client gets of the end of a write."""
        rng = self.world.rng
        if end == "page":
            end = rng.choice(list(PAGES))
        elif end == "garbled":
            end = rng.choice(["refused beside", "error beside", "about another"])
        sent.seen = end
        self._note(sent, f"its client sees: {end}")
        if end == "crashed":
            self.process.is_dead = True
            raise Crashed
        if answered is None and end not in PAGES:
            end = "answer lost"
        elif answered is not None and end not in PAGES and b'"code":0' not in answered.body:
            sent.seen = "refused"
        self._travel(SLOWEST if end == "answer lost" else SLOW)
        match end:
            case "answer lost":
                raise SendFailed("read timed out", sent=True)
            case "refused beside":
                return self._dated(_with_status(answered, rng.choice([400, 401, 404, 429])))
            case "error beside":
                return self._dated(_with_code(answered))
            case "about another":
                return self._dated(_about_another(answered))
            case "answered":
                return self._dated(answered)
        return self._page(end)

    # What all of them share.

    def _travel(self, longest: float = SLOW) -> None:
        self.world.pass_time(self.world.rng.choice([0.0, 0.3, 1.0, longest]))
        if self.process.is_dead:
            raise Crashed

    def _meanwhile(self, chance: float) -> None:
        if self.world.rng.random() < chance:
            self.interject(self.process)
            if self.process.is_dead:
                raise Crashed

    def _stand_still(self) -> None:
        """The machine stands still with all of its clocks, while others go on."""
        self.process.clock.stand_still(350, counts=False, corrects=False)
        self.interject(self.process)
        self.process.clock.stand_still(350, counts=False, corrects=False)
        self.interject(self.process)

    def _page(self, kind: str) -> Reply:
        status, media, body = PAGES[kind]
        return self._dated(Answered(status, {"content-type": media}, body))

    def _dated(self, answered: Answered | None) -> Reply:
        assert answered is not None
        return _reply(answered)

    def _note(self, sent: Sent, text: str) -> None:
        self.world.note(f"#{sent.identity} {sent.operation} of {sent.process} {text}")


def _reply(answered: Answered) -> Reply:
    return Reply(answered.status, answered.headers, answered.body)


def _changed(answered: Answered | None, status: int | None, **fields: Any) -> Answered:
    assert answered is not None
    envelope = json.loads(answered.body)
    envelope.update(fields)
    body = json.dumps(envelope).encode()
    return Answered(answered.status if status is None else status, answered.headers, body)


def _with_status(answered: Answered | None, status: int) -> Answered:
    """A gateway's status around PortOne's own body."""
    return _changed(answered, status)


def _with_code(answered: Answered | None) -> Answered:
    """A yes whose code says no."""
    assert answered is not None
    code = json.loads(answered.body)["code"]
    return _changed(answered, None, code=code or -1)


def _about_another(answered: Answered | None) -> Answered:
    """The answer to somebody else's request, which a connection out of step brings."""
    assert answered is not None
    text = answered.body.decode()
    for name in ("imp_uid", "merchant_uid", "customer_uid"):
        text = re.sub(rf'"{name}":"[^"]*"', f'"{name}":"another"', text)
    return Answered(answered.status, answered.headers, text.encode())


def _without_test_channels(answered: Answered) -> Answered:
    envelope = json.loads(answered.body)
    page = envelope["response"]
    if not page:
        return answered
    kept = [each for each in page["list"] if not each.get("sandbox")]
    if not kept:
        status, _, _ = PAGES["page 404"]
        said = {"code": -1, "message": "존재하지 않는 결제정보입니다.", "response": None}
        return Answered(status, answered.headers, json.dumps(said).encode())
    return _changed(answered, None, response={**page, "list": kept, "total": len(kept)})


def _with_other_time(answered: Answered, ahead: int) -> Answered:
    envelope = json.loads(answered.body)
    token = envelope["response"]
    for name in ("now", "expired_at"):
        token[name] += ahead
    return _changed(answered, None, response=token)


def _approve_cards(moment: Any) -> None:
    from dataclasses import replace

    for key in moment.shop.billing_keys:
        moment.shop.billing_keys.put(replace(key, card=replace(key.card, behaviour="approves")))
