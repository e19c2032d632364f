"""What a window's page shows: everything it knows comes from here, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..core.context import RequestContext
from ..core.records import Channel, Payment
from ..pgs.answers import CARD_BEHAVIOURS, TEST_CARDS
from ..pgs.providers import CARD
from ..pgs.providers import pg as pg_of
from ..pgs.standard_codes import BANKS, CARDS
from . import certifications, payments, results, windows
from .windows import Window

_BANKS = (
    "004",
    "088",
    "020",
    "081",
    "003",
    "011",
    "023",
    "032",
    "031",
    "071",
    "045",
    "089",
    "090",
    "092",
)
"""The banks that the window offers."""

_APPROVES = "approves"


def of_window(context: RequestContext, window: Window) -> dict[str, Any]:
    """All that the page needs, and the result when the window is over."""
    view = {
        "kind": "certification" if window.pay is None else "payment",
        "place": window.place.kind,
        "origin": window.place.origin,
        "language": window.place.language,
        "merchant_uid": window.merchant_uid,
        "tier": window.tier,
        "channel": _channel(window.channel),
        "end": of_end(context, window) if window.ended else None,
    }
    if window.pay is None:
        return view | {"certification": _certification(window)}
    payment = payments.payment_of(context.shop, window)
    return view | {"payment": _payment(context, window, payment)}


def of_end(context: RequestContext, window: Window) -> dict[str, Any]:
    """How the window ended, and where the browser goes."""
    if window.pay is None:
        result = results.of_certification(window)
    else:
        result = results.of_payment(window, payments.payment_of(context.shop, window))
    return {
        "result": result,
        "redirect": results.redirect(window, result),
        "succeeded": window.failure is None,
        "message": window.failure.message if window.failure else None,
        "is_page": window.place.kind == windows.PAGE,
    }


def _channel(channel: Channel) -> dict[str, Any]:
    return {
        "name": pg_of(channel.pg_provider).name,
        "provider": channel.pg_provider,
        "mid": channel.pg_id,
        "key": channel.key,
        "is_test": channel.sandbox,
    }


def _payment(context: RequestContext, window: Window, payment: Payment) -> dict[str, Any]:
    options = window.pay or windows.PayOptions()
    return {
        "imp_uid": payment.imp_uid,
        "name": payment.name,
        "amount": payment.amount,
        "currency": payment.currency,
        "method": payment.pay_method,
        "methods": payments.methods(window, payment),
        "issues_key_for": payment.customer_uid,
        "charges": payment.customer_uid is None or payments.charges_at_issue(context, payment),
        "brief_result": pg_of(payment.channel.pg_provider).brief_result,
        "quotas": payments.quotas(window, payment),
        "card_company": CARDS.get(options.card_company or ""),
        "cards": _cards(payment, CARDS.get(options.card_company or "")),
        "banks": [{"code": code, "name": BANKS[code]} for code in _BANKS],
        "vbank_due": payments.due_of(context, window),
        "promotion": _promotion(context, options.promotion_id),
        "promotions": _promotions(context, window, payment),
        "reasons": [name for name in CARD_BEHAVIOURS if payments.refusal_of(name)],
        "details": {
            "buyer_name": payment.buyer.name,
            "buyer_tel": payment.buyer.tel,
            "buyer_email": payment.buyer.email,
            "buyer_addr": payment.buyer.addr,
            "buyer_postcode": payment.buyer.postcode,
            "tax_free": payment.tax_free,
            "vat_amount": payment.vat_amount,
            "escrow": payment.escrow or None,
            "customer_uid": payment.customer_uid,
            "custom_data": payment.custom_data,
            "notice_url": "\n".join(payment.notice_urls) or None,
            "confirm_url": options.confirm_url,
            "m_redirect_url": window.place.redirect_url,
        },
    }


def _cards(payment: Payment, company: str | None) -> list[dict[str, Any]]:
    """The test cards, those that pay first; all of them of one company, if the shop's page named one."""
    cards = [
        {
            "number": number,
            "brand": company or brand,
            "is_debit": bool(type_),
            "behaviour": behaviour,
        }
        for number, ((_, brand), type_, behaviour) in TEST_CARDS.items()
        if CARD_BEHAVIOURS[behaviour].only_at in ("", payment.channel.pg_provider)
    ]
    return sorted(cards, key=lambda card: card["behaviour"] != _APPROVES)


def _promotion(context: RequestContext, promotion_id: str | None) -> dict[str, Any] | None:
    """The promotion that the shop's page named; without terms if it takes nothing off."""
    if promotion_id is None:
        return None
    known = (each for each in context.account.promotions if each.id == promotion_id)
    promotion = next((each for each in known if each.running), None)
    terms = None if promotion is None else asdict(promotion.terms)
    return {"id": promotion_id, "terms": terms}


def _promotions(context: RequestContext, window: Window, payment: Payment) -> list[dict[str, Any]]:
    """The promotions among which the customer may choose."""
    options = window.pay or windows.PayOptions()
    if options.promotion_id is not None or payment.customer_uid is not None:
        return []
    if CARD not in payments.methods(window, payment):
        return []
    return [
        {"id": promotion.id, **asdict(promotion.terms)}
        for promotion in context.account.promotions
        if promotion.running
        and promotion.issuer in (None, options.card_company or promotion.issuer)
    ]


def _certification(window: Window) -> dict[str, Any]:
    person = window.person or windows.Prefilled()
    return {
        "name": person.name,
        "phone": person.phone,
        "carrier": person.carrier,
        "min_age": person.min_age,
        "carriers": [
            {"code": code, "name": name} for code, name in certifications.CARRIERS.items()
        ],
        "people": [asdict(each) for each in certifications.PEOPLE],
        "reasons": list(certifications.REASONS),
    }
