"""What the emulator remembers. Records never change: a change puts a new one in the old one's place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Channel:
    """A merchant's contract with a PG."""

    pg_provider: str = "nice_v2"
    pg_id: str = "emulator"
    sandbox: bool = False
    """Whether it is a test channel."""


@dataclass(frozen=True)
class Card:
    """What is left of a card once the PG has seen it. The full number is kept nowhere."""

    masked_number: str
    code: str
    name: str
    type: int
    habit: str
    """How the PG will answer to it: a key of `pg.HABITS`."""


@dataclass(frozen=True)
class Person:
    """A buyer or a card's holder."""

    name: str | None = None
    email: str | None = None
    tel: str | None = None
    addr: str | None = None
    postcode: str | None = None


@dataclass(frozen=True)
class Preparation:
    """The amount for which an order may be paid."""

    merchant_uid: str
    amount: Decimal
    currency: str | None
    """None when any will do."""


@dataclass(frozen=True)
class BillingKey:
    """A stored card."""

    customer_uid: str
    card: Card
    channel: Channel
    holder: Person
    inserted: int
    updated: int
    customer_id: str | None = None
    channel_group_id: str | None = None
    """The smart routing group, when the key was asked for at all of its channels."""


@dataclass(frozen=True)
class Cancellation:
    """A cancel, of all or of a part."""

    cancellation_id: str
    pg_tid: str
    amount: Decimal
    cancelled_at: int
    reason: str | None


@dataclass(frozen=True)
class Payment:
    """A payment, or an attempt at one. A time that has not come is 0."""

    number: int
    """Counts up: the newer of two payments of one second has the higher."""
    imp_uid: str
    merchant_uid: str
    status: str
    amount: Decimal
    currency: str
    name: str | None
    buyer: Person
    channel: Channel
    card: Card
    card_quota: int
    pg_tid: str
    started_at: int
    paid_at: int = 0
    failed_at: int = 0
    apply_num: str | None = None
    fail_reason: str | None = None
    custom_data: str | None = None
    customer_uid: str | None = None
    customer_uid_usage: str | None = None
    cancellations: tuple[Cancellation, ...] = ()

    @property
    def cancel_amount(self) -> Decimal:
        """What has been cancelled so far."""
        return sum((cancellation.amount for cancellation in self.cancellations), Decimal(0))

    @property
    def left(self) -> Decimal:
        """What can still be cancelled."""
        return self.amount - self.cancel_amount

    @property
    def cancelled_at(self) -> int:
        """When the latest cancel was."""
        return self.cancellations[-1].cancelled_at if self.cancellations else 0

    @property
    def updated_at(self) -> int:
        """When it last changed."""
        return max(self.started_at, self.paid_at, self.failed_at, self.cancelled_at)

    @property
    def settled_at(self) -> int:
        """When it came to its present status."""
        match self.status:
            case "paid":
                return self.paid_at
            case "failed":
                return self.failed_at
            case "cancelled":
                return self.cancelled_at
        return self.started_at
