"""Examples composed from the contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.examples import ExampleError, answer_example, example_of, request_example
from generator.load import Contract, Mapping, load

SMALL = Path(__file__).resolve().parent / "small_contract"

ORDER = {
    "order_id": "order-1",
    "status": "paid",
    "reason": None,
    "amount": 1000,
    "paid_at": 1512446940,
    "next_order": {"order_id": "order-2"},
}


@pytest.fixture(scope="module")
def contract() -> Contract:
    return load(SMALL)


def operation(contract: Contract, name: str) -> Mapping:
    return next(o for _, _, o in contract.operations() if o["operationId"] == name)


def test_a_request_takes_each_value_from_where_it_is_written(contract: Contract) -> None:
    listing = request_example(contract, operation(contract, "orders.get_all"))
    assert listing.query == {"page": 1, "from": 1512446940, "to": 1512533340, "status": "paid"}
    assert listing.body is None
    creation = request_example(contract, operation(contract, "orders.create"))
    assert creation.body == {"order_id": "order-1", "amount": 1000, "extra": {"memo": "선물"}}
    assert request_example(contract, operation(contract, "orders.get")).path == {
        "order_id": "order-1"
    }


def test_an_answer_is_the_whole_envelope(contract: Contract) -> None:
    answer = answer_example(contract, operation(contract, "orders.get"))
    assert answer == {"code": 0, "response": ORDER}
    page = answer_example(contract, operation(contract, "orders.get_all"))
    assert page == {"code": 0, "response": {"total": 1, "list": [ORDER]}}


def test_an_example_may_be_changed_without_changing_the_contract(contract: Contract) -> None:
    create = operation(contract, "orders.create")
    request_example(contract, create).body["extra"]["memo"] = "changed"
    assert request_example(contract, create).body["extra"]["memo"] == "선물"


def test_what_has_no_example_is_said_with_its_place(contract: Contract) -> None:
    name = contract.schemas["OrderRequest"]["properties"]["name"]
    with pytest.raises(ExampleError, match=r"schemas/orders.yaml:\d+: this schema has no example"):
        example_of(contract, name)
    with pytest.raises(ExampleError, match="status 409 has no application/json answer"):
        answer_example(contract, operation(contract, "orders.get"), "409")


def test_a_schema_that_holds_itself_needs_an_example(contract: Contract) -> None:
    place = contract.schemas.place
    node, ref = Mapping(place), Mapping(place)
    ref["$ref"] = "#/components/schemas/Node"
    properties = Mapping(place)
    properties["next"] = ref
    node["properties"] = properties
    document, components, schemas = Mapping(place), Mapping(place), Mapping(place)
    schemas["Node"], components["schemas"], document["components"] = node, schemas, components
    with pytest.raises(ExampleError, match="Node contains itself"):
        example_of(Contract(document, ()), node)
