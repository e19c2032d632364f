"""The V1 API: authenticate, route and validate a request, run its handler, and apply faults."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from .. import resources as resources  # registers the handlers
from ..core import contract, php, scheduler
from ..core.accounts import NOBODY, MerchantAccount
from ..core.assumptions import UnverifiedBehaviour, log_refusal
from ..core.context import HANDLERS, Call, RequestContext, event
from ..core.contract import Operation
from ..core.faults import Fault
from ..core.refusals import Refusal, in_words
from ..core.request_models import RequestModel
from ..core.state import EmulatorState, Received
from ..core.tables import Owner
from ..resources import arguments
from ..shops import sub_merchants
from . import fault_injection
from .routes import Match, Routes

ASSUMES = "X-Emulator-Assumes"
"""The header that names the assumptions behind an answer."""

REQUEST = "X-Emulator-Request"
"""The header of a request by which the log of effects knows it. It changes nothing else."""

LARGEST_BODY = 1024 * 1024

_IDENTITIES = ("imp_uid", "merchant_uid", "customer_uid")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as it arrived, by whatever way."""

    method: str
    path: str
    """As it was sent, before `%2F` becomes a slash."""
    query: str
    headers: Mapping[str, str]
    """Looked up by names in lower case."""
    body: bytes | None
    """None when it is too large."""


@dataclass
class Exchange:
    """What is known of a request while it is answered."""

    incoming: Incoming
    identity: str | None = None
    """What the log of effects knows it by; None without a log."""
    match: Match | None = None
    operation: Operation | None = None
    fault: Fault | None = None
    envelope: dict[str, Any] = field(default_factory=dict)
    problem: str | None = None
    """The text sent instead of an envelope when strict mode refuses."""
    unverified: str | None = None
    """The assumption it refused to rely on."""
    assumptions: list[str] = field(default_factory=list)
    webhooks: list[str] = field(default_factory=list)
    """The webhooks that leave with the answer."""
    account: str | None = None
    tier: str | None = None
    identities: dict[str, str] = field(default_factory=dict)

    @property
    def broken(self) -> Fault | None:
        """The fault that garbles the answer, or keeps it from arriving; None when all goes well."""
        fault = self.fault
        return None if fault is None or fault.kind in fault_injection.UNSEEN else fault


class Api:
    """The operations of the contract."""

    def __init__(self, state: EmulatorState) -> None:
        self._state = state
        self._routes = _routes()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, with the armed fault if any."""
        request = Request(scope, receive)
        try:
            body = await read_body(request)
        except ClientDisconnect:
            return
        path = request.scope["raw_path"].decode("ascii", "replace").partition("?")[0]
        incoming = Incoming(request.method, path, request.url.query, request.headers, body)
        exchange, response = self.respond(incoming)
        fault = exchange.broken
        if fault is None and self._state.webhooks.when == "before":
            await self._state.webhooks.deliver(exchange.webhooks)
            exchange.webhooks.clear()
        self.finish(exchange, response)
        # The answer is on its way before the webhooks are: nothing else runs in this thread until it was
        # written. So the caller finds them queued before the webhooks of its next request.
        if fault is None:
            await response(scope, receive, send)
        else:
            await fault_injection.happen(fault, response, scope, receive, send)

    def respond(self, incoming: Incoming) -> tuple[Exchange, Response]:
        """Do what a request asks for, and make the answer. Its webhooks have not left yet."""
        identity = self._state.effects.identify(incoming.headers.get(REQUEST.lower()))
        exchange = Exchange(incoming, identity)
        response = self._respond(exchange)
        if exchange.broken is not None:
            response = fault_injection.garbled(exchange.broken, response)
        response.headers["date"] = _http_date(self._state.clock.now())
        return exchange, response

    def finish(self, exchange: Exchange, response: Response) -> None:
        """Record a request that was answered, and queue its webhooks."""
        fault = exchange.broken
        is_silent = fault is not None and fault.kind in fault_injection.SILENT
        self._note(exchange, None if is_silent else response.status_code)
        self._state.webhooks.leave(exchange.webhooks)

    def _respond(self, exchange: Exchange) -> Response:
        incoming = exchange.incoming
        match = self._routes.find(incoming.path)
        operation = match.operations.get(incoming.method) if match else None
        if match is None:
            return _text(404, "The PortOne V1 emulator has nothing at this path.")
        if operation is None:
            return _text(405, f"This path takes {', '.join(match.operations)}.")
        exchange.match, exchange.operation = match, operation
        if operation.name not in HANDLERS:
            return _text(501, f"The PortOne V1 emulator does not have {operation.name} yet.")
        if incoming.body is None:
            return _text(413, "The body is too large.")
        scheduler.catch_up(self._state)
        fault = exchange.fault = self._take_fault(operation, incoming)
        if fault is None or fault.does_it or fault.case:
            response = self._carry_out(operation, exchange)
            if fault is not None and fault.kind == "duplicate":
                self._deliver_again(operation, exchange, fault.seconds)
            return response
        if fault.kind == "late":
            self._postpone(operation, exchange, fault.seconds)
        return PlainTextResponse("")

    def _take_fault(self, operation: Operation, incoming: Incoming) -> Fault | None:
        """Return the armed fault that fits. None if the token is refused: a fault waits for the repeated request."""
        with self._state.store.lock:
            now = self._state.clock.now()
            if operation.needs_token and self._account_of(incoming, now) is None:
                return None
        return self._state.faults.take(operation.name, incoming.headers.get("tier"))

    def _carry_out(self, operation: Operation, exchange: Exchange) -> Response:
        try:
            # One request at a time, from the token to the last record.
            with self._state.store.transaction():
                response = self._perform(operation, exchange)
                exchange.webhooks += self._state.webhooks.collect()
        except UnverifiedBehaviour as unverified:
            exchange.problem = log_refusal(operation.name, unverified)
            exchange.unverified = unverified.name
            return _text(501, exchange.problem)
        return response

    def _perform(self, operation: Operation, exchange: Exchange) -> Response:
        """Handle a request, from its token on."""
        call = self._call(operation, exchange)

        def do() -> tuple[int, dict[str, Any]]:
            self._understand(call, exchange)
            fault = exchange.fault
            if fault is not None and fault.case is not None:
                raise Refusal(fault.case, message=fault.message)
            return _run(call, self._view_for(fault))

        status, envelope = self._logged(call, do)
        exchange.envelope, exchange.assumptions = envelope, call.assumptions
        exchange.account, exchange.tier = call.account.key or None, call.tier
        exchange.identities = _identities(call.params, call.body, envelope["response"])
        return _json(status, envelope, call.assumptions)

    def _logged(
        self, call: Call[Any, Any], do: Callable[[], tuple[int, dict[str, Any]]]
    ) -> tuple[int, dict[str, Any]]:
        """Do something for a call, turn a refusal into an answer, and log what came of it."""
        log = self._state.effects
        with log.logging(call, operation=call.operation.name) as effect:
            try:
                status, envelope = do()
            except Refusal as refusal:
                status, envelope = _refusal(refusal, call)
            if log.enabled:
                effect.status, effect.code = status, envelope["code"]
                effect.message = envelope["message"]
                effect.arguments = _sent(call.params) | _sent(call.body)
        return status, envelope

    def _view_for(self, fault: Fault | None) -> AbstractContextManager[None]:
        """The state from which a request is answered: the present one, unless a replica lags."""
        if fault is None or fault.kind != "stale":
            return nullcontext()
        return self._state.store.history.seen(fault.seconds)

    def _call(self, operation: Operation, exchange: Exchange) -> Call[Any, Any]:
        return Call(
            self._state,
            NOBODY,
            None,
            self._state.clock.now(),
            operation,
            None,
            None,
            user_agent=exchange.incoming.headers.get("user-agent"),
            request=exchange.identity,
        )

    def _understand(self, call: Call[Any, Any], exchange: Exchange) -> None:
        operation, incoming, match = call.operation, exchange.incoming, exchange.match
        if operation.needs_token:
            account = self._account_of(incoming, call.now)
            if account is None:
                raise Refusal("unauthorized")
            call.account = account
            call.tier = _tier(incoming, call)
        try:
            path = match.arguments if match else {}
            call.params = arguments.read_params(operation, path, incoming.query)
            call.body = arguments.read_body(
                operation, incoming.headers.get("content-type", ""), incoming.body or b""
            )
        except arguments.InvalidRequest as problem:
            invalid = HANDLERS[operation.name].invalid
            raise Refusal(invalid, message=str(problem)) from None

    def _postpone(self, operation: Operation, exchange: Exchange, seconds: float) -> None:
        """Do it later: the caller's token and arguments are looked at now, the shop then."""
        call = self._call(operation, exchange)

        def do(now: int) -> None:
            call.now = now
            self._logged(call, lambda: _run(call))

        with self._state.store.transaction():
            try:
                self._understand(call, exchange)
            except Refusal:
                return  # nothing will come of it
            self._later(call.owner, seconds, do)

    def _deliver_again(self, operation: Operation, exchange: Exchange, seconds: float) -> None:
        """Handle the same request once more, as if it arrived twice. Nobody sees the second answer."""
        again = replace(exchange, fault=None, webhooks=[])
        if not seconds:
            self._carry_out(operation, again)
            exchange.webhooks += again.webhooks
        elif exchange.account is not None:  # else nothing will come of it

            def do(_: int) -> None:
                self._perform(operation, again)

            with self._state.store.transaction():
                self._later(Owner(exchange.account, exchange.tier), seconds, do)

    def _later(self, owner: Owner, seconds: float, do: Callable[[int], None]) -> None:
        number = str(self._state.store.next_number())
        self._state.postponed[number] = do
        at = self._state.clock.now() + round(seconds)
        self._state.jobs.add(at, "postponed", owner, number)

    def _account_of(self, incoming: Incoming, now: int) -> MerchantAccount | None:
        """Return the account whose live token the request carries, with or without `Bearer`; None without one."""
        value = incoming.headers.get("authorization", "").strip()
        scheme, _, rest = value.partition(" ")
        if scheme.lower() == "bearer":
            value = rest.strip()
        store = self._state.store
        for token in store.tokens.find("value", value):
            account = store.account(token.account)
            if account and token.alive(now):
                return account
        return None

    def _note(self, exchange: Exchange, status: int | None) -> None:
        envelope = exchange.envelope
        self._state.requests.append(
            Received(
                operation=exchange.operation.name if exchange.operation else None,
                method=exchange.incoming.method,
                path=exchange.incoming.path,
                tier=exchange.incoming.headers.get("tier"),
                status=status,
                at=self._state.clock.now(),
                code=envelope.get("code"),
                message=exchange.problem or envelope.get("message"),
                assumes=tuple(exchange.assumptions),
                fault=exchange.fault.kind if exchange.fault else None,
                identities=exchange.identities,
                account=exchange.account,
                unverified=exchange.unverified,
            )
        )


@event("postponed")
def carry_out_late(context: RequestContext, number: str) -> None:
    """Handle a request whose answer was given up long ago, or was given already."""
    do = context.state.postponed.pop(number, None)
    if do is not None:
        do(context.now)


async def read_body(request: Request) -> bytes | None:
    """Return the body, or None if it is too large."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= LARGEST_BODY:
            chunks.append(chunk)
    return b"".join(chunks) if size <= LARGEST_BODY else None


@functools.cache
def _routes() -> Routes:
    return Routes(contract.load().operations.values())


@functools.lru_cache(maxsize=16)
def _http_date(at: int) -> str:
    return formatdate(at, usegmt=True)


def _run(
    call: Call[Any, Any], view: AbstractContextManager[None] | None = None
) -> tuple[int, dict[str, Any]]:
    """Run the handler and return the status and the envelope of its answer."""
    with view or nullcontext():
        answer = HANDLERS[call.operation.name].run(call)
    return answer.status, _envelope(0, answer.message, answer.response)


def _sent(model: RequestModel | None) -> dict[str, Any]:
    """The arguments that were sent, by wire name."""
    return {} if model is None else model.model_dump(by_alias=True, exclude_unset=True)


def _identities(params: Any, body: Any, response: Any) -> dict[str, str]:
    """What a request was about: what the answer names counts before what the request named."""
    answered = response if isinstance(response, dict) else {}
    found = {}
    for name in _IDENTITIES:
        for value in (answered.get(name), getattr(body, name, None), getattr(params, name, None)):
            if isinstance(value, str) and value:
                found[name] = value
                break
    return found


def _tier(incoming: Incoming, call: Call[Any, Any]) -> str | None:
    """The sub-merchant for whom the call is made."""
    tier = incoming.headers.get("tier")
    if tier is None:
        return None
    if not sub_merchants.accepts(call.store, call.account, tier):
        raise Refusal("forbidden", message="하위상점에 대한 접근 권한이 없습니다.")
    return tier


def _refusal(refusal: Refusal, call: Call[Any, Any]) -> tuple[int, dict[str, Any]]:
    refused = in_words(refusal, call.operation, call.state.assumptions)
    if refused.assumed:
        call.assume(refusal.case)
    return refused.status, _envelope(refused.code, refused.message, None) | refusal.beside


def _envelope(code: int, message: str | None, response: Any) -> dict[str, Any]:
    return {"code": code, "message": message, "response": response}


def _json(status: int, envelope: dict[str, Any], assumptions: list[str]) -> Response:
    headers = {ASSUMES: ", ".join(assumptions)} if assumptions else None
    return Response(php.dumps(envelope), status, headers, "application/json")


def _text(status: int, text: str) -> Response:
    """An answer that is not V1's: it says something about the emulator."""
    return PlainTextResponse(f"{text}\n", status)
