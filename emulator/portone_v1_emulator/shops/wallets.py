"""What customers keep elsewhere and pay with: points, prepaid money. Cancelling gives it back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..core.context import RequestContext
from ..core.records import Payment, Record
from ..core.store import Store


@dataclass(frozen=True, slots=True)
class Spending(Record):
    """A payment out of a wallet."""

    identity = "imp_uid"
    indexed = ("wallet",)

    imp_uid: str
    wallet: str
    account: str
    tier: str | None


def spend(context: RequestContext, wallet: str, payment: Payment) -> None:
    """Let a payment have been made out of a wallet."""
    spending = Spending(payment.imp_uid, wallet, context.owner.account, context.owner.tier)
    context.store.system_tables.table(Spending).put(spending)


def balance(store: Store, wallet: str, at_first: Decimal) -> Decimal:
    """What is left in a wallet that held so much at first, whoever it was spent with."""
    spendings = store.system_tables.table(Spending).find("wallet", wallet)
    return at_first - sum((_spent(store, each) for each in spendings), Decimal(0))


def _spent(store: Store, spending: Spending) -> Decimal:
    payment = store.shop(spending.account, spending.tier).payments.get(spending.imp_uid)
    return payment.left if payment and payment.paid_at else Decimal(0)
