# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `naver`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from attrs import define

from ..answers import Model, Reader, integer, moment, text, time
from ..calls import Report

NaverProductOrderStatus = Literal[
    "PAYMENT_WAITING",
    "PAYED",
    "DELIVERING",
    "DELIVERED",
    "PURCHASE_DECIDED",
    "EXCHANGED",
    "CANCELED",
    "RETURNED",
    "CANCELED_BY_NOPAYMENT",
]
"""How far a product order is. `PAYMENT_WAITING`: the money has not come yet. `PAYED`: paid.
`DELIVERING`, `DELIVERED`: shipped, arrived. `PURCHASE_DECIDED`: the purchase is confirmed.
`EXCHANGED`, `CANCELED`, `RETURNED`: it ended so. `CANCELED_BY_NOPAYMENT`: the money never came.
(상품주문상태)
"""

NaverClaimType = Literal[
    "CANCEL", "RETURN", "EXCHANGE", "PURCHASE_DECISION_HOLDBACK", "ADMIN_CANCEL"
]
"""What is claimed. `PURCHASE_DECISION_HOLDBACK`: the purchase is not to be confirmed yet.
`ADMIN_CANCEL`: Naver itself cancels. (클레임 타입)
"""

NaverClaimStatus = Literal[
    "CANCEL_REQUEST",
    "CANCELING",
    "CANCEL_DONE",
    "CANCEL_REJECT",
    "RETURN_REQUEST",
    "COLLECTING",
    "COLLECT_DONE",
    "RETURN_DONE",
    "RETURN_REJECT",
    "EXCHANGE_REQUEST",
    "EXCHANGE_REDELIVERING",
    "EXCHANGE_DONE",
    "EXCHANGE_REJECT",
    "PURCHASE_DECISION_HOLDBACK",
    "PURCHASE_DECISION_HOLDBACK_REDELIVERING",
    "PURCHASE_DECISION_REQUEST",
    "PURCHASE_DECISION_HOLDBACK_RELEASE",
    "ADMIN_CANCELING",
    "ADMIN_CANCEL_DONE",
]
"""How far a claim is: requested, under way, done, or rejected, which may also mean withdrawn.
`COLLECTING` and `COLLECT_DONE` belong to returns and exchanges alike: look at `claim_type` too.
(클레임 처리 상태)
"""

NaverCancelReason = Literal[
    "SOLD_OUT",
    "DELAYED_DELIVERY",
    "PRODUCT_UNSATISFIED",
    "INTENT_CHANGED",
    "COLOR_AND_SIZE",
    "WRONG_ORDER",
    "INCORRECT_INFO",
]
"""Why product orders are refunded. `INTENT_CHANGED`: the customer does not want it any more.
`COLOR_AND_SIZE`: another colour or size is wanted. `WRONG_ORDER`: the customer ordered the wrong
product. `INCORRECT_INFO`: the product is not as described. (취소 사유 코드)
"""

NaverReturnReason = Literal[
    "INTENT_CHANGED",
    "COLOR_AND_SIZE",
    "WRONG_ORDER",
    "PRODUCT_UNSATISFIED",
    "DELAYED_DELIVERY",
    "SOLD_OUT",
    "DROPPED_DELIVERY",
    "BROKEN",
    "INCORRECT_INFO",
    "WRONG_DELIVERY",
    "WRONG_OPTION",
]
"""Why product orders are returned. Those that a refund knows mean the same here. `DROPPED_DELIVERY`:
something was missing. `BROKEN`: it came damaged. `WRONG_DELIVERY`: another product came.
`WRONG_OPTION`: it came in another colour or the like. (반품사유코드)
"""

NaverWithholdReason = Literal[
    "RETURN_DELIVERYFEE",
    "EXTRAFEEE",
    "RETURN_DELIVERYFEE_AND_EXTRAFEEE",
    "RETURN_PRODUCT_NOT_DELIVERED",
    "ETC",
]
"""Why a return is withheld: its shipping is to be paid, other costs are, both are, or the product has
not come back. `EXTRAFEEE` is written with three E's. (반품보류사유 코드)
"""

NaverDeliveryMethod = Literal[
    "DELIVERY", "GDFW_ISSUE_SVC", "VISIT_RECEIPT", "DIRECT_DELIVERY", "QUICK_SVC", "NOTHING"
]
"""How it is delivered. `DELIVERY`: by a carrier or the post. `GDFW_ISSUE_SVC`: with a waybill that
Goodsflow prints. `VISIT_RECEIPT`: the customer fetches it. `DIRECT_DELIVERY`: handed over in
person. `QUICK_SVC`: by courier. `NOTHING`: nothing is delivered. (배송방법 코드)
"""

NaverReturnDeliveryMethod = Literal["RETURN_DESIGNATED", "RETURN_DELIVERY", "RETURN_INDIVIDUAL"]
"""How it comes back. `RETURN_DESIGNATED`: with a carrier that the merchant has ordered already.
`RETURN_DELIVERY`: with any carrier. `RETURN_INDIVIDUAL`: the customer brings it. (반품 배송방법 코드)
"""

NaverDeliveryCompany = Literal[
    "CJGLS",
    "KGB",
    "DONGBU",
    "EPOST",
    "REGISTPOST",
    "HANJIN",
    "HYUNDAI",
    "KGBLS",
    "INNOGIS",
    "DAESIN",
    "ILYANG",
    "KDEXP",
    "CHUNIL",
    "CH1",
    "HDEXP",
    "CVSNET",
    "DHL",
    "FEDEX",
    "GSMNTON",
    "WARPEX",
    "WIZWA",
    "EMS",
    "DHLDE",
    "ACIEXPRESS",
    "EZUSA",
    "PANTOS",
    "UPS",
    "HLCGLOBAL",
    "KOREXG",
    "TNT",
    "SWGEXP",
    "DAEWOON",
    "USPS",
    "IPARCEL",
    "KUNYOUNG",
    "HPL",
    "DADREAM",
    "SLX",
    "SFEXPRESS",
    "HONAM",
]
"""A carrier. Not plain from their names: `CJGLS` CJ Logistics, `KOREXG` the same abroad, `KGB` Logen,
`KGBLS` KGB, `DONGBU` KG Logis, `EPOST` post parcels, `REGISTPOST` registered letters, `HYUNDAI`
Hyundai, `HLCGLOBAL` the same abroad, `INNOGIS` GTX Logis, `KDEXP` Kyungdong, `HDEXP` Hapdong,
`CVSNET` convenience stores, `DHLDE` DHL Germany, `PANTOS` Pantos, `SWGEXP` Sungwon Global, `HPL`
Hanuisarang, `SFEXPRESS` SF Express, `CH1` any other. (택배사 코드)
"""

NaverReviewType = Literal["general", "premium"]
"""A kind of review. Those of `premium` have a title and a text, those of `general` a text alone. (구매평
유형)
"""

NaverConfirmRequester = Literal["admin", "customer"]
"""Who confirms the purchase. (구매확정 요청자)"""


@define(kw_only=True, repr=False)
class NaverOrderer(Model):
    """The customer who ordered at Naver. (네이버페이 주문자)"""

    name: str
    """The customer's name. (주문자 성함)"""
    id: str
    """The customer's account at Naver, masked. (네이버 아이디)"""
    tel: str
    """The customer's phone number. (주문자 연락처)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset({"id", "name", "tel"})
    _secrets: ClassVar[frozenset[str]] = frozenset({"tel"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            name=r.need("name", text),
            id=r.need("id", text),
            tel=r.need("tel", text),
            raw=data,
        )


@define(kw_only=True, repr=False)
class NaverAddress(Model):
    """Where a product order is delivered, and to whom. (네이버페이 배송주소)"""

    base: str
    """The address up to the building. (기본주소)"""
    detail: str | None = None
    """The rest of the address, such as floor and room. (상세주소)"""
    postcode: str
    """The postcode. (우편번호)"""
    tel1: str
    """The recipient's phone number. (연락처 1)"""
    tel2: str | None = None
    """A second phone number. (연락처 2)"""
    name: str
    """The recipient's name. (수취인 성함)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {"base", "detail", "name", "postcode", "tel1", "tel2"}
    )
    _secrets: ClassVar[frozenset[str]] = frozenset({"tel1", "tel2"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            base=r.need("base", text),
            detail=r.get("detail", text),
            postcode=r.need("postcode", text),
            tel1=r.need("tel1", text),
            tel2=r.get("tel2", text),
            name=r.need("name", text),
            raw=data,
        )


@define(kw_only=True, repr=False)
class NaverProductOrder(Model):
    """One kind of product in an order of Naver Pay, and what became of it. (네이버페이 상품주문)"""

    product_order_id: str
    """Naver's identity of the product order. (네이버페이 상품주문번호)"""
    product_order_status: NaverProductOrderStatus | str
    """How far it is. (상품주문상태)"""
    claim_type: NaverClaimType | str | None = None
    """What is claimed; null when nothing is. (클레임 타입)"""
    claim_status: NaverClaimStatus | str | None = None
    """How far the claim is. (클레임 처리 상태)"""
    product_id: str
    """The product. (상품 고유 번호)"""
    product_name: str
    """The product's name. (상품명)"""
    product_option_id: str | None = None
    """The option of the product that was bought. (상품 옵션 번호)"""
    product_option_name: str | None = None
    """The option's name. (상품 옵션명)"""
    product_amount: int | None = None
    """The price of the products, in won. In won. (상품금액)"""
    delivery_amount: int | None = None
    """The price of their delivery, in won. In won. (배송비)"""
    quantity: int
    """How many were bought. (상품 수량)"""
    orderer: NaverOrderer | None = None
    """Who ordered. (주문자 정보)"""
    shipping_address: NaverAddress | None = None
    """Where to deliver. (배송주소 정보)"""
    shipping_memo: str | None = None
    """What the customer wrote for the delivery. (배송메모)"""
    shipping_due: datetime | None = None
    """Until when to deliver. (배송기한)"""
    individual_code: str | None = None
    """The number under which Korean customs know the customer. (개인통관고유부호)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {
            "claim_status",
            "claim_type",
            "delivery_amount",
            "individual_code",
            "orderer",
            "product_amount",
            "product_id",
            "product_name",
            "product_option_id",
            "product_option_name",
            "product_order_id",
            "product_order_status",
            "quantity",
            "shipping_address",
            "shipping_due",
            "shipping_memo",
        }
    )
    _secrets: ClassVar[frozenset[str]] = frozenset({"individual_code"})

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            product_order_id=r.need("product_order_id", text),
            product_order_status=r.need("product_order_status", text),
            claim_type=r.get("claim_type", text),
            claim_status=r.get("claim_status", text),
            product_id=r.need("product_id", text),
            product_name=r.need("product_name", text),
            product_option_id=r.get("product_option_id", text),
            product_option_name=r.get("product_option_name", text),
            product_amount=r.get("product_amount", integer),
            delivery_amount=r.get("delivery_amount", integer),
            quantity=r.need("quantity", integer),
            orderer=r.model("orderer", NaverOrderer),
            shipping_address=r.model("shipping_address", NaverAddress),
            shipping_memo=r.get("shipping_memo", text),
            shipping_due=r.get("shipping_due", time),
            individual_code=r.get("individual_code", text),
            raw=data,
        )


@define(kw_only=True, repr=False)
class NaverReview(Model):
    """What a customer thinks of a product. (네이버페이 구매평)"""

    review_id: str
    """The identity of the review. (구매평 고유 ID)"""
    score: str
    """How content the customer is, as digits. `general`: 0 not content, 1 fair, 2 content. `premium`:
    10 would not recommend it, 11 fair, 12 would, 13 would gladly. The official document also speaks
    of 1 to 5 points. (구매 만족도)
    """
    title: str
    """The title of a `premium` review, the whole text of a `general` one. (구매평 내용 또는 제목)"""
    content: str | None = None
    """The text of a `premium` review. (구매평 내용)"""
    product_order_id: str
    """Naver's identity of the product order. (네이버페이 상품주문번호)"""
    product_id: str
    """The product. (상품 고유 번호)"""
    product_name: str
    """The product's name. (상품명)"""
    product_option_name: str | None = None
    """The option that was bought. (상품 옵션명)"""
    writer: str
    """The customer's account at Naver, encrypted. (구매평 작성자 아이디)"""
    created_at: datetime
    """When it was written. (작성시각)"""
    modified_at: datetime | None = None
    """When it was last changed. (수정시각)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {
            "content",
            "created_at",
            "modified_at",
            "product_id",
            "product_name",
            "product_option_name",
            "product_order_id",
            "review_id",
            "score",
            "title",
            "writer",
        }
    )

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            review_id=r.need("review_id", text),
            score=r.need("score", text),
            title=r.need("title", text),
            content=r.get("content", text),
            product_order_id=r.need("product_order_id", text),
            product_id=r.need("product_id", text),
            product_name=r.need("product_name", text),
            product_option_name=r.get("product_option_name", text),
            writer=r.need("writer", text),
            created_at=r.need("created_at", moment),
            modified_at=r.get("modified_at", time),
            raw=data,
        )


@define(kw_only=True, repr=False)
class NaverCashAmount(Model):
    """For how much a cash receipt can be issued, in won. (현금영수증 발급가능 금액)"""

    amount_total: int
    """The whole amount. In won. (총액)"""
    amount_by_npoint: int
    """What of it was paid with Naver Pay points. In won. (포인트 금액)"""
    amount_by_primary: int
    """What of it was paid by other means, such as a card or an account transfer. In won. (메인 결제수단 금액)
    """
    amount_supply: int
    """What of it is the price before the tax. In won. (공급가액)"""
    amount_vat: int
    """What of it is value-added tax. In won. (부가세)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {"amount_by_npoint", "amount_by_primary", "amount_supply", "amount_total", "amount_vat"}
    )

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            amount_total=r.need("amount_total", integer),
            amount_by_npoint=r.need("amount_by_npoint", integer),
            amount_by_primary=r.need("amount_by_primary", integer),
            amount_supply=r.need("amount_supply", integer),
            amount_vat=r.need("amount_vat", integer),
            raw=data,
        )
