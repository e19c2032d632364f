"""A worker of the soak: charges orders and cancels parts of them, with threads or with tasks, until it is killed.

python -m benchmarks.soak_worker BOOKS BASE_URL KEY SECRET NAME ROUND sync|async HOW_MANY
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any

from portone_v1 import AsyncPortOne, Attempt, PortOne, PortOneError, Resolution

from .soak_books import CANCEL, CHARGE, FINISHED, Books, Order

PATIENCE = 0.5
"""Seconds that a try may take."""

RESOLVING = 0.2
"""Seconds for which a call itself looks what became of it; what is not known then is left for a later round."""

_TRIES = 5

Call = tuple[str, dict[str, Any]]
Work = Generator[Call | Attempt, Any, None]


def work(books: Books, order: Order) -> Work:
    """What is to be done for an order: yields calls and attempts to resolve, and is sent what they come to."""
    stage, imp_uid = order.stage, order.imp_uid
    if order.attempt is not None:
        try:
            resolution: Resolution = yield Attempt.from_json(order.attempt)
        except PortOneError:
            return  # the look-up was refused: the next round asks again
        if resolution.state == "happened":
            stage, imp_uid = _book(books, order, stage, resolution.result)
        elif resolution.state == "did_not_happen":
            books.forget_attempt(order.merchant_uid)
        else:
            return
    for _ in range(_TRIES):
        if stage == FINISHED:
            return
        try:
            result = yield _call(order, stage, imp_uid)
        except PortOneError as error:
            if error.outcome in ("unknown", "done"):
                return
            books.forget_attempt(order.merchant_uid)
        else:
            stage, imp_uid = _book(books, order, stage, result)


def _call(order: Order, stage: int, imp_uid: str | None) -> Call:
    if stage == CHARGE:
        return "subscribe.again", {
            "customer_uid": "c-1",
            "merchant_uid": order.merchant_uid,
            "amount": order.amount,
            "name": "정기구독",
        }
    by_imp_uid = order.amount % 2
    which = {"imp_uid": imp_uid} if by_imp_uid else {"merchant_uid": order.merchant_uid}
    return "payments.cancel", which | {"amount": order.part, "checksum": order.amount}


def _book(books: Books, order: Order, stage: int, result: Any) -> tuple[int, str]:
    if stage == CHARGE:
        books.book_charge(order.merchant_uid, result.imp_uid, int(result.amount))
        return CANCEL, result.imp_uid
    row = max(result.cancel_history, key=lambda row: row.cancelled_at)
    books.book_cancel(order.merchant_uid, int(row.amount))
    return FINISHED, result.imp_uid


class Notes:
    """Stores each attempt before it leaves, in the books of the thread that sends it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._of_thread = threading.local()

    @property
    def books(self) -> Books:
        """The books of this thread."""
        if not hasattr(self._of_thread, "books"):
            self._of_thread.books = Books(self._path)
        found: Books = self._of_thread.books
        return found

    def before_send(self, attempt: Attempt) -> None:
        """Store it."""
        for name in ("merchant_uid", "imp_uid"):
            value = attempt.identities.get(name)
            if isinstance(value, str):
                self.books.note(name, value, attempt.to_json())


def with_threads(notes: Notes, portone: PortOne, name: str, number: int, threads: int) -> None:
    """Work with so many threads that share a client."""
    view = portone.with_options(resolve=RESOLVING, timeout=PATIENCE)

    def one() -> None:
        books = notes.books
        while (order := books.take(name, number)) is not None:
            steps = work(books, order)
            try:
                wanted = next(steps)
                while True:
                    try:
                        came: Any = (
                            view.resolve(wanted)
                            if isinstance(wanted, Attempt)
                            else view.request(wanted[0], **wanted[1])
                        )
                    except PortOneError as error:
                        wanted = steps.throw(error)
                    else:
                        wanted = steps.send(came)
            except StopIteration:
                books.leave(order.merchant_uid)
        books.close()

    running = [threading.Thread(target=one) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


async def with_tasks(
    notes: Notes, portone: AsyncPortOne, name: str, number: int, tasks: int
) -> None:
    """Work with so many tasks that share a client."""
    view, books = portone.with_options(resolve=RESOLVING, timeout=PATIENCE), notes.books

    async def one() -> None:
        while (order := books.take(name, number)) is not None:
            steps = work(books, order)
            try:
                wanted = next(steps)
                while True:
                    try:
                        came: Any = await (
                            view.resolve(wanted)
                            if isinstance(wanted, Attempt)
                            else view.request(wanted[0], **wanted[1])
                        )
                    except PortOneError as error:
                        wanted = steps.throw(error)
                    else:
                        wanted = steps.send(came)
            except StopIteration:
                books.leave(order.merchant_uid)

    await asyncio.gather(*(one() for _ in range(tasks)))


def main(arguments: list[str]) -> None:
    """Work until there is nothing left in this round."""
    logging.getLogger("portone_v1").setLevel(logging.CRITICAL)  # thousands of expected warnings
    path, base_url, key, secret, name, number, style, many = arguments
    notes = Notes(Path(path))
    options: dict[str, Any] = {"base_url": base_url, "before_send": notes.before_send}
    if style == "sync":
        with PortOne(key, secret, **options) as portone:
            with_threads(notes, portone, name, int(number), int(many))
        return

    async def run() -> None:
        async with AsyncPortOne(key, secret, **options) as portone:
            await with_tasks(notes, portone, name, int(number), int(many))

    asyncio.run(run())


if __name__ == "__main__":
    main(sys.argv[1:])
