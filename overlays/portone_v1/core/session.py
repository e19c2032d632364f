"""What happens in one call, decided without any I/O.

`steps` is a generator: it yields what is to be done, and a driver, sync or async, does it and sends
the result back in. So everything that is decided is written once.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from portone_v1_api.calls import Answer, Call, Effect
from portone_v1_api.operations import auth

from ..errors import (
    ApiError,
    AuthenticationError,
    ConfigurationError,
    ConnectError,
    NoAnswer,
    PortOneError,
    ServerError,
    UnexpectedAnswer,
    keep_redactor,
    mask_echoes,
    mask_repr,
)
from ..options import Account, Options
from . import retry
from .classify import ResponseClassifier, is_bare, is_broken, records_of
from .clock import PLAUSIBLE_TIMES, ClockOffset, Moment, ServerClock, Timekeeper, epoch_of
from .effects import Send, Sleep, Steps, WaitForRefresh
from .pending import (
    AroundCall,
    AroundRequest,
    Handler,
    PendingCall,
    PendingRequest,
    RequestHandler,
)
from .raw import RawAnswer
from .request import Reply, SendFailed, request_for
from .token import PendingRefresh, Token, TokenCache

if TYPE_CHECKING:
    from portone_v1_api.answers import Model

T = TypeVar("T")


class TokenSource(Protocol):
    """Shares the token with other processes."""

    def token(self, patience: float, ask: Callable[[], Steps[Token]]) -> Steps[Token]:
        """Return the token that others have or get within `patience` seconds, or else what `ask` gets."""
        ...


class Session:
    """Makes the calls of one account. It is shared by a client and its views.

    It does so alone; what else takes part in a call is put around it by `compose`.
    """

    def __init__(
        self, account: Account, make_event: Callable[[], Any], scope: Callable[[], Hashable]
    ) -> None:
        self.account = account
        self.time = Timekeeper()
        self.tokens = TokenCache(self.time)
        self.token_source: TokenSource | None = None
        self.on_records: Callable[[Iterable[Mapping[str, Any]]], object] = lambda _: None
        """Given the records of each answer."""
        self.on_drift: Callable[[str, str], None] = lambda *_: None
        """Given the operation and the JSON pointer of each value that is not of the contract's type."""
        self.closed = False
        self.make_event = make_event
        self.scope = scope
        self._handlers: dict[Effect, Handler] = {}
        self._senders: dict[Effect, RequestHandler] = {}
        for effect in ("read", "write"):
            self.compose(effect)

    def compose(
        self,
        effect: Effect,
        around_call: Sequence[AroundCall] = (),
        around_request: Sequence[AroundRequest] = (),
    ) -> None:
        """Put what else takes part around the calls of an effect, and around their requests: the outermost first."""
        handler: Handler = self._call
        for wrap_call in reversed(around_call):
            handler = wrap_call(handler)
        send: RequestHandler = self._send_as_wanted
        for wrap_request in reversed(around_request):
            send = wrap_request(send)
        self._handlers[effect], self._senders[effect] = handler, send

    def steps(self, pending: PendingCall[T]) -> Steps[RawAnswer[T]]:
        """The steps of a call; returns its result or raises a PortOneError."""
        operation = pending.call.operation
        if self.closed:
            raise ConfigurationError("this client is closed: make a new one")
        if not sys.meta_path:
            # Nothing can be imported any more, and the HTTP library imports a part of itself in each call.
            raise ConnectError(
                f"{operation.name}: the interpreter is at its end", operation=operation.name
            )
        try:
            return (yield from self._handlers[operation.effect](pending))
        except BaseException as ending:
            pending.mark(ending)
            raise

    def server_time(self, options: Options) -> Steps[float]:
        """Ask the server what its clock shows: it may have been set since it last told."""
        answer = yield from self.steps(PendingCall(_token_call(self.account), options))
        _, _, now = answer.value
        return now

    def _call(self, pending: PendingCall[T]) -> Steps[RawAnswer[T]]:
        """Make a call with a token, and once more with another when that one is refused."""
        operation, options = pending.call.operation, pending.options
        refreshed = False
        token: Token | None = None
        try:
            while True:
                if operation.token:
                    token = yield from self.token(options, timed=operation.effect == "write")
                try:
                    return (yield from self._requests(pending, token))
                except AuthenticationError as error:
                    # Refused before anything was done, so even a write may be sent again, once. What a call of a
                    # hook was refused for says nothing of this one, which may have the same name.
                    is_ours = pending.latest is not None and error is pending.latest.refusal
                    if refreshed or token is None or not is_ours:
                        raise
                    refreshed = True
                    self.tokens.refuse(token)
        except PortOneError as error:
            if pending.doubt is not None and error.outcome in ("rejected", "not_sent"):
                raise _still_doubtful(error, pending) from error
            raise

    def _requests(self, pending: PendingCall[T], token: Token | None) -> Steps[RawAnswer[T]]:
        """Send a call until an answer decides or the tries are used up."""
        call, options = pending.call, pending.options
        request = request_for(call, self.account, options, token.value if token else None)
        send = self._senders[call.operation.effect]
        number = 0
        while True:
            number += 1
            latest = pending.latest = PendingRequest(pending, request, number)
            try:
                return (yield from send(latest))
            except PortOneError as failed:
                error = failed
                keep_redactor(error, request.redactor)
            # What a hook raised before the request left is not a failure of it.
            repeatable = latest.has_left and _may_be_repeated(error, latest)
            pause = retry.delay(number, latest.answer_headers) if repeatable else None
            if pause is None or number > options.max_retries:
                raise error
            if error.outcome == "unknown":
                pending.keep_doubt(latest)
            yield Sleep(pause)

    def _send_as_wanted(self, latest: PendingRequest) -> Steps[RawAnswer[Any]]:
        return (latest.pending.send or self.send)(latest)

    def send(self, latest: PendingRequest) -> Steps[RawAnswer[Any]]:
        """Send a request once; returns what the answer says or raises what it means."""
        call = latest.pending.call
        classifier = latest.classifier = ResponseClassifier(
            call, latest.request.redactor, latest.attempt
        )
        latest.leave(self.time.moment())
        try:
            reply = latest.reply = cast("Reply", (yield Send(latest.request)))
        except SendFailed as failure:
            lost = failure
        else:
            answered_at = self.time.moment()
            try:
                payload = latest.payload = classifier.payload(reply)
            except (ApiError, ServerError) as refusal:
                latest.refusal = refusal
                if refusal.code is not None:
                    self._learn_time(reply, latest.asked_at, answered_at)
                raise
            self._learn_time(reply, latest.asked_at, answered_at)
            self.on_records(records_of(payload, call.operation))
            value = self._read(call, payload, reply, classifier)
            return RawAnswer(value, reply.status, reply.headers, reply.content)
        raise classifier.no_answer(lost.reason, sent=lost.sent)

    def _learn_time(self, reply: Reply, asked_at: Moment, answered_at: Moment) -> None:
        """Take in what an answer of PortOne tells of the server's clock, unless a cache has kept it."""
        headers = reply.headers
        date = epoch_of(headers["date"]) if "date" in headers and "age" not in headers else None
        if date is not None:
            self.time.learn(_server_clock(date, asked_at, answered_at))

    def _read(self, call: Call[T], payload: Any, reply: Reply, classifier: ResponseClassifier) -> T:
        """The payload as what the call returns."""
        refusal = classifier.declined(reply, payload)
        report = partial(self.on_drift, call.operation.name)
        try:
            value = call.parse(Answer(payload, reply.status, call.arguments, report))
        except UnexpectedAnswer as error:
            if refusal is not None:
                raise refusal from None
            raise classifier.unexpected(reply, str(error), classifier.done) from None
        if refusal is not None:
            refusal.payment = mask_echoes(cast("Model", value), classifier.redactor)
            raise refusal
        mask_repr(value, classifier.redactor)
        return value

    def token(self, options: Options, *, timed: bool) -> Steps[Token]:
        """The token: the fresh one, or the one that this or another caller gets now.

        Where it is `timed`, PortOne's own time is known too: a write is stamped with it, and a token from a
        store does not bring it. The clocks that could tell it may have been set since it was stored.
        """
        while True:
            token = self.tokens.fresh()
            if token is not None and self._is_timed(timed):
                return token
            scope, mine = self.scope(), PendingRefresh(self.make_event())
            patience = options.timeout_for("read") * (options.max_retries + 1)
            try:
                refresh = self.tokens.join(scope, mine)
                if refresh is mine:
                    return (yield from self._refresh(scope, refresh, options, patience, timed))
            except BaseException:
                # An interruption may strike before it is made, or as it is complete.
                self.tokens.cancel(scope, mine)
                raise
            ended: bool = yield WaitForRefresh(
                refresh, 2 * patience if self.token_source else patience
            )
            if refresh.error is not None:
                # A copy: one exception raised in many threads would mix up their tracebacks.
                raise copy.copy(refresh.error)
            if refresh.token is not None and self._is_timed(timed):
                return refresh.token
            if not ended:
                # Else one that nobody makes any more would stay for ever.
                self.tokens.cancel(scope, refresh)
                raise ConnectError(
                    "auth.get_token: nobody got an access token in time",
                    operation="auth.get_token",
                )

    def _is_timed(self, timed: bool) -> bool:
        return not timed or self.time.server_clock is not None

    def _refresh(
        self,
        scope: Hashable,
        refresh: PendingRefresh,
        options: Options,
        patience: float,
        timed: bool,
    ) -> Steps[Token]:
        """Get a token on behalf of all who wait."""
        token: Token | None = None
        try:
            if self.token_source is not None:
                ask = partial(self._asked, options)
                token = yield from self.token_source.token(patience, ask)
            if token is None or (token.server_clock is None and not self._is_timed(timed)):
                token = yield from self._asked(options)
        except PortOneError as error:
            self.tokens.fail(scope, refresh, error)
            raise
        self.tokens.complete(scope, refresh, token)
        return token

    def _asked(self, options: Options) -> Steps[Token]:
        """The token that the server gives."""
        pending = PendingCall(_token_call(self.account), options)
        try:
            answer = yield from self._requests(pending, None)
        except PortOneError as error:
            raise _without_token(error, self.account) from error.__cause__
        value, expires, now = answer.value
        asked_at = cast("PendingRequest", pending.latest).asked_at
        clock = _server_clock(now, asked_at, self.time.moment())
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


def _still_doubtful(error: PortOneError, pending: PendingCall[Any]) -> PortOneError:
    """The error for a request that failed where an earlier one may have been done: perhaps it failed for that."""
    # A request that was rejected is one more that the mark stands for; one that never left is not.
    attempt = pending.latest.attempt if pending.latest else None
    if (attempt is None or error.outcome == "not_sent") and pending.doubt is not None:
        attempt = pending.doubt.attempt
    return UnexpectedAnswer(
        f"{error}; an earlier try, which a gateway answered, may have been done",
        outcome="unknown",
        operation=error.operation,
        attempt=attempt,
    )


def _may_be_repeated(error: PortOneError, latest: PendingRequest) -> bool:
    call = latest.pending.call
    effect = call.operation.effect
    if isinstance(error, (ConnectError, NoAnswer)):
        return retry.may_repeat_failure(effect, isinstance(error, NoAnswer))
    if isinstance(error, (ApiError, ServerError)):
        return retry.may_repeat_status(effect, error.http_status)
    reply = latest.reply
    if reply is None or not is_bare(reply):
        return False  # it contradicts itself, and what that means nobody knows
    if retry.may_repeat_page(effect, reply.status, is_protected=_is_protected(call)):
        return True
    # A broken answer to a read may come whole the next time; a strange one stays strange.
    return effect == "read" and is_broken(reply)


def _is_protected(call: Call[Any]) -> bool:
    """Whether PortOne refuses to do the same a second time."""
    rule = call.operation.resolve
    return rule is not None and rule.protects is not None and call.sent(rule.protects) is not None
