# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Paymentwall deliveries. (페이먼트월)"""

from __future__ import annotations

from ..calls import Arguments, AsyncResource, Call, Resource
from ..models.paymentwall import (
    PaymentwallDelivery,
    PaymentwallDeliveryStatus,
    PaymentwallDeliveryType,
    PaymentwallRefundable,
)
from ..operations import paymentwall as operations
from ..payloads import one
from ..values import Time


class Paymentwall(Resource):
    """Paymentwall deliveries. (페이먼트월)"""

    def register_delivery(
        self,
        *,
        imp_uid: str,
        merchant_uid: str,
        type: PaymentwallDeliveryType,
        status: PaymentwallDeliveryStatus,
        estimated_delivery_datetime: Time,
        estimated_update_datetime: Time,
        refundable: PaymentwallRefundable,
        shipping_address_email: str,
        carrier_tracking_id: str | None = None,
        carrier_type: str | None = None,
        reason: str | None = None,
        details: str | None = None,
        shipping_address_country: str | None = None,
        shipping_address_city: str | None = None,
        shipping_address_zip: str | None = None,
        shipping_address_state: str | None = None,
        shipping_address_street: str | None = None,
        shipping_address_phone: str | None = None,
        shipping_address_firstname: str | None = None,
        shipping_address_lastname: str | None = None,
    ) -> PaymentwallDelivery:
        """Tell Paymentwall how an order is delivered.

        Paymentwall does not settle payments whose delivery it was not told.

        Physical goods also need the carrier (`carrier_type`, `carrier_tracking_id`) and the whole
        address: every `shipping_address_…` argument.

        Look at `error_code` in what comes back: when it is set, Paymentwall has not accepted the
        delivery, although PortOne's own `code` may be 0.

        Args:
            imp_uid: PortOne's identity of the payment. At most 40 characters. (포트원 거래고유번호)
            merchant_uid: The merchant's identity of the order. At most 40 characters. (고객사 주문번호)
            type: What is delivered, `physical` goods or `digital` content. (상품구분코드)
            status: How far the delivery is. (배송상태 구분코드)
            estimated_delivery_datetime: When it is expected to arrive. Now will do for digital
                content. Epoch seconds or an aware datetime. (도착예상시간)
            estimated_update_datetime: When `status` is expected to change. Now will do for digital
                content. Epoch seconds or an aware datetime. (배송상태 업데이트 예정시간)
            refundable: Whether the order can be refunded. (환불가능여부)
            shipping_address_email: The recipient's e-mail address. Needed for digital content too.
                At most 50 characters. (수신자 이메일)
            carrier_tracking_id: The carrier's tracking number. Needed for physical goods. At most
                64 characters. (운송장 번호)
            carrier_type: The carrier's name. Needed for physical goods. At most 64 characters. (운송사
                이름)
            reason: Why the delivery stands as it does. At most 64 characters. (사유)
            details: Anything else that Paymentwall should know. At most 400 characters. (상세 사항)
            shipping_address_country: The recipient's country. Needed for physical goods. At most 40
                characters. (수신자 국가)
            shipping_address_city: The recipient's city. Needed for physical goods. At most 40
                characters. (수신자 시)
            shipping_address_zip: The recipient's postcode. Needed for physical goods. At most 40
                characters. (수신자 우편번호)
            shipping_address_state: The recipient's state, `N/A` outside the United States. Needed
                for physical goods. At most 40 characters. (수신자 주)
            shipping_address_street: The recipient's street. Needed for physical goods. At most 40
                characters. (수신자 거리명)
            shipping_address_phone: The recipient's phone number. Needed for physical goods. At most
                40 characters. (수신자 전화번호)
            shipping_address_firstname: The recipient's first name. Needed for physical goods. At
                most 40 characters. (수신자 이름)
            shipping_address_lastname: The recipient's last name. Needed for physical goods. At most
                40 characters. (수신자 성)

        Returns:
            What Paymentwall said.

        Raises:
            NotFound: Outcome rejected: the store has no such payment.
            Declined: Outcome rejected: Paymentwall refuses the delivery.
            Refused: Outcome rejected: PortOne refuses the delivery for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only paymentwall.

        V1: POST /paymentwall/delivery (페이먼트월 배송등록)
        """
        arguments = Arguments(
            {
                "imp_uid": imp_uid,
                "merchant_uid": merchant_uid,
                "type": type,
                "status": status,
                "carrier_tracking_id": carrier_tracking_id,
                "carrier_type": carrier_type,
                "estimated_delivery_datetime": estimated_delivery_datetime,
                "estimated_update_datetime": estimated_update_datetime,
                "reason": reason,
                "refundable": refundable,
                "details": details,
                "shipping_address_email": shipping_address_email,
                "shipping_address_country": shipping_address_country,
                "shipping_address_city": shipping_address_city,
                "shipping_address_zip": shipping_address_zip,
                "shipping_address_state": shipping_address_state,
                "shipping_address_street": shipping_address_street,
                "shipping_address_phone": shipping_address_phone,
                "shipping_address_firstname": shipping_address_firstname,
                "shipping_address_lastname": shipping_address_lastname,
            }
        )
        del shipping_address_phone  # a traceback may print what a frame holds
        return self.sender.send(
            Call(operations.REGISTER_DELIVERY, one(PaymentwallDelivery), arguments)
        )


class AsyncPaymentwall(AsyncResource):
    """Paymentwall deliveries. (페이먼트월)"""

    async def register_delivery(
        self,
        *,
        imp_uid: str,
        merchant_uid: str,
        type: PaymentwallDeliveryType,
        status: PaymentwallDeliveryStatus,
        estimated_delivery_datetime: Time,
        estimated_update_datetime: Time,
        refundable: PaymentwallRefundable,
        shipping_address_email: str,
        carrier_tracking_id: str | None = None,
        carrier_type: str | None = None,
        reason: str | None = None,
        details: str | None = None,
        shipping_address_country: str | None = None,
        shipping_address_city: str | None = None,
        shipping_address_zip: str | None = None,
        shipping_address_state: str | None = None,
        shipping_address_street: str | None = None,
        shipping_address_phone: str | None = None,
        shipping_address_firstname: str | None = None,
        shipping_address_lastname: str | None = None,
    ) -> PaymentwallDelivery:
        """Tell Paymentwall how an order is delivered.

        Paymentwall does not settle payments whose delivery it was not told.

        Physical goods also need the carrier (`carrier_type`, `carrier_tracking_id`) and the whole
        address: every `shipping_address_…` argument.

        Look at `error_code` in what comes back: when it is set, Paymentwall has not accepted the
        delivery, although PortOne's own `code` may be 0.

        Args:
            imp_uid: PortOne's identity of the payment. At most 40 characters. (포트원 거래고유번호)
            merchant_uid: The merchant's identity of the order. At most 40 characters. (고객사 주문번호)
            type: What is delivered, `physical` goods or `digital` content. (상품구분코드)
            status: How far the delivery is. (배송상태 구분코드)
            estimated_delivery_datetime: When it is expected to arrive. Now will do for digital
                content. Epoch seconds or an aware datetime. (도착예상시간)
            estimated_update_datetime: When `status` is expected to change. Now will do for digital
                content. Epoch seconds or an aware datetime. (배송상태 업데이트 예정시간)
            refundable: Whether the order can be refunded. (환불가능여부)
            shipping_address_email: The recipient's e-mail address. Needed for digital content too.
                At most 50 characters. (수신자 이메일)
            carrier_tracking_id: The carrier's tracking number. Needed for physical goods. At most
                64 characters. (운송장 번호)
            carrier_type: The carrier's name. Needed for physical goods. At most 64 characters. (운송사
                이름)
            reason: Why the delivery stands as it does. At most 64 characters. (사유)
            details: Anything else that Paymentwall should know. At most 400 characters. (상세 사항)
            shipping_address_country: The recipient's country. Needed for physical goods. At most 40
                characters. (수신자 국가)
            shipping_address_city: The recipient's city. Needed for physical goods. At most 40
                characters. (수신자 시)
            shipping_address_zip: The recipient's postcode. Needed for physical goods. At most 40
                characters. (수신자 우편번호)
            shipping_address_state: The recipient's state, `N/A` outside the United States. Needed
                for physical goods. At most 40 characters. (수신자 주)
            shipping_address_street: The recipient's street. Needed for physical goods. At most 40
                characters. (수신자 거리명)
            shipping_address_phone: The recipient's phone number. Needed for physical goods. At most
                40 characters. (수신자 전화번호)
            shipping_address_firstname: The recipient's first name. Needed for physical goods. At
                most 40 characters. (수신자 이름)
            shipping_address_lastname: The recipient's last name. Needed for physical goods. At most
                40 characters. (수신자 성)

        Returns:
            What Paymentwall said.

        Raises:
            NotFound: Outcome rejected: the store has no such payment.
            Declined: Outcome rejected: Paymentwall refuses the delivery.
            Refused: Outcome rejected: PortOne refuses the delivery for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only paymentwall.

        V1: POST /paymentwall/delivery (페이먼트월 배송등록)
        """
        arguments = Arguments(
            {
                "imp_uid": imp_uid,
                "merchant_uid": merchant_uid,
                "type": type,
                "status": status,
                "carrier_tracking_id": carrier_tracking_id,
                "carrier_type": carrier_type,
                "estimated_delivery_datetime": estimated_delivery_datetime,
                "estimated_update_datetime": estimated_update_datetime,
                "reason": reason,
                "refundable": refundable,
                "details": details,
                "shipping_address_email": shipping_address_email,
                "shipping_address_country": shipping_address_country,
                "shipping_address_city": shipping_address_city,
                "shipping_address_zip": shipping_address_zip,
                "shipping_address_state": shipping_address_state,
                "shipping_address_street": shipping_address_street,
                "shipping_address_phone": shipping_address_phone,
                "shipping_address_firstname": shipping_address_firstname,
                "shipping_address_lastname": shipping_address_lastname,
            }
        )
        del shipping_address_phone  # a traceback may print what a frame holds
        return await self.sender.send(
            Call(operations.REGISTER_DELIVERY, one(PaymentwallDelivery), arguments)
        )
