# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Cash receipts for tax purposes. (현금영수증) What holds for every call: docs/calls.md."""

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
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.

        Raises:
            NotFound: No cash receipt was issued for this payment; the store has no payment of this
                imp_uid.

        PGs:
            Only nice, daou, html5_inicis, kcp, payco, smartro, uplus, tosspayments, ksnet,
                smartro_v2, nice_v2, welcome.

        V1: GET /receipts/{imp_uid} (현금영수증 발급내역 조회)
        """
        arguments = {"imp_uid": imp_uid}
        return self.sender.send(Call(operations.GET, one(CashReceipt), arguments))

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
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            identifier (식별정보): Whom the receipt is for: the number of a phone, of a cash receipt
                card of the tax service, of a resident or of a business.
            identifier_type (식별정보 구분코드): What kind of number `identifier` is.
            type (타입(대상)): What the receipt serves for. "person" when left out.
            buyer_name (구매자 이름): The customer's name. Best given always, so that the receipt can be
                traced.
            buyer_email (구매자 이메일): The customer's e-mail address.
            buyer_tel (구매자 전화번호): The customer's phone number. Best given always, so that the
                receipt can be traced.
            tax_free (면세금액): The tax-free part of the receipt. Left out, it is 0. Of the rest, 1/11
                is value-added tax: this is the way to change that tax. In won.
            vat_amount (부가세 지정 금액): The value-added tax in the receipt. Only for merchants who may
                set it themselves. In won, or a decimal in another currency.
            vat (부가세): Deprecated. The value-added tax in the receipt; 10% of the supply price when
                left out. Give `tax_free` instead. In won.
            product_type (주문 상품구분): What was sold, `real` goods or `digital` content.
            company_name (상점 사업자명): The name of the merchant's business.
            company_tel (고객센터 번호): The phone number of the merchant's customer service.
            corp_reg_no (상점 사업자 번호): The merchant's business registration number.

        Raises:
            AlreadyDone: A cash receipt was issued for this payment before.
            Conflict: The payment is not paid.
            InvalidRequest: An argument is missing, the payment is not paid, or it has a cash
                receipt already.
            NotFound: The store has no payment of this imp_uid.
            Refused: PortOne or the PG refuses it for another reason; the PG does not issue it.
            NotSupported: PortOne offers no cash receipts on the PG of this payment.

        PGs:
            Only html5_inicis, kcp, nice, kicc, settle, daou, tosspayments, ksnet, smartro,
                smartro_v2, nice_v2, welcome.
            nice_v2: A receipt that was not asked for in the payment window, as the customer paid,
                cannot be issued later.
            smartro_v2: When the payment is cancelled, this receipt stays; revoke it with
                `cash_receipts.revoke`.
            tosspayments: Nothing is checked. A business number with the type `person` is accepted
                too, so send what is right.
            `identifier`: html5_inicis, kcp, nice, daou, welcome: `identifier_type` is not needed;
                the number itself tells its kind.
            `identifier_type`: Required by kicc, settle, nice_v2. Only kicc, settle, nice_v2.
                nice_v2: No receipt is issued by the number of a cash receipt card, `taxcard`.
            `type`: Required by smartro_v2, nice_v2, welcome.
            `buyer_name`: Required by ksnet, smartro_v2.
            `buyer_tel`: Required by smartro_v2, welcome.
            `product_type`: Required by ksnet. Only ksnet, nice_v2.
            `company_name`, `company_tel`: Required by daou. Only daou.
            `corp_reg_no`: Required by daou, welcome. Only daou, welcome.

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
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.

        Raises:
            AlreadyDone: The cash receipt was revoked before.
            NotFound: PortOne has issued no cash receipt for this payment.
            Refused: PortOne or the PG refuses to revoke it for another reason; the PG does not
                revoke it.
            NotSupported: PortOne offers no cash receipts on the PG of this payment.

        PGs:
            Only html5_inicis, kcp, settle, nice, daou, tosspayments, nice_v2, ksnet, smartro_v2,
                welcome.

        V1: DELETE /receipts/{imp_uid} (현금영수증 발급취소)
        """
        arguments = {"imp_uid": imp_uid}
        return self.sender.send(Call(operations.REVOKE, one(CashReceipt), arguments))

    def get_external(self, merchant_uid: str) -> ExternalCashReceipt:
        """Look up the cash receipt of cash that was not paid through PortOne.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was given when the
                receipt was issued.

        Raises:
            NotFound: No cash receipt was issued under this merchant_uid.

        PGs:
            Only html5_inicis, kcp, settle, nice, kicc, tosspayments, nice_v2, ksnet, smartro_v2,
                welcome.

        V1: GET /receipts/external/{merchant_uid} (현금영수증 외부 발급내역 조회)
        """
        arguments = {"merchant_uid": merchant_uid}
        return self.sender.send(Call(operations.GET_EXTERNAL, one(ExternalCashReceipt), arguments))

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
            merchant_uid (고객사 주문번호): The merchant's identity of the order. Give that of the cash
                payment itself, or the two cannot be matched later.
            channel_key (채널키): The channel over whose PG the receipt is issued.
            name (주문명): What was bought.
            amount (발행 금액): For how much to issue the receipt. In won.
            identifier (식별정보): Whom the receipt is for: the number of a phone, of a cash receipt
                card of the tax service, of a resident or of a business.
            identifier_type (식별정보 구분코드): What kind of number `identifier` is.
            type (타입(대상)): What the receipt serves for. "person" when left out.
            buyer_name (구매자 이름): The customer's name. Best given always, so that the receipt can be
                traced.
            buyer_email (구매자 이메일): The customer's e-mail address.
            buyer_tel (구매자 전화번호): The customer's phone number. Best given always, so that the
                receipt can be traced.
            tax_free (면세금액): The tax-free part of the receipt. Left out, it is 0. Of the rest, 1/11
                is value-added tax: this is the way to change that tax. In won.
            vat_amount (부가세 지정 금액): The value-added tax in the receipt. Only for merchants who may
                set it themselves. In won, or a decimal in another currency.
            product_type (주문 상품구분): What was sold, `real` goods or `digital` content.
            pay_method (결제수단): How the cash was paid.
            corp_reg_no (상점 사업자 번호): The merchant's business registration number.

        Raises:
            AlreadyDone: A cash receipt was issued under this merchant_uid before.
            InvalidRequest: An argument is missing, or the merchant_uid has a cash receipt already.
            Refused: PortOne or the PG refuses it for another reason; the PG does not issue it.
            NotSupported: PortOne offers no cash receipts on the PG of this channel.

        PGs:
            Only html5_inicis, kcp, settle, nice, kicc, tosspayments, nice_v2, ksnet, smartro,
                smartro_v2, welcome.
            nice_v2: A receipt that was not asked for in the payment window, as the customer paid,
                cannot be issued later.
            smartro_v2: When the payment is cancelled, this receipt stays; revoke it with
                `cash_receipts.revoke_external`.
            tosspayments: Nothing is checked. A business number with the type `person` is accepted
                too, so send what is right.
            `merchant_uid`: smartro_v2: Without special characters.
            `identifier`: html5_inicis, kcp, nice, welcome: `identifier_type` is not needed; the
                number itself tells its kind.
            `identifier_type`: Required by kicc, settle, nice_v2. Only kicc, settle, nice_v2.
                nice_v2: No receipt is issued by the number of a cash receipt card, `taxcard`.
            `type`: Required by smartro_v2, nice_v2, welcome.
            `buyer_name`: Required by ksnet, smartro_v2.
            `buyer_tel`: Required by smartro_v2, welcome.
            `product_type`: Required by ksnet. Only ksnet.
            `pay_method`, `corp_reg_no`: Required by welcome. Only welcome.

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
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was given when the
                receipt was issued.

        Raises:
            AlreadyDone: The cash receipt was revoked before.
            InvalidRequest: The merchant_uid is missing.
            NotFound: No cash receipt was issued under this merchant_uid.
            Refused: PortOne or the PG refuses to revoke it for another reason; the PG does not
                revoke it.
            NotSupported: PortOne offers no cash receipts on the PG of this receipt.

        PGs:
            Only html5_inicis, kcp, settle, nice, tosspayments, nice_v2, ksnet, smartro_v2, welcome.

        V1: DELETE /receipts/external/{merchant_uid} (현금영수증 외부 발급취소)
        """
        arguments = {"merchant_uid": merchant_uid}
        return self.sender.send(
            Call(operations.REVOKE_EXTERNAL, one(ExternalCashReceipt), arguments)
        )


class AsyncCashReceipts(AsyncResource):
    """Cash receipts for tax purposes. (현금영수증)"""

    async def get(self, imp_uid: str) -> CashReceipt:
        """Look up the cash receipt of a payment.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.

        Raises:
            NotFound: No cash receipt was issued for this payment; the store has no payment of this
                imp_uid.

        PGs:
            Only nice, daou, html5_inicis, kcp, payco, smartro, uplus, tosspayments, ksnet,
                smartro_v2, nice_v2, welcome.

        V1: GET /receipts/{imp_uid} (현금영수증 발급내역 조회)
        """
        arguments = {"imp_uid": imp_uid}
        return await self.sender.send(Call(operations.GET, one(CashReceipt), arguments))

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
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            identifier (식별정보): Whom the receipt is for: the number of a phone, of a cash receipt
                card of the tax service, of a resident or of a business.
            identifier_type (식별정보 구분코드): What kind of number `identifier` is.
            type (타입(대상)): What the receipt serves for. "person" when left out.
            buyer_name (구매자 이름): The customer's name. Best given always, so that the receipt can be
                traced.
            buyer_email (구매자 이메일): The customer's e-mail address.
            buyer_tel (구매자 전화번호): The customer's phone number. Best given always, so that the
                receipt can be traced.
            tax_free (면세금액): The tax-free part of the receipt. Left out, it is 0. Of the rest, 1/11
                is value-added tax: this is the way to change that tax. In won.
            vat_amount (부가세 지정 금액): The value-added tax in the receipt. Only for merchants who may
                set it themselves. In won, or a decimal in another currency.
            vat (부가세): Deprecated. The value-added tax in the receipt; 10% of the supply price when
                left out. Give `tax_free` instead. In won.
            product_type (주문 상품구분): What was sold, `real` goods or `digital` content.
            company_name (상점 사업자명): The name of the merchant's business.
            company_tel (고객센터 번호): The phone number of the merchant's customer service.
            corp_reg_no (상점 사업자 번호): The merchant's business registration number.

        Raises:
            AlreadyDone: A cash receipt was issued for this payment before.
            Conflict: The payment is not paid.
            InvalidRequest: An argument is missing, the payment is not paid, or it has a cash
                receipt already.
            NotFound: The store has no payment of this imp_uid.
            Refused: PortOne or the PG refuses it for another reason; the PG does not issue it.
            NotSupported: PortOne offers no cash receipts on the PG of this payment.

        PGs:
            Only html5_inicis, kcp, nice, kicc, settle, daou, tosspayments, ksnet, smartro,
                smartro_v2, nice_v2, welcome.
            nice_v2: A receipt that was not asked for in the payment window, as the customer paid,
                cannot be issued later.
            smartro_v2: When the payment is cancelled, this receipt stays; revoke it with
                `cash_receipts.revoke`.
            tosspayments: Nothing is checked. A business number with the type `person` is accepted
                too, so send what is right.
            `identifier`: html5_inicis, kcp, nice, daou, welcome: `identifier_type` is not needed;
                the number itself tells its kind.
            `identifier_type`: Required by kicc, settle, nice_v2. Only kicc, settle, nice_v2.
                nice_v2: No receipt is issued by the number of a cash receipt card, `taxcard`.
            `type`: Required by smartro_v2, nice_v2, welcome.
            `buyer_name`: Required by ksnet, smartro_v2.
            `buyer_tel`: Required by smartro_v2, welcome.
            `product_type`: Required by ksnet. Only ksnet, nice_v2.
            `company_name`, `company_tel`: Required by daou. Only daou.
            `corp_reg_no`: Required by daou, welcome. Only daou, welcome.

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
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.

        Raises:
            AlreadyDone: The cash receipt was revoked before.
            NotFound: PortOne has issued no cash receipt for this payment.
            Refused: PortOne or the PG refuses to revoke it for another reason; the PG does not
                revoke it.
            NotSupported: PortOne offers no cash receipts on the PG of this payment.

        PGs:
            Only html5_inicis, kcp, settle, nice, daou, tosspayments, nice_v2, ksnet, smartro_v2,
                welcome.

        V1: DELETE /receipts/{imp_uid} (현금영수증 발급취소)
        """
        arguments = {"imp_uid": imp_uid}
        return await self.sender.send(Call(operations.REVOKE, one(CashReceipt), arguments))

    async def get_external(self, merchant_uid: str) -> ExternalCashReceipt:
        """Look up the cash receipt of cash that was not paid through PortOne.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was given when the
                receipt was issued.

        Raises:
            NotFound: No cash receipt was issued under this merchant_uid.

        PGs:
            Only html5_inicis, kcp, settle, nice, kicc, tosspayments, nice_v2, ksnet, smartro_v2,
                welcome.

        V1: GET /receipts/external/{merchant_uid} (현금영수증 외부 발급내역 조회)
        """
        arguments = {"merchant_uid": merchant_uid}
        return await self.sender.send(
            Call(operations.GET_EXTERNAL, one(ExternalCashReceipt), arguments)
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
            merchant_uid (고객사 주문번호): The merchant's identity of the order. Give that of the cash
                payment itself, or the two cannot be matched later.
            channel_key (채널키): The channel over whose PG the receipt is issued.
            name (주문명): What was bought.
            amount (발행 금액): For how much to issue the receipt. In won.
            identifier (식별정보): Whom the receipt is for: the number of a phone, of a cash receipt
                card of the tax service, of a resident or of a business.
            identifier_type (식별정보 구분코드): What kind of number `identifier` is.
            type (타입(대상)): What the receipt serves for. "person" when left out.
            buyer_name (구매자 이름): The customer's name. Best given always, so that the receipt can be
                traced.
            buyer_email (구매자 이메일): The customer's e-mail address.
            buyer_tel (구매자 전화번호): The customer's phone number. Best given always, so that the
                receipt can be traced.
            tax_free (면세금액): The tax-free part of the receipt. Left out, it is 0. Of the rest, 1/11
                is value-added tax: this is the way to change that tax. In won.
            vat_amount (부가세 지정 금액): The value-added tax in the receipt. Only for merchants who may
                set it themselves. In won, or a decimal in another currency.
            product_type (주문 상품구분): What was sold, `real` goods or `digital` content.
            pay_method (결제수단): How the cash was paid.
            corp_reg_no (상점 사업자 번호): The merchant's business registration number.

        Raises:
            AlreadyDone: A cash receipt was issued under this merchant_uid before.
            InvalidRequest: An argument is missing, or the merchant_uid has a cash receipt already.
            Refused: PortOne or the PG refuses it for another reason; the PG does not issue it.
            NotSupported: PortOne offers no cash receipts on the PG of this channel.

        PGs:
            Only html5_inicis, kcp, settle, nice, kicc, tosspayments, nice_v2, ksnet, smartro,
                smartro_v2, welcome.
            nice_v2: A receipt that was not asked for in the payment window, as the customer paid,
                cannot be issued later.
            smartro_v2: When the payment is cancelled, this receipt stays; revoke it with
                `cash_receipts.revoke_external`.
            tosspayments: Nothing is checked. A business number with the type `person` is accepted
                too, so send what is right.
            `merchant_uid`: smartro_v2: Without special characters.
            `identifier`: html5_inicis, kcp, nice, welcome: `identifier_type` is not needed; the
                number itself tells its kind.
            `identifier_type`: Required by kicc, settle, nice_v2. Only kicc, settle, nice_v2.
                nice_v2: No receipt is issued by the number of a cash receipt card, `taxcard`.
            `type`: Required by smartro_v2, nice_v2, welcome.
            `buyer_name`: Required by ksnet, smartro_v2.
            `buyer_tel`: Required by smartro_v2, welcome.
            `product_type`: Required by ksnet. Only ksnet.
            `pay_method`, `corp_reg_no`: Required by welcome. Only welcome.

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
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was given when the
                receipt was issued.

        Raises:
            AlreadyDone: The cash receipt was revoked before.
            InvalidRequest: The merchant_uid is missing.
            NotFound: No cash receipt was issued under this merchant_uid.
            Refused: PortOne or the PG refuses to revoke it for another reason; the PG does not
                revoke it.
            NotSupported: PortOne offers no cash receipts on the PG of this receipt.

        PGs:
            Only html5_inicis, kcp, settle, nice, tosspayments, nice_v2, ksnet, smartro_v2, welcome.

        V1: DELETE /receipts/external/{merchant_uid} (현금영수증 외부 발급취소)
        """
        arguments = {"merchant_uid": merchant_uid}
        return await self.sender.send(
            Call(operations.REVOKE_EXTERNAL, one(ExternalCashReceipt), arguments)
        )
