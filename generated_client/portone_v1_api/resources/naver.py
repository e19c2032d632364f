# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Naver Pay product orders. (네이버페이) What holds for every call: docs/calls.md."""

from __future__ import annotations

from typing import Literal

from ..calls import AsyncResource, Call, Resource, Strings
from ..models.naver import (
    NaverCancelReason,
    NaverCashAmount,
    NaverConfirmRequester,
    NaverDeliveryCompany,
    NaverDeliveryMethod,
    NaverProductOrder,
    NaverReturnDeliveryMethod,
    NaverReturnReason,
    NaverReview,
    NaverReviewType,
    NaverWithholdReason,
)
from ..operations import naver as operations
from ..payloads import PartialList, nothing, one, several, some
from ..values import Money, Time


class Naver(Resource):
    """Naver Pay product orders. (네이버페이)"""

    def list_product_orders(self, imp_uid: str) -> list[NaverProductOrder]:
        """List the product orders of a payment.

        For Naver Pay's order type (`naverco`), where Naver keeps the order. Each kind of product in
        it is a product order of its own, so that a payment has one or more. They are shipped,
        refunded and returned one by one.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.

        Raises:
            NotFound: The store has no payment of this imp_uid.

        PGs:
            Only naverco.

        V1: GET /payments/{imp_uid}/naver/product-orders (네이버페이 상품주문 목록조회)
        """
        arguments = {"imp_uid": imp_uid}
        return self.sender.send(
            Call(operations.LIST_PRODUCT_ORDERS, several(NaverProductOrder), arguments)
        )

    def get_product_order(self, product_order_id: str) -> NaverProductOrder:
        """Look up a product order by its product_order_id.

        Args:
            product_order_id (네이버페이 상품주문번호): Naver's identity of the product order.

        Raises:
            InvalidRequest: The product_order_id is missing.
            NotFound: The store has no product order of this product_order_id.

        PGs:
            Only naverco.

        V1: GET /naver/product-orders/{product_order_id} (네이버페이 상품주문 단건조회)
        """
        arguments = {"product_order_id": product_order_id}
        return self.sender.send(
            Call(operations.GET_PRODUCT_ORDER, one(NaverProductOrder), arguments)
        )

    def place(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Accept product orders, so that they are prepared for shipping.

        From then on, a refund that the customer asks for waits for `naver.approve_cancel`.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that were accepted. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders that are meant, or `"all"` for
                every one of the payment. On the wire, leaving it out means all.

        Returns:
            All of the product orders. When `partial` is true: those that were accepted; others
            failed.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/place (상품주문 발주처리)
        """
        arguments = {"imp_uid": imp_uid, "product_order_ids": product_order_ids}
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return self.sender.send(Call(operations.PLACE, parse, arguments))

    def ship(
        self,
        imp_uid: str,
        *,
        product_order_ids: Strings | Literal["all"],
        delivery_method: NaverDeliveryMethod,
        dispatched_at: Time,
        delivery_company: NaverDeliveryCompany | str | None = None,
        tracking_number: str | None = None,
    ) -> PartialList[NaverProductOrder]:
        """Tell Naver that product orders were shipped.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that were shipped. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders that were shipped, or `"all"` for
                every one of the payment. On the wire, leaving it out means all.
            delivery_method (배송방법 코드): How they are delivered.
            dispatched_at (발송일): When they were shipped. Epoch seconds or an aware datetime.
            delivery_company (택배사 코드): The carrier. Needed when `delivery_method` is `DELIVERY`.
            tracking_number (송장번호): The carrier's number of the parcel. Needed when
                `delivery_method` is `DELIVERY`.

        Returns:
            All of the product orders. When `partial` is true: those that were shipped; others
            failed.

        Raises:
            InvalidRequest: delivery_method or dispatched_at is missing or wrong.
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/ship (상품주문 발송처리)
        """
        arguments = {
            "imp_uid": imp_uid,
            "product_order_ids": product_order_ids,
            "delivery_method": delivery_method,
            "dispatched_at": dispatched_at,
            "delivery_company": delivery_company,
            "tracking_number": tracking_number,
        }
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return self.sender.send(Call(operations.SHIP, parse, arguments))

    def cancel(
        self,
        imp_uid: str,
        *,
        product_order_ids: Strings | Literal["all"],
        reason: NaverCancelReason | None = None,
    ) -> PartialList[NaverProductOrder]:
        """Refund product orders of a payment.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that are refunded. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders to refund, or `"all"` for every one
                of the payment. On the wire, leaving it out means all.
            reason (취소 사유 코드): Why they are refunded. A code that Naver does not know counts as
                `PRODUCT_UNSATISFIED`. "PRODUCT_UNSATISFIED" when left out.

        Returns:
            All of the product orders. When `partial` is true: those that are refunded; others
            failed.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/cancel (네이버페이 주문환불)
        """
        arguments = {"imp_uid": imp_uid, "product_order_ids": product_order_ids, "reason": reason}
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return self.sender.send(Call(operations.CANCEL, parse, arguments))

    def approve_cancel(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Approve the refund that the customer asked for.

        Product orders that are being prepared for shipping are refunded only when the merchant
        approves.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that are refunded. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders that are meant, or `"all"` for
                every one of the payment. On the wire, leaving it out means all.

        Returns:
            All of the product orders. When `partial` is true: those that are refunded; others
            failed.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/approve-cancel (환불요청 승인)
        """
        arguments = {"imp_uid": imp_uid, "product_order_ids": product_order_ids}
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return self.sender.send(Call(operations.APPROVE_CANCEL, parse, arguments))

    def request_return(
        self,
        imp_uid: str,
        *,
        product_order_ids: Strings | Literal["all"],
        delivery_method: NaverReturnDeliveryMethod,
        reason: NaverReturnReason | None = None,
        delivery_company: NaverDeliveryCompany | str | None = None,
        tracking_number: str | None = None,
    ) -> PartialList[NaverProductOrder]:
        """Request the return of product orders.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return was requested. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders to return, or `"all"` for every one
                of the payment. On the wire, leaving it out means all.
            delivery_method (반품 배송방법 코드): How they come back.
            reason (반품사유코드): Why they are returned. A code that Naver does not know counts as
                `INTENT_CHANGED`. "INTENT_CHANGED" when left out.
            delivery_company (택배사 코드): The carrier. Needed when `delivery_method` is
                `RETURN_DELIVERY`.
            tracking_number (송장번호): The carrier's number of the parcel. Needed when
                `delivery_method` is `RETURN_DELIVERY`.

        Returns:
            All of the product orders. When `partial` is true: those whose return was requested;
            others failed.

        Raises:
            InvalidRequest: delivery_method is missing or wrong.
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/request-return (상품 반품요청)
        """
        arguments = {
            "imp_uid": imp_uid,
            "product_order_ids": product_order_ids,
            "reason": reason,
            "delivery_method": delivery_method,
            "delivery_company": delivery_company,
            "tracking_number": tracking_number,
        }
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return self.sender.send(Call(operations.REQUEST_RETURN, parse, arguments))

    def approve_return(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"], memo: str | None = None
    ) -> PartialList[NaverProductOrder]:
        """Approve the return of product orders.

        When the customer is to bear the shipping or other costs of the return, withhold it with
        `naver.withhold_return` instead.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return was approved. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders whose return is approved, or
                `"all"` for every one of the payment. On the wire, leaving it out means all.
            memo (메모): A note that the customer gets.

        Returns:
            All of the product orders. When `partial` is true: those whose return was approved;
            others failed.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/approve-return (상품 반품승인)
        """
        arguments = {"imp_uid": imp_uid, "product_order_ids": product_order_ids, "memo": memo}
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return self.sender.send(Call(operations.APPROVE_RETURN, parse, arguments))

    def reject_return(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"], memo: str
    ) -> PartialList[NaverProductOrder]:
        """Reject the return of product orders.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return was rejected. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders whose return is rejected, or
                `"all"` for every one of the payment. On the wire, leaving it out means all.
            memo (메모): A note that the customer gets.

        Returns:
            All of the product orders. When `partial` is true: those whose return was rejected;
            others failed.

        Raises:
            InvalidRequest: The memo is missing or wrong.
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/reject-return (상품 반품거절)
        """
        arguments = {"imp_uid": imp_uid, "product_order_ids": product_order_ids, "memo": memo}
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return self.sender.send(Call(operations.REJECT_RETURN, parse, arguments))

    def withhold_return(
        self,
        imp_uid: str,
        *,
        product_order_ids: Strings | Literal["all"],
        memo: str,
        reason: NaverWithholdReason | None = None,
        extra_charge: Money | None = None,
    ) -> PartialList[NaverProductOrder]:
        """Withhold the return of product orders, for instance until its costs are paid.

        `naver.resolve_return` lets the return go on.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return is withheld. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders whose return is withheld, or
                `"all"` for every one of the payment. On the wire, leaving it out means all.
            memo (메모): A note that the customer gets.
            reason (반품보류사유 코드): Why it is withheld. A code that Naver does not know counts as `ETC`.
                "ETC" when left out.
            extra_charge (기타 비용 청구액): Other costs that the customer is to pay, in won. In won. 0
                when left out.

        Returns:
            All of the product orders. When `partial` is true: those whose return is withheld;
            others failed.

        Raises:
            InvalidRequest: The memo is missing or wrong.
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/withhold-return (상품 반품보류)
        """
        arguments = {
            "imp_uid": imp_uid,
            "product_order_ids": product_order_ids,
            "reason": reason,
            "memo": memo,
            "extra_charge": extra_charge,
        }
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return self.sender.send(Call(operations.WITHHOLD_RETURN, parse, arguments))

    def resolve_return(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Let the withheld return of product orders go on.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return goes on. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders that are meant, or `"all"` for
                every one of the payment. On the wire, leaving it out means all.

        Returns:
            All of the product orders. When `partial` is true: those whose return goes on; others
            failed.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/resolve-return (반품보류 해제)
        """
        arguments = {"imp_uid": imp_uid, "product_order_ids": product_order_ids}
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return self.sender.send(Call(operations.RESOLVE_RETURN, parse, arguments))

    def collect_exchanged(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Tell Naver that the products of approved exchanges have come back.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that were collected. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders that are meant, or `"all"` for
                every one of the payment. On the wire, leaving it out means all.

        Returns:
            All of the product orders. When `partial` is true: those that were collected; others
            failed.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/collect-exchanged (교환상품 수거완료)
        """
        arguments = {"imp_uid": imp_uid, "product_order_ids": product_order_ids}
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return self.sender.send(Call(operations.COLLECT_EXCHANGED, parse, arguments))

    def ship_exchanged(
        self,
        imp_uid: str,
        *,
        product_order_ids: Strings | Literal["all"],
        delivery_method: NaverDeliveryMethod,
        delivery_company: NaverDeliveryCompany | str | None = None,
        tracking_number: str | None = None,
    ) -> PartialList[NaverProductOrder]:
        """Tell Naver that the replacements of approved exchanges were shipped.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that were shipped. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders whose replacements were shipped, or
                `"all"` for every one of the payment. On the wire, leaving it out means all.
            delivery_method (배송방법 코드): How the replacements are delivered.
            delivery_company (택배사 코드): The carrier. Needed when `delivery_method` is `DELIVERY`.
            tracking_number (송장번호): The carrier's number of the parcel. Needed when
                `delivery_method` is `DELIVERY`.

        Returns:
            All of the product orders. When `partial` is true: those that were shipped; others
            failed.

        Raises:
            InvalidRequest: delivery_method is missing or wrong.
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/ship-exchanged (교환상품 재발송)
        """
        arguments = {
            "imp_uid": imp_uid,
            "product_order_ids": product_order_ids,
            "delivery_method": delivery_method,
            "delivery_company": delivery_company,
            "tracking_number": tracking_number,
        }
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return self.sender.send(Call(operations.SHIP_EXCHANGED, parse, arguments))

    def list_reviews(
        self, *, channel_key: str, from_: Time, to: Time, review_type: NaverReviewType
    ) -> list[NaverReview]:
        """List the customers' reviews of a range of time.

        Args:
            channel_key (채널키): The channel of Naver Pay's order type whose reviews are listed.
            from_ (조회기간 시작): The start of the range. Epoch seconds or an aware datetime.
            to (조회기간 종료): The end of the range. Epoch seconds or an aware datetime.
            review_type (구매평 유형): Which reviews are listed.

        Raises:
            InvalidRequest: From, to or review_type is missing or wrong.
            ServerError: PortOne cannot make sense of Naver's answer. Outcome unknown.

        PGs:
            Only naverco.

        V1: GET /naver/reviews (네이버페이 구매평 조회)
        """
        arguments = {
            "channel_key": channel_key,
            "from_": from_,
            "to": to,
            "review_type": review_type,
        }
        return self.sender.send(Call(operations.LIST_REVIEWS, several(NaverReview), arguments))

    def deposit_point(self, imp_uid: str) -> None:
        """Give the customer the Naver Pay points that a payment earned.

        For Naver Pay's payment type (`naverpay`).

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.

        Returns:
            The points were given.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: The points are not given; the message tells why.

        PGs:
            Only naverpay.

        V1: POST /payments/{imp_uid}/naver/point (네이버페이 포인트 적립)
        """
        arguments = {"imp_uid": imp_uid}
        return self.sender.send(Call(operations.DEPOSIT_POINT, nothing, arguments))

    def confirm(self, imp_uid: str, *, requester: NaverConfirmRequester | None = None) -> None:
        """Confirm the purchase of an escrow payment.

        For Naver Pay's payment type (`naverpay`).

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            requester (구매확정 요청자): Who confirms the purchase. "admin" when left out.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: The purchase is not confirmed; the message tells why.

        PGs:
            Only naverpay.

        V1: POST /payments/{imp_uid}/naver/confirm (에스크로 주문 확정)
        """
        arguments = {"imp_uid": imp_uid, "requester": requester}
        return self.sender.send(Call(operations.CONFIRM, nothing, arguments))

    def get_cash_amount(self, imp_uid: str) -> NaverCashAmount:
        """Show for how much of a payment a cash receipt can be issued.

        For Naver Pay's payment type (`naverpay`).

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.

        Returns:
            The amount in its parts.

        Raises:
            NotSupported: The payment is not one of Naver Pay's payment type.
            NotFound: The store has no payment of this imp_uid.
            ServerError: PortOne cannot make sense of Naver's answer. Outcome unknown.

        PGs:
            Only naverpay.

        V1: GET /payments/{imp_uid}/naver/cash-amount (현금영수증 발급 가용액 조회)
        """
        arguments = {"imp_uid": imp_uid}
        return self.sender.send(Call(operations.GET_CASH_AMOUNT, one(NaverCashAmount), arguments))


class AsyncNaver(AsyncResource):
    """Naver Pay product orders. (네이버페이)"""

    async def list_product_orders(self, imp_uid: str) -> list[NaverProductOrder]:
        """List the product orders of a payment.

        For Naver Pay's order type (`naverco`), where Naver keeps the order. Each kind of product in
        it is a product order of its own, so that a payment has one or more. They are shipped,
        refunded and returned one by one.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.

        Raises:
            NotFound: The store has no payment of this imp_uid.

        PGs:
            Only naverco.

        V1: GET /payments/{imp_uid}/naver/product-orders (네이버페이 상품주문 목록조회)
        """
        arguments = {"imp_uid": imp_uid}
        return await self.sender.send(
            Call(operations.LIST_PRODUCT_ORDERS, several(NaverProductOrder), arguments)
        )

    async def get_product_order(self, product_order_id: str) -> NaverProductOrder:
        """Look up a product order by its product_order_id.

        Args:
            product_order_id (네이버페이 상품주문번호): Naver's identity of the product order.

        Raises:
            InvalidRequest: The product_order_id is missing.
            NotFound: The store has no product order of this product_order_id.

        PGs:
            Only naverco.

        V1: GET /naver/product-orders/{product_order_id} (네이버페이 상품주문 단건조회)
        """
        arguments = {"product_order_id": product_order_id}
        return await self.sender.send(
            Call(operations.GET_PRODUCT_ORDER, one(NaverProductOrder), arguments)
        )

    async def place(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Accept product orders, so that they are prepared for shipping.

        From then on, a refund that the customer asks for waits for `naver.approve_cancel`.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that were accepted. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders that are meant, or `"all"` for
                every one of the payment. On the wire, leaving it out means all.

        Returns:
            All of the product orders. When `partial` is true: those that were accepted; others
            failed.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/place (상품주문 발주처리)
        """
        arguments = {"imp_uid": imp_uid, "product_order_ids": product_order_ids}
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return await self.sender.send(Call(operations.PLACE, parse, arguments))

    async def ship(
        self,
        imp_uid: str,
        *,
        product_order_ids: Strings | Literal["all"],
        delivery_method: NaverDeliveryMethod,
        dispatched_at: Time,
        delivery_company: NaverDeliveryCompany | str | None = None,
        tracking_number: str | None = None,
    ) -> PartialList[NaverProductOrder]:
        """Tell Naver that product orders were shipped.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that were shipped. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders that were shipped, or `"all"` for
                every one of the payment. On the wire, leaving it out means all.
            delivery_method (배송방법 코드): How they are delivered.
            dispatched_at (발송일): When they were shipped. Epoch seconds or an aware datetime.
            delivery_company (택배사 코드): The carrier. Needed when `delivery_method` is `DELIVERY`.
            tracking_number (송장번호): The carrier's number of the parcel. Needed when
                `delivery_method` is `DELIVERY`.

        Returns:
            All of the product orders. When `partial` is true: those that were shipped; others
            failed.

        Raises:
            InvalidRequest: delivery_method or dispatched_at is missing or wrong.
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/ship (상품주문 발송처리)
        """
        arguments = {
            "imp_uid": imp_uid,
            "product_order_ids": product_order_ids,
            "delivery_method": delivery_method,
            "dispatched_at": dispatched_at,
            "delivery_company": delivery_company,
            "tracking_number": tracking_number,
        }
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return await self.sender.send(Call(operations.SHIP, parse, arguments))

    async def cancel(
        self,
        imp_uid: str,
        *,
        product_order_ids: Strings | Literal["all"],
        reason: NaverCancelReason | None = None,
    ) -> PartialList[NaverProductOrder]:
        """Refund product orders of a payment.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that are refunded. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders to refund, or `"all"` for every one
                of the payment. On the wire, leaving it out means all.
            reason (취소 사유 코드): Why they are refunded. A code that Naver does not know counts as
                `PRODUCT_UNSATISFIED`. "PRODUCT_UNSATISFIED" when left out.

        Returns:
            All of the product orders. When `partial` is true: those that are refunded; others
            failed.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/cancel (네이버페이 주문환불)
        """
        arguments = {"imp_uid": imp_uid, "product_order_ids": product_order_ids, "reason": reason}
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return await self.sender.send(Call(operations.CANCEL, parse, arguments))

    async def approve_cancel(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Approve the refund that the customer asked for.

        Product orders that are being prepared for shipping are refunded only when the merchant
        approves.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that are refunded. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders that are meant, or `"all"` for
                every one of the payment. On the wire, leaving it out means all.

        Returns:
            All of the product orders. When `partial` is true: those that are refunded; others
            failed.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/approve-cancel (환불요청 승인)
        """
        arguments = {"imp_uid": imp_uid, "product_order_ids": product_order_ids}
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return await self.sender.send(Call(operations.APPROVE_CANCEL, parse, arguments))

    async def request_return(
        self,
        imp_uid: str,
        *,
        product_order_ids: Strings | Literal["all"],
        delivery_method: NaverReturnDeliveryMethod,
        reason: NaverReturnReason | None = None,
        delivery_company: NaverDeliveryCompany | str | None = None,
        tracking_number: str | None = None,
    ) -> PartialList[NaverProductOrder]:
        """Request the return of product orders.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return was requested. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders to return, or `"all"` for every one
                of the payment. On the wire, leaving it out means all.
            delivery_method (반품 배송방법 코드): How they come back.
            reason (반품사유코드): Why they are returned. A code that Naver does not know counts as
                `INTENT_CHANGED`. "INTENT_CHANGED" when left out.
            delivery_company (택배사 코드): The carrier. Needed when `delivery_method` is
                `RETURN_DELIVERY`.
            tracking_number (송장번호): The carrier's number of the parcel. Needed when
                `delivery_method` is `RETURN_DELIVERY`.

        Returns:
            All of the product orders. When `partial` is true: those whose return was requested;
            others failed.

        Raises:
            InvalidRequest: delivery_method is missing or wrong.
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/request-return (상품 반품요청)
        """
        arguments = {
            "imp_uid": imp_uid,
            "product_order_ids": product_order_ids,
            "reason": reason,
            "delivery_method": delivery_method,
            "delivery_company": delivery_company,
            "tracking_number": tracking_number,
        }
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return await self.sender.send(Call(operations.REQUEST_RETURN, parse, arguments))

    async def approve_return(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"], memo: str | None = None
    ) -> PartialList[NaverProductOrder]:
        """Approve the return of product orders.

        When the customer is to bear the shipping or other costs of the return, withhold it with
        `naver.withhold_return` instead.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return was approved. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders whose return is approved, or
                `"all"` for every one of the payment. On the wire, leaving it out means all.
            memo (메모): A note that the customer gets.

        Returns:
            All of the product orders. When `partial` is true: those whose return was approved;
            others failed.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/approve-return (상품 반품승인)
        """
        arguments = {"imp_uid": imp_uid, "product_order_ids": product_order_ids, "memo": memo}
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return await self.sender.send(Call(operations.APPROVE_RETURN, parse, arguments))

    async def reject_return(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"], memo: str
    ) -> PartialList[NaverProductOrder]:
        """Reject the return of product orders.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return was rejected. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders whose return is rejected, or
                `"all"` for every one of the payment. On the wire, leaving it out means all.
            memo (메모): A note that the customer gets.

        Returns:
            All of the product orders. When `partial` is true: those whose return was rejected;
            others failed.

        Raises:
            InvalidRequest: The memo is missing or wrong.
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/reject-return (상품 반품거절)
        """
        arguments = {"imp_uid": imp_uid, "product_order_ids": product_order_ids, "memo": memo}
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return await self.sender.send(Call(operations.REJECT_RETURN, parse, arguments))

    async def withhold_return(
        self,
        imp_uid: str,
        *,
        product_order_ids: Strings | Literal["all"],
        memo: str,
        reason: NaverWithholdReason | None = None,
        extra_charge: Money | None = None,
    ) -> PartialList[NaverProductOrder]:
        """Withhold the return of product orders, for instance until its costs are paid.

        `naver.resolve_return` lets the return go on.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return is withheld. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders whose return is withheld, or
                `"all"` for every one of the payment. On the wire, leaving it out means all.
            memo (메모): A note that the customer gets.
            reason (반품보류사유 코드): Why it is withheld. A code that Naver does not know counts as `ETC`.
                "ETC" when left out.
            extra_charge (기타 비용 청구액): Other costs that the customer is to pay, in won. In won. 0
                when left out.

        Returns:
            All of the product orders. When `partial` is true: those whose return is withheld;
            others failed.

        Raises:
            InvalidRequest: The memo is missing or wrong.
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/withhold-return (상품 반품보류)
        """
        arguments = {
            "imp_uid": imp_uid,
            "product_order_ids": product_order_ids,
            "reason": reason,
            "memo": memo,
            "extra_charge": extra_charge,
        }
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return await self.sender.send(Call(operations.WITHHOLD_RETURN, parse, arguments))

    async def resolve_return(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Let the withheld return of product orders go on.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return goes on. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders that are meant, or `"all"` for
                every one of the payment. On the wire, leaving it out means all.

        Returns:
            All of the product orders. When `partial` is true: those whose return goes on; others
            failed.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/resolve-return (반품보류 해제)
        """
        arguments = {"imp_uid": imp_uid, "product_order_ids": product_order_ids}
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return await self.sender.send(Call(operations.RESOLVE_RETURN, parse, arguments))

    async def collect_exchanged(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Tell Naver that the products of approved exchanges have come back.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that were collected. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders that are meant, or `"all"` for
                every one of the payment. On the wire, leaving it out means all.

        Returns:
            All of the product orders. When `partial` is true: those that were collected; others
            failed.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/collect-exchanged (교환상품 수거완료)
        """
        arguments = {"imp_uid": imp_uid, "product_order_ids": product_order_ids}
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return await self.sender.send(Call(operations.COLLECT_EXCHANGED, parse, arguments))

    async def ship_exchanged(
        self,
        imp_uid: str,
        *,
        product_order_ids: Strings | Literal["all"],
        delivery_method: NaverDeliveryMethod,
        delivery_company: NaverDeliveryCompany | str | None = None,
        tracking_number: str | None = None,
    ) -> PartialList[NaverProductOrder]:
        """Tell Naver that the replacements of approved exchanges were shipped.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that were shipped. When all fail, it raises `Refused`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            product_order_ids (네이버페이 상품주문번호): The product orders whose replacements were shipped, or
                `"all"` for every one of the payment. On the wire, leaving it out means all.
            delivery_method (배송방법 코드): How the replacements are delivered.
            delivery_company (택배사 코드): The carrier. Needed when `delivery_method` is `DELIVERY`.
            tracking_number (송장번호): The carrier's number of the parcel. Needed when
                `delivery_method` is `DELIVERY`.

        Returns:
            All of the product orders. When `partial` is true: those that were shipped; others
            failed.

        Raises:
            InvalidRequest: delivery_method is missing or wrong.
            NotFound: The store has no payment of this imp_uid.
            Refused: Naver refuses every one of the product orders.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/ship-exchanged (교환상품 재발송)
        """
        arguments = {
            "imp_uid": imp_uid,
            "product_order_ids": product_order_ids,
            "delivery_method": delivery_method,
            "delivery_company": delivery_company,
            "tracking_number": tracking_number,
        }
        parse = some(NaverProductOrder, {"product_order_ids": "product_order_id"})
        return await self.sender.send(Call(operations.SHIP_EXCHANGED, parse, arguments))

    async def list_reviews(
        self, *, channel_key: str, from_: Time, to: Time, review_type: NaverReviewType
    ) -> list[NaverReview]:
        """List the customers' reviews of a range of time.

        Args:
            channel_key (채널키): The channel of Naver Pay's order type whose reviews are listed.
            from_ (조회기간 시작): The start of the range. Epoch seconds or an aware datetime.
            to (조회기간 종료): The end of the range. Epoch seconds or an aware datetime.
            review_type (구매평 유형): Which reviews are listed.

        Raises:
            InvalidRequest: From, to or review_type is missing or wrong.
            ServerError: PortOne cannot make sense of Naver's answer. Outcome unknown.

        PGs:
            Only naverco.

        V1: GET /naver/reviews (네이버페이 구매평 조회)
        """
        arguments = {
            "channel_key": channel_key,
            "from_": from_,
            "to": to,
            "review_type": review_type,
        }
        return await self.sender.send(
            Call(operations.LIST_REVIEWS, several(NaverReview), arguments)
        )

    async def deposit_point(self, imp_uid: str) -> None:
        """Give the customer the Naver Pay points that a payment earned.

        For Naver Pay's payment type (`naverpay`).

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.

        Returns:
            The points were given.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: The points are not given; the message tells why.

        PGs:
            Only naverpay.

        V1: POST /payments/{imp_uid}/naver/point (네이버페이 포인트 적립)
        """
        arguments = {"imp_uid": imp_uid}
        return await self.sender.send(Call(operations.DEPOSIT_POINT, nothing, arguments))

    async def confirm(
        self, imp_uid: str, *, requester: NaverConfirmRequester | None = None
    ) -> None:
        """Confirm the purchase of an escrow payment.

        For Naver Pay's payment type (`naverpay`).

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            requester (구매확정 요청자): Who confirms the purchase. "admin" when left out.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: The purchase is not confirmed; the message tells why.

        PGs:
            Only naverpay.

        V1: POST /payments/{imp_uid}/naver/confirm (에스크로 주문 확정)
        """
        arguments = {"imp_uid": imp_uid, "requester": requester}
        return await self.sender.send(Call(operations.CONFIRM, nothing, arguments))

    async def get_cash_amount(self, imp_uid: str) -> NaverCashAmount:
        """Show for how much of a payment a cash receipt can be issued.

        For Naver Pay's payment type (`naverpay`).

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.

        Returns:
            The amount in its parts.

        Raises:
            NotSupported: The payment is not one of Naver Pay's payment type.
            NotFound: The store has no payment of this imp_uid.
            ServerError: PortOne cannot make sense of Naver's answer. Outcome unknown.

        PGs:
            Only naverpay.

        V1: GET /payments/{imp_uid}/naver/cash-amount (현금영수증 발급 가용액 조회)
        """
        arguments = {"imp_uid": imp_uid}
        return await self.sender.send(
            Call(operations.GET_CASH_AMOUNT, one(NaverCashAmount), arguments)
        )
