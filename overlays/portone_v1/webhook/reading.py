"""Read the fields of a model that decide about money.

A model gives a value of an unexpected type as it came. Whoever decides by a field reads it here: a value that
cannot be what the contract says is not guessed at, and the error names the field.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar, cast

from portone_v1_api.answers import Model
from portone_v1_api.models.payments import Payment, PaymentCancellation, VbankDeposit

M = TypeVar("M", bound=Model)
R = TypeVar("R", VbankDeposit, PaymentCancellation)

Amount = int | Decimal

_LIMIT = 2**53
"""Amounts are below it: from there on a JSON number loses digits."""

_FINEST = 10**6
"""No currency has more than six decimals."""


class Unreadable(Exception):
    """A field holds what it cannot hold, or contradicts another."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field} {problem}")
        self.field = field


def text(model: Model, name: str) -> str:
    """Read a string that must be there."""
    value = getattr(model, name)
    if isinstance(value, str):
        return value
    raise _drifted(name, value)


def optional_text(model: Model, name: str, at: str = "") -> str | None:
    """Read a string; None where it is null or missing."""
    value = getattr(model, name)
    if value is None or isinstance(value, str):
        return value
    raise _drifted(at + name, value)


def flag(model: Model, name: str) -> bool | None:
    """Read True or False; None where it is null or missing."""
    value = getattr(model, name)
    if value is None or isinstance(value, bool):
        return value
    raise _drifted(name, value)


def is_missing(model: Model, name: str) -> bool:
    """Whether the answer leaves a field out, or has null there. A model has an empty list for such a list."""
    value: object = getattr(model, name)
    return value is None or (value == [] and model.raw.get(name) is None)


def amount(model: Model, name: str, at: str = "") -> Amount:
    """Read an amount of money that must be there; 10, 10.0 and 1E+1 are the same."""
    value = getattr(model, name)
    if (exact := exact_amount(value)) is None:
        raise _drifted(at + name, value)
    return exact


def exact_amount(value: object) -> Amount | None:
    """Return an amount in one way of writing; None where `value` is not an amount of money."""
    if type(value) is int and 0 <= value < _LIMIT:
        return value
    if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value < _LIMIT:
        return None
    if value == value.to_integral_value():
        return int(value)
    short = value.normalize()
    return short if short == value and short * _FINEST % 1 == 0 else None


def time(model: Model, name: str, at: str = "") -> datetime | None:
    """Read a time; None where it has not come, which the wire writes as 0 or leaves out."""
    value = getattr(model, name)
    if isinstance(value, datetime):
        return value
    if value is None or (type(value) is int and value == 0):
        return None
    raise _drifted(at + name, value)


def texts(model: Model, name: str) -> list[str]:
    """Read a list of strings."""
    value: object = getattr(model, name)
    listed = cast("list[object]", value if type(value) is list else [None])
    if not all(isinstance(each, str) for each in listed):
        raise _drifted(name, getattr(model, name))
    return cast("list[str]", listed)


def part(model: Model, name: str, kind: type[M]) -> M | None:
    """Read an object; None where it is null or missing."""
    value = getattr(model, name)
    if value is None or isinstance(value, kind):
        return value
    raise _drifted(name, value)


def rows(model: Model, name: str, row: type[M]) -> list[M]:
    """Read a list of objects."""
    value: Any = getattr(model, name)
    if not isinstance(value, list):
        raise _drifted(name, value)
    for index, each in enumerate(value):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        if not isinstance(each, row):
            raise _drifted(f"{name}/{index}", each)  # pyright: ignore[reportUnknownArgumentType]
    return value  # pyright: ignore[reportUnknownVariableType]


def total(payment: Payment, history: str, row: type[R]) -> Amount:
    """Add up a history of deposits or cancels."""
    listed = rows(payment, history, row)
    amounts = [amount(each, "amount", f"{history}/{index}/") for index, each in enumerate(listed)]
    if (exact := exact_amount(Decimal(sum(amounts)))) is None:
        raise Unreadable(history, "adds up to more money than there is")
    return exact


def refunded(payment: Payment) -> Amount | None:
    """Read what was given back; None where the answer shows neither the sum nor the single cancels.

    Older answers have only one of them.
    """
    listed = total(payment, "cancel_history", PaymentCancellation)
    if is_missing(payment, "cancel_amount"):
        return None if is_missing(payment, "cancel_history") else listed
    told = amount(payment, "cancel_amount")
    if listed > told:
        raise Unreadable("cancel_amount", "is less than the sum of cancel_history")
    return told


def left(charged: Amount, cancelled: Amount) -> Amount:
    """Return what the merchant holds."""
    if cancelled > charged:
        raise Unreadable("cancel_amount", "is more than was charged")
    return charged - cancelled


def check_paid(payment: Payment) -> None:
    """Refuse a payment that is called paid and does not show when, or that failed since."""
    paid_at, failed_at = time(payment, "paid_at"), time(payment, "failed_at")
    if paid_at is None:
        raise Unreadable("paid_at", "is not set, although the status is paid")
    # At some PGs a payment fails at first and is paid later.
    if failed_at is not None and failed_at >= paid_at:
        raise Unreadable("failed_at", "is not before paid_at, although the status is paid")
    if failed_at is None and optional_text(payment, "fail_reason"):
        raise Unreadable("fail_reason", "is set, although the status is paid")


def check_unpaid(payment: Payment, status: str) -> None:
    """Refuse a payment that is called unpaid and shows that money moved."""
    if time(payment, "paid_at") is not None:
        raise Unreadable("paid_at", f"is set, although the status is {status}")
    if refunded(payment):
        raise Unreadable("cancel_amount", f"is above 0, although the status is {status}")


def check_cancelled(payment: Payment, cancelled: Amount | None) -> None:
    """Refuse a payment that was paid and then cancelled, of which nothing was given back."""
    if cancelled == 0 and time(payment, "paid_at") is not None:
        raise Unreadable("cancel_amount", "is 0, although it was paid and then cancelled")


def check_nothing_cancelled(payment: Payment) -> None:
    """Refuse a payment that shows a cancel, although it shows no amount that was given back."""
    shows_cancel = {
        "cancelled_at": time(payment, "cancelled_at"),
        "cancel_reason": optional_text(payment, "cancel_reason"),
        "cancel_history": rows(payment, "cancel_history", PaymentCancellation),
        "cancel_receipt_urls": texts(payment, "cancel_receipt_urls"),
    }
    for name, shown in shows_cancel.items():
        if shown:
            raise Unreadable("cancel_amount", f"shows that nothing was cancelled, unlike {name}")


def check_sale(payment: Payment) -> None:
    """Refuse a payment with a billing key that does not show whether the key was issued or charged."""
    usage = optional_text(payment, "customer_uid_usage")
    if usage is None and optional_text(payment, "customer_uid"):
        raise Unreadable("customer_uid_usage", "is missing, although there is a customer_uid")
    if usage not in (None, "payment", "payment.scheduled"):
        raise Unreadable("customer_uid_usage", "is a use that this version does not know")


def _drifted(field: str, value: object) -> Unreadable:
    # The value is not shown: it may be a secret.
    return Unreadable(
        field, "is missing" if value is None else f"is a {type(value).__name__} that cannot be read"
    )
