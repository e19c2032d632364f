"""Follow each write: remember it, stamp and mark its requests, and find out its outcome when the answer was lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import Call

from ..core.classify import MAY_BE_DONE
from ..core.clock import Moment
from ..core.effects import CallHook, Sleep, Steps
from ..core.pending import Handler, PendingCall, PendingRequest
from ..core.raw import RawAnswer
from ..core.session import Session
from ..errors import ConnectError, Outcome, PortOneError
from ..options import Options
from ..resolution import Resolution
from . import stamping
from .look_ups import resolve_steps
from .marks import Mark
from .recent_writes import RecentWrites, Write

T = TypeVar("T")

_RESOLVABLE: tuple[Outcome, ...] = ("unknown", "done")
"""The outcomes that a look-up can say more about."""

_LAST_LOOK = 1.0
"""Seconds that a look-up may take when no time is left."""


class Writes:
    """The writes of a session.

    Args:
        session: Makes the look-ups.
        before_send: The user's hook, called with each attempt just before its request leaves.
        notify_outcome: Called with each attempt whose outcome is known only later, or that was stamped in vain.
        on_resolution: Called with what a look-up within a call has found.
    """

    def __init__(
        self,
        session: Session,
        before_send: Callable[[Attempt], object] | None,
        notify_outcome: Callable[[Attempt, Outcome], Steps[None]],
        on_resolution: Callable[[Resolution], object],
    ) -> None:
        self.recent = RecentWrites()
        self._session = session
        self._time = session.time
        self._before_send = before_send
        self._notify_outcome = notify_outcome
        self._on_resolution = on_resolution

    def around_call(self, handler: Handler) -> Handler:
        """Remember each write, and resolve it when that is wanted."""

        def handle(pending: PendingCall[T]) -> Steps[RawAnswer[T]]:
            return self._resolved(pending, handler)

        return handle

    def resolve(
        self, subject: BaseException | Attempt, options: Callable[[], Options]
    ) -> Steps[Resolution]:
        """The steps that find out the outcome of an attempt, or of the attempt of an error."""
        return resolve_steps(self._session, self.recent, subject, options)

    def _resolved(self, pending: PendingCall[T], handler: Handler) -> Steps[RawAnswer[T]]:
        """Make the call, and find out its outcome when that is wanted and not known.

        What is proven not to have happened is sent again, once, where the contract allows it.
        """
        call, options = pending.call, pending.options
        may_be_sent_again = _may_be_sent_again(call)
        while True:
            pending.restart()
            write = stamping.begin(self.recent, call, options, self._time.now())
            try:
                return (yield from self._followed(pending, handler, write))
            except PortOneError as error:
                if not options.resolve or error.attempt is None or error.outcome not in _RESOLVABLE:
                    raise
                resolution = yield from self._looked_up(error, error.attempt, options)
                self._on_resolution(resolution)
                if resolution.happened is not None:
                    outcome: Outcome = "done" if resolution.happened else "rejected"
                    pending.resolve(outcome)
                    write.mark_answered(self._time.now(), executed=resolution.happened)
                    if outcome != error.outcome:
                        yield from self._notify_outcome(error.attempt, outcome)
                if (
                    resolution.state == "did_not_happen"
                    and resolution.error is None
                    and may_be_sent_again
                ):
                    may_be_sent_again = False
                    continue
                return RawAnswer(cast("T", _result(resolution, error)), 200, {}, b"")

    def _followed(
        self, pending: PendingCall[T], handler: Handler, write: Write
    ) -> Steps[RawAnswer[T]]:
        """Make the call, and note when nothing more can come of it."""
        place = yield from stamping.place_of_mark(
            self._session, self.recent, pending.call, pending.options
        )
        pending.send = partial(self._send, write, place)
        try:
            answer = yield from handler(pending)
        except PortOneError as error:
            if error.outcome != "unknown":
                write.mark_answered(self._time.now(), executed=error.outcome == "done")
            raise
        write.mark_answered(self._time.now(), executed=True)
        return answer

    def _send(self, write: Write, place: str, latest: PendingRequest) -> Steps[RawAnswer[Any]]:
        """Stamp and mark a write, let it be stored, and send it while the stamp is fresh.

        A slow hook, or a machine that stood still, would make the attempt older than its sending: another
        process could take silence for a proof while the write has not even left.
        """
        pending, request = latest.pending, latest.request
        name, doubt = pending.call.operation.name, pending.doubt
        for _ in range(2):
            if latest.attempt is not None:
                yield from self._notify_outcome(latest.attempt, "unknown" if doubt else "not_sent")
            stamped_at = self._time.moment()
            if doubt and stamped_at.longest_since(doubt.since) > stamping.LONGEST_DOUBT:
                raise ConnectError(
                    f"{name}: not sent again, since its first try was more than "
                    f"{stamping.LONGEST_DOUBT:g} s ago",
                    operation=name,
                    attempt=latest.attempt,
                )
            attempt = stamping.stamp(self._session, pending, write, place)
            latest.attempt = attempt
            latest.request = request.marked(
                Mark(attempt.mark, place), partial(self._is_stale, stamped_at, pending.options)
            )
            if self._before_send is not None:
                yield from _notified(self._before_send, attempt)
            if self._time.moment().longest_since(stamped_at) <= stamping.LONGEST_PAUSE:
                return (yield from self._session.send(latest))
        raise ConnectError(
            f"{name}: not sent, for before_send took more than {stamping.LONGEST_PAUSE:g} s twice: "
            "make it quicker",
            operation=name,
            attempt=latest.attempt,
        )

    def _is_stale(self, stamped_at: Moment, options: Options) -> bool:
        """Whether a write was stamped too long ago to leave: resolving counts on this."""
        longest = stamping.longest_way(options)
        return self._time.moment().longest_since(stamped_at) > longest

    def _looked_up(
        self, error: PortOneError, attempt: Attempt, options: Options
    ) -> Steps[Resolution]:
        """Look a write up until its outcome is known or no time is left.

        All requests of a look-up together take no longer than what is left, or a second when less is left. None is
        repeated by itself: there is another look-up anyway.
        """
        until = self._time.now() + options.resolve_within
        while True:
            bounded = partial(self._bounded, options, max(until, self._time.now() + _LAST_LOOK))
            try:
                resolution = yield from self.resolve(error, bounded)
            except PortOneError as refusal:
                # It says nothing about the write, and must not be taken for the write's own.
                reason = f"the look-up was refused: {refusal}"
                return Resolution("unknown", attempt, reason, retry_after=options.resolve_within)
            left = until - self._time.now()
            if resolution.retry_after is None or left <= 0:
                return resolution
            yield Sleep(min(resolution.retry_after, left))

    def _bounded(self, options: Options, until: float) -> Options:
        """The options of a request that has to be answered by then."""
        left = until - self._time.now()
        if left <= 0:
            raise ConnectError("no time is left for the look-up")
        return options._replace(timeout=min(options.timeout_for("read"), left), max_retries=0)


def _notified(hook: Callable[[Attempt], object], attempt: Attempt) -> Steps[None]:
    """Call `before_send`. A call that it made itself, and that failed, is not the one it was called for."""
    try:
        yield CallHook("before_send", hook, (attempt,))
    except PortOneError as error:
        if error.attempt is None and error.outcome == "not_sent":
            raise
        raise ConnectError(
            f"{attempt.operation}: not sent, for before_send failed: {error}",
            operation=attempt.operation,
            attempt=attempt,
        ) from error


def _may_be_sent_again(call: Call[Any]) -> bool:
    """Whether the contract lets a write that did not happen be sent again: never a charge."""
    rule = call.operation.resolve
    return rule is not None and rule.again is not None and call.sent(rule.again) is not None


def _result(resolution: Resolution, error: PortOneError) -> Any:
    """The result of a write that happened; else the error that says what is known."""
    if resolution.state == "happened" and resolution.result is not None:
        return resolution.result
    if resolution.error is not None:
        resolution.error.resolution = resolution
        raise resolution.error from error
    if resolution.state == "happened":
        error.outcome = "done"
    elif resolution.state == "did_not_happen":
        error.outcome = "rejected"
    error.resolution = resolution
    text = str(error)
    if resolution.happened is not None:  # it is known now
        text = text.partition(MAY_BE_DONE)[0]
    error.args = (f"{text} [{resolution.state}: {resolution.reason}]",)
    raise error
