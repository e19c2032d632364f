"""Naver Pay: product orders and reviews of its order type; points and purchases of its payment type."""

from __future__ import annotations

from typing import Any, Protocol

from .._generated.requests import (
    ApproveNaverReturnRequest,
    CancelNaverOrdersRequest,
    ConfirmNaverPaymentRequest,
    NaverApproveCancelParams,
    NaverApproveReturnParams,
    NaverCancelParams,
    NaverCollectExchangedParams,
    NaverConfirmParams,
    NaverDepositPointParams,
    NaverGetCashAmountParams,
    NaverGetProductOrderParams,
    NaverListProductOrdersParams,
    NaverListReviewsParams,
    NaverPlaceParams,
    NaverRejectReturnParams,
    NaverRequestReturnParams,
    NaverResolveReturnParams,
    NaverShipExchangedParams,
    NaverShipParams,
    NaverWithholdReturnParams,
    ProcessNaverOrdersRequest,
    RejectNaverReturnRequest,
    RequestNaverReturnRequest,
    ShipExchangedNaverOrdersRequest,
    ShipNaverOrdersRequest,
    WithholdNaverReturnRequest,
)
from ..core import contract
from ..core.context import Answer, Call, operation
from ..core.records import Payment
from ..core.refusals import Refusal
from ..pgs.choice import check, choose
from ..shops import naver_pay
from ..shops.naver_orders import UNKNOWN_ORDER, ProductOrder, find, orders_for, take
from ..shops.naver_reviews import NaverReview

# What the merchant looks at.


@operation("naver.list_product_orders")
def list_product_orders(call: Call[NaverListProductOrdersParams, None]) -> Answer:
    """All product orders of a payment."""
    payment = _payment(call, call.params.imp_uid, unsupported="not_supported")
    return Answer(list(map(_product_order, orders_for(call, payment))))


@operation("naver.get_product_order", invalid="no_product_order_id")
def get_product_order(call: Call[NaverGetProductOrderParams, None]) -> Answer:
    """One product order."""
    product_order_id = call.params.product_order_id
    if not product_order_id.strip():
        raise Refusal(
            "no_product_order_id",
            message="필수 파라메터 product_order_id이(가) 누락되었습니다.",
        )
    order = find(call, product_order_id)
    if order is None:
        raise Refusal("unknown_product_order", message="존재하지 않는 상품주문입니다.")
    return Answer(_product_order(order))


@operation("naver.list_reviews", invalid="bad_range")
def list_reviews(call: Call[NaverListReviewsParams, None]) -> Answer:
    """The reviews of a channel that were written in a range of time, newest first."""
    params = call.params
    if not 0 <= params.from_ <= params.to:
        raise Refusal("bad_range", message="조회기간이 올바르지 않습니다.")
    channel = choose(call, key=params.channel_key, unsupported="not_supported")
    reviews = [
        review
        for review in call.shop.table(NaverReview)
        if review.channel_key == channel.key
        and review.type == params.review_type
        and params.from_ <= review.created_at <= params.to
    ]
    reviews.sort(key=lambda review: review.created_at, reverse=True)
    return Answer([_review(call, review) for review in reviews])


# What the merchant does with product orders.


@operation("naver.place")
def place(call: Call[NaverPlaceParams, ProcessNaverOrdersRequest]) -> Answer:
    """Accept orders: from then on, a cancel needs approval."""
    return _with_each(call, "place")


@operation("naver.ship", invalid="bad_delivery")
def ship(call: Call[NaverShipParams, ShipNaverOrdersRequest]) -> Answer:
    """Send them."""
    body = call.body
    _check_carrier(body, "DELIVERY")
    if body.dispatched_at <= 0:
        raise _wrong("dispatched_at")
    return _with_each(call, "ship", dispatched_at=body.dispatched_at, **_carrier(body))


@operation("naver.cancel")
def cancel(call: Call[NaverCancelParams, CancelNaverOrdersRequest]) -> Answer:
    """Refund orders that were not sent."""
    return _with_each(call, "cancel", reason=call.body.reason)


@operation("naver.approve_cancel")
def approve_cancel(call: Call[NaverApproveCancelParams, ProcessNaverOrdersRequest]) -> Answer:
    """Refund orders that the customer wants to cancel."""
    return _with_each(call, "approve_cancel")


@operation("naver.request_return", invalid="bad_delivery")
def request_return(call: Call[NaverRequestReturnParams, RequestNaverReturnRequest]) -> Answer:
    """Ask for the return of orders, for the customer."""
    _check_carrier(call.body, "RETURN_DELIVERY")
    return _with_each(call, "request_return", reason=call.body.reason, **_carrier(call.body))


@operation("naver.approve_return")
def approve_return(call: Call[NaverApproveReturnParams, ApproveNaverReturnRequest]) -> Answer:
    """Refund orders that come back."""
    return _with_each(call, "approve_return", memo=call.body.memo)


@operation("naver.reject_return", invalid="bad_memo")
def reject_return(call: Call[NaverRejectReturnParams, RejectNaverReturnRequest]) -> Answer:
    """Let the customer keep them."""
    return _with_each(call, "reject_return", memo=_memo(call.body))


@operation("naver.withhold_return", invalid="bad_memo")
def withhold_return(call: Call[NaverWithholdReturnParams, WithholdNaverReturnRequest]) -> Answer:
    """Let returns wait, for instance until their costs are paid."""
    body = call.body
    charge = {} if body.extra_charge is None else {"extra_charge": body.extra_charge}
    return _with_each(call, "withhold_return", reason=body.reason, memo=_memo(body), **charge)


@operation("naver.resolve_return")
def resolve_return(call: Call[NaverResolveReturnParams, ProcessNaverOrdersRequest]) -> Answer:
    """Let returns that wait go on."""
    return _with_each(call, "resolve_return")


@operation("naver.collect_exchanged")
def collect_exchanged(call: Call[NaverCollectExchangedParams, ProcessNaverOrdersRequest]) -> Answer:
    """Say that what is exchanged has come back."""
    return _with_each(call, "collect_exchanged")


@operation("naver.ship_exchanged", invalid="bad_delivery")
def ship_exchanged(
    call: Call[NaverShipExchangedParams, ShipExchangedNaverOrdersRequest],
) -> Answer:
    """Send what it is exchanged for."""
    _check_carrier(call.body, "DELIVERY")
    return _with_each(call, "ship_exchanged", **_carrier(call.body))


# Naver Pay's payment type.


@operation("naver.deposit_point")
def deposit_point(call: Call[NaverDepositPointParams, None]) -> Answer:
    """Give the customer the points that the payment earned, once."""
    payment = _payment(call, call.params.imp_uid, unsupported="not_deposited")
    naver_pay.deposit_points(call, payment)
    return Answer(None)


@operation("naver.confirm")
def confirm(call: Call[NaverConfirmParams, ConfirmNaverPaymentRequest]) -> Answer:
    """Confirm the purchase of an escrow payment, once."""
    payment = _payment(call, call.params.imp_uid, unsupported="not_confirmed")
    naver_pay.confirm_purchase(call, payment, call.body.requester)
    return Answer(None)


@operation("naver.get_cash_amount")
def get_cash_amount(call: Call[NaverGetCashAmountParams, None]) -> Answer:
    """For how much a cash receipt can be issued."""
    payment = _payment(call, call.params.imp_uid, unsupported="not_naverpay")
    amount = naver_pay.cash_amount(call, payment)
    return Answer(
        contract.load().blank("NaverCashAmount")
        | {
            "amount_by_npoint": amount.by_points,
            "amount_by_primary": amount.by_other_means,
            "amount_supply": amount.supply,
            "amount_total": amount.total,
            "amount_vat": amount.vat,
        }
    )


class _Orders(Protocol):
    product_order_id: list[str] | None


class _Parcel(Protocol):
    delivery_method: Any
    delivery_company: Any
    tracking_number: str | None


def _payment(call: Call[Any, Any], imp_uid: str, *, unsupported: str) -> Payment:
    payment = call.shop.payments.get(imp_uid)
    if payment is None:
        raise Refusal("unknown_payment")
    check(call, payment.channel, unsupported=unsupported)
    return payment


def _with_each(call: Call[Any, Any], step: str, **changes: Any) -> Answer:
    """Ask Naver for each of the wanted product orders by itself; of those that it refuses, nothing is shown."""
    payment = _payment(call, call.params.imp_uid, unsupported="not_supported")
    orders = orders_for(call, payment)
    wanted = call.body.product_order_id or [order.product_order_id for order in orders]
    done: list[ProductOrder] = []
    refusals: list[Refusal] = []
    for product_order_id in dict.fromkeys(wanted):
        try:
            done.append(take(call, product_order_id, step, imp_uid=payment.imp_uid, **changes))
        except Refusal as refusal:
            refusals.append(refusal)
    if not done:
        raise refusals[0] if refusals else Refusal("all_failed", message=UNKNOWN_ORDER, by_pg=True)
    return Answer(list(map(_product_order, done)), status=207 if refusals else 200)


def _check_carrier(body: _Parcel, method: str) -> None:
    """Refuse a parcel that goes with a carrier without its name and number."""
    if body.delivery_method == method:
        for name in ("delivery_company", "tracking_number"):
            if not getattr(body, name):
                raise Refusal("bad_delivery", message=f"필수 파라메터 {name}이(가) 누락되었습니다.")


def _carrier(body: _Parcel) -> dict[str, Any]:
    return {
        "delivery_company": body.delivery_company,
        "tracking_number": body.tracking_number,
    }


def _wrong(name: str) -> Refusal:
    return Refusal("bad_delivery", message=f"파라메터 {name}의 값이 올바르지 않습니다.")


def _memo(body: RejectNaverReturnRequest | WithholdNaverReturnRequest) -> str:
    if not body.memo.strip():
        raise Refusal("bad_memo", message="필수 파라메터 memo이(가) 누락되었습니다.")
    return body.memo


def _product_order(order: ProductOrder) -> dict[str, Any]:
    claim_type, claim_status = order.claim or (None, None)
    person = order.orderer
    blank = contract.load().blank
    return blank("NaverProductOrder") | {
        "claim_status": claim_status,
        "claim_type": claim_type,
        "delivery_amount": order.delivery_amount,
        "orderer": blank("NaverOrderer")
        | {"id": "nave****", "name": person.name, "tel": person.tel},
        "product_amount": order.product_amount,
        "product_id": order.product_id,
        "product_name": order.product_name,
        "product_option_id": order.option_id,
        "product_option_name": order.option_name,
        "product_order_id": order.product_order_id,
        "product_order_status": order.status,
        "quantity": order.quantity,
        "shipping_address": blank("NaverAddress")
        | {
            "base": person.addr,
            "name": person.name,
            "postcode": person.postcode,
            "tel1": person.tel,
        },
        "shipping_due": order.shipping_due,
    }


def _review(call: Call[Any, Any], review: NaverReview) -> dict[str, Any]:
    order = find(call, review.product_order_id)
    bought = (
        {}
        if order is None
        else {
            "product_id": order.product_id,
            "product_name": order.product_name,
            "product_option_name": order.option_name,
        }
    )
    return (
        contract.load().blank("NaverReview")
        | bought
        | {
            "content": review.content,
            "created_at": review.created_at,
            "modified_at": review.modified_at,
            "product_order_id": review.product_order_id,
            "review_id": review.review_id,
            "score": review.score,
            "title": review.title,
            "writer": review.writer,
        }
    )
