"""How the amount of a payment is made up, at first and after each cancel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from itertools import accumulate

from ..core.records import Payment

_USUAL_VAT = Decimal(1) / 11


@dataclass(frozen=True, slots=True)
class Parts:
    """A sum in its parts for taxation."""

    tax_free: Decimal = Decimal(0)
    supply: Decimal = Decimal(0)
    vat: Decimal = Decimal(0)
    service: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sums:
    """What a payment comes to at a time. The emulator's customers pay no part of it with points."""

    created: int
    primary: Parts
    cash_receipt: Parts
    secondary: Parts = Parts()
    discount: Parts = Parts()


def history(payment: Payment) -> list[Sums]:
    """The sums of a payment, from when it was paid to its latest cancel; none when it was not."""
    if not payment.paid_at:
        return []
    times = (payment.paid_at, *(each.cancelled_at for each in payment.cancellations))
    return [
        Sums(at, parts, parts if payment.cash_receipt_issued else Parts())
        for at, parts in zip(times, _parts(payment), strict=True)
    ]


def _parts(payment: Payment) -> Iterator[Parts]:
    tax_free = payment.tax_free or Decimal(0)
    taxed = payment.price - tax_free
    vat_share = _USUAL_VAT
    if payment.vat_amount is not None and taxed:
        vat_share = payment.vat_amount / taxed
    given_back = [Decimal(0), *(each.amount for each in payment.cancellations)]
    tax_free_of_it = [Decimal(0), *(each.tax_free for each in payment.cancellations)]
    for back, tax_free_back in zip(accumulate(given_back), accumulate(tax_free_of_it), strict=True):
        left = payment.received - back
        tax_free_left = min(max(tax_free - tax_free_back, Decimal(0)), left)
        taxed_left = left - tax_free_left
        vat = (taxed_left * vat_share).quantize(Decimal(1), ROUND_DOWN)
        yield Parts(tax_free_left, supply=taxed_left - vat, vat=vat)
