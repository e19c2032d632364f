# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Paymentwall deliveries. (페이먼트월) What holds for every call: docs/calls.md."""

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
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment. At most 40 characters.
            merchant_uid (고객사 주문번호): The merchant's identity of the order. At most 40 characters.
            type (상품구분코드): What is delivered, `physical` goods or `digital` content.
            status (배송상태 구분코드): How far the delivery is.
            estimated_delivery_datetime (도착예상시간): When it is expected to arrive. Now will do for
                digital content. Epoch seconds or an aware datetime.
            estimated_update_datetime (배송상태 업데이트 예정시간): When `status` is expected to change. Now
                will do for digital content. Epoch seconds or an aware datetime.
            refundable (환불가능여부): Whether the order can be refunded.
            shipping_address_email (수신자 이메일): The recipient's e-mail address. Needed for digital
                content too. At most 50 characters.
            carrier_tracking_id (운송장 번호): The carrier's tracking number. Needed for physical goods.
                At most 64 characters.
            carrier_type (운송사 이름): The carrier's name. Needed for physical goods. At most 64
                characters.
            reason (사유): Why the delivery stands as it does. At most 64 characters.
            details (상세 사항): Anything else that Paymentwall should know. At most 400 characters.
            shipping_address_country (수신자 국가): The recipient's country. Needed for physical goods.
                At most 40 characters.
            shipping_address_city (수신자 시): The recipient's city. Needed for physical goods. At most
                40 characters.
            shipping_address_zip (수신자 우편번호): The recipient's postcode. Needed for physical goods. At
                most 40 characters.
            shipping_address_state (수신자 주): The recipient's state, `N/A` outside the United States.
                Needed for physical goods. At most 40 characters.
            shipping_address_street (수신자 거리명): The recipient's street. Needed for physical goods. At
                most 40 characters.
            shipping_address_phone (수신자 전화번호): The recipient's phone number. Needed for physical
                goods. At most 40 characters.
            shipping_address_firstname (수신자 이름): The recipient's first name. Needed for physical
                goods. At most 40 characters.
            shipping_address_lastname (수신자 성): The recipient's last name. Needed for physical goods.
                At most 40 characters.

        Returns:
            What Paymentwall said.

        Raises:
            NotFound: The store has no such payment.
            Declined: Paymentwall refuses the delivery.
            Refused: PortOne refuses the delivery for another reason.

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
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment. At most 40 characters.
            merchant_uid (고객사 주문번호): The merchant's identity of the order. At most 40 characters.
            type (상품구분코드): What is delivered, `physical` goods or `digital` content.
            status (배송상태 구분코드): How far the delivery is.
            estimated_delivery_datetime (도착예상시간): When it is expected to arrive. Now will do for
                digital content. Epoch seconds or an aware datetime.
            estimated_update_datetime (배송상태 업데이트 예정시간): When `status` is expected to change. Now
                will do for digital content. Epoch seconds or an aware datetime.
            refundable (환불가능여부): Whether the order can be refunded.
            shipping_address_email (수신자 이메일): The recipient's e-mail address. Needed for digital
                content too. At most 50 characters.
            carrier_tracking_id (운송장 번호): The carrier's tracking number. Needed for physical goods.
                At most 64 characters.
            carrier_type (운송사 이름): The carrier's name. Needed for physical goods. At most 64
                characters.
            reason (사유): Why the delivery stands as it does. At most 64 characters.
            details (상세 사항): Anything else that Paymentwall should know. At most 400 characters.
            shipping_address_country (수신자 국가): The recipient's country. Needed for physical goods.
                At most 40 characters.
            shipping_address_city (수신자 시): The recipient's city. Needed for physical goods. At most
                40 characters.
            shipping_address_zip (수신자 우편번호): The recipient's postcode. Needed for physical goods. At
                most 40 characters.
            shipping_address_state (수신자 주): The recipient's state, `N/A` outside the United States.
                Needed for physical goods. At most 40 characters.
            shipping_address_street (수신자 거리명): The recipient's street. Needed for physical goods. At
                most 40 characters.
            shipping_address_phone (수신자 전화번호): The recipient's phone number. Needed for physical
                goods. At most 40 characters.
            shipping_address_firstname (수신자 이름): The recipient's first name. Needed for physical
                goods. At most 40 characters.
            shipping_address_lastname (수신자 성): The recipient's last name. Needed for physical goods.
                At most 40 characters.

        Returns:
            What Paymentwall said.

        Raises:
            NotFound: The store has no such payment.
            Declined: Paymentwall refuses the delivery.
            Refused: PortOne refuses the delivery for another reason.

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
