"""What a payment went through: its own life, what the merchant was told of it, and who asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core.records import Cancellation, Payment
from ..core.state import EmulatorState, Received
from ..core.tables import Owner
from ..core.webhooks import Delivery
from ..shops.receipts import CashReceipt
from . import views

Event = dict[str, Any]

# Of two events of one second, the one whose kind stands first here came first.
_ORDER = (
    "scheduled",
    "started",
    "vbank_opened",
    "deposited",
    "paid",
    "failed",
    "closed",
    "receipt_issued",
    "cancel_accepted",
    "cancelled",
    "receipt_revoked",
    "webhook",
    "delivery",
    "request",
)


def of_payment(state: EmulatorState, owner: Owner, payment: Payment) -> list[Event]:
    """Its events, oldest first."""
    with state.store.lock:
        events = [
            *_life(payment),
            *_receipt(state, owner, payment),
            *_schedule(state, owner, payment),
            *_webhooks(state, owner, payment),
            *_requests(state, owner, payment),
        ]
    return sorted(events, key=lambda event: (event["at"], _ORDER.index(event["kind"])))


def _event(kind: str, at: int, **more: Any) -> Event:
    return {"kind": kind, "at": at, **more}


def _life(payment: Payment) -> Iterator[Event]:
    yield _event("started", payment.started_at, amount=payment.amount)
    if payment.vbank:
        vbank = payment.vbank
        yield _event(
            "vbank_opened", vbank.issued_at, bank=vbank.bank, number=vbank.number, due=vbank.due
        )
    for deposit in payment.deposits:
        yield _event(
            "deposited", deposit.deposited_at, amount=deposit.amount, name=deposit.depositor_name
        )
    if payment.paid_at:
        yield _event("paid", payment.paid_at, amount=payment.amount)
    if payment.failed_at:
        yield _event("failed", payment.failed_at, reason=payment.fail_reason)
    if payment.closed_at:
        yield _event("closed", payment.closed_at)
    for pending in payment.pending_cancels:
        yield _cancel("cancel_accepted", pending.cancellation)
    for cancellation in payment.cancellations:
        yield _cancel("cancelled", cancellation)


def _cancel(kind: str, cancellation: Cancellation) -> Event:
    return _event(
        kind, cancellation.cancelled_at, amount=cancellation.amount, reason=cancellation.reason
    )


def _receipt(state: EmulatorState, owner: Owner, payment: Payment) -> Iterator[Event]:
    record = state.store.shop(*owner).table(CashReceipt).get(payment.imp_uid)
    if record is None:
        return
    receipt = record.receipt
    yield _event("receipt_issued", receipt.applied_at, amount=receipt.split.amount)
    if receipt.cancelled_at:
        yield _event("receipt_revoked", receipt.cancelled_at)


def _schedule(state: EmulatorState, owner: Owner, payment: Payment) -> Iterator[Event]:
    """The schedule that made it, if one did."""
    for schedule in state.store.shop(*owner).schedules.find(
        "customer_uid", payment.customer_uid or ""
    ):
        if schedule.imp_uid == payment.imp_uid:
            yield _event("scheduled", schedule.executed_at, merchant_uid=schedule.merchant_uid)


def _webhooks(state: EmulatorState, owner: Owner, payment: Payment) -> Iterator[Event]:
    for delivery in state.store.system_tables.table(Delivery):
        if delivery.body.get("imp_uid") != payment.imp_uid:
            continue
        yield _event("webhook", delivery.created_at, **_told(delivery))
        for attempt in delivery.attempts:
            yield _event(
                "delivery",
                attempt.at,
                number=delivery.number,
                status=attempt.status,
                problem=attempt.problem,
            )


def _told(delivery: Delivery) -> dict[str, Any]:
    return {
        "number": delivery.number,
        "status": delivery.body.get("status"),
        "state": delivery.state,
        "url": delivery.url,
    }


def _requests(state: EmulatorState, owner: Owner, payment: Payment) -> Iterator[Event]:
    for received in tuple(state.requests):
        if _concerns(received, owner, payment):
            yield _event("request", received.at, request=views.request(received))


def _concerns(received: Received, owner: Owner, payment: Payment) -> bool:
    """Whether a request named the payment, or its order without naming another payment of it."""
    named = received.identities.get("imp_uid")
    if named is not None or received.account != owner.account or received.tier != owner.tier:
        return named == payment.imp_uid
    return received.identities.get("merchant_uid") == payment.merchant_uid
