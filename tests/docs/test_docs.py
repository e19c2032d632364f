"""The documents' tables are fresh, and what they show runs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from portone_v1 import ConfigurationError, PortOne
from portone_v1_emulator import Emulator, command_line
from portone_v1_emulator.core.webhooks import is_loopback

from . import tables

ROOT = Path(__file__).parents[2]


def run_snippet(part: str) -> dict[str, Any]:
    """Run the one example in docs/emulator.md that contains `part`, and return the names that it defines."""
    text = (tables.DOCS / "emulator.md").read_text("utf-8")
    snippets = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (snippet,) = [each for each in snippets if part in each]
    names: dict[str, Any] = {}
    exec(snippet, names)
    return names


@pytest.mark.parametrize("page", sorted(tables.DOCS.glob("*.md")), ids=lambda page: page.name)
def test_tables_are_fresh(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text == tables.filled(text), "run: make docs"


@pytest.mark.parametrize("page", sorted(tables.DOCS.glob("*.md")), ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / link).exists(), link


def test_the_test_of_a_subscription_passes(portone_emulator: Emulator) -> None:
    run_snippet("def test_a_subscription")["test_a_subscription"](portone_emulator)


@pytest.mark.parametrize(
    ("fault", "truth"),
    [("drop_after", "happened"), ("late", "happened"), ("drop_before", "did_not_happen")],
)
def test_the_test_of_a_lost_charge_passes(
    portone_emulator: Emulator, fault: str, truth: str
) -> None:
    test = run_snippet("def test_a_lost_charge_is_found")["test_a_lost_charge_is_found"]
    (mark,) = test.pytestmark
    assert (fault, truth) in mark.args[1]
    test(portone_emulator, fault, truth)


def test_the_test_of_another_process_passes(portone_emulator: Emulator) -> None:
    run_snippet("def test_another_process")["test_another_process_finds_out"](portone_emulator)


def test_the_example_of_a_pay_window_runs() -> None:
    run_snippet("payments.verify(")


def test_the_example_of_a_promotion_in_the_window_runs() -> None:
    run_snippet('"promotion_id"')


def test_the_containers_share_their_network() -> None:
    """What the compose file says is what the client and the command line take."""
    text = (tables.DOCS / "emulator.md").read_text("utf-8")
    (snippet,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    services = yaml.safe_load(snippet)["services"]
    shop, emulator = services["shop"], services["emulator"]
    assert shop["network_mode"] == "service:emulator"
    PortOne("key", "secret", base_url=shop["environment"]["PORTONE_V1_BASE_URL"]).close()
    with pytest.raises(ConfigurationError, match="base_url must be https"):
        PortOne("key", "secret", base_url="http://emulator:8282")
    (command,) = re.findall(r"portone-v1-emulator (--.*)\"", emulator["command"])
    options = command_line._parser().parse_args(command.split())
    assert f"http://{options.host}:{options.port}" == shop["environment"]["PORTONE_V1_BASE_URL"]
    assert is_loopback(options.webhook)


def test_the_example_without_a_server_runs() -> None:
    run_snippet("emulator.handle(")


@pytest.mark.parametrize(
    "checker",
    [["mypy", "--strict", "--no-incremental"], ["pyright", "--warnings", "--project"]],
    ids=["mypy", "pyright"],
)
def test_the_tests_that_it_shows_are_well_typed(checker: list[str], tmp_path: Path) -> None:
    text = (tables.DOCS / "emulator.md").read_text("utf-8")
    programs = [
        each for each in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "import" in each
    ]
    assert len(programs) > 3
    for number, program in enumerate(programs):
        (tmp_path / f"example_{number}.py").write_text(program, "utf-8")
    paths = [str(ROOT / folder) for folder in ("generated_client", "overlays", "emulator")]
    project = {"typeCheckingMode": "strict", "extraPaths": paths}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(project))
    if "pyright" in checker:
        checker = [checker[0], "--pythonpath", sys.executable, *checker[1:]]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
    done = subprocess.run(
        [sys.executable, "-m", *checker, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_commands_name_options_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    from portone_v1_emulator.__main__ import main

    with pytest.raises(SystemExit):
        main(["--help"])
    known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    text = (tables.DOCS / "emulator.md").read_text("utf-8")
    assert set(re.findall(r"(?<![\w<!])--[a-z]+[a-z-]*", text)) <= known
