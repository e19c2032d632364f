"""Notify the hooks, the log and the traces of each request: before it leaves and when it has ended.

`before_send` alone may stop a call. What any other raises is logged: it must not turn a payment that has
been made into an error.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from portone_v1_api.attempts import Attempt

from ..core.effects import CallHook, Steps, needs_async_client
from ..core.pending import Handler, PendingCall, PendingRequest, RequestHandler
from ..core.raw import RawAnswer
from ..errors import ConfigurationError, Outcome, PortOneError
from ..options import Account, check_members
from . import log
from .exchange import AfterSend, OnExchange, Tracing, exchange_of, summary_of

if TYPE_CHECKING:
    from ..resolution import Resolution

N = TypeVar("N")
T = TypeVar("T")

BeforeSend = Callable[[Attempt], N]
"""Called with each write just before it leaves, so that it can be stored. An error stops the call.

A hook of `PortOne` returns None: what an async function returns, it could not await."""

OnDrift = Callable[[str, str], None]
"""Told the operation and the JSON pointer of a value that is not of the contract's type. Nobody awaits it."""


_TRACING = ("call", "request_ended", "resolved")
_WHAT_TRACES = "what traces a call"


class Hooks(NamedTuple):
    """What the user wants to be told."""

    on_drift: OnDrift | None = None
    before_send: BeforeSend[object] | None = None
    after_send: AfterSend[object] | None = None
    on_exchange: OnExchange[object] | None = None
    tracing: Tracing | None = None

    def check(self, *, awaits: bool) -> None:
        """Refuse hooks that cannot be called, and async functions where nobody would await them."""
        for name in ("on_drift", "before_send", "after_send", "on_exchange"):
            hook = getattr(self, name)
            if hook is not None and not callable(hook):
                raise ConfigurationError(f"{name} must be a function, not {type(hook).__name__}")
            if name != "on_drift" and not awaits and _is_async(hook):
                raise ConfigurationError(needs_async_client(name))
        if _is_async(self.on_drift):
            raise ConfigurationError(
                "on_drift is an async function, which neither client awaits: use a plain function"
            )
        check_members(
            "tracing", self.tracing, _TRACING, "like portone_v1.observe.opentelemetry.Tracing()"
        )


class Observer:
    """Notifies the hooks, the log and the traces."""

    def __init__(self, hooks: Hooks, account: Account) -> None:
        self.hooks = hooks
        self._account = account

    def around_call(self, handler: Handler) -> Handler:
        """Trace each call."""

        def handle(pending: PendingCall[T]) -> Steps[RawAnswer[T]]:
            with self._traced(pending):
                return (yield from handler(pending))

        return handle

    def around_request(self, send: RequestHandler) -> RequestHandler:
        """Notify of each request, whatever way it ends."""

        def handle(latest: PendingRequest) -> Steps[RawAnswer[Any]]:
            if latest.number > 1:
                log.repeated(latest)
            try:
                result = yield from send(latest)
                yield from self._ended(latest, None)
            except GeneratorExit:
                raise
            except BaseException as ending:
                if not latest.is_reported:
                    yield from self._ended(latest, ending)
                raise
            return result

        return handle

    def on_drift(self, operation: str, pointer: str) -> None:
        """Report a value that is not of the contract's type. The charge has been made: nothing raised here stops it."""
        if self.hooks.on_drift is not None:
            with log.failures_of("on_drift"):
                self.hooks.on_drift(operation, pointer)

    def on_resolution(self, resolution: Resolution) -> None:
        """Log the outcome of a write whose answer was lost, and give it to the traces."""
        log.resolution(resolution)
        if self.hooks.tracing is not None:
            with log.failures_of(_WHAT_TRACES):
                self.hooks.tracing.resolved(resolution)

    def notify_outcome(self, attempt: Attempt, outcome: Outcome) -> Steps[None]:
        """Call `after_send` with how a write ended."""
        if self.hooks.after_send is not None:
            yield from _notify("after_send", self.hooks.after_send, attempt, outcome)

    def _traced(self, pending: PendingCall[Any]) -> AbstractContextManager[object]:
        """What is entered while a call is under way."""
        call, tracing = pending.call, self.hooks.tracing
        assert tracing is not None  # noqa: S101 - else nothing is put around the call
        tier = pending.options.tier if call.operation.token else None
        url = self._account.base_url
        return _Traced(lambda: tracing.call(call.operation, url, call.path, tier))

    def _ended(self, latest: PendingRequest, ending: BaseException | None) -> Steps[None]:
        hooks, operation = self.hooks, latest.pending.call.operation
        outcome = latest.outcome(ending)
        latest.is_reported = True
        if latest.attempt is not None:
            yield from self.notify_outcome(latest.attempt, outcome)
        level = log.level_of(ending, operation)
        wanted = hooks.on_exchange or hooks.tracing or log.logger.isEnabledFor(level)
        if ending is None and not wanted:
            return
        summary = exchange = None
        # At the interpreter's end, say, a request can perhaps not be summed up any more. It counts all the same.
        with log.failures_of("what tells of a request"):
            summary = summary_of(latest, ending)
            exchange = (
                exchange_of(latest, summary) if hooks.on_exchange and latest.has_left else None
            )
            log.request_ended(summary, level)
            if hooks.tracing is not None:
                hooks.tracing.request_ended(summary)
        if isinstance(ending, PortOneError) and latest.has_left:
            ending.request = summary
        if hooks.on_exchange is not None and exchange is not None:
            yield from _notify("on_exchange", hooks.on_exchange, exchange)


class _Traced:
    """Enters what traces a call, and leaves it with the call's error. What it raises itself is logged.

    It cannot change how the call ends: an error that it suppresses still reaches the caller.
    """

    def __init__(self, follow: Callable[[], AbstractContextManager[object]]) -> None:
        self._follow = follow
        self._entered: AbstractContextManager[object] | None = None

    def __enter__(self) -> None:
        with log.failures_of(_WHAT_TRACES):
            traced = self._follow()
            traced.__enter__()
            self._entered = traced

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._entered is None:
            return
        with log.failures_of(_WHAT_TRACES):
            try:
                self._entered.__exit__(kind, error, traceback)
            except Exception as raised:
                if raised is not error:
                    raise


def _is_async(hook: object) -> bool:
    """Whether calling it gives a coroutine: an async function, or an object with an async `__call__`."""
    return inspect.iscoroutinefunction(hook) or inspect.iscoroutinefunction(type(hook).__call__)


def _notify(name: str, hook: Callable[..., object], *arguments: object) -> Steps[None]:
    with log.failures_of(name):
        yield CallHook(name, hook, arguments, to_the_end=True)
