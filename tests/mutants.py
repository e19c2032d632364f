"""Mutation testing of what decides whether a payment was made: `make mutants`.

Each mutant is one small change of one module. It is put into the loaded module of a forked process, which then
runs the tests; a mutant that no test notices survives, and is printed. Those in `EQUIVALENT` change nothing that
could be seen, for the reason given there.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import os
import signal
import sys
import types
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LONGEST = 120
"""Seconds after which a mutant counts as noticed: it runs for ever."""

LOGIC = ["test_proofs.py", "test_recent.py", "test_settle_option.py", "test_settling.py"]
TESTS = {
    "proofs": LOGIC,
    "recent": LOGIC,
    "settling": [*LOGIC, "test_settle.py"],
    "retries": ["test_retries.py", "test_outcomes.py"],
    "verdicts": ["test_outcomes.py", "test_errors.py"],
    "session": [*LOGIC, "test_interruptions.py", "test_outcomes.py", "test_token_life.py"],
}
"""The tests of each module, the quickest first."""

EQUIVALENT: dict[str, str] = {
    "recent: _MOST = 50_000: 50000 → 50001": "any such number would do",
    "recent: is_exact: bool = False: False → True": "a default of a class is not put in",
    "settling: is_list, is_whole = any(isinstance(value, list) for value in asked), True: not any": (
        "no write is looked up by a list and by something else"
    ),
    'settling: if not any(value in (None, "all") for value in given.values()):: not any': (
        "each look-up has one argument"
    ),
    "settling: {name: value[index] if isinstance(value, list) else value for name, value in "
    "given.items()}: always the first": "each look-up has one argument",
    "settling: class _CallMaker(Resources[\"_CallMaker\"]):: '_CallMaker' → 'XX'": "a type",
    "settling: if found.silence is not None and silence > settle.quiet:: Gt → GtE": (
        "a time that is measured is never so even"
    ),
}
"""Mutants that nobody can notice, and why: by module, line as it stands there and change."""

_OPPOSITES: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
}


@dataclass(frozen=True)
class Mutant:
    """One change."""

    module: str
    line: int
    text: str
    """The line as it stands in the module."""
    change: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return f"{self.module}: {self.text}: {self.change}"


class _Changes:
    """All the small changes of one module."""

    def __init__(self, module: str, source: str) -> None:
        self.module = module
        self.lines = source.splitlines()
        self.tree = ast.parse(source)

    def all(self) -> Iterator[Mutant]:
        """Each mutant once."""
        for number, node in enumerate(ast.walk(self.tree)):
            if _is_skipped(node):
                continue
            for change, mutated in _changes_of(node):
                tree = copy.deepcopy(self.tree)
                _replace(tree, number, mutated)
                line = getattr(node, "lineno", None) or _line_of(self.tree, node)
                text = self.lines[line - 1].strip()
                yield Mutant(self.module, line, text, change, ast.fix_missing_locations(tree))


def _is_skipped(node: ast.AST) -> bool:
    return bool(getattr(node, "is_annotation", False))


def _mark_what_is_not_run(tree: ast.Module) -> None:
    """Annotations, docstrings and blocks for type checkers decide nothing."""
    for node in ast.walk(tree):
        skipped: list[ast.AST | None] = []
        if isinstance(node, ast.AnnAssign):
            skipped = [node.annotation]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__slots__":
            skipped = [node.value]
        elif isinstance(node, ast.FunctionDef):
            arguments = [*node.args.args, *node.args.kwonlyargs, *node.args.posonlyargs]
            skipped = [node.returns, *(each.annotation for each in arguments)]
            skipped += node.decorator_list
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            skipped = [node]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("cast", "TypeVar"):
            skipped = [node.args[0]]
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped = [node.value]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) in ("Steps", "Literal"):
            skipped = [node]
        for root in skipped:
            for each in ast.walk(root) if root is not None else ():
                each.is_annotation = True  # type: ignore[attr-defined]


def _changes_of(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare(ops=[operator]):
            for other in _OPPOSITES.get(type(operator), ()):
                yield f"{_word(operator)} → {other.__name__}", _with(node, ops=[other()])
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator) | ast.AugAssign(op=operator):
            for other in _OPPOSITES.get(type(operator), ()):
                yield f"{_word(operator)} → {other.__name__}", _with(node, op=other())
            if isinstance(node, ast.BoolOp):
                for index, part in enumerate(node.values):
                    if isinstance(part, ast.Constant) and part.value == "":
                        continue  # `field or ""` is for type checkers: no record has either
                    left = [each for n, each in enumerate(node.values) if n != index]
                    shorter = left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
                    yield f"without {ast.unparse(node.values[index])}", shorter
        case ast.UnaryOp(op=ast.Not()):
            yield "without not", node.operand
        case ast.Constant(value=bool(value)):
            yield f"{value} → {not value}", ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield f"{value} → {value + 1}", ast.Constant(value + 1)
        case ast.Constant(value=str(value)) if value and " " not in value:
            yield f"{value!r} → 'XX'", ast.Constant("XX")
        case ast.If(test=test) | ast.While(test=test):
            if not (isinstance(test, ast.Constant) or isinstance(node, ast.While)):
                for value in (True, False):
                    yield f"if {value}", _with(node, test=ast.Constant(value))
        case ast.IfExp(body=body, orelse=orelse):
            yield "always the first", body
            yield "always the second", orelse
        case ast.Return(value=value) if value is not None and not _is_no(value):
            yield "return None", ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call()):
            yield "left out", ast.Pass()
        case ast.Call(func=ast.Name(id="max" | "min" as name)):
            other_name = "min" if name == "max" else "max"
            yield f"not {name}", _with(node, func=ast.Name(other_name, ast.Load()))
        case ast.Call(func=ast.Name(id="any" | "all" as name)):
            other_name = "all" if name == "any" else "any"
            yield f"not {name}", _with(node, func=ast.Name(other_name, ast.Load()))
        case ast.Continue():
            yield "break", ast.Break()
        case ast.Raise(exc=None):
            yield "swallowed", ast.Pass()
        case _:
            pass


def _with(node: ast.AST, **fields: object) -> ast.AST:
    """A copy of a node with other fields."""
    changed = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _word(operator: ast.AST) -> str:
    return type(operator).__name__


def _is_no(value: ast.expr) -> bool:
    """Whether it is None, or False, which nobody tells from it."""
    return isinstance(value, ast.Constant) and (value.value is None or value.value is False)


def _line_of(tree: ast.Module, node: ast.AST) -> int:
    parents = (each for each in ast.walk(tree) if node in ast.iter_child_nodes(each))
    return int(getattr(next(parents), "lineno", 1))


def _replace(tree: ast.Module, number: int, mutated: ast.AST) -> None:
    target = next(node for n, node in enumerate(ast.walk(tree)) if n == number)
    mutated = ast.copy_location(copy.deepcopy(mutated), target)
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, mutated)
                return
            if isinstance(value, list):
                for index, each in enumerate(value):
                    if each is target:
                        value[index] = mutated
                        return


def _put_in(module: types.ModuleType, tree: ast.Module) -> None:
    """Let the functions of a loaded module do what those of the tree do."""
    names = dict(module.__dict__)
    exec(compile(tree, module.__file__ or "", "exec"), names)
    _take_over(module, names)


def _take_over(old: object, names: dict[str, object]) -> None:
    for name, new in names.items():
        known = vars(old).get(name)
        if isinstance(new, property) and isinstance(known, property):
            _take_code(known.fget, new.fget)
        elif isinstance(new, (staticmethod, classmethod)):
            _take_code(getattr(known, "__func__", None), new.__func__)
        elif isinstance(new, types.FunctionType) and isinstance(known, types.FunctionType):
            _take_code(known, new)
        elif isinstance(new, type) and isinstance(known, type):
            if new is not known and new.__module__ == getattr(old, "__name__", new.__module__):
                _take_over(known, dict(vars(new)))
        elif isinstance(old, types.ModuleType) and _is_constant(name, new):
            setattr(old, name, new)


def _is_constant(name: str, value: object) -> bool:
    return not name.startswith("__") and isinstance(
        value, (int, float, str, tuple, frozenset, dict)
    )


def _take_code(known: object, new: object) -> None:
    if (
        isinstance(known, types.FunctionType)
        and isinstance(new, types.FunctionType)
        and known.__module__ == new.__module__
        and known.__code__.co_freevars == new.__code__.co_freevars
    ):
        known.__code__ = new.__code__
        known.__defaults__, known.__kwdefaults__ = new.__defaults__, new.__kwdefaults__


def _run(tests: list[str]) -> int:
    """Run the tests in this process."""
    found = [str(HERE / "overlay" / name) for name in tests]
    options = ["-n0", "-x", "-q", "-p", "no:cacheprovider", "-W", "ignore", "--assert=plain"]
    return int(pytest.main([*options, "--tb=no", *found]))


def _is_noticed(mutant: Mutant) -> bool:
    """Whether the tests fail with it, in a process of their own."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            os.setsid()
            signal.alarm(LONGEST)
            sink = os.open(os.devnull, os.O_WRONLY)
            os.dup2(sink, 1)
            os.dup2(sink, 2)
            module = importlib.import_module(f"portone_v1.{mutant.module}")
            _put_in(module, mutant.tree)
            status = _run(TESTS[mutant.module])
        finally:
            os._exit(status)
    _, status = os.waitpid(process, 0)
    return status != 0


def _load() -> None:
    """Load in this process what every child needs, and keep random tests short and the same each time."""
    sys.path[:0] = [str(HERE / "overlay"), str(HERE)]
    from hypothesis import HealthCheck, Phase, settings

    for name in ("httpx", "anyio", "attrs", "trio", "portone_v1", "portone_v1.models"):
        importlib.import_module(name)
    settings.register_profile(
        "mutants",
        max_examples=15,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")
    for tests in TESTS.values():
        for test in tests:
            importlib.import_module(test.removesuffix(".py"))


def main() -> None:
    """Make every mutant of the modules, and print those that survive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", default=list(TESTS))
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    _load()
    survivors: list[Mutant] = []
    total = 0
    for module in options.modules:
        path = Path(importlib.import_module(f"portone_v1.{module}").__file__ or "")
        changes = _Changes(module, path.read_text("utf-8"))
        _mark_what_is_not_run(changes.tree)
        same = Mutant(module, 0, "", "nothing", changes.tree)
        if _is_noticed(same):
            sys.exit(f"{module}: the tests fail without any mutant")
        mutants = list(changes.all())
        missed: list[Mutant] = []
        unexplained: list[Mutant] = []
        with ThreadPoolExecutor(options.jobs) as jobs:
            for mutant, noticed in zip(mutants, jobs.map(_is_noticed, mutants), strict=True):
                if noticed:
                    continue
                missed.append(mutant)
                if mutant.name not in EQUIVALENT:
                    unexplained.append(mutant)
                    sys.stdout.write(f"{mutant.name}  ({path.name}:{mutant.line})\n")
                    sys.stdout.flush()
        total += len(mutants)
        survivors += unexplained
        sys.stdout.write(
            f"{module}: {len(mutants)} mutants, {len(mutants) - len(missed)} noticed, "
            f"{len(missed) - len(unexplained)} equivalent, {len(unexplained)} survive\n"
        )
        sys.stdout.flush()
    sys.stdout.write(f"{total} mutants, {len(survivors)} survive\n")
    sys.exit(bool(survivors))


if __name__ == "__main__":
    main()
