"""Charges without the customer."""

from __future__ import annotations

from .. import pg, wire
from .._generated.requests import AgainRequest, OnetimeRequest
from ..charging import answer_for, buyer_of, charge, check_order, order_of
from ..choice import check_fields, choose, named, unknown_channel
from ..handlers import Answer, Call, operation
from ..records import BillingKey, Card, Channel
from ..refusals import Refusal


@operation("subscribe.onetime")
def onetime(call: Call[None, OnetimeRequest]) -> Answer:
    """Charge a card by its number; with a customer_uid, keep it as a billing key."""
    body, order = call.body, order_of(call.body)
    channel = choose(call, pg=body.pg, group=body.channelGroupId)
    check_order(call, order)
    try:
        card = pg.read_card(body.card_number, body.expiry, call.now)
    except pg.NotACardNumber:
        raise Refusal("bad_card_number") from None
    except pg.CardRefused as refused:
        raise Refusal("card_refused", pg_message=str(refused)) from None
    verdict = pg.verdict(card, order.amount, body.customer_uid)
    usage = "payment" if body.customer_uid else None
    payment = charge(
        call,
        order,
        channel,
        card,
        verdict,
        customer_uid=body.customer_uid,
        customer_uid_usage=usage,
    )
    if body.customer_uid and payment.status == "paid":
        _keep_card(call, body.customer_uid, card, channel)
    return Answer(wire.payment(answer_for(call, payment, verdict)))


@operation("subscribe.again")
def again(call: Call[None, AgainRequest]) -> Answer:
    """Charge a billing key."""
    body, order = call.body, order_of(call.body)
    key = call.shop.billing_keys.get(body.customer_uid)
    if key is None:
        raise Refusal("unknown_billing_key")
    channel = key.channel
    if body.channel_key:
        wanted = named(call, key=body.channel_key)
        if wanted is None or wanted not in key.channels:
            raise unknown_channel(call)
        channel = wanted
    check_fields(call, channel, body)
    check_order(call, order)
    verdict = pg.verdict(key.card, order.amount, key.customer_uid)
    payment = charge(
        call,
        order,
        channel,
        key.card,
        verdict,
        pay_method=key.pay_method,
        customer_uid=key.customer_uid,
        customer_uid_usage="payment",
    )
    return Answer(wire.payment(answer_for(call, payment, verdict)))


def _keep_card(
    call: Call[None, OnetimeRequest], customer_uid: str, card: Card, channel: Channel
) -> None:
    old = call.shop.billing_keys.get(customer_uid)
    call.shop.billing_keys.put(
        BillingKey(
            customer_uid,
            card,
            (channel,),
            holder=buyer_of(call.body),
            inserted=old.inserted if old else call.now,
            updated=call.now,
        )
    )
