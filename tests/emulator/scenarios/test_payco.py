"""What PAYCO is told of orders."""

from __future__ import annotations

import pytest

from portone_v1 import InvalidRequest, NotFound, Refused
from portone_v1_emulator.pgs.answers import Verdict
from portone_v1_emulator.shops import charging

from .orders import begun_by, context_of, paid_by
from .shop import Shop


@pytest.mark.covers("payco.update_order_status")
def test_an_order_is_shipped_and_its_purchase_decided(shop: Shop) -> None:
    payment = paid_by(shop, "payco")
    for status in ("DELIVERY_START", "PURCHASE_DECISION"):
        assert shop.payco.update_order_status(payment.imp_uid, status=status).status == status


@pytest.mark.covers("payco.update_order_status", "pg_refused")
def test_what_is_decided_or_cancelled_stays_so(shop: Shop) -> None:
    decided, cancelled = paid_by(shop, "payco"), paid_by(shop, "payco")
    shop.payco.update_order_status(decided.imp_uid, status="PURCHASE_DECISION")
    shop.payco.update_order_status(cancelled.imp_uid, status="DELIVERY_START")
    with pytest.raises(Refused):
        shop.payco.update_order_status(cancelled.imp_uid, status="DELIVERY_START")
    shop.payco.update_order_status(cancelled.imp_uid, status="CANCELED")
    for payment in (decided, cancelled):
        for status in ("DELIVERY_START", "PURCHASE_DECISION", "CANCELED"):
            with pytest.raises(Refused, match=status) as caught:
                shop.payco.update_order_status(payment.imp_uid, status=status)
            assert (caught.value.code, caught.value.outcome) == (-1, "rejected")


def test_an_order_that_is_cancelled_there_is_paid_all_the_same(shop: Shop) -> None:
    payment = paid_by(shop, "payco", amount=9000)
    shop.payco.update_order_status(payment.imp_uid, status="CANCELED")
    seen = shop.payments.get(payment.imp_uid)
    assert (seen.status, seen.cancel_amount) == ("paid", 0)
    assert shop.emulator.webhooks.log == []


def test_a_payment_that_is_refunded_is_cancelled_there_too(shop: Shop) -> None:
    payment = paid_by(shop, "payco")
    shop.payments.cancel(imp_uid=payment.imp_uid, amount="all")
    with pytest.raises(Refused):
        shop.payco.update_order_status(payment.imp_uid, status="DELIVERY_START")


def test_a_payment_that_failed_was_never_ordered(shop: Shop) -> None:
    with context_of(shop) as context:
        payment = charging.conclude(context, begun_by(context, "payco"), Verdict("한도 초과"))
    with pytest.raises(Refused, match="완료되지 않은"):
        shop.payco.update_order_status(payment.imp_uid, status="DELIVERY_START")


@pytest.mark.covers("payco.update_order_status", "unknown_payment")
@pytest.mark.covers("payco.update_order_status", "refused")
def test_only_for_payments_of_payco(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.payco.update_order_status("imp_000000000000", status="CANCELED")
    other = paid_by(shop, "kakaopay")
    with pytest.raises(Refused, match="kakaopay") as caught:
        shop.payco.update_order_status(other.imp_uid, status="CANCELED")
    assert caught.value.code == 1


def test_a_status_that_payco_does_not_know(shop: Shop) -> None:
    payment = paid_by(shop, "payco")
    with pytest.raises(InvalidRequest, match="status"):
        shop.payco.update_order_status(payment.imp_uid, status="LOST")
