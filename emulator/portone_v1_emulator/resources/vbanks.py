"""Virtual accounts, and whose a bank account is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .._generated.requests import (
    CreateVbankRequest,
    UpdateVbankRequest,
    VbanksCreateParams,
    VbanksGetHolderParams,
    VbanksRevokeParams,
    VbanksUpdateParams,
)
from ..core import contract
from ..core.context import Answer, Call, operation
from ..core.records import Channel, Payment
from ..core.refusals import Refusal
from ..pgs import answers as pg
from ..pgs import bank_accounts
from ..pgs.choice import check, check_given, choose
from ..pgs.standard_codes import BANKS
from ..shops import virtual_accounts, waiting
from ..shops.charging import (
    Order,
    answer_for,
    check_amount,
    check_order,
    conclude,
    differs_from_preparation,
    new_payment,
    order_of,
    was_paid,
)
from . import wire

_INICIS, _SETTLE, _SMARTRO, _TOSS, _WELCOME = (
    "html5_inicis",
    "settle",
    "smartro_v2",
    "tosspayments",
    "welcome",
)

_HIGHEST_VAT = 10
"""How much of the amount may be VAT at welcome, in percent."""


@operation("vbanks.create")
def create(call: Call[VbanksCreateParams, CreateVbankRequest]) -> Answer:
    """Open an account that waits for a deposit."""
    body, order = call.body, order_of(call.body)
    channel = choose(call, key=body.channel_key)
    _check_api_key(channel, call.params.pg_api_key)
    _check_order(call, order)
    _check_terms(call, channel, order)
    payment = new_payment(
        call, order, channel, pay_method=virtual_accounts.VBANK, escrow=_wants_escrow(call, channel)
    )
    verdict = pg.verdict(amount=order.amount, provider=channel.pg_provider)
    if verdict.failure:
        return Answer(wire.payment(answer_for(call, conclude(call, payment, verdict), verdict)))
    bank_code = _standard_code(body.vbank_code)
    payment = virtual_accounts.open_account(
        call,
        payment,
        bank_code=bank_code,
        holder=_holder(channel, body.vbank_holder),
        due=body.vbank_due,
        number=_fixed_number(channel, body, bank_code),
        unlimited=body.fixed_unlimited_vbank,
    )
    return Answer(wire.payment(payment))


@operation("vbanks.update")
def update(call: Call[VbanksUpdateParams, UpdateVbankRequest]) -> Answer:
    """Let an account wait for another amount, or longer, or less long."""
    body, payment = call.body, _waiting(call)
    check(call, payment.channel)
    if payment.via != "api":
        raise Refusal("refused", message="API로 발급된 가상계좌만 수정할 수 있습니다.")
    if body.amount is None and body.vbank_due is None:
        raise Refusal("bad_request", message="필수 파라메터 amount이(가) 누락되었습니다.")
    if body.amount is not None:
        payment = replace(payment, amount=body.amount)
        _check_new_amount(call, payment)
    if body.vbank_due is not None and payment.vbank:
        _check_due(call, body.vbank_due)
        payment = replace(payment, vbank=replace(payment.vbank, due=body.vbank_due))
    return Answer(wire.payment(waiting.wait(call, payment)))


@operation("vbanks.revoke")
def revoke(call: Call[VbanksRevokeParams, None]) -> Answer:
    """Let nobody pay into an account any more."""
    payment = _waiting(call)
    check(call, payment.channel)
    _check_api_key(payment.channel, call.params.pg_api_key)
    if refusal := pg.cancel_refusal(payment):
        raise Refusal("declined", message=refusal, by_pg=True)
    return Answer(wire.payment(waiting.revoke(call, payment)))


@operation("vbanks.get_holder", invalid="bad_account")
def get_holder(call: Call[VbanksGetHolderParams, None]) -> Answer:
    """Whose an account is: that of a payment here, or anybody's."""
    code, number = call.params.bank_code, bank_accounts.plain(call.params.bank_num)
    if not code or not number:
        raise Refusal("bad_account", message="은행코드와 계좌번호를 확인해 주세요.")
    holder = _of_payment(call, code, number)
    if holder is None and code in BANKS:
        holder = bank_accounts.holder(number)
    if holder is None:
        raise Refusal("unknown_account", message="해당되는 계좌정보를 찾을 수 없습니다.")
    return Answer({"bank_holder": holder})


def _waiting(call: Call[Any, Any]) -> Payment:
    """The payment that a request names, as long as it waits for a deposit."""
    payment = call.shop.payments.get(call.params.imp_uid)
    if payment is None:
        raise Refusal("unknown_payment")
    if payment.vbank is None or payment.status != "ready":
        raise Refusal("not_waiting", message="입금대기 상태의 가상계좌 결제건이 아닙니다.")
    return payment


def _check_api_key(channel: Channel, key: str | None) -> None:
    if channel.pg_provider == _INICIS and key != pg.INICIS_API_KEY:
        raise Refusal("wrong_pg_api_key", after=" 불일치")


def _check_order(call: Call[Any, CreateVbankRequest], order: Order) -> None:
    if not call.body.fixed_unlimited_vbank:
        check_order(call, order)
    elif was_paid(call, order.merchant_uid):
        raise Refusal("already_paid")


def _check_terms(call: Call[Any, CreateVbankRequest], channel: Channel, order: Order) -> None:
    """Refuse what the PG would not open an account for."""
    body, provider = call.body, channel.pg_provider
    _check_due(call, body.vbank_due)
    if _standard_code(body.vbank_code) not in BANKS:
        raise Refusal("declined", message="가상계좌를 발급할 수 없는 은행입니다.")
    if body.fixed_unlimited_vbank and provider != _SETTLE:
        raise Refusal("declined", message="무제한 가상계좌를 지원하지 않는 PG사입니다.")
    if body.fixed_unlimited_vbank:
        check_given(call, body, ["vbank_num"])
    if _wants_escrow(call, channel):
        check_given(call, body, ["buyer_email"])
    if provider == _SMARTRO and not body.merchant_uid.isalnum():
        raise Refusal("declined", message="merchant_uid에 특수문자를 사용할 수 없습니다.")
    vat = order.vat_amount or 0
    if provider == _WELCOME and vat * 100 > order.amount * _HIGHEST_VAT:
        raise Refusal("declined", message="부가세는 결제금액의 10%를 초과할 수 없습니다.")


def _check_due(call: Call[Any, Any], due: int) -> None:
    if due <= call.now:
        raise Refusal("declined", message="입금기한이 이미 지났습니다.")


def _check_new_amount(call: Call[Any, Any], payment: Payment) -> None:
    check_amount(payment.amount, payment.currency)
    if payment.vbank and payment.vbank.unlimited:
        raise Refusal("declined", message="무제한 가상계좌의 금액은 수정할 수 없습니다.")
    if differs_from_preparation(
        call, Order(payment.merchant_uid, payment.amount, payment.currency)
    ):
        raise Refusal("refused", message="사전등록된 결제금액과 일치하지 않습니다.")
    verdict = pg.verdict(amount=payment.amount, provider=payment.channel.pg_provider)
    if verdict.failure:
        raise Refusal("declined", message=verdict.failure, by_pg=True)


def _standard_code(code: str) -> str:
    """The bank's code as it is everywhere but at INICIS, which drops the first 0."""
    return code.zfill(3)


def _wants_escrow(call: Call[Any, CreateVbankRequest], channel: Channel) -> bool:
    body = call.body
    return channel.pg_provider == _SETTLE and bool(body.vbank_num and body.escrow_password)


def _holder(channel: Channel, wanted: str | None) -> str | None:
    if channel.pg_provider == _TOSS:
        return None  # it is the merchant, and Toss does not tell
    if "vbank_holder" in _fields(channel, "unsupported"):
        return bank_accounts.MERCHANT
    return wanted or bank_accounts.MERCHANT


def _fixed_number(channel: Channel, body: CreateVbankRequest, bank_code: str) -> str | None:
    """The number of a fixed account; None when a new one is to be opened."""
    supported = _fields(channel, "supported")
    if body.vbank_num and "vbank_num" in supported:
        return body.vbank_num
    if body.vbank_key and "vbank_key" in supported:
        return bank_accounts.number_for(bank_code, body.vbank_key)
    return None


def _fields(channel: Channel, fact: str) -> list[str]:
    return contract.load().fields_for(channel.pg_provider, "CreateVbankRequest", fact)


def _of_payment(call: Call[Any, Any], code: str, number: str) -> str | None:
    for payment in call.shop.payments:
        account = payment.vbank
        if account and account.code == code and bank_accounts.plain(account.number) == number:
            return account.holder or bank_accounts.MERCHANT
    return None
