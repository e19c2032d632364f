"""What happens in one call, decided without any I/O.

`steps` is a generator: it yields what is to be done, and a driver, sync or async, does it and sends
the result back in. So everything that is decided is written once.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable, Generator, Hashable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import Answer, Call
from portone_v1_api.operations import auth
from portone_v1_api.values import KST

from . import retries
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
)
from .exchange import Reply, Request, SendFailed, request_for
from .options import Account, Options
from .raw import RawAnswer
from .recent import RecentWrites
from .redaction import Redactor
from .server_clock import ServerClock
from .settled import Settled
from .settling import settle_steps
from .tokens import Flight, Token, TokenKeeper
from .verdicts import Verdict

if TYPE_CHECKING:
    from portone_v1_api.answers import Model

T = TypeVar("T")

logger = logging.getLogger("portone_v1")

OnDrift = Callable[[str, str], object]
"""Told the operation and the JSON pointer of a value that is not of the contract's type."""

BeforeSend = Callable[[Attempt], object]
"""Told each write just before it leaves, so that it can be stored. An error stops the call."""


_SETTLED: tuple[Outcome, ...] = ("unknown", "done")
"""The outcomes that a look-up can tell more about."""


class Send(NamedTuple):
    """Send the request; answer with its Reply, or throw SendFailed in."""

    request: Request


class Sleep(NamedTuple):
    """Wait for that many seconds."""

    seconds: float


class Wait(NamedTuple):
    """Wait until the flight has landed, but no longer than `timeout` seconds; answer whether it has."""

    flight: Flight
    timeout: float


class Tell(NamedTuple):
    """Call the hook; when it is a coroutine function and the driver can, await it."""

    hook: BeforeSend
    attempt: Attempt


Step = Send | Sleep | Wait | Tell
Steps = Generator[Step, Any, T]


class Hooks(NamedTuple):
    """What the user wants to be told."""

    on_drift: OnDrift | None = None
    before_send: BeforeSend | None = None


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
        self.recent = RecentWrites()
        self.closed = False
        self._make_event = make_event
        self._scope = scope

    def steps(self, call: Call[T], options: Options) -> Steps[RawAnswer[T]]:
        """The steps of `call`; returns its result or raises a PortOneError."""
        if self.closed:
            raise ConfigurationError("this client is closed: make a new one")
        try:
            return (yield from self._authorized(call, options))
        except PortOneError as error:
            if not options.settle or error.attempt is None or error.outcome not in _SETTLED:
                raise
            settled = yield from self._settled(error, error.attempt, options)
            if settled.state == "did_not_happen" and _may_be_sent_again(call):
                return (yield from self._authorized(call, options))
            return RawAnswer(cast("T", _truth(settled, error)), 200, {}, b"")

    def _settled(self, error: PortOneError, attempt: Attempt, options: Options) -> Steps[Settled]:
        """What became of a write, as soon as it is known or there is no time left."""
        until = self.keeper.now() + options.settle_within
        asking = options._replace(settle=False)
        while True:
            settled = yield from settle_steps(self, attempt, asking)
            left = until - self.keeper.now()
            if settled.ask_again_in is None or left <= 0:
                return settled
            yield Sleep(min(settled.ask_again_in, left))

    def _authorized(self, call: Call[T], options: Options) -> Steps[RawAnswer[T]]:
        """Send `call` with a token, and once more with another when that one is refused."""
        refreshed = False
        token: Token | None = None
        first = self._is_first(call, options)
        while True:
            if call.operation.token:
                token = yield from self._token(options)
            try:
                return (yield from self._tries(call, options, token, first))
            except AuthenticationError:
                # Refused before anything was done, so even a write may be sent again, once.
                if refreshed or token is None:
                    raise
                refreshed = True
                self.keeper.refuse(token)

    def _tries(
        self, call: Call[T], options: Options, token: Token | None, first: bool = True
    ) -> Steps[RawAnswer[T]]:
        """Send `call` until an answer decides or the tries are used up."""
        effect = call.operation.effect
        request = request_for(call, self.account, options, token.value if token else None)
        redactor = Redactor.of(call, self.account.api_secret, token.value if token else "")
        failures = 0
        while True:
            attempt = None
            if effect == "write":
                attempt = self._attempt(call, options, first)
                if self.hooks.before_send is not None:
                    yield Tell(self.hooks.before_send, attempt)
            verdict = Verdict(call.operation, redactor, attempt)
            reply = None
            try:
                reply = cast("Reply", (yield Send(request)))
                payload = verdict.payload(reply)
                value = self._read(call, payload, reply, verdict)
                return RawAnswer(value, reply.status, reply.headers, reply.content)
            except SendFailed as failure:
                repeatable = retries.may_repeat_failure(effect, failure.sent)
                error = _no_answer(failure, verdict)
            except (ApiError, ServerError) as refusal:
                repeatable = retries.may_repeat_status(effect, refusal.http_status)
                error = refusal
            except UnexpectedAnswer as unexpected:
                # A broken answer to a read may come whole the next time; a strange one stays strange.
                repeatable = effect == "read" and reply is not None and verdict.is_broken(reply)
                error = unexpected
            except BaseException as interruption:
                _mark(interruption, attempt)
                raise
            failures += 1
            pause = retries.delay(failures, reply.headers if reply else {}) if repeatable else None
            if pause is None or failures > options.max_retries:
                raise error from None
            yield Sleep(pause)

    def _is_first(self, call: Call[Any], options: Options) -> bool:
        """Whether nothing was sent about the same thing shortly before."""
        things = [
            (options.tier, path, str(sent))
            for path in _looked_up(call)
            if (sent := call.sent(path)) is not None
        ]
        return call.operation.effect == "read" or self.recent.is_first(things, self.keeper.now())

    def _attempt(self, call: Call[Any], options: Options, first: bool) -> Attempt:
        """What is remembered of a write that is about to leave."""
        arguments, settle = call.arguments, call.operation.settle
        wanted = [*_looked_up(call), *(settle.match.values() if settle else ()), "checksum"]
        earliest, latest = self.keeper.server_time()
        return Attempt(
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
            known={path: sent for path in wanted if (sent := call.sent(path)) is not None},
            first=first,
        )

    def _read(self, call: Call[T], payload: Any, reply: Reply, verdict: Verdict) -> T:
        """The payload as what the call returns."""

        def report(pointer: str) -> None:
            if self.hooks.on_drift is not None:
                try:
                    self.hooks.on_drift(call.operation.name, pointer)
                except Exception:
                    # The charge has been made: no hook may turn it into an exception.
                    logger.exception("on_drift failed")

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
            declined.payment = cast("Model", value)
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
            if leading:
                return (yield from self._lead(scope, flight, options))
            patience = options.timeout_for("read") * (options.max_retries + 1)
            landed: bool = yield Wait(flight, patience)
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

    def _lead(self, scope: Hashable, flight: Flight, options: Options) -> Steps[Token]:
        """Ask for a token on behalf of all who wait."""
        call = Call(
            auth.GET_TOKEN,
            _token_from,
            {"imp_key": self.account.api_key, "imp_secret": self.account.api_secret},
        )
        try:
            asked_at = self.keeper.now()
            value, life, told = (yield from self._tries(call, options, None)).value
        except PortOneError as error:
            _explain(error, self.account)
            self.keeper.fail(scope, flight, error)
            raise
        except BaseException:
            self.keeper.abandon(scope, flight)
            raise
        token = Token(value, life, asked_at, ServerClock(told, asked_at, self.keeper.now()))
        self.keeper.land(scope, flight, token)
        return token


def _token_from(answer: Answer) -> tuple[str, float, int]:
    """The token, the seconds that it lives by the server's own clock, and what that shows."""
    # It loads attrs, for which `import portone_v1` should not wait.
    from portone_v1_api.payloads import free_form

    payload = free_form(answer)
    value, expires, now = map(payload.get, ("access_token", "expired_at", "now"))
    if type(value) is not str or type(expires) is not int or type(now) is not int:
        raise UnexpectedAnswer("the answer has no access_token, now and expired_at")
    return value, float(expires - now), now


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


def _looked_up(call: Call[Any]) -> list[str]:
    """The arguments by which what becomes of a call is looked up."""
    settle = call.operation.settle
    return [ours for read in settle.reads for ours in read.arguments.values()] if settle else []


def _may_be_sent_again(call: Call[Any]) -> bool:
    """Whether the contract lets a write that did not happen be sent again: never a charge."""
    settle = call.operation.settle
    return settle is not None and settle.again is not None and call.sent(settle.again) is not None


def _truth(settled: Settled, error: PortOneError) -> Any:
    """The result of a write that happened; else the error that says what is known."""
    if settled.state == "happened" and settled.result is not None:
        return settled.result
    if settled.error is not None:
        settled.error.settled = settled
        raise settled.error from error
    if settled.state == "happened":
        error.outcome = "done"
    elif settled.state == "did_not_happen":
        error.outcome = "rejected"
    error.settled = settled
    error.args = (f"{error} [{settled.state}: {settled.reason}]",)
    raise error


def _mark(interruption: BaseException, attempt: Attempt | None) -> None:
    """Let a cancelled task or an interrupted thread say that a write had left."""
    if attempt is not None and not isinstance(interruption, (GeneratorExit, PortOneError)):
        interruption.attempt = attempt  # type: ignore[attr-defined]
        interruption.outcome = "unknown"  # type: ignore[attr-defined]
        interruption.add_note(
            f"{attempt.operation} was sent and its answer never came: the outcome is unknown. "
            "settle its `attempt`, or the one that before_send was told of."
        )


def _exact(amount: Any) -> int | Decimal | str | None:
    if amount is None or amount == "all":
        return cast("str | None", amount)
    exact = Decimal(str(amount))
    return int(exact) if exact == exact.to_integral_value() else exact
