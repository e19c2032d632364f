"""The client with one of its rules reverted. In each of these the search must find a lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from portone_v1.core import classify, clock, retry, session
from portone_v1.core.classify import ResponseClassifier
from portone_v1.core.clock import Moment, ServerClock, Timekeeper
from portone_v1.core.effects import Steps
from portone_v1.core.request import Reply
from portone_v1.errors import NotFound, PortOneError
from portone_v1.resolve import evidence, look_ups, recent_writes
from portone_v1.resolve.evidence import Evidence, Inquiry
from portone_v1_api.attempts import Attempt

from .families import (
    ACCOUNTS,
    CANCELS,
    CHARGES,
    KEYS,
    PREPARATIONS,
    RECEIPTS,
    SCHEDULES,
    Family,
)
from .history import Mode
from .network import Network

Revert = Callable[[ExitStack], None]


@dataclass(frozen=True)
class Rule:
    """One rule, and how to do without it.

    Attributes:
        families: The histories in which that shows soonest.
        mode: Whether writes are marked in these.
        seed: One at which there is a lie; `python -m tests.lies --reverted` finds such.
    """

    name: str
    revert: Revert
    families: tuple[Family, ...]
    mode: Mode
    seed: int

    @contextmanager
    def reverted(self) -> Iterator[None]:
        """A client without it, until the block ends."""
        with ExitStack() as stack:
            self.revert(stack)
            yield


RULES: list[Rule] = []


def rule(
    name: str, *families: Family, seed: int, mode: Mode = "unmarked"
) -> Callable[[Revert], Revert]:
    """Add what reverts a rule to the list."""

    def add(revert: Revert) -> Revert:
        RULES.append(Rule(name, revert, families, mode, seed))
        return revert

    return add


def _put(stack: ExitStack, where: object, name: str, what: object) -> None:
    stack.enter_context(patch.object(where, name, what))


def _judged(stack: ExitStack, proof: str, judge: Callable[[Evidence], Evidence]) -> None:
    """Judge what a proof has found in another way."""
    prove = evidence.PROOFS[proof]

    def changed(inquiry: Inquiry) -> Evidence:
        return judge(prove(inquiry))

    stack.enter_context(patch.dict(evidence.PROOFS, {proof: changed}))


@rule("only an envelope is evidence", CHARGES, seed=42)
def _pages(stack: ExitStack) -> None:
    no_evidence = ResponseClassifier._no_evidence

    def changed(self: ResponseClassifier, reply: Reply) -> PortOneError:
        if reply.status != 404:
            return no_evidence(self, reply)
        cases = [rule.case for rule in self.operation.errors if rule.error == "NotFound"]
        return self.error(NotFound, reply, "", None, cases[0] if cases else None)

    _put(stack, ResponseClassifier, "_no_evidence", changed)


@rule("updates and deletes wait for the quiet period", PREPARATIONS, seed=67)
def _early(stack: ExitStack) -> None:
    _put(stack, evidence, "_happens_quietly", evidence._happened)


@rule("silence counts only after the quiet period", CHARGES, seed=313)
def _half(stack: ExitStack) -> None:
    silence = Timekeeper.silence

    def changed(
        self: Timekeeper, attempt: Attempt, until: Moment, sent: tuple[float, float] | None
    ) -> float:
        return 2 * silence(self, attempt, until, sent)

    _put(stack, Timekeeper, "silence", changed)


@rule("silence ends with the look-up's beginning", CHARGES, seed=1473)
def _afterwards(stack: ExitStack) -> None:
    silence = Timekeeper.silence

    def changed(
        self: Timekeeper, attempt: Attempt, until: Moment, sent: tuple[float, float] | None
    ) -> float:
        return silence(self, attempt._replace(leaves_within=5.0), self.moment(), sent)

    _put(stack, Timekeeper, "silence", changed)
    # Every write leaves at once, or the time for that would nearly always make up for it.
    _put(stack, Network, "_connect", lambda *_: None)


@rule("silence counts from when a write has left", PREPARATIONS, CHARGES, seed=648)
def _from_the_stamp(stack: ExitStack) -> None:
    silence = Timekeeper.silence

    def changed(
        self: Timekeeper, attempt: Attempt, until: Moment, sent: tuple[float, float] | None
    ) -> float:
        return silence(self, attempt._replace(leaves_within=5.0), until, sent)

    _put(stack, Timekeeper, "silence", changed)


@rule("what may be older by a clock that was set is not taken for ours", KEYS, seed=1792)
def _set_back(stack: ExitStack) -> None:
    _put(stack, evidence, "_is_new", lambda *_: True)


@rule("an unmarked record is taken for ours only when nothing else was sent", CANCELS, seed=11)
def _rivals(stack: ExitStack) -> None:
    def changed(inquiry: Inquiry) -> bool:
        return not inquiry.attempt.mark_in

    _put(stack, evidence, "_may_be_assumed", changed)


@rule("a mark tells whose a record is", CANCELS, mode="marked", seed=84)
def _unmarked(stack: ExitStack) -> None:
    _put(stack, evidence, "marks_of", lambda _: set[str]())
    _put(stack, evidence, "_must_be_marked", lambda _: False)


@rule("an unmarked decline proves nothing", CHARGES, seed=145)
def _declines(stack: ExitStack) -> None:
    def changed(found: Evidence) -> Evidence:
        if found.reason == "a payment of the order failed":
            return found._replace(state="did_not_happen")
        return found

    _judged(stack, "payment", changed)


@rule("failed is not final at every PG", CHARGES, mode="marked", seed=144)
def _final(stack: ExitStack) -> None:
    _put(stack, classify, "is_listed", lambda *_: False)
    _put(stack, evidence, "is_listed", lambda *_: False)


@rule("stamps err by a minute", CHARGES, seed=25)
def _exact(stack: ExitStack) -> None:
    _put(stack, evidence, "STAMP_ERROR", 0)


@rule("a balance that is possible is not what it was", CANCELS, seed=831)
def _possible(stack: ExitStack) -> None:
    def changed(inquiry: Inquiry, record: Any, row: Any) -> bool:
        checksum = evidence._number(inquiry.attempt.known.get("checksum"))
        balances = evidence._balances(record, row, inquiry.rule.field)
        return checksum is not None and balances is not None and checksum in balances

    _put(stack, evidence, "_is_certain", changed)


@rule("the server's clock counts, and not this machine's", CHARGES, seed=14)
def _wall(stack: ExitStack) -> None:
    _put(stack, clock, "server_time", lambda _, now: (now.wall, now.wall))


@rule("clocks that disagree stood still", CHARGES, seed=14)
def _suspended(stack: ExitStack) -> None:
    def changed(self: ServerClock, now: Moment) -> tuple[float, float]:
        return self.offset.earliest(now.monotonic), self.offset.latest(now.monotonic)

    _put(stack, ServerClock, "now", changed)


@rule("the clocks are looked at again before the sending", CHARGES, seed=172)
def _restamp(stack: ExitStack) -> None:
    _put(stack, Moment, "longest_since", lambda *_: 0.0)


@rule("one thing is one thing, whatever names it", CANCELS, seed=677)
def _links(stack: ExitStack) -> None:
    def changed(write: Any, key: Any) -> bool:
        return any(
            other.names.get(name, frozenset()) & values
            for other in write.keys
            for name, values in key.names.items()
        )

    _put(stack, recent_writes.Links, "completed", lambda _, names: names)
    _put(stack, recent_writes, "_may_be_about", changed)
    _put(
        stack,
        look_ups,
        "_key_of",
        lambda attempt, rule, _: recent_writes.resource_keys(rule, attempt.tier, attempt.known)[0],
    )


@rule("a record that differs is not silence", SCHEDULES, seed=50)
def _differs(stack: ExitStack) -> None:
    def changed(found: Evidence) -> Evidence:
        if found.reason.startswith("the record is there, but"):
            return found._replace(after_quiet="did_not_happen")
        return found

    _judged(stack, "present", changed)


@rule("what was given up since is not what never was", ACCOUNTS, seed=59)
def _given_up(stack: ExitStack) -> None:
    _put(stack, evidence, "_has_failed", lambda *_: False)


@rule("everything that comes back is compared", PREPARATIONS, seed=0)
def _matches(stack: ExitStack) -> None:
    _put(stack, evidence, "_agrees", lambda *_: True)


@rule("contradictions are not believed", CHARGES, seed=37)
def _contradictions(stack: ExitStack) -> None:
    _put(stack, ResponseClassifier, "_says_done", lambda *_: False)


@rule("an answer about something else is not believed", CHARGES, seed=191)
def _another(stack: ExitStack) -> None:
    _put(stack, ResponseClassifier, "_check_subject", lambda *_: None)
    _put(stack, look_ups, "_about", lambda _, models: models)


@rule("a bare 429 is repeated only where PortOne protects", KEYS, RECEIPTS, seed=3)
def _repeats(stack: ExitStack) -> None:
    def changed(effect: str, status: int, *, is_protected: bool) -> bool:
        return status == 429

    _put(stack, retry, "may_repeat_page", changed)


@rule("the refusal of a repeat says nothing of the first try", CHARGES, CANCELS, seed=1061)
def _doubt(stack: ExitStack) -> None:
    _put(stack, session, "_still_doubtful", lambda error, _: error)


@rule("every page is looked through", CHARGES, seed=145)
def _pages_all(stack: ExitStack) -> None:
    def changed(*_: object) -> Steps[tuple[list[Any], bool]]:
        yield from ()
        return [], True

    _put(stack, look_ups, "_further_pages", changed)
