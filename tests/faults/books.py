"""What the emulator's books say: the money, and everything else that it remembers of its shops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from portone_v1_emulator import Emulator
from portone_v1_emulator.core.jobs import Job
from portone_v1_emulator.core.records import Record
from portone_v1_emulator.core.tokens import Token
from portone_v1_emulator.core.webhooks import Delivery

_NOT_THE_SHOPS = (Job, Token, Delivery)


@dataclass(frozen=True)
class Books:
    """The books at a moment."""

    paid: Decimal
    refunded: Decimal
    payments: int
    """How many payments were made."""
    cancels: int
    records: frozenset[str]

    def money_since(self, before: Books) -> tuple[Decimal, Decimal, int, int]:
        """What was paid and refunded since, and how often."""
        return (
            self.paid - before.paid,
            self.refunded - before.refunded,
            self.payments - before.payments,
            self.cancels - before.cancels,
        )


def books(emulator: Emulator) -> Books:
    """The books of all shops as they are now."""
    with emulator.store.lock:
        payments = [each for shop in emulator.store.shops for each in shop.payments]
        made = [payment for payment in payments if payment.paid_at]
        cancels = [each for payment in made for each in payment.cancellations]
        return Books(
            sum((payment.received for payment in made), Decimal(0)),
            sum((each.amount for each in cancels), Decimal(0)),
            len(made),
            len(cancels),
            frozenset(_records(emulator)),
        )


def _records(emulator: Emulator) -> Iterator[str]:
    for shop in (*emulator.store.shops, emulator.store.system_tables):
        for kind in _kinds(Record):
            if not issubclass(kind, _NOT_THE_SHOPS):
                yield from (f"{shop.owner} {record!r}" for record in shop.table(kind))


def _kinds(kind: type[Record]) -> Iterator[type[Record]]:
    for each in kind.__subclasses__():
        yield each
        yield from _kinds(each)
