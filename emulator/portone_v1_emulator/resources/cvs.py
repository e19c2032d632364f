"""Payments at convenience stores."""

from __future__ import annotations

from .._generated.requests import CvsRevokeParams, IssueCvsRequest
from ..core.context import Answer, Call, operation
from ..core.refusals import Refusal
from ..pgs import answers as pg
from ..pgs.choice import choose
from ..shops import convenience_stores, waiting
from ..shops.charging import answer_for, check_order, conclude, new_payment, order_of
from . import wire


@operation("cvs.issue")
def issue(call: Call[None, IssueCvsRequest]) -> Answer:
    """Issue a number, or take over a barcode of the merchant's."""
    body, order = call.body, order_of(call.body)
    channel = choose(call, key=body.channel_key)
    check_order(call, order)
    payment = new_payment(call, order, channel, pay_method=convenience_stores.CVS)
    verdict = pg.verdict(amount=order.amount)
    if verdict.failure:
        return Answer(wire.payment(answer_for(call, conclude(call, payment, verdict), verdict)))
    if body.expired_at is not None and body.expired_at <= call.now:
        raise Refusal("declined", message="수납기한이 이미 지났습니다.")
    if body.barcode and convenience_stores.waits_under(call, body.barcode):
        raise Refusal("declined", message="이미 등록된 바코드입니다.")
    payment = convenience_stores.issue(
        call,
        payment,
        barcode=body.barcode,
        due=body.expired_at,
        confirm_url=body.confirm_url,
    )
    return Answer(wire.payment(payment))


@operation("cvs.revoke")
def revoke(call: Call[CvsRevokeParams, None]) -> Answer:
    """Let no till take money under a number any more."""
    payment = call.shop.payments.get(call.params.imp_uid)
    if payment is None:
        raise Refusal("unknown_payment")
    if payment.store_number is None or payment.status != "ready":
        raise Refusal("not_ready")
    if refusal := pg.cancel_refusal(payment):
        raise Refusal("declined", message=refusal, by_pg=True)
    return Answer(wire.payment(waiting.revoke(call, payment)))
