# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `billing_keys`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    ErrorRule,
    Operation,
    Page,
    Parameter,
    Read,
    ResolveRule,
    Window,
)

GET_MANY = Operation(
    name="billing_keys.get_many",
    method="GET",
    path="/subscribe/customers",
    effect="read",
    parameters=(
        Parameter("customer_uids", "customer_uid[]", "query", "identity", required=True, many=True),
    ),
    errors=(ErrorRule("unknown_billing_key", 404, None, None, "NotFound"),),
    identities=("customer_uids",),
)

GET = Operation(
    name="billing_keys.get",
    method="GET",
    path="/subscribe/customers/{customer_uid}",
    effect="read",
    parameters=(Parameter("customer_uid", "customer_uid", "path", "identity", required=True),),
    errors=(
        ErrorRule(
            "unknown_billing_key",
            200,
            1,
            "요청하신 customer_uid({customer_uid})로 등록된 정보를 찾을 수 없습니다.",
            "NotFound",
        ),
        ErrorRule("unknown_billing_key_otherwise", 404, None, None, "NotFound"),
    ),
    identities=("customer_uid",),
)

ISSUE = Operation(
    name="billing_keys.issue",
    method="POST",
    path="/subscribe/customers/{customer_uid}",
    effect="write",
    parameters=(
        Parameter("customer_uid", "customer_uid", "path", "identity", required=True),
        Parameter("channel_key", "channel_key", "body", "identity"),
        Parameter("pg", "pg", "body"),
        Parameter("customer_id", "customer_id", "body", "identity"),
        Parameter("card_number", "card_number", "body", required=True, secret=True),
        Parameter(
            "expiry",
            "expiry",
            "body",
            required=True,
            secret=True,
            pattern="^[0-9]{4}-(0[1-9]|1[0-2])$",
            form="a month as YYYY-MM",
        ),
        Parameter(
            "birth",
            "birth",
            "body",
            secret=True,
            pattern="^([0-9]{6}|[0-9]{10})$",
            form="a date of birth as YYMMDD, or the ten digits of a business registration number",
        ),
        Parameter(
            "pwd_2digit", "pwd_2digit", "body", secret=True, pattern="^[0-9]{2}$", form="two digits"
        ),
        Parameter("cvc", "cvc", "body", secret=True),
        Parameter("customer_name", "customer_name", "body"),
        Parameter("customer_tel", "customer_tel", "body", secret=True),
        Parameter("customer_email", "customer_email", "body"),
        Parameter("customer_addr", "customer_addr", "body"),
        Parameter("customer_postcode", "customer_postcode", "body"),
        Parameter("channel_group_id", "channel_group_id", "body", "identity"),
    ),
    errors=(
        ErrorRule(
            "card_refused",
            200,
            -1,
            "카드정보 인증 및 빌키 발급에 실패하였습니다.{pg_message}",
            "Declined",
        ),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("customer_uid", "channel_key", "customer_id", "channel_group_id"),
    resolve=ResolveRule(
        "newer",
        reads=(Read("billing_keys.get", {"customer_uid": "customer_uid"}, {}),),
        record="billing_key",
        match={"card_number": "card_number", "customer_id": "customer_id"},
        field="updated",
        inside="succeededChannels",
        closes="record",
        claim="record",
        reversible=True,
        quiet=600,
    ),
)

DELETE = Operation(
    name="billing_keys.delete",
    method="DELETE",
    path="/subscribe/customers/{customer_uid}",
    effect="write",
    parameters=(
        Parameter("customer_uid", "customer_uid", "path", "identity", required=True),
        Parameter("reason", "reason", "query"),
        Parameter("requester", "extra[requester]", "query"),
    ),
    errors=(
        ErrorRule(
            "unknown_billing_key",
            200,
            1,
            "요청하신 customer_uid({customer_uid})로 등록된 정보를 찾을 수 없습니다.",
            "NotFound",
        ),
        ErrorRule("unknown_billing_key_otherwise", 404, None, None, "NotFound"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("customer_uid",),
    resolve=ResolveRule(
        "absent",
        reads=(Read("billing_keys.get", {"customer_uid": "customer_uid"}, {}),),
        record="billing_key",
        field="inserted",
        inside="succeededChannels",
        quiet=600,
    ),
)

LIST_PAYMENTS = Operation(
    name="billing_keys.list_payments",
    method="GET",
    path="/subscribe/customers/{customer_uid}/payments",
    effect="read",
    parameters=(
        Parameter("customer_uid", "customer_uid", "path", "identity", required=True),
        Parameter("page", "page", "query", "integer"),
    ),
    errors=(ErrorRule("unknown_billing_key", 404, None, None, "NotFound"),),
    identities=("customer_uid",),
    page=Page("page", None, "list", "imp_uid"),
)

LIST_SCHEDULES = Operation(
    name="billing_keys.list_schedules",
    method="GET",
    path="/subscribe/customers/{customer_uid}/schedules",
    effect="read",
    parameters=(
        Parameter("customer_uid", "customer_uid", "path", "identity", required=True),
        Parameter("page", "page", "query", "integer"),
        Parameter("from_", "from", "query", "time", required=True),
        Parameter("to", "to", "query", "time", required=True),
        Parameter("schedule_status", "schedule-status", "query"),
    ),
    errors=(ErrorRule("bad_range", 400, None, None, "InvalidRequest"),),
    range=("from_", "to"),
    identities=("customer_uid",),
    page=Page("page", None, "list", "merchant_uid", Window("from_", "to", 89, False)),
)
