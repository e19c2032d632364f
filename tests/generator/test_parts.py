"""What datamodel-code-generator makes: typed parts for the client, models for the emulator."""

from __future__ import annotations

import ast
import json
import sys
import textwrap
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

import datamodel_code_generator
import pytest
from pydantic import BaseModel, ValidationError

from generator import parts
from generator.load import Contract, load

OPENAPI = """
    openapi: 3.1.0
    paths:
      /orders/{order_uid}/{state}: { $ref: "paths/orders.yaml#/order" }
"""
PATHS = """
    order:
      post:
        operationId: orders.place
        x-ko: 주문
        x-pg: { supported: [nice], notes: { nice: Slow. } }
        parameters:
          - { name: order_uid, in: path, required: true, schema: { type: string, maxLength: 40 } }
          - name: state
            in: path
            required: true
            x-optional: true
            schema: { $ref: "../schemas/orders.yaml#/State" }
          - name: item_uid[]
            in: query
            x-name: item_uids
            schema: { type: array, maxItems: 100, items: { type: string } }
          - { name: price, in: query, x-money: true, schema: { type: number, default: 5 } }
          - { name: from, in: query, schema: { type: integer, minimum: 1, default: 1 } }
          - { name: Tier, in: header, schema: { type: string } }
        requestBody:
          content:
            application/json: { schema: { $ref: "../schemas/orders.yaml#/OrderRequest" } }
            application/x-www-form-urlencoded: { schema: { $ref: "../schemas/orders.yaml#/OrderRequest" } }
"""
SCHEMAS = """
    State: { type: string, enum: [open, closed] }
    Carrier: { type: string, enum: [post], x-open: true }
    OrderRequest:
      type: object
      required: [items]
      properties:
        items: { type: array, items: { $ref: "#/Item" } }
        extra: { $ref: "#/Extra", x-flatten: true }
    Extra:
      type: object
      properties:
        sender: { $ref: "#/Sender" }
    Sender:
      type: object
      properties:
        name: { type: string }
    Item:
      type: object
      description: One thing.
      x-ko: 상품
      required: [due]
      properties:
        due: { type: integer, x-time: seconds, description: When it is due., x-ko: 기한 }
        price: { type: number, x-money: true, default: 0 }
        state: { $ref: "#/State" }
        carrier: { $ref: "#/Carrier" }
        extra: { $ref: "#/ItemExtra", x-flatten: true }
        inside: { type: array, items: { $ref: "#/Item" } }
        anything: { type: object }
        notice_url: { type: [string, array], items: { type: string } }
    ItemExtra:
      type: object
      properties:
        colour: { type: string, maxLength: 3 }
    Answer:
      type: object
      properties:
        unrelated: { $ref: "#/Sender" }
"""


@pytest.fixture
def contract(tmp_path: Path) -> Contract:
    for name, text in (
        ("openapi.yaml", OPENAPI),
        ("paths/orders.yaml", PATHS),
        ("schemas/orders.yaml", SCHEMAS),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(textwrap.dedent(text), "utf-8")
    return load(tmp_path)


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Imports the text of a module; pydantic looks its names up where modules are kept."""

    def import_text(text: str) -> ModuleType:
        path = tmp_path / "generated.py"
        path.write_text(text.replace("from .values", "from portone_v1_api.values"), "utf-8")
        spec = spec_from_file_location("generated", path)
        assert spec
        assert spec.loader
        module = module_from_spec(spec)
        monkeypatch.setitem(sys.modules, "generated", module)
        spec.loader.exec_module(module)
        return module

    return import_text


def test_each_object_inside_a_body_is_a_typed_dict(
    contract: Contract, imported: Callable[[str], ModuleType]
) -> None:
    module = imported(parts.typed_dicts(contract))
    assert not hasattr(module, "OrderRequest")
    assert not hasattr(module, "Extra"), "its fields are arguments"
    hints = get_type_hints(module.Item, include_extras=True)
    assert {name: str(hint).replace("typing.", "") for name, hint in hints.items()} == {
        "due": "datetime.datetime | int",
        "price": "NotRequired[int | decimal.Decimal]",
        "state": "NotRequired[Literal['open', 'closed']]",
        "carrier": "NotRequired[Union[Literal['post'], str]]",
        "colour": "NotRequired[str]",
        "inside": "NotRequired[list[generated.Item]]",
        "anything": "NotRequired[dict[str, Any]]",
        "notice_url": "NotRequired[str | list[str]]",
    }
    assert get_type_hints(module.Sender) == {"name": str}


def test_typed_dicts_are_documented(contract: Contract) -> None:
    text = parts.typed_dicts(contract)
    assert '"""One thing. (상품)"""' in text
    assert 'due: datetime | int\n    """When it is due. (기한)"""' in text


def test_without_parts_there_is_an_empty_module(contract: Contract) -> None:
    contract.schemas["OrderRequest"]["properties"].clear()
    assert ast.get_docstring(ast.parse(parts.typed_dicts(contract)))


def test_models_of_arguments_and_bodies(
    contract: Contract, imported: Callable[[str], ModuleType]
) -> None:
    module = imported(parts.request_models(contract))
    params: type[BaseModel] = module.OrdersPlaceParams
    given = params.model_validate({"order_uid": "o", "item_uid[]": ["a"], "unknown": 1})
    assert given.model_dump() == {
        "order_uid": "o",
        "state": None,
        "item_uids": ["a"],
        "price": None,
        "from_": 1,
        "unknown": 1,
    }
    for wrong in (
        {"order_uid": "o" * 41},
        {"item_uid[]": ["a"] * 101},
        {"from": 0},
        {"state": "x"},
    ):
        with pytest.raises(ValidationError):
            params.model_validate({"order_uid": "o"} | wrong)
    body: type[BaseModel] = module.OrderRequest
    order = body.model_validate({"items": [{"due": 1, "price": "0.10", "inside": [{"due": "2"}]}]})
    assert str(order.model_dump()["items"][0]["price"]) == "0.10"
    with pytest.raises(ValidationError, match=r"items\.0\.extra\.colour"):
        body.model_validate({"items": [{"due": 1, "extra": {"colour": "blue"}}]})


def test_only_what_requests_need_is_made(contract: Contract) -> None:
    tree = ast.parse(parts.request_models(contract))
    assert {node.name for node in tree.body if isinstance(node, ast.ClassDef)} == {
        "OrdersPlaceParams",
        "OrderRequest",
        "Item",
        "ItemExtra",
        "Extra",
        "Sender",
    }


def test_a_class_that_is_lost_is_an_error(
    contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datamodel_code_generator, "generate", lambda *_, **__: "class Item: ...\n")
    with pytest.raises(
        parts.PartsError, match=r"1 classes of 2 schemas; lost: Sender; added: none"
    ):
        parts.typed_dicts(contract)
    monkeypatch.setattr(datamodel_code_generator, "generate", lambda *_, **__: {})
    with pytest.raises(parts.PartsError, match="several modules"):
        parts.typed_dicts(contract)


def test_the_emulators_contract_leaves_out_what_only_readers_need(contract: Contract) -> None:
    text = parts.emulator_contract(contract)
    operation = json.loads(text)["paths"]["/orders/{order_uid}/{state}"]["post"]
    assert "x-ko" not in operation
    assert operation["x-pg"] == {"supported": ["nice"]}
    assert text.endswith("}\n")
    assert contract.document["paths"]["/orders/{order_uid}/{state}"]["post"]["x-ko"] == "주문"


def test_names_of_models() -> None:
    assert parts.params_name("billing_keys.get_many") == "BillingKeysGetManyParams"
