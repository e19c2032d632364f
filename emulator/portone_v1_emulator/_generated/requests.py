# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""What the operations take, as pydantic models."""

from __future__ import annotations

from typing import Annotated, Literal

from portone_v1_emulator.core.request_models import Money, RequestModel
from pydantic import Field


class PaymentsGetManyParams(RequestModel):
    imp_uids: Annotated[list[str] | None, Field(alias="imp_uid[]", max_length=100)] = None
    merchant_uids: Annotated[list[str] | None, Field(alias="merchant_uid[]", max_length=100)] = None


class PaymentsGetParams(RequestModel):
    imp_uid: str
    include_sandbox: bool = False


class PaymentsGetBalanceParams(RequestModel):
    imp_uid: str


class PaymentsFindParams(RequestModel):
    merchant_uid: str
    payment_status: Literal["ready", "paid", "failed", "cancelled"] | None = None
    sorting: Literal["-started", "started", "-paid", "paid", "-updated", "updated"] = "-started"


class PaymentsFindAllParams(RequestModel):
    merchant_uid: str
    payment_status: Literal["ready", "paid", "failed", "cancelled"] | None = None
    page: Annotated[int, Field(ge=1)] = 1
    limit: Annotated[int, Field(ge=1, le=1000)] = 20
    sorting: Literal["-started", "started", "-paid", "paid", "-updated", "updated"] = "-started"


class PaymentsListByStatusParams(RequestModel):
    payment_status: Literal["all", "ready", "paid", "cancelled", "failed"]
    page: Annotated[int, Field(ge=1)] = 1
    limit: Annotated[int, Field(ge=1, le=1000)] = 20
    from_: Annotated[int | None, Field(alias="from")] = None
    to: int | None = None
    sorting: Literal["-started", "started", "-paid", "paid", "-updated", "updated"] = "-started"


class PreparationsGetParams(RequestModel):
    merchant_uid: str


class SubscribeListSchedulesParams(RequestModel):
    schedule_from: int
    schedule_to: int
    schedule_status: Literal["scheduled", "executed", "revoked"] | None = None
    page: Annotated[int, Field(ge=1)] = 1
    limit: Annotated[int, Field(ge=1, le=1000)] = 20
    sorting: Literal["scheduled"] | None = None


class SubscribeGetScheduleParams(RequestModel):
    merchant_uid: str


class SubscribeUpdateScheduleParams(RequestModel):
    merchant_uid: str


class SubscribeRescheduleParams(RequestModel):
    merchant_uid: str


class SubscribeRetryScheduleParams(RequestModel):
    merchant_uid: str


class SubscribeListSchedulesByCustomerParams(RequestModel):
    customer_uid: str
    page: Annotated[int, Field(ge=1)] = 1
    from_: Annotated[int, Field(alias="from")]
    to: int
    schedule_status: Annotated[
        Literal["scheduled", "executed", "revoked"] | None, Field(alias="schedule-status")
    ] = None


class BillingKeysGetManyParams(RequestModel):
    customer_uids: Annotated[list[str], Field(alias="customer_uid[]", max_length=100)]


class BillingKeysGetParams(RequestModel):
    customer_uid: str


class BillingKeysIssueParams(RequestModel):
    customer_uid: Annotated[str, Field(max_length=80)]


class BillingKeysDeleteParams(RequestModel):
    customer_uid: str
    reason: str | None = None
    requester: Annotated[str, Field(alias="extra[requester]")] = "admin"


class BillingKeysListPaymentsParams(RequestModel):
    customer_uid: str
    page: Annotated[int, Field(ge=1)] = 1


class BillingKeysListSchedulesParams(RequestModel):
    customer_uid: str
    page: Annotated[int, Field(ge=1)] = 1
    from_: Annotated[int, Field(alias="from")]
    to: int
    schedule_status: Annotated[
        Literal["scheduled", "executed", "revoked"] | None, Field(alias="schedule-status")
    ] = None


class VbanksCreateParams(RequestModel):
    pg_api_key: str | None = None


class VbanksUpdateParams(RequestModel):
    imp_uid: str


class VbanksRevokeParams(RequestModel):
    imp_uid: str
    pg_api_key: str | None = None


class VbanksGetHolderParams(RequestModel):
    bank_code: str
    bank_num: str


class CertificationsGetParams(RequestModel):
    imp_uid: str


class CertificationsDeleteParams(RequestModel):
    imp_uid: str


class CertificationsConfirmOtpParams(RequestModel):
    imp_uid: str


class CashReceiptsGetParams(RequestModel):
    imp_uid: str


class CashReceiptsIssueParams(RequestModel):
    imp_uid: str


class CashReceiptsRevokeParams(RequestModel):
    imp_uid: str


class CashReceiptsGetExternalParams(RequestModel):
    merchant_uid: str


class CashReceiptsIssueExternalParams(RequestModel):
    merchant_uid: str


class CashReceiptsRevokeExternalParams(RequestModel):
    merchant_uid: str


class EscrowsGetParams(RequestModel):
    imp_uid: str


class EscrowsRegisterParams(RequestModel):
    imp_uid: str


class EscrowsUpdateParams(RequestModel):
    imp_uid: str


class CodesGetCardParams(RequestModel):
    card_standard_code: str


class CodesGetBankParams(RequestModel):
    bank_standard_code: str


class NaverListProductOrdersParams(RequestModel):
    imp_uid: str


class NaverGetProductOrderParams(RequestModel):
    product_order_id: str


class NaverPlaceParams(RequestModel):
    imp_uid: str


class NaverShipParams(RequestModel):
    imp_uid: str


class NaverCancelParams(RequestModel):
    imp_uid: str


class NaverApproveCancelParams(RequestModel):
    imp_uid: str


class NaverRequestReturnParams(RequestModel):
    imp_uid: str


class NaverApproveReturnParams(RequestModel):
    imp_uid: str


class NaverRejectReturnParams(RequestModel):
    imp_uid: str


class NaverWithholdReturnParams(RequestModel):
    imp_uid: str


class NaverResolveReturnParams(RequestModel):
    imp_uid: str


class NaverCollectExchangedParams(RequestModel):
    imp_uid: str


class NaverShipExchangedParams(RequestModel):
    imp_uid: str


class NaverListReviewsParams(RequestModel):
    channel_key: str
    from_: Annotated[int, Field(alias="from")]
    to: int
    review_type: Literal["general", "premium"]


class NaverDepositPointParams(RequestModel):
    imp_uid: str


class NaverConfirmParams(RequestModel):
    imp_uid: str


class NaverGetCashAmountParams(RequestModel):
    imp_uid: str


class KakaoListOrdersParams(RequestModel):
    payment_request_date: Annotated[str, Field(pattern="^[0-9]{8}$")]
    cid: str | None = None
    page: Annotated[int, Field(ge=1)] = 1


class PaycoUpdateOrderStatusParams(RequestModel):
    imp_uid: str


class KcpquickCreatePreparationParams(RequestModel):
    merchant_uid: Annotated[str, Field(max_length=40)]


class KcpquickUpdatePreparationParams(RequestModel):
    merchant_uid: Annotated[str, Field(max_length=40)]


class KcpquickDeleteAutopayKeyParams(RequestModel):
    customer_uid: str


class KcpquickDeleteMemberParams(RequestModel):
    member_id: str
    site_code: Annotated[str, Field(max_length=80)]
    partner_type: Annotated[str, Field(max_length=80)]
    partner_subtype: Annotated[str, Field(max_length=80)]


class KcpquickReleaseFidoParams(RequestModel):
    member_id: str


class CvsRevokeParams(RequestModel):
    imp_uid: str


class TiersGetParams(RequestModel):
    tier_code: Annotated[str, Field(pattern="^[A-Z0-9]{3}$")]


class TiersCreateParams(RequestModel):
    tier_code: Annotated[str, Field(pattern="^[A-Z0-9]{3}$")]


class TiersUpdateParams(RequestModel):
    tier_code: Annotated[str, Field(pattern="^[A-Z0-9]{3}$")]


class TiersDeleteParams(RequestModel):
    tier_code: Annotated[str, Field(pattern="^[A-Z0-9]{3}$")]


class PartnersRegisterReceiptsParams(RequestModel):
    imp_uid: str


class TokenRequest(RequestModel):
    imp_key: str
    imp_secret: str


class CancelExtra(RequestModel):
    requester: Literal["customer", "admin"] = "admin"


class CreatePreparationRequest(RequestModel):
    merchant_uid: Annotated[str, Field(max_length=40)]
    amount: Money
    currency: str | None = None


class UpdatePreparationRequest(RequestModel):
    merchant_uid: Annotated[str, Field(max_length=40)]
    amount: Money
    currency: str | None = None


class OnetimeRequest(RequestModel):
    merchant_uid: Annotated[str, Field(max_length=40)]
    currency: str = "KRW"
    amount: Money
    tax_free: Money | None = None
    vat_amount: Money | None = None
    vat: Money | None = None
    card_number: str
    expiry: str
    birth: str | None = None
    pwd_2digit: str | None = None
    cvc: str | None = None
    customer_uid: Annotated[str | None, Field(max_length=80)] = None
    pg: Annotated[str | None, Field(max_length=80)] = None
    channelGroupId: Annotated[str | None, Field(max_length=55)] = None
    name: Annotated[str | None, Field(max_length=40)] = None
    buyer_name: Annotated[str | None, Field(max_length=16)] = None
    buyer_email: Annotated[str | None, Field(max_length=64)] = None
    buyer_tel: Annotated[str | None, Field(max_length=16)] = None
    buyer_addr: Annotated[str | None, Field(max_length=128)] = None
    buyer_postcode: Annotated[str | None, Field(max_length=8)] = None
    card_quota: int = 0
    interest_free_by_merchant: bool = False
    use_card_point: bool = False
    custom_data: str | None = None
    notice_url: str | list[str] | None = None
    browser_ip: str | None = None
    secure_3d_charge_id: str | None = None
    secure_3d_token: str | None = None
    product_type: Literal["real", "digital"] | None = None
    promotion_id: str | None = None
    bypass: str | None = None


class AgainExtra(RequestModel):
    naverUseCfm: str | None = None


class NewScheduleExtra(RequestModel):
    naverUseCfm: str | None = None


class UnscheduleRequest(RequestModel):
    customer_uid: str | None = None
    merchant_uid: list[str] | None = None


class UpdateScheduleRequest(RequestModel):
    schedule_at: int


class RescheduleRequest(RequestModel):
    schedule_at: int


class IssueBillingKeyRequest(RequestModel):
    channel_key: Annotated[str | None, Field(max_length=55)] = None
    pg: Annotated[str | None, Field(max_length=80)] = None
    customer_id: str | None = None
    card_number: str
    expiry: str
    birth: str | None = None
    pwd_2digit: str | None = None
    cvc: str | None = None
    customer_name: Annotated[str | None, Field(max_length=20)] = None
    customer_tel: Annotated[str | None, Field(max_length=20)] = None
    customer_email: Annotated[str | None, Field(max_length=200)] = None
    customer_addr: Annotated[str | None, Field(max_length=200)] = None
    customer_postcode: Annotated[str | None, Field(max_length=8)] = None
    channel_group_id: Annotated[str | None, Field(max_length=55)] = None


class CreateVbankRequest(RequestModel):
    channel_key: str
    merchant_uid: Annotated[str, Field(max_length=40)]
    amount: Money
    vbank_code: str
    vbank_due: int
    vbank_holder: Annotated[str | None, Field(max_length=16)] = None
    vbank_num: str | None = None
    vbank_key: Annotated[str | None, Field(max_length=13)] = None
    fixed_unlimited_vbank: bool = False
    escrow_password: str | None = None
    name: Annotated[str | None, Field(max_length=40)] = None
    product_type: Literal["real", "digital"] | None = None
    product_count: int | None = None
    buyer_name: Annotated[str | None, Field(max_length=16)] = None
    buyer_email: Annotated[str | None, Field(max_length=64)] = None
    buyer_tel: Annotated[str | None, Field(max_length=16)] = None
    business_registration_number: Annotated[str | None, Field(max_length=10)] = None
    buyer_addr: Annotated[str | None, Field(max_length=128)] = None
    buyer_postcode: Annotated[str | None, Field(max_length=8)] = None
    tax_free: Money | None = None
    vat_amount: Money | None = None
    notice_url: str | list[str] | None = None
    custom_data: str | None = None


class UpdateVbankRequest(RequestModel):
    amount: Money | None = None
    vbank_due: int | None = None


class RequestOtpRequest(RequestModel):
    name: str
    phone: str
    birth: str
    gender_digit: Literal["1", "2", "3", "4", "5", "6", "7", "8"]
    carrier: Literal["SKT", "KT", "LGT"]
    is_mvno: bool = False
    channel_key: str
    pg: str | None = None
    merchant_uid: str | None = None
    company: str | None = None
    verification_method: Literal["SMS", "APP"] | None = None
    bypass: str | None = None


class ConfirmOtpRequest(RequestModel):
    otp: str | None = None


class IssueCashReceiptRequest(RequestModel):
    identifier: str
    identifier_type: Literal["person", "business", "phone", "taxcard"] | None = None
    type: Literal["person", "company"] = "person"
    buyer_name: str | None = None
    buyer_email: str | None = None
    buyer_tel: str | None = None
    tax_free: Money | None = None
    vat_amount: Money | None = None
    vat: Money | None = None
    product_type: Literal["real", "digital"] | None = None
    company_name: str | None = None
    company_tel: str | None = None
    corp_reg_no: str | None = None


class IssueExternalCashReceiptRequest(RequestModel):
    channel_key: str
    name: str
    amount: Money
    identifier: str
    identifier_type: Literal["person", "business", "phone", "taxcard"] | None = None
    type: Literal["person", "company"] = "person"
    buyer_name: str | None = None
    buyer_email: str | None = None
    buyer_tel: str | None = None
    tax_free: Money | None = None
    vat_amount: Money | None = None
    product_type: Literal["real", "digital"] | None = None
    pay_method: Literal["trans", "vbank"] | None = None
    corp_reg_no: str | None = None


class EscrowAddress(RequestModel):
    address_line_1: str | None = None
    address_line_2: str | None = None


class EscrowReceiver(RequestModel):
    name: str | None = None
    tel: str | None = None
    addr: str | None = None
    postcode: str | None = None
    formed_address: EscrowAddress | None = None


class EscrowParcel(RequestModel):
    company: str
    invoice: str
    sent_at: int
    receiving_at: str | None = None
    address: str | None = None


class EscrowProduct(RequestModel):
    id: str
    name: str
    code: str | None = None
    amount: Money
    currency: str = "KRW"
    quantity: int = 1
    tag: str | None = None


class ProcessNaverOrdersRequest(RequestModel):
    product_order_id: list[str] | None = None


class ShipNaverOrdersRequest(RequestModel):
    product_order_id: list[str] | None = None
    delivery_method: Literal[
        "DELIVERY", "GDFW_ISSUE_SVC", "VISIT_RECEIPT", "DIRECT_DELIVERY", "QUICK_SVC", "NOTHING"
    ]
    dispatched_at: int
    delivery_company: (
        Literal[
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
        | None
    ) = None
    tracking_number: str | None = None


class CancelNaverOrdersRequest(RequestModel):
    product_order_id: list[str] | None = None
    reason: Literal[
        "SOLD_OUT",
        "DELAYED_DELIVERY",
        "PRODUCT_UNSATISFIED",
        "INTENT_CHANGED",
        "COLOR_AND_SIZE",
        "WRONG_ORDER",
        "INCORRECT_INFO",
    ] = "PRODUCT_UNSATISFIED"


class RequestNaverReturnRequest(RequestModel):
    product_order_id: list[str] | None = None
    reason: Literal[
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
    ] = "INTENT_CHANGED"
    delivery_method: Literal["RETURN_DESIGNATED", "RETURN_DELIVERY", "RETURN_INDIVIDUAL"]
    delivery_company: (
        Literal[
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
        | None
    ) = None
    tracking_number: str | None = None


class ApproveNaverReturnRequest(RequestModel):
    product_order_id: list[str] | None = None
    memo: str | None = None


class RejectNaverReturnRequest(RequestModel):
    product_order_id: list[str] | None = None
    memo: str


class WithholdNaverReturnRequest(RequestModel):
    product_order_id: list[str] | None = None
    reason: Literal[
        "RETURN_DELIVERYFEE",
        "EXTRAFEEE",
        "RETURN_DELIVERYFEE_AND_EXTRAFEEE",
        "RETURN_PRODUCT_NOT_DELIVERED",
        "ETC",
    ] = "ETC"
    memo: str
    extra_charge: Money | None = None


class ShipExchangedNaverOrdersRequest(RequestModel):
    product_order_id: list[str] | None = None
    delivery_method: Literal[
        "DELIVERY", "GDFW_ISSUE_SVC", "VISIT_RECEIPT", "DIRECT_DELIVERY", "QUICK_SVC", "NOTHING"
    ]
    delivery_company: (
        Literal[
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
        | None
    ) = None
    tracking_number: str | None = None


class ConfirmNaverPaymentRequest(RequestModel):
    requester: Literal["admin", "customer"] = "admin"


class UpdatePaycoStatusRequest(RequestModel):
    status: Literal["DELIVERY_START", "PURCHASE_DECISION", "CANCELED"]


class RegisterDeliveryRequest(RequestModel):
    imp_uid: Annotated[str, Field(max_length=40)]
    merchant_uid: Annotated[str, Field(max_length=40)]
    type: Literal["physical", "digital"]
    status: Literal["order_placed", "order_shipped", "delivering", "delivered"]
    carrier_tracking_id: Annotated[str | None, Field(max_length=64)] = None
    carrier_type: Annotated[str | None, Field(max_length=64)] = None
    estimated_delivery_datetime: int
    estimated_update_datetime: int
    reason: Annotated[str | None, Field(max_length=64)] = None
    refundable: Literal["yes", "no"]
    details: Annotated[str | None, Field(max_length=400)] = None
    shipping_address_email: Annotated[str, Field(max_length=50)]
    shipping_address_country: Annotated[str | None, Field(max_length=40)] = None
    shipping_address_city: Annotated[str | None, Field(max_length=40)] = None
    shipping_address_zip: Annotated[str | None, Field(max_length=40)] = None
    shipping_address_state: Annotated[str | None, Field(max_length=40)] = None
    shipping_address_street: Annotated[str | None, Field(max_length=40)] = None
    shipping_address_phone: Annotated[str | None, Field(max_length=40)] = None
    shipping_address_firstname: Annotated[str | None, Field(max_length=40)] = None
    shipping_address_lastname: Annotated[str | None, Field(max_length=40)] = None


class KcpQuickPreparationRequest(RequestModel):
    btid: Annotated[str, Field(max_length=20)]
    cust_ip: str
    code_verifier: Annotated[str, Field(max_length=200)]
    prepaid_auth_yn: Literal["Y", "N"] | None = None
    prepaid_amount: Annotated[Money | None, Field(le=999999999)] = None
    vender_type: Literal["VID2", "VID3"] | None = None
    reward_id: Annotated[str | None, Field(max_length=20)] = None


class PayWithMoneyRequest(RequestModel):
    member_id: Annotated[str, Field(max_length=16)]
    channel_key: str
    merchant_uid: Annotated[str, Field(max_length=40)]
    name: Annotated[str, Field(max_length=40)]
    amount: Money
    imp_uid: str
    notice_url: str | None = None


class PayWithAutopayRequest(RequestModel):
    customer_uid: str
    merchant_uid: Annotated[str, Field(max_length=40)]
    name: Annotated[str, Field(max_length=40)]
    buyer_name: Annotated[str, Field(max_length=20)]
    amount: Money
    notice_url: str | None = None


class ReleaseFidoRequest(RequestModel):
    channel_key: str


class GetPointRequest(RequestModel):
    benepia_user: str
    benepia_password: str
    channel_key: str


class BenepiaPayRequest(RequestModel):
    benepia_user: str
    benepia_password: str
    benepia_member_code: str | None = None
    merchant_uid: Annotated[str, Field(max_length=40)]
    amount: Money
    name: Annotated[str, Field(max_length=40)]
    buyer_name: Annotated[str | None, Field(max_length=16)] = None
    buyer_email: Annotated[str | None, Field(max_length=64)] = None
    buyer_tel: Annotated[str | None, Field(max_length=16)] = None
    buyer_addr: Annotated[str | None, Field(max_length=128)] = None
    buyer_postcode: Annotated[str | None, Field(max_length=8)] = None
    channel_key: str
    notice_url: str | list[str] | None = None
    custom_data: str | None = None


class IssueCvsRequest(RequestModel):
    channel_key: str
    merchant_uid: Annotated[str, Field(max_length=40)]
    amount: Money
    barcode: str | None = None
    expired_at: int | None = None
    name: Annotated[str | None, Field(max_length=40)] = None
    buyer_name: Annotated[str | None, Field(max_length=16)] = None
    buyer_email: Annotated[str | None, Field(max_length=64)] = None
    buyer_tel: Annotated[str | None, Field(max_length=16)] = None
    buyer_addr: Annotated[str | None, Field(max_length=128)] = None
    buyer_postcode: Annotated[str | None, Field(max_length=8)] = None
    confirm_url: str | None = None
    notice_url: str | list[str] | None = None
    custom_data: str | None = None


class TierRequest(RequestModel):
    name: str


class PartnerShare(RequestModel):
    business_registration_number: str
    company_name: str
    amount: Money
    tax_free: Money | None = None
    vat_amount: Money | None = None


class CancelRequest(RequestModel):
    imp_uid: str | None = None
    merchant_uid: str | None = None
    amount: Money | None = None
    tax_free: Money | None = None
    vat_amount: Money | None = None
    checksum: Money | None = None
    reason: str | None = None
    refund_holder: str | None = None
    refund_bank: str | None = None
    refund_account: str | None = None
    refund_tel: str | None = None
    retain_promotion: bool = False
    enable_webhook: bool = False
    extra: CancelExtra | None = None


class AgainRequest(RequestModel):
    customer_uid: Annotated[str, Field(max_length=80)]
    merchant_uid: Annotated[str, Field(max_length=40)]
    currency: str = "KRW"
    amount: Money
    tax_free: Money | None = None
    vat_amount: Money | None = None
    vat: Money | None = None
    name: Annotated[str, Field(max_length=40)]
    buyer_name: Annotated[str | None, Field(max_length=16)] = None
    buyer_email: Annotated[str | None, Field(max_length=64)] = None
    buyer_tel: Annotated[str | None, Field(max_length=16)] = None
    buyer_addr: Annotated[str | None, Field(max_length=128)] = None
    buyer_postcode: Annotated[str | None, Field(max_length=8)] = None
    card_quota: int = 0
    interest_free_by_merchant: bool = False
    use_card_point: bool = False
    custom_data: str | None = None
    notice_url: str | list[str] | None = None
    browser_ip: str | None = None
    product_type: Literal["real", "digital"] | None = None
    product_count: int = 1
    cash_receipt_type: Literal["person", "company", "anonymous"] | None = None
    bypass: str | None = None
    extra: AgainExtra | None = None
    promotion_id: str | None = None
    channel_key: Annotated[str | None, Field(max_length=55)] = None


class NewSchedule(RequestModel):
    merchant_uid: Annotated[str, Field(max_length=40)]
    schedule_at: int
    currency: str = "KRW"
    amount: Money
    tax_free: Money | None = None
    vat_amount: Money | None = None
    name: Annotated[str, Field(max_length=40)]
    buyer_name: Annotated[str | None, Field(max_length=16)] = None
    buyer_email: Annotated[str | None, Field(max_length=64)] = None
    buyer_tel: Annotated[str | None, Field(max_length=16)] = None
    buyer_addr: Annotated[str | None, Field(max_length=128)] = None
    buyer_postcode: Annotated[str | None, Field(max_length=8)] = None
    custom_data: str | None = None
    notice_url: str | list[str] | None = None
    product_type: Literal["real", "digital"] | None = None
    cash_receipt_type: Literal["person", "company", "anonymous"] | None = None
    card_quota: int = 0
    interest_free_by_merchant: bool = False
    use_card_point: bool = False
    product_count: int = 1
    browser_ip: str | None = None
    extra: NewScheduleExtra | None = None
    bypass: str | None = None
    promotion_id: str | None = None


class EscrowSender(RequestModel):
    name: str | None = None
    tel: str | None = None
    addr: str | None = None
    postcode: str | None = None
    relationship: str | None = None
    formed_address: EscrowAddress | None = None


class UpdateShipmentRequest(RequestModel):
    sender: EscrowSender
    receiver: EscrowReceiver
    logis: EscrowParcel
    products: list[EscrowProduct] | None = None


class RegisterPartnerReceiptsRequest(RequestModel):
    data: list[PartnerShare]


class ScheduleRequest(RequestModel):
    customer_uid: Annotated[str, Field(max_length=80)]
    customer_id: str | None = None
    checking_amount: Money | None = None
    card_number: str | None = None
    expiry: str | None = None
    birth: str | None = None
    pwd_2digit: str | None = None
    cvc: str | None = None
    channel_key: Annotated[str | None, Field(max_length=55)] = None
    schedules: list[NewSchedule]


class RegisterShipmentRequest(RequestModel):
    sender: EscrowSender
    receiver: EscrowReceiver
    logis: EscrowParcel
    products: list[EscrowProduct] | None = None
    send_email: bool = True
