# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Every model, enumeration and nested part of a request; each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..answers import Model as Model
    from ..payloads import PartialList as PartialList
    from .auth import (
        Token as Token,
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

_HOMES = {
    "..answers": ("Model",),
    "..payloads": ("PartialList",),
    ".auth": ("Token",),
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
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = (
    "CancelRequester",
    "CustomerUidUsage",
    "Model",
    "PartialList",
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
    "Token",
    "VbankDeposit",
)


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOME_OF[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
