"""Find out what became of a write whose answer was lost, as the contract's `x-resolve` says.

The look-ups are calls like any other; what they prove is judged in `evidence`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import Call, Operation, Page, Read, ResolveRule
from portone_v1_api.operations import OPERATIONS
from portone_v1_api.resources import Resources

from ..core.pending import ENDED_CALL, PendingCall
from ..errors import (
    AlreadyDone,
    ApiError,
    AuthenticationError,
    ConfigurationError,
    Declined,
    InvalidRequest,
    NotFound,
    NotSupported,
    PermissionDenied,
    PortOneError,
    RateLimited,
    UnexpectedAnswer,
    mask_echoes,
    mask_repr,
    redactor_of,
)
from ..options import Options
from ..resolution import Resolution
from .evidence import Evidence, Inquiry, Record, evaluate
from .recent_writes import Fingerprint, RecentWrites, ResourceKey, resource_keys

if TYPE_CHECKING:
    from ..core.effects import Steps
    from ..core.session import Session
    from ..masking import Redactor

_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 60.0
"""Seconds after which a look-up may show more: at first, and when it has been silent for long."""

_NO_CALL = object()
"""Stands for the attempt of an exception that did not end a call. One that ended a call which sent nothing has
None, and what was being handled when that call began is not about it."""

_FINAL = (AuthenticationError, NotSupported, PermissionDenied, RateLimited)
"""Refusals that hold for every copy of a request. Where a gateway sends it twice, the second copy of a write that
was done is refused for what the first has done: such a refusal says nothing about the first."""

_MOST_PAGES = 20
"""Pages of records under one order that are looked through."""


def _attempt_of(subject: object) -> tuple[Attempt, BaseException | None]:
    """Return the attempt of an error or an interruption, or of what led to it, with that; or the attempt itself."""
    if isinstance(subject, Attempt):
        return subject.checked(), None
    found: list[tuple[Attempt, BaseException]] = []
    for attempt, link in _marked(subject) if isinstance(subject, BaseException) else ():
        if all(attempt != each for each, _ in found):
            found.append((attempt, link))
    if len(found) == 1:
        return found[0][0].checked(), found[0][1]
    if found:
        raise ConfigurationError(
            f"resolve takes one attempt, and this group has {len(found)}: resolve each of its errors"
        )
    if isinstance(subject, BaseException):
        raise ConfigurationError(
            f"this {type(subject).__name__} has no attempt: it did not end a call of a client that had sent a "
            "write. Give the error that the call raised, or the attempt that before_send was told of"
        )
    raise ConfigurationError(
        f"resolve takes an error or an Attempt, not {type(subject).__name__}: read a stored one with "
        "Attempt.from_json"
    )


def _marked(error: BaseException) -> Iterator[tuple[Attempt, BaseException]]:
    """The attempts of an error, and what has them: itself, or the errors inside it and its causes."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        link = waiting.pop()
        if id(link) in seen:
            continue
        seen.add(id(link))
        attempt = _own_attempt(link)
        if isinstance(attempt, Attempt):
            yield attempt, link
        elif attempt is _NO_CALL:
            if isinstance(link, BaseExceptionGroup):
                waiting += cast("BaseExceptionGroup[BaseException]", link).exceptions
            led_to_it = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
            if led_to_it is not None:
                waiting.append(led_to_it)


def _own_attempt(link: BaseException) -> object:
    attempt = getattr(link, "attempt", _NO_CALL)
    if isinstance(attempt, Attempt) or isinstance(link, PortOneError):
        return attempt
    return getattr(link, ENDED_CALL, _NO_CALL)


def fingerprint_of(operation: str, amount: Any, known: Mapping[str, Any]) -> Fingerprint:
    """Return what tells a write's record from others about the same thing."""
    if operation != "payments.cancel":
        return Fingerprint()
    return Fingerprint(amount, known.get("checksum"))


def resolve_steps(
    session: Session, recent: RecentWrites, subject: object, options: Callable[[], Options]
) -> Steps[Resolution]:
    """The steps that find out what became of an attempt, or of the attempt of an error.

    `options` are those of the next request: it may raise a PortOneError when there is no time for one.
    """
    attempt, ended = _attempt_of(subject)
    if attempt.account not in ("", session.account.digest):
        raise ConfigurationError(
            "the attempt was sent by another account: resolve it with that account's client"
        )
    operation = _operation(attempt)
    rule = cast("ResolveRule", operation.resolve)
    if (fate := _said_by(ended, rule)) is not None:
        refusal = ended if isinstance(ended, PortOneError) else None
        reason = f"the error says so: it was {fate}"
        return Resolution("did_not_happen", attempt, reason, error=refusal)
    calls = list(look_ups(attempt.known, operation))
    if not calls:
        reason = rule.reason or "it names nothing that can be looked up"
        return Resolution("cannot_know", attempt, reason)
    began = session.time.moment()
    try:
        seen = yield from _looked_up(session, calls, attempt, options)
        yield from session.token(options(), timed=True)  # where no answer has had a date
    except ConfigurationError:
        raise  # such as of a client that is closed: looking again would not help
    except PortOneError as error:
        if error.outcome == "rejected" and not isinstance(error, (NotFound, RateLimited)):
            raise
        reason = f"the look-up got no trustworthy answer ({type(error).__name__})"
        return _open(attempt, reason, _FIRST_PAUSE)
    redactor = redactor_of(ended)
    mask_repr(seen.models, redactor)
    records = [model.raw for model in seen.models]
    recent.learn(records)
    attribution = recent.attribution(
        attempt,
        _key_of(attempt, rule, records),
        fingerprint_of(attempt.operation, attempt.amount, attempt.known),
    )
    found = evaluate(
        Inquiry(attempt, operation, records, attribution.unambiguous, seen.is_complete)
    )
    silence = session.time.silence(attempt, began, attribution.sent)
    resolution = _resolution(attempt, found, seen, silence, rule.quiet)
    if found.refused is not None and resolution.state == "did_not_happen":
        refusal = _refusal(attempt, found.refused, found.reason, seen.models, redactor)
        resolution = resolution._replace(error=refusal)
    return resolution


def _said_by(ended: BaseException | None, rule: ResolveRule) -> str | None:
    """What the error itself says of its write, when that holds whatever became of the request on its way."""
    outcome = getattr(ended, "outcome", None)
    if outcome == "not_sent":
        return "not sent"
    # A charge is declined, or refused for an unknown key, but for nothing that its own copy has done. A PG that
    # is asked twice to cancel, or to delete a key, may decline the second time because of the first.
    final = (*_FINAL, Declined, InvalidRequest, NotFound) if rule.proof == "payment" else _FINAL
    return "refused" if outcome == "rejected" and isinstance(ended, final) else None


def _resolution(
    attempt: Attempt, found: Evidence, seen: _Seen, silence: float, quiet: int
) -> Resolution:
    state, reason = found.state, found.reason
    if state is None and found.after_quiet is not None:
        if silence > quiet:
            state, reason = found.after_quiet, f"{reason}, more than {quiet} s after it had left"
        elif found.after_quiet != "cannot_know":
            reason += f", which proves nothing until {quiet} s after it has left for certain"
    if state is None:
        since = silence + attempt.leaves_within
        return _open(attempt, reason, max(_FIRST_PAUSE, min(since, _LONGEST_PAUSE)))
    if state == "happened":
        result = _result(seen, found)
        return Resolution(state, attempt, reason, result, times=found.times)
    return Resolution(state, attempt, reason, times=found.times)


class _Seen(NamedTuple):
    """What the look-ups found."""

    models: list[Any]
    several: bool
    """Whether the write was about several things, so that it returns a list."""
    is_complete: bool
    """Whether every record was found that was looked up."""


def _looked_up(
    session: Session, calls: list[Call[Any]], attempt: Attempt, options: Callable[[], Options]
) -> Steps[_Seen]:
    """Make the look-ups."""
    rule = cast("ResolveRule", _operation(attempt).resolve)
    models: list[Any] = []
    asked = [attempt.known.get(ours) for read in rule.reads for ours in read.arguments.values()]
    is_list, is_complete = any(isinstance(value, list) for value in asked), True
    for call in calls:
        try:
            made = PendingCall(call, options()._replace(tier=attempt.tier))
            answer = yield from session.steps(made)
        except NotFound as error:
            if not _says_absent(error, call):
                raise
            is_complete = is_complete and len(calls) == 1
            continue
        value: object = answer.value
        shown = _about(call, _models(value, call))
        models += shown
        is_list = is_list or isinstance(value, list)
        is_complete = is_complete and (bool(shown) or call.operation.page is not None)
        if call.operation.page is not None:
            further, is_all = yield from _further_pages(session, call, value, attempt, options)
            models += further
            is_complete = is_complete and is_all
    return _Seen(models, is_list, is_complete)


def _further_pages(
    session: Session, call: Call[Any], page: Any, attempt: Attempt, options: Callable[[], Options]
) -> Steps[tuple[list[Any], bool]]:
    """The records of the pages after the first, and whether those are all.

    Pages may come from replicas of which one lags: then a record can be on none of them.
    """
    rule = cast("Page", call.operation.page)
    pages = [page]
    while pages[-1].next and len(pages) < _MOST_PAGES:
        arguments = {**call.arguments, rule.page: len(pages) + 1}
        following = Call(call.operation, call.parse, arguments)
        try:
            made = PendingCall(following, options()._replace(tier=attempt.tier))
            answer = yield from session.steps(made)
        except (InvalidRequest, NotFound):
            break  # there were fewer where this was asked
        pages.append(answer.value)
    found = [item for each in pages for item in _about(call, _models(each, call))]
    keys = (item.raw.get(rule.key) for item in found)
    seen = {key for key in keys if isinstance(key, str)}
    is_all = all(each.total == len(seen) for each in pages)
    return found[len(_models(page, call)) :], pages[-1].next == 0 and is_all


def _says_absent(error: ApiError, call: Call[Any]) -> bool:
    """Whether a refusal is the operation's own word that there is no such record."""
    return any(rule.case == error.case for rule in call.operation.errors)


def _key_of(attempt: Attempt, rule: ResolveRule, records: list[Mapping[str, Any]]) -> ResourceKey:
    """The record in question, with every identity by which it is known now.

    A cancel by order is of one of the payments that the order shows. The order of a payment need not be added:
    the answer has linked the two.
    """
    key = resource_keys(rule, attempt.tier, attempt.known)[0]
    shown = (each.get("imp_uid") for each in records)
    imp_uids = frozenset(each for each in shown if isinstance(each, str))
    if rule.record != "cancel" or not imp_uids:
        return key
    return key._replace(names={**key.names, "imp_uid": imp_uids})


def _operation(attempt: Attempt) -> Operation:
    operation = OPERATIONS.get(attempt.operation)
    if operation is None or operation.resolve is None:
        raise ConfigurationError(f"there is no write called {attempt.operation!r}")
    return operation


def _open(attempt: Attempt, reason: str, pause: float) -> Resolution:
    return Resolution("unknown", attempt, reason, retry_after=pause)


def _result(seen: _Seen, found: Evidence) -> Any:
    """What the call would have returned."""
    from portone_v1_api.payloads import PartialList  # it loads attrs

    shown = [model for model in seen.models if any(model.raw is each for each in found.records)]
    if seen.several:
        return PartialList(shown, [], partial=False)
    return shown[0] if shown else None


def _refusal(
    attempt: Attempt, record: Record, reason: str, models: list[Any], redactor: Redactor
) -> PortOneError:
    """The error that the call would have raised, as the record shows it."""
    if record.get("status") != "failed":
        return AlreadyDone(reason, operation=attempt.operation, attempt=attempt)
    said = redactor.text(str(record.get("fail_reason") or reason))
    declined = Declined(
        said, operation=attempt.operation, code=0, attempt=attempt, redactor=redactor
    )
    payment = next((model for model in models if model.raw is record), None)
    declined.payment = mask_echoes(payment, redactor) if payment is not None else None
    return declined


def look_ups(known: Mapping[str, Any], operation: Operation) -> Iterator[Call[Any]]:
    """The calls of the first read whose arguments are known: one for each of several things."""
    for read in cast("ResolveRule", operation.resolve).reads:
        given = {name: known.get(ours) for name, ours in read.arguments.items()}
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


def _about(call: Call[Any], models: list[Any]) -> list[Any]:
    """The records of a look-up, each of which shows what it was looked up by.

    One that shows something else, or nothing, such as an empty object, is not evidence of anything.
    """
    for model in models:
        for name in call.operation.identities:
            is_shown = name in call.arguments and hasattr(model, name)
            if is_shown and model.raw.get(name) != call.sent(name):
                raise UnexpectedAnswer(
                    f"{call.operation.name}: the answer has a record without the {name} asked for"
                )
    return models


def _models(value: Any, call: Call[Any]) -> list[Any]:
    """The objects of an answer: one, several, or those of a page."""
    if call.operation.page is not None:
        if not isinstance(value.raw.get(call.operation.page.items), list):
            raise UnexpectedAnswer(f"{call.operation.name}: the answer has no list")
        value = value.items
    models: list[Any] = [*value] if isinstance(value, list) else [value]
    if any(not isinstance(getattr(model, "raw", None), Mapping) for model in models):
        raise UnexpectedAnswer(f"{call.operation.name}: the answer lists what is not a record")
    return models
