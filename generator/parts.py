"""What datamodel-code-generator makes: the nested parts of requests, and the emulator's request models.

It is never shown the contract as it stands. Each function hands it a small document that holds nothing but
the classes that are wanted, and counts what comes back: it skips what it cannot read without a word.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

from .docstrings import wrap
from .load import Contract, GenerationError, Mapping, schema_name

_REF = "#/components/schemas/"
_FUTURE = "from __future__ import annotations\n"
# No minLength: V1 takes an empty value for one that was left out.
_LIMITS = (
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minItems",
    "maxItems",
    "default",
)


class PartsError(GenerationError):
    """datamodel-code-generator did not make the classes that the contract asks for."""


def typed_dicts(contract: Contract) -> str:
    """A TypedDict for each object that stands inside a request's body."""
    docstring = '"""The objects inside the bodies of requests."""\n\n'
    schemas = _TypedDicts(contract).schemas()
    if not schemas:
        return docstring + _FUTURE
    text = _generate(
        schemas,
        output_model_type="typing.TypedDict",
        use_schema_description=True,
        use_field_description=True,
        use_attribute_docstrings=True,
        use_single_line_docstring=True,
    )
    return docstring + _with_import(text, "from .values import Money")


def request_models(contract: Contract) -> str:
    """A pydantic model for the arguments in path and query of each operation, and one for each body."""
    schemas = _RequestModels(contract).schemas()
    text = _generate(
        schemas,
        output_model_type="pydantic_v2.BaseModel",
        base_class="portone_v1_emulator.web.models.RequestModel",
        aliases=_aliases(contract),
        field_constraints=True,
        strict_nullable=True,
    )
    return '"""What the operations take, as pydantic models."""\n\n' + _with_import(
        text, "from portone_v1_emulator.web.models import Money"
    )


def emulator_contract(contract: Contract) -> str:
    """The contract as one JSON document, without what only the client's docstrings say."""
    return json.dumps(_lean(contract.document), ensure_ascii=False, indent=1) + "\n"


def params_name(operation: str) -> str:
    """The name of the model of an operation's arguments: `payments.get_many` → `PaymentsGetManyParams`."""
    return "".join(word.capitalize() for word in re.split(r"[._]", operation)) + "Params"


class _Schemas:
    """The schemas of the wanted classes, in the order of the contract, as plain JSON Schema."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.found: dict[str, dict[str, Any]] = {}

    def bodies(self) -> Iterator[tuple[str, Mapping]]:
        """The name and the schema of each body, some more than once."""
        for _, _, operation in self.contract.operations():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                yield (
                    schema_name(content["schema"]["$ref"]),
                    self.contract.resolve(content["schema"]),
                )

    def add(self, name: str, schema: Mapping) -> None:
        if name not in self.found:
            self.found[name] = {}  # an object may hold its own kind
            self.found[name] = self.object(schema)

    def object(self, schema: Mapping) -> dict[str, Any]:
        fields = self.fields(schema)
        required = [wire for wire, (_, needed) in fields.items() if needed]
        properties = {wire: self.convert(field) for wire, (field, _) in fields.items()}
        return {"type": "object", "required": required, "properties": properties}

    def fields(self, schema: Mapping) -> dict[str, tuple[Mapping, bool]]:
        """The fields of an object by their wire names, and whether they are required."""
        required = schema.get("required", ())
        return {wire: (field, wire in required) for wire, field in schema["properties"].items()}

    def convert(self, schema: Mapping) -> dict[str, Any]:
        """`schema` as datamodel-code-generator shall see it: with objects by name, all else in place."""
        resolved = self.contract.resolve(schema)
        if "properties" in resolved:
            name = schema_name(schema["$ref"])
            self.add(name, resolved)
            return {"$ref": _REF + name}
        if "enum" in resolved:
            return {"type": resolved["type"], "enum": resolved["enum"]}
        converted: dict[str, Any] = {}
        if "type" in resolved:
            converted["type"] = resolved["type"]
        if "items" in resolved:
            converted["items"] = self.convert(resolved["items"])
        if "anyOf" in resolved:
            converted["anyOf"] = [self.convert(option) for option in resolved["anyOf"]]
        if schema.get("x-money"):
            converted["x-python-type"] = "Money"
        return converted


class _TypedDicts(_Schemas):
    """Objects inside of bodies, as users write them: moments, money, and lists that PortOne extends."""

    def schemas(self) -> dict[str, dict[str, Any]]:
        for _, body in self.bodies():
            for field, _ in self.fields(body).values():
                self.convert(field)
        return self.found

    def fields(self, schema: Mapping) -> dict[str, tuple[Mapping, bool]]:
        fields: dict[str, tuple[Mapping, bool]] = {}
        for wire, (field, needed) in super().fields(schema).items():
            if field.get("x-flatten"):
                fields |= self.fields(self.contract.resolve(field))
            else:
                fields[wire] = (field, needed)
        return fields

    def object(self, schema: Mapping) -> dict[str, Any]:
        return super().object(schema) | _description(schema)

    def convert(self, schema: Mapping) -> dict[str, Any]:
        converted = super().convert(schema)
        if self.contract.resolve(schema).get("x-open"):
            converted = {"anyOf": [converted, {"type": converted["type"]}]}
        converted |= _description(schema)
        if schema.get("x-time") == "seconds":
            converted["x-python-type"] = "datetime | int"
        return converted


class _RequestModels(_Schemas):
    """Arguments and bodies as they come over the wire, with the limits that the contract sets."""

    def schemas(self) -> dict[str, dict[str, Any]]:
        for _, _, operation in self.contract.operations():
            if operation.get("parameters"):
                self.found[params_name(operation["operationId"])] = self.arguments(operation)
        for name, body in self.bodies():
            self.add(name, body)
        return self.found

    def arguments(self, operation: Mapping) -> dict[str, Any]:
        inside = [p for p in operation["parameters"] if p["in"] in ("path", "query")]
        required = [p["name"] for p in inside if p.get("required") and not p.get("x-optional")]
        properties = {p["name"]: self.convert(_schema_of(p)) for p in inside}
        return {"type": "object", "required": required, "properties": properties}

    def convert(self, schema: Mapping) -> dict[str, Any]:
        converted = super().convert(schema)
        if "$ref" not in converted:
            limits = {**self.contract.resolve(schema), **schema}
            if "x-python-type" in converted:
                limits.pop("default", None)  # an int, where a Decimal is due
            if schema.get("x-secret"):
                limits.pop("pattern", None)  # the details of a card are for the PG to refuse
            converted |= {limit: limits[limit] for limit in _LIMITS if limit in limits}
        return converted


def _schema_of(parameter: Mapping) -> Mapping:
    """The schema of a parameter, and what stands beside it and would stand inside it in a body."""
    schema = Mapping(parameter.place)
    schema |= parameter["schema"]
    if "x-money" in parameter:
        schema["x-money"] = parameter["x-money"]
    return schema


def _description(schema: Mapping) -> dict[str, str]:
    text = schema.get("description", "").strip()
    if korean := schema.get("x-ko"):
        text = f"{text} ({korean})".strip()
    # Narrow enough to fit between quotes in one line, four columns in.
    return {"description": wrap(text, 10)} if text else {}


def _aliases(contract: Contract) -> dict[str, str]:
    """The Python names of arguments such as `imp_uid[]`, whose wire name is none."""
    return {
        parameter["name"]: parameter["x-name"]
        for _, _, operation in contract.operations()
        for parameter in operation.get("parameters", ())
        if "x-name" in parameter and not parameter["name"].isidentifier()
    }


def _generate(schemas: dict[str, dict[str, Any]], **options: Any) -> str:
    """The classes of `schemas` as Python, unformatted."""
    # Imported here: whoever only reads the contract need not wait for it.
    from datamodel_code_generator import generate
    from datamodel_code_generator.enums import InputFileType
    from datamodel_code_generator.format import PythonVersion

    document = {
        "openapi": "3.1.0",
        "info": {"title": "parts", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    shared: dict[str, Any] = {
        "custom_file_header": "#",  # or it would print its own, with the time
        "formatters": [],
        "enum_field_as_literal": "all",
        "use_annotated": True,
        "use_standard_collections": True,
        "use_standard_primitive_types": True,
        "use_union_operator": True,
    }
    text = generate(
        document,
        input_file_type=InputFileType.OpenAPI,
        target_python_version=PythonVersion.PY_311,
        **shared,
        **options,
    )
    if not isinstance(text, str):
        raise PartsError("datamodel-code-generator made several modules instead of one")
    made = _classes(text)
    if sorted(made) != sorted(schemas):
        lost, added = sorted(set(schemas) - set(made)), sorted(set(made) - set(schemas))
        raise PartsError(
            f"datamodel-code-generator made {len(made)} classes of {len(schemas)} schemas; "
            f"lost: {', '.join(lost) or 'none'}; added: {', '.join(added) or 'none'}"
        )
    return text.removeprefix("#").lstrip()


def _classes(text: str) -> list[str]:
    """The names of the classes in `text`, also of those that are written as a call of TypedDict."""
    names = []
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.ClassDef):
            names.append(statement.name)
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            names.append(statement.targets[0].id)
    return names


def _with_import(text: str, line: str) -> str:
    """`text` with one more import, which datamodel-code-generator cannot be made to print."""
    if not text.startswith(_FUTURE):
        raise PartsError("datamodel-code-generator no longer begins with a __future__ import")
    return f"{_FUTURE}{line}\n{text.removeprefix(_FUTURE)}"


def _lean(node: Any) -> Any:
    """`node` without Korean names and without what is only told about single PGs."""
    if isinstance(node, list):
        return [_lean(item) for item in node]
    if not isinstance(node, dict):
        return node
    lean = {key: _lean(value) for key, value in node.items() if key not in ("x-ko", "x-pg")}
    if "x-pg" in node:
        lean["x-pg"] = {key: pgs for key, pgs in node["x-pg"].items() if key != "notes"}
    return lean
