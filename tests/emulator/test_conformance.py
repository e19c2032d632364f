"""schemathesis against the running emulator: whatever it is sent, it answers within the contract."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from portone_v1_emulator import Emulator

from .v1 import V1

# Identities that the shop has: half of all calls are about them, so that more is met than "unknown".
KNOWN = {
    "imp_uid": "imp_000000000001",
    "merchant_uid": "paid-1",
    "customer_uid": "customer-1",
    "product_order_id": "order-1",
    "member_id": "member-1",
    "tier_code": "AB1",
    "card_standard_code": "361",
    "bank_standard_code": "004",
    "payment_status": "paid",
}

WANTED = [status_code_conformance, content_type_conformance, response_schema_conformance]


def contract() -> dict[str, Any]:
    """The emulator's contract, with the statuses that any operation may answer declared at each."""
    file = resources.files("portone_v1_emulator") / "_generated" / "contract.json"
    document: dict[str, Any] = json.loads(file.read_text("utf-8"))
    statuses = {str(row["status"]) for row in document["x-errors"]} - {"207"}
    schema = {"$ref": "#/components/schemas/RefusalAnswer"}
    refused = {"description": "A refusal.", "content": {"application/json": {"schema": schema}}}
    for item in document["paths"].values():
        for operation in item.values():
            for status in statuses:
                operation["responses"].setdefault(status, refused)
    return document


schema = schemathesis.openapi.from_dict(contract())


@schema.hook
def flatmap_path_parameters(
    context: schemathesis.HookContext, drawn: dict[str, Any] | None
) -> st.SearchStrategy[dict[str, Any] | None]:
    if not drawn:
        return st.just(drawn)
    known = {name: KNOWN[name] for name in drawn}
    return st.sampled_from([drawn, known])


@schema.hook
def map_body(context: schemathesis.HookContext, body: Any) -> Any:
    """Let bodies name what the shop has when they begin with an even letter; ids are as random otherwise."""
    if not isinstance(body, dict):
        return body
    for name in KNOWN.keys() & body.keys():
        if isinstance(body[name], str) and sum(map(ord, body[name])) % 2 == 0:
            body[name] = KNOWN[name]
    return body


@pytest.fixture(scope="module")
def shop(running: Emulator) -> Iterator[V1]:
    running.reset()
    with V1(running) as v1:
        v1.issue("customer-1")
        KNOWN["imp_uid"] = v1.pay("paid-1", customer_uid="customer-1")
        yield v1


@schema.parametrize()
@settings(
    max_examples=40,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_answers_stay_within_the_contract(
    case: schemathesis.Case[Any], shop: V1, running: Emulator
) -> None:
    headers = {"Authorization": shop.http.headers["Authorization"]}
    response = case.call(base_url=running.base_url, headers=headers)
    case.validate_response(response, checks=WANTED)
    if response.status_code >= 500:
        assert response.json().keys() >= {"code", "message", "response"}, "a no, not an accident"
