"""The one reader of the contract's schemas: operations, arguments, fields and schemas, with places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .examples import answer_schema, body_schema
from .load import Contract, Mapping, Place, Sequence, schema_name
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
    method: str
    path: str
    data: Mapping
    place: Place
    arguments: tuple[Argument, ...]

    @property
    def responses(self) -> Mapping:
        responses: Mapping = self.data.get("responses") or Mapping(self.place)
        return responses

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
    is_payload: bool = False
    """Whether it is the payload in an answer, or what a payload lists."""


@dataclass(frozen=True)
class Statement:
    """What a field or an argument is: a kind, the class it refers to, and whether it may be null."""

    kind: str
    """A JSON type but null, or `enum`, `union` (several kinds), `null` (nothing else) or `any`."""
    class_name: str = ""
    """The name of the object or enumeration, also of those in a list."""
    nullable: bool = False
    items: str = ""
    """Of a list, the kind of its items."""

    def __str__(self) -> str:
        kind = f"a list of {self.items}" if self.items else self.kind
        return f"{kind} {self.class_name}".strip() + (" or null" if self.nullable else "")


def pointer(holder: str, name: str) -> str:
    """Where a property stands in a schema, or an argument in an operation."""
    return f"{holder} · {name}"


class SchemaIndex:
    """The contract, laid out for those who read it."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.document = contract.document

    @cached_property
    def operations(self) -> list[Operation]:
        """The operations, in the order of the document."""
        return [
            Operation(
                data.get("operationId", f"{method} {path}"),
                method,
                path,
                data,
                data.place_of("operationId"),
                tuple(self._arguments(data)),
            )
            for method, path, data in self.contract.operations()
        ]

    def _arguments(self, operation: Mapping) -> Iterator[Argument]:
        for parameter in operation.get("parameters", ()):
            name = parameter.get("x-name") or python_name(parameter["name"])
            required = parameter.get("required", False)
            yield Argument(name, parameter, schema_of(parameter), required)
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

    @cached_property
    def request_objects(self) -> list[Mapping]:
        """The properties of each object that stands in a body, the body's own among them."""
        found: list[Mapping] = []
        bodies = (body_schema(operation.data) for operation in self.operations)
        waiting = [body for body in bodies if body is not None]
        while waiting:
            schema = self.contract.resolve(waiting.pop())
            if "items" in schema:
                waiting.append(schema["items"])
            if "properties" in schema:
                found.append(schema["properties"])
                waiting += schema["properties"].values()
        return found

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
            found += _schemas(schema_of(parameter), parameter.place)
        for operation in self.operations:
            bodies = [operation.data.get("requestBody"), *operation.responses.values()]
            for body in filter(None, bodies):
                for media in body.get("content", {}).values():
                    found += _schemas(schema_of(media), media.place)
        return found

    @cached_property
    def fields(self) -> list[Field]:
        """Every parameter and every property, but for the payload of an answer."""
        found = [
            Field(data["name"], data.place, data, schema_of(data), self.types(schema_of(data)))
            for data in self.parameters
        ]
        for schema in self.schemas:
            properties = schema.data.get("properties", Mapping(schema.place))
            for name, data in properties.items():
                if not (schema.in_answer and name == "response"):
                    place = properties.place_of(name)
                    found.append(Field(name, place, data, data, self.types(data)))
        return found

    def statement(self, schema: Mapping) -> Statement:
        """What a schema allows."""
        options, nullable = self._options(schema)
        if len(options) != 1:
            return Statement("union" if options else "null", nullable=nullable)
        (name, option), types = options[0], self.types(options[0][1])
        nullable = nullable or "null" in types
        kinds = sorted(types - {"null"})
        if "enum" in option:
            return Statement("enum", name, nullable)
        if "properties" in option or "allOf" in option or kinds == ["object"]:
            return Statement("object", name, nullable)
        if kinds == ["array"]:
            item = self.statement(option["items"])
            return Statement("array", item.class_name, nullable, item.kind)
        if len(kinds) > 1:
            return Statement("union", nullable=nullable)
        return Statement(kinds[0] if kinds else "any", nullable=nullable)

    def options_by_name(self, schema: Mapping) -> list[tuple[str, Mapping]]:
        """What a value may be but null, each with the name of its schema."""
        return self._options(schema)[0]

    def _options(self, schema: Mapping, name: str = "") -> tuple[list[tuple[str, Mapping]], bool]:
        """What a value may be but null, each with the name of its schema, and whether it may be null."""
        while "$ref" in schema:
            name = schema_name(schema["$ref"])
            schema = self.contract.schemas[name]
        if "anyOf" in schema:
            parts = [self._options(part) for part in schema["anyOf"]]
            return [found for part, _ in parts for found in part], any(null for _, null in parts)
        return ([], True) if schema.get("type") == "null" else ([(name, schema)], False)

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """What each property of an object and each argument of an operation is."""
        found: dict[str, Statement] = {}
        for name, schema in self.contract.schemas.items():
            for wire, data in self.fields_of(schema).items():
                found[pointer(name, wire)] = self.statement(data)
        for operation in self.operations:
            at = f"{operation.method} {operation.path}"
            for parameter in operation.data.get("parameters", ()):
                found[pointer(at, parameter["name"])] = self.statement(parameter["schema"])
            if body := body_schema(operation.data):
                found[pointer(at, "body")] = self.statement(body)
        return found

    @cached_property
    def models(self) -> list[str]:
        """The objects that payloads hold, by name: those of which the client has a class."""
        found: dict[str, None] = {}
        waiting = [
            self.fields_of(schema)["response"]
            for operation in self.operations
            if (schema := answer_schema(operation.data)) is not None
        ]
        while waiting:
            for name, schema in self._options(waiting.pop())[0]:
                if "items" in schema:
                    waiting.append(schema["items"])
                if name not in found and "properties" in schema:
                    found[name] = None
                    waiting += schema["properties"].values()
        return sorted(found)

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

    def options(self, schema: Mapping) -> list[Mapping]:
        """What a value may be, but for null, with references followed."""
        return [option for _, option in self._options(schema)[0]]

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


def schema_of(holder: Mapping) -> Mapping:
    """The schema of a parameter or of content; an empty one where the contract forgot it."""
    schema: Mapping = holder.get("schema") or Mapping(holder.place)
    return schema


def _schemas(
    schema: Mapping,
    place: Place,
    name: str = "",
    in_answer: bool = False,
    is_payload: bool = False,
) -> list[Schema]:
    found = [Schema(schema, place, name, in_answer, is_payload)]
    for key, value in schema.get("properties", {}).items():
        here = schema["properties"].place_of(key)
        found += _schemas(value, here, is_payload=in_answer and key == "response")
    for key in ("items", "additionalProperties", "not"):
        if isinstance(schema.get(key), Mapping):
            found += _schemas(schema[key], schema[key].place, is_payload=is_payload)
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
