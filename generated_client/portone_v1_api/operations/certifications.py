# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `certifications`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    ErrorRule,
    Operation,
    Parameter,
    Read,
    ResolveRule,
)

GET = Operation(
    name="certifications.get",
    method="GET",
    path="/certifications/{imp_uid}",
    effect="read",
    parameters=(Parameter("imp_uid", "imp_uid", "path", "identity", required=True),),
    errors=(
        ErrorRule("unknown_certification", 404, -1, "인증결과가 존재하지 않습니다.", "NotFound"),
    ),
    identities=("imp_uid",),
)

DELETE = Operation(
    name="certifications.delete",
    method="DELETE",
    path="/certifications/{imp_uid}",
    effect="write",
    parameters=(Parameter("imp_uid", "imp_uid", "path", "identity", required=True),),
    errors=(
        ErrorRule("unknown_certification", 404, -1, "인증결과가 존재하지 않습니다.", "NotFound"),
        ErrorRule("refused", 200, None, None, "Refused"),
        ErrorRule("server_error", 500, None, None, "ServerError", "unknown"),
    ),
    identities=("imp_uid",),
    resolve=ResolveRule(
        "absent",
        reads=(Read("certifications.get", {"imp_uid": "imp_uid"}, {}),),
        record="certification",
        quiet=120,
    ),
)

REQUEST_OTP = Operation(
    name="certifications.request_otp",
    method="POST",
    path="/certifications/otp/request",
    effect="write",
    parameters=(
        Parameter("name", "name", "body", required=True),
        Parameter("phone", "phone", "body", required=True, secret=True),
        Parameter("birth", "birth", "body", required=True, secret=True),
        Parameter("gender_digit", "gender_digit", "body", required=True, secret=True),
        Parameter("carrier", "carrier", "body", required=True),
        Parameter("is_mvno", "is_mvno", "body", "boolean"),
        Parameter("channel_key", "channel_key", "body", "identity", required=True),
        Parameter("pg", "pg", "body"),
        Parameter("merchant_uid", "merchant_uid", "body", "identity"),
        Parameter("company", "company", "body"),
        Parameter("verification_method", "verification_method", "body"),
        Parameter("bypass", "bypass", "body"),
    ),
    errors=(
        ErrorRule("bad_person", 400, None, None, "InvalidRequest"),
        ErrorRule("refused", 200, None, None, "Refused"),
        ErrorRule("server_error", 500, None, None, "ServerError", "unknown"),
    ),
    identities=("channel_key", "merchant_uid"),
    resolve=ResolveRule(
        "none",
        reason="Only the answer tells the imp_uid by which a verification is looked up. Asking again sends another code.",
    ),
)

CONFIRM_OTP = Operation(
    name="certifications.confirm_otp",
    method="POST",
    path="/certifications/otp/confirm/{imp_uid}",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter("otp", "otp", "body", secret=True),
    ),
    errors=(
        ErrorRule("already_certified", 400, None, "이미 인증이 완료된 요청입니다.", "AlreadyDone"),
        ErrorRule("bad_otp", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_certification", 404, None, None, "NotFound"),
        ErrorRule("wrong_otp", 200, -1, "인증번호가 일치하지 않습니다.", "Refused"),
        ErrorRule("refused", 200, None, None, "Refused"),
        ErrorRule("server_error", 500, None, None, "ServerError", "unknown"),
    ),
    identities=("imp_uid",),
    resolve=ResolveRule(
        "newer",
        reads=(Read("certifications.get", {"imp_uid": "imp_uid"}, {}),),
        record="certification",
        field="certified_at",
        closes="state",
        reversible=True,
        quiet=600,
    ),
)
