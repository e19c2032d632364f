"""The examples of docs/sharing.md run as they stand, each in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from portone_v1_emulator import Emulator

from .redis_server import RedisServer

DOCUMENT = Path(__file__).parents[2] / "docs" / "sharing.md"
EXAMPLES = re.findall(
    r"^```python\n(.*?)^```", DOCUMENT.read_text("utf-8"), re.DOTALL | re.MULTILINE
)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_example(example: str, emulator: Emulator, redis: RedisServer) -> None:
    environment = os.environ | {
        "PORTONE_V1_API_KEY": emulator.api_key,
        "PORTONE_V1_API_SECRET": emulator.api_secret,
        "PORTONE_V1_BASE_URL": emulator.base_url,
        "REDIS_URL": redis.url,
    }
    done = subprocess.run(
        [sys.executable, "-c", example], env=environment, capture_output=True, text=True, timeout=30
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    answered = [r.status for r in emulator.requests if r.operation != "auth.get_token"]
    assert answered
    assert emulator.requests[0].operation == "auth.get_token"
    tokens = sum(r.operation == "auth.get_token" for r in emulator.requests)
    assert tokens == 1


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 5
