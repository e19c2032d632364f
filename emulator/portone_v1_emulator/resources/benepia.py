"""Points that employees spend."""

from __future__ import annotations

from typing import Any

from .._generated.requests import BenepiaPayRequest, GetPointRequest
from ..core.context import Answer, Call, operation
from ..core.refusals import Refusal
from ..pgs import answers as pg
from ..pgs.choice import choose
from ..shops import benepia
from ..shops.benepia import Member, NotAMember
from ..shops.charging import answer_for, charge, check_order, order_of
from . import wire


@operation("benepia.get_point")
def get_point(call: Call[None, GetPointRequest]) -> Answer:
    """How many points a member can spend."""
    choose(call, key=call.body.channel_key, unsupported="bad_request")
    member = _member(call, otherwise="not_answered")
    return Answer({"point": benepia.points(call, member)})


@operation("benepia.pay")
def pay(call: Call[None, BenepiaPayRequest]) -> Answer:
    """Charge points. Without the merchant's code it is a test, which takes none."""
    body, order = call.body, order_of(call.body)
    channel = choose(call, key=body.channel_key)
    check_order(call, order)
    member = _member(call, otherwise="not_paid")
    verdict = pg.verdict(amount=order.amount, provider=channel.pg_provider)
    if not verdict.failure and order.amount > benepia.points(call, member):
        raise Refusal("not_paid", message="베네피아 포인트 잔액이 부족합니다.")
    payment = charge(call, order, channel, None, verdict, pay_method=benepia.POINT)
    if payment.paid_at and body.benepia_member_code:
        benepia.spend(call, member, payment)
    return Answer(wire.payment(answer_for(call, payment, verdict)))


def _member(call: Call[None, Any], *, otherwise: str) -> Member:
    try:
        return benepia.sign_in(call.body.benepia_user, call.body.benepia_password)
    except NotAMember as refused:
        raise Refusal(otherwise, message=str(refused)) from None
