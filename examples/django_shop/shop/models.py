"""What the shop keeps: orders, their payments, and every movement of money once."""

from __future__ import annotations

from django.db import models

from portone_v1.webhook import KnownState


class Order(models.Model):
    class Status(models.TextChoices):
        OPEN = "open"
        PAID = "paid"
        PARTLY_REFUNDED = "partly_refunded"
        REFUNDED = "refunded"
        WRONG_AMOUNT = "wrong_amount"

    merchant_uid = models.CharField(max_length=40, primary_key=True)
    amount = models.PositiveIntegerField()
    status = models.CharField(max_length=16, choices=Status, default=Status.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)


class Payment(models.Model):
    """A payment at PortOne, and what is known of it. An order may have several: one fails, the next is paid."""

    imp_uid = models.CharField(max_length=64, primary_key=True)
    merchant_uid = models.CharField(max_length=40, db_index=True)
    state = models.TextField(blank=True)

    @property
    def known(self) -> KnownState | None:
        return KnownState.from_json(self.state) if self.state else None

    @known.setter
    def known(self, known: KnownState) -> None:
        self.state = known.to_json()


class Entry(models.Model):
    """Money that came in, or went back: a negative amount."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="entries")
    key = models.CharField(max_length=255)
    amount = models.DecimalField(max_digits=20, decimal_places=4)
    currency = models.CharField(max_length=3)

    class Meta:
        constraints = (models.UniqueConstraint("payment", "key", name="entered_once"),)
