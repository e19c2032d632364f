"""Rules about arguments, fields and schemas: their marks, words and examples."""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from ..examples import ExampleError, answer_example, request_example
from ..load import Mapping, Place, Sequence, schema_name
from ..names import python_name, taken_arguments, taken_fields
from ..schema_index import Field, SchemaIndex, mappings, place_below
from .rules import Broken, rule

# Names


@rule("python-name")
def _python_name(index: SchemaIndex) -> Broken:
    """Arguments and fields have Python names that nothing else beside them has."""
    for operation in index.operations:
        seen: set[str] = set()
        for argument in operation.arguments:
            place, name = argument.data.place, argument.name
            yield from _name(place, name, taken_arguments())
            if name in seen:
                yield place, f"{operation.name} has two arguments {name}: give one an x-name"
            seen.add(name)
    for model in index.models:
        seen = set()
        properties = index.contract.schemas[model]["properties"]
        for wire, data in properties.items():
            place = properties.place_of(wire)
            name = data.get("x-name") or python_name(wire)
            yield from _name(place, name, taken_fields())
            if name in seen:
                yield place, f"{model} has two fields {name}: give one an x-name"
            seen.add(name)


def _name(place: Place, name: str, taken: frozenset[str]) -> Broken:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        yield place, f"{name!r} is not a valid Python name: give it an x-name"
    elif name in taken:
        yield place, f"{name} means something else in the generated code: give it an x-name"


# Marks


_MONEY = re.compile(
    r"(^|_)(amount|tax_free|vat|price|fee|discount|supply|service|n?points?|balance|checksum|charge)$"
    r"|(^|_)amount_"
)
_TIME = re.compile(
    r"(^|_)(at|from|to|date|due|time|datetime|now|inserted|updated|created)$|(^|_)estimate"
)
_SECRET = re.compile(
    r"^(card_number|pwd_2digit|cvc|birth|birthday|gender_digit|otp|identifier|unique_key"
    r"|unique_in_site|pg_api_key|vbank_num|bank_num|tel\d*)$"
    r"|(^|_)(password|secret|token|phone|tel|account)$"
)


_IDENTITY = re.compile(r"(^|_)(uid|id|key)s?$")


@rule("identity")
def _identity(index: SchemaIndex) -> Broken:
    """An argument that identifies something is marked, and nothing but text is."""
    for argument in index.sent:
        items = index.contract.resolve(argument.schema).get("items", argument.schema)
        is_text = "string" in index.types(items) and "enum" not in index.contract.resolve(items)
        names = argument.data.get("in") == "path" or _IDENTITY.search(argument.name)
        is_marked = "x-identity" in argument.data or "x-secret" in argument.data
        if is_text and names and not is_marked:
            place = argument.data.place
            yield (
                place,
                f"does {argument.name} identify something? Give it x-identity: true, or false",
            )
        if not is_text and argument.data.get("x-identity"):
            place = argument.data.place_of("x-identity")
            yield place, f"{argument.name} is not free text: remove x-identity"


@rule("empty-identity")
def _empty_identity(index: SchemaIndex) -> Broken:
    """An identity is at least one character long."""
    for argument in index.sent:
        if not argument.data.get("x-identity"):
            continue
        schema = index.contract.resolve(argument.schema)
        items = index.contract.resolve(schema.get("items", schema))
        if "string" in index.types(items) and items.get("minLength", 0) < 1:
            who = "it" if items is schema else "its items"
            place = argument.data.place_of("x-identity")
            yield place, f"an empty {argument.name} identifies nothing: give {who} minLength: 1"


@rule("form")
def _form(index: SchemaIndex) -> Broken:
    """A pattern is also put in words, for the error that refuses a text in another form."""
    for argument in index.sent:
        schema = index.contract.resolve(argument.schema)
        if "pattern" in schema and "x-form" not in argument.data:
            place = schema.place_of("pattern")
            yield place, f"the pattern of {argument.name} has no x-form: put it in words"
        if "pattern" not in schema and "x-form" in argument.data:
            place = argument.data.place_of("x-form")
            yield place, f"{argument.name} has no pattern: give it one, or remove x-form"


@rule("currency")
def _currency(index: SchemaIndex) -> Broken:
    """The currency of amounts that are sent is marked, and nothing but text is."""
    for argument in index.sent:
        is_text = "string" in index.types(argument.schema)
        if is_text and argument.name == "currency" and "x-currency" not in argument.data:
            yield argument.data.place, "give the currency of the amounts beside it x-currency: true"
        if not is_text and "x-currency" in argument.data:
            place = argument.data.place_of("x-currency")
            yield place, f"{argument.name} is not text: remove x-currency"


@rule("money")
def _money(index: SchemaIndex) -> Broken:
    """A number that is named like money is marked, and nothing but a number is."""
    for field in index.fields:
        is_number = not field.types.isdisjoint({"number", "integer"})
        if is_number and _MONEY.search(field.name) and "x-money" not in field.data:
            yield field.place, f"is {field.name} money? Give it x-money: true, or false"
        if not is_number and field.data.get("x-money"):
            yield field.data.place_of("x-money"), f"{field.name} is not a number: remove x-money"


@rule("time")
def _time(index: SchemaIndex) -> Broken:
    """An integer that is named like a time is marked, and nothing but an integer is."""
    for field in index.fields:
        is_integer = "integer" in field.types
        if is_integer and _TIME.search(field.name) and "x-time" not in field.data:
            yield field.place, f"is {field.name} a time? Give it x-time: seconds, or false"
        if not is_integer and field.data.get("x-time"):
            yield field.data.place_of("x-time"), f"{field.name} is not an integer: remove x-time"


@rule("secret")
def _secret(index: SchemaIndex) -> Broken:
    """What must never be printed is marked."""
    for field in index.fields:
        if "string" in field.types and _SECRET.search(field.name) and "x-secret" not in field.data:
            yield field.place, f"{field.name} must never be printed: give it x-secret: true"


@rule("secret-name")
def _secret_name(index: SchemaIndex) -> Broken:
    """A wire name is secret wherever it stands, or nowhere: masking goes by names."""
    secret: dict[str, Place] = {}
    for field in index.fields:
        if field.data.get("x-secret"):
            secret.setdefault(field.name, field.place)
    for field in index.fields:
        if field.name in secret and not field.data.get("x-secret") and _may_hold_text(index, field):
            first = secret[field.name]
            yield (
                field.place,
                f"{field.name} is secret at {first}: give it x-secret: true here too, or remove it there",
            )


def _may_hold_text(index: SchemaIndex, field: Field) -> bool:
    return "object" not in field.types and "enum" not in index.contract.resolve(field.schema)


@rule("default-twice")
def _default_twice(index: SchemaIndex) -> Broken:
    """A description does not repeat the default: the docs show it."""
    for field in index.fields:
        schema = index.contract.resolve(field.schema)
        default = field.schema.get("default", schema.get("default"))
        text = " ".join(str(field.data.get("description", "")).split())
        if default is None or not text:
            continue
        value = re.escape(default if isinstance(default, str) else json.dumps(default))
        said = rf"\bdefault(?:s| is| value| to|:)*\b[^.;]*(?<![\w-])[`\"']*{value}(?![\w-])"
        if re.search(said, text, re.IGNORECASE):
            place = field.data.place_of("description")
            yield (
                place,
                f"the default of {field.name} stands in its schema: remove it from the text",
            )


_LEFT_OUT = (
    r"\b(?:left out|leav(?:e|es|ing) \w+ out|omit(?:s|ted|ting)?|not given|without (?:it|them))\b"
)
_EVERYTHING = r"(?<!\bat )\b(?:all|every\w*|each|whole|in full)\b"
_OMISSION = re.compile(
    rf"{_LEFT_OUT}[^.;]*{_EVERYTHING}|{_EVERYTHING}[^.;]*{_LEFT_OUT}", re.IGNORECASE
)


@rule("omit")
def _omit(index: SchemaIndex) -> Broken:
    """An argument of a write whose omission means everything is marked."""
    for operation in index.operations:
        for argument in operation.arguments if operation.is_write else ():
            said = _OMISSION.search(" ".join(argument.data.get("description", "").split()))
            if said and not argument.required and "x-omit" not in argument.data:
                place = argument.data.place_of("description")
                yield place, f"leaving out {argument.name} means everything: give it x-omit: all"


@rule("description")
def _description(index: SchemaIndex) -> Broken:
    """Arguments, fields, objects and enumerations say what they are."""
    for field in index.fields:
        if not _says(index, field, "description"):
            yield field.place, f"{field.name} has no description: say what it is"
    # Nobody sees the object whose fields are arguments, nor the wrapper of a request or answer.
    unseen = {schema_name(f.data.get("$ref", "")) for f in index.fields if "x-flatten" in f.data}
    for name, schema in index.contract.schemas.items():
        seen = name not in unseen and not name.endswith(("Answer", "Request"))
        told = schema.get("description", "").strip()
        if seen and not told and ("properties" in schema or "enum" in schema):
            yield (
                index.contract.schemas.place_of(name),
                f"{name} has no description: say what it is",
            )


@rule("korean")
def _korean(index: SchemaIndex) -> Broken:
    """Operations, arguments and fields have their Korean names."""
    for operation in index.operations:
        if "x-ko" not in operation.data:
            yield operation.place, f"{operation.name} has no Korean name: give it x-ko"
    for field in index.fields:
        if not _says(index, field, "x-ko"):
            yield field.place, f"{field.name} has no Korean name: give it x-ko"


def _says(index: SchemaIndex, field: Field, key: str) -> bool:
    """Whether a field says `key`, itself or through the schema that it refers to."""
    said = field.data.get(key) or index.contract.resolve(field.schema).get(key, "")
    return bool(said.strip())


# Examples


@rule("example")
def _example(index: SchemaIndex) -> Broken:
    """A request and each good answer can be put together from the examples."""
    for operation in index.operations:
        good = [status for status in operation.responses if status.startswith("2")]
        try:
            request_example(index.contract, operation.data)
            for status in good:
                answer_example(index.contract, operation.data, status)
        except ExampleError as error:
            yield error.place, error.message


@rule("wrong-example")
def _wrong_example(index: SchemaIndex) -> Broken:
    """An example is valid under its schema, and has no field that the schema lacks."""
    root = Draft202012Validator(index.document)  # what a `$ref` refers to
    for schema, value, place in _values(index):
        for error in root.evolve(schema=schema).iter_errors(value):
            yield place_below(value, error.absolute_path, place), error.message
        yield from _extra_fields(index, schema, value)


def _values(index: SchemaIndex) -> Iterator[tuple[Mapping, Any, Place]]:
    """Each example that is written as (its schema, the value, where it stands)."""
    for schema in (found.data for found in index.schemas):
        for value in schema.get("examples", ()):
            place = value.place if isinstance(value, Mapping) else schema.place_of("examples")
            yield schema, value, place
    for parameter in index.parameters:
        if "example" in parameter:
            yield parameter["schema"], parameter["example"], parameter.place_of("example")


def _extra_fields(index: SchemaIndex, schema: Mapping, value: Any) -> Broken:
    known = index.item_fields(schema)
    if isinstance(value, Sequence):
        for item in value:
            yield from _extra_fields(index, schema, item)
    elif isinstance(value, Mapping) and known:
        for key, item in value.items():
            if key in known:
                yield from _extra_fields(index, known[key], item)
            else:
                yield (
                    value.place_of(key),
                    f"the schema has no field {key}: add it there, or remove it here",
                )


# What is left over


@rule("unused-schema")
def _unused_schema(index: SchemaIndex) -> Broken:
    """Every schema is used by some operation."""
    schemas = index.contract.schemas
    used: set[str] = set()
    waiting: list[Any] = [index.document["paths"]]
    while waiting:
        for mapping in mappings(waiting.pop()):
            name = schema_name(mapping.get("$ref", ""))
            if name and name not in used:
                used.add(name)
                waiting.append(schemas[name])
    for name in schemas:
        if name not in used:
            yield schemas.place_of(name), f"no operation uses {name}: remove it"


@rule("unlisted-path", "structure")
def _unlisted_path(index: SchemaIndex) -> Broken:
    """Every path of a file in paths/ is listed in openapi.yaml: the generator reads no other."""
    for path, place in index.contract.paths:
        if path not in index.document["paths"]:
            yield place, f"openapi.yaml does not list {path}: add it to its paths"
