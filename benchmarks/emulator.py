"""What the emulator bears, in a process of its own: requests per second, the slowest hundredth, memory.

`make bench` runs it. The load comes from this process over bare sockets, which costs little beside what it
measures.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

CONNECTIONS = (1, 16, 128)
SECONDS = 3.0
PAYMENTS = 100_000
KEY, SECRET = "emulator-key", "emulator-secret"
CARD = {"card_number": "4242424242424242", "expiry": "2035-12"}


def main() -> None:
    """Measure and print."""
    print(f"emulator: {'':14}{'connections':>12}{'requests/s':>12}{'median ms':>11}{'p99 ms':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in (("memory", []), ("--data", ["--data", f"{folder}/shop.db"])):
            with _emulator(*arguments) as running:
                asyncio.run(_measure(name, running))


async def _measure(name: str, running: Running) -> None:
    caller = await Caller.sign_in(running)
    imp_uid = await _prepare(caller)
    for connections in CONNECTIONS:
        speed = await _load(caller, connections, lambda _: caller.get(f"/payments/{imp_uid}"))
        _print("payments.get", name, connections, speed)
    for connections in CONNECTIONS:
        speed = await _load(caller, connections, lambda number: caller.charge(f"a-{number}"))
        _print("subscribe.again", name, connections, speed)
    before = caller.charged
    start = perf_counter()
    await _run(caller, 16, PAYMENTS - before, lambda number: caller.charge(f"b-{number}"))
    seconds = perf_counter() - start
    speed = await _load(caller, 16, lambda _: caller.get(f"/payments/{imp_uid}"))
    _print("payments.get*", name, 16, speed)
    start = perf_counter()
    await _run(caller, 1, 20, lambda _: caller.get("/payments/status/paid?limit=20"))
    listed = (perf_counter() - start) / 20
    print(
        f"  * after {caller.charged:,} payments: {running.megabytes:.0f} MB; the last "
        f"{PAYMENTS - before:,} at {(PAYMENTS - before) / seconds:.0f}/s; "
        f"a page of list_by_status takes {listed * 1000:.0f} ms"
    )


async def _prepare(caller: Caller) -> str:
    """A payment to look up, and a billing key to charge."""
    paid = await caller.once(
        caller.post(
            "/subscribe/payments/onetime", {"merchant_uid": "o", "amount": 1, "name": "o", **CARD}
        )
    )
    issued = {"channel_key": "channel-key-nice_v2", **CARD}
    await caller.once(caller.post("/subscribe/customers/c-1", issued))
    return str(paid["imp_uid"])


@dataclass(frozen=True)
class Speed:
    """What a load came to."""

    per_second: float
    median: float
    p99: float


def _print(operation: str, name: str, connections: int, speed: Speed) -> None:
    print(
        f"  {operation:15} {name:7}{connections:12}{speed.per_second:12.0f}"
        f"{speed.median * 1000:11.2f}{speed.p99 * 1000:9.2f}",
        flush=True,
    )


# The emulator.


@dataclass(frozen=True)
class Running:
    """An emulator that runs in a process of its own."""

    port: int
    pid: int

    @property
    def megabytes(self) -> float:
        """What it has in memory."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@contextmanager
def _emulator(*arguments: str) -> Iterator[Running]:
    command = [sys.executable, "-m", "portone_v1_emulator", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().split()[-1]
            yield Running(int(url.rpartition(":")[2]), process.pid)
        finally:
            process.terminate()


# The load.

Request = bytes
Requests = Callable[[int], Request]
"""Makes the next request, of a number that was not there before."""


class Caller:
    """Writes requests and reads answers, with the token of the account."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.charged = 1
        self._authorization = ""

    @classmethod
    async def sign_in(cls, running: Running) -> Caller:
        caller = cls(running)
        token = await caller.once(
            caller.post("/users/getToken", {"imp_key": KEY, "imp_secret": SECRET})
        )
        caller._authorization = f"Authorization: {token['access_token']}\r\n"
        return caller

    def get(self, path: str) -> Request:
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{self._authorization}\r\n".encode()

    def post(self, path: str, body: Mapping[str, object]) -> Request:
        content = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{self._authorization}"
            f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        return head.encode() + content

    def charge(self, merchant_uid: str) -> Request:
        self.charged += 1
        order = {
            "customer_uid": "c-1",
            "merchant_uid": merchant_uid,
            "amount": 1000,
            "name": "구독",
        }
        return self.post("/subscribe/payments/again", order)

    async def once(self, request: Request) -> dict[str, object]:
        """The response of a request that must succeed."""
        async with asyncio.timeout(10):
            connection = await Connection.open(self.running)
            body = await connection.exchange(request)
            connection.close()
        envelope = json.loads(body)
        assert envelope["code"] == 0, envelope
        response: dict[str, object] = envelope["response"]
        return response


class Connection:
    """One that stays open."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, running: Running) -> Connection:
        return cls(*await asyncio.open_connection("127.0.0.1", running.port))

    async def exchange(self, request: Request) -> bytes:
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        body = await self._reader.readexactly(length)
        assert body.startswith(b'{"code":0,'), body
        return body

    def close(self) -> None:
        self._writer.close()


async def _load(caller: Caller, connections: int, request: Requests) -> Speed:
    """So many connections, each asking again as soon as it is answered, for `SECONDS`."""
    start = perf_counter()
    times = await _run(caller, connections, None, request)
    seconds = perf_counter() - start
    times.sort()
    return Speed(len(times) / seconds, times[len(times) // 2], times[len(times) * 99 // 100])


async def _run(
    caller: Caller, connections: int, requests: int | None, request: Requests
) -> list[float]:
    """How long each request took: so many, or as many as there are in `SECONDS`."""
    times: list[float] = []
    end = perf_counter() + SECONDS
    opened = [await Connection.open(caller.running) for _ in range(connections)]
    left = requests

    async def ask(connection: Connection) -> None:
        nonlocal left
        while left != 0 if left is not None else perf_counter() < end:
            if left is not None:
                left -= 1
            start = perf_counter()
            await connection.exchange(request(caller.charged))
            times.append(perf_counter() - start)

    await asyncio.gather(*map(ask, opened))
    for connection in opened:
        connection.close()
    return times


if __name__ == "__main__":
    main()
