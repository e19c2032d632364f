"""What importing a package loads, each in an interpreter of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest


def loaded_by(statement: str) -> set[str]:
    script = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_low_level_client_loads_no_model_and_no_http_library() -> None:
    loaded = loaded_by("import portone_v1_api")
    assert not loaded & {"httpx", "httpcore", "anyio", "attrs", "attr", "pydantic"}
    assert not {name for name in loaded if name.startswith("portone_v1_api.models")}
    assert not {name for name in loaded if name.startswith("portone_v1_api.resources")}


@pytest.mark.parametrize("statement", ["import portone_v1", "from portone_v1 import PortOne"])
def test_client_loads_the_http_library_with_the_first_call(statement: str) -> None:
    assert not loaded_by(statement) & {"httpx", "httpcore", "anyio", "attr"}


def test_one_resource_loads_only_its_own_models() -> None:
    loaded = loaded_by("import portone_v1_api.resources.codes")
    models = {name for name in loaded if name.startswith("portone_v1_api.models.")}
    assert models == {"portone_v1_api.models.codes"}


def test_every_public_name_can_be_imported() -> None:
    loaded_by(
        "from portone_v1 import *\nfrom portone_v1.models import *\nfrom portone_v1_api import *"
    )
