"""What answers look like, and what the emulator answers in its own name."""

from __future__ import annotations

import pytest

from portone_v1_emulator import Emulator
from portone_v1_emulator._generated import requests
from portone_v1_emulator.core import contract
from portone_v1_emulator.core.context import HANDLERS

from .v1 import V1


def test_json_as_php_writes_it(v1: V1) -> None:
    reply = v1.onetime("o/1", name="코트")
    assert reply.http.headers["content-type"] == "application/json"
    assert reply.http.text.startswith('{"code":0,"message":null,"response":{"amount":1000,')
    assert r'"merchant_uid":"o\/1","name":"\ucf54\ud2b8"' in reply.http.text


@pytest.mark.parametrize("uid", ["o/1", "o%2F1", "..", ".", "주문 1", "a?b#c", "a+b", "status"])
def test_an_identity_may_hold_anything(v1: V1, uid: str) -> None:
    imp_uid = v1.pay(uid)
    escaped = "".join(f"%{byte:02X}" for byte in uid.encode())
    found = v1.http.send(v1.http.build_request("GET", f"/payments/find/{escaped}"))
    assert found.json()["response"]["imp_uid"] == imp_uid
    assert v1.get(f"/payments/findAll/{escaped}/paid").response["total"] == 1


def test_an_operation_that_the_emulator_does_not_have(
    v1: V1, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(HANDLERS, "payments.get_balance")
    reply = v1.get("/payments/imp_0/balance")
    assert reply.status == 501
    assert reply.http.text == "The PortOne V1 emulator does not have payments.get_balance yet.\n"


def test_what_the_contract_does_not_have(v1: V1) -> None:
    nowhere, wrong_method = v1.get("/pay"), v1.delete("/payments/imp_0")
    assert (nowhere.status, wrong_method.status) == (404, 405)
    assert nowhere.http.text == "The PortOne V1 emulator has nothing at this path.\n"
    assert wrong_method.http.text == "This path takes GET.\n"


def test_each_handler_is_for_an_operation_of_the_contract() -> None:
    assert HANDLERS.keys() <= contract.load().operations.keys()


def test_each_operation_has_its_models() -> None:
    for operation in contract.load().operations.values():
        if operation.query or "{" in operation.paths[0]:
            assert hasattr(requests, operation.params_model)
        if operation.body:
            assert hasattr(requests, operation.body)


def test_requests_are_noted_without_their_arguments(v1: V1, emulator: Emulator) -> None:
    emulator.requests.clear()
    v1.onetime("o-1")
    v1.get("/payments/find/o%2F1", sorting="paid")
    v1.get("/nowhere")
    v1.http.get("/payments/imp_0", headers={"Tier": "AB1"})
    seen = [(r.operation, r.method, r.path, r.tier, r.status) for r in emulator.requests]
    assert seen == [
        ("subscribe.onetime", "POST", "/subscribe/payments/onetime", None, 200),
        ("payments.find", "GET", "/payments/find/o%2F1", None, 404),
        (None, "GET", "/nowhere", None, 404),
        ("payments.get", "GET", "/payments/imp_0", "AB1", 404),
    ]
