"""Charges without the customer."""

from __future__ import annotations

from .. import pg, wire
from .._generated.requests import AgainRequest, OnetimeRequest
from ..charging import buyer_of, charge, check_order
from ..handlers import Answer, Call, operation
from ..records import BillingKey, Card, Channel
from ..refusals import Refusal


@operation("subscribe.onetime")
def onetime(call: Call[None, OnetimeRequest]) -> Answer:
    """Charge a card by its number; with a customer_uid, keep it as a billing key."""
    body = call.body
    check_order(call, body)
    try:
        card = pg.read_card(body.card_number, body.expiry, call.now)
    except pg.NotACardNumber:
        raise Refusal("bad_card_number") from None
    except pg.CardRefused as refused:
        raise Refusal("card_refused", pg_message=str(refused)) from None
    channel = call.account.channel
    payment = charge(call, body, card, channel, body.customer_uid)
    if body.customer_uid and payment.status == "paid":
        _keep_card(call, body.customer_uid, card, channel)
    return Answer(wire.payment(payment))


@operation("subscribe.again")
def again(call: Call[None, AgainRequest]) -> Answer:
    """Charge a billing key."""
    key = call.shop.billing_keys.get(call.body.customer_uid)
    if key is None:
        raise Refusal("unknown_billing_key")
    check_order(call, call.body)
    return Answer(wire.payment(charge(call, call.body, key.card, key.channel, key.customer_uid)))


def _keep_card(
    call: Call[None, OnetimeRequest], customer_uid: str, card: Card, channel: Channel
) -> None:
    old = call.shop.billing_keys.get(customer_uid)
    call.shop.billing_keys.put(
        BillingKey(
            customer_uid,
            card,
            channel,
            holder=buyer_of(call.body),
            inserted=old.inserted if old else call.now,
            updated=call.now,
        )
    )
