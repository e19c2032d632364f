"""The operations that the emulator has: what a handler is given, what it gives back, and the list of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from .contract import Operation
from .store import Account, Shop, Store

Params = TypeVar("Params")
Body = TypeVar("Body")


@dataclass
class Call(Generic[Params, Body]):
    """One request, checked and understood."""

    operation: Operation
    params: Params
    """The arguments in path and query, as their generated model; None when there are none."""
    body: Body
    store: Store
    account: Account
    """Who calls; `NOBODY` when no token is needed."""
    tier: str | None
    now: int
    assumptions: list[str] = field(default_factory=list)

    @property
    def shop(self) -> Shop:
        """What belongs to the caller, and all that it may see."""
        return self.store.shop(self.account.key, self.tier)

    def assume(self, case: str) -> None:
        """Say in the answer that V1 is only believed to do this."""
        self.assumptions.append(f"{self.operation.name} {case}")


@dataclass(frozen=True)
class Answer:
    """A yes."""

    response: Any
    status: int = 200
    message: str | None = None


@dataclass(frozen=True)
class Handler:
    """What carries out an operation."""

    run: Callable[[Call[Any, Any]], Answer]
    invalid: str
    """The case of `x-errors` for arguments that cannot be read."""


HANDLERS: dict[str, Handler] = {}

Function = TypeVar("Function", bound=Callable[[Call[Any, Any]], Answer])


def operation(name: str, *, invalid: str = "bad_request") -> Callable[[Function], Function]:
    """Make a function the handler of the operation of that name."""

    def register(function: Function) -> Function:
        HANDLERS[name] = Handler(function, invalid)
        return function

    return register
