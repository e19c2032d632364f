"""Everything that can go wrong with a call, and what the client must make of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from portone_v1 import (
    AuthenticationError,
    NoAnswer,
    PortOneError,
    RateLimited,
    ServerError,
    UnexpectedAnswer,
)
from portone_v1_api.operations import OPERATIONS

LATE = 60
"""Seconds after which what comes late is done."""

IMPATIENT = 0.25
"""Seconds of a client that does not wait for long."""


_ANSWERS_WITH_NOTHING = ("null_response", "unreadable_response")


@dataclass(frozen=True)
class Kind:
    """A fault, what the emulator does under it, and what the client says."""

    name: str
    fault: str
    """Its name in the emulator."""
    error: type[PortOneError] | None
    """None when the call succeeds all the same."""
    write: str = "unknown"
    """The outcome for a write; for a read it is always no_answer, unless the server said no."""
    does: bool = False
    """Whether the operation is carried out."""
    requests: int = 1
    how: dict[str, Any] = field(default_factory=dict)
    timeout: float | None = None
    is_late: bool = False

    def outcome(self, effect: str) -> str:
        """The outcome that the error must have."""
        return self.write if effect == "write" or self.write == "rejected" else "no_answer"

    def error_of(self, operation: str, usual_result: object) -> type[PortOneError] | None:
        """The error that the call ends with; None when it succeeds all the same."""
        if self.fault == "unauthorized" and not OPERATIONS[operation].token:
            return AuthenticationError  # there is no token to be renewed
        says_enough = self.fault in _ANSWERS_WITH_NOTHING and usual_result is None
        return None if says_enough else self.error

    def requests_of(self, operation: str) -> int:
        """How many requests for the operation reach the server."""
        return self.requests if OPERATIONS[operation].token else 1

    def does_in(self, operation: str) -> bool:
        """Whether the operation is carried out before the call ends."""
        return self.does and self.requests_of(operation) == self.requests


KINDS = (
    Kind("lost before", "drop_before", NoAnswer),
    Kind("lost after", "drop_after", NoAnswer, does=True),
    Kind("done late", "late", NoAnswer, how={"seconds": LATE}, is_late=True),
    Kind("cut", "cut", NoAnswer, does=True),
    Kind("hang", "hang", NoAnswer, does=True, timeout=IMPATIENT),
    Kind("slow", "slow", NoAnswer, does=True, timeout=IMPATIENT, how={"seconds": 3}),
    Kind("401 once", "unauthorized", None, "rejected", does=True, requests=2),
    Kind("401", "unauthorized", AuthenticationError, "rejected", requests=2, how={"times": 2}),
    Kind("429", "rate_limited", RateLimited, "rejected", how={"seconds": 0}),
    Kind("502", "bad_gateway", ServerError),
    Kind("502 done", "bad_gateway", ServerError, does=True, how={"done": True}),
    Kind("500", "server_error", ServerError),
    Kind("500 done", "server_error", ServerError, does=True, how={"done": True}),
    Kind("invalid JSON", "invalid_json", UnexpectedAnswer, does=True),
    Kind("null", "null_response", UnexpectedAnswer, "done", does=True),
    Kind("unreadable", "unreadable_response", UnexpectedAnswer, "done", does=True),
)
"""Each as what the emulator can be asked for."""
