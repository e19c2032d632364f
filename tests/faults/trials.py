"""One call of an operation, in a shop that has been prepared for it, and what it does without any fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from emulator.scenarios.shop import open_shop

from portone_v1 import Attempt, PortOneError, Resolution
from portone_v1_api.operations import OPERATIONS
from portone_v1_emulator import Emulator

from .books import Books, books
from .cases import Arguments, arguments_of
from .clients import Style, open_client


@dataclass(frozen=True)
class Usual:
    """What an operation comes to when nothing goes wrong."""

    result: Any
    moves: tuple[Any, ...]
    """The money that was paid and refunded, and how often."""
    changes: bool
    """Whether the server remembers anything of it."""


class Trial:
    """An operation that is to be called in a shop of its own."""

    _usual: ClassVar[dict[str, Usual]] = {}

    def __init__(self, emulator: Emulator, style: Style, operation: str) -> None:
        self.emulator, self.style, self.operation = emulator, style, operation
        self.effect = OPERATIONS[operation].effect
        self.resolve = OPERATIONS[operation].resolve
        if operation not in self._usual:
            self._usual[operation] = self._without_fault()
            emulator.reset()
        self.usual = self._usual[operation]
        self.resolved = 0
        """How many attempts were resolved."""
        self._prepare()

    def _prepare(self) -> None:
        with open_shop(self.emulator, "sync") as shop:
            self.arguments: Arguments = arguments_of(self.operation, shop)
        # What was prepared is older than what is tried, by the server's clock.
        self.emulator.advance(100)
        self.before = books(self.emulator)
        self.emulator.requests.clear()

    def _without_fault(self) -> Usual:
        self._prepare()
        with open_client(self.emulator, "sync") as client:
            result = client.call(self.operation, self.arguments)
        if isinstance(result, PortOneError):
            raise AssertionError(f"{self.operation} must succeed") from result
        after = books(self.emulator)
        return Usual(result, after.money_since(self.before), after.records != self.before.records)

    @property
    def requests(self) -> int:
        """How many requests for the operation reached the server."""
        return sum(each.operation == self.operation for each in self.emulator.requests)

    @property
    def after(self) -> Books:
        """The books as they are now."""
        return books(self.emulator)

    @property
    def moved(self) -> tuple[Any, ...]:
        """The money that has moved."""
        return self.after.money_since(self.before)

    @property
    def nothing(self) -> tuple[Any, ...]:
        """No money."""
        return self.before.money_since(self.before)

    @property
    def tally(self) -> dict[str, int]:
        """What it came to, to be counted with others."""
        _, _, payments, cancels = self.moved
        _, _, usual_payments, usual_cancels = self.usual.moves
        return {
            "requests": self.requests,
            "payments": payments,
            "cancels": cancels,
            "resolved": self.resolved,
            "double": int(payments > usual_payments or cancels > usual_cancels),
        }

    def resolved_elsewhere(self, attempt: Attempt) -> Resolution:
        """What another process finds out about an attempt that was stored."""
        self.resolved += 1
        stored = Attempt.from_json(attempt.to_json())
        with open_client(self.emulator, self.style) as client:
            return client.resolve(stored)
