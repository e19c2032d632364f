"""Compare what was emitted with what the contract has: nothing may be lost, doubled or hidden."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from .load import Contract, GenerationError
from .names import class_name
from .schema_index import SchemaIndex


def check_completeness(contract: Contract, client: Path) -> None:
    """Raise GenerationError unless the client in a folder has all that the contract has, and no more."""
    index = SchemaIndex(contract)
    modules = {
        path.relative_to(client).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(client.rglob("*.py"))
    }
    names = [operation.name for operation in index.operations]
    tags = [tag["name"] for tag in contract.document["tags"]]
    problems = [
        *_differences("operations", _operations(modules), names),
        *_differences("resources", _resources(modules), tags),
        *_differences("models", _models(modules), index.models),
    ]
    for prefix in ("", "Async"):
        made = _methods(modules, tags, prefix)
        problems += _differences(f"methods of {prefix or 'sync'} resources", made, _wanted(index))
    for path, module in modules.items():
        if path.startswith(("models/", "operations/", "resources/")):
            problems += (f"{path}: {problem}" for problem in _hidden(module))
    if problems:
        lines = "".join(f"\n  {problem}" for problem in problems)
        raise GenerationError(f"the generated client is not what the contract says:{lines}")


def _differences(what: str, made: Iterable[str], wanted: Iterable[str]) -> Iterator[str]:
    made, wanted = sorted(made), sorted(wanted)
    if made != wanted:
        lost, added = sorted(set(wanted) - set(made)), sorted(set(made) - set(wanted))
        yield (
            f"{len(made)} {what} instead of {len(wanted)}; "
            f"lost: {', '.join(lost) or 'none'}; added: {', '.join(added) or 'none'}"
        )


def _operations(modules: dict[str, ast.Module]) -> Iterator[str]:
    """The names in the tables of operations."""
    for path, module in modules.items():
        if not path.startswith("operations/"):
            continue
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Operation":
                yield from (ast.literal_eval(k.value) for k in node.keywords if k.arg == "name")


def _resources(modules: dict[str, ast.Module]) -> Iterator[str]:
    """The attributes of `Resources` that give a resource."""
    for node in modules["resources/__init__.py"].body:
        if isinstance(node, ast.ClassDef) and node.name == "Resources":
            yield from (item.name for item in node.body if isinstance(item, ast.FunctionDef))


def _models(modules: dict[str, ast.Module]) -> Iterator[str]:
    for path, module in modules.items():
        if path.startswith("models/"):
            yield from (node.name for node in module.body if isinstance(node, ast.ClassDef))


def _methods(modules: dict[str, ast.Module], tags: list[str], prefix: str) -> Iterator[str]:
    for tag in tags:
        module = modules.get(f"resources/{tag}.py", ast.Module([], []))
        for node in module.body:
            if isinstance(node, ast.ClassDef) and node.name == f"{prefix}{class_name(tag)}":
                for item in node.body:
                    if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef):
                        yield f"{tag}.{item.name}"


def _wanted(index: SchemaIndex) -> Iterator[str]:
    """The methods that the contract asks for: one of each operation, and one for all its pages."""
    for operation in index.operations:
        yield operation.name
        if page := operation.data.get("x-page"):
            resource, _, method = operation.name.partition(".")
            name = page["iterator"].get("name", f"iter_{method.removeprefix('list_')}")
            yield f"{resource}.{name}"


def _hidden(module: ast.Module) -> Iterator[str]:
    """The names of a module that are bound twice, or hidden where they are used."""
    bound: dict[str, int] = {}
    for statement in module.body:
        for name in _bound(statement):
            if name in bound:
                yield f"{name} is bound on line {bound[name]} and again on line {statement.lineno}"
            bound[name] = statement.lineno
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            own = {argument.arg for argument in arguments}
        elif isinstance(node, ast.ClassDef):
            own = {name for statement in node.body for name in _bound(statement)}
        else:
            continue
        for name in sorted(own & bound.keys()):
            yield f"{name} of {node.name} hides the {name} of line {bound[name]}"


def _bound(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.Import() | ast.ImportFrom():
            yield from (alias.asname or alias.name for alias in statement.names)
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            yield statement.name
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Assign():
            yield from (t.id for t in statement.targets if isinstance(t, ast.Name))
