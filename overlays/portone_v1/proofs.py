"""What a look-up proves about an attempt. Nothing is asked here, and nothing guessed.

A record proves something only when it is certain to be newer than the attempt, and its absence only after
a quiet period: until then the server may still be at it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import Settle

Record = Mapping[str, Any]
"""An object of an answer, as it came."""


class Finding(NamedTuple):
    """What a look-up says. `happened` is None when it says nothing yet."""

    happened: bool | None
    reason: str
    record: Record | None = None
    """The record that shows it."""
    refused: Record | None = None
    """The record of a refusal, such as a payment that failed."""
    silent: bool = False
    """Whether it is the kind of nothing that a long enough silence turns into a no."""
    unclear: bool = False
    """Whether nothing will ever tell it from something else."""


def _nothing(reason: str) -> Finding:
    return Finding(None, reason, silent=True)


def payment(attempt: Attempt, settle: Settle, records: Sequence[Record]) -> Finding:
    """A charge, by the payments under its merchant_uid. An order is paid once at most."""
    for record in records:
        if _time(record, "paid_at"):
            if _is_older(record, "started_at", attempt):
                return Finding(False, "the order had been paid before", refused=record)
            if not _costs(record, attempt.amount):
                return Finding(False, "the order was paid with another amount", refused=record)
            return Finding(True, "the order is paid", record)
    newer = [record for record in records if not _is_older(record, "started_at", attempt)]
    for record in newer:
        if record.get("status") != "failed":
            return Finding(None, "a payment of the order is under way")
    for record in newer:
        if _is_newer(record, "started_at", attempt):
            return Finding(False, "the payment failed", refused=record)
    if newer:
        return _nothing("a payment failed, but it may be one that was tried just before")
    return _nothing("there is no payment of the order that is newer")


def cancellation(attempt: Attempt, settle: Settle, records: Sequence[Record]) -> Finding:
    """A cancel, by the rows that came after it. A checksum tells from which balance it can be taken at all."""
    for record in records:
        rows = cast("list[Record]", record.get(settle.field or "") or [])
        left = _number(record.get("amount"))
        checksum = attempt.known.get("checksum")
        for row in sorted(rows, key=lambda row: _time(row, "cancelled_at")):
            balance, amount = left, _number(row.get("amount"))
            left -= amount
            if _is_older(row, "cancelled_at", attempt):
                continue
            fits = amount == (balance if attempt.amount == "all" else _number(attempt.amount))
            if checksum is not None and not record.get("promotion"):
                fits = fits and balance == _number(checksum)
            if not fits and record.get("promotion") and attempt.amount != "all":
                # Rows count what went back, after the discount: any of them may be the one.
                return Finding(None, "a cancel was made since, of a discounted order", unclear=True)
            if not fits:
                continue
            if _is_newer(row, "cancelled_at", attempt):
                return Finding(True, "a cancel of that amount was made since", record)
            return Finding(None, "it was tried twice at the same moment", record, unclear=True)
        if checksum is not None and not record.get("promotion") and left != _number(checksum):
            return Finding(False, "the balance is another, so the checksum refuses it")
    return _nothing("there is no such cancel yet")


def present(attempt: Attempt, settle: Settle, records: Sequence[Record]) -> Finding:
    """Something registered or changed: every record is there and is as it was wanted."""
    if not records:
        return _nothing("it is not there")
    for index, record in enumerate(records):
        for field, argument in settle.match.items():
            wanted = _nth(attempt.known.get(argument), index)
            if wanted is not None and not _same(record.get(field), wanted):
                return _nothing(f"its {field} is not the one that was sent")
    return Finding(True, "it is as it was sent", records[0])


def absent(attempt: Attempt, settle: Settle, records: Sequence[Record]) -> Finding:
    """Something deleted: it is gone."""
    return _nothing("it is still there") if records else Finding(True, "it is gone")


def newer(attempt: Attempt, settle: Settle, records: Sequence[Record]) -> Finding:
    """Something made anew: its time is later than the attempt."""
    field = settle.field or ""
    for record in records:
        if _matches(attempt, settle, record) and not _is_older(record, field, attempt):
            if _is_newer(record, field, attempt):
                return Finding(True, f"its {field} is later", record)
            return Finding(None, "it was tried twice at the same moment", record, unclear=True)
    return _nothing("there is none that is newer")


def state(attempt: Attempt, settle: Settle, records: Sequence[Record]) -> Finding:
    """A state reached: every record that was meant has come to one of the values."""
    meant = [record for record in records if _matches(attempt, settle, record)]
    reached = [record for record in meant if record.get(settle.field or "") in settle.values]
    if meant and len(reached) == len(meant):
        return Finding(
            True, f"its {settle.field} is {reached[0].get(settle.field or '')}", meant[0]
        )
    return _nothing(f"its {settle.field} has not come to {' or '.join(settle.values)}")


PROOFS: dict[str, Callable[[Attempt, Settle, Sequence[Record]], Finding]] = {
    "payment": payment,
    "cancellation": cancellation,
    "present": present,
    "absent": absent,
    "newer": newer,
    "state": state,
}


def is_never_silent(settle: Settle, records: Sequence[Record]) -> bool:
    """Whether it may still come however long nothing was seen."""
    later = settle.later
    return later is not None and any(record.get(later.field) in later.values for record in records)


def _time(record: Record, field: str) -> int:
    value = record.get(field)
    return value if type(value) is int else 0


def _is_older(record: Record, field: str, attempt: Attempt) -> bool:
    # The server writes whole seconds: what it began at 10.9 stands there as 10.
    return _time(record, field) < int(attempt.sent_at.timestamp())


def _is_newer(record: Record, field: str, attempt: Attempt) -> bool:
    """Whether it is certain to be newer; in the second of the sending, only when nothing came just before."""
    if attempt.first:
        return not _is_older(record, field, attempt)
    return _time(record, field) > attempt.sent_at.timestamp() + attempt.spread


def _matches(attempt: Attempt, settle: Settle, record: Record) -> bool:
    for field, argument in settle.match.items():
        wanted = attempt.known.get(argument)
        if wanted is None or wanted == "all":
            continue
        if isinstance(wanted, list):
            if record.get(field) not in wanted:
                return False
        elif not _same(record.get(field), wanted):
            return False
    return True


def _costs(record: Record, wanted: object) -> bool:
    """Whether a payment is of the amount that was to be charged, before or after a promotion."""
    if wanted is None:
        return True
    amount = _number(record.get("amount"))
    promotion = record.get("promotion")
    discount = _number(promotion.get("discount")) if isinstance(promotion, Mapping) else Decimal(0)
    return _number(wanted) in (amount, amount + discount)


def _nth(wanted: object, index: int) -> object:
    if isinstance(wanted, list):
        items = cast("list[object]", wanted)
        return items[index] if index < len(items) else None
    return wanted


def _same(found: object, wanted: object) -> bool:
    if isinstance(wanted, (int, float, Decimal)) and not isinstance(wanted, bool):
        return isinstance(found, (int, float, Decimal)) and _number(found) == _number(wanted)
    return found == wanted


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, str)):
        return Decimal(0)
    return Decimal(str(value))
