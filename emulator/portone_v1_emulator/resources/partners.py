"""The shares of sub-merchants on the receipt of one payment."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from .._generated.requests import (
    PartnerShare,
    PartnersRegisterReceiptsParams,
    RegisterPartnerReceiptsRequest,
)
from ..core import contract
from ..core.context import Answer, Call, operation
from ..core.records import Payment
from ..core.refusals import Refusal
from ..pgs import choice, receipt_pages


@operation("partners.register_receipts", invalid="bad_shares")
def register_receipts(
    call: Call[PartnersRegisterReceiptsParams, RegisterPartnerReceiptsRequest],
) -> Answer:
    """Put the shares on the receipt, where V1 shows them to nobody but the customer."""
    payment = _payment(call)
    choice.check(call, payment.channel, unsupported="no_shares")
    if not payment.paid_at or not payment.left:
        raise Refusal("not_paid")
    _check_shares(call.body.data, payment)
    page = receipt_pages.page(payment.channel.pg_provider, payment.pg_tid)
    return Answer(contract.load().blank("PartnerReceipt") | {"receipt_url": page})


def _payment(call: Call[Any, Any]) -> Payment:
    payment = call.shop.payments.get(call.params.imp_uid)
    if payment is None:
        raise Refusal("unknown_payment")
    if choice.named(call, key=payment.channel.key) is None:
        raise Refusal("unknown_channel", message="결제건의 결제연동 정보를 찾을 수 없습니다.")
    return payment


def _check_shares(shares: list[PartnerShare], payment: Payment) -> None:
    for share in shares:
        if not re.fullmatch("[0-9]{3}-[0-9]{2}-[0-9]{5}", share.business_registration_number):
            raise _bad("사업자 등록번호가 올바르지 않습니다.")
        taxed = share.amount - (share.tax_free or 0)
        if not share.amount or taxed < 0 or (share.vat_amount or 0) > taxed:
            raise _bad("하위 상점 거래 금액이 올바르지 않습니다.")
    if sum((share.amount for share in shares), Decimal(0)) != payment.amount:
        raise _bad("하위 상점 거래 금액의 합계가 결제금액과 일치하지 않습니다.")


def _bad(text: str) -> Refusal:
    return Refusal("bad_shares", message=text)
