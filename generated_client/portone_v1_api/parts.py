# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The objects inside the bodies of requests."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NotRequired, TypedDict

from .values import Money


class NewScheduleExtra(TypedDict):
    """What single PGs want to know of a scheduled charge."""

    naverUseCfm: NotRequired[str]
    """The day on which the service has been used up, as `YYYYMMDD`. (이용완료일)"""


class NewSchedule(TypedDict):
    """A charge to schedule. (결제예약)"""

    merchant_uid: str
    """The merchant's identity of the order, a new one for each. (고객사 주문번호)"""
    schedule_at: datetime | int
    """When to charge. (예약시각)"""
    currency: str
    """The currency, such as `KRW`, `USD` or `VND`. (결제 통화 코드)"""
    amount: Money
    """How much to charge. (결제금액)"""
    tax_free: NotRequired[Money]
    """
    The tax-free part of `amount`. Left out, it is 0, and 1/11 of `amount` is value-added tax.
    (면세공급가액)
    """
    vat_amount: NotRequired[Money]
    """
    The value-added tax in `amount`. 0 together with a `tax_free` of 0 is a zero-rated sale.
    (부가세)
    """
    name: str
    """What is bought. (제품명)"""
    buyer_name: NotRequired[str]
    """The customer's name. Left out, it is the one that was stored with the key. (주문자명)"""
    buyer_email: NotRequired[str]
    """
    The customer's e-mail address. Left out, it is the one that was stored with the key. (주문자
    이메일)
    """
    buyer_tel: NotRequired[str]
    """
    The customer's phone number. Left out, it is the one that was stored with the key. (주문자
    전화번호)
    """
    buyer_addr: NotRequired[str]
    """The customer's address. Left out, it is the one that was stored with the key. (주문자 주소)"""
    buyer_postcode: NotRequired[str]
    """The customer's postcode. Left out, it is the one that was stored with the key. (주문자 우편번호)"""
    custom_data: NotRequired[str]
    """What the merchant wants stored with the payment, as a string of JSON. (추가정보)"""
    notice_url: NotRequired[str | list[str]]
    """The webhook that is told of the charge, one or several, instead of the console's. (웹훅 URL)"""
    product_type: NotRequired[Literal["real", "digital"] | str]
    """What is sold, `real` goods or `digital` content. (주문 상품구분)"""
    cash_receipt_type: NotRequired[Literal["person", "company", "anonymous"] | str]
    """For whom a cash receipt is issued. (현금영수증 발행대상)"""
    card_quota: NotRequired[int]
    """Months of instalments, 2 or more, from 50,000 won on; 0 is paid at once. (카드 할부 개월 수)"""
    interest_free_by_merchant: NotRequired[bool]
    """
    Whether the merchant bears the interest of the instalments, under a contract with the PG.
    Offers of the card company itself do not count. (상점분담 무이자 할부여부)
    """
    use_card_point: NotRequired[bool]
    """
    Whether points of the card company are used up first, under a contract with the PG. (카드포인트
    사용여부)
    """
    product_count: NotRequired[int]
    """How many are bought. (결제 상품의 개수)"""
    browser_ip: NotRequired[str]
    """The customer's IP address. (구매자 브라우저의 IP)"""
    extra: NotRequired[NewScheduleExtra]
    """What single PGs want besides. (추가 파라미터)"""
    bypass: NotRequired[str]
    """
    What a single PG wants besides, as a string of JSON. It is passed on as it is. (bypass
    데이터)
    """
    promotion_id: NotRequired[str]
    """
    The promotion that lowers the price, beginning with `promotion-id-`. Whether it applies is
    told by the masked card number that was stored with the key. (프로모션 아이디)
    """
