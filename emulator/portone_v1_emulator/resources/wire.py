"""How records look in an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from ..core import contract
from ..core.records import (
    BillingKey,
    Cancellation,
    Card,
    Channel,
    Deposit,
    Payment,
    Person,
    Preparation,
    Schedule,
)
from ..core.refusals import Refusal
from ..pgs import receipt_pages
from ..pgs.providers import pg
from ..pgs.standard_codes import BANKS
from ..shops.balances import Parts, Sums

Record = TypeVar("Record")


def payment(record: Payment) -> dict[str, Any]:
    """A payment, its keys in alphabetical order."""
    buyer, channel, vbank = record.buyer, record.channel, record.vbank
    cancellations = [_cancellation(record, each) for each in record.cancellations]
    answer = contract.load().blank("Payment") | {
        "amount": record.amount,
        "apply_num": record.apply_num,
        "bank_code": record.bank_code,
        "bank_name": BANKS.get(record.bank_code or ""),
        "buyer_addr": buyer.addr,
        "buyer_email": buyer.email,
        "buyer_name": buyer.name,
        "buyer_postcode": buyer.postcode,
        "buyer_tel": buyer.tel,
        "cancel_amount": record.cancel_amount,
        "cancel_history": cancellations,
        "cancel_reason": record.cancellations[-1].reason if record.cancellations else None,
        "cancel_receipt_urls": [
            each["receipt_url"] for each in cancellations if each["receipt_url"]
        ],
        "cancelled_at": record.cancelled_at,
        "card_quota": record.card_quota,
        "cash_receipt_issued": record.cash_receipt_issued,
        "channel": record.via,
        "currency": record.currency,
        "custom_data": record.custom_data,
        "customer_uid": record.customer_uid,
        "customer_uid_usage": record.customer_uid_usage,
        "deposit_history": [_deposit(each) for each in record.deposits],
        "emb_pg_provider": record.emb_pg_provider,
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
        "receipt_url": receipt_pages.url(record, record.pg_tid),
        "sandbox": channel.sandbox,
        "started_at": record.started_at,
        "status": record.status,
        "user_agent": record.user_agent,
    }
    if record.card:
        answer |= _card_of_payment(record, record.card)
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
    number = record.store_number
    if number and number.is_told:
        answer |= {"vbank_date": number.due, "vbank_num": number.barcode}
    return answer


def billing_key(record: BillingKey) -> dict[str, Any]:
    """A billing key; a super billing key when it was issued at the channels of a group."""
    owner = {
        "customer_uid": record.customer_uid,
        "customer_id": record.customer_id,
        **_holder(record.holder),
    }
    blank = contract.load().blank
    if record.channel_group_id is None:
        sandbox = {"sandbox": record.channel.sandbox}
        return blank("BillingKey") | owner | sandbox | _key_at(record.channel, record)
    return (
        blank("SuperBillingKey")
        | owner
        | {
            "channelGroupId": record.channel_group_id,
            "succeededChannels": [
                blank("SucceededChannel") | _key_at(channel, record) for channel in record.channels
            ],
            "failedChannels": [
                blank("FailedChannel")
                | _at_pg(failure.channel)
                | {"message": failure.message, "type": failure.type}
                for failure in record.failures
            ],
        }
    )


def _key_at(channel: Channel, record: BillingKey) -> dict[str, Any]:
    """What is told of a key at a channel: of the card, what its PG tells."""
    answer = _at_pg(channel) | {"inserted": record.inserted, "updated": record.updated}
    card = record.card
    if card is None:
        return answer
    answer |= _card(card)
    if not pg(channel.pg_provider).tells_card_type:
        answer["card_type"] = None
    return answer | _issuer(card, channel.pg_provider, "BillingKey")


def _card_of_payment(record: Payment, card: Card) -> dict[str, Any]:
    answer = _card(card)
    if record.customer_uid and not pg(record.channel.pg_provider).tells_card_type:
        answer["card_type"] = None
    return answer | _issuer(card, record.channel.pg_provider, "Payment")


def _issuer(card: Card, provider: str, schema: str) -> dict[str, Any]:
    """Who issued a card and whose brand it carries, where the PG tells: here they are always the same."""
    if "card_issuer_code" not in contract.load().fields_for(provider, schema, "supported"):
        return {}
    return {
        "card_issuer_code": card.code,
        "card_issuer_name": card.name,
        "card_publisher_code": card.code,
        "card_publisher_name": card.name,
    }


def _at_pg(channel: Channel) -> dict[str, Any]:
    return {"pg_id": channel.pg_id, "pg_provider": channel.pg_provider}


def schedule(record: Schedule, payment: Payment | None) -> dict[str, Any]:
    """A schedule, and what became of the payment that it made."""
    buyer, channel = record.buyer, record.channel
    answer = contract.load().blank("Schedule") | {
        "amount": record.amount,
        "buyer_addr": buyer.addr,
        "buyer_email": buyer.email,
        "buyer_name": buyer.name,
        "buyer_postcode": buyer.postcode,
        "buyer_tel": buyer.tel,
        "currency": record.currency,
        "custom_data": record.custom_data,
        "customer_id": record.customer_id,
        "customer_uid": record.customer_uid,
        "executed_at": record.executed_at,
        "merchant_uid": record.merchant_uid,
        "name": record.name,
        "promotion_id": record.promotion_id,
        "revoked_at": record.revoked_at,
        "schedule_at": record.schedule_at,
        "schedule_status": record.status,
    }
    if payment:
        answer |= {
            "fail_reason": payment.fail_reason,
            "imp_uid": payment.imp_uid,
            "payment_status": payment.status,
        }
    if payment or not record.routed:
        answer |= {"pg_id": channel.pg_id, "pg_provider": channel.pg_provider}
    return answer


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


def balance(record: Payment, history: Sequence[Sums]) -> dict[str, Any]:
    """How the amount of a payment is made up now, and how it was before."""
    now = history[-1] if history else Sums(0, Parts(), Parts())
    return (
        contract.load().blank("PaymentBalance")
        | _sums(now)
        | {
            "amount": record.received,
            "histories": [_sums(each) | {"created": each.created} for each in history],
        }
    )


def _sums(sums: Sums) -> dict[str, Any]:
    return {
        name: asdict(getattr(sums, name))
        for name in ("cash_receipt", "discount", "primary", "secondary")
    }


def _cancellation(payment: Payment, record: Cancellation) -> dict[str, Any]:
    return contract.load().blank("PaymentCancellation") | {
        "amount": record.amount,
        "cancellation_id": record.cancellation_id,
        "cancelled_at": record.cancelled_at,
        "pg_tid": record.pg_tid,
        "reason": record.reason,
        "receipt_url": receipt_pages.url(payment, record.pg_tid),
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
