# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `kakao`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    ErrorRule,
    Operation,
    Parameter,
)

LIST_ORDERS = Operation(
    name="kakao.list_orders",
    method="GET",
    path="/kakao/payment/orders",
    effect="read",
    parameters=(
        Parameter(
            "payment_request_date",
            "payment_request_date",
            "query",
            required=True,
            pattern="^[0-9]{8}$",
            form="a day as YYYYMMDD",
        ),
        Parameter("cid", "cid", "query"),
        Parameter("page", "page", "query", "integer"),
    ),
    errors=(ErrorRule("pg_refused", 200, -1, None, "Refused"),),
    deprecated=True,
)
