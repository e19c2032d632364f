# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""All operations by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from ..calls import ErrorRule, Operation

COMMON_ERRORS = (
    ErrorRule("partly_refused", 207, None, None, "Refused", "unknown"),
    ErrorRule("unauthorized", 401, -1, "Unauthorized", "AuthenticationError"),
    ErrorRule("unauthorized_otherwise", 401, None, None, "AuthenticationError"),
    ErrorRule("bad_request", 400, None, None, "InvalidRequest"),
    ErrorRule("forbidden", 403, None, None, "PermissionDenied"),
    ErrorRule("not_found", 404, None, None, "NotFound"),
    ErrorRule("not_supported", 405, None, None, "NotSupported"),
    ErrorRule("conflict", 409, None, None, "Conflict"),
    ErrorRule("rate_limited", 429, None, None, "RateLimited"),
    ErrorRule("not_implemented", 501, None, None, "NotSupported"),
)
"""What a refusal means where the operation's own rules say nothing."""

SECRET_FIELDS = frozenset(
    {
        "access_token",
        "bank_num",
        "benepia_password",
        "birth",
        "birthday",
        "buyer_tel",
        "card_number",
        "code_verifier",
        "company_tel",
        "customer_tel",
        "cvc",
        "escrow_password",
        "expiry",
        "gender_digit",
        "identifier",
        "imp_key",
        "imp_secret",
        "individual_code",
        "otp",
        "pg_api_key",
        "phone",
        "pwd_2digit",
        "refund_account",
        "refund_tel",
        "secure_3d_token",
        "shipping_address_phone",
        "tel",
        "tel1",
        "tel2",
        "unique_in_site",
        "unique_key",
        "vbank_num",
    }
)
"""The names on the wire of every argument and every field of an answer that is never printed."""

_NAMES = (
    "auth.get_token",
    "payments.get_many",
    "payments.get",
    "payments.get_balance",
    "payments.find",
    "payments.find_all",
    "payments.list_by_status",
    "payments.cancel",
    "preparations.create",
    "preparations.update",
    "preparations.get",
    "subscribe.onetime",
    "subscribe.again",
    "subscribe.foreign",
    "subscribe.list_schedules",
    "subscribe.schedule",
    "subscribe.unschedule",
    "subscribe.get_schedule",
    "subscribe.update_schedule",
    "subscribe.reschedule",
    "subscribe.retry_schedule",
    "subscribe.list_schedules_by_customer",
    "billing_keys.get_many",
    "billing_keys.get",
    "billing_keys.issue",
    "billing_keys.delete",
    "billing_keys.list_payments",
    "billing_keys.list_schedules",
    "vbanks.create",
    "vbanks.update",
    "vbanks.revoke",
    "vbanks.get_holder",
    "certifications.get",
    "certifications.delete",
    "certifications.request_otp",
    "certifications.confirm_otp",
    "cash_receipts.get",
    "cash_receipts.issue",
    "cash_receipts.revoke",
    "cash_receipts.get_external",
    "cash_receipts.issue_external",
    "cash_receipts.revoke_external",
    "escrows.get",
    "escrows.register",
    "escrows.update",
    "codes.list_cards",
    "codes.get_card",
    "codes.list_banks",
    "codes.get_bank",
    "naver.list_product_orders",
    "naver.get_product_order",
    "naver.place",
    "naver.ship",
    "naver.cancel",
    "naver.approve_cancel",
    "naver.request_return",
    "naver.approve_return",
    "naver.reject_return",
    "naver.withhold_return",
    "naver.resolve_return",
    "naver.collect_exchanged",
    "naver.ship_exchanged",
    "naver.list_reviews",
    "naver.deposit_point",
    "naver.confirm",
    "naver.get_cash_amount",
    "kakao.list_orders",
    "payco.update_order_status",
    "paymentwall.register_delivery",
    "kcpquick.create_preparation",
    "kcpquick.update_preparation",
    "kcpquick.pay_with_money",
    "kcpquick.pay_with_autopay",
    "kcpquick.delete_autopay_key",
    "kcpquick.delete_member",
    "kcpquick.release_fido",
    "benepia.get_point",
    "benepia.pay",
    "cvs.issue",
    "cvs.revoke",
    "users.list_pg_settings",
    "tiers.get",
    "tiers.create",
    "tiers.update",
    "tiers.delete",
    "partners.register_receipts",
)


class _Operations(Mapping[str, Operation]):
    """The operations by name; a resource's module is imported when one of them is asked for."""

    def __getitem__(self, name: str) -> Operation:
        if name not in _NAMES:
            raise KeyError(name)
        resource, _, method = name.partition(".")
        operation: Operation = getattr(import_module(f"{__name__}.{resource}"), method.upper())
        return operation

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)

    def __repr__(self) -> str:
        return f"<{len(self)} operations>"


OPERATIONS: Mapping[str, Operation] = _Operations()
"""Each operation's method, path, effect, parameters and rules, by its name, such as `payments.get`."""
