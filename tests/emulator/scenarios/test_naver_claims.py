"""What customers claim at Naver, and what becomes of it: cancels, returns and exchanges."""

from __future__ import annotations

from typing import Any

import pytest

from portone_v1 import InvalidRequest, Refused
from portone_v1_emulator.core.refusals import Refusal
from portone_v1_emulator.shops import naver_orders

from .orders import context_of
from .shop import Shop
from .test_naver import act, assuming, ordered, statuses


def claims(shop: Shop, imp_uid: str) -> list[str | None]:
    return [order.claim_status for order in shop.naver.list_product_orders(imp_uid)]


def told(shop: Shop) -> list[tuple[Any, Any]]:
    """The status and the cancellation_id in each webhook."""
    bodies = [delivery.body for delivery in shop.emulator.webhooks.log]
    return [(body["status"], body["cancellation_id"]) for body in bodies]


@pytest.mark.covers("naver.cancel")
def test_a_refunded_order_is_a_cancel_of_the_payment(shop: Shop) -> None:
    imp_uid, (first, second, third) = ordered(shop, amount=10_000)
    cancelled = act(shop, "cancel", imp_uid, [first], reason="SOLD_OUT")
    assert cancelled[0].product_order_status == "CANCELED"
    assert (cancelled[0].claim_type, cancelled[0].claim_status) == ("CANCEL", "CANCEL_DONE")
    payment = shop.payments.get(imp_uid)
    assert (payment.status, payment.cancel_amount) == ("paid", 3333)
    assert payment.cancel_history[0].reason == "SOLD_OUT"
    act(shop, "cancel", imp_uid, [second, third])
    payment = shop.payments.get(imp_uid)
    assert (payment.status, payment.cancel_amount) == ("cancelled", 10_000)
    ids = [row.cancellation_id for row in payment.cancel_history]
    assert told(shop) == list(zip(["cancelled"] * 3, ids, strict=True))


def test_a_reason_that_naver_does_not_know_is_the_usual_one(shop: Shop) -> None:
    imp_uid, ids = ordered(shop)
    act(shop, "cancel", imp_uid, ids[:1], reason="TOO_COLD")
    act(shop, "cancel", imp_uid, ids[1:2])
    history = shop.payments.get(imp_uid).cancel_history
    assert [row.reason for row in history] == ["PRODUCT_UNSATISFIED"] * 2
    act(shop, "ship", imp_uid, ids[2:])
    act(shop, "request_return", imp_uid, ids[2:], reason="TOO_COLD")
    act(shop, "withhold_return", imp_uid, ids[2:], reason="TOO_COLD")
    with context_of(shop) as context:
        order = naver_orders.find(context, ids[2])
    assert order is not None
    assert order.reason == "ETC"


@pytest.mark.parametrize(
    ("seen", "cancelled", "webhooks"),
    [("told", 10_000, 1), ("recorded", 10_000, 0), ("unseen", 0, 0)],
)
def test_what_portone_makes_of_a_refund(
    shop: Shop, seen: str, cancelled: int, webhooks: int
) -> None:
    imp_uid, _ = ordered(shop, "겨울 코트")
    with assuming(shop.emulator, "naver_refund", seen):
        act(shop, "cancel", imp_uid)
        assert shop.emulator.requests[-1].assumes == ()
    assert shop.payments.get(imp_uid).cancel_amount == cancelled
    assert len(shop.emulator.webhooks.log) == webhooks
    assert statuses(shop, imp_uid) == ["CANCELED"]


def test_refund_rests_on_an_assumption(shop: Shop) -> None:
    imp_uid, _ = ordered(shop, "겨울 코트")
    act(shop, "cancel", imp_uid)
    assert shop.emulator.requests[-1].assumes == ("naver.cancel naver_refund",)


def test_a_refund_that_naver_refuses(shop: Shop) -> None:
    imp_uid, _ = ordered(shop, "겨울 코트", amount=900_626)
    with pytest.raises(Refused, match="기 취소 거래"):
        act(shop, "cancel", imp_uid)
    assert statuses(shop, imp_uid) == ["PAYED"]
    assert shop.payments.get(imp_uid).cancel_amount == 0


def test_a_payment_that_was_cancelled_whole_takes_its_orders_along(shop: Shop) -> None:
    imp_uid, _ = ordered(shop)
    shop.payments.cancel(imp_uid=imp_uid, amount="all")
    assert statuses(shop, imp_uid) == ["CANCELED"] * 3
    with pytest.raises(Refused):
        act(shop, "ship", imp_uid)


def test_orders_are_not_refunded_beyond_what_is_left(shop: Shop) -> None:
    imp_uid, ids = ordered(shop, "겨울 코트", amount=10_000)
    shop.payments.cancel(imp_uid=imp_uid, amount=4000)
    with pytest.raises(Refused):
        act(shop, "cancel", imp_uid)
    assert shop.naver.get_product_order(ids[0]).product_order_status == "PAYED"


def test_a_customer_cancels_at_once_what_was_not_placed(shop: Shop) -> None:
    imp_uid, ids = ordered(shop)
    with context_of(shop) as context:
        naver_orders.request_cancel(context, ids[0])
    assert statuses(shop, imp_uid) == ["CANCELED", "PAYED", "PAYED"]
    payment = shop.payments.get(imp_uid)
    assert payment.cancel_history[0].reason == "INTENT_CHANGED"
    assert told(shop) == [("cancelled", payment.cancel_history[0].cancellation_id)]


@pytest.mark.covers("naver.approve_cancel")
def test_a_customer_waits_for_approval_once_it_was_placed(shop: Shop) -> None:
    imp_uid, ids = ordered(shop)
    act(shop, "place", imp_uid)
    with context_of(shop) as context:
        naver_orders.request_cancel(context, ids[0])
    assert statuses(shop, imp_uid) == ["PAYED"] * 3
    assert claims(shop, imp_uid) == ["CANCEL_REQUEST", None, None]
    with pytest.raises(Refused):
        act(shop, "cancel", imp_uid, ids[:1])
    approved = act(shop, "approve_cancel", imp_uid)
    assert approved.partial is True
    assert [order.product_order_id for order in approved] == ids[:1]
    assert claims(shop, imp_uid) == ["CANCEL_DONE", None, None]
    assert shop.payments.get(imp_uid).cancel_amount == 3333


def test_what_is_shipped_all_the_same_is_not_cancelled(shop: Shop) -> None:
    imp_uid, ids = ordered(shop, "겨울 코트")
    act(shop, "place", imp_uid)
    with context_of(shop) as context:
        naver_orders.request_cancel(context, ids[0])
    act(shop, "ship", imp_uid)
    assert statuses(shop, imp_uid) == ["DELIVERING"]
    assert claims(shop, imp_uid) == ["CANCEL_REJECT"]


def test_a_customer_changes_their_mind_again(shop: Shop) -> None:
    imp_uid, ids = ordered(shop, "겨울 코트")
    act(shop, "place", imp_uid)
    with context_of(shop) as context:
        naver_orders.request_cancel(context, ids[0])
        naver_orders.withdraw_claim(context, ids[0])
    assert claims(shop, imp_uid) == ["CANCEL_REJECT"]
    act(shop, "ship", imp_uid)
    with context_of(shop) as context:
        naver_orders.request_return(context, ids[0])
        naver_orders.withdraw_claim(context, ids[0])
    assert claims(shop, imp_uid) == ["RETURN_REJECT"]
    assert shop.payments.get(imp_uid).cancel_amount == 0


def test_naver_cancels_by_itself(shop: Shop) -> None:
    imp_uid, ids = ordered(shop, "겨울 코트")
    act(shop, "ship", imp_uid)
    with context_of(shop) as context:
        naver_orders.take(context, ids[0], "cancel_by_naver")
    assert statuses(shop, imp_uid) == ["CANCELED"]
    assert claims(shop, imp_uid) == ["ADMIN_CANCEL_DONE"]
    assert shop.payments.get(imp_uid).status == "cancelled"


def test_the_parcel_of_an_order_that_is_cancelled_arrives_nowhere(shop: Shop) -> None:
    imp_uid, ids = ordered(shop, "겨울 코트")
    act(shop, "ship", imp_uid)
    with context_of(shop) as context:
        naver_orders.take(context, ids[0], "cancel_by_naver")
    shop.emulator.advance(days=30)
    assert statuses(shop, imp_uid) == ["CANCELED"]


@pytest.mark.covers("naver.request_return")
@pytest.mark.covers("naver.approve_return")
def test_what_comes_back_is_refunded(shop: Shop) -> None:
    imp_uid, ids = ordered(shop)
    with pytest.raises(Refused):
        act(shop, "request_return", imp_uid)
    act(shop, "ship", imp_uid, ids[:2])
    returned = act(shop, "request_return", imp_uid, reason="BROKEN")
    assert returned.partial is True
    assert [order.claim_status for order in returned] == ["RETURN_REQUEST"] * 2
    with context_of(shop) as context:
        naver_orders.pick_up(context, ids[0])
    assert claims(shop, imp_uid) == ["COLLECTING", "RETURN_REQUEST", None]
    with context_of(shop) as context:
        naver_orders.bring_back(context, ids[0])
    assert claims(shop, imp_uid) == ["COLLECT_DONE", "RETURN_REQUEST", None]
    approved = act(shop, "approve_return", imp_uid, ids[:2], memo="환불해 드립니다.")
    assert approved.partial is False
    assert statuses(shop, imp_uid) == ["RETURNED", "RETURNED", "PAYED"]
    assert claims(shop, imp_uid) == ["RETURN_DONE", "RETURN_DONE", None]
    assert shop.payments.get(imp_uid).cancel_amount == 6666


@pytest.mark.covers("naver.reject_return")
def test_a_return_that_is_rejected_leaves_everything_as_it_was(shop: Shop) -> None:
    imp_uid, ids = ordered(shop, "겨울 코트")
    act(shop, "ship", imp_uid)
    shop.emulator.advance(days=naver_orders.DELIVERY_DAYS)
    with context_of(shop) as context:
        naver_orders.request_return(context, ids[0])
    shop.emulator.advance(days=30)
    assert statuses(shop, imp_uid) == ["DELIVERED"]
    rejected = act(shop, "reject_return", imp_uid)
    assert rejected[0].claim_status == "RETURN_REJECT"
    assert statuses(shop, imp_uid) == ["DELIVERED"]
    assert shop.payments.get(imp_uid).cancel_amount == 0
    shop.emulator.advance(days=naver_orders.DECISION_DAYS)
    assert statuses(shop, imp_uid) == ["PURCHASE_DECIDED"]
    with pytest.raises(Refused):
        act(shop, "request_return", imp_uid)


@pytest.mark.covers("naver.withhold_return")
@pytest.mark.covers("naver.resolve_return")
def test_a_return_that_is_withheld_goes_on_when_it_is_resolved(shop: Shop) -> None:
    imp_uid, _ = ordered(shop, "겨울 코트")
    act(shop, "ship", imp_uid)
    act(shop, "request_return", imp_uid)
    withheld = act(shop, "withhold_return", imp_uid, reason="EXTRAFEEE", extra_charge=2000)
    assert withheld[0].claim_status == "RETURN_REQUEST"
    with pytest.raises(Refused, match="104442"):
        act(shop, "approve_return", imp_uid)
    with pytest.raises(Refused, match="105306"):
        act(shop, "withhold_return", imp_uid)
    act(shop, "resolve_return", imp_uid)
    with pytest.raises(Refused, match="105306"):
        act(shop, "resolve_return", imp_uid)
    act(shop, "approve_return", imp_uid)
    assert statuses(shop, imp_uid) == ["RETURNED"]


@pytest.mark.covers("naver.reject_return", "bad_memo")
@pytest.mark.covers("naver.withhold_return", "bad_memo")
def test_a_customer_is_told_why(shop: Shop) -> None:
    imp_uid, _ = ordered(shop, "겨울 코트")
    act(shop, "ship", imp_uid)
    act(shop, "request_return", imp_uid)
    for action in ("reject_return", "withhold_return"):
        with pytest.raises(InvalidRequest, match="memo"):
            act(shop, action, imp_uid, memo=" ")
    assert claims(shop, imp_uid) == ["RETURN_REQUEST"]


@pytest.mark.covers("naver.collect_exchanged")
@pytest.mark.covers("naver.ship_exchanged")
def test_what_comes_back_is_exchanged(shop: Shop) -> None:
    imp_uid, ids = ordered(shop)
    act(shop, "ship", imp_uid)
    with context_of(shop) as context:
        naver_orders.request_exchange(context, ids[0])
        naver_orders.request_exchange(context, ids[1])
        naver_orders.pick_up(context, ids[1])
    assert claims(shop, imp_uid) == ["EXCHANGE_REQUEST", "COLLECTING", None]
    with pytest.raises(Refused, match="104417"):
        act(shop, "ship_exchanged", imp_uid, ids[:1])
    collected = act(shop, "collect_exchanged", imp_uid)
    assert collected.partial is True
    assert {(each.claim_type, each.claim_status) for each in collected} == {
        ("EXCHANGE", "COLLECT_DONE")
    }
    shipped = act(shop, "ship_exchanged", imp_uid, ids[:2])
    assert [order.claim_status for order in shipped] == ["EXCHANGE_REDELIVERING"] * 2
    shop.emulator.advance(days=naver_orders.DELIVERY_DAYS)
    assert statuses(shop, imp_uid) == ["EXCHANGED", "EXCHANGED", "DELIVERED"]
    assert claims(shop, imp_uid) == ["EXCHANGE_DONE", "EXCHANGE_DONE", None]
    assert shop.payments.get(imp_uid).cancel_amount == 0


def test_a_replacement_that_is_sent_before_the_first_parcel_arrived(shop: Shop) -> None:
    imp_uid, ids = ordered(shop, "겨울 코트")
    act(shop, "ship", imp_uid)
    shop.emulator.advance(days=1)
    with context_of(shop) as context:
        naver_orders.request_exchange(context, ids[0])
        naver_orders.pick_up(context, ids[0])
        naver_orders.bring_back(context, ids[0])
    act(shop, "ship_exchanged", imp_uid)
    shop.emulator.advance(days=1)
    assert claims(shop, imp_uid) == ["EXCHANGE_REDELIVERING"]
    shop.emulator.advance(days=1)
    assert statuses(shop, imp_uid) == ["EXCHANGED"]


def test_customers_cannot_claim_what_is_not_theirs_to_claim(shop: Shop) -> None:
    imp_uid, ids = ordered(shop, "겨울 코트")
    for claim in (naver_orders.request_exchange, naver_orders.request_return):
        with pytest.raises(Refusal), context_of(shop) as context:
            claim(context, ids[0])
    with pytest.raises(Refusal), context_of(shop) as context:
        naver_orders.request_cancel(context, "2026010100000000")
    assert claims(shop, imp_uid) == [None]
