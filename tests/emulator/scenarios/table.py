"""docs/refusals.md: every refusal of the contract, and the scenario that shows how to get it. `make docs` writes it."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portone_v1_emulator.core import contract

HERE = Path(__file__).parent
PAGE = HERE.parents[2] / "docs" / "refusals.md"

HEAD = """\
# Every refusal, and how to get it

Each row of the contract's `x-errors`, with what the emulator answers. Where a rule leads to it, the scenario
shows the way: it stands in `tests/emulator/scenarios/` and reads like a recipe. Rows that no state of a shop
leads to, such as a PG that is down, are asked for:

```python
emulator.fail("refuse", "escrows.get", case="not_shown", message="…")
```

`source` tells how a row is known: **S** the official document, **D** PortOne's public docs, **T** tests that
ran against the live API, **W** published exchanges, **I** inference. An answer that rests on inference says so
in the header `X-Emulator-Assumes`.

Made by `make docs`.
"""


@dataclass(frozen=True)
class Shown:
    """A scenario that shows a row."""

    file: str
    test: str
    asked_for: bool
    """Whether it asks the emulator to refuse, instead of leading to it."""


@functools.cache
def shown() -> dict[tuple[str, str | None], Shown]:
    """The scenario of each operation (case None) and each row; one that leads to it before one that asks."""
    found: dict[tuple[str, str | None], Shown] = {}
    for path in sorted(HERE.glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for operation, case in _marks(node):
                    here = Shown(path.name, node.name, _asks(node, case))
                    known = found.get((operation, case))
                    if known is None or (known.asked_for and not here.asked_for):
                        found[operation, case] = here
    return found


def page() -> str:
    """The whole page."""
    scenarios = shown()
    parts = [HEAD]
    for resource, names in _by_resource().items():
        parts.append(f"\n## {resource}\n\n")
        parts.append("| operation | case | HTTP | code | message | source | how |\n")
        parts.append("|---|---|---|---|---|---|---|\n")
        for name in names:
            for row in contract.load().operations[name].own_errors:
                way = scenarios[name, row.case]
                how = '`fail("refuse")`' if way.asked_for else f"`{way.file}` {way.test}"
                code = "" if row.code is None else str(row.code)
                message = (row.message or "").replace("|", "\\|")
                parts.append(
                    f"| {name} | {row.case} | {row.status} | {code} | {message} | {row.source} "
                    f"| {how} |\n"
                )
    return "".join(parts)


def _by_resource() -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, operation in contract.load().operations.items():
        if operation.own_errors:
            grouped.setdefault(name.partition(".")[0], []).append(name)
    return grouped


def _marks(function: ast.FunctionDef) -> Iterator[tuple[str, str | None]]:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.covers":
            operation, case = (*map(ast.literal_eval, decorator.args), None)[:2]
            yield operation, case


def _asks(function: ast.FunctionDef, case: str | None) -> bool:
    """Whether the scenario gets the row by `fail("refuse", …, case=…)`."""
    text = ast.unparse(function)
    return case is not None and "'refuse'" in text and f"'{case}'" in text.partition("def ")[2]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
