"""docs/observability.md: its examples run, and what it lists is what there is."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

import pytest
from scripted_server import ANY, Blocking, ScriptedServer, payment, refusal

TEXT = (Path(__file__).parents[2] / "docs/observability.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
BLOCKS = re.findall(r"\n\n```\n(.*?)```", TEXT, re.DOTALL)
SAID = "결제취소에 실패하였습니다. [500626|기 취소 거래]"


def cancel(p: Any) -> Any:
    return p.payments.cancel(imp_uid="imp_448280090638", amount=500)


def test_the_examples_run(capsys: pytest.CaptureFixture[str]) -> None:
    hooks, tracing = EXAMPLES
    with ScriptedServer() as server:
        server.on(ANY, payment(imp_uid="imp_448280090638"))
        for example in (hooks, tracing):
            names: dict[str, Any] = {}
            here = example.replace('"secret",', f'"secret", base_url="{server.url}",')
            exec(here, names)
            with names["portone"] as portone:
                assert cancel(portone).status == "paid"
            kept = names.get("attempts", {}).values()
            assert [outcome for _, outcome in kept] == (["done"] if example is hooks else [])
    printed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in printed] == ["POST", "POST"]
    assert "imp_448280090638" in printed[1]


def test_the_line_and_the_report_are_those_that_are_made(caplog: pytest.LogCaptureFixture) -> None:
    line, _report = BLOCKS[0].strip(), BLOCKS[1].strip()
    with ScriptedServer() as server, Blocking(server) as portone, caplog.at_level(logging.DEBUG):
        server.on(ANY, refusal(SAID))
        error = portone.error(cancel)
    logged = [r.getMessage() for r in caplog.records if r.name == "portone_v1"][-1]
    assert re.sub(r"duration=\S+", "", logged) == re.sub(r"duration=\S+", "", line)
    made = error.report().split("\n")
    shown = _report.split("\n")
    assert made[0] == shown[0]
    assert made[2 : len(shown)] == shown[2:]
    fields = {name for name in vars(caplog.records[-1]) if name.startswith("portone_")}
    assert fields == set(re.findall(r"`(portone_\w+)`", TEXT)) - {"portone_v1"}
