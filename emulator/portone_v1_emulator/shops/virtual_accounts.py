"""Virtual accounts: opened for an order, or one customer's for good; what comes in pays for it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ..core.context import RequestContext
from ..core.languages import money
from ..core.records import Deposit, Payment, VirtualAccount
from ..pgs import bank_accounts
from ..pgs.standard_codes import BANKS
from . import waiting
from .waiting import NotTaken

VBANK = "vbank"
"""The pay method."""


def open_account(
    context: RequestContext,
    payment: Payment,
    *,
    bank_code: str,
    holder: str | None,
    due: int,
    number: str | None = None,
    unlimited: bool = False,
) -> Payment:
    """Keep a payment as one that waits for a deposit, and send the webhook that says so.

    An unlimited account takes any amount, any number of times, and whatever its due says: its payment is
    about none.
    """
    account = VirtualAccount(
        code=bank_code,
        bank=BANKS[bank_code],
        number=number or bank_accounts.next_number(bank_code, payment.number),
        holder=holder,
        due=due,
        issued_at=context.stamp,
        unlimited=unlimited,
    )
    amount = Decimal(0) if unlimited else payment.amount
    opened = replace(payment, pay_method=VBANK, status="ready", amount=amount, vbank=account)
    waiting.wait(context, opened)
    context.notify(opened)
    return opened


def deposit(
    context: RequestContext, payment: Payment, amount: Decimal, depositor_name: str | None = None
) -> Payment:
    """Let somebody transfer `amount` to the account of a payment."""
    account = payment.vbank
    if account is None:
        raise NotTaken(
            "not_waiting", f"{payment.imp_uid} has no virtual account", "가상계좌 결제가 아닙니다."
        )
    if account.unlimited:
        return _one_more(context, payment, amount, depositor_name)
    waiting.check_open(context, payment)
    if amount != payment.amount:
        # No document says what V1 does with a deposit of another amount.
        wanted, wanted_korean = money(payment.amount, payment.currency)
        given, given_korean = money(amount, payment.currency)
        raise NotTaken(
            "wrong_amount",
            f"this virtual account accepts exactly {wanted}, not {given}",
            f"이 가상계좌에는 정확히 {wanted_korean}만 입금할 수 있습니다. {given_korean}은 입금할 수 없습니다.",
        )
    return waiting.pay(context, payment)


def _one_more(
    context: RequestContext, payment: Payment, amount: Decimal, depositor_name: str | None
) -> Payment:
    if payment.status == "failed" or payment.closed_at:
        raise NotTaken(
            "not_waiting",
            f"the virtual account of {payment.imp_uid} was revoked",
            "말소된 가상계좌입니다.",
        )
    if amount <= 0 or amount % 1:
        raise NotTaken(
            "wrong_amount",
            f"a transfer is a whole number of won, 1 or more, not {amount}",
            "입금액은 1원 이상의 정수여야 합니다.",
        )
    came_in = Deposit(
        pg_tid=f"{payment.channel.pg_id}{context.next_number()}",
        amount=amount,
        depositor_name=depositor_name or payment.buyer.name,
        deposited_at=context.stamp,
    )
    payment = replace(payment, deposits=(*payment.deposits, came_in))
    if payment.status == "cancelled" and context.setting("deposit_after_cancel") == "cancelled":
        context.shop.payments.put(payment)
        context.notify(payment)
        return payment
    return waiting.pay(context, payment)
