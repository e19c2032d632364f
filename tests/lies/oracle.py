"""The judge: what was said, held against what happened.

It knows the hidden identity of each request, and what the emulator did for it. A history is judged when
everything that was under way has arrived.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from portone_v1.resolve.evidence import ASSUMPTION
from portone_v1_api.operations import OPERATIONS
from portone_v1_emulator import Effect
from portone_v1_emulator.core.records import BillingKey, Payment, Preparation, Record, Schedule
from portone_v1_emulator.shops.receipts import CashReceipt, ExternalCashReceipt

from .history import History, Intent, Mode, Statement
from .network import SAFE_TO_REPEAT, Sent
from .world import BEGIN, STAMP_ERROR, Snapshot

Kind = Literal["lie", "assumption", "resend"]

ASSUMED_BEFORE = 2 * STAMP_ERROR
"""Seconds before the latest stamp from which on nobody else's equal write may be accepted, as is assumed.

A record may be the attempt's own from 60 seconds before that on, and be stamped 60 seconds too late.
"""


@dataclass(frozen=True)
class Fault:
    """Something that was said, or done, and must not be."""

    kind: Kind
    mode: Mode
    operation: str
    text: str


@dataclass(frozen=True)
class Landed:
    """A request that was done."""

    identity: str
    at: float
    records: frozenset[str]
    """The identities of the records that it made or changed."""


class Judge:
    """Judges one history, once."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._identities: dict[str, list[str]] = defaultdict(list)
        for sent in history.sends:
            self._identities[sent.mark].append(sent.identity)
        self._sends = {sent.identity: sent for sent in history.sends}
        self.landed: dict[str, list[Landed]] = defaultdict(list)
        self._makers: dict[str, str] = {}
        """The requests that made the payments."""
        self._shown: dict[str, list[float]] = defaultdict(list)
        """When V1 began to show the rows of each cancel: some PGs finish it later."""
        for effect in history.world.effects:
            for landed in self._landed(effect):
                self.landed[landed.identity].append(landed)
            rows = [each for each in effect.changes if each.kind == "Cancellation"]
            self._shown[str(effect.request)] += [effect.at] * len(rows)

    def faults(self) -> list[Fault]:
        """Everything that is wrong."""
        found = [fault for said in self.history.statements for fault in self._of(said)]
        found += self._contradictions()
        found += self._repeated_intents()
        found += self._resends()
        return found

    def of_marks(self, marks: tuple[str, ...]) -> list[Landed]:
        """What was done of the sends that carry these marks, in its order."""
        identities = [each for mark in set(marks) for each in self._identities.get(mark, ())]
        found = [landed for each in identities for landed in self.landed.get(each, ())]
        return sorted(found, key=lambda landed: landed.at)

    def _landed(self, effect: Effect) -> Iterator[Landed]:
        """What was done of a request by an effect: of a charge, that it was paid, at once or later."""
        request = None if effect.request in ("token", "look-up") else effect.request
        for change in effect.changes:
            if not isinstance(change.new, Payment):
                continue
            if change.old is None and request is not None and effect.operation in CHARGES:
                self._makers[change.identity] = request
            maker = self._makers.get(change.identity)
            was_paid = isinstance(change.old, Payment) and change.old.paid_at
            if maker is not None and change.new.paid_at and not was_paid:
                yield Landed(maker, effect.at, frozenset({change.identity}))
        if request is None or effect.operation in CHARGES or effect.operation is None:
            return
        if effect.code == 0 and not any(_has_failed(change.new) for change in effect.changes):
            records = frozenset(change.identity for change in effect.changes)
            yield Landed(request, effect.at, records)

    # What was said of one write.

    def _of(self, said: Statement) -> Iterator[Fault]:
        landed = self.of_marks(said.marks)
        if said.state == "did_not_happen" and landed:
            yield self._fault(said, f"it did not happen, and was done at {_at(landed[0].at)}")
        if said.state != "happened":
            return
        later = [each for each in landed if each.at > said.at]
        if later:
            yield self._fault(said, f"it had happened, and was done at {_at(later[0].at)}")
        elif not self._holds(said, landed):
            yield self._fault(said, "it had happened, which is not so")
        elif self._hides(said):
            yield self._fault(said, "it was done twice, which is not said")

    def _holds(self, said: Statement, landed: list[Landed]) -> bool:
        """Whether what `happened` claims is so."""
        if said.about != "resolve" and (landed or not said.looks):
            return bool(landed)
        if said.about == "resolve" and _claims_record(said):
            if said.result is None:
                return bool(landed)
            return any(_identity(said.result) & each.records for each in landed)
        claim = CLAIMS.get(said.intent.operation)
        return claim is not None and any(
            claim(said.intent.arguments, look.snapshot) for look in said.looks
        )

    def _hides(self, said: Statement) -> bool:
        """Whether a request that was delivered twice left two records of which one is not told."""
        if (
            said.attempt is None
            or "mark" not in said.reason
            or said.intent.operation != "payments.cancel"
        ):
            return False
        identities = [each for mark in set(said.marks) for each in self._identities.get(mark, ())]
        shown = [at for identity in identities for at in self._shown[identity]]
        return said.times < sum(at <= said.at - self.history.world.lag for at in shown)

    def _fault(self, said: Statement, text: str) -> Fault:
        kind: Kind = "assumption" if self._is_excused(said) else "lie"
        mode: Mode = "marked" if said.is_marked else "unmarked"
        where = f"{said.about} by {said.process} at {_at(said.at)}, of {said.intent.number}"
        return Fault(
            kind, mode, said.intent.operation, f"{where}: {said.state} ({said.reason}): {text}"
        )

    def _is_excused(self, said: Statement) -> bool:
        """Whether what was said rests on the assumption that no other client wrote the same, and one did."""
        attempt = said.attempt or said.resolved
        if attempt is None or attempt.mark_in:
            return False
        if ASSUMPTION not in said.reason and (said.attempt or not _may_assume(said)):
            return False
        own = self._identities.get(attempt.mark, ())
        begin = attempt.sent_at.timestamp() + attempt.spread - ASSUMED_BEFORE
        end = said.at
        for sent in self.history.sends:
            if sent.identity in own or sent.process == said.process:
                continue
            if sent.subject.equals(said.intent.subject):
                times = [sent.at, *(each.at for each in self.landed.get(sent.identity, ()))]
                if any(begin <= at <= end for at in times):
                    return True
        return False

    # What was said and done in all.

    def _contradictions(self) -> Iterator[Fault]:
        """Two verdicts about one attempt that exclude one another.

        That something is so, the same for any writer, may become true after the attempt itself is known not to have
        happened; and a replica that lags may not have it yet. What counts is when each verdict was looked up: the
        answer to an earlier look-up may come later.
        """
        states: dict[str, set[str]] = defaultdict(set)
        for said in sorted(self.history.statements, key=lambda said: said.at):
            if said.attempt is None or said.state not in ("happened", "did_not_happen"):
                continue
            said_before = states[said.attempt.mark]
            if said.state == "happened" and not _claims_record(said):
                if "did_not_happen" not in said_before and not self.history.world.lag:
                    said_before.add("happened")
                continue
            said_before.add(said.state)
            if len(said_before) > 1:
                yield self._fault(said, "another verdict of the same attempt says otherwise")

    def _repeated_intents(self) -> Iterator[Fault]:
        """Intents that happened twice, though they were sent again only when they had not happened."""
        by_intent: dict[int, set[str]] = defaultdict(set)
        for intent in self.history.intents:
            marks = {attempt.mark for attempt in intent.attempts}
            for sent in self.history.sends:
                if sent.mark in marks and self.landed.get(sent.identity):
                    by_intent[intent.number].add(sent.identity)
            if len(by_intent[intent.number]) > 1:
                is_marked = all(self.history.marking[mark] for mark in marks)
                mode: Mode = "marked" if is_marked else "unmarked"
                done = ", ".join(f"#{each}" for each in sorted(by_intent[intent.number]))
                yield Fault(
                    "lie", mode, intent.operation, f"intent {intent.number} was done by {done}"
                )

    def _resends(self) -> Iterator[Fault]:
        """Writes that one call sent again without knowing that they had not been accepted."""
        for call in self.history.calls:
            for before in call[:-1]:
                if before.seen in SAFE_TO_REPEAT:
                    continue
                if before.seen == "page 429" and self._is_protected(before):
                    continue
                if self._was_resolved(before):
                    continue
                mode: Mode = "marked" if self.history.marking[before.mark] else "unmarked"
                text = f"#{before.identity} was sent again after {before.seen!r}"
                yield Fault("resend", mode, before.operation, text)

    def _is_protected(self, sent: Sent) -> bool:
        rule = OPERATIONS[sent.operation].resolve
        intent = self._intent_of(sent)
        if rule is None or rule.protects is None or intent is None:
            return False
        name, _, inside = rule.protects.partition(".")
        return bool(inside) or intent.arguments.get(name) is not None

    def _was_resolved(self, sent: Sent) -> bool:
        """Whether the client had found out that it did not happen; false verdicts are judged as such."""
        rule = OPERATIONS[sent.operation].resolve
        intent = self._intent_of(sent)
        if rule is None or rule.again is None or intent is None:
            return False
        return intent.arguments.get(rule.again) is not None and not self.landed.get(sent.identity)

    def _intent_of(self, sent: Sent) -> Intent | None:
        for intent in self.history.intents:
            if any(attempt.mark == sent.mark for attempt in intent.attempts):
                return intent
        return None


def _at(moment: float) -> str:
    return f"{moment - BEGIN:.1f}"


# What was done.


CHARGES = frozenset(
    name
    for name, operation in OPERATIONS.items()
    if operation.resolve is not None and operation.resolve.proof == "payment"
)


def _has_failed(record: object) -> bool:
    """Whether it is a payment that a PG has refused, and not one that was given up."""
    if not isinstance(record, Payment) or record.status != "failed":
        return False
    return record.vbank is None and record.store_number is None


def _identity(result: Any) -> frozenset[str]:
    """The identities by which the log of effects knows a result."""
    if isinstance(result, list):
        return frozenset(each for item in result for each in _identity(item))
    raw: Mapping[str, Any] = result.raw
    names = ("imp_uid", "customer_uid", "merchant_uid")
    return frozenset(str(raw[name]) for name in names if raw.get(name))


def _claims_record(said: Statement) -> bool:
    """Whether it is claimed that a record is that of the attempt, and not only that something is so."""
    rule = OPERATIONS[said.intent.operation].resolve
    if rule is None or "nothing is left" in said.reason:
        return False
    return (
        rule.claim == "record"
        or "carries the mark" in said.reason
        or "carry the mark" in said.reason
    )


def _may_assume(said: Statement) -> bool:
    """Whether a call that resolved its own outcome may have assumed something: its result does not say so."""
    rule = OPERATIONS[said.intent.operation].resolve
    return rule is not None and rule.closes == "record" and said.about == "call: returned"


# What a state claim says.

Claim = Callable[[Mapping[str, Any], Snapshot], bool]


def _records(snapshot: Snapshot, kind: type[Record]) -> Mapping[str, Any]:
    return snapshot[kind]


def _payments(given: Mapping[str, Any], snapshot: Snapshot) -> list[Payment]:
    payments = _records(snapshot, Payment)
    if given.get("imp_uid"):
        found = payments.get(given["imp_uid"])
        return [found] if found else []
    return [each for each in payments.values() if each.merchant_uid == given["merchant_uid"]]


def _is_paid(given: Mapping[str, Any], snapshot: Snapshot) -> bool:
    return any(
        payment.paid_at
        and given.get("amount") in (None, payment.amount)
        and (given.get("currency") or "KRW") == payment.currency
        for payment in _payments(given, snapshot)
    )


def _nothing_is_left(given: Mapping[str, Any], snapshot: Snapshot) -> bool:
    paid = [payment for payment in _payments(given, snapshot) if payment.paid_at]
    return bool(paid) and not any(payment.left for payment in paid)


def _is_registered(given: Mapping[str, Any], snapshot: Snapshot) -> bool:
    found = _records(snapshot, Preparation).get(given["merchant_uid"])
    if found is None or found.amount != given["amount"]:
        return False
    return found.currency is None or given.get("currency") in (None, found.currency)


def _are_scheduled(given: Mapping[str, Any], snapshot: Snapshot) -> bool:
    schedules = _records(snapshot, Schedule)
    for new in given["schedules"]:
        found = schedules.get(new["merchant_uid"])
        if found is None or found.customer_uid != given["customer_uid"]:
            return False
        if (found.schedule_at, found.amount) != (new["schedule_at"], new["amount"]):
            return False
    return True


def _is_scheduled_at(given: Mapping[str, Any], snapshot: Snapshot) -> bool:
    found = _records(snapshot, Schedule).get(given["merchant_uid"])
    return found is not None and found.schedule_at == given["schedule_at"]


def _are_revoked(given: Mapping[str, Any], snapshot: Snapshot) -> bool:
    uids = given["merchant_uids"]
    schedules = _records(snapshot, Schedule)
    found = [schedules[uid] for uid in uids if uid in schedules]
    return bool(found) and all(each.status != "scheduled" for each in found)


def _has_no_key(given: Mapping[str, Any], snapshot: Snapshot) -> bool:
    return given["customer_uid"] not in _records(snapshot, BillingKey)


def _has_receipt(given: Mapping[str, Any], snapshot: Snapshot) -> bool:
    if "imp_uid" in given:
        found = _records(snapshot, CashReceipt).get(given["imp_uid"])
    else:
        found = _records(snapshot, ExternalCashReceipt).get(given["merchant_uid"])
    return found is not None and found.receipt.type == given["type"]


def _has_no_receipt(given: Mapping[str, Any], snapshot: Snapshot) -> bool:
    if "imp_uid" in given:
        found = _records(snapshot, CashReceipt).get(given["imp_uid"])
    else:
        found = _records(snapshot, ExternalCashReceipt).get(given["merchant_uid"])
    return found is not None and bool(found.receipt.cancelled_at)


def _waits_so(given: Mapping[str, Any], snapshot: Snapshot) -> bool:
    (payment,) = _payments(given, snapshot) or (None,)
    if payment is None or payment.vbank is None:
        return False
    return given.get("amount") in (None, payment.amount) and given.get("vbank_due") in (
        None,
        payment.vbank.due,
    )


def _is_closed(given: Mapping[str, Any], snapshot: Snapshot) -> bool:
    (payment,) = _payments(given, snapshot) or (None,)
    return payment is not None and payment.status in ("failed", "cancelled")


CLAIMS: dict[str, Claim] = {
    "subscribe.onetime": _is_paid,
    "subscribe.again": _is_paid,
    "subscribe.retry_schedule": _is_paid,
    "payments.cancel": _nothing_is_left,
    "preparations.create": _is_registered,
    "preparations.update": _is_registered,
    "subscribe.schedule": _are_scheduled,
    "subscribe.update_schedule": _is_scheduled_at,
    "subscribe.reschedule": _is_scheduled_at,
    "subscribe.unschedule": _are_revoked,
    "billing_keys.delete": _has_no_key,
    "cash_receipts.issue": _has_receipt,
    "cash_receipts.issue_external": _has_receipt,
    "cash_receipts.revoke": _has_no_receipt,
    "cash_receipts.revoke_external": _has_no_receipt,
    "vbanks.update": _waits_so,
    "vbanks.revoke": _is_closed,
    "cvs.revoke": _is_closed,
}
"""What `happened` claims of each write, where it is a state."""
