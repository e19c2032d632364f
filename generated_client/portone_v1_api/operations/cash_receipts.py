# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `cash_receipts`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    ErrorRule,
    Operation,
    Parameter,
    Read,
    ResolveRule,
)

GET = Operation(
    name="cash_receipts.get",
    method="GET",
    path="/receipts/{imp_uid}",
    effect="read",
    parameters=(Parameter("imp_uid", "imp_uid", "path", "identity", required=True),),
    errors=(
        ErrorRule(
            "never_issued",
            404,
            -1,
            "해당 아임포트 고유 번호({imp_uid})로 현금영수증을 발급 한 내역이 존재하지 않습니다.",
            "NotFound",
        ),
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
    ),
    identities=("imp_uid",),
)

ISSUE = Operation(
    name="cash_receipts.issue",
    method="POST",
    path="/receipts/{imp_uid}",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter("identifier", "identifier", "body", required=True, secret=True),
        Parameter("identifier_type", "identifier_type", "body"),
        Parameter("type", "type", "body"),
        Parameter("buyer_name", "buyer_name", "body"),
        Parameter("buyer_email", "buyer_email", "body"),
        Parameter("buyer_tel", "buyer_tel", "body", secret=True),
        Parameter("tax_free", "tax_free", "body", "won"),
        Parameter("vat_amount", "vat_amount", "body", "money"),
        Parameter("vat", "vat", "body", "won"),
        Parameter("product_type", "product_type", "body"),
        Parameter("company_name", "company_name", "body"),
        Parameter("company_tel", "company_tel", "body", secret=True),
        Parameter("corp_reg_no", "corp_reg_no", "body"),
    ),
    errors=(
        ErrorRule(
            "already_issued", 400, None, "이미 현금영수증이 발급된 거래입니다.", "AlreadyDone"
        ),
        ErrorRule("not_paid", 400, None, "결제완료 상태의 거래가 아닙니다.", "Conflict"),
        ErrorRule("bad_receipt", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_payment", 200, 1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("refused", 200, None, None, "Refused"),
        ErrorRule("not_issued", 500, None, None, "Refused"),
        ErrorRule("no_receipts", 501, None, None, "NotSupported"),
    ),
    identities=("imp_uid",),
    resolve=ResolveRule(
        "newer",
        reads=(Read("cash_receipts.get", {"imp_uid": "imp_uid"}, {}),),
        record="receipt",
        match={"type": "type", "vat": "vat_amount"},
        field="applied_at",
        closes="record",
        quiet=600,
    ),
)

REVOKE = Operation(
    name="cash_receipts.revoke",
    method="DELETE",
    path="/receipts/{imp_uid}",
    effect="write",
    parameters=(Parameter("imp_uid", "imp_uid", "path", "identity", required=True),),
    errors=(
        ErrorRule("already_revoked", 400, None, "이미 발급취소된 현금영수증입니다.", "AlreadyDone"),
        ErrorRule("never_issued", 400, None, None, "NotFound"),
        ErrorRule("refused", 200, None, None, "Refused"),
        ErrorRule("not_revoked", 500, None, None, "Refused"),
        ErrorRule("no_receipts", 501, None, None, "NotSupported"),
    ),
    identities=("imp_uid",),
    resolve=ResolveRule(
        "newer",
        reads=(Read("cash_receipts.get", {"imp_uid": "imp_uid"}, {}),),
        record="receipt",
        field="cancelled_at",
        began="applied_at",
        closes="record",
        quiet=600,
    ),
)

GET_EXTERNAL = Operation(
    name="cash_receipts.get_external",
    method="GET",
    path="/receipts/external/{merchant_uid}",
    effect="read",
    parameters=(Parameter("merchant_uid", "merchant_uid", "path", "identity", required=True),),
    errors=(ErrorRule("never_issued", 404, None, None, "NotFound"),),
    identities=("merchant_uid",),
)

ISSUE_EXTERNAL = Operation(
    name="cash_receipts.issue_external",
    method="POST",
    path="/receipts/external/{merchant_uid}",
    effect="write",
    parameters=(
        Parameter("merchant_uid", "merchant_uid", "path", "identity", required=True),
        Parameter("channel_key", "channel_key", "body", "identity", required=True),
        Parameter("name", "name", "body", required=True),
        Parameter("amount", "amount", "body", "won", required=True),
        Parameter("identifier", "identifier", "body", required=True, secret=True),
        Parameter("identifier_type", "identifier_type", "body"),
        Parameter("type", "type", "body"),
        Parameter("buyer_name", "buyer_name", "body"),
        Parameter("buyer_email", "buyer_email", "body"),
        Parameter("buyer_tel", "buyer_tel", "body", secret=True),
        Parameter("tax_free", "tax_free", "body", "won"),
        Parameter("vat_amount", "vat_amount", "body", "money"),
        Parameter("product_type", "product_type", "body"),
        Parameter("pay_method", "pay_method", "body"),
        Parameter("corp_reg_no", "corp_reg_no", "body"),
    ),
    errors=(
        ErrorRule(
            "already_issued",
            400,
            None,
            "이미 현금영수증이 발급된 merchant_uid입니다.",
            "AlreadyDone",
        ),
        ErrorRule("bad_receipt", 400, None, None, "InvalidRequest"),
        ErrorRule("refused", 200, None, None, "Refused"),
        ErrorRule("not_issued", 500, None, None, "Refused"),
        ErrorRule("no_receipts", 501, None, None, "NotSupported"),
    ),
    identities=("merchant_uid", "channel_key"),
    resolve=ResolveRule(
        "newer",
        reads=(Read("cash_receipts.get_external", {"merchant_uid": "merchant_uid"}, {}),),
        record="receipt_of_others",
        match={"amount": "amount", "type": "type"},
        field="applied_at",
        closes="record",
        quiet=600,
    ),
)

REVOKE_EXTERNAL = Operation(
    name="cash_receipts.revoke_external",
    method="DELETE",
    path="/receipts/external/{merchant_uid}",
    effect="write",
    parameters=(Parameter("merchant_uid", "merchant_uid", "path", "identity", required=True),),
    errors=(
        ErrorRule("already_revoked", 400, None, "이미 발급취소된 현금영수증입니다.", "AlreadyDone"),
        ErrorRule("bad_receipt", 400, None, None, "InvalidRequest"),
        ErrorRule("never_issued", 404, None, None, "NotFound"),
        ErrorRule("refused", 200, None, None, "Refused"),
        ErrorRule("not_revoked", 500, None, None, "Refused"),
        ErrorRule("no_receipts", 501, None, None, "NotSupported"),
    ),
    identities=("merchant_uid",),
    resolve=ResolveRule(
        "newer",
        reads=(Read("cash_receipts.get_external", {"merchant_uid": "merchant_uid"}, {}),),
        record="receipt_of_others",
        field="cancelled_at",
        began="applied_at",
        closes="record",
        quiet=600,
    ),
)
