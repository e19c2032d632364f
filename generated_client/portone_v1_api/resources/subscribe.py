# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Charge cards and billing keys, now or on a schedule. (비인증 결제) What holds for every call: docs/calls.md."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Literal

from ..calls import Arguments, AsyncResource, Call, Resource, Strings
from ..models.payments import Payment
from ..models.subscribe import (
    ProductType,
    Schedule,
    SchedulePage,
    ScheduleSorting,
    ScheduleStatus,
    SubscribeCashReceiptType,
)
from ..operations import subscribe as operations
from ..paging import AsyncItems, Items, Walk
from ..parts import NewSchedule
from ..payloads import one, page_or_several, several_or_page
from ..values import Money, Time


class Subscribe(Resource):
    """Charge cards and billing keys, now or on a schedule. (비인증 결제)"""

    def onetime(
        self,
        *,
        merchant_uid: str,
        amount: Money,
        card_number: str,
        expiry: str,
        currency: str | None = None,
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        vat: Money | None = None,
        birth: str | None = None,
        pwd_2digit: str | None = None,
        cvc: str | None = None,
        customer_uid: str | None = None,
        pg: str | None = None,
        channel_group_id: str | None = None,
        name: str | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        buyer_addr: str | None = None,
        buyer_postcode: str | None = None,
        card_quota: int | None = None,
        interest_free_by_merchant: bool | None = None,
        use_card_point: bool | None = None,
        custom_data: str | None = None,
        notice_url: str | Strings | None = None,
        browser_ip: str | None = None,
        secure_3d_charge_id: str | None = None,
        secure_3d_token: str | None = None,
        product_type: ProductType | None = None,
        promotion_id: str | None = None,
        bypass: str | None = None,
    ) -> Payment:
        """Charge a card by its number, once.

        No customer is present. With `customer_uid` the card is stored as a billing key too,
        together with the buyer's name, phone, e-mail and address, and `subscribe.again` can charge
        it later.

        A `merchant_uid` that has been paid cannot be charged again. In which words the server
        refuses that is not known for certain: a `Declined` means that this call charged nothing,
        not that the order is unpaid.

        The PG may refuse with an error, or with an answer whose `status` is failed: both raise
        `Declined`.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, a new one for each. At
                most 40 characters.
            amount (결제금액): How much to charge. In won, or a decimal in another currency.
            card_number (카드번호): The card's number, as `dddd-dddd-dddd-dddd`.
            expiry (카드 유효기간): Until when the card is valid, as `YYYY-MM`.
            currency (결제통화 구분코드): The currency, such as `KRW`, `USD` or `VND`. "KRW" when left out.
            tax_free (면세금액): The tax-free part of `amount`. Left out, it is 0, and 1/11 of `amount`
                is value-added tax. In won, or a decimal in another currency.
            vat_amount (부가세): The value-added tax in `amount`, under an agreement with the PG. 0
                together with a `tax_free` of 0 is a zero-rated sale. In won, or a decimal in
                another currency.
            vat (부가세): Deprecated. The value-added tax in `amount`; 10% when left out. Give
                `tax_free` instead. In won, or a decimal in another currency.
            birth (생년월일 6자리): The holder's date of birth as `YYMMDD`, or the ten digits of the
                business registration for a corporate card. Whether it is needed depends on the PG
                and the contract. `000000` will do for PGs abroad.
            pwd_2digit (카드비밀번호 앞 2자리): The first two digits of the card's password. Whether they are
                needed depends on the PG and the contract.
            cvc (카드 인증번호): The three digits on the back of the card, four on American Express.
            customer_uid (구매자의 결제 수단 식별 고유번호): The billing key under which the card is stored. Left
                out, it is not stored. At most 80 characters.
            pg (PG 구분코드): The PG that is to charge, as `nice` or, with the merchant's identity
                there, `nice.MID1`. Left out or unknown, it is the default PG of the console. At
                most 80 characters.
            channel_group_id (스마트 라우팅 그룹 ID): The smart routing group of the console from which a
                channel is drawn, by its shares. `pg` is then ignored. At most 55 characters.
            name (주문명): What is bought. At most 40 characters.
            buyer_name (구매자명): The customer's name. At most 16 characters.
            buyer_email (주문자 이메일): The customer's e-mail address. At most 64 characters.
            buyer_tel (주문자 전화번호): The customer's phone number. At most 16 characters.
            buyer_addr (주문자 주소): The customer's address. At most 128 characters.
            buyer_postcode (주문자 우편번호): The customer's postcode. At most 8 characters.
            card_quota (카드할부개월수): Months of instalments, 2 or more, from 50,000 won on; 0 is paid at
                once. 0 when left out.
            interest_free_by_merchant (고객사 부담 무이자 할부여부): Whether the merchant bears the interest of
                the instalments, under a contract with the PG. Offers of the card company itself do
                not count. False when left out.
            use_card_point (카드포인트 사용여부): Whether points of the card company are used up first, under
                a contract with the PG. False when left out.
            custom_data (추가 정보): What the merchant wants stored with the payment, as a string of
                JSON.
            notice_url (웹훅 URL): The webhook that is told of the payment, one or several, instead of
                the console's.
            browser_ip (브라우저 IP): The customer's IP address. Left out, it is that of the server that
                calls.
            secure_3d_charge_id (3D 인증 결제 ID): The PG's identity of the payment, after the customer
                went through 3D Secure.
            secure_3d_token (3D 인증 토큰): The PG's token, after the customer went through 3D Secure.
            product_type (주문 상품구분): What is sold, `real` goods or `digital` content.
            promotion_id (프로모션 아이디): The promotion that lowers the price, beginning with
                `promotion-id-`. Whether it applies is told by the masked card number.
            bypass (bypass 데이터): What a single PG wants besides, as a string of JSON. It is passed
                on as it is.

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            Declined: The PG does not accept the card; the card number is not one; the PG refuses
                the charge.
            AlreadyDone: The order has been paid.
            Refused: PortOne refuses the charge for another reason.

        PGs:
            Only daou, kcp, nice, nice_v2, html5_inicis, paymentwall, settle, tosspayments, ksnet,
                welcome.
            `currency`: ksnet: USD only with cards that were issued abroad.
            `tax_free`: ksnet: At a tax-free shop it must equal `amount`, at a taxed shop it must be
                left out. Otherwise the slip shows another tax than was booked. welcome: Only for
                merchants who set the tax themselves.
            `vat_amount`: Only nice, html5_inicis, nice_v2, welcome. welcome: Only for merchants who
                set the tax themselves. Above 10% of `amount` the charge is refused.
            `birth`, `pwd_2digit`: ksnet: Not checked.
            `cvc`: Required by paymentwall. Only paymentwall.
            `customer_uid`: Not ksnet, tosspayments.
            `name`, `buyer_email`, `buyer_tel`: Required by html5_inicis.
            `buyer_name`: Required by html5_inicis, ksnet, welcome. paymentwall: First and last name
                with one space between, as `Michael Jackson`.
            `interest_free_by_merchant`: Only nice_v2, nice.
            `use_card_point`: Only ksnet, nice, nice_v2.
            `browser_ip`: Required by paymentwall.
            `secure_3d_charge_id`, `secure_3d_token`: Only paymentwall.
            `product_type`: Required by ksnet. Only ksnet.

        V1: POST /subscribe/payments/onetime (비인증 결제 (일회성))
        """
        arguments = Arguments(
            {
                "merchant_uid": merchant_uid,
                "currency": currency,
                "amount": amount,
                "tax_free": tax_free,
                "vat_amount": vat_amount,
                "vat": vat,
                "card_number": card_number,
                "expiry": expiry,
                "birth": birth,
                "pwd_2digit": pwd_2digit,
                "cvc": cvc,
                "customer_uid": customer_uid,
                "pg": pg,
                "channel_group_id": channel_group_id,
                "name": name,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "buyer_addr": buyer_addr,
                "buyer_postcode": buyer_postcode,
                "card_quota": card_quota,
                "interest_free_by_merchant": interest_free_by_merchant,
                "use_card_point": use_card_point,
                "custom_data": custom_data,
                "notice_url": notice_url,
                "browser_ip": browser_ip,
                "secure_3d_charge_id": secure_3d_charge_id,
                "secure_3d_token": secure_3d_token,
                "product_type": product_type,
                "promotion_id": promotion_id,
                "bypass": bypass,
            }
        )
        del (
            card_number,
            expiry,
            birth,
            pwd_2digit,
            cvc,
            buyer_tel,
            secure_3d_token,
        )  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.ONETIME, one(Payment), arguments))

    def again(
        self,
        *,
        customer_uid: str,
        merchant_uid: str,
        amount: Money,
        name: str,
        currency: str | None = None,
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        vat: Money | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        buyer_addr: str | None = None,
        buyer_postcode: str | None = None,
        card_quota: int | None = None,
        interest_free_by_merchant: bool | None = None,
        use_card_point: bool | None = None,
        custom_data: str | None = None,
        notice_url: str | Strings | None = None,
        browser_ip: str | None = None,
        product_type: ProductType | None = None,
        product_count: int | None = None,
        cash_receipt_type: SubscribeCashReceiptType | None = None,
        bypass: str | None = None,
        naver_use_cfm: str | None = None,
        promotion_id: str | None = None,
        channel_key: str | None = None,
    ) -> Payment:
        """Charge a billing key.

        The key comes from a payment window, from `billing_keys.issue` or from `subscribe.onetime`.
        A key that was issued at several channels is charged at the one that smart routing picks,
        unless `channel_key` names another.

        A `merchant_uid` that has been paid cannot be charged again. In which words the server
        refuses that is not known for certain: a `Declined` means that this call charged nothing,
        not that the order is unpaid.

        The PG may refuse with an error, or with an answer whose `status` is failed: both raise
        `Declined`.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key to charge,
                one for each card. At most 80 characters.
            merchant_uid (고객사 주문번호): The merchant's identity of the order, a new one for each. At
                most 40 characters.
            amount (결제금액): How much to charge. In won, or a decimal in another currency.
            name (제품명): What is bought. At most 40 characters.
            currency (결제 통화 코드): The currency, such as `KRW`, `USD` or `VND`. "KRW" when left out.
            tax_free (면세금액): The tax-free part of `amount`. Left out, it is 0, and 1/11 of `amount`
                is value-added tax. In won, or a decimal in another currency.
            vat_amount (부가세): The value-added tax in `amount`. 0 together with a `tax_free` of 0 is
                a zero-rated sale. In won, or a decimal in another currency.
            vat (부가세): Deprecated. The value-added tax in `amount`; 10% when left out. Give
                `tax_free` instead. In won, or a decimal in another currency.
            buyer_name (주문자명): The customer's name. At most 16 characters.
            buyer_email (주문자 이메일): The customer's e-mail address. At most 64 characters.
            buyer_tel (주문자 전화번호): The customer's phone number. At most 16 characters.
            buyer_addr (주문자 주소): The customer's address. At most 128 characters.
            buyer_postcode (주문자 우편번호): The customer's postcode. At most 8 characters.
            card_quota (카드 할부 개월수): Months of instalments, 2 or more, from 50,000 won on; 0 is paid
                at once. 0 when left out.
            interest_free_by_merchant (상점분담 무이자 할부여부): Whether the merchant bears the interest of
                the instalments, under a contract with the PG. Offers of the card company itself do
                not count. False when left out.
            use_card_point (카드포인트 사용여부): Whether points of the card company are used up first, under
                a contract with the PG. False when left out.
            custom_data (추가 정보): What the merchant wants stored with the payment, as a string of
                JSON.
            notice_url (웹훅 URL): The webhook that is told of the payment, one or several, instead of
                the console's.
            browser_ip (브라우저 IP): The customer's IP address. Left out, it is that of the server that
                calls.
            product_type (주문 상품구분): What is sold, `real` goods or `digital` content.
            product_count (결제 상품의 개수): How many are bought. 1 when left out.
            cash_receipt_type (현금영수증 발행대상 타입): For whom a cash receipt is issued.
            bypass (bypass 데이터): What a single PG wants besides, as a string of JSON. It is passed
                on as it is.
            naver_use_cfm (이용 완료일): The day on which the service has been used up, as `YYYYMMDD`.
            promotion_id (프로모션 아이디): The promotion that lowers the price, beginning with
                `promotion-id-`. Whether it applies is told by the masked card number that was
                stored with the key.
            channel_key (채널 키): Which channel is to charge, of those at which the key was issued.
                The console shows it. Left out, smart routing picks one. At most 55 characters.

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            NotFound: The store has no billing key of this customer_uid.
            AlreadyDone: The order has been paid.
            Declined: The PG refuses the charge.
            Refused: PortOne refuses the charge for another reason.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.
            paypal_v2: The page or app from which the charge is asked for must run PayPal's Fraudnet
                script or Magnes SDK, with merchant_uid as its session id. For seller protection
                (STC), send what PayPal wants to know of the customer in `bypass`, as
                `paypal_v2.additional_data`.
            `merchant_uid`: smartro_v2: Letters and digits alone; cut off after 40.
            `name`: Required by html5_inicis, danal_tpay.
            `currency`: Required by paypal_v2. ksnet: USD only with cards that were issued abroad.
                paypal_v2: KRW is not possible.
            `tax_free`: ksnet: At a tax-free shop it must equal `amount`, at a taxed shop it must be
                left out. Otherwise the slip shows another tax than was booked. welcome: Only for
                merchants who set the tax themselves.
            `vat_amount`: Only nice, html5_inicis, nice_v2, welcome, tosspay_v2. welcome: Only for
                merchants who set the tax themselves. Above 10% of `amount` the charge is refused.
            `buyer_name`: Required by smartro_v2, ksnet, welcome. paymentwall: First and last name
                with one space between, as `Michael Jackson`.
            `buyer_email`: Required by smartro_v2, paymentwall. paymentwall: It must be the one with
                which the key was issued.
            `buyer_tel`: Required by smartro_v2.
            `interest_free_by_merchant`: Only nice, ksnet, nice_v2.
            `use_card_point`: Only nice, smartro_v2, nice_v2.
            `browser_ip`: Required by paymentwall.
            `product_type`: Required by ksnet. Only ksnet, paypal_v2.
            `cash_receipt_type`: Only tosspay_v2. tosspay_v2: With `anonymous` none is issued;
                otherwise one is, by itself.
            `naver_use_cfm`: Only naverpay. naverpay: Needed by merchants whose contract for
                recurring payments asks for it.

        V1: POST /subscribe/payments/again (비인증 결제 (빌링키))
        """
        arguments = Arguments(
            {
                "customer_uid": customer_uid,
                "merchant_uid": merchant_uid,
                "currency": currency,
                "amount": amount,
                "tax_free": tax_free,
                "vat_amount": vat_amount,
                "vat": vat,
                "name": name,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "buyer_addr": buyer_addr,
                "buyer_postcode": buyer_postcode,
                "card_quota": card_quota,
                "interest_free_by_merchant": interest_free_by_merchant,
                "use_card_point": use_card_point,
                "custom_data": custom_data,
                "notice_url": notice_url,
                "browser_ip": browser_ip,
                "product_type": product_type,
                "product_count": product_count,
                "cash_receipt_type": cash_receipt_type,
                "bypass": bypass,
                "naver_use_cfm": naver_use_cfm,
                "promotion_id": promotion_id,
                "channel_key": channel_key,
            }
        )
        del buyer_tel  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.AGAIN, one(Payment), arguments))

    def foreign(
        self,
        *,
        merchant_uid: str,
        amount: Money,
        card_number: str,
        expiry: str,
        currency: str | None = None,
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        vat: Money | None = None,
        birth: str | None = None,
        pwd_2digit: str | None = None,
        cvc: str | None = None,
        customer_uid: str | None = None,
        pg: str | None = None,
        channel_group_id: str | None = None,
        name: str | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        buyer_addr: str | None = None,
        buyer_postcode: str | None = None,
        card_quota: int | None = None,
        interest_free_by_merchant: bool | None = None,
        use_card_point: bool | None = None,
        custom_data: str | None = None,
        notice_url: str | Strings | None = None,
        browser_ip: str | None = None,
        secure_3d_charge_id: str | None = None,
        secure_3d_token: str | None = None,
        product_type: ProductType | None = None,
        promotion_id: str | None = None,
        bypass: str | None = None,
    ) -> Payment:
        """Charge a card that was issued abroad, once.

        Deprecated: no longer documented by PortOne.

        The official document does not know it; older clients call it. It takes what
        `subscribe.onetime` takes. Prefer that one.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, a new one for each. At
                most 40 characters.
            amount (결제금액): How much to charge. In won, or a decimal in another currency.
            card_number (카드번호): The card's number, as `dddd-dddd-dddd-dddd`.
            expiry (카드 유효기간): Until when the card is valid, as `YYYY-MM`.
            currency (결제통화 구분코드): The currency, such as `KRW`, `USD` or `VND`. "KRW" when left out.
            tax_free (면세금액): The tax-free part of `amount`. Left out, it is 0, and 1/11 of `amount`
                is value-added tax. In won, or a decimal in another currency.
            vat_amount (부가세): The value-added tax in `amount`, under an agreement with the PG. 0
                together with a `tax_free` of 0 is a zero-rated sale. In won, or a decimal in
                another currency.
            vat (부가세): Deprecated. The value-added tax in `amount`; 10% when left out. Give
                `tax_free` instead. In won, or a decimal in another currency.
            birth (생년월일 6자리): The holder's date of birth as `YYMMDD`, or the ten digits of the
                business registration for a corporate card. Whether it is needed depends on the PG
                and the contract. `000000` will do for PGs abroad.
            pwd_2digit (카드비밀번호 앞 2자리): The first two digits of the card's password. Whether they are
                needed depends on the PG and the contract.
            cvc (카드 인증번호): The three digits on the back of the card, four on American Express.
            customer_uid (구매자의 결제 수단 식별 고유번호): The billing key under which the card is stored. Left
                out, it is not stored. At most 80 characters.
            pg (PG 구분코드): The PG that is to charge, as `nice` or, with the merchant's identity
                there, `nice.MID1`. Left out or unknown, it is the default PG of the console. At
                most 80 characters.
            channel_group_id (스마트 라우팅 그룹 ID): The smart routing group of the console from which a
                channel is drawn, by its shares. `pg` is then ignored. At most 55 characters.
            name (주문명): What is bought. At most 40 characters.
            buyer_name (구매자명): The customer's name. At most 16 characters.
            buyer_email (주문자 이메일): The customer's e-mail address. At most 64 characters.
            buyer_tel (주문자 전화번호): The customer's phone number. At most 16 characters.
            buyer_addr (주문자 주소): The customer's address. At most 128 characters.
            buyer_postcode (주문자 우편번호): The customer's postcode. At most 8 characters.
            card_quota (카드할부개월수): Months of instalments, 2 or more, from 50,000 won on; 0 is paid at
                once. 0 when left out.
            interest_free_by_merchant (고객사 부담 무이자 할부여부): Whether the merchant bears the interest of
                the instalments, under a contract with the PG. Offers of the card company itself do
                not count. False when left out.
            use_card_point (카드포인트 사용여부): Whether points of the card company are used up first, under
                a contract with the PG. False when left out.
            custom_data (추가 정보): What the merchant wants stored with the payment, as a string of
                JSON.
            notice_url (웹훅 URL): The webhook that is told of the payment, one or several, instead of
                the console's.
            browser_ip (브라우저 IP): The customer's IP address. Left out, it is that of the server that
                calls.
            secure_3d_charge_id (3D 인증 결제 ID): The PG's identity of the payment, after the customer
                went through 3D Secure.
            secure_3d_token (3D 인증 토큰): The PG's token, after the customer went through 3D Secure.
            product_type (주문 상품구분): What is sold, `real` goods or `digital` content.
            promotion_id (프로모션 아이디): The promotion that lowers the price, beginning with
                `promotion-id-`. Whether it applies is told by the masked card number.
            bypass (bypass 데이터): What a single PG wants besides, as a string of JSON. It is passed
                on as it is.

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            Declined: The PG does not accept the card; the PG refuses the charge.
            AlreadyDone: The order has been paid.
            Refused: PortOne refuses the charge for another reason.

        PGs:
            `currency`: ksnet: USD only with cards that were issued abroad.
            `tax_free`: ksnet: At a tax-free shop it must equal `amount`, at a taxed shop it must be
                left out. Otherwise the slip shows another tax than was booked. welcome: Only for
                merchants who set the tax themselves.
            `vat_amount`: Only nice, html5_inicis, nice_v2, welcome. welcome: Only for merchants who
                set the tax themselves. Above 10% of `amount` the charge is refused.
            `birth`, `pwd_2digit`: ksnet: Not checked.
            `cvc`: Required by paymentwall. Only paymentwall.
            `customer_uid`: Not ksnet, tosspayments.
            `name`, `buyer_email`, `buyer_tel`: Required by html5_inicis.
            `buyer_name`: Required by html5_inicis, ksnet, welcome. paymentwall: First and last name
                with one space between, as `Michael Jackson`.
            `interest_free_by_merchant`: Only nice_v2, nice.
            `use_card_point`: Only ksnet, nice, nice_v2.
            `browser_ip`: Required by paymentwall.
            `secure_3d_charge_id`, `secure_3d_token`: Only paymentwall.
            `product_type`: Required by ksnet. Only ksnet.

        V1: POST /subscribe/payments/foreign (비인증 결제 (해외카드))
        """
        arguments = Arguments(
            {
                "merchant_uid": merchant_uid,
                "currency": currency,
                "amount": amount,
                "tax_free": tax_free,
                "vat_amount": vat_amount,
                "vat": vat,
                "card_number": card_number,
                "expiry": expiry,
                "birth": birth,
                "pwd_2digit": pwd_2digit,
                "cvc": cvc,
                "customer_uid": customer_uid,
                "pg": pg,
                "channel_group_id": channel_group_id,
                "name": name,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "buyer_addr": buyer_addr,
                "buyer_postcode": buyer_postcode,
                "card_quota": card_quota,
                "interest_free_by_merchant": interest_free_by_merchant,
                "use_card_point": use_card_point,
                "custom_data": custom_data,
                "notice_url": notice_url,
                "browser_ip": browser_ip,
                "secure_3d_charge_id": secure_3d_charge_id,
                "secure_3d_token": secure_3d_token,
                "product_type": product_type,
                "promotion_id": promotion_id,
                "bypass": bypass,
            }
        )
        del (
            card_number,
            expiry,
            birth,
            pwd_2digit,
            cvc,
            buyer_tel,
            secure_3d_token,
        )  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.FOREIGN, one(Payment), arguments))

    def list_schedules(
        self,
        *,
        schedule_from: Time,
        schedule_to: Time,
        schedule_status: ScheduleStatus | None = None,
        page: int | None = None,
        limit: int | None = None,
        sorting: ScheduleSorting | None = None,
    ) -> SchedulePage:
        """List the schedules of a range of up to three months.

        The range is over the time for which a charge is scheduled, and its end is not part of it.
        Latest first, unless sorted otherwise.

        Args:
            schedule_from (조회 시작시각): The start of the range, inclusive. Epoch seconds or an aware
                datetime.
            schedule_to (조회 종료시각): The end of the range, exclusive. Epoch seconds or an aware
                datetime.
            schedule_status (예약상태): List only schedules of this status. Left out, all of them.
            page (페이지번호): The page, counted from 1. At least 1; 1 when left out.
            limit (페이지당 조회건수): How many schedules a page holds. From 1 to 1000; 20 when left out.
            sorting (정렬방식): The order of the list. Left out, latest first.

        Raises:
            InvalidRequest: The range is too long, the status is not a known one, or the page lies
                beyond the last.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: GET /subscribe/payments/schedule (결제예약 복수조회)
        """
        arguments = {
            "schedule_from": schedule_from,
            "schedule_to": schedule_to,
            "schedule_status": schedule_status,
            "page": page,
            "limit": limit,
            "sorting": sorting,
        }
        return self.sender.send(
            Call(operations.LIST_SCHEDULES, page_or_several(SchedulePage), arguments)
        )

    def iter_schedules(
        self,
        *,
        schedule_from: Time,
        schedule_to: Time,
        schedule_status: ScheduleStatus | None = None,
        limit: int = 1000,
        sorting: ScheduleSorting | None = None,
    ) -> Iterator[Schedule]:
        """Go through the schedules of a range of any length.

        The range is over the time for which a charge is scheduled, and its end is not part of it.
        Latest first, unless sorted otherwise.

        A range longer than 89 days is split into several, which follow each other in the order of
        the list; within each, the list is in that order.

        Args:
            schedule_from (조회 시작시각): The start of the range, inclusive. Epoch seconds or an aware
                datetime.
            schedule_to (조회 종료시각): The end of the range, exclusive. Epoch seconds or an aware
                datetime.
            schedule_status (예약상태): List only schedules of this status. Left out, all of them.
            limit (페이지당 조회건수): How many schedules a page holds. From 1 to 1000; 1000 when left out.
            sorting (정렬방식): The order of the list. Left out, latest first.

        V1: GET /subscribe/payments/schedule (결제예약 복수조회)
        """
        arguments = {
            "schedule_from": schedule_from,
            "schedule_to": schedule_to,
            "schedule_status": schedule_status,
            "limit": limit,
            "sorting": sorting,
        }
        walk = Walk(operations.LIST_SCHEDULES, page_or_several(SchedulePage), arguments)
        return Items(self.sender, walk)

    def schedule(
        self,
        *,
        customer_uid: str,
        schedules: Sequence[NewSchedule],
        customer_id: str | None = None,
        checking_amount: Money | None = None,
        card_number: str | None = None,
        expiry: str | None = None,
        birth: str | None = None,
        pwd_2digit: str | None = None,
        cvc: str | None = None,
        channel_key: str | None = None,
    ) -> list[Schedule]:
        """Schedule charges of a billing key.

        At each `schedule_at` PortOne charges the key as `subscribe.again` would, and tells the
        webhook how it ended, paid or failed.

        When `customer_uid` has a billing key, the card may be left out. When it has none, the card
        is required: a key is issued first, then the charges are scheduled. Buyer details that a
        schedule leaves out are taken from those that were stored with the key.

        A key that was issued at several channels is charged at the one that smart routing picks at
        that time, unless `channel_key` names another.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key to charge.
                At most 80 characters.
            schedules (결제예약 스케쥴): The charges to schedule.
            customer_id (구매자 ID): The merchant's identity of the customer, for a key that is issued
                now.
            checking_amount (유효카드 체크 승인금액): How much to charge and cancel at once, to see whether
                the card works. Left out or 0, the card is not tried. In won.
            card_number (카드번호): The card's number, as `dddd-dddd-dddd-dddd`, when there is no
                billing key yet.
            expiry (카드 유효기간): Until when the card is valid, as `YYYY-MM`.
            birth (생년월일 6자리): The holder's date of birth as `YYMMDD`, or the ten digits of the
                business registration for a corporate card.
            pwd_2digit (카드비밀번호 앞 2자리): The first two digits of the card's password.
            cvc (카드 인증번호): The three digits on the back of the card, four on American Express.
            channel_key (채널 키): Which channel issues the key when there is none yet, or which one
                charges, of those at which the key was issued. The console shows it. At most 55
                characters.

        Raises:
            NotFound: The store has no billing key of this customer_uid, and no card was given.
            Declined: The PG does not accept the card; the PG refuses the card or the checking
                amount.
            AlreadyDone: One of the merchant_uids is already taken; then, as far as is known, none
                of the call's schedules is made.
            Refused: PortOne refuses the schedules for another reason.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.
            chai: No billing key can be issued here: customer_uid must have one.
            danal: No billing key can be issued here: customer_uid must have one.
            danal_tpay: No billing key can be issued here: customer_uid must have one.
            kakaopay: No billing key can be issued here: customer_uid must have one.
            kicc: No billing key can be issued here: customer_uid must have one.
            mobilians: No billing key can be issued here: customer_uid must have one.
            naverpay: No billing key can be issued here: customer_uid must have one.
            payco: No billing key can be issued here: customer_uid must have one.
            settle_acc: No billing key can be issued here: customer_uid must have one.
            settle_firm: The official document mentions it here, and does not list it as supported.
            smartro: The official document mentions it here, and does not list it as supported.
            smartro_v2: No billing key can be issued here: customer_uid must have one.
            tosspay_v2: No billing key can be issued here: customer_uid must have one.
            uplus: The official document mentions it here, and does not list it as supported.
            `customer_id`: Required by tosspayments. tosspayments: Left out, PortOne makes up a new
                one for each key, and the customer's means of payment cannot be told to be one
                customer's.
            `card_number`, `expiry`, `birth`: Not chai, danal, danal_tpay, kakaopay, kicc,
                mobilians, naverpay, payco, settle_acc, settle_firm, smartro, uplus, smartro_v2.
            `cvc`: Required by paymentwall. Only paymentwall.

        V1: POST /subscribe/payments/schedule (결제 예약)
        """
        arguments = Arguments(
            {
                "customer_uid": customer_uid,
                "customer_id": customer_id,
                "checking_amount": checking_amount,
                "card_number": card_number,
                "expiry": expiry,
                "birth": birth,
                "pwd_2digit": pwd_2digit,
                "cvc": cvc,
                "channel_key": channel_key,
                "schedules": schedules,
            }
        )
        del (
            card_number,
            expiry,
            birth,
            pwd_2digit,
            cvc,
            schedules,
        )  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.SCHEDULE, several_or_page(Schedule), arguments))

    def unschedule(
        self, *, merchant_uids: Strings | Literal["all"], customer_uid: str | None = None
    ) -> list[Schedule]:
        """Revoke schedules that have not been charged yet.

        `merchant_uids="all"` revokes every schedule of the customer, and needs `customer_uid`.

        Args:
            merchant_uids (고객사 주문번호): The schedules to revoke, or `"all"` for every schedule of
                `customer_uid`. On the wire, leaving it out means all.
            customer_uid (구매자의 결제 수단 식별 고유번호): The billing key whose schedules are revoked. Left
                out, the merchant_uids alone tell.

        Raises:
            NotFound: No schedule fits, or none of them is still to be charged.
            Refused: PortOne refuses to revoke them for another reason.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: POST /subscribe/payments/unschedule (결제 예약취소)
        """
        arguments = {"customer_uid": customer_uid, "merchant_uids": merchant_uids}
        return self.sender.send(Call(operations.UNSCHEDULE, several_or_page(Schedule), arguments))

    def get_schedule(self, merchant_uid: str) -> Schedule:
        """Look up a schedule by its merchant_uid.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was scheduled.

        Raises:
            NotFound: The store has no schedule under this merchant_uid.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: GET /subscribe/payments/schedule/{merchant_uid} (결제예약 단건조회)
        """
        arguments = {"merchant_uid": merchant_uid}
        return self.sender.send(Call(operations.GET_SCHEDULE, one(Schedule), arguments))

    def update_schedule(self, merchant_uid: str, *, schedule_at: Time) -> Schedule:
        """Move a schedule that has not been charged yet to another time.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was scheduled.
            schedule_at (수정할 예약시각): When to charge instead, in the future. Epoch seconds or an aware
                datetime.

        Raises:
            Conflict: The schedule has been executed or revoked.
            InvalidRequest: schedule_at is missing or in the past, or the schedule has been executed
                or revoked.
            NotFound: The store has no schedule under this merchant_uid.
            ServerError: PortOne has trouble of its own. Outcome unknown.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, paymentwall, settle,
                settle_acc, smartro_v2, tosspayments, paypal_v2, welcome.

        V1: PUT /subscribe/payments/schedule/{merchant_uid} (예약시각 수정)
        """
        arguments = {"merchant_uid": merchant_uid, "schedule_at": schedule_at}
        return self.sender.send(Call(operations.UPDATE_SCHEDULE, one(Schedule), arguments))

    def reschedule(self, merchant_uid: str, *, schedule_at: Time) -> Schedule:
        """Schedule a charge anew that failed or was revoked.

        When the console's recovery of failed schedules is switched on, PortOne charges them again
        every day by itself. Rescheduling them on top of that may charge twice.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was scheduled.
            schedule_at (예약 시각): When to charge again, in the future. Epoch seconds or an aware
                datetime.

        Returns:
            The schedule, waiting again.

        Raises:
            Conflict: The schedule waits, is running or has been paid.
            InvalidRequest: schedule_at is missing or in the past, or the schedule waits, is running
                or has been paid.
            NotFound: The store has no schedule under this merchant_uid.
            ServerError: PortOne has trouble of its own. Outcome unknown.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, paymentwall, settle,
                settle_acc, smartro_v2, tosspayments, paypal_v2, welcome.

        V1: POST /subscribe/payments/schedule/{merchant_uid}/reschedule (결제 실패 재예약)
        """
        arguments = {"merchant_uid": merchant_uid, "schedule_at": schedule_at}
        return self.sender.send(Call(operations.RESCHEDULE, one(Schedule), arguments))

    def retry_schedule(self, merchant_uid: str) -> Payment:
        """Charge a schedule now that failed or was revoked.

        On the wire a charge that fails again is a success whose payment is failed; it raises
        `Declined`.

        When the console's recovery of failed schedules is switched on, PortOne charges them again
        every day by itself. Retrying them on top of that may charge twice.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was scheduled.

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            Conflict: The schedule waits, is running or has been paid.
            NotFound: The store has no schedule under this merchant_uid, or its billing key is gone.
            Refused: The PG does not offer it; PortOne refuses the charge for another reason.
            ServerError: PortOne has trouble of its own, perhaps after the charge. Outcome unknown.
            Declined: The PG refuses the charge.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, paymentwall, settle,
                settle_acc, smartro_v2, tosspayments, paypal_v2, welcome.

        V1: POST /subscribe/payments/schedule/{merchant_uid}/retry (결제 실패 재시도)
        """
        arguments = {"merchant_uid": merchant_uid}
        return self.sender.send(Call(operations.RETRY_SCHEDULE, one(Payment), arguments))

    def list_schedules_by_customer(
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
        Latest first. An unknown `customer_uid` gives an empty page. `billing_keys.list_schedules`
        is the same.

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
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: GET /subscribe/payments/schedule/customers/{customer_uid} (결제예약 복수조회 (빌링키))
        """
        arguments = {
            "customer_uid": customer_uid,
            "page": page,
            "from_": from_,
            "to": to,
            "schedule_status": schedule_status,
        }
        return self.sender.send(
            Call(operations.LIST_SCHEDULES_BY_CUSTOMER, page_or_several(SchedulePage), arguments)
        )

    def iter_schedules_by_customer(
        self,
        customer_uid: str,
        *,
        from_: Time,
        to: Time,
        schedule_status: ScheduleStatus | None = None,
    ) -> Iterator[Schedule]:
        """Go through the schedules of a billing key in a range of any length.

        The range is over the time for which a charge is scheduled, and its end is not part of it.
        Latest first. An unknown `customer_uid` gives an empty page. `billing_keys.list_schedules`
        is the same.

        A range longer than 89 days is split into several, which follow each other in the order of
        the list; within each, the list is in that order.

        V1 does not let you choose the size of a page here, so pages cannot overlap: an item may be
        missed if, between two requests, another leaves before it and a third enters behind it.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key.
            from_ (조회 시작시각): The start of the range, inclusive. Epoch seconds or an aware datetime.
            to (조회 종료시각): The end of the range, exclusive. Epoch seconds or an aware datetime.
            schedule_status (예약상태): List only schedules of this status. Left out, all of them.

        V1: GET /subscribe/payments/schedule/customers/{customer_uid} (결제예약 복수조회 (빌링키))
        """
        arguments = {
            "customer_uid": customer_uid,
            "from_": from_,
            "to": to,
            "schedule_status": schedule_status,
        }
        walk = Walk(operations.LIST_SCHEDULES_BY_CUSTOMER, page_or_several(SchedulePage), arguments)
        return Items(self.sender, walk)


class AsyncSubscribe(AsyncResource):
    """Charge cards and billing keys, now or on a schedule. (비인증 결제)"""

    async def onetime(
        self,
        *,
        merchant_uid: str,
        amount: Money,
        card_number: str,
        expiry: str,
        currency: str | None = None,
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        vat: Money | None = None,
        birth: str | None = None,
        pwd_2digit: str | None = None,
        cvc: str | None = None,
        customer_uid: str | None = None,
        pg: str | None = None,
        channel_group_id: str | None = None,
        name: str | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        buyer_addr: str | None = None,
        buyer_postcode: str | None = None,
        card_quota: int | None = None,
        interest_free_by_merchant: bool | None = None,
        use_card_point: bool | None = None,
        custom_data: str | None = None,
        notice_url: str | Strings | None = None,
        browser_ip: str | None = None,
        secure_3d_charge_id: str | None = None,
        secure_3d_token: str | None = None,
        product_type: ProductType | None = None,
        promotion_id: str | None = None,
        bypass: str | None = None,
    ) -> Payment:
        """Charge a card by its number, once.

        No customer is present. With `customer_uid` the card is stored as a billing key too,
        together with the buyer's name, phone, e-mail and address, and `subscribe.again` can charge
        it later.

        A `merchant_uid` that has been paid cannot be charged again. In which words the server
        refuses that is not known for certain: a `Declined` means that this call charged nothing,
        not that the order is unpaid.

        The PG may refuse with an error, or with an answer whose `status` is failed: both raise
        `Declined`.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, a new one for each. At
                most 40 characters.
            amount (결제금액): How much to charge. In won, or a decimal in another currency.
            card_number (카드번호): The card's number, as `dddd-dddd-dddd-dddd`.
            expiry (카드 유효기간): Until when the card is valid, as `YYYY-MM`.
            currency (결제통화 구분코드): The currency, such as `KRW`, `USD` or `VND`. "KRW" when left out.
            tax_free (면세금액): The tax-free part of `amount`. Left out, it is 0, and 1/11 of `amount`
                is value-added tax. In won, or a decimal in another currency.
            vat_amount (부가세): The value-added tax in `amount`, under an agreement with the PG. 0
                together with a `tax_free` of 0 is a zero-rated sale. In won, or a decimal in
                another currency.
            vat (부가세): Deprecated. The value-added tax in `amount`; 10% when left out. Give
                `tax_free` instead. In won, or a decimal in another currency.
            birth (생년월일 6자리): The holder's date of birth as `YYMMDD`, or the ten digits of the
                business registration for a corporate card. Whether it is needed depends on the PG
                and the contract. `000000` will do for PGs abroad.
            pwd_2digit (카드비밀번호 앞 2자리): The first two digits of the card's password. Whether they are
                needed depends on the PG and the contract.
            cvc (카드 인증번호): The three digits on the back of the card, four on American Express.
            customer_uid (구매자의 결제 수단 식별 고유번호): The billing key under which the card is stored. Left
                out, it is not stored. At most 80 characters.
            pg (PG 구분코드): The PG that is to charge, as `nice` or, with the merchant's identity
                there, `nice.MID1`. Left out or unknown, it is the default PG of the console. At
                most 80 characters.
            channel_group_id (스마트 라우팅 그룹 ID): The smart routing group of the console from which a
                channel is drawn, by its shares. `pg` is then ignored. At most 55 characters.
            name (주문명): What is bought. At most 40 characters.
            buyer_name (구매자명): The customer's name. At most 16 characters.
            buyer_email (주문자 이메일): The customer's e-mail address. At most 64 characters.
            buyer_tel (주문자 전화번호): The customer's phone number. At most 16 characters.
            buyer_addr (주문자 주소): The customer's address. At most 128 characters.
            buyer_postcode (주문자 우편번호): The customer's postcode. At most 8 characters.
            card_quota (카드할부개월수): Months of instalments, 2 or more, from 50,000 won on; 0 is paid at
                once. 0 when left out.
            interest_free_by_merchant (고객사 부담 무이자 할부여부): Whether the merchant bears the interest of
                the instalments, under a contract with the PG. Offers of the card company itself do
                not count. False when left out.
            use_card_point (카드포인트 사용여부): Whether points of the card company are used up first, under
                a contract with the PG. False when left out.
            custom_data (추가 정보): What the merchant wants stored with the payment, as a string of
                JSON.
            notice_url (웹훅 URL): The webhook that is told of the payment, one or several, instead of
                the console's.
            browser_ip (브라우저 IP): The customer's IP address. Left out, it is that of the server that
                calls.
            secure_3d_charge_id (3D 인증 결제 ID): The PG's identity of the payment, after the customer
                went through 3D Secure.
            secure_3d_token (3D 인증 토큰): The PG's token, after the customer went through 3D Secure.
            product_type (주문 상품구분): What is sold, `real` goods or `digital` content.
            promotion_id (프로모션 아이디): The promotion that lowers the price, beginning with
                `promotion-id-`. Whether it applies is told by the masked card number.
            bypass (bypass 데이터): What a single PG wants besides, as a string of JSON. It is passed
                on as it is.

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            Declined: The PG does not accept the card; the card number is not one; the PG refuses
                the charge.
            AlreadyDone: The order has been paid.
            Refused: PortOne refuses the charge for another reason.

        PGs:
            Only daou, kcp, nice, nice_v2, html5_inicis, paymentwall, settle, tosspayments, ksnet,
                welcome.
            `currency`: ksnet: USD only with cards that were issued abroad.
            `tax_free`: ksnet: At a tax-free shop it must equal `amount`, at a taxed shop it must be
                left out. Otherwise the slip shows another tax than was booked. welcome: Only for
                merchants who set the tax themselves.
            `vat_amount`: Only nice, html5_inicis, nice_v2, welcome. welcome: Only for merchants who
                set the tax themselves. Above 10% of `amount` the charge is refused.
            `birth`, `pwd_2digit`: ksnet: Not checked.
            `cvc`: Required by paymentwall. Only paymentwall.
            `customer_uid`: Not ksnet, tosspayments.
            `name`, `buyer_email`, `buyer_tel`: Required by html5_inicis.
            `buyer_name`: Required by html5_inicis, ksnet, welcome. paymentwall: First and last name
                with one space between, as `Michael Jackson`.
            `interest_free_by_merchant`: Only nice_v2, nice.
            `use_card_point`: Only ksnet, nice, nice_v2.
            `browser_ip`: Required by paymentwall.
            `secure_3d_charge_id`, `secure_3d_token`: Only paymentwall.
            `product_type`: Required by ksnet. Only ksnet.

        V1: POST /subscribe/payments/onetime (비인증 결제 (일회성))
        """
        arguments = Arguments(
            {
                "merchant_uid": merchant_uid,
                "currency": currency,
                "amount": amount,
                "tax_free": tax_free,
                "vat_amount": vat_amount,
                "vat": vat,
                "card_number": card_number,
                "expiry": expiry,
                "birth": birth,
                "pwd_2digit": pwd_2digit,
                "cvc": cvc,
                "customer_uid": customer_uid,
                "pg": pg,
                "channel_group_id": channel_group_id,
                "name": name,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "buyer_addr": buyer_addr,
                "buyer_postcode": buyer_postcode,
                "card_quota": card_quota,
                "interest_free_by_merchant": interest_free_by_merchant,
                "use_card_point": use_card_point,
                "custom_data": custom_data,
                "notice_url": notice_url,
                "browser_ip": browser_ip,
                "secure_3d_charge_id": secure_3d_charge_id,
                "secure_3d_token": secure_3d_token,
                "product_type": product_type,
                "promotion_id": promotion_id,
                "bypass": bypass,
            }
        )
        del (
            card_number,
            expiry,
            birth,
            pwd_2digit,
            cvc,
            buyer_tel,
            secure_3d_token,
        )  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.ONETIME, one(Payment), arguments))

    async def again(
        self,
        *,
        customer_uid: str,
        merchant_uid: str,
        amount: Money,
        name: str,
        currency: str | None = None,
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        vat: Money | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        buyer_addr: str | None = None,
        buyer_postcode: str | None = None,
        card_quota: int | None = None,
        interest_free_by_merchant: bool | None = None,
        use_card_point: bool | None = None,
        custom_data: str | None = None,
        notice_url: str | Strings | None = None,
        browser_ip: str | None = None,
        product_type: ProductType | None = None,
        product_count: int | None = None,
        cash_receipt_type: SubscribeCashReceiptType | None = None,
        bypass: str | None = None,
        naver_use_cfm: str | None = None,
        promotion_id: str | None = None,
        channel_key: str | None = None,
    ) -> Payment:
        """Charge a billing key.

        The key comes from a payment window, from `billing_keys.issue` or from `subscribe.onetime`.
        A key that was issued at several channels is charged at the one that smart routing picks,
        unless `channel_key` names another.

        A `merchant_uid` that has been paid cannot be charged again. In which words the server
        refuses that is not known for certain: a `Declined` means that this call charged nothing,
        not that the order is unpaid.

        The PG may refuse with an error, or with an answer whose `status` is failed: both raise
        `Declined`.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key to charge,
                one for each card. At most 80 characters.
            merchant_uid (고객사 주문번호): The merchant's identity of the order, a new one for each. At
                most 40 characters.
            amount (결제금액): How much to charge. In won, or a decimal in another currency.
            name (제품명): What is bought. At most 40 characters.
            currency (결제 통화 코드): The currency, such as `KRW`, `USD` or `VND`. "KRW" when left out.
            tax_free (면세금액): The tax-free part of `amount`. Left out, it is 0, and 1/11 of `amount`
                is value-added tax. In won, or a decimal in another currency.
            vat_amount (부가세): The value-added tax in `amount`. 0 together with a `tax_free` of 0 is
                a zero-rated sale. In won, or a decimal in another currency.
            vat (부가세): Deprecated. The value-added tax in `amount`; 10% when left out. Give
                `tax_free` instead. In won, or a decimal in another currency.
            buyer_name (주문자명): The customer's name. At most 16 characters.
            buyer_email (주문자 이메일): The customer's e-mail address. At most 64 characters.
            buyer_tel (주문자 전화번호): The customer's phone number. At most 16 characters.
            buyer_addr (주문자 주소): The customer's address. At most 128 characters.
            buyer_postcode (주문자 우편번호): The customer's postcode. At most 8 characters.
            card_quota (카드 할부 개월수): Months of instalments, 2 or more, from 50,000 won on; 0 is paid
                at once. 0 when left out.
            interest_free_by_merchant (상점분담 무이자 할부여부): Whether the merchant bears the interest of
                the instalments, under a contract with the PG. Offers of the card company itself do
                not count. False when left out.
            use_card_point (카드포인트 사용여부): Whether points of the card company are used up first, under
                a contract with the PG. False when left out.
            custom_data (추가 정보): What the merchant wants stored with the payment, as a string of
                JSON.
            notice_url (웹훅 URL): The webhook that is told of the payment, one or several, instead of
                the console's.
            browser_ip (브라우저 IP): The customer's IP address. Left out, it is that of the server that
                calls.
            product_type (주문 상품구분): What is sold, `real` goods or `digital` content.
            product_count (결제 상품의 개수): How many are bought. 1 when left out.
            cash_receipt_type (현금영수증 발행대상 타입): For whom a cash receipt is issued.
            bypass (bypass 데이터): What a single PG wants besides, as a string of JSON. It is passed
                on as it is.
            naver_use_cfm (이용 완료일): The day on which the service has been used up, as `YYYYMMDD`.
            promotion_id (프로모션 아이디): The promotion that lowers the price, beginning with
                `promotion-id-`. Whether it applies is told by the masked card number that was
                stored with the key.
            channel_key (채널 키): Which channel is to charge, of those at which the key was issued.
                The console shows it. Left out, smart routing picks one. At most 55 characters.

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            NotFound: The store has no billing key of this customer_uid.
            AlreadyDone: The order has been paid.
            Declined: The PG refuses the charge.
            Refused: PortOne refuses the charge for another reason.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.
            paypal_v2: The page or app from which the charge is asked for must run PayPal's Fraudnet
                script or Magnes SDK, with merchant_uid as its session id. For seller protection
                (STC), send what PayPal wants to know of the customer in `bypass`, as
                `paypal_v2.additional_data`.
            `merchant_uid`: smartro_v2: Letters and digits alone; cut off after 40.
            `name`: Required by html5_inicis, danal_tpay.
            `currency`: Required by paypal_v2. ksnet: USD only with cards that were issued abroad.
                paypal_v2: KRW is not possible.
            `tax_free`: ksnet: At a tax-free shop it must equal `amount`, at a taxed shop it must be
                left out. Otherwise the slip shows another tax than was booked. welcome: Only for
                merchants who set the tax themselves.
            `vat_amount`: Only nice, html5_inicis, nice_v2, welcome, tosspay_v2. welcome: Only for
                merchants who set the tax themselves. Above 10% of `amount` the charge is refused.
            `buyer_name`: Required by smartro_v2, ksnet, welcome. paymentwall: First and last name
                with one space between, as `Michael Jackson`.
            `buyer_email`: Required by smartro_v2, paymentwall. paymentwall: It must be the one with
                which the key was issued.
            `buyer_tel`: Required by smartro_v2.
            `interest_free_by_merchant`: Only nice, ksnet, nice_v2.
            `use_card_point`: Only nice, smartro_v2, nice_v2.
            `browser_ip`: Required by paymentwall.
            `product_type`: Required by ksnet. Only ksnet, paypal_v2.
            `cash_receipt_type`: Only tosspay_v2. tosspay_v2: With `anonymous` none is issued;
                otherwise one is, by itself.
            `naver_use_cfm`: Only naverpay. naverpay: Needed by merchants whose contract for
                recurring payments asks for it.

        V1: POST /subscribe/payments/again (비인증 결제 (빌링키))
        """
        arguments = Arguments(
            {
                "customer_uid": customer_uid,
                "merchant_uid": merchant_uid,
                "currency": currency,
                "amount": amount,
                "tax_free": tax_free,
                "vat_amount": vat_amount,
                "vat": vat,
                "name": name,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "buyer_addr": buyer_addr,
                "buyer_postcode": buyer_postcode,
                "card_quota": card_quota,
                "interest_free_by_merchant": interest_free_by_merchant,
                "use_card_point": use_card_point,
                "custom_data": custom_data,
                "notice_url": notice_url,
                "browser_ip": browser_ip,
                "product_type": product_type,
                "product_count": product_count,
                "cash_receipt_type": cash_receipt_type,
                "bypass": bypass,
                "naver_use_cfm": naver_use_cfm,
                "promotion_id": promotion_id,
                "channel_key": channel_key,
            }
        )
        del buyer_tel  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.AGAIN, one(Payment), arguments))

    async def foreign(
        self,
        *,
        merchant_uid: str,
        amount: Money,
        card_number: str,
        expiry: str,
        currency: str | None = None,
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        vat: Money | None = None,
        birth: str | None = None,
        pwd_2digit: str | None = None,
        cvc: str | None = None,
        customer_uid: str | None = None,
        pg: str | None = None,
        channel_group_id: str | None = None,
        name: str | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        buyer_addr: str | None = None,
        buyer_postcode: str | None = None,
        card_quota: int | None = None,
        interest_free_by_merchant: bool | None = None,
        use_card_point: bool | None = None,
        custom_data: str | None = None,
        notice_url: str | Strings | None = None,
        browser_ip: str | None = None,
        secure_3d_charge_id: str | None = None,
        secure_3d_token: str | None = None,
        product_type: ProductType | None = None,
        promotion_id: str | None = None,
        bypass: str | None = None,
    ) -> Payment:
        """Charge a card that was issued abroad, once.

        Deprecated: no longer documented by PortOne.

        The official document does not know it; older clients call it. It takes what
        `subscribe.onetime` takes. Prefer that one.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, a new one for each. At
                most 40 characters.
            amount (결제금액): How much to charge. In won, or a decimal in another currency.
            card_number (카드번호): The card's number, as `dddd-dddd-dddd-dddd`.
            expiry (카드 유효기간): Until when the card is valid, as `YYYY-MM`.
            currency (결제통화 구분코드): The currency, such as `KRW`, `USD` or `VND`. "KRW" when left out.
            tax_free (면세금액): The tax-free part of `amount`. Left out, it is 0, and 1/11 of `amount`
                is value-added tax. In won, or a decimal in another currency.
            vat_amount (부가세): The value-added tax in `amount`, under an agreement with the PG. 0
                together with a `tax_free` of 0 is a zero-rated sale. In won, or a decimal in
                another currency.
            vat (부가세): Deprecated. The value-added tax in `amount`; 10% when left out. Give
                `tax_free` instead. In won, or a decimal in another currency.
            birth (생년월일 6자리): The holder's date of birth as `YYMMDD`, or the ten digits of the
                business registration for a corporate card. Whether it is needed depends on the PG
                and the contract. `000000` will do for PGs abroad.
            pwd_2digit (카드비밀번호 앞 2자리): The first two digits of the card's password. Whether they are
                needed depends on the PG and the contract.
            cvc (카드 인증번호): The three digits on the back of the card, four on American Express.
            customer_uid (구매자의 결제 수단 식별 고유번호): The billing key under which the card is stored. Left
                out, it is not stored. At most 80 characters.
            pg (PG 구분코드): The PG that is to charge, as `nice` or, with the merchant's identity
                there, `nice.MID1`. Left out or unknown, it is the default PG of the console. At
                most 80 characters.
            channel_group_id (스마트 라우팅 그룹 ID): The smart routing group of the console from which a
                channel is drawn, by its shares. `pg` is then ignored. At most 55 characters.
            name (주문명): What is bought. At most 40 characters.
            buyer_name (구매자명): The customer's name. At most 16 characters.
            buyer_email (주문자 이메일): The customer's e-mail address. At most 64 characters.
            buyer_tel (주문자 전화번호): The customer's phone number. At most 16 characters.
            buyer_addr (주문자 주소): The customer's address. At most 128 characters.
            buyer_postcode (주문자 우편번호): The customer's postcode. At most 8 characters.
            card_quota (카드할부개월수): Months of instalments, 2 or more, from 50,000 won on; 0 is paid at
                once. 0 when left out.
            interest_free_by_merchant (고객사 부담 무이자 할부여부): Whether the merchant bears the interest of
                the instalments, under a contract with the PG. Offers of the card company itself do
                not count. False when left out.
            use_card_point (카드포인트 사용여부): Whether points of the card company are used up first, under
                a contract with the PG. False when left out.
            custom_data (추가 정보): What the merchant wants stored with the payment, as a string of
                JSON.
            notice_url (웹훅 URL): The webhook that is told of the payment, one or several, instead of
                the console's.
            browser_ip (브라우저 IP): The customer's IP address. Left out, it is that of the server that
                calls.
            secure_3d_charge_id (3D 인증 결제 ID): The PG's identity of the payment, after the customer
                went through 3D Secure.
            secure_3d_token (3D 인증 토큰): The PG's token, after the customer went through 3D Secure.
            product_type (주문 상품구분): What is sold, `real` goods or `digital` content.
            promotion_id (프로모션 아이디): The promotion that lowers the price, beginning with
                `promotion-id-`. Whether it applies is told by the masked card number.
            bypass (bypass 데이터): What a single PG wants besides, as a string of JSON. It is passed
                on as it is.

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            Declined: The PG does not accept the card; the PG refuses the charge.
            AlreadyDone: The order has been paid.
            Refused: PortOne refuses the charge for another reason.

        PGs:
            `currency`: ksnet: USD only with cards that were issued abroad.
            `tax_free`: ksnet: At a tax-free shop it must equal `amount`, at a taxed shop it must be
                left out. Otherwise the slip shows another tax than was booked. welcome: Only for
                merchants who set the tax themselves.
            `vat_amount`: Only nice, html5_inicis, nice_v2, welcome. welcome: Only for merchants who
                set the tax themselves. Above 10% of `amount` the charge is refused.
            `birth`, `pwd_2digit`: ksnet: Not checked.
            `cvc`: Required by paymentwall. Only paymentwall.
            `customer_uid`: Not ksnet, tosspayments.
            `name`, `buyer_email`, `buyer_tel`: Required by html5_inicis.
            `buyer_name`: Required by html5_inicis, ksnet, welcome. paymentwall: First and last name
                with one space between, as `Michael Jackson`.
            `interest_free_by_merchant`: Only nice_v2, nice.
            `use_card_point`: Only ksnet, nice, nice_v2.
            `browser_ip`: Required by paymentwall.
            `secure_3d_charge_id`, `secure_3d_token`: Only paymentwall.
            `product_type`: Required by ksnet. Only ksnet.

        V1: POST /subscribe/payments/foreign (비인증 결제 (해외카드))
        """
        arguments = Arguments(
            {
                "merchant_uid": merchant_uid,
                "currency": currency,
                "amount": amount,
                "tax_free": tax_free,
                "vat_amount": vat_amount,
                "vat": vat,
                "card_number": card_number,
                "expiry": expiry,
                "birth": birth,
                "pwd_2digit": pwd_2digit,
                "cvc": cvc,
                "customer_uid": customer_uid,
                "pg": pg,
                "channel_group_id": channel_group_id,
                "name": name,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "buyer_addr": buyer_addr,
                "buyer_postcode": buyer_postcode,
                "card_quota": card_quota,
                "interest_free_by_merchant": interest_free_by_merchant,
                "use_card_point": use_card_point,
                "custom_data": custom_data,
                "notice_url": notice_url,
                "browser_ip": browser_ip,
                "secure_3d_charge_id": secure_3d_charge_id,
                "secure_3d_token": secure_3d_token,
                "product_type": product_type,
                "promotion_id": promotion_id,
                "bypass": bypass,
            }
        )
        del (
            card_number,
            expiry,
            birth,
            pwd_2digit,
            cvc,
            buyer_tel,
            secure_3d_token,
        )  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.FOREIGN, one(Payment), arguments))

    async def list_schedules(
        self,
        *,
        schedule_from: Time,
        schedule_to: Time,
        schedule_status: ScheduleStatus | None = None,
        page: int | None = None,
        limit: int | None = None,
        sorting: ScheduleSorting | None = None,
    ) -> SchedulePage:
        """List the schedules of a range of up to three months.

        The range is over the time for which a charge is scheduled, and its end is not part of it.
        Latest first, unless sorted otherwise.

        Args:
            schedule_from (조회 시작시각): The start of the range, inclusive. Epoch seconds or an aware
                datetime.
            schedule_to (조회 종료시각): The end of the range, exclusive. Epoch seconds or an aware
                datetime.
            schedule_status (예약상태): List only schedules of this status. Left out, all of them.
            page (페이지번호): The page, counted from 1. At least 1; 1 when left out.
            limit (페이지당 조회건수): How many schedules a page holds. From 1 to 1000; 20 when left out.
            sorting (정렬방식): The order of the list. Left out, latest first.

        Raises:
            InvalidRequest: The range is too long, the status is not a known one, or the page lies
                beyond the last.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: GET /subscribe/payments/schedule (결제예약 복수조회)
        """
        arguments = {
            "schedule_from": schedule_from,
            "schedule_to": schedule_to,
            "schedule_status": schedule_status,
            "page": page,
            "limit": limit,
            "sorting": sorting,
        }
        return await self.sender.send(
            Call(operations.LIST_SCHEDULES, page_or_several(SchedulePage), arguments)
        )

    def iter_schedules(
        self,
        *,
        schedule_from: Time,
        schedule_to: Time,
        schedule_status: ScheduleStatus | None = None,
        limit: int = 1000,
        sorting: ScheduleSorting | None = None,
    ) -> AsyncIterator[Schedule]:
        """Go through the schedules of a range of any length.

        The range is over the time for which a charge is scheduled, and its end is not part of it.
        Latest first, unless sorted otherwise.

        A range longer than 89 days is split into several, which follow each other in the order of
        the list; within each, the list is in that order.

        Args:
            schedule_from (조회 시작시각): The start of the range, inclusive. Epoch seconds or an aware
                datetime.
            schedule_to (조회 종료시각): The end of the range, exclusive. Epoch seconds or an aware
                datetime.
            schedule_status (예약상태): List only schedules of this status. Left out, all of them.
            limit (페이지당 조회건수): How many schedules a page holds. From 1 to 1000; 1000 when left out.
            sorting (정렬방식): The order of the list. Left out, latest first.

        V1: GET /subscribe/payments/schedule (결제예약 복수조회)
        """
        arguments = {
            "schedule_from": schedule_from,
            "schedule_to": schedule_to,
            "schedule_status": schedule_status,
            "limit": limit,
            "sorting": sorting,
        }
        walk = Walk(operations.LIST_SCHEDULES, page_or_several(SchedulePage), arguments)
        return AsyncItems(self.sender, walk)

    async def schedule(
        self,
        *,
        customer_uid: str,
        schedules: Sequence[NewSchedule],
        customer_id: str | None = None,
        checking_amount: Money | None = None,
        card_number: str | None = None,
        expiry: str | None = None,
        birth: str | None = None,
        pwd_2digit: str | None = None,
        cvc: str | None = None,
        channel_key: str | None = None,
    ) -> list[Schedule]:
        """Schedule charges of a billing key.

        At each `schedule_at` PortOne charges the key as `subscribe.again` would, and tells the
        webhook how it ended, paid or failed.

        When `customer_uid` has a billing key, the card may be left out. When it has none, the card
        is required: a key is issued first, then the charges are scheduled. Buyer details that a
        schedule leaves out are taken from those that were stored with the key.

        A key that was issued at several channels is charged at the one that smart routing picks at
        that time, unless `channel_key` names another.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key to charge.
                At most 80 characters.
            schedules (결제예약 스케쥴): The charges to schedule.
            customer_id (구매자 ID): The merchant's identity of the customer, for a key that is issued
                now.
            checking_amount (유효카드 체크 승인금액): How much to charge and cancel at once, to see whether
                the card works. Left out or 0, the card is not tried. In won.
            card_number (카드번호): The card's number, as `dddd-dddd-dddd-dddd`, when there is no
                billing key yet.
            expiry (카드 유효기간): Until when the card is valid, as `YYYY-MM`.
            birth (생년월일 6자리): The holder's date of birth as `YYMMDD`, or the ten digits of the
                business registration for a corporate card.
            pwd_2digit (카드비밀번호 앞 2자리): The first two digits of the card's password.
            cvc (카드 인증번호): The three digits on the back of the card, four on American Express.
            channel_key (채널 키): Which channel issues the key when there is none yet, or which one
                charges, of those at which the key was issued. The console shows it. At most 55
                characters.

        Raises:
            NotFound: The store has no billing key of this customer_uid, and no card was given.
            Declined: The PG does not accept the card; the PG refuses the card or the checking
                amount.
            AlreadyDone: One of the merchant_uids is already taken; then, as far as is known, none
                of the call's schedules is made.
            Refused: PortOne refuses the schedules for another reason.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.
            chai: No billing key can be issued here: customer_uid must have one.
            danal: No billing key can be issued here: customer_uid must have one.
            danal_tpay: No billing key can be issued here: customer_uid must have one.
            kakaopay: No billing key can be issued here: customer_uid must have one.
            kicc: No billing key can be issued here: customer_uid must have one.
            mobilians: No billing key can be issued here: customer_uid must have one.
            naverpay: No billing key can be issued here: customer_uid must have one.
            payco: No billing key can be issued here: customer_uid must have one.
            settle_acc: No billing key can be issued here: customer_uid must have one.
            settle_firm: The official document mentions it here, and does not list it as supported.
            smartro: The official document mentions it here, and does not list it as supported.
            smartro_v2: No billing key can be issued here: customer_uid must have one.
            tosspay_v2: No billing key can be issued here: customer_uid must have one.
            uplus: The official document mentions it here, and does not list it as supported.
            `customer_id`: Required by tosspayments. tosspayments: Left out, PortOne makes up a new
                one for each key, and the customer's means of payment cannot be told to be one
                customer's.
            `card_number`, `expiry`, `birth`: Not chai, danal, danal_tpay, kakaopay, kicc,
                mobilians, naverpay, payco, settle_acc, settle_firm, smartro, uplus, smartro_v2.
            `cvc`: Required by paymentwall. Only paymentwall.

        V1: POST /subscribe/payments/schedule (결제 예약)
        """
        arguments = Arguments(
            {
                "customer_uid": customer_uid,
                "customer_id": customer_id,
                "checking_amount": checking_amount,
                "card_number": card_number,
                "expiry": expiry,
                "birth": birth,
                "pwd_2digit": pwd_2digit,
                "cvc": cvc,
                "channel_key": channel_key,
                "schedules": schedules,
            }
        )
        del (
            card_number,
            expiry,
            birth,
            pwd_2digit,
            cvc,
            schedules,
        )  # a traceback may print what a frame holds
        return await self.sender.send(
            Call(operations.SCHEDULE, several_or_page(Schedule), arguments)
        )

    async def unschedule(
        self, *, merchant_uids: Strings | Literal["all"], customer_uid: str | None = None
    ) -> list[Schedule]:
        """Revoke schedules that have not been charged yet.

        `merchant_uids="all"` revokes every schedule of the customer, and needs `customer_uid`.

        Args:
            merchant_uids (고객사 주문번호): The schedules to revoke, or `"all"` for every schedule of
                `customer_uid`. On the wire, leaving it out means all.
            customer_uid (구매자의 결제 수단 식별 고유번호): The billing key whose schedules are revoked. Left
                out, the merchant_uids alone tell.

        Raises:
            NotFound: No schedule fits, or none of them is still to be charged.
            Refused: PortOne refuses to revoke them for another reason.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: POST /subscribe/payments/unschedule (결제 예약취소)
        """
        arguments = {"customer_uid": customer_uid, "merchant_uids": merchant_uids}
        return await self.sender.send(
            Call(operations.UNSCHEDULE, several_or_page(Schedule), arguments)
        )

    async def get_schedule(self, merchant_uid: str) -> Schedule:
        """Look up a schedule by its merchant_uid.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was scheduled.

        Raises:
            NotFound: The store has no schedule under this merchant_uid.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: GET /subscribe/payments/schedule/{merchant_uid} (결제예약 단건조회)
        """
        arguments = {"merchant_uid": merchant_uid}
        return await self.sender.send(Call(operations.GET_SCHEDULE, one(Schedule), arguments))

    async def update_schedule(self, merchant_uid: str, *, schedule_at: Time) -> Schedule:
        """Move a schedule that has not been charged yet to another time.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was scheduled.
            schedule_at (수정할 예약시각): When to charge instead, in the future. Epoch seconds or an aware
                datetime.

        Raises:
            Conflict: The schedule has been executed or revoked.
            InvalidRequest: schedule_at is missing or in the past, or the schedule has been executed
                or revoked.
            NotFound: The store has no schedule under this merchant_uid.
            ServerError: PortOne has trouble of its own. Outcome unknown.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, paymentwall, settle,
                settle_acc, smartro_v2, tosspayments, paypal_v2, welcome.

        V1: PUT /subscribe/payments/schedule/{merchant_uid} (예약시각 수정)
        """
        arguments = {"merchant_uid": merchant_uid, "schedule_at": schedule_at}
        return await self.sender.send(Call(operations.UPDATE_SCHEDULE, one(Schedule), arguments))

    async def reschedule(self, merchant_uid: str, *, schedule_at: Time) -> Schedule:
        """Schedule a charge anew that failed or was revoked.

        When the console's recovery of failed schedules is switched on, PortOne charges them again
        every day by itself. Rescheduling them on top of that may charge twice.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was scheduled.
            schedule_at (예약 시각): When to charge again, in the future. Epoch seconds or an aware
                datetime.

        Returns:
            The schedule, waiting again.

        Raises:
            Conflict: The schedule waits, is running or has been paid.
            InvalidRequest: schedule_at is missing or in the past, or the schedule waits, is running
                or has been paid.
            NotFound: The store has no schedule under this merchant_uid.
            ServerError: PortOne has trouble of its own. Outcome unknown.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, paymentwall, settle,
                settle_acc, smartro_v2, tosspayments, paypal_v2, welcome.

        V1: POST /subscribe/payments/schedule/{merchant_uid}/reschedule (결제 실패 재예약)
        """
        arguments = {"merchant_uid": merchant_uid, "schedule_at": schedule_at}
        return await self.sender.send(Call(operations.RESCHEDULE, one(Schedule), arguments))

    async def retry_schedule(self, merchant_uid: str) -> Payment:
        """Charge a schedule now that failed or was revoked.

        On the wire a charge that fails again is a success whose payment is failed; it raises
        `Declined`.

        When the console's recovery of failed schedules is switched on, PortOne charges them again
        every day by itself. Retrying them on top of that may charge twice.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was scheduled.

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            Conflict: The schedule waits, is running or has been paid.
            NotFound: The store has no schedule under this merchant_uid, or its billing key is gone.
            Refused: The PG does not offer it; PortOne refuses the charge for another reason.
            ServerError: PortOne has trouble of its own, perhaps after the charge. Outcome unknown.
            Declined: The PG refuses the charge.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, paymentwall, settle,
                settle_acc, smartro_v2, tosspayments, paypal_v2, welcome.

        V1: POST /subscribe/payments/schedule/{merchant_uid}/retry (결제 실패 재시도)
        """
        arguments = {"merchant_uid": merchant_uid}
        return await self.sender.send(Call(operations.RETRY_SCHEDULE, one(Payment), arguments))

    async def list_schedules_by_customer(
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
        Latest first. An unknown `customer_uid` gives an empty page. `billing_keys.list_schedules`
        is the same.

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
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: GET /subscribe/payments/schedule/customers/{customer_uid} (결제예약 복수조회 (빌링키))
        """
        arguments = {
            "customer_uid": customer_uid,
            "page": page,
            "from_": from_,
            "to": to,
            "schedule_status": schedule_status,
        }
        return await self.sender.send(
            Call(operations.LIST_SCHEDULES_BY_CUSTOMER, page_or_several(SchedulePage), arguments)
        )

    def iter_schedules_by_customer(
        self,
        customer_uid: str,
        *,
        from_: Time,
        to: Time,
        schedule_status: ScheduleStatus | None = None,
    ) -> AsyncIterator[Schedule]:
        """Go through the schedules of a billing key in a range of any length.

        The range is over the time for which a charge is scheduled, and its end is not part of it.
        Latest first. An unknown `customer_uid` gives an empty page. `billing_keys.list_schedules`
        is the same.

        A range longer than 89 days is split into several, which follow each other in the order of
        the list; within each, the list is in that order.

        V1 does not let you choose the size of a page here, so pages cannot overlap: an item may be
        missed if, between two requests, another leaves before it and a third enters behind it.

        Args:
            customer_uid (구매자의 결제 수단 식별 고유번호): The merchant's identity of the billing key.
            from_ (조회 시작시각): The start of the range, inclusive. Epoch seconds or an aware datetime.
            to (조회 종료시각): The end of the range, exclusive. Epoch seconds or an aware datetime.
            schedule_status (예약상태): List only schedules of this status. Left out, all of them.

        V1: GET /subscribe/payments/schedule/customers/{customer_uid} (결제예약 복수조회 (빌링키))
        """
        arguments = {
            "customer_uid": customer_uid,
            "from_": from_,
            "to": to,
            "schedule_status": schedule_status,
        }
        walk = Walk(operations.LIST_SCHEDULES_BY_CUSTOMER, page_or_several(SchedulePage), arguments)
        return AsyncItems(self.sender, walk)
