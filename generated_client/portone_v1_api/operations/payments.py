# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `payments`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    ErrorRule,
    FieldValues,
    Operation,
    Page,
    Parameter,
    Read,
    ResolveRule,
    Window,
)

GET_MANY = Operation(
    name="payments.get_many",
    method="GET",
    path="/payments",
    effect="read",
    parameters=(
        Parameter("imp_uids", "imp_uid[]", "query", "identity", many=True),
        Parameter("merchant_uids", "merchant_uid[]", "query", "identity", many=True),
    ),
    errors=(ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),),
    any_of=("imp_uids", "merchant_uids"),
    identities=("imp_uids", "merchant_uids"),
)

GET = Operation(
    name="payments.get",
    method="GET",
    path="/payments/{imp_uid}",
    effect="read",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter("include_sandbox", "include_sandbox", "query", "boolean"),
    ),
    errors=(ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),),
    identities=("imp_uid",),
)

GET_BALANCE = Operation(
    name="payments.get_balance",
    method="GET",
    path="/payments/{imp_uid}/balance",
    effect="read",
    parameters=(Parameter("imp_uid", "imp_uid", "path", "identity", required=True),),
    errors=(
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("no_balance", 405, None, None, "NotSupported"),
    ),
    identities=("imp_uid",),
)

FIND = Operation(
    name="payments.find",
    method="GET",
    path="/payments/find/{merchant_uid}/{payment_status}",
    effect="read",
    parameters=(
        Parameter("merchant_uid", "merchant_uid", "path", "identity", required=True),
        Parameter("payment_status", "payment_status", "path"),
        Parameter("sorting", "sorting", "query"),
    ),
    errors=(ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),),
    identities=("merchant_uid",),
)

FIND_ALL = Operation(
    name="payments.find_all",
    method="GET",
    path="/payments/findAll/{merchant_uid}/{payment_status}",
    effect="read",
    parameters=(
        Parameter("merchant_uid", "merchant_uid", "path", "identity", required=True),
        Parameter("payment_status", "payment_status", "path"),
        Parameter("page", "page", "query", "integer"),
        Parameter("limit", "limit", "query", "integer"),
        Parameter("sorting", "sorting", "query"),
    ),
    errors=(
        ErrorRule("bad_status", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
    ),
    identities=("merchant_uid",),
    page=Page("page", "limit", "list", "imp_uid", sorting="sorting", largest=1000),
)

LIST_BY_STATUS = Operation(
    name="payments.list_by_status",
    method="GET",
    path="/payments/status/{payment_status}",
    effect="read",
    parameters=(
        Parameter("payment_status", "payment_status", "path", required=True),
        Parameter("page", "page", "query", "integer"),
        Parameter("limit", "limit", "query", "integer"),
        Parameter("from_", "from", "query", "time"),
        Parameter("to", "to", "query", "time"),
        Parameter("sorting", "sorting", "query"),
    ),
    errors=(ErrorRule("bad_range", 400, None, None, "InvalidRequest"),),
    range=("from_", "to"),
    page=Page(
        "page",
        "limit",
        "list",
        "imp_uid",
        Window("from_", "to", 90, True),
        sorting="sorting",
        largest=1000,
    ),
)

CANCEL = Operation(
    name="payments.cancel",
    method="POST",
    path="/payments/cancel",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "body", "identity"),
        Parameter("merchant_uid", "merchant_uid", "body", "identity"),
        Parameter("amount", "amount", "body", "money", required=True, whole=True),
        Parameter("tax_free", "tax_free", "body", "money"),
        Parameter("vat_amount", "vat_amount", "body", "money"),
        Parameter("checksum", "checksum", "body", "money"),
        Parameter("reason", "reason", "body"),
        Parameter("refund_holder", "refund_holder", "body"),
        Parameter("refund_bank", "refund_bank", "body"),
        Parameter("refund_account", "refund_account", "body", secret=True),
        Parameter("refund_tel", "refund_tel", "body", secret=True),
        Parameter("retain_promotion", "retain_promotion", "body", "boolean"),
        Parameter("enable_webhook", "enable_webhook", "body", "boolean"),
        Parameter("requester", "requester", "body", within="extra"),
    ),
    errors=(
        ErrorRule("unknown_payment", 200, 1, "취소할 결제건이 존재하지 않습니다.", "NotFound"),
        ErrorRule("already_cancelled", 200, 1, "이미 전액취소된 주문입니다.", "AlreadyDone"),
        ErrorRule("pg_refused", 200, -1, "결제취소에 실패하였습니다.{pg_message}", "Declined"),
        ErrorRule(
            "checksum_differs", 200, 1, "취소 가능 잔액이 checksum과 일치하지 않습니다.", "Conflict"
        ),
        ErrorRule(
            "too_much", 200, 1, "취소 요청금액이 취소 가능 잔액을 초과합니다.", "InvalidRequest"
        ),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    one_of=("imp_uid", "merchant_uid"),
    identities=("imp_uid", "merchant_uid"),
    resolve=ResolveRule(
        "cancellation",
        reads=(
            Read("payments.get", {"imp_uid": "imp_uid"}, {"include_sandbox": True}),
            Read(
                "payments.find_all",
                {"merchant_uid": "merchant_uid"},
                {"limit": 100, "sorting": "-paid"},
            ),
        ),
        record="cancel",
        match={"amount": "amount", "reason": "reason"},
        field="cancel_history",
        closes="record",
        claim="record",
        quiet=600,
        mark="reason",
        protects="checksum",
        again="checksum",
        later=FieldValues("pg_provider", ("kicc", "paymentwall", "paypal_v2", "smartro_v2")),
    ),
)
