"""Cash receipts: of payments, and of cash that was not paid through PortOne."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from .._generated.requests import (
    CashReceiptsGetExternalParams,
    CashReceiptsGetParams,
    CashReceiptsIssueExternalParams,
    CashReceiptsIssueParams,
    CashReceiptsRevokeExternalParams,
    CashReceiptsRevokeParams,
    IssueCashReceiptRequest,
    IssueExternalCashReceiptRequest,
)
from ..core import contract
from ..core.context import Answer, Call, operation
from ..core.records import Channel, Payment
from ..core.refusals import Refusal
from ..pgs.choice import check, choose
from ..pgs.providers import pg
from ..shops import receipts
from ..shops.receipts import CashReceipt, ExternalCashReceipt, Receipt, Split


@operation("cash_receipts.get")
def get(call: Call[CashReceiptsGetParams, None]) -> Answer:
    """The receipt of a payment, revoked or not."""
    imp_uid = call.params.imp_uid
    if call.shop.payments.get(imp_uid) is None:
        raise Refusal("unknown_payment")
    record = call.shop.table(CashReceipt).get(imp_uid)
    if record is None:
        raise Refusal("never_issued", imp_uid=imp_uid)
    return Answer(_shown("CashReceipt", record.receipt, imp_uid=imp_uid))


@operation("cash_receipts.issue", invalid="bad_receipt")
def issue(call: Call[CashReceiptsIssueParams, IssueCashReceiptRequest]) -> Answer:
    """Issue a receipt for what is left of a payment."""
    payment = call.shop.payments.get(call.params.imp_uid)
    if payment is None:
        raise Refusal("unknown_payment")
    check(call, payment.channel, unsupported="no_receipts")
    _check_payment(call, payment)
    about = _split(call.body.tax_free, _first_given(call.body), payment.left)
    receipt = _issued(call, payment.channel, about)
    receipts.keep(call, payment, receipt)
    return Answer(_shown("CashReceipt", receipt, imp_uid=payment.imp_uid))


@operation("cash_receipts.revoke")
def revoke(call: Call[CashReceiptsRevokeParams, None]) -> Answer:
    """Revoke the receipt of a payment. Another one may be issued then."""
    payment = call.shop.payments.get(call.params.imp_uid)
    if payment is None:
        raise _never_issued()
    check(call, payment.channel, unsupported="no_receipts")
    record = call.shop.table(CashReceipt).get(payment.imp_uid)
    if record is None:
        raise _never_issued()
    receipt = _revoked(call, record.receipt)
    receipts.keep(call, payment, receipt, via=record.via)
    return Answer(_shown("CashReceipt", receipt, imp_uid=payment.imp_uid))


@operation("cash_receipts.get_external")
def get_external(call: Call[CashReceiptsGetExternalParams, None]) -> Answer:
    """The receipt of cash that was not paid through PortOne, revoked or not."""
    merchant_uid = call.params.merchant_uid
    record = call.shop.table(ExternalCashReceipt).get(merchant_uid)
    if record is None:
        raise _never_issued()
    return Answer(_shown("ExternalCashReceipt", record.receipt, merchant_uid=merchant_uid))


@operation("cash_receipts.issue_external", invalid="bad_receipt")
def issue_external(
    call: Call[CashReceiptsIssueExternalParams, IssueExternalCashReceiptRequest],
) -> Answer:
    """Issue a receipt for an amount of cash, of which PortOne knows nothing."""
    merchant_uid, body = call.params.merchant_uid, call.body
    channel = choose(call, key=body.channel_key, unsupported="no_receipts")
    _check_merchant_uid(channel, merchant_uid)
    known = call.shop.table(ExternalCashReceipt).get(merchant_uid)
    if known is not None and known.receipt.stands:
        raise Refusal("already_issued")
    if body.amount <= 0 or body.amount % 1:
        raise Refusal("bad_receipt", message="파라메터 amount의 값이 올바르지 않습니다.")
    about = _split(body.tax_free, body.vat_amount, body.amount)
    return _keep_external(
        call, ExternalCashReceipt(merchant_uid, _issued(call, channel, about), channel)
    )


@operation("cash_receipts.revoke_external")
def revoke_external(call: Call[CashReceiptsRevokeExternalParams, None]) -> Answer:
    """Revoke the receipt of cash that was not paid through PortOne."""
    merchant_uid = call.params.merchant_uid
    if not merchant_uid.strip():
        raise Refusal("bad_receipt", message="필수 파라메터 merchant_uid이(가) 누락되었습니다.")
    record = call.shop.table(ExternalCashReceipt).get(merchant_uid)
    if record is None:
        raise _never_issued()
    check(call, record.channel, unsupported="no_receipts")
    return _keep_external(call, replace(record, receipt=_revoked(call, record.receipt)))


def _check_payment(call: Call[Any, Any], payment: Payment) -> None:
    """Refuse a payment for which there is no receipt, or one already."""
    if payment.pay_method not in receipts.CASH or payment.currency != "KRW":
        message = "현금영수증은 가상계좌, 계좌이체 거래에 대해서만 발급할 수 있습니다."
        raise Refusal("refused", message=message)
    if not payment.paid_at or not payment.left:
        raise Refusal("not_paid")
    record = call.shop.table(CashReceipt).get(payment.imp_uid)
    if record is not None and record.receipt.stands:
        raise Refusal("already_issued")
    if record is None and not pg(payment.channel.pg_provider).receipts_later:
        message = "[R404]결제 시 현금영수증을 신청하지 않은 거래입니다."
        raise Refusal("not_issued", message=message, by_pg=True)


def _check_merchant_uid(channel: Channel, merchant_uid: str) -> None:
    plain = pg(channel.pg_provider).plain_merchant_uids
    if not re.fullmatch("[A-Za-z0-9]+" if plain else r".*\S.*", merchant_uid):
        raise Refusal("bad_receipt", message="파라메터 merchant_uid의 값이 올바르지 않습니다.")


def _first_given(body: IssueCashReceiptRequest) -> Any:
    """The tax of a receipt, by its present name or by the old one."""
    return body.vat if body.vat_amount is None else body.vat_amount


def _split(tax_free: Any, vat: Any, amount: Any) -> Split:
    try:
        return receipts.split(amount, tax_free, vat)
    except receipts.BadSplit:
        message = "면세금액 또는 부가세가 발급금액과 맞지 않습니다."
        raise Refusal("bad_receipt", message=message) from None


def _issued(call: Call[Any, Any], channel: Channel, about: Split) -> Receipt:
    body = call.body
    try:
        return receipts.issue(
            call, channel, body.identifier, body.identifier_type, body.type, about
        )
    except receipts.NotIssued as refused:
        raise Refusal("not_issued", message=str(refused), by_pg=True) from None


def _revoked(call: Call[Any, Any], receipt: Receipt) -> Receipt:
    if not receipt.stands:
        raise Refusal("already_revoked")
    try:
        return receipts.revoke(call, receipt)
    except receipts.NotRevoked as refused:
        raise Refusal("not_revoked", message=str(refused), by_pg=True) from None


def _never_issued() -> Refusal:
    return Refusal("never_issued", message="현금영수증을 발급한 내역이 존재하지 않습니다.")


def _keep_external(call: Call[Any, Any], record: ExternalCashReceipt) -> Answer:
    call.shop.table(ExternalCashReceipt).put(record)
    return Answer(_shown("ExternalCashReceipt", record.receipt, merchant_uid=record.merchant_uid))


def _shown(schema: str, receipt: Receipt, **owner: str) -> dict[str, Any]:
    return (
        contract.load().blank(schema)
        | owner
        | {
            "amount": receipt.split.amount,
            "applied_at": receipt.applied_at,
            "apply_num": receipt.apply_num,
            "cancelled_at": receipt.cancelled_at,
            "receipt_tid": receipt.receipt_tid,
            "receipt_url": receipt.receipt_url,
            "type": receipt.type,
            "vat": receipt.split.vat,
        }
    )
