"""Print the client: templates and the runtime they stand on, as a mapping of paths to text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from . import docstrings
from .load import Contract, Mapping
from .outline import Argument, Client, Doc, Field, Resource
from .shape import shape

_HERE = Path(__file__).parent

CLIENT = "generated_client/portone_v1_api"
EMULATOR = "emulator/portone_v1_emulator/_generated"
PG_MESSAGES = "pg_messages.py"

HEADER = (
    "# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it."
)


def emit(contract: Contract) -> dict[str, str]:
    """Every generated file of Python and JSON but the manifest, by its path from the project's root."""
    from . import parts

    client = shape(contract)
    printer = _Printer(client)
    files = {f"{CLIENT}/{name}": text for name, text in printer.files()}
    files[f"{CLIENT}/parts.py"] = f"{HEADER}\n{parts.typed_dicts(contract)}"
    files[f"{CLIENT}/py.typed"] = ""
    files[f"{EMULATOR}/__init__.py"] = (
        f'{HEADER}\n"""What the contract says, for the emulator."""\n'
    )
    files[f"{EMULATOR}/requests.py"] = f"{HEADER}\n{parts.request_models(contract)}"
    # What the client reads out of a message, the emulator's pay window reads in the same way.
    files[f"{EMULATOR}/{PG_MESSAGES}"] = files[f"{CLIENT}/{PG_MESSAGES}"]
    files[f"{EMULATOR}/contract.json"] = parts.emulator_contract(contract)
    return files


class _Printer:
    def __init__(self, client: Client) -> None:
        self.client = client
        self.home = {model.name: model.module for model in client.models}
        self.home |= {enumeration.name: enumeration.module for enumeration in client.enumerations}
        self.jinja = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=StrictUndefined,
            autoescape=False,  # noqa: S701 - it prints Python, not HTML
        )
        self.jinja.filters |= {
            "literal": _literal,
            "literal_set": lambda names: "{" + ", ".join(_literal(n) for n in sorted(names)) + "}",
            "tuple": tuple,
            "constant": _constant,
            "plain_docstring": _plain_docstring,
            "field_docstring": _field_docstring,
            "method_docstring": lambda operation: docstrings.method(operation, 8),
            "iterator_docstring": lambda operation: docstrings.iterator(operation, 8),
        }
        self.jinja.globals |= {
            "header": HEADER,
            "client": client,
            "parameter": _parameter,
            "error_rule": _error_rule,
            "field_values": _field_values,
        }

    def files(self) -> list[tuple[str, str]]:
        runtime = sorted((_HERE / "runtime").glob("*.py"))
        files = [(path.name, f"{HEADER}\n{path.read_text('utf-8')}") for path in runtime]
        files.append(("__init__.py", self._print("package_init")))
        files.append(("operations/__init__.py", self._print("operations_init")))
        files.append(("resources/__init__.py", self._print("resources_init")))
        for resource in self.client.resources:
            files.append(
                (f"operations/{resource.name}.py", self._print("operations", resource=resource))
            )
            files.append((f"resources/{resource.name}.py", self._resource(resource)))
        modules: dict[str, list[str]] = {}
        for name, module in self.home.items():
            modules.setdefault(module, []).append(name)
        for module in sorted(modules):
            files.append((f"models/{module}.py", self._models(module)))
        all_names = [*self.home, *self.client.parts, "Model", "PartialList"]
        files.append(
            (
                "models/__init__.py",
                self._print(
                    "models_init", modules=dict(sorted(modules.items())), all_names=all_names
                ),
            )
        )
        return files

    def _print(self, template: str, **values: Any) -> str:
        return self.jinja.get_template(f"{template}.py.jinja").render(**values)

    def _models(self, module: str) -> str:
        models = [model for model in self.client.models if model.module == module]
        named = {name for model in models for field in model.fields for name in field.type.models}
        imports = self._imports(named, but=module)
        return self._print(
            "models",
            module=module,
            imports=imports,
            enumerations=sorted(
                (e for e in self.client.enumerations if e.module == module),
                key=lambda enumeration: enumeration.line,
            ),
            models=models,
            pages=self._pages(),
        )

    def _pages(self) -> dict[str, Field]:
        """The field that holds the items, for each model that is a page of a list."""
        items = {
            name: operation.page["items"]
            for resource in self.client.resources
            for operation in resource.operations
            if operation.page
            for name in operation.returns.models
        }
        return {
            model.name: field
            for model in self.client.models
            for field in model.fields
            if items.get(model.name) == field.wire
        }

    def _resource(self, resource: Resource) -> str:
        named: set[str] = set()
        functions: set[str] = set()
        for operation in resource.operations:
            named.update(operation.returns.models)
            if operation.iteration:
                named.add(operation.iteration.item)
            functions.update(operation.parse_functions)
            for argument in operation.arguments:
                named.update(argument.type.models)
        return self._print(
            "resources",
            resource=resource,
            model_imports=self._imports(named),
            part_imports=sorted(named & set(self.client.parts)),
            parse_functions=sorted(functions),
        )

    def _imports(self, names: set[str], but: str | None = None) -> dict[str, list[str]]:
        imports: dict[str, list[str]] = {}
        for name in sorted(names):
            module = self.home.get(name)
            if module and module != but:
                imports.setdefault(module, []).append(name)
        return dict(sorted(imports.items()))


def _literal(value: Any) -> str:
    if isinstance(value, str):
        # Double quotes throughout, and Korean as it is.
        text = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{text}"'
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(k)}: {_literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        value = tuple(value)
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))}{',' if len(value) == 1 else ''})"
    return repr(value)


def _constant(name: str) -> str:
    return "".join(f"_{c}" if c.isupper() and n else c.upper() for n, c in enumerate(name)).upper()


def _parameter(argument: Argument) -> str:
    parts = [_literal(argument.name), _literal(argument.wire), _literal(argument.place)]
    if argument.type.kind != "text":
        parts.append(_literal(argument.type.kind))
    for flag, value in (
        ("required", argument.required),
        ("many", argument.type.many),
        ("whole", argument.whole),
        ("within", argument.within),
        ("secret", argument.secret),
        ("default", argument.default),
        ("pattern", argument.pattern),
        ("form", argument.form),
    ):
        if value:
            parts.append(f"{flag}={_literal(value)}")
    if argument.parts:
        parts.append(f"parts={_constant(argument.parts)}")
    return f"Parameter({', '.join(parts)})"


def _error_rule(row: Mapping) -> str:
    parts = [
        _literal(row["case"]),
        _literal(row["status"]),
        _literal(row.get("code")),
        _literal(row.get("message")),
        _literal(row["error"]),
    ]
    if row.get("outcome", "rejected") != "rejected":
        parts.append(_literal(row["outcome"]))
    return f"ErrorRule({', '.join(parts)})"


def _field_values(rule: Mapping) -> str:
    return f"FieldValues({_literal(rule['field'])}, {_literal(rule['values'])})"


def _plain_docstring(doc: Doc, indent: int) -> str:
    return docstrings.docstring([docstrings.wrap(docstrings.sentence(doc), indent)], indent)


def _field_docstring(doc: Doc, indent: int) -> str:
    # A time has become a datetime: what it counts in is no longer worth a word.
    text = docstrings.field_text(replace(doc, unit="") if "Epoch" in doc.unit else doc)
    return docstrings.docstring([docstrings.wrap(text, indent)], indent)
