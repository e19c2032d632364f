"""Shipping details of escrow payments, whose money is held until the customer confirms the purchase."""

from __future__ import annotations

from typing import Any

import pytest

from portone_v1 import AlreadyDone, Conflict, InvalidRequest, NotFound, NotSupported, Refused
from portone_v1_emulator.core.records import Payment
from portone_v1_emulator.shops import escrow

from ..conftest import NOW
from .orders import begun_by, context_of, paid_by
from .shop import Shop

INVOICE = "123456789012"
ADDRESS = {"address_line_1": "서울특별시 강남구 삼성동 1", "address_line_2": "하늘빌딩 3층"}
PERSON: dict[str, Any] = {
    "name": "김하늘",
    "tel": "010-1234-5678",
    "addr": "서울특별시 강남구 삼성동 1",
    "postcode": "06164",
    "formed_address": ADDRESS,
}
PARCEL: dict[str, Any] = {
    "company": "CJGLS",
    "invoice": INVOICE,
    "sent_at": NOW,
    "receiving_at": "20260103",
    "address": "서울특별시 강남구 삼성동 1",
}
COAT: dict[str, Any] = {"id": "1", "name": "겨울 코트", "amount": 10_000}
BODY: dict[str, Any] = {
    "sender": {**PERSON, "relationship": "본인"},
    "receiver": PERSON,
    "logis": PARCEL,
    "products": [COAT],
}


def paid(shop: Shop, provider: str = "kcp", **more: Any) -> Payment:
    """An escrow payment."""
    return paid_by(shop, provider, "trans", **{"escrow": True} | more)


def parcel(**other: Any) -> dict[str, Any]:
    return {**BODY, "logis": {**PARCEL, **other}}


def events(shop: Shop) -> list[dict[str, Any]]:
    """What the webhooks told of escrow."""
    bodies = [delivery.body for delivery in shop.emulator.webhooks.log]
    return [body for body in bodies if body.get("event") == "Inicis.Escrow.Changed"]


@pytest.mark.covers("escrows.register")
@pytest.mark.covers("escrows.update")
@pytest.mark.covers("escrows.get")
@pytest.mark.covers("escrows.get", "not_registered")
@pytest.mark.covers("escrows.register", "already_registered")
@pytest.mark.covers("escrows.update", "cannot_change")
def test_registered_once_and_changed(shop: Shop) -> None:
    imp_uid = paid(shop).imp_uid
    with pytest.raises(NotFound):
        shop.escrows.get(imp_uid)
    with pytest.raises(Conflict):
        shop.escrows.update(imp_uid, **BODY)
    shipment = shop.escrows.register(imp_uid, **BODY)
    assert (shipment.company, shipment.invoice) == ("CJGLS", INVOICE)
    assert (shipment.sent_at.timestamp(), shipment.applied_at.timestamp()) == (NOW, NOW)
    assert shop.escrows.get(imp_uid) == shipment
    with pytest.raises(AlreadyDone):
        shop.escrows.register(imp_uid, **BODY)
    shop.emulator.advance(60)
    changed = shop.escrows.update(imp_uid, **parcel(company="EPOST", invoice="2"))
    assert (changed.company, changed.invoice) == ("EPOST", "2")
    assert changed.applied_at.timestamp() == NOW
    assert shop.escrows.get(imp_uid) == changed


@pytest.mark.covers("escrows.get", "unknown_payment")
@pytest.mark.covers("escrows.register", "unknown_payment")
@pytest.mark.covers("escrows.update", "unknown_payment")
@pytest.mark.covers("escrows.register", "cannot_register")
def test_payments_that_take_no_shipping_details(shop: Shop) -> None:
    with pytest.raises(NotFound, match="존재하지 않는 결제정보"):
        shop.escrows.get("imp_000000000000")
    for call in (shop.escrows.register, shop.escrows.update):
        with pytest.raises(NotFound, match="존재하지 않는 결제정보"):
            call("imp_000000000000", **BODY)
    with context_of(shop) as context:
        unpaid = begun_by(context, "kcp", "vbank", escrow=True)
        context.shop.payments.put(unpaid)
    cancelled = paid(shop)
    shop.payments.cancel(imp_uid=cancelled.imp_uid, amount="all")
    for payment in (paid(shop, escrow=False), unpaid, cancelled):
        with pytest.raises(Conflict):
            shop.escrows.register(payment.imp_uid, **BODY)


@pytest.mark.covers("escrows.get", "no_escrow")
@pytest.mark.covers("escrows.register", "no_escrow")
@pytest.mark.covers("escrows.update", "no_escrow")
def test_pgs_without_escrow(shop: Shop) -> None:
    imp_uid = paid(shop, "tosspayments").imp_uid
    with pytest.raises(NotSupported):
        shop.escrows.register(imp_uid, **BODY)
    with pytest.raises(NotSupported):
        shop.escrows.get(imp_uid)
    at_nice = paid(shop, "nice_v2").imp_uid
    shop.escrows.register(at_nice, **BODY, send_email=False)
    with pytest.raises(NotSupported, match="지원하지 않는 PG사입니다"):
        shop.escrows.update(at_nice, **BODY)
    assert shop.escrows.get(at_nice).invoice == INVOICE


NEEDED = [
    ("html5_inicis", "sender", "name"),
    ("html5_inicis", "sender", "addr"),
    ("html5_inicis", "receiver", "tel"),
    ("html5_inicis", "receiver", "postcode"),
    ("smartro_v2", "sender", "formed_address"),
    ("smartro_v2", "receiver", "formed_address"),
    ("daou", "sender", "relationship"),
    ("daou", "logis", "receiving_at"),
    ("daou", "logis", "address"),
]


@pytest.mark.covers("escrows.register", "bad_shipment")
@pytest.mark.covers("escrows.update", "bad_shipment")
@pytest.mark.parametrize(("provider", "part", "field"), NEEDED)
def test_each_pg_needs_other_fields(shop: Shop, provider: str, part: str, field: str) -> None:
    imp_uid = paid(shop, provider).imp_uid
    without = {name: value for name, value in BODY[part].items() if name != field}
    with pytest.raises(InvalidRequest, match=rf"{part}\[{field}\]") as refused:
        shop.escrows.register(imp_uid, **{**BODY, part: without})
    assert refused.value.http_status == 400
    shop.escrows.register(imp_uid, **BODY)
    with pytest.raises(InvalidRequest, match=rf"{part}\[{field}\]"):
        shop.escrows.update(imp_uid, **{**BODY, part: without})
    assert shop.escrows.get(imp_uid).invoice == INVOICE


def test_no_other_pg_misses_them(shop: Shop) -> None:
    bare = {"company": "CJGLS", "invoice": INVOICE, "sent_at": NOW}
    for provider in ("kcp", "nice_v2"):
        imp_uid = paid(shop, provider).imp_uid
        shipment = shop.escrows.register(imp_uid, sender={}, receiver={}, logis=bare)
        assert shipment.invoice == INVOICE


def test_fields_two_levels_down_and_in_lists(shop: Shop) -> None:
    at_smartro = paid(shop, "smartro_v2").imp_uid
    halved = {**PERSON, "formed_address": {"address_line_1": "서울특별시"}}
    with pytest.raises(InvalidRequest, match=r"sender\[formed_address\]\[address_line_2\]"):
        shop.escrows.register(at_smartro, **{**BODY, "sender": halved})
    at_welcome = paid(shop, "welcome").imp_uid
    without = {name: value for name, value in BODY.items() if name != "products"}
    for body in (without, {**BODY, "products": []}):
        with pytest.raises(InvalidRequest, match="products"):
            shop.escrows.register(at_welcome, **body)
    with pytest.raises(InvalidRequest, match=r"products\[name\]"):
        shop.escrows.register(at_welcome, **{**BODY, "products": [COAT, {**COAT, "name": ""}]})
    assert shop.escrows.register(at_welcome, **BODY).invoice == INVOICE


def test_a_day_in_another_form(shop: Shop) -> None:
    imp_uid = paid(shop).imp_uid
    with pytest.raises(InvalidRequest, match="receiving_at"):
        shop.escrows.register(imp_uid, **parcel(receiving_at="2026-01-03"))


@pytest.mark.covers("escrows.register", "not_registered")
@pytest.mark.covers("escrows.update", "not_changed")
@pytest.mark.covers("escrows.get", "not_shown")
def test_a_pg_that_says_no(shop: Shop) -> None:
    imp_uid = paid(shop).imp_uid
    with pytest.raises(Refused) as refused:
        shop.escrows.register(imp_uid, **parcel(invoice=escrow.UNREGISTRABLE))
    assert (refused.value.http_status, refused.value.outcome) == (500, "rejected")
    with pytest.raises(NotFound):
        shop.escrows.get(imp_uid)
    shop.escrows.register(imp_uid, **BODY)
    with pytest.raises(Refused):
        shop.escrows.update(imp_uid, **parcel(invoice=escrow.UNREGISTRABLE))
    assert shop.escrows.get(imp_uid).invoice == INVOICE
    shop.escrows.update(imp_uid, **parcel(invoice=escrow.UNSHOWN))
    with pytest.raises(Refused):
        shop.escrows.get(imp_uid)


@pytest.mark.covers("escrows.register", "refused")
@pytest.mark.covers("escrows.update", "refused")
@pytest.mark.covers("escrows.register", "wrong_method")
@pytest.mark.covers("escrows.update", "wrong_method")
def test_refused_for_another_reason(shop: Shop) -> None:
    imp_uid = paid(shop).imp_uid
    for operation, call in (
        ("escrows.register", shop.escrows.register),
        ("escrows.update", shop.escrows.update),
    ):
        shop.emulator.fail("refuse", operation, case="refused", message="점검 중입니다.")
        with pytest.raises(Refused, match="점검 중"):
            call(imp_uid, **BODY)
        shop.emulator.fail("refuse", operation, case="wrong_method")
        with pytest.raises(NotSupported) as refused:
            call(imp_uid, **BODY)
        assert refused.value.http_status == 405
    with pytest.raises(NotFound):
        shop.escrows.get(imp_uid)


def test_ksnet_takes_changes_after_an_hour(shop: Shop) -> None:
    imp_uid = paid(shop, "ksnet").imp_uid
    shop.escrows.register(imp_uid, **BODY)
    shop.emulator.advance(3599)
    with pytest.raises(Conflict):
        shop.escrows.update(imp_uid, **parcel(invoice="2"))
    shop.emulator.advance(1)
    assert shop.escrows.update(imp_uid, **parcel(invoice="2")).invoice == "2"


def test_nothing_changes_once_the_customer_has_decided(shop: Shop) -> None:
    for status in ("confirmed", "confirmed_by_itself", "confirmed_by_force", "rejected"):
        imp_uid = paid(shop).imp_uid
        shop.escrows.register(imp_uid, **BODY)
        with context_of(shop) as context:
            escrow.change(context, imp_uid, status)
        with pytest.raises(Conflict):
            shop.escrows.update(imp_uid, **parcel(invoice="2"))
        assert shop.escrows.get(imp_uid).invoice == INVOICE


def test_inicis_tells_what_becomes_of_it(shop: Shop) -> None:
    payment = paid(shop, "html5_inicis")
    shop.escrows.register(payment.imp_uid, **BODY)
    shop.emulator.advance(days=2)
    with context_of(shop) as context:
        escrow.change(context, payment.imp_uid, "rejected", reason="색상이 다릅니다.")
        escrow.change(context, payment.imp_uid, "rejection_accepted")
    shop.payments.cancel(imp_uid=payment.imp_uid, amount="all")
    later = NOW + 2 * 24 * 3600
    told = {"event": "Inicis.Escrow.Changed", "imp_uid": payment.imp_uid}
    told["merchant_uid"] = payment.merchant_uid
    assert events(shop) == [
        told | {"status": "paid", "extra": {"escrow_status": "2", "changed_at": NOW}},
        told
        | {
            "status": "paid",
            "extra": {
                "escrow_status": "4",
                "changed_at": later,
                "denied_reason": "색상이 다릅니다.",
            },
        },
        told | {"status": "paid", "extra": {"escrow_status": "10", "changed_at": later}},
        told | {"status": "cancelled", "extra": {"escrow_status": "8", "changed_at": later}},
    ]


def test_a_partial_cancel_leaves_the_shipment_open(shop: Shop) -> None:
    payment = paid(shop, "html5_inicis")
    shop.escrows.register(payment.imp_uid, **BODY)
    shop.payments.cancel(imp_uid=payment.imp_uid, amount=1000)
    assert shop.escrows.update(payment.imp_uid, **parcel(invoice="2")).invoice == "2"
    assert [event["extra"]["escrow_status"] for event in events(shop)] == ["2"]


def test_other_pgs_tell_nothing(shop: Shop) -> None:
    payment = paid(shop, "kcp")
    shop.escrows.register(payment.imp_uid, **BODY)
    with context_of(shop) as context:
        escrow.change(context, payment.imp_uid, "confirmed")
    assert events(shop) == []


def test_what_cannot_follow(shop: Shop) -> None:
    imp_uid = paid(shop).imp_uid
    with context_of(shop) as context, pytest.raises(escrow.NotNow, match="nothing is registered"):
        escrow.change(context, imp_uid, "confirmed")
    shop.escrows.register(imp_uid, **BODY)
    with context_of(shop) as context:
        with pytest.raises(escrow.NotNow, match="is registered"):
            escrow.change(context, imp_uid, "rejection_accepted")
        escrow.change(context, imp_uid, "confirmed")
        with pytest.raises(escrow.NotNow, match="is confirmed"):
            escrow.change(context, imp_uid, "rejected")
