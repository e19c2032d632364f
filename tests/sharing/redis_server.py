"""A real Redis server on this machine, which forgets everything when it ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from typing import Self

import redis

HOST = "127.0.0.1"


class RedisServer:
    """Runs in a `with` block, and is ended by its own process id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = _free_port()
        self.url = f"redis://{HOST}:{self.port}/0"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start; connections are accepted when this returns."""
        program = shutil.which("redis-server")
        if program is None:
            raise RuntimeError("redis-server is missing: apt-get install redis-server")
        options = {"port": self.port, "bind": HOST, "save": "", "appendonly": "no"}
        options |= {"dir": self._folder, "daemonize": "no", "logfile": ""}
        command = [program, *(text for k, v in options.items() for text in (f"--{k}", str(v)))]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        said = []
        for line in self._process.stdout:
            said.append(line)
            if "Ready to accept connections" in line:
                return
        raise RuntimeError(f"redis-server did not start: {''.join(said)}")

    def kill(self) -> None:
        """`kill -9`."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            assert self._process.stdout
            self._process.stdout.close()
            self._process = None

    def freeze(self) -> None:
        """It hangs: connections are made, and nothing is ever answered."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        self._signal(signal.SIGCONT)

    def client(self) -> redis.Redis:
        """A client, for the test itself."""
        return redis.Redis(host=HOST, port=self.port, decode_responses=True)

    def empty(self) -> None:
        """Forget all that is stored, and all scripts."""
        with self.client() as client:
            client.flushall()
            client.script_flush()
            client.config_set("maxmemory", 0)

    def _signal(self, number: int) -> None:
        assert self._process is not None
        os.kill(self._process.pid, number)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
    return port
