"""What happens in one call, decided without any I/O.

`steps` is a generator: it yields what is to be done, and a driver, sync or async, does it and sends
the result back in. So everything that is decided is written once.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Hashable
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import Answer, Call
from portone_v1_api.operations import auth
from portone_v1_api.values import KST

from . import call_log, retries
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
    without_echo,
)
from .exchange import Reply, SendFailed, request_for
from .observation import Try
from .options import Account, Options
from .raw import RawAnswer
from .resolve.look_ups import resolve_steps
from .resolve.recent_writes import RecentWrites, Write, subject_of
from .resolve.resolution import Resolution
from .server_clock import ServerClock
from .steps import Send, Sleep, Steps, Wait
from .telling import Hooks as Hooks
from .telling import OnDrift as OnDrift
from .telling import mark, tell_truth, watched
from .tokens import Flight, Token, TokenKeeper
from .verdicts import Verdict, is_broken

if TYPE_CHECKING:
    from portone_v1_api.answers import Model

    from .limiter import Limiter
    from .limiting import Limit
    from .sharing import SharedToken
    from .token_store import TokenStore

T = TypeVar("T")

_RESOLVABLE: tuple[Outcome, ...] = ("unknown", "done")
"""The outcomes that a look-up can tell more about."""


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

    def steps(self, call: Call[T], options: Options) -> Steps[RawAnswer[T]]:
        """The steps of `call`; returns its result or raises a PortOneError."""
        if self.closed:
            raise ConfigurationError("this client is closed: make a new one")
        if not sys.meta_path:
            # Nothing can be imported any more, and the HTTP library imports a part of itself in each call.
            name = call.operation.name
            raise ConnectError(f"{name}: the interpreter is at its end", operation=name)
        with self.hooks.following(call, self.account, options):
            return (yield from self._resolving(call, options))

    def _resolving(self, call: Call[T], options: Options) -> Steps[RawAnswer[T]]:
        """Make the call, and find out what became of it when that is wanted and not known.

        What is proven not to have happened is sent again, once, where the contract allows it.
        """
        may_be_sent_again = _may_be_sent_again(call)
        while True:
            write = self._begun(call, options)
            try:
                return (yield from self._counted(call, options, write))
            except PortOneError as error:
                if not options.resolve or error.attempt is None or error.outcome not in _RESOLVABLE:
                    raise
                resolution = yield from self._resolution(error, error.attempt, options)
                if (
                    resolution.state == "did_not_happen"
                    and resolution.error is None
                    and may_be_sent_again
                ):
                    may_be_sent_again = False
                    write.undone()
                    continue
                return RawAnswer(cast("T", _truth(resolution, error)), 200, {}, b"")

    def _resolution(
        self, error: PortOneError, attempt: Attempt, options: Options
    ) -> Steps[Resolution]:
        """What became of a write, as soon as it is known or there is no time left."""
        try:
            resolution = yield from self._looked_up(attempt, options)
        except (GeneratorExit, PortOneError):
            raise
        except BaseException as interruption:
            mark(interruption, attempt, error.outcome)
            raise
        call_log.resolution(resolution)
        if resolution.happened is not None:
            outcome: Outcome = "done" if resolution.happened else "rejected"
            yield from tell_truth(self.hooks, attempt, outcome)
        return resolution

    def _looked_up(self, attempt: Attempt, options: Options) -> Steps[Resolution]:
        until = self.keeper.now() + options.resolve_within
        while True:
            try:
                resolution = yield from resolve_steps(self, attempt, options)
            except PortOneError as refusal:
                # It says nothing about the write, and must not be taken for the write's own.
                reason = f"the look-up was refused: {refusal}"
                return Resolution("unknown", attempt, reason, retry_after=options.resolve_within)
            left = until - self.keeper.now()
            if resolution.retry_after is None or left <= 0:
                return resolution
            yield Sleep(min(resolution.retry_after, left))

    def silence(self, attempt: Attempt, options: Options) -> Steps[float]:
        """For how many seconds, at the least, the server has had `attempt`, by its own clock."""
        yield from self._token(options)  # the server's clock comes with it
        return self.keeper.seconds_since(attempt)

    def server_time(self, options: Options) -> Steps[float]:
        """Ask the server what its clock shows: it may have been set since it last told."""
        answer = yield from self.steps(_token_call(self.account), options)
        _, _, now = answer.value
        return now

    def _counted(self, call: Call[T], options: Options, write: Write) -> Steps[RawAnswer[T]]:
        """Make the call, and note when nothing more can come of it."""
        try:
            answer = yield from self._authorized(call, options, write)
        except PortOneError as error:
            if error.outcome != "unknown":
                write.answered(self.keeper.now())
            raise
        write.answered(self.keeper.now())
        return answer

    def _authorized(self, call: Call[T], options: Options, write: Write) -> Steps[RawAnswer[T]]:
        """Send `call` with a token, and once more with another when that one is refused."""
        refreshed = False
        token: Token | None = None
        while True:
            if call.operation.token:
                token = yield from self._token(options)
            try:
                answer, _ = yield from self._tries(call, options, token, write)
                return answer
            except AuthenticationError as error:
                # Refused before anything was done, so even a write may be sent again, once.
                is_ours = error.operation == call.operation.name  # and no hook's
                if refreshed or token is None or not is_ours:
                    raise
                refreshed = True
                call_log.token_refused(call.operation.name)
                self.keeper.refuse(token)

    def _tries(
        self, call: Call[T], options: Options, token: Token | None, write: Write | None = None
    ) -> Steps[tuple[RawAnswer[T], float]]:
        """Send `call` until an answer decides or the tries are used up; tell too when that try left."""
        request = request_for(call, self.account, options, token.value if token else None)
        is_write = call.operation.effect == "write"
        number = 0
        while True:
            number += 1
            if self.limit is not None:
                yield from self.limit.wait(call.operation.name, self.keeper.now())
            left_at = self.keeper.now()
            attempt = self._attempt(call, options, write) if is_write and write else None
            seen = Try(call, options, request, attempt, number)
            try:
                answer = yield from watched(self.hooks, seen, self._try(call, seen))
                return answer, left_at
            except PortOneError as failed:
                error = failed
            # What a hook raised before the request left is no failure of it.
            repeatable = seen.has_left and _may_be_repeated(error, seen)
            pause = retries.delay(number, seen.answer_headers) if repeatable else None
            if pause is None or number > options.max_retries:
                raise error from None
            call_log.repeating(error, number, options.max_retries, pause)
            yield Sleep(pause)

    def _try(self, call: Call[T], seen: Try) -> Steps[RawAnswer[T]]:
        """Send the request once; returns what the answer says or raises what it means."""
        verdict = Verdict(call.operation, seen.request.redactor, seen.attempt)
        seen.leave()
        try:
            reply = seen.reply = cast("Reply", (yield Send(seen.request)))
        except SendFailed as failure:
            error = _no_answer(failure, verdict)
        else:
            seen.payload = verdict.payload(reply)
            value = self._read(call, seen.payload, reply, verdict)
            return RawAnswer(value, reply.status, reply.headers, reply.content)
        raise error

    def _begun(self, call: Call[Any], options: Options) -> Write:
        """The call, noted among the writes that may be mistaken for one another."""
        subject = subject_of(call.operation.resolve, options.tier, _known(call))
        return self.recent.begin(subject, self.keeper.now())

    def _attempt(self, call: Call[Any], options: Options, write: Write) -> Attempt:
        """What is remembered of a write that is about to leave."""
        arguments = call.arguments
        earliest, latest = self.keeper.server_time()
        attempt = Attempt(
            operation=call.operation.name,
            identities={
                name: cast("str | list[str]", copy.copy(arguments[name]))
                for name in call.operation.identities
                if name in arguments
            },
            tier=options.tier,
            amount=_exact(arguments.get("amount")),
            sent_at=datetime.fromtimestamp(earliest, KST),
            spread=latest - earliest,
            known=_known(call),
            first=write.first,
            account=self.account.digest,
        )
        write.sent_at = attempt.sent_at
        return attempt

    def _read(self, call: Call[T], payload: Any, reply: Reply, verdict: Verdict) -> T:
        """The payload as what the call returns."""

        def report(pointer: str) -> None:
            if self.hooks.on_drift is not None:
                try:
                    self.hooks.on_drift(call.operation.name, pointer)
                except Exception:
                    # The charge has been made: no hook may turn it into an exception.
                    call_log.hook_failed("on_drift")

        try:
            value = call.parse(Answer(payload, reply.status, call.arguments, report))
        except UnexpectedAnswer as error:
            error.outcome = "done" if call.operation.effect == "write" else "no_answer"
            error.operation = call.operation.name
            error.attempt = verdict.attempt
            error.args = (f"{call.operation.name}: {error}",)
            raise
        declined = verdict.declined(reply, payload)
        if declined is not None:
            declined.payment = without_echo(cast("Model", value), verdict.redactor)
            raise declined
        return value

    def _token(self, options: Options) -> Steps[Token]:
        """The token: the fresh one, or the one that this or another caller gets now."""
        while True:
            token = self.keeper.fresh()
            if token is not None:
                return token
            scope = self._scope()
            flight, leading = self.keeper.board(scope, self._make_event)
            patience = options.timeout_for("read") * (options.max_retries + 1)
            if leading:
                return (yield from self._lead(scope, flight, options, patience))
            landed: bool = yield Wait(flight, 2 * patience if self.shared else patience)
            if flight.error is not None:
                # A copy: one exception raised in many threads would mix up their tracebacks.
                raise copy.copy(flight.error)
            if flight.token is not None:
                return flight.token
            if not landed:
                raise NoAnswer(
                    "auth.get_token: nobody got an access token in time",
                    operation="auth.get_token",
                )

    def _lead(
        self, scope: Hashable, flight: Flight, options: Options, patience: float
    ) -> Steps[Token]:
        """Get a token on behalf of all who wait."""
        try:
            if self.shared is None:
                token = yield from self._asked(options)
            else:
                ask = partial(self._asked, options)
                token = yield from self.shared.token(self.keeper, patience, ask)
        except PortOneError as error:
            self.keeper.fail(scope, flight, error)
            raise
        except BaseException:
            self.keeper.abandon(scope, flight)
            raise
        self.keeper.land(scope, flight, token)
        return token

    def _asked(self, options: Options) -> Steps[Token]:
        """The token that the server gives."""
        try:
            answer, asked_at = yield from self._tries(_token_call(self.account), options, None)
        except PortOneError as error:
            _explain(error, self.account)
            raise
        value, expires, now = answer.value
        call_log.token_renewed(expires - now)
        clock = ServerClock.told(now, asked_at, self.keeper.now())
        return Token(value, expires - now, asked_at, clock, expires)


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
    return value, expires, now


def _explain(error: PortOneError, account: Account) -> None:
    """The call for which a token was wanted was never sent, whatever happened to the token's request."""
    if error.outcome != "rejected":
        error.outcome = "not_sent"
    looks_like_v2 = (
        account.api_key.startswith(("store-", "channel-key-")) or len(account.api_key) > 40
    )
    if isinstance(error, AuthenticationError) and looks_like_v2:
        error.args = (
            f"{error} api_key looks like one of PortOne V2; V1 wants the REST API key of the "
            "console's V1 section.",
        )


def _no_answer(failure: SendFailed, verdict: Verdict) -> PortOneError:
    name = verdict.operation.name
    reason = verdict.redactor.text(failure.reason)
    if failure.sent:
        return NoAnswer(
            f"{name}: sent, and no whole answer came ({reason})",
            outcome=verdict.unknown,
            operation=name,
            attempt=verdict.attempt,
        )
    return ConnectError(
        f"{name}: no connection ({reason})", operation=name, attempt=verdict.attempt
    )


def _known(call: Call[Any]) -> dict[str, Any]:
    """The arguments by which what becomes of a call is looked up and recognized, as they are sent."""
    resolve = call.operation.resolve
    if resolve is None:
        return {}
    wanted = [ours for read in resolve.reads for ours in read.arguments.values()]
    wanted += [*resolve.match.values(), *([resolve.again] if resolve.again else [])]
    return {path: sent for path in wanted if (sent := call.sent(path)) is not None}


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
    error.args = (f"{error} [{resolution.state}: {resolution.reason}]",)
    raise error


def _may_be_repeated(error: PortOneError, seen: Try) -> bool:
    effect = seen.call.operation.effect
    if isinstance(error, (ConnectError, NoAnswer)):
        return retries.may_repeat_failure(effect, isinstance(error, NoAnswer))
    if isinstance(error, (ApiError, ServerError)):
        return retries.may_repeat_status(effect, error.http_status)
    # A broken answer to a read may come whole the next time; a strange one stays strange.
    return effect == "read" and seen.reply is not None and is_broken(seen.reply)


def _exact(amount: Any) -> int | Decimal | str | None:
    if amount is None:
        return None
    if amount == "all":
        return "all"
    exact = Decimal(str(amount))
    return int(exact) if exact == exact.to_integral_value() else exact
