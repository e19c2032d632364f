# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `kcpquick`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    DeclinedRule,
    ErrorRule,
    Operation,
    Parameter,
    Read,
    ResolveRule,
)

CREATE_PREPARATION = Operation(
    name="kcpquick.create_preparation",
    method="POST",
    path="/kcpquick/prepare/{merchant_uid}",
    effect="write",
    parameters=(
        Parameter("merchant_uid", "merchant_uid", "path", "identity", required=True),
        Parameter("btid", "btid", "body", required=True),
        Parameter("cust_ip", "cust_ip", "body", required=True),
        Parameter("code_verifier", "code_verifier", "body", required=True, secret=True),
        Parameter("prepaid_auth_yn", "prepaid_auth_yn", "body"),
        Parameter("prepaid_amount", "prepaid_amount", "body", "won"),
        Parameter("vender_type", "vender_type", "body"),
        Parameter("reward_id", "reward_id", "body", "identity"),
    ),
    errors=(
        ErrorRule("bad_preparation", 400, None, None, "InvalidRequest"),
        ErrorRule("already_registered", 409, None, None, "AlreadyDone"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("merchant_uid", "reward_id"),
    may_be_empty=True,
    resolve=ResolveRule(
        "none",
        reason="V1 does not show what is registered. Registering it again answers status 409 when it was.",
    ),
)

UPDATE_PREPARATION = Operation(
    name="kcpquick.update_preparation",
    method="PUT",
    path="/kcpquick/prepare/{merchant_uid}",
    effect="write",
    parameters=(
        Parameter("merchant_uid", "merchant_uid", "path", "identity", required=True),
        Parameter("btid", "btid", "body", required=True),
        Parameter("cust_ip", "cust_ip", "body", required=True),
        Parameter("code_verifier", "code_verifier", "body", required=True, secret=True),
        Parameter("prepaid_auth_yn", "prepaid_auth_yn", "body"),
        Parameter("prepaid_amount", "prepaid_amount", "body", "won"),
        Parameter("vender_type", "vender_type", "body"),
        Parameter("reward_id", "reward_id", "body", "identity"),
    ),
    errors=(
        ErrorRule("bad_preparation", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_preparation", 404, None, None, "NotFound"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("merchant_uid", "reward_id"),
    may_be_empty=True,
    resolve=ResolveRule(
        "none",
        reason="V1 does not show what is registered. The same change may be sent again.",
    ),
)

PAY_WITH_MONEY = Operation(
    name="kcpquick.pay_with_money",
    method="POST",
    path="/kcpquick/payment/money",
    effect="write",
    parameters=(
        Parameter("member_id", "member_id", "body", "identity", required=True),
        Parameter("channel_key", "channel_key", "body", "identity", required=True),
        Parameter("merchant_uid", "merchant_uid", "body", "identity", required=True),
        Parameter("name", "name", "body", required=True),
        Parameter("amount", "amount", "body", "won", required=True),
        Parameter("imp_uid", "imp_uid", "body", "identity", required=True),
        Parameter("notice_url", "notice_url", "body"),
    ),
    errors=(
        ErrorRule("already_paid", 200, -1, "이미 결제된 merchant_uid입니다.", "AlreadyDone"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("member_id", "channel_key", "merchant_uid", "imp_uid"),
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
    ),
)

PAY_WITH_AUTOPAY = Operation(
    name="kcpquick.pay_with_autopay",
    method="POST",
    path="/kcpquick/payment/autopay",
    effect="write",
    parameters=(
        Parameter("customer_uid", "customer_uid", "body", "identity", required=True),
        Parameter("merchant_uid", "merchant_uid", "body", "identity", required=True),
        Parameter("name", "name", "body", required=True),
        Parameter("buyer_name", "buyer_name", "body", required=True),
        Parameter("amount", "amount", "body", "won", required=True),
        Parameter("notice_url", "notice_url", "body"),
    ),
    errors=(
        ErrorRule("unknown_billing_key", 200, 1, "등록되지 않은 구매자입니다.", "NotFound"),
        ErrorRule("already_paid", 200, -1, "이미 결제된 merchant_uid입니다.", "AlreadyDone"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("customer_uid", "merchant_uid"),
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
    ),
)

DELETE_AUTOPAY_KEY = Operation(
    name="kcpquick.delete_autopay_key",
    method="DELETE",
    path="/kcpquick/autopay/{customer_uid}",
    effect="write",
    parameters=(Parameter("customer_uid", "customer_uid", "path", "identity", required=True),),
    errors=(
        ErrorRule("unknown_billing_key", 404, None, None, "NotFound"),
        ErrorRule("internal", 500, None, None, "ServerError", "unknown"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("customer_uid",),
    resolve=ResolveRule(
        "none",
        reason="V1 does not show autopay keys. Deleting it again answers status 404 when it is gone.",
    ),
)

DELETE_MEMBER = Operation(
    name="kcpquick.delete_member",
    method="DELETE",
    path="/kcpquick/members/{member_id}",
    effect="write",
    parameters=(
        Parameter("member_id", "member_id", "path", "identity", required=True),
        Parameter("site_code", "site_code", "query", required=True),
        Parameter("partner_type", "partner_type", "query", required=True),
        Parameter("partner_subtype", "partner_subtype", "query", required=True),
    ),
    errors=(
        ErrorRule("unknown_member", 404, None, None, "NotFound"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("member_id",),
    resolve=ResolveRule(
        "none",
        reason="V1 does not show members. Deleting the member again answers status 404 when it is gone.",
    ),
)

RELEASE_FIDO = Operation(
    name="kcpquick.release_fido",
    method="POST",
    path="/kcpquick/members/{member_id}/fido/release",
    effect="write",
    parameters=(
        Parameter("member_id", "member_id", "path", "identity", required=True),
        Parameter("channel_key", "channel_key", "body", "identity", required=True),
    ),
    errors=(
        ErrorRule("bad_channel", 400, None, None, "InvalidRequest"),
        ErrorRule("no_connection", 500, None, None, "ServerError", "unknown"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("member_id", "channel_key"),
    resolve=ResolveRule(
        "none",
        reason="V1 does not show whether a member uses biometrics.",
    ),
)
