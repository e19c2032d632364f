# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `subscribe`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    DeclinedRule,
    ErrorRule,
    FieldValues,
    Operation,
    Page,
    Parameter,
    Read,
    ResolveRule,
    Touched,
    Window,
)

NEW_SCHEDULE_EXTRA = (Parameter("naverUseCfm", "naverUseCfm", "part"),)
"""The fields of a `NewScheduleExtra`."""

NEW_SCHEDULE = (
    Parameter("merchant_uid", "merchant_uid", "part", "identity", required=True),
    Parameter("schedule_at", "schedule_at", "part", "time", required=True),
    Parameter("currency", "currency", "part", "currency", default="KRW"),
    Parameter("amount", "amount", "part", "money", required=True),
    Parameter("tax_free", "tax_free", "part", "money"),
    Parameter("vat_amount", "vat_amount", "part", "money"),
    Parameter("name", "name", "part", required=True),
    Parameter("buyer_name", "buyer_name", "part"),
    Parameter("buyer_email", "buyer_email", "part"),
    Parameter("buyer_tel", "buyer_tel", "part", secret=True),
    Parameter("buyer_addr", "buyer_addr", "part"),
    Parameter("buyer_postcode", "buyer_postcode", "part"),
    Parameter("custom_data", "custom_data", "part"),
    Parameter("notice_url", "notice_url", "part", "any"),
    Parameter("product_type", "product_type", "part"),
    Parameter("cash_receipt_type", "cash_receipt_type", "part"),
    Parameter("card_quota", "card_quota", "part", "integer"),
    Parameter("interest_free_by_merchant", "interest_free_by_merchant", "part", "boolean"),
    Parameter("use_card_point", "use_card_point", "part", "boolean"),
    Parameter("product_count", "product_count", "part", "integer"),
    Parameter("browser_ip", "browser_ip", "part"),
    Parameter("extra", "extra", "part", "object", parts=NEW_SCHEDULE_EXTRA),
    Parameter("bypass", "bypass", "part"),
    Parameter("promotion_id", "promotion_id", "part", "identity"),
)
"""The fields of a `NewSchedule`."""

ONETIME = Operation(
    name="subscribe.onetime",
    method="POST",
    path="/subscribe/payments/onetime",
    effect="write",
    parameters=(
        Parameter("merchant_uid", "merchant_uid", "body", "identity", required=True),
        Parameter("currency", "currency", "body", "currency", default="KRW"),
        Parameter("amount", "amount", "body", "money", required=True),
        Parameter("tax_free", "tax_free", "body", "money"),
        Parameter("vat_amount", "vat_amount", "body", "money"),
        Parameter("vat", "vat", "body", "money"),
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
        Parameter("customer_uid", "customer_uid", "body", "identity"),
        Parameter("pg", "pg", "body"),
        Parameter("channel_group_id", "channelGroupId", "body", "identity"),
        Parameter("name", "name", "body"),
        Parameter("buyer_name", "buyer_name", "body"),
        Parameter("buyer_email", "buyer_email", "body"),
        Parameter("buyer_tel", "buyer_tel", "body", secret=True),
        Parameter("buyer_addr", "buyer_addr", "body"),
        Parameter("buyer_postcode", "buyer_postcode", "body"),
        Parameter("card_quota", "card_quota", "body", "integer"),
        Parameter("interest_free_by_merchant", "interest_free_by_merchant", "body", "boolean"),
        Parameter("use_card_point", "use_card_point", "body", "boolean"),
        Parameter("custom_data", "custom_data", "body"),
        Parameter("notice_url", "notice_url", "body", "any"),
        Parameter("browser_ip", "browser_ip", "body"),
        Parameter("secure_3d_charge_id", "secure_3d_charge_id", "body", "identity"),
        Parameter("secure_3d_token", "secure_3d_token", "body", secret=True),
        Parameter("product_type", "product_type", "body"),
        Parameter("promotion_id", "promotion_id", "body", "identity"),
        Parameter("bypass", "bypass", "body"),
    ),
    errors=(
        ErrorRule(
            "card_refused", 200, -1, "카드정보 인증에 실패하였습니다.{pg_message}", "Declined"
        ),
        ErrorRule(
            "bad_card_number", 200, -1, "유효하지않은 카드번호를 입력하셨습니다.", "Declined"
        ),
        ErrorRule("already_paid", 200, -1, "이미 결제된 merchant_uid입니다.", "AlreadyDone"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=(
        "merchant_uid",
        "customer_uid",
        "channel_group_id",
        "secure_3d_charge_id",
        "promotion_id",
    ),
    declined=DeclinedRule(
        "status",
        ("failed",),
        "fail_reason",
        not_final=FieldValues("pg_provider", ("payletter", "paymentwall", "paypal", "paypal_v2")),
    ),
    resolve=ResolveRule(
        "payment",
        reads=(
            Read(
                "payments.find_all",
                {"merchant_uid": "merchant_uid"},
                {"limit": 100, "sorting": "-started"},
            ),
        ),
        touches=(Touched("billing_key", {"customer_uid": "customer_uid"}),),
        record="payment",
        match={"amount": "amount", "currency": "currency"},
        where={"channel": ("api",)},
        closes="state",
        quiet=600,
        mark="custom_data",
        protects="merchant_uid",
    ),
)

AGAIN = Operation(
    name="subscribe.again",
    method="POST",
    path="/subscribe/payments/again",
    effect="write",
    parameters=(
        Parameter("customer_uid", "customer_uid", "body", "identity", required=True),
        Parameter("merchant_uid", "merchant_uid", "body", "identity", required=True),
        Parameter("currency", "currency", "body", "currency", default="KRW"),
        Parameter("amount", "amount", "body", "money", required=True),
        Parameter("tax_free", "tax_free", "body", "money"),
        Parameter("vat_amount", "vat_amount", "body", "money"),
        Parameter("vat", "vat", "body", "money"),
        Parameter("name", "name", "body", required=True),
        Parameter("buyer_name", "buyer_name", "body"),
        Parameter("buyer_email", "buyer_email", "body"),
        Parameter("buyer_tel", "buyer_tel", "body", secret=True),
        Parameter("buyer_addr", "buyer_addr", "body"),
        Parameter("buyer_postcode", "buyer_postcode", "body"),
        Parameter("card_quota", "card_quota", "body", "integer"),
        Parameter("interest_free_by_merchant", "interest_free_by_merchant", "body", "boolean"),
        Parameter("use_card_point", "use_card_point", "body", "boolean"),
        Parameter("custom_data", "custom_data", "body"),
        Parameter("notice_url", "notice_url", "body", "any"),
        Parameter("browser_ip", "browser_ip", "body"),
        Parameter("product_type", "product_type", "body"),
        Parameter("product_count", "product_count", "body", "integer"),
        Parameter("cash_receipt_type", "cash_receipt_type", "body"),
        Parameter("bypass", "bypass", "body"),
        Parameter("naver_use_cfm", "naverUseCfm", "body", within="extra"),
        Parameter("promotion_id", "promotion_id", "body", "identity"),
        Parameter("channel_key", "channel_key", "body", "identity"),
    ),
    errors=(
        ErrorRule("unknown_billing_key", 200, 1, "등록되지 않은 구매자입니다.", "NotFound"),
        ErrorRule("already_paid", 200, -1, "이미 결제된 merchant_uid입니다.", "AlreadyDone"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("customer_uid", "merchant_uid", "promotion_id", "channel_key"),
    declined=DeclinedRule(
        "status",
        ("failed",),
        "fail_reason",
        not_final=FieldValues("pg_provider", ("payletter", "paymentwall", "paypal", "paypal_v2")),
    ),
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
        match={"amount": "amount", "currency": "currency"},
        where={"channel": ("api",)},
        closes="state",
        quiet=600,
        mark="custom_data",
        protects="merchant_uid",
    ),
)

FOREIGN = Operation(
    name="subscribe.foreign",
    method="POST",
    path="/subscribe/payments/foreign",
    effect="write",
    parameters=(
        Parameter("merchant_uid", "merchant_uid", "body", "identity", required=True),
        Parameter("currency", "currency", "body", "currency", default="KRW"),
        Parameter("amount", "amount", "body", "money", required=True),
        Parameter("tax_free", "tax_free", "body", "money"),
        Parameter("vat_amount", "vat_amount", "body", "money"),
        Parameter("vat", "vat", "body", "money"),
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
        Parameter("customer_uid", "customer_uid", "body", "identity"),
        Parameter("pg", "pg", "body"),
        Parameter("channel_group_id", "channelGroupId", "body", "identity"),
        Parameter("name", "name", "body"),
        Parameter("buyer_name", "buyer_name", "body"),
        Parameter("buyer_email", "buyer_email", "body"),
        Parameter("buyer_tel", "buyer_tel", "body", secret=True),
        Parameter("buyer_addr", "buyer_addr", "body"),
        Parameter("buyer_postcode", "buyer_postcode", "body"),
        Parameter("card_quota", "card_quota", "body", "integer"),
        Parameter("interest_free_by_merchant", "interest_free_by_merchant", "body", "boolean"),
        Parameter("use_card_point", "use_card_point", "body", "boolean"),
        Parameter("custom_data", "custom_data", "body"),
        Parameter("notice_url", "notice_url", "body", "any"),
        Parameter("browser_ip", "browser_ip", "body"),
        Parameter("secure_3d_charge_id", "secure_3d_charge_id", "body", "identity"),
        Parameter("secure_3d_token", "secure_3d_token", "body", secret=True),
        Parameter("product_type", "product_type", "body"),
        Parameter("promotion_id", "promotion_id", "body", "identity"),
        Parameter("bypass", "bypass", "body"),
    ),
    errors=(
        ErrorRule(
            "card_refused", 200, -1, "카드정보 인증에 실패하였습니다.{pg_message}", "Declined"
        ),
        ErrorRule("already_paid", 200, -1, "이미 결제된 merchant_uid입니다.", "AlreadyDone"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=(
        "merchant_uid",
        "customer_uid",
        "channel_group_id",
        "secure_3d_charge_id",
        "promotion_id",
    ),
    declined=DeclinedRule(
        "status",
        ("failed",),
        "fail_reason",
        not_final=FieldValues("pg_provider", ("payletter", "paymentwall", "paypal", "paypal_v2")),
    ),
    resolve=ResolveRule(
        "payment",
        reads=(
            Read(
                "payments.find_all",
                {"merchant_uid": "merchant_uid"},
                {"limit": 100, "sorting": "-started"},
            ),
        ),
        touches=(Touched("billing_key", {"customer_uid": "customer_uid"}),),
        record="payment",
        match={"amount": "amount", "currency": "currency"},
        where={"channel": ("api",)},
        closes="state",
        quiet=600,
        mark="custom_data",
        protects="merchant_uid",
    ),
    deprecated=True,
)

LIST_SCHEDULES = Operation(
    name="subscribe.list_schedules",
    method="GET",
    path="/subscribe/payments/schedule",
    effect="read",
    parameters=(
        Parameter("schedule_from", "schedule_from", "query", "time", required=True),
        Parameter("schedule_to", "schedule_to", "query", "time", required=True),
        Parameter("schedule_status", "schedule_status", "query"),
        Parameter("page", "page", "query", "integer"),
        Parameter("limit", "limit", "query", "integer"),
        Parameter("sorting", "sorting", "query"),
    ),
    errors=(ErrorRule("bad_range", 400, None, None, "InvalidRequest"),),
    range=("schedule_from", "schedule_to"),
    page=Page(
        "page",
        "limit",
        "list",
        "merchant_uid",
        Window("schedule_from", "schedule_to", 89, False),
        sorting="sorting",
        largest=1000,
    ),
)

SCHEDULE = Operation(
    name="subscribe.schedule",
    method="POST",
    path="/subscribe/payments/schedule",
    effect="write",
    parameters=(
        Parameter("customer_uid", "customer_uid", "body", "identity", required=True),
        Parameter("customer_id", "customer_id", "body", "identity"),
        Parameter("checking_amount", "checking_amount", "body", "won"),
        Parameter("card_number", "card_number", "body", secret=True),
        Parameter(
            "expiry",
            "expiry",
            "body",
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
        Parameter("channel_key", "channel_key", "body", "identity"),
        Parameter(
            "schedules", "schedules", "body", "object", required=True, many=True, parts=NEW_SCHEDULE
        ),
    ),
    errors=(
        ErrorRule("unknown_billing_key", 200, 1, "등록된 고객정보가 없습니다.", "NotFound"),
        ErrorRule(
            "card_refused", 200, 1, "카드정보 확인에 실패하였습니다.{pg_message}", "Declined"
        ),
        ErrorRule("already_scheduled", 200, 1, "이미 등록된 merchant_uid입니다.", "AlreadyDone"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("customer_uid", "customer_id", "channel_key"),
    resolve=ResolveRule(
        "present",
        reads=(Read("subscribe.get_schedule", {"merchant_uid": "schedules.merchant_uid"}, {}),),
        touches=(Touched("billing_key", {"customer_uid": "customer_uid"}),),
        record="schedule",
        match={
            "customer_uid": "customer_uid",
            "schedule_at": "schedules.schedule_at",
            "amount": "schedules.amount",
            "currency": "schedules.currency",
            "name": "schedules.name",
        },
        where={"schedule_status": ("scheduled", "executed")},
        ended=("executed_at", "revoked_at"),
        quiet=600,
        mark="schedules.custom_data",
        protects="schedules.merchant_uid",
    ),
)

UNSCHEDULE = Operation(
    name="subscribe.unschedule",
    method="POST",
    path="/subscribe/payments/unschedule",
    effect="write",
    parameters=(
        Parameter("customer_uid", "customer_uid", "body", "identity"),
        Parameter(
            "merchant_uids",
            "merchant_uid",
            "body",
            "identity",
            required=True,
            many=True,
            whole=True,
        ),
    ),
    errors=(
        ErrorRule(
            "nothing_scheduled", 200, 1, "취소할 예약결제 기록이 존재하지 않습니다.", "NotFound"
        ),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    any_of=("customer_uid", "merchant_uids"),
    identities=("customer_uid", "merchant_uids"),
    resolve=ResolveRule(
        "state",
        reads=(Read("subscribe.get_schedule", {"merchant_uid": "merchant_uids"}, {}),),
        record="schedule",
        match={"customer_uid": "customer_uid"},
        field="schedule_status",
        since="revoked_at",
        values=("revoked",),
        beside=("executed",),
        ended=("executed_at",),
        closes="record",
        reversible=True,
        quiet=120,
        reason="Which schedules of the customer it was for is not known afterwards. The same may be sent again: what is revoked stays so.",
    ),
)

GET_SCHEDULE = Operation(
    name="subscribe.get_schedule",
    method="GET",
    path="/subscribe/payments/schedule/{merchant_uid}",
    effect="read",
    parameters=(Parameter("merchant_uid", "merchant_uid", "path", "identity", required=True),),
    errors=(ErrorRule("unknown_schedule", 404, None, None, "NotFound"),),
    identities=("merchant_uid",),
)

UPDATE_SCHEDULE = Operation(
    name="subscribe.update_schedule",
    method="PUT",
    path="/subscribe/payments/schedule/{merchant_uid}",
    effect="write",
    parameters=(
        Parameter("merchant_uid", "merchant_uid", "path", "identity", required=True),
        Parameter("schedule_at", "schedule_at", "body", "time", required=True),
    ),
    errors=(
        ErrorRule("not_waiting", 400, None, "이미 실행되었거나 취소된 결제예약입니다.", "Conflict"),
        ErrorRule("bad_time", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_schedule", 404, None, None, "NotFound"),
        ErrorRule("internal", 500, None, None, "ServerError", "unknown"),
    ),
    identities=("merchant_uid",),
    resolve=ResolveRule(
        "present",
        reads=(Read("subscribe.get_schedule", {"merchant_uid": "merchant_uid"}, {}),),
        record="schedule",
        match={"schedule_at": "schedule_at"},
        where={"schedule_status": ("scheduled", "executed")},
        ended=("executed_at", "revoked_at"),
        quiet=120,
    ),
)

RESCHEDULE = Operation(
    name="subscribe.reschedule",
    method="POST",
    path="/subscribe/payments/schedule/{merchant_uid}/reschedule",
    effect="write",
    parameters=(
        Parameter("merchant_uid", "merchant_uid", "path", "identity", required=True),
        Parameter("schedule_at", "schedule_at", "body", "time", required=True),
    ),
    errors=(
        ErrorRule(
            "not_failed",
            400,
            None,
            "아직 실행되지 않았거나 이미 승인된 결제예약입니다.",
            "Conflict",
        ),
        ErrorRule("bad_time", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_schedule", 404, None, None, "NotFound"),
        ErrorRule("internal", 500, None, None, "ServerError", "unknown"),
    ),
    identities=("merchant_uid",),
    resolve=ResolveRule(
        "present",
        reads=(Read("subscribe.get_schedule", {"merchant_uid": "merchant_uid"}, {}),),
        record="schedule",
        match={"schedule_at": "schedule_at"},
        where={"schedule_status": ("scheduled", "executed")},
        quiet=120,
    ),
)

RETRY_SCHEDULE = Operation(
    name="subscribe.retry_schedule",
    method="POST",
    path="/subscribe/payments/schedule/{merchant_uid}/retry",
    effect="write",
    parameters=(Parameter("merchant_uid", "merchant_uid", "path", "identity", required=True),),
    errors=(
        ErrorRule("not_failed", 400, None, None, "Conflict"),
        ErrorRule("unknown_schedule", 404, None, None, "NotFound"),
        ErrorRule("not_retried", 500, None, "{before}지원하지 않는{after}", "Refused"),
        ErrorRule("internal", 500, None, None, "ServerError", "unknown"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("merchant_uid",),
    declined=DeclinedRule(
        "status",
        ("failed",),
        "fail_reason",
        not_final=FieldValues("pg_provider", ("payletter", "paymentwall", "paypal", "paypal_v2")),
    ),
    resolve=ResolveRule(
        "payment",
        reads=(
            Read(
                "payments.find_all",
                {"merchant_uid": "merchant_uid"},
                {"limit": 100, "sorting": "-started"},
            ),
        ),
        touches=(Touched("schedule", {"merchant_uid": "merchant_uid"}),),
        record="payment",
        where={"channel": ("api",)},
        closes="state",
        quiet=600,
    ),
)

LIST_SCHEDULES_BY_CUSTOMER = Operation(
    name="subscribe.list_schedules_by_customer",
    method="GET",
    path="/subscribe/payments/schedule/customers/{customer_uid}",
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
