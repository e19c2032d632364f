# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `benepia`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    DeclinedRule,
    ErrorRule,
    Operation,
    Parameter,
    Read,
    ResolveRule,
)

GET_POINT = Operation(
    name="benepia.get_point",
    method="POST",
    path="/benepia/point",
    effect="read",
    parameters=(
        Parameter("benepia_user", "benepia_user", "body", required=True),
        Parameter("benepia_password", "benepia_password", "body", required=True, secret=True),
        Parameter("channel_key", "channel_key", "body", "identity", required=True),
    ),
    errors=(ErrorRule("not_answered", 500, None, None, "Refused"),),
    identities=("channel_key",),
)

PAY = Operation(
    name="benepia.pay",
    method="POST",
    path="/benepia/payment",
    effect="write",
    parameters=(
        Parameter("benepia_user", "benepia_user", "body", required=True),
        Parameter("benepia_password", "benepia_password", "body", required=True, secret=True),
        Parameter("benepia_member_code", "benepia_member_code", "body"),
        Parameter("merchant_uid", "merchant_uid", "body", "identity", required=True),
        Parameter("amount", "amount", "body", "money", required=True),
        Parameter("name", "name", "body", required=True),
        Parameter("buyer_name", "buyer_name", "body"),
        Parameter("buyer_email", "buyer_email", "body"),
        Parameter("buyer_tel", "buyer_tel", "body", secret=True),
        Parameter("buyer_addr", "buyer_addr", "body"),
        Parameter("buyer_postcode", "buyer_postcode", "body"),
        Parameter("channel_key", "channel_key", "body", "identity", required=True),
        Parameter("notice_url", "notice_url", "body", "any"),
        Parameter("custom_data", "custom_data", "body"),
    ),
    errors=(
        ErrorRule("already_paid", 200, -1, "이미 결제된 merchant_uid입니다.", "AlreadyDone"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
        ErrorRule("not_paid", 500, None, None, "Refused"),
    ),
    identities=("merchant_uid", "channel_key"),
    declined=DeclinedRule("status", ("failed",), "fail_reason"),
    resolve=ResolveRule(
        "payment",
        reads=(
            Read(
                "payments.find_all",
                {"merchant_uid": "merchant_uid"},
                {"limit": 100, "sorting": "-started"},
            ),
        ),
        record="payment",
        match={"amount": "amount"},
        where={"channel": ("api",)},
        closes="state",
        quiet=600,
        mark="custom_data",
    ),
)
