# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Cash receipts for tax purposes. (현금영수증)"""

from __future__ import annotations

from ..calls import Arguments, AsyncResource, Call, Resource
from ..models.cash_receipts import (
    CashReceipt,
    CashReceiptIdentifierType,
    CashReceiptPayMethod,
    CashReceiptType,
    ExternalCashReceipt,
)
from ..models.subscribe import ProductType
from ..operations import cash_receipts as operations
from ..payloads import one
from ..values import Money


class CashReceipts(Resource):
    """Cash receipts for tax purposes. (현금영수증)"""

    def get(self, imp_uid: str) -> CashReceipt:
        """Look up the cash receipt of a payment.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)

        Returns:
            The cash receipt.

        Raises:
            NotFound: Outcome rejected: no cash receipt was issued for this payment; the store has
                no payment of this imp_uid.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only nice, daou, html5_inicis, kcp, payco, smartro, uplus, tosspayments, ksnet,
                smartro_v2, nice_v2, welcome.

        V1: GET /receipts/{imp_uid} (현금영수증 발급내역 조회)
        """
        return self.sender.send(Call(operations.GET, one(CashReceipt), {"imp_uid": imp_uid}))

    def issue(
        self,
        imp_uid: str,
        *,
        identifier: str,
        identifier_type: CashReceiptIdentifierType | None = None,
        type: CashReceiptType | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        vat: Money | None = None,
        product_type: ProductType | None = None,
        company_name: str | None = None,
        company_tel: str | None = None,
        corp_reg_no: str | None = None,
    ) -> CashReceipt:
        """Issue a cash receipt for a payment that was made through PortOne.

        For cash payments alone: virtual accounts and account transfers. The PG of the payment
        issues it, for what is left of the amount after partial cancels.

        For cash that was not paid through PortOne, use `cash_receipts.issue_external`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            identifier: Whom the receipt is for: the number of a phone, of a cash receipt card of
                the tax service, of a resident or of a business. (식별정보) html5_inicis, kcp, nice,
                daou, welcome: `identifier_type` is not needed; the number itself tells its kind.
            identifier_type: What kind of number `identifier` is. (식별정보 구분코드) Required by kicc,
                settle, nice_v2. Only kicc, settle, nice_v2. nice_v2: No receipt is issued by the
                number of a cash receipt card, `taxcard`.
            type: What the receipt serves for. "person" when left out. (타입(대상)) Required by
                smartro_v2, nice_v2, welcome.
            buyer_name: The customer's name. Best given always, so that the receipt can be traced.
                (구매자 이름) Required by ksnet, smartro_v2.
            buyer_email: The customer's e-mail address. (구매자 이메일)
            buyer_tel: The customer's phone number. Best given always, so that the receipt can be
                traced. (구매자 전화번호) Required by smartro_v2, welcome.
            tax_free: The tax-free part of the receipt. Left out, it is 0. Of the rest, 1/11 is
                value-added tax: this is the way to change that tax. In won. (면세금액)
            vat_amount: The value-added tax in the receipt. Only for merchants who may set it
                themselves. In won, or a decimal in another currency. (부가세 지정 금액)
            vat: Deprecated. The value-added tax in the receipt; 10% of the supply price when left
                out. Give `tax_free` instead. In won. (부가세)
            product_type: What was sold, `real` goods or `digital` content. (주문 상품구분) Required by
                ksnet. Only ksnet, nice_v2.
            company_name: The name of the merchant's business. (상점 사업자명) Required by daou. Only
                daou.
            company_tel: The phone number of the merchant's customer service. (고객센터 번호) Required by
                daou. Only daou.
            corp_reg_no: The merchant's business registration number. (상점 사업자 번호) Required by daou,
                welcome. Only daou, welcome.

        Returns:
            The new cash receipt.

        Raises:
            AlreadyDone: Outcome rejected: a cash receipt was issued for this payment before.
            Conflict: Outcome rejected: the payment is not paid.
            InvalidRequest: Outcome rejected: an argument is missing, the payment is not paid, or it
                has a cash receipt already.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: PortOne or the PG refuses it for another reason; the PG does
                not issue it.
            NotSupported: Outcome rejected: PortOne offers no cash receipts on the PG of this
                payment.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, RateLimited: Outcome rejected, as for every
                operation.

        PGs:
            Only html5_inicis, kcp, nice, kicc, settle, daou, tosspayments, ksnet, smartro,
                smartro_v2, nice_v2, welcome.
            nice_v2: A receipt that was not asked for in the payment window, as the customer paid,
                cannot be issued later.
            smartro_v2: When the payment is cancelled, this receipt stays; revoke it with
                `cash_receipts.revoke`.
            tosspayments: Nothing is checked. A business number with the type `person` is accepted
                too, so send what is right.

        V1: POST /receipts/{imp_uid} (현금영수증 발급)
        """
        arguments = Arguments(
            {
                "imp_uid": imp_uid,
                "identifier": identifier,
                "identifier_type": identifier_type,
                "type": type,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "tax_free": tax_free,
                "vat_amount": vat_amount,
                "vat": vat,
                "product_type": product_type,
                "company_name": company_name,
                "company_tel": company_tel,
                "corp_reg_no": corp_reg_no,
            }
        )
        del identifier, buyer_tel, company_tel  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.ISSUE, one(CashReceipt), arguments))

    def revoke(self, imp_uid: str) -> CashReceipt:
        """Revoke the cash receipt of a payment.

        For receipts that PortOne issued for a payment of its own. Those of other cash are revoked
        with `cash_receipts.revoke_external`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)

        Returns:
            The cash receipt, revoked.

        Raises:
            AlreadyDone: Outcome rejected: the cash receipt was revoked before.
            NotFound: Outcome rejected: PortOne has issued no cash receipt for this payment.
            Refused: Outcome rejected: PortOne or the PG refuses to revoke it for another reason;
                the PG does not revoke it.
            NotSupported: Outcome rejected: PortOne offers no cash receipts on the PG of this
                payment.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only html5_inicis, kcp, settle, nice, daou, tosspayments, nice_v2, ksnet, smartro_v2,
                welcome.

        V1: DELETE /receipts/{imp_uid} (현금영수증 발급취소)
        """
        return self.sender.send(Call(operations.REVOKE, one(CashReceipt), {"imp_uid": imp_uid}))

    def get_external(self, merchant_uid: str) -> ExternalCashReceipt:
        """Look up the cash receipt of cash that was not paid through PortOne.

        Args:
            merchant_uid: The merchant's identity of the order, as it was given when the receipt was
                issued. (고객사 주문번호)

        Returns:
            The cash receipt.

        Raises:
            NotFound: Outcome rejected: no cash receipt was issued under this merchant_uid.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only html5_inicis, kcp, settle, nice, kicc, tosspayments, nice_v2, ksnet, smartro_v2,
                welcome.

        V1: GET /receipts/external/{merchant_uid} (현금영수증 외부 발급내역 조회)
        """
        return self.sender.send(
            Call(operations.GET_EXTERNAL, one(ExternalCashReceipt), {"merchant_uid": merchant_uid})
        )

    def issue_external(
        self,
        merchant_uid: str,
        *,
        channel_key: str,
        name: str,
        amount: Money,
        identifier: str,
        identifier_type: CashReceiptIdentifierType | None = None,
        type: CashReceiptType | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        product_type: ProductType | None = None,
        pay_method: CashReceiptPayMethod | None = None,
        corp_reg_no: str | None = None,
    ) -> ExternalCashReceipt:
        """Issue a cash receipt for cash that was not paid through PortOne.

        PortOne knows nothing of the payment: the receipt is issued for the `amount` given, over the
        PG of `channel_key`.

        Args:
            merchant_uid: The merchant's identity of the order. Give that of the cash payment
                itself, or the two cannot be matched later. (고객사 주문번호) smartro_v2: Without special
                characters.
            channel_key: The channel over whose PG the receipt is issued. (채널키)
            name: What was bought. (주문명)
            amount: For how much to issue the receipt. In won. (발행 금액)
            identifier: Whom the receipt is for: the number of a phone, of a cash receipt card of
                the tax service, of a resident or of a business. (식별정보) html5_inicis, kcp, nice,
                welcome: `identifier_type` is not needed; the number itself tells its kind.
            identifier_type: What kind of number `identifier` is. (식별정보 구분코드) Required by kicc,
                settle, nice_v2. Only kicc, settle, nice_v2. nice_v2: No receipt is issued by the
                number of a cash receipt card, `taxcard`.
            type: What the receipt serves for. "person" when left out. (타입(대상)) Required by
                smartro_v2, nice_v2, welcome.
            buyer_name: The customer's name. Best given always, so that the receipt can be traced.
                (구매자 이름) Required by ksnet, smartro_v2.
            buyer_email: The customer's e-mail address. (구매자 이메일)
            buyer_tel: The customer's phone number. Best given always, so that the receipt can be
                traced. (구매자 전화번호) Required by smartro_v2, welcome.
            tax_free: The tax-free part of the receipt. Left out, it is 0. Of the rest, 1/11 is
                value-added tax: this is the way to change that tax. In won. (면세금액)
            vat_amount: The value-added tax in the receipt. Only for merchants who may set it
                themselves. In won, or a decimal in another currency. (부가세 지정 금액)
            product_type: What was sold, `real` goods or `digital` content. (주문 상품구분) Required by
                ksnet. Only ksnet.
            pay_method: How the cash was paid. (결제수단) Required by welcome. Only welcome.
            corp_reg_no: The merchant's business registration number. (상점 사업자 번호) Required by
                welcome. Only welcome.

        Returns:
            The new cash receipt.

        Raises:
            AlreadyDone: Outcome rejected: a cash receipt was issued under this merchant_uid before.
            InvalidRequest: Outcome rejected: an argument is missing, or the merchant_uid has a cash
                receipt already.
            Refused: Outcome rejected: PortOne or the PG refuses it for another reason; the PG does
                not issue it.
            NotSupported: Outcome rejected: PortOne offers no cash receipts on the PG of this
                channel.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only html5_inicis, kcp, settle, nice, kicc, tosspayments, nice_v2, ksnet, smartro,
                smartro_v2, welcome.
            nice_v2: A receipt that was not asked for in the payment window, as the customer paid,
                cannot be issued later.
            smartro_v2: When the payment is cancelled, this receipt stays; revoke it with
                `cash_receipts.revoke_external`.
            tosspayments: Nothing is checked. A business number with the type `person` is accepted
                too, so send what is right.

        V1: POST /receipts/external/{merchant_uid} (현금영수증 외부 발급)
        """
        arguments = Arguments(
            {
                "merchant_uid": merchant_uid,
                "channel_key": channel_key,
                "name": name,
                "amount": amount,
                "identifier": identifier,
                "identifier_type": identifier_type,
                "type": type,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "tax_free": tax_free,
                "vat_amount": vat_amount,
                "product_type": product_type,
                "pay_method": pay_method,
                "corp_reg_no": corp_reg_no,
            }
        )
        del identifier, buyer_tel  # a traceback may print what a frame holds
        return self.sender.send(
            Call(operations.ISSUE_EXTERNAL, one(ExternalCashReceipt), arguments)
        )

    def revoke_external(self, merchant_uid: str) -> ExternalCashReceipt:
        """Revoke the cash receipt of cash that was not paid through PortOne.

        Args:
            merchant_uid: The merchant's identity of the order, as it was given when the receipt was
                issued. (고객사 주문번호)

        Returns:
            The cash receipt, revoked.

        Raises:
            AlreadyDone: Outcome rejected: the cash receipt was revoked before.
            InvalidRequest: Outcome rejected: the merchant_uid is missing.
            NotFound: Outcome rejected: no cash receipt was issued under this merchant_uid.
            Refused: Outcome rejected: PortOne or the PG refuses to revoke it for another reason;
                the PG does not revoke it.
            NotSupported: Outcome rejected: PortOne offers no cash receipts on the PG of this
                receipt.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, Conflict, RateLimited: Outcome rejected, as for
                every operation.

        PGs:
            Only html5_inicis, kcp, settle, nice, tosspayments, nice_v2, ksnet, smartro_v2, welcome.

        V1: DELETE /receipts/external/{merchant_uid} (현금영수증 외부 발급취소)
        """
        return self.sender.send(
            Call(
                operations.REVOKE_EXTERNAL, one(ExternalCashReceipt), {"merchant_uid": merchant_uid}
            )
        )


class AsyncCashReceipts(AsyncResource):
    """Cash receipts for tax purposes. (현금영수증)"""

    async def get(self, imp_uid: str) -> CashReceipt:
        """Look up the cash receipt of a payment.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)

        Returns:
            The cash receipt.

        Raises:
            NotFound: Outcome rejected: no cash receipt was issued for this payment; the store has
                no payment of this imp_uid.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only nice, daou, html5_inicis, kcp, payco, smartro, uplus, tosspayments, ksnet,
                smartro_v2, nice_v2, welcome.

        V1: GET /receipts/{imp_uid} (현금영수증 발급내역 조회)
        """
        return await self.sender.send(Call(operations.GET, one(CashReceipt), {"imp_uid": imp_uid}))

    async def issue(
        self,
        imp_uid: str,
        *,
        identifier: str,
        identifier_type: CashReceiptIdentifierType | None = None,
        type: CashReceiptType | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        vat: Money | None = None,
        product_type: ProductType | None = None,
        company_name: str | None = None,
        company_tel: str | None = None,
        corp_reg_no: str | None = None,
    ) -> CashReceipt:
        """Issue a cash receipt for a payment that was made through PortOne.

        For cash payments alone: virtual accounts and account transfers. The PG of the payment
        issues it, for what is left of the amount after partial cancels.

        For cash that was not paid through PortOne, use `cash_receipts.issue_external`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            identifier: Whom the receipt is for: the number of a phone, of a cash receipt card of
                the tax service, of a resident or of a business. (식별정보) html5_inicis, kcp, nice,
                daou, welcome: `identifier_type` is not needed; the number itself tells its kind.
            identifier_type: What kind of number `identifier` is. (식별정보 구분코드) Required by kicc,
                settle, nice_v2. Only kicc, settle, nice_v2. nice_v2: No receipt is issued by the
                number of a cash receipt card, `taxcard`.
            type: What the receipt serves for. "person" when left out. (타입(대상)) Required by
                smartro_v2, nice_v2, welcome.
            buyer_name: The customer's name. Best given always, so that the receipt can be traced.
                (구매자 이름) Required by ksnet, smartro_v2.
            buyer_email: The customer's e-mail address. (구매자 이메일)
            buyer_tel: The customer's phone number. Best given always, so that the receipt can be
                traced. (구매자 전화번호) Required by smartro_v2, welcome.
            tax_free: The tax-free part of the receipt. Left out, it is 0. Of the rest, 1/11 is
                value-added tax: this is the way to change that tax. In won. (면세금액)
            vat_amount: The value-added tax in the receipt. Only for merchants who may set it
                themselves. In won, or a decimal in another currency. (부가세 지정 금액)
            vat: Deprecated. The value-added tax in the receipt; 10% of the supply price when left
                out. Give `tax_free` instead. In won. (부가세)
            product_type: What was sold, `real` goods or `digital` content. (주문 상품구분) Required by
                ksnet. Only ksnet, nice_v2.
            company_name: The name of the merchant's business. (상점 사업자명) Required by daou. Only
                daou.
            company_tel: The phone number of the merchant's customer service. (고객센터 번호) Required by
                daou. Only daou.
            corp_reg_no: The merchant's business registration number. (상점 사업자 번호) Required by daou,
                welcome. Only daou, welcome.

        Returns:
            The new cash receipt.

        Raises:
            AlreadyDone: Outcome rejected: a cash receipt was issued for this payment before.
            Conflict: Outcome rejected: the payment is not paid.
            InvalidRequest: Outcome rejected: an argument is missing, the payment is not paid, or it
                has a cash receipt already.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: PortOne or the PG refuses it for another reason; the PG does
                not issue it.
            NotSupported: Outcome rejected: PortOne offers no cash receipts on the PG of this
                payment.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, RateLimited: Outcome rejected, as for every
                operation.

        PGs:
            Only html5_inicis, kcp, nice, kicc, settle, daou, tosspayments, ksnet, smartro,
                smartro_v2, nice_v2, welcome.
            nice_v2: A receipt that was not asked for in the payment window, as the customer paid,
                cannot be issued later.
            smartro_v2: When the payment is cancelled, this receipt stays; revoke it with
                `cash_receipts.revoke`.
            tosspayments: Nothing is checked. A business number with the type `person` is accepted
                too, so send what is right.

        V1: POST /receipts/{imp_uid} (현금영수증 발급)
        """
        arguments = Arguments(
            {
                "imp_uid": imp_uid,
                "identifier": identifier,
                "identifier_type": identifier_type,
                "type": type,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "tax_free": tax_free,
                "vat_amount": vat_amount,
                "vat": vat,
                "product_type": product_type,
                "company_name": company_name,
                "company_tel": company_tel,
                "corp_reg_no": corp_reg_no,
            }
        )
        del identifier, buyer_tel, company_tel  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.ISSUE, one(CashReceipt), arguments))

    async def revoke(self, imp_uid: str) -> CashReceipt:
        """Revoke the cash receipt of a payment.

        For receipts that PortOne issued for a payment of its own. Those of other cash are revoked
        with `cash_receipts.revoke_external`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)

        Returns:
            The cash receipt, revoked.

        Raises:
            AlreadyDone: Outcome rejected: the cash receipt was revoked before.
            NotFound: Outcome rejected: PortOne has issued no cash receipt for this payment.
            Refused: Outcome rejected: PortOne or the PG refuses to revoke it for another reason;
                the PG does not revoke it.
            NotSupported: Outcome rejected: PortOne offers no cash receipts on the PG of this
                payment.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only html5_inicis, kcp, settle, nice, daou, tosspayments, nice_v2, ksnet, smartro_v2,
                welcome.

        V1: DELETE /receipts/{imp_uid} (현금영수증 발급취소)
        """
        return await self.sender.send(
            Call(operations.REVOKE, one(CashReceipt), {"imp_uid": imp_uid})
        )

    async def get_external(self, merchant_uid: str) -> ExternalCashReceipt:
        """Look up the cash receipt of cash that was not paid through PortOne.

        Args:
            merchant_uid: The merchant's identity of the order, as it was given when the receipt was
                issued. (고객사 주문번호)

        Returns:
            The cash receipt.

        Raises:
            NotFound: Outcome rejected: no cash receipt was issued under this merchant_uid.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only html5_inicis, kcp, settle, nice, kicc, tosspayments, nice_v2, ksnet, smartro_v2,
                welcome.

        V1: GET /receipts/external/{merchant_uid} (현금영수증 외부 발급내역 조회)
        """
        return await self.sender.send(
            Call(operations.GET_EXTERNAL, one(ExternalCashReceipt), {"merchant_uid": merchant_uid})
        )

    async def issue_external(
        self,
        merchant_uid: str,
        *,
        channel_key: str,
        name: str,
        amount: Money,
        identifier: str,
        identifier_type: CashReceiptIdentifierType | None = None,
        type: CashReceiptType | None = None,
        buyer_name: str | None = None,
        buyer_email: str | None = None,
        buyer_tel: str | None = None,
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        product_type: ProductType | None = None,
        pay_method: CashReceiptPayMethod | None = None,
        corp_reg_no: str | None = None,
    ) -> ExternalCashReceipt:
        """Issue a cash receipt for cash that was not paid through PortOne.

        PortOne knows nothing of the payment: the receipt is issued for the `amount` given, over the
        PG of `channel_key`.

        Args:
            merchant_uid: The merchant's identity of the order. Give that of the cash payment
                itself, or the two cannot be matched later. (고객사 주문번호) smartro_v2: Without special
                characters.
            channel_key: The channel over whose PG the receipt is issued. (채널키)
            name: What was bought. (주문명)
            amount: For how much to issue the receipt. In won. (발행 금액)
            identifier: Whom the receipt is for: the number of a phone, of a cash receipt card of
                the tax service, of a resident or of a business. (식별정보) html5_inicis, kcp, nice,
                welcome: `identifier_type` is not needed; the number itself tells its kind.
            identifier_type: What kind of number `identifier` is. (식별정보 구분코드) Required by kicc,
                settle, nice_v2. Only kicc, settle, nice_v2. nice_v2: No receipt is issued by the
                number of a cash receipt card, `taxcard`.
            type: What the receipt serves for. "person" when left out. (타입(대상)) Required by
                smartro_v2, nice_v2, welcome.
            buyer_name: The customer's name. Best given always, so that the receipt can be traced.
                (구매자 이름) Required by ksnet, smartro_v2.
            buyer_email: The customer's e-mail address. (구매자 이메일)
            buyer_tel: The customer's phone number. Best given always, so that the receipt can be
                traced. (구매자 전화번호) Required by smartro_v2, welcome.
            tax_free: The tax-free part of the receipt. Left out, it is 0. Of the rest, 1/11 is
                value-added tax: this is the way to change that tax. In won. (면세금액)
            vat_amount: The value-added tax in the receipt. Only for merchants who may set it
                themselves. In won, or a decimal in another currency. (부가세 지정 금액)
            product_type: What was sold, `real` goods or `digital` content. (주문 상품구분) Required by
                ksnet. Only ksnet.
            pay_method: How the cash was paid. (결제수단) Required by welcome. Only welcome.
            corp_reg_no: The merchant's business registration number. (상점 사업자 번호) Required by
                welcome. Only welcome.

        Returns:
            The new cash receipt.

        Raises:
            AlreadyDone: Outcome rejected: a cash receipt was issued under this merchant_uid before.
            InvalidRequest: Outcome rejected: an argument is missing, or the merchant_uid has a cash
                receipt already.
            Refused: Outcome rejected: PortOne or the PG refuses it for another reason; the PG does
                not issue it.
            NotSupported: Outcome rejected: PortOne offers no cash receipts on the PG of this
                channel.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only html5_inicis, kcp, settle, nice, kicc, tosspayments, nice_v2, ksnet, smartro,
                smartro_v2, welcome.
            nice_v2: A receipt that was not asked for in the payment window, as the customer paid,
                cannot be issued later.
            smartro_v2: When the payment is cancelled, this receipt stays; revoke it with
                `cash_receipts.revoke_external`.
            tosspayments: Nothing is checked. A business number with the type `person` is accepted
                too, so send what is right.

        V1: POST /receipts/external/{merchant_uid} (현금영수증 외부 발급)
        """
        arguments = Arguments(
            {
                "merchant_uid": merchant_uid,
                "channel_key": channel_key,
                "name": name,
                "amount": amount,
                "identifier": identifier,
                "identifier_type": identifier_type,
                "type": type,
                "buyer_name": buyer_name,
                "buyer_email": buyer_email,
                "buyer_tel": buyer_tel,
                "tax_free": tax_free,
                "vat_amount": vat_amount,
                "product_type": product_type,
                "pay_method": pay_method,
                "corp_reg_no": corp_reg_no,
            }
        )
        del identifier, buyer_tel  # a traceback may print what a frame holds
        return await self.sender.send(
            Call(operations.ISSUE_EXTERNAL, one(ExternalCashReceipt), arguments)
        )

    async def revoke_external(self, merchant_uid: str) -> ExternalCashReceipt:
        """Revoke the cash receipt of cash that was not paid through PortOne.

        Args:
            merchant_uid: The merchant's identity of the order, as it was given when the receipt was
                issued. (고객사 주문번호)

        Returns:
            The cash receipt, revoked.

        Raises:
            AlreadyDone: Outcome rejected: the cash receipt was revoked before.
            InvalidRequest: Outcome rejected: the merchant_uid is missing.
            NotFound: Outcome rejected: no cash receipt was issued under this merchant_uid.
            Refused: Outcome rejected: PortOne or the PG refuses to revoke it for another reason;
                the PG does not revoke it.
            NotSupported: Outcome rejected: PortOne offers no cash receipts on the PG of this
                receipt.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, Conflict, RateLimited: Outcome rejected, as for
                every operation.

        PGs:
            Only html5_inicis, kcp, settle, nice, tosspayments, nice_v2, ksnet, smartro_v2, welcome.

        V1: DELETE /receipts/external/{merchant_uid} (현금영수증 외부 발급취소)
        """
        return await self.sender.send(
            Call(
                operations.REVOKE_EXTERNAL, one(ExternalCashReceipt), {"merchant_uid": merchant_uid}
            )
        )
