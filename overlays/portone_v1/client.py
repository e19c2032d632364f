"""The clients: `PortOne`, and `AsyncPortOne` to be awaited."""

from __future__ import annotations

import difflib
import os
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from collections.abc import Set as AbstractSet
from threading import Event
from types import MethodType
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    Never,
    ParamSpec,
    Self,
    TypedDict,
    TypeVar,
    Unpack,
    cast,
)

from portone_v1_api.attempts import Attempt
from portone_v1_api.calls import Arguments, AsyncResource, Resource, missing
from portone_v1_api.operations import OPERATIONS
from portone_v1_api.resources import AsyncResources, Resources

from .core.drivers import run_async
from .core.pending import AroundCall, AroundRequest
from .core.raw import RawAnswer
from .core.senders import AsyncRawSender, AwaitingSender, BlockingSender, RawSender
from .core.session import Session
from .core.transport import (
    AsyncHttpClient,
    AsyncTransport,
    HttpClient,
    Transport,
    async_event,
    loop_scope,
)
from .errors import ConfigurationError
from .loading import load_calls
from .observe import log
from .observe.exchange import AfterSend, OnExchange, Tracing
from .observe.hooks import BeforeSend, Hooks, Observer, OnDrift
from .options import Account, Options, check_members
from .resolution import Resolution
from .resolve.writes import Writes

if TYPE_CHECKING:
    from .sharing.limiter import Limiter
    from .sharing.token_store import TokenStore
    from .webhook.handling import AsyncWebhookReader, WebhookReader
    from .webhook.verify import AsyncVerifiablePayments, VerifiablePayments

P = ParamSpec("P")
T = TypeVar("T")
H = TypeVar("H")
N = TypeVar("N")
S = TypeVar("S", BlockingSender, AwaitingSender)
R = TypeVar("R", Resource, AsyncResource)

BASE_URL = "https://api.iamport.kr"

_HTTP_CLIENT = ("build_request", "send", "is_closed")
_HELPERS = {
    "token_store": (
        ("kind", "claim", "keep", "release"),
        "a TokenStore, such as portone_v1.sharing.token_store.MemoryTokenStore()",
    ),
    "limiter": (
        ("kind", "longest_wait", "reserve"),
        "a Limiter, such as portone_v1.sharing.limiter.MemoryLimiter(10)",
    ),
}


class OptionChanges(TypedDict, total=False):
    """What `with_options` may change. What is left out stays as it is."""

    tier: str | None
    """The sub-merchant to act for; None is the parent store."""
    timeout: float | None
    """Seconds that one try may take; None is 15 for reads and 60 for writes."""
    max_retries: int
    """How many times a read, or a write that was not sent, is tried again."""
    extra_query: Mapping[str, str]
    """Further query parameters of each call."""
    extra_body: Mapping[str, Any]
    """Further fields of each body."""
    extra_headers: Mapping[str, str]
    """Further headers of each call."""
    resolve: bool | float
    """Whether the client finds out itself what became of a write whose answer was lost; True is within 60
    seconds, a number within so many. A charge is never sent a second time."""
    mark: bool
    """Whether each write carries its mark in `custom_data` or `reason` too, where V1 gives it back."""


class _Client(ABC, Generic[H, S, N]):
    """What both clients have: how they are made, and their views. `N` is what their hooks return."""

    sender: S
    _awaits: bool
    _writes: Writes
    _is_view = False

    def __init__(
        self,
        api_key: str,
        api_secret: str,
        *,
        tier: str | None = None,
        base_url: str = BASE_URL,
        timeout: float | None = None,
        max_retries: int = 2,
        mark: bool = False,
        http_client: H | None = None,
        on_drift: OnDrift | None = None,
        before_send: BeforeSend[N] | None = None,
        after_send: AfterSend[N] | None = None,
        on_exchange: OnExchange[N] | None = None,
        tracing: Tracing | None = None,
        token_store: TokenStore | None = None,
        limiter: Limiter | None = None,
        **unknown: Never,
    ) -> None:
        _refuse(unknown)
        load_calls()
        account = Account.checked(api_key, api_secret, base_url)
        options = Options(tier, timeout, max_retries, mark=mark).checked()
        hooks = Hooks(on_drift, before_send, after_send, on_exchange, tracing)
        hooks.check(awaits=self._awaits)
        self.sender = self._make_sender(account, options, http_client)
        self._check_kind("token_store", token_store)
        self._check_kind("limiter", limiter)
        self._writes = compose(self.sender.session, hooks, token_store, limiter)

    @abstractmethod
    def _make_sender(self, account: Account, options: Options, http_client: H | None) -> S: ...

    def _check_kind(self, name: str, helper: TokenStore | Limiter | None) -> None:
        """Refuse what this client could never ask: else it would seem to share and would not."""
        check_members(name, helper, *_HELPERS[name])
        if helper is None:
            return
        if helper.kind not in ("blocking", "instant", "awaitable"):
            raise ConfigurationError(f"the kind of {name} must be blocking, instant or awaitable")
        if helper.kind == "awaitable" and isinstance(self.sender, BlockingSender):
            raise ConfigurationError(
                f"{name} has coroutine functions, which only AsyncPortOne awaits"
            )

    @classmethod
    def from_env(
        cls,
        *,
        timeout: float | None = None,
        max_retries: int = 2,
        mark: bool = False,
        http_client: H | None = None,
        on_drift: OnDrift | None = None,
        before_send: BeforeSend[N] | None = None,
        after_send: AfterSend[N] | None = None,
        on_exchange: OnExchange[N] | None = None,
        tracing: Tracing | None = None,
        token_store: TokenStore | None = None,
        limiter: Limiter | None = None,
        **unknown: Never,
    ) -> Self:
        """A client of the account in the environment.

        Reads PORTONE_V1_API_KEY, PORTONE_V1_API_SECRET and, when they are set, PORTONE_V1_TIER and
        PORTONE_V1_BASE_URL. The arguments are those of the class.

        Raises:
            ConfigurationError: Outcome not_sent: the key or the secret is not set, or one is wrong.
        """
        return cls(
            _required("PORTONE_V1_API_KEY"),
            _required("PORTONE_V1_API_SECRET"),
            tier=os.environ.get("PORTONE_V1_TIER") or None,
            base_url=os.environ.get("PORTONE_V1_BASE_URL") or BASE_URL,
            timeout=timeout,
            max_retries=max_retries,
            mark=mark,
            http_client=http_client,
            on_drift=on_drift,
            before_send=before_send,
            after_send=after_send,
            on_exchange=on_exchange,
            tracing=tracing,
            token_store=token_store,
            limiter=limiter,
            **unknown,
        )

    def with_options(self, **changes: Unpack[OptionChanges]) -> Self:
        """A view of this client with other options: the same connections, the same token.

        The client itself stays as it is, and closing the view closes nothing.

        Raises:
            ConfigurationError: Outcome not_sent: an option is wrong.
        """
        view = object.__new__(type(self))
        view.sender = self.sender.with_options(_changed(self.sender.options, changes))
        view._writes = self._writes
        view._is_view = True
        return view

    def __copy__(self) -> Self:
        """A view, as `with_options()` gives: closing it closes nothing."""
        return self.with_options()

    def __deepcopy__(self, memo: object) -> Self:
        return self.with_options()

    def __repr__(self) -> str:
        tier = self.sender.options.tier
        url = self.sender.session.account.base_url
        return f"<{type(self).__name__} {url}{f' tier={tier}' if tier else ''}>"


def _refuse(unknown: Mapping[str, object]) -> None:
    """Refuse arguments that there are not. Those of `with_options` alone are easily taken for some of the class."""
    for name in unknown:
        if name in OptionChanges.__annotations__:
            raise TypeError(
                f"{name} is not an argument of the client: call its with_options({name}=...)"
            )
        raise TypeError(f"the client has no argument {name}")


class PortOne(_Client[HttpClient, BlockingSender, None], Resources[BlockingSender]):
    """A client of PortOne V1.

    It may be shared by threads, and still works after a fork. Use it in a `with` block, or `close` it.

    Args:
        api_key: The REST API key of the console's V1 section.
        api_secret: The REST API secret beside it.
        tier: The sub-merchant to act for, three uppercase letters or digits; None is the parent store.
        base_url: Where the API is; https, or http on this machine, for which no proxy of the environment is
            used.
        timeout: Seconds that one try of a call may take, from connecting to the last byte of the answer; None
            is 15 for reads and 60 for writes. Looking up the host's name is not bounded: the system has a
            time limit of its own.
        max_retries: How many times a read, or a write that was not sent, is tried again.
        mark: Whether each write carries its mark in `custom_data` (a key `portone_v1_mark`) or at the end of a
            cancel's `reason` too, so that any process can tell its record from another's. The mark is always
            in the User-Agent, which V1 shows of charges alone.
        http_client: An `httpx.Client` to use, such as one with a proxy. It stays yours: close it yourself,
            and do not share it among threads (encode/httpcore#1110). Over httpx's own connections, one on
            which a server sends more than its answer is closed, and no request or answer takes longer than
            `timeout`, however slowly it goes; but each address of a host may take that long to connect. A
            transport of another kind must see to both itself, and a connection that the client opened for
            something else is timed between the pieces of the body alone. Where such a transport does not say how
            far it came (httpx's `trace` extension), a failed connection is an unknown outcome, since the request
            may have been sent.
        on_drift: Told the operation and the JSON pointer of each value that is not of the type that the
            contract has. The value itself is given as it came.
        before_send: Told each write just before it leaves. What it raises stops the call.
        after_send: Told each write that `before_send` was told of, or would have been, and how it ended:
            done, rejected, unknown or not_sent; also when the thread is interrupted. With `resolve`, what
            was unknown is told again when it is known.
        on_exchange: Told each request with its answer as an `HttpExchange`, in which every secret is masked;
            the requests for access tokens too.
        tracing: Follows each call, such as `portone_v1.observe.opentelemetry.Tracing`.
        token_store: Shares the access token with other processes, such as
            `portone_v1.sharing.redis_store.RedisTokenStore`; None keeps it in this client's memory.
        limiter: Holds requests back to stay under a number a second, such as
            `portone_v1.sharing.limiter.MemoryLimiter`; None holds nothing back.

    Exceptions raised in `on_drift`, `after_send`, `on_exchange` and `tracing` are logged and ignored, unless a signal
    handler has raised them to end the call. See `portone_v1.observe.log` for what is logged.

    Raises:
        ConfigurationError: Outcome not_sent: an argument is wrong.
    """

    _awaits = False

    def _make_sender(
        self, account: Account, options: Options, http_client: HttpClient | None
    ) -> BlockingSender:
        check_members("http_client", http_client, (*_HTTP_CLIENT, "close"), "an httpx.Client")
        session = Session(account, Event, lambda: None)
        return BlockingSender(session, Transport(http_client), options)

    @property
    def payments(self) -> VerifiablePayments:
        """Look up payments, verify and cancel them. (결제)"""
        from .webhook.verify import VerifiablePayments

        return VerifiablePayments(self.sender)

    @property
    def webhook(self) -> WebhookReader:
        """What a webhook is about, read back."""
        from .webhook.handling import WebhookReader

        return WebhookReader(self)

    def raw(self, method: Callable[P, T]) -> Callable[P, RawAnswer[T]]:
        """`method` of a resource, answering with status, headers and body as well.

        `portone.raw(portone.payments.get)("imp_…")` is a `RawAnswer` whose `value` is the payment. It
        raises what the method raises.
        """
        resource, function = _taken_apart(method, Resource)
        sender = cast("BlockingSender", resource.sender)
        own = type(resource)(RawSender(sender.session, sender.transport, sender.options))
        return cast("Callable[P, RawAnswer[T]]", MethodType(function, own))

    def request(self, operation: str, **arguments: object) -> Any:
        """Call an operation by its name: `portone.request("payments.get", imp_uid="imp_…")`.

        Returns what the method of that name returns, and raises what it raises.

        Raises:
            ConfigurationError: Outcome not_sent: there is no such operation, or an argument is wrong.
        """
        given = Arguments(arguments)
        del arguments  # a traceback may print what a frame holds
        return _method(self, operation, given.by_name.keys())(**given.by_name)

    def resolve(self, subject: BaseException | Attempt) -> Resolution:
        """Find out what became of a write whose answer was lost: of an error, an interruption or an attempt.

        It reads the order, payment, key or schedule back, as the contract says, and sends no write. It says
        `happened` when a record carries the mark of the attempt, when a state is reached no matter who reached it (the
        order is paid in this amount), or when a record is as it was sent, is not older, and no other write of
        this client can have made it. It takes absence for a no only after a quiet period.

        V1 does not say who made a record without a mark. Give a cancel a `checksum`, or use `mark=True`:
        otherwise a lost cancel whose amount was taken from the payment is `cannot_know`.

        Nothing is looked up for an error that is already clear: one with outcome not_sent, or a refusal that holds
        for every copy of the request, such as `RateLimited`, or `Declined` of a charge. A refusal such as
        `AlreadyDone`, or `Declined` of a cancel, is looked up: where a gateway sent the request twice, the first
        copy may have been done.

        Returns:
            Whether it happened, with the result that the call would have returned.

        Raises:
            ConfigurationError: Outcome not_sent: `subject` has no attempt, or one of another account.
            AuthenticationError, PermissionDenied: Outcome rejected: the look-up was refused.
        """
        sender = self.sender
        steps = self._writes.resolve(subject, lambda: sender.options)
        return sender.run(steps)

    def close(self) -> None:
        """Close the connections. Later calls are refused. Of a view: nothing."""
        if not self._is_view:
            self.sender.session.closed = True
            self.sender.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class AsyncPortOne(
    _Client[AsyncHttpClient, AwaitingSender, object], AsyncResources[AwaitingSender]
):
    """A client of PortOne V1 for asyncio and trio: the methods of `PortOne`, to be awaited.

    Use it in an `async with` block, or `await` its `aclose`. Its arguments are those of `PortOne`, but
    that `http_client` is an `httpx.AsyncClient`, and `before_send`, `after_send` and `on_exchange` may be
    async functions. The latter two are finished even when the task is cancelled, within 5 seconds.
    """

    _awaits = True

    def _make_sender(
        self, account: Account, options: Options, http_client: AsyncHttpClient | None
    ) -> AwaitingSender:
        check_members("http_client", http_client, (*_HTTP_CLIENT, "aclose"), "an httpx.AsyncClient")
        session = Session(account, async_event, loop_scope)
        return AwaitingSender(session, AsyncTransport(http_client), options)

    @property
    def payments(self) -> AsyncVerifiablePayments:
        """Look up payments, verify and cancel them. (결제)"""
        from .webhook.verify import AsyncVerifiablePayments

        return AsyncVerifiablePayments(self.sender)

    @property
    def webhook(self) -> AsyncWebhookReader:
        """What a webhook is about, read back."""
        from .webhook.handling import AsyncWebhookReader

        return AsyncWebhookReader(self)

    def raw(self, method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[RawAnswer[T]]]:
        """`method` of a resource, answering with status, headers and body; see `PortOne.raw`."""
        resource, function = _taken_apart(method, AsyncResource)
        sender = cast("AwaitingSender", resource.sender)
        own = type(resource)(AsyncRawSender(sender.session, sender.transport, sender.options))
        return cast("Callable[P, Awaitable[RawAnswer[T]]]", MethodType(function, own))

    async def request(self, operation: str, **arguments: object) -> Any:
        """Call an operation by its name; see `PortOne.request`."""
        given = Arguments(arguments)
        del arguments  # a traceback may print what a frame holds
        return await _method(self, operation, given.by_name.keys())(**given.by_name)

    async def resolve(self, subject: BaseException | Attempt) -> Resolution:
        """Find out what became of a write whose answer was lost; see `PortOne.resolve`."""
        sender = self.sender
        steps = self._writes.resolve(subject, lambda: sender.options)
        return await run_async(steps, sender.transport)

    async def aclose(self) -> None:
        """Close the connections. Later calls are refused. Of a view: nothing."""
        if not self._is_view:
            self.sender.session.closed = True
            await self.sender.transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.aclose()


def compose(
    session: Session, hooks: Hooks, token_store: TokenStore | None, limiter: Limiter | None
) -> Writes:
    """Put the rooms that are in use around a session's calls: the others cost nothing."""
    observer = Observer(hooks, session.account)
    writes = Writes(session, hooks.before_send, observer.notify_outcome, observer.on_resolution)
    session.on_drift = observer.on_drift
    session.on_records = writes.recent.learn
    around_call: list[AroundCall] = [observer.around_call] if hooks.tracing else []
    around_request: list[AroundRequest] = [observer.around_request]
    if limiter is not None:
        from .sharing.throttle import Throttle

        throttle = Throttle(limiter, session.account, session.time, log.backend_failed)
        around_request.insert(0, throttle.around_request)
    if token_store is not None:
        from .sharing.shared_token import SharedToken

        session.token_source = SharedToken(
            token_store, session.account, session.tokens, session.time, log.backend_failed
        )
    session.compose("read", around_call, around_request)
    session.compose("write", [*around_call, writes.around_call], around_request)
    return writes


def _required(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise ConfigurationError(f"{name} is not set in the environment")
    return value


def _changed(options: Options, changes: OptionChanges) -> Options:
    unknown = changes.keys() - set(Options._fields)
    if unknown:
        raise ConfigurationError(
            f"there is no option {', '.join(sorted(unknown))}: the options are "
            f"{', '.join(Options._fields)}"
        )
    return options._replace(**changes).checked()


def _taken_apart(method: object, kind: type[R]) -> tuple[R, Callable[..., Any]]:
    resource = getattr(method, "__self__", None)
    if not isinstance(resource, kind):
        raise ConfigurationError("raw takes a method of a resource, such as portone.payments.get")
    if (name := cast("MethodType", method).__name__).startswith("iter_"):
        raise ConfigurationError(
            f"{name} makes several calls: raw takes one that makes one, page by page"
        )
    return resource, cast("MethodType", method).__func__


def _method(client: object, operation: str, given: AbstractSet[str]) -> Callable[..., Any]:
    if operation.partition(".")[2].startswith("iter_"):
        raise ConfigurationError(
            f"{operation} makes several calls: request its pages one by one, or call the method"
        )
    if operation not in OPERATIONS:
        close = difflib.get_close_matches(operation, OPERATIONS, n=1)
        hint = f": did you mean {close[0]}?" if close else ""
        raise ConfigurationError(f"there is no operation {operation!r}{hint}")
    parameters = OPERATIONS[operation].parameters
    names = {parameter.name for parameter in parameters}
    if unknown := sorted(given - names):
        raise ConfigurationError(
            f"{operation} has no argument {', '.join(unknown)}: it has {', '.join(sorted(names))}"
        )
    for parameter in parameters:
        if parameter.required and parameter.name not in given:
            raise ConfigurationError(f"{operation}: {missing(parameter)}")
    resource, _, method = operation.partition(".")
    found: Callable[..., Any] = getattr(getattr(client, resource), method)
    return found
