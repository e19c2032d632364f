"""The soak: thousands of charges and cancels under faults, by threads, tasks and processes that are killed.

At the end the merchant's books must be the emulator's, to the won, order by order. `make soak` runs it.
"""

from __future__ import annotations

import argparse
import logging
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from portone_v1 import PortOne
from portone_v1_emulator import Emulator
from portone_v1_emulator.core.faults import Fault, FaultKind, Faults

from .soak_books import FINISHED, Books

QUIET = 700
"""Seconds after which nothing more comes of a write."""

_MOST_ROUNDS = 40
_POLL = 0.05

_KINDS: dict[FaultKind, int] = {
    "drop_before": 6,
    "drop_after": 6,
    "late": 3,
    "cut": 3,
    "unauthorized": 2,
    "rate_limited": 2,
    "bad_gateway": 3,
    "server_error": 3,
    "invalid_json": 3,
    "null_response": 2,
    "unreadable_response": 2,
    "hang": 1,
    "slow": 1,
}
"""What goes wrong, and how often beside the others."""


class Unreliable(Faults):
    """Something goes wrong with every tenth request for anything but a token."""

    def __init__(self, seed: int, share: float = 0.1) -> None:
        super().__init__()
        self._random = random.Random(seed)
        self._share = share
        self.happened: Counter[str] = Counter()

    def take(self, operation: str, tier: str | None) -> Fault | None:
        """What goes wrong with this request, if anything."""
        if operation == "auth.get_token" or self._random.random() >= self._share:
            return None
        (kind,) = self._random.choices(list(_KINDS), list(_KINDS.values()))
        self.happened[kind] += 1
        done = self._random.random() < 0.5 if kind in ("bad_gateway", "server_error") else None
        seconds = {"late": 60.0, "slow": 2.0}.get(kind, 0.0)
        return Fault(kind, operation, seconds=seconds, done=done)


@dataclass
class Report:
    """What came of it."""

    orders: int
    writes: int = 0
    """Charges and cancels that reached the server."""
    requests: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    killed: int = 0
    orphans: int = 0
    """Attempts that were under way when their process was killed, and that others resolved."""
    rounds: int = 0
    seconds: float = 0.0
    charged: int = 0
    cancelled: int = 0
    double: int = 0
    """Orders that were charged or cancelled twice."""
    differences: list[str] = field(default_factory=list)
    """Orders of which the books say something else than the server."""

    def __str__(self) -> str:
        faults = ", ".join(f"{kind} {count:,}" for kind, count in self.faults.most_common())
        return (
            f"{self.orders:,} orders, each charged and partly cancelled: {self.writes:,} writes and "
            f"{self.requests:,} requests in {self.seconds:.0f} s and {self.rounds} rounds\n"
            f"{self.faults.total():,} faults: {faults}\n"
            f"{self.killed} processes killed, {self.orphans} attempts of theirs resolved by others\n"
            f"{self.charged:,} won charged, {self.cancelled:,} won cancelled\n"
            f"double charges and cancels: {self.double}; differences of the books: "
            f"{len(self.differences)}"
        )


@dataclass(frozen=True)
class Workers:
    """The processes of a round."""

    threads: tuple[int, ...] = (16, 16)
    tasks: tuple[int, ...] = (100, 100)

    def commands(self) -> list[tuple[str, int]]:
        """Of each process, its style and how many work in it."""
        return [("sync", many) for many in self.threads] + [("async", many) for many in self.tasks]


def soak(orders: int, *, kills: int = 6, workers: Workers | None = None, seed: int = 1) -> Report:
    """Run it, and compare the books."""
    report = Report(orders)
    began = time.monotonic()
    faults = Unreliable(seed)
    with tempfile.TemporaryDirectory() as folder, Emulator() as emulator:
        path = Path(folder) / "books.sqlite"
        with PortOne(emulator.api_key, emulator.api_secret, base_url=emulator.base_url) as portone:
            portone.billing_keys.issue("c-1", card_number="4242-4242-4242-4242", expiry="2035-12")
        books = Books(path)
        amounts = random.Random(seed)
        books.open_orders(
            (f"o-{number}", amount := amounts.randrange(1000, 50_000), amount // 3)
            for number in range(orders)
        )
        emulator.state.faults = faults
        while books.count(f"stage < {FINISHED}"):
            report.rounds += 1
            if report.rounds > _MOST_ROUNDS:
                break
            _round(report, emulator, books, path, workers or Workers(), kills)
            kills = 0
            emulator.advance(QUIET)
        _compare(report, emulator, books)
        books.close()
    report.faults = faults.happened
    report.seconds = time.monotonic() - began
    return report


def _round(
    report: Report, emulator: Emulator, books: Books, path: Path, workers: Workers, kills: int
) -> None:
    """Let the workers do what can be done now, and kill some of them in the middle."""
    victims = [(report.orders * (number + 1) // (kills + 1), number) for number in range(kills)]
    names = (f"{report.rounds}-{number}" for number in range(10_000))
    running = {
        (name := next(names)): (
            _begin(emulator, path, name, report.rounds, style, many),
            style,
            many,
        )
        for style, many in workers.commands()
    }
    while any(process.poll() is None for process, _, _ in running.values()):
        if victims and books.count(f"stage = {FINISHED}") >= victims[0][0] // 2:
            _, number = victims.pop(0)
            alive = [name for name, (process, _, _) in running.items() if process.poll() is None]
            name = alive[number % len(alive)]
            process, style, many = running.pop(name)
            process.kill()
            process.wait()
            report.killed += 1
            report.orphans += books.leave_all(name)
            name = next(names)
            running[name] = _begin(emulator, path, name, report.rounds, style, many), style, many
        time.sleep(_POLL)
    failed = [process.args for process, _, _ in running.values() if process.returncode]
    if failed:
        raise RuntimeError(f"a worker failed: {failed}")


def _begin(
    emulator: Emulator, path: Path, name: str, number: int, style: str, many: int
) -> subprocess.Popen[bytes]:
    account = emulator.base_url, emulator.api_key, emulator.api_secret
    arguments = str(path), *account, name, str(number), style, str(many)
    return subprocess.Popen([sys.executable, "-m", "benchmarks.soak_worker", *arguments])


def _compare(report: Report, emulator: Emulator, books: Books) -> None:
    payments = emulator.shop().payments
    for merchant_uid, booked in books.sums().items():
        paid = [each for each in payments.find("merchant_uid", merchant_uid) if each.paid_at]
        cancels = [each for payment in paid for each in payment.cancellations]
        charged = sum(int(payment.amount) for payment in paid)
        cancelled = sum(int(each.amount) for each in cancels)
        report.double += len(paid) > 1 or len(cancels) > 1
        report.charged += charged
        report.cancelled += cancelled
        if booked != (charged, cancelled) or len(paid) != 1 or len(cancels) != 1:
            report.differences.append(f"{merchant_uid}: {booked}, and {(charged, cancelled)} there")
    report.requests = len(emulator.requests)
    report.writes = sum(
        each.operation in ("subscribe.again", "payments.cancel") for each in emulator.requests
    )


def main() -> None:
    """Run it from the command line; the exit status says whether the books were the same."""
    # What it says of callers who went away while they were answered slowly.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    report = soak(options.orders, kills=options.kills, seed=options.seed)
    print(report)
    for difference in report.differences[:20]:
        print(difference)
    sys.exit(bool(report.differences or report.double))


if __name__ == "__main__":
    main()
