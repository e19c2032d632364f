"""What goes wrong on request: answers that are late, cut, garbled or never come, once or several times."""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass, field, replace
from typing import Literal

from . import contract

FaultKind = Literal[
    "delay",
    "hang",
    "drop_before",
    "drop_after",
    "late",
    "duplicate",
    "stale",
    "cut",
    "slow",
    "unauthorized",
    "rate_limited",
    "bad_gateway",
    "gateway_404",
    "gateway_404_json",
    "invalid_json",
    "null_response",
    "unreadable_response",
    "server_error",
    "refuse",
]
"""What may go wrong: `KINDS` says what each does."""

KINDS: dict[FaultKind, str] = {
    "delay": "does it, and answers only after `seconds`",
    "hang": "does it, and never answers",
    "drop_before": "breaks the connection, and does nothing",
    "drop_after": "does it, and breaks the connection instead of answering",
    "late": "breaks the connection, and does it only `seconds` later on the emulator's clock",
    "duplicate": "does it and answers, and does it once more `seconds` later on the emulator's clock (with 0, at "
    "once, before the answer)",
    "stale": "answers a read from the state of `seconds` ago, as a replica does that lags behind",
    "cut": "does it, and breaks the connection in the middle of the answer",
    "slow": "does it, and sends the answer byte by byte over `seconds`",
    "unauthorized": "answers 401 as if the token had expired, and does nothing",
    "rate_limited": "answers 429 with Retry-After `seconds`, and does nothing; if `bare`, with HTML instead of "
    "an envelope",
    "bad_gateway": "answers 502 with HTML, and does nothing unless `done`",
    "gateway_404": "answers 404 with HTML, and does nothing",
    "gateway_404_json": "answers 404 with JSON that is not V1's envelope, and does nothing",
    "invalid_json": "does it, and answers half a JSON document as if it were whole",
    "null_response": "does it, and answers code 0 with a response of null",
    "unreadable_response": "does it, and answers code 0 with a response that is text",
    "server_error": "answers 500 without an envelope, and does nothing unless `done`",
    "refuse": "refuses with the row `case` of the operation's `x-errors`, and does nothing",
}
"""What each does."""

_DOES_NOTHING = {
    "drop_before",
    "late",
    "unauthorized",
    "rate_limited",
    "gateway_404",
    "gateway_404_json",
    "refuse",
}
_MAY_DO = {"bad_gateway", "server_error"}


class BadFault(ValueError):
    """A fault that cannot be."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong with the next `times` requests of an operation."""

    kind: FaultKind
    operation: str | None = None
    """None for any."""
    times: int = 1
    seconds: float = 0
    done: bool | None = None
    """Whether the operation is carried out; None for what its kind does."""
    tier: str | None = None
    """Only for this sub-merchant's requests; None for everybody's."""
    skip: int = 0
    """Let so many pass first."""
    case: str | None = None
    """For `refuse`: the case of `x-errors` to answer with."""
    bare: bool = False
    """For `rate_limited`: whether the answer comes without an envelope."""
    message: str = "요청을 처리하지 못했습니다."
    """For `refuse`: what is said where the contract knows no message."""
    number: int = field(default_factory=itertools.count(1).__next__)

    def __post_init__(self) -> None:
        operations = contract.load().operations
        if self.operation is not None and self.operation not in operations:
            raise BadFault(f"the contract has no operation {self.operation!r}")
        if self.kind not in KINDS:
            raise BadFault(f"kind is one of {', '.join(KINDS)}")
        if self.times < 1 or self.skip < 0 or self.seconds < 0:
            raise BadFault("times is at least 1, skip and seconds at least 0")
        if self.done is not None and self.kind not in _MAY_DO:
            raise BadFault(f"done goes with {' and '.join(sorted(_MAY_DO))}")
        if self.bare and self.kind != "rate_limited":
            raise BadFault("bare goes with rate_limited")
        if self.kind == "stale" and self.operation and not _is_read(self.operation):
            raise BadFault("stale goes with reads: those that are called by GET")
        if (self.kind == "refuse") != (self.case is not None):
            raise BadFault("case goes with refuse, and refuse needs it")
        if self.case is not None:
            if self.operation is None:
                raise BadFault("refuse needs an operation, whose case it names")
            try:
                operations[self.operation].error(self.case)
            except LookupError as error:
                raise BadFault(str(error)) from None

    def fits(self, operation: str, tier: str | None) -> bool:
        """Whether it can happen to a request of that operation and sub-merchant."""
        if self.kind == "stale" and not _is_read(operation):
            return False
        return self.operation in (None, operation) and self.tier in (None, tier)

    @property
    def does_it(self) -> bool:
        """Whether the operation is carried out all the same."""
        return bool(self.done) if self.kind in _MAY_DO else self.kind not in _DOES_NOTHING


def _is_read(operation: str) -> bool:
    return contract.load().operations[operation].method == "GET"


class Faults:
    """The faults that wait for their request."""

    def __init__(self) -> None:
        self._armed: list[Fault] = []
        self._lock = threading.Lock()

    def arm(self, fault: Fault) -> Fault:
        """Let it happen to the next requests that fit. Of several, the first armed goes first."""
        with self._lock:
            self._armed.append(fault)
        return fault

    def disarm(self, number: int | None = None) -> None:
        """Take one back, or all."""
        with self._lock:
            self._armed = [
                fault for fault in self._armed if number is not None and fault.number != number
            ]

    @property
    def armed(self) -> tuple[Fault, ...]:
        """Those that have not happened yet, with the times that are left."""
        return tuple(self._armed)

    def take(self, operation: str, tier: str | None) -> Fault | None:
        """The fault that happens to this request, counted down."""
        with self._lock:
            return self._take(operation, tier)

    def _take(self, operation: str, tier: str | None) -> Fault | None:
        for index, fault in enumerate(self._armed):
            if not fault.fits(operation, tier):
                continue
            if fault.skip:
                self._armed[index] = replace(fault, skip=fault.skip - 1)
                continue
            if fault.times > 1:
                self._armed[index] = replace(fault, times=fault.times - 1)
            else:
                del self._armed[index]
            return fault
        return None
