# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `naver`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    ErrorRule,
    Operation,
    Parameter,
    Read,
    ResolveRule,
    Touched,
)

LIST_PRODUCT_ORDERS = Operation(
    name="naver.list_product_orders",
    method="GET",
    path="/payments/{imp_uid}/naver/product-orders",
    effect="read",
    parameters=(Parameter("imp_uid", "imp_uid", "path", "identity", required=True),),
    errors=(ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),),
    identities=("imp_uid",),
)

GET_PRODUCT_ORDER = Operation(
    name="naver.get_product_order",
    method="GET",
    path="/naver/product-orders/{product_order_id}",
    effect="read",
    parameters=(
        Parameter("product_order_id", "product_order_id", "path", "identity", required=True),
    ),
    errors=(
        ErrorRule("no_product_order_id", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_product_order", 404, None, None, "NotFound"),
    ),
    identities=("product_order_id",),
)

PLACE = Operation(
    name="naver.place",
    method="POST",
    path="/payments/{imp_uid}/naver/place",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter(
            "product_order_ids",
            "product_order_id",
            "body",
            "identity",
            required=True,
            many=True,
            whole=True,
        ),
    ),
    errors=(
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("all_failed", 500, None, None, "Refused"),
    ),
    identities=("imp_uid", "product_order_ids"),
    resolve=ResolveRule(
        "none",
        reason="A product order does not tell whether it was accepted; its status stays PAYED.",
    ),
)

SHIP = Operation(
    name="naver.ship",
    method="POST",
    path="/payments/{imp_uid}/naver/ship",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter(
            "product_order_ids",
            "product_order_id",
            "body",
            "identity",
            required=True,
            many=True,
            whole=True,
        ),
        Parameter("delivery_method", "delivery_method", "body", required=True),
        Parameter("dispatched_at", "dispatched_at", "body", "time", required=True),
        Parameter("delivery_company", "delivery_company", "body"),
        Parameter("tracking_number", "tracking_number", "body"),
    ),
    errors=(
        ErrorRule("bad_delivery", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("all_failed", 500, None, None, "Refused"),
    ),
    identities=("imp_uid", "product_order_ids"),
    resolve=ResolveRule(
        "state",
        reads=(Read("naver.list_product_orders", {"imp_uid": "imp_uid"}, {}),),
        record="product_order",
        match={"product_order_id": "product_order_ids"},
        field="product_order_status",
        values=("DELIVERING", "DELIVERED", "PURCHASE_DECIDED", "EXCHANGED", "RETURNED"),
        perhaps=("CANCELED",),
        closes="state",
        quiet=600,
    ),
)

CANCEL = Operation(
    name="naver.cancel",
    method="POST",
    path="/payments/{imp_uid}/naver/cancel",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter(
            "product_order_ids",
            "product_order_id",
            "body",
            "identity",
            required=True,
            many=True,
            whole=True,
        ),
        Parameter("reason", "reason", "body"),
    ),
    errors=(
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("all_failed", 500, None, None, "Refused"),
    ),
    identities=("imp_uid", "product_order_ids"),
    resolve=ResolveRule(
        "state",
        reads=(Read("naver.list_product_orders", {"imp_uid": "imp_uid"}, {}),),
        touches=(Touched("cancel", {"imp_uid": "imp_uid"}),),
        record="product_order",
        match={"product_order_id": "product_order_ids"},
        field="claim_status",
        values=("CANCELING", "CANCEL_DONE"),
        perhaps=("CANCEL_REJECT",),
        closes="state",
        quiet=600,
    ),
)

APPROVE_CANCEL = Operation(
    name="naver.approve_cancel",
    method="POST",
    path="/payments/{imp_uid}/naver/approve-cancel",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter(
            "product_order_ids",
            "product_order_id",
            "body",
            "identity",
            required=True,
            many=True,
            whole=True,
        ),
    ),
    errors=(
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("all_failed", 500, None, None, "Refused"),
    ),
    identities=("imp_uid", "product_order_ids"),
    resolve=ResolveRule(
        "state",
        reads=(Read("naver.list_product_orders", {"imp_uid": "imp_uid"}, {}),),
        touches=(Touched("cancel", {"imp_uid": "imp_uid"}),),
        record="product_order",
        match={"product_order_id": "product_order_ids"},
        field="claim_status",
        values=("CANCELING", "CANCEL_DONE"),
        perhaps=("CANCEL_REJECT",),
        closes="state",
        quiet=600,
    ),
)

REQUEST_RETURN = Operation(
    name="naver.request_return",
    method="POST",
    path="/payments/{imp_uid}/naver/request-return",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter(
            "product_order_ids",
            "product_order_id",
            "body",
            "identity",
            required=True,
            many=True,
            whole=True,
        ),
        Parameter("reason", "reason", "body"),
        Parameter("delivery_method", "delivery_method", "body", required=True),
        Parameter("delivery_company", "delivery_company", "body"),
        Parameter("tracking_number", "tracking_number", "body"),
    ),
    errors=(
        ErrorRule("bad_delivery", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("all_failed", 500, None, None, "Refused"),
    ),
    identities=("imp_uid", "product_order_ids"),
    resolve=ResolveRule(
        "state",
        reads=(Read("naver.list_product_orders", {"imp_uid": "imp_uid"}, {}),),
        record="product_order",
        match={"product_order_id": "product_order_ids"},
        field="claim_status",
        values=("RETURN_REQUEST", "COLLECTING", "COLLECT_DONE", "RETURN_DONE"),
        reversible=True,
        quiet=600,
    ),
)

APPROVE_RETURN = Operation(
    name="naver.approve_return",
    method="POST",
    path="/payments/{imp_uid}/naver/approve-return",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter(
            "product_order_ids",
            "product_order_id",
            "body",
            "identity",
            required=True,
            many=True,
            whole=True,
        ),
        Parameter("memo", "memo", "body"),
    ),
    errors=(
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("all_failed", 500, None, None, "Refused"),
    ),
    identities=("imp_uid", "product_order_ids"),
    resolve=ResolveRule(
        "state",
        reads=(Read("naver.list_product_orders", {"imp_uid": "imp_uid"}, {}),),
        touches=(Touched("cancel", {"imp_uid": "imp_uid"}),),
        record="product_order",
        match={"product_order_id": "product_order_ids"},
        field="claim_status",
        values=("RETURN_DONE",),
        closes="state",
        quiet=600,
    ),
)

REJECT_RETURN = Operation(
    name="naver.reject_return",
    method="POST",
    path="/payments/{imp_uid}/naver/reject-return",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter(
            "product_order_ids",
            "product_order_id",
            "body",
            "identity",
            required=True,
            many=True,
            whole=True,
        ),
        Parameter("memo", "memo", "body", required=True),
    ),
    errors=(
        ErrorRule("bad_memo", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("all_failed", 500, None, None, "Refused"),
    ),
    identities=("imp_uid", "product_order_ids"),
    resolve=ResolveRule(
        "state",
        reads=(Read("naver.list_product_orders", {"imp_uid": "imp_uid"}, {}),),
        record="product_order",
        match={"product_order_id": "product_order_ids"},
        field="claim_status",
        values=("RETURN_REJECT",),
        reversible=True,
        quiet=600,
    ),
)

WITHHOLD_RETURN = Operation(
    name="naver.withhold_return",
    method="POST",
    path="/payments/{imp_uid}/naver/withhold-return",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter(
            "product_order_ids",
            "product_order_id",
            "body",
            "identity",
            required=True,
            many=True,
            whole=True,
        ),
        Parameter("reason", "reason", "body"),
        Parameter("memo", "memo", "body", required=True),
        Parameter("extra_charge", "extra_charge", "body", "won"),
    ),
    errors=(
        ErrorRule("bad_memo", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("all_failed", 500, None, None, "Refused"),
    ),
    identities=("imp_uid", "product_order_ids"),
    resolve=ResolveRule(
        "none",
        reason="A product order does not tell whether its return is withheld.",
    ),
)

RESOLVE_RETURN = Operation(
    name="naver.resolve_return",
    method="POST",
    path="/payments/{imp_uid}/naver/resolve-return",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter(
            "product_order_ids",
            "product_order_id",
            "body",
            "identity",
            required=True,
            many=True,
            whole=True,
        ),
    ),
    errors=(
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("all_failed", 500, None, None, "Refused"),
    ),
    identities=("imp_uid", "product_order_ids"),
    resolve=ResolveRule(
        "none",
        reason="A product order does not tell whether its return is withheld.",
    ),
)

COLLECT_EXCHANGED = Operation(
    name="naver.collect_exchanged",
    method="POST",
    path="/payments/{imp_uid}/naver/collect-exchanged",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter(
            "product_order_ids",
            "product_order_id",
            "body",
            "identity",
            required=True,
            many=True,
            whole=True,
        ),
    ),
    errors=(
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("all_failed", 500, None, None, "Refused"),
    ),
    identities=("imp_uid", "product_order_ids"),
    resolve=ResolveRule(
        "state",
        reads=(Read("naver.list_product_orders", {"imp_uid": "imp_uid"}, {}),),
        record="product_order",
        match={"product_order_id": "product_order_ids"},
        field="claim_status",
        values=("COLLECT_DONE", "EXCHANGE_REDELIVERING", "EXCHANGE_DONE"),
        reversible=True,
        quiet=600,
    ),
)

SHIP_EXCHANGED = Operation(
    name="naver.ship_exchanged",
    method="POST",
    path="/payments/{imp_uid}/naver/ship-exchanged",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter(
            "product_order_ids",
            "product_order_id",
            "body",
            "identity",
            required=True,
            many=True,
            whole=True,
        ),
        Parameter("delivery_method", "delivery_method", "body", required=True),
        Parameter("delivery_company", "delivery_company", "body"),
        Parameter("tracking_number", "tracking_number", "body"),
    ),
    errors=(
        ErrorRule("bad_delivery", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("all_failed", 500, None, None, "Refused"),
    ),
    identities=("imp_uid", "product_order_ids"),
    resolve=ResolveRule(
        "state",
        reads=(Read("naver.list_product_orders", {"imp_uid": "imp_uid"}, {}),),
        record="product_order",
        match={"product_order_id": "product_order_ids"},
        field="claim_status",
        values=("EXCHANGE_REDELIVERING", "EXCHANGE_DONE"),
        perhaps=("RETURN_REQUEST", "COLLECTING", "COLLECT_DONE", "RETURN_DONE", "RETURN_REJECT"),
        closes="state",
        quiet=600,
    ),
)

LIST_REVIEWS = Operation(
    name="naver.list_reviews",
    method="GET",
    path="/naver/reviews",
    effect="read",
    parameters=(
        Parameter("channel_key", "channel_key", "query", "identity", required=True),
        Parameter("from_", "from", "query", "time", required=True),
        Parameter("to", "to", "query", "time", required=True),
        Parameter("review_type", "review_type", "query", required=True),
    ),
    errors=(
        ErrorRule("bad_range", 400, None, None, "InvalidRequest"),
        ErrorRule("naver_unreadable", 500, None, None, "ServerError", "unknown"),
    ),
    range=("from_", "to"),
    identities=("channel_key",),
)

DEPOSIT_POINT = Operation(
    name="naver.deposit_point",
    method="POST",
    path="/payments/{imp_uid}/naver/point",
    effect="write",
    parameters=(Parameter("imp_uid", "imp_uid", "path", "identity", required=True),),
    errors=(
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("not_deposited", 500, None, None, "Refused"),
    ),
    identities=("imp_uid",),
    resolve=ResolveRule(
        "none",
        reason="A payment does not tell whether its points were given.",
    ),
)

CONFIRM = Operation(
    name="naver.confirm",
    method="POST",
    path="/payments/{imp_uid}/naver/confirm",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter("requester", "requester", "body"),
    ),
    errors=(
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("not_confirmed", 500, None, None, "Refused"),
    ),
    identities=("imp_uid",),
    resolve=ResolveRule(
        "none",
        reason="A payment does not tell whether its purchase was confirmed.",
    ),
)

GET_CASH_AMOUNT = Operation(
    name="naver.get_cash_amount",
    method="GET",
    path="/payments/{imp_uid}/naver/cash-amount",
    effect="read",
    parameters=(Parameter("imp_uid", "imp_uid", "path", "identity", required=True),),
    errors=(
        ErrorRule("not_naverpay", 400, None, None, "NotSupported"),
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("naver_unreadable", 500, None, None, "ServerError", "unknown"),
    ),
    identities=("imp_uid",),
)
