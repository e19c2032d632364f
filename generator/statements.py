"""What openapi-python-client's parser says of the contract, by JSON pointer.

It validates the document in its own way, and gives every schema a kind and a class name. The reader of
schemas says the same, so a disagreement means that one of them reads the contract wrongly. This is the
only module that knows openapi-python-client's classes.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.openapi import GeneratorData
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

from .load import Contract, GenerationError
from .schema_index import SchemaIndex, Statement, pointer

_KINDS: dict[type, str] = {
    LiteralEnumProperty: "enum",
    ModelProperty: "object",
    ListProperty: "array",
    StringProperty: "string",
    IntProperty: "integer",
    FloatProperty: "number",
    BooleanProperty: "boolean",
    AnyProperty: "any",
}


@dataclass(frozen=True)
class Disagreement(GenerationError):
    """The reader of schemas and openapi-python-client understand a schema differently."""

    at: str
    ours: Statement | None
    theirs: Statement | None

    def __str__(self) -> str:
        return (
            f"{self.at}: the generator reads {self.ours or 'nothing'}, openapi-python-client "
            f"{self.theirs or 'nothing'}: write the schema more plainly"
        )


def check_statements(index: SchemaIndex) -> None:
    """Raise Disagreement where openapi-python-client and the reader of schemas say different things."""
    ours, theirs = index.statements, dict(_statements(index.contract))
    for at in sorted(ours.keys() | theirs.keys()):
        if ours.get(at) != theirs.get(at):
            raise Disagreement(at, ours.get(at), theirs.get(at))


def _parse(contract: Contract) -> GeneratorData:
    """Parse the contract, and raise GenerationError if anything was skipped."""
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
        raise GenerationError(
            f"openapi-python-client refuses the contract: {data.header} {data.detail}"
        )
    problems = [*data.errors]
    for collection in data.endpoint_collections_by_tag.values():
        problems += collection.parse_errors
    if problems:
        lines = "\n".join(f"  {p.header} {p.detail or ''}".rstrip() for p in problems)
        raise GenerationError(f"openapi-python-client skipped parts of the contract:\n{lines}")
    return data


def _statements(contract: Contract) -> Iterator[tuple[str, Statement]]:
    data = _parse(contract)
    for model in data.models:
        if isinstance(model, ModelProperty):
            properties = [*(model.required_properties or ()), *(model.optional_properties or ())]
            for prop in properties:
                yield pointer(model.class_info.name, _wire_name(prop)), _statement(prop)
    for collection in data.endpoint_collections_by_tag.values():
        for endpoint in collection.endpoints:
            at = f"{endpoint.method.upper()} {endpoint.path.get_untrusted_value()}"
            for prop in (*endpoint.path_parameters, *endpoint.query_parameters):
                yield pointer(at, _wire_name(prop)), _statement(prop)
            for body in endpoint.bodies:
                yield pointer(at, "body"), _statement(body.prop)


def _statement(prop: Property) -> Statement:
    inner = prop.inner_properties if isinstance(prop, UnionProperty) else [prop]
    options = [option for option in inner if not isinstance(option, NoneProperty)]
    nullable = len(options) < len(inner)
    if len(options) != 1:
        return Statement("union" if options else "null", nullable=nullable)
    (option,) = options
    kind = _KINDS.get(type(option), type(option).__name__)
    if isinstance(option, ListProperty):
        item = _statement(option.inner_property)
        return Statement(kind, item.class_name, nullable, item.kind)
    name = option.class_info.name if isinstance(option, LiteralEnumProperty | ModelProperty) else ""
    return Statement(kind, name, nullable)


def _wire_name(prop: Property) -> str:
    """The name on the wire, which openapi-python-client wraps so that no template prints it unchecked."""
    name: str = prop.name.get_untrusted_value()
    return name
