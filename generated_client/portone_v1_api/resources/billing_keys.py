# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Stored means of payment. (빌링키) What holds for every call: docs/calls.md."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from ..calls import Arguments, AsyncResource, Call, Resource, Strings
from ..models.billing_keys import BillingKey, SuperBillingKey
from ..models.payments import Payment, PaymentPage
from ..models.subscribe import Schedule, SchedulePage, ScheduleStatus
from ..operations import billing_keys as operations
from ..paging import AsyncItems, Items, Walk
from ..payloads import Either, PartialList, one, page_or_several, some
from ..values import Time


class BillingKeys(Resource):
    """Stored means of payment. (빌링키)"""

    def get_many(self, *, customer_uids: Strings) -> PartialList[BillingKey | SuperBillingKey]:
        """Look up to 100 billing keys, such as all cards of one customer.

        The answer holds the keys that were found, newest first and not in the order asked. Status
        207 means that some were not found.

        Args:
            customer_uids (구매자의 결제 수단 식별 고유번호): The merchant's identities of the billing keys. At
                most 100 of them.

        Returns:
            All of them. When `partial` is true: those that were found; others were not.

        Raises:
            NotFound: None of them was found.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, payco, payletter, paymentwall, settle,
                settle_acc, settle_firm, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.
            paypal_v2: PayPal does not tell what a key was issued for; every field of the card is
                null.

        V1: GET /subscribe/customers (빌링키 복수조회)
        """
        arguments = {"customer_uids": customer_uids}
        parse = some(
            Either(
                BillingKey,
                SuperBillingKey,
                frozenset({"channelGroupId", "failedChannels", "succeededChannels"}),
            ),
            {"customer_uids": "customer_uid"},
        )
        return self.sender.send(Call(operations.GET_MANY, parse, arguments))

    def get(self, customer_uid: str) -> BillingKey | SuperBillingKey:
        """Look up a billing key.

        A key that was issued at several channels at once is answered as a `SuperBillingKey`.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key.

        Raises:
            NotFound: The store has no billing key of this customer_uid.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, payco, payletter, paymentwall, settle,
                settle_acc, settle_firm, smartro_v2, tosspayments, paypal_v2, nice_v2, welcome,
                tosspay_v2.
            paypal_v2: PayPal does not tell what the key was issued for; every field of the card is
                null.

        V1: GET /subscribe/customers/{customer_uid} (빌링키 단건조회)
        """
        arguments = {"customer_uid": customer_uid}
        parse = one(
            Either(
                BillingKey,
                SuperBillingKey,
                frozenset({"channelGroupId", "failedChannels", "succeededChannels"}),
            )
        )
        return self.sender.send(Call(operations.GET, parse, arguments))

    def issue(
        self,
        customer_uid: str,
        *,
        card_number: str,
        expiry: str,
        channel_key: str | None = None,
        pg: str | None = None,
        customer_id: str | None = None,
        birth: str | None = None,
        pwd_2digit: str | None = None,
        cvc: str | None = None,
        customer_name: str | None = None,
        customer_tel: str | None = None,
        customer_email: str | None = None,
        customer_addr: str | None = None,
        customer_postcode: str | None = None,
        channel_group_id: str | None = None,
    ) -> BillingKey | SuperBillingKey:
        """Issue a billing key for a card by its number.

        The merchant chooses `customer_uid`: one for each card of each customer. Issued again under
        the same one, the new key takes the place of the old, which stays alive at the PG.

        With `channel_group_id` a key is issued at every active channel of that routing group, and
        the answer is a `SuperBillingKey`: look at its `failed_channels`. The PG must have agreed to
        keys that are issued by API.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key. At most
                80 characters.
            card_number (카드번호): The card's number, as `dddd-dddd-dddd-dddd`.
            expiry (카드 유효기간): Until when the card is valid, as `YYYY-MM`.
            channel_key (채널 키): The channel that issues the key. The console shows it. New
                integrations must give it, unless `channel_group_id` has several channels issue one.
                At most 55 characters.
            pg (PG 구분코드): The PG that issues the key, as `nice` or, with the merchant's identity
                there, `nice.MID1`. Left out or unknown, it is the default PG of the console. At
                most 80 characters.
            customer_id (구매자 ID): The merchant's identity of the customer.
            birth (생년월일): The holder's date of birth as `YYMMDD`, or the ten digits of the business
                registration for a corporate card. Whether it is needed depends on the PG and the
                contract.
            pwd_2digit (카드비밀번호 앞 2자리): The first two digits of the card's password. Whether they are
                needed depends on the PG and the contract.
            cvc (카드 인증번호): The three digits on the back of the card, four on American Express.
            customer_name (카드소유자명): The card holder's name, stored with the key. At most 20
                characters.
            customer_tel (카드소유자 연락처): The card holder's phone number, stored with the key. At most
                20 characters.
            customer_email (카드소유자 이메일주소): The card holder's e-mail address, stored with the key. At
                most 200 characters.
            customer_addr (카드소유자 주소): The card holder's address, stored with the key. At most 200
                characters.
            customer_postcode (카드소유자 우편번호): The card holder's postcode, stored with the key. At most
                8 characters.
            channel_group_id (스마트 라우팅 그룹 ID): The smart routing group of the console at whose every
                active channel a key is issued. `pg` is then ignored. At most 55 characters.

        Raises:
            Declined: The PG does not accept the card; the PG refuses to issue a key.
            Refused: PortOne refuses to issue a key for another reason.

        PGs:
            Only nice, kcp, daou, html5_inicis, tosspayments, ksnet, nice_v2, welcome.
            `customer_id`: Required by tosspayments. tosspayments: Left out, PortOne makes up a new
                one for each key, and the customer's means of payment cannot be told to be one
                customer's.
            `birth`, `pwd_2digit`: Required by ksnet.
            `cvc`: Required by paymentwall. Only paymentwall.
            `customer_name`: Required by welcome.

        V1: POST /subscribe/customers/{customer_uid} (빌링키 발급)
        """
        arguments = Arguments(
            {
                "customer_uid": customer_uid,
                "channel_key": channel_key,
                "pg": pg,
                "customer_id": customer_id,
                "card_number": card_number,
                "expiry": expiry,
                "birth": birth,
                "pwd_2digit": pwd_2digit,
                "cvc": cvc,
                "customer_name": customer_name,
                "customer_tel": customer_tel,
                "customer_email": customer_email,
                "customer_addr": customer_addr,
                "customer_postcode": customer_postcode,
                "channel_group_id": channel_group_id,
            }
        )
        del (
            card_number,
            expiry,
            birth,
            pwd_2digit,
            cvc,
            customer_tel,
        )  # a traceback may print what a frame holds
        parse = one(
            Either(
                BillingKey,
                SuperBillingKey,
                frozenset({"channelGroupId", "failedChannels", "succeededChannels"}),
            )
        )
        return self.sender.send(Call(operations.ISSUE, parse, arguments))

    def delete(
        self, customer_uid: str, *, reason: str | None = None, requester: str | None = None
    ) -> BillingKey | SuperBillingKey:
        """Delete a billing key for good.

        It cannot be undone. The schedules of the key stay: revoke them first with
        `subscribe.unschedule`.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key.
            reason (삭제 사유): Why it is deleted.
            requester (삭제 요청자): Who asked for it. "admin" when left out.

        Raises:
            NotFound: The store has no billing key of this customer_uid.
            Declined: The PG refuses to delete the key.
            Refused: PortOne refuses to delete the key for another reason.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, payco, payletter, paymentwall, settle,
                settle_acc, settle_firm, smartro_v2, tosspayments, paypal_v2, nice_v2, welcome,
                tosspay_v2.
            `requester`: Only naverpay.

        V1: DELETE /subscribe/customers/{customer_uid} (빌링키 삭제)
        """
        arguments = {"customer_uid": customer_uid, "reason": reason, "requester": requester}
        parse = one(
            Either(
                BillingKey,
                SuperBillingKey,
                frozenset({"channelGroupId", "failedChannels", "succeededChannels"}),
            )
        )
        return self.sender.send(Call(operations.DELETE, parse, arguments))

    def list_payments(self, customer_uid: str, *, page: int | None = None) -> PaymentPage:
        """List the payments that were made with a billing key.

        An unknown `customer_uid` gives an empty page.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key.
            page (페이지번호): The page, counted from 1. At least 1; 1 when left out.

        Raises:
            NotFound: The server does not accept the customer_uid.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, payco, payletter, paymentwall, settle,
                settle_acc, settle_firm, smartro_v2, tosspayments, paypal_v2, nice_v2, welcome,
                tosspay_v2.

        V1: GET /subscribe/customers/{customer_uid}/payments (빌링키 결제 복수조회)
        """
        arguments = {"customer_uid": customer_uid, "page": page}
        return self.sender.send(Call(operations.LIST_PAYMENTS, one(PaymentPage), arguments))

    def iter_payments(self, customer_uid: str) -> Iterator[Payment]:
        """Go through the payments that were made with a billing key.

        An unknown `customer_uid` gives an empty page.

        V1 does not let you choose the size of a page here, so pages cannot overlap: an item may be
        missed if, between two requests, another leaves before it and a third enters behind it.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key.

        V1: GET /subscribe/customers/{customer_uid}/payments (빌링키 결제 복수조회)
        """
        arguments = {"customer_uid": customer_uid}
        walk = Walk(operations.LIST_PAYMENTS, one(PaymentPage), arguments)
        return Items(self.sender, walk)

    def list_schedules(
        self,
        customer_uid: str,
        *,
        from_: Time,
        to: Time,
        page: int | None = None,
        schedule_status: ScheduleStatus | None = None,
    ) -> SchedulePage:
        """List the schedules of a billing key in a range of up to three months.

        The range is over the time for which a charge is scheduled, and its end is not part of it.
        Latest first. An unknown `customer_uid` gives an empty page.
        `subscribe.list_schedules_by_customer` is the same.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key.
            from_ (조회 시작시각): The start of the range, inclusive. Epoch seconds or an aware datetime.
            to (조회 종료시각): The end of the range, exclusive. Epoch seconds or an aware datetime.
            page (페이지번호): The page, counted from 1. At least 1; 1 when left out.
            schedule_status (예약상태): List only schedules of this status. Left out, all of them.

        Raises:
            InvalidRequest: The range is too long, the status is not a known one, or the page lies
                beyond the last.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, payco, payletter, paymentwall, settle,
                settle_acc, settle_firm, smartro_v2, tosspayments, paypal_v2, nice_v2, welcome,
                tosspay_v2.

        V1: GET /subscribe/customers/{customer_uid}/schedules (빌링키 결제예약 조회)
        """
        arguments = {
            "customer_uid": customer_uid,
            "page": page,
            "from_": from_,
            "to": to,
            "schedule_status": schedule_status,
        }
        return self.sender.send(
            Call(operations.LIST_SCHEDULES, page_or_several(SchedulePage), arguments)
        )

    def iter_schedules(
        self,
        customer_uid: str,
        *,
        from_: Time,
        to: Time,
        schedule_status: ScheduleStatus | None = None,
    ) -> Iterator[Schedule]:
        """Go through the schedules of a billing key in a range of any length.

        The range is over the time for which a charge is scheduled, and its end is not part of it.
        Latest first. An unknown `customer_uid` gives an empty page.
        `subscribe.list_schedules_by_customer` is the same.

        A range longer than 89 days is split into several, which follow each other in the order of
        the list; within each, the list is in that order.

        V1 does not let you choose the size of a page here, so pages cannot overlap: an item may be
        missed if, between two requests, another leaves before it and a third enters behind it.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key.
            from_ (조회 시작시각): The start of the range, inclusive. Epoch seconds or an aware datetime.
            to (조회 종료시각): The end of the range, exclusive. Epoch seconds or an aware datetime.
            schedule_status (예약상태): List only schedules of this status. Left out, all of them.

        V1: GET /subscribe/customers/{customer_uid}/schedules (빌링키 결제예약 조회)
        """
        arguments = {
            "customer_uid": customer_uid,
            "from_": from_,
            "to": to,
            "schedule_status": schedule_status,
        }
        walk = Walk(operations.LIST_SCHEDULES, page_or_several(SchedulePage), arguments)
        return Items(self.sender, walk)


class AsyncBillingKeys(AsyncResource):
    """Stored means of payment. (빌링키)"""

    async def get_many(
        self, *, customer_uids: Strings
    ) -> PartialList[BillingKey | SuperBillingKey]:
        """Look up to 100 billing keys, such as all cards of one customer.

        The answer holds the keys that were found, newest first and not in the order asked. Status
        207 means that some were not found.

        Args:
            customer_uids (구매자의 결제 수단 식별 고유번호): The merchant's identities of the billing keys. At
                most 100 of them.

        Returns:
            All of them. When `partial` is true: those that were found; others were not.

        Raises:
            NotFound: None of them was found.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, payco, payletter, paymentwall, settle,
                settle_acc, settle_firm, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.
            paypal_v2: PayPal does not tell what a key was issued for; every field of the card is
                null.

        V1: GET /subscribe/customers (빌링키 복수조회)
        """
        arguments = {"customer_uids": customer_uids}
        parse = some(
            Either(
                BillingKey,
                SuperBillingKey,
                frozenset({"channelGroupId", "failedChannels", "succeededChannels"}),
            ),
            {"customer_uids": "customer_uid"},
        )
        return await self.sender.send(Call(operations.GET_MANY, parse, arguments))

    async def get(self, customer_uid: str) -> BillingKey | SuperBillingKey:
        """Look up a billing key.

        A key that was issued at several channels at once is answered as a `SuperBillingKey`.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key.

        Raises:
            NotFound: The store has no billing key of this customer_uid.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, payco, payletter, paymentwall, settle,
                settle_acc, settle_firm, smartro_v2, tosspayments, paypal_v2, nice_v2, welcome,
                tosspay_v2.
            paypal_v2: PayPal does not tell what the key was issued for; every field of the card is
                null.

        V1: GET /subscribe/customers/{customer_uid} (빌링키 단건조회)
        """
        arguments = {"customer_uid": customer_uid}
        parse = one(
            Either(
                BillingKey,
                SuperBillingKey,
                frozenset({"channelGroupId", "failedChannels", "succeededChannels"}),
            )
        )
        return await self.sender.send(Call(operations.GET, parse, arguments))

    async def issue(
        self,
        customer_uid: str,
        *,
        card_number: str,
        expiry: str,
        channel_key: str | None = None,
        pg: str | None = None,
        customer_id: str | None = None,
        birth: str | None = None,
        pwd_2digit: str | None = None,
        cvc: str | None = None,
        customer_name: str | None = None,
        customer_tel: str | None = None,
        customer_email: str | None = None,
        customer_addr: str | None = None,
        customer_postcode: str | None = None,
        channel_group_id: str | None = None,
    ) -> BillingKey | SuperBillingKey:
        """Issue a billing key for a card by its number.

        The merchant chooses `customer_uid`: one for each card of each customer. Issued again under
        the same one, the new key takes the place of the old, which stays alive at the PG.

        With `channel_group_id` a key is issued at every active channel of that routing group, and
        the answer is a `SuperBillingKey`: look at its `failed_channels`. The PG must have agreed to
        keys that are issued by API.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key. At most
                80 characters.
            card_number (카드번호): The card's number, as `dddd-dddd-dddd-dddd`.
            expiry (카드 유효기간): Until when the card is valid, as `YYYY-MM`.
            channel_key (채널 키): The channel that issues the key. The console shows it. New
                integrations must give it, unless `channel_group_id` has several channels issue one.
                At most 55 characters.
            pg (PG 구분코드): The PG that issues the key, as `nice` or, with the merchant's identity
                there, `nice.MID1`. Left out or unknown, it is the default PG of the console. At
                most 80 characters.
            customer_id (구매자 ID): The merchant's identity of the customer.
            birth (생년월일): The holder's date of birth as `YYMMDD`, or the ten digits of the business
                registration for a corporate card. Whether it is needed depends on the PG and the
                contract.
            pwd_2digit (카드비밀번호 앞 2자리): The first two digits of the card's password. Whether they are
                needed depends on the PG and the contract.
            cvc (카드 인증번호): The three digits on the back of the card, four on American Express.
            customer_name (카드소유자명): The card holder's name, stored with the key. At most 20
                characters.
            customer_tel (카드소유자 연락처): The card holder's phone number, stored with the key. At most
                20 characters.
            customer_email (카드소유자 이메일주소): The card holder's e-mail address, stored with the key. At
                most 200 characters.
            customer_addr (카드소유자 주소): The card holder's address, stored with the key. At most 200
                characters.
            customer_postcode (카드소유자 우편번호): The card holder's postcode, stored with the key. At most
                8 characters.
            channel_group_id (스마트 라우팅 그룹 ID): The smart routing group of the console at whose every
                active channel a key is issued. `pg` is then ignored. At most 55 characters.

        Raises:
            Declined: The PG does not accept the card; the PG refuses to issue a key.
            Refused: PortOne refuses to issue a key for another reason.

        PGs:
            Only nice, kcp, daou, html5_inicis, tosspayments, ksnet, nice_v2, welcome.
            `customer_id`: Required by tosspayments. tosspayments: Left out, PortOne makes up a new
                one for each key, and the customer's means of payment cannot be told to be one
                customer's.
            `birth`, `pwd_2digit`: Required by ksnet.
            `cvc`: Required by paymentwall. Only paymentwall.
            `customer_name`: Required by welcome.

        V1: POST /subscribe/customers/{customer_uid} (빌링키 발급)
        """
        arguments = Arguments(
            {
                "customer_uid": customer_uid,
                "channel_key": channel_key,
                "pg": pg,
                "customer_id": customer_id,
                "card_number": card_number,
                "expiry": expiry,
                "birth": birth,
                "pwd_2digit": pwd_2digit,
                "cvc": cvc,
                "customer_name": customer_name,
                "customer_tel": customer_tel,
                "customer_email": customer_email,
                "customer_addr": customer_addr,
                "customer_postcode": customer_postcode,
                "channel_group_id": channel_group_id,
            }
        )
        del (
            card_number,
            expiry,
            birth,
            pwd_2digit,
            cvc,
            customer_tel,
        )  # a traceback may print what a frame holds
        parse = one(
            Either(
                BillingKey,
                SuperBillingKey,
                frozenset({"channelGroupId", "failedChannels", "succeededChannels"}),
            )
        )
        return await self.sender.send(Call(operations.ISSUE, parse, arguments))

    async def delete(
        self, customer_uid: str, *, reason: str | None = None, requester: str | None = None
    ) -> BillingKey | SuperBillingKey:
        """Delete a billing key for good.

        It cannot be undone. The schedules of the key stay: revoke them first with
        `subscribe.unschedule`.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key.
            reason (삭제 사유): Why it is deleted.
            requester (삭제 요청자): Who asked for it. "admin" when left out.

        Raises:
            NotFound: The store has no billing key of this customer_uid.
            Declined: The PG refuses to delete the key.
            Refused: PortOne refuses to delete the key for another reason.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, payco, payletter, paymentwall, settle,
                settle_acc, settle_firm, smartro_v2, tosspayments, paypal_v2, nice_v2, welcome,
                tosspay_v2.
            `requester`: Only naverpay.

        V1: DELETE /subscribe/customers/{customer_uid} (빌링키 삭제)
        """
        arguments = {"customer_uid": customer_uid, "reason": reason, "requester": requester}
        parse = one(
            Either(
                BillingKey,
                SuperBillingKey,
                frozenset({"channelGroupId", "failedChannels", "succeededChannels"}),
            )
        )
        return await self.sender.send(Call(operations.DELETE, parse, arguments))

    async def list_payments(self, customer_uid: str, *, page: int | None = None) -> PaymentPage:
        """List the payments that were made with a billing key.

        An unknown `customer_uid` gives an empty page.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key.
            page (페이지번호): The page, counted from 1. At least 1; 1 when left out.

        Raises:
            NotFound: The server does not accept the customer_uid.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, payco, payletter, paymentwall, settle,
                settle_acc, settle_firm, smartro_v2, tosspayments, paypal_v2, nice_v2, welcome,
                tosspay_v2.

        V1: GET /subscribe/customers/{customer_uid}/payments (빌링키 결제 복수조회)
        """
        arguments = {"customer_uid": customer_uid, "page": page}
        return await self.sender.send(Call(operations.LIST_PAYMENTS, one(PaymentPage), arguments))

    def iter_payments(self, customer_uid: str) -> AsyncIterator[Payment]:
        """Go through the payments that were made with a billing key.

        An unknown `customer_uid` gives an empty page.

        V1 does not let you choose the size of a page here, so pages cannot overlap: an item may be
        missed if, between two requests, another leaves before it and a third enters behind it.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key.

        V1: GET /subscribe/customers/{customer_uid}/payments (빌링키 결제 복수조회)
        """
        arguments = {"customer_uid": customer_uid}
        walk = Walk(operations.LIST_PAYMENTS, one(PaymentPage), arguments)
        return AsyncItems(self.sender, walk)

    async def list_schedules(
        self,
        customer_uid: str,
        *,
        from_: Time,
        to: Time,
        page: int | None = None,
        schedule_status: ScheduleStatus | None = None,
    ) -> SchedulePage:
        """List the schedules of a billing key in a range of up to three months.

        The range is over the time for which a charge is scheduled, and its end is not part of it.
        Latest first. An unknown `customer_uid` gives an empty page.
        `subscribe.list_schedules_by_customer` is the same.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key.
            from_ (조회 시작시각): The start of the range, inclusive. Epoch seconds or an aware datetime.
            to (조회 종료시각): The end of the range, exclusive. Epoch seconds or an aware datetime.
            page (페이지번호): The page, counted from 1. At least 1; 1 when left out.
            schedule_status (예약상태): List only schedules of this status. Left out, all of them.

        Raises:
            InvalidRequest: The range is too long, the status is not a known one, or the page lies
                beyond the last.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, payco, payletter, paymentwall, settle,
                settle_acc, settle_firm, smartro_v2, tosspayments, paypal_v2, nice_v2, welcome,
                tosspay_v2.

        V1: GET /subscribe/customers/{customer_uid}/schedules (빌링키 결제예약 조회)
        """
        arguments = {
            "customer_uid": customer_uid,
            "page": page,
            "from_": from_,
            "to": to,
            "schedule_status": schedule_status,
        }
        return await self.sender.send(
            Call(operations.LIST_SCHEDULES, page_or_several(SchedulePage), arguments)
        )

    def iter_schedules(
        self,
        customer_uid: str,
        *,
        from_: Time,
        to: Time,
        schedule_status: ScheduleStatus | None = None,
    ) -> AsyncIterator[Schedule]:
        """Go through the schedules of a billing key in a range of any length.

        The range is over the time for which a charge is scheduled, and its end is not part of it.
        Latest first. An unknown `customer_uid` gives an empty page.
        `subscribe.list_schedules_by_customer` is the same.

        A range longer than 89 days is split into several, which follow each other in the order of
        the list; within each, the list is in that order.

        V1 does not let you choose the size of a page here, so pages cannot overlap: an item may be
        missed if, between two requests, another leaves before it and a third enters behind it.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key.
            from_ (조회 시작시각): The start of the range, inclusive. Epoch seconds or an aware datetime.
            to (조회 종료시각): The end of the range, exclusive. Epoch seconds or an aware datetime.
            schedule_status (예약상태): List only schedules of this status. Left out, all of them.

        V1: GET /subscribe/customers/{customer_uid}/schedules (빌링키 결제예약 조회)
        """
        arguments = {
            "customer_uid": customer_uid,
            "from_": from_,
            "to": to,
            "schedule_status": schedule_status,
        }
        walk = Walk(operations.LIST_SCHEDULES, page_or_several(SchedulePage), arguments)
        return AsyncItems(self.sender, walk)
