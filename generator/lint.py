"""Check that the contract is well written: each rule a small function, each finding a line to act on.

A rule takes the contract, laid out as a `Survey`, and yields the places where it is broken and what to
do there. To add one, write it and decorate it with its name.
"""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from .examples import ExampleError, answer_example, request_example
from .load import Contract, Mapping, Place, Sequence, schema_name
from .survey import Field, Operation, Survey, mappings, place_below

Broken = Iterator[tuple[Place, str]]
Check = Callable[[Survey], Broken]

RULES: dict[str, Check] = {}

# The other rules rely on these: when one finds something, the contract is read no further.
_GATES = ("openapi", "malformed-extension")


@dataclass(frozen=True, order=True)
class Finding:
    """A place where the contract breaks a rule, and what to do about it."""

    place: Place
    rule: str
    message: str

    def __str__(self) -> str:
        return f"spec/{self.place}: {self.rule}: {self.message}"


def lint(contract: Contract) -> list[Finding]:
    """What is wrong with the contract, in the order of its files and lines."""
    survey = Survey(contract)
    findings: set[Finding] = set()  # what operations share is reported once
    for name, check in RULES.items():
        findings |= {Finding(place, name, message) for place, message in check(survey)}
        if findings and name in _GATES:
            break
    return sorted(findings)


def rule(name: str) -> Callable[[Check], Check]:
    """Register a rule under its name."""

    def register(check: Check) -> Check:
        RULES[name] = check
        return check

    return register


# OpenAPI and the extensions


@rule("openapi")
def _openapi(survey: Survey) -> Broken:
    """The contract is a valid OpenAPI 3.1 document."""
    document = _with_responses_once(survey.document, set())
    for error in OpenAPIV31SpecValidator(document).iter_errors():
        path = list(error.absolute_path)
        place = place_below(document, path, document.place)
        named = re.search(r"'(\w+)' (?:operation )?in '(/[^']*)'", error.message)
        if named:
            place = place_below(document, ["paths", named[2], named[1]], place)
        elif not path or path[0] not in document:
            # The path begins at a schema, and does not say which: look for the value itself.
            place = _place_of_value(document, error.instance, place)
        yield place, error.message.splitlines()[0]


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


_GRAMMAR: dict[str, Any] = json.loads(
    (Path(__file__).parent / "extensions.schema.json").read_text(encoding="utf-8")
)["$defs"]


def _levels(survey: Survey) -> Iterator[tuple[str, Mapping]]:
    yield "root", survey.document
    yield from (("tag", tag) for tag in survey.document.get("tags", ()))
    yield from (("operation", operation.data) for operation in survey.operations)
    yield from (("parameter", parameter) for parameter in survey.parameters)
    yield from (("schema", schema.data) for schema in survey.schemas)


@rule("malformed-extension")
def _malformed_extension(survey: Survey) -> Broken:
    """An extension follows its grammar in extensions.schema.json."""
    checks = {
        level: Draft202012Validator({"$ref": f"#/$defs/{level}", "$defs": _GRAMMAR})
        for level in ("root", "tag", "operation", "parameter", "schema")
    }
    for level, mapping in _levels(survey):
        extensions = {key: value for key, value in mapping.items() if key.startswith("x-")}
        for error in checks[level].iter_errors(extensions) if extensions else ():
            path = list(error.absolute_path)
            yield place_below(mapping, path, mapping.place), f"{path[0]}: {error.message}"


@rule("unknown-extension")
def _unknown_extension(survey: Survey) -> Broken:
    """An extension stands only where its grammar knows it."""
    levels = {id(mapping): level for level, mapping in _levels(survey)}
    for mapping in mappings(survey.document):
        level = levels.get(id(mapping))
        known = _GRAMMAR[level]["properties"] if level else ()
        for key in mapping:
            if key.startswith("x-") and key not in known:
                yield mapping.place_of(key), f"{key} is not known at this place; remove it"


@rule("misplaced-extension")
def _misplaced_extension(survey: Survey) -> Broken:
    """An extension stands where it can mean something."""
    for parameter in survey.parameters:
        if "x-optional" in parameter and parameter["in"] != "path":
            yield parameter.place_of("x-optional"), "only path parameters can be x-optional"
    for operation in survey.operations:
        if "x-empty-answer" in operation.data and survey.payload(operation):
            place = operation.data.place_of("x-empty-answer")
            yield place, f"{operation.name} answers with a payload: remove x-empty-answer"
        if "x-list-or-page" in operation.data and not survey.is_list(operation):
            place = operation.data.place_of("x-list-or-page")
            yield place, f"{operation.name} does not answer with a list: remove x-list-or-page"
        for argument in operation.arguments:
            if "x-omit" in argument.data and argument.required:
                place = argument.data.place_of("x-omit")
                yield place, f"{argument.name} is required on the wire: remove x-omit"


# Operations


@rule("effect")
def _effect(survey: Survey) -> Broken:
    """An operation says whether repeating it is harmless."""
    for operation in survey.operations:
        if "x-effect" not in operation.data:
            yield (
                operation.place,
                f"{operation.name} has no x-effect: say whether it is a read or a write",
            )


@rule("tag")
def _tag(survey: Survey) -> Broken:
    """An operation has one tag, and the root lists it."""
    declared = {tag["name"] for tag in survey.document.get("tags", ())}
    for operation in survey.operations:
        tags = operation.data.get("tags", [])
        place = operation.data.place_of("tags") if tags else operation.place
        if len(tags) != 1:
            yield place, f"give {operation.name} exactly one tag, the name of its resource"
        for tag in tags:
            if tag not in declared:
                yield place, f"the tag {tag} is not declared: add it to the tags of openapi.yaml"


@rule("summary")
def _summary(survey: Survey) -> Broken:
    """An operation says what it does."""
    for operation in survey.operations:
        if not operation.data.get("summary", "").strip():
            yield (
                operation.place,
                f"{operation.name} has no summary: say in one sentence what it does",
            )


@rule("operation-id")
def _operation_id(survey: Survey) -> Broken:
    """An operation is called `<tag>.<method>`, in snake case."""
    word = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
    for operation in survey.operations:
        name, place = operation.name, operation.place
        resource, _, method = name.partition(".")
        if not re.fullmatch(rf"{word}\.{word}", name):
            yield place, f"the operationId {name!r} must be <resource>.<method> in snake case"
        elif [resource] != operation.data.get("tags", [resource]):
            yield place, f"the operationId {name} must begin with the name of its tag"
        elif method == "list" or keyword.iskeyword(method):
            yield place, f"the method name {method} is reserved in Python: choose another"


@rule("responses")
def _responses(survey: Survey) -> Broken:
    """An operation lists status 200, and 401 when it needs a token."""
    for operation in survey.operations:
        responses = operation.data["responses"]
        place = operation.data.place_of("responses")
        if "200" not in responses:
            yield place, f"{operation.name} has no response of status 200: add one"
        if operation.data.get("security") != [] and "401" not in responses:
            yield place, f"the token may have expired: add 401 to the responses of {operation.name}"


@rule("errors")
def _errors(survey: Survey) -> Broken:
    """Each refusal has a row in x-errors, and each row a status in responses and a chance to match."""
    common = survey.document.get("x-errors", [])
    yield from _rows(common)
    for operation in survey.operations:
        rows = operation.data.get("x-errors", [])
        responses = operation.data["responses"]
        yield from _rows(rows)
        explained = {str(row["status"]) for row in (*common, *rows)}
        for status in responses:
            if not status.startswith("2") and status not in explained:
                place = responses.place_of(status)
                yield (
                    place,
                    f"no row of x-errors explains status {status} of {operation.name}: add one",
                )
        for row in rows:
            free = row["status"] == 401 and operation.data.get("security") == []
            if str(row["status"]) not in responses and not free:
                place = row.place_of("status")
                yield (
                    place,
                    f"add {row['status']} to the responses of {operation.name}, or remove this row",
                )


def _rows(rows: list[Mapping]) -> Broken:
    for index, row in enumerate(rows):
        for earlier in rows[:index]:
            given = [key for key in ("status", "code", "message") if key in earlier]
            if earlier["case"] == row["case"]:
                yield row.place_of("case"), f"the case {row['case']} is used twice: rename one"
            if all(row.get(key) == earlier[key] for key in given):
                yield (
                    row.place,
                    f"{row['case']} never applies: {earlier['case']} above it matches first",
                )


@rule("resolve")
def _resolve(survey: Survey) -> Broken:
    """A write says how a lost answer is looked up; a read has nothing to resolve."""
    for operation in survey.operations:
        if operation.is_write and "x-resolve" not in operation.data:
            yield (
                operation.place,
                f"{operation.name} is a write without x-resolve: say how it is looked up",
            )
        if not operation.is_write and "x-resolve" in operation.data:
            yield operation.data.place_of("x-resolve"), "only writes are resolved: remove x-resolve"


@rule("unknown-name")
def _unknown_name(survey: Survey) -> Broken:
    """Extensions name only arguments, operations and fields that there are."""
    operations = {operation.name: operation for operation in survey.operations}
    for operation in survey.operations:
        data, known = operation.data, operation.argument_schemas
        for key in ("x-one-of", "x-any-of"):
            yield from _unknown_names(survey, data.place_of(key), data.get(key, ()), known)
        if page := data.get("x-page"):
            window = page.get("window", {})
            arguments = [page["page"], page.get("limit"), page.get("sorting")]
            arguments += [window.get("from"), window.get("to")]
            yield from _unknown_names(survey, page.place, arguments, known)
            yield from _unknown_names(
                survey, page.place, [page["items"]], survey.payload(operation)
            )
            yield from _unknown_names(
                survey, page.place, [page.get("key")], survey.record(operation)
            )
        if declined := data.get("x-declined"):
            fields = [declined["field"], declined["message"]]
            fields.append(declined.get("not_final", {}).get("field"))
            yield from _unknown_names(survey, declined.place, fields, survey.record(operation))
        if resolve := data.get("x-resolve"):
            yield from _resolve_names(survey, resolve, known, operations)


def _resolve_names(
    survey: Survey, resolve: Mapping, ours: dict[str, Mapping], operations: dict[str, Operation]
) -> Broken:
    match = resolve.get("match", Mapping(resolve.place))
    yield from _unknown_names(survey, match.place, match.values(), ours)
    arguments = [resolve.get(key) for key in ("again", "protects", "mark")]
    arguments += resolve.get("unmatched", ())
    for touched in resolve.get("touches", ()):
        arguments += touched["with"].values()
        if touched["record"] not in _records(survey):
            yield (
                touched.place,
                f"no write has the record {touched['record']}: name one that exists",
            )
    yield from _unknown_names(survey, resolve.place, arguments, ours)
    for read in resolve.get("reads", ()):
        asked = operations.get(read["operation"])
        if asked is None or asked.is_write:
            yield read.place, f"{read['operation']} is not a read of this contract: name another"
            continue
        arguments = [*read["with"], *read.get("also", ())]
        yield from _unknown_names(survey, read.place, read["with"].values(), ours)
        yield from _unknown_names(survey, read.place, arguments, asked.argument_schemas)
        record, field = survey.record(asked), resolve.get("field")
        yield from _unknown_names(survey, resolve.place_of("field"), [field], record)
        named = [*resolve.get("where", ()), *resolve.get("ended", ())]
        named += [resolve.get(key) for key in ("inside", "began", "since")]
        yield from _unknown_names(survey, resolve.place, named, record)
        if later := resolve.get("later"):
            yield from _unknown_names(survey, later.place, [later["field"]], record)
        if resolve["proof"] == "cancellation" and field in record:
            record |= survey.item_fields(record[field])
        yield from _unknown_names(survey, match.place, match, record)


def _records(survey: Survey) -> set[str]:
    """The kinds of records that writes make or change."""
    return {operation.data.get("x-resolve", {}).get("record") for operation in survey.operations}


@rule("closes")
def _closes(survey: Survey) -> Broken:
    """A record that may be old, and that another write can remove, closes no attempt by being there."""
    for operation in survey.operations:
        resolve = operation.data.get("x-resolve")
        if resolve is None or resolve["proof"] not in ("present", "state"):
            continue
        if resolve.get("closes") != "record":
            continue
        if resolve["proof"] == "present":
            problem = "a record without a time may be an old one: remove closes"
            yield resolve.place_of("closes"), problem
        elif resolve.get("reversible") and "since" not in resolve:
            problem = (
                "a reversible state without a time may be an old one: add since, or remove closes"
            )
            yield resolve.place_of("closes"), problem


@rule("unmatched")
def _unmatched(survey: Survey) -> Broken:
    """Whatever was sent and comes back is compared, or it says why not: another's record looks like ours."""
    operations = {operation.name: operation for operation in survey.operations}
    for operation in survey.operations:
        resolve = operation.data.get("x-resolve")
        if resolve is None or resolve["proof"] in ("none", "absent"):
            continue
        compared = {*resolve.get("match", {}).values(), *resolve.get("unmatched", ())}
        for read in resolve["reads"]:
            asked = operations.get(read["operation"])
            if asked is None:
                continue  # another rule says so
            compared |= {*read["with"].values()}
            record = survey.record(asked)
            if resolve["proof"] == "cancellation":
                field = resolve.get("field")
                record = survey.item_fields(record[field]) if field in record else {}
            for name in _returned(survey, operation, record):
                if name not in compared and not _is_of_an_order(resolve, name):
                    yield (
                        resolve.place,
                        f"{name} comes back: compare it in match, or list it in unmatched",
                    )


def _returned(survey: Survey, operation: Operation, record: dict[str, Mapping]) -> Iterable[str]:
    """The arguments of a write that its record shows under the same name."""
    for name, schema in operation.argument_schemas.items():
        parts = survey.item_fields(schema)
        yield from (f"{name}.{part}" for part in parts if part in record)
        if not parts and name in record:
            yield name


def _is_of_an_order(resolve: Mapping, name: str) -> bool:
    """Whether it says nothing of a payment's claim: that the order is paid, in this amount and currency."""
    return resolve["proof"] == "payment" and name not in ("amount", "currency")


def _unknown_names(
    survey: Survey, place: Place, names: Iterable[str | None], known: dict[str, Mapping]
) -> Broken:
    for name in names:
        if name is not None and not survey.leads(name, known):
            names = f"use one of {', '.join(sorted(known))}" if known else "there are no names here"
            yield place, f"the name {name} is not known: {names}"


# Examples


@rule("example")
def _example(survey: Survey) -> Broken:
    """A request and each good answer can be put together from the examples."""
    for operation in survey.operations:
        good = [status for status in operation.data["responses"] if status.startswith("2")]
        try:
            request_example(survey.contract, operation.data)
            for status in good:
                answer_example(survey.contract, operation.data, status)
        except ExampleError as error:
            yield error.place, error.message


@rule("wrong-example")
def _wrong_example(survey: Survey) -> Broken:
    """An example is valid under its schema, and has no field that the schema lacks."""
    root = Draft202012Validator(survey.document)  # what a `$ref` refers to
    for schema, value, place in _values(survey):
        for error in root.evolve(schema=schema).iter_errors(value):
            yield place_below(value, error.absolute_path, place), error.message
        yield from _extra_fields(survey, schema, value)


def _values(survey: Survey) -> Iterator[tuple[Mapping, Any, Place]]:
    """Each example that is written as (its schema, the value, where it stands)."""
    for schema in (found.data for found in survey.schemas):
        for value in schema.get("examples", ()):
            place = value.place if isinstance(value, Mapping) else schema.place_of("examples")
            yield schema, value, place
    for parameter in survey.parameters:
        if "example" in parameter:
            yield parameter["schema"], parameter["example"], parameter.place_of("example")


def _extra_fields(survey: Survey, schema: Mapping, value: Any) -> Broken:
    known = survey.item_fields(schema)
    if isinstance(value, Sequence):
        for item in value:
            yield from _extra_fields(survey, schema, item)
    elif isinstance(value, Mapping) and known:
        for key, item in value.items():
            if key in known:
                yield from _extra_fields(survey, known[key], item)
            else:
                yield (
                    value.place_of(key),
                    f"the schema has no field {key}: add it there, or remove it here",
                )


# Schemas and fields


@rule("inline")
def _inline(survey: Survey) -> Broken:
    """Objects and enumerations have names in schemas/, but for the payload in an answer."""
    for schema in survey.schemas:
        is_payload = schema.in_answer and "response" in schema.data.get("properties", {})
        for key in ("properties", "enum"):
            if key in schema.data and not schema.name and not is_payload:
                yield (
                    schema.place,
                    f"{key} is written in place: move the schema to schemas/ and refer to it",
                )


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
def _identity(survey: Survey) -> Broken:
    """An argument that identifies something is marked, and nothing but text is."""
    for argument in survey.sent:
        items = survey.contract.resolve(argument.schema).get("items", argument.schema)
        is_text = "string" in survey.types(items) and "enum" not in survey.contract.resolve(items)
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
def _empty_identity(survey: Survey) -> Broken:
    """An identity is at least one character long."""
    for argument in survey.sent:
        if not argument.data.get("x-identity"):
            continue
        schema = survey.contract.resolve(argument.schema)
        items = survey.contract.resolve(schema.get("items", schema))
        if "string" in survey.types(items) and items.get("minLength", 0) < 1:
            who = "it" if items is schema else "its items"
            place = argument.data.place_of("x-identity")
            yield place, f"an empty {argument.name} identifies nothing: give {who} minLength: 1"


@rule("form")
def _form(survey: Survey) -> Broken:
    """A pattern is also put in words, for the error that refuses a text in another form."""
    for argument in survey.sent:
        schema = survey.contract.resolve(argument.schema)
        if "pattern" in schema and "x-form" not in argument.data:
            place = schema.place_of("pattern")
            yield place, f"the pattern of {argument.name} has no x-form: put it in words"
        if "pattern" not in schema and "x-form" in argument.data:
            place = argument.data.place_of("x-form")
            yield place, f"{argument.name} has no pattern: give it one, or remove x-form"


@rule("currency")
def _currency(survey: Survey) -> Broken:
    """The currency of amounts that are sent is marked, and nothing but text is."""
    for argument in survey.sent:
        is_text = "string" in survey.types(argument.schema)
        if is_text and argument.name == "currency" and "x-currency" not in argument.data:
            yield argument.data.place, "give the currency of the amounts beside it x-currency: true"
        if not is_text and "x-currency" in argument.data:
            place = argument.data.place_of("x-currency")
            yield place, f"{argument.name} is not text: remove x-currency"


@rule("money")
def _money(survey: Survey) -> Broken:
    """A number that is named like money is marked, and nothing but a number is."""
    for field in survey.fields:
        is_number = not field.types.isdisjoint({"number", "integer"})
        if is_number and _MONEY.search(field.name) and "x-money" not in field.data:
            yield field.place, f"is {field.name} money? Give it x-money: true, or false"
        if not is_number and field.data.get("x-money"):
            yield field.data.place_of("x-money"), f"{field.name} is not a number: remove x-money"


@rule("time")
def _time(survey: Survey) -> Broken:
    """An integer that is named like a time is marked, and nothing but an integer is."""
    for field in survey.fields:
        is_integer = "integer" in field.types
        if is_integer and _TIME.search(field.name) and "x-time" not in field.data:
            yield field.place, f"is {field.name} a time? Give it x-time: seconds, or false"
        if not is_integer and field.data.get("x-time"):
            yield field.data.place_of("x-time"), f"{field.name} is not an integer: remove x-time"


@rule("secret")
def _secret(survey: Survey) -> Broken:
    """What must never be printed is marked."""
    for field in survey.fields:
        if "string" in field.types and _SECRET.search(field.name) and "x-secret" not in field.data:
            yield field.place, f"{field.name} must never be printed: give it x-secret: true"


_LEFT_OUT = (
    r"\b(?:left out|leav(?:e|es|ing) \w+ out|omit(?:s|ted|ting)?|not given|without (?:it|them))\b"
)
_EVERYTHING = r"(?<!\bat )\b(?:all|every\w*|each|whole|in full)\b"
_OMISSION = re.compile(
    rf"{_LEFT_OUT}[^.;]*{_EVERYTHING}|{_EVERYTHING}[^.;]*{_LEFT_OUT}", re.IGNORECASE
)


@rule("omit")
def _omit(survey: Survey) -> Broken:
    """An argument of a write whose omission means everything is marked."""
    for operation in survey.operations:
        for argument in operation.arguments if operation.is_write else ():
            said = _OMISSION.search(" ".join(argument.data.get("description", "").split()))
            if said and not argument.required and "x-omit" not in argument.data:
                place = argument.data.place_of("description")
                yield place, f"leaving out {argument.name} means everything: give it x-omit: all"


@rule("description")
def _description(survey: Survey) -> Broken:
    """Arguments, fields, objects and enumerations say what they are."""
    for field in survey.fields:
        if not _says(survey, field, "description"):
            yield field.place, f"{field.name} has no description: say what it is"
    # Nobody sees the object whose fields are arguments, nor the wrapper of a request or answer.
    unseen = {schema_name(f.data.get("$ref", "")) for f in survey.fields if "x-flatten" in f.data}
    for name, schema in survey.contract.schemas.items():
        seen = name not in unseen and not name.endswith(("Answer", "Request"))
        told = schema.get("description", "").strip()
        if seen and not told and ("properties" in schema or "enum" in schema):
            yield (
                survey.contract.schemas.place_of(name),
                f"{name} has no description: say what it is",
            )


_SAYS_DEFAULT = re.compile(r"\b(?:the default is|by default|defaults to)\b", re.IGNORECASE)


@rule("default-twice")
def _default_twice(survey: Survey) -> Broken:
    """A description does not repeat the schema's default, which docstrings show by themselves."""
    for field in survey.fields:
        has_default = "default" in survey.contract.resolve(field.schema) | field.schema
        if has_default and _SAYS_DEFAULT.search(field.data.get("description", "")):
            yield (
                field.data.place_of("description"),
                f"the description of {field.name} repeats the default of its schema: remove it there",
            )


@rule("korean")
def _korean(survey: Survey) -> Broken:
    """Operations, arguments and fields have their Korean names."""
    for operation in survey.operations:
        if "x-ko" not in operation.data:
            yield operation.place, f"{operation.name} has no Korean name: give it x-ko"
    for field in survey.fields:
        if not _says(survey, field, "x-ko"):
            yield field.place, f"{field.name} has no Korean name: give it x-ko"


def _says(survey: Survey, field: Field, key: str) -> bool:
    """Whether a field says `key`, itself or through the schema that it refers to."""
    said = field.data.get(key) or survey.contract.resolve(field.schema).get(key, "")
    return bool(said.strip())


# What is left over


@rule("unused-schema")
def _unused_schema(survey: Survey) -> Broken:
    """Every schema is used by some operation."""
    schemas = survey.contract.schemas
    used: set[str] = set()
    waiting: list[Any] = [survey.document["paths"]]
    while waiting:
        for mapping in mappings(waiting.pop()):
            name = schema_name(mapping.get("$ref", ""))
            if name and name not in used:
                used.add(name)
                waiting.append(schemas[name])
    for name in schemas:
        if name not in used:
            yield schemas.place_of(name), f"no operation uses {name}: remove it"


@rule("unused-file")
def _unused_file(survey: Survey) -> Broken:
    """Every file in paths/ gives at least one path to openapi.yaml."""
    used = {operation.place.file for operation in survey.operations}
    for file in survey.contract.files:
        if file.startswith("paths/") and file not in used:
            yield Place(file, 1), "openapi.yaml refers to no path of this file: add them there"
