# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `vbanks`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    DeclinedRule,
    ErrorRule,
    Operation,
    Parameter,
    Read,
    ResolveRule,
)

CREATE = Operation(
    name="vbanks.create",
    method="POST",
    path="/vbanks",
    effect="write",
    parameters=(
        Parameter("pg_api_key", "pg_api_key", "query", secret=True),
        Parameter("channel_key", "channel_key", "body", "identity", required=True),
        Parameter("merchant_uid", "merchant_uid", "body", "identity", required=True),
        Parameter("amount", "amount", "body", "money", required=True),
        Parameter("vbank_code", "vbank_code", "body", required=True),
        Parameter("vbank_due", "vbank_due", "body", "time", required=True),
        Parameter("vbank_holder", "vbank_holder", "body"),
        Parameter("vbank_num", "vbank_num", "body", secret=True),
        Parameter("vbank_key", "vbank_key", "body", "identity"),
        Parameter("fixed_unlimited_vbank", "fixed_unlimited_vbank", "body", "boolean"),
        Parameter("escrow_password", "escrow_password", "body", secret=True),
        Parameter("name", "name", "body"),
        Parameter("product_type", "product_type", "body"),
        Parameter("product_count", "product_count", "body", "integer"),
        Parameter("buyer_name", "buyer_name", "body"),
        Parameter("buyer_email", "buyer_email", "body"),
        Parameter("buyer_tel", "buyer_tel", "body", secret=True),
        Parameter("business_registration_number", "business_registration_number", "body"),
        Parameter("buyer_addr", "buyer_addr", "body"),
        Parameter("buyer_postcode", "buyer_postcode", "body"),
        Parameter("tax_free", "tax_free", "body", "won"),
        Parameter("vat_amount", "vat_amount", "body", "money"),
        Parameter("notice_url", "notice_url", "body", "any"),
        Parameter("custom_data", "custom_data", "body"),
    ),
    errors=(
        ErrorRule("already_paid", 200, -1, "이미 결제된 merchant_uid입니다.", "AlreadyDone"),
        ErrorRule("wrong_pg_api_key", 200, -1, "{before}hashData{after}", "InvalidRequest"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("channel_key", "merchant_uid", "vbank_key"),
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
        record="account",
        match={
            "amount": "amount",
            "vbank_code": "vbank_code",
            "vbank_date": "vbank_due",
            "vbank_num": "vbank_num",
            "name": "name",
        },
        where={"pay_method": ("vbank",), "channel": ("api",)},
        field="vbank_issued_at",
        closes="record",
        claim="record",
        quiet=600,
        mark="custom_data",
    ),
)

UPDATE = Operation(
    name="vbanks.update",
    method="PUT",
    path="/vbanks/{imp_uid}",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter("amount", "amount", "body", "won"),
        Parameter("vbank_due", "vbank_due", "body", "time"),
    ),
    errors=(
        ErrorRule("not_waiting", 400, None, None, "Conflict"),
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    any_of=("amount", "vbank_due"),
    identities=("imp_uid",),
    resolve=ResolveRule(
        "present",
        reads=(Read("payments.get", {"imp_uid": "imp_uid"}, {"include_sandbox": True}),),
        record="account",
        match={"amount": "amount", "vbank_date": "vbank_due"},
        quiet=600,
    ),
)

REVOKE = Operation(
    name="vbanks.revoke",
    method="DELETE",
    path="/vbanks/{imp_uid}",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter("pg_api_key", "pg_api_key", "query", secret=True),
    ),
    errors=(
        ErrorRule("not_waiting", 400, None, None, "Conflict"),
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("wrong_pg_api_key", 200, -1, "{before}hashData{after}", "InvalidRequest"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("imp_uid",),
    resolve=ResolveRule(
        "state",
        reads=(Read("payments.get", {"imp_uid": "imp_uid"}, {"include_sandbox": True}),),
        record="account",
        where={"paid_at": (0,)},
        field="status",
        values=("failed", "cancelled"),
        closes="state",
        quiet=600,
    ),
)

GET_HOLDER = Operation(
    name="vbanks.get_holder",
    method="GET",
    path="/vbanks/holder",
    effect="read",
    parameters=(
        Parameter("bank_code", "bank_code", "query", required=True),
        Parameter("bank_num", "bank_num", "query", required=True, secret=True),
    ),
    errors=(
        ErrorRule("bad_account", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_account", 404, None, None, "NotFound"),
    ),
    deprecated=True,
)
