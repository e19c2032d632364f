"""What the emulator remembers. Records never change: a change puts a new one in the old one's place.

Here stand the records that several resources share. One that belongs to a single resource stands in
that resource's module.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar


class Record:
    """Something that is kept in a table of its own, under its class's name."""

    __slots__ = ()

    identity: ClassVar[str]
    """The field that tells one from another."""
    indexed: ClassVar[tuple[str, ...]] = ()
    """The fields by which it can be found; one that is None is not listed."""
    kinds: ClassVar[dict[str, type[Record]]] = {}
    """Every kind of record, by name."""

    def __init_subclass__(cls) -> None:
        Record.kinds[cls.__name__] = cls


@dataclass(frozen=True, slots=True)
class Channel:
    """A merchant's contract with a PG."""

    pg_provider: str = "nice_v2"
    pg_id: str = "emulator"
    sandbox: bool = False
    """Whether it is a test channel."""
    key: str = "channel-key-nice_v2"
    type: str = "payment"
    """`payment`, `api_payment` or `certification`."""
    name: str | None = None
    groups: tuple[str, ...] = ()
    """The smart routing groups in which it takes part."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is left of a card once the PG has seen it. The full number is kept nowhere."""

    masked_number: str
    code: str
    name: str
    type: int
    behaviour: str
    """How the PG will answer to it: a key of `pg.CARD_BEHAVIOURS`."""


@dataclass(frozen=True, slots=True)
class Person:
    """A buyer or a card's holder."""

    name: str | None = None
    email: str | None = None
    tel: str | None = None
    addr: str | None = None
    postcode: str | None = None


@dataclass(frozen=True, slots=True)
class Preparation(Record):
    """The amount for which an order may be paid."""

    identity = "merchant_uid"

    merchant_uid: str
    amount: Decimal
    currency: str | None
    """None when any will do."""


@dataclass(frozen=True, slots=True)
class ChannelFailure:
    """Why a channel of a group issued no key."""

    channel: Channel
    type: str
    message: str


@dataclass(frozen=True, slots=True)
class BillingKey(Record):
    """A stored means of payment; of a group, one at each of its channels."""

    identity = "customer_uid"

    customer_uid: str
    card: Card | None
    """None when it is none, or the PG does not tell."""
    channels: tuple[Channel, ...]
    """Where it was issued; one, unless it is a super billing key. The first is charged."""
    holder: Person
    inserted: int
    updated: int
    customer_id: str | None = None
    channel_group_id: str | None = None
    """The smart routing group, when the key was asked for at all of its channels."""
    failures: tuple[ChannelFailure, ...] = ()
    pay_method: str = "card"

    @property
    def channel(self) -> Channel:
        """Where it is charged."""
        return self.channels[0]


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A cancel, of all or of a part."""

    cancellation_id: str
    pg_tid: str
    amount: Decimal
    """What was given back."""
    cancelled_at: int
    reason: str | None
    tax_free: Decimal = Decimal(0)
    vat_amount: Decimal | None = None
    discount: Decimal = Decimal(0)
    """What of the order's price was not given back because a promotion had paid for it."""


@dataclass(frozen=True, slots=True)
class PendingCancel:
    """A cancel that the PG has accepted and not finished."""

    cancellation: Cancellation
    notify: bool
    """Whether a webhook tells how it ends."""


@dataclass(frozen=True, slots=True)
class Deposit:
    """Money that came into a virtual account."""

    pg_tid: str
    amount: Decimal
    depositor_name: str | None
    deposited_at: int


@dataclass(frozen=True, slots=True)
class VirtualAccount:
    """An account that was opened for one order."""

    code: str
    """The bank's standard code."""
    bank: str
    number: str
    holder: str | None
    due: int
    issued_at: int
    unlimited: bool = False
    """Whether it takes any amount, any number of times."""


@dataclass(frozen=True, slots=True)
class StoreNumber:
    """A number under which one order is paid at the till of a convenience store."""

    barcode: str
    due: int
    confirm_url: str | None
    """Where the merchant is asked, when the customer stands at the till; None when it need not be."""
    is_told: bool
    """Whether the API shows it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a promotion takes off a price: a share of it or so many won."""

    percent: Decimal = Decimal(0)
    won: Decimal = Decimal(0)
    minimum: Decimal = Decimal(0)
    """From which price on."""
    at_most: Decimal | None = None
    """No more won than these."""


@dataclass(frozen=True, slots=True)
class Promotion:
    """A discount that a merchant has set up."""

    id: str
    terms: Terms
    issuer: str | None = None
    """The standard code of the card company whose cards get it; None for any card."""
    running: bool = True
    """Whether it goes on. One that does not takes nothing off, and stops no payment."""


@dataclass(frozen=True, slots=True)
class AppliedPromotion:
    """A discount that a payment got."""

    id: str
    discount: Decimal
    terms: Terms
    """As they were then."""
    retained: bool | None = None
    """Whether cancels leave it as it is. The first one decides; None until then."""


@dataclass(frozen=True, slots=True)
class Payment(Record):
    """A payment, or an attempt at one. A time that has not come is 0."""

    identity = "imp_uid"
    indexed = ("merchant_uid", "customer_uid")

    number: int
    """Counts up: the newer of two payments of one second has the higher."""
    imp_uid: str
    merchant_uid: str
    status: str
    amount: Decimal
    """What is charged, after any discount."""
    currency: str
    name: str | None
    buyer: Person
    channel: Channel
    card: Card | None
    pg_tid: str
    started_at: int
    pay_method: str = "card"
    via: str = "api"
    """`pc`, `mobile` or `api`."""
    card_quota: int = 0
    paid_at: int = 0
    failed_at: int = 0
    apply_num: str | None = None
    fail_reason: str | None = None
    custom_data: str | None = None
    customer_uid: str | None = None
    customer_uid_usage: str | None = None
    tax_free: Decimal | None = None
    """None when it was not given."""
    vat_amount: Decimal | None = None
    escrow: bool = False
    vbank: VirtualAccount | None = None
    deposits: tuple[Deposit, ...] = ()
    """What came into an unlimited virtual account."""
    store_number: StoreNumber | None = None
    closed_at: int = 0
    """When it was given up before it was paid, if V1 calls that cancelled."""
    promotion: AppliedPromotion | None = None
    cancellations: tuple[Cancellation, ...] = ()
    pending_cancels: tuple[PendingCancel, ...] = ()
    notice_urls: tuple[str, ...] = ()
    """Where its webhooks go instead of the account's address."""
    user_agent: str | None = None
    cash_receipt_issued: bool = False
    charged: bool = True
    """False when the window only showed the amount while it issued a billing key."""
    emb_pg_provider: str | None = None
    """The easy-pay service that was used in the PG's own window."""
    bank_code: str | None = None
    """The standard code of the bank of an account transfer."""
    pending: bool = False
    """Whether the PG has not decided yet, whatever `status` shows until then."""

    @property
    def price(self) -> Decimal:
        """What was paid, before any discount: cancels count in it."""
        return self.received + (self.promotion.discount if self.promotion else 0)

    @property
    def cancel_amount(self) -> Decimal:
        """What has been given back so far."""
        return sum((cancellation.amount for cancellation in self.cancellations), Decimal(0))

    @property
    def received(self) -> Decimal:
        """What was paid, once it was: of an unlimited virtual account, all that came in."""
        return sum((deposit.amount for deposit in self.deposits), self.amount)

    @property
    def left(self) -> Decimal:
        """What has not been given back."""
        return self.received - self.cancel_amount

    @property
    def cancelled_at(self) -> int:
        """When the latest cancel was."""
        return self.cancellations[-1].cancelled_at if self.cancellations else self.closed_at

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


@dataclass(frozen=True, slots=True)
class Schedule(Record):
    """A charge that is to be made at a time."""

    identity = "merchant_uid"
    indexed = ("customer_uid",)

    number: int
    merchant_uid: str
    customer_uid: str
    schedule_at: int
    amount: Decimal
    currency: str
    name: str | None
    buyer: Person
    status: str = "scheduled"
    """`scheduled`, `executed` or `revoked`."""
    tax_free: Decimal | None = None
    vat_amount: Decimal | None = None
    card_quota: int = 0
    custom_data: str | None = None
    notice_urls: tuple[str, ...] = ()
    promotion_id: str | None = None
    imp_uid: str | None = None
    """The payment that it made, once it was executed: that one tells whether the money was paid."""
    executed_at: int = 0
    revoked_at: int = 0
    payment_status: str | None = None
    """What its charge came to; that it was refunded later is told by the payment."""
    fail_reason: str | None = None
    customer_id: str | None = None
    channel: Channel = Channel()
    """Where it is charged, as far as anybody knows before it is."""
    channel_key: str | None = None
    """The channel that was asked for, of those of a key that has several."""
    cash_receipt_type: str | None = None
    routed: bool = False
    """Whether routing picks the channel, when it is charged."""
