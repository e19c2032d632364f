"""What became of a write whose answer was lost."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from portone_v1_api.attempts import Attempt

from ..errors import PortOneError

State = Literal["happened", "did_not_happen", "unknown", "cannot_know"]


class Resolution(NamedTuple):
    """What became of an attempt.

    Attributes:
        state: `"happened"`; `"did_not_happen"`: it is safe to send it again; `"unknown"`: ask again in
            `retry_after` seconds; `"cannot_know"`: V1 gives no way to know.
        result: What the call would have returned, when it happened and V1 shows it; else None.
        reason: What that rests on, in a sentence.
        retry_after: Seconds after which asking again may tell more; None unless it is unknown.
        error: The refusal that the call would have raised, when that is known.
        attempt: What was asked about.
    """

    state: State
    attempt: Attempt
    reason: str
    result: Any = None
    retry_after: float | None = None
    error: PortOneError | None = None

    @property
    def happened(self) -> bool | None:
        """True or False when it is known, else None."""
        return {"happened": True, "did_not_happen": False}.get(self.state)
