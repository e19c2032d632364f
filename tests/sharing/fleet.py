"""Several processes that use one account, told what to do and asked what came of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from portone_v1_emulator import Emulator

from .redis_server import RedisServer

KINDS = ("sync", "asyncio", "trio")

BANKS = {"operation": "codes.list_banks", "arguments": {}}


class Fleet:
    """The processes. They begin what they are told together."""

    def __init__(self, members: Sequence[subprocess.Popen[str]]) -> None:
        self.members = list(members)

    def read(self, times: int = 1, threads: int = 1) -> list[str]:
        """Each makes so many reads; what came of each, of all of them."""
        return self.call([[BANKS] * times] * len(self.members), threads)

    def call(self, calls: Iterable[Sequence[dict[str, Any]]], threads: int = 1) -> list[str]:
        """Each makes calls of its own."""
        self.begin(calls, threads)
        return self.results()

    def begin(self, calls: Iterable[Sequence[dict[str, Any]]], threads: int = 1) -> None:
        """Let each begin its calls."""
        for member, own in zip(self.members, calls, strict=True):
            self._tell(member, {"do": "call", "calls": own, "threads": threads})

    def results(self) -> list[str]:
        """What came of the calls that were begun."""
        return [result for member in self.members for result in self._answer(member)]

    def kill_first(self) -> None:
        """`kill -9` the first process, in the middle of whatever it does."""
        killed = self.members.pop(0)
        killed.kill()
        killed.wait(10)

    def move(self, seconds: float) -> None:
        """Move the clocks of all processes."""
        for member in self.members:
            self._tell(member, {"do": "move", "seconds": seconds})
        for member in self.members:
            self._answer(member)

    def _tell(self, member: subprocess.Popen[str], told: dict[str, Any]) -> None:
        assert member.stdin
        member.stdin.write(json.dumps(told) + "\n")
        member.stdin.flush()

    def _answer(self, member: subprocess.Popen[str]) -> Any:
        assert member.stdout
        line = member.stdout.readline()
        assert line, "a member of the fleet has ended"
        return json.loads(line)


@contextmanager
def run_fleet(
    emulator: Emulator,
    redis: RedisServer,
    kinds: Sequence[str],
    *,
    shares: bool = True,
    per_second: float = 0,
) -> Iterator[Fleet]:
    """Processes with clients of these kinds. They end with the block, and must have nothing to complain of."""
    settings = {
        "url": emulator.base_url,
        "key": emulator.api_key,
        "secret": emulator.api_secret,
        "redis": redis.url,
        "shares": shares,
        "per_second": per_second,
    }
    program = [sys.executable, "-W", "error", str(Path(__file__).with_name("member.py"))]
    members = [
        subprocess.Popen(
            [*program, json.dumps(settings | {"kind": kind})],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for kind in kinds
    ]
    try:
        for member in members:
            assert member.stdout
            assert json.loads(member.stdout.readline()) == "ready"
        fleet = Fleet(members)
        yield fleet
        for member in fleet.members:
            _, complaints = member.communicate(timeout=20)
            assert member.returncode == 0, complaints
            assert "Traceback" not in complaints
            assert "Warning" not in complaints
    finally:
        for member in members:
            member.kill()
            member.wait(10)
            for stream in (member.stdin, member.stdout, member.stderr):
                assert stream
                stream.close()
