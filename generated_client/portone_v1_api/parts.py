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


class EscrowAddress(TypedDict):
    """An address in two lines. (주소 구성)"""

    address_line_1: NotRequired[str]
    """The address by street or by lot. (주소 1)"""
    address_line_2: NotRequired[str]
    """The rest, such as building, floor and flat. (주소 2)"""


class EscrowReceiver(TypedDict):
    """Who receives the goods of an escrow payment. (수신자 정보)"""

    name: NotRequired[str]
    """The receiver's name. (성함)"""
    tel: NotRequired[str]
    """The receiver's phone number. (전화번호)"""
    addr: NotRequired[str]
    """The receiver's address, in one line. (주소)"""
    postcode: NotRequired[str]
    """The receiver's postcode. (우편번호)"""
    formed_address: NotRequired[EscrowAddress]
    """The receiver's address, in two lines. (주소 구성)"""


class EscrowParcel(TypedDict):
    """The parcel of an escrow payment, and who carries it. (배송정보)"""

    company: str
    """Code of the courier, from the table in PortOne's docs. (택배사코드)"""
    invoice: str
    """The courier's number of the parcel. (송장번호)"""
    sent_at: datetime | int
    """When the parcel was sent. (발송 시각)"""
    receiving_at: NotRequired[str]
    """The day of delivery, as `YYYYMMDD`. (수령일)"""
    address: NotRequired[str]
    """The address from which it is sent. (발송 주소)"""


class EscrowProduct(TypedDict):
    """One kind of goods in the parcel. (배송 상품 정보)"""

    id: str
    """The merchant's identity of the goods. (상품 고유 아이디)"""
    name: str
    """What it is. (상품 이름)"""
    code: NotRequired[str]
    """The merchant's code of the goods, for its stock. (상품 코드)"""
    amount: Money
    """The price of one piece. (상품 단위 가격)"""
    currency: NotRequired[str]
    """The currency, such as `KRW`, `USD` or `VND`. (결제통화 구분코드)"""
    quantity: NotRequired[int]
    """How many pieces. (상품의 수량)"""
    tag: NotRequired[str]
    """Its category, such as books or clothes. (상품의 카테고리)"""


class PartnerShare(TypedDict):
    """The part of one sub-merchant in a payment. (하위 상점 거래 정보)"""

    business_registration_number: str
    """The sub-merchant's business registration number, with its dashes. (하위 상점 사업자 등록번호)"""
    company_name: str
    """The sub-merchant's name. (하위 상점명)"""
    amount: Money
    """Its part of the amount. (하위 상점 거래 금액)"""
    tax_free: NotRequired[Money]
    """The tax-free part of `amount`. Left out, it is 0. (면세 금액)"""
    vat_amount: NotRequired[Money]
    """The value-added tax in `amount`. Left out, it is 1/11 of it. (부가세 금액)"""


class NewSchedule(TypedDict):
    """A charge to schedule. (결제예약)"""

    merchant_uid: str
    """The merchant's identity of the order, a new one for each. (고객사 주문번호)"""
    schedule_at: datetime | int
    """When to charge. (예약시각)"""
    currency: NotRequired[str]
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
    product_type: NotRequired[Literal["real", "digital"]]
    """What is sold, `real` goods or `digital` content. (주문 상품구분)"""
    cash_receipt_type: NotRequired[Literal["person", "company", "anonymous"]]
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


class EscrowSender(TypedDict):
    """Who sends the goods of an escrow payment. (발신자 정보)"""

    name: NotRequired[str]
    """The sender's name. (성함)"""
    tel: NotRequired[str]
    """The sender's phone number. (전화번호)"""
    addr: NotRequired[str]
    """The sender's address, in one line. (주소)"""
    postcode: NotRequired[str]
    """The sender's postcode. (우편번호)"""
    relationship: NotRequired[str]
    """How the sender is related to the merchant, such as `본인`, the merchant itself. (발신자와의 관계)"""
    formed_address: NotRequired[EscrowAddress]
    """The sender's address, in two lines. (주소 구성)"""
