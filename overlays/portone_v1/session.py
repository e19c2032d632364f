"""What happens in one call, decided without any I/O.

`steps` is a generator: it yields what is to be done, and a driver, sync or async, does it and sends
the result back in. So everything that is decided is written once.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Hashable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import Answer, Call
from portone_v1_api.operations import auth

from . import call_log, retries
from .clock import PLAUSIBLE_TIMES, ClockOffset, Moment, ServerClock, epoch_of
from .errors import (
    ApiError,
    AuthenticationError,
    ConfigurationError,
    ConnectError,
    NoAnswer,
    Outcome,
    PortOneError,
    ServerError,
    UnexpectedAnswer,
    keep_redactor,
    mask_echo,
    without_echo,
)
from .exchange import Reply, SendFailed, request_for
from .observation import Try
from .options import Account, Options
from .progress import Progress
from .raw import RawAnswer
from .resolve import stamping
from .resolve.look_ups import resolve_steps
from .resolve.marks import Mark
from .resolve.recent_writes import RecentWrites, Write
from .resolve.resolution import Resolution
from .steps import BeforeSend, Send, Sleep, Steps, Tell, Wait
from .telling import Hooks as Hooks
from .telling import OnDrift as OnDrift
from .telling import tell_truth, watched
from .tokens import Flight, Token, TokenKeeper
from .verdicts import Verdict, is_bare, is_broken, records_of

if TYPE_CHECKING:
    from portone_v1_api.answers import Model

    from .limiter import Limiter
    from .limiting import Limit
    from .sharing import SharedToken
    from .token_store import TokenStore

T = TypeVar("T")

_RESOLVABLE: tuple[Outcome, ...] = ("unknown", "done")
"""The outcomes that a look-up can tell more about."""

_LAST_LOOK = 1.0
"""Seconds that a look-up may take when no time is left."""

_MAY_BE_DONE = "; it may have been done: do not send it again; portone.resolve(error) finds out"
"""What to do after a write that got no answer."""


class Session:
    """Makes the calls of one account. It is shared by a client and its views."""

    def __init__(
        self,
        account: Account,
        hooks: Hooks,
        keeper: TokenKeeper,
        make_event: Callable[[], Any],
        scope: Callable[[], Hashable],
    ) -> None:
        self.account = account
        self.hooks = hooks
        self.keeper = keeper
        self.shared: SharedToken | None = None
        self.limit: Limit | None = None
        self.recent = RecentWrites()
        self.closed = False
        self._make_event = make_event
        self._scope = scope

    def share(self, store: TokenStore | None, limiter: Limiter | None) -> None:
        """Share the token, and a limit, with other processes. Loading what does it is for those who share."""
        if store is not None:
            from .sharing import SharedToken

            self.shared = SharedToken(store, self.account)
        if limiter is not None:
            from .limiting import Limit

            self.limit = Limit(limiter, self.account)

    def steps(
        self, call: Call[T], options: Options, progress: Progress | None = None
    ) -> Steps[RawAnswer[T]]:
        """The steps of `call`; returns its result or raises a PortOneError. Notes in `progress` how far it came."""
        if self.closed:
            raise ConfigurationError("this client is closed: make a new one")
        if not sys.meta_path:
            # Nothing can be imported any more, and the HTTP library imports a part of itself in each call.
            name = call.operation.name
            raise ConnectError(f"{name}: the interpreter is at its end", operation=name)
        progress = progress or Progress()
        try:
            with self.hooks.following(call, self.account, options):
                return (yield from self._resolving(call, options, progress))
        except BaseException as ending:
            progress.mark(ending)
            raise

    def _resolving(
        self, call: Call[T], options: Options, progress: Progress
    ) -> Steps[RawAnswer[T]]:
        """Make the call, and find out what became of it when that is wanted and not known.

        What is proven not to have happened is sent again, once, where the contract allows it.
        """
        if call.operation.effect == "read":
            return (yield from self._authorized(call, options, progress))
        may_be_sent_again = _may_be_sent_again(call)
        while True:
            write = stamping.begin(self, call, options)
            progress.begin(write)
            try:
                return (yield from self._counted(call, options, progress, write))
            except PortOneError as error:
                if not options.resolve or error.attempt is None or error.outcome not in _RESOLVABLE:
                    raise
                resolution = yield from self._looked_up(error, error.attempt, options)
                self.hooks.note_resolution(resolution)
                if resolution.happened is not None:
                    outcome: Outcome = "done" if resolution.happened else "rejected"
                    progress.resolve(outcome)
                    write.mark_answered(self.keeper.now(), executed=resolution.happened)
                    if outcome != error.outcome:
                        yield from tell_truth(self.hooks, error.attempt, outcome)
                if (
                    resolution.state == "did_not_happen"
                    and resolution.error is None
                    and may_be_sent_again
                ):
                    may_be_sent_again = False
                    continue
                return RawAnswer(cast("T", _truth(resolution, error)), 200, {}, b"")

    def _looked_up(
        self, error: PortOneError, attempt: Attempt, options: Options
    ) -> Steps[Resolution]:
        """Look a write up until its outcome is known or no time is left.

        All requests of a look-up together take no longer than what is left, or a second when less is left. None is
        repeated by itself: there is another look-up anyway.
        """
        until = self.keeper.now() + options.resolve_within
        while True:
            bounded = partial(self._bounded, options, max(until, self.keeper.now() + _LAST_LOOK))
            try:
                resolution = yield from resolve_steps(self, error, bounded)
            except PortOneError as refusal:
                # It says nothing about the write, and must not be taken for the write's own.
                reason = f"the look-up was refused: {refusal}"
                return Resolution("unknown", attempt, reason, retry_after=options.resolve_within)
            left = until - self.keeper.now()
            if resolution.retry_after is None or left <= 0:
                return resolution
            yield Sleep(min(resolution.retry_after, left))

    def _bounded(self, options: Options, until: float) -> Options:
        """The options of a request that has to be answered by then."""
        left = until - self.keeper.now()
        if left <= 0:
            raise ConnectError("no time is left for the look-up")
        return options._replace(timeout=min(options.timeout_for("read"), left), max_retries=0)

    def server_time(self, options: Options) -> Steps[float]:
        """Ask the server what its clock shows: it may have been set since it last told."""
        answer = yield from self.steps(_token_call(self.account), options)
        _, _, now = answer.value
        return now

    def _counted(
        self, call: Call[T], options: Options, progress: Progress, write: Write
    ) -> Steps[RawAnswer[T]]:
        """Make the call, and note when nothing more can come of it."""
        try:
            answer = yield from self._authorized(call, options, progress)
        except PortOneError as error:
            if write.doubt is not None and error.outcome in ("rejected", "not_sent"):
                # A try that was rejected is one more that the mark stands for; one that never left is not.
                latest = progress.seen.attempt if progress.seen else None
                if latest is None or error.outcome == "not_sent":
                    latest = write.doubt.attempt
                raise _still_doubtful(error, latest) from error
            if error.outcome != "unknown":
                write.mark_answered(self.keeper.now(), executed=error.outcome == "done")
            raise
        write.mark_answered(self.keeper.now(), executed=True)
        return answer

    def _authorized(
        self, call: Call[T], options: Options, progress: Progress
    ) -> Steps[RawAnswer[T]]:
        """Send `call` with a token, and once more with another when that one is refused."""
        refreshed = False
        token: Token | None = None
        while True:
            if call.operation.token:
                token = yield from self.token(options, timed=call.operation.effect == "write")
            try:
                answer, _ = yield from self._tries(call, options, token, progress)
                return answer
            except AuthenticationError as error:
                # Refused before anything was done, so even a write may be sent again, once. What a call of a
                # hook was refused for says nothing of this one, which may have the same name.
                is_ours = progress.seen is not None and error is progress.seen.refusal
                if refreshed or token is None or not is_ours:
                    raise
                refreshed = True
                call_log.token_refused(call.operation.name)
                self.keeper.refuse(token)

    def _tries(
        self, call: Call[T], options: Options, token: Token | None, progress: Progress
    ) -> Steps[tuple[RawAnswer[T], Moment]]:
        """Send `call` until an answer decides or the tries are used up; tell too when that try left."""
        request = request_for(call, self.account, options, token.value if token else None)
        write = progress.write
        place = (yield from stamping.place_of_mark(self, call, options)) if write else ""
        number = 0
        while True:
            number += 1
            if self.limit is not None:
                yield from self.limit.wait(call.operation.name, self.keeper.now())
            left_at = self.keeper.moment()
            seen = progress.seen = Try(call, options, request, number)
            steps = self._send(seen) if write is None else self._write(seen, write, place)
            try:
                answer = yield from watched(self.hooks, seen, steps)
                return answer, left_at
            except PortOneError as failed:
                error = failed
                keep_redactor(error, request.redactor)
            # What a hook raised before the request left is not a failure of it.
            repeatable = seen.has_left and _may_be_repeated(error, seen)
            pause = retries.delay(number, seen.answer_headers) if repeatable else None
            if pause is None or number > options.max_retries:
                raise error
            if write is not None and seen.attempt is not None and error.outcome == "unknown":
                write.keep_doubt(seen.attempt, left_at)
            call_log.repeating(error, number, options.max_retries, pause)
            yield Sleep(pause)

    def _write(self, seen: Try, write: Write, place: str) -> Steps[RawAnswer[Any]]:
        """Stamp and mark a write, let it be stored, and send it while the stamp is fresh.

        A slow hook, or a machine that stood still, would make the attempt older than its sending: another
        process could take silence for a proof while the write has not even left.
        """
        request, doubt = seen.request, write.doubt
        name = seen.call.operation.name
        seen.is_doubtful = doubt is not None
        for _ in range(2):
            if seen.attempt is not None:
                yield from tell_truth(self.hooks, seen.attempt, "unknown" if doubt else "not_sent")
            stamped_at = self.keeper.moment()
            if doubt and stamped_at.longest_since(doubt.since) > stamping.LONGEST_DOUBT:
                raise ConnectError(
                    f"{name}: not sent again, since its first try was more than "
                    f"{stamping.LONGEST_DOUBT:g} s ago",
                    operation=name,
                    attempt=seen.attempt,
                )
            attempt = stamping.stamp(self, seen.call, seen.options, write, place)
            seen.attempt = attempt
            seen.request = request.marked(
                Mark(attempt.mark, place), partial(self._is_stale, stamped_at, seen.options)
            )
            if self.hooks.before_send is not None:
                yield from _told_beforehand(self.hooks.before_send, attempt)
            if self.keeper.moment().longest_since(stamped_at) <= stamping.LONGEST_PAUSE:
                return (yield from self._send(seen))
        raise ConnectError(
            f"{name}: not sent, for before_send took more than {stamping.LONGEST_PAUSE:g} s twice: "
            "make it quicker",
            operation=name,
            attempt=seen.attempt,
        )

    def _is_stale(self, stamped_at: Moment, options: Options) -> bool:
        """Whether a write was stamped too long ago to leave: resolving counts on this."""
        longest = stamping.longest_way(options)
        return self.keeper.moment().longest_since(stamped_at) > longest

    def _send(self, seen: Try) -> Steps[RawAnswer[Any]]:
        """Send the request once; returns what the answer says or raises what it means."""
        verdict = seen.verdict = Verdict(seen.call, seen.request.redactor, seen.attempt)
        asked_at = self.keeper.moment()
        seen.leave()
        try:
            reply = seen.reply = cast("Reply", (yield Send(seen.request)))
        except SendFailed as failure:
            lost = failure
        else:
            answered_at = self.keeper.moment()
            try:
                payload = seen.payload = verdict.payload(reply)
            except (ApiError, ServerError) as refusal:
                seen.refusal = refusal
                if refusal.code is not None:
                    self._learn_time(reply, asked_at, answered_at)
                raise
            self._learn_time(reply, asked_at, answered_at)
            self.recent.learn(records_of(payload, seen.call.operation))
            value = self._read(seen, payload, reply, verdict)
            return RawAnswer(value, reply.status, reply.headers, reply.content)
        raise _no_answer(lost, verdict)

    def _learn_time(self, reply: Reply, asked_at: Moment, answered_at: Moment) -> None:
        """Take in what an answer of PortOne tells of the server's clock, unless a cache has kept it."""
        headers = reply.headers
        date = epoch_of(headers["date"]) if "date" in headers and "age" not in headers else None
        if date is not None:
            self.keeper.learn(_server_clock(date, asked_at, answered_at))

    def _read(self, seen: Try, payload: Any, reply: Reply, verdict: Verdict) -> Any:
        """The payload as what the call returns."""
        call = seen.call

        def report(pointer: str) -> None:
            if self.hooks.on_drift is not None:
                # The charge has been made: no hook may turn it into an exception.
                with call_log.failures_of("on_drift"):
                    self.hooks.on_drift(call.operation.name, pointer)

        refusal = verdict.declined(reply, payload)
        try:
            value = call.parse(Answer(payload, reply.status, call.arguments, report))
        except UnexpectedAnswer as error:
            if refusal is not None:
                raise refusal from None
            raise verdict.unexpected(reply, str(error), verdict.done) from None
        if refusal is not None:
            refusal.payment = without_echo(cast("Model", value), verdict.redactor)
            raise refusal
        mask_echo(value, verdict.redactor)
        return value

    def token(self, options: Options, *, timed: bool) -> Steps[Token]:
        """The token: the fresh one, or the one that this or another caller gets now.

        Where it is `timed`, PortOne's own time is known too: a write is stamped with it, and a token from a
        store does not bring it. The clocks that could tell it may have been set since it was stored.
        """
        while True:
            token = self.keeper.fresh()
            if token is not None and self._is_timed(timed):
                return token
            scope, mine = self._scope(), Flight(self._make_event())
            patience = options.timeout_for("read") * (options.max_retries + 1)
            try:
                flight = self.keeper.board(scope, mine)
                if flight is mine:
                    return (yield from self._lead(scope, flight, options, patience, timed))
            except BaseException:
                self.keeper.abandon(
                    scope, mine
                )  # an interruption may strike before it is led, or as it lands
                raise
            landed: bool = yield Wait(flight, 2 * patience if self.shared else patience)
            if flight.error is not None:
                # A copy: one exception raised in many threads would mix up their tracebacks.
                raise copy.copy(flight.error)
            if flight.token is not None and self._is_timed(timed):
                return flight.token
            if not landed:
                self.keeper.abandon(
                    scope, flight
                )  # else one that nobody leads any more would stay for ever
                raise ConnectError(
                    "auth.get_token: nobody got an access token in time",
                    operation="auth.get_token",
                )

    def _is_timed(self, timed: bool) -> bool:
        return not timed or self.keeper.server_clock is not None

    def _lead(
        self, scope: Hashable, flight: Flight, options: Options, patience: float, timed: bool
    ) -> Steps[Token]:
        """Get a token on behalf of all who wait."""
        token: Token | None = None
        try:
            if self.shared is not None:
                ask = partial(self._asked, options)
                token = yield from self.shared.token(self.keeper, patience, ask)
            if token is None or (token.server_clock is None and not self._is_timed(timed)):
                token = yield from self._asked(options)
        except PortOneError as error:
            self.keeper.fail(scope, flight, error)
            raise
        self.keeper.land(scope, flight, token)
        return token

    def _asked(self, options: Options) -> Steps[Token]:
        """The token that the server gives."""
        try:
            answer, asked_at = yield from self._tries(
                _token_call(self.account), options, None, Progress()
            )
        except PortOneError as error:
            raise _without_token(error, self.account) from error.__cause__
        value, expires, now = answer.value
        call_log.token_renewed(expires - now)
        clock = _server_clock(now, asked_at, self.keeper.moment())
        return Token(value, expires - now, asked_at.monotonic, clock, expires)


def _server_clock(told: float, asked_at: Moment, answered_at: Moment) -> ServerClock:
    """What is known of the server's clock after an answer that told its time."""
    return ServerClock(ClockOffset.told(told, asked_at, answered_at), answered_at, asked_at)


def _token_call(account: Account) -> Call[tuple[str, int, int]]:
    secrets = {"imp_key": account.api_key, "imp_secret": account.api_secret}
    return Call(auth.GET_TOKEN, _token_from, secrets)


def _token_from(answer: Answer) -> tuple[str, int, int]:
    """The token, when it expires by the server's clock, and what that shows."""
    # It loads attrs, for which `import portone_v1` should not wait.
    from portone_v1_api.payloads import free_form

    payload = free_form(answer)
    value, expires, now = map(payload.get, ("access_token", "expired_at", "now"))
    if type(value) is not str or type(expires) is not int or type(now) is not int:
        raise UnexpectedAnswer("the answer has no access_token, now and expired_at")
    if now not in PLAUSIBLE_TIMES or expires not in PLAUSIBLE_TIMES:
        raise UnexpectedAnswer("now or expired_at of the answer is a time that no clock shows")
    return value, expires, now


def _without_token(error: PortOneError, account: Account) -> PortOneError:
    """The error for a call that was never sent, whatever happened to the request for its token."""
    if error.outcome not in ("rejected", "not_sent"):
        unsent = ConnectError(
            f"{error}; without an access token the call was not sent", operation=error.operation
        )
        unsent.request = error.request
        return unsent
    looks_like_v2 = (
        account.api_key.startswith(("store-", "channel-key-")) or len(account.api_key) > 40
    )
    if isinstance(error, AuthenticationError) and looks_like_v2:
        error.args = (
            f"{error} api_key looks like one of PortOne V2; V1 wants the REST API key of the "
            "console's V1 section.",
        )
    return error


def _no_answer(failure: SendFailed, verdict: Verdict) -> PortOneError:
    name = verdict.operation.name
    reason = verdict.redactor.text(failure.reason)
    if failure.sent:
        advice = _MAY_BE_DONE if verdict.unknown == "unknown" else ""
        return NoAnswer(
            f"{name}: sent, and no whole answer came ({reason}){advice}",
            outcome=verdict.unknown,
            operation=name,
            attempt=verdict.attempt,
        )
    return ConnectError(
        f"{name}: no connection ({reason})", operation=name, attempt=verdict.attempt
    )


def _told_beforehand(hook: BeforeSend[object], attempt: Attempt) -> Steps[None]:
    """Tell `before_send`. A call of this client that it made, and that failed, is not the one it was told of."""
    try:
        yield Tell("before_send", hook, (attempt,))
    except PortOneError as error:
        if error.attempt is None and error.outcome == "not_sent":
            raise
        raise ConnectError(
            f"{attempt.operation}: not sent, for before_send failed: {error}",
            operation=attempt.operation,
            attempt=attempt,
        ) from error


def _still_doubtful(error: PortOneError, attempt: Attempt) -> PortOneError:
    """The error for a try that failed where an earlier one may have been done: perhaps it failed for that."""
    return UnexpectedAnswer(
        f"{error}; an earlier try, which a gateway answered, may have been done",
        outcome="unknown",
        operation=error.operation,
        attempt=attempt,
    )


def _may_be_sent_again(call: Call[Any]) -> bool:
    """Whether the contract lets a write that did not happen be sent again: never a charge."""
    resolve = call.operation.resolve
    return (
        resolve is not None and resolve.again is not None and call.sent(resolve.again) is not None
    )


def _truth(resolution: Resolution, error: PortOneError) -> Any:
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
        text = text.partition(_MAY_BE_DONE)[0]
    error.args = (f"{text} [{resolution.state}: {resolution.reason}]",)
    raise error


def _may_be_repeated(error: PortOneError, seen: Try) -> bool:
    effect = seen.call.operation.effect
    if isinstance(error, (ConnectError, NoAnswer)):
        return retries.may_repeat_failure(effect, isinstance(error, NoAnswer))
    if isinstance(error, (ApiError, ServerError)):
        return retries.may_repeat_status(effect, error.http_status)
    reply = seen.reply
    if reply is None or not is_bare(reply):
        return False  # it contradicts itself, and what that means nobody knows
    if retries.may_repeat_page(effect, reply.status, is_protected=_is_protected(seen.call)):
        return True
    # A broken answer to a read may come whole the next time; a strange one stays strange.
    return effect == "read" and is_broken(reply)


def _is_protected(call: Call[Any]) -> bool:
    """Whether PortOne refuses to do the same a second time."""
    rule = call.operation.resolve
    return rule is not None and rule.protects is not None and call.sent(rule.protects) is not None
