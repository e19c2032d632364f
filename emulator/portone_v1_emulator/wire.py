"""How records look in an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from . import contract
from .records import BillingKey, Cancellation, Card, Deposit, Payment, Person, Preparation
from .refusals import Refusal

Record = TypeVar("Record")


def payment(record: Payment) -> dict[str, Any]:
    """A payment, its keys in alphabetical order."""
    buyer, channel, vbank = record.buyer, record.channel, record.vbank
    answer = contract.load().blank("Payment") | {
        "amount": record.amount,
        "apply_num": record.apply_num,
        "buyer_addr": buyer.addr,
        "buyer_email": buyer.email,
        "buyer_name": buyer.name,
        "buyer_postcode": buyer.postcode,
        "buyer_tel": buyer.tel,
        "cancel_amount": record.cancel_amount,
        "cancel_history": [_cancellation(each) for each in record.cancellations],
        "cancel_reason": record.cancellations[-1].reason if record.cancellations else None,
        "cancelled_at": record.cancelled_at,
        "card_quota": record.card_quota,
        "cash_receipt_issued": record.cash_receipt_issued,
        "channel": record.via,
        "currency": record.currency,
        "custom_data": record.custom_data,
        "customer_uid": record.customer_uid,
        "customer_uid_usage": record.customer_uid_usage,
        "deposit_history": [_deposit(each) for each in record.deposits],
        "escrow": record.escrow,
        "fail_reason": record.fail_reason,
        "failed_at": record.failed_at,
        "imp_uid": record.imp_uid,
        "merchant_uid": record.merchant_uid,
        "name": record.name,
        "paid_at": record.paid_at,
        "pay_method": record.pay_method,
        "pg_id": channel.pg_id,
        "pg_provider": channel.pg_provider,
        "pg_tid": record.pg_tid,
        "sandbox": channel.sandbox,
        "started_at": record.started_at,
        "status": record.status,
        "user_agent": record.user_agent,
    }
    if record.card:
        answer |= _card(record.card)
    if record.promotion:
        answer["promotion"] = contract.load().blank("PaymentPromotion") | {
            "discount": record.promotion.discount,
            "id": record.promotion.id,
        }
    if vbank:
        answer |= {
            "vbank_code": vbank.code,
            "vbank_date": vbank.due,
            "vbank_holder": vbank.holder,
            "vbank_issued_at": vbank.issued_at,
            "vbank_name": vbank.bank,
            "vbank_num": vbank.number,
        }
    return answer


def billing_key(record: BillingKey) -> dict[str, Any]:
    """A billing key; a super billing key when it was issued at the channels of a group."""
    channel = {"pg_id": record.channel.pg_id, "pg_provider": record.channel.pg_provider}
    times = {"inserted": record.inserted, "updated": record.updated}
    owner = {
        "customer_uid": record.customer_uid,
        "customer_id": record.customer_id,
        **_holder(record.holder),
    }
    blank = contract.load().blank
    card = _card(record.card) if record.card else {}
    if record.channel_group_id is None:
        sandbox = {"sandbox": record.channel.sandbox}
        return blank("BillingKey") | owner | channel | sandbox | card | times
    succeeded = blank("SucceededChannel") | channel | card | times
    return (
        blank("SuperBillingKey")
        | owner
        | {"channelGroupId": record.channel_group_id, "succeededChannels": [succeeded]}
    )


def preparation(record: Preparation) -> dict[str, Any]:
    """A registered amount."""
    return contract.load().blank("Preparation") | {
        "amount": record.amount,
        "currency": record.currency,
        "merchant_uid": record.merchant_uid,
    }


def page(
    records: Sequence[Record],
    number: int,
    limit: int,
    render: Callable[[Record], dict[str, Any]],
    *,
    beyond: str,
) -> dict[str, Any]:
    """One page of `records`. Refuses with the case `beyond` when there are not so many pages."""
    last = max(1, -(-len(records) // limit))
    if number > last:
        raise Refusal(beyond, message="요청하신 페이지가 존재하지 않습니다.")
    start = (number - 1) * limit
    return {
        "total": len(records),
        "previous": number - 1,
        "next": number + 1 if number < last else 0,
        "list": [render(record) for record in records[start : start + limit]],
    }


def _cancellation(record: Cancellation) -> dict[str, Any]:
    return contract.load().blank("PaymentCancellation") | {
        "amount": record.amount,
        "cancellation_id": record.cancellation_id,
        "cancelled_at": record.cancelled_at,
        "pg_tid": record.pg_tid,
        "reason": record.reason,
    }


def _deposit(record: Deposit) -> dict[str, Any]:
    return contract.load().blank("VbankDeposit") | {
        "amount": record.amount,
        "deposited_at": record.deposited_at,
        "depositor_name": record.depositor_name,
        "pg_tid": record.pg_tid,
    }


def _card(card: Card) -> dict[str, Any]:
    return {
        "card_code": card.code,
        "card_name": card.name,
        "card_number": card.masked_number,
        "card_type": card.type,
    }


def _holder(person: Person) -> dict[str, Any]:
    return {
        "customer_name": person.name,
        "customer_tel": person.tel,
        "customer_email": person.email,
        "customer_addr": person.addr,
        "customer_postcode": person.postcode,
    }
