# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Virtual accounts into which customers transfer money. (가상계좌) What holds for every call: docs/calls.md."""

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
            channel_key (채널키): The channel over whose PG the account is issued.
            merchant_uid (고객사 주문번호): The merchant's identity of the order. At most 40 characters.
            amount (입금 예정 금액): How much the customer is to transfer. In won, or a decimal in another
                currency.
            vbank_code (은행구분코드): Code of the bank at which the account is opened.
            vbank_due (가상계좌 입금기한): Until when the customer may pay. Epoch seconds or an aware
                datetime.
            pg_api_key (API 키): The API key from the merchant pages of INICIS. It travels in the
                URL: keep URLs out of logs.
            vbank_holder (가상계좌 예금주명): The holder whom the customer sees. At most 16 characters.
            vbank_num (고정 가상계좌 번호): The number of a fixed account, as the PG gave it out. By
                agreement with the PG.
            vbank_key (계좌 고유 키): The key that ties a fixed account to the customer. By agreement
                with the PG. At most 13 characters.
            fixed_unlimited_vbank (고정식 무제한 가상계좌 여부): Whether the fixed account takes any number of
                deposits. False when left out.
            escrow_password (에스크로 비밀번호): The password of the escrow.
            name (주문명): What is bought. At most 40 characters.
            product_type (상품구분): What is sold, `real` goods or `digital` content.
            product_count (결제 상품의 개수): How many are bought. Left out, it is 1.
            buyer_name (주문자명): The customer's name. At most 16 characters.
            buyer_email (주문자 이메일): The customer's e-mail address. At most 64 characters.
            buyer_tel (주문자 전화번호): The customer's phone number. At most 16 characters.
            business_registration_number (사업자 등록번호): The customer's business registration number. At
                most 10 characters.
            buyer_addr (주문자 주소): The customer's address. At most 128 characters.
            buyer_postcode (주문자 우편번호): The customer's postcode. At most 8 characters.
            tax_free (면세금액): The tax-free part of `amount`. In won.
            vat_amount (부가세): The value-added tax in `amount`. 0 together with a `tax_free` of 0 is
                a zero-rated sale. In won, or a decimal in another currency.
            notice_url (웹훅 URL): The webhook that is told of the deposit, one or several, instead of
                the console's.
            custom_data (추가 정보): What the merchant wants stored with the payment, as a string of
                JSON.

        Returns:
            The payment, ready to be paid.

        Raises:
            AlreadyDone: The order has been paid.
            InvalidRequest: The pg_api_key is missing or wrong, on html5_inicis.
            Declined: The PG refuses to issue an account.
            Refused: PortOne refuses to issue an account for another reason.

        PGs:
            Only settle, nice, nice_v2, html5_inicis, ksnet, smartro_v2, tosspayments, welcome.
            `merchant_uid`: smartro_v2: Without special characters.
            `pg_api_key`: Required by html5_inicis. Only html5_inicis. html5_inicis: When it is
                missing or wrong, INICIS answers that hashData does not match.
            `vbank_holder`: Required by html5_inicis, nice, settle, smartro_v2. Not tosspayments,
                ksnet, welcome. tosspayments, ksnet, welcome: Has no effect; the holder is the
                merchant.
            `vbank_num`: Only smartro_v2, settle. smartro_v2, settle: Needed for a fixed account.
            `vbank_key`: Only tosspayments. tosspayments: Needed for a fixed account.
            `fixed_unlimited_vbank`: settle: Needed for an unlimited fixed account.
            `escrow_password`: settle: Needed for a fixed account with escrow.
            `product_type`: Required by ksnet. Only ksnet.
            `buyer_name`: Required by html5_inicis, tosspayments, ksnet, smartro_v2, welcome.
            `buyer_email`: Required by html5_inicis, smartro_v2. settle: Needed for a fixed account
                with escrow.
            `buyer_tel`: Required by smartro_v2. nice_v2: This or `business_registration_number` is
                used when shipping is registered for escrow.
            `business_registration_number`: Only nice_v2. nice_v2: This or `buyer_tel` is used when
                shipping is registered for escrow.
            `tax_free`: Only nice, nice_v2, welcome. nice, nice_v2: Needed when the shop fixes the
                tax split of each payment. At a purely taxed or tax-free shop no account is issued
                when it is given. welcome: Only for merchants who set the tax of cash receipts
                themselves.
            `vat_amount`: Only nice, nice_v2, welcome. welcome: Only for merchants who set the tax
                themselves. Above 10% of `amount` it is refused.

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
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            amount (발급금액): How much the customer is to transfer from now on. Left out, it stays. In
                won.
            vbank_due (입금기한): Until when the customer may pay. Left out, it stays. Epoch seconds or
                an aware datetime.

        Raises:
            Conflict: It is no virtual account, or does not wait for a deposit any more.
            NotFound: The store has no payment of this imp_uid.
            Declined: The PG refuses to change it.
            Refused: PortOne refuses to change it for another reason.

        PGs:
            Only settle.

        V1: PUT /vbanks/{imp_uid} (가상계좌 발급정보 수정)
        """
        arguments = {"imp_uid": imp_uid, "amount": amount, "vbank_due": vbank_due}
        return self.sender.send(Call(operations.UPDATE, one(Payment), arguments))

    def revoke(self, imp_uid: str, *, pg_api_key: str | None = None) -> Payment:
        """Revoke a virtual account that has not been paid yet.

        From then on nobody can pay into it by mistake. The account is named by its imp_uid, as an
        order may have several. What has been paid is refunded with `payments.cancel`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            pg_api_key (API 키): The API key from the merchant pages of INICIS, as for
                `vbanks.create`. It travels in the URL: keep URLs out of logs.

        Returns:
            The payment, which can no longer be paid.

        Raises:
            Conflict: It is no virtual account, or does not wait for a deposit any more.
            NotFound: The store has no payment of this imp_uid.
            InvalidRequest: The pg_api_key is missing or wrong, on html5_inicis.
            Declined: The PG refuses to revoke it.
            Refused: PortOne refuses to revoke it for another reason.

        PGs:
            Only html5_inicis, uplus, danal, nice, kicc, settle, smartro, tosspayments, ksnet,
                smartro_v2, nice_v2, welcome.
            kcp: The official document names it as supported in one place, and not in another.
            `pg_api_key`: Required by html5_inicis. Only html5_inicis. html5_inicis: When it is
                missing or wrong, INICIS answers that hashData does not match.

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
            bank_code (은행코드): Code of the bank.
            bank_num (계좌번호): The account's number, with dashes or without. It travels in the URL.

        Raises:
            InvalidRequest: bank_code or bank_num is missing.
            NotFound: The holder of this account cannot be found.

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
            channel_key (채널키): The channel over whose PG the account is issued.
            merchant_uid (고객사 주문번호): The merchant's identity of the order. At most 40 characters.
            amount (입금 예정 금액): How much the customer is to transfer. In won, or a decimal in another
                currency.
            vbank_code (은행구분코드): Code of the bank at which the account is opened.
            vbank_due (가상계좌 입금기한): Until when the customer may pay. Epoch seconds or an aware
                datetime.
            pg_api_key (API 키): The API key from the merchant pages of INICIS. It travels in the
                URL: keep URLs out of logs.
            vbank_holder (가상계좌 예금주명): The holder whom the customer sees. At most 16 characters.
            vbank_num (고정 가상계좌 번호): The number of a fixed account, as the PG gave it out. By
                agreement with the PG.
            vbank_key (계좌 고유 키): The key that ties a fixed account to the customer. By agreement
                with the PG. At most 13 characters.
            fixed_unlimited_vbank (고정식 무제한 가상계좌 여부): Whether the fixed account takes any number of
                deposits. False when left out.
            escrow_password (에스크로 비밀번호): The password of the escrow.
            name (주문명): What is bought. At most 40 characters.
            product_type (상품구분): What is sold, `real` goods or `digital` content.
            product_count (결제 상품의 개수): How many are bought. Left out, it is 1.
            buyer_name (주문자명): The customer's name. At most 16 characters.
            buyer_email (주문자 이메일): The customer's e-mail address. At most 64 characters.
            buyer_tel (주문자 전화번호): The customer's phone number. At most 16 characters.
            business_registration_number (사업자 등록번호): The customer's business registration number. At
                most 10 characters.
            buyer_addr (주문자 주소): The customer's address. At most 128 characters.
            buyer_postcode (주문자 우편번호): The customer's postcode. At most 8 characters.
            tax_free (면세금액): The tax-free part of `amount`. In won.
            vat_amount (부가세): The value-added tax in `amount`. 0 together with a `tax_free` of 0 is
                a zero-rated sale. In won, or a decimal in another currency.
            notice_url (웹훅 URL): The webhook that is told of the deposit, one or several, instead of
                the console's.
            custom_data (추가 정보): What the merchant wants stored with the payment, as a string of
                JSON.

        Returns:
            The payment, ready to be paid.

        Raises:
            AlreadyDone: The order has been paid.
            InvalidRequest: The pg_api_key is missing or wrong, on html5_inicis.
            Declined: The PG refuses to issue an account.
            Refused: PortOne refuses to issue an account for another reason.

        PGs:
            Only settle, nice, nice_v2, html5_inicis, ksnet, smartro_v2, tosspayments, welcome.
            `merchant_uid`: smartro_v2: Without special characters.
            `pg_api_key`: Required by html5_inicis. Only html5_inicis. html5_inicis: When it is
                missing or wrong, INICIS answers that hashData does not match.
            `vbank_holder`: Required by html5_inicis, nice, settle, smartro_v2. Not tosspayments,
                ksnet, welcome. tosspayments, ksnet, welcome: Has no effect; the holder is the
                merchant.
            `vbank_num`: Only smartro_v2, settle. smartro_v2, settle: Needed for a fixed account.
            `vbank_key`: Only tosspayments. tosspayments: Needed for a fixed account.
            `fixed_unlimited_vbank`: settle: Needed for an unlimited fixed account.
            `escrow_password`: settle: Needed for a fixed account with escrow.
            `product_type`: Required by ksnet. Only ksnet.
            `buyer_name`: Required by html5_inicis, tosspayments, ksnet, smartro_v2, welcome.
            `buyer_email`: Required by html5_inicis, smartro_v2. settle: Needed for a fixed account
                with escrow.
            `buyer_tel`: Required by smartro_v2. nice_v2: This or `business_registration_number` is
                used when shipping is registered for escrow.
            `business_registration_number`: Only nice_v2. nice_v2: This or `buyer_tel` is used when
                shipping is registered for escrow.
            `tax_free`: Only nice, nice_v2, welcome. nice, nice_v2: Needed when the shop fixes the
                tax split of each payment. At a purely taxed or tax-free shop no account is issued
                when it is given. welcome: Only for merchants who set the tax of cash receipts
                themselves.
            `vat_amount`: Only nice, nice_v2, welcome. welcome: Only for merchants who set the tax
                themselves. Above 10% of `amount` it is refused.

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
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            amount (발급금액): How much the customer is to transfer from now on. Left out, it stays. In
                won.
            vbank_due (입금기한): Until when the customer may pay. Left out, it stays. Epoch seconds or
                an aware datetime.

        Raises:
            Conflict: It is no virtual account, or does not wait for a deposit any more.
            NotFound: The store has no payment of this imp_uid.
            Declined: The PG refuses to change it.
            Refused: PortOne refuses to change it for another reason.

        PGs:
            Only settle.

        V1: PUT /vbanks/{imp_uid} (가상계좌 발급정보 수정)
        """
        arguments = {"imp_uid": imp_uid, "amount": amount, "vbank_due": vbank_due}
        return await self.sender.send(Call(operations.UPDATE, one(Payment), arguments))

    async def revoke(self, imp_uid: str, *, pg_api_key: str | None = None) -> Payment:
        """Revoke a virtual account that has not been paid yet.

        From then on nobody can pay into it by mistake. The account is named by its imp_uid, as an
        order may have several. What has been paid is refunded with `payments.cancel`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            pg_api_key (API 키): The API key from the merchant pages of INICIS, as for
                `vbanks.create`. It travels in the URL: keep URLs out of logs.

        Returns:
            The payment, which can no longer be paid.

        Raises:
            Conflict: It is no virtual account, or does not wait for a deposit any more.
            NotFound: The store has no payment of this imp_uid.
            InvalidRequest: The pg_api_key is missing or wrong, on html5_inicis.
            Declined: The PG refuses to revoke it.
            Refused: PortOne refuses to revoke it for another reason.

        PGs:
            Only html5_inicis, uplus, danal, nice, kicc, settle, smartro, tosspayments, ksnet,
                smartro_v2, nice_v2, welcome.
            kcp: The official document names it as supported in one place, and not in another.
            `pg_api_key`: Required by html5_inicis. Only html5_inicis. html5_inicis: When it is
                missing or wrong, INICIS answers that hashData does not match.

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
            bank_code (은행코드): Code of the bank.
            bank_num (계좌번호): The account's number, with dashes or without. It travels in the URL.

        Raises:
            InvalidRequest: bank_code or bank_num is missing.
            NotFound: The holder of this account cannot be found.

        V1: GET /vbanks/holder (예금주 조회)
        """
        arguments = Arguments({"bank_code": bank_code, "bank_num": bank_num})
        del bank_num  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.GET_HOLDER, one(VbankHolder), arguments))
