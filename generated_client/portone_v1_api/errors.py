# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The errors that need no network: what every error has, bad arguments, unreadable answers."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING, Any, ClassVar, Literal

if TYPE_CHECKING:
    from .attempts import Attempt

Outcome = Literal["not_sent", "rejected", "unknown", "done", "no_answer"]
"""Whether it happened: see `PortOneError.outcome`."""


class PortOneError(Exception):
    """Base of every error of this package.

    Attributes:
        outcome: Whether it happened. `"not_sent"`: nothing left this process. `"rejected"`: the server
            or the PG said no. `"unknown"`: a write was sent and no trustworthy answer came; do not send
            it again. `"done"`: the server said yes, only its answer could not be understood.
            `"no_answer"`: a read got none, so nothing changed anywhere.
        operation: The operation, such as `"payments.cancel"`; None when the error belongs to none.
        attempt: What was sent, when a write was.
        resolution: What a look-up found out about it, when the client was told to resolve.
        request: The request that ended with it, a `portone_v1.RequestSummary`; None when there was none.
        raised_at: When it was made, in epoch seconds.
    """

    client: ClassVar[str] = "portone-v1"
    """Whose error it is, for the report. Who builds on this package adds a version."""

    def __init__(
        self,
        message: str,
        *,
        outcome: Outcome = "not_sent",
        operation: str | None = None,
        attempt: Attempt | None = None,
    ) -> None:
        super().__init__(" ".join(message.split()))  # a log line is one line
        self.outcome: Outcome = outcome
        self.operation = operation
        self.attempt = attempt
        self.resolution: Any = None
        self.request: Any = None
        self.raised_at: float = time()

    def report(self) -> str:
        """A text without any secret, to paste into a support request to PortOne.

        It tells in Korean and English when what was asked for, for whom, and what was answered.
        """
        from .reports import report

        return report(self)

    def __reduce__(self) -> tuple[Any, ...]:
        # Exception's own way calls the class with `args` alone, which drops or misplaces the rest.
        # The state comes apart, since it may lead back to the error: its resolution holds it.
        return _rebuild, (type(self), self.args), self.__dict__


class ConfigurationError(PortOneError, ValueError):
    """An argument or a setting is wrong. Raised before anything is sent: outcome `"not_sent"`."""


class UnexpectedAnswer(PortOneError):
    """The answer proves nothing: it is not PortOne's envelope, contradicts itself, or cannot be read.

    A gateway's page is no evidence whatever its HTTP status, nor is an answer about something else.
    Outcome `"unknown"` for a write, `"done"` when the envelope said that it succeeded, `"no_answer"`
    for a read.

    Attributes:
        http_status: The HTTP status, None when the envelope was right and its payload was not.
        body: The answer, decoded when it was JSON, with every secret masked; None likewise.
    """

    http_status: int | None = None
    body: Any = None


def _rebuild(cls: type[PortOneError], args: tuple[Any, ...]) -> PortOneError:
    error = cls.__new__(cls, *args)
    error.args = args
    return error
