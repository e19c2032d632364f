"""Judge what a look-up proves about an attempt. Nothing is requested here, and nothing guessed.

Claims about a state ("the order is paid in this amount") hold whoever made them true. Claims about a record
("this cancel") need its mark, or that it matches everything that was sent while this process knows of no
other writer: that is an assumption, and the evidence says so. Whatever could still change within the quiet
period waits for its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import DeclinedRule, Operation, ResolveRule
from portone_v1_api.exact import exact

from ..core.classify import is_listed
from .marks import marks_of

Record = Mapping[str, Any]
"""An object of an answer, as it came."""

State = Literal["happened", "did_not_happen", "cannot_know"]

STAMP_ERROR = 60
"""Seconds by which the times in PortOne's records may differ from its clock."""

ASSUMPTION = "provided that no other client sent an equal write about it meanwhile"

_CONSOLE_REASON = "관리자페이지취소"
"""The reason of every cancel that is made in PortOne's console."""

_PAY_LATER = ("vbank", "cvs")
"""Ways to pay that no charge has: the customer goes to a bank or a shop."""

_LEAST_TEXT = 7
"""Characters that a PG leaves of a text: less may be the whole of another."""

_MOST_UNORDERED = 10
"""Rows of one moment of which every order is considered."""

_MOST_DIGITS = 13
"""Digits that no amount has. Sums of shorter ones are exact."""
_TOO_MUCH = 10**_MOST_DIGITS


class Inquiry(NamedTuple):
    """What is to be judged.

    Attributes:
        attempt: The write in question.
        operation: Its operation, with the contract's `x-resolve`.
        records: What the look-up found.
        unambiguous: Whether no other write that this process knows of could have made the record.
        complete: Whether the look-up found every record that it asked for.
    """

    attempt: Attempt
    operation: Operation
    records: Sequence[Record]
    unambiguous: bool
    complete: bool = True

    @property
    def rule(self) -> ResolveRule:
        """How the contract says that the write is looked up."""
        return cast("ResolveRule", self.operation.resolve)


class Evidence(NamedTuple):
    """What a look-up proves.

    Attributes:
        state: What it proves now; None when it proves nothing yet.
        reason: Why.
        after_quiet: What it comes to once the quiet period is over; None when silence proves nothing.
        records: The records that show it.
        refused: The record of a refusal, such as a payment that failed.
        times: How many records carry the attempt's mark: above 1, the request was delivered again.
    """

    state: State | None
    reason: str
    after_quiet: State | None = None
    records: Sequence[Record] = ()
    refused: Record | None = None
    times: int = 0


def _happened(reason: str, records: Sequence[Record] = (), times: int = 0) -> Evidence:
    return Evidence("happened", reason, records=records, times=times)


def _happens_quietly(reason: str, records: Sequence[Record] = ()) -> Evidence:
    return Evidence(None, reason, "happened", records)


def _refused(reason: str, record: Record | None = None) -> Evidence:
    return Evidence("did_not_happen", reason, refused=record)


def _silent(reason: str, refused: Record | None = None) -> Evidence:
    return Evidence(None, reason, "did_not_happen", refused=refused)


def _unclear(reason: str) -> Evidence:
    return Evidence(None, reason, "cannot_know")


def _undecided(reason: str) -> Evidence:
    return Evidence(None, reason)


# Whose a record is, and how old


def _is_ours(inquiry: Inquiry, record: Record) -> bool:
    return bool(inquiry.attempt.mark) and inquiry.attempt.mark in marks_of(record)


def _is_of_another(inquiry: Inquiry, record: Record) -> bool:
    """Whether a record carries a mark that neither the attempt has nor the shop itself sent along."""
    marks = marks_of(record)
    if not marks or inquiry.attempt.mark in marks:
        return False
    return not marks <= _marks_sent_along(inquiry)


def _marks_sent_along(inquiry: Inquiry) -> set[str]:
    """Marks that stood in the shop's own text, such as `custom_data` copied from an older payment."""
    field = inquiry.rule.mark
    return marks_of({field: inquiry.attempt.known.get(field)})


def _must_be_marked(inquiry: Inquiry) -> bool:
    """Whether a record of the attempt would carry its mark, so that one without it is not taken for it."""
    return bool(inquiry.attempt.mark_in)


def _may_be_assumed(inquiry: Inquiry) -> bool:
    return inquiry.unambiguous and not _must_be_marked(inquiry)


def _stamp(record: Record, field: str) -> int | None:
    """The time in a field: 0 when it has not come, None when it is missing or cannot be read."""
    value = record.get(field)
    return value if type(value) is int and value >= 0 else None


def _age(
    record: Record, field: str, attempt: Attempt, inside: str = ""
) -> Literal["older", "recent", "unknown"]:
    """Tell whether a record is certain to be older than the attempt, whatever the clocks err."""
    newest = _newest(record, field, inside)
    if newest is None:
        return "unknown"
    earliest = int(attempt.sent_at.timestamp()) - STAMP_ERROR
    return "older" if newest < earliest else "recent"


def _newest(record: Record, field: str, inside: str) -> int | None:
    """The newest time that a record and its rows have in a field; None when one cannot be read."""
    holders = [record, *_rows(record, inside)] if field in record else _rows(record, inside)
    stamps = [_stamp(each, field) for each in holders]
    return None if not stamps or None in stamps else max(cast("list[int]", stamps))


def _is_older(record: Record, field: str, attempt: Attempt, inside: str = "") -> bool:
    return _age(record, field, attempt, inside) == "older"


def _is_new(record: Record, field: str, attempt: Attempt, inside: str = "") -> bool:
    """Tell whether a record is certain not to be older, as late as the attempt may have been sent."""
    newest = _newest(record, field, inside)
    latest = int(attempt.sent_at.timestamp() + attempt.spread) - STAMP_ERROR
    return newest is not None and newest >= latest


def _rows(record: Record, field: str) -> list[Record]:
    rows: object = record.get(field)
    if not isinstance(rows, list):
        return []
    return [cast("Record", row) for row in cast("list[object]", rows) if isinstance(row, Mapping)]


def _is_meant(rule: ResolveRule, record: Record, but: str = "") -> bool:
    """Whether the record has the values that the contract names; one without the field may be meant."""
    return all(
        record.get(field) is None or record[field] in values
        for field, values in rule.where.items()
        if field != but
    )


def _absent(rule: ResolveRule) -> Evidence:
    if rule.reversible:
        return _unclear("no record was found, but it may have been made and removed since")
    return _silent("no record was found")


# Proofs


def payment(inquiry: Inquiry) -> Evidence:
    """A charge: whether the order is paid, in this amount. PortOne lets an order be paid once."""
    attempt, rule = inquiry.attempt, inquiry.rule
    ours = [record for record in inquiry.records if _is_ours(inquiry, record)]
    issued = [record for record in inquiry.records if _is_key_issue(record)]
    paid = [each for each in inquiry.records if _is_paid(each) and each not in issued]
    if any(record in ours for record in paid):
        return _happened(_marked(len(ours)), [each for each in paid if each in ours], len(ours))
    declined = inquiry.operation.declined
    fitting = [
        each for each in paid if not _is_older(each, "paid_at", attempt) and _costs(inquiry, each)
    ]
    tested = [each for each in fitting if each.get("sandbox") is True]
    fitting = [each for each in fitting if each not in tested]
    if len(ours) >= attempt.sends and all(_has_failed_for_good(declined, each) for each in ours):
        refused = _refused("the payment failed", ours[0])._replace(times=len(ours))
        return _failed_or_paid(ours, fitting, refused) if fitting else refused
    if fitting:
        return _happened("the order is paid in this amount", fitting[:1])
    if tested:
        return _unclear("the order is paid on a test channel, by this charge or by another")
    for record in paid:
        if _stamp(record, "paid_at") and _is_older(record, "paid_at", attempt):
            return _refused("the order had been paid before", record)
    if any(map(_is_paid, issued)):
        return _unclear("a billing key was issued under the order, which need not charge anything")
    mine = [
        record
        for record in inquiry.records
        if not (_is_of_another(inquiry, record) or record.get("pay_method") in _PAY_LATER)
        and (_is_ours(inquiry, record) or not _began_before(record, attempt))
        and _is_meant(rule, record)
    ]
    if any(record in mine for record in paid):
        return _unclear("the order is paid, in another amount")
    if paid:
        # The attempt is refused, unless it was under way before the order was paid.
        return _silent("the order was paid in another way", paid[0])
    if any(record.get("status") != "failed" for record in mine):
        return _undecided("a payment of the order is under way")
    if not all(_has_failed_for_good(declined, record) for record in mine):
        return _undecided("a payment of the order failed, which is not final at its PG")
    if not mine:
        return _silent("no newer payment of the order was found")
    alone = len(mine) == 1 and _may_be_assumed(inquiry) and _costs(inquiry, mine[0])
    return _silent("a payment of the order failed", mine[0] if alone else None)


def _failed_or_paid(ours: Sequence[Record], paid: Sequence[Record], refused: Evidence) -> Evidence:
    """Judge an order whose charge failed, and that was paid in another way: what came first was the answer.

    A verdict that was given between the two must never be contradicted.
    """
    failed = [_stamp(record, "failed_at") for record in ours]
    paid_at = [_stamp(record, "paid_at") for record in paid]
    if all(failed) and all(paid_at):
        gap = min(cast("list[int]", paid_at)) - max(cast("list[int]", failed))
        if gap > 2 * STAMP_ERROR:
            return refused
        if gap < -2 * STAMP_ERROR:
            return _happened("the order is paid in this amount", paid[:1])
    return _unclear("the payment failed, and the order was paid in another way about then")


def _has_failed_for_good(declined: DeclinedRule | None, record: Record) -> bool:
    not_final = declined.not_final if declined else None
    return record.get("status") == "failed" and not is_listed(not_final, record)


def _began_before(record: Record, attempt: Attempt) -> bool:
    return bool(_stamp(record, "started_at")) and _is_older(record, "started_at", attempt)


def _is_key_issue(record: Record) -> bool:
    """Whether it is a window that issued a billing key, whose amount some PGs never charge."""
    return record.get("customer_uid_usage") == "issue" and record.get("channel") != "api"


def _is_paid(record: Record) -> bool:
    """Whether it was ever paid; a virtual account that was revoked is cancelled and was not."""
    status, paid_at = record.get("status"), _stamp(record, "paid_at")
    return bool(paid_at) or status == "paid" or (status == "cancelled" and paid_at is None)


def _costs(inquiry: Inquiry, record: Record) -> bool:
    """Whether a payment is of the amount and currency that were to be charged, promotion or not."""
    known = inquiry.attempt.known
    wanted, amount = inquiry.attempt.amount, _number(record.get("amount"))
    if "amount" not in inquiry.rule.match or wanted is None:
        return True
    currency = record.get("currency") or "KRW"
    if currency != (known.get("currency") or "KRW"):
        return False
    return amount is not None and _number(wanted) in (amount, amount + _discount(record))


def cancellation(inquiry: Inquiry) -> Evidence:
    """A cancel, by its row; a cancel of everything, by nothing being left."""
    attempt, rule = inquiry.attempt, inquiry.rule
    ours = [(row, record) for record, row in _all_rows(inquiry) if _is_ours(inquiry, row)]
    if ours:
        return _happened(_marked(len(ours)), [ours[0][1]], len(ours))
    paid = [record for record in inquiry.records if _is_paid(record)]
    left = [_left(record, rule) for record in paid]
    if attempt.amount == "all" and left and None not in left:
        # A cancel of everything leaves nothing, and what is left never grows.
        if all(each <= 0 for each in cast("list[Decimal]", left)):
            return _happened("nothing is left of the payment", paid)
        if len(left) == 1 and _is_history(paid[0], rule.field):
            return _silent("something is left of the payment")
    fitting: list[Record] = []
    for record in inquiry.records:
        if not _is_history(record, rule.field):
            return _unclear(f"the {rule.field} of the payment cannot be read")
        for row in _rows(record, rule.field):
            fits = _may_be_the_row(inquiry, record, row)
            is_ours = _is_certain(inquiry, record, row) and _is_new(row, "cancelled_at", attempt)
            if fits and is_ours and _may_be_assumed(inquiry):
                if is_listed(rule.later, record):
                    return _unclear(
                        "a cancel of this amount was made, perhaps by one that was sent long before"
                    )
                return _happened(f"this amount was taken from this balance, {ASSUMPTION}", [record])
            if fits:
                fitting.append(row)
    if fitting and attempt.known.get("checksum") is None and not _must_be_marked(inquiry):
        reason = "a cancel of this amount was made, by this attempt or by another"
        return Evidence("cannot_know", reason)
    if fitting:
        return _unclear("a cancel of this amount was made, by this attempt or by another")
    if _is_refused(inquiry, paid):
        return _refused("less is left than the cancel needs, so it is refused")
    return _silent("no matching cancel was found")


def _all_rows(inquiry: Inquiry) -> Iterator[tuple[Record, Record]]:
    for record in inquiry.records:
        for row in _rows(record, inquiry.rule.field):
            yield record, row


def _is_history(record: Record, field: str) -> bool:
    """Whether the rows of a payment are all there, and each tells its amount and its time."""
    history: object = record.get(field)
    cancelled = _number(record.get("cancel_amount"))
    if not history and _shows_a_cancel(record):
        return False
    if not isinstance(history, list):
        return history is None and cancelled == 0
    rows = _rows(record, field)
    amounts = [_number(row.get("amount")) for row in rows]
    if len(rows) < len(cast("list[object]", history)) or None in amounts:
        return False
    if not all(_stamp(row, "cancelled_at") for row in rows):
        return False
    total = sum(cast("list[Decimal]", amounts))
    if "cancel_amount" not in record:
        return bool(rows) or isinstance(record.get("status"), str)
    return cancelled == total


def _shows_a_cancel(record: Record) -> bool:
    """Whether a payment that was paid shows, outside of its rows, that something of it was cancelled."""
    signs = ("cancelled_at", "cancel_reason", "cancel_receipt_urls")
    is_cancelled = record.get("status") == "cancelled" or any(map(record.get, signs))
    return is_cancelled and _is_paid(record)


def _may_be_the_row(inquiry: Inquiry, record: Record, row: Record) -> bool:
    """Whether a row may be the one that the cancel made."""
    attempt = inquiry.attempt
    if _is_of_another(inquiry, row) or _is_older(row, "cancelled_at", attempt):
        return False
    if row.get("reason") == _CONSOLE_REASON != attempt.known.get("reason"):
        return False
    amount = cast("Decimal", _number(row.get("amount")))
    balances = _balances(record, row, inquiry.rule.field)
    checksum = _number(attempt.known.get("checksum"))
    if balances is not None and checksum is not None and checksum not in balances:
        return False
    if attempt.amount == "all":
        return balances is None or amount in balances
    wanted = _number(attempt.amount)
    return wanted is None or wanted - _discount(record) <= amount <= wanted


def _may_be_cut(found: object, sent: object) -> bool:
    """Whether a text is what was sent, perhaps cut short by a PG; what did not come back may be."""
    if not isinstance(sent, str) or not isinstance(found, str):
        return not found or sent is None
    found, sent = " ".join(found.split()), " ".join(sent.split())
    return found in ("", sent) or (len(found) >= _LEAST_TEXT and sent.startswith(found))


def _is_certain(inquiry: Inquiry, record: Record, row: Record) -> bool:
    """Whether the row is as it was sent, and can only have been taken from the balance of the checksum."""
    known, rule = inquiry.attempt.known, inquiry.rule
    checksum = _number(known.get("checksum"))
    balances = _balances(record, row, rule.field)
    is_as_sent = all(
        _may_be_cut(row.get(field), known.get(argument))
        for field, argument in rule.match.items()
        if argument != "amount"
    )
    return is_as_sent and checksum is not None and balances == {checksum}


def _balances(record: Record, row: Record, field: str) -> set[Decimal] | None:
    """What may have been left before a row; None when V1 does not show it.

    Rows that were made closer together than their stamps err may have come in any order.
    """
    amount = _number(record.get("amount"))
    if not amount or _discount(record):
        return None  # an account without a limit; or rows that count another money than the checksum does
    at = cast("int", _stamp(row, "cancelled_at"))
    others = [other for other in _rows(record, field) if other is not row]
    certain, possible = Decimal(0), list[Decimal]()
    for other in others:
        taken = cast("Decimal", _number(other.get("amount")))
        apart = cast("int", _stamp(other, "cancelled_at")) - at
        if apart < -2 * STAMP_ERROR:
            certain += taken
        elif apart <= 2 * STAMP_ERROR:
            possible.append(taken)
    if len(possible) > _MOST_UNORDERED:
        return None
    left = {amount - certain}
    for taken in possible:
        left |= {before - taken for before in left}
    return left


def _left(record: Record, rule: ResolveRule) -> Decimal | None:
    """What is left of a payment, None when it cannot be read."""
    amount, cancelled = _number(record.get("amount")), _number(record.get("cancel_amount"))
    if not amount:
        return None
    if _is_history(record, rule.field):
        rows = _rows(record, rule.field)
        return amount - sum(
            (cast("Decimal", _number(row.get("amount"))) for row in rows), Decimal()
        )
    return None if cancelled is None or record.get(rule.field) else amount - cancelled


def _is_refused(inquiry: Inquiry, paid: Sequence[Record]) -> bool:
    """Whether less is left than the cancel needs: the balance of a payment never grows."""
    if len(paid) != 1 or _discount(paid[0]) or is_listed(inquiry.rule.later, paid[0]):
        return False
    left, amount = _left(paid[0], inquiry.rule), inquiry.attempt.amount
    if left is None:
        return False
    checksum = _number(inquiry.attempt.known.get("checksum"))
    needed = checksum if checksum is not None else _number(amount)
    return needed is not None and left < needed


def present(inquiry: Inquiry) -> Evidence:
    """Something registered or changed: the record is there and is as it was sent."""
    rule = inquiry.rule
    if not inquiry.records:
        return _absent(rule)
    if not inquiry.complete:
        return _unclear("only some of the records are there")
    if all(_is_ours(inquiry, record) for record in inquiry.records):
        return _happened(_marked(1), inquiry.records, 1)
    for index, record in enumerate(inquiry.records):
        ends = [end for end in rule.ended if record.get(end)]
        if any(_is_older(record, end, inquiry.attempt) for end in ends):
            return _silent("the record that is there had ended before")
        if any(_stamp(record, end) is None for end in ends):
            return _unclear("the record has ended, and it cannot be read when")
        if hidden := next((field for field in rule.where if record.get(field) is None), None):
            return _unclear(f"the record is there, but does not show its {hidden}")
        for field, argument in rule.match.items():
            wanted = _nth(inquiry.attempt.known.get(argument), index)
            if wanted is not None and record.get(field) is None:
                return _unclear(f"the record is there, but does not show its {field}")
            if not _agrees(record.get(field), wanted):
                return _unclear(f"the record is there, but its {field} differs from what was sent")
        if not _is_meant(rule, record):
            return _unclear(
                "the record is as it was sent, but in a state that the call does not lead to"
            )
    return _closing(inquiry, "the record is as it was sent", inquiry.records)


def absent(inquiry: Inquiry) -> Evidence:
    """Something deleted: it is gone."""
    if not inquiry.records:
        return _happens_quietly("the record is gone")
    rule, record = inquiry.rule, inquiry.records[0]
    is_the_old_one = (
        _is_older(record, rule.field, inquiry.attempt, rule.inside)
        if rule.field
        else not rule.reversible
    )
    return (_silent if is_the_old_one else _unclear)("the record is there")


def newer(inquiry: Inquiry) -> Evidence:
    """Something made: its time is not older than the attempt."""
    attempt, rule = inquiry.attempt, inquiry.rule
    ours = [record for record in inquiry.records if _is_ours(inquiry, record)]
    if ours:
        return _marked_as_newer(inquiry, ours)
    recent = [
        record
        for record in inquiry.records
        if not _is_of_another(inquiry, record)
        and not _is_older(record, rule.field, attempt, rule.inside)
    ]
    candidates = [record for record in recent if _is_meant(rule, record)]
    if any(_age(each, rule.field, attempt, rule.inside) == "unknown" for each in candidates):
        return _unclear(f"its {rule.field} cannot be read")
    if candidates:
        matching = [record for record in candidates if _matches(inquiry, record)]
        if not matching:
            return _unclear("a newer record is there, but it differs from what was sent")
        if hidden := next(filter(None, (_hidden(inquiry, record) for record in matching)), None):
            return _unclear(f"a newer record is there, but does not show its {hidden}")
        is_new = all(_is_new(each, rule.field, attempt, rule.inside) for each in matching)
        reason = f"the record is newer than the attempt, by its {rule.field}"
        return _closing(inquiry, reason, matching, is_new=is_new)
    if any(_is_untimed(inquiry, record) for record in inquiry.records):
        return _unclear(f"a record is there, but does not show its {rule.field}")
    if any(_has_failed(inquiry, record) for record in recent):
        return _unclear("a record failed, and V1 does not show whether it had been issued before")
    if not inquiry.records:
        return _absent(rule)
    if rule.began and any(not _is_older(record, rule.began, attempt) for record in inquiry.records):
        return _unclear("the record was made again since")
    return _silent("no newer record was found")


def _is_untimed(inquiry: Inquiry, record: Record) -> bool:
    """Whether something that was not declined does not say when it was made."""
    rule, declined = inquiry.rule, inquiry.operation.declined
    return (
        declined is not None
        and record.get(declined.field) not in declined.values
        and _stamp(record, rule.field) == 0
        and _is_meant(rule, record)
        and not _is_of_another(inquiry, record)
    )


def _has_failed(inquiry: Inquiry, record: Record) -> bool:
    declined = inquiry.operation.declined
    return (
        declined is not None
        and record.get(declined.field) in declined.values
        and _is_meant(inquiry.rule, record, but=declined.field)
    )


def _marked_as_newer(inquiry: Inquiry, ours: Sequence[Record]) -> Evidence:
    """What the marked record of something made proves: that it was made, or that it was declined."""
    rule, declined = inquiry.rule, inquiry.operation.declined
    made = [each for each in ours if _is_meant(rule, each) and _stamp(each, rule.field)]
    if made:
        return _happened(_marked(len(ours)), made, len(ours))
    is_declined = declined is not None and all(
        each.get(declined.field) in declined.values and _stamp(each, rule.field) == 0
        for each in ours
    )
    if is_declined:
        return _refused("it was declined", ours[0])._replace(times=len(ours))
    return _unclear(f"its record carries the mark of the attempt, but its {rule.field} is not told")


def state(inquiry: Inquiry) -> Evidence:
    """A state reached: every record that is meant has come to one of the values."""
    attempt, rule = inquiry.attempt, inquiry.rule
    matching = [
        record
        for record in inquiry.records
        if _matches(inquiry, record) and _is_meant(rule, record)
    ]
    meant = [record for record in matching if record.get(rule.field) not in rule.beside]
    if not _are_all_there(inquiry, matching):
        return _unclear("only some of the records are there")
    if hidden := next(filter(None, (_hidden(inquiry, record) for record in matching)), None):
        return _unclear(f"a record is there, but does not show its {hidden}")
    if not meant:
        if any(not _is_older(record, end, attempt) for end in rule.ended for record in matching):
            return _unclear("there is nothing that it could change any more")
        return _silent("there is nothing that it could change")
    if any(rule.field not in record for record in meant):
        return _unclear(f"its {rule.field} is not shown")
    reached = [record for record in meant if record.get(rule.field) in rule.values]
    values = " or ".join(rule.values)
    if len(reached) == len(meant):
        reason = f"its {rule.field} is {reached[0].get(rule.field)}"
        is_new = not rule.since or all(_is_new(each, rule.since, attempt) for each in reached)
        return _closing(inquiry, reason, meant, is_new=is_new)
    if reached:
        return _unclear(f"{len(reached)} of {len(meant)} have come to {values}")
    if any(record.get(rule.field) in rule.perhaps for record in meant):
        return _unclear(f"its {rule.field} is {meant[0].get(rule.field)}, now or since before")
    return (_unclear if rule.reversible else _silent)(f"its {rule.field} has not come to {values}")


def _are_all_there(inquiry: Inquiry, records: Sequence[Record]) -> bool:
    """Whether each of several things that were named is among the records, or PortOne says that none is there."""
    if not inquiry.records and inquiry.complete:
        return True
    for field, argument in inquiry.rule.match.items():
        wanted = inquiry.attempt.known.get(argument)
        if isinstance(wanted, list):
            found = [record.get(field) for record in records]
            if any(each not in found for each in cast("list[object]", wanted)):
                return False
    return True


def _closing(
    inquiry: Inquiry, reason: str, records: Sequence[Record], *, is_new: bool = False
) -> Evidence:
    """What records that are as wanted prove: at once, or when the quiet period is over."""
    rule = inquiry.rule
    if rule.closes == "state":
        return _happened(reason, records)
    alone = rule.claim == "state" or len(records) == 1
    if rule.closes == "record" and alone and is_new and _may_be_assumed(inquiry):
        return _happened(f"{reason}, {ASSUMPTION}", records)
    if rule.claim == "record":
        return _unclear("there is such a record, of this attempt or of another")
    return _happens_quietly(reason, records)


PROOFS: dict[str, Callable[[Inquiry], Evidence]] = {
    "payment": payment,
    "cancellation": cancellation,
    "present": present,
    "absent": absent,
    "newer": newer,
    "state": state,
}


@exact
def evaluate(inquiry: Inquiry) -> Evidence:
    """Judge the records by the proof that the contract names."""
    found = PROOFS[inquiry.rule.proof](inquiry)
    if "did_not_happen" not in (found.state, found.after_quiet):
        return found
    if not inquiry.complete and inquiry.rule.proof not in ("present", "state"):
        return _unclear("there are more records than could be looked through")
    late = any(is_listed(inquiry.rule.later, record) for record in inquiry.records)
    return found._replace(after_quiet=None) if late else found


# Values


def _marked(times: int) -> str:
    if times == 1:
        return "its record carries the mark of the attempt"
    return f"{times} records carry the mark of the attempt: it was delivered more than once, or a text was copied"


def _matches(inquiry: Inquiry, record: Record) -> bool:
    """Whether a record is as it was sent, and so are those of its rows that are not older."""
    rule, attempt = inquiry.rule, inquiry.attempt
    rows = [row for row in _rows(record, rule.inside) if not _is_older(row, rule.field, attempt)]
    return all(
        _agrees(each.get(field), attempt.known.get(argument))
        for field, argument in rule.match.items()
        for each in (record, *rows)
    )


def _hidden(inquiry: Inquiry, record: Record) -> str | None:
    """A field that was sent and that neither the record nor its rows show; None where all is shown."""
    rule, attempt = inquiry.rule, inquiry.attempt
    rows = [row for row in _rows(record, rule.inside) if not _is_older(row, rule.field, attempt)]
    for field, argument in rule.match.items():
        wanted = attempt.known.get(argument)
        is_sent = wanted is not None and wanted != "all"
        if is_sent and not any(_shows(each.get(field), wanted) for each in (record, *rows)):
            return field
    return None


def _shows(found: object, wanted: object) -> bool:
    """Whether a field can be compared: of a masked number at least one digit that was kept too."""
    if isinstance(wanted, str) and "*" in wanted and isinstance(found, str):
        return any(c.isdigit() for c in found)
    return found is not None


def _agrees(found: object, wanted: object) -> bool:
    """Whether a field is as it was sent; what was not sent, or does not come back, says nothing."""
    if wanted is None or wanted == "all" or found is None:
        return True
    if isinstance(wanted, list):
        return any(_is_same(found, each) for each in cast("list[object]", wanted))
    if isinstance(wanted, str) and "*" in wanted and isinstance(found, str):
        return _same_digits(found, wanted)
    return _is_same(found, wanted)


def _is_same(found: object, wanted: object) -> bool:
    if isinstance(wanted, (int, Decimal)):
        number = _number(found)
        return number is not None and number == _number(wanted)
    return found == wanted


def _same_digits(found: str, wanted: str) -> bool:
    """Whether two masked numbers agree wherever both show a digit."""
    ours, theirs = ([c for c in text if c.isalnum() or c in "*•"] for text in (wanted, found))
    if len(ours) != len(theirs):
        return False
    return all(a == b for a, b in zip(ours, theirs, strict=True) if a.isdigit() and b.isdigit())


def _nth(wanted: object, index: int) -> object:
    if not isinstance(wanted, list):
        return wanted
    items = cast("list[object]", wanted)
    return items[index] if index < len(items) else None


def _discount(record: Record) -> Decimal:
    promotion = record.get("promotion")
    if not isinstance(promotion, Mapping):
        return Decimal(0)
    return _number(cast("Record", promotion).get("discount")) or Decimal(0)


def _number(value: object) -> Decimal | None:
    """The number, None for what is not one, or not one of money."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    if isinstance(value, int):
        return Decimal(value) if abs(value) < _TOO_MUCH else None
    is_money = value.is_finite() and abs(value.adjusted()) < _MOST_DIGITS
    return value if is_money and len(value.as_tuple().digits) < _MOST_DIGITS else None
