"""Payments at the till of a convenience store, by a barcode or the number under it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from ..core.context import RequestContext
from ..core.records import Payment, StoreNumber
from . import waiting
from .waiting import NotTaken

PayType = Literal["card", "cash"]
"""How the customer pays at the till."""

CVS = "cvs"
"""The pay method."""

DAYS = 7
"""For how long a number is good whose end nobody named. What the emulator has agreed with Galaxia."""

_BEGIN, _PLACES = "8801", 14


def issue(
    context: RequestContext,
    payment: Payment,
    *,
    barcode: str | None,
    due: int | None,
    confirm_url: str | None,
) -> Payment:
    """Keep a payment as one that waits for the customer at a till."""
    number = StoreNumber(
        barcode=barcode or f"{_BEGIN}{payment.number % 10**_PLACES:0{_PLACES}}",
        due=context.now + DAYS * 24 * 3600 if due is None else due,
        confirm_url=confirm_url,
        is_told=context.setting("store_barcode") == "vbank_num",
    )
    return waiting.wait(context, replace(payment, pay_method=CVS, store_number=number))


def waits_under(context: RequestContext, barcode: str) -> bool:
    """Whether a payment of the shop waits under that barcode already."""
    return any(
        payment.store_number.barcode == barcode
        for payment in context.shop.payments
        if payment.store_number and payment.status == "ready"
    )


def question(
    context: RequestContext, payment: Payment, pay_type: PayType
) -> tuple[str, dict[str, Any]]:
    """Where the merchant is asked before the till takes the money, and what; no address when it need not be."""
    number = payment.store_number
    if number is None:
        raise NotTaken(
            "not_waiting",
            f"{payment.imp_uid} is not paid at a convenience store",
            "편의점 결제가 아닙니다.",
        )
    waiting.check_open(context, payment)
    return number.confirm_url or "", {
        "event": "Galaxia.Cvs.Confirm",
        "imp_uid": payment.imp_uid,
        "merchant_uid": payment.merchant_uid,
        "status": payment.status,
        "extra": {"barcode": number.barcode, "payType": pay_type},
    }


def pay(context: RequestContext, payment: Payment) -> Payment:
    """The till has taken the money."""
    waiting.check_open(context, payment)
    return waiting.pay(context, payment)
