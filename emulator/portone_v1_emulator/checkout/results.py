"""What a shop's page is told when a window is over: the callback's object, or the query of the redirect."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from ..core.records import Payment
from ..pgs.providers import pg as pg_of
from ..pgs.standard_codes import BANKS
from .windows import PAGE, Failure, Window


def of_payment(window: Window, payment: Payment) -> dict[str, Any]:
    """What the callback of `IMP.request_pay` gets.

    PGs with a `brief_result` tell neither success nor anything of the payment: the shop's server has to look.
    """
    names = {"imp_uid": payment.imp_uid, "merchant_uid": payment.merchant_uid}
    failure = _error(window.failure)
    if pg_of(payment.channel.pg_provider).brief_result:
        return names | failure
    channel = payment.channel
    known = {
        "success": window.failure is None,
        **names,
        "pay_method": payment.pay_method,
        "pg_provider": channel.pg_provider,
        "pg_type": channel.type,
    }
    if failure:
        return known | failure
    return known | _details(payment) | _account(payment)


def of_certification(window: Window) -> dict[str, Any]:
    """What the callback of `IMP.certification` gets."""
    return {
        "success": window.failure is None,
        "imp_uid": window.imp_uid,
        "merchant_uid": window.merchant_uid,
        "pg_provider": window.channel.pg_provider,
        "pg_type": window.channel.type,
    } | _error(window.failure)


def of_window_that_did_not_open(failure: Failure, merchant_uid: str | None) -> dict[str, Any]:
    """What the callback gets when there was no window at all."""
    return {"success": False, "imp_uid": None, "merchant_uid": merchant_uid} | _error(failure)


def redirect(window: Window, result: dict[str, Any]) -> str | None:
    """Where the browser goes back to, with the result; None when it stays, or the shop has not said."""
    if window.place.kind != PAGE or window.place.redirect_url is None:
        return None
    success = "success" if window.pay is None else "imp_success"
    return with_query(window.place.redirect_url, result, success)


def with_query(url: str, result: dict[str, Any], success: str = "imp_success") -> str:
    """`url` with the part of a result that redirects carry; its own query stays."""
    told = {name: result[name] for name in ("imp_uid", "merchant_uid") if result.get(name)}
    if "success" in result:
        told[success] = "true" if result["success"] else "false"
    told |= {name: result[name] for name in ("error_code", "error_msg") if name in result}
    parts = urlsplit(url)
    query = "&".join(filter(None, (parts.query, urlencode(told))))
    return urlunsplit(parts._replace(query=query))


def _error(failure: Failure | None) -> dict[str, Any]:
    return {} if failure is None else {"error_code": failure.code, "error_msg": failure.message}


def _details(payment: Payment) -> dict[str, Any]:
    card, buyer = payment.card, payment.buyer
    return {
        "apply_num": payment.apply_num or "",
        "bank_name": BANKS.get(payment.bank_code or ""),
        "buyer_addr": buyer.addr or "",
        "buyer_email": buyer.email or "",
        "buyer_name": buyer.name or "",
        "buyer_postcode": buyer.postcode or "",
        "buyer_tel": buyer.tel or "",
        "card_name": card.name if card else None,
        "card_number": card.masked_number if card else "",
        "card_quota": payment.card_quota,
        "currency": payment.currency,
        "custom_data": payment.custom_data,
        "name": payment.name or "",
        "paid_amount": payment.amount,
        "paid_at": payment.paid_at,
        "pg_tid": payment.pg_tid,
        "receipt_url": None,
        "status": payment.status,
    }


def _account(payment: Payment) -> dict[str, Any]:
    vbank = payment.vbank
    if vbank is None:
        return {}
    return {
        "vbank_num": vbank.number,
        "vbank_name": vbank.bank,
        "vbank_holder": vbank.holder,
        "vbank_date": vbank.due,
    }
