"""Stored cards."""

from __future__ import annotations

from .. import pg, wire
from .._generated.requests import (
    BillingKeysDeleteParams,
    BillingKeysGetManyParams,
    BillingKeysGetParams,
    BillingKeysIssueParams,
    IssueBillingKeyRequest,
)
from ..choice import choose
from ..handlers import Answer, Call, operation
from ..records import BillingKey, Person
from ..refusals import Refusal
from ..store import Shop


@operation("billing_keys.get")
def get(call: Call[BillingKeysGetParams, None]) -> Answer:
    """One billing key."""
    return Answer(wire.billing_key(_known(call.shop, call.params.customer_uid)))


@operation("billing_keys.get_many")
def get_many(call: Call[BillingKeysGetManyParams, None]) -> Answer:
    """Those that are found, newest first; 207 when others are not."""
    asked = list(dict.fromkeys(call.params.customer_uids))
    found = [key for uid in asked if (key := call.shop.billing_keys.get(uid))]
    if not found:
        raise Refusal("unknown_billing_key", message="등록된 정보를 찾을 수 없습니다.")
    found.sort(key=lambda key: key.inserted, reverse=True)
    return Answer(
        list(map(wire.billing_key, found)), status=200 if len(found) == len(asked) else 207
    )


@operation("billing_keys.issue")
def issue(call: Call[BillingKeysIssueParams, IssueBillingKeyRequest]) -> Answer:
    """Keep a card. One that has the same customer_uid makes room for it."""
    body = call.body
    channel = choose(call, key=body.channel_key, pg=body.pg, group=body.channel_group_id)
    try:
        card = pg.read_card(body.card_number, body.expiry, call.now)
    except pg.CardRefused as refused:
        raise Refusal("card_refused", pg_message=str(refused)) from None
    old = call.shop.billing_keys.get(call.params.customer_uid)
    key = BillingKey(
        call.params.customer_uid,
        card,
        (channel,),
        holder=Person(
            body.customer_name,
            body.customer_email,
            body.customer_tel,
            body.customer_addr,
            body.customer_postcode,
        ),
        inserted=old.inserted if old else call.now,
        updated=call.now,
        customer_id=body.customer_id,
        channel_group_id=body.channel_group_id,
    )
    call.shop.billing_keys.put(key)
    return Answer(wire.billing_key(key))


@operation("billing_keys.delete")
def delete(call: Call[BillingKeysDeleteParams, None]) -> Answer:
    """Forget a card for good."""
    key = _known(call.shop, call.params.customer_uid)
    call.shop.billing_keys.remove(key.customer_uid)
    return Answer(wire.billing_key(key))


def _known(shop: Shop, customer_uid: str) -> BillingKey:
    key = shop.billing_keys.get(customer_uid)
    if key is None:
        raise Refusal("unknown_billing_key", customer_uid=customer_uid)
    return key
