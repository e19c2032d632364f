"""What the emulator remembers, kept in a file, so that it outlives the process.

All changes of a request are in the file before its answer goes out. `kill -9` loses none of them: what
SQLite has written belongs to the operating system, which outlives the process. Only if the whole machine
loses its power may the latest seconds be missing, and then whole requests of them, never halves: the file is
not forced onto the disk for each request (`synchronous=NORMAL`), which would cost milliseconds a charge.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from .clock import Reading
from .records import Record
from .tables import Change, Owner

FORMAT = 2
"""Goes up when a file of before cannot be read any more."""

_APPLICATION = int.from_bytes(b"POV1")

_SCHEMA = """
CREATE TABLE record (
    position INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    tier TEXT NOT NULL,
    kind TEXT NOT NULL,
    identity TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (account, tier, kind, identity)
);
CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
"""

# A record that is there already keeps its position, and with it its age.
_PUT = """
INSERT INTO record (account, tier, kind, identity, value) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET value = excluded.value
"""
_REMOVE = "DELETE FROM record WHERE account = ? AND tier = ? AND kind = ? AND identity = ?"
_KEEP = "INSERT INTO state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
_ALL = "SELECT account, tier, kind, value FROM record ORDER BY position"


class DataFileError(Exception):
    """The file cannot be used. It was left as it is."""


class DataFile:
    """A `Journal` in an SQLite file, which belongs to one emulator at a time."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._lock = threading.Lock()
        self._database = _open(self.path)

    def write(self, changes: list[Change], next_number: int) -> None:
        """Keep them all, or none. They outlive the process when this returns."""
        with self._transaction() as database:
            for change in changes:
                account, tier = change.table.owner
                kind = change.table.kind
                key = (account, tier or "", kind.__name__, change.identity)
                if change.new is None:
                    database.execute(_REMOVE, key)
                else:
                    database.execute(_PUT, (*key, to_json(change.new)))
            database.execute(_KEEP, ("next_number", next_number))

    def clear(self) -> None:
        """Forget every record. Numbers and the clock go on."""
        with self._transaction() as database:
            database.execute("DELETE FROM record")

    def keep_clock(self, reading: Reading) -> None:
        """Keep what the clock shows."""
        with self._transaction() as database:
            values = (reading.at, reading.wall, int(reading.frozen))
            names = ("clock_at", "clock_wall", "clock_frozen")
            database.executemany(_KEEP, zip(names, values, strict=True))

    def records(self) -> Iterator[tuple[Owner, Record]]:
        """Every record and whose it is, oldest first."""
        try:
            for account, tier, kind, value in self._database.execute(_ALL):
                yield Owner(account, tier or None), from_json(Record.kinds[kind], value)
        except (KeyError, ValidationError):
            raise DataFileError(_other_version(self.path)) from None
        except sqlite3.DatabaseError as error:
            raise DataFileError(_damaged(self.path, str(error))) from None

    @property
    def next_number(self) -> int | None:
        """The first number that was not given; None in a new file."""
        return self._state.get("next_number")

    @property
    def clock(self) -> Reading | None:
        """What the clock showed; None in a new file."""
        state = self._state
        if "clock_at" not in state:
            return None
        return Reading(state["clock_at"], state["clock_wall"], bool(state["clock_frozen"]))

    def close(self) -> None:
        """Let go of the file. Another emulator may take it."""
        with self._lock:
            self._database.close()

    @property
    def _state(self) -> dict[str, Any]:
        return dict(self._database.execute("SELECT name, value FROM state"))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        database = self._database
        with self._lock:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
                database.execute("COMMIT")
            except BaseException:
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise


def to_json(record: Record) -> str:
    """A record as it stands in the file."""
    return _adapter(type(record)).dump_json(record).decode()


def from_json(kind: type[Record], value: str) -> Record:
    """The record that `to_json` wrote."""
    return _adapter(kind).validate_json(value, strict=True)


_ADAPTERS: dict[str, TypeAdapter[Record]] = {}


def _adapter(kind: type[Record]) -> TypeAdapter[Record]:
    known = _ADAPTERS.get(kind.__name__)
    if known is None:
        known = _ADAPTERS[kind.__name__] = TypeAdapter(kind)
    return known


def _open(path: Path) -> sqlite3.Connection:
    try:
        # A shop's payments are nobody else's business.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise DataFileError(f"Cannot open the data file {path}: {error.strerror}.") from None
    database = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        _take(database, path)
    except BaseException:
        database.close()
        raise
    return database


def _take(database: sqlite3.Connection, path: Path) -> None:
    """Lock the file for as long as it is open, and look whether it is one of ours, before any change."""
    try:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("BEGIN EXCLUSIVE")
        _check(database, path)
        database.execute("COMMIT")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise DataFileError(
                f"The data file {path} is in use by another emulator. "
                "Stop that emulator first, or choose another file."
            ) from None
        raise DataFileError(f"Cannot use the data file {path}: {error}.") from None
    except sqlite3.DatabaseError as error:
        raise DataFileError(_damaged(path, str(error))) from None


def _check(database: sqlite3.Connection, path: Path) -> None:
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    (tables,) = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if not (application or version or tables):
        with closing(database.cursor()) as cursor:
            for statement in _SCHEMA.split(";"):
                cursor.execute(statement)
            cursor.execute(f"PRAGMA application_id = {_APPLICATION}")
            cursor.execute(f"PRAGMA user_version = {FORMAT}")
        return
    if application != _APPLICATION:
        raise DataFileError(
            f"{path} is a database, but not a data file of the emulator. "
            "It was not changed. Choose another file."
        )
    if version != FORMAT:
        raise DataFileError(_other_version(path))
    ((found,), *_) = database.execute("PRAGMA quick_check(1)")
    if found != "ok":
        raise DataFileError(_damaged(path, found))


def _damaged(path: Path, problem: str) -> str:
    return (
        f"{path} is damaged or not a data file of the emulator ({problem}). It was not changed. "
        "Move it away to start with an empty one, or restore a backup."
    )


def _other_version(path: Path) -> str:
    return (
        f"The data file {path} was written by another version of the emulator. It was not changed. "
        "Use the version that wrote it, or choose another file."
    )
