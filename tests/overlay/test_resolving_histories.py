"""Resolving says nothing that is not so: random histories, held against what the server did.

The writes are those of one client: what others send about the same thing at the same moment is the stated
assumption. But customers pay in windows meanwhile, stamps err, and attempts are resolved by other processes too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from virtual_v1 import Fate, VirtualV1

from portone_v1 import Attempt, PortOne, PortOneError, Resolution

QUIET = 600
"""Seconds, of the operations here. What is late comes within it."""

fates = st.one_of(
    st.builds(Fate, takes=st.sampled_from([0.0, 2.0]), pays=st.booleans()),
    st.builds(
        Fate,
        delay=st.one_of(st.none(), st.floats(0, 500)),
        answered=st.just(False),
        takes=st.sampled_from([0.0, 0.7, 3.0, 60.0]),
        pays=st.booleans(),
    ),
)
thoroughly = settings(max_examples=4 * settings().max_examples)
gaps = st.one_of(st.floats(0, 3), st.floats(0, 700))
stamps = st.sampled_from([0.0, -2.0, -5.0, -59.0, 59.0])


@dataclass(frozen=True)
class Sent:
    """A write that left, by the number that the server gave it."""

    number: int
    attempt: Attempt
    error: PortOneError | None
    alike: Any
    """What it has in common with those that count as the same."""


class History:
    """What one client has done, and what it and others find out about it."""

    def __init__(self, stamps_err: float, *, mark: bool, shows_user_agent: bool) -> None:
        self.v1 = VirtualV1(stamps_err=stamps_err, shows_user_agent=shows_user_agent)
        self.attempts: list[Attempt] = []
        client = self.v1.client(before_send=self.attempts.append)
        self.client = client.with_options(mark=mark)
        self.sent: list[Sent] = []
        self.found: list[tuple[Sent, Resolution]] = []

    def write(self, fate: Fate, alike: Any, operation: str, **arguments: Any) -> None:
        self.v1.fate = fate
        error = None
        try:
            self.client.request(operation, **arguments)
        except PortOneError as failed:
            error = failed
        self.sent.append(Sent(self.v1.number, self.attempts[-1], error, alike))

    def ask(self, which: int, *, elsewhere: bool) -> None:
        """Resolve one of the writes."""
        if self.sent:
            sent = self.sent[which % len(self.sent)]
            since = self.sent[self.sent.index(sent) + 1 :]
            if any(None in (sent.alike, each.alike) for each in since):
                elsewhere = False  # nobody else can know that what looks the same was sent since
            asking: PortOne = self.v1.client() if elsewhere else self.client
            attempt = Attempt.from_json(sent.attempt.to_json()) if elsewhere else sent.attempt
            resolution = asking.resolve(attempt)
            if resolution.state == "happened":
                assert self._is_so(sent), (sent, resolution)
            self.found.append((sent, resolution))

    def end(self) -> None:
        """Ask for everything once more when all is quiet, then hold what was said against the truth."""
        self.v1.wait(2 * QUIET)
        for which in range(len(self.sent)):
            self.ask(which, elsewhere=False)
            self.ask(which, elsewhere=True)
        happened: set[int] = set()
        for sent, resolution in self.found:
            assert (resolution.retry_after is not None) == (resolution.state == "unknown")
            if resolution.state == "did_not_happen":
                assert sent.number not in self.v1.made, (sent, resolution)
                assert sent.number not in happened, (sent, resolution)
            elif resolution.state == "happened":
                happened.add(sent.number)
        last = self.found[-2 * len(self.sent) :] if self.sent else []
        assert all(resolution.state != "unknown" for _, resolution in last), last

    def _is_so(self, sent: Sent) -> bool:
        """Whether what `happened` claims is so, at this moment."""
        if sent.attempt.operation == "subscribe.again":
            paid = [each["amount"] for each in self.v1.payments if each["status"] == "paid"]
            return sent.attempt.amount in paid
        if sent.attempt.amount == "all" and sum(row["amount"] for row in self.v1.cancels) == 1000:
            return True
        same = {each.number for each in self.sent if each.alike == sent.alike is not None}
        return not self.v1.made.isdisjoint(same | {sent.number})


charge = st.tuples(st.just("charge"), fates, st.sampled_from([1000, 1000, 900]))
window = st.tuples(st.just("window"), fates, st.sampled_from([1000, 900]))
ask = st.tuples(st.just("ask"), st.integers(0, 9), st.booleans())
wait = st.tuples(st.just("wait"), gaps, st.none())


@thoroughly
@given(
    st.lists(st.one_of(charge, charge, window, ask, wait), max_size=12),
    stamps,
    st.booleans(),
    st.booleans(),
)
@example(  # one that failed in the window, and ours that comes later
    [
        ("window", Fate(pays=False), 1000),
        ("charge", Fate(delay=20.0, answered=False), 1000),
        ("ask", 0, False),
    ],
    0.0,
    False,
    False,
)
def test_charges(
    steps: list[tuple[str, Any, Any]], stamps_err: float, mark: bool, shows_user_agent: bool
) -> None:
    history = History(stamps_err, mark=mark, shows_user_agent=shows_user_agent)
    for kind, one, two in steps:
        if kind == "charge":
            # An order is paid once, so that charges of the same order and amount count as one.
            order = {"customer_uid": "c", "merchant_uid": "o", "name": "구독", "amount": two}
            history.write(one, two, "subscribe.again", **order)
        elif kind == "window":
            history.v1.charge(-1, {"amount": two}, one, channel="pc")
        else:
            _ask_or_wait(history, kind, one, two)
    history.end()


checksums = st.sampled_from([None, None, "right", 1000, 700])
cancel = st.tuples(
    st.just("cancel"), fates, st.tuples(st.sampled_from([300, 300, 400, "all"]), checksums)
)


@thoroughly
@given(st.lists(st.one_of(cancel, cancel, ask, wait), max_size=12), stamps, st.booleans())
@example(  # an answered write is forgotten, and what was done since is not its own
    [
        ("cancel", Fate(pays=False), (300, "right")),
        ("cancel", Fate(), (300, None)),
        ("wait", 2.0, None),
        ("cancel", Fate(pays=False), (300, "right")),
    ],
    0.0,
    False,
)
@example(  # in one second the first is refused, and a later one is of its amount
    [
        ("cancel", Fate(answered=False, pays=False), (300, 1000)),
        ("cancel", Fate(), (400, 1000)),
        ("cancel", Fate(), (300, 600)),
        ("ask", 0, False),
    ],
    0.0,
    False,
)
def test_cancels(steps: list[tuple[str, Any, Any]], stamps_err: float, mark: bool) -> None:
    history = History(stamps_err, mark=mark, shows_user_agent=False)
    for kind, one, two in steps:
        if kind == "cancel":
            amount, checksum = two
            if checksum == "right":
                checksum = 1000 - sum(row["amount"] for row in history.v1.cancels)
            # Of cancels with the same checksum and amount only one can be done: they count as one.
            alike = None if checksum is None else (_taken(amount, checksum), checksum)
            arguments = {"imp_uid": "imp_1", "amount": amount, "checksum": checksum}
            history.write(one, alike, "payments.cancel", **arguments)
        else:
            _ask_or_wait(history, kind, one, two)
    history.end()


def _taken(amount: Any, checksum: int) -> int:
    return checksum if amount == "all" else int(amount)


def _ask_or_wait(history: History, kind: str, one: Any, two: Any) -> None:
    if kind == "ask":
        history.ask(one, elsewhere=two)
    else:
        history.v1.wait(one)
