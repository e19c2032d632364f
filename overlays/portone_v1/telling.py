"""Tell the hooks, the log and the traces of each try: before it leaves and when it has ended.

`before_send` alone may stop a call. What any other raises is logged: it must not turn a payment that has
been made into an error.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import Call

from . import call_log
from .errors import ConfigurationError, Outcome, PortOneError
from .observation import AfterSend, OnExchange, Tracing, Try
from .options import Account, Options, check_members
from .steps import BeforeSend, Steps, Tell, needs_async_client

if TYPE_CHECKING:
    from .resolve.resolution import Resolution

T = TypeVar("T")

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
        check_members("tracing", self.tracing, _TRACING, "like portone_v1.opentelemetry.Tracing()")

    def note_resolution(self, resolution: Resolution) -> None:
        """Log what became of a write whose answer was lost, and tell the traces."""
        call_log.resolution(resolution)
        if self.tracing is not None:
            with call_log.failures_of(_WHAT_TRACES):
                self.tracing.resolved(resolution)

    def following(
        self, call: Call[Any], account: Account, options: Options
    ) -> AbstractContextManager[object]:
        """What is entered while `call` is under way."""
        if self.tracing is None:
            return nullcontext()
        tier = options.tier if call.operation.token else None
        follow = self.tracing.call
        return _Followed(lambda: follow(call.operation, account.base_url, call.path, tier))


class _Followed:
    """Enters what traces a call, and leaves it with the call's error. What it raises itself is logged.

    It cannot change how the call ends: an error that it suppresses still reaches the caller.
    """

    def __init__(self, follow: Callable[[], AbstractContextManager[object]]) -> None:
        self._follow = follow
        self._entered: AbstractContextManager[object] | None = None

    def __enter__(self) -> None:
        with call_log.failures_of(_WHAT_TRACES):
            followed = self._follow()
            followed.__enter__()
            self._entered = followed

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._entered is None:
            return
        with call_log.failures_of(_WHAT_TRACES):
            try:
                self._entered.__exit__(kind, error, traceback)
            except Exception as raised:
                if raised is not error:
                    raise


def _is_async(hook: object) -> bool:
    """Whether calling it gives a coroutine: an async function, or an object with an async `__call__`."""
    return inspect.iscoroutinefunction(hook) or inspect.iscoroutinefunction(type(hook).__call__)


def watched(hooks: Hooks, seen: Try, steps: Steps[T]) -> Steps[T]:
    """Do the steps of one try, and tell of it whatever way it ends."""
    try:
        result = yield from steps
        yield from _ended(hooks, seen, None)
    except GeneratorExit:
        raise
    except BaseException as ending:
        if not seen.is_told:
            yield from _ended(hooks, seen, ending)
        raise
    return result


def tell_truth(hooks: Hooks, attempt: Attempt, outcome: Outcome) -> Steps[None]:
    """Tell `after_send` how a write ended."""
    if hooks.after_send is not None:
        yield from _tell("after_send", hooks.after_send, attempt, outcome)


def _ended(hooks: Hooks, seen: Try, ending: BaseException | None) -> Steps[None]:
    outcome = seen.outcome(ending)
    seen.is_told = True
    if seen.attempt is not None:
        yield from tell_truth(hooks, seen.attempt, outcome)
    level = call_log.level_of(ending, seen.call.operation.effect)
    wanted = hooks.on_exchange or hooks.tracing or call_log.logger.isEnabledFor(level)
    if ending is None and not wanted:
        return
    told = exchange = None
    # At the interpreter's end, say, what a try was may not be told any more. It counts all the same.
    with call_log.failures_of("what tells of a try"):
        told = seen.summary(ending)
        exchange = seen.exchange(told) if hooks.on_exchange and seen.has_left else None
        call_log.request_ended(told, level)
        if hooks.tracing is not None:
            hooks.tracing.request_ended(told)
    if isinstance(ending, PortOneError) and seen.has_left:
        ending.request = told
    if hooks.on_exchange is not None and exchange is not None:
        yield from _tell("on_exchange", hooks.on_exchange, exchange)


def _tell(name: str, hook: Callable[..., object], *arguments: object) -> Steps[None]:
    with call_log.failures_of(name):
        yield Tell(name, hook, arguments, to_the_end=True)
