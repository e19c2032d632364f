"""Read the contract: the YAML files of `spec/` as one document that still knows its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands in the contract."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Mapping(dict[str, Any]):
    """A YAML mapping that knows where it and each of its keys stand."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.key_places: dict[str, Place] = {}

    def place_of(self, key: str) -> Place:
        """Where `key` stands, or the mapping itself when it has no such key."""
        return self.key_places.get(key, self.place)


class Sequence(list[Any]):
    """A YAML sequence that knows where it stands."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


class GenerationError(Exception):
    """The contract cannot be turned into code; the message says why."""


class ContractError(GenerationError):
    """The contract cannot be read; `place` says where."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


class _Yaml12Loader(yaml.SafeLoader):
    """YAML 1.2 core without anchors: only true and false are booleans, and a date is text."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            problem = "YAML aliases are not supported: refer to a schema with $ref"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
        return super().compose_node(parent, index)


_Yaml12Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", "-0123456789"),
    ("merge", r"^(?:<<)$", "<"),
):
    _Yaml12Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first)
    )


class Files:
    """The YAML files of a contract, each read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, Mapping] = {}

    def get(self, name: str, asked_by: Place | None = None) -> Mapping:
        """The mapping that the file `name` (relative to the contract's folder) holds."""
        if name not in self._read:
            path = self.folder / name
            place = asked_by or Place(name, 1)
            if not path.is_file():
                raise ContractError(place, f"there is no file {name}")
            try:
                loader = _Yaml12Loader(path.read_text(encoding="utf-8"))
                node = loader.get_single_node()
                data = _construct(loader, node, name) if node else None
            except yaml.MarkedYAMLError as error:
                line = error.problem_mark.line + 1 if error.problem_mark else 1
                raise ContractError(Place(name, line), str(error.problem)) from error
            except (UnicodeDecodeError, yaml.YAMLError) as error:
                problem = f"the file is not YAML in UTF-8: {str(error).splitlines()[0]}"
                raise ContractError(Place(name, 1), problem) from error
            if not isinstance(data, Mapping):
                raise ContractError(Place(name, 1), "the file must hold a mapping")
            self._read[name] = data
        return self._read[name]


def _construct(loader: yaml.SafeLoader, node: yaml.Node, file: str) -> Any:
    place = Place(file, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        mapping = Mapping(place)
        for key_node, value_node in node.value:
            key = key_node.value
            key_place = Place(file, key_node.start_mark.line + 1)
            if not isinstance(key, str):
                raise ContractError(key_place, "a key must be text: put it in quotes")
            if key in mapping:
                raise ContractError(key_place, f"the key {key!r} is used twice: remove one")
            mapping[key] = _construct(loader, value_node, file)
            mapping.key_places[key] = key_place
        return mapping
    if isinstance(node, yaml.SequenceNode):
        sequence = Sequence(place)
        sequence.extend(_construct(loader, item, file) for item in node.value)
        return sequence
    try:
        return loader.construct_object(node)
    except ValueError as error:
        raise ContractError(place, str(error)) from error


METHODS = ("get", "post", "put", "delete", "patch")


@dataclass(frozen=True)
class Contract:
    """The contract as one OpenAPI document.

    Paths, parameters and responses stand in place; schemas stand under `components/schemas`, and every
    `$ref` that is left points there.
    """

    document: Mapping
    paths: tuple[tuple[str, Place], ...]
    """Each path that a file in paths/ has, and where, whether openapi.yaml lists it or not."""

    def operations(self) -> Iterator[tuple[str, str, Mapping]]:
        """Each operation as (method in capitals, path, operation), in the order of the document."""
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    yield method.upper(), path, item[method]

    @property
    def schemas(self) -> Mapping:
        """The schemas by name."""
        schemas: Mapping = self.document["components"]["schemas"]
        return schemas

    def resolve(self, schema: Mapping) -> Mapping:
        """`schema` itself, or the schema that it refers to."""
        while "$ref" in schema:
            schema = self.schemas[schema_name(schema["$ref"])]
        return schema


_SCHEMAS = "#/components/schemas/"


def schema_name(ref: str) -> str:
    """The name of the schema to which a `$ref` of the loaded contract points."""
    return ref.removeprefix(_SCHEMAS)


def load(folder: Path) -> Contract:
    """Read the contract in `folder`, or raise ContractError."""
    return _Bundler(folder).bundle()


class _Bundler:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = Files(folder)
        self.schemas: dict[str, tuple[Place, Any]] = {}
        self.following: list[Any] = []

    def bundle(self) -> Contract:
        root = self.files.get("openapi.yaml")
        document = self._copy(root, "openapi.yaml")
        # Every schema that is written is part of the contract, used or not: the linter finds the unused.
        names = sorted(path.name for path in (self.folder / "schemas").glob("*.yaml"))
        for name in names:
            file = f"schemas/{name}"
            for schema in self.files.get(file):
                self._hoist(file, schema, self.files.get(file).place_of(schema))
        components = document.setdefault("components", Mapping(root.place))
        if not isinstance(components, Mapping):
            raise ContractError(root.place_of("components"), "components must be a mapping")
        schemas = Mapping(root.place)
        for name in sorted(self.schemas):
            place, schema = self.schemas[name]
            schemas[name] = schema
            schemas.key_places[name] = place
        for name in schemas:
            followed, schema = {name}, schemas[name]
            while isinstance(schema, Mapping) and "$ref" in schema:
                name = schema_name(schema["$ref"])
                if name in followed:
                    raise ContractError(schema.place_of("$ref"), f"{name} leads back to itself")
                followed.add(name)
                schema = schemas[name]
        components["schemas"] = schemas
        components.pop("responses", None)  # they stand in place now
        files = sorted(path.name for path in (self.folder / "paths").glob("*.yaml"))
        paths = tuple(
            (path, place)
            for name in files
            for path, place in self.files.get(f"paths/{name}").key_places.items()
        )
        return Contract(document, paths)

    def _copy(self, node: Any, file: str) -> Any:
        """A copy of `node`, which stands in `file`, with its references resolved."""
        if isinstance(node, Mapping):
            if "$ref" in node:
                return self._follow(node, file)
            copy = Mapping(node.place)
            copy.key_places = node.key_places
            for key, value in node.items():
                # An example is data: a "$ref" in it would be text.
                copy[key] = value if key in ("example", "examples") else self._copy(value, file)
            return copy
        if isinstance(node, Sequence):
            sequence = Sequence(node.place)
            sequence.extend(self._copy(item, file) for item in node)
            return sequence
        return node

    def _follow(self, node: Mapping, file: str) -> Any:
        place = node.place_of("$ref")
        if not isinstance(node["$ref"], str):
            raise ContractError(place, "$ref must be text, such as schemas/users.yaml#/User")
        target, _, pointer = node["$ref"].partition("#/")
        if target:
            steps: list[str] = file.split("/")[:-1]
            for step in target.split("/"):
                steps = steps[:-1] if step == ".." else [*steps, step]
            target = "/".join(steps)
        else:
            target = file
        keys = [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")]
        if target.startswith("schemas/") and len(keys) == 1:
            self._hoist(target, keys[0], place)
            copy = Mapping(node.place)
            copy.key_places = node.key_places
            copy["$ref"] = _SCHEMAS + keys[0]
            for key, value in node.items():
                if key != "$ref":
                    copy[key] = self._copy(value, file)
            return copy
        found: Any = self.files.get(target, place)
        for key in keys:
            if not isinstance(found, Mapping) or key not in found:
                raise ContractError(place, f"{node['$ref']} leads nowhere: there is no {key!r}")
            found = found[key]
        if any(found is other for other in self.following):
            raise ContractError(place, f"{node['$ref']} leads back to itself: write it out")
        self.following.append(found)
        copied = self._copy(found, target)
        self.following.pop()
        return copied

    def _hoist(self, file: str, name: str, place: Place) -> None:
        mapping = self.files.get(file, place)
        if name not in mapping:
            raise ContractError(place, f"{file} has no schema {name}")
        own = mapping.place_of(name)
        if name in self.schemas:
            if self.schemas[name][0] != own:
                raise ContractError(
                    own, f"{name} is already defined at {self.schemas[name][0]}: rename one"
                )
            return
        self.schemas[name] = (own, None)  # a schema may refer to itself
        self.schemas[name] = (own, self._copy(mapping[name], file))
