# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Payments at convenience stores. (편의점 결제) What holds for every call: docs/calls.md."""

from __future__ import annotations

from ..calls import Arguments, AsyncResource, Call, Resource, Strings
from ..models.payments import Payment
from ..operations import cvs as operations
from ..payloads import one
from ..values import Money, Time


class Cvs(Resource):
    """Payments at convenience stores. (편의점 결제)"""

    def issue(
        self,
        *,
        channel_key: str,
        merchant_uid: str,
        amount: Money,
        barcode: str | None = None,
        expired_at: Time | None = None,
        name: str | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        buyer_addr: str | None = None,
        buyer_postcode: str | None = None,
        confirm_url: str | None = None,
        notice_url: str | Strings | None = None,
        custom_data: str | None = None,
    ) -> Payment:
        """Issue a number under which a customer pays at a convenience store.

        Galaxia issues the number, or takes over a barcode of the merchant's own. The payment is
        `ready` until the customer shows the barcode or the number at the till and pays.

        A `merchant_uid` that has been paid cannot be issued again.

        Args:
            channel_key (채널키): The Galaxia channel that is to issue the number.
            merchant_uid (고객사 주문번호): The merchant's identity of the order. At most 40 characters.
            amount (결제금액): How much the customer is to pay. In won, or a decimal in another
                currency.
            barcode (바코드): A barcode number of the merchant's own. Left out, Galaxia issues a new
                one.
            expired_at (편의점 수납기한): Until when it can be paid. Left out, it is what was agreed with
                Galaxia. Epoch seconds or an aware datetime.
            name (주문명): What is bought. At most 40 characters.
            buyer_name (주문자명): The customer's name. At most 16 characters.
            buyer_email (주문자 이메일): The customer's e-mail address. At most 64 characters.
            buyer_tel (주문자 전화번호): The customer's phone number. At most 16 characters.
            buyer_addr (주문자 주소): The customer's address. At most 128 characters.
            buyer_postcode (주문자 우편번호): The customer's postcode. At most 8 characters.
            confirm_url (수납가능여부 체크 URL): Where PortOne asks, when the customer stands at the till,
                whether the order may still be paid. Status 200 means yes, any other no. Left out,
                it always may.

            What is POSTed: `event` (`Galaxia.Cvs.Confirm`), `imp_uid`, `merchant_uid`, `status`
                (`ready`) and `extra` with `barcode` and `payType` (`card` or `cash`).
            notice_url (웹훅 URL): The webhook that is told when it was paid, one or several, instead
                of the console's.
            custom_data (추가정보): What the merchant wants stored with the payment, as a string of
                JSON.

        Returns:
            The payment, ready to be paid.

        Raises:
            AlreadyDone: The order has been paid.
            Declined: The PG refuses to issue a number.
            Refused: PortOne refuses to issue a number for another reason.

        PGs:
            Only galaxia.

        V1: POST /cvs (편의점 결제 수납번호 발급)
        """
        arguments = Arguments(
            {
                "channel_key": channel_key,
                "merchant_uid": merchant_uid,
                "amount": amount,
                "barcode": barcode,
                "expired_at": expired_at,
                "name": name,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "buyer_addr": buyer_addr,
                "buyer_postcode": buyer_postcode,
                "confirm_url": confirm_url,
                "notice_url": notice_url,
                "custom_data": custom_data,
            }
        )
        del buyer_tel  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.ISSUE, one(Payment), arguments))

    def revoke(self, imp_uid: str) -> Payment:
        """Revoke a number that has not been paid yet.

        From then on no store takes money for it. What has been paid is refunded with
        `payments.cancel`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.

        Returns:
            The payment, which can no longer be paid.

        Raises:
            NotFound: The store has no such payment.
            Conflict: It has been paid or revoked, or is no payment at a convenience store.
            Declined: The PG refuses to revoke it.
            Refused: PortOne refuses to revoke it for another reason.

        PGs:
            Only galaxia.

        V1: DELETE /cvs/{imp_uid} (편의점 결제 수납번호 말소)
        """
        arguments = {"imp_uid": imp_uid}
        return self.sender.send(Call(operations.REVOKE, one(Payment), arguments))


class AsyncCvs(AsyncResource):
    """Payments at convenience stores. (편의점 결제)"""

    async def issue(
        self,
        *,
        channel_key: str,
        merchant_uid: str,
        amount: Money,
        barcode: str | None = None,
        expired_at: Time | None = None,
        name: str | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        buyer_addr: str | None = None,
        buyer_postcode: str | None = None,
        confirm_url: str | None = None,
        notice_url: str | Strings | None = None,
        custom_data: str | None = None,
    ) -> Payment:
        """Issue a number under which a customer pays at a convenience store.

        Galaxia issues the number, or takes over a barcode of the merchant's own. The payment is
        `ready` until the customer shows the barcode or the number at the till and pays.

        A `merchant_uid` that has been paid cannot be issued again.

        Args:
            channel_key (채널키): The Galaxia channel that is to issue the number.
            merchant_uid (고객사 주문번호): The merchant's identity of the order. At most 40 characters.
            amount (결제금액): How much the customer is to pay. In won, or a decimal in another
                currency.
            barcode (바코드): A barcode number of the merchant's own. Left out, Galaxia issues a new
                one.
            expired_at (편의점 수납기한): Until when it can be paid. Left out, it is what was agreed with
                Galaxia. Epoch seconds or an aware datetime.
            name (주문명): What is bought. At most 40 characters.
            buyer_name (주문자명): The customer's name. At most 16 characters.
            buyer_email (주문자 이메일): The customer's e-mail address. At most 64 characters.
            buyer_tel (주문자 전화번호): The customer's phone number. At most 16 characters.
            buyer_addr (주문자 주소): The customer's address. At most 128 characters.
            buyer_postcode (주문자 우편번호): The customer's postcode. At most 8 characters.
            confirm_url (수납가능여부 체크 URL): Where PortOne asks, when the customer stands at the till,
                whether the order may still be paid. Status 200 means yes, any other no. Left out,
                it always may.

            What is POSTed: `event` (`Galaxia.Cvs.Confirm`), `imp_uid`, `merchant_uid`, `status`
                (`ready`) and `extra` with `barcode` and `payType` (`card` or `cash`).
            notice_url (웹훅 URL): The webhook that is told when it was paid, one or several, instead
                of the console's.
            custom_data (추가정보): What the merchant wants stored with the payment, as a string of
                JSON.

        Returns:
            The payment, ready to be paid.

        Raises:
            AlreadyDone: The order has been paid.
            Declined: The PG refuses to issue a number.
            Refused: PortOne refuses to issue a number for another reason.

        PGs:
            Only galaxia.

        V1: POST /cvs (편의점 결제 수납번호 발급)
        """
        arguments = Arguments(
            {
                "channel_key": channel_key,
                "merchant_uid": merchant_uid,
                "amount": amount,
                "barcode": barcode,
                "expired_at": expired_at,
                "name": name,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "buyer_addr": buyer_addr,
                "buyer_postcode": buyer_postcode,
                "confirm_url": confirm_url,
                "notice_url": notice_url,
                "custom_data": custom_data,
            }
        )
        del buyer_tel  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.ISSUE, one(Payment), arguments))

    async def revoke(self, imp_uid: str) -> Payment:
        """Revoke a number that has not been paid yet.

        From then on no store takes money for it. What has been paid is refunded with
        `payments.cancel`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.

        Returns:
            The payment, which can no longer be paid.

        Raises:
            NotFound: The store has no such payment.
            Conflict: It has been paid or revoked, or is no payment at a convenience store.
            Declined: The PG refuses to revoke it.
            Refused: PortOne refuses to revoke it for another reason.

        PGs:
            Only galaxia.

        V1: DELETE /cvs/{imp_uid} (편의점 결제 수납번호 말소)
        """
        arguments = {"imp_uid": imp_uid}
        return await self.sender.send(Call(operations.REVOKE, one(Payment), arguments))
