"""Product orders of Naver Pay's order type: which there are, and how they are shipped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from portone_v1 import InvalidRequest, NotFound, NotSupported, Refused
from portone_v1_emulator import Emulator
from portone_v1_emulator.checkout import payments
from portone_v1_emulator.checkout.checkout_request import Choice, PaymentRequest
from portone_v1_emulator.checkout.windows import Place
from portone_v1_emulator.core.records import Person
from portone_v1_emulator.shops import naver_orders, virtual_accounts

from ..v1 import V1
from .orders import begun_by, context_of, paid_by
from .shop import Shop

DAY = 24 * 3600
PARCEL = {
    "delivery_method": "DELIVERY",
    "delivery_company": "CJGLS",
    "tracking_number": "123456789012",
}

# Every operation on the product orders of a payment, with what it cannot do without.
ACTIONS: dict[str, dict[str, Any]] = {
    "place": {},
    "ship": {"dispatched_at": 1_767_193_200, **PARCEL},
    "cancel": {},
    "approve_cancel": {},
    "request_return": {"delivery_method": "RETURN_INDIVIDUAL"},
    "approve_return": {},
    "reject_return": {"memo": "착용한 흔적이 있습니다."},
    "withhold_return": {"memo": "배송비를 입금해 주세요."},
    "resolve_return": {},
    "collect_exchanged": {},
    "ship_exchanged": PARCEL,
}


def ordered(shop: Shop, name: str = "겨울 코트 외 2건", **fields: Any) -> tuple[str, list[str]]:
    """The imp_uid of a payment at Naver Pay, and the ids of its product orders."""
    payment = paid_by(shop, "naverco", name=name, **fields)
    orders = shop.naver.list_product_orders(payment.imp_uid)
    return payment.imp_uid, [order.product_order_id for order in orders]


def statuses(shop: Shop, imp_uid: str) -> list[str]:
    return [order.product_order_status for order in shop.naver.list_product_orders(imp_uid)]


def act(shop: Shop, action: str, imp_uid: str, product_order_ids: Any = "all", **more: Any) -> Any:
    method: Callable[..., Any] = getattr(shop.naver, action)
    return method(imp_uid, product_order_ids=product_order_ids, **ACTIONS[action] | more)


@contextmanager
def assuming(emulator: Emulator, name: str, value: Any) -> Iterator[None]:
    """Let `name` be settled in here."""
    emulator.state.assumptions.choose(name, value)
    try:
        yield
    finally:
        emulator.state.assumptions.forget([name])


@pytest.mark.covers("naver.list_product_orders")
@pytest.mark.covers("naver.get_product_order")
def test_each_kind_of_product_is_an_order_of_its_own(shop: Shop) -> None:
    buyer = Person("김하늘", None, "010-1234-5678", "서울특별시 강남구 테헤란로 123", "06133")
    payment = paid_by(shop, "naverco", name="겨울 코트 외 2건", amount=100_000, buyer=buyer)
    orders = shop.naver.list_product_orders(payment.imp_uid)
    assert [order.product_name for order in orders] == ["겨울 코트", "상품 2", "상품 3"]
    assert [order.product_amount for order in orders] == [33_333, 33_333, 33_334]
    assert {order.product_order_status for order in orders} == {"PAYED"}
    first = shop.naver.get_product_order(orders[0].product_order_id)
    assert first == orders[0]
    assert first.product_order_id.startswith("20260101")
    assert len(first.product_order_id) == 16
    assert first.claim_type is None
    assert first.claim_status is None
    assert first.orderer.name == first.shipping_address.name == "김하늘"
    assert first.shipping_address.base == "서울특별시 강남구 테헤란로 123"
    assert first.shipping_due.timestamp() == payment.paid_at + 3 * DAY


def test_the_products_of_the_page_are_its_orders(shop: Shop) -> None:
    fee = {"groupId": "a", "baseFee": 2500, "feeRule": {"freeByThreshold": 20_000}}
    products = [
        {"id": "sock", "name": "양말", "basePrice": 1000, "quantity": 2, "shipping": fee},
        {
            "id": "shoe",
            "name": "신발",
            "basePrice": 5000,
            "shipping": fee,
            "options": [
                {
                    "optionQuantity": 1,
                    "optionPrice": 500,
                    "selectionCode": "R_L",
                    "selections": [
                        {"code": "RED", "label": "색상", "value": "빨강"},
                        {"code": "L", "label": "사이즈", "value": "L"},
                    ],
                }
            ],
            "supplements": [{"id": "box", "name": "상자", "price": 1000, "quantity": 1}],
        },
    ]
    data = json.dumps({"naverProducts": products})
    payment = paid_by(shop, "naverco", amount=11_000, custom_data=data)
    sock, shoe, box = shop.naver.list_product_orders(payment.imp_uid)
    assert (sock.product_id, sock.quantity, sock.product_amount) == ("sock", 2, 2000)
    assert (sock.delivery_amount, shoe.delivery_amount) == (2500, 0)
    assert (shoe.product_option_id, shoe.product_amount) == ("R_L", 5500)
    assert shoe.product_option_name == "색상: 빨강 / 사이즈: L"
    assert (box.product_id, box.product_amount) == ("box", 1000)
    shop.naver.cancel(payment.imp_uid, product_order_ids=[sock.product_order_id])
    assert shop.payments.get(payment.imp_uid).cancel_amount == 4500


def test_the_pay_window_says_what_was_bought(shop: Shop) -> None:
    request = {
        "channelKey": "channel-key-naverco",
        "merchant_uid": "order-1",
        "amount": 9000,
        "custom_data": {"naverProducts": [{"id": "b"}]},
        "naverProducts": [{"id": "a", "name": "가방", "basePrice": "9000"}, None],
    }
    with context_of(shop) as context:
        place = Place("layer", "", None, None)
        window = payments.open_window(context, PaymentRequest.model_validate(request), place, None)
        begun = payments.payment_of(context.shop, window)
        assert naver_orders.orders_for(context, begun) == []
        payments.approve(context, window, Choice(method="naverpay"))
    (order,) = shop.naver.list_product_orders(begun.imp_uid)
    assert (order.product_id, order.product_name, order.product_amount) == ("a", "가방", 9000)


@pytest.mark.parametrize(
    "custom_data",
    ["", "{", "[]", '{"naverProducts": {}}', '{"naverProducts": [1, "a", null]}', "[" * 100_000],
)
def test_custom_data_that_says_nothing_of_products(shop: Shop, custom_data: str) -> None:
    payment = paid_by(shop, "naverco", name="겨울 코트", custom_data=custom_data)
    (order,) = shop.naver.list_product_orders(payment.imp_uid)
    assert (order.product_name, order.product_amount) == ("겨울 코트", 10_000)


def test_products_whose_prices_are_nonsense_share_what_was_paid(shop: Shop) -> None:
    products = [
        {"id": "a", "basePrice": "NaN", "quantity": "many", "options": 1, "shipping": []},
        {"basePrice": 1e300, "quantity": -2, "shipping": {"baseFee": None}},
        {
            "id": "c",
            "basePrice": 2000,
            "shipping": {"baseFee": 9, "feePayType": "CASH_ON_DELIVERY"},
        },
    ]
    data = json.dumps({"naverProducts": products})
    payment = paid_by(shop, "naverco", amount=1000, custom_data=data)
    orders = shop.naver.list_product_orders(payment.imp_uid)
    assert [(order.product_amount, order.quantity) for order in orders] == [
        (0, 1),
        (0, 1),
        (2000, 1),
    ]
    assert {order.delivery_amount for order in orders} == {0}
    assert act(shop, "cancel", payment.imp_uid).partial is False
    assert shop.payments.get(payment.imp_uid).cancel_amount == 1000


def test_an_order_waits_for_the_money_of_its_account(shop: Shop) -> None:
    with context_of(shop) as context:
        payment = begun_by(context, "naverco", "vbank", amount=9000)
        context.shop.payments.put(payment)
        assert naver_orders.orders_for(context, payment) == []
        payment = virtual_accounts.open_account(
            context, payment, bank_code="088", holder="네이버페이", due=context.now + 3 * DAY
        )
    assert statuses(shop, payment.imp_uid) == ["PAYMENT_WAITING"]
    with pytest.raises(Refused):
        act(shop, "ship", payment.imp_uid)
    with context_of(shop) as context:
        virtual_accounts.deposit(context, payment, payment.amount)
    assert statuses(shop, payment.imp_uid) == ["PAYED"]


def test_an_order_whose_money_never_came(shop: Shop) -> None:
    with context_of(shop) as context:
        payment = begun_by(context, "naverco", "vbank", amount=9000)
        payment = virtual_accounts.open_account(
            context, payment, bank_code="088", holder="네이버페이", due=context.now + DAY
        )
    assert statuses(shop, payment.imp_uid) == ["PAYMENT_WAITING"]
    shop.emulator.advance(days=2)
    assert statuses(shop, payment.imp_uid) == ["CANCELED_BY_NOPAYMENT"]
    with pytest.raises(Refused):
        act(shop, "ship", payment.imp_uid)


@pytest.mark.covers("naver.place")
@pytest.mark.covers("naver.ship")
def test_orders_are_placed_shipped_delivered_and_decided(shop: Shop) -> None:
    imp_uid, (first, second, third) = ordered(shop)
    placed = act(shop, "place", imp_uid, [first, third])
    assert [order.product_order_id for order in placed] == [first, third]
    assert placed.partial is False
    shipped = act(shop, "ship", imp_uid, [first])
    assert shipped[0].product_order_status == "DELIVERING"
    assert statuses(shop, imp_uid) == ["DELIVERING", "PAYED", "PAYED"]
    shop.emulator.advance(days=naver_orders.DELIVERY_DAYS)
    assert statuses(shop, imp_uid) == ["DELIVERED", "PAYED", "PAYED"]
    shop.emulator.advance(days=naver_orders.DECISION_DAYS)
    assert statuses(shop, imp_uid) == ["PURCHASE_DECIDED", "PAYED", "PAYED"]
    assert shop.naver.get_product_order(second).product_order_status == "PAYED"


def test_the_customer_decides_before_naver_does(shop: Shop) -> None:
    imp_uid, ids = ordered(shop, "겨울 코트")
    with pytest.raises(Exception, match="all_failed"), context_of(shop) as context:
        naver_orders.decide_purchase(context, ids[0])
    act(shop, "ship", imp_uid)
    with context_of(shop) as context:
        naver_orders.decide_purchase(context, ids[0])
    shop.emulator.advance(days=30)
    assert statuses(shop, imp_uid) == ["PURCHASE_DECIDED"]


def test_a_purchase_that_is_held_back_is_not_decided_by_itself(shop: Shop) -> None:
    imp_uid, ids = ordered(shop, "겨울 코트")
    act(shop, "ship", imp_uid)
    shop.emulator.advance(days=naver_orders.DELIVERY_DAYS)
    with context_of(shop) as context:
        naver_orders.take(context, ids[0], "hold_purchase")
    shop.emulator.advance(days=30)
    assert statuses(shop, imp_uid) == ["DELIVERED"]
    with context_of(shop) as context:
        naver_orders.take(context, ids[0], "release_purchase")
    shop.emulator.advance(days=naver_orders.DECISION_DAYS)
    assert statuses(shop, imp_uid) == ["PURCHASE_DECIDED"]
    claim = shop.naver.get_product_order(ids[0]).claim_status
    assert claim == "PURCHASE_DECISION_HOLDBACK_RELEASE"


def test_some_orders_work_and_others_fail(shop: Shop) -> None:
    imp_uid, (first, second, third) = ordered(shop)
    act(shop, "cancel", imp_uid, [second])
    shipped = act(shop, "ship", imp_uid)
    assert shipped.partial is True
    assert [order.product_order_id for order in shipped] == [first, third]
    assert statuses(shop, imp_uid) == ["DELIVERING", "CANCELED", "DELIVERING"]
    other, _ = ordered(shop)
    with pytest.raises(Refused, match="100001"):
        act(shop, "place", other, [first, "2026010100000000"])


@pytest.mark.covers("naver.place", "all_failed")
@pytest.mark.covers("naver.ship", "all_failed")
@pytest.mark.covers("naver.cancel", "all_failed")
@pytest.mark.covers("naver.approve_cancel", "all_failed")
@pytest.mark.covers("naver.request_return", "all_failed")
@pytest.mark.covers("naver.approve_return", "all_failed")
@pytest.mark.covers("naver.reject_return", "all_failed")
@pytest.mark.covers("naver.withhold_return", "all_failed")
@pytest.mark.covers("naver.resolve_return", "all_failed")
@pytest.mark.covers("naver.collect_exchanged", "all_failed")
@pytest.mark.covers("naver.ship_exchanged", "all_failed")
def test_nothing_can_be_done_with_orders_that_are_cancelled(shop: Shop) -> None:
    imp_uid, _ = ordered(shop)
    act(shop, "cancel", imp_uid)
    before = shop.naver.list_product_orders(imp_uid)
    for action in ACTIONS:
        with pytest.raises(Refused, match=r"\[10") as caught:
            act(shop, action, imp_uid)
        assert caught.value.outcome == "rejected"
        assert caught.value.http_status == 500
    assert shop.naver.list_product_orders(imp_uid) == before
    assert shop.payments.get(imp_uid).cancel_amount == 10_000


@pytest.mark.covers("naver.list_product_orders", "unknown_payment")
@pytest.mark.covers("naver.place", "unknown_payment")
@pytest.mark.covers("naver.ship", "unknown_payment")
@pytest.mark.covers("naver.cancel", "unknown_payment")
@pytest.mark.covers("naver.approve_cancel", "unknown_payment")
@pytest.mark.covers("naver.request_return", "unknown_payment")
@pytest.mark.covers("naver.approve_return", "unknown_payment")
@pytest.mark.covers("naver.reject_return", "unknown_payment")
@pytest.mark.covers("naver.withhold_return", "unknown_payment")
@pytest.mark.covers("naver.resolve_return", "unknown_payment")
@pytest.mark.covers("naver.collect_exchanged", "unknown_payment")
@pytest.mark.covers("naver.ship_exchanged", "unknown_payment")
def test_orders_of_a_payment_that_is_not_there(shop: Shop) -> None:
    theirs = paid_by(shop, "naverco", tier="AB1")
    with pytest.raises(NotFound):
        shop.naver.list_product_orders(theirs.imp_uid)
    for action in ACTIONS:
        with pytest.raises(NotFound, match="존재하지 않는 결제정보입니다"):
            act(shop, action, theirs.imp_uid)
    assert len(shop.with_options(tier="AB1").naver.list_product_orders(theirs.imp_uid)) == 1


def test_payments_that_are_not_of_the_order_type_have_no_product_orders(shop: Shop) -> None:
    for payment in (paid_by(shop, "naverpay"), paid_by(shop, "nice_v2")):
        with pytest.raises(NotSupported):
            shop.naver.list_product_orders(payment.imp_uid)
        with pytest.raises(NotSupported):
            act(shop, "place", payment.imp_uid)


@pytest.mark.covers("naver.get_product_order", "unknown_product_order")
@pytest.mark.covers("naver.get_product_order", "no_product_order_id")
def test_a_product_order_that_is_not_there(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.naver.get_product_order("2026010112345671")
    # The client refuses it by itself.
    with V1(shop.emulator) as v1:
        status, _, message = v1.get("/naver/product-orders/%20").refusal
    assert (status, "누락되었습니다" in message) == (400, True)


@pytest.mark.covers("naver.ship", "bad_delivery")
@pytest.mark.covers("naver.request_return", "bad_delivery")
@pytest.mark.covers("naver.ship_exchanged", "bad_delivery")
def test_a_parcel_that_is_not_described(shop: Shop) -> None:
    imp_uid, _ = ordered(shop)
    for action in ("ship", "request_return", "ship_exchanged"):
        with pytest.raises(InvalidRequest, match="delivery_method"):
            act(shop, action, imp_uid, delivery_method="BY_PIGEON")
    with pytest.raises(InvalidRequest, match="delivery_company"):
        act(shop, "ship", imp_uid, delivery_company=None)
    with pytest.raises(InvalidRequest, match="tracking_number"):
        act(shop, "ship_exchanged", imp_uid, tracking_number=None)
    with pytest.raises(InvalidRequest, match="delivery_company"):
        act(shop, "request_return", imp_uid, delivery_method="RETURN_DELIVERY")
    assert statuses(shop, imp_uid) == ["PAYED"] * 3
    by_hand = {"delivery_method": "VISIT_RECEIPT", "delivery_company": None}
    act(shop, "ship", imp_uid, **by_hand, tracking_number=None)
    assert statuses(shop, imp_uid) == ["DELIVERING"] * 3
