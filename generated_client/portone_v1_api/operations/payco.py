# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `payco`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    ErrorRule,
    Operation,
    Parameter,
    ResolveRule,
)

UPDATE_ORDER_STATUS = Operation(
    name="payco.update_order_status",
    method="POST",
    path="/payco/orders/status/{imp_uid}",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter("status", "status", "body", required=True),
    ),
    errors=(
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("pg_refused", 200, -1, None, "Refused"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("imp_uid",),
    resolve=ResolveRule(
        "none",
        reason="Nothing in V1 shows the status of a PAYCO order.",
    ),
)
