# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `preparations`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    ErrorRule,
    Operation,
    Parameter,
    Read,
    ResolveRule,
)

CREATE = Operation(
    name="preparations.create",
    method="POST",
    path="/payments/prepare",
    effect="write",
    parameters=(
        Parameter("merchant_uid", "merchant_uid", "body", "identity", required=True),
        Parameter("amount", "amount", "body", "money", required=True),
        Parameter("currency", "currency", "body", "currency"),
    ),
    errors=(
        ErrorRule(
            "already_registered",
            200,
            1,
            "결제정보 사전등록에 실패하였습니다(이미 등록된 merchant_uid입니다).",
            "AlreadyDone",
        ),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("merchant_uid",),
    resolve=ResolveRule(
        "present",
        reads=(Read("preparations.get", {"merchant_uid": "merchant_uid"}, {}),),
        record="preparation",
        match={"amount": "amount", "currency": "currency"},
        closes="state",
        quiet=120,
        protects="merchant_uid",
    ),
)

UPDATE = Operation(
    name="preparations.update",
    method="PUT",
    path="/payments/prepare",
    effect="write",
    parameters=(
        Parameter("merchant_uid", "merchant_uid", "body", "identity", required=True),
        Parameter("amount", "amount", "body", "money", required=True),
        Parameter("currency", "currency", "body", "currency"),
    ),
    errors=(
        ErrorRule(
            "unknown_preparation", 404, 1, "사전등록된 결제정보가 존재하지 않습니다.", "NotFound"
        ),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("merchant_uid",),
    resolve=ResolveRule(
        "present",
        reads=(Read("preparations.get", {"merchant_uid": "merchant_uid"}, {}),),
        record="preparation",
        match={"amount": "amount", "currency": "currency"},
        quiet=120,
    ),
)

GET = Operation(
    name="preparations.get",
    method="GET",
    path="/payments/prepare/{merchant_uid}",
    effect="read",
    parameters=(Parameter("merchant_uid", "merchant_uid", "path", "identity", required=True),),
    errors=(
        ErrorRule(
            "unknown_preparation", 404, 1, "사전등록된 결제정보가 존재하지 않습니다.", "NotFound"
        ),
    ),
    identities=("merchant_uid",),
)
