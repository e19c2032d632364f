"""Find out what became of a write whose answer was lost, as the contract's `x-resolve` says.

The look-ups are calls like any other; what they prove is decided in `proofs`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import Call, Read, ResolveRule
from portone_v1_api.operations import OPERATIONS
from portone_v1_api.resources import Resources

from ..errors import AlreadyDone, ConfigurationError, Declined, NotFound, PortOneError, RateLimited
from ..options import Options
from .evidence import Case, Finding, prove
from .recent_writes import subject_of
from .resolution import Resolution

if TYPE_CHECKING:
    from ..session import Session
    from ..steps import Steps

_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 60.0
"""Seconds after which a look-up may tell more: at first, and when it has been silent for long."""


def attempt_of(subject: object) -> Attempt:
    """The attempt that an error or an interruption tells of, or the attempt itself."""
    found = subject if isinstance(subject, Attempt) else getattr(subject, "attempt", None)
    if isinstance(found, Attempt):
        return found.checked()
    raise ConfigurationError("resolve takes an Attempt, or an error that has one: nothing was sent")


def resolve_steps(session: Session, attempt: Attempt, options: Options) -> Steps[Resolution]:
    """The steps that find out what became of `attempt`."""
    if attempt.account not in ("", session.account.digest):
        raise ConfigurationError(
            "the attempt is of another account: resolve it with that one's client"
        )
    rule = _rule(attempt)
    calls = list(_look_ups(attempt, rule))
    if not calls:
        reason = rule.reason or "it names nothing that can be looked up"
        return Resolution("cannot_know", attempt, reason)
    try:
        silence = yield from session.silence(attempt, options)
        seen = yield from _looked_up(session, calls, attempt, options)
    except PortOneError as error:
        if error.outcome == "rejected" and not isinstance(error, RateLimited):
            raise
        return _open(attempt, "the look-up got no answer", _FIRST_PAUSE)
    records = [model.raw for model in seen.models] if seen.is_enough else []
    subject = subject_of(rule, attempt.tier, attempt.known)
    found = prove(Case(attempt, rule, records, session.recent.standing(subject, attempt)))
    if found.happened:
        return Resolution("happened", attempt, found.reason, _result(seen, found))
    refusal = _refusal(attempt, found, seen.models)
    if found.happened is False:
        return Resolution("did_not_happen", attempt, found.reason, error=refusal)
    if found.silence is not None and silence > rule.quiet:
        reason = f"{found.reason}, {rule.quiet} s after it was sent"
        return Resolution(found.silence, attempt, reason, error=refusal)
    return _open(attempt, found.reason, max(_FIRST_PAUSE, min(silence, _LONGEST_PAUSE)))


class _Seen(NamedTuple):
    """What the look-ups found."""

    models: list[Any]
    several: bool
    """Whether the write was about several things, so that it returns a list."""
    is_enough: bool
    """Whether nothing is missing that the proof needs."""


def _looked_up(
    session: Session, calls: list[Call[Any]], attempt: Attempt, options: Options
) -> Steps[_Seen]:
    """Make the look-ups."""
    rule, options = _rule(attempt), options._replace(tier=attempt.tier)
    models: list[Any] = []
    asked = [attempt.known.get(ours) for read in rule.reads for ours in read.arguments.values()]
    is_list, is_whole = any(isinstance(value, list) for value in asked), True
    for call in calls:
        try:
            answer = yield from session.steps(call, options)
        except NotFound:
            is_whole = False
        else:
            models += _models(answer.value, call)
            is_list = is_list or isinstance(answer.value, list)
    # Of several things that were registered together, all or none are there.
    return _Seen(models, is_list, is_whole or rule.proof == "state")


def _rule(attempt: Attempt) -> ResolveRule:
    operation = OPERATIONS.get(attempt.operation)
    if operation is None or operation.resolve is None:
        raise ConfigurationError(f"there is no write called {attempt.operation!r}")
    return operation.resolve


def _open(attempt: Attempt, reason: str, pause: float) -> Resolution:
    return Resolution("unknown", attempt, reason, retry_after=pause)


def _result(seen: _Seen, found: Finding) -> Any:
    """What the call would have returned."""
    from portone_v1_api.payloads import PartialList  # it loads attrs

    shown = [model for model in seen.models if any(model.raw is each for each in found.records)]
    if seen.several:
        return PartialList(shown, [], partial=False)
    return shown[0] if shown else None


def _refusal(attempt: Attempt, found: Finding, models: list[Any]) -> PortOneError | None:
    """The error that the call would have raised, when the record tells it."""
    record = found.refused
    if record is None:
        return None
    if record.get("status") != "failed":
        return AlreadyDone(found.reason, operation=attempt.operation, attempt=attempt)
    said = str(record.get("fail_reason") or found.reason)
    declined = Declined(said, operation=attempt.operation, code=0, attempt=attempt)
    declined.payment = next((model for model in models if model.raw is record), None)
    return declined


def _look_ups(attempt: Attempt, rule: ResolveRule) -> Iterator[Call[Any]]:
    """The calls of the first read whose arguments the attempt knows: one for each of several things."""
    for read in rule.reads:
        given = {name: attempt.known.get(ours) for name, ours in read.arguments.items()}
        if not any(value in (None, "all") for value in given.values()):
            yield from (_unsent(read, arguments) for arguments in _each(given))
            return


def _each(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    lists = [cast("list[object]", value) for value in given.values() if isinstance(value, list)]
    if not lists:
        return [dict(given)]
    return [
        {name: value[index] if isinstance(value, list) else value for name, value in given.items()}
        for index in range(len(lists[0]))
    ]


class _CallMaker(Resources["_CallMaker"]):
    """Resources whose methods give the call that they would have sent."""

    def __init__(self) -> None:
        self.sender = self

    def send(self, call: Call[Any]) -> Any:
        return call

    def server_time(self) -> float:
        return 0.0  # of no use here: no range is cut


def _unsent(read: Read, arguments: Mapping[str, Any]) -> Call[Any]:
    resource, _, method = read.operation.partition(".")
    return cast(
        "Call[Any]", getattr(getattr(_CallMaker(), resource), method)(**arguments, **read.also)
    )


def _models(value: Any, call: Call[Any]) -> list[Any]:
    """The objects of an answer: one, several, or those of a page."""
    if call.operation.page is not None:
        return list(value.items)
    return [*cast("list[object]", value)] if isinstance(value, list) else [value]
