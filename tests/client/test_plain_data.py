"""Models as plain data: to dicts and JSON, back from dicts, and in other libraries."""

from __future__ import annotations

import asyncio
import json
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest
from contract_answers import models as models_in
from contract_answers import payloads
from contract_cases import operations
from django.template.base import Variable  # type: ignore[import-untyped]
from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from pydantic import BaseModel, ValidationError

from portone_v1 import KST, ConfigurationError
from portone_v1.models import (
    Model,
    Payment,
    PaymentCancellation,
    PaymentPage,
    SchedulePage,
)
from portone_v1_api import models

PAID_AT = datetime(2026, 11, 29, 9, 30, tzinfo=KST)


def payment(**changes: object) -> Payment:
    fields: dict[str, object] = {
        "imp_uid": "imp_1",
        "merchant_uid": "o-1",
        "status": "paid",
        "amount": Decimal("9.90"),
        "cancel_amount": 0,
        "currency": "USD",
        "paid_at": PAID_AT,
        "card_number": "4330123412341234",
        "cancel_history": [
            {"pg_tid": "t-1", "amount": Decimal("0.10"), "cancelled_at": PAID_AT, "reason": "변심"}
        ],
    }
    return Payment.from_dict(fields | changes)


def page_of(*payments: Payment) -> PaymentPage:
    return PaymentPage.from_dict(
        {"total": len(payments), "previous": 0, "next": 0, "items": list(payments)}
    )


def answered() -> Iterator[Any]:
    """Each model that can be read from an operation's example without a surprise."""
    kinds = [kind for name in models.__all__ if isinstance(kind := getattr(models, name), type)]
    for operation in operations():
        for payload in payloads(operation):
            for data in payload if isinstance(payload, list) else [payload]:
                for kind in kinds:
                    if isinstance(data, dict) and issubclass(kind, Model):
                        drift: list[str] = []
                        model = kind.read(_decoded(data), "", drift.append)
                        if kind._wire_names == data.keys() and not drift:
                            yield pytest.param(model, id=f"{operation.name}-{kind.__name__}")


def _decoded(data: object) -> dict[str, Any]:
    """`data` as it comes out of JSON with decimals kept exactly."""
    decoded: dict[str, Any] = json.loads(json.dumps(data), parse_float=Decimal)
    return decoded


# to_dict and to_json


def test_to_dict_is_ready_for_json() -> None:
    data = payment().to_dict()
    assert data["amount"] == "9.90"
    assert data["paid_at"] == "2026-11-29T09:30:00+09:00"
    assert data["failed_at"] is None
    assert data["cancel_history"][0]["reason"] == "변심"
    assert json.loads(json.dumps(data)) == data


def test_to_json_is_the_text_of_to_dict() -> None:
    assert json.loads(payment().to_json()) == payment().to_dict()
    assert "변심" in payment().to_json()
    assert "4330123412341234" in payment().to_json(secrets=True)


def test_times_are_in_korean_time_whatever_their_zone() -> None:
    model = payment()
    model.paid_at = PAID_AT.astimezone(UTC)
    assert model.to_dict()["paid_at"] == "2026-11-29T09:30:00+09:00"


def test_whole_amounts_stay_integers_and_decimals_keep_their_digits() -> None:
    assert payment(amount=1000).to_dict()["amount"] == 1000
    assert payment(amount=Decimal("1E-7")).to_dict()["amount"] == "0.0000001"


def test_secrets_are_masked_unless_asked_for() -> None:
    assert payment().to_dict()["card_number"] == "***"
    assert payment().to_dict(secrets=True)["card_number"] == "4330123412341234"
    assert payment(card_number=None).to_dict()["card_number"] is None


def test_secrets_are_masked_in_objects_inside_too() -> None:
    page = page_of(payment())
    assert page.to_dict()["items"][0]["card_number"] == "***"
    assert page.to_dict(secrets=True)["items"][0]["card_number"] == "4330123412341234"


def test_echoed_secrets_are_masked_in_a_pickled_copy_too() -> None:
    model = payment(fail_reason="card 4111", buyer_name="kim")
    model.mask(lambda text: text.replace("4111", "***"))
    assert model.to_dict()["fail_reason"] == "card ***"
    assert model.to_dict(secrets=True)["fail_reason"] == "card 4111"
    copy = pickle.loads(pickle.dumps(model))
    assert copy.to_dict()["fail_reason"] == "***"
    assert copy.to_dict()["buyer_name"] == "kim"


def test_an_object_of_unknown_form_shows_only_its_names() -> None:
    model = Payment.read({**payment().raw, "pg_id": {"card": "4111"}}, "", lambda at: None)
    assert model.to_dict()["pg_id"] == {"card": "***"}
    assert model.to_dict(secrets=True)["pg_id"] == {"card": "4111"}


def test_fields_outside_of_the_contract_are_left_out() -> None:
    model = Payment.read({**payment().raw, "brand_new": 1}, "", lambda at: None)
    assert model.extra == {"brand_new": 1}
    assert "brand_new" not in model.to_dict(secrets=True)


def test_a_value_nested_too_deep_is_cut() -> None:
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    model = Payment.read({**payment().raw, "pg_id": deep}, "", lambda at: None)
    assert "..." in model.to_json(secrets=True)


# from_dict


def test_from_dict_builds_what_an_answer_would_have_been() -> None:
    model = payment()
    assert model.amount == Decimal("9.90")
    assert model.paid_at == PAID_AT
    assert model.failed_at is None
    assert type(model.cancel_history[0]) is PaymentCancellation
    assert model.raw["paid_at"] == int(PAID_AT.timestamp())
    assert model.raw["cancel_history"][0]["cancelled_at"] == int(PAID_AT.timestamp())
    assert model.extra == {}


@pytest.mark.parametrize("time", [PAID_AT, PAID_AT.isoformat(), int(PAID_AT.timestamp())])
def test_from_dict_takes_a_time_as_datetime_or_text_or_seconds(time: object) -> None:
    assert payment(paid_at=time).paid_at == PAID_AT


def test_from_dict_takes_models_inside() -> None:
    page = page_of(payment(), payment(merchant_uid="o-2"))
    assert [each.merchant_uid for each in page] == ["o-1", "o-2"]
    by_hand = PaymentCancellation(pg_tid="t", amount=5, cancelled_at=PAID_AT)
    assert payment(cancel_history=[by_hand]).cancel_history == [by_hand]


@pytest.mark.parametrize("model", list(answered()))
def test_from_dict_takes_back_what_to_dict_returned(model: Model) -> None:
    again = type(model).from_dict(model.to_dict(secrets=True))
    assert again == model
    assert given(again.raw) == given(model.raw)


def given(data: Any) -> Any:
    """`data` without empty fields: V1 sends null, 0, an empty list or nothing for them."""
    if isinstance(data, dict):
        return {name: given(value) for name, value in data.items() if value not in (None, 0, [])}
    return [given(item) for item in data] if isinstance(data, list) else data


def test_from_dict_is_tried_with_most_models_of_the_contract() -> None:
    tried = {type(each) for case in answered() for each in models_in(case.values[0])}
    assert tried >= {Payment, PaymentPage, PaymentCancellation, SchedulePage}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"impuid": "imp_1"}, "Payment has no field 'impuid'; did you mean imp_uid?"),
        ({"amount": 9.9}, "Payment.amount must be int | Decimal"),
        ({"amount": "nine"}, "Payment.amount must be a decimal number, if it is text"),
        ({"paid_at": "today"}, "Payment.paid_at must be ISO 8601, if it is text"),
        ({"paid_at": "2026-11-29T09:30:00"}, "Payment.paid_at must be an aware datetime"),
        ({"imp_uid": None}, "Payment.imp_uid must be str"),
        ({"buyer_name": 5}, "Payment.buyer_name must be str | None"),
        ({"cancel_history": [{"amount": 5}]}, "PaymentCancellation.pg_tid is required"),
        ({"cancel_history": ["all"]}, "Payment.cancel_history must be list[PaymentCancellation]"),
    ],
)
def test_from_dict_names_the_field_and_what_is_wrong(
    fields: dict[str, object], message: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        payment(**fields)
    assert str(caught.value).startswith(message)


def test_from_dict_names_a_required_field_that_is_missing() -> None:
    with pytest.raises(ConfigurationError, match=r"^Payment\.imp_uid is required$"):
        Payment.from_dict({"merchant_uid": "o-1"})


# Pages


def test_pages_have_a_length_and_iterate() -> None:
    page = page_of(payment(), payment())
    assert len(page) == 2
    assert list(page) == page.items
    assert not page_of()
    schedules = SchedulePage.from_dict({"total": 0, "previous": 0, "next": 0})
    assert list(schedules) == []


# Other libraries


def test_json_dumps_takes_to_dict_as_its_default() -> None:
    data = {"payments": [payment()], "page": page_of(payment())}
    expected = {"payments": [payment().to_dict()], "page": page_of(payment()).to_dict()}
    assert json.loads(json.dumps(data, default=Model.to_dict)) == expected


@pytest.mark.parametrize("model", [payment(), page_of(payment())], ids=["payment", "page"])
def test_fastapi_encodes_models(model: Model) -> None:
    assert jsonable_encoder(model) == model.to_dict()
    assert jsonable_encoder({"inside": [model]}) == {"inside": [model.to_dict()]}


def test_dict_of_a_model_is_its_to_dict() -> None:
    assert dict(payment()) == {**payment()} == payment().to_dict()


class Order(BaseModel):
    payment: Payment
    history: list[PaymentCancellation] = []


def test_models_are_fields_of_pydantic_models() -> None:
    order = Order(payment=payment(), history=payment().cancel_history)
    assert order.payment == payment()
    assert order.model_dump()["payment"] == payment().to_dict()
    assert json.loads(order.model_dump_json())["payment"] == payment().to_dict()
    stored = {"payment": payment().to_dict(secrets=True)}
    assert Order.model_validate_json(json.dumps(stored)).payment == payment()


@pytest.mark.parametrize("value", [5, {"imp_uid": "imp_1"}, payment().cancel_history[0]])
def test_pydantic_refuses_what_is_not_the_model(value: object) -> None:
    with pytest.raises(ValidationError):
        Order.model_validate({"payment": value})


def test_fastapi_returns_models_with_and_without_a_declared_type() -> None:
    app = FastAPI()

    @app.get("/declared")
    def declared() -> Payment:
        return payment()

    @app.get("/undeclared", response_model=None)
    def undeclared() -> object:
        return page_of(payment())

    async def answers() -> list[Any]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
            paths = ("/declared", "/undeclared", "/openapi.json")
            return [(await client.get(path)).json() for path in paths]

    declared_answer, undeclared_answer, document = asyncio.run(answers())
    assert declared_answer == payment().to_dict()
    assert undeclared_answer == page_of(payment()).to_dict()
    assert document["paths"].keys() == {"/declared", "/undeclared"}


def test_django_templates_show_attributes_and_not_plain_data() -> None:
    context = {"payment": payment(), "page": page_of(payment())}
    assert Variable("payment.paid_at").resolve(context) == PAID_AT
    assert Variable("page.items.0.paid_at").resolve(context) == PAID_AT


def test_models_have_no_items_of_their_own() -> None:
    with pytest.raises(TypeError, match="Payment has attributes, not items"):
        payment()["amount"]  # type: ignore[index]
    with pytest.raises(TypeError):
        list(payment())  # type: ignore[call-overload]
