"""Compose examples of requests and answers from those that the contract writes down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .load import Contract, Mapping, Place, schema_name

JSON = "application/json"


class ExampleError(Exception):
    """The contract does not say enough for an example; `place` says where."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


@dataclass(frozen=True)
class RequestExample:
    """The values of a request by their names on the wire; `body` is None where there is none."""

    path: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    body: Any = None


def body_schema(operation: Mapping) -> Mapping | None:
    """The schema of the body that an operation takes, if it takes one."""
    return _json_schema(operation.get("requestBody"))


def answer_schema(operation: Mapping, status: str = "200") -> Mapping | None:
    """The schema of the whole answer, the envelope, under a status."""
    return _json_schema(operation.get("responses", {}).get(status))


def _json_schema(holder: Mapping | None) -> Mapping | None:
    media = holder.get("content", {}).get(JSON) if holder else None
    schema: Mapping | None = media.get("schema") if media else None
    return schema


def request_example(contract: Contract, operation: Mapping) -> RequestExample:
    """One request of an operation, with every argument given, or ExampleError."""
    example = RequestExample()
    for parameter in operation.get("parameters", ()):
        values: dict[str, Any] = getattr(example, parameter["in"])
        values[parameter["name"]] = parameter_example(contract, parameter)
    schema = body_schema(operation)
    if schema is None:
        return example
    body = example_of(contract, schema)
    return RequestExample(example.path, example.query, example.header, body)


def parameter_example(contract: Contract, parameter: Mapping) -> Any:
    """The example of a parameter, or ExampleError."""
    if "example" in parameter:
        return plain(parameter["example"])
    return example_of(contract, parameter["schema"])


def answer_example(contract: Contract, operation: Mapping, status: str = "200") -> Any:
    """One whole answer of an operation, the envelope included, or ExampleError."""
    schema = answer_schema(operation, status)
    if schema is None:
        place = operation.get("responses", operation).place
        raise ExampleError(place, f"status {status} has no {JSON} answer: give it one")
    return example_of(contract, schema)


def example_of(contract: Contract, schema: Mapping) -> Any:
    """One value of a schema: its own example, or one put together from its parts, or ExampleError."""
    return _compose(contract, schema, ())


def _compose(contract: Contract, schema: Mapping, within: tuple[str, ...]) -> Any:
    for key in ("examples", "enum"):
        if schema.get(key):
            return plain(schema[key][0])
    for key in ("const", "default"):
        if key in schema:
            return plain(schema[key])
    if "$ref" in schema:
        name = schema_name(schema["$ref"])
        if name in within:
            raise ExampleError(schema.place, f"{name} contains itself: give {name} `examples`")
        return _compose(contract, contract.schemas[name], (*within, name))
    for key in ("anyOf", "oneOf"):
        for branch in schema.get(key, ()):
            if branch.get("type") != "null":
                return _compose(contract, branch, within)
    if "allOf" in schema or "properties" in schema:
        whole: dict[str, Any] = {}
        for part in schema.get("allOf", ()):
            whole |= _compose(contract, part, within)
        for name, value in schema.get("properties", {}).items():
            whole[name] = _compose(contract, value, within)
        return whole
    if "items" in schema:
        return [_compose(contract, schema["items"], within)]
    if schema.get("type") == "null":
        return None
    raise ExampleError(
        schema.place, "this schema has no example: give it `examples`, or the object around it"
    )


def plain(value: Any) -> Any:
    """A copy of a value of the contract in plain dicts and lists, free to be changed."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value
