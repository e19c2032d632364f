"""The books. Whatever brings a payment here, a call, a browser, a webhook or the reconciliation, calls `book`."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import cache

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from portone_v1 import NotFound, PortOne, models, webhook

from .models import Entry, Order, Payment


@cache
def portone() -> PortOne:
    """One client for all threads of this process."""
    return PortOne.from_env()


@transaction.atomic
def book(paid: models.Payment) -> str | None:
    """Enter what is new in a payment, and return the status of its order. Twice or late, it changes nothing.

    The transaction is short: no request is made within it, so the lock on the payment's row is too.
    """
    if paid.sandbox and not settings.PORTONE_SANDBOX:
        return None
    payment, _ = Payment.objects.select_for_update().get_or_create(
        imp_uid=paid.imp_uid, defaults={"merchant_uid": paid.merchant_uid}
    )
    changes = webhook.compare(paid, payment.known)
    payment.known = changes.known
    payment.save()
    Entry.objects.bulk_create(
        Entry(payment=payment, key=entry.key, amount=entry.amount, currency=paid.currency or "KRW")
        for entry in changes.entries
    )
    return _settle_order(paid.merchant_uid)


def _settle_order(merchant_uid: str) -> str | None:
    """Set an order's status by the money that came in for it and went back."""
    order = Order.objects.select_for_update().filter(pk=merchant_uid).first()
    if order is None:
        return None  # money for nothing that was ordered here: somebody should look at it
    entries = Entry.objects.filter(payment__merchant_uid=merchant_uid, currency="KRW")
    money = entries.aggregate(
        received=Sum("amount", filter=Q(amount__gt=0), default=0), held=Sum("amount", default=0)
    )
    status = _status(order.amount, **money)
    if status != order.status:
        order.status = status
        order.save()
        # What follows from PAID alone, such as a parcel, is put on a list here, in the same transaction,
        # once for each order: it may be paid, refunded in part, and paid again.
    return status


def _status(amount: int, received: Decimal, held: Decimal) -> Order.Status:
    """An order's status, by the money that is held for it now. Amounts are compared, never assumed."""
    if not received:
        return Order.Status.OPEN
    if not held:
        return Order.Status.REFUNDED
    if held == amount:
        return Order.Status.PAID
    if held < amount <= received:
        return Order.Status.PARTLY_REFUNDED
    return Order.Status.WRONG_AMOUNT


def reconcile(older_than: timedelta) -> None:
    """Look after every open order that is older than that, and every payment that is known."""
    overdue = Order.objects.filter(
        status=Order.Status.OPEN, created_at__lte=timezone.now() - older_than
    )
    for order in overdue:
        try:
            page = portone().payments.find_all(order.merchant_uid, limit=1000)
        except NotFound:
            continue  # nobody has tried to pay
        for payment in page.items:
            book(payment)
    known = list(Payment.objects.values_list("imp_uid", flat=True))
    for start in range(0, len(known), 100):
        for payment in portone().payments.get_many(imp_uids=known[start : start + 100]):
            book(payment)
