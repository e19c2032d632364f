"""What happens to payments outside of the API: customers pay, PGs decide, and the merchant cancels by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from ..core import asking, contract, scheduler
from ..core.context import RequestContext
from ..core.records import Payment
from ..core.refusals import Refusal, in_words
from ..core.state import EmulatorState
from ..core.tables import Owner
from ..pgs.answers import Verdict
from . import cancelling, charging, convenience_stores, virtual_accounts, waiting
from .convenience_stores import PayType
from .waiting import NotTaken


class NotCancelled(Exception):
    """The payment cannot be cancelled; the text says why, in the words of V1."""


def deposit(
    state: EmulatorState,
    owner: Owner,
    imp_uid: str,
    amount: Decimal | int | None = None,
    name: str | None = None,
) -> Payment:
    """Transfer `amount`, or else what is asked for, to the virtual account of a payment.

    Raises `NotTaken` when the bank does not take it.
    """
    with _now(state, owner) as context:
        payment = _known(context, imp_uid)
        wanted = payment.amount if amount is None else Decimal(amount)
        return virtual_accounts.deposit(context, payment, wanted, name)


async def pay_at_till(
    state: EmulatorState, owner: Owner, imp_uid: str, pay_type: PayType = "cash"
) -> Payment:
    """Pay at a convenience store. The merchant is asked first, when it gave an address for it.

    Raises `NotTaken` when the till does not take the money.
    """
    with _now(state, owner) as context:
        payment = _known(context, imp_uid)
        url, body = convenience_stores.question(context, payment, pay_type)
    if url:
        said = await asking.ask(state.webhooks, url, body)
        if not said.yes:
            raise NotTaken(
                "not_confirmed",
                "the merchant's server did not confirm the payment: "
                f"{said.problem or 'it did not answer with 200'}",
                "상점 서버가 결제를 승인하지 않았습니다: "
                f"{said.problem_korean or '200으로 응답하지 않았습니다.'}",
            )
    with _now(state, owner) as context:
        # While the merchant was asked, the number may have been revoked.
        return convenience_stores.pay(context, _known(context, imp_uid))


def decide(state: EmulatorState, owner: Owner, imp_uid: str, refusal: str = "") -> Payment:
    """Let the PG decide about a pending payment: it is paid, or fails with this `refusal`.

    Raises `NotTaken` when it is not pending, or when its order has been paid meanwhile.
    """
    with _now(state, owner) as context:
        payment = _known(context, imp_uid)
        if not payment.pending:
            raise NotTaken(
                "not_waiting",
                f"the PG has already decided about {imp_uid}",
                "PG사가 이미 결과를 확정한 결제입니다.",
            )
        if not refusal and charging.was_paid(context, payment.merchant_uid):
            raise waiting.order_was_paid(payment)
        return charging.decide(context, payment, Verdict(refusal))


def cancel_in_console(state: EmulatorState, owner: Owner, imp_uid: str, **fields: Any) -> Payment:
    """Cancel a payment as the merchant's staff does in PortOne's console, webhook and all.

    `fields` are those of `CancelOrder`. Raises `NotCancelled` when the payment cannot be cancelled.
    """
    try:
        with _now(state, owner) as context:
            return cancelling.cancel_in_console(context, _known(context, imp_uid), **fields)
    except Refusal as refusal:
        operation = contract.load().operations["payments.cancel"]
        refused = in_words(refusal, operation, state.assumptions)
        raise NotCancelled(refused.message or refusal.case) from None


@contextmanager
def _now(state: EmulatorState, owner: Owner) -> Iterator[RequestContext]:
    """The owner's shop as it is now; what happens in it happens as a whole, and its webhooks leave."""
    scheduler.catch_up(state)
    with state.store.transaction():
        context = RequestContext.of(state, *owner, state.clock.now())
        if context is None:
            raise LookupError(f"there is no account {owner.account}")
        with state.effects.logging(context):
            yield context
        webhooks = state.webhooks.collect()
    state.webhooks.leave(webhooks)
    state.alarm.wake()


def _known(context: RequestContext, imp_uid: str) -> Payment:
    payment = context.shop.payments.get(imp_uid)
    if payment is None:
        raise NotTaken(
            "unknown_payment", f"there is no payment {imp_uid}", "존재하지 않는 결제입니다."
        )
    return payment
