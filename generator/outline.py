"""The words in which a client is described: resources, operations, arguments, models."""

from __future__ import annotations

from dataclasses import dataclass

from .load import Mapping


@dataclass(frozen=True)
class Type:
    """A type as Python writes it, and how a value of it is read and sent."""

    annotation: str
    reader: str = ""
    """The function or model that reads it from an answer."""
    kind: str = ""
    """How an argument of it is encoded."""
    many: bool = False
    models: tuple[str, ...] = ()
    """The models and enumerations that the annotation names."""
    is_model: bool = False


@dataclass(frozen=True)
class Doc:
    """What is said of an operation, an argument, a field or a class."""

    text: str
    korean: str
    unit: str = ""
    """A sentence on what a value counts in."""
    limits: str = ""
    """A sentence on how long or large a value may be."""
    required_by: tuple[str, ...] = ()
    supported_by: tuple[str, ...] = ()
    unsupported_by: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Field:
    """A field of a model."""

    name: str
    wire: str
    type: Type
    required: bool
    secret: bool
    doc: Doc

    @property
    def annotation(self) -> str:
        if self.type.many or self.required or self.type.annotation == "Any":
            return self.type.annotation
        return f"{self.type.annotation} | None"

    @property
    def default(self) -> str:
        if self.type.many:
            return f" = field(factory={self.type.annotation})"
        return "" if self.required else " = None"

    @property
    def expression(self) -> str:
        """How a reader `r` reads it."""
        if self.type.is_model:
            method = "models" if self.type.many else "need_model" if self.required else "model"
        else:
            method = "items" if self.type.many else "need" if self.required else "get"
        reader = self.type.reader
        if reader == "moment" and not self.required:
            reader = "time"
        return f'r.{method}("{self.wire}", {reader})'


@dataclass(frozen=True)
class Model:
    """An object that answers hold."""

    name: str
    module: str
    doc: Doc
    fields: tuple[Field, ...]

    @property
    def secrets(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.secret)

    @property
    def renamed(self) -> dict[str, str]:
        """The wire names of the fields that have another name in Python."""
        return {field.name: field.wire for field in self.fields if field.name != field.wire}


@dataclass(frozen=True)
class Enumeration:
    """The known values of a field."""

    name: str
    module: str
    line: int
    doc: Doc
    values: tuple[str | int, ...]


@dataclass(frozen=True)
class Argument:
    """An argument of an operation, or a field of one."""

    name: str
    wire: str
    place: str
    type: Type
    required: bool
    whole: bool
    within: str | None
    secret: bool
    parts: str | None
    """The name of the nested part's table."""
    doc: Doc
    deprecated: bool
    default: str | None
    """The currency that is meant when none is given."""
    pattern: str
    """The regular expression that a text must match."""
    form: str
    """The same in words."""

    @property
    def annotation(self) -> str:
        annotation = self.type.annotation
        if self.whole:
            annotation += ' | Literal["all"]'
        return annotation if self.required else f"{annotation} | None"


@dataclass(frozen=True)
class Part:
    """The fields of an object inside a request."""

    name: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True)
class Iteration:
    """The method that goes through all pages of an operation."""

    method: str
    summary: str
    item: str
    """What it yields."""
    arguments: tuple[Argument, ...]
    """Those of the operation but the page."""
    limit: str | None
    """The argument that says how many items a page has, and how many one can have."""
    largest: int | None
    days: int | None
    """The longest range that the operation takes at once."""

    @property
    def names(self) -> frozenset[str]:
        return frozenset(argument.name for argument in self.arguments)


@dataclass(frozen=True)
class Operation:
    """A method of a resource."""

    name: str
    method: str
    constant: str
    http_method: str
    path: str
    effect: str
    token: bool
    deprecated: bool
    doc: Doc
    summary: str
    arguments: tuple[Argument, ...]
    returns: Type
    returns_text: str
    parse: str
    """The expression that reads the payload."""
    parse_functions: tuple[str, ...]
    errors: tuple[Mapping, ...]
    one_of: tuple[str, ...]
    any_of: tuple[str, ...]
    range: tuple[str, str] | None
    """The arguments that are the start and the end of a range of time."""
    declined: Mapping | None
    may_be_empty: bool
    resolve: Mapping | None
    page: Mapping | None
    iteration: Iteration | None

    @property
    def positional(self) -> tuple[Argument, ...]:
        return tuple(a for a in self.arguments if a.place == "path" and a.required)

    @property
    def keywords(self) -> tuple[Argument, ...]:
        rest = [a for a in self.arguments if a not in self.positional]
        return tuple(sorted(rest, key=lambda argument: not argument.required))

    @property
    def identities(self) -> tuple[str, ...]:
        return tuple(a.name for a in self.arguments if a.type.kind == "identity")

    @property
    def secrets(self) -> tuple[str, ...]:
        """The arguments that are secret, or may hold something secret."""
        return tuple(a.name for a in self.arguments if a.secret or a.parts)


@dataclass(frozen=True)
class Resource:
    """A part of the API."""

    name: str
    class_name: str
    doc: Doc
    operations: tuple[Operation, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Client:
    """Everything that the templates print."""

    resources: tuple[Resource, ...]
    models: tuple[Model, ...]
    enumerations: tuple[Enumeration, ...]
    parts: tuple[str, ...]
    common_errors: tuple[Mapping, ...]
    secret_fields: frozenset[str]
