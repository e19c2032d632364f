"""Stored means of payment."""

from __future__ import annotations

from .._generated.requests import (
    BillingKeysDeleteParams,
    BillingKeysGetManyParams,
    BillingKeysGetParams,
    BillingKeysIssueParams,
    BillingKeysListPaymentsParams,
    BillingKeysListSchedulesParams,
    IssueBillingKeyRequest,
)
from ..core.context import Answer, Call, operation
from ..core.records import BillingKey, Person
from ..core.refusals import Refusal
from ..core.store import Shop
from ..pgs import answers as pg
from ..pgs import channels
from ..pgs.choice import check, find, known_pg, unknown_channel
from ..shops.keyring import forget, issue_at_each, keep, name_customer, read_card
from . import wire
from .subscribe import of_customer

_LONGEST_UID = 80

_PAGE = 20


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
    if call.body.channel_group_id:
        key = _issue_at_group(call, call.body.channel_group_id)
    else:
        key = _issue_at_one(call)
    return Answer(wire.billing_key(key))


@operation("billing_keys.delete")
def delete(call: Call[BillingKeysDeleteParams, None]) -> Answer:
    """Forget a card for good. Its schedules stay."""
    key = _known(call.shop, call.params.customer_uid)
    check(call, key.channel)
    forget(call, key)
    return Answer(wire.billing_key(key))


@operation("billing_keys.list_payments")
def list_payments(call: Call[BillingKeysListPaymentsParams, None]) -> Answer:
    """A page of the payments that were made with a key, newest first."""
    customer_uid = call.params.customer_uid
    if len(customer_uid) > _LONGEST_UID:
        raise Refusal("unknown_billing_key", message="유효하지 않은 customer_uid입니다.")
    payments = call.shop.payments.find("customer_uid", customer_uid)
    payments.sort(key=lambda payment: (payment.started_at, payment.number), reverse=True)
    return Answer(wire.page(payments, call.params.page, _PAGE, wire.payment, beyond="bad_request"))


@operation("billing_keys.list_schedules", invalid="bad_range")
def list_schedules(call: Call[BillingKeysListSchedulesParams, None]) -> Answer:
    """A page of the schedules of a key, latest first."""
    return of_customer(call)


def _issue_at_one(call: Call[BillingKeysIssueParams, IssueBillingKeyRequest]) -> BillingKey:
    body = call.body
    channel = find(call, key=body.channel_key, pg=known_pg(call, body.pg))
    name_customer(call, (channel,))
    check(call, channel)
    try:
        card = read_card(call, channel)
    except pg.CardRefused as refused:
        raise Refusal("card_refused", pg_message=str(refused)) from None
    uid = call.params.customer_uid
    return keep(call, uid, card, (channel,), _holder(body), customer_id=body.customer_id)


def _issue_at_group(
    call: Call[BillingKeysIssueParams, IssueBillingKeyRequest], group: str
) -> BillingKey:
    routed = channels.of_group(call.account.channels, group)
    if not routed:
        raise unknown_channel()
    name_customer(call, routed)
    issued = issue_at_each(call, routed)
    return keep(
        call,
        call.params.customer_uid,
        issued.card,
        issued.channels,
        _holder(call.body),
        customer_id=call.body.customer_id,
        channel_group_id=group,
        failures=issued.failures,
    )


def _holder(body: IssueBillingKeyRequest) -> Person:
    return Person(
        body.customer_name,
        body.customer_email,
        body.customer_tel,
        body.customer_addr,
        body.customer_postcode,
    )


def _known(shop: Shop, customer_uid: str) -> BillingKey:
    key = shop.billing_keys.get(customer_uid)
    if key is None:
        raise Refusal("unknown_billing_key", customer_uid=customer_uid)
    return key
