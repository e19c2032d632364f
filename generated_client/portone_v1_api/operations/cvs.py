# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `cvs`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    DeclinedRule,
    ErrorRule,
    Operation,
    Parameter,
    Read,
    ResolveRule,
)

ISSUE = Operation(
    name="cvs.issue",
    method="POST",
    path="/cvs",
    effect="write",
    parameters=(
        Parameter("channel_key", "channel_key", "body", "identity", required=True),
        Parameter("merchant_uid", "merchant_uid", "body", "identity", required=True),
        Parameter("amount", "amount", "body", "money", required=True),
        Parameter("barcode", "barcode", "body"),
        Parameter("expired_at", "expired_at", "body", "time"),
        Parameter("name", "name", "body"),
        Parameter("buyer_name", "buyer_name", "body"),
        Parameter("buyer_email", "buyer_email", "body"),
        Parameter("buyer_tel", "buyer_tel", "body", secret=True),
        Parameter("buyer_addr", "buyer_addr", "body"),
        Parameter("buyer_postcode", "buyer_postcode", "body"),
        Parameter("confirm_url", "confirm_url", "body"),
        Parameter("notice_url", "notice_url", "body", "any"),
        Parameter("custom_data", "custom_data", "body"),
    ),
    errors=(
        ErrorRule("already_paid", 200, -1, "이미 결제된 merchant_uid입니다.", "AlreadyDone"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("channel_key", "merchant_uid"),
    declined=DeclinedRule("status", ("failed",), "fail_reason"),
    resolve=ResolveRule(
        "newer",
        reads=(
            Read(
                "payments.find_all",
                {"merchant_uid": "merchant_uid"},
                {"limit": 100, "sorting": "-started"},
            ),
        ),
        record="barcode",
        match={"amount": "amount", "name": "name"},
        where={
            "pay_method": ("cvs",),
            "status": ("ready", "paid", "cancelled"),
            "channel": ("api",),
        },
        field="started_at",
        closes="record",
        claim="record",
        quiet=600,
        mark="custom_data",
    ),
)

REVOKE = Operation(
    name="cvs.revoke",
    method="DELETE",
    path="/cvs/{imp_uid}",
    effect="write",
    parameters=(Parameter("imp_uid", "imp_uid", "path", "identity", required=True),),
    errors=(
        ErrorRule("unknown_payment", 200, 1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("not_ready", 200, 1, "수납 대기 상태의 결제건이 아닙니다.", "Conflict"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("imp_uid",),
    resolve=ResolveRule(
        "state",
        reads=(Read("payments.get", {"imp_uid": "imp_uid"}, {"include_sandbox": True}),),
        record="barcode",
        where={"paid_at": (0,)},
        field="status",
        values=("failed", "cancelled"),
        closes="state",
        quiet=600,
    ),
)
