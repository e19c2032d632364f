"""What a request may look like: JSON and forms alike, and what cannot be read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from portone_v1_emulator import Emulator
from portone_v1_emulator._generated.requests import OnetimeRequest
from portone_v1_emulator.core import php

from .v1 import PAYS, V1, Reply

ONETIME = "/subscribe/payments/onetime"
ORDER: dict[str, Any] = {
    "merchant_uid": "o-1",
    "amount": 50_000,
    "card_number": PAYS,
    "expiry": "2035-12",
    "name": "겨울 코트 & 모자",
    "interest_free_by_merchant": "true",
    "card_quota": 3,
}


def form(v1: V1, path: str, fields: dict[str, Any]) -> Reply:
    return Reply(v1.http.post(path, data=fields))


def same(reply: Reply) -> dict[str, Any]:
    """An answer without what differs from one call to the next."""
    payment = {**reply.response}
    for field in (
        "imp_uid",
        "pg_tid",
        "apply_num",
        "receipt_url",
        "cancel_receipt_urls",
        "cancel_history",
    ):
        payment.pop(field)
    return payment


def test_a_form_does_what_json_does(v1: V1, emulator: Emulator) -> None:
    assert form(v1, "/users/getToken", v1.credentials).code == 0
    charged = form(v1, ONETIME, ORDER)
    imp_uid = charged.response["imp_uid"]
    cancel = {"imp_uid": imp_uid, "amount": "300", "checksum": "50000", "extra[requester]": "admin"}
    cancelled = form(v1, "/payments/cancel", cancel)
    emulator.store.clear()
    v1.sign_in()
    in_json = v1.post(ONETIME, **ORDER)
    assert same(in_json) == same(charged)
    cancel = {"imp_uid": in_json.response["imp_uid"], "amount": 300, "checksum": 50_000}
    assert same(v1.cancel(**cancel, extra={"requester": "admin"})) == same(cancelled)


def test_numbers_as_text_and_text_as_numbers(v1: V1) -> None:
    order = {**ORDER, "amount": "50000", "merchant_uid": 20260101, "birth": 880101}
    payment = v1.post(ONETIME, **order).response
    assert (payment["merchant_uid"], payment["amount"]) == ("20260101", 50_000)


def test_null_is_left_out(v1: V1) -> None:
    assert v1.post(ONETIME, **ORDER, buyer_name=None, use_card_point=None).code == 0
    missing = v1.post(ONETIME, **{**ORDER, "merchant_uid": None})
    assert missing.refusal == (400, -1, "필수 파라메터 merchant_uid이(가) 누락되었습니다.")


def test_unknown_fields_are_ignored(v1: V1) -> None:
    assert v1.post(ONETIME, **ORDER, newest_field={"a": [1]}).code == 0


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"merchant_uid": "o" * 41}, "파라메터 merchant_uid의 값이 올바르지 않습니다."),
        ({"amount": "천원"}, "파라메터 amount의 값이 올바르지 않습니다."),
        ({"amount": float("1e300")}, "파라메터 amount의 값이 올바르지 않습니다."),
        ({"product_type": "other"}, "파라메터 product_type의 값이 올바르지 않습니다."),
        ({"notice_url": [["x"]]}, "파라메터 notice_url의 값이 올바르지 않습니다."),
        ({"card_number": ["4242"]}, "파라메터 card_number의 값이 올바르지 않습니다."),
    ],
)
def test_a_field_that_cannot_be_read(v1: V1, fields: dict[str, Any], message: str) -> None:
    reply = v1.post(ONETIME, **ORDER | fields)
    assert reply.refusal == (400, -1, message)
    assert reply.assumes == "subscribe.onetime bad_request"


def test_a_field_inside_another_is_named_in_full(v1: V1) -> None:
    reply = v1.cancel(imp_uid="imp_0", extra={"requester": "nobody"})
    assert reply.message == "파라메터 extra[requester]의 값이 올바르지 않습니다."
    reply = v1.cancel(imp_uid="imp_0", extra="admin")
    assert reply.message == "파라메터 extra의 값이 올바르지 않습니다."


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b'{"amount": NaN}',
        b'{"amount": -Infinity}',
        b"\xff\xfe",
        b'{"a":' * 50_000,
        b"9" * 10_000,
    ],
    ids=lambda body: body[:12].decode("latin-1"),
)
def test_what_is_no_json_object(v1: V1, body: bytes) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    reply = Reply(v1.http.post(ONETIME, content=body, headers=headers))
    assert reply.refusal[:2] == (400, -1)
    assert "JSON" in reply.message


@pytest.mark.parametrize("media", ["text/plain", "multipart/form-data; boundary=x", None])
def test_a_body_of_another_kind_is_not_read(v1: V1, media: str | None) -> None:
    headers = {"Content-Type": media} if media else {}
    reply = Reply(v1.http.post(ONETIME, content=b"merchant_uid=o-1", headers=headers))
    assert reply.message == "필수 파라메터 merchant_uid이(가) 누락되었습니다."


def test_a_body_that_is_too_large(v1: V1) -> None:
    reply = v1.post(ONETIME, **ORDER, custom_data="x" * 1024 * 1024)
    assert reply.status == 413
    assert v1.get("/payments/find/o-1").status == 404


def test_half_a_character(v1: V1) -> None:
    # Python reads the lone half of a pair; PHP does not.
    body = json.dumps(ORDER | {"name": "\ud83d"})
    headers = {"Content-Type": "application/json"}
    reply = Reply(v1.http.post(ONETIME, content=body, headers=headers))
    assert reply.refusal == (400, -1, "파라메터 name의 값이 올바르지 않습니다.")


def test_too_many_or_too_deep_fields(v1: V1) -> None:
    message = "파라메터가 너무 많거나 너무 깊습니다."
    assert form(v1, ONETIME, {f"f{n}": "" for n in range(1001)}).message == message
    assert form(v1, ONETIME, {"a" + "[b]" * 9: "1"}).message == message


@pytest.mark.parametrize(
    ("pairs", "tree"),
    [
        ([("a", "1"), ("b", "")], {"a": "1", "b": ""}),
        ([("a", "1"), ("a", "2")], {"a": "2"}),
        ([("a[]", "1"), ("a[]", "2")], {"a": ["1", "2"]}),
        ([("a[0]", "1"), ("a[1]", "2")], {"a": ["1", "2"]}),
        ([("a[1]", "1"), ("a[]", "2")], {"a": {"1": "1", "2": "2"}}),
        ([("a[b]", "1"), ("a[c][]", "2")], {"a": {"b": "1", "c": ["2"]}}),
        ([("a[0][b]", "1"), ("a[0][c]", "2")], {"a": [{"b": "1", "c": "2"}]}),
        ([("a[][b]", "1"), ("a[][b]", "2")], {"a": [{"b": "1"}, {"b": "2"}]}),
        ([("a", "1"), ("a[b]", "2")], {"a": {"b": "2"}}),
        ([("a[b]", "1"), ("a", "2")], {"a": "2"}),
        ([("a[", "1"), ("[b]", "2"), ("", "3")], {"a[": "1", "[b]": "2"}),
    ],
)
def test_forms_are_read_as_php_reads_them(
    pairs: list[tuple[str, str]], tree: dict[str, Any]
) -> None:
    assert php.nest(pairs) == tree


def test_a_model_never_shows_its_values() -> None:
    body = OnetimeRequest.model_validate(ORDER)
    assert f"{body} {body!r}" == "<OnetimeRequest> <OnetimeRequest>"
