"""Answers in the shapes in which people published those of PortOne, read with both clients.

Each file of `exchanges/` is a list. `body` is the answer byte by byte, as PHP writes it. `known` tells
where the shape is known from: S the official document, D PortOne's public docs, T tests that ran against
the live API, W published exchanges, I inference. Without `arguments`, those that the operation requires
are taken from the contract, and ask for what the answer is about.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from both_clients import KINDS, SECRET, Kind, ask
from contract_answers import shown
from contract_cases import SPELLINGS, Described, contract, described, lean_case, operations
from local_server import Answer, Arrived, LocalServer

import portone_v1
from generator.examples import JSON, answer_example
from portone_v1 import PortOneError
from portone_v1.models import Model

HttpExchange = dict[str, Any]

TOKEN = "auth.get_token"
TOKEN_PATH = described(TOKEN).path


@cache
def all_exchanges() -> list[HttpExchange]:
    """What the files hold; each exchange with the name of its file in front of its own."""
    return [
        {**exchange, "name": f"{file.stem}: {exchange['name']}"}
        for file in sorted((Path(__file__).parent / "exchanges").glob("*.json"))
        for exchange in json.loads(file.read_text(encoding="utf-8"))
    ]


def at(value: Any, path: str) -> Any:
    """What stands at a path such as `cancel_history.0.amount`."""
    for step in path.split("."):
        if step == "length":
            value = len(value)
        elif isinstance(value, Mapping):
            value = value[step]
        else:
            value = value[int(step)] if step.isdigit() else getattr(value, step)
    return value


def written(value: Any) -> Any:
    """`value` as the fixtures write it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return f"decimal {value}" if isinstance(value, Decimal) else value


def payload_of(body: str) -> Any:
    """What stands in the envelope of an answer, None without one."""
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    return answer.get("response") if isinstance(answer, dict) else None


def make(exchange: HttpExchange, kind: Kind) -> tuple[Any, PortOneError | None, list[str], int]:
    """The call's value or error, the pointers that were reported, and how often it was sent."""
    operation = exchange["operation"]
    sent: list[Arrived] = []
    drift: list[tuple[str, str]] = []

    def respond(request: Arrived) -> Answer:
        if request.path == TOKEN_PATH and operation != TOKEN:
            token = answer_example(contract(), described(TOKEN).data)
            return Answer(200, {"content-type": JSON}, json.dumps(token).encode())
        sent.append(request)
        return Answer(exchange["status"], exchange["headers"], exchange["body"].encode())

    case = lean_case(operation).asking_for(shown(payload_of(exchange["body"])))
    positional, named = case.spelled(SPELLINGS[0])
    if "arguments" in exchange:
        positional, named = [], exchange["arguments"]
    value = error = None
    with LocalServer(respond) as server:
        try:
            [value] = ask(
                kind,
                server.url,
                operation,
                positional,
                named,
                on_drift=lambda *told: drift.append(told),
            )
        except PortOneError as raised:
            error = raised
    assert {told[0] for told in drift} <= {operation}
    return value, error, sorted(pointer for _, pointer in drift), len(sent)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("exchange", all_exchanges(), ids=lambda exchange: exchange["name"])
def test_an_answer_is_read_as_it_was_meant(exchange: HttpExchange, kind: Kind) -> None:
    expected = exchange["expected"]
    value, error, drift, sent = make(exchange, kind)
    assert sent == expected.get("sent", 1)
    assert drift == expected.get("drift", [])
    if "error" in expected:
        assert error is not None
        assert type(error) is getattr(portone_v1, expected["error"])
        assert error.outcome == expected["outcome"]
        assert error.operation == exchange["operation"]
        for name in ("code", "message", "pg_code", "pg_message", "http_status"):
            if name in expected:
                assert getattr(error, name) == expected[name], name
        is_write = described(exchange["operation"]).data["x-effect"] == "write"
        assert (error.attempt is not None) is is_write
        assert SECRET not in f"{error} {error!r}"
        value = error
    else:
        assert error is None
        assert type(value).__name__ == expected.get("class", type(value).__name__)
        if isinstance(value, Model):
            assert value.raw == json.loads(exchange["body"], parse_float=Decimal)["response"]
    for path, meant in expected.get("values", {}).items():
        found = written(at(value, path))
        assert (type(found), found) == (type(meant), meant), path


def seen_rows() -> list[Any]:
    """The refusals that the contract knows by their messages because somebody saw them."""
    return [
        pytest.param(operation, row, id=f"{operation.name}: {row['case']}")
        for operation in operations()
        for row in operation.data.get("x-errors", ())
        if "message" in row and set(row["source"]) <= set("SDTW") and row["source"] != "S"
    ]


@pytest.mark.parametrize(("operation", "row"), seen_rows())
def test_every_refusal_that_was_seen_is_kept(operation: Described, row: Mapping[str, Any]) -> None:
    message = ".*".join(map(re.escape, re.split(r"{\w+}", row["message"])))
    kept = [
        exchange
        for exchange in all_exchanges()
        if exchange["operation"] == operation.name
        and exchange["status"] == row["status"]
        and exchange["expected"].get("code") == row.get("code", exchange["expected"].get("code"))
        and re.fullmatch(message, exchange["expected"].get("message", ""), re.DOTALL)
    ]
    assert kept
    assert {exchange["expected"]["error"] for exchange in kept} == {row["error"]}
