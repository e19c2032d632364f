"""What a call costs beside bare httpx, and an import beside httpx's, as ratios in one run: `make bench`."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import httpx

from generator.load import load
from portone_v1 import PortOne

ROUNDS = 15
CALLS = 300
SPEC = Path(__file__).parent.parent / "spec"


def main() -> None:
    """Measure and print."""
    payment = load(SPEC).schemas["Payment"]["examples"][0]
    envelope = json.dumps({"code": 0, "message": None, "response": payment}).encode()
    token = {"access_token": "0" * 40, "now": 1_800_000_000, "expired_at": 1_800_001_800}
    token_envelope = json.dumps({"code": 0, "message": None, "response": token}).encode()

    def answer(request: httpx.Request) -> httpx.Response:
        content = token_envelope if request.url.path == "/users/getToken" else envelope
        return httpx.Response(200, content=content, headers={"content-type": "application/json"})

    bare = httpx.Client(transport=httpx.MockTransport(answer))
    portone = PortOne(
        "key", "secret", http_client=httpx.Client(transport=httpx.MockTransport(answer))
    )

    def bare_call() -> None:
        response = bare.get("https://api.iamport.kr/payments/imp_1", headers={"authorization": "x"})
        json.loads(response.content)

    def our_call() -> None:
        portone.payments.get("imp_1")

    ours, theirs = _in_turn(our_call, bare_call)
    print("payments.get on a mocked transport, median of a call")
    print(f"  portone_v1            {ours * 1e6:7.0f} µs")
    print(f"  httpx and json.loads  {theirs * 1e6:7.0f} µs   ratio {ours / theirs:.2f}")

    ours, theirs = _in_turn(_importing("portone_v1"), _importing("httpx"), rounds=9, calls=1)
    start, _ = _in_turn(_importing("sys"), _importing("sys"), rounds=9, calls=1)
    print("import in a new interpreter, median, less the interpreter's own start")
    print(f"  portone_v1            {(ours - start) * 1e3:7.0f} ms")
    print(
        f"  httpx                 {(theirs - start) * 1e3:7.0f} ms   "
        f"ratio {(ours - start) / (theirs - start):.2f}"
    )


def _in_turn(
    a: Callable[[], None], b: Callable[[], None], rounds: int = ROUNDS, calls: int = CALLS
) -> tuple[float, float]:
    """The median time of a call of each, measured in turn so that a slow moment meets both."""
    a(), b()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for which, call in enumerate((a, b)):
            started = perf_counter()
            for _ in range(calls):
                call()
            times[which].append((perf_counter() - started) / calls)
    return statistics.median(times[0]), statistics.median(times[1])


def _importing(name: str) -> Callable[[], None]:
    def start() -> None:
        subprocess.run([sys.executable, "-c", f"import {name}"], check=True)

    return start


if __name__ == "__main__":
    main()
