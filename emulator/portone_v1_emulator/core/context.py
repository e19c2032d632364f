"""The contexts in which handlers run, and the registries of operations and of events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, Self, TypeVar

from .accounts import MerchantAccount
from .assumptions import UnverifiedBehaviour
from .contract import Operation
from .records import Payment
from .state import EmulatorState
from .store import Shop, Store
from .tables import Owner

Params = TypeVar("Params")
Body = TypeVar("Body")


@dataclass
class RequestContext:
    """A shop at a time: its records, and what a change of them sets off."""

    state: EmulatorState
    account: MerchantAccount
    """The owner of the shop; `NOBODY` if no token is needed."""
    tier: str | None
    now: int
    assumptions: list[str] = field(default_factory=list, kw_only=True)
    """The unverified assumptions that were relied on so far."""
    user_agent: str | None = field(default=None, kw_only=True)
    """The User-Agent of the request; None when no request is being answered."""
    request: str | None = field(default=None, kw_only=True)
    """The identity in the log of effects of the request that led here; None without a log."""

    @classmethod
    def of(cls, state: EmulatorState, account: str, tier: str | None, now: int) -> Self | None:
        """Return the context of an account at a time; None if there is no such account."""
        found = state.store.account(account)
        return None if found is None else cls(state, found, tier, now)

    @cached_property
    def stamp(self) -> int:
        """The time that records written now carry: `now`, off by the `stamp_error` of the emulator."""
        error = self.state.stamp_error
        return round(self.now + (error() if callable(error) else error))

    @property
    def store(self) -> Store:
        """All that the emulator remembers."""
        return self.state.store

    @property
    def owner(self) -> Owner:
        """The merchant, or one of its sub-merchants."""
        return Owner(self.account.key, self.tier)

    @property
    def shop(self) -> Shop:
        """What belongs to the owner, and all that it may see."""
        return self.store.shop(*self.owner)

    def next_number(self) -> int:
        """A number of twelve digits that was never given before."""
        return self.store.next_number()

    def setting(self, name: str) -> Any:
        """Return what holds for an unverified behaviour."""
        self._rest_on(name, name)
        return self.state.assumptions.value(name)

    def later(self, at: int, event: str, subject: str) -> None:
        """Let `event` happen to the record `subject` of this owner at that time."""
        self.state.jobs.add(at, event, self.owner, subject, self.request)

    def notify(self, payment: Payment, **more: Any) -> None:
        """Send the webhook of a payment; `more` stands in it besides."""
        webhooks = self.state.webhooks
        body = webhooks.of_payment(payment) | more
        webhooks.enqueue(self.account, self.owner, body, payment.notice_urls, self.now)

    def _rest_on(self, name: str, shown: str) -> None:
        if shown not in self.assumptions and not self.state.assumptions.is_chosen(name):
            self.assumptions.append(shown)


@dataclass
class Call(RequestContext, Generic[Params, Body]):
    """One request, with its arguments validated."""

    operation: Operation
    params: Params
    """The arguments in path and query, as their generated model; None when there are none."""
    body: Body

    def assume(self, case: str) -> None:
        """Name an unverified behaviour in the answer."""
        shown = f"{self.operation.name} {case}"
        self._rest_on(case, shown)
        if shown in self.assumptions and self.state.assumptions.strict:
            raise UnverifiedBehaviour(shown)

    def setting(self, name: str) -> Any:
        """Return what holds for an unverified behaviour, and name it in the answer."""
        self.assume(name)
        return self.state.assumptions.value(name)


@dataclass(frozen=True)
class Answer:
    """A successful answer."""

    response: Any
    status: int = 200
    message: str | None = None


@dataclass(frozen=True)
class Handler:
    """A function that carries out an operation."""

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


Event = TypeVar("Event", bound=Callable[[RequestContext, str], None])

EVENTS: dict[str, Callable[[RequestContext, str], None]] = {}
"""What each event of a job does to its subject, which may have changed since the job was scheduled."""


def event(name: str) -> Callable[[Event], Event]:
    """Make a function the one that carries out the event of that name."""

    def register(function: Event) -> Event:
        EVENTS[name] = function
        return function

    return register
