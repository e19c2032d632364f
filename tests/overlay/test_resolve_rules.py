"""Each rule of the contract's `x-resolve`, through a client: what one look-up shows, and what silence comes to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from resolve_rules import CANCEL, LATE_CANCELS, NOT_FINAL, RIVALS, ROWS, SAME, At, Record, Row
from virtual_v1 import NO_PAYMENT, Envelope, Fate, VirtualV1, identified

from portone_v1 import Attempt, NoAnswer, PortOne, PortOneError, Resolution
from portone_v1.core.request import Reply, Request
from portone_v1_api.operations import OPERATIONS

LOST = Fate(delay=None, answered=False)
LEAVES_WITHIN = 65
"""Seconds after its stamp within which a write leaves, by the default time limit: from then on silence counts."""


def _refusal(status: int, code: int, message: str) -> Envelope:
    return status, {"code": code, "message": message, "response": None}


ABSENT: dict[str, Envelope] = {
    "/payments/prepare/": _refusal(404, 1, "사전등록된 결제정보가 존재하지 않습니다."),
    "/payments/": NO_PAYMENT,
    "/receipts/external/": _refusal(404, -1, "?"),
    "/receipts/": NO_PAYMENT,
    "/certifications/": _refusal(404, -1, "인증결과가 존재하지 않습니다."),
    "/escrows/": _refusal(409, -1, "?"),
    "/subscribe/": _refusal(404, -1, "?"),
    "/tiers/": _refusal(404, -1, "?"),
}
"""How V1 says that there is no such thing."""


class Shown(VirtualV1):
    """Loses every write, and shows one answer at one URL."""

    def __init__(self, row: Row) -> None:
        super().__init__(fate=LOST)
        self.row = row
        self.record: Record | None = None
        self.limited = 0
        """How many of the next writes a gateway turns away."""
        self._url = ""

    def send(self, request: Request) -> Reply:
        self._url = request.url.removeprefix("http://127.0.0.1:9")
        return super().send(request)

    def _answer(self, path: str) -> Envelope:
        if self.record is None or self._url != self.row.url:
            return next(answer for prefix, answer in ABSENT.items() if path.startswith(prefix))
        listed = [self.record]
        answers: dict[str, Any] = {
            "": self.record,
            "list": listed,
            "page": {"total": 1, "previous": 0, "next": 0, "list": listed},
        }
        shown = identified(path, answers[self.row.items])
        return 200, {"code": 0, "message": None, "response": shown}

    def _write(self, path: str, body: dict[str, Any]) -> Reply:
        if self.limited:
            self.limited -= 1
            self.writes.append(body)
            return Reply(429, {"retry-after": "0"}, b"slow down")
        return super()._write(path, body)


class Lost:
    """A write whose answer was lost, and what is found out about it."""

    def __init__(self, operation: str, **options: Any) -> None:
        self.operation, self.row = operation, ROWS[operation]
        self.v1 = Shown(self.row)
        self.client: PortOne = self.v1.client().with_options(**options)
        self.attempt = self.send(operation)
        self.at = self.v1.clock

    def send(self, operation: str, **more: Any) -> Attempt:
        """Send a write that gets lost."""
        with pytest.raises(NoAnswer) as caught:
            self.client.request(operation, **ROWS[operation].arguments | more)
        assert caught.value.attempt is not None
        return caught.value.attempt

    def shows(self, *changes: Record) -> Lost:
        """Let the look-up show that it was done, but for these fields."""
        record = self.row.done(self.at)
        for change in changes:
            record = record | _timed(change, self.at)
        self.v1.record = record or None
        return self

    @property
    def now(self) -> Resolution:
        """What is found out now."""
        return self.client.resolve(self.attempt)

    @property
    def when_quiet(self) -> Resolution:
        """What is found out once nothing may come of the write any more."""
        self.v1.wait(self.row.quiet + LEAVES_WITHIN + 15)
        return self.now

    def check(self, state: str) -> None:
        """Check what is found out: at once, or nothing yet and the state when it is quiet."""
        if state == "at once":
            assert self.now.state == "happened", self.now
            return
        assert self.now.state == "unknown", self.now
        self.v1.wait(self.row.quiet + LEAVES_WITHIN - 10)
        assert self.now.state == "unknown", self.now
        self.v1.wait(25)
        assert self.now.state == {"waits": "happened", "unclear": "cannot_know"}.get(state, state)


def _timed(value: Any, at: int) -> Any:
    match value:
        case At(seconds):
            return at + seconds
        case dict():
            return {name: _timed(each, at) for name, each in value.items()}
        case list():
            return [_timed(each, at) for each in value]
    return value


def test_every_write_that_can_be_looked_up_is_here() -> None:
    found = {name for name, each in OPERATIONS.items() if each.resolve and each.resolve.reads}
    assert ROWS.keys() == found
    assert len(ROWS) == 39


operations = pytest.mark.parametrize("operation", sorted(ROWS))


def _each(field: str) -> pytest.MarkDecorator:
    """Run a test for each of what `field` lists, of every write."""

    def cases() -> Iterator[Any]:
        for operation, row in sorted(ROWS.items()):
            for change in getattr(row, field):
                label = ",".join(f"{name}={value}" for name, value in change.items())
                yield pytest.param(operation, change, id=f"{operation}-{label}")

    return pytest.mark.parametrize(("operation", "change"), list(cases()))


@operations
def test_what_shows_that_it_was_done(operation: str) -> None:
    lost = Lost(operation).shows()
    lost.check("at once" if lost.row.at_once else "waits")


@operations
def test_a_verdict_that_rests_on_the_assumption_says_so(operation: str) -> None:
    lost = Lost(operation).shows()
    rests_on_it = lost.row.at_once and lost.row.beside != "at once"
    assert ("no other client" in lost.now.reason) == rests_on_it


@operations
def test_what_silence_comes_to(operation: str) -> None:
    Lost(operation).check(ROWS[operation].nothing)


@_each("differs")
def test_another_record_proves_nothing(operation: str, change: Record) -> None:
    Lost(operation).shows(change).check("unclear")


@_each("ignored")
def test_a_record_that_cannot_be_its_own_is_as_good_as_none(operation: str, change: Record) -> None:
    Lost(operation).shows(change).check("did_not_happen")


@_each("unclear")
def test_a_record_that_shows_nothing(operation: str, change: Record) -> None:
    Lost(operation).shows(change).check("unclear")


@_each("also")
def test_a_record_that_has_gone_on_since(operation: str, change: Record) -> None:
    Lost(operation).shows(change).check("at once")


@_each("waits")
def test_a_record_that_may_be_older(operation: str, change: Record) -> None:
    Lost(operation).shows(change).check("waits")


@operations
def test_beside_an_equal_write_of_the_same_client(operation: str) -> None:
    lost = Lost(operation)
    lost.send(operation)
    lost.shows().check(lost.row.beside)


PAIRS = [(one, other) for one, others in RIVALS.items() for other in others]


@pytest.mark.parametrize(("operation", "rival"), PAIRS, ids=[f"{a}-{b}" for a, b in PAIRS])
def test_beside_another_write_about_the_same(operation: str, rival: str) -> None:
    lost = Lost(operation)
    lost.send(rival, **SAME.get(rival, {}))
    lost.shows().check(lost.row.beside)


def _charges() -> list[str]:
    return sorted(name for name, row in ROWS.items() if OPERATIONS[name].declined and row.at_once)


@pytest.mark.parametrize(
    "operation", [name for name in _charges() if name not in ("cvs.issue", "vbanks.create")]
)
def test_whose_a_decline_is_beside_another_charge_of_the_order(operation: str) -> None:
    failed: Record = {"status": "failed", "paid_at": 0}
    alone = Lost(operation).shows(failed).when_quiet
    assert (alone.state, type(alone.error).__name__) == ("did_not_happen", "Declined")
    beside = Lost(operation)
    rival = "subscribe.again" if operation != "subscribe.again" else "subscribe.onetime"
    beside.send(rival)
    found = beside.shows(failed).when_quiet
    assert (found.state, found.error) == ("did_not_happen", None)
    in_window = Lost(operation).shows(failed | {"channel": "pc"}).when_quiet
    assert (in_window.state, in_window.error) == ("did_not_happen", None)


@pytest.mark.parametrize("provider", NOT_FINAL)
@pytest.mark.parametrize("operation", [each for each in _charges() if each.startswith("subscribe")])
def test_a_failed_charge_at_a_pg_where_that_is_not_final(operation: str, provider: str) -> None:
    lost = Lost(operation).shows({"status": "failed", "paid_at": 0, "pg_provider": provider})
    assert lost.now.state == lost.when_quiet.state == "unknown"


@pytest.mark.parametrize("provider", LATE_CANCELS)
def test_a_cancel_at_a_pg_where_it_finishes_later(provider: str) -> None:
    none: Record = {"cancel_history": [], "cancel_amount": 0}
    lost = Lost("payments.cancel").shows(none | {"pg_provider": provider})
    assert lost.when_quiet.state == "unknown"
    Lost("payments.cancel").shows(none).check("did_not_happen")


# What is sent


@operations
def test_a_marked_record_is_its_own(operation: str) -> None:
    row = ROWS[operation]
    lost = Lost(operation, mark=True)
    if operation == "payments.cancel":
        # Whether it is Naver Pay's must be known, for there the reason is the customer's.
        assert lost.attempt.mark_in == ""
        payment = row.done(lost.at) | {"cancel_history": [], "cancel_amount": 0}
        lost.v1.record = payment
        lost.attempt = lost.send(operation)
    assert lost.attempt.mark_in == row.mark
    sent = lost.v1.writes[-1]
    assert (lost.attempt.mark in str(sent)) == bool(row.mark)
    if not row.mark:
        return
    lost.send(operation)
    shown = row.done(lost.at)
    name, _, inside = row.mark.partition(".")
    text = sent[name][0][inside] if inside else sent[name]
    if operation == "payments.cancel":
        shown["cancel_history"] = [row | {"reason": text} for row in shown["cancel_history"]]
    else:
        shown |= row.differs[0] | {"custom_data": text}
    lost.v1.record = shown
    assert (lost.now.state, lost.now.times) == ("happened", 1)


@operations
def test_a_gateway_that_turns_it_away(operation: str) -> None:
    """Sent again only where PortOne refuses to do the same a second time."""
    row = ROWS[operation]
    v1 = Shown(row)
    v1.limited = 1
    with pytest.raises(PortOneError):
        v1.client().with_options(max_retries=1).request(operation, **row.arguments)
    sent = len(v1.writes)
    assert sent == (2 if row.protects else 1)


@operations
def test_only_a_cancel_with_a_checksum_is_sent_again(operation: str) -> None:
    row = ROWS[operation]
    for arguments in (row.arguments, {k: v for k, v in row.arguments.items() if k != "checksum"}):
        v1 = Shown(row)
        with suppress(PortOneError):  # what is gone counts as deleted
            v1.client().with_options(resolve=5000).request(operation, **arguments)
        assert len(v1.writes) == (2 if "checksum" in arguments else 1)


def test_a_cancel_of_another_amount_is_not_its_row() -> None:
    lost = Lost("payments.cancel")
    known = {name: each for name, each in lost.attempt.known.items() if name != "checksum"}
    lost.attempt = lost.attempt._replace(known=known)
    lost.shows({"cancel_history": [CANCEL | {"amount": 200}], "cancel_amount": 200})
    lost.check("did_not_happen")


def test_a_cancel_that_names_its_order_is_looked_up_there() -> None:
    row = ROWS["payments.cancel"]
    arguments = {k: v for k, v in row.arguments.items() if k != "imp_uid"} | {"merchant_uid": "o"}
    v1 = Shown(
        Row(arguments, "/payments/findAll/o?limit=100&sorting=-paid", row.done, items="page")
    )
    portone = v1.client()
    with pytest.raises(NoAnswer) as caught:
        portone.request("payments.cancel", **arguments)
    v1.record = row.done(v1.clock)
    assert portone.resolve(caught.value).state == "happened"


def test_what_all_schedules_of_a_customer_were_is_not_known_afterwards() -> None:
    v1 = Shown(ROWS["subscribe.unschedule"])
    with pytest.raises(NoAnswer) as caught:
        v1.client().subscribe.unschedule(customer_uid="c", merchant_uids="all")
    found = v1.client().resolve(caught.value)
    rule = OPERATIONS["subscribe.unschedule"].resolve
    assert rule is not None
    assert (found.state, found.reason) == ("cannot_know", rule.reason)
    assert found.reason.startswith("Which schedules of the customer it was for is not known")
