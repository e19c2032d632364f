"""Calls and requests that are under way, so that an interruption can say whether a write was sent and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import count
from time import monotonic
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import Call
from portone_v1_api.values import KST

from ..errors import Outcome, PortOneError
from ..options import Options
from .classify import ResponseClassifier
from .clock import Moment
from .effects import Steps
from .raw import RawAnswer
from .request import Reply, Request

T = TypeVar("T")

ENDED_CALL = "_portone_v1_attempt"
"""The attribute of an exception that ended a call: the attempt, or None when nothing was sent.

An exception may have an attribute of its own that is called `attempt`, such as the number of a retry.
"""

_MARKED_AT = "_portone_v1_marked_at"
"""The attribute that says when that was: after another call had begun, inside of that one."""

_order = count()
"""Numbers what happens, in all calls of the process."""


class Doubt(NamedTuple):
    """An earlier request of a call that a gateway has answered, and that may have been accepted."""

    attempt: Attempt | None
    since: Moment


class PendingCall(Generic[T]):
    """A call that is under way: what was sent for it, and what is known of that."""

    __slots__ = ("_began", "_marked", "_resolved", "call", "doubt", "latest", "options", "send")

    def __init__(self, call: Call[T], options: Options) -> None:
        self.call = call
        self.options = options
        self._began = next(_order)
        self._marked: BaseException | None = None
        self.send: RequestHandler | None = None
        """Sends each of its requests; None is the session."""
        self.restart()

    def restart(self) -> None:
        """Note that nothing has been sent yet, or that it is sent again since it did not happen."""
        self.latest: PendingRequest | None = None
        self.doubt: Doubt | None = None
        self._resolved: Outcome | None = None

    def keep_doubt(self, request: PendingRequest) -> None:
        """Remember a request that may have been accepted, and is repeated all the same."""
        self.doubt = Doubt(request.attempt, self.doubt.since if self.doubt else request.asked_at)

    def resolve(self, outcome: Outcome) -> None:
        """Note the outcome that a look-up has shown."""
        self._resolved = outcome

    def mark(self, interruption: BaseException) -> None:
        """Let a cancelled task or an interrupted thread say that a write had left, and how it ended.

        An error of this package says that itself. What was marked is not marked again on its way out.
        If nothing was sent, `attempt` is None: a search for the attempt must stop here, and not go on to an
        exception that was being handled when the call began. It also ends the call whose hook has made another call:
        of the two attempts the one is kept whose outcome is unknown, or else that of the outer call.
        """
        if isinstance(interruption, (GeneratorExit, PortOneError)) or interruption is self._marked:
            return
        self._marked = interruption
        attempt, outcome = self._fate(interruption)
        inner = getattr(interruption, ENDED_CALL, None)
        is_inner = isinstance(inner, Attempt) and getattr(interruption, _MARKED_AT, 0) > self._began
        if is_inner and outcome != "unknown" and getattr(interruption, "outcome", "") == "unknown":
            return
        _set(interruption, _MARKED_AT, next(_order))
        _set(interruption, ENDED_CALL, attempt)
        if attempt is None:
            if isinstance(getattr(interruption, "attempt", None), Attempt | None):
                _set(interruption, "attempt", None)
            return
        _set(interruption, "attempt", attempt)
        _set(interruption, "outcome", outcome)
        ended = (
            "its answer never came: the outcome is unknown. resolve its `attempt`, or the one that "
            "before_send was told of."
            if outcome == "unknown"
            else f"answered: the outcome is {outcome}."
        )
        interruption.add_note(f"{attempt.operation} was sent and {ended}")

    def _fate(self, interruption: BaseException) -> tuple[Attempt | None, Outcome]:
        latest = self.latest
        if latest is not None and latest.has_left:
            return latest.attempt, self._resolved or latest.outcome(interruption)
        if self.doubt is not None:
            return self.doubt.attempt, "unknown"
        return None, "not_sent"


class PendingRequest:
    """One request of a call, while it is under way."""

    asked_at: Moment
    """When it left."""

    def __init__(self, pending: PendingCall[Any], request: Request, number: int) -> None:
        self.pending = pending
        self.request = request
        self.number = number
        self.attempt: Attempt | None = None
        self.classifier: ResponseClassifier | None = None
        self.has_left = False
        """Whether the request, or a part of it, may have been sent."""
        self.is_doubtful = pending.doubt is not None
        """Whether an earlier request of the same write may have been done: then no failure of this one is a no."""
        self.is_reported = False
        """Whether the hooks have been notified of how it ended."""
        self.reply: Reply | None = None
        self.refusal: PortOneError | None = None
        """What the answer was taken to mean when it said no."""
        self.payload: Any = None
        self.at, self.begun = datetime.now(KST), monotonic()

    @property
    def answer_headers(self) -> Mapping[str, str]:
        """The headers of the answer, none without one."""
        nothing: Mapping[str, str] = {}
        return self.reply.headers if self.reply else nothing

    def leave(self, asked_at: Moment) -> None:
        """Note that the request leaves now."""
        self.asked_at = asked_at
        self.has_left = True
        self.at, self.begun = datetime.now(KST), monotonic()

    def outcome(self, ending: BaseException | None) -> Outcome:
        """Return how it ended, with that exception or with none."""
        outcome = self._outcome(ending)
        return "unknown" if self.is_doubtful and outcome in ("rejected", "not_sent") else outcome

    def _outcome(self, ending: BaseException | None) -> Outcome:
        if ending is None:
            return "done"
        if not self.has_left:
            return "not_sent"
        if isinstance(ending, PortOneError):
            return ending.outcome
        if self.classifier is not None and self.reply is not None:
            return self.classifier.outcome(
                self.reply
            )  # it was interrupted after the answer had come
        return "unknown" if self.pending.call.operation.effect == "write" else "no_answer"


class Handler(Protocol):
    """Makes a call: what the rooms wrap is one, and so is what they make of it."""

    def __call__(self, pending: PendingCall[T], /) -> Steps[RawAnswer[T]]:
        """Return the steps of the call."""
        ...


RequestHandler = Callable[[PendingRequest], Steps[RawAnswer[Any]]]
"""Sends one request of a call."""

AroundCall = Callable[[Handler], Handler]
AroundRequest = Callable[[RequestHandler], RequestHandler]


def _set(interruption: BaseException, name: str, value: object) -> None:
    # An exception of a hook's may be a frozen dataclass, or have a property of that name.
    with suppress(AttributeError):
        BaseException.__setattr__(interruption, name, value)
