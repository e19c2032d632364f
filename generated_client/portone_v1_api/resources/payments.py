# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Look up payments and cancel them. (결제) What holds for every call: docs/calls.md."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Literal, overload

from ..calls import Arguments, AsyncResource, Call, Resource, Strings
from ..models.payments import (
    CancelRequester,
    Payment,
    PaymentBalance,
    PaymentPage,
    PaymentSorting,
    PaymentStatus,
    PaymentStatusFilter,
)
from ..operations import payments as operations
from ..paging import AsyncItems, Items, Walk
from ..payloads import PartialList, one, some
from ..values import Money, Time


class Payments(Resource):
    """Look up payments and cancel them. (결제)"""

    def get_many(
        self, *, imp_uids: Strings | None = None, merchant_uids: Strings | None = None
    ) -> PartialList[Payment]:
        """Look up to 100 payments by their imp_uids, merchant_uids or both.

        The answer holds the payments that were found, newest first and not in the order asked.
        Status 207 means that some were not found.

        Args:
            imp_uids (포트원 거래고유번호): PortOne's identities of the payments. At most 100 of them.
            merchant_uids (고객사 주문번호): The merchant's identities of the orders. At most 100 of them.

        Returns:
            All of them. When `partial` is true: those that were found; others were not.

        Raises:
            NotFound: None of them was found.

        V1: GET /payments (결제내역 복수조회)
        """
        arguments = {"imp_uids": imp_uids, "merchant_uids": merchant_uids}
        parse = some(Payment, {"imp_uids": "imp_uid", "merchant_uids": "merchant_uid"})
        return self.sender.send(Call(operations.GET_MANY, parse, arguments))

    def get(self, imp_uid: str, *, include_sandbox: bool | None = None) -> Payment:
        """Look up a payment by its imp_uid.

        Payments of test channels stay hidden unless `include_sandbox` is true. PayPal leaves a
        payment pending for a while: look at `status` again later, or wait for the webhook.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            include_sandbox (테스트 결제건 포함 여부): Whether payments of test channels are found too. False
                when left out.

        Raises:
            NotFound: The store has no payment of this imp_uid, or it is a test payment and
                include_sandbox was not given.

        PGs:
            daou: Of a depositor's bank account only the name is known; `extension=true` (sent with
                `extra_query`) adds it as `extension.REMITTER`.
            paypal_v2: A payment may stay pending before it becomes paid or failed.

        V1: GET /payments/{imp_uid} (결제내역 단건조회)
        """
        arguments = {"imp_uid": imp_uid, "include_sandbox": include_sandbox}
        return self.sender.send(Call(operations.GET, one(Payment), arguments))

    def get_balance(self, imp_uid: str) -> PaymentBalance:
        """Show how the amount of a PAYCO payment is made up.

        For PAYCO alone. What is left of any other payment is `amount - cancel_amount`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.

        Returns:
            The parts of the amount.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            NotSupported: The payment is not one of PAYCO.

        PGs:
            Only payco.

        V1: GET /payments/{imp_uid}/balance (결제수단별 금액 상세조회)
        """
        arguments = {"imp_uid": imp_uid}
        return self.sender.send(Call(operations.GET_BALANCE, one(PaymentBalance), arguments))

    def find(
        self,
        merchant_uid: str,
        *,
        payment_status: PaymentStatus | None = None,
        sorting: PaymentSorting | None = None,
    ) -> Payment:
        """Look up one payment of an order, the newest attempt unless sorted otherwise.

        An order may have several payments: failed attempts and the one that was paid. This returns
        the first in the order of `sorting`; `payments.find_all` returns them all.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order.
            payment_status (거래상태 구분코드): Look only at payments of this status. Left out, at all of
                them.
            sorting (정렬기준): The order in which the first is taken. "-started" when left out.

        Raises:
            NotFound: The store has no such payment under this merchant_uid.

        V1: GET /payments/find/{merchant_uid}/{payment_status} (결제 단건조회 (고객사 주문번호))
        """
        arguments = {
            "merchant_uid": merchant_uid,
            "payment_status": payment_status,
            "sorting": sorting,
        }
        return self.sender.send(Call(operations.FIND, one(Payment), arguments))

    def find_all(
        self,
        merchant_uid: str,
        *,
        payment_status: PaymentStatus | None = None,
        page: int | None = None,
        limit: int | None = None,
        sorting: PaymentSorting | None = None,
    ) -> PaymentPage:
        """List all payments of an order.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order.
            payment_status (결제상태코드): List only payments of this status. Left out, all of them.
            page (페이지번호): The page, counted from 1. At least 1; 1 when left out.
            limit (페이지당 조회건수): How many payments a page holds. From 1 to 1000; 20 when left out.
            sorting (정렬기준): The order of the list. "-started" when left out.

        Raises:
            InvalidRequest: The status is not a known one.
            NotFound: The store has no payment under this merchant_uid.

        V1: GET /payments/findAll/{merchant_uid}/{payment_status} (결제 복수조회 (고객사 주문번호))
        """
        arguments = {
            "merchant_uid": merchant_uid,
            "payment_status": payment_status,
            "page": page,
            "limit": limit,
            "sorting": sorting,
        }
        return self.sender.send(Call(operations.FIND_ALL, one(PaymentPage), arguments))

    def iter_by_merchant_uid(
        self,
        merchant_uid: str,
        *,
        payment_status: PaymentStatus | None = None,
        limit: int = 1000,
        sorting: PaymentSorting | None = None,
    ) -> Iterator[Payment]:
        """Go through all payments of an order.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order.
            payment_status (결제상태코드): List only payments of this status. Left out, all of them.
            limit (페이지당 조회건수): How many payments a page holds. From 1 to 1000; 1000 when left out.
            sorting (정렬기준): The order of the list. "-started" when left out.

        V1: GET /payments/findAll/{merchant_uid}/{payment_status} (결제 복수조회 (고객사 주문번호))
        """
        arguments = {
            "merchant_uid": merchant_uid,
            "payment_status": payment_status,
            "limit": limit,
            "sorting": sorting,
        }
        walk = Walk(operations.FIND_ALL, one(PaymentPage), arguments)
        return Items(self.sender, walk)

    def list_by_status(
        self,
        payment_status: PaymentStatusFilter,
        *,
        page: int | None = None,
        limit: int | None = None,
        from_: Time | None = None,
        to: Time | None = None,
        sorting: PaymentSorting | None = None,
    ) -> PaymentPage:
        """List the payments of a status in a range of up to 90 days.

        The range is over the time of a payment's *final* status: a payment of January that was
        refunded in May is found in May, under `cancelled`. A payment that was cancelled in part is
        still `paid`, on the day on which it was paid.

        Args:
            payment_status (결제상태코드): The status to list, or `all`.
            page (페이지번호): The page, counted from 1. At least 1; 1 when left out.
            limit (페이지당 조회건수): How many payments a page holds. From 1 to 1000; 20 when left out.
            from_ (검색 시작 시각): The start of the range, inclusive. The default is 90 days before `to`.
                Epoch seconds or an aware datetime.
            to (검색 종료 시각): The end of the range, inclusive. The default is now. Epoch seconds or an
                aware datetime.
            sorting (정렬기준): The order of the list. "-started" when left out.

        Raises:
            InvalidRequest: The status is not a known one, the range is too long, or the page lies
                beyond the last.

        V1: GET /payments/status/{payment_status} (결제상태기준 복수조회)
        """
        arguments = {
            "payment_status": payment_status,
            "page": page,
            "limit": limit,
            "from_": from_,
            "to": to,
            "sorting": sorting,
        }
        return self.sender.send(Call(operations.LIST_BY_STATUS, one(PaymentPage), arguments))

    def iter_by_status(
        self,
        payment_status: PaymentStatusFilter,
        *,
        limit: int = 1000,
        from_: Time | None = None,
        to: Time | None = None,
        sorting: PaymentSorting | None = None,
    ) -> Iterator[Payment]:
        """Go through the payments of a status in a range of any length.

        The range is over the time of a payment's *final* status: a payment of January that was
        refunded in May is found in May, under `cancelled`. A payment that was cancelled in part is
        still `paid`, on the day on which it was paid.

        A range longer than 90 days is split into several, which follow each other in the order of
        the list; within each, the list is in that order.

        Args:
            payment_status (결제상태코드): The status to list, or `all`.
            limit (페이지당 조회건수): How many payments a page holds. From 1 to 1000; 1000 when left out.
            from_ (검색 시작 시각): The start of the range, inclusive. The default is 90 days before `to`.
                Epoch seconds or an aware datetime.
            to (검색 종료 시각): The end of the range, inclusive. The default is now. Epoch seconds or an
                aware datetime.
            sorting (정렬기준): The order of the list. "-started" when left out.

        V1: GET /payments/status/{payment_status} (결제상태기준 복수조회)
        """
        arguments = {
            "payment_status": payment_status,
            "limit": limit,
            "from_": from_,
            "to": to,
            "sorting": sorting,
        }
        walk = Walk(operations.LIST_BY_STATUS, one(PaymentPage), arguments)
        return Items(self.sender, walk)

    @overload
    def cancel(
        self,
        *,
        imp_uid: str,
        amount: Money | Literal["all"],
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        checksum: Money | None = None,
        reason: str | None = None,
        refund_holder: str | None = None,
        refund_bank: str | None = None,
        refund_account: str | None = None,
        refund_tel: str | None = None,
        retain_promotion: bool | None = None,
        enable_webhook: bool | None = None,
        requester: CancelRequester | None = None,
    ) -> Payment: ...

    @overload
    def cancel(
        self,
        *,
        merchant_uid: str,
        amount: Money | Literal["all"],
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        checksum: Money | None = None,
        reason: str | None = None,
        refund_holder: str | None = None,
        refund_bank: str | None = None,
        refund_account: str | None = None,
        refund_tel: str | None = None,
        retain_promotion: bool | None = None,
        enable_webhook: bool | None = None,
        requester: CancelRequester | None = None,
    ) -> Payment: ...

    def cancel(
        self,
        *,
        amount: Money | Literal["all"],
        imp_uid: str | None = None,
        merchant_uid: str | None = None,
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        checksum: Money | None = None,
        reason: str | None = None,
        refund_holder: str | None = None,
        refund_bank: str | None = None,
        refund_account: str | None = None,
        refund_tel: str | None = None,
        retain_promotion: bool | None = None,
        enable_webhook: bool | None = None,
        requester: CancelRequester | None = None,
    ) -> Payment:
        """Cancel a payment, in part or in full.

        Cards, account transfers and phone payments are refunded at once, phone payments only within
        the month of the payment. Virtual accounts, and phone payments of KCP in a later month, are
        refunded on the next business day, under a special agreement with the PG, to the account
        given with `refund_holder`, `refund_bank` and `refund_account`. Vouchers are cancelled in
        full only.

        A payment that is cancelled in part stays `paid` with `cancel_amount` above 0. Give
        `checksum` whenever a part is cancelled: a cancel that is sent twice by mistake is then
        refused instead of refunding twice.

        When a promotion lowered the price, `amount` and `checksum` count before the discount: of
        20,000 won with 10% off, cancelling 10,000 gives 9,000 back.

        paypal_v2, paymentwall, smartro_v2 (virtual accounts and transfers) and WeChat at kicc only
        accept the cancel; the webhook or a later read tells how it ended.

        Args:
            amount (취소 요청금액): How much to cancel, before the discount of a promotion, or `"all"` for
                all that is left. On the wire, leaving it out or 0 means all. In won, or a decimal
                in another currency.
            imp_uid (포트원 거래고유번호): The payment to cancel. Give this or `merchant_uid`, not both.
            merchant_uid (고객사 주문번호): The order whose payment is to be cancelled.
            tax_free (면세금액): The tax-free part of `amount`. Left out, it is 0. In won, or a decimal
                in another currency.
            vat_amount (부가세): The value-added tax in `amount`. Give it when it was given at payment.
                In won, or a decimal in another currency.
            checksum (취소 가능 잔액): What you believe is left of the payment, before the discount of a
                promotion. The cancel is refused when it is not. Left out, nothing is checked, and a
                cancel that is sent twice refunds twice. In won, or a decimal in another currency.
            reason (취소 사유): Why it is cancelled.
            refund_holder (환불계좌 예금주): Holder of the account to refund to. Needed for virtual
                accounts.
            refund_bank (환불계좌 은행코드): The PG's own code of the bank to refund to (KCP `BK04`, INICIS
                `04`, most others three digits). Needed for virtual accounts.
            refund_account (환불계좌 계좌번호): Number of the account to refund to. Needed for virtual
                accounts.
            refund_tel (환불계좌 예금주 연락처): Phone number of the account's holder.
            retain_promotion (프로모션 유지 여부): Whether the discount stays although what is left no
                longer earns it. The first choice binds the later cancels. Without it, a cancel that
                would leave more charged than before is refused. False when left out.
            enable_webhook (취소 통보 웹훅 전송 여부): Whether PortOne calls the merchant's webhook when the
                cancel succeeds. Only for payments that used one. False when left out.
            requester (취소 요청자): Who asked for the cancel. "admin" when left out.

        Raises:
            NotFound: The store has no such payment.
            AlreadyDone: Nothing of the payment is left to cancel.
            Declined: The PG refuses to cancel.
            Conflict: What is left of the payment is not what `checksum` says.
            InvalidRequest: More is to be cancelled than is left.
            Refused: PortOne refuses the cancel for another reason.

        PGs:
            daou: Virtual accounts are refunded only under a special agreement, by hand, and the
                money takes seven business days or more.
            html5_inicis: Cancels exactly what is sent. Give tax_free and vat_amount as they were
                given at payment.
            kcp: A phone payment of an earlier month is refunded on the next business day to the
                account given, under a special agreement.
            ksnet: Phone payments cannot be cancelled in part; others at most 9 times and within 6
                months. No virtual account is refunded between 23:00 and 06:00. A cash receipt is
                not revoked; after a partial cancel of a mixed-tax transfer, revoke it and issue it
                anew.
            naverpay: Give `requester` and `reason`, or the shop does not pass Naver Pay's review.
            nice: Where the shop fixes the tax split, give tax_free and vat_amount exactly.
            paypal_v2: A cancel may wait for approval. It is done only when `status` is cancelled
                and `cancel_history` has its row; the webhook tells how it ended.
            smartro_v2: Virtual accounts are refunded later, and the webhook tells when; without a
                cash receipt the tax-free part is not checked, so send it exactly. In test mode
                debit cards are cancelled in full only, and Kakao Pay test payments are not undone
                by themselves.
            tosspayments: Gift vouchers cannot be cancelled in part.
            welcome: Partial cancels need an agreement for each means of payment.
            `tax_free`: kcp, kcp_quick, kicc, nice, payco: Left out, it is not taken as 0. Give it
                when part of the payment was tax-free. smartro_v2: Must be given when the cancelled
                part holds something tax-free. welcome: Must be given by merchants who set the tax
                themselves and gave it at payment; cancelled exactly as sent.
            `vat_amount`: Only nice, html5_inicis, welcome, nice_v2. nice, html5_inicis: Must be
                given when it was given at payment. welcome: Must be given by merchants who set the
                tax themselves; cancelled exactly as sent.
            `reason`, `requester`: Required by naverpay.
            `refund_holder`, `refund_bank`, `refund_account`: kcp: Needed for phone payments of an
                earlier month. smartro_v2: Needed for virtual accounts and account transfers.
            `refund_tel`: Required by smartro. smartro_v2: Needed for virtual accounts and account
                transfers.

        V1: POST /payments/cancel (결제취소)
        """
        arguments = Arguments(
            {
                "imp_uid": imp_uid,
                "merchant_uid": merchant_uid,
                "amount": amount,
                "tax_free": tax_free,
                "vat_amount": vat_amount,
                "checksum": checksum,
                "reason": reason,
                "refund_holder": refund_holder,
                "refund_bank": refund_bank,
                "refund_account": refund_account,
                "refund_tel": refund_tel,
                "retain_promotion": retain_promotion,
                "enable_webhook": enable_webhook,
                "requester": requester,
            }
        )
        del refund_account, refund_tel  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.CANCEL, one(Payment), arguments))


class AsyncPayments(AsyncResource):
    """Look up payments and cancel them. (결제)"""

    async def get_many(
        self, *, imp_uids: Strings | None = None, merchant_uids: Strings | None = None
    ) -> PartialList[Payment]:
        """Look up to 100 payments by their imp_uids, merchant_uids or both.

        The answer holds the payments that were found, newest first and not in the order asked.
        Status 207 means that some were not found.

        Args:
            imp_uids (포트원 거래고유번호): PortOne's identities of the payments. At most 100 of them.
            merchant_uids (고객사 주문번호): The merchant's identities of the orders. At most 100 of them.

        Returns:
            All of them. When `partial` is true: those that were found; others were not.

        Raises:
            NotFound: None of them was found.

        V1: GET /payments (결제내역 복수조회)
        """
        arguments = {"imp_uids": imp_uids, "merchant_uids": merchant_uids}
        parse = some(Payment, {"imp_uids": "imp_uid", "merchant_uids": "merchant_uid"})
        return await self.sender.send(Call(operations.GET_MANY, parse, arguments))

    async def get(self, imp_uid: str, *, include_sandbox: bool | None = None) -> Payment:
        """Look up a payment by its imp_uid.

        Payments of test channels stay hidden unless `include_sandbox` is true. PayPal leaves a
        payment pending for a while: look at `status` again later, or wait for the webhook.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            include_sandbox (테스트 결제건 포함 여부): Whether payments of test channels are found too. False
                when left out.

        Raises:
            NotFound: The store has no payment of this imp_uid, or it is a test payment and
                include_sandbox was not given.

        PGs:
            daou: Of a depositor's bank account only the name is known; `extension=true` (sent with
                `extra_query`) adds it as `extension.REMITTER`.
            paypal_v2: A payment may stay pending before it becomes paid or failed.

        V1: GET /payments/{imp_uid} (결제내역 단건조회)
        """
        arguments = {"imp_uid": imp_uid, "include_sandbox": include_sandbox}
        return await self.sender.send(Call(operations.GET, one(Payment), arguments))

    async def get_balance(self, imp_uid: str) -> PaymentBalance:
        """Show how the amount of a PAYCO payment is made up.

        For PAYCO alone. What is left of any other payment is `amount - cancel_amount`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.

        Returns:
            The parts of the amount.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            NotSupported: The payment is not one of PAYCO.

        PGs:
            Only payco.

        V1: GET /payments/{imp_uid}/balance (결제수단별 금액 상세조회)
        """
        arguments = {"imp_uid": imp_uid}
        return await self.sender.send(Call(operations.GET_BALANCE, one(PaymentBalance), arguments))

    async def find(
        self,
        merchant_uid: str,
        *,
        payment_status: PaymentStatus | None = None,
        sorting: PaymentSorting | None = None,
    ) -> Payment:
        """Look up one payment of an order, the newest attempt unless sorted otherwise.

        An order may have several payments: failed attempts and the one that was paid. This returns
        the first in the order of `sorting`; `payments.find_all` returns them all.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order.
            payment_status (거래상태 구분코드): Look only at payments of this status. Left out, at all of
                them.
            sorting (정렬기준): The order in which the first is taken. "-started" when left out.

        Raises:
            NotFound: The store has no such payment under this merchant_uid.

        V1: GET /payments/find/{merchant_uid}/{payment_status} (결제 단건조회 (고객사 주문번호))
        """
        arguments = {
            "merchant_uid": merchant_uid,
            "payment_status": payment_status,
            "sorting": sorting,
        }
        return await self.sender.send(Call(operations.FIND, one(Payment), arguments))

    async def find_all(
        self,
        merchant_uid: str,
        *,
        payment_status: PaymentStatus | None = None,
        page: int | None = None,
        limit: int | None = None,
        sorting: PaymentSorting | None = None,
    ) -> PaymentPage:
        """List all payments of an order.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order.
            payment_status (결제상태코드): List only payments of this status. Left out, all of them.
            page (페이지번호): The page, counted from 1. At least 1; 1 when left out.
            limit (페이지당 조회건수): How many payments a page holds. From 1 to 1000; 20 when left out.
            sorting (정렬기준): The order of the list. "-started" when left out.

        Raises:
            InvalidRequest: The status is not a known one.
            NotFound: The store has no payment under this merchant_uid.

        V1: GET /payments/findAll/{merchant_uid}/{payment_status} (결제 복수조회 (고객사 주문번호))
        """
        arguments = {
            "merchant_uid": merchant_uid,
            "payment_status": payment_status,
            "page": page,
            "limit": limit,
            "sorting": sorting,
        }
        return await self.sender.send(Call(operations.FIND_ALL, one(PaymentPage), arguments))

    def iter_by_merchant_uid(
        self,
        merchant_uid: str,
        *,
        payment_status: PaymentStatus | None = None,
        limit: int = 1000,
        sorting: PaymentSorting | None = None,
    ) -> AsyncIterator[Payment]:
        """Go through all payments of an order.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order.
            payment_status (결제상태코드): List only payments of this status. Left out, all of them.
            limit (페이지당 조회건수): How many payments a page holds. From 1 to 1000; 1000 when left out.
            sorting (정렬기준): The order of the list. "-started" when left out.

        V1: GET /payments/findAll/{merchant_uid}/{payment_status} (결제 복수조회 (고객사 주문번호))
        """
        arguments = {
            "merchant_uid": merchant_uid,
            "payment_status": payment_status,
            "limit": limit,
            "sorting": sorting,
        }
        walk = Walk(operations.FIND_ALL, one(PaymentPage), arguments)
        return AsyncItems(self.sender, walk)

    async def list_by_status(
        self,
        payment_status: PaymentStatusFilter,
        *,
        page: int | None = None,
        limit: int | None = None,
        from_: Time | None = None,
        to: Time | None = None,
        sorting: PaymentSorting | None = None,
    ) -> PaymentPage:
        """List the payments of a status in a range of up to 90 days.

        The range is over the time of a payment's *final* status: a payment of January that was
        refunded in May is found in May, under `cancelled`. A payment that was cancelled in part is
        still `paid`, on the day on which it was paid.

        Args:
            payment_status (결제상태코드): The status to list, or `all`.
            page (페이지번호): The page, counted from 1. At least 1; 1 when left out.
            limit (페이지당 조회건수): How many payments a page holds. From 1 to 1000; 20 when left out.
            from_ (검색 시작 시각): The start of the range, inclusive. The default is 90 days before `to`.
                Epoch seconds or an aware datetime.
            to (검색 종료 시각): The end of the range, inclusive. The default is now. Epoch seconds or an
                aware datetime.
            sorting (정렬기준): The order of the list. "-started" when left out.

        Raises:
            InvalidRequest: The status is not a known one, the range is too long, or the page lies
                beyond the last.

        V1: GET /payments/status/{payment_status} (결제상태기준 복수조회)
        """
        arguments = {
            "payment_status": payment_status,
            "page": page,
            "limit": limit,
            "from_": from_,
            "to": to,
            "sorting": sorting,
        }
        return await self.sender.send(Call(operations.LIST_BY_STATUS, one(PaymentPage), arguments))

    def iter_by_status(
        self,
        payment_status: PaymentStatusFilter,
        *,
        limit: int = 1000,
        from_: Time | None = None,
        to: Time | None = None,
        sorting: PaymentSorting | None = None,
    ) -> AsyncIterator[Payment]:
        """Go through the payments of a status in a range of any length.

        The range is over the time of a payment's *final* status: a payment of January that was
        refunded in May is found in May, under `cancelled`. A payment that was cancelled in part is
        still `paid`, on the day on which it was paid.

        A range longer than 90 days is split into several, which follow each other in the order of
        the list; within each, the list is in that order.

        Args:
            payment_status (결제상태코드): The status to list, or `all`.
            limit (페이지당 조회건수): How many payments a page holds. From 1 to 1000; 1000 when left out.
            from_ (검색 시작 시각): The start of the range, inclusive. The default is 90 days before `to`.
                Epoch seconds or an aware datetime.
            to (검색 종료 시각): The end of the range, inclusive. The default is now. Epoch seconds or an
                aware datetime.
            sorting (정렬기준): The order of the list. "-started" when left out.

        V1: GET /payments/status/{payment_status} (결제상태기준 복수조회)
        """
        arguments = {
            "payment_status": payment_status,
            "limit": limit,
            "from_": from_,
            "to": to,
            "sorting": sorting,
        }
        walk = Walk(operations.LIST_BY_STATUS, one(PaymentPage), arguments)
        return AsyncItems(self.sender, walk)

    @overload
    async def cancel(
        self,
        *,
        imp_uid: str,
        amount: Money | Literal["all"],
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        checksum: Money | None = None,
        reason: str | None = None,
        refund_holder: str | None = None,
        refund_bank: str | None = None,
        refund_account: str | None = None,
        refund_tel: str | None = None,
        retain_promotion: bool | None = None,
        enable_webhook: bool | None = None,
        requester: CancelRequester | None = None,
    ) -> Payment: ...

    @overload
    async def cancel(
        self,
        *,
        merchant_uid: str,
        amount: Money | Literal["all"],
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        checksum: Money | None = None,
        reason: str | None = None,
        refund_holder: str | None = None,
        refund_bank: str | None = None,
        refund_account: str | None = None,
        refund_tel: str | None = None,
        retain_promotion: bool | None = None,
        enable_webhook: bool | None = None,
        requester: CancelRequester | None = None,
    ) -> Payment: ...

    async def cancel(
        self,
        *,
        amount: Money | Literal["all"],
        imp_uid: str | None = None,
        merchant_uid: str | None = None,
        tax_free: Money | None = None,
        vat_amount: Money | None = None,
        checksum: Money | None = None,
        reason: str | None = None,
        refund_holder: str | None = None,
        refund_bank: str | None = None,
        refund_account: str | None = None,
        refund_tel: str | None = None,
        retain_promotion: bool | None = None,
        enable_webhook: bool | None = None,
        requester: CancelRequester | None = None,
    ) -> Payment:
        """Cancel a payment, in part or in full.

        Cards, account transfers and phone payments are refunded at once, phone payments only within
        the month of the payment. Virtual accounts, and phone payments of KCP in a later month, are
        refunded on the next business day, under a special agreement with the PG, to the account
        given with `refund_holder`, `refund_bank` and `refund_account`. Vouchers are cancelled in
        full only.

        A payment that is cancelled in part stays `paid` with `cancel_amount` above 0. Give
        `checksum` whenever a part is cancelled: a cancel that is sent twice by mistake is then
        refused instead of refunding twice.

        When a promotion lowered the price, `amount` and `checksum` count before the discount: of
        20,000 won with 10% off, cancelling 10,000 gives 9,000 back.

        paypal_v2, paymentwall, smartro_v2 (virtual accounts and transfers) and WeChat at kicc only
        accept the cancel; the webhook or a later read tells how it ended.

        Args:
            amount (취소 요청금액): How much to cancel, before the discount of a promotion, or `"all"` for
                all that is left. On the wire, leaving it out or 0 means all. In won, or a decimal
                in another currency.
            imp_uid (포트원 거래고유번호): The payment to cancel. Give this or `merchant_uid`, not both.
            merchant_uid (고객사 주문번호): The order whose payment is to be cancelled.
            tax_free (면세금액): The tax-free part of `amount`. Left out, it is 0. In won, or a decimal
                in another currency.
            vat_amount (부가세): The value-added tax in `amount`. Give it when it was given at payment.
                In won, or a decimal in another currency.
            checksum (취소 가능 잔액): What you believe is left of the payment, before the discount of a
                promotion. The cancel is refused when it is not. Left out, nothing is checked, and a
                cancel that is sent twice refunds twice. In won, or a decimal in another currency.
            reason (취소 사유): Why it is cancelled.
            refund_holder (환불계좌 예금주): Holder of the account to refund to. Needed for virtual
                accounts.
            refund_bank (환불계좌 은행코드): The PG's own code of the bank to refund to (KCP `BK04`, INICIS
                `04`, most others three digits). Needed for virtual accounts.
            refund_account (환불계좌 계좌번호): Number of the account to refund to. Needed for virtual
                accounts.
            refund_tel (환불계좌 예금주 연락처): Phone number of the account's holder.
            retain_promotion (프로모션 유지 여부): Whether the discount stays although what is left no
                longer earns it. The first choice binds the later cancels. Without it, a cancel that
                would leave more charged than before is refused. False when left out.
            enable_webhook (취소 통보 웹훅 전송 여부): Whether PortOne calls the merchant's webhook when the
                cancel succeeds. Only for payments that used one. False when left out.
            requester (취소 요청자): Who asked for the cancel. "admin" when left out.

        Raises:
            NotFound: The store has no such payment.
            AlreadyDone: Nothing of the payment is left to cancel.
            Declined: The PG refuses to cancel.
            Conflict: What is left of the payment is not what `checksum` says.
            InvalidRequest: More is to be cancelled than is left.
            Refused: PortOne refuses the cancel for another reason.

        PGs:
            daou: Virtual accounts are refunded only under a special agreement, by hand, and the
                money takes seven business days or more.
            html5_inicis: Cancels exactly what is sent. Give tax_free and vat_amount as they were
                given at payment.
            kcp: A phone payment of an earlier month is refunded on the next business day to the
                account given, under a special agreement.
            ksnet: Phone payments cannot be cancelled in part; others at most 9 times and within 6
                months. No virtual account is refunded between 23:00 and 06:00. A cash receipt is
                not revoked; after a partial cancel of a mixed-tax transfer, revoke it and issue it
                anew.
            naverpay: Give `requester` and `reason`, or the shop does not pass Naver Pay's review.
            nice: Where the shop fixes the tax split, give tax_free and vat_amount exactly.
            paypal_v2: A cancel may wait for approval. It is done only when `status` is cancelled
                and `cancel_history` has its row; the webhook tells how it ended.
            smartro_v2: Virtual accounts are refunded later, and the webhook tells when; without a
                cash receipt the tax-free part is not checked, so send it exactly. In test mode
                debit cards are cancelled in full only, and Kakao Pay test payments are not undone
                by themselves.
            tosspayments: Gift vouchers cannot be cancelled in part.
            welcome: Partial cancels need an agreement for each means of payment.
            `tax_free`: kcp, kcp_quick, kicc, nice, payco: Left out, it is not taken as 0. Give it
                when part of the payment was tax-free. smartro_v2: Must be given when the cancelled
                part holds something tax-free. welcome: Must be given by merchants who set the tax
                themselves and gave it at payment; cancelled exactly as sent.
            `vat_amount`: Only nice, html5_inicis, welcome, nice_v2. nice, html5_inicis: Must be
                given when it was given at payment. welcome: Must be given by merchants who set the
                tax themselves; cancelled exactly as sent.
            `reason`, `requester`: Required by naverpay.
            `refund_holder`, `refund_bank`, `refund_account`: kcp: Needed for phone payments of an
                earlier month. smartro_v2: Needed for virtual accounts and account transfers.
            `refund_tel`: Required by smartro. smartro_v2: Needed for virtual accounts and account
                transfers.

        V1: POST /payments/cancel (결제취소)
        """
        arguments = Arguments(
            {
                "imp_uid": imp_uid,
                "merchant_uid": merchant_uid,
                "amount": amount,
                "tax_free": tax_free,
                "vat_amount": vat_amount,
                "checksum": checksum,
                "reason": reason,
                "refund_holder": refund_holder,
                "refund_bank": refund_bank,
                "refund_account": refund_account,
                "refund_tel": refund_tel,
                "retain_promotion": retain_promotion,
                "enable_webhook": enable_webhook,
                "requester": requester,
            }
        )
        del refund_account, refund_tel  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.CANCEL, one(Payment), arguments))
