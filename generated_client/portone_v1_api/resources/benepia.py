# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Benepia points. (베네피아) What holds for every call: docs/calls.md."""

from __future__ import annotations

from ..calls import Arguments, AsyncResource, Call, Resource, Strings
from ..models.benepia import BenepiaPoint
from ..models.payments import Payment
from ..operations import benepia as operations
from ..payloads import one
from ..values import Money


class Benepia(Resource):
    """Benepia points. (베네피아)"""

    def get_point(
        self, *, benepia_user: str, benepia_password: str, channel_key: str
    ) -> BenepiaPoint:
        """Look up how many Benepia points a customer has.

        Benepia points are an employee benefit. They are asked for with the customer's own account,
        over a KCP channel; the merchant needs a site code of KCP.

        Args:
            benepia_user (베네피아 계정 아이디): The customer's account at Benepia.
            benepia_password (베네피아 계정 비밀번호): The password of that account.
            channel_key (채널키): The KCP channel over which Benepia is asked.

        Raises:
            Refused: The points cannot be looked up, as with a wrong account or password.

        PGs:
            Only kcp.

        V1: POST /benepia/point (베네피아 포인트 조회)
        """
        arguments = Arguments(
            {
                "benepia_user": benepia_user,
                "benepia_password": benepia_password,
                "channel_key": channel_key,
            }
        )
        del benepia_password  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.GET_POINT, one(BenepiaPoint), arguments))

    def pay(
        self,
        *,
        benepia_user: str,
        benepia_password: str,
        merchant_uid: str,
        amount: Money,
        name: str,
        channel_key: str,
        benepia_member_code: str | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        buyer_addr: str | None = None,
        buyer_postcode: str | None = None,
        notice_url: str | Strings | None = None,
        custom_data: str | None = None,
    ) -> Payment:
        """Pay an order with a customer's Benepia points.

        Without `benepia_member_code` it is only a test payment.

        The points are charged with the customer's own account, over a KCP channel; the merchant
        needs a site code of KCP. A `merchant_uid` that has been paid cannot be paid again. A
        refusal may come as an error, or as an answer whose `status` is failed, which raises
        `Declined`.

        Args:
            benepia_user (베네피아 계정 아이디): The customer's account at Benepia.
            benepia_password (베네피아 계정 비밀번호): The password of that account.
            merchant_uid (고객사 주문번호): The merchant's identity of the order, a new one for each. At
                most 40 characters.
            amount (결제요청금액): How much to charge. In won, or a decimal in another currency.
            name (주문명): What is bought. At most 40 characters.
            channel_key (채널키): The KCP channel that is to charge.
            benepia_member_code (회원사 코드): The code that Benepia gave the merchant. Left out, it is a
                test payment.
            buyer_name (주문자명): The customer's name. At most 16 characters.
            buyer_email (주문자 이메일): The customer's e-mail address. At most 64 characters.
            buyer_tel (주문자 전화번호): The customer's phone number. At most 16 characters.
            buyer_addr (주문자 주소): The customer's address. At most 128 characters.
            buyer_postcode (주문자 우편번호): The customer's postcode. At most 8 characters.
            notice_url (웹훅 URL): The webhook that is told of the payment, one or several, instead of
                the console's.
            custom_data (추가정보): What the merchant wants stored with the payment, as a string of
                JSON.

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            AlreadyDone: The order has been paid.
            Declined: The PG refuses the charge.
            Refused: PortOne refuses the charge for another reason; the points cannot be charged, as
                with a wrong account or too few points.

        PGs:
            Only kcp.

        V1: POST /benepia/payment (베네피아 포인트 결제)
        """
        arguments = Arguments(
            {
                "benepia_user": benepia_user,
                "benepia_password": benepia_password,
                "benepia_member_code": benepia_member_code,
                "merchant_uid": merchant_uid,
                "amount": amount,
                "name": name,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "buyer_addr": buyer_addr,
                "buyer_postcode": buyer_postcode,
                "channel_key": channel_key,
                "notice_url": notice_url,
                "custom_data": custom_data,
            }
        )
        del benepia_password, buyer_tel  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.PAY, one(Payment), arguments))


class AsyncBenepia(AsyncResource):
    """Benepia points. (베네피아)"""

    async def get_point(
        self, *, benepia_user: str, benepia_password: str, channel_key: str
    ) -> BenepiaPoint:
        """Look up how many Benepia points a customer has.

        Benepia points are an employee benefit. They are asked for with the customer's own account,
        over a KCP channel; the merchant needs a site code of KCP.

        Args:
            benepia_user (베네피아 계정 아이디): The customer's account at Benepia.
            benepia_password (베네피아 계정 비밀번호): The password of that account.
            channel_key (채널키): The KCP channel over which Benepia is asked.

        Raises:
            Refused: The points cannot be looked up, as with a wrong account or password.

        PGs:
            Only kcp.

        V1: POST /benepia/point (베네피아 포인트 조회)
        """
        arguments = Arguments(
            {
                "benepia_user": benepia_user,
                "benepia_password": benepia_password,
                "channel_key": channel_key,
            }
        )
        del benepia_password  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.GET_POINT, one(BenepiaPoint), arguments))

    async def pay(
        self,
        *,
        benepia_user: str,
        benepia_password: str,
        merchant_uid: str,
        amount: Money,
        name: str,
        channel_key: str,
        benepia_member_code: str | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        buyer_addr: str | None = None,
        buyer_postcode: str | None = None,
        notice_url: str | Strings | None = None,
        custom_data: str | None = None,
    ) -> Payment:
        """Pay an order with a customer's Benepia points.

        Without `benepia_member_code` it is only a test payment.

        The points are charged with the customer's own account, over a KCP channel; the merchant
        needs a site code of KCP. A `merchant_uid` that has been paid cannot be paid again. A
        refusal may come as an error, or as an answer whose `status` is failed, which raises
        `Declined`.

        Args:
            benepia_user (베네피아 계정 아이디): The customer's account at Benepia.
            benepia_password (베네피아 계정 비밀번호): The password of that account.
            merchant_uid (고객사 주문번호): The merchant's identity of the order, a new one for each. At
                most 40 characters.
            amount (결제요청금액): How much to charge. In won, or a decimal in another currency.
            name (주문명): What is bought. At most 40 characters.
            channel_key (채널키): The KCP channel that is to charge.
            benepia_member_code (회원사 코드): The code that Benepia gave the merchant. Left out, it is a
                test payment.
            buyer_name (주문자명): The customer's name. At most 16 characters.
            buyer_email (주문자 이메일): The customer's e-mail address. At most 64 characters.
            buyer_tel (주문자 전화번호): The customer's phone number. At most 16 characters.
            buyer_addr (주문자 주소): The customer's address. At most 128 characters.
            buyer_postcode (주문자 우편번호): The customer's postcode. At most 8 characters.
            notice_url (웹훅 URL): The webhook that is told of the payment, one or several, instead of
                the console's.
            custom_data (추가정보): What the merchant wants stored with the payment, as a string of
                JSON.

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            AlreadyDone: The order has been paid.
            Declined: The PG refuses the charge.
            Refused: PortOne refuses the charge for another reason; the points cannot be charged, as
                with a wrong account or too few points.

        PGs:
            Only kcp.

        V1: POST /benepia/payment (베네피아 포인트 결제)
        """
        arguments = Arguments(
            {
                "benepia_user": benepia_user,
                "benepia_password": benepia_password,
                "benepia_member_code": benepia_member_code,
                "merchant_uid": merchant_uid,
                "amount": amount,
                "name": name,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "buyer_addr": buyer_addr,
                "buyer_postcode": buyer_postcode,
                "channel_key": channel_key,
                "notice_url": notice_url,
                "custom_data": custom_data,
            }
        )
        del benepia_password, buyer_tel  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.PAY, one(Payment), arguments))
