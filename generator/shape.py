"""Decide the shape of the client: which classes, fields, methods and arguments it has.

openapi-python-client validates the document and works out the graph of models and the names; what it
drops (the extensions) is looked up in the contract and attached here. The templates only print.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.openapi import Endpoint, GeneratorData
from openapi_python_client.parser.properties import LiteralEnumProperty, ModelProperty
from openapi_python_client.parser.properties.any import AnyProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol as Property
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty

from .load import Contract, GenerationError, Mapping, schema_name
from .names import python_name
from .outline import (
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

# Attributes that every model has: a field of that name would hide them.
_RESERVED = frozenset({"raw", "extra", "read", "mask", "keys", "to_dict", "to_json", "from_dict"})


class ShapeError(GenerationError):
    """The contract cannot be turned into a client; the message says where and why."""


def shape(contract: Contract) -> Client:
    """The shape of the client that the contract asks for, or ShapeError."""
    return _Shaper(contract).client()


def _parse(contract: Contract) -> GeneratorData:
    """openapi-python-client's view of the contract, with nothing skipped."""
    logging.getLogger("openapi_python_client").setLevel(logging.ERROR)
    config = Config.from_sources(
        ConfigFile(literal_enums=True),
        MetaType.NONE,
        document_source=Path("spec"),
        file_encoding="utf-8",
        overwrite=True,
        output_path=None,
    )
    document = json.loads(json.dumps(contract.document))
    data = GeneratorData.from_dict(document, config=config)
    if isinstance(data, GeneratorError):
        raise ShapeError(f"openapi-python-client refuses the contract: {data.header} {data.detail}")
    problems = [*data.errors]
    for collection in data.endpoint_collections_by_tag.values():
        problems += collection.parse_errors
    if problems:
        lines = "\n".join(f"  {p.header} {p.detail or ''}".rstrip() for p in problems)
        raise ShapeError(f"openapi-python-client skipped parts of the contract:\n{lines}")
    return data


class _Shaper:
    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.data = _parse(contract)
        self.properties: dict[str, ModelProperty] = {
            model.class_info.name: model
            for model in self.data.models
            if isinstance(model, ModelProperty)
        }
        self.parts: dict[str, Part] = {}
        self.enumerations: dict[str, Enumeration] = {}
        self.models: dict[str, Model] = {}

    def client(self) -> Client:
        endpoints: dict[str, Endpoint] = {
            endpoint.name: endpoint
            for collection in self.data.endpoint_collections_by_tag.values()
            for endpoint in collection.endpoints
        }
        operations = list(self.contract.operations())
        names = [operation["operationId"] for _, _, operation in operations]
        if len(set(names)) != len(names):
            twice = sorted({name for name in names if names.count(name) > 1})
            raise ShapeError(f"these operationIds are used twice: {', '.join(twice)}")
        if len(endpoints) != len(operations):
            lost = sorted(name for name in names if name.replace(".", "_") not in endpoints)
            raise ShapeError(
                f"the contract has {len(operations)} operations, openapi-python-client "
                f"{len(endpoints)}; missing: {', '.join(lost)}"
            )
        resources = tuple(
            resource
            for tag in self.contract.document["tags"]
            if (resource := self._resource(tag, operations, endpoints)).operations
        )
        return Client(
            resources,
            tuple(self.models.values()),
            tuple(self.enumerations.values()),
            tuple(self.parts),
            tuple(self.contract.document.get("x-errors", ())),
            frozenset(_secret_fields(self.contract)),
        )

    def _resource(
        self,
        tag: Mapping,
        operations: list[tuple[str, str, Mapping]],
        endpoints: dict[str, Endpoint],
    ) -> Resource:
        before = set(self.parts)
        shaped = tuple(
            self._operation(
                method, path, operation, endpoints[operation["operationId"].replace(".", "_")]
            )
            for method, path, operation in operations
            if operation["tags"] == [tag["name"]]
        )
        parts = tuple(part for name, part in self.parts.items() if name not in before)
        return Resource(tag["name"], _class_name(tag["name"]), _doc(tag), shaped, parts)

    def _operation(
        self, method: str, path: str, operation: Mapping, endpoint: Endpoint
    ) -> Operation:
        name = operation["operationId"]
        arguments = (*self._parameters(operation, endpoint), *self._body(operation, endpoint))
        names = [argument.name for argument in arguments]
        if len(set(names)) != len(names):
            raise ShapeError(f"{operation.place}: {name} has two arguments of one name: {names}")
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
        if not method.startswith("list_") and "name" not in page["iterator"]:
            raise ShapeError(
                f"{page.place}: {method} does not begin with list_: give its iterator a name"
            )
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
            largest = raw["schema"].get("maximum")
            if largest is None:
                raise ShapeError(
                    f"{raw.place}: {limit} has no maximum: say how large a page can be"
                )
        return Iteration(
            method=page["iterator"].get("name", f"iter_{method.removeprefix('list_')}"),
            summary=page["iterator"]["summary"],
            item=item,
            arguments=tuple(a for a in arguments if a.name != page["page"]),
            limit=limit,
            largest=largest,
            days=page.get("window", {}).get("days"),
        )

    def _parameters(self, operation: Mapping, endpoint: Endpoint) -> Iterator[Argument]:
        """The arguments in path and query, in the order of the contract."""
        found: dict[str, Property] = {
            _wire_name(parameter): parameter
            for parameter in (*endpoint.path_parameters, *endpoint.query_parameters)
        }
        for raw in operation.get("parameters", ()):
            wire = raw["name"]
            if wire not in found:
                raise ShapeError(f"{raw.place}: openapi-python-client lost the parameter {wire}")
            omit = raw.get("x-omit") == "all"
            required = bool(raw.get("required")) and not raw.get("x-optional")
            yield self._argument(
                wire, raw, raw["schema"], found[wire], raw["in"], required or omit, None
            )

    def _body(self, operation: Mapping, endpoint: Endpoint) -> Iterator[Argument]:
        """The arguments in the body, in the order of the contract."""
        if "requestBody" not in operation:
            return
        content = operation["requestBody"]["content"]["application/json"]["schema"]
        if not endpoint.bodies or not isinstance(endpoint.bodies[0].prop, ModelProperty):
            raise ShapeError(f"{operation.place}: openapi-python-client lost the body")
        yield from self._body_arguments(content, None)

    def _body_arguments(self, schema: Mapping, within: str | None) -> Iterator[Argument]:
        model, raw_model = self._model_of(schema)
        for wire, prop, raw in self._fields_of(model, raw_model):
            if raw.get("x-flatten"):
                yield from self._body_arguments(raw, wire)
                continue
            omit = raw.get("x-omit") == "all"
            required = wire in raw_model.get("required", ()) or omit
            yield self._argument(wire, raw, raw, prop, "body", required, within)

    def _argument(
        self,
        wire: str,
        raw: Mapping,
        schema: Mapping,
        prop: Property,
        place: str,
        required: bool,
        within: str | None,
    ) -> Argument:
        type_ = self._argument_type(prop, schema, raw)
        return Argument(
            name=_name(wire, raw),
            wire=wire,
            place=place,
            type=type_,
            required=required,
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

    def _argument_type(self, prop: Property, schema: Mapping, raw: Mapping) -> Type:
        if raw.get("x-time") == "seconds":
            return Type("Time", kind="time")
        if raw.get("x-money"):
            return Type("Money", kind="won" if isinstance(prop, IntProperty) else "money")
        for kind in ("identity", "currency"):
            if raw.get(f"x-{kind}"):
                many = isinstance(prop, ListProperty)
                return Type("Strings" if many else "str", kind=kind, many=many)
        match prop:
            case LiteralEnumProperty():
                name = self._enumeration(prop, schema)
                kind = "text" if prop.value_type is str else "integer"
                is_open = self.contract.resolve(schema).get("x-open")
                annotation = f"{name} | {prop.value_type.__name__}" if is_open else name
                return Type(annotation, kind=kind, models=(name,))
            case StringProperty():
                return Type("str", kind="text")
            case IntProperty():
                return Type("int", kind="integer")
            case BooleanProperty():
                return Type("bool", kind="boolean")
            case ListProperty():
                items = self.contract.resolve(schema)["items"]
                inner = self._argument_type(prop.inner_property, items, items)
                annotation = (
                    "Strings" if inner.annotation == "str" else f"Sequence[{inner.annotation}]"
                )
                return Type(annotation, kind=inner.kind, many=True, models=inner.models)
            case ModelProperty():
                if _is_free_form(self.contract.resolve(schema)):
                    return Type("dict[str, Any]", kind="any")
                return Type(prop.class_info.name, kind="object", models=(prop.class_info.name,))
            case UnionProperty():
                if all(isinstance(p, (StringProperty, ListProperty)) for p in _options(prop)):
                    return Type("str | Strings", kind="any")
            case AnyProperty():
                return Type("object", kind="any")
        raise ShapeError(f"{schema.place}: an argument cannot be of type {type(prop).__name__}")

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
        answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
        prop = self._payload(answer)
        inner = _options(prop)
        if not inner:
            return Type("None"), "nothing", ("nothing",)
        if len(inner) == 1 and isinstance(inner[0], ListProperty):
            item, expression, functions = self._readable(operation, inner[0].inner_property)
            if "207" not in operation["responses"]:
                returns = replace(item, annotation=f"list[{item.annotation}]")
                function = "several_or_page" if operation.get("x-list-or-page") else "several"
                return returns, f"{function}({expression})", (*functions, function)
            pairs = self._identities(item, arguments)
            returns = replace(item, annotation=f"PartialList[{item.annotation}]")
            return returns, f"some({expression}, {pairs})", (*functions, "PartialList", "some")
        if isinstance(inner[0], ModelProperty) and not self._model(inner[0]).fields:
            del self.models[inner[0].class_info.name]
            return Type("dict[str, Any]"), "free_form", ("free_form",)
        item, expression, functions = self._readable(operation, prop)
        function = "page_or_several" if operation.get("x-list-or-page") else "one"
        return item, f"{function}({expression})", (*functions, function)

    def _readable(self, operation: Mapping, prop: Property) -> tuple[Type, str, tuple[str, ...]]:
        """An object that is a model or one of two: its type, and what reads it."""
        models = [self._model(p) for p in _options(prop) if isinstance(p, ModelProperty)]
        names = tuple(model.name for model in models)
        if len(models) != len(_options(prop)) or len(models) not in (1, 2):
            raise ShapeError(f"{operation.place}: a payload is an object, or one of two")
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

    def _payload(self, answer: Mapping) -> Property:
        """What the envelope `answer` holds."""
        name = schema_name(answer["$ref"])
        found = _properties(self.properties[name]).get("response")
        if found is None:
            raise ShapeError(f"{answer.place}: {name} has no response")
        return found

    def _model_of(self, schema: Mapping) -> tuple[ModelProperty, Mapping]:
        name = schema_name(schema["$ref"])
        return self.properties[name], self.contract.resolve(schema)

    def _fields_of(
        self, model: ModelProperty, raw: Mapping
    ) -> Iterator[tuple[str, Property, Mapping]]:
        """The properties of an object, in the order of the contract."""
        found = _properties(model)
        for wire, schema in raw.get("properties", {}).items():
            if wire not in found:
                raise ShapeError(f"{schema.place}: openapi-python-client lost the field {wire}")
            yield wire, found[wire], schema

    def _model(self, prop: ModelProperty) -> Model:
        """The model of an answer's object, made once however often it is used."""
        name = prop.class_info.name
        if name not in self.models:
            raw = self.contract.schemas[name]
            model = Model(name, _module(raw), _doc(raw), ())
            self.models[name] = model  # an object may hold its own kind
            fields = tuple(
                self._field(wire, inner, schema, wire in raw.get("required", ()))
                for wire, inner, schema in self._fields_of(self.properties[name], raw)
            )
            names = [field.name for field in fields]
            if len(set(names)) != len(names):
                raise ShapeError(f"{raw.place}: {name} has two fields of one name: {names}")
            del self.models[name]  # those that it holds stand before it
            self.models[name] = replace(model, fields=fields)
        return self.models[name]

    def _field(self, wire: str, prop: Property, raw: Mapping, required: bool) -> Field:
        name = _name(wire, raw)
        if name in _RESERVED:
            raise ShapeError(f"{raw.place}: a field cannot be called {name}: give it an x-name")
        schema = self._without_null(raw)
        return Field(
            name=name,
            wire=wire,
            type=self._field_type(prop, schema, raw),
            required=required,
            secret=raw.get("x-secret", False),
            doc=_doc(raw, self.contract.resolve(schema)),
        )

    def _without_null(self, schema: Mapping) -> Mapping:
        options = [option for option in schema.get("anyOf", ()) if option.get("type") != "null"]
        return options[0] if len(options) == 1 else schema

    def _field_type(self, prop: Property, schema: Mapping, raw: Mapping) -> Type:
        options = _options(prop)
        if len(options) != 1:
            return Type("Any", "anything")
        prop = options[0]
        if raw.get("x-time") == "seconds":
            return Type("datetime", "moment")
        match prop:
            case LiteralEnumProperty():
                name = self._enumeration(prop, schema)
                base = prop.value_type.__name__
                reader = "text" if base == "str" else "integer"
                return Type(f"{name} | {base}", reader, models=(name,))
            case StringProperty():
                return Type("str", "text")
            case IntProperty():
                return Type("int", "integer")
            case FloatProperty():
                return Type("int | Decimal", "money")
            case BooleanProperty():
                return Type("bool", "boolean")
            case ListProperty():
                items = self.contract.resolve(schema)["items"]
                one = self._field_type(prop.inner_property, items, items)
                return Type(
                    f"list[{one.annotation}]",
                    one.reader,
                    many=True,
                    models=one.models,
                    is_model=one.is_model,
                )
            case ModelProperty():
                model = self._model(prop)
                if not model.fields:
                    del self.models[model.name]
                    return Type("dict[str, Any]", "mapping")
                return Type(model.name, model.name, models=(model.name,), is_model=True)
            case AnyProperty():
                return Type("Any", "anything")
        raise ShapeError(f"{schema.place}: a field cannot be of type {type(prop).__name__}")

    def _enumeration(self, prop: LiteralEnumProperty, schema: Mapping) -> str:
        name = schema_name(schema["$ref"]) if "$ref" in schema else prop.class_info.name
        raw = self.contract.schemas[name]
        if name not in self.enumerations:
            self.enumerations[name] = Enumeration(
                name, _module(raw), raw.place.line, _doc(raw), tuple(raw["enum"])
            )
        return name


def _properties(model: ModelProperty) -> dict[str, Property]:
    """The properties of an object by their wire names."""
    properties: list[Property] = [*(model.required_properties or ())]
    properties += model.optional_properties or ()
    return {_wire_name(prop): prop for prop in properties}


def _options(prop: Property) -> list[Property]:
    """What a property may be, but for null."""
    options = prop.inner_properties if isinstance(prop, UnionProperty) else [prop]
    return [option for option in options if not isinstance(option, NoneProperty)]


def _returns_text(responses: Mapping) -> str:
    text: str = responses["200"]["description"]
    if "207" in responses:
        partial: str = responses["207"]["description"]
        text += f" When `partial` is true: {partial[:1].lower()}{partial[1:]}"
    return text


def _secret_fields(contract: Contract) -> Iterator[str]:
    """The wire names of all secret arguments and fields."""
    for schema in contract.schemas.values():
        for wire, field in schema.get("properties", {}).items():
            if field.get("x-secret"):
                yield wire
    for _, _, operation in contract.operations():
        for parameter in operation.get("parameters", ()):
            if parameter.get("x-secret"):
                yield parameter["name"]


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


def _class_name(resource: str) -> str:
    return "".join(word.capitalize() for word in resource.split("_"))


def _name(wire: str, raw: Mapping) -> str:
    name: str = raw.get("x-name") or python_name(wire)
    if not name.isidentifier():
        raise ShapeError(f"{raw.place}: {wire!r} is not a valid Python name: give it an x-name")
    return name


def _wire_name(prop: Property) -> str:
    """The name on the wire, which openapi-python-client wraps so that no template prints it unchecked."""
    name: str = prop.name.get_untrusted_value()
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
