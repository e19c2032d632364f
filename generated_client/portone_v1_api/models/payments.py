# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `payments`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal, Self

from attrs import define, field

from ..answers import Model, Reader, boolean, integer, moment, money, text, time
from ..calls import Report

PaymentStatus = Literal["ready", "paid", "failed", "cancelled"]
"""What became of a payment. `ready`: not paid yet. `paid`: paid, perhaps cancelled in part
(`cancel_amount` above 0). `failed`: refused. `cancelled`: refunded in full. (결제상태)
"""

PaymentStatusFilter = Literal["all", "ready", "paid", "cancelled", "failed"]
"""A status to look for, or `all`. (결제상태코드)"""

PaymentSorting = Literal["-started", "started", "-paid", "paid", "-updated", "updated"]
"""By when the payment began, was paid or last changed; a minus sign puts the newest first. (정렬기준)
"""

PayMethod = Literal[
    "samsung",
    "card",
    "trans",
    "vbank",
    "phone",
    "cultureland",
    "culturegift",
    "smartculture",
    "booknlife",
    "point",
    "ssgpay",
    "lpay",
    "payco",
    "kakaopay",
    "tosspay",
    "naverpay",
    "applepay",
    "paypal",
    "wechat",
    "chai",
    "cvs",
]
"""The means of payment. `trans` is an account transfer, `vbank` a virtual account, `phone` a payment
on the phone bill, `cvs` one at a convenience store. (결제수단)
"""

PaymentChannel = Literal["pc", "mobile", "api"]
"""Where the payment was made. `api` is a charge without the customer being present. (결제환경)"""

CustomerUidUsage = Literal["issue", "payment", "payment.scheduled"]
"""What the billing key served for: it was issued, it was charged, or a schedule charged it.
(customer_uid 사용 구분)
"""

CancelRequester = Literal["customer", "admin"]
"""Who asked for the cancel. (취소 요청자)"""


@define(kw_only=True, repr=False)
class PaymentCancellation(Model):
    """One cancel of a payment. (취소 내역)"""

    pg_tid: str
    """The PG's identity of the cancel. (PG사 승인취소번호)"""
    amount: int | Decimal
    """What was cancelled. In won, or a decimal in another currency. (취소 금액)"""
    cancelled_at: datetime
    """When it was cancelled. (취소 시각)"""
    reason: str | None = None
    """Why it was cancelled. (취소 사유)"""
    cancellation_id: str | None = None
    """PortOne's identity of the cancel. Missing on older ones. (결제취소 아이디)"""
    receipt_url: str | None = None
    """Where the receipt of the cancel is shown. Some PGs have none. (취소 매출전표 URL)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {"amount", "cancellation_id", "cancelled_at", "pg_tid", "reason", "receipt_url"}
    )

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            pg_tid=r.need("pg_tid", text),
            amount=r.need("amount", money),
            cancelled_at=r.need("cancelled_at", moment),
            reason=r.get("reason", text),
            cancellation_id=r.get("cancellation_id", text),
            receipt_url=r.get("receipt_url", text),
            raw=data,
        )


@define(kw_only=True, repr=False)
class VbankDeposit(Model):
    """One deposit into an unlimited virtual account. (가상계좌 입금 내역)"""

    pg_tid: str
    """The PG's identity of the deposit. (PG사 승인번호)"""
    amount: int | Decimal
    """What was paid in. In won, or a decimal in another currency. (입금 금액)"""
    depositor_name: str | None = None
    """Who paid it in. (입금자명)"""
    deposited_at: datetime
    """When it was paid in. (입금 시각)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {"amount", "deposited_at", "depositor_name", "pg_tid"}
    )

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            pg_tid=r.need("pg_tid", text),
            amount=r.need("amount", money),
            depositor_name=r.get("depositor_name", text),
            deposited_at=r.need("deposited_at", moment),
            raw=data,
        )


@define(kw_only=True, repr=False)
class PaymentPromotion(Model):
    """The promotion of a payment. (프로모션 정보)"""

    id: str | None = None
    """The promotion, beginning with `promotion-id-`. (프로모션 아이디)"""
    discount: int | Decimal | None = None
    """By how much the promotion lowered the amount. In won, or a decimal in another currency. (할인 금액)
    """

    _wire_names: ClassVar[frozenset[str]] = frozenset({"discount", "id"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            id=r.get("id", text),
            discount=r.get("discount", money),
            raw=data,
        )


@define(kw_only=True, repr=False)
class Payment(Model):
    """A payment, also one that was not made: look at `status`. What can still be cancelled is `amount
    - cancel_amount`. (결제 상세정보)
    """

    imp_uid: str
    """PortOne's identity of the payment. At most 32 characters. (포트원 거래고유번호)"""
    merchant_uid: str
    """The merchant's identity of the order. At most 40 characters. (고객사 주문번호)"""
    status: PaymentStatus | str
    """What became of a payment. `ready`: not paid yet. `paid`: paid, perhaps cancelled in part
    (`cancel_amount` above 0). `failed`: refused. `cancelled`: refunded in full. (결제상태)
    """
    pay_method: PayMethod | str | None = None
    """The means of payment. (결제수단 구분코드) paypal_v2: Always `paypal`; PayPal does not tell what the
    customer paid with.
    """
    channel: PaymentChannel | str | None = None
    """Where the payment was made. (결제환경 구분코드)"""
    pg_provider: str | None = None
    """The PG, such as `html5_inicis` or `kakaopay`. At most 16 characters. (PG사 구분코드)"""
    emb_pg_provider: str | None = None
    """The easy-pay service that was used inside the PG's own window. At most 16 characters. (허브형결제 PG사
    구분코드)
    """
    pg_tid: str | None = None
    """The PG's identity of the payment. At most 64 characters. (PG사 거래번호)"""
    pg_id: str | None = None
    """The merchant's identity at the PG. At most 80 characters. (PG사 상점아이디)"""
    sandbox: bool | None = None
    """Whether it was made on a test channel, where no money moves. Sent since January 2026. (테스트 결제
    여부)
    """
    escrow: bool | None = None
    """Whether the money is held in escrow. (에스크로결제 여부)"""
    apply_num: str | None = None
    """The approval number of the card payment. May be empty. At most 20 characters. (승인번호)"""
    bank_code: str | None = None
    """Standard code of the bank of an account transfer. (은행 표준코드)"""
    bank_name: str | None = None
    """Name of the bank of an account transfer. (은행명)"""
    card_code: str | None = None
    """Standard code of the card company. (카드사 코드번호)"""
    card_name: str | None = None
    """Name of the card company. (카드사명)"""
    card_issuer_code: str | None = None
    """Standard code of the company that issued the card. (카드 발급사 코드) Only tosspayments, ksnet,
    paypal_v2, smartro_v2, nice_v2, toss_brandpay, welcome, tosspay_v2.
    """
    card_issuer_name: str | None = None
    """Name of the company that issued the card, from the PGs that tell it. (카드 발급사명)"""
    card_publisher_code: str | None = None
    """Standard code of the company whose brand the card carries. (카드 발행사 코드) Only tosspayments, ksnet,
    paypal_v2, smartro_v2, nice_v2, toss_brandpay, welcome, tosspay_v2.
    """
    card_publisher_name: str | None = None
    """Name of the company whose brand the card carries, from the PGs that tell it. (카드 발행사명)"""
    card_quota: int | None = None
    """Months of instalments; 0 is paid at once. (할부개월 수) paypal_v2: PayPal does not tell the
    instalments of Pay Later.
    """
    card_number: str | None = None
    """The card's number, masked by the PG, mostly from the 7th to the 12th digit. (카드번호)"""
    card_type: int | None = None
    """0 a credit card, 1 a debit card, null from PGs that do not tell, such as INICIS billing. (카드
    구분코드)
    """
    vbank_code: str | None = None
    """Standard code of the virtual account's bank. (가상계좌 은행 표준코드)"""
    vbank_name: str | None = None
    """Name of the virtual account's bank. (가상계좌 은행명)"""
    vbank_num: str | None = None
    """Number of the virtual account into which the customer pays. At most 32 characters. (가상계좌 계좌번호)
    """
    vbank_holder: str | None = None
    """Holder of the virtual account. (가상계좌 예금주) tosspayments: Not told; it is the name of the merchant
    that signed with Toss Payments.
    """
    vbank_date: datetime | None = None
    """Until when the customer may pay into the virtual account. (가상계좌 입금기한)"""
    vbank_issued_at: datetime | None = None
    """When the virtual account was issued. (가상계좌 생성시각)"""
    name: str | None = None
    """What was bought. At most 40 characters. (제품명)"""
    amount: int | Decimal
    """The amount of the order. In won, or a decimal in another currency. (결제금액)"""
    cancel_amount: int | Decimal
    """What has been cancelled so far. In won, or a decimal in another currency. (취소금액)"""
    currency: str
    """The currency, such as `KRW` or `USD`. (결제통화 구분코드)"""
    buyer_name: str | None = None
    """The customer's name. At most 16 characters. (주문자명)"""
    buyer_email: str | None = None
    """The customer's e-mail address. At most 64 characters. (주문자 이메일)"""
    buyer_tel: str | None = None
    """The customer's phone number. At most 16 characters. (주문자 전화번호)"""
    buyer_addr: str | None = None
    """The customer's address. At most 128 characters. (주문자 주소)"""
    buyer_postcode: str | None = None
    """The customer's postcode. At most 8 characters. (주문자 우편번호)"""
    custom_data: str | None = None
    """What the merchant stored with the payment, as a string of JSON. (추가정보)"""
    user_agent: str | None = None
    """The browser with which the payment was begun. (사용자 에이전트)"""
    started_at: datetime | None = None
    """When the payment was begun. (요청 시각)"""
    paid_at: datetime | None = None
    """When it was paid. A cancel leaves it as it was. (결제 시각)"""
    failed_at: datetime | None = None
    """When it failed. (실패 시각)"""
    cancelled_at: datetime | None = None
    """When it was cancelled. (취소 시각)"""
    fail_reason: str | None = None
    """Why it failed. (결제실패 사유)"""
    cancel_reason: str | None = None
    """Why it was cancelled. (결제취소 사유)"""
    receipt_url: str | None = None
    """Where the receipt is shown. Some PGs and means of payment have none. (매출전표 URL) tosspayments:
    None for test payments, and none for easy pay other than by card. ksnet: Only for cards and easy
    pay; opening it starts to print. settle_acc: None.
    """
    cancel_history: list[PaymentCancellation] = field(factory=list[PaymentCancellation])
    """Each cancel, in part or in full. (취소 내역)"""
    deposit_history: list[VbankDeposit] = field(factory=list[VbankDeposit])
    """Each deposit into an unlimited virtual account. (고정식 무제한 가상계좌 입금 내역)"""
    cancel_receipt_urls: list[str] = field(factory=list[str])
    """Where the receipts of the cancels are shown. Read `cancel_history` instead. (취소 매출전표 URL)"""
    cash_receipt_issued: bool | None = None
    """Whether a cash receipt was issued. (현금영수증 발급 여부)"""
    customer_uid: str | None = None
    """The billing key that was charged. (구매자의 결제 수단 식별 고유번호)"""
    customer_uid_usage: CustomerUidUsage | str | None = None
    """What the billing key served for; null when none did. `issue` may be a payment that never was.
    (customer_uid 사용 구분)
    """
    promotion: PaymentPromotion | None = None
    """The promotion that lowered the price. (프로모션 정보)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {
            "amount",
            "apply_num",
            "bank_code",
            "bank_name",
            "buyer_addr",
            "buyer_email",
            "buyer_name",
            "buyer_postcode",
            "buyer_tel",
            "cancel_amount",
            "cancel_history",
            "cancel_reason",
            "cancel_receipt_urls",
            "cancelled_at",
            "card_code",
            "card_issuer_code",
            "card_issuer_name",
            "card_name",
            "card_number",
            "card_publisher_code",
            "card_publisher_name",
            "card_quota",
            "card_type",
            "cash_receipt_issued",
            "channel",
            "currency",
            "custom_data",
            "customer_uid",
            "customer_uid_usage",
            "deposit_history",
            "emb_pg_provider",
            "escrow",
            "fail_reason",
            "failed_at",
            "imp_uid",
            "merchant_uid",
            "name",
            "paid_at",
            "pay_method",
            "pg_id",
            "pg_provider",
            "pg_tid",
            "promotion",
            "receipt_url",
            "sandbox",
            "started_at",
            "status",
            "user_agent",
            "vbank_code",
            "vbank_date",
            "vbank_holder",
            "vbank_issued_at",
            "vbank_name",
            "vbank_num",
        }
    )
    _secrets: ClassVar[frozenset[str]] = frozenset({"buyer_tel", "card_number", "vbank_num"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            imp_uid=r.need("imp_uid", text),
            merchant_uid=r.need("merchant_uid", text),
            status=r.need("status", text),
            pay_method=r.get("pay_method", text),
            channel=r.get("channel", text),
            pg_provider=r.get("pg_provider", text),
            emb_pg_provider=r.get("emb_pg_provider", text),
            pg_tid=r.get("pg_tid", text),
            pg_id=r.get("pg_id", text),
            sandbox=r.get("sandbox", boolean),
            escrow=r.get("escrow", boolean),
            apply_num=r.get("apply_num", text),
            bank_code=r.get("bank_code", text),
            bank_name=r.get("bank_name", text),
            card_code=r.get("card_code", text),
            card_name=r.get("card_name", text),
            card_issuer_code=r.get("card_issuer_code", text),
            card_issuer_name=r.get("card_issuer_name", text),
            card_publisher_code=r.get("card_publisher_code", text),
            card_publisher_name=r.get("card_publisher_name", text),
            card_quota=r.get("card_quota", integer),
            card_number=r.get("card_number", text),
            card_type=r.get("card_type", integer),
            vbank_code=r.get("vbank_code", text),
            vbank_name=r.get("vbank_name", text),
            vbank_num=r.get("vbank_num", text),
            vbank_holder=r.get("vbank_holder", text),
            vbank_date=r.get("vbank_date", time),
            vbank_issued_at=r.get("vbank_issued_at", time),
            name=r.get("name", text),
            amount=r.need("amount", money),
            cancel_amount=r.need("cancel_amount", money),
            currency=r.need("currency", text),
            buyer_name=r.get("buyer_name", text),
            buyer_email=r.get("buyer_email", text),
            buyer_tel=r.get("buyer_tel", text),
            buyer_addr=r.get("buyer_addr", text),
            buyer_postcode=r.get("buyer_postcode", text),
            custom_data=r.get("custom_data", text),
            user_agent=r.get("user_agent", text),
            started_at=r.get("started_at", time),
            paid_at=r.get("paid_at", time),
            failed_at=r.get("failed_at", time),
            cancelled_at=r.get("cancelled_at", time),
            fail_reason=r.get("fail_reason", text),
            cancel_reason=r.get("cancel_reason", text),
            receipt_url=r.get("receipt_url", text),
            cancel_history=r.models("cancel_history", PaymentCancellation),
            deposit_history=r.models("deposit_history", VbankDeposit),
            cancel_receipt_urls=r.items("cancel_receipt_urls", text),
            cash_receipt_issued=r.get("cash_receipt_issued", boolean),
            customer_uid=r.get("customer_uid", text),
            customer_uid_usage=r.get("customer_uid_usage", text),
            promotion=r.model("promotion", PaymentPromotion),
            raw=data,
        )


@define(kw_only=True, repr=False)
class PaymentBalanceAmounts(Model):
    """A sum in its parts for taxation, less what was refunded. (상세 금액)"""

    tax_free: int | Decimal
    """The tax-free part. In won, or a decimal in another currency. (면세 공급가액)"""
    supply: int | Decimal
    """The taxed part before the tax. In won, or a decimal in another currency. (과세 공급가액)"""
    vat: int | Decimal
    """The value-added tax. In won, or a decimal in another currency. (부가세액)"""
    service: int | Decimal
    """The service charge. In won, or a decimal in another currency. (봉사료)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"service", "supply", "tax_free", "vat"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            tax_free=r.need("tax_free", money),
            supply=r.need("supply", money),
            vat=r.need("vat", money),
            service=r.need("service", money),
            raw=data,
        )


@define(kw_only=True, repr=False)
class PaymentBalanceHistory(Model):
    """The sums of a payment at one moment. (금액 상세 이력)"""

    cash_receipt: PaymentBalanceAmounts
    """For how much a cash receipt was issued. (현금영수증 발급 금액)"""
    primary: PaymentBalanceAmounts
    """What was paid by card, transfer, virtual account or phone. (1차 결제수단 금액)"""
    secondary: PaymentBalanceAmounts
    """What was paid with points of the PG or the card company. (2차 결제수단 금액)"""
    discount: PaymentBalanceAmounts
    """What the PG or the card company took off. (할인 금액)"""
    created: datetime | None = None
    """When these sums were recorded. (등록 시각)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {"cash_receipt", "created", "discount", "primary", "secondary"}
    )

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            cash_receipt=r.need_model("cash_receipt", PaymentBalanceAmounts),
            primary=r.need_model("primary", PaymentBalanceAmounts),
            secondary=r.need_model("secondary", PaymentBalanceAmounts),
            discount=r.need_model("discount", PaymentBalanceAmounts),
            created=r.get("created", time),
            raw=data,
        )


@define(kw_only=True, repr=False)
class PaymentBalance(Model):
    """How the amount of a payment is made up. (결제수단별 금액 상세정보)"""

    amount: int | Decimal
    """The amount at first. In won, or a decimal in another currency. (결제금액)"""
    cash_receipt: PaymentBalanceAmounts
    """For how much a cash receipt was issued. (현금영수증 발급 금액)"""
    primary: PaymentBalanceAmounts
    """What was paid by card, transfer, virtual account or phone. (1차 결제수단 금액)"""
    secondary: PaymentBalanceAmounts
    """What was paid with points of the PG or the card company. (2차 결제수단 금액)"""
    discount: PaymentBalanceAmounts
    """What the PG or the card company took off. (할인 금액)"""
    histories: list[PaymentBalanceHistory] = field(factory=list[PaymentBalanceHistory])
    """How the sums changed. (변경 이력)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {"amount", "cash_receipt", "discount", "histories", "primary", "secondary"}
    )

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            amount=r.need("amount", money),
            cash_receipt=r.need_model("cash_receipt", PaymentBalanceAmounts),
            primary=r.need_model("primary", PaymentBalanceAmounts),
            secondary=r.need_model("secondary", PaymentBalanceAmounts),
            discount=r.need_model("discount", PaymentBalanceAmounts),
            histories=r.models("histories", PaymentBalanceHistory),
            raw=data,
        )


@define(kw_only=True, repr=False)
class PaymentPage(Model):
    """One page of payments. (결제 목록)"""

    total: int
    """How many there are in all. (전체 건수)"""
    previous: int
    """The number of the page before this one, 0 when there is none. (이전 페이지)"""
    next: int
    """The number of the page after this one, 0 when there is none. (다음 페이지)"""
    items: list[Payment] = field(factory=list[Payment])
    """The payments of this page. (결제 상세정보 배열)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"list", "next", "previous", "total"})
    _renamed: ClassVar[Mapping[str, str]] = {"items": "list"}

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            total=r.need("total", integer),
            previous=r.need("previous", integer),
            next=r.need("next", integer),
            items=r.models("list", Payment),
            raw=data,
        )

    def __iter__(self) -> Iterator[Payment]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)
