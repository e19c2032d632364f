"""Compare the contract with the official Swagger document: what differs is accepted, with a reason, or
looked into.

Both documents are read into the same few classes, so that two official documents can be compared too.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from .load import Contract

UPSTREAM = Path(__file__).resolve().parent.parent / "spec" / "upstream.json"

_METHODS = ("get", "post", "put", "delete", "patch")
_LIMITS = (
    "maxLength",
    "minLength",
    "maximum",
    "minimum",
    "maxItems",
    "minItems",
    "format",
    "pattern",
)


@dataclass(frozen=True)
class Difference:
    """One thing that the two documents say differently."""

    at: str
    kind: str
    ours: Any = None
    theirs: Any = None

    @property
    def key(self) -> str:
        """What names this difference for good: it does not change with the values."""
        return f"{self.kind}: {self.at}"

    def __str__(self) -> str:
        if self.ours is None and self.theirs is None:
            return self.key
        return f"{self.key}: ours {_text(self.ours)}, theirs {_text(self.theirs)}"


def _text(value: Any) -> str:
    if value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 100 else f"{text[:100]}…"


def compare(contract: Contract, official: dict[str, Any]) -> list[Difference]:
    """How the contract differs from the official document."""
    return _compare(_read_contract(contract), _read_swagger(official))


def compare_versions(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """How an official document differs from an older one: `ours` is the new, `theirs` the old."""
    return _compare(_read_swagger(new), _read_swagger(old))


# Both documents in the same words


@dataclass(frozen=True)
class _Type:
    """What a schema says, with its references followed and null left aside."""

    name: str
    types: frozenset[str]
    required: frozenset[str]
    fields: dict[str, Any]
    items: Any
    enum: frozenset[Any] | None
    default: Any
    limits: dict[str, Any]
    deprecated: bool
    pgs: frozenset[str]

    @property
    def shown_types(self) -> list[str]:
        return sorted(self.types)


@dataclass(frozen=True)
class _Argument:
    place: str
    required: bool
    schema: Any


@dataclass(frozen=True)
class _Operation:
    consumes: frozenset[str]
    arguments: dict[str, _Argument]
    answers: dict[str, Any]
    deprecated: bool
    pgs: frozenset[str]


@dataclass(frozen=True)
class _Document:
    root: dict[str, Any]
    operations: dict[str, _Operation] = field(default_factory=dict)

    def type(self, schema: Any) -> _Type:
        """Read a schema, one level deep: fields and items are schemas of this document again."""
        name, merged = self._merge(schema)
        types = merged.get("type", ())
        types = {types} if isinstance(types, str) else set(types)
        if not types and "properties" in merged:
            types = {"object"}
        enum = merged.get("enum")
        return _Type(
            name=name,
            types=frozenset(types - {"null"}),
            required=frozenset(merged.get("required", ())),
            fields=merged.get("properties", {}),
            items=merged.get("items"),
            enum=None if enum is None else frozenset(enum),
            default=_value(merged.get("default"), types),
            limits=_limits(merged),
            deprecated=merged.get("deprecated", False),
            pgs=_pg_facts(merged),
        )

    def _merge(self, schema: Any) -> tuple[str, dict[str, Any]]:
        """A schema as one mapping, and its name, if it has one."""
        if not isinstance(schema, dict):
            return "", {}  # such as `items: "string"`
        name, merged = "", {}
        if "$ref" in schema:
            *_, section, name = schema["$ref"].split("/")
            holder = self.root.get("components", self.root)
            merged = dict(self._merge(holder[section][name])[1])
        branches = [part for part in schema.get("anyOf", ()) if part.get("type") != "null"]
        for part in (*schema.get("allOf", ()), *branches):
            part_name, part_merged = self._merge(part)
            name = name or (part_name if len(branches) == 1 else "")
            merged = _union(merged, part_merged)
        own = {key: value for key, value in schema.items() if key not in ("$ref", "allOf", "anyOf")}
        return name, _union(merged, own) if branches or "allOf" in schema else {**merged, **own}

    def payloads(self, answer: Any) -> list[Any]:
        """What may stand in the envelope of an answer; nothing when that is null."""
        fields = self.type(answer).fields
        if fields and "response" not in fields and all("$ref" in f for f in fields.values()):
            # The official document lists alternative answers as if they were fields of one.
            return [payload for f in fields.values() for payload in self.payloads(f)]
        payload = fields.get("response")
        return [payload] if self.type(payload).types else []

    def nearest(self, schemas: Sequence[Any], fields: Set[str]) -> Any:
        """Of some schemas, or the alternatives that one offers, that with most of some fields."""
        if len(schemas) == 1 and isinstance(schemas[0], dict):
            branches = [part for part in schemas[0].get("anyOf", ()) if "$ref" in part]
            schemas = branches if len(branches) > 1 else schemas
        return max(schemas, key=lambda schema: len(fields & self.type(schema).fields.keys()))


def _limits(schema: dict[str, Any]) -> dict[str, Any]:
    limits = {key: _value(schema[key], {"number"}) for key in _LIMITS if key in schema}
    if limits.get("minLength") == 1:
        del limits["minLength"]  # that an identity is not empty, only our linter asks to be said
    return limits


def _union(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    merged = {**one, **other}
    if "properties" in one and "properties" in other:
        merged["properties"] = {**one["properties"], **other["properties"]}
    if "required" in one and "required" in other:
        merged["required"] = [*one["required"], *other["required"]]
    if "type" in one and "type" in other:
        types = [[t] if isinstance(t, str) else t for t in (one["type"], other["type"])]
        merged["type"] = [*types[0], *types[1]]
    return merged


def _value(value: Any, types: set[str]) -> Any:
    """A value that the official document may have written as text: "1" of a number, "false"."""
    if isinstance(value, str) and types & {"integer", "number"} and re.fullmatch(r"-?\d+", value):
        return int(value)
    if value in ("true", "false") and "boolean" in types:
        return value == "true"
    return value


def _read_contract(contract: Contract) -> _Document:
    document = _Document(contract.document)
    for method, path, data in contract.operations():
        arguments = {}
        for parameter in data.get("parameters", ()):
            required = parameter.get("required", False) and not parameter.get("x-optional")
            beside = {key: parameter[key] for key in ("deprecated", "x-pg") if key in parameter}
            schema = {**parameter["schema"], **beside}
            arguments[parameter["name"]] = _Argument(parameter["in"], required, schema)
        content = data.get("requestBody", {}).get("content", {})
        if content:
            body = document.type(next(iter(content.values()))["schema"])
            for name, schema in body.fields.items():
                arguments[name] = _Argument("body", name in body.required, schema)
        answers = {status: _schema_of(answer) for status, answer in data["responses"].items()}
        document.operations[f"{method} {path}"] = _Operation(
            frozenset(content), arguments, answers, data.get("deprecated", False), _pg_facts(data)
        )
    return document


def _schema_of(answer: dict[str, Any]) -> Any:
    media = next(iter(answer.get("content", {}).values()), None)
    return media["schema"] if media else None


def _read_swagger(official: dict[str, Any]) -> _Document:
    document = _Document(official)
    for path, item in official["paths"].items():
        for method in _METHODS:
            if method in item:
                document.operations[f"{method.upper()} {path}"] = _read_swagger_operation(
                    item[method]
                )
    return document


def _read_swagger_operation(data: dict[str, Any]) -> _Operation:
    arguments = {}
    for parameter in data.get("parameters", ()):
        place = "body" if parameter["in"] == "formData" else parameter["in"]
        schema = {key: value for key, value in parameter.items() if key not in ("required", "in")}
        if "$ref" in schema.get("schema", {}):
            schema = schema["schema"]  # then the type beside it is only how a form would carry it
        arguments[parameter["name"]] = _Argument(place, parameter.get("required", False), schema)
    has_body = any(argument.place == "body" for argument in arguments.values())
    return _Operation(
        frozenset(data.get("consumes", ()) if has_body else ()),
        arguments,
        {status: answer.get("schema") for status, answer in data["responses"].items()},
        data.get("deprecated", False),
        _pg_facts(data),
    )


def _pg_facts(data: dict[str, Any]) -> frozenset[str]:
    """What is said about single PGs, by either document: each as `supported kcp`, `note on kcp` …"""
    ours, theirs = data.get("x-pg", {}), data.get("x-portone-per-pg") or {}
    facts = {f"required by {pg}" for pg in ours.get("required", ())}
    facts |= {f"note on {pg}" for pg in (*ours.get("notes", ()), *ours.get("required", ()))}
    for pg, said in theirs.items():
        if isinstance(said, dict) and said.get("required"):
            facts.add(f"required by {pg}")
        if isinstance(said, str) or said.get("description"):
            facts.add(f"note on {pg}")
    for kind in ("supported", "unsupported"):
        # The official document spells this key in two ways.
        keys = (f"x-portone-{kind}-pgs", f"x-portone-{kind}_pgs")
        named = [*ours.get(kind, ()), *(pg for key in keys for pg in data.get(key) or ())]
        facts |= {f"{kind} {pg.lower()}" for pg in named}
    return frozenset(fact.lower() for fact in facts)


# The comparison


@dataclass(frozen=True)
class _At:
    """Where a difference is: in a request, a path of names; in an answer, one of each document."""

    ours: str
    theirs: str
    noun: str

    def __str__(self) -> str:
        return self.theirs if self.ours == self.theirs else f"{self.theirs} → {self.ours}"

    def inside(self, ours: _Type, theirs: _Type) -> _At:
        """The same place under the names of the schemas that stand there."""
        if self.noun == "parameter":
            return self
        return _At(ours.name or self.ours, theirs.name or self.theirs, self.noun)

    def below(self, step: str) -> _At:
        return _At(self.ours + step, self.theirs + step, self.noun)


def _unsaid(at: str, ours: frozenset[str], theirs: frozenset[str]) -> Iterator[Difference]:
    """The facts per PG that only the official document has; ours may have more."""
    if theirs - ours:
        yield Difference(at, "pg", None, sorted(theirs - ours))


def _compare(ours: _Document, theirs: _Document) -> list[Difference]:
    found = {difference.key: difference for difference in _Comparison(ours, theirs).differences()}
    return sorted(found.values(), key=lambda difference: (difference.at, difference.kind))


@dataclass
class _Comparison:
    ours: _Document
    theirs: _Document
    seen: set[tuple[str, str]] = field(default_factory=set)
    """The pairs of named schemas of answers that were compared already."""

    def differences(self) -> Iterator[Difference]:
        ours, theirs = self.ours.operations, self.theirs.operations
        yield from _absences(ours, theirs, "operation", "")
        for at in ours.keys() & theirs.keys():
            yield from self._operation(at, ours[at], theirs[at])

    def _operation(self, at: str, ours: _Operation, theirs: _Operation) -> Iterator[Difference]:
        if ours.consumes != theirs.consumes:
            yield Difference(at, "consumes", sorted(ours.consumes), sorted(theirs.consumes))
        if ours.deprecated != theirs.deprecated:
            yield Difference(at, "deprecated", ours.deprecated, theirs.deprecated)
        yield from _unsaid(at, ours.pgs, theirs.pgs)
        yield from _absences(ours.arguments, theirs.arguments, "parameter", f"{at} · ")
        for name in ours.arguments.keys() & theirs.arguments.keys():
            our, their = ours.arguments[name], theirs.arguments[name]
            here = f"{at} · {name}"
            if our.place != their.place:
                yield Difference(here, "place", our.place, their.place)
            if our.required != their.required:
                yield Difference(here, "required", our.required, their.required)
            yield from self._schema(_At(here, here, "parameter"), our.schema, their.schema, ())
        yield from _absences(ours.answers, theirs.answers, "status", f"{at} · ")
        for status in ours.answers.keys() & theirs.answers.keys():
            if status.startswith("2"):
                here = f"{at} · {status}"
                yield from self._answer(here, ours.answers[status], theirs.answers[status])

    def _answer(self, at: str, ours: Any, theirs: Any) -> Iterator[Difference]:
        our, their = self.ours.type(ours), self.theirs.type(theirs)
        here = _At(at, at, "field").inside(our, their)
        mine, others = self.ours.payloads(ours), self.theirs.payloads(theirs)
        if "response" in their.fields or not others:
            yield from self._fields(here, _beside_payload(our), _beside_payload(their), ())
        if bool(mine) != bool(others):
            yield Difference(at, "missing-answer" if others else "extra-answer")
            return
        for payload in others:
            alike = self.ours.nearest(mine, self.theirs.type(payload).fields.keys())
            yield from self._schema(here.below(".response"), alike, payload, ())

    def _schema(
        self, at: _At, our_schema: Any, their_schema: Any, within: tuple[tuple[str, str], ...]
    ) -> Iterator[Difference]:
        theirs = self.theirs.type(their_schema)
        ours = self.ours.type(self.ours.nearest([our_schema], theirs.fields.keys()))
        if ours.types != theirs.types:
            yield Difference(str(at), "type", ours.shown_types, theirs.shown_types)
        if ours.enum != theirs.enum:
            yield Difference(str(at), "enum", _sorted(ours.enum), _sorted(theirs.enum))
        if ours.default != theirs.default:
            yield Difference(str(at), "default", ours.default, theirs.default)
        yield from _unsaid(str(at), ours.pgs, theirs.pgs)
        if ours.deprecated != theirs.deprecated:
            yield Difference(str(at), "deprecated", ours.deprecated, theirs.deprecated)
        limits = [key for key in _LIMITS if ours.limits.get(key) != theirs.limits.get(key)]
        if limits:
            mine = {key: ours.limits[key] for key in limits if key in ours.limits}
            others = {key: theirs.limits[key] for key in limits if key in theirs.limits}
            yield Difference(str(at), "limit", mine or None, others or None)
        if ours.types != theirs.types:
            return
        pair = (ours.name, theirs.name)
        if all(pair):
            if pair in within or (at.noun == "field" and pair in self.seen):
                return
            within = (*within, pair)
            if at.noun == "field":
                self.seen.add(pair)
        here = at.inside(ours, theirs)
        yield from self._fields(here, ours, theirs, within)
        if "array" in ours.types:
            yield from self._schema(at.below("[]"), ours.items, theirs.items, within)

    def _fields(
        self, at: _At, ours: _Type, theirs: _Type, within: tuple[tuple[str, str], ...]
    ) -> Iterator[Difference]:
        for name in theirs.fields.keys() - ours.fields.keys():
            yield Difference(str(at.below(f".{name}")), f"missing-{at.noun}")
        for name in ours.fields.keys() - theirs.fields.keys():
            yield Difference(str(at.below(f".{name}")), f"extra-{at.noun}")
        for name in ours.fields.keys() & theirs.fields.keys():
            here = at.below(f".{name}")
            required = name in ours.required, name in theirs.required
            if required[0] != required[1]:
                yield Difference(str(here), "required", *required)
            yield from self._schema(here, ours.fields[name], theirs.fields[name], within)
        for name in theirs.required - theirs.fields.keys() - ours.fields.keys() - ours.required:
            yield Difference(str(at.below(f".{name}")), "required-of-nothing")


def _beside_payload(envelope: _Type) -> _Type:
    """What an envelope holds besides that which every envelope does."""
    common = ("code", "message", "response")
    fields = {name: schema for name, schema in envelope.fields.items() if name not in common}
    return replace(envelope, fields=fields, required=envelope.required & fields.keys())


def _absences(
    ours: Iterable[str], theirs: Iterable[str], noun: str, before: str
) -> Iterator[Difference]:
    for name in set(theirs) - set(ours):
        yield Difference(before + name, f"missing-{noun}")
    for name in set(ours) - set(theirs):
        yield Difference(before + name, f"extra-{noun}")


def _sorted(values: frozenset[Any] | None) -> list[Any] | None:
    return None if values is None else sorted(values, key=str)


# What is accepted


@dataclass(frozen=True)
class Accepted:
    """Differences that are meant, and why. In `at`, `*` stands for anything."""

    at: str
    kind: str
    reason: str
    values: dict[str, Any] = field(default_factory=dict)
    """`ours` and `theirs`, where only these values are accepted."""

    def covers(self, difference: Difference) -> bool:
        """Whether a difference is one of those."""
        values = {"ours": difference.ours, "theirs": difference.theirs}
        return (
            bool(self.reason)
            and self.kind == difference.kind
            and self._pattern.fullmatch(difference.at) is not None
            and all(values[key] == value for key, value in self.values.items())
        )

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(re.escape(self.at).replace(r"\*", ".*"))


@dataclass(frozen=True)
class Upstream:
    """The official document last compared with, and the differences accepted."""

    sha256: str
    read: str
    accepted: tuple[Accepted, ...]


def read_upstream(path: Path = UPSTREAM) -> Upstream:
    """What `spec/upstream.json` holds."""
    data = json.loads(path.read_text(encoding="utf-8"))
    accepted = tuple(
        Accepted(
            row["at"],
            row["kind"],
            row["reason"],
            {key: row[key] for key in ("ours", "theirs") if key in row},
        )
        for row in data["accepted"]
    )
    return Upstream(data["document"]["sha256"], data["document"]["read"], accepted)


def unexplained(differences: Iterable[Difference], upstream: Upstream) -> list[Difference]:
    """The differences that nothing accepts."""
    return [d for d in differences if not any(row.covers(d) for row in upstream.accepted)]


def stale(differences: Iterable[Difference], upstream: Upstream) -> list[Accepted]:
    """What is accepted although nothing differs there any more."""
    found = list(differences)
    return [row for row in upstream.accepted if not any(row.covers(d) for d in found)]


def run(
    contract: Contract, official_path: Path, update: bool = False, upstream_path: Path = UPSTREAM
) -> int:
    """Print how the contract differs from the official document; 0 when every difference is accepted.

    `update` notes this document as the one compared with, drops what is stale, and lists the rest with
    an empty reason, to be written by hand: until then it is not accepted.
    """
    text = official_path.read_bytes()
    digest = hashlib.sha256(text).hexdigest()
    upstream = read_upstream(upstream_path)
    differences = compare(contract, json.loads(text))
    open_ones, old_ones = unexplained(differences, upstream), stale(differences, upstream)
    lines = []
    if digest != upstream.sha256:
        lines.append(f"This is not the official document of {upstream.read}.")
    lines += [str(difference) for difference in open_ones]
    lines += [f"accepted, but no longer different: {row.kind}: {row.at}" for row in old_ones]
    lines.append(
        f"{len(differences)} differences: {len(differences) - len(open_ones)} accepted, "
        f"{len(open_ones)} not; {len(old_ones)} acceptances without a difference."
    )
    if update:
        _write(upstream_path, digest, upstream, open_ones, old_ones)
        lines.append(f"Updated {upstream_path.name}. Give each empty reason a text.")
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return bool(open_ones or old_ones)


def _write(
    path: Path,
    digest: str,
    upstream: Upstream,
    open_ones: list[Difference],
    old_ones: list[Accepted],
) -> None:
    rows = [
        {"at": row.at, "kind": row.kind, **row.values, "reason": row.reason}
        for row in upstream.accepted
        if row not in old_ones
    ]
    rows += [
        {"at": d.at, "kind": d.kind, "ours": d.ours, "theirs": d.theirs, "reason": ""}
        for d in open_ones
    ]
    read = upstream.read if digest == upstream.sha256 else f"{datetime.now(UTC):%Y-%m}"
    document = json.dumps({"sha256": digest, "read": read})
    lines = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in rows)
    text = f'{{\n  "document": {document},\n  "accepted": [\n{lines}\n  ]\n}}\n'
    path.write_text(text, encoding="utf-8")
