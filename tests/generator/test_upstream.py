"""The comparison with the official document."""

from __future__ import annotations

import copy
import json
import os
from pathlib import Path
from typing import Any

import pytest

from generator.load import Contract, load
from generator.upstream import (
    Accepted,
    Difference,
    Upstream,
    compare,
    compare_versions,
    read_upstream,
    run,
    stale,
    unexplained,
)

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent

# The small contract as the official document would put it, with that document's habits: numbers as
# text, alternative answers as fields, a form that carries objects as text.
OFFICIAL: dict[str, Any] = {
    "swagger": "2.0",
    "paths": {
        "/orders": {
            "get": {
                "consumes": ["application/json"],
                "parameters": [
                    {"name": "page", "in": "query", "type": "integer", "default": "1"},
                    {"name": "from", "in": "query", "type": "integer"},
                    {"name": "to", "in": "query", "type": "integer"},
                    {"name": "status", "in": "query", "type": "string", "enum": ["failed", "paid"]},
                ],
                "responses": {
                    "200": {"schema": {"$ref": "#/definitions/PagedResponse"}},
                    "401": {},
                },
            },
            "post": {
                "consumes": ["application/json"],
                "parameters": [
                    {"name": "order_id", "in": "formData", "type": "string"},
                    {"name": "name", "in": "formData", "type": "string"},
                    {"name": "amount", "in": "formData", "type": "number", "required": True},
                    {
                        "name": "lines",
                        "in": "formData",
                        "type": "array",
                        "items": {"type": "string"},
                    },
                    {"name": "card_number", "in": "formData", "type": "string"},
                    {
                        "name": "extra",
                        "in": "formData",
                        "type": "string",
                        "schema": {"$ref": "#/definitions/Extra"},
                    },
                ],
                "responses": {
                    "200": {
                        "schema": {
                            "properties": {"OrderResponse": {"$ref": "#/definitions/OrderResponse"}}
                        }
                    },
                    "401": {},
                    "500": {},
                },
            },
        },
        "/orders/{order_id}": {
            "get": {
                "parameters": [
                    {"name": "order_id", "in": "path", "required": True, "type": "string"}
                ],
                "responses": {
                    "200": {"schema": {"$ref": "#/definitions/OrderResponse"}},
                    "401": {},
                    "404": {},
                },
            }
        },
    },
    "definitions": {
        "Envelope": {"properties": {"code": {"type": "integer"}, "message": {"type": "string"}}},
        "Extra": {"properties": {"memo": {"type": "string"}}},
        "OrderAnnotation": {
            "required": ["order_id", "amount"],
            "properties": {
                "order_id": {"type": "string"},
                "status": {"type": "string", "enum": ["paid", "failed"]},
                "reason": {"type": "string"},
                "amount": {"type": "number"},
                "paid_at": {"type": "integer"},
                "next_order": {"properties": {"order_id": {"type": "string"}}, "type": "object"},
            },
        },
        "OrderResponse": {
            "allOf": [
                {"$ref": "#/definitions/Envelope"},
                {"properties": {"response": {"$ref": "#/definitions/OrderAnnotation"}}},
            ]
        },
        "PagedResponse": {
            "allOf": [
                {"$ref": "#/definitions/Envelope"},
                {
                    "properties": {
                        "response": {
                            "required": ["total", "list"],
                            "properties": {
                                "total": {"type": "integer"},
                                "list": {
                                    "type": "array",
                                    "items": {"$ref": "#/definitions/OrderAnnotation"},
                                },
                            },
                        }
                    }
                },
            ]
        },
    },
}


@pytest.fixture(scope="module")
def contract() -> Contract:
    return load(HERE / "small_contract")


def changed(*path: Any, value: Any = None) -> dict[str, Any]:
    """The official document with the value at `path` replaced, or removed when it is None."""
    document = copy.deepcopy(OFFICIAL)
    node: Any = document
    for step in path[:-1]:
        node = node[step]
    if value is None:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return document


def test_documents_that_say_the_same_do_not_differ(contract: Contract) -> None:
    assert compare(contract, OFFICIAL) == []


LIST = ("paths", "/orders", "get")
CREATE = ("paths", "/orders", "post")
ORDER = ("definitions", "OrderAnnotation")
PAGE = (*LIST, "parameters", 0)


@pytest.mark.parametrize(
    ("path", "value", "difference"),
    [
        (LIST, None, Difference("GET /orders", "extra-operation")),
        (
            ("paths", "/shops"),
            {"put": {"responses": {}}},
            Difference("PUT /shops", "missing-operation"),
        ),
        (
            (*CREATE, "consumes"),
            ["text/csv"],
            Difference("POST /orders", "consumes", ["application/json"], ["text/csv"]),
        ),
        (PAGE, None, Difference("GET /orders · page", "extra-parameter")),
        ((*PAGE, "name"), "limit", Difference("GET /orders · limit", "missing-parameter")),
        (
            (*PAGE, "type"),
            "string",
            Difference("GET /orders · page", "type", ["integer"], ["string"]),
        ),
        ((*PAGE, "default"), "2", Difference("GET /orders · page", "default", 1, 2)),
        (
            (*PAGE, "maximum"),
            "1000",
            Difference("GET /orders · page", "limit", None, {"maximum": 1000}),
        ),
        ((*PAGE, "required"), True, Difference("GET /orders · page", "required", False, True)),
        ((*PAGE, "deprecated"), True, Difference("GET /orders · page", "deprecated", False, True)),
        ((*PAGE, "in"), "formData", Difference("GET /orders · page", "place", "query", "body")),
        (
            (*PAGE, "x-portone-supported-pgs"),
            ["KCP", "nice"],
            Difference("GET /orders · page", "pg", None, ["supported kcp", "supported nice"]),
        ),
        (
            (*LIST, "x-portone-per-pg"),
            {"kcp": {"required": True, "description": "Always."}, "nice": "Never."},
            Difference(
                "GET /orders", "pg", None, ["note on kcp", "note on nice", "required by kcp"]
            ),
        ),
        (
            (*LIST, "parameters", 3, "enum"),
            ["paid"],
            Difference("GET /orders · status", "enum", ["failed", "paid"], ["paid"]),
        ),
        (
            (*CREATE, "parameters", 3, "items"),
            "string",
            Difference("POST /orders · lines[]", "type", ["string"], []),
        ),
        (
            ("definitions", "Extra", "properties", "sender"),
            {"type": "string"},
            Difference("POST /orders · extra.sender", "missing-parameter"),
        ),
        ((*CREATE, "responses", "500"), None, Difference("POST /orders · 500", "extra-status")),
        ((*CREATE, "responses", "409"), {}, Difference("POST /orders · 409", "missing-status")),
        ((*LIST, "responses", "200"), {}, Difference("GET /orders · 200", "extra-answer")),
        (
            (*ORDER, "properties", "paid_at"),
            None,
            Difference("OrderAnnotation.paid_at → Order.paid_at", "extra-field"),
        ),
        (
            (*ORDER, "properties", "failed_at"),
            {"type": "integer"},
            Difference("OrderAnnotation.failed_at → Order.failed_at", "missing-field"),
        ),
        (
            (*ORDER, "properties", "next_order", "properties", "order_id", "maxLength"),
            "40",
            Difference(
                "OrderAnnotation.next_order.order_id → OrderLink.order_id",
                "limit",
                None,
                {"maxLength": 40},
            ),
        ),
        (
            (*ORDER, "required"),
            ["order_id"],
            Difference("OrderAnnotation.amount → Order.amount", "required", True, False),
        ),
        (
            (*ORDER, "required"),
            ["order_id", "amount", "shop"],
            Difference("OrderAnnotation.shop → Order.shop", "required-of-nothing"),
        ),
        (
            ("definitions", "OrderResponse", "allOf", 1, "properties", "error"),
            {"type": "string"},
            Difference("OrderResponse.error → OrderAnswer.error", "missing-field"),
        ),
        (
            ("definitions", "PagedResponse", "allOf", 1, "properties", "response"),
            {"type": "array", "items": {"$ref": "#/definitions/OrderAnnotation"}},
            Difference(
                "PagedResponse.response → OrderPageAnswer.response", "type", ["object"], ["array"]
            ),
        ),
    ],
    ids=lambda value: value.key if isinstance(value, Difference) else "",
)
def test_each_kind_of_difference_is_found(
    contract: Contract, path: tuple[Any, ...], value: Any, difference: Difference
) -> None:
    assert difference in compare(contract, changed(*path, value=value))


def test_two_official_documents_are_compared_as_well() -> None:
    new = changed(*PAGE, "default", value="2")
    assert compare_versions(OFFICIAL, new) == [Difference("GET /orders · page", "default", 2, 1)]


def accepting(*rows: Accepted) -> Upstream:
    return Upstream("", "2026-11", rows)


def test_a_difference_is_accepted_by_place_kind_and_reason() -> None:
    found = [Difference("GET /orders · page", "default", 1, 2)]
    for row in (
        Accepted("GET /orders · page", "default", "It is 1."),
        Accepted("* · page", "default", "It is 1."),
        Accepted("* · page", "default", "It is 1.", {"theirs": 2}),
    ):
        assert unexplained(found, accepting(row)) == []
        assert stale(found, accepting(row)) == []
    for row in (
        Accepted("GET /orders · page", "limit", "Another kind."),
        Accepted("GET /orders · pag", "default", "Another place."),
        Accepted("* · page", "default", "Another value.", {"theirs": 3}),
        Accepted("* · page", "default", ""),
    ):
        assert unexplained(found, accepting(row)) == found
        assert stale(found, accepting(row)) == [row]


def test_run_reports_and_updates(
    contract: Contract, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    official, noted = tmp_path / "official.json", tmp_path / "upstream.json"
    official.write_text(json.dumps(changed(*PAGE, "default", value="2")), encoding="utf-8")
    gone = {"at": "GET /shops", "kind": "missing-operation", "reason": "Nobody needs it."}
    document = {"sha256": "of another", "read": "2026-10"}
    noted.write_text(json.dumps({"document": document, "accepted": [gone]}), encoding="utf-8")

    assert run(contract, official, upstream_path=noted) == 1
    report = capsys.readouterr().out
    assert "This is not the official document of 2026-10." in report
    assert "default: GET /orders · page: ours 1, theirs 2" in report
    assert "accepted, but no longer different: missing-operation: GET /shops" in report

    assert run(contract, official, update=True, upstream_path=noted) == 1
    (row,) = read_upstream(noted).accepted
    assert (row.at, row.kind, row.reason) == ("GET /orders · page", "default", "")

    text = noted.read_text(encoding="utf-8")
    noted.write_text(text.replace('"reason": ""', '"reason": "It is 1."'), encoding="utf-8")
    capsys.readouterr()
    assert run(contract, official, upstream_path=noted) == 0
    assert capsys.readouterr().out.startswith("1 differences: 1 accepted, 0 not;")


def test_every_acceptance_has_a_reason_of_its_own() -> None:
    rows = read_upstream().accepted
    assert all(row.reason.strip() for row in rows)
    assert len({(row.at, row.kind, str(row.values)) for row in rows}) == len(rows)


def test_nothing_differs_from_the_official_document_without_a_reason() -> None:
    path = os.environ.get("PORTONE_V1_OFFICIAL") or (
        REPOSITORY.parent / "shared/reference/portone-v1.swagger.json"
    )
    if not Path(path).is_file():
        pytest.skip("the official document is not at hand; PORTONE_V1_OFFICIAL may name it")
    official = json.loads(Path(path).read_text(encoding="utf-8"))
    differences = compare(load(REPOSITORY / "spec"), official)
    upstream = read_upstream()
    assert [str(difference) for difference in unexplained(differences, upstream)] == []
    assert stale(differences, upstream) == []
