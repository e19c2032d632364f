"""Rules about form: OpenAPI 3.1, and the part of it that the generator reads."""

from __future__ import annotations

import difflib
import json
import keyword
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]
from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator.schemas import openapi_v31_schema_validator

from ..examples import JSON
from ..load import METHODS, Mapping, Place, Sequence, schema_name
from ..names import class_name, taken_classes
from ..schema_index import SchemaIndex, mappings, place_below
from .rules import Broken, rule

# OpenAPI

# Its schemas are those of JSON Schema 2020-12, and a few keywords more that the generator does not read.
_META_SCHEMA = Draft202012Validator(Draft202012Validator.META_SCHEMA)


@rule("openapi", "document")
def _openapi(index: SchemaIndex) -> Broken:
    """The contract is a valid OpenAPI 3.1 document."""
    document = index.document
    broken = False
    for error in openapi_v31_schema_validator.iter_errors(document):
        broken = True
        yield _at(document, error), _first_line(error)
    if broken:
        return
    for holder in _not_schemas(index):
        if "$ref" in holder:
            broken = True
            yield holder.place_of("$ref"), "only a schema can refer to schemas/: write this out"
    if broken:
        return
    for schema, place in _raw_schemas(index):
        for error in _META_SCHEMA.iter_errors(schema):
            broken = True
            yield place_below(schema, error.absolute_path, place), _first_line(error)
        for wrong in _not_mappings(schema, place):
            broken = True
            yield wrong, "write a schema as a mapping, such as {}: true and false are not read"
    if broken:
        return
    for error in OpenAPIV31SpecValidator(_with_responses_once(document, set())).iter_errors():
        place = _at(document, error)
        named = re.search(r"'(\w+)' (?:operation )?in '(/[^']*)'", error.message)
        if named:
            place = place_below(document, ["paths", named[2], named[1]], place)
        elif not error.absolute_path or error.absolute_path[0] not in document:
            # The path begins at a schema, and does not say which: look for the value itself.
            place = _place_of_value(document, error.instance, place)
        yield place, _first_line(error)


def _at(document: Mapping, error: Any) -> Place:
    """Where an error stands: at the key that is wrong, where the message names one."""
    path = list(error.absolute_path)
    if unexpected := re.search(r"'([^']+)' (?:was|were) unexpected", error.message):
        path.append(unexpected[1])
    return place_below(document, path, document.place)


def _first_line(error: Any) -> str:
    line: str = error.message.splitlines()[0]
    return line if len(line) <= 200 else f"{line[:200]}…"


def _not_schemas(index: SchemaIndex) -> Iterator[Mapping]:
    """Path items, parameters, bodies and answers, where a reference to a schema would be lost."""
    yield from index.document.get("paths", {}).values()
    yield from index.document["components"].get("parameters", {}).values()
    for _, _, operation in index.contract.operations():
        yield from operation.get("parameters", ())
        yield from operation.get("responses", {}).values()
        yield operation.get("requestBody", {})


def _raw_schemas(index: SchemaIndex) -> Iterator[tuple[Any, Place]]:
    """The outermost schemas: those with a name, and those of parameters, bodies and answers."""
    schemas = index.contract.schemas
    yield from ((schemas[name], schemas.place_of(name)) for name in schemas)
    for key in ("paths", "components"):
        for holder in mappings(index.document.get(key)):
            if "schema" in holder:
                yield holder["schema"], holder.place_of("schema")


def _not_mappings(schema: Any, place: Place) -> Iterator[Place]:
    """The places of schemas that are true or false, which OpenAPI 3.1 allows."""
    if not isinstance(schema, Mapping):
        yield place
        return
    inner = [(value, schema.place_of(key)) for key, value in schema.items() if key in _INNER]
    for key in ("properties", "allOf", "anyOf", "oneOf"):
        holder = schema.get(key)
        if isinstance(holder, Mapping):
            inner += [(value, holder.place_of(name)) for name, value in holder.items()]
        elif isinstance(holder, Sequence):
            inner += [(value, holder.place) for value in holder]
    for value, here in inner:
        yield from _not_mappings(value, here)


_INNER = ("items", "not")


def _with_responses_once(node: Any, seen: set[Place]) -> Any:
    """A copy in which a response that many operations share stands once: validating it is slow."""
    if isinstance(node, Mapping):
        copy = Mapping(node.place)
        copy.key_places = node.key_places
        for key, value in node.items():
            is_response = key.isdigit() and isinstance(value, Mapping)
            if not is_response or value.place not in seen:
                copy[key] = _with_responses_once(value, seen)
            if is_response:
                seen.add(value.place)
        return copy
    if isinstance(node, Sequence):
        items = Sequence(node.place)
        items.extend(_with_responses_once(item, seen) for item in node)
        return items
    return node


def _place_of_value(document: Mapping, value: Any, otherwise: Place) -> Place:
    for mapping in mappings(document):
        for key, item in mapping.items():
            if item is value:
                return mapping.place_of(key)
    return otherwise


# Keywords

_READ = {
    "document": "openapi info servers security tags paths components",
    "components": "securitySchemes parameters schemas",
    "tag": "name description",
    "path item": " ".join(METHODS),
    "operation": "operationId tags summary description deprecated security parameters requestBody "
    "responses",
    "parameter": "name in required schema description deprecated example style explode",
    "request body": "required content description",
    "response": "description content",
    "media type": "schema",
    "schema": "$ref type description default deprecated examples format properties required "
    "additionalProperties items enum anyOf allOf maxLength minLength pattern minimum maximum "
    "maxItems minItems",
}
"""The keywords that the generator reads. It would lose any other without a word."""

_VOCABULARIES = (
    "core",
    "applicator",
    "validation",
    "meta-data",
    "unevaluated",
    "format-annotation",
    "content",
)
_SCHEMA_KEYWORDS = frozenset(
    key
    for name in _VOCABULARIES
    for key in REGISTRY.contents(f"https://json-schema.org/draft/2020-12/meta/{name}")["properties"]
) | {"discriminator", "xml", "externalDocs", "example"}

_CURES = {
    "nullable": 'nullable is OpenAPI 3.0: write type: [string, "null"], or anyOf with { type: "null" }',
    "example": "write examples: [ … ], a list, as OpenAPI 3.1 does",
    "oneOf": "write anyOf: the generator does not read oneOf",
    "const": "write enum with one value: the generator does not read const",
    "title": "write x-ko or description: the generator does not read title",
}


@rule("keyword", "structure")
def _keyword(index: SchemaIndex) -> Broken:
    """Every keyword is one of OpenAPI 3.1, and one that the generator reads."""
    for kind, mapping in _objects(index):
        read = _READ[kind].split()
        for key in mapping:
            if key in read or key.startswith("x-"):
                continue
            if key in _CURES and kind == "schema":
                text = _CURES[key]
            elif kind == "schema" and key not in _SCHEMA_KEYWORDS:
                near = difflib.get_close_matches(key, read, 1)
                cure = f"did you mean {near[0]}?" if near else "remove it"
                text = f"{key} is not a keyword of OpenAPI 3.1: {cure}"
            else:
                text = f"the generator does not read {key} of a {kind}: remove it"
            yield mapping.place_of(key), text


def _objects(index: SchemaIndex) -> Iterator[tuple[str, Mapping]]:
    """Every object of the document that has keywords, with its kind."""
    document = index.document
    yield "document", document
    yield "components", document["components"]
    yield from (("tag", tag) for tag in document.get("tags", ()))
    yield from (("path item", item) for item in document.get("paths", {}).values())
    yield from (("operation", operation.data) for operation in index.operations)
    yield from (("parameter", parameter) for parameter in index.parameters)
    for operation in index.operations:
        body = operation.data.get("requestBody")
        holders = [("request body", body)] if body is not None else []
        holders += [("response", answer) for answer in operation.responses.values()]
        for kind, holder in holders:
            yield kind, holder
            yield from (("media type", media) for media in holder.get("content", {}).values())
    yield from (("schema", schema.data) for schema in index.schemas)


# Extensions

_GRAMMAR: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "extensions.schema.json").read_text(encoding="utf-8")
)["$defs"]
_LEVELS = ("root", "tag", "operation", "parameter", "schema")


def _levels(index: SchemaIndex) -> Iterator[tuple[str, Mapping]]:
    for kind, mapping in _objects(index):
        level = "root" if kind == "document" else kind
        if level in _LEVELS:
            yield level, mapping


@rule("malformed-extension", "structure")
def _malformed_extension(index: SchemaIndex) -> Broken:
    """An extension follows its grammar in extensions.schema.json."""
    checks = {
        level: Draft202012Validator({"$ref": f"#/$defs/{level}", "$defs": _GRAMMAR})
        for level in _LEVELS
    }
    for level, mapping in _levels(index):
        extensions = {key: value for key, value in mapping.items() if key.startswith("x-")}
        for error in checks[level].iter_errors(extensions) if extensions else ():
            path = list(error.absolute_path)
            yield place_below(mapping, path, mapping.place), f"{path[0]}: {_first_line(error)}"


@rule("unknown-extension", "structure")
def _unknown_extension(index: SchemaIndex) -> Broken:
    """An extension stands only where its grammar knows it."""
    levels = {id(mapping): level for level, mapping in _levels(index)}
    for mapping in mappings(index.document):
        level = levels.get(id(mapping))
        known = _GRAMMAR[level]["properties"] if level else ()
        for key in mapping:
            if key.startswith("x-") and key not in known:
                yield mapping.place_of(key), f"{key} is not known at this place; remove it"


# Operations


@rule("tags", "structure")
def _tags(index: SchemaIndex) -> Broken:
    """A tag names a resource: once, in snake case, with at least one operation."""
    used = {tag for operation in index.operations for tag in operation.data.get("tags", ())}
    seen: set[str] = set()
    for tag in index.document.get("tags", ()):
        name, place = tag["name"], tag.place_of("name")
        if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name) or keyword.iskeyword(name):
            yield place, f"the tag {name!r} must be a Python name in snake case"
        if name in seen:
            yield place, f"the tag {name} is declared twice: remove one"
        elif name not in used:
            yield place, f"no operation has the tag {name}: remove it, or give it to one"
        seen.add(name)
        for key in ("description", "x-ko"):
            if not str(tag.get(key, "")).strip():
                yield tag.place, f"the tag {name} has no {key}: add one"


@rule("operation-id", "structure")
def _operation_id(index: SchemaIndex) -> Broken:
    """An operation is called `<tag>.<method>`, in snake case."""
    word = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
    for operation in index.operations:
        name, place = operation.name, operation.place
        resource, _, method = name.partition(".")
        if "operationId" not in operation.data:
            yield place, "give the operation an operationId, <resource>.<method>"
        elif not re.fullmatch(rf"{word}\.{word}", name):
            yield place, f"the operationId {name!r} must be <resource>.<method> in snake case"
        elif [resource] != operation.data.get("tags", [resource]):
            yield place, f"the operationId {name} must begin with the name of its tag"
        elif keyword.iskeyword(method) or method in RESERVED_METHODS:
            yield place, f"the method name {method} is reserved in Python: choose another"


RESERVED_METHODS = frozenset({"list", "dict", "str", "int", "bool", "object", "sender"})
"""Names by which the annotations of a resource's methods, or the resource itself, mean something else."""


@rule("security", "structure")
def _security(index: SchemaIndex) -> Broken:
    """An operation needs the token, or says `security: []`."""
    for operation in index.operations:
        if operation.data.get("security"):
            place = operation.data.place_of("security")
            yield place, "remove security, or write [] if the operation needs no token"


@rule("responses", "structure")
def _responses(index: SchemaIndex) -> Broken:
    """An operation lists status 200, and 401 when it needs a token; its answers are envelopes."""
    for operation in index.operations:
        responses = operation.responses
        place = operation.data.place_of("responses")
        if "responses" not in operation.data:
            yield operation.place, f"{operation.name} has no responses: add status 200"
            continue
        if "200" not in responses:
            yield place, f"{operation.name} has no response of status 200: add one"
        if operation.data.get("security") != [] and "401" not in responses:
            yield place, f"the token may have expired: add 401 to the responses of {operation.name}"
        for status, answer in responses.items():
            if not re.fullmatch(r"200|207|[345]\d\d", status):
                yield responses.place_of(status), f"{status} is not read: use 200, 207, 3xx to 5xx"
            what = f"status {status} of {operation.name}"
            yield from _media(answer, responses.place_of(status), what)
            if status == "200":
                yield from _envelope(index, operation.name, answer)


def _media(holder: Mapping, place: Place, what: str) -> Broken:
    """A body or an answer is JSON, and refers to one schema of schemas/."""
    content = holder.get("content", {})
    if JSON not in content:
        yield place, f"{what} has no {JSON} content: give it one"
    named = set()
    for media in content.values():
        ref = media.get("schema", {}).get("$ref")
        named.add(ref)
        if ref is None:
            yield media.place, f"{what} is written in place: move it to schemas/ and refer to it"
    if len(named) > 1:
        yield place, f"{what} has different schemas: refer to one schema in all content"


def _envelope(index: SchemaIndex, name: str, answer: Mapping) -> Broken:
    """An answer of status 200 is a `<Thing>Answer` with the payload in `response`."""
    ref = answer.get("content", {}).get(JSON, {}).get("schema", {}).get("$ref")
    if ref is None:
        return
    schema = index.contract.schemas[schema_name(ref)]
    place = index.contract.schemas.place_of(schema_name(ref))
    if not schema_name(ref).endswith("Answer") or "allOf" not in schema:
        yield (
            place,
            f"{schema_name(ref)} must be a <Thing>Answer: allOf the envelope and a response",
        )
        return
    payload = schema["allOf"][-1].get("properties", {}).get("response")
    if payload is None:
        yield place, f"{schema_name(ref)} has no response beside the envelope: add the payload"
        return
    options = index.options(payload)
    if len(options) == 1 and "items" in options[0]:
        options = index.options(options[0]["items"])
    is_readable = all("properties" in o or o.get("type") == "object" for o in options)
    if not is_readable or len(options) > 2:
        yield (
            payload.place,
            f"the payload of {name} must be an object, one of two, or a list of them",
        )


@rule("body", "structure")
def _body(index: SchemaIndex) -> Broken:
    """A body is an object of schemas/."""
    for operation in index.operations:
        body = operation.data.get("requestBody")
        if body is None:
            continue
        place = operation.data.place_of("requestBody")
        yield from _media(body, place, f"the body of {operation.name}")
        for media in body.get("content", {}).values():
            schema = index.contract.resolve(media.get("schema", media))
            if "schema" in media and "properties" not in schema:
                yield media.place, f"the body of {operation.name} must be an object with properties"


@rule("parameter", "structure")
def _parameter(index: SchemaIndex) -> Broken:
    """A parameter has a schema and stands in the path or the query."""
    for parameter in index.parameters:
        if "schema" not in parameter:
            yield parameter.place, f"{parameter['name']} has no schema: give it one"
    for operation in index.operations:
        for parameter in operation.data.get("parameters", ()):
            name, where = parameter["name"], parameter["in"]
            if where not in ("path", "query"):
                yield parameter.place_of("in"), f"{name} is in the {where}: use path or query"
            if where == "path" and f"{{{name}}}" not in operation.path:
                yield (
                    parameter.place,
                    f"the path {operation.path} has no {{{name}}}: add or remove it",
                )
            if "properties" in index.contract.resolve(parameter.get("schema", parameter)):
                yield parameter.place, f"{name} is an object: only bodies can hold objects"


# Schemas


@rule("inline", "structure")
def _inline(index: SchemaIndex) -> Broken:
    """Objects and enumerations have names in schemas/, but for the payload in an answer."""
    for schema in index.schemas:
        is_payload = schema.in_answer and "response" in schema.data.get("properties", {})
        for key in ("properties", "enum"):
            if key in schema.data and not schema.name and not is_payload:
                yield (
                    schema.place,
                    f"{key} is written in place: move the schema to schemas/ and refer to it",
                )


@rule("schema-name", "structure")
def _schema_name(index: SchemaIndex) -> Broken:
    """A schema is called as its class is, and no other class of the client has that name."""
    schemas = index.contract.schemas
    resources = {class_name(str(tag["name"])) for tag in index.document.get("tags", ())}
    taken = taken_classes() | resources | {f"Async{name}" for name in resources}
    for name in schemas:
        if not re.fullmatch(r"([A-Z][a-z0-9]+)+", name):
            yield schemas.place_of(name), f"call {name} in words that each begin with a capital"
        elif name in taken or keyword.iskeyword(name):
            yield (
                schemas.place_of(name),
                f"the client has a class {name}: give the schema another name",
            )


@rule("self-reference", "references")
def _self_reference(index: SchemaIndex) -> Broken:
    """No schema contains itself: the generator writes out the fields of every object."""
    schemas = index.contract.schemas
    inside = {
        name: {schema_name(m["$ref"]) for m in mappings(schemas[name]) if "$ref" in m}
        for name in schemas
    }
    for name in schemas:
        reached, waiting = set(), set(inside[name])
        while waiting:
            step = waiting.pop()
            reached.add(step)
            waiting |= inside[step] - reached
        if name in reached:
            text = f"{name} contains itself: give the inner object a schema of its own"
            yield schemas.place_of(name), text


_BESIDE_REF = frozenset(
    {"type", "properties", "required", "items", "enum", "anyOf", "allOf", "additionalProperties"}
)
_NEEDS = {
    "properties": {"object"},
    "additionalProperties": {"object"},
    "items": {"array"},
    "maxItems": {"array"},
    "minItems": {"array"},
    "maxLength": {"string"},
    "minLength": {"string"},
    "pattern": {"string"},
    "minimum": {"integer", "number"},
    "maximum": {"integer", "number"},
}


@rule("schema", "structure")
def _schema(index: SchemaIndex) -> Broken:
    """A schema is of a form that the generator reads."""
    for schema in index.schemas:
        data, place = schema.data, schema.place
        if "$ref" in data:
            for key in sorted(_BESIDE_REF & data.keys()):
                yield data.place_of(key), f"{key} beside a $ref is not read: move it to the schema"
            continue
        yield from ((data.place_of(key), text) for key, text in _misfits(schema.in_answer, data))
        for name in data.get("required", ()):
            if name not in data.get("properties", {}):
                yield (
                    data.place_of("required"),
                    f"{name} is required, and not in properties: add it",
                )
        if "allOf" in data:
            parts = data["allOf"]
            if not schema.name.endswith("Answer"):
                yield data.place_of("allOf"), "allOf is read in answers only: list the properties"
            elif len(parts) != 2 or "$ref" not in parts[0] or "properties" not in parts[1]:
                yield place, "an answer is allOf two: a $ref to the envelope, and properties"
        if "anyOf" in data:
            yield from _any_of(schema.is_payload, data)


def _any_of(is_payload: bool, data: Mapping) -> Broken:
    options = [option for option in data["anyOf"] if option.get("type") != "null"]
    place = data.place_of("anyOf")
    if not all("$ref" in option for option in options):
        yield place, 'anyOf joins objects by $ref and { type: "null" } only: use type for scalars'
    elif len(options) != 1 and not is_payload:
        yield place, "only the payload of an answer can be one of two objects: refer to one"


def _misfits(in_answer: bool, data: Mapping) -> Iterator[tuple[str, str]]:
    """The keywords of a schema that do not go together, and what to do."""
    given = data.get("type", ())
    types = {given} if isinstance(given, str) else set(given)
    some = types - {"null"}
    if len(some) > 1 and some != {"string", "array"}:
        yield "type", "only string and array can be alternatives: write one type"
    for key, needed in _NEEDS.items():
        if key in data and not (some & needed) and not (in_answer and key == "properties"):
            yield key, f"{key} needs type: {' or '.join(sorted(needed))}"
    if "array" in some and "items" not in data:
        yield "type", "an array needs items"
    if "array" in _types(data.get("items", {})):
        yield "items", "a list of lists is not supported: use a list of objects"
    if not isinstance(data.get("additionalProperties", True), bool):
        yield (
            "additionalProperties",
            "a typed map is not supported: write additionalProperties: true",
        )
    if "enum" in data:
        kinds = {type(value) for value in data["enum"]}
        known = {"string": {str}, "integer": {int}}.get(given if isinstance(given, str) else "")
        if not data["enum"] or kinds != known or len(set(data["enum"])) != len(data["enum"]):
            yield (
                "enum",
                "an enum has different values, all strings or all integers as its type says",
            )


def _types(schema: Mapping) -> set[str]:
    given = schema.get("type", ())
    return {given} if isinstance(given, str) else set(given)
