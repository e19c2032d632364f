"""The merchant's own books of the soak: a file of SQLite in which each order, its open attempt and its sums stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

CHARGE, CANCEL, FINISHED = range(3)
"""What comes next for an order."""

_TABLE = """
CREATE TABLE IF NOT EXISTS orders (
  merchant_uid TEXT PRIMARY KEY,
  amount INTEGER NOT NULL,
  part INTEGER NOT NULL,
  stage INTEGER NOT NULL DEFAULT 0,
  charged INTEGER NOT NULL DEFAULT 0,
  cancelled INTEGER NOT NULL DEFAULT 0,
  imp_uid TEXT UNIQUE,
  attempt TEXT,
  worker TEXT,
  round INTEGER NOT NULL DEFAULT 0
)
"""


class Order(NamedTuple):
    """An order as it stands in the books."""

    merchant_uid: str
    amount: int
    part: int
    stage: int
    imp_uid: str | None
    attempt: str | None
    """The attempt of which nobody has heard how it ended."""


_COLUMNS = ", ".join(Order._fields)


class Books:
    """The books. Each process, and each thread of it, opens them for itself."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, timeout=60, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        # A process that is killed loses nothing that it has written; only a power cut would.
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute(_TABLE)

    def open_orders(self, orders: Iterable[tuple[str, int, int]]) -> None:
        """Write down what is to be charged, and which part of it is to be cancelled."""
        self._db.execute("BEGIN")
        self._db.executemany(
            "INSERT INTO orders (merchant_uid, amount, part) VALUES (?, ?, ?)", orders
        )
        self._db.execute("COMMIT")

    def take(self, worker: str, number: int) -> Order | None:
        """An order that nobody works at and that has not been worked at in this round."""
        rows = self._rows(
            f"""UPDATE orders SET worker = ?, round = ? WHERE merchant_uid = (
                SELECT merchant_uid FROM orders
                WHERE worker IS NULL AND stage < {FINISHED} AND round < ? LIMIT 1
            ) RETURNING {_COLUMNS}""",
            worker,
            number,
            number,
        )
        return Order(*rows[0]) if rows else None

    def leave(self, merchant_uid: str) -> None:
        """Nobody works at it any more."""
        self._rows("UPDATE orders SET worker = NULL WHERE merchant_uid = ?", merchant_uid)

    def leave_all(self, worker: str) -> int:
        """A worker has died. How many of its orders had an attempt under way."""
        rows = self._rows(
            "UPDATE orders SET worker = NULL WHERE worker = ? RETURNING attempt", worker
        )
        return sum(attempt is not None for (attempt,) in rows)

    def note(self, name: str, value: str, attempt: str) -> None:
        """A write about the order of that merchant_uid or imp_uid leaves."""
        self._rows(f"UPDATE orders SET attempt = ? WHERE {name} = ?", attempt, value)

    def forget_attempt(self, merchant_uid: str) -> None:
        """It is certain that it did not happen."""
        self._rows("UPDATE orders SET attempt = NULL WHERE merchant_uid = ?", merchant_uid)

    def book_charge(self, merchant_uid: str, imp_uid: str, amount: int) -> None:
        """The order is paid."""
        self._rows(
            "UPDATE orders SET charged = charged + ?, imp_uid = ?, stage = ?, attempt = NULL "
            "WHERE merchant_uid = ?",
            amount,
            imp_uid,
            CANCEL,
            merchant_uid,
        )

    def book_cancel(self, merchant_uid: str, amount: int) -> None:
        """The part was given back."""
        self._rows(
            "UPDATE orders SET cancelled = cancelled + ?, stage = ?, attempt = NULL "
            "WHERE merchant_uid = ?",
            amount,
            FINISHED,
            merchant_uid,
        )

    def count(self, condition: str = "1") -> int:
        """How many orders there are of a kind."""
        ((number,),) = self._rows(f"SELECT count(*) FROM orders WHERE {condition}")
        return int(number)

    def sums(self) -> dict[str, tuple[int, int]]:
        """By order, what was charged and what was cancelled."""
        rows = self._rows("SELECT merchant_uid, charged, cancelled FROM orders")
        return {merchant_uid: (charged, cancelled) for merchant_uid, charged, cancelled in rows}

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _rows(self, statement: str, *values: Any) -> list[Any]:
        return self._db.execute(statement, values).fetchall()
