"""Where a PG shows the receipts of payments and cancels."""

from __future__ import annotations

from ..core.records import Payment
from .providers import CARD, PHONE, TRANSFER, VBANK, pg

_NOT_EASY_PAY = frozenset({CARD, TRANSFER, VBANK, PHONE})


def url(payment: Payment, pg_tid: str) -> str | None:
    """The page of a payment or of one of its cancels, by its `pg_tid`; None where there is none.

    It leads nowhere: the emulator has no PG whose pages it could show.
    """
    profile = pg(payment.channel.pg_provider)
    is_easy_pay = payment.emb_pg_provider is not None or payment.pay_method not in _NOT_EASY_PAY
    if (
        not payment.paid_at
        or payment.pay_method in profile.without_receipt_page
        or (payment.channel.sandbox and not profile.shows_test_receipts)
        or (is_easy_pay and payment.card is None and not profile.shows_easy_pay_receipts)
    ):
        return None
    return page(payment.channel.pg_provider, pg_tid)


def page(provider: str, tid: str) -> str:
    """The page of a PG for whatever it knows by that tid."""
    return f"https://receipts.invalid/{provider}/{tid}"
