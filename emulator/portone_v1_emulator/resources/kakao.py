"""Kakao Pay's own list of orders, handed on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .._generated.requests import KakaoListOrdersParams
from ..core.clock import KST
from ..core.context import Answer, Call, operation
from ..core.records import Payment
from ..core.refusals import Refusal

_PROVIDER = "kakaopay"
_PAGE_SIZE = 10
_DAY = 24 * 3600

_STATUSES = {
    "ready": "READY",
    "paid": "SUCCESS_PAYMENT",
    "cancelled": "CANCEL_PAYMENT",
    "failed": "FAIL_PAYMENT",
}
_PARTLY_CANCELLED = "PART_CANCEL_PAYMENT"


@operation("kakao.list_orders")
def list_orders(call: Call[KakaoListOrdersParams, None]) -> Answer:
    """A page of the Kakao Pay orders that were begun on a day in Korea."""
    params = call.params
    start = _start_of(params.payment_request_date)
    cid = _cid(call, params.cid)
    orders = [
        payment
        for payment in call.shop.payments
        if payment.channel.pg_provider == _PROVIDER
        and payment.channel.pg_id == cid
        and start <= payment.started_at < start + _DAY
    ]
    first = (params.page - 1) * _PAGE_SIZE
    return Answer(
        {
            "page": params.page,
            "payment_request_date": params.payment_request_date,
            "cid": cid,
            "orders": list(map(_order, orders[first : first + _PAGE_SIZE])),
        }
    )


def _start_of(day: str) -> int:
    try:
        midnight = datetime.strptime(day, "%Y%m%d").replace(tzinfo=KST)
    except ValueError:
        raise Refusal(
            "bad_request", message="파라메터 payment_request_date의 값이 올바르지 않습니다."
        ) from None
    return int(midnight.timestamp())


def _cid(call: Call[KakaoListOrdersParams, None], wanted: str | None) -> str:
    """The merchant's identity at Kakao Pay: the one that was asked for, or the first."""
    known = [channel.pg_id for channel in call.account.channels if channel.pg_provider == _PROVIDER]
    if not known or (wanted and wanted not in known):
        raise Refusal("pg_refused", message="invalid cid!", by_pg=True)
    return wanted or known[0]


def _order(payment: Payment) -> dict[str, Any]:
    is_part = 0 < payment.cancel_amount < payment.amount
    return {
        "tid": payment.pg_tid,
        "status": _PARTLY_CANCELLED if is_part else _STATUSES[payment.status],
        "partner_order_id": payment.merchant_uid,
        "item_name": payment.name,
        "amount": payment.amount,
    }
