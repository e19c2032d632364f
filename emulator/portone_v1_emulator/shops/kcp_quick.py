"""KCP Quick Pay: its members, their prepaid money, and what was registered of orders before they are paid."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from ..core.context import RequestContext
from ..core.records import BillingKey, Payment, Record
from . import wallets

PROVIDER = "kcp_quick"

MONEY = Decimal(50_000)
"""The prepaid money that every member has at first."""

PREPAID = "point"
"""The pay method of prepaid money."""

REGISTERED_AT = 1_763_967_600
"""When the test members were registered."""

_MEMBER = re.compile(r"member[\w.-]*")
_PIN_CHECK = re.compile(r"imps?_[0-9]{12}")


@dataclass(frozen=True, slots=True)
class QuickMember(Record):
    """Somebody who has registered with Quick Pay."""

    identity = "member_id"

    member_id: str
    updated: int
    uses_biometrics: bool = True
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class QuickPreparation(Record):
    """What was registered of an order that is to use prepaid money. Its verifier is kept nowhere."""

    identity = "merchant_uid"

    merchant_uid: str
    btid: str
    cust_ip: str
    prepaid_auth: str | None
    prepaid_amount: Decimal | None
    vendor_type: str | None
    reward_id: str | None


def member(context: RequestContext, member_id: str) -> QuickMember | None:
    """The member of that identity. Whoever's begins with `member` is one, until deleted."""
    known = context.shop.table(QuickMember).get(member_id)
    if known is not None:
        return None if known.is_deleted else known
    return QuickMember(member_id, REGISTERED_AT) if _MEMBER.fullmatch(member_id) else None


def delete(context: RequestContext, member: QuickMember) -> None:
    """Forget a member for good."""
    context.shop.table(QuickMember).put(replace(member, is_deleted=True))


def release_biometrics(context: RequestContext, member: QuickMember) -> None:
    """Let a member use no biometrics any more."""
    released = replace(member, uses_biometrics=False, updated=context.stamp)
    context.shop.table(QuickMember).put(released)


def money(context: RequestContext, member: QuickMember) -> Decimal:
    """The prepaid money that a member has left."""
    return wallets.balance(context.store, _wallet(context, member), MONEY)


def spend(context: RequestContext, member: QuickMember, payment: Payment) -> None:
    """Let a member have paid with prepaid money."""
    wallets.spend(context, _wallet(context, member), payment)


def was_checked(context: RequestContext, imp_uid: str) -> bool:
    """Whether an imp_uid can be that of a PIN check: it looks like one, and is no payment's."""
    return bool(_PIN_CHECK.fullmatch(imp_uid)) and context.shop.payments.get(imp_uid) is None


def autopay_key(context: RequestContext, customer_uid: str) -> BillingKey | None:
    """The billing key to which an autopay key belongs: one that was issued by Quick Pay."""
    key = context.shop.billing_keys.get(customer_uid)
    return key if key is not None and key.channel.pg_provider == PROVIDER else None


def _wallet(context: RequestContext, member: QuickMember) -> str:
    """Members are a merchant's own: the same identity is somebody else at another."""
    return f"kcp_quick {context.owner.account} {context.owner.tier or ''} {member.member_id}"
