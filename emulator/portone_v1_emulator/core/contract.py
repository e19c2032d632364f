"""The contract, as the emulator reads it: operations, what refuses them, and what records look like."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

_METHODS = ("get", "post", "put", "delete", "patch")
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class ErrorRow:
    """A row of `x-errors`: one refusal of an operation."""

    case: str
    status: int
    code: int | None
    message: str | None
    source: str


@dataclass(frozen=True)
class Operation:
    """An operation of the API."""

    name: str
    method: str
    paths: tuple[str, ...]
    """Its path; twice, when the last segment may be left out."""
    query: tuple[str, ...]
    """The wire names of its arguments in the query."""
    body: str | None
    """The name of its body's schema."""
    takes_forms: bool
    needs_token: bool
    own_errors: tuple[ErrorRow, ...]
    common_errors: tuple[ErrorRow, ...]
    """Those that any operation may answer."""
    pgs: frozenset[str]
    """The PGs that offer it; empty when all do."""
    needs: tuple[tuple[str, frozenset[str]], ...]
    """The fields of its body that some PGs cannot do without, by wire name; one within another as `a[b]`."""

    def error(self, case: str) -> ErrorRow:
        """The row that is called `case`."""
        for row in self.own_errors + self.common_errors:
            if row.case == case:
                return row
        raise LookupError(f"{self.name} has no row {case!r} in x-errors")

    def needed_by(self, pg: str) -> list[str]:
        """The fields of its body that this PG cannot do without."""
        return [name for name, pgs in self.needs if pg in pgs]

    @property
    def params_model(self) -> str:
        """The name of the model of its arguments: `payments.get_many` → `PaymentsGetManyParams`."""
        return "".join(word.capitalize() for word in re.split(r"[._]", self.name)) + "Params"


class Contract:
    """The operations by name, and the unset form of each object in an answer."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._schemas: dict[str, Any] = document["components"]["schemas"]
        self._blanks: dict[str, dict[str, Any]] = {}
        self._fields_for: dict[tuple[str, str, str], list[str]] = {}
        common = tuple(map(_error_row, document["x-errors"]))
        self.operations = {
            operation.name: operation
            for operation in _operations(document["paths"], common, self._schemas)
        }

    def fields_for(self, pg: str, schema: str, fact: str) -> list[str]:
        """The fields of a schema that are `required`, `supported` or `unsupported` at this PG."""
        known = self._fields_for.get((pg, schema, fact))
        if known is None:
            fields = self._schemas[schema]["properties"].items()
            known = [name for name, field in fields if pg in field.get("x-pg", {}).get(fact, ())]
            self._fields_for[pg, schema, fact] = known
        return known

    def blank(self, schema: str) -> dict[str, Any]:
        """An object of that schema with nothing set, its keys in alphabetical order."""
        known = self._blanks.get(schema)
        if known is None:
            fields = self._schemas[schema]["properties"]
            known = self._blanks[schema] = {name: _unset(fields[name]) for name in sorted(fields)}
        # Each object gets its own list: filling one must not fill the others.
        return {name: [] if value == [] else value for name, value in known.items()}


@functools.cache
def load() -> Contract:
    """The contract that this emulator was made from."""
    file = resources.files("portone_v1_emulator") / "_generated" / "contract.json"
    return Contract(json.loads(file.read_text("utf-8")))


def _operations(
    paths: dict[str, Any], common: tuple[ErrorRow, ...], schemas: dict[str, Any]
) -> Iterator[Operation]:
    for path, item in paths.items():
        for method in _METHODS:
            if method not in item:
                continue
            operation = item[method]
            parameters = operation.get("parameters", [])
            content = operation.get("requestBody", {}).get("content", {})
            own = tuple(map(_error_row, operation.get("x-errors", [])))
            body = _schema_name(content)
            yield Operation(
                name=operation["operationId"],
                method=method.upper(),
                paths=_variants(path, parameters),
                query=tuple(p["name"] for p in parameters if p["in"] == "query"),
                body=body,
                takes_forms=_FORM in content,
                needs_token=operation.get("security") != [],
                own_errors=own,
                common_errors=common,
                pgs=frozenset(operation.get("x-pg", {}).get("supported", ())),
                needs=tuple(_needs(schemas, body)) if body else (),
            )


def _needs(
    schemas: dict[str, Any], schema: str, within: str = ""
) -> Iterator[tuple[str, frozenset[str]]]:
    """What PGs require in a schema, and in the objects and lists of objects in it."""
    for name, field in schemas[schema].get("properties", {}).items():
        path = f"{within}[{name}]" if within else name
        required = field.get("x-pg", {}).get("required")
        if required:
            yield path, frozenset(required)
        inner = field.get("$ref") or field.get("items", {}).get("$ref")
        if inner:
            yield from _needs(schemas, inner.rpartition("/")[2], path)


def _variants(path: str, parameters: list[dict[str, Any]]) -> tuple[str, ...]:
    segment = path.rpartition("/")[2]
    optional = any(p.get("x-optional") and segment == f"{{{p['name']}}}" for p in parameters)
    return (path, path.rpartition("/")[0]) if optional else (path,)


def _schema_name(content: dict[str, Any]) -> str | None:
    for media in content.values():
        return str(media["schema"]["$ref"]).rpartition("/")[2]
    return None


def _error_row(row: dict[str, Any]) -> ErrorRow:
    return ErrorRow(row["case"], row["status"], row.get("code"), row.get("message"), row["source"])


def _unset(field: dict[str, Any]) -> Any:
    """What V1 sends for a field that has no value."""
    if field.get("x-time") == "seconds":
        return 0
    return [] if field.get("type") == "array" else None
