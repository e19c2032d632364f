# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `auth`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    ErrorRule,
    Operation,
    Parameter,
)

GET_TOKEN = Operation(
    name="auth.get_token",
    method="POST",
    path="/users/getToken",
    effect="read",
    parameters=(
        Parameter("imp_key", "imp_key", "body", required=True, secret=True),
        Parameter("imp_secret", "imp_secret", "body", required=True, secret=True),
    ),
    errors=(
        ErrorRule(
            "wrong_credentials",
            401,
            -1,
            "인증에 실패하였습니다. API키와 secret을 확인하세요.",
            "AuthenticationError",
        ),
        ErrorRule(
            "missing_credentials",
            400,
            -1,
            "imp_key, imp_secret 파라메터가 누락되었습니다.",
            "InvalidRequest",
        ),
    ),
    token=False,
)
