"""KCP Quick Pay."""

from __future__ import annotations

import ipaddress

from .._generated.requests import (
    KcpquickCreatePreparationParams,
    KcpquickDeleteAutopayKeyParams,
    KcpquickDeleteMemberParams,
    KcpQuickPreparationRequest,
    KcpquickReleaseFidoParams,
    KcpquickUpdatePreparationParams,
    PayWithAutopayRequest,
    PayWithMoneyRequest,
    ReleaseFidoRequest,
)
from ..core import contract
from ..core.context import Answer, Call, operation
from ..core.refusals import Refusal
from ..pgs import answers as pg
from ..pgs.choice import choose, named
from ..shops import kcp_quick
from ..shops.charging import answer_for, charge, check_order, order_of
from ..shops.kcp_quick import QuickMember, QuickPreparation
from . import wire

_KEY_DELETED = "자동결제 키가 정상적으로 삭제되었습니다."
_FIDO_RELEASED = "생체인증 사용이 정상적으로 해제되었습니다."
_NOTHING_REGISTERED = {"code": "C210", "message": "등록된 거래가 없습니다."}


@operation("kcpquick.create_preparation", invalid="bad_preparation")
def create_preparation(
    call: Call[KcpquickCreatePreparationParams, KcpQuickPreparationRequest],
) -> Answer:
    """Register an order, once."""
    choose(call)
    if call.shop.table(QuickPreparation).get(call.params.merchant_uid):
        raise Refusal("already_registered", message="이미 사전등록된 merchant_uid입니다.")
    return _register(call)


@operation("kcpquick.update_preparation", invalid="bad_preparation")
def update_preparation(
    call: Call[KcpquickUpdatePreparationParams, KcpQuickPreparationRequest],
) -> Answer:
    """Register an order otherwise."""
    choose(call)
    if not call.shop.table(QuickPreparation).get(call.params.merchant_uid):
        raise Refusal("unknown_preparation", message="사전등록 정보를 찾을 수 없습니다.")
    return _register(call)


@operation("kcpquick.pay_with_money")
def pay_with_money(call: Call[None, PayWithMoneyRequest]) -> Answer:
    """Charge a member's prepaid money."""
    body, order = call.body, order_of(call.body)
    channel = choose(call, key=body.channel_key)
    check_order(call, order)
    if not kcp_quick.was_checked(call, body.imp_uid):
        raise Refusal("declined", message="PIN 인증 거래를 찾을 수 없습니다.")
    member = kcp_quick.member(call, body.member_id)
    if member is None:
        raise Refusal("declined", message="등록되지 않은 회원입니다.")
    verdict = pg.verdict(amount=order.amount, provider=channel.pg_provider)
    if not verdict.failure and order.amount > kcp_quick.money(call, member):
        raise Refusal("declined", message="선불머니 잔액이 부족합니다.")
    payment = charge(call, order, channel, None, verdict, pay_method=kcp_quick.PREPAID)
    if payment.paid_at:
        kcp_quick.spend(call, member, payment)
    return Answer(wire.payment(answer_for(call, payment, verdict)))


@operation("kcpquick.pay_with_autopay")
def pay_with_autopay(call: Call[None, PayWithAutopayRequest]) -> Answer:
    """Charge an autopay key."""
    order = order_of(call.body)
    key = kcp_quick.autopay_key(call, call.body.customer_uid)
    if key is None:
        raise Refusal("unknown_billing_key")
    check_order(call, order)
    verdict = pg.verdict(key.card, order.amount, key.customer_uid, key.channel.pg_provider)
    payment = charge(
        call,
        order,
        key.channel,
        key.card,
        verdict,
        pay_method=key.pay_method,
        customer_uid=key.customer_uid,
        customer_uid_usage="payment",
    )
    return Answer(wire.payment(answer_for(call, payment, verdict)))


@operation("kcpquick.delete_autopay_key")
def delete_autopay_key(call: Call[KcpquickDeleteAutopayKeyParams, None]) -> Answer:
    """Delete an autopay key, and the billing key that stood for it alone."""
    key = kcp_quick.autopay_key(call, call.params.customer_uid)
    if key is None:
        raise Refusal("unknown_billing_key", message="등록된 자동결제 키를 찾을 수 없습니다.")
    call.shop.billing_keys.remove(key.customer_uid)
    return Answer({"customer_uid": key.customer_uid}, message=_KEY_DELETED)


@operation("kcpquick.delete_member")
def delete_member(call: Call[KcpquickDeleteMemberParams, None]) -> Answer:
    """Delete a member for good."""
    params = call.params
    for name in ("site_code", "partner_type", "partner_subtype"):
        if not getattr(params, name):
            raise Refusal("bad_request", message=f"필수 파라메터 {name}이(가) 누락되었습니다.")
    member = kcp_quick.member(call, params.member_id)
    if member is None:
        raise Refusal("unknown_member", message="존재하지 않는 회원입니다.")
    kcp_quick.delete(call, member)
    return Answer(_deleted(member, params.site_code))


@operation("kcpquick.release_fido", invalid="bad_channel")
def release_fido(call: Call[KcpquickReleaseFidoParams, ReleaseFidoRequest]) -> Answer:
    """Let a member use no biometrics any more."""
    channel = named(call, key=call.body.channel_key)
    if channel is None or channel.pg_provider != kcp_quick.PROVIDER:
        raise Refusal("bad_channel", message="KCP 퀵페이 채널이 아닙니다.")
    member = kcp_quick.member(call, call.params.member_id)
    if member is None or not member.uses_biometrics:
        raise Refusal(
            "declined",
            message="생체인증 사용 해제에 실패하였습니다.",
            beside={"error": _NOTHING_REGISTERED},
        )
    kcp_quick.release_biometrics(call, member)
    return Answer({"member_id": member.member_id}, message=_FIDO_RELEASED)


def _register(
    call: Call[KcpquickCreatePreparationParams, KcpQuickPreparationRequest]
    | Call[KcpquickUpdatePreparationParams, KcpQuickPreparationRequest],
) -> Answer:
    body = call.body
    _check(body)
    preparation = QuickPreparation(
        merchant_uid=call.params.merchant_uid,
        btid=body.btid,
        cust_ip=body.cust_ip,
        prepaid_auth=body.prepaid_auth_yn,
        prepaid_amount=body.prepaid_amount,
        vendor_type=body.vender_type,
        reward_id=body.reward_id,
    )
    call.shop.table(QuickPreparation).put(preparation)
    return Answer(None)


def _check(body: KcpQuickPreparationRequest) -> None:
    for name in ("btid", "code_verifier"):
        if not getattr(body, name):
            raise _bad(name)
    try:
        ipaddress.IPv4Address(body.cust_ip)
    except ValueError:
        raise _bad("cust_ip") from None
    amount = body.prepaid_amount
    if (amount is None and body.prepaid_auth_yn == "Y") or (amount is not None and amount % 1):
        raise _bad("prepaid_amount")


def _bad(name: str) -> Refusal:
    return Refusal("bad_preparation", message=f"파라메터 {name}의 값이 올바르지 않습니다.")


def _deleted(member: QuickMember, site_code: str) -> dict[str, object]:
    return contract.load().blank("KcpQuickMember") | {
        "member_id": member.member_id,
        "pg_provider": kcp_quick.PROVIDER,
        "pg_id": site_code,
        "inserted": kcp_quick.REGISTERED_AT,
        "updated": member.updated,
    }
