"""What goes wrong on request: answers that are late, cut, garbled or never come, once or several times."""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass, field, replace
from typing import Literal

from . import checks, contract
from .checks import TIER, did_you_mean

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
    "delay": "carries the request out, and answers only after `seconds`",
    "hang": "carries the request out, and never answers",
    "drop_before": "breaks the connection, and does nothing",
    "drop_after": "carries the request out, and breaks the connection instead of answering",
    "late": "breaks the connection, and carries the request out only `seconds` later on the emulator's clock",
    "duplicate": "carries the request out and answers, and carries it out once more `seconds` later on the emulator's clock (with 0, at "
    "once, before the answer)",
    "stale": "answers a read from the state of `seconds` ago, as a replica does that lags behind",
    "cut": "carries the request out, and breaks the connection in the middle of the answer",
    "slow": "carries the request out, and sends the answer byte by byte over `seconds`",
    "unauthorized": "answers 401 as if the token had expired, and does nothing",
    "rate_limited": "answers 429 with Retry-After `seconds`, and does nothing; if `bare`, with HTML",
    "bad_gateway": "answers 502 with HTML, and does nothing unless `done`",
    "gateway_404": "answers 404 with HTML, and does nothing",
    "gateway_404_json": "answers 404 with JSON that is not in V1's format, and does nothing",
    "invalid_json": "carries the request out, and answers half a JSON document as if it were whole",
    "null_response": "carries the request out, and answers code 0 with a response of null",
    "unreadable_response": "carries the request out, and answers code 0 with a response that is text",
    "server_error": "answers 500 with HTML, and does nothing unless `done`",
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


_NEEDS_SECONDS = {"delay", "slow", "stale"}
"""The kinds that change nothing with 0 seconds."""


class BadFault(ValueError):
    """A fault that cannot be. `field` is what is wrong with it, and `korean` says the same in Korean."""

    def __init__(self, text: str, korean: str, field: str) -> None:
        super().__init__(text)
        self.korean = korean
        self.field = field


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong with the next `times` requests of an operation."""

    kind: FaultKind
    operation: str | None = None
    """None for any."""
    times: int = 1
    seconds: float = 0
    """More than 0 for `delay`, `slow` and `stale`."""
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
        if self.kind not in KINDS:
            hint = did_you_mean(self.kind, KINDS)
            raise BadFault(
                f"there is no fault {self.kind!r}{hint}. The kinds are {', '.join(KINDS)}",
                f"{self.kind}이라는 장애는 없습니다.",
                "kind",
            )
        self._check_values()
        if self.operation is not None:
            self._check_operation(self.operation)
        if self.tier is not None and not (isinstance(self.tier, str) and TIER.fullmatch(self.tier)):
            raise BadFault(
                f"tier must be three capital letters or digits, such as AB1, not {self.tier!r}",
                "하위상점 코드는 영문 대문자나 숫자 세 글자입니다.",
                "tier",
            )
        if self.done is not None and self.kind not in _MAY_DO:
            known = " and ".join(sorted(_MAY_DO))
            raise BadFault(
                f"done can be set for {known} only, not for {self.kind}",
                f"'요청은 처리'는 {known}에만 지정할 수 있습니다.",
                "done",
            )
        if self.bare and self.kind != "rate_limited":
            raise BadFault(
                f"bare can be set for rate_limited only, not for {self.kind}",
                "'HTML로 응답'은 rate_limited에만 지정할 수 있습니다.",
                "bare",
            )
        if self.kind == "refuse":
            self._check_case()
        elif self.case is not None:
            raise BadFault(
                f"case can be set for refuse only, not for {self.kind}",
                "거절 사유는 refuse에만 지정할 수 있습니다.",
                "case",
            )

    def _check_values(self) -> None:
        for name, least, korean in (
            ("times", 1, "횟수는 1 이상의 정수여야 합니다."),
            ("skip", 0, "먼저 통과시킬 요청 수는 0 이상의 정수여야 합니다."),
        ):
            try:
                checks.whole_number(name, getattr(self, name), least=least)
            except ValueError as error:
                raise BadFault(str(error), korean, name) from None
        try:
            checks.number("seconds", self.seconds, least=0)
        except (TypeError, ValueError) as error:
            korean = "시간(초)은 0 이상의 숫자여야 합니다."
            raise BadFault(str(error), korean, "seconds") from None
        for name in ("done", "bare"):
            if getattr(self, name) not in (None, True, False):
                raise BadFault(
                    f"{name} must be True or False, not {getattr(self, name)!r}",
                    f"{name}은 true나 false여야 합니다.",
                    name,
                )
        if self.kind in _NEEDS_SECONDS and not self.seconds:
            raise BadFault(
                f"{self.kind} changes nothing without seconds: say how many, such as seconds=3",
                f"{self.kind}에는 시간이 필요합니다. 0보다 큰 초를 입력하세요.",
                "seconds",
            )

    def _check_operation(self, operation: str) -> None:
        operations = contract.load().operations
        if operation not in operations:
            hint = did_you_mean(operation, operations)
            raise BadFault(
                f"there is no operation {operation!r}{hint}. docs/refusals.md lists them, as does "
                "GET /_emulator/operations",
                f"{operation}이라는 API는 없습니다.",
                "operation",
            )
        if self.kind == "stale" and not _is_read(operation):
            raise BadFault(
                f"stale applies to reads only, which use GET: {operation} uses "
                f"{operations[operation].method}",
                f"stale은 조회 API(GET)에만 지정할 수 있습니다. {operation}은 조회 API가 아닙니다.",
                "operation",
            )

    def _check_case(self) -> None:
        if self.operation is None:
            raise BadFault(
                "refuse needs an operation and one of its cases: say what to refuse and how, such as "
                'operation="payments.get", case="unknown_payment"',
                "refuse는 대상 API와 거절 사유를 정해야 합니다. 대상 API를 먼저 선택하세요.",
                "operation",
            )
        operation = contract.load().operations[self.operation]
        cases = [row.case for row in operation.own_errors + operation.common_errors]
        if self.case not in cases:
            given = "needs a case" if self.case is None else f"knows no case {self.case!r}"
            hint = "" if self.case is None else did_you_mean(self.case, cases)
            raise BadFault(
                f"refuse {given} of {self.operation}{hint}. Its cases are {', '.join(cases)}",
                f"{self.operation}의 거절 사유를 선택하세요.",
                "case",
            )

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
