"""Build the IR of a contract that the linter found clean: classes, fields, methods and arguments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .examples import answer_schema, body_schema
from .ir import (
    Argument,
    Client,
    Doc,
    Enumeration,
    Field,
    Iteration,
    Model,
    Operation,
    Part,
    Resource,
    Type,
)
from .load import Contract, Mapping, schema_name
from .names import class_name, python_name
from .schema_index import SchemaIndex
from .statements import check_statements

_JSON_TYPES = {"string": "str", "integer": "int", "boolean": "bool"}
_READERS = {
    "string": Type("str", "text"),
    "integer": Type("int", "integer"),
    "number": Type("int | Decimal", "money"),
    "boolean": Type("bool", "boolean"),
}


def build_ir(contract: Contract) -> Client:
    """Build the IR, and raise GenerationError if openapi-python-client reads the contract otherwise."""
    index = SchemaIndex(contract)
    check_statements(index)
    return _Builder(index).client()


class _Builder:
    def __init__(self, index: SchemaIndex) -> None:
        self.index = index
        self.contract = index.contract
        self.parts: dict[str, Part] = {}
        self.enumerations: dict[str, Enumeration] = {}
        self.models: dict[str, Model] = {}

    def client(self) -> Client:
        document = self.contract.document
        return Client(
            tuple(self._resource(tag) for tag in document["tags"]),
            tuple(self.models.values()),
            tuple(self.enumerations.values()),
            tuple(self.parts),
            tuple(document.get("x-errors", ())),
            frozenset(f.name for f in self.index.fields if f.data.get("x-secret")),
        )

    def _resource(self, tag: Mapping) -> Resource:
        before = set(self.parts)
        operations = tuple(
            self._operation(operation.method, operation.path, operation.data)
            for operation in self.index.operations
            if operation.data["tags"] == [tag["name"]]
        )
        parts = tuple(part for name, part in self.parts.items() if name not in before)
        return Resource(tag["name"], class_name(tag["name"]), _doc(tag), operations, parts)

    def _operation(self, method: str, path: str, operation: Mapping) -> Operation:
        name = operation["operationId"]
        arguments = tuple(self._arguments(operation))
        returns, parse, functions = self._returns(operation, arguments)
        constant = name.partition(".")[2].upper()
        return Operation(
            name=name,
            method=name.partition(".")[2],
            constant=constant,
            http_method=method,
            path=path,
            effect=operation["x-effect"],
            token=operation.get("security") != [],
            deprecated=operation.get("deprecated", False),
            doc=_doc(operation),
            summary=operation["summary"],
            arguments=arguments,
            returns=returns,
            returns_text=_returns_text(operation["responses"]),
            parse=parse,
            parse_functions=functions,
            errors=tuple(operation.get("x-errors", ())),
            one_of=tuple(operation.get("x-one-of", ())),
            any_of=tuple(operation.get("x-any-of", ())),
            range=_range(arguments),
            declined=operation.get("x-declined"),
            may_be_empty=operation.get("x-empty-answer", False),
            resolve=operation.get("x-resolve"),
            page=operation.get("x-page"),
            iteration=self._iteration(operation, arguments, returns),
        )

    def _iteration(
        self, operation: Mapping, arguments: tuple[Argument, ...], returns: Type
    ) -> Iteration | None:
        """The method that goes through all pages of a paged operation."""
        page = operation.get("x-page")
        if page is None:
            return None
        method = operation["operationId"].partition(".")[2]
        [item] = [
            name
            for model in returns.models
            for field in self.models[model].fields
            if field.wire == page["items"]
            for name in field.type.models
        ]
        limit = page.get("limit")
        largest = None
        if limit is not None:
            [raw] = [raw for raw in operation["parameters"] if _name(raw["name"], raw) == limit]
            largest = raw["schema"]["maximum"]
        return Iteration(
            method=page["iterator"].get("name", f"iter_{method.removeprefix('list_')}"),
            summary=page["iterator"]["summary"],
            item=item,
            arguments=tuple(a for a in arguments if a.name != page["page"]),
            limit=limit,
            largest=largest,
            days=page.get("window", {}).get("days"),
        )

    def _arguments(self, operation: Mapping) -> Iterator[Argument]:
        """The arguments of an operation, in the order of the contract."""
        for raw in operation.get("parameters", ()):
            required = bool(raw.get("required")) and not raw.get("x-optional")
            yield self._argument(raw["name"], raw, raw["schema"], raw["in"], required, None)
        body = body_schema(operation)
        if body is not None:
            yield from self._body_arguments(body, None)

    def _body_arguments(self, schema: Mapping, within: str | None) -> Iterator[Argument]:
        schema = self.contract.resolve(schema)
        for wire, raw in schema["properties"].items():
            if raw.get("x-flatten"):
                yield from self._body_arguments(raw, wire)
            else:
                required = wire in schema.get("required", ())
                yield self._argument(wire, raw, raw, "body", required, within)

    def _argument(
        self,
        wire: str,
        raw: Mapping,
        schema: Mapping,
        place: str,
        required: bool,
        within: str | None,
    ) -> Argument:
        type_ = self._argument_type(schema, raw)
        return Argument(
            name=_name(wire, raw),
            wire=wire,
            place=place,
            type=type_,
            required=required or raw.get("x-omit") == "all",
            whole=raw.get("x-omit") == "all",
            within=within,
            secret=raw.get("x-secret", False),
            parts=self._part(schema) if type_.kind == "object" else None,
            doc=_doc(raw, self.contract.resolve(schema)),
            deprecated=raw.get("deprecated", False),
            default=schema.get("default") if type_.kind == "currency" else None,
            pattern=self.contract.resolve(schema).get("pattern", ""),
            form=raw.get("x-form", ""),
        )

    def _argument_type(self, schema: Mapping, raw: Mapping) -> Type:
        said = self.index.statement(schema)
        if raw.get("x-time") == "seconds":
            return Type("Time", kind="time")
        if raw.get("x-money"):
            return Type("Money", kind="won" if said.kind == "integer" else "money")
        for kind in ("identity", "currency"):
            if raw.get(f"x-{kind}"):
                many = said.kind == "array"
                return Type("Strings" if many else "str", kind=kind, many=many)
        match said.kind:
            case "enum":
                name, base = self._enumeration(said.class_name)
                kind = "text" if base == "str" else "integer"
                return Type(f"{name} | {base}", kind=kind, models=(name,))
            case "string" | "integer" | "boolean" as kind:
                return Type(_JSON_TYPES[kind], kind="text" if kind == "string" else kind)
            case "array":
                items = self.contract.resolve(schema)["items"]
                inner = self._argument_type(items, items)
                annotation = (
                    "Strings" if inner.annotation == "str" else f"Sequence[{inner.annotation}]"
                )
                return Type(annotation, kind=inner.kind, many=True, models=inner.models)
            case "object" if not _is_free_form(self.contract.resolve(schema)):
                return Type(said.class_name, kind="object", models=(said.class_name,))
            case "object":
                return Type("dict[str, Any]", kind="any")
            case "union":
                return Type("str | Strings", kind="any")
        return Type("object", kind="any")

    def _part(self, schema: Mapping) -> str:
        """The table of the fields of a nested object, made once however often it is used."""
        schema = self.contract.resolve(schema)["items"] if "items" in schema else schema
        name = schema_name(schema["$ref"])
        if name not in self.parts:
            self.parts[name] = Part(name, ())
            arguments = tuple(
                # Inside a part the wire's names are used, as they are the keys of a TypedDict.
                replace(argument, name=argument.wire, place="part")
                for argument in self._body_arguments(schema, None)
            )
            del self.parts[name]  # a nested part must stand before the one that holds it
            self.parts[name] = Part(name, arguments)
        return name

    def _returns(
        self, operation: Mapping, arguments: tuple[Argument, ...]
    ) -> tuple[Type, str, tuple[str, ...]]:
        """What an operation returns, the expression that reads it, and the functions that uses."""
        envelope = answer_schema(operation)
        assert envelope is not None  # noqa: S101 - the linter asks for it
        payload = self.index.fields_of(envelope)["response"]
        said = self.index.statement(payload)
        if said.kind == "null":
            return Type("None"), "nothing", ("nothing",)
        if said.kind == "array":
            [(_, listed)] = self.index.options_by_name(payload)
            item, expression, functions = self._readable(listed["items"])
            if "207" not in operation["responses"]:
                returns = replace(item, annotation=f"list[{item.annotation}]")
                function = "several_or_page" if operation.get("x-list-or-page") else "several"
                return returns, f"{function}({expression})", (*functions, function)
            pairs = self._identities(item, arguments)
            returns = replace(item, annotation=f"PartialList[{item.annotation}]")
            return returns, f"some({expression}, {pairs})", (*functions, "PartialList", "some")
        if said.kind == "object" and said.class_name not in self.index.models:
            return Type("dict[str, Any]"), "free_form", ("free_form",)
        item, expression, functions = self._readable(payload)
        function = "page_or_several" if operation.get("x-list-or-page") else "one"
        return item, f"{function}({expression})", (*functions, function)

    def _readable(self, schema: Mapping) -> tuple[Type, str, tuple[str, ...]]:
        """An object that is a model or one of two: its type, and what reads it."""
        models = [self._model(name) for name, _ in self.index.options_by_name(schema)]
        names = tuple(model.name for model in models)
        if len(models) == 1:
            return Type(names[0], models=names), names[0], ()
        own = {f.wire for f in models[1].fields} - {f.wire for f in models[0].fields}
        marks = ", ".join(f'"{wire}"' for wire in sorted(own))
        expression = f"Either({', '.join(names)}, frozenset({{{marks}}}))"
        return Type(" | ".join(names), models=names), expression, ("Either",)

    def _identities(self, item: Type, arguments: tuple[Argument, ...]) -> str:
        """Which argument lists what an item has in which field: `imp_uid[]` lists its `imp_uid`."""
        wires = {field.wire for name in item.models for field in self.models[name].fields}
        pairs = ", ".join(
            f'"{argument.name}": "{wire}"'
            for argument in arguments
            if argument.type.many and (wire := argument.wire.removesuffix("[]")) in wires
        )
        return f"{{{pairs}}}"

    def _model(self, name: str) -> Model:
        """The model of an answer's object, made once however often it is used."""
        if name not in self.models:
            raw = self.contract.schemas[name]
            required = raw.get("required", ())
            fields = tuple(
                self._field(wire, schema, wire in required)
                for wire, schema in raw["properties"].items()
            )
            # Those that it holds stand before it.
            self.models[name] = Model(name, _module(raw), _doc(raw), fields)
        return self.models[name]

    def _field(self, wire: str, raw: Mapping, required: bool) -> Field:
        options = self.index.options_by_name(raw)
        schema = options[0][1] if len(options) == 1 else raw
        return Field(
            name=_name(wire, raw),
            wire=wire,
            type=self._field_type(raw),
            required=required,
            secret=raw.get("x-secret", False),
            doc=_doc(raw, schema),
        )

    def _field_type(self, raw: Mapping) -> Type:
        said = self.index.statement(raw)
        if raw.get("x-time") == "seconds":
            return Type("datetime", "moment")
        match said.kind:
            case "enum":
                name, base = self._enumeration(said.class_name)
                reader = "text" if base == "str" else "integer"
                return Type(f"{name} | {base}", reader, models=(name,))
            case "array":
                [(_, listed)] = self.index.options_by_name(raw)
                one = self._field_type(listed["items"])
                return Type(
                    f"list[{one.annotation}]",
                    one.reader,
                    many=True,
                    models=one.models,
                    is_model=one.is_model,
                )
            case "object" if said.class_name in self.index.models:
                name = self._model(said.class_name).name
                return Type(name, name, models=(name,), is_model=True)
            case "object":
                return Type("dict[str, Any]", "mapping")
        return _READERS.get(said.kind, Type("Any", "anything"))

    def _enumeration(self, name: str) -> tuple[str, str]:
        """The name of an enumeration, and the Python type of its values."""
        raw = self.contract.schemas[name]
        if name not in self.enumerations:
            self.enumerations[name] = Enumeration(
                name, _module(raw), raw.place.line, _doc(raw), tuple(raw["enum"])
            )
        return name, _JSON_TYPES[raw["type"]]


def _returns_text(responses: Mapping) -> str:
    text: str = responses["200"]["description"]
    if "207" in responses:
        partial: str = responses["207"]["description"]
        text += f" When `partial` is true: {partial[:1].lower()}{partial[1:]}"
    return text


def _is_free_form(schema: Mapping) -> bool:
    """Whether an object may have fields that the contract does not know."""
    return bool(schema.get("additionalProperties")) or not schema.get("properties")


def _range(arguments: tuple[Argument, ...]) -> tuple[str, str] | None:
    """The start and the end of a range: two times whose names end in `from` and `to`."""
    times = {argument.wire: argument.name for argument in arguments if argument.type.kind == "time"}
    for wire, start in times.items():
        end = times.get(f"{wire.removesuffix('from')}to")
        if wire.endswith("from") and end is not None:
            return start, end
    return None


def _module(schema: Mapping) -> str:
    """The module that a schema belongs to: that of its file."""
    return schema.place.file.removeprefix("schemas/").removesuffix(".yaml")


def _name(wire: str, raw: Mapping) -> str:
    name: str = raw.get("x-name") or python_name(wire)
    return name


def _doc(raw: Mapping, fallback: Mapping | None = None) -> Doc:
    """What is said at `raw`, or else at the schema that it refers to."""
    pg = raw.get("x-pg", {})
    other = raw if fallback is None else fallback
    text = raw.get("description") or other.get("description", "")
    korean = raw.get("x-ko") or other.get("x-ko", "")
    return Doc(
        text=text.strip(),
        korean=korean,
        unit=_unit(raw, raw.get("schema", raw)),
        limits=_limits(raw.get("schema", raw), other),
        required_by=tuple(pg.get("required", ())),
        supported_by=tuple(pg.get("supported", ())),
        unsupported_by=tuple(pg.get("unsupported", ())),
        notes=tuple((name, note.strip()) for name, note in pg.get("notes", {}).items()),
    )


def _unit(raw: Mapping, schema: Mapping) -> str:
    if raw.get("x-money"):
        won_alone = "integer" in schema.get("type", ())
        return "In won." if won_alone else "In won, or a decimal in another currency."
    return "Epoch seconds or an aware datetime." if raw.get("x-time") else ""


def _limits(raw: Mapping, resolved: Mapping) -> str:
    limits: dict[str, Any] = {**resolved, **raw}
    said = []
    if "maxLength" in limits:
        said.append(f"at most {limits['maxLength']} characters")
    if "maxItems" in limits:
        said.append(f"at most {limits['maxItems']} of them")
    if "minimum" in limits and "maximum" in limits:
        said.append(f"from {limits['minimum']} to {limits['maximum']}")
    elif "minimum" in limits:
        said.append(f"at least {limits['minimum']}")
    elif "maximum" in limits:
        said.append(f"at most {limits['maximum']}")
    if "default" in limits:
        said.append(f"{json.dumps(limits['default'], ensure_ascii=False)} when left out")
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
