"""What the README shows is type-checked as a user would write it, and runs."""

from __future__ import annotations

import importlib
import itertools
import json
import os
import re
import subprocess
import sys
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from portone_v1 import KST, AsyncPortOne, Attempt, Declined, NoAnswer, PortOne, Resolution
from portone_v1_emulator import Emulator

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.ko.md")

# The names that a snippet takes from its reader's program.
AROUND = """
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from portone_v1 import AsyncPortOne, Attempt, PortOne
from portone_v1.webhook import KnownState
portone: PortOne
yesterday: datetime
store: Callable[[str], None]
stored: str
body: bytes
content_type: str
known: KnownState | None
book: Callable[..., object]
locked_state: Callable[[str], AbstractContextManager[str | None]]
imp_uid: str
tell_where_to_pay: Callable[..., object]
ask_to_pay_again: Callable[[], object]
ask_to_wait: Callable[[], object]
refund: Callable[..., object]
async def example() -> None:
"""


def snippets(readme: str) -> list[str]:
    return re.findall(r"```python\n(.*?)```", (ROOT / readme).read_text("utf-8"), re.DOTALL)


def snippet(readme: str, having: str) -> str:
    """The snippet in which that stands."""
    (found,) = (text for text in snippets(readme) if having in text and "async" not in text)
    return found


@pytest.mark.parametrize(
    "checker",
    [["mypy", "--strict", "--no-incremental"], ["pyright", "--warnings", "--project"]],
    ids=["mypy", "pyright"],
)
def test_snippets_are_well_typed(checker: list[str], tmp_path: Path) -> None:
    for readme in READMES:
        found = snippets(readme)
        assert found
        for number, snippet in enumerate(found):
            body = "".join(f"    {line}\n" for line in snippet.splitlines())
            name = f"{readme.replace('.', '_')}_{number}.py"
            (tmp_path / name).write_text(AROUND + body, "utf-8")
    # An attribute that a checker cannot see would be an error here.
    paths = [str(ROOT / folder) for folder in ("generated_client", "overlays", "emulator")]
    (tmp_path / "pyrightconfig.json").write_text(json.dumps({"extraPaths": paths}))
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
    done = subprocess.run(
        [sys.executable, "-m", *checker, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_both_readmes_show_the_same() -> None:
    """The same code, comments aside, and as many headings, points and rows."""
    english, korean = ((ROOT / readme).read_text("utf-8") for readme in READMES)
    assert code_of(english) == code_of(korean)
    proses = [re.sub(r"```.*?```", "", text, flags=re.DOTALL) for text in (english, korean)]
    outlines = [re.findall(r"^(#+ |- |\|)", prose, re.MULTILINE) for prose in proses]
    assert outlines[0] == outlines[1]
    links = [sorted(set(re.findall(r"\]\(([^)]+)\)", text))) for text in (english, korean)]
    assert [each for each in links[0] if "README." not in each] == [
        each for each in links[1] if "README." not in each
    ]


def code_of(text: str) -> list[list[str]]:
    """The blocks of code, without their comments."""
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    return [
        [line for raw in block.splitlines() if (line := re.sub(r"\s*# .*", "", raw)).strip()]
        for block in blocks
    ]


@pytest.mark.parametrize("readme", READMES)
def test_report_has_the_lines_of_a_real_one(readme: str) -> None:
    (shown,) = re.findall(
        r"```\n(\[PortOne V1\].*?)```", (ROOT / readme).read_text("utf-8"), re.DOTALL
    )
    with Emulator() as em, PortOne(em.api_key, em.api_secret, base_url=em.base_url) as portone:
        portone.billing_keys.issue(
            "test-lacks-funds-1", card_number="4242-4242-4242-4242", expiry="2035-12"
        )
        with pytest.raises(Declined) as raised:
            portone.subscribe.again(
                customer_uid="test-lacks-funds-1", merchant_uid="o", amount=9_900, name="구독"
            )
    real = raised.value.report()
    # The rest differs from machine to machine, and from charge to charge.
    same = r"(오류|기능|API|HTTP 상태|응답 코드|메시지|PG 코드|PG 메시지|결과|시도 횟수|금액) /"
    for ours, theirs in itertools.zip_longest(shown.splitlines(), real.splitlines()):
        assert ours.partition(":")[0] == theirs.partition(":")[0]
        if re.match(same, ours):
            assert ours == theirs


def test_environment_variables_are_those_that_are_read() -> None:
    for readme in READMES:
        text = (ROOT / readme).read_text("utf-8")
        table = re.findall(r"^\| (`PORTONE_V1_.*?) \|", text, re.MULTILINE)
        named = set(re.findall(r"PORTONE_V1_\w+", " ".join(table)))
        assert named == set(re.findall(r"PORTONE_V1_\w+", PortOne.from_env.__doc__ or "")) | {
            "PORTONE_V1_BASE_URL"
        }


def test_ten_lines_charge_a_billing_key(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Emulator() as emulator:
        monkeypatch.setenv("PORTONE_V1_API_KEY", emulator.api_key)
        monkeypatch.setenv("PORTONE_V1_API_SECRET", emulator.api_secret)
        monkeypatch.setenv("PORTONE_V1_BASE_URL", emulator.base_url)
        with PortOne.from_env() as portone:
            portone.billing_keys.issue(
                "member-102", card_number="4242-4242-4242-4242", expiry="2030-12"
            )
        names: dict[str, Any] = {}
        exec(snippet("README.md", "PortOne.from_env()"), names)
        names["portone"].close()
        (payment,) = emulator.shop().payments.find("merchant_uid", "2026-11-0001")
    assert payment.amount == 9_900
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("readme", READMES)
def test_emulator_snippet_runs(readme: str) -> None:
    names: dict[str, object] = {}
    exec(snippet(readme, "with Emulator()"), names)
    portone, resolution = names["portone"], names["resolution"]
    assert isinstance(portone, PortOne)
    assert isinstance(resolution, Resolution)
    portone.close()
    assert (resolution.state, resolution.result.status) == ("happened", "paid")


@pytest.mark.parametrize("readme", READMES)
def test_snippets_run_one_after_the_other(readme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As somebody tries them who reads from top to bottom: what one defines, the next ones use."""
    asked: list[str] = []
    clients: set[PortOne] = set()
    with Emulator() as em, PortOne(em.api_key, em.api_secret, base_url=em.base_url) as console:
        monkeypatch.setenv("PORTONE_V1_API_KEY", em.api_key)
        monkeypatch.setenv("PORTONE_V1_API_SECRET", em.api_secret)
        monkeypatch.setenv("PORTONE_V1_BASE_URL", em.base_url)
        card: dict[str, Any] = {"card_number": "4242-4242-4242-4242", "expiry": "2035-12"}
        console.billing_keys.issue("member-102", **card)
        paid = console.subscribe.onetime(merchant_uid="coat-1", amount=10_000, **card)
        refunded = console.subscribe.onetime(merchant_uid="coat-2", amount=10_000, **card)
        em.fail("drop_after", "subscribe.onetime")
        with pytest.raises(NoAnswer) as lost:
            console.subscribe.onetime(merchant_uid="coat-3", amount=10_000, **card)
        assert lost.value.attempt is not None
        names: dict[str, Any] = {
            "AsyncPortOne": AsyncPortOne,
            "Attempt": Attempt,
            "yesterday": datetime.now(KST) - timedelta(days=1),
            "imp_uid": paid.imp_uid,
            "body": json.dumps(
                {"imp_uid": paid.imp_uid, "merchant_uid": "coat-1", "status": "paid"}
            ).encode(),
            "content_type": "application/json",
            "store": asked.append,
            "book": lambda imp_uid, key, amount: asked.append(f"booked {amount}"),
            "locked_state": lambda imp_uid: nullcontext(None),
        } | dict.fromkeys(("tell_where_to_pay", "ask_to_pay_again", "ask_to_wait"), asked.append)
        for code in snippets(readme):
            if "async with" in code:
                continue
            # What the reader's program has stored: an attempt, or the state of a payment.
            names["stored"] = lost.value.attempt.to_json() if "Attempt.from_json" in code else None
            for shown, real in (("imp_448280090638", refunded), ("imp_971204387215", paid)):
                code = code.replace(shown, real.imp_uid)
            exec(code, names)
            if "def answer_webhook" in code:
                assert names["answer_webhook"](names["body"], names["content_type"]) == 200
            clients.add(names["portone"])
        for client in clients:
            client.close()
        assert names["resolution"].state == "happened"
        assert "booked 10000" in asked


@pytest.mark.parametrize("readme", READMES)
def test_commands_are_make_and_make_test(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    (commands,) = re.findall(r"```sh\n(make.*?)```", text, re.DOTALL)
    assert [line.partition("#")[0].strip() for line in commands.splitlines()] == [
        "make",
        "make test",
    ]


@pytest.mark.parametrize("readme", READMES)
def test_modules_that_are_named_can_be_imported(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    named = set(re.findall(r"`(portone_v1\.\w+)`", text))
    assert {"portone_v1.models", "portone_v1.testing"} <= named
    for module in named:
        importlib.import_module(module)
    for line in re.findall(r"`(from portone_v1[^`]*)`", text):
        exec(line, {})


@pytest.mark.parametrize("readme", READMES)
def test_installing_comes_first(readme: str) -> None:
    (first, *_) = re.findall(r"```sh\n(.*?)```", (ROOT / readme).read_text("utf-8"), re.DOTALL)
    assert first.startswith("pip install portone-v1 ")


def test_map_names_what_is_there() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for folder in re.findall(r"`((?:\w+/)+)`", text.partition("## The repository")[2]):
        assert (ROOT / folder).is_dir(), folder
