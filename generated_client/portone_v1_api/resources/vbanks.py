# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Virtual accounts into which customers transfer money. (가상계좌)"""

from __future__ import annotations

from ..calls import Arguments, AsyncResource, Call, Resource, Strings
from ..models.payments import Payment
from ..models.subscribe import ProductType
from ..models.vbanks import VbankHolder
from ..operations import vbanks as operations
from ..payloads import one
from ..values import Money, Time


class Vbanks(Resource):
    """Virtual accounts into which customers transfer money. (가상계좌)"""

    def create(
        self,
        *,
        channel_key: str,
        merchant_uid: str,
        amount: Money,
        vbank_code: str,
        vbank_due: Time,
        pg_api_key: str | None = None,
        vbank_holder: str | None = None,
        vbank_num: str | None = None,
        vbank_key: str | None = None,
        fixed_unlimited_vbank: bool | None = None,
        escrow_password: str | None = None,
        name: str | None = None,
        product_type: ProductType | None = None,
        product_count: int | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        business_registration_number: str | None = None,
        buyer_addr: str | None = None,
        buyer_postcode: str | None = None,
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        notice_url: str | Strings | None = None,
        custom_data: str | None = None,
    ) -> Payment:
        """Issue a virtual account into which a customer transfers the money.

        The payment is `ready` until the customer has paid, then `paid`; the webhook is told of
        both. Which banks and which holder can be chosen depends on the contract with the PG.

        An order may have several accounts that wait for a deposit. Once it has been paid, it gets
        no more.

        A fixed account is always the same one, by agreement with the PG: name it with `vbank_num`
        or `vbank_key`. An unlimited one (`fixed_unlimited_vbank`) takes any number of deposits: the
        `amount` of its payment is 0, and `deposit_history` lists what came in.

        Args:
            channel_key: The channel over whose PG the account is issued. (채널키)
            merchant_uid: The merchant's identity of the order. At most 40 characters. (고객사 주문번호)
                smartro_v2: Without special characters.
            amount: How much the customer is to transfer. In won, or a decimal in another currency.
                (입금 예정 금액)
            vbank_code: Code of the bank at which the account is opened. (은행구분코드)
            vbank_due: Until when the customer may pay. Epoch seconds or an aware datetime. (가상계좌
                입금기한)
            pg_api_key: The API key from the merchant pages of INICIS. It travels in the URL: keep
                URLs out of logs. (API 키) Required by html5_inicis. Only html5_inicis. html5_inicis:
                When it is missing or wrong, INICIS answers that hashData does not match.
            vbank_holder: The holder whom the customer sees. At most 16 characters. (가상계좌 예금주명)
                Required by html5_inicis, nice, settle, smartro_v2. Not tosspayments, ksnet,
                welcome. tosspayments, ksnet, welcome: Has no effect; the holder is the merchant.
            vbank_num: The number of a fixed account, as the PG gave it out. By agreement with the
                PG. (고정 가상계좌 번호) Only smartro_v2, settle. smartro_v2, settle: Needed for a fixed
                account.
            vbank_key: The key that ties a fixed account to the customer. By agreement with the PG.
                At most 13 characters. (계좌 고유 키) Only tosspayments. tosspayments: Needed for a fixed
                account.
            fixed_unlimited_vbank: Whether the fixed account takes any number of deposits. False
                when left out. (고정식 무제한 가상계좌 여부) settle: Needed for an unlimited fixed account.
            escrow_password: The password of the escrow. (에스크로 비밀번호) settle: Needed for a fixed
                account with escrow.
            name: What is bought. At most 40 characters. (주문명)
            product_type: What is sold, `real` goods or `digital` content. (상품구분) Required by ksnet.
                Only ksnet.
            product_count: How many are bought. Left out, it is 1. (결제 상품의 개수)
            buyer_name: The customer's name. At most 16 characters. (주문자명) Required by html5_inicis,
                tosspayments, ksnet, smartro_v2, welcome.
            buyer_email: The customer's e-mail address. At most 64 characters. (주문자 이메일) Required by
                html5_inicis, smartro_v2. settle: Needed for a fixed account with escrow.
            buyer_tel: The customer's phone number. At most 16 characters. (주문자 전화번호) Required by
                smartro_v2. nice_v2: This or `business_registration_number` is used when shipping is
                registered for escrow.
            business_registration_number: The customer's business registration number. At most 10
                characters. (사업자 등록번호) Only nice_v2. nice_v2: This or `buyer_tel` is used when
                shipping is registered for escrow.
            buyer_addr: The customer's address. At most 128 characters. (주문자 주소)
            buyer_postcode: The customer's postcode. At most 8 characters. (주문자 우편번호)
            tax_free: The tax-free part of `amount`. In won. (면세금액) Only nice, nice_v2, welcome.
                nice, nice_v2: Needed when the shop fixes the tax split of each payment. At a purely
                taxed or tax-free shop no account is issued when it is given. welcome: Only for
                merchants who set the tax of cash receipts themselves.
            vat_amount: The value-added tax in `amount`. 0 together with a `tax_free` of 0 is a
                zero-rated sale. In won, or a decimal in another currency. (부가세) Only nice, nice_v2,
                welcome. welcome: Only for merchants who set the tax themselves. Above 10% of
                `amount` it is refused.
            notice_url: The webhook that is told of the deposit, one or several, instead of the
                console's. (웹훅 URL)
            custom_data: What the merchant wants stored with the payment, as a string of JSON. (추가
                정보)

        Returns:
            The payment, ready to be paid.

        Raises:
            AlreadyDone: Outcome rejected: the order has been paid.
            InvalidRequest: Outcome rejected: the pg_api_key is missing or wrong, on html5_inicis.
            Declined: Outcome rejected: the PG refuses to issue an account.
            Refused: Outcome rejected: PortOne refuses to issue an account for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, NotSupported, Conflict, RateLimited:
                Outcome rejected, as for every operation.

        PGs:
            Only settle, nice, nice_v2, html5_inicis, ksnet, smartro_v2, tosspayments, welcome.

        V1: POST /vbanks (가상계좌 발급)
        """
        arguments = Arguments(
            {
                "pg_api_key": pg_api_key,
                "channel_key": channel_key,
                "merchant_uid": merchant_uid,
                "amount": amount,
                "vbank_code": vbank_code,
                "vbank_due": vbank_due,
                "vbank_holder": vbank_holder,
                "vbank_num": vbank_num,
                "vbank_key": vbank_key,
                "fixed_unlimited_vbank": fixed_unlimited_vbank,
                "escrow_password": escrow_password,
                "name": name,
                "product_type": product_type,
                "product_count": product_count,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "business_registration_number": business_registration_number,
                "buyer_addr": buyer_addr,
                "buyer_postcode": buyer_postcode,
                "tax_free": tax_free,
                "vat_amount": vat_amount,
                "notice_url": notice_url,
                "custom_data": custom_data,
            }
        )
        del (
            pg_api_key,
            vbank_num,
            escrow_password,
            buyer_tel,
        )  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.CREATE, one(Payment), arguments))

    def update(
        self, imp_uid: str, *, amount: Money | None = None, vbank_due: Time | None = None
    ) -> Payment:
        """Change the amount or the deadline of a virtual account that has not been paid yet.

        The account is named by its imp_uid, as an order may have several. It must have been issued
        with `vbanks.create`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            amount: How much the customer is to transfer from now on. Left out, it stays. In won.
                (발급금액)
            vbank_due: Until when the customer may pay. Left out, it stays. Epoch seconds or an
                aware datetime. (입금기한)

        Returns:
            The payment after the change.

        Raises:
            Conflict: Outcome rejected: it is no virtual account, or does not wait for a deposit any
                more.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Declined: Outcome rejected: the PG refuses to change it.
            Refused: Outcome rejected: PortOne refuses to change it for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, RateLimited:
                Outcome rejected, as for every operation.

        PGs:
            Only settle.

        V1: PUT /vbanks/{imp_uid} (가상계좌 발급정보 수정)
        """
        return self.sender.send(
            Call(
                operations.UPDATE,
                one(Payment),
                {"imp_uid": imp_uid, "amount": amount, "vbank_due": vbank_due},
            )
        )

    def revoke(self, imp_uid: str, *, pg_api_key: str | None = None) -> Payment:
        """Revoke a virtual account that has not been paid yet.

        From then on nobody can pay into it by mistake. The account is named by its imp_uid, as an
        order may have several. What has been paid is refunded with `payments.cancel`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            pg_api_key: The API key from the merchant pages of INICIS, as for `vbanks.create`. It
                travels in the URL: keep URLs out of logs. (API 키) Required by html5_inicis. Only
                html5_inicis. html5_inicis: When it is missing or wrong, INICIS answers that
                hashData does not match.

        Returns:
            The payment, which can no longer be paid.

        Raises:
            Conflict: Outcome rejected: it is no virtual account, or does not wait for a deposit any
                more.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            InvalidRequest: Outcome rejected: the pg_api_key is missing or wrong, on html5_inicis.
            Declined: Outcome rejected: the PG refuses to revoke it.
            Refused: Outcome rejected: PortOne refuses to revoke it for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, RateLimited: Outcome rejected, as
                for every operation.

        PGs:
            Only html5_inicis, uplus, danal, nice, kicc, settle, smartro, tosspayments, ksnet,
                smartro_v2, nice_v2, welcome.
            kcp: The official document names it as supported in one place, and not in another.

        V1: DELETE /vbanks/{imp_uid} (가상계좌 말소)
        """
        arguments = Arguments({"imp_uid": imp_uid, "pg_api_key": pg_api_key})
        del pg_api_key  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.REVOKE, one(Payment), arguments))

    def get_holder(self, *, bank_code: str, bank_num: str) -> VbankHolder:
        """Look up the holder of a bank account.

        Deprecated: no longer documented by PortOne.

        Any account, not only a virtual one: it serves to check where a refund would go. The
        official document dropped it in October 2025; older clients still call it.

        Args:
            bank_code: Code of the bank. (은행코드)
            bank_num: The account's number, with dashes or without. It travels in the URL. (계좌번호)

        Returns:
            The holder.

        Raises:
            InvalidRequest: Outcome rejected: bank_code or bank_num is missing.
            NotFound: Outcome rejected: the holder of this account cannot be found.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        V1: GET /vbanks/holder (예금주 조회)
        """
        arguments = Arguments({"bank_code": bank_code, "bank_num": bank_num})
        del bank_num  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.GET_HOLDER, one(VbankHolder), arguments))


class AsyncVbanks(AsyncResource):
    """Virtual accounts into which customers transfer money. (가상계좌)"""

    async def create(
        self,
        *,
        channel_key: str,
        merchant_uid: str,
        amount: Money,
        vbank_code: str,
        vbank_due: Time,
        pg_api_key: str | None = None,
        vbank_holder: str | None = None,
        vbank_num: str | None = None,
        vbank_key: str | None = None,
        fixed_unlimited_vbank: bool | None = None,
        escrow_password: str | None = None,
        name: str | None = None,
        product_type: ProductType | None = None,
        product_count: int | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        business_registration_number: str | None = None,
        buyer_addr: str | None = None,
        buyer_postcode: str | None = None,
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        notice_url: str | Strings | None = None,
        custom_data: str | None = None,
    ) -> Payment:
        """Issue a virtual account into which a customer transfers the money.

        The payment is `ready` until the customer has paid, then `paid`; the webhook is told of
        both. Which banks and which holder can be chosen depends on the contract with the PG.

        An order may have several accounts that wait for a deposit. Once it has been paid, it gets
        no more.

        A fixed account is always the same one, by agreement with the PG: name it with `vbank_num`
        or `vbank_key`. An unlimited one (`fixed_unlimited_vbank`) takes any number of deposits: the
        `amount` of its payment is 0, and `deposit_history` lists what came in.

        Args:
            channel_key: The channel over whose PG the account is issued. (채널키)
            merchant_uid: The merchant's identity of the order. At most 40 characters. (고객사 주문번호)
                smartro_v2: Without special characters.
            amount: How much the customer is to transfer. In won, or a decimal in another currency.
                (입금 예정 금액)
            vbank_code: Code of the bank at which the account is opened. (은행구분코드)
            vbank_due: Until when the customer may pay. Epoch seconds or an aware datetime. (가상계좌
                입금기한)
            pg_api_key: The API key from the merchant pages of INICIS. It travels in the URL: keep
                URLs out of logs. (API 키) Required by html5_inicis. Only html5_inicis. html5_inicis:
                When it is missing or wrong, INICIS answers that hashData does not match.
            vbank_holder: The holder whom the customer sees. At most 16 characters. (가상계좌 예금주명)
                Required by html5_inicis, nice, settle, smartro_v2. Not tosspayments, ksnet,
                welcome. tosspayments, ksnet, welcome: Has no effect; the holder is the merchant.
            vbank_num: The number of a fixed account, as the PG gave it out. By agreement with the
                PG. (고정 가상계좌 번호) Only smartro_v2, settle. smartro_v2, settle: Needed for a fixed
                account.
            vbank_key: The key that ties a fixed account to the customer. By agreement with the PG.
                At most 13 characters. (계좌 고유 키) Only tosspayments. tosspayments: Needed for a fixed
                account.
            fixed_unlimited_vbank: Whether the fixed account takes any number of deposits. False
                when left out. (고정식 무제한 가상계좌 여부) settle: Needed for an unlimited fixed account.
            escrow_password: The password of the escrow. (에스크로 비밀번호) settle: Needed for a fixed
                account with escrow.
            name: What is bought. At most 40 characters. (주문명)
            product_type: What is sold, `real` goods or `digital` content. (상품구분) Required by ksnet.
                Only ksnet.
            product_count: How many are bought. Left out, it is 1. (결제 상품의 개수)
            buyer_name: The customer's name. At most 16 characters. (주문자명) Required by html5_inicis,
                tosspayments, ksnet, smartro_v2, welcome.
            buyer_email: The customer's e-mail address. At most 64 characters. (주문자 이메일) Required by
                html5_inicis, smartro_v2. settle: Needed for a fixed account with escrow.
            buyer_tel: The customer's phone number. At most 16 characters. (주문자 전화번호) Required by
                smartro_v2. nice_v2: This or `business_registration_number` is used when shipping is
                registered for escrow.
            business_registration_number: The customer's business registration number. At most 10
                characters. (사업자 등록번호) Only nice_v2. nice_v2: This or `buyer_tel` is used when
                shipping is registered for escrow.
            buyer_addr: The customer's address. At most 128 characters. (주문자 주소)
            buyer_postcode: The customer's postcode. At most 8 characters. (주문자 우편번호)
            tax_free: The tax-free part of `amount`. In won. (면세금액) Only nice, nice_v2, welcome.
                nice, nice_v2: Needed when the shop fixes the tax split of each payment. At a purely
                taxed or tax-free shop no account is issued when it is given. welcome: Only for
                merchants who set the tax of cash receipts themselves.
            vat_amount: The value-added tax in `amount`. 0 together with a `tax_free` of 0 is a
                zero-rated sale. In won, or a decimal in another currency. (부가세) Only nice, nice_v2,
                welcome. welcome: Only for merchants who set the tax themselves. Above 10% of
                `amount` it is refused.
            notice_url: The webhook that is told of the deposit, one or several, instead of the
                console's. (웹훅 URL)
            custom_data: What the merchant wants stored with the payment, as a string of JSON. (추가
                정보)

        Returns:
            The payment, ready to be paid.

        Raises:
            AlreadyDone: Outcome rejected: the order has been paid.
            InvalidRequest: Outcome rejected: the pg_api_key is missing or wrong, on html5_inicis.
            Declined: Outcome rejected: the PG refuses to issue an account.
            Refused: Outcome rejected: PortOne refuses to issue an account for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, NotSupported, Conflict, RateLimited:
                Outcome rejected, as for every operation.

        PGs:
            Only settle, nice, nice_v2, html5_inicis, ksnet, smartro_v2, tosspayments, welcome.

        V1: POST /vbanks (가상계좌 발급)
        """
        arguments = Arguments(
            {
                "pg_api_key": pg_api_key,
                "channel_key": channel_key,
                "merchant_uid": merchant_uid,
                "amount": amount,
                "vbank_code": vbank_code,
                "vbank_due": vbank_due,
                "vbank_holder": vbank_holder,
                "vbank_num": vbank_num,
                "vbank_key": vbank_key,
                "fixed_unlimited_vbank": fixed_unlimited_vbank,
                "escrow_password": escrow_password,
                "name": name,
                "product_type": product_type,
                "product_count": product_count,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "business_registration_number": business_registration_number,
                "buyer_addr": buyer_addr,
                "buyer_postcode": buyer_postcode,
                "tax_free": tax_free,
                "vat_amount": vat_amount,
                "notice_url": notice_url,
                "custom_data": custom_data,
            }
        )
        del (
            pg_api_key,
            vbank_num,
            escrow_password,
            buyer_tel,
        )  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.CREATE, one(Payment), arguments))

    async def update(
        self, imp_uid: str, *, amount: Money | None = None, vbank_due: Time | None = None
    ) -> Payment:
        """Change the amount or the deadline of a virtual account that has not been paid yet.

        The account is named by its imp_uid, as an order may have several. It must have been issued
        with `vbanks.create`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            amount: How much the customer is to transfer from now on. Left out, it stays. In won.
                (발급금액)
            vbank_due: Until when the customer may pay. Left out, it stays. Epoch seconds or an
                aware datetime. (입금기한)

        Returns:
            The payment after the change.

        Raises:
            Conflict: Outcome rejected: it is no virtual account, or does not wait for a deposit any
                more.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Declined: Outcome rejected: the PG refuses to change it.
            Refused: Outcome rejected: PortOne refuses to change it for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, RateLimited:
                Outcome rejected, as for every operation.

        PGs:
            Only settle.

        V1: PUT /vbanks/{imp_uid} (가상계좌 발급정보 수정)
        """
        return await self.sender.send(
            Call(
                operations.UPDATE,
                one(Payment),
                {"imp_uid": imp_uid, "amount": amount, "vbank_due": vbank_due},
            )
        )

    async def revoke(self, imp_uid: str, *, pg_api_key: str | None = None) -> Payment:
        """Revoke a virtual account that has not been paid yet.

        From then on nobody can pay into it by mistake. The account is named by its imp_uid, as an
        order may have several. What has been paid is refunded with `payments.cancel`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            pg_api_key: The API key from the merchant pages of INICIS, as for `vbanks.create`. It
                travels in the URL: keep URLs out of logs. (API 키) Required by html5_inicis. Only
                html5_inicis. html5_inicis: When it is missing or wrong, INICIS answers that
                hashData does not match.

        Returns:
            The payment, which can no longer be paid.

        Raises:
            Conflict: Outcome rejected: it is no virtual account, or does not wait for a deposit any
                more.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            InvalidRequest: Outcome rejected: the pg_api_key is missing or wrong, on html5_inicis.
            Declined: Outcome rejected: the PG refuses to revoke it.
            Refused: Outcome rejected: PortOne refuses to revoke it for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, RateLimited: Outcome rejected, as
                for every operation.

        PGs:
            Only html5_inicis, uplus, danal, nice, kicc, settle, smartro, tosspayments, ksnet,
                smartro_v2, nice_v2, welcome.
            kcp: The official document names it as supported in one place, and not in another.

        V1: DELETE /vbanks/{imp_uid} (가상계좌 말소)
        """
        arguments = Arguments({"imp_uid": imp_uid, "pg_api_key": pg_api_key})
        del pg_api_key  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.REVOKE, one(Payment), arguments))

    async def get_holder(self, *, bank_code: str, bank_num: str) -> VbankHolder:
        """Look up the holder of a bank account.

        Deprecated: no longer documented by PortOne.

        Any account, not only a virtual one: it serves to check where a refund would go. The
        official document dropped it in October 2025; older clients still call it.

        Args:
            bank_code: Code of the bank. (은행코드)
            bank_num: The account's number, with dashes or without. It travels in the URL. (계좌번호)

        Returns:
            The holder.

        Raises:
            InvalidRequest: Outcome rejected: bank_code or bank_num is missing.
            NotFound: Outcome rejected: the holder of this account cannot be found.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        V1: GET /vbanks/holder (예금주 조회)
        """
        arguments = Arguments({"bank_code": bank_code, "bank_num": bank_num})
        del bank_num  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.GET_HOLDER, one(VbankHolder), arguments))
