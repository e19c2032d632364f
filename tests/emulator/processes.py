"""An emulator in a process of its own, as people run it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from portone_v1_emulator import Emulator
from portone_v1_emulator.emulator import API_KEY, API_SECRET

from .v1 import V1


@dataclass(frozen=True)
class Process:
    """Where it listens, and who may call it."""

    base_url: str
    popen: subprocess.Popen[str]
    greeting: str
    api_key: str = API_KEY
    api_secret: str = API_SECRET

    def caller(self) -> V1:
        """The merchant, with a token."""
        return V1(cast("Emulator", self))  # it has all that is looked for

    def kill(self) -> None:
        """`kill -9`."""
        self.popen.kill()
        self.popen.wait(10)


@contextmanager
def run_emulator(*arguments: str) -> Iterator[Process]:
    """Running until the block ends, unless it was killed before."""
    command = [sys.executable, "-W", "error", "-m", "portone_v1_emulator", "--port", "0"]
    with subprocess.Popen(
        [*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as popen:
        assert popen.stdout
        assert popen.stderr
        lines = []
        while line := popen.stdout.readline():
            lines.append(line)
            if "Ctrl-C" in line:
                break
        else:
            raise AssertionError(popen.stderr.read())
        try:
            yield Process(lines[0].split()[-1], popen, "".join(lines))
            if popen.poll() is None:
                popen.terminate()
                assert popen.wait(10) == 0
                assert popen.stderr.read() == ""
        finally:
            popen.kill()
