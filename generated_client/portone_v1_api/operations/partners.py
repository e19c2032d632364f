# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `partners`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    ErrorRule,
    Operation,
    Parameter,
    ResolveRule,
)

PARTNER_SHARE = (
    Parameter(
        "business_registration_number", "business_registration_number", "part", required=True
    ),
    Parameter("company_name", "company_name", "part", required=True),
    Parameter("amount", "amount", "part", "money", required=True),
    Parameter("tax_free", "tax_free", "part", "money"),
    Parameter("vat_amount", "vat_amount", "part", "money"),
)
"""The fields of a `PartnerShare`."""

REGISTER_RECEIPTS = Operation(
    name="partners.register_receipts",
    method="POST",
    path="/partners/receipts/{imp_uid}",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter(
            "shares", "data", "body", "object", required=True, many=True, parts=PARTNER_SHARE
        ),
    ),
    errors=(
        ErrorRule("not_paid", 400, None, "결제완료 상태의 거래가 아닙니다.", "Conflict"),
        ErrorRule("bad_shares", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("unknown_channel", 404, None, None, "NotFound"),
        ErrorRule("refused", 200, None, None, "Refused"),
        ErrorRule("server_error", 500, None, None, "ServerError", "unknown"),
        ErrorRule("no_shares", 501, None, None, "NotSupported"),
    ),
    identities=("imp_uid",),
    resolve=ResolveRule(
        "none",
        reason="V1 does not show which shares a receipt lists.",
    ),
)
