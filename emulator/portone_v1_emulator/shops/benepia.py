"""Benepia, which gives employees points to spend: its members, their passwords and what they have."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from decimal import Decimal

from ..core.context import RequestContext
from ..core.records import Payment
from . import wallets

POINT = "point"
"""The pay method."""


@dataclass(frozen=True, slots=True)
class Member:
    """An employee with an account."""

    user: str
    password: str
    points: Decimal
    """What the account holds at first."""


TEST_MEMBERS = {
    member.user: member
    for member in (
        Member("haneul", "benepia-password", Decimal(250_000)),
        Member("poor", "benepia-password", Decimal(100)),
        Member("rich", "benepia-password", Decimal(10_000_000)),
    )
}
"""The accounts, by their names."""


class NotAMember(Exception):
    """There is no such account, or it has another password."""


def sign_in(user: str, password: str) -> Member:
    """The account of that name and password."""
    member = TEST_MEMBERS.get(user)
    if member is None or not hmac.compare_digest(member.password.encode(), password.encode()):
        raise NotAMember("베네피아 아이디 또는 비밀번호가 올바르지 않습니다.")
    return member


def points(context: RequestContext, member: Member) -> Decimal:
    """What a member can spend."""
    return wallets.balance(context.store, _wallet(member), member.points)


def spend(context: RequestContext, member: Member, payment: Payment) -> None:
    """Let a member have paid with points."""
    wallets.spend(context, _wallet(member), payment)


def _wallet(member: Member) -> str:
    return f"benepia {member.user}"
