"""The wheel, installed alone into a clean environment and used there."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from portone_v1_emulator import Emulator

ROOT = Path(__file__).parent.parent

USE = """
import sys
from importlib.metadata import distributions
from portone_v1 import NotFound, PortOne
with PortOne("key", "secret-of-the-key", base_url=sys.argv[1]) as portone:
    payment = portone.subscribe.onetime(
        merchant_uid="wheel-1", amount=1000, card_number="4242-4242-4242-4242", expiry="2030-12"
    )
    print(payment.status)
    try:
        portone.payments.get("imp_000000000000")
    except NotFound as error:
        print(error.outcome)
print(*sorted(d.metadata["Name"] for d in distributions()))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_holds_the_three_packages_and_nothing_else(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {
        "portone_v1",
        "portone_v1_api",
        "portone_v1_emulator",
    }
    for package in ("portone_v1", "portone_v1_api", "portone_v1_emulator"):
        assert f"{package}/py.typed" in names
    assert "portone_v1_api/manifest.json" in names
    assert "portone_v1_emulator/_generated/contract.json" in names
    for name in ("index.html", "console.css", "app.js", "icon.svg"):
        assert f"portone_v1_emulator/console/page/{name}" in names
    for name in ("iamport.js", "window.html", "window.css", "window.js"):
        assert f"portone_v1_emulator/checkout/static/{name}" in names
    assert "portone_v1_emulator/demo_shop.json" in names


def test_wheel_installed_alone_brings_httpx_and_attrs_and_works(
    wheel: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path, with_pip=True)
    python = tmp_path / "bin" / "python"
    command = [str(python), "-W", "ignore", "-m", "pip", "install", "--quiet"]
    subprocess.run([*command, "--constraint", str(_constraints(tmp_path)), str(wheel)], check=True)
    with Emulator(api_key="key", api_secret="secret-of-the-key") as emulator:
        done = subprocess.run(
            [str(python), "-W", "error", "-c", USE, emulator.base_url],
            check=True,
            capture_output=True,
            text=True,
            cwd=tmp_path,
        )
    status, outcome, packages = done.stdout.splitlines()
    assert (status, outcome) == ("paid", "rejected")
    # What httpx and attrs need themselves comes along; nothing else does.
    assert set(packages.split()) - {"pip", "setuptools"} == {
        "portone-v1",
        "attrs",
        "httpx",
        "anyio",
        "certifi",
        "h11",
        "httpcore",
        "idna",
        "typing_extensions",
    }


TESTS = """
def test_of_somebody_who_has_only_the_client():
    import sys
    assert "portone_v1_emulator.pytest_plugin" in sys.modules
    assert not {"httpx", "pydantic", "starlette", "uvicorn"} & sys.modules.keys()

def test_of_somebody_who_forgot_the_extra(portone_emulator):
    pass
"""


def test_wheel_without_the_extra_leaves_pytest_alone_and_says_what_is_missing(
    wheel: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    bin_ = tmp_path / "venv" / "bin"
    command = [str(bin_ / "python"), "-W", "ignore", "-m", "pip", "install", "--quiet"]
    constraints = str(_constraints(tmp_path))
    subprocess.run([*command, "--constraint", constraints, str(wheel), "pytest"], check=True)
    (tmp_path / "test_shop.py").write_text(TESTS)
    run = subprocess.run(
        [
            str(bin_ / "python"),
            "-W",
            "error",
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "-W",
            "error",
        ],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert "1 passed, 1 error" in run.stdout
    missing = (
        "The emulator needs an extra that is not installed: pip install 'portone-v1[emulator]'"
    )
    assert missing in run.stdout
    for started in ([str(bin_ / "portone-v1-emulator")], [str(bin_ / "python"), "-c", IMPORT]):
        failed = subprocess.run(started, capture_output=True, text=True, cwd=tmp_path)
        assert failed.returncode == 1
        assert missing in failed.stderr


IMPORT = "from portone_v1_emulator import Emulator"


def _constraints(folder: Path) -> Path:
    """The locked versions, so that the test installs what it installed before."""
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    pins = [re.sub(r"\[.*?\]| *\\$", "", line) for line in lines if line[:1].isalpha()]
    path = folder / "constraints.txt"
    path.write_text("\n".join(pins))
    return path
