"""The billing keys of a shop: issuing them for cards, keeping them, forgetting them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..core import contract
from ..core.context import Call, RequestContext
from ..core.records import BillingKey, Card, Channel, ChannelFailure, Payment, Person, Record
from ..core.refusals import Refusal
from ..pgs import answers as pg
from ..pgs.choice import check
from . import receipts


@dataclass(frozen=True, slots=True)
class KeyAtPg(Record):
    """A key that is alive at a PG. One that was replaced in the shop stays alive there."""

    identity = "number"
    indexed = ("customer_uid",)

    number: str
    customer_uid: str
    channel: Channel
    issued_at: int
    current: bool = True
    """Whether the shop still charges it."""


def keep(
    context: RequestContext,
    customer_uid: str,
    card: Card | None,
    channels: Sequence[Channel],
    holder: Person,
    *,
    customer_id: str | None = None,
    channel_group_id: str | None = None,
    failures: Iterable[ChannelFailure] = (),
    pay_method: str = "card",
) -> BillingKey:
    """Keep a key that was issued at these channels, in the place of the one that had its customer_uid."""
    old = context.shop.billing_keys.get(customer_uid)
    key = BillingKey(
        customer_uid,
        card,
        tuple(channels),
        holder,
        inserted=old.inserted if old else context.stamp,
        updated=context.stamp,
        customer_id=customer_id,
        channel_group_id=channel_group_id,
        failures=tuple(failures),
        pay_method=pay_method,
    )
    context.shop.billing_keys.put(key)
    at_pgs = context.shop.table(KeyAtPg)
    for replaced in _current(context, customer_uid):
        at_pgs.put(replace(replaced, current=False))
    for channel in channels:
        number = str(context.next_number())
        at_pgs.put(KeyAtPg(number, customer_uid, channel, context.stamp))
    return key


def forget(context: RequestContext, key: BillingKey) -> None:
    """Delete a key, at its PGs too. Those that it replaced stay alive there."""
    context.shop.billing_keys.remove(key.customer_uid)
    for deleted in _current(context, key.customer_uid):
        context.shop.table(KeyAtPg).remove(deleted.number)


def _current(context: RequestContext, customer_uid: str) -> list[KeyAtPg]:
    keys = context.shop.table(KeyAtPg).find("customer_uid", customer_uid)
    return [key for key in keys if key.current]


@dataclass(frozen=True, slots=True)
class Issued:
    """What came of asking several channels for a key."""

    card: Card
    channels: tuple[Channel, ...]
    failures: tuple[ChannelFailure, ...]


def issue_at_each(call: Call[Any, Any], channels: Iterable[Channel]) -> Issued:
    """Ask each channel for a key of the card in the body. Refuses when none issues one."""
    cards: dict[Channel, Card] = {}
    failures: list[ChannelFailure] = []
    for channel in channels:
        try:
            check(call, channel)
            cards[channel] = read_card(call, channel)
        except Refusal as refusal:
            failures.append(ChannelFailure(channel, "INVALID_REQUEST", refusal.message))
        except pg.CardRefused as refused:
            failures.append(ChannelFailure(channel, "PG_PROVIDER", str(refused)))
    if not cards:
        raise _nobody_issued(failures)
    return Issued(next(iter(cards.values())), tuple(cards), tuple(failures))


def read_card(call: Call[Any, Any], channel: Channel) -> Card:
    """What the PG of a channel makes of the card in the body."""
    return pg.read_card(call.body.card_number, call.body.expiry, call.now, channel.pg_provider)


def with_receipt(context: RequestContext, payment: Payment, type_: str | None) -> Payment:
    """What was charged, with the cash receipt that its PG issues by itself, unless it is for nobody."""
    provider = payment.channel.pg_provider
    by_itself = contract.load().fields_for(provider, "AgainRequest", "supported")
    if (
        "cash_receipt_type" not in by_itself
        or type_ == "anonymous"
        or payment.status != "paid"
        or payment.currency != "KRW"
    ):
        return payment
    return receipts.issue_in_window(context, payment, type_ or "person")


def name_customer(call: Call[Any, Any], channels: Iterable[Channel]) -> None:
    """Make up the customer_id of a body that has none, where a PG needs one."""
    needed = any("customer_id" in call.operation.needed_by(c.pg_provider) for c in channels)
    if needed and not call.body.customer_id:
        call.body.customer_id = f"customer_{uuid.uuid4().hex}"


def _nobody_issued(failures: list[ChannelFailure]) -> Refusal:
    # No document says how V1 answers when no channel of the group issues a key.
    by_pg = [failure.message for failure in failures if failure.type == "PG_PROVIDER"]
    if by_pg:
        return Refusal("card_refused", pg_message=by_pg[0])
    return Refusal("bad_request", message=failures[0].message)
