"""A process that is forked while a thread makes its first call: its own calls wait for nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from portone_v1_emulator import Emulator

from .conftest import needs_fork

MAKE = """
import asyncio, sys
from portone_v1 import AsyncPortOne, PortOne, PortOneError

kind, key, secret, url = sys.argv[1:]
client = {"sync": PortOne, "async": AsyncPortOne}[kind](key, secret, base_url=url, max_retries=0)

def call(use):
    try:
        if kind == "sync":
            return use(client)
        return asyncio.run(use(client))
    except PortOneError as error:
        assert error.outcome in ("done", "rejected", "no_answer"), error

USES = [
    lambda p: p.payments.find_all("o-1"),
    lambda p: p.webhook.read(event),
    lambda p: p.codes.list_banks(),
    lambda p: p.subscribe.again(customer_uid="c-1", merchant_uid="o-1", amount=1000, name="n"),
]
from portone_v1.webhook import parse
event = parse('{"imp_uid": "imp_1", "merchant_uid": "o-1", "status": "paid"}')
"""

LOADS = """
before = set(sys.modules)
asyncio.run(asyncio.sleep(0))
for use in USES:
    call(use)
print(*sorted(set(sys.modules) - before))
"""

FORKS = """
import os, signal, threading, time

threads = [threading.Thread(target=call, args=[use]) for use in USES]
for thread in threads:
    thread.start()
children = []
for use in USES * 4:
    child = os.fork()
    if child == 0:
        signal.alarm(15)  # ends it even where it waits for a lock
        call(use)
        os._exit(0)
    children.append(child)
assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 16
for thread in threads:
    thread.join()
"""


@pytest.fixture(scope="module")
def emulator() -> object:
    with Emulator() as emulator:
        yield emulator


def run(tmp_path: Path, script: str, kind: str, emulator: Emulator) -> str:
    path = tmp_path / "script.py"
    path.write_text(MAKE + script)
    account = [emulator.api_key, emulator.api_secret, emulator.base_url]
    done = subprocess.run(
        [sys.executable, path, kind, *account],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_no_call_imports_anything(tmp_path: Path, emulator: Emulator, kind: str) -> None:
    assert run(tmp_path, LOADS, kind, emulator) == ""


@needs_fork
@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("number", range(4))
def test_a_child_of_a_first_call_makes_its_own(
    tmp_path: Path, emulator: Emulator, kind: str, number: int
) -> None:
    run(tmp_path, FORKS, kind, emulator)
