# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Charge cards and billing keys, now or on a schedule. (비인증 결제)"""

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
            merchant_uid: The merchant's identity of the order, a new one for each. At most 40
                characters. (고객사 주문번호)
            amount: How much to charge. In won, or a decimal in another currency. (결제금액)
            card_number: The card's number, as `dddd-dddd-dddd-dddd`. (카드번호)
            expiry: Until when the card is valid, as `YYYY-MM`. (카드 유효기간)
            currency: The currency, such as `KRW`, `USD` or `VND`. "KRW" when left out. (결제통화 구분코드)
                ksnet: USD only with cards that were issued abroad.
            tax_free: The tax-free part of `amount`. Left out, it is 0, and 1/11 of `amount` is
                value-added tax. In won, or a decimal in another currency. (면세금액) ksnet: At a
                tax-free shop it must equal `amount`, at a taxed shop it must be left out. Otherwise
                the slip shows another tax than was booked. welcome: Only for merchants who set the
                tax themselves.
            vat_amount: The value-added tax in `amount`, under an agreement with the PG. 0 together
                with a `tax_free` of 0 is a zero-rated sale. In won, or a decimal in another
                currency. (부가세) Only nice, html5_inicis, nice_v2, welcome. welcome: Only for
                merchants who set the tax themselves. Above 10% of `amount` the charge is refused.
            vat: Deprecated. The value-added tax in `amount`; 10% when left out. Give `tax_free`
                instead. In won, or a decimal in another currency. (부가세)
            birth: The holder's date of birth as `YYMMDD`, or the ten digits of the business
                registration for a corporate card. Whether it is needed depends on the PG and the
                contract. `000000` will do for PGs abroad. (생년월일 6자리) ksnet: Not checked.
            pwd_2digit: The first two digits of the card's password. Whether they are needed depends
                on the PG and the contract. (카드비밀번호 앞 2자리) ksnet: Not checked.
            cvc: The three digits on the back of the card, four on American Express. (카드 인증번호)
                Required by paymentwall. Only paymentwall.
            customer_uid: The billing key under which the card is stored. Left out, it is not
                stored. At most 80 characters. (구매자의 결제 수단 식별 고유번호) Not ksnet, tosspayments.
            pg: The PG that is to charge, as `nice` or, with the merchant's identity there,
                `nice.MID1`. Left out or unknown, it is the default PG of the console. At most 80
                characters. (PG 구분코드)
            channel_group_id: The smart routing group of the console from which a channel is drawn,
                by its shares. `pg` is then ignored. At most 55 characters. (스마트 라우팅 그룹 ID)
            name: What is bought. At most 40 characters. (주문명) Required by html5_inicis.
            buyer_name: The customer's name. At most 16 characters. (구매자명) Required by html5_inicis,
                ksnet, welcome. paymentwall: First and last name with one space between, as `Michael
                Jackson`.
            buyer_email: The customer's e-mail address. At most 64 characters. (주문자 이메일) Required by
                html5_inicis.
            buyer_tel: The customer's phone number. At most 16 characters. (주문자 전화번호) Required by
                html5_inicis.
            buyer_addr: The customer's address. At most 128 characters. (주문자 주소)
            buyer_postcode: The customer's postcode. At most 8 characters. (주문자 우편번호)
            card_quota: Months of instalments, 2 or more, from 50,000 won on; 0 is paid at once. 0
                when left out. (카드할부개월수)
            interest_free_by_merchant: Whether the merchant bears the interest of the instalments,
                under a contract with the PG. Offers of the card company itself do not count. False
                when left out. (고객사 부담 무이자 할부여부) Only nice_v2, nice.
            use_card_point: Whether points of the card company are used up first, under a contract
                with the PG. False when left out. (카드포인트 사용여부) Only ksnet, nice, nice_v2.
            custom_data: What the merchant wants stored with the payment, as a string of JSON. (추가
                정보)
            notice_url: The webhook that is told of the payment, one or several, instead of the
                console's. (웹훅 URL)
            browser_ip: The customer's IP address. Left out, it is that of the server that calls.
                (브라우저 IP) Required by paymentwall.
            secure_3d_charge_id: The PG's identity of the payment, after the customer went through
                3D Secure. (3D 인증 결제 ID) Only paymentwall.
            secure_3d_token: The PG's token, after the customer went through 3D Secure. (3D 인증 토큰)
                Only paymentwall.
            product_type: What is sold, `real` goods or `digital` content. (주문 상품구분) Required by
                ksnet. Only ksnet.
            promotion_id: The promotion that lowers the price, beginning with `promotion-id-`.
                Whether it applies is told by the masked card number. (프로모션 아이디)
            bypass: What a single PG wants besides, as a string of JSON. It is passed on as it is.
                (bypass 데이터)

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            Declined: Outcome rejected: the PG does not accept the card; the card number is not one;
                the PG refuses the charge.
            AlreadyDone: Outcome rejected: the order has been paid.
            Refused: Outcome rejected: PortOne refuses the charge for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotFound, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only daou, kcp, nice, nice_v2, html5_inicis, paymentwall, settle, tosspayments, ksnet,
                welcome.

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
            customer_uid: The merchant's identity of the billing key to charge, one for each card.
                At most 80 characters. (구매자의 결제 수단 식별 고유번호)
            merchant_uid: The merchant's identity of the order, a new one for each. At most 40
                characters. (고객사 주문번호) smartro_v2: Letters and digits alone; cut off after 40.
            amount: How much to charge. In won, or a decimal in another currency. (결제금액)
            name: What is bought. At most 40 characters. (제품명) Required by html5_inicis, danal_tpay.
            currency: The currency, such as `KRW`, `USD` or `VND`. "KRW" when left out. (결제 통화 코드)
                Required by paypal_v2. ksnet: USD only with cards that were issued abroad.
                paypal_v2: KRW is not possible.
            tax_free: The tax-free part of `amount`. Left out, it is 0, and 1/11 of `amount` is
                value-added tax. In won, or a decimal in another currency. (면세금액) ksnet: At a
                tax-free shop it must equal `amount`, at a taxed shop it must be left out. Otherwise
                the slip shows another tax than was booked. welcome: Only for merchants who set the
                tax themselves.
            vat_amount: The value-added tax in `amount`. 0 together with a `tax_free` of 0 is a
                zero-rated sale. In won, or a decimal in another currency. (부가세) Only nice,
                html5_inicis, nice_v2, welcome, tosspay_v2. welcome: Only for merchants who set the
                tax themselves. Above 10% of `amount` the charge is refused.
            vat: Deprecated. The value-added tax in `amount`; 10% when left out. Give `tax_free`
                instead. In won, or a decimal in another currency. (부가세)
            buyer_name: The customer's name. At most 16 characters. (주문자명) Required by smartro_v2,
                ksnet, welcome. paymentwall: First and last name with one space between, as `Michael
                Jackson`.
            buyer_email: The customer's e-mail address. At most 64 characters. (주문자 이메일) Required by
                smartro_v2, paymentwall. paymentwall: It must be the one with which the key was
                issued.
            buyer_tel: The customer's phone number. At most 16 characters. (주문자 전화번호) Required by
                smartro_v2.
            buyer_addr: The customer's address. At most 128 characters. (주문자 주소)
            buyer_postcode: The customer's postcode. At most 8 characters. (주문자 우편번호)
            card_quota: Months of instalments, 2 or more, from 50,000 won on; 0 is paid at once. 0
                when left out. (카드 할부 개월수)
            interest_free_by_merchant: Whether the merchant bears the interest of the instalments,
                under a contract with the PG. Offers of the card company itself do not count. False
                when left out. (상점분담 무이자 할부여부) Only nice, ksnet, nice_v2.
            use_card_point: Whether points of the card company are used up first, under a contract
                with the PG. False when left out. (카드포인트 사용여부) Only nice, smartro_v2, nice_v2.
            custom_data: What the merchant wants stored with the payment, as a string of JSON. (추가
                정보)
            notice_url: The webhook that is told of the payment, one or several, instead of the
                console's. (웹훅 URL)
            browser_ip: The customer's IP address. Left out, it is that of the server that calls.
                (브라우저 IP) Required by paymentwall.
            product_type: What is sold, `real` goods or `digital` content. (주문 상품구분) Required by
                ksnet. Only ksnet, paypal_v2.
            product_count: How many are bought. 1 when left out. (결제 상품의 개수)
            cash_receipt_type: For whom a cash receipt is issued. (현금영수증 발행대상 타입) Only tosspay_v2.
                tosspay_v2: With `anonymous` none is issued; otherwise one is, by itself.
            bypass: What a single PG wants besides, as a string of JSON. It is passed on as it is.
                (bypass 데이터)
            naver_use_cfm: The day on which the service has been used up, as `YYYYMMDD`. (이용 완료일)
                Only naverpay. naverpay: Needed by merchants whose contract for recurring payments
                asks for it.
            promotion_id: The promotion that lowers the price, beginning with `promotion-id-`.
                Whether it applies is told by the masked card number that was stored with the key.
                (프로모션 아이디)
            channel_key: Which channel is to charge, of those at which the key was issued. The
                console shows it. Left out, smart routing picks one. At most 55 characters. (채널 키)

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            NotFound: Outcome rejected: the store has no billing key of this customer_uid.
            AlreadyDone: Outcome rejected: the order has been paid.
            Declined: Outcome rejected: the PG refuses the charge.
            Refused: Outcome rejected: PortOne refuses the charge for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.
            paypal_v2: The page or app from which the charge is asked for must run PayPal's Fraudnet
                script or Magnes SDK, with merchant_uid as its session id. For seller protection
                (STC), send what PayPal wants to know of the customer in `bypass`, as
                `paypal_v2.additional_data`.

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
            merchant_uid: The merchant's identity of the order, a new one for each. At most 40
                characters. (고객사 주문번호)
            amount: How much to charge. In won, or a decimal in another currency. (결제금액)
            card_number: The card's number, as `dddd-dddd-dddd-dddd`. (카드번호)
            expiry: Until when the card is valid, as `YYYY-MM`. (카드 유효기간)
            currency: The currency, such as `KRW`, `USD` or `VND`. "KRW" when left out. (결제통화 구분코드)
                ksnet: USD only with cards that were issued abroad.
            tax_free: The tax-free part of `amount`. Left out, it is 0, and 1/11 of `amount` is
                value-added tax. In won, or a decimal in another currency. (면세금액) ksnet: At a
                tax-free shop it must equal `amount`, at a taxed shop it must be left out. Otherwise
                the slip shows another tax than was booked. welcome: Only for merchants who set the
                tax themselves.
            vat_amount: The value-added tax in `amount`, under an agreement with the PG. 0 together
                with a `tax_free` of 0 is a zero-rated sale. In won, or a decimal in another
                currency. (부가세) Only nice, html5_inicis, nice_v2, welcome. welcome: Only for
                merchants who set the tax themselves. Above 10% of `amount` the charge is refused.
            vat: Deprecated. The value-added tax in `amount`; 10% when left out. Give `tax_free`
                instead. In won, or a decimal in another currency. (부가세)
            birth: The holder's date of birth as `YYMMDD`, or the ten digits of the business
                registration for a corporate card. Whether it is needed depends on the PG and the
                contract. `000000` will do for PGs abroad. (생년월일 6자리) ksnet: Not checked.
            pwd_2digit: The first two digits of the card's password. Whether they are needed depends
                on the PG and the contract. (카드비밀번호 앞 2자리) ksnet: Not checked.
            cvc: The three digits on the back of the card, four on American Express. (카드 인증번호)
                Required by paymentwall. Only paymentwall.
            customer_uid: The billing key under which the card is stored. Left out, it is not
                stored. At most 80 characters. (구매자의 결제 수단 식별 고유번호) Not ksnet, tosspayments.
            pg: The PG that is to charge, as `nice` or, with the merchant's identity there,
                `nice.MID1`. Left out or unknown, it is the default PG of the console. At most 80
                characters. (PG 구분코드)
            channel_group_id: The smart routing group of the console from which a channel is drawn,
                by its shares. `pg` is then ignored. At most 55 characters. (스마트 라우팅 그룹 ID)
            name: What is bought. At most 40 characters. (주문명) Required by html5_inicis.
            buyer_name: The customer's name. At most 16 characters. (구매자명) Required by html5_inicis,
                ksnet, welcome. paymentwall: First and last name with one space between, as `Michael
                Jackson`.
            buyer_email: The customer's e-mail address. At most 64 characters. (주문자 이메일) Required by
                html5_inicis.
            buyer_tel: The customer's phone number. At most 16 characters. (주문자 전화번호) Required by
                html5_inicis.
            buyer_addr: The customer's address. At most 128 characters. (주문자 주소)
            buyer_postcode: The customer's postcode. At most 8 characters. (주문자 우편번호)
            card_quota: Months of instalments, 2 or more, from 50,000 won on; 0 is paid at once. 0
                when left out. (카드할부개월수)
            interest_free_by_merchant: Whether the merchant bears the interest of the instalments,
                under a contract with the PG. Offers of the card company itself do not count. False
                when left out. (고객사 부담 무이자 할부여부) Only nice_v2, nice.
            use_card_point: Whether points of the card company are used up first, under a contract
                with the PG. False when left out. (카드포인트 사용여부) Only ksnet, nice, nice_v2.
            custom_data: What the merchant wants stored with the payment, as a string of JSON. (추가
                정보)
            notice_url: The webhook that is told of the payment, one or several, instead of the
                console's. (웹훅 URL)
            browser_ip: The customer's IP address. Left out, it is that of the server that calls.
                (브라우저 IP) Required by paymentwall.
            secure_3d_charge_id: The PG's identity of the payment, after the customer went through
                3D Secure. (3D 인증 결제 ID) Only paymentwall.
            secure_3d_token: The PG's token, after the customer went through 3D Secure. (3D 인증 토큰)
                Only paymentwall.
            product_type: What is sold, `real` goods or `digital` content. (주문 상품구분) Required by
                ksnet. Only ksnet.
            promotion_id: The promotion that lowers the price, beginning with `promotion-id-`.
                Whether it applies is told by the masked card number. (프로모션 아이디)
            bypass: What a single PG wants besides, as a string of JSON. It is passed on as it is.
                (bypass 데이터)

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            Declined: Outcome rejected: the PG does not accept the card; the PG refuses the charge.
            AlreadyDone: Outcome rejected: the order has been paid.
            Refused: Outcome rejected: PortOne refuses the charge for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotFound, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

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
            schedule_from: The start of the range, inclusive. Epoch seconds or an aware datetime.
                (조회 시작시각)
            schedule_to: The end of the range, exclusive. Epoch seconds or an aware datetime. (조회
                종료시각)
            schedule_status: List only schedules of this status. Left out, all of them. (예약상태)
            page: The page, counted from 1. At least 1; 1 when left out. (페이지번호)
            limit: How many schedules a page holds. From 1 to 1000; 20 when left out. (페이지당 조회건수)
            sorting: The order of the list. Left out, latest first. (정렬방식)

        Returns:
            A page of schedules.

        Raises:
            InvalidRequest: Outcome rejected: the range is too long, the status is not a known one,
                or the page lies beyond the last.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, NotSupported, Conflict, RateLimited:
                Outcome rejected, as for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: GET /subscribe/payments/schedule (결제예약 복수조회)
        """
        return self.sender.send(
            Call(
                operations.LIST_SCHEDULES,
                page_or_several(SchedulePage),
                {
                    "schedule_from": schedule_from,
                    "schedule_to": schedule_to,
                    "schedule_status": schedule_status,
                    "page": page,
                    "limit": limit,
                    "sorting": sorting,
                },
            )
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

        A range longer than 89 days is cut into several, which follow each other in the order of the
        list; within each, the list is in that order.

        A page is asked for when the one before is used up, and none ahead, so you may stop at any
        time. Whatever comes or goes meanwhile, nothing comes twice, and nothing that stays is left
        out, but for what moves to a place in the list, or to a part of the range, that was passed
        already.

        Args:
            schedule_from: The start of the range, inclusive. Epoch seconds or an aware datetime.
                (조회 시작시각)
            schedule_to: The end of the range, exclusive. Epoch seconds or an aware datetime. (조회
                종료시각)
            schedule_status: List only schedules of this status. Left out, all of them. (예약상태)
            limit: How many schedules a page holds. From 1 to 1000; 1000 when left out. A later page
                has some more, those of the page before it, to be certain that nothing is between
                them. (페이지당 조회건수)
            sorting: The order of the list. Left out, latest first. (정렬방식)

        Yields:
            One after the other.

        Raises:
            ConfigurationError: Outcome not_sent: an argument is wrong. At once, before anything is
                sent.
            PortOneError: What `list_schedules` raises, when a page is asked for. Ask the iterator
                for the next one to go on: that page is asked for again, and none comes twice.

        V1: GET /subscribe/payments/schedule (결제예약 복수조회)
        """
        return Items(
            self.sender,
            Walk(
                operations.LIST_SCHEDULES,
                page_or_several(SchedulePage),
                {
                    "schedule_from": schedule_from,
                    "schedule_to": schedule_to,
                    "schedule_status": schedule_status,
                    "limit": limit,
                    "sorting": sorting,
                },
            ),
        )

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
            customer_uid: The merchant's identity of the billing key to charge. At most 80
                characters. (구매자의 결제 수단 식별 고유번호)
            schedules: The charges to schedule. (결제예약 스케쥴)
            customer_id: The merchant's identity of the customer, for a key that is issued now. (구매자
                ID) Required by tosspayments. tosspayments: Left out, PortOne makes up a new one for
                each key, and the customer's means of payment cannot be told to be one customer's.
            checking_amount: How much to charge and cancel at once, to see whether the card works.
                Left out or 0, the card is not tried. In won. (유효카드 체크 승인금액)
            card_number: The card's number, as `dddd-dddd-dddd-dddd`, when there is no billing key
                yet. (카드번호) Not chai, danal, danal_tpay, kakaopay, kicc, mobilians, naverpay, payco,
                settle_acc, settle_firm, smartro, uplus, smartro_v2.
            expiry: Until when the card is valid, as `YYYY-MM`. (카드 유효기간) Not chai, danal,
                danal_tpay, kakaopay, kicc, mobilians, naverpay, payco, settle_acc, settle_firm,
                smartro, uplus, smartro_v2.
            birth: The holder's date of birth as `YYMMDD`, or the ten digits of the business
                registration for a corporate card. (생년월일 6자리) Not chai, danal, danal_tpay, kakaopay,
                kicc, mobilians, naverpay, payco, settle_acc, settle_firm, smartro, uplus,
                smartro_v2.
            pwd_2digit: The first two digits of the card's password. (카드비밀번호 앞 2자리)
            cvc: The three digits on the back of the card, four on American Express. (카드 인증번호)
                Required by paymentwall. Only paymentwall.
            channel_key: Which channel issues the key when there is none yet, or which one charges,
                of those at which the key was issued. The console shows it. At most 55 characters.
                (채널 키)

        Returns:
            The new schedules.

        Raises:
            NotFound: Outcome rejected: the store has no billing key of this customer_uid, and no
                card was given.
            Declined: Outcome rejected: the PG does not accept the card; the PG refuses the card or
                the checking amount.
            AlreadyDone: Outcome rejected: one of the merchant_uids is already taken; then, as far
                as is known, none of the call's schedules is made.
            Refused: Outcome rejected: PortOne refuses the schedules for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

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
            merchant_uids: The schedules to revoke, or `"all"` for every schedule of `customer_uid`.
                On the wire, leaving it out means all. (고객사 주문번호)
            customer_uid: The billing key whose schedules are revoked. Left out, the merchant_uids
                alone tell. (구매자의 결제 수단 식별 고유번호)

        Returns:
            The schedules that were revoked.

        Raises:
            NotFound: Outcome rejected: no schedule fits, or none of them is still to be charged.
            Refused: Outcome rejected: PortOne refuses to revoke them for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: POST /subscribe/payments/unschedule (결제 예약취소)
        """
        return self.sender.send(
            Call(
                operations.UNSCHEDULE,
                several_or_page(Schedule),
                {"customer_uid": customer_uid, "merchant_uids": merchant_uids},
            )
        )

    def get_schedule(self, merchant_uid: str) -> Schedule:
        """Look up a schedule by its merchant_uid.

        Args:
            merchant_uid: The merchant's identity of the order, as it was scheduled. (고객사 주문번호)

        Returns:
            The schedule.

        Raises:
            NotFound: Outcome rejected: the store has no schedule under this merchant_uid.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: GET /subscribe/payments/schedule/{merchant_uid} (결제예약 단건조회)
        """
        return self.sender.send(
            Call(operations.GET_SCHEDULE, one(Schedule), {"merchant_uid": merchant_uid})
        )

    def update_schedule(self, merchant_uid: str, *, schedule_at: Time) -> Schedule:
        """Move a schedule that has not been charged yet to another time.

        Args:
            merchant_uid: The merchant's identity of the order, as it was scheduled. (고객사 주문번호)
            schedule_at: When to charge instead, in the future. Epoch seconds or an aware datetime.
                (수정할 예약시각)

        Returns:
            The schedule with its new time.

        Raises:
            Conflict: Outcome rejected: the schedule has been executed or revoked.
            InvalidRequest: Outcome rejected: schedule_at is missing or in the past, or the schedule
                has been executed or revoked.
            NotFound: Outcome rejected: the store has no schedule under this merchant_uid.
            ServerError: Outcome unknown: PortOne has trouble of its own.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, RateLimited: Outcome rejected, as
                for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, paymentwall, settle,
                settle_acc, smartro_v2, tosspayments, paypal_v2, welcome.

        V1: PUT /subscribe/payments/schedule/{merchant_uid} (예약시각 수정)
        """
        return self.sender.send(
            Call(
                operations.UPDATE_SCHEDULE,
                one(Schedule),
                {"merchant_uid": merchant_uid, "schedule_at": schedule_at},
            )
        )

    def reschedule(self, merchant_uid: str, *, schedule_at: Time) -> Schedule:
        """Schedule a charge anew that failed or was revoked.

        When the console's recovery of failed schedules is switched on, PortOne charges them again
        every day by itself. Rescheduling them on top of that may charge twice.

        Args:
            merchant_uid: The merchant's identity of the order, as it was scheduled. (고객사 주문번호)
            schedule_at: When to charge again, in the future. Epoch seconds or an aware datetime.
                (예약 시각)

        Returns:
            The schedule, waiting again.

        Raises:
            Conflict: Outcome rejected: the schedule waits, is running or has been paid.
            InvalidRequest: Outcome rejected: schedule_at is missing or in the past, or the schedule
                waits, is running or has been paid.
            NotFound: Outcome rejected: the store has no schedule under this merchant_uid.
            ServerError: Outcome unknown: PortOne has trouble of its own.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, RateLimited: Outcome rejected, as
                for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, paymentwall, settle,
                settle_acc, smartro_v2, tosspayments, paypal_v2, welcome.

        V1: POST /subscribe/payments/schedule/{merchant_uid}/reschedule (결제 실패 재예약)
        """
        return self.sender.send(
            Call(
                operations.RESCHEDULE,
                one(Schedule),
                {"merchant_uid": merchant_uid, "schedule_at": schedule_at},
            )
        )

    def retry_schedule(self, merchant_uid: str) -> Payment:
        """Charge a schedule now that failed or was revoked.

        On the wire a charge that fails again is a success whose payment is failed; it raises
        `Declined`.

        When the console's recovery of failed schedules is switched on, PortOne charges them again
        every day by itself. Retrying them on top of that may charge twice.

        Args:
            merchant_uid: The merchant's identity of the order, as it was scheduled. (고객사 주문번호)

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            Conflict: Outcome rejected: the schedule waits, is running or has been paid.
            NotFound: Outcome rejected: the store has no schedule under this merchant_uid, or its
                billing key is gone.
            Refused: Outcome rejected: the PG does not offer it; PortOne refuses the charge for
                another reason.
            ServerError: Outcome unknown: PortOne has trouble of its own, perhaps after the charge.
            Declined: Outcome rejected: the PG refuses the charge.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, RateLimited:
                Outcome rejected, as for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, paymentwall, settle,
                settle_acc, smartro_v2, tosspayments, paypal_v2, welcome.

        V1: POST /subscribe/payments/schedule/{merchant_uid}/retry (결제 실패 재시도)
        """
        return self.sender.send(
            Call(operations.RETRY_SCHEDULE, one(Payment), {"merchant_uid": merchant_uid})
        )

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
            customer_uid: The merchant's identity of the billing key. (구매자의 결제 수단 식별 고유번호)
            from_: The start of the range, inclusive. Epoch seconds or an aware datetime. (조회 시작시각)
            to: The end of the range, exclusive. Epoch seconds or an aware datetime. (조회 종료시각)
            page: The page, counted from 1. At least 1; 1 when left out. (페이지번호)
            schedule_status: List only schedules of this status. Left out, all of them. (예약상태)

        Returns:
            A page of schedules.

        Raises:
            InvalidRequest: Outcome rejected: the range is too long, the status is not a known one,
                or the page lies beyond the last.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, NotSupported, Conflict, RateLimited:
                Outcome rejected, as for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: GET /subscribe/payments/schedule/customers/{customer_uid} (결제예약 복수조회 (빌링키))
        """
        return self.sender.send(
            Call(
                operations.LIST_SCHEDULES_BY_CUSTOMER,
                page_or_several(SchedulePage),
                {
                    "customer_uid": customer_uid,
                    "page": page,
                    "from_": from_,
                    "to": to,
                    "schedule_status": schedule_status,
                },
            )
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

        A range longer than 89 days is cut into several, which follow each other in the order of the
        list; within each, the list is in that order.

        A page is asked for when the one before is used up, and none ahead, so you may stop at any
        time. Whatever comes or goes meanwhile, nothing comes twice, and nothing that stays is left
        out unless, between the same two requests, one leaves before the place that was reached and
        another enters behind it: here V1 lets nobody choose the size of a page, so that two could
        overlap.

        Args:
            customer_uid: The merchant's identity of the billing key. (구매자의 결제 수단 식별 고유번호)
            from_: The start of the range, inclusive. Epoch seconds or an aware datetime. (조회 시작시각)
            to: The end of the range, exclusive. Epoch seconds or an aware datetime. (조회 종료시각)
            schedule_status: List only schedules of this status. Left out, all of them. (예약상태)

        Yields:
            One after the other.

        Raises:
            ConfigurationError: Outcome not_sent: an argument is wrong. At once, before anything is
                sent.
            PortOneError: What `list_schedules_by_customer` raises, when a page is asked for. Ask
                the iterator for the next one to go on: that page is asked for again, and none comes
                twice.

        V1: GET /subscribe/payments/schedule/customers/{customer_uid} (결제예약 복수조회 (빌링키))
        """
        return Items(
            self.sender,
            Walk(
                operations.LIST_SCHEDULES_BY_CUSTOMER,
                page_or_several(SchedulePage),
                {
                    "customer_uid": customer_uid,
                    "from_": from_,
                    "to": to,
                    "schedule_status": schedule_status,
                },
            ),
        )


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
            merchant_uid: The merchant's identity of the order, a new one for each. At most 40
                characters. (고객사 주문번호)
            amount: How much to charge. In won, or a decimal in another currency. (결제금액)
            card_number: The card's number, as `dddd-dddd-dddd-dddd`. (카드번호)
            expiry: Until when the card is valid, as `YYYY-MM`. (카드 유효기간)
            currency: The currency, such as `KRW`, `USD` or `VND`. "KRW" when left out. (결제통화 구분코드)
                ksnet: USD only with cards that were issued abroad.
            tax_free: The tax-free part of `amount`. Left out, it is 0, and 1/11 of `amount` is
                value-added tax. In won, or a decimal in another currency. (면세금액) ksnet: At a
                tax-free shop it must equal `amount`, at a taxed shop it must be left out. Otherwise
                the slip shows another tax than was booked. welcome: Only for merchants who set the
                tax themselves.
            vat_amount: The value-added tax in `amount`, under an agreement with the PG. 0 together
                with a `tax_free` of 0 is a zero-rated sale. In won, or a decimal in another
                currency. (부가세) Only nice, html5_inicis, nice_v2, welcome. welcome: Only for
                merchants who set the tax themselves. Above 10% of `amount` the charge is refused.
            vat: Deprecated. The value-added tax in `amount`; 10% when left out. Give `tax_free`
                instead. In won, or a decimal in another currency. (부가세)
            birth: The holder's date of birth as `YYMMDD`, or the ten digits of the business
                registration for a corporate card. Whether it is needed depends on the PG and the
                contract. `000000` will do for PGs abroad. (생년월일 6자리) ksnet: Not checked.
            pwd_2digit: The first two digits of the card's password. Whether they are needed depends
                on the PG and the contract. (카드비밀번호 앞 2자리) ksnet: Not checked.
            cvc: The three digits on the back of the card, four on American Express. (카드 인증번호)
                Required by paymentwall. Only paymentwall.
            customer_uid: The billing key under which the card is stored. Left out, it is not
                stored. At most 80 characters. (구매자의 결제 수단 식별 고유번호) Not ksnet, tosspayments.
            pg: The PG that is to charge, as `nice` or, with the merchant's identity there,
                `nice.MID1`. Left out or unknown, it is the default PG of the console. At most 80
                characters. (PG 구분코드)
            channel_group_id: The smart routing group of the console from which a channel is drawn,
                by its shares. `pg` is then ignored. At most 55 characters. (스마트 라우팅 그룹 ID)
            name: What is bought. At most 40 characters. (주문명) Required by html5_inicis.
            buyer_name: The customer's name. At most 16 characters. (구매자명) Required by html5_inicis,
                ksnet, welcome. paymentwall: First and last name with one space between, as `Michael
                Jackson`.
            buyer_email: The customer's e-mail address. At most 64 characters. (주문자 이메일) Required by
                html5_inicis.
            buyer_tel: The customer's phone number. At most 16 characters. (주문자 전화번호) Required by
                html5_inicis.
            buyer_addr: The customer's address. At most 128 characters. (주문자 주소)
            buyer_postcode: The customer's postcode. At most 8 characters. (주문자 우편번호)
            card_quota: Months of instalments, 2 or more, from 50,000 won on; 0 is paid at once. 0
                when left out. (카드할부개월수)
            interest_free_by_merchant: Whether the merchant bears the interest of the instalments,
                under a contract with the PG. Offers of the card company itself do not count. False
                when left out. (고객사 부담 무이자 할부여부) Only nice_v2, nice.
            use_card_point: Whether points of the card company are used up first, under a contract
                with the PG. False when left out. (카드포인트 사용여부) Only ksnet, nice, nice_v2.
            custom_data: What the merchant wants stored with the payment, as a string of JSON. (추가
                정보)
            notice_url: The webhook that is told of the payment, one or several, instead of the
                console's. (웹훅 URL)
            browser_ip: The customer's IP address. Left out, it is that of the server that calls.
                (브라우저 IP) Required by paymentwall.
            secure_3d_charge_id: The PG's identity of the payment, after the customer went through
                3D Secure. (3D 인증 결제 ID) Only paymentwall.
            secure_3d_token: The PG's token, after the customer went through 3D Secure. (3D 인증 토큰)
                Only paymentwall.
            product_type: What is sold, `real` goods or `digital` content. (주문 상품구분) Required by
                ksnet. Only ksnet.
            promotion_id: The promotion that lowers the price, beginning with `promotion-id-`.
                Whether it applies is told by the masked card number. (프로모션 아이디)
            bypass: What a single PG wants besides, as a string of JSON. It is passed on as it is.
                (bypass 데이터)

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            Declined: Outcome rejected: the PG does not accept the card; the card number is not one;
                the PG refuses the charge.
            AlreadyDone: Outcome rejected: the order has been paid.
            Refused: Outcome rejected: PortOne refuses the charge for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotFound, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only daou, kcp, nice, nice_v2, html5_inicis, paymentwall, settle, tosspayments, ksnet,
                welcome.

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
            customer_uid: The merchant's identity of the billing key to charge, one for each card.
                At most 80 characters. (구매자의 결제 수단 식별 고유번호)
            merchant_uid: The merchant's identity of the order, a new one for each. At most 40
                characters. (고객사 주문번호) smartro_v2: Letters and digits alone; cut off after 40.
            amount: How much to charge. In won, or a decimal in another currency. (결제금액)
            name: What is bought. At most 40 characters. (제품명) Required by html5_inicis, danal_tpay.
            currency: The currency, such as `KRW`, `USD` or `VND`. "KRW" when left out. (결제 통화 코드)
                Required by paypal_v2. ksnet: USD only with cards that were issued abroad.
                paypal_v2: KRW is not possible.
            tax_free: The tax-free part of `amount`. Left out, it is 0, and 1/11 of `amount` is
                value-added tax. In won, or a decimal in another currency. (면세금액) ksnet: At a
                tax-free shop it must equal `amount`, at a taxed shop it must be left out. Otherwise
                the slip shows another tax than was booked. welcome: Only for merchants who set the
                tax themselves.
            vat_amount: The value-added tax in `amount`. 0 together with a `tax_free` of 0 is a
                zero-rated sale. In won, or a decimal in another currency. (부가세) Only nice,
                html5_inicis, nice_v2, welcome, tosspay_v2. welcome: Only for merchants who set the
                tax themselves. Above 10% of `amount` the charge is refused.
            vat: Deprecated. The value-added tax in `amount`; 10% when left out. Give `tax_free`
                instead. In won, or a decimal in another currency. (부가세)
            buyer_name: The customer's name. At most 16 characters. (주문자명) Required by smartro_v2,
                ksnet, welcome. paymentwall: First and last name with one space between, as `Michael
                Jackson`.
            buyer_email: The customer's e-mail address. At most 64 characters. (주문자 이메일) Required by
                smartro_v2, paymentwall. paymentwall: It must be the one with which the key was
                issued.
            buyer_tel: The customer's phone number. At most 16 characters. (주문자 전화번호) Required by
                smartro_v2.
            buyer_addr: The customer's address. At most 128 characters. (주문자 주소)
            buyer_postcode: The customer's postcode. At most 8 characters. (주문자 우편번호)
            card_quota: Months of instalments, 2 or more, from 50,000 won on; 0 is paid at once. 0
                when left out. (카드 할부 개월수)
            interest_free_by_merchant: Whether the merchant bears the interest of the instalments,
                under a contract with the PG. Offers of the card company itself do not count. False
                when left out. (상점분담 무이자 할부여부) Only nice, ksnet, nice_v2.
            use_card_point: Whether points of the card company are used up first, under a contract
                with the PG. False when left out. (카드포인트 사용여부) Only nice, smartro_v2, nice_v2.
            custom_data: What the merchant wants stored with the payment, as a string of JSON. (추가
                정보)
            notice_url: The webhook that is told of the payment, one or several, instead of the
                console's. (웹훅 URL)
            browser_ip: The customer's IP address. Left out, it is that of the server that calls.
                (브라우저 IP) Required by paymentwall.
            product_type: What is sold, `real` goods or `digital` content. (주문 상품구분) Required by
                ksnet. Only ksnet, paypal_v2.
            product_count: How many are bought. 1 when left out. (결제 상품의 개수)
            cash_receipt_type: For whom a cash receipt is issued. (현금영수증 발행대상 타입) Only tosspay_v2.
                tosspay_v2: With `anonymous` none is issued; otherwise one is, by itself.
            bypass: What a single PG wants besides, as a string of JSON. It is passed on as it is.
                (bypass 데이터)
            naver_use_cfm: The day on which the service has been used up, as `YYYYMMDD`. (이용 완료일)
                Only naverpay. naverpay: Needed by merchants whose contract for recurring payments
                asks for it.
            promotion_id: The promotion that lowers the price, beginning with `promotion-id-`.
                Whether it applies is told by the masked card number that was stored with the key.
                (프로모션 아이디)
            channel_key: Which channel is to charge, of those at which the key was issued. The
                console shows it. Left out, smart routing picks one. At most 55 characters. (채널 키)

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            NotFound: Outcome rejected: the store has no billing key of this customer_uid.
            AlreadyDone: Outcome rejected: the order has been paid.
            Declined: Outcome rejected: the PG refuses the charge.
            Refused: Outcome rejected: PortOne refuses the charge for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.
            paypal_v2: The page or app from which the charge is asked for must run PayPal's Fraudnet
                script or Magnes SDK, with merchant_uid as its session id. For seller protection
                (STC), send what PayPal wants to know of the customer in `bypass`, as
                `paypal_v2.additional_data`.

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
            merchant_uid: The merchant's identity of the order, a new one for each. At most 40
                characters. (고객사 주문번호)
            amount: How much to charge. In won, or a decimal in another currency. (결제금액)
            card_number: The card's number, as `dddd-dddd-dddd-dddd`. (카드번호)
            expiry: Until when the card is valid, as `YYYY-MM`. (카드 유효기간)
            currency: The currency, such as `KRW`, `USD` or `VND`. "KRW" when left out. (결제통화 구분코드)
                ksnet: USD only with cards that were issued abroad.
            tax_free: The tax-free part of `amount`. Left out, it is 0, and 1/11 of `amount` is
                value-added tax. In won, or a decimal in another currency. (면세금액) ksnet: At a
                tax-free shop it must equal `amount`, at a taxed shop it must be left out. Otherwise
                the slip shows another tax than was booked. welcome: Only for merchants who set the
                tax themselves.
            vat_amount: The value-added tax in `amount`, under an agreement with the PG. 0 together
                with a `tax_free` of 0 is a zero-rated sale. In won, or a decimal in another
                currency. (부가세) Only nice, html5_inicis, nice_v2, welcome. welcome: Only for
                merchants who set the tax themselves. Above 10% of `amount` the charge is refused.
            vat: Deprecated. The value-added tax in `amount`; 10% when left out. Give `tax_free`
                instead. In won, or a decimal in another currency. (부가세)
            birth: The holder's date of birth as `YYMMDD`, or the ten digits of the business
                registration for a corporate card. Whether it is needed depends on the PG and the
                contract. `000000` will do for PGs abroad. (생년월일 6자리) ksnet: Not checked.
            pwd_2digit: The first two digits of the card's password. Whether they are needed depends
                on the PG and the contract. (카드비밀번호 앞 2자리) ksnet: Not checked.
            cvc: The three digits on the back of the card, four on American Express. (카드 인증번호)
                Required by paymentwall. Only paymentwall.
            customer_uid: The billing key under which the card is stored. Left out, it is not
                stored. At most 80 characters. (구매자의 결제 수단 식별 고유번호) Not ksnet, tosspayments.
            pg: The PG that is to charge, as `nice` or, with the merchant's identity there,
                `nice.MID1`. Left out or unknown, it is the default PG of the console. At most 80
                characters. (PG 구분코드)
            channel_group_id: The smart routing group of the console from which a channel is drawn,
                by its shares. `pg` is then ignored. At most 55 characters. (스마트 라우팅 그룹 ID)
            name: What is bought. At most 40 characters. (주문명) Required by html5_inicis.
            buyer_name: The customer's name. At most 16 characters. (구매자명) Required by html5_inicis,
                ksnet, welcome. paymentwall: First and last name with one space between, as `Michael
                Jackson`.
            buyer_email: The customer's e-mail address. At most 64 characters. (주문자 이메일) Required by
                html5_inicis.
            buyer_tel: The customer's phone number. At most 16 characters. (주문자 전화번호) Required by
                html5_inicis.
            buyer_addr: The customer's address. At most 128 characters. (주문자 주소)
            buyer_postcode: The customer's postcode. At most 8 characters. (주문자 우편번호)
            card_quota: Months of instalments, 2 or more, from 50,000 won on; 0 is paid at once. 0
                when left out. (카드할부개월수)
            interest_free_by_merchant: Whether the merchant bears the interest of the instalments,
                under a contract with the PG. Offers of the card company itself do not count. False
                when left out. (고객사 부담 무이자 할부여부) Only nice_v2, nice.
            use_card_point: Whether points of the card company are used up first, under a contract
                with the PG. False when left out. (카드포인트 사용여부) Only ksnet, nice, nice_v2.
            custom_data: What the merchant wants stored with the payment, as a string of JSON. (추가
                정보)
            notice_url: The webhook that is told of the payment, one or several, instead of the
                console's. (웹훅 URL)
            browser_ip: The customer's IP address. Left out, it is that of the server that calls.
                (브라우저 IP) Required by paymentwall.
            secure_3d_charge_id: The PG's identity of the payment, after the customer went through
                3D Secure. (3D 인증 결제 ID) Only paymentwall.
            secure_3d_token: The PG's token, after the customer went through 3D Secure. (3D 인증 토큰)
                Only paymentwall.
            product_type: What is sold, `real` goods or `digital` content. (주문 상품구분) Required by
                ksnet. Only ksnet.
            promotion_id: The promotion that lowers the price, beginning with `promotion-id-`.
                Whether it applies is told by the masked card number. (프로모션 아이디)
            bypass: What a single PG wants besides, as a string of JSON. It is passed on as it is.
                (bypass 데이터)

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            Declined: Outcome rejected: the PG does not accept the card; the PG refuses the charge.
            AlreadyDone: Outcome rejected: the order has been paid.
            Refused: Outcome rejected: PortOne refuses the charge for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotFound, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

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
            schedule_from: The start of the range, inclusive. Epoch seconds or an aware datetime.
                (조회 시작시각)
            schedule_to: The end of the range, exclusive. Epoch seconds or an aware datetime. (조회
                종료시각)
            schedule_status: List only schedules of this status. Left out, all of them. (예약상태)
            page: The page, counted from 1. At least 1; 1 when left out. (페이지번호)
            limit: How many schedules a page holds. From 1 to 1000; 20 when left out. (페이지당 조회건수)
            sorting: The order of the list. Left out, latest first. (정렬방식)

        Returns:
            A page of schedules.

        Raises:
            InvalidRequest: Outcome rejected: the range is too long, the status is not a known one,
                or the page lies beyond the last.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, NotSupported, Conflict, RateLimited:
                Outcome rejected, as for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: GET /subscribe/payments/schedule (결제예약 복수조회)
        """
        return await self.sender.send(
            Call(
                operations.LIST_SCHEDULES,
                page_or_several(SchedulePage),
                {
                    "schedule_from": schedule_from,
                    "schedule_to": schedule_to,
                    "schedule_status": schedule_status,
                    "page": page,
                    "limit": limit,
                    "sorting": sorting,
                },
            )
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

        A range longer than 89 days is cut into several, which follow each other in the order of the
        list; within each, the list is in that order.

        A page is asked for when the one before is used up, and none ahead, so you may stop at any
        time. Whatever comes or goes meanwhile, nothing comes twice, and nothing that stays is left
        out, but for what moves to a place in the list, or to a part of the range, that was passed
        already.

        Args:
            schedule_from: The start of the range, inclusive. Epoch seconds or an aware datetime.
                (조회 시작시각)
            schedule_to: The end of the range, exclusive. Epoch seconds or an aware datetime. (조회
                종료시각)
            schedule_status: List only schedules of this status. Left out, all of them. (예약상태)
            limit: How many schedules a page holds. From 1 to 1000; 1000 when left out. A later page
                has some more, those of the page before it, to be certain that nothing is between
                them. (페이지당 조회건수)
            sorting: The order of the list. Left out, latest first. (정렬방식)

        Yields:
            One after the other.

        Raises:
            ConfigurationError: Outcome not_sent: an argument is wrong. At once, before anything is
                sent.
            PortOneError: What `list_schedules` raises, when a page is asked for. Ask the iterator
                for the next one to go on: that page is asked for again, and none comes twice.

        V1: GET /subscribe/payments/schedule (결제예약 복수조회)
        """
        return AsyncItems(
            self.sender,
            Walk(
                operations.LIST_SCHEDULES,
                page_or_several(SchedulePage),
                {
                    "schedule_from": schedule_from,
                    "schedule_to": schedule_to,
                    "schedule_status": schedule_status,
                    "limit": limit,
                    "sorting": sorting,
                },
            ),
        )

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
            customer_uid: The merchant's identity of the billing key to charge. At most 80
                characters. (구매자의 결제 수단 식별 고유번호)
            schedules: The charges to schedule. (결제예약 스케쥴)
            customer_id: The merchant's identity of the customer, for a key that is issued now. (구매자
                ID) Required by tosspayments. tosspayments: Left out, PortOne makes up a new one for
                each key, and the customer's means of payment cannot be told to be one customer's.
            checking_amount: How much to charge and cancel at once, to see whether the card works.
                Left out or 0, the card is not tried. In won. (유효카드 체크 승인금액)
            card_number: The card's number, as `dddd-dddd-dddd-dddd`, when there is no billing key
                yet. (카드번호) Not chai, danal, danal_tpay, kakaopay, kicc, mobilians, naverpay, payco,
                settle_acc, settle_firm, smartro, uplus, smartro_v2.
            expiry: Until when the card is valid, as `YYYY-MM`. (카드 유효기간) Not chai, danal,
                danal_tpay, kakaopay, kicc, mobilians, naverpay, payco, settle_acc, settle_firm,
                smartro, uplus, smartro_v2.
            birth: The holder's date of birth as `YYMMDD`, or the ten digits of the business
                registration for a corporate card. (생년월일 6자리) Not chai, danal, danal_tpay, kakaopay,
                kicc, mobilians, naverpay, payco, settle_acc, settle_firm, smartro, uplus,
                smartro_v2.
            pwd_2digit: The first two digits of the card's password. (카드비밀번호 앞 2자리)
            cvc: The three digits on the back of the card, four on American Express. (카드 인증번호)
                Required by paymentwall. Only paymentwall.
            channel_key: Which channel issues the key when there is none yet, or which one charges,
                of those at which the key was issued. The console shows it. At most 55 characters.
                (채널 키)

        Returns:
            The new schedules.

        Raises:
            NotFound: Outcome rejected: the store has no billing key of this customer_uid, and no
                card was given.
            Declined: Outcome rejected: the PG does not accept the card; the PG refuses the card or
                the checking amount.
            AlreadyDone: Outcome rejected: one of the merchant_uids is already taken; then, as far
                as is known, none of the call's schedules is made.
            Refused: Outcome rejected: PortOne refuses the schedules for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

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
            merchant_uids: The schedules to revoke, or `"all"` for every schedule of `customer_uid`.
                On the wire, leaving it out means all. (고객사 주문번호)
            customer_uid: The billing key whose schedules are revoked. Left out, the merchant_uids
                alone tell. (구매자의 결제 수단 식별 고유번호)

        Returns:
            The schedules that were revoked.

        Raises:
            NotFound: Outcome rejected: no schedule fits, or none of them is still to be charged.
            Refused: Outcome rejected: PortOne refuses to revoke them for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: POST /subscribe/payments/unschedule (결제 예약취소)
        """
        return await self.sender.send(
            Call(
                operations.UNSCHEDULE,
                several_or_page(Schedule),
                {"customer_uid": customer_uid, "merchant_uids": merchant_uids},
            )
        )

    async def get_schedule(self, merchant_uid: str) -> Schedule:
        """Look up a schedule by its merchant_uid.

        Args:
            merchant_uid: The merchant's identity of the order, as it was scheduled. (고객사 주문번호)

        Returns:
            The schedule.

        Raises:
            NotFound: Outcome rejected: the store has no schedule under this merchant_uid.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: GET /subscribe/payments/schedule/{merchant_uid} (결제예약 단건조회)
        """
        return await self.sender.send(
            Call(operations.GET_SCHEDULE, one(Schedule), {"merchant_uid": merchant_uid})
        )

    async def update_schedule(self, merchant_uid: str, *, schedule_at: Time) -> Schedule:
        """Move a schedule that has not been charged yet to another time.

        Args:
            merchant_uid: The merchant's identity of the order, as it was scheduled. (고객사 주문번호)
            schedule_at: When to charge instead, in the future. Epoch seconds or an aware datetime.
                (수정할 예약시각)

        Returns:
            The schedule with its new time.

        Raises:
            Conflict: Outcome rejected: the schedule has been executed or revoked.
            InvalidRequest: Outcome rejected: schedule_at is missing or in the past, or the schedule
                has been executed or revoked.
            NotFound: Outcome rejected: the store has no schedule under this merchant_uid.
            ServerError: Outcome unknown: PortOne has trouble of its own.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, RateLimited: Outcome rejected, as
                for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, paymentwall, settle,
                settle_acc, smartro_v2, tosspayments, paypal_v2, welcome.

        V1: PUT /subscribe/payments/schedule/{merchant_uid} (예약시각 수정)
        """
        return await self.sender.send(
            Call(
                operations.UPDATE_SCHEDULE,
                one(Schedule),
                {"merchant_uid": merchant_uid, "schedule_at": schedule_at},
            )
        )

    async def reschedule(self, merchant_uid: str, *, schedule_at: Time) -> Schedule:
        """Schedule a charge anew that failed or was revoked.

        When the console's recovery of failed schedules is switched on, PortOne charges them again
        every day by itself. Rescheduling them on top of that may charge twice.

        Args:
            merchant_uid: The merchant's identity of the order, as it was scheduled. (고객사 주문번호)
            schedule_at: When to charge again, in the future. Epoch seconds or an aware datetime.
                (예약 시각)

        Returns:
            The schedule, waiting again.

        Raises:
            Conflict: Outcome rejected: the schedule waits, is running or has been paid.
            InvalidRequest: Outcome rejected: schedule_at is missing or in the past, or the schedule
                waits, is running or has been paid.
            NotFound: Outcome rejected: the store has no schedule under this merchant_uid.
            ServerError: Outcome unknown: PortOne has trouble of its own.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, RateLimited: Outcome rejected, as
                for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, paymentwall, settle,
                settle_acc, smartro_v2, tosspayments, paypal_v2, welcome.

        V1: POST /subscribe/payments/schedule/{merchant_uid}/reschedule (결제 실패 재예약)
        """
        return await self.sender.send(
            Call(
                operations.RESCHEDULE,
                one(Schedule),
                {"merchant_uid": merchant_uid, "schedule_at": schedule_at},
            )
        )

    async def retry_schedule(self, merchant_uid: str) -> Payment:
        """Charge a schedule now that failed or was revoked.

        On the wire a charge that fails again is a success whose payment is failed; it raises
        `Declined`.

        When the console's recovery of failed schedules is switched on, PortOne charges them again
        every day by itself. Retrying them on top of that may charge twice.

        Args:
            merchant_uid: The merchant's identity of the order, as it was scheduled. (고객사 주문번호)

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            Conflict: Outcome rejected: the schedule waits, is running or has been paid.
            NotFound: Outcome rejected: the store has no schedule under this merchant_uid, or its
                billing key is gone.
            Refused: Outcome rejected: the PG does not offer it; PortOne refuses the charge for
                another reason.
            ServerError: Outcome unknown: PortOne has trouble of its own, perhaps after the charge.
            Declined: Outcome rejected: the PG refuses the charge.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, RateLimited:
                Outcome rejected, as for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, paymentwall, settle,
                settle_acc, smartro_v2, tosspayments, paypal_v2, welcome.

        V1: POST /subscribe/payments/schedule/{merchant_uid}/retry (결제 실패 재시도)
        """
        return await self.sender.send(
            Call(operations.RETRY_SCHEDULE, one(Payment), {"merchant_uid": merchant_uid})
        )

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
            customer_uid: The merchant's identity of the billing key. (구매자의 결제 수단 식별 고유번호)
            from_: The start of the range, inclusive. Epoch seconds or an aware datetime. (조회 시작시각)
            to: The end of the range, exclusive. Epoch seconds or an aware datetime. (조회 종료시각)
            page: The page, counted from 1. At least 1; 1 when left out. (페이지번호)
            schedule_status: List only schedules of this status. Left out, all of them. (예약상태)

        Returns:
            A page of schedules.

        Raises:
            InvalidRequest: Outcome rejected: the range is too long, the status is not a known one,
                or the page lies beyond the last.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, NotSupported, Conflict, RateLimited:
                Outcome rejected, as for every operation.

        PGs:
            Only chai, danal, danal_tpay, daou, html5_inicis, inicis, kakaopay, kcp, kcp_billing,
                kicc, ksnet, mobilians, naverpay, nice, nice_v2, payco, payletter, paymentwall,
                settle, settle_acc, smartro_v2, tosspayments, paypal_v2, welcome, tosspay_v2.

        V1: GET /subscribe/payments/schedule/customers/{customer_uid} (결제예약 복수조회 (빌링키))
        """
        return await self.sender.send(
            Call(
                operations.LIST_SCHEDULES_BY_CUSTOMER,
                page_or_several(SchedulePage),
                {
                    "customer_uid": customer_uid,
                    "page": page,
                    "from_": from_,
                    "to": to,
                    "schedule_status": schedule_status,
                },
            )
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

        A range longer than 89 days is cut into several, which follow each other in the order of the
        list; within each, the list is in that order.

        A page is asked for when the one before is used up, and none ahead, so you may stop at any
        time. Whatever comes or goes meanwhile, nothing comes twice, and nothing that stays is left
        out unless, between the same two requests, one leaves before the place that was reached and
        another enters behind it: here V1 lets nobody choose the size of a page, so that two could
        overlap.

        Args:
            customer_uid: The merchant's identity of the billing key. (구매자의 결제 수단 식별 고유번호)
            from_: The start of the range, inclusive. Epoch seconds or an aware datetime. (조회 시작시각)
            to: The end of the range, exclusive. Epoch seconds or an aware datetime. (조회 종료시각)
            schedule_status: List only schedules of this status. Left out, all of them. (예약상태)

        Yields:
            One after the other.

        Raises:
            ConfigurationError: Outcome not_sent: an argument is wrong. At once, before anything is
                sent.
            PortOneError: What `list_schedules_by_customer` raises, when a page is asked for. Ask
                the iterator for the next one to go on: that page is asked for again, and none comes
                twice.

        V1: GET /subscribe/payments/schedule/customers/{customer_uid} (결제예약 복수조회 (빌링키))
        """
        return AsyncItems(
            self.sender,
            Walk(
                operations.LIST_SCHEDULES_BY_CUSTOMER,
                page_or_several(SchedulePage),
                {
                    "customer_uid": customer_uid,
                    "from_": from_,
                    "to": to,
                    "schedule_status": schedule_status,
                },
            ),
        )
