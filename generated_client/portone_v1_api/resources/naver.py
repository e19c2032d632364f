# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Naver Pay product orders. (네이버페이)"""

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
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)

        Returns:
            The product orders.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: GET /payments/{imp_uid}/naver/product-orders (네이버페이 상품주문 목록조회)
        """
        return self.sender.send(
            Call(operations.LIST_PRODUCT_ORDERS, several(NaverProductOrder), {"imp_uid": imp_uid})
        )

    def get_product_order(self, product_order_id: str) -> NaverProductOrder:
        """Look up a product order by its product_order_id.

        Args:
            product_order_id: Naver's identity of the product order. (네이버페이 상품주문번호)

        Returns:
            The product order.

        Raises:
            InvalidRequest: Outcome rejected: the product_order_id is missing.
            NotFound: Outcome rejected: the store has no product order of this product_order_id.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only naverco.

        V1: GET /naver/product-orders/{product_order_id} (네이버페이 상품주문 단건조회)
        """
        return self.sender.send(
            Call(
                operations.GET_PRODUCT_ORDER,
                one(NaverProductOrder),
                {"product_order_id": product_order_id},
            )
        )

    def place(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Accept product orders, so that they are prepared for shipping.

        From then on, a refund that the customer asks for waits for `naver.approve_cancel`.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that were accepted. When all fail, it raises `Refused`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders that are meant, or `"all"` for every one of the
                payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)

        Returns:
            All of the product orders. When `partial` is true: those that were accepted; others
            failed.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/place (상품주문 발주처리)
        """
        return self.sender.send(
            Call(
                operations.PLACE,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {"imp_uid": imp_uid, "product_order_ids": product_order_ids},
            )
        )

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
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders that were shipped, or `"all"` for every one of the
                payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)
            delivery_method: How they are delivered. (배송방법 코드)
            dispatched_at: When they were shipped. Epoch seconds or an aware datetime. (발송일)
            delivery_company: The carrier. Needed when `delivery_method` is `DELIVERY`. (택배사 코드)
            tracking_number: The carrier's number of the parcel. Needed when `delivery_method` is
                `DELIVERY`. (송장번호)

        Returns:
            All of the product orders. When `partial` is true: those that were shipped; others
            failed.

        Raises:
            InvalidRequest: Outcome rejected: delivery_method or dispatched_at is missing or wrong.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/ship (상품주문 발송처리)
        """
        return self.sender.send(
            Call(
                operations.SHIP,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {
                    "imp_uid": imp_uid,
                    "product_order_ids": product_order_ids,
                    "delivery_method": delivery_method,
                    "dispatched_at": dispatched_at,
                    "delivery_company": delivery_company,
                    "tracking_number": tracking_number,
                },
            )
        )

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
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders to refund, or `"all"` for every one of the
                payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)
            reason: Why they are refunded. A code that Naver does not know counts as
                `PRODUCT_UNSATISFIED`. "PRODUCT_UNSATISFIED" when left out. (취소 사유 코드)

        Returns:
            All of the product orders. When `partial` is true: those that are refunded; others
            failed.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/cancel (네이버페이 주문환불)
        """
        return self.sender.send(
            Call(
                operations.CANCEL,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {"imp_uid": imp_uid, "product_order_ids": product_order_ids, "reason": reason},
            )
        )

    def approve_cancel(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Approve the refund that the customer asked for.

        Product orders that are being prepared for shipping are refunded only when the merchant
        approves.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that are refunded. When all fail, it raises `Refused`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders that are meant, or `"all"` for every one of the
                payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)

        Returns:
            All of the product orders. When `partial` is true: those that are refunded; others
            failed.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/approve-cancel (환불요청 승인)
        """
        return self.sender.send(
            Call(
                operations.APPROVE_CANCEL,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {"imp_uid": imp_uid, "product_order_ids": product_order_ids},
            )
        )

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
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders to return, or `"all"` for every one of the
                payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)
            delivery_method: How they come back. (반품 배송방법 코드)
            reason: Why they are returned. A code that Naver does not know counts as
                `INTENT_CHANGED`. "INTENT_CHANGED" when left out. (반품사유코드)
            delivery_company: The carrier. Needed when `delivery_method` is `RETURN_DELIVERY`. (택배사
                코드)
            tracking_number: The carrier's number of the parcel. Needed when `delivery_method` is
                `RETURN_DELIVERY`. (송장번호)

        Returns:
            All of the product orders. When `partial` is true: those whose return was requested;
            others failed.

        Raises:
            InvalidRequest: Outcome rejected: delivery_method is missing or wrong.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/request-return (상품 반품요청)
        """
        return self.sender.send(
            Call(
                operations.REQUEST_RETURN,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {
                    "imp_uid": imp_uid,
                    "product_order_ids": product_order_ids,
                    "reason": reason,
                    "delivery_method": delivery_method,
                    "delivery_company": delivery_company,
                    "tracking_number": tracking_number,
                },
            )
        )

    def approve_return(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"], memo: str | None = None
    ) -> PartialList[NaverProductOrder]:
        """Approve the return of product orders.

        When the customer is to bear the shipping or other costs of the return, withhold it with
        `naver.withhold_return` instead.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return was approved. When all fail, it raises `Refused`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders whose return is approved, or `"all"` for every one
                of the payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)
            memo: A note that the customer gets. (메모)

        Returns:
            All of the product orders. When `partial` is true: those whose return was approved;
            others failed.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/approve-return (상품 반품승인)
        """
        return self.sender.send(
            Call(
                operations.APPROVE_RETURN,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {"imp_uid": imp_uid, "product_order_ids": product_order_ids, "memo": memo},
            )
        )

    def reject_return(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"], memo: str
    ) -> PartialList[NaverProductOrder]:
        """Reject the return of product orders.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return was rejected. When all fail, it raises `Refused`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders whose return is rejected, or `"all"` for every one
                of the payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)
            memo: A note that the customer gets. (메모)

        Returns:
            All of the product orders. When `partial` is true: those whose return was rejected;
            others failed.

        Raises:
            InvalidRequest: Outcome rejected: the memo is missing or wrong.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/reject-return (상품 반품거절)
        """
        return self.sender.send(
            Call(
                operations.REJECT_RETURN,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {"imp_uid": imp_uid, "product_order_ids": product_order_ids, "memo": memo},
            )
        )

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
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders whose return is withheld, or `"all"` for every one
                of the payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)
            memo: A note that the customer gets. (메모)
            reason: Why it is withheld. A code that Naver does not know counts as `ETC`. "ETC" when
                left out. (반품보류사유 코드)
            extra_charge: Other costs that the customer is to pay, in won. In won. 0 when left out.
                (기타 비용 청구액)

        Returns:
            All of the product orders. When `partial` is true: those whose return is withheld;
            others failed.

        Raises:
            InvalidRequest: Outcome rejected: the memo is missing or wrong.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/withhold-return (상품 반품보류)
        """
        return self.sender.send(
            Call(
                operations.WITHHOLD_RETURN,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {
                    "imp_uid": imp_uid,
                    "product_order_ids": product_order_ids,
                    "reason": reason,
                    "memo": memo,
                    "extra_charge": extra_charge,
                },
            )
        )

    def resolve_return(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Let the withheld return of product orders go on.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return goes on. When all fail, it raises `Refused`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders that are meant, or `"all"` for every one of the
                payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)

        Returns:
            All of the product orders. When `partial` is true: those whose return goes on; others
            failed.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/resolve-return (반품보류 해제)
        """
        return self.sender.send(
            Call(
                operations.RESOLVE_RETURN,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {"imp_uid": imp_uid, "product_order_ids": product_order_ids},
            )
        )

    def collect_exchanged(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Tell Naver that the products of approved exchanges have come back.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that were collected. When all fail, it raises `Refused`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders that are meant, or `"all"` for every one of the
                payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)

        Returns:
            All of the product orders. When `partial` is true: those that were collected; others
            failed.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/collect-exchanged (교환상품 수거완료)
        """
        return self.sender.send(
            Call(
                operations.COLLECT_EXCHANGED,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {"imp_uid": imp_uid, "product_order_ids": product_order_ids},
            )
        )

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
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders whose replacements were shipped, or `"all"` for
                every one of the payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)
            delivery_method: How the replacements are delivered. (배송방법 코드)
            delivery_company: The carrier. Needed when `delivery_method` is `DELIVERY`. (택배사 코드)
            tracking_number: The carrier's number of the parcel. Needed when `delivery_method` is
                `DELIVERY`. (송장번호)

        Returns:
            All of the product orders. When `partial` is true: those that were shipped; others
            failed.

        Raises:
            InvalidRequest: Outcome rejected: delivery_method is missing or wrong.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/ship-exchanged (교환상품 재발송)
        """
        return self.sender.send(
            Call(
                operations.SHIP_EXCHANGED,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {
                    "imp_uid": imp_uid,
                    "product_order_ids": product_order_ids,
                    "delivery_method": delivery_method,
                    "delivery_company": delivery_company,
                    "tracking_number": tracking_number,
                },
            )
        )

    def list_reviews(
        self, *, channel_key: str, from_: Time, to: Time, review_type: NaverReviewType
    ) -> list[NaverReview]:
        """List the customers' reviews of a range of time.

        Args:
            channel_key: The channel of Naver Pay's order type whose reviews are listed. (채널키)
            from_: The start of the range. Epoch seconds or an aware datetime. (조회기간 시작)
            to: The end of the range. Epoch seconds or an aware datetime. (조회기간 종료)
            review_type: Which reviews are listed. (구매평 유형)

        Returns:
            The reviews.

        Raises:
            InvalidRequest: Outcome rejected: from, to or review_type is missing or wrong.
            ServerError: Outcome unknown: PortOne cannot make sense of Naver's answer.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, NotSupported, Conflict, RateLimited:
                Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: GET /naver/reviews (네이버페이 구매평 조회)
        """
        return self.sender.send(
            Call(
                operations.LIST_REVIEWS,
                several(NaverReview),
                {"channel_key": channel_key, "from_": from_, "to": to, "review_type": review_type},
            )
        )

    def deposit_point(self, imp_uid: str) -> None:
        """Give the customer the Naver Pay points that a payment earned.

        For Naver Pay's payment type (`naverpay`).

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)

        Returns:
            The points were given.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: the points are not given; the message tells why.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverpay.

        V1: POST /payments/{imp_uid}/naver/point (네이버페이 포인트 적립)
        """
        return self.sender.send(Call(operations.DEPOSIT_POINT, nothing, {"imp_uid": imp_uid}))

    def confirm(self, imp_uid: str, *, requester: NaverConfirmRequester | None = None) -> None:
        """Confirm the purchase of an escrow payment.

        For Naver Pay's payment type (`naverpay`).

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            requester: Who confirms the purchase. "admin" when left out. (구매확정 요청자)

        Returns:
            The purchase was confirmed.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: the purchase is not confirmed; the message tells why.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverpay.

        V1: POST /payments/{imp_uid}/naver/confirm (에스크로 주문 확정)
        """
        return self.sender.send(
            Call(operations.CONFIRM, nothing, {"imp_uid": imp_uid, "requester": requester})
        )

    def get_cash_amount(self, imp_uid: str) -> NaverCashAmount:
        """Show for how much of a payment a cash receipt can be issued.

        For Naver Pay's payment type (`naverpay`).

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)

        Returns:
            The amount in its parts.

        Raises:
            NotSupported: Outcome rejected: the payment is not one of Naver Pay's payment type.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            ServerError: Outcome unknown: PortOne cannot make sense of Naver's answer.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only naverpay.

        V1: GET /payments/{imp_uid}/naver/cash-amount (현금영수증 발급 가용액 조회)
        """
        return self.sender.send(
            Call(operations.GET_CASH_AMOUNT, one(NaverCashAmount), {"imp_uid": imp_uid})
        )


class AsyncNaver(AsyncResource):
    """Naver Pay product orders. (네이버페이)"""

    async def list_product_orders(self, imp_uid: str) -> list[NaverProductOrder]:
        """List the product orders of a payment.

        For Naver Pay's order type (`naverco`), where Naver keeps the order. Each kind of product in
        it is a product order of its own, so that a payment has one or more. They are shipped,
        refunded and returned one by one.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)

        Returns:
            The product orders.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: GET /payments/{imp_uid}/naver/product-orders (네이버페이 상품주문 목록조회)
        """
        return await self.sender.send(
            Call(operations.LIST_PRODUCT_ORDERS, several(NaverProductOrder), {"imp_uid": imp_uid})
        )

    async def get_product_order(self, product_order_id: str) -> NaverProductOrder:
        """Look up a product order by its product_order_id.

        Args:
            product_order_id: Naver's identity of the product order. (네이버페이 상품주문번호)

        Returns:
            The product order.

        Raises:
            InvalidRequest: Outcome rejected: the product_order_id is missing.
            NotFound: Outcome rejected: the store has no product order of this product_order_id.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only naverco.

        V1: GET /naver/product-orders/{product_order_id} (네이버페이 상품주문 단건조회)
        """
        return await self.sender.send(
            Call(
                operations.GET_PRODUCT_ORDER,
                one(NaverProductOrder),
                {"product_order_id": product_order_id},
            )
        )

    async def place(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Accept product orders, so that they are prepared for shipping.

        From then on, a refund that the customer asks for waits for `naver.approve_cancel`.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that were accepted. When all fail, it raises `Refused`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders that are meant, or `"all"` for every one of the
                payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)

        Returns:
            All of the product orders. When `partial` is true: those that were accepted; others
            failed.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/place (상품주문 발주처리)
        """
        return await self.sender.send(
            Call(
                operations.PLACE,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {"imp_uid": imp_uid, "product_order_ids": product_order_ids},
            )
        )

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
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders that were shipped, or `"all"` for every one of the
                payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)
            delivery_method: How they are delivered. (배송방법 코드)
            dispatched_at: When they were shipped. Epoch seconds or an aware datetime. (발송일)
            delivery_company: The carrier. Needed when `delivery_method` is `DELIVERY`. (택배사 코드)
            tracking_number: The carrier's number of the parcel. Needed when `delivery_method` is
                `DELIVERY`. (송장번호)

        Returns:
            All of the product orders. When `partial` is true: those that were shipped; others
            failed.

        Raises:
            InvalidRequest: Outcome rejected: delivery_method or dispatched_at is missing or wrong.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/ship (상품주문 발송처리)
        """
        return await self.sender.send(
            Call(
                operations.SHIP,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {
                    "imp_uid": imp_uid,
                    "product_order_ids": product_order_ids,
                    "delivery_method": delivery_method,
                    "dispatched_at": dispatched_at,
                    "delivery_company": delivery_company,
                    "tracking_number": tracking_number,
                },
            )
        )

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
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders to refund, or `"all"` for every one of the
                payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)
            reason: Why they are refunded. A code that Naver does not know counts as
                `PRODUCT_UNSATISFIED`. "PRODUCT_UNSATISFIED" when left out. (취소 사유 코드)

        Returns:
            All of the product orders. When `partial` is true: those that are refunded; others
            failed.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/cancel (네이버페이 주문환불)
        """
        return await self.sender.send(
            Call(
                operations.CANCEL,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {"imp_uid": imp_uid, "product_order_ids": product_order_ids, "reason": reason},
            )
        )

    async def approve_cancel(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Approve the refund that the customer asked for.

        Product orders that are being prepared for shipping are refunded only when the merchant
        approves.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that are refunded. When all fail, it raises `Refused`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders that are meant, or `"all"` for every one of the
                payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)

        Returns:
            All of the product orders. When `partial` is true: those that are refunded; others
            failed.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/approve-cancel (환불요청 승인)
        """
        return await self.sender.send(
            Call(
                operations.APPROVE_CANCEL,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {"imp_uid": imp_uid, "product_order_ids": product_order_ids},
            )
        )

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
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders to return, or `"all"` for every one of the
                payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)
            delivery_method: How they come back. (반품 배송방법 코드)
            reason: Why they are returned. A code that Naver does not know counts as
                `INTENT_CHANGED`. "INTENT_CHANGED" when left out. (반품사유코드)
            delivery_company: The carrier. Needed when `delivery_method` is `RETURN_DELIVERY`. (택배사
                코드)
            tracking_number: The carrier's number of the parcel. Needed when `delivery_method` is
                `RETURN_DELIVERY`. (송장번호)

        Returns:
            All of the product orders. When `partial` is true: those whose return was requested;
            others failed.

        Raises:
            InvalidRequest: Outcome rejected: delivery_method is missing or wrong.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/request-return (상품 반품요청)
        """
        return await self.sender.send(
            Call(
                operations.REQUEST_RETURN,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {
                    "imp_uid": imp_uid,
                    "product_order_ids": product_order_ids,
                    "reason": reason,
                    "delivery_method": delivery_method,
                    "delivery_company": delivery_company,
                    "tracking_number": tracking_number,
                },
            )
        )

    async def approve_return(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"], memo: str | None = None
    ) -> PartialList[NaverProductOrder]:
        """Approve the return of product orders.

        When the customer is to bear the shipping or other costs of the return, withhold it with
        `naver.withhold_return` instead.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return was approved. When all fail, it raises `Refused`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders whose return is approved, or `"all"` for every one
                of the payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)
            memo: A note that the customer gets. (메모)

        Returns:
            All of the product orders. When `partial` is true: those whose return was approved;
            others failed.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/approve-return (상품 반품승인)
        """
        return await self.sender.send(
            Call(
                operations.APPROVE_RETURN,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {"imp_uid": imp_uid, "product_order_ids": product_order_ids, "memo": memo},
            )
        )

    async def reject_return(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"], memo: str
    ) -> PartialList[NaverProductOrder]:
        """Reject the return of product orders.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return was rejected. When all fail, it raises `Refused`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders whose return is rejected, or `"all"` for every one
                of the payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)
            memo: A note that the customer gets. (메모)

        Returns:
            All of the product orders. When `partial` is true: those whose return was rejected;
            others failed.

        Raises:
            InvalidRequest: Outcome rejected: the memo is missing or wrong.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/reject-return (상품 반품거절)
        """
        return await self.sender.send(
            Call(
                operations.REJECT_RETURN,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {"imp_uid": imp_uid, "product_order_ids": product_order_ids, "memo": memo},
            )
        )

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
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders whose return is withheld, or `"all"` for every one
                of the payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)
            memo: A note that the customer gets. (메모)
            reason: Why it is withheld. A code that Naver does not know counts as `ETC`. "ETC" when
                left out. (반품보류사유 코드)
            extra_charge: Other costs that the customer is to pay, in won. In won. 0 when left out.
                (기타 비용 청구액)

        Returns:
            All of the product orders. When `partial` is true: those whose return is withheld;
            others failed.

        Raises:
            InvalidRequest: Outcome rejected: the memo is missing or wrong.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/withhold-return (상품 반품보류)
        """
        return await self.sender.send(
            Call(
                operations.WITHHOLD_RETURN,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {
                    "imp_uid": imp_uid,
                    "product_order_ids": product_order_ids,
                    "reason": reason,
                    "memo": memo,
                    "extra_charge": extra_charge,
                },
            )
        )

    async def resolve_return(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Let the withheld return of product orders go on.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those whose return goes on. When all fail, it raises `Refused`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders that are meant, or `"all"` for every one of the
                payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)

        Returns:
            All of the product orders. When `partial` is true: those whose return goes on; others
            failed.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/resolve-return (반품보류 해제)
        """
        return await self.sender.send(
            Call(
                operations.RESOLVE_RETURN,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {"imp_uid": imp_uid, "product_order_ids": product_order_ids},
            )
        )

    async def collect_exchanged(
        self, imp_uid: str, *, product_order_ids: Strings | Literal["all"]
    ) -> PartialList[NaverProductOrder]:
        """Tell Naver that the products of approved exchanges have come back.

        PortOne asks Naver for each product order by itself. Status 207 means that some failed: the
        answer holds only those that were collected. When all fail, it raises `Refused`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders that are meant, or `"all"` for every one of the
                payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)

        Returns:
            All of the product orders. When `partial` is true: those that were collected; others
            failed.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/collect-exchanged (교환상품 수거완료)
        """
        return await self.sender.send(
            Call(
                operations.COLLECT_EXCHANGED,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {"imp_uid": imp_uid, "product_order_ids": product_order_ids},
            )
        )

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
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            product_order_ids: The product orders whose replacements were shipped, or `"all"` for
                every one of the payment. On the wire, leaving it out means all. (네이버페이 상품주문번호)
            delivery_method: How the replacements are delivered. (배송방법 코드)
            delivery_company: The carrier. Needed when `delivery_method` is `DELIVERY`. (택배사 코드)
            tracking_number: The carrier's number of the parcel. Needed when `delivery_method` is
                `DELIVERY`. (송장번호)

        Returns:
            All of the product orders. When `partial` is true: those that were shipped; others
            failed.

        Raises:
            InvalidRequest: Outcome rejected: delivery_method is missing or wrong.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: Naver refuses every one of the product orders.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only naverco.

        V1: POST /payments/{imp_uid}/naver/ship-exchanged (교환상품 재발송)
        """
        return await self.sender.send(
            Call(
                operations.SHIP_EXCHANGED,
                some(NaverProductOrder, {"product_order_ids": "product_order_id"}),
                {
                    "imp_uid": imp_uid,
                    "product_order_ids": product_order_ids,
                    "delivery_method": delivery_method,
                    "delivery_company": delivery_company,
                    "tracking_number": tracking_number,
                },
            )
        )

    async def list_reviews(
        self, *, channel_key: str, from_: Time, to: Time, review_type: NaverReviewType
    ) -> list[NaverReview]:
        """List the customers' reviews of a range of time.

        Args:
            channel_key: The channel of Naver Pay's order type whose reviews are listed. (채널키)
            from_: The start of the range. Epoch seconds or an aware datetime. (조회기간 시작)
            to: The end of the range. Epoch seconds or an aware datetime. (조회기간 종료)
            review_type: Which reviews are listed. (구매평 유형)

        Returns:
            The reviews.

        Raises:
            InvalidRequest: Outcome rejected: from, to or review_type is missing or wrong.
            ServerError: Outcome unknown: PortOne cannot make sense of Naver's answer.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, NotSupported, Conflict, RateLimited:
                Outcome rejected, as for every operation.

        PGs:
            Only naverco.

        V1: GET /naver/reviews (네이버페이 구매평 조회)
        """
        return await self.sender.send(
            Call(
                operations.LIST_REVIEWS,
                several(NaverReview),
                {"channel_key": channel_key, "from_": from_, "to": to, "review_type": review_type},
            )
        )

    async def deposit_point(self, imp_uid: str) -> None:
        """Give the customer the Naver Pay points that a payment earned.

        For Naver Pay's payment type (`naverpay`).

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)

        Returns:
            The points were given.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: the points are not given; the message tells why.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverpay.

        V1: POST /payments/{imp_uid}/naver/point (네이버페이 포인트 적립)
        """
        return await self.sender.send(Call(operations.DEPOSIT_POINT, nothing, {"imp_uid": imp_uid}))

    async def confirm(
        self, imp_uid: str, *, requester: NaverConfirmRequester | None = None
    ) -> None:
        """Confirm the purchase of an escrow payment.

        For Naver Pay's payment type (`naverpay`).

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            requester: Who confirms the purchase. "admin" when left out. (구매확정 요청자)

        Returns:
            The purchase was confirmed.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: the purchase is not confirmed; the message tells why.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only naverpay.

        V1: POST /payments/{imp_uid}/naver/confirm (에스크로 주문 확정)
        """
        return await self.sender.send(
            Call(operations.CONFIRM, nothing, {"imp_uid": imp_uid, "requester": requester})
        )

    async def get_cash_amount(self, imp_uid: str) -> NaverCashAmount:
        """Show for how much of a payment a cash receipt can be issued.

        For Naver Pay's payment type (`naverpay`).

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)

        Returns:
            The amount in its parts.

        Raises:
            NotSupported: Outcome rejected: the payment is not one of Naver Pay's payment type.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            ServerError: Outcome unknown: PortOne cannot make sense of Naver's answer.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only naverpay.

        V1: GET /payments/{imp_uid}/naver/cash-amount (현금영수증 발급 가용액 조회)
        """
        return await self.sender.send(
            Call(operations.GET_CASH_AMOUNT, one(NaverCashAmount), {"imp_uid": imp_uid})
        )
