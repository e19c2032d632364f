"""How the control API shows what the emulator remembers. Secrets are in none of it."""

from __future__ import annotations

from typing import Any

from ..core.accounts import MerchantAccount
from ..core.faults import Fault
from ..core.records import BillingKey, Card, Channel, Payment, Person, Schedule
from ..core.state import Received
from ..core.tables import Owner
from ..core.webhooks import Delivery
from ..shops.certifying import Certification


def payment(owner: Owner, record: Payment) -> dict[str, Any]:
    """A payment, as in a list."""
    return _of(owner) | {
        "imp_uid": record.imp_uid,
        "merchant_uid": record.merchant_uid,
        "status": record.status,
        "amount": record.received,
        "cancel_amount": record.cancel_amount,
        "currency": record.currency,
        "name": record.name,
        "buyer_name": record.buyer.name,
        "pay_method": record.pay_method,
        "pg_provider": record.channel.pg_provider,
        "sandbox": record.channel.sandbox,
        "card": _card(record.card),
        "customer_uid": record.customer_uid,
        "via": record.via,
        "fail_reason": record.fail_reason,
        "started_at": record.started_at,
        "settled_at": record.settled_at,
        "cancel_pending": bool(record.pending_cancels),
    }


def payment_in_full(owner: Owner, record: Payment) -> dict[str, Any]:
    """A payment, with all that a list has no room for."""
    vbank = record.vbank
    return payment(owner, record) | {
        "buyer": _person(record.buyer),
        "channel": channel(record.channel),
        "pg_tid": record.pg_tid,
        "apply_num": record.apply_num,
        "card_quota": record.card_quota,
        "customer_uid_usage": record.customer_uid_usage,
        "custom_data": record.custom_data,
        "tax_free": record.tax_free,
        "vat_amount": record.vat_amount,
        "escrow": record.escrow,
        "notice_urls": list(record.notice_urls),
        "paid_at": record.paid_at,
        "failed_at": record.failed_at,
        "cancelled_at": record.cancelled_at,
        "cash_receipt_issued": record.cash_receipt_issued,
        "vbank": vbank
        and {
            "bank": vbank.bank,
            "code": vbank.code,
            "number": vbank.number,
            "holder": vbank.holder,
            "due": vbank.due,
            "unlimited": vbank.unlimited,
        },
        "store_number": record.store_number
        and {"barcode": record.store_number.barcode, "due": record.store_number.due},
        "promotion": record.promotion
        and {"id": record.promotion.id, "discount": record.promotion.discount},
    }


def billing_key(owner: Owner, record: BillingKey) -> dict[str, Any]:
    """A stored means of payment."""
    return _of(owner) | {
        "customer_uid": record.customer_uid,
        "card": _card(record.card),
        "pay_method": record.pay_method,
        "channels": [channel(each) for each in record.channels],
        "channel_group_id": record.channel_group_id,
        "failures": [
            {"channel": channel(each.channel), "message": each.message} for each in record.failures
        ],
        "holder": _person(record.holder),
        "customer_id": record.customer_id,
        "inserted": record.inserted,
        "updated": record.updated,
    }


def schedule(owner: Owner, record: Schedule) -> dict[str, Any]:
    """A charge that is to be made, or that was."""
    return _of(owner) | {
        "merchant_uid": record.merchant_uid,
        "customer_uid": record.customer_uid,
        "schedule_at": record.schedule_at,
        "amount": record.amount,
        "currency": record.currency,
        "name": record.name,
        "buyer_name": record.buyer.name,
        "status": record.status,
        "payment_status": record.payment_status,
        "fail_reason": record.fail_reason,
        "imp_uid": record.imp_uid,
        "executed_at": record.executed_at,
        "revoked_at": record.revoked_at,
    }


def certification(owner: Owner, record: Certification) -> dict[str, Any]:
    """A verification of a person, of whom it tells no more than it takes to know them again."""
    individual = record.individual
    return _of(owner) | {
        "imp_uid": record.imp_uid,
        "merchant_uid": record.merchant_uid,
        "status": certification_status(record),
        "name": individual.name,
        "phone": f"{individual.phone[:3]}-****-{individual.phone[-4:]}",
        "carrier": individual.carrier,
        "pg_provider": record.channel.pg_provider,
        "sandbox": record.channel.sandbox,
        "method": record.method,
        "wrong_codes": record.wrong_codes,
        "origin": record.origin,
        "requested_at": record.requested_at,
        "certified_at": record.certified_at,
    }


def certification_status(record: Certification) -> str:
    """Whether the person is known yet."""
    return "certified" if record.certified_at else "requested"


def delivery(record: Delivery) -> dict[str, Any]:
    """A webhook, and every try to deliver it."""
    return {
        "number": record.number,
        "account": record.account,
        "tier": record.tier,
        "url": record.url,
        "form": record.form,
        "body": record.body,
        "created_at": record.created_at,
        "state": record.state,
        "next_at": record.next_at,
        "attempts": [
            {"at": each.at, "status": each.status, "problem": each.problem}
            for each in record.attempts
        ],
    }


# These answer as if nothing had gone wrong, only later.
_HARMLESS_FAULTS = (None, "delay", "slow", "refuse")


def request(record: Received) -> dict[str, Any]:
    """A request that arrived, and what became of it."""
    return {
        "number": record.number,
        "at": record.at,
        "operation": record.operation,
        "method": record.method,
        "path": record.path,
        "account": record.account,
        "tier": record.tier,
        "status": record.status,
        "code": record.code,
        "message": record.message,
        "outcome": outcome(record),
        "fault": record.fault,
        "assumes": list(record.assumes),
        "unverified": record.unverified,
        "identities": record.identities,
    }


def outcome(record: Received) -> str:
    """What the caller learned: `done`, `refused`, or that something went wrong on request (`disturbed`)."""
    if record.fault not in _HARMLESS_FAULTS:
        return "disturbed"
    return "done" if record.code == 0 else "refused"


def fault(record: Fault) -> dict[str, Any]:
    """A fault that waits for its request."""
    return {
        "number": record.number,
        "kind": record.kind,
        "operation": record.operation,
        "times": record.times,
        "seconds": record.seconds,
        "done": record.done,
        "tier": record.tier,
        "skip": record.skip,
        "case": record.case,
        "bare": record.bare,
        "message": record.message if record.case else None,
    }


def account(record: MerchantAccount) -> dict[str, Any]:
    """An account, without its secret."""
    return {
        "key": record.key,
        "user_code": record.user_code,
        "tiers": None if record.tiers is None else sorted(record.tiers),
        "channels": [channel(each) for each in record.channels],
        "webhook_url": record.webhook_url,
        "webhook_form": record.webhook_form,
        "recovery": record.recovery,
    }


def channel(record: Channel) -> dict[str, Any]:
    """A merchant's contract with a PG."""
    return {
        "key": record.key,
        "name": record.name,
        "pg_provider": record.pg_provider,
        "pg_id": record.pg_id,
        "type": record.type,
        "sandbox": record.sandbox,
        "groups": list(record.groups),
    }


def _of(owner: Owner) -> dict[str, Any]:
    return {"account": owner.account, "tier": owner.tier}


def _card(record: Card | None) -> dict[str, Any] | None:
    if record is None:
        return None
    return {"name": record.name, "number": record.masked_number, "type": record.type}


def _person(record: Person) -> dict[str, Any]:
    return {
        "name": record.name,
        "email": record.email,
        "tel": record.tel,
        "addr": record.addr,
        "postcode": record.postcode,
    }
