"""The example shops, each as a server of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from portone_v1_emulator import Emulator

EXAMPLES = Path(__file__).parents[2] / "examples"

# example: its folder, and how it prepares, serves and reconciles
COMMANDS: dict[str, tuple[str, list[str], list[str], list[str]]] = {
    "fastapi": (
        "",
        [],
        ["-m", "uvicorn", "fastapi_shop:app", "--port", "0"],
        ["fastapi_shop.py", "reconcile", "0"],
    ),
    "flask": (
        "",
        [],
        ["-m", "flask", "--app", "flask_shop", "run", "--port", "0"],
        ["-m", "flask", "--app", "flask_shop", "reconcile", "0"],
    ),
    "django": (
        "django_shop",
        ["manage.py", "migrate", "--run-syncdb"],
        ["manage.py", "runserver", "--noreload", "127.0.0.1:0"],
        ["manage.py", "reconcile", "0"],
    ),
}

_LISTENS = re.compile(r"unning on (http://127\.0\.0\.1:\d+)|server at (http://127\.0\.0\.1:\d+)")


@dataclass(frozen=True)
class ExampleShop:
    """A shop that runs, and a browser that looks at it."""

    http: httpx.Client
    environment: dict[str, str]
    folder: Path
    reconciles: list[str]

    def url(self, path: str) -> str:
        return str(self.http.base_url.join(path))

    def order(self, merchant_uid: str, amount: int) -> None:
        order = {"merchant_uid": merchant_uid, "amount": amount}
        assert self.http.post("/orders", json=order).status_code == 201

    def charge(self, merchant_uid: str, customer_uid: str) -> httpx.Response:
        return self.http.post(f"/orders/{merchant_uid}/charge", json={"customer_uid": customer_uid})

    def complete(self, merchant_uid: str, imp_uid: str) -> httpx.Response:
        return self.http.post(f"/orders/{merchant_uid}/complete", json={"imp_uid": imp_uid})

    def tell(self, body: Any) -> httpx.Response:
        return self.http.post("/webhook", json=body)

    def books(self, merchant_uid: str) -> tuple[str, list[int]]:
        """The status of an order, and the money that moved, oldest first."""
        answer = self.http.get(f"/orders/{merchant_uid}").raise_for_status().json()
        return answer["status"], answer["entries"]

    def reconcile(self) -> None:
        """Let the shop find what no webhook told."""
        _python(self.reconciles, self.folder, self.environment)


@contextmanager
def open_example(name: str, emulator: Emulator, data: Path) -> Iterator[ExampleShop]:
    """The shop, until the block ends. It must not have failed inside."""
    where, prepares, serves, reconciles = COMMANDS[name]
    folder = EXAMPLES / where
    environment = os.environ | {
        "PORTONE_V1_API_KEY": emulator.api_key,
        "PORTONE_V1_API_SECRET": emulator.api_secret,
        "PORTONE_V1_BASE_URL": emulator.base_url,
        "SHOP_DATABASE": str(data / f"{name}.sqlite3"),
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    if prepares:
        _python(prepares, folder, environment)
    with (
        subprocess.Popen(
            [sys.executable, *serves],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as server,
    ):
        assert server.stdout
        lines = []
        while line := server.stdout.readline():
            lines.append(line)
            if found := _LISTENS.search(line):
                break
        else:
            raise AssertionError("".join(lines))
        try:
            url = found[1] or found[2]
            # What it says from now on is read by nobody until it ends, and it says little.
            with httpx.Client(base_url=url, trust_env=False, timeout=30) as http:
                yield ExampleShop(http, environment, folder, reconciles)
        finally:
            server.terminate()
            rest, _ = server.communicate(timeout=20)
    assert "Traceback" not in rest, rest


def _python(arguments: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
