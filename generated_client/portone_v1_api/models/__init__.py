# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Every model, enumeration and nested part of a request; each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..answers import Model as Model
    from ..parts import (
        EscrowAddress as EscrowAddress,
    )
    from ..parts import (
        EscrowParcel as EscrowParcel,
    )
    from ..parts import (
        EscrowProduct as EscrowProduct,
    )
    from ..parts import (
        EscrowReceiver as EscrowReceiver,
    )
    from ..parts import (
        EscrowSender as EscrowSender,
    )
    from ..parts import (
        NewSchedule as NewSchedule,
    )
    from ..parts import (
        NewScheduleExtra as NewScheduleExtra,
    )
    from ..parts import (
        PartnerShare as PartnerShare,
    )
    from ..payloads import PartialList as PartialList
    from .auth import (
        Token as Token,
    )
    from .benepia import (
        BenepiaPoint as BenepiaPoint,
    )
    from .billing_keys import (
        BillingKey as BillingKey,
    )
    from .billing_keys import (
        ChannelFailureType as ChannelFailureType,
    )
    from .billing_keys import (
        FailedChannel as FailedChannel,
    )
    from .billing_keys import (
        SucceededChannel as SucceededChannel,
    )
    from .billing_keys import (
        SuperBillingKey as SuperBillingKey,
    )
    from .cash_receipts import (
        CashReceipt as CashReceipt,
    )
    from .cash_receipts import (
        CashReceiptIdentifierType as CashReceiptIdentifierType,
    )
    from .cash_receipts import (
        CashReceiptPayMethod as CashReceiptPayMethod,
    )
    from .cash_receipts import (
        CashReceiptType as CashReceiptType,
    )
    from .cash_receipts import (
        ExternalCashReceipt as ExternalCashReceipt,
    )
    from .certifications import (
        Certification as Certification,
    )
    from .certifications import (
        CertificationCarrier as CertificationCarrier,
    )
    from .certifications import (
        CertificationGender as CertificationGender,
    )
    from .certifications import (
        CertificationGenderDigit as CertificationGenderDigit,
    )
    from .certifications import (
        CertificationMethod as CertificationMethod,
    )
    from .certifications import (
        CertifiedCarrier as CertifiedCarrier,
    )
    from .certifications import (
        PendingCertification as PendingCertification,
    )
    from .codes import (
        StandardCode as StandardCode,
    )
    from .escrows import (
        EscrowShipment as EscrowShipment,
    )
    from .kcpquick import (
        DeletedAutopayKey as DeletedAutopayKey,
    )
    from .kcpquick import (
        KcpQuickMember as KcpQuickMember,
    )
    from .kcpquick import (
        KcpQuickPrepaidAuth as KcpQuickPrepaidAuth,
    )
    from .kcpquick import (
        KcpQuickVendorType as KcpQuickVendorType,
    )
    from .kcpquick import (
        ReleasedFido as ReleasedFido,
    )
    from .naver import (
        NaverAddress as NaverAddress,
    )
    from .naver import (
        NaverCancelReason as NaverCancelReason,
    )
    from .naver import (
        NaverCashAmount as NaverCashAmount,
    )
    from .naver import (
        NaverClaimStatus as NaverClaimStatus,
    )
    from .naver import (
        NaverClaimType as NaverClaimType,
    )
    from .naver import (
        NaverConfirmRequester as NaverConfirmRequester,
    )
    from .naver import (
        NaverDeliveryCompany as NaverDeliveryCompany,
    )
    from .naver import (
        NaverDeliveryMethod as NaverDeliveryMethod,
    )
    from .naver import (
        NaverOrderer as NaverOrderer,
    )
    from .naver import (
        NaverProductOrder as NaverProductOrder,
    )
    from .naver import (
        NaverProductOrderStatus as NaverProductOrderStatus,
    )
    from .naver import (
        NaverReturnDeliveryMethod as NaverReturnDeliveryMethod,
    )
    from .naver import (
        NaverReturnReason as NaverReturnReason,
    )
    from .naver import (
        NaverReview as NaverReview,
    )
    from .naver import (
        NaverReviewType as NaverReviewType,
    )
    from .naver import (
        NaverWithholdReason as NaverWithholdReason,
    )
    from .partners import (
        PartnerReceipt as PartnerReceipt,
    )
    from .payco import (
        PaycoOrderStatus as PaycoOrderStatus,
    )
    from .payco import (
        PaycoStatus as PaycoStatus,
    )
    from .payments import (
        CancelRequester as CancelRequester,
    )
    from .payments import (
        CustomerUidUsage as CustomerUidUsage,
    )
    from .payments import (
        Payment as Payment,
    )
    from .payments import (
        PaymentBalance as PaymentBalance,
    )
    from .payments import (
        PaymentBalanceAmounts as PaymentBalanceAmounts,
    )
    from .payments import (
        PaymentBalanceHistory as PaymentBalanceHistory,
    )
    from .payments import (
        PaymentCancellation as PaymentCancellation,
    )
    from .payments import (
        PaymentChannel as PaymentChannel,
    )
    from .payments import (
        PaymentPage as PaymentPage,
    )
    from .payments import (
        PaymentPromotion as PaymentPromotion,
    )
    from .payments import (
        PaymentSorting as PaymentSorting,
    )
    from .payments import (
        PaymentStatus as PaymentStatus,
    )
    from .payments import (
        PaymentStatusFilter as PaymentStatusFilter,
    )
    from .payments import (
        PayMethod as PayMethod,
    )
    from .payments import (
        VbankDeposit as VbankDeposit,
    )
    from .paymentwall import (
        PaymentwallDelivery as PaymentwallDelivery,
    )
    from .paymentwall import (
        PaymentwallDeliveryStatus as PaymentwallDeliveryStatus,
    )
    from .paymentwall import (
        PaymentwallDeliveryType as PaymentwallDeliveryType,
    )
    from .paymentwall import (
        PaymentwallRefundable as PaymentwallRefundable,
    )
    from .preparations import (
        Preparation as Preparation,
    )
    from .subscribe import (
        ProductType as ProductType,
    )
    from .subscribe import (
        Schedule as Schedule,
    )
    from .subscribe import (
        SchedulePage as SchedulePage,
    )
    from .subscribe import (
        ScheduleSorting as ScheduleSorting,
    )
    from .subscribe import (
        ScheduleStatus as ScheduleStatus,
    )
    from .subscribe import (
        SubscribeCashReceiptType as SubscribeCashReceiptType,
    )
    from .tiers import (
        Tier as Tier,
    )
    from .users import (
        PgSetting as PgSetting,
    )
    from .users import (
        PgSettingType as PgSettingType,
    )
    from .vbanks import (
        VbankHolder as VbankHolder,
    )

_HOMES = {
    "..answers": ("Model",),
    "..payloads": ("PartialList",),
    "..parts": (
        "EscrowAddress",
        "EscrowParcel",
        "EscrowProduct",
        "EscrowReceiver",
        "EscrowSender",
        "NewSchedule",
        "NewScheduleExtra",
        "PartnerShare",
    ),
    ".auth": ("Token",),
    ".benepia": ("BenepiaPoint",),
    ".billing_keys": (
        "BillingKey",
        "ChannelFailureType",
        "FailedChannel",
        "SucceededChannel",
        "SuperBillingKey",
    ),
    ".cash_receipts": (
        "CashReceipt",
        "CashReceiptIdentifierType",
        "CashReceiptPayMethod",
        "CashReceiptType",
        "ExternalCashReceipt",
    ),
    ".certifications": (
        "Certification",
        "CertificationCarrier",
        "CertificationGender",
        "CertificationGenderDigit",
        "CertificationMethod",
        "CertifiedCarrier",
        "PendingCertification",
    ),
    ".codes": ("StandardCode",),
    ".escrows": ("EscrowShipment",),
    ".kcpquick": (
        "DeletedAutopayKey",
        "KcpQuickMember",
        "KcpQuickPrepaidAuth",
        "KcpQuickVendorType",
        "ReleasedFido",
    ),
    ".naver": (
        "NaverAddress",
        "NaverCancelReason",
        "NaverCashAmount",
        "NaverClaimStatus",
        "NaverClaimType",
        "NaverConfirmRequester",
        "NaverDeliveryCompany",
        "NaverDeliveryMethod",
        "NaverOrderer",
        "NaverProductOrder",
        "NaverProductOrderStatus",
        "NaverReturnDeliveryMethod",
        "NaverReturnReason",
        "NaverReview",
        "NaverReviewType",
        "NaverWithholdReason",
    ),
    ".partners": ("PartnerReceipt",),
    ".payco": (
        "PaycoOrderStatus",
        "PaycoStatus",
    ),
    ".payments": (
        "CancelRequester",
        "CustomerUidUsage",
        "Payment",
        "PaymentBalance",
        "PaymentBalanceAmounts",
        "PaymentBalanceHistory",
        "PaymentCancellation",
        "PaymentChannel",
        "PaymentPage",
        "PaymentPromotion",
        "PaymentSorting",
        "PaymentStatus",
        "PaymentStatusFilter",
        "PayMethod",
        "VbankDeposit",
    ),
    ".paymentwall": (
        "PaymentwallDelivery",
        "PaymentwallDeliveryStatus",
        "PaymentwallDeliveryType",
        "PaymentwallRefundable",
    ),
    ".preparations": ("Preparation",),
    ".subscribe": (
        "ProductType",
        "Schedule",
        "SchedulePage",
        "ScheduleSorting",
        "ScheduleStatus",
        "SubscribeCashReceiptType",
    ),
    ".tiers": ("Tier",),
    ".users": (
        "PgSetting",
        "PgSettingType",
    ),
    ".vbanks": ("VbankHolder",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = (
    "BenepiaPoint",
    "BillingKey",
    "CancelRequester",
    "CashReceipt",
    "CashReceiptIdentifierType",
    "CashReceiptPayMethod",
    "CashReceiptType",
    "Certification",
    "CertificationCarrier",
    "CertificationGender",
    "CertificationGenderDigit",
    "CertificationMethod",
    "CertifiedCarrier",
    "ChannelFailureType",
    "CustomerUidUsage",
    "DeletedAutopayKey",
    "EscrowAddress",
    "EscrowParcel",
    "EscrowProduct",
    "EscrowReceiver",
    "EscrowSender",
    "EscrowShipment",
    "ExternalCashReceipt",
    "FailedChannel",
    "KcpQuickMember",
    "KcpQuickPrepaidAuth",
    "KcpQuickVendorType",
    "Model",
    "NaverAddress",
    "NaverCancelReason",
    "NaverCashAmount",
    "NaverClaimStatus",
    "NaverClaimType",
    "NaverConfirmRequester",
    "NaverDeliveryCompany",
    "NaverDeliveryMethod",
    "NaverOrderer",
    "NaverProductOrder",
    "NaverProductOrderStatus",
    "NaverReturnDeliveryMethod",
    "NaverReturnReason",
    "NaverReview",
    "NaverReviewType",
    "NaverWithholdReason",
    "NewSchedule",
    "NewScheduleExtra",
    "PartialList",
    "PartnerReceipt",
    "PartnerShare",
    "PaycoOrderStatus",
    "PaycoStatus",
    "Payment",
    "PaymentBalance",
    "PaymentBalanceAmounts",
    "PaymentBalanceHistory",
    "PaymentCancellation",
    "PaymentChannel",
    "PaymentPage",
    "PaymentPromotion",
    "PaymentSorting",
    "PaymentStatus",
    "PaymentStatusFilter",
    "PaymentwallDelivery",
    "PaymentwallDeliveryStatus",
    "PaymentwallDeliveryType",
    "PaymentwallRefundable",
    "PayMethod",
    "PendingCertification",
    "PgSetting",
    "PgSettingType",
    "Preparation",
    "ProductType",
    "ReleasedFido",
    "Schedule",
    "SchedulePage",
    "ScheduleSorting",
    "ScheduleStatus",
    "StandardCode",
    "SubscribeCashReceiptType",
    "SucceededChannel",
    "SuperBillingKey",
    "Tier",
    "Token",
    "VbankDeposit",
    "VbankHolder",
)


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOME_OF[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
