"""What a look-up proves about an attempt. Nothing is asked here, and nothing guessed.

A record proves something only when it is certain to be newer than the attempt and cannot be another write's.
Its absence proves something only after a quiet period: until then the server may still be at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, NamedTuple, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import ResolveRule

from .recent_writes import Standing

Record = Mapping[str, Any]
"""An object of an answer, as it came."""

_WAITING = ("vbank", "cvs")
"""Ways to pay later, which no charge has: the customer goes to a bank or a shop."""


class Case(NamedTuple):
    """What is to be judged.

    Attributes:
        attempt: The write in question.
        rule: How the contract says that it is looked up.
        records: What the look-up found.
        standing: What is known of other writes about the same thing.
    """

    attempt: Attempt
    rule: ResolveRule
    records: Sequence[Record]
    standing: Standing


class Finding(NamedTuple):
    """What a look-up says.

    Attributes:
        happened: None when it says nothing yet.
        reason: Why.
        records: Those that show it.
        refused: The record of a refusal, such as a payment that failed.
        silence: What it comes to once the quiet period is over; None when no silence counts.
    """

    happened: bool | None
    reason: str
    records: Sequence[Record] = ()
    refused: Record | None = None
    silence: Literal["did_not_happen", "cannot_know"] | None = None


def _nothing(reason: str, refused: Record | None = None) -> Finding:
    return Finding(None, reason, refused=refused, silence="did_not_happen")


def _unclear(reason: str) -> Finding:
    return Finding(None, reason, silence="cannot_know")


def payment(case: Case) -> Finding:
    """A charge, by the payments under its merchant_uid. An order is paid once."""
    attempt = case.attempt
    paid = [record for record in case.records if _time(record, "paid_at")]
    newer = [
        record
        for record in case.records
        if not _is_older(record, "started_at", attempt) and _may_be_meant(case.rule, record)
        if record.get("pay_method") not in _WAITING
    ]
    for record in newer:
        if record in paid and _costs(record, attempt.amount):
            return Finding(True, "the order is paid", [record])
    for record in paid:
        if _is_older(record, "paid_at", attempt):
            return Finding(False, "the order had been paid before", refused=record)
    if any(record in newer for record in paid):
        return _unclear("the order is paid, with another amount")
    if paid:
        # This attempt is refused, unless it was under way already.
        return _nothing("the order was paid in another way", paid[0])
    if any(record.get("status") != "failed" for record in newer):
        return Finding(None, "a payment of the order is under way")
    if not newer:
        return _nothing("there is no payment of the order that is newer")
    if case.standing.sole and case.standing.here:
        return Finding(False, "the payment failed", refused=newer[0])
    return _nothing("a payment failed, but it may be another attempt's")


def cancellation(case: Case) -> Finding:
    """A cancel, by the rows that came after it.

    A checksum tells from which balance it can be taken at all. Of two cancels with the same amount and checksum
    only one can be done, and they count as one.
    """
    attempt, checksum = case.attempt, case.attempt.known.get("checksum")
    unclear = None
    for record in case.records:
        rows = cast("list[Record]", record.get(case.rule.field) or [])
        for row in rows:
            if _is_older(row, "cancelled_at", attempt):
                continue
            fits = _fits(attempt, record, rows, row)
            if fits and (case.standing.alone if _is_estimated(record) else case.standing.sole):
                return Finding(True, "a cancel of that amount was made since", [record])
            if fits is not False:
                unclear = _unclear("a cancel was made since that may be another attempt's")
    if unclear is not None:
        return unclear
    if _has_less(case, _number(checksum)):  # without one, nothing is less
        return Finding(False, "less is left than the checksum says, so it is refused")
    return _nothing("there is no such cancel yet")


def _fits(attempt: Attempt, record: Record, rows: Sequence[Record], row: Record) -> bool | None:
    """Whether a row can be the one that the cancel made; None when it cannot be told."""
    amount, wanted = _number(row.get("amount")), attempt.amount
    if not _number(record.get("amount")):
        return None  # an account without a limit: what was left by then is not shown
    if not all(_number(each.get("amount")) for each in rows):
        return None  # a row that cannot be read may be any
    if record.get("promotion"):
        # Rows hold what went back, while the cancel counts in prices before the discount.
        if wanted == "all":
            return True if amount in _balances(record, rows, row) else None
        return amount <= _number(wanted) <= amount + _discount(record)
    balances = _balances(record, rows, row)
    checksum = attempt.known.get("checksum")
    if checksum is not None:
        balances &= {_number(checksum)}
    return amount in balances if wanted == "all" else bool(balances) and amount == _number(wanted)


def _is_estimated(record: Record) -> bool:
    """Whether the rows of a payment do not tell the balance in which a checksum counts."""
    return bool(record.get("promotion")) or not _number(record.get("amount"))


def _balances(record: Record, rows: Sequence[Record], row: Record) -> set[Decimal]:
    """What can have been left before a row: the order of those of one second is not known."""
    at = _time(row, "cancelled_at")
    earlier = [other for other in rows if _time(other, "cancelled_at") < at]
    left = {_number(record.get("amount")) - _sum(earlier)}
    for other in rows:
        if other is not row and _time(other, "cancelled_at") == at:
            left |= {before - _number(other.get("amount")) for before in left}
    return left


def _has_less(case: Case, checksum: Decimal) -> bool:
    """Whether the balance has gone below the checksum: it never grows again."""
    paid = [record for record in case.records if _time(record, "paid_at")]
    if len(paid) != 1 or _is_estimated(paid[0]) or _comes_late(case.rule, paid):
        return False
    rows = cast("list[Record]", paid[0].get(case.rule.field) or [])
    return _number(paid[0].get("amount")) - _sum(rows) < checksum


def present(case: Case) -> Finding:
    """Something registered or changed: every record is there and is as it was wanted."""
    if not case.records:
        return _nothing("it is not there")
    for index, record in enumerate(case.records):
        ends = [end for end in case.rule.ended if _time(record, end)]
        if any(_is_older(record, end, case.attempt) for end in ends):
            return _nothing("the one that is there had ended before")
        for field, argument in case.rule.match.items():
            wanted = _nth(case.attempt.known.get(argument), index)
            if wanted is not None and not _same(record.get(field), wanted):
                return _or_changed(case, f"its {field} is not the one that was sent")
    return Finding(True, "it is as it was sent", case.records)


def absent(case: Case) -> Finding:
    """Something deleted: it is gone."""
    if not case.records:
        return Finding(True, "it is gone")
    field, inside = case.rule.field, case.rule.inside
    if not _is_older(case.records[0], field, case.attempt, inside):
        return _unclear("one was made anew since")
    return _or_changed(case, "it is still there")


def newer(case: Case) -> Finding:
    """Something made anew: its time is later than the attempt."""
    field, inside = case.rule.field, case.rule.inside
    found = [
        record
        for record in case.records
        if _matches(case.attempt, case.rule, record)
        and _may_be_meant(case.rule, record)
        and not _is_older(record, field, case.attempt, inside)
    ]
    if found and case.standing.sole:
        return Finding(True, f"its {field} is later", found[:1])
    if found:
        return _unclear("there is one that is newer, but it may be another attempt's")
    return _or_changed(case, "there is none that is newer")


def state(case: Case) -> Finding:
    """A state reached: every record that was meant has come to one of the values."""
    rule, field = case.rule, case.rule.field
    meant = [
        record
        for record in case.records
        if _matches(case.attempt, rule, record)
        and _may_be_meant(rule, record)
        and record.get(field) not in rule.beside
    ]
    reached = [record for record in meant if record.get(field) in rule.values]
    if meant and len(reached) == len(meant):
        return Finding(True, f"its {field} is {reached[0].get(field)}", meant)
    if reached:
        return _unclear(f"{len(reached)} of {len(meant)} have come to {' or '.join(rule.values)}")
    if any(record.get(field) in rule.perhaps for record in meant):
        return _unclear(f"its {field} is {meant[0].get(field)}, now or since before")
    return _or_changed(case, f"its {field} has not come to {' or '.join(rule.values)}")


PROOFS: dict[str, Callable[[Case], Finding]] = {
    "payment": payment,
    "cancellation": cancellation,
    "present": present,
    "absent": absent,
    "newer": newer,
    "state": state,
}


def prove(case: Case) -> Finding:
    """What the records prove, by the proof that the contract names."""
    found = PROOFS[case.rule.proof](case)
    if found.silence == "did_not_happen" and _comes_late(case.rule, case.records):
        return found._replace(silence=None)
    return found


def _comes_late(rule: ResolveRule, records: Iterable[Record]) -> bool:
    later = rule.later
    return later is not None and any(record.get(later.field) in later.values for record in records)


def _or_changed(case: Case, reason: str) -> Finding:
    """Nothing; but where another write was sent, that one may have changed what this one had done."""
    return (
        _nothing(reason)
        if case.standing.sole
        else _unclear(f"{reason}, but it may have been changed")
    )


def _second(attempt: Attempt) -> int:
    # The server writes whole seconds: what it began at 10.9 stands there as 10.
    return int(attempt.sent_at.timestamp())


def _is_older(record: Record, field: str, attempt: Attempt, inside: str = "") -> bool:
    """Whether a record, or each of the list `inside` of it, is certain to be older than the attempt."""
    nested = cast("list[Record]", record.get(inside) or [])
    return max(_time(each, field) for each in (record, *nested)) < _second(attempt)


def _time(record: Record, field: str) -> int:
    value = record.get(field)
    return value if type(value) is int else 0


def _may_be_meant(rule: ResolveRule, record: Record) -> bool:
    """Whether the record has the values that the contract names; one that is not told may be it."""
    return all(
        record.get(field) is None or record[field] in values for field, values in rule.where.items()
    )


def _matches(attempt: Attempt, rule: ResolveRule, record: Record) -> bool:
    return all(
        _is_wanted(record.get(field), attempt.known.get(argument))
        for field, argument in rule.match.items()
    )


def _is_wanted(found: object, wanted: object) -> bool:
    if wanted is None or wanted == "all":
        return True
    if isinstance(wanted, list):
        return found in cast("list[object]", wanted)
    return _same(found, wanted)


def _costs(record: Record, wanted: object) -> bool:
    """Whether a payment is of the amount that was to be charged, before or after a promotion."""
    amount = _number(record.get("amount"))
    return wanted is None or _number(wanted) in (amount, amount + _discount(record))


def _discount(record: Record) -> Decimal:
    promotion = record.get("promotion")
    if not isinstance(promotion, Mapping):
        return Decimal(0)
    return _number(cast("Record", promotion).get("discount"))


def _nth(wanted: object, index: int) -> object:
    return cast("list[object]", wanted)[index] if isinstance(wanted, list) else wanted


def _same(found: object, wanted: object) -> bool:
    if isinstance(wanted, (int, float, Decimal)):
        return isinstance(found, (int, float, Decimal)) and _number(found) == _number(wanted)
    return found == wanted


def _sum(rows: Iterable[Record]) -> Decimal:
    return sum((_number(row.get("amount")) for row in rows), Decimal(0))


def _number(value: object) -> Decimal:
    """The number, or 0 for what is none."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)
