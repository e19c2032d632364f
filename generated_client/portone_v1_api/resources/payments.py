# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Look up payments and cancel them. (결제)"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Literal

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
            imp_uids: PortOne's identities of the payments. At most 100 of them. (포트원 거래고유번호)
            merchant_uids: The merchant's identities of the orders. At most 100 of them. (고객사 주문번호)

        Returns:
            All of them. When `partial` is true: those that were found; others were not.

        Raises:
            NotFound: Outcome rejected: none of them was found.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: GET /payments (결제내역 복수조회)
        """
        return self.sender.send(
            Call(
                operations.GET_MANY,
                some(Payment, {"imp_uids": "imp_uid", "merchant_uids": "merchant_uid"}),
                {"imp_uids": imp_uids, "merchant_uids": merchant_uids},
            )
        )

    def get(self, imp_uid: str, *, include_sandbox: bool | None = None) -> Payment:
        """Look up a payment by its imp_uid.

        Payments of test channels stay hidden unless `include_sandbox` is true. PayPal leaves a
        payment pending for a while: look at `status` again later, or wait for the webhook.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            include_sandbox: Whether payments of test channels are found too. False when left out.
                (테스트 결제건 포함 여부)

        Returns:
            The payment.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid, or it is a test
                payment and include_sandbox was not given.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            daou: Of a depositor's bank account only the name is known; `extension=true` (sent with
                `extra_query`) adds it as `extension.REMITTER`.
            paypal_v2: A payment may stay pending before it becomes paid or failed.

        V1: GET /payments/{imp_uid} (결제내역 단건조회)
        """
        return self.sender.send(
            Call(
                operations.GET,
                one(Payment),
                {"imp_uid": imp_uid, "include_sandbox": include_sandbox},
            )
        )

    def get_balance(self, imp_uid: str) -> PaymentBalance:
        """Show how the amount of a PAYCO payment is made up.

        For PAYCO alone. What is left of any other payment is `amount - cancel_amount`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)

        Returns:
            The parts of the amount.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            NotSupported: Outcome rejected: the payment is not one of PAYCO.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only payco.

        V1: GET /payments/{imp_uid}/balance (결제수단별 금액 상세조회)
        """
        return self.sender.send(
            Call(operations.GET_BALANCE, one(PaymentBalance), {"imp_uid": imp_uid})
        )

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
            merchant_uid: The merchant's identity of the order. (고객사 주문번호)
            payment_status: Look only at payments of this status. Left out, at all of them. (거래상태
                구분코드)
            sorting: The order in which the first is taken. The default is `-started`. "-started"
                when left out. (정렬기준)

        Returns:
            The payment.

        Raises:
            NotFound: Outcome rejected: the store has no such payment under this merchant_uid.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: GET /payments/find/{merchant_uid}/{payment_status} (결제 단건조회 (고객사 주문번호))
        """
        return self.sender.send(
            Call(
                operations.FIND,
                one(Payment),
                {
                    "merchant_uid": merchant_uid,
                    "payment_status": payment_status,
                    "sorting": sorting,
                },
            )
        )

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
            merchant_uid: The merchant's identity of the order. (고객사 주문번호)
            payment_status: List only payments of this status. Left out, all of them. (결제상태코드)
            page: The page, counted from 1. At least 1; 1 when left out. (페이지번호)
            limit: How many payments a page holds. From 1 to 1000; 20 when left out. (페이지당 조회건수)
            sorting: The order of the list. The default is `-started`. "-started" when left out.
                (정렬기준)

        Returns:
            A page of payments.

        Raises:
            InvalidRequest: Outcome rejected: the status is not a known one.
            NotFound: Outcome rejected: the store has no payment under this merchant_uid.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        V1: GET /payments/findAll/{merchant_uid}/{payment_status} (결제 복수조회 (고객사 주문번호))
        """
        return self.sender.send(
            Call(
                operations.FIND_ALL,
                one(PaymentPage),
                {
                    "merchant_uid": merchant_uid,
                    "payment_status": payment_status,
                    "page": page,
                    "limit": limit,
                    "sorting": sorting,
                },
            )
        )

    def iter_by_merchant_uid(
        self,
        merchant_uid: str,
        *,
        payment_status: PaymentStatus | None = None,
        limit: int = 1000,
        sorting: PaymentSorting | None = None,
    ) -> Iterator[Payment]:
        """Go through all payments of an order.

        A page is asked for when the one before is used up, and none ahead, so you may stop at any
        time. Whatever comes or goes meanwhile, nothing comes twice, and nothing that stays is left
        out, but for what moves to a place in the list, or to a part of the range, that was passed
        already.

        Args:
            merchant_uid: The merchant's identity of the order. (고객사 주문번호)
            payment_status: List only payments of this status. Left out, all of them. (결제상태코드)
            limit: How many payments a page holds. From 1 to 1000; 1000 when left out. A later page
                has some more, those of the page before it, to be certain that nothing is between
                them. (페이지당 조회건수)
            sorting: The order of the list. The default is `-started`. "-started" when left out.
                (정렬기준)

        Yields:
            One after the other.

        Raises:
            ConfigurationError: Outcome not_sent: an argument is wrong. At once, before anything is
                sent.
            PortOneError: What `find_all` raises, when a page is asked for. Ask the iterator for the
                next one to go on: that page is asked for again, and none comes twice.

        V1: GET /payments/findAll/{merchant_uid}/{payment_status} (결제 복수조회 (고객사 주문번호))
        """
        return Items(
            self.sender,
            Walk(
                operations.FIND_ALL,
                one(PaymentPage),
                {
                    "merchant_uid": merchant_uid,
                    "payment_status": payment_status,
                    "limit": limit,
                    "sorting": sorting,
                },
            ),
        )

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
            payment_status: The status to list, or `all`. (결제상태코드)
            page: The page, counted from 1. At least 1; 1 when left out. (페이지번호)
            limit: How many payments a page holds. From 1 to 1000; 20 when left out. (페이지당 조회건수)
            from_: The start of the range, inclusive. The default is 90 days before `to`. Epoch
                seconds or an aware datetime. (검색 시작 시각)
            to: The end of the range, inclusive. The default is now. Epoch seconds or an aware
                datetime. (검색 종료 시각)
            sorting: The order of the list. The default is `-started`. "-started" when left out.
                (정렬기준)

        Returns:
            A page of payments.

        Raises:
            InvalidRequest: Outcome rejected: the status is not a known one, the range is too long,
                or the page lies beyond the last.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, NotSupported, Conflict, RateLimited:
                Outcome rejected, as for every operation.

        V1: GET /payments/status/{payment_status} (결제상태기준 복수조회)
        """
        return self.sender.send(
            Call(
                operations.LIST_BY_STATUS,
                one(PaymentPage),
                {
                    "payment_status": payment_status,
                    "page": page,
                    "limit": limit,
                    "from_": from_,
                    "to": to,
                    "sorting": sorting,
                },
            )
        )

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

        A range longer than 90 days is cut into several, which follow each other in the order of the
        list; within each, the list is in that order.

        A page is asked for when the one before is used up, and none ahead, so you may stop at any
        time. Whatever comes or goes meanwhile, nothing comes twice, and nothing that stays is left
        out, but for what moves to a place in the list, or to a part of the range, that was passed
        already.

        Args:
            payment_status: The status to list, or `all`. (결제상태코드)
            limit: How many payments a page holds. From 1 to 1000; 1000 when left out. A later page
                has some more, those of the page before it, to be certain that nothing is between
                them. (페이지당 조회건수)
            from_: The start of the range, inclusive. The default is 90 days before `to`. Epoch
                seconds or an aware datetime. (검색 시작 시각)
            to: The end of the range, inclusive. The default is now. Epoch seconds or an aware
                datetime. (검색 종료 시각)
            sorting: The order of the list. The default is `-started`. "-started" when left out.
                (정렬기준)

        Yields:
            One after the other.

        Raises:
            ConfigurationError: Outcome not_sent: an argument is wrong. At once, before anything is
                sent.
            PortOneError: What `list_by_status` raises, when a page is asked for. Ask the iterator
                for the next one to go on: that page is asked for again, and none comes twice.

        V1: GET /payments/status/{payment_status} (결제상태기준 복수조회)
        """
        return Items(
            self.sender,
            Walk(
                operations.LIST_BY_STATUS,
                one(PaymentPage),
                {
                    "payment_status": payment_status,
                    "limit": limit,
                    "from_": from_,
                    "to": to,
                    "sorting": sorting,
                },
            ),
        )

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
            amount: How much to cancel, before the discount of a promotion, or `"all"` for all that
                is left. On the wire, leaving it out or 0 means all. In won, or a decimal in another
                currency. (취소 요청금액)
            imp_uid: The payment to cancel. Give this or `merchant_uid`, not both. (포트원 거래고유번호)
            merchant_uid: The order whose payment is to be cancelled. (고객사 주문번호)
            tax_free: The tax-free part of `amount`. Left out, it is 0. In won, or a decimal in
                another currency. (면세금액) kcp, kcp_quick, kicc, nice, payco: Left out, it is not
                taken as 0. Give it when part of the payment was tax-free. smartro_v2: Must be given
                when the cancelled part holds something tax-free. welcome: Must be given by
                merchants who set the tax themselves and gave it at payment; cancelled exactly as
                sent.
            vat_amount: The value-added tax in `amount`. Give it when it was given at payment. In
                won, or a decimal in another currency. (부가세) Only nice, html5_inicis, welcome,
                nice_v2. nice, html5_inicis: Must be given when it was given at payment. welcome:
                Must be given by merchants who set the tax themselves; cancelled exactly as sent.
            checksum: What you believe is left of the payment, before the discount of a promotion.
                The cancel is refused when it is not. Left out, nothing is checked, and a cancel
                that is sent twice refunds twice. In won, or a decimal in another currency. (취소 가능
                잔액)
            reason: Why it is cancelled. (취소 사유) Required by naverpay.
            refund_holder: Holder of the account to refund to. Needed for virtual accounts. (환불계좌
                예금주) kcp: Needed for phone payments of an earlier month. smartro_v2: Needed for
                virtual accounts and account transfers.
            refund_bank: The PG's own code of the bank to refund to (KCP `BK04`, INICIS `04`, most
                others three digits). Needed for virtual accounts. (환불계좌 은행코드) kcp: Needed for phone
                payments of an earlier month. smartro_v2: Needed for virtual accounts and account
                transfers.
            refund_account: Number of the account to refund to. Needed for virtual accounts. (환불계좌
                계좌번호) kcp: Needed for phone payments of an earlier month. smartro_v2: Needed for
                virtual accounts and account transfers.
            refund_tel: Phone number of the account's holder. (환불계좌 예금주 연락처) Required by smartro.
                smartro_v2: Needed for virtual accounts and account transfers.
            retain_promotion: Whether the discount stays although what is left no longer earns it.
                The first choice binds the later cancels. Without it, a cancel that would leave more
                charged than before is refused. False when left out. (프로모션 유지 여부)
            enable_webhook: Whether PortOne calls the merchant's webhook when the cancel succeeds.
                Only for payments that used one. False when left out. (취소 통보 웹훅 전송 여부)
            requester: Who asked for the cancel. "admin" when left out. (취소 요청자) Required by
                naverpay.

        Returns:
            The payment after the cancel.

        Raises:
            NotFound: Outcome rejected: the store has no such payment.
            AlreadyDone: Outcome rejected: nothing of the payment is left to cancel.
            Declined: Outcome rejected: the PG refuses to cancel.
            Conflict: Outcome rejected: what is left of the payment is not what `checksum` says.
            InvalidRequest: Outcome rejected: more is to be cancelled than is left.
            Refused: Outcome rejected: PortOne refuses the cancel for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, RateLimited: Outcome rejected, as
                for every operation.

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
            imp_uids: PortOne's identities of the payments. At most 100 of them. (포트원 거래고유번호)
            merchant_uids: The merchant's identities of the orders. At most 100 of them. (고객사 주문번호)

        Returns:
            All of them. When `partial` is true: those that were found; others were not.

        Raises:
            NotFound: Outcome rejected: none of them was found.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: GET /payments (결제내역 복수조회)
        """
        return await self.sender.send(
            Call(
                operations.GET_MANY,
                some(Payment, {"imp_uids": "imp_uid", "merchant_uids": "merchant_uid"}),
                {"imp_uids": imp_uids, "merchant_uids": merchant_uids},
            )
        )

    async def get(self, imp_uid: str, *, include_sandbox: bool | None = None) -> Payment:
        """Look up a payment by its imp_uid.

        Payments of test channels stay hidden unless `include_sandbox` is true. PayPal leaves a
        payment pending for a while: look at `status` again later, or wait for the webhook.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            include_sandbox: Whether payments of test channels are found too. False when left out.
                (테스트 결제건 포함 여부)

        Returns:
            The payment.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid, or it is a test
                payment and include_sandbox was not given.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            daou: Of a depositor's bank account only the name is known; `extension=true` (sent with
                `extra_query`) adds it as `extension.REMITTER`.
            paypal_v2: A payment may stay pending before it becomes paid or failed.

        V1: GET /payments/{imp_uid} (결제내역 단건조회)
        """
        return await self.sender.send(
            Call(
                operations.GET,
                one(Payment),
                {"imp_uid": imp_uid, "include_sandbox": include_sandbox},
            )
        )

    async def get_balance(self, imp_uid: str) -> PaymentBalance:
        """Show how the amount of a PAYCO payment is made up.

        For PAYCO alone. What is left of any other payment is `amount - cancel_amount`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)

        Returns:
            The parts of the amount.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            NotSupported: Outcome rejected: the payment is not one of PAYCO.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        PGs:
            Only payco.

        V1: GET /payments/{imp_uid}/balance (결제수단별 금액 상세조회)
        """
        return await self.sender.send(
            Call(operations.GET_BALANCE, one(PaymentBalance), {"imp_uid": imp_uid})
        )

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
            merchant_uid: The merchant's identity of the order. (고객사 주문번호)
            payment_status: Look only at payments of this status. Left out, at all of them. (거래상태
                구분코드)
            sorting: The order in which the first is taken. The default is `-started`. "-started"
                when left out. (정렬기준)

        Returns:
            The payment.

        Raises:
            NotFound: Outcome rejected: the store has no such payment under this merchant_uid.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: GET /payments/find/{merchant_uid}/{payment_status} (결제 단건조회 (고객사 주문번호))
        """
        return await self.sender.send(
            Call(
                operations.FIND,
                one(Payment),
                {
                    "merchant_uid": merchant_uid,
                    "payment_status": payment_status,
                    "sorting": sorting,
                },
            )
        )

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
            merchant_uid: The merchant's identity of the order. (고객사 주문번호)
            payment_status: List only payments of this status. Left out, all of them. (결제상태코드)
            page: The page, counted from 1. At least 1; 1 when left out. (페이지번호)
            limit: How many payments a page holds. From 1 to 1000; 20 when left out. (페이지당 조회건수)
            sorting: The order of the list. The default is `-started`. "-started" when left out.
                (정렬기준)

        Returns:
            A page of payments.

        Raises:
            InvalidRequest: Outcome rejected: the status is not a known one.
            NotFound: Outcome rejected: the store has no payment under this merchant_uid.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

        V1: GET /payments/findAll/{merchant_uid}/{payment_status} (결제 복수조회 (고객사 주문번호))
        """
        return await self.sender.send(
            Call(
                operations.FIND_ALL,
                one(PaymentPage),
                {
                    "merchant_uid": merchant_uid,
                    "payment_status": payment_status,
                    "page": page,
                    "limit": limit,
                    "sorting": sorting,
                },
            )
        )

    def iter_by_merchant_uid(
        self,
        merchant_uid: str,
        *,
        payment_status: PaymentStatus | None = None,
        limit: int = 1000,
        sorting: PaymentSorting | None = None,
    ) -> AsyncIterator[Payment]:
        """Go through all payments of an order.

        A page is asked for when the one before is used up, and none ahead, so you may stop at any
        time. Whatever comes or goes meanwhile, nothing comes twice, and nothing that stays is left
        out, but for what moves to a place in the list, or to a part of the range, that was passed
        already.

        Args:
            merchant_uid: The merchant's identity of the order. (고객사 주문번호)
            payment_status: List only payments of this status. Left out, all of them. (결제상태코드)
            limit: How many payments a page holds. From 1 to 1000; 1000 when left out. A later page
                has some more, those of the page before it, to be certain that nothing is between
                them. (페이지당 조회건수)
            sorting: The order of the list. The default is `-started`. "-started" when left out.
                (정렬기준)

        Yields:
            One after the other.

        Raises:
            ConfigurationError: Outcome not_sent: an argument is wrong. At once, before anything is
                sent.
            PortOneError: What `find_all` raises, when a page is asked for. Ask the iterator for the
                next one to go on: that page is asked for again, and none comes twice.

        V1: GET /payments/findAll/{merchant_uid}/{payment_status} (결제 복수조회 (고객사 주문번호))
        """
        return AsyncItems(
            self.sender,
            Walk(
                operations.FIND_ALL,
                one(PaymentPage),
                {
                    "merchant_uid": merchant_uid,
                    "payment_status": payment_status,
                    "limit": limit,
                    "sorting": sorting,
                },
            ),
        )

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
            payment_status: The status to list, or `all`. (결제상태코드)
            page: The page, counted from 1. At least 1; 1 when left out. (페이지번호)
            limit: How many payments a page holds. From 1 to 1000; 20 when left out. (페이지당 조회건수)
            from_: The start of the range, inclusive. The default is 90 days before `to`. Epoch
                seconds or an aware datetime. (검색 시작 시각)
            to: The end of the range, inclusive. The default is now. Epoch seconds or an aware
                datetime. (검색 종료 시각)
            sorting: The order of the list. The default is `-started`. "-started" when left out.
                (정렬기준)

        Returns:
            A page of payments.

        Raises:
            InvalidRequest: Outcome rejected: the status is not a known one, the range is too long,
                or the page lies beyond the last.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, NotSupported, Conflict, RateLimited:
                Outcome rejected, as for every operation.

        V1: GET /payments/status/{payment_status} (결제상태기준 복수조회)
        """
        return await self.sender.send(
            Call(
                operations.LIST_BY_STATUS,
                one(PaymentPage),
                {
                    "payment_status": payment_status,
                    "page": page,
                    "limit": limit,
                    "from_": from_,
                    "to": to,
                    "sorting": sorting,
                },
            )
        )

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

        A range longer than 90 days is cut into several, which follow each other in the order of the
        list; within each, the list is in that order.

        A page is asked for when the one before is used up, and none ahead, so you may stop at any
        time. Whatever comes or goes meanwhile, nothing comes twice, and nothing that stays is left
        out, but for what moves to a place in the list, or to a part of the range, that was passed
        already.

        Args:
            payment_status: The status to list, or `all`. (결제상태코드)
            limit: How many payments a page holds. From 1 to 1000; 1000 when left out. A later page
                has some more, those of the page before it, to be certain that nothing is between
                them. (페이지당 조회건수)
            from_: The start of the range, inclusive. The default is 90 days before `to`. Epoch
                seconds or an aware datetime. (검색 시작 시각)
            to: The end of the range, inclusive. The default is now. Epoch seconds or an aware
                datetime. (검색 종료 시각)
            sorting: The order of the list. The default is `-started`. "-started" when left out.
                (정렬기준)

        Yields:
            One after the other.

        Raises:
            ConfigurationError: Outcome not_sent: an argument is wrong. At once, before anything is
                sent.
            PortOneError: What `list_by_status` raises, when a page is asked for. Ask the iterator
                for the next one to go on: that page is asked for again, and none comes twice.

        V1: GET /payments/status/{payment_status} (결제상태기준 복수조회)
        """
        return AsyncItems(
            self.sender,
            Walk(
                operations.LIST_BY_STATUS,
                one(PaymentPage),
                {
                    "payment_status": payment_status,
                    "limit": limit,
                    "from_": from_,
                    "to": to,
                    "sorting": sorting,
                },
            ),
        )

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
            amount: How much to cancel, before the discount of a promotion, or `"all"` for all that
                is left. On the wire, leaving it out or 0 means all. In won, or a decimal in another
                currency. (취소 요청금액)
            imp_uid: The payment to cancel. Give this or `merchant_uid`, not both. (포트원 거래고유번호)
            merchant_uid: The order whose payment is to be cancelled. (고객사 주문번호)
            tax_free: The tax-free part of `amount`. Left out, it is 0. In won, or a decimal in
                another currency. (면세금액) kcp, kcp_quick, kicc, nice, payco: Left out, it is not
                taken as 0. Give it when part of the payment was tax-free. smartro_v2: Must be given
                when the cancelled part holds something tax-free. welcome: Must be given by
                merchants who set the tax themselves and gave it at payment; cancelled exactly as
                sent.
            vat_amount: The value-added tax in `amount`. Give it when it was given at payment. In
                won, or a decimal in another currency. (부가세) Only nice, html5_inicis, welcome,
                nice_v2. nice, html5_inicis: Must be given when it was given at payment. welcome:
                Must be given by merchants who set the tax themselves; cancelled exactly as sent.
            checksum: What you believe is left of the payment, before the discount of a promotion.
                The cancel is refused when it is not. Left out, nothing is checked, and a cancel
                that is sent twice refunds twice. In won, or a decimal in another currency. (취소 가능
                잔액)
            reason: Why it is cancelled. (취소 사유) Required by naverpay.
            refund_holder: Holder of the account to refund to. Needed for virtual accounts. (환불계좌
                예금주) kcp: Needed for phone payments of an earlier month. smartro_v2: Needed for
                virtual accounts and account transfers.
            refund_bank: The PG's own code of the bank to refund to (KCP `BK04`, INICIS `04`, most
                others three digits). Needed for virtual accounts. (환불계좌 은행코드) kcp: Needed for phone
                payments of an earlier month. smartro_v2: Needed for virtual accounts and account
                transfers.
            refund_account: Number of the account to refund to. Needed for virtual accounts. (환불계좌
                계좌번호) kcp: Needed for phone payments of an earlier month. smartro_v2: Needed for
                virtual accounts and account transfers.
            refund_tel: Phone number of the account's holder. (환불계좌 예금주 연락처) Required by smartro.
                smartro_v2: Needed for virtual accounts and account transfers.
            retain_promotion: Whether the discount stays although what is left no longer earns it.
                The first choice binds the later cancels. Without it, a cancel that would leave more
                charged than before is refused. False when left out. (프로모션 유지 여부)
            enable_webhook: Whether PortOne calls the merchant's webhook when the cancel succeeds.
                Only for payments that used one. False when left out. (취소 통보 웹훅 전송 여부)
            requester: Who asked for the cancel. "admin" when left out. (취소 요청자) Required by
                naverpay.

        Returns:
            The payment after the cancel.

        Raises:
            NotFound: Outcome rejected: the store has no such payment.
            AlreadyDone: Outcome rejected: nothing of the payment is left to cancel.
            Declined: Outcome rejected: the PG refuses to cancel.
            Conflict: Outcome rejected: what is left of the payment is not what `checksum` says.
            InvalidRequest: Outcome rejected: more is to be cancelled than is left.
            Refused: Outcome rejected: PortOne refuses the cancel for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, RateLimited: Outcome rejected, as
                for every operation.

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
