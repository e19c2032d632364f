"""Imports go one way: portone_v1 → portone_v1_api, the emulator stands alone, the generator is nobody's."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# package: its folder, and what it may import besides itself and the standard library
WALLS = {
    # pydantic_core is imported only when pydantic asks a model how to validate it.
    "portone_v1_api": ("generated_client/portone_v1_api", {"attrs", "pydantic_core"}),
    "portone_v1": ("overlays/portone_v1", {"portone_v1_api", "anyio", "opentelemetry", "redis"}),
    "portone_v1_emulator": (
        "emulator/portone_v1_emulator",
        {"anyio", "httpx", "pydantic", "pytest", "starlette", "uvicorn"},
    ),
    "generator": (
        "generator",
        {
            "datamodel_code_generator",
            "jinja2",
            "jsonschema",
            "openapi_python_client",
            "openapi_spec_validator",
            "yaml",
        },
    ),
}


def imports(path: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in it; relative imports are its own."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").partition(".")[0])
    return found - sys.stdlib_module_names


@pytest.mark.parametrize("package", WALLS)
def test_package_imports_only_what_stands_below_it(package: str) -> None:
    folder, allowed = WALLS[package]
    files = [path for path in sorted((ROOT / folder).rglob("*.py")) if "runtime" not in path.parts]
    assert files
    for path in files:
        assert imports(path) <= allowed | {package}, path.relative_to(ROOT)


def test_only_the_plugin_of_the_emulator_imports_pytest() -> None:
    files = (ROOT / "emulator/portone_v1_emulator").rglob("*.py")
    assert {path.name for path in files if "pytest" in imports(path)} == {"pytest_plugin.py"}


def test_generated_client_imports_itself_relatively_so_that_it_can_be_vendored() -> None:
    for path in (ROOT / "generated_client/portone_v1_api").rglob("*.py"):
        assert "portone_v1_api" not in imports(path), path.name


def test_http_library_is_named_in_one_module() -> None:
    named = {
        path.name
        for path in (ROOT / "overlays/portone_v1").rglob("*.py")
        if '"httpx"' in path.read_text("utf-8") or "import httpx" in path.read_text("utf-8")
    }
    assert named == {"transport.py"}


def test_every_wait_is_in_the_transport_or_the_drivers_or_the_clock() -> None:
    files = list((ROOT / "overlays/portone_v1").rglob("*.py"))
    waiting = {path.name for path in files if imports(path) & {"anyio"}}
    assert waiting == {"drivers.py", "transport.py"}
    blocking = {path.name for path in files if re.search(r"\bsleep\(", path.read_text("utf-8"))}
    assert blocking == {"clock.py", "drivers.py"}
    assert (ROOT / "overlays/portone_v1/clock.py").read_text("utf-8").count("time.sleep(") == 1


def test_redis_is_an_extra_that_one_module_needs() -> None:
    needing = {
        path.name
        for path in (ROOT / "overlays/portone_v1").rglob("*.py")
        if "redis" in imports(path)
    }
    assert needing == {"redis_scripts.py"}


def test_opentelemetry_is_an_extra_that_one_module_needs() -> None:
    needing = {
        path.name
        for path in (ROOT / "overlays/portone_v1").rglob("*.py")
        if "opentelemetry" in imports(path)
    }
    assert needing == {"opentelemetry.py"}
