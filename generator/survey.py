"""The contract laid out for the linter: its operations, arguments, fields and schemas, with places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .examples import answer_schema, body_schema
from .load import Contract, Mapping, Place, Sequence
from .names import python_name


@dataclass(frozen=True)
class Argument:
    """An argument of an operation: a parameter, or a field of the body."""

    name: str
    """As Python and the extensions call it."""
    data: Mapping
    schema: Mapping
    required: bool
    """Whether the wire requires it."""


@dataclass(frozen=True)
class Operation:
    """An operation, its name and where it begins."""

    name: str
    data: Mapping
    place: Place
    arguments: tuple[Argument, ...]

    @property
    def is_write(self) -> bool:
        return self.data.get("x-effect") == "write"

    @property
    def argument_schemas(self) -> dict[str, Mapping]:
        return {argument.name: argument.schema for argument in self.arguments}


@dataclass(frozen=True)
class Field:
    """A parameter, or a property of an object, by its name on the wire."""

    name: str
    place: Place
    data: Mapping
    schema: Mapping
    types: frozenset[str]


@dataclass(frozen=True)
class Schema:
    """A schema where it stands. `name` is that of the named schema it is; "" for those in place."""

    data: Mapping
    place: Place
    name: str
    in_answer: bool
    """Whether it stands in the allOf of an answer, next to the envelope."""


class Survey:
    """The contract, laid out for the rules."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.document = contract.document

    @cached_property
    def operations(self) -> list[Operation]:
        """The operations, in the order of the document."""
        return [
            Operation(
                data.get("operationId", ""),
                data,
                data.place_of("operationId"),
                tuple(self._arguments(data)),
            )
            for _, _, data in self.contract.operations()
        ]

    def _arguments(self, operation: Mapping) -> Iterator[Argument]:
        for parameter in operation.get("parameters", ()):
            name = parameter.get("x-name") or python_name(parameter["name"])
            required = parameter.get("required", False)
            yield Argument(name, parameter, parameter["schema"], required)
        body = body_schema(operation)
        if body is not None:
            yield from self._body_arguments(body)

    def _body_arguments(self, body: Mapping) -> Iterator[Argument]:
        required = self.contract.resolve(body).get("required", ())
        for wire, data in self.fields_of(body).items():
            if data.get("x-flatten"):
                yield from self._body_arguments(data)
            else:
                name = data.get("x-name") or python_name(wire)
                yield Argument(name, data, data, wire in required)

    @cached_property
    def sent(self) -> list[Argument]:
        """The arguments of all operations, and the fields of the objects among them."""
        return [
            field
            for operation in self.operations
            for argument in operation.arguments
            for field in (argument, *self._parts(argument))
        ]

    def _parts(self, argument: Argument) -> Iterator[Argument]:
        schema = self.contract.resolve(argument.schema)
        schema = self.contract.resolve(schema.get("items", schema))
        for wire, data in self.fields_of(schema).items():
            part = Argument(wire, data, data, wire in schema.get("required", ()))
            yield part
            yield from self._parts(part)

    @cached_property
    def parameters(self) -> list[Mapping]:
        """The parameters of all operations, and those that the client gives by itself."""
        found = list(self.document["components"].get("parameters", {}).values())
        for operation in self.operations:
            found += operation.data.get("parameters", ())
        return found

    @cached_property
    def schemas(self) -> list[Schema]:
        """Every schema, named or in place, and the schemas inside it."""
        found: list[Schema] = []
        for name, schema in self.contract.schemas.items():
            found += _schemas(schema, self.contract.schemas.place_of(name), name)
        for parameter in self.parameters:
            found += _schemas(parameter["schema"], parameter.place)
        for operation in self.operations:
            bodies = [operation.data.get("requestBody"), *operation.data["responses"].values()]
            for body in filter(None, bodies):
                for media in body.get("content", {}).values():
                    found += _schemas(media["schema"], media.place)
        return found

    @cached_property
    def fields(self) -> list[Field]:
        """Every parameter and every property, but for the payload of an answer."""
        found = [
            Field(data["name"], data.place, data, data["schema"], self.types(data["schema"]))
            for data in self.parameters
        ]
        for schema in self.schemas:
            properties = schema.data.get("properties", Mapping(schema.place))
            for name, data in properties.items():
                if not (schema.in_answer and name == "response"):
                    place = properties.place_of(name)
                    found.append(Field(name, place, data, data, self.types(data)))
        return found

    def types(self, schema: Mapping) -> frozenset[str]:
        """The JSON types that a schema allows."""
        schema = self.contract.resolve(schema)
        own = schema.get("type", ())
        types = {own} if isinstance(own, str) else set(own)
        return frozenset(types.union(*(self.types(part) for part in schema.get("anyOf", ()))))

    def fields_of(self, schema: Mapping) -> dict[str, Mapping]:
        """The fields of an object, whether it is put together or may be null."""
        schema = self.contract.resolve(schema)
        found: dict[str, Mapping] = {}
        for part in (*schema.get("allOf", ()), *schema.get("anyOf", ())):
            found |= self.fields_of(part)
        return {**found, **schema.get("properties", {})}

    def item_fields(self, schema: Mapping) -> dict[str, Mapping]:
        """The fields of an object, or those of the items of an array of objects."""
        schema = self.contract.resolve(schema)
        branches = [schema, *map(self.contract.resolve, schema.get("anyOf", ()))]
        items = next((branch["items"] for branch in branches if "items" in branch), schema)
        return self.fields_of(items)

    def payload(self, operation: Operation) -> dict[str, Mapping]:
        """The fields of what an operation answers with, inside the envelope."""
        schema = answer_schema(operation.data)
        envelope = self.fields_of(schema) if schema else {}
        return self.item_fields(envelope["response"]) if "response" in envelope else {}

    def is_list(self, operation: Operation) -> bool:
        """Whether an operation answers with a list or a page of one."""
        schema = answer_schema(operation.data)
        payload = self.fields_of(schema).get("response") if schema else None
        return "x-page" in operation.data or (
            payload is not None and "array" in self.types(payload)
        )

    def record(self, operation: Operation) -> dict[str, Mapping]:
        """The fields of what an operation answers with, or of what it answers a page of."""
        payload = self.payload(operation)
        items = operation.data.get("x-page", {}).get("items")
        return self.item_fields(payload[items]) if items in payload else payload

    def leads(self, path: str, fields: dict[str, Mapping]) -> bool:
        """Whether a name is one of some fields, or one inside: `extra.requester`, `items[].id`."""
        first, _, rest = path.replace("[]", "").partition(".")
        if first not in fields:
            return False
        return not rest or self.leads(rest, self.item_fields(fields[first]))


def _schemas(
    schema: Mapping, place: Place, name: str = "", in_answer: bool = False
) -> list[Schema]:
    found = [Schema(schema, place, name, in_answer)]
    for key, value in schema.get("properties", {}).items():
        found += _schemas(value, schema["properties"].place_of(key))
    for key in ("items", "additionalProperties", "not"):
        if isinstance(schema.get(key), Mapping):
            found += _schemas(schema[key], schema[key].place)
    for key in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(key, ()):
            found += _schemas(part, part.place, "", key == "allOf" and name.endswith("Answer"))
    return found


def mappings(node: Any) -> Iterator[Mapping]:
    """Every mapping of the document, but for those that are data."""
    if isinstance(node, Mapping):
        yield node
        for key, value in node.items():
            if not key.startswith("x-") and key not in ("example", "examples"):
                yield from mappings(value)
    elif isinstance(node, Sequence):
        for item in node:
            yield from mappings(item)


def place_below(node: Any, path: Iterable[Any], place: Place) -> Place:
    """The place of what `path` leads to from `node`, as near as it can be told."""
    for step in path:
        if isinstance(node, Mapping) and step in node:
            place, node = node.place_of(step), node[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
            node = node[step]
            place = node.place if isinstance(node, Mapping | Sequence) else place
        else:
            break
    return place
