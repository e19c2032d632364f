"""How far a call has come, so that an interruption can say whether its write was sent and how it ended."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

from portone_v1_api.attempts import Attempt

from .errors import PortOneError

if TYPE_CHECKING:
    from .errors import Outcome
    from .observation import Try
    from .resolve.recent_writes import Write

ENDED_CALL = "_portone_v1_attempt"
"""The attribute of an exception that ended a call: the attempt, or None when nothing was sent.

An exception may have an attribute of its own that is called `attempt`, such as the number of a retry.
"""

_MARKED_AT = "_portone_v1_marked_at"
"""The attribute that says when that was: after another call had begun, inside of that one."""

_order = count()
"""Numbers what happens, in all calls of the process."""


class Progress:
    """The write of a call, and its latest try. A read has no write."""

    __slots__ = ("_began", "_marked", "_resolved", "seen", "write")

    def __init__(self) -> None:
        self._began = next(_order)
        self._marked: BaseException | None = None
        self.begin(None)

    def begin(self, write: Write | None) -> None:
        """Note that a write is about to be sent, for the first time or again."""
        self.write = write
        self.seen: Try | None = None
        self._resolved: Outcome | None = None

    def resolve(self, outcome: Outcome) -> None:
        """Note what a look-up has shown."""
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
        seen = self.seen
        if seen is not None and seen.has_left:
            return seen.attempt, self._resolved or seen.outcome(interruption)
        if self.write is not None and self.write.doubt is not None:
            return self.write.doubt.attempt, "unknown"
        return None, "not_sent"


def _set(interruption: BaseException, name: str, value: object) -> None:
    # An exception of a hook's may be a frozen dataclass, or have a property of that name.
    with suppress(AttributeError):
        BaseException.__setattr__(interruption, name, value)
