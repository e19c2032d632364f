"""What to call each operation with, and what must then stand on the wire, both out of the contract."""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from generator import load
from generator.examples import (
    ExampleError,
    body_schema,
    example_of,
    parameter_example,
    request_example,
)
from portone_v1 import KST
from portone_v1_api import OPERATIONS
from portone_v1_api.calls import Parameter

SPEC = Path(__file__).resolve().parents[2] / "spec"

Fields = dict[str, Any]

IDENTITIES = ("imp_uid", "merchant_uid", "customer_uid", "tier_code")

Asked = Mapping[str, Sequence[str]]
"""Identities that a request names or an answer shows: `{"imp_uid": ["imp_1", "imp_2"]}`."""


@cache
def contract() -> load.Contract:
    """The contract, read once."""
    return load.load(SPEC)


@dataclass(frozen=True)
class Described:
    """An operation as the contract describes it."""

    name: str
    method: str
    path: str
    data: load.Mapping

    def __str__(self) -> str:
        return self.name

    @property
    def has_token(self) -> bool:
        return self.data.get("security") != []

    @property
    def optional_segment(self) -> str:
        """The last segment of the path, with its slash, when it may be left out."""
        for parameter in self.data.get("parameters", ()):
            if parameter.get("x-optional"):
                return f"/{{{parameter['name']}}}"
        return ""


@cache
def operations() -> tuple[Described, ...]:
    """All operations, in the order of the contract."""
    return tuple(
        Described(data["operationId"], method, path, data)
        for method, path, data in contract().operations()
    )


def described(name: str) -> Described:
    """The operation of that name."""
    for operation in operations():
        if operation.name == name:
            return operation
    raise LookupError(f"the contract has no operation {name}")


class Argument(NamedTuple):
    """An argument as the contract describes it, with an example of it as it stands on the wire."""

    name: str
    wire: str
    place: str
    within: str | None
    required: bool
    whole: bool
    schema: load.Mapping
    example: Any

    @property
    def identity(self) -> str | None:
        """Its name in an answer, if it says what the answer is about."""
        name = self.wire.removesuffix("[]")
        return name if name in IDENTITIES else None

    def lean(self) -> Any:
        """The example without all that is not required of it."""
        return _lean(self.schema, self.example)


def python_name(wire: str, data: Mapping[str, Any]) -> str:
    """The name in Python: `from` is `from_`, `a-b` is `a_b`, `aB` is `a_b`, unless it is given."""
    if "x-name" in data:
        return str(data["x-name"])
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", wire).replace("-", "_").lower()
    return f"{name}_" if keyword.iskeyword(name) else name


def arguments(operation: Described) -> list[Argument]:
    """All arguments of an operation, in the order of the contract."""
    return list(_arguments(operation))


def _arguments(operation: Described) -> Iterator[Argument]:
    for parameter in operation.data.get("parameters", ()):
        whole = parameter.get("x-omit") == "all"
        yield Argument(
            python_name(parameter["name"], parameter),
            parameter["name"],
            parameter["in"],
            None,
            whole or bool(parameter.get("required") and not parameter.get("x-optional")),
            whole,
            parameter["schema"],
            parameter_example(contract(), parameter),
        )
    body = body_schema(operation.data)
    if body is not None:
        yield from _fields(body, None, request_example(contract(), operation.data).body)


def _fields(schema: load.Mapping, within: str | None, example: Fields) -> Iterator[Argument]:
    schema = contract().resolve(schema)
    for wire, data in schema["properties"].items():
        if data.get("x-flatten"):
            yield from _fields(data, wire, example.get(wire, {}))
            continue
        whole = data.get("x-omit") == "all"
        value = _complete(data, example[wire]) if wire in example else _example(data)
        yield Argument(
            python_name(wire, data),
            wire,
            "body",
            within,
            whole or wire in schema.get("required", ()),
            whole,
            data,
            value,
        )


def _example(schema: load.Mapping) -> Any:
    """An example of a field that its parent's example leaves out."""
    try:
        return example_of(contract(), schema)
    except ExampleError:
        made_up = {"string": "가 나/다", "integer": 3, "number": 1500, "boolean": True}
        return made_up[contract().resolve(schema)["type"]]


def _complete(schema: load.Mapping, value: Any) -> Any:
    """`value` with the fields that it leaves out; of a list, the first item."""
    schema = contract().resolve(schema)
    if isinstance(value, dict) and "properties" in schema:
        return {
            wire: _complete(data, value[wire]) if wire in value else _example(data)
            for wire, data in schema["properties"].items()
        }
    if isinstance(value, list) and value and "items" in schema:
        return [_complete(schema["items"], value[0]), *value[1:]]
    return value


def _lean(schema: load.Mapping, value: Any) -> Any:
    schema = contract().resolve(schema)
    if isinstance(value, dict) and "properties" in schema:
        return {
            wire: _lean(schema["properties"][wire], value[wire])
            for wire in value
            if wire in schema.get("required", ())
        }
    if isinstance(value, list) and "items" in schema:
        return [_lean(schema["items"], item) for item in value[:1]]
    return value


@dataclass(frozen=True)
class Case:
    """One way to call an operation: the values of the arguments by their Python names, as on the wire.

    An argument in `everything` is given as `"all"`, which is to leave it out of the request.
    """

    operation: Described
    label: str
    given: Mapping[str, Any]
    everything: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.operation.name}, {self.label}"

    @property
    def path(self) -> str:
        """The path, escaped."""
        path = self.operation.path
        for argument in arguments(self.operation):
            if argument.place == "path" and argument.name in self.given:
                value = quote(str(self.given[argument.name]), safe="")
                path = path.replace(f"{{{argument.wire}}}", value)
        return path.removesuffix(self.operation.optional_segment)

    @property
    def query(self) -> list[tuple[str, str]]:
        """The names and values of the query."""
        pairs: list[tuple[str, str]] = []
        for argument in arguments(self.operation):
            if argument.place == "query" and argument.name in self.given:
                value = self.given[argument.name]
                items = value if isinstance(value, list) else [value]
                pairs += [(argument.wire, _text(item)) for item in items]
        return pairs

    @property
    def body(self) -> Fields | None:
        """The body, None where the operation has none."""
        if body_schema(self.operation.data) is None:
            return None
        body: Fields = {}
        for argument in arguments(self.operation):
            if argument.place == "body" and argument.name in self.given:
                target = body if argument.within is None else body.setdefault(argument.within, {})
                target[argument.wire] = self.given[argument.name]
        return body

    @property
    def asked(self) -> Asked:
        """The identities that it names."""
        found: dict[str, list[str]] = {}
        for argument in arguments(self.operation):
            if argument.identity is not None and argument.name in self.given:
                value = self.given[argument.name]
                found[argument.identity] = value if isinstance(value, list) else [value]
        return found

    def asking_for(self, shown: Asked) -> Case:
        """The case that names these identities instead of its own."""
        given = dict(self.given)
        for argument in arguments(self.operation):
            uids = shown.get(argument.identity or "")
            if uids and argument.name in given:
                is_list = isinstance(given[argument.name], list)
                given[argument.name] = list(uids) if is_list else uids[0]
        return replace(self, given=given)

    def spelled(self, spelling: Spelling) -> tuple[list[Any], Fields]:
        """The positional and the named arguments of the method."""
        parameters = {p.name: p for p in OPERATIONS[self.operation.name].parameters}
        named: Fields = {
            name: _spell(parameters[name], value, spelling) for name, value in self.given.items()
        }
        named |= dict.fromkeys(self.everything, "all")
        positional = [
            named.pop(argument.name)
            for argument in arguments(self.operation)
            if spelling.positional and argument.place == "path" and argument.required
        ]
        return positional, named


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


class Spelling(NamedTuple):
    """One of the ways in which Python lets the same request be written."""

    name: str
    time: Callable[[int], Any]
    money: Callable[[Any], Any]
    many: Callable[[list[Any]], Sequence[Any]]
    positional: bool

    def __str__(self) -> str:
        return self.name


SPELLINGS = (
    Spelling("numbers", int, lambda amount: amount, list, positional=True),
    Spelling(
        "datetimes and Decimals",
        lambda seconds: datetime.fromtimestamp(seconds, KST),
        Decimal,
        tuple,
        positional=False,
    ),
    Spelling(
        "datetimes in UTC and Decimals of a database",
        lambda seconds: datetime.fromtimestamp(seconds, UTC),
        lambda amount: Decimal(f"{amount:.4f}"),
        list,
        positional=True,
    ),
)


def _spell(parameter: Parameter, value: Any, spelling: Spelling) -> Any:
    if parameter.many:
        one = parameter._replace(many=False)
        return spelling.many([_spell(one, item, spelling) for item in value])
    match parameter.kind:
        case "time":
            return spelling.time(value)
        case "money":
            return spelling.money(value)
        case "object":
            parts = {part.wire: part for part in parameter.parts}
            return {wire: _spell(parts[wire], part, spelling) for wire, part in value.items()}
    return value


def full_cases() -> list[Case]:
    """Each operation with all its arguments; of those that exclude each other, with one at a time."""
    return [case for operation in operations() for case in _full(operation)]


def lean_cases() -> list[Case]:
    """Each operation with what it requires alone, and `"all"` where that takes a word."""
    return [case for operation in operations() for case in _required(operation)]


def lean_case(name: str) -> Case:
    """One call of an operation, with what it requires alone."""
    return next(_required(described(name)))


def _full(operation: Described) -> Iterator[Case]:
    one_of: Sequence[str] = operation.data.get("x-one-of", ())
    examples = {argument.name: argument.example for argument in arguments(operation)}
    for chosen in one_of or ("",):
        left_out = set(one_of) - {chosen}
        given = {name: value for name, value in examples.items() if name not in left_out}
        yield Case(operation, f"all by {chosen}" if chosen else "all", given)


def _required(operation: Described) -> Iterator[Case]:
    choices = [*operation.data.get("x-one-of", ()), *operation.data.get("x-any-of", ())]
    for chosen in choices or ("",):
        given: Fields = {}
        everything: set[str] = set()
        for argument in arguments(operation):
            if argument.name == chosen or (argument.required and not argument.whole):
                given[argument.name] = argument.lean()
            elif argument.whole:
                everything.add(argument.name)
        label = f"required by {chosen}" if chosen else "required"
        yield Case(operation, label, given, frozenset(everything))
