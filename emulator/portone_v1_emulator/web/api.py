"""The V1 API: who calls, what for, with what, what becomes of it, and what goes wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from .. import resources as resources  # registers the handlers
from ..core import contract, php
from ..core.agenda import event
from ..core.assumptions import Unsettled
from ..core.contract import Operation
from ..core.faults import Fault
from ..core.handlers import HANDLERS, Call, Moment
from ..core.refusals import Refusal, in_words
from ..core.store import NOBODY, Account
from ..core.world import Received, World
from ..shops import sub_merchants
from . import arguments, mishaps
from .routes import Match, Routes

ASSUMES = "X-Emulator-Assumes"
"""The header that names what V1 is only believed to do."""

LARGEST_BODY = 1024 * 1024

_IDENTITIES = ("imp_uid", "merchant_uid", "customer_uid")


@dataclass
class Exchange:
    """What is known of a request while it is answered."""

    request: Request
    raw_path: str
    operation: Operation | None = None
    fault: Fault | None = None
    envelope: dict[str, Any] = field(default_factory=dict)
    assumptions: list[str] = field(default_factory=list)
    webhooks: list[str] = field(default_factory=list)
    """The webhooks that leave with the answer."""
    account: str | None = None
    identities: dict[str, str] = field(default_factory=dict)


class Api:
    """The operations of the contract."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._routes = Routes(contract.load().operations.values())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or let go wrong what was asked to."""
        request = Request(scope, receive)
        try:
            body = await read_body(request)
        except ClientDisconnect:
            return
        raw_path = request.scope["raw_path"].decode("ascii", "replace").partition("?")[0]
        exchange = Exchange(request, raw_path)
        response = self._respond(exchange, body)
        fault = exchange.fault
        if fault is not None and not fault.case:
            self._note(exchange, mishaps.status(fault, response))
            self._let_webhooks_leave(exchange)
            await mishaps.happen(fault, response, scope, receive, send)
            return
        if self._world.webhooks.when == "before":
            await self._world.webhooks.deliver(exchange.webhooks)
            exchange.webhooks.clear()
        self._note(exchange, response.status_code)
        # The answer is on its way before they are: nothing else runs in this thread until it was written.
        # And whoever has got it finds them in line, before what he sets off next.
        self._let_webhooks_leave(exchange)
        await response(scope, receive, send)

    def _respond(self, exchange: Exchange, body: bytes | None) -> Response:
        request = exchange.request
        match = self._routes.find(exchange.raw_path)
        operation = match.operations.get(request.method) if match else None
        if match is None:
            return _text(404, "The PortOne V1 emulator has nothing at this path.")
        if operation is None:
            return _text(405, f"This path takes {', '.join(match.operations)}.")
        exchange.operation = operation
        if operation.name not in HANDLERS:
            return _text(501, f"The PortOne V1 emulator does not have {operation.name} yet.")
        if body is None:
            return _text(413, "The body is too large.")
        self._world.catch_up()
        exchange.fault = self._world.faults.take(operation.name, request.headers.get("tier"))
        if exchange.fault is None or exchange.fault.does_it or exchange.fault.case:
            return self._carry_out(operation, match, exchange, body)
        if exchange.fault.kind == "late":
            self._postpone(operation, match, exchange, body, exchange.fault.seconds)
        return PlainTextResponse("")

    def _carry_out(
        self, operation: Operation, match: Match, exchange: Exchange, body: bytes
    ) -> Response:
        call = self._call(operation)
        fault = exchange.fault
        try:
            # One request at a time, from the token to the last record.
            with self._world.store.transaction():
                try:
                    self._understand(call, match, exchange.request, body)
                    if fault is not None and fault.case is not None:
                        raise Refusal(fault.case, message=fault.message)
                    answer = HANDLERS[operation.name].run(call)
                    status, envelope = answer.status, _envelope(0, answer.message, answer.response)
                except Refusal as refusal:
                    status, envelope = _refusal(refusal, call)
                exchange.webhooks = self._world.webhooks.collect()
        except Unsettled as unsettled:
            return _text(501, str(unsettled))
        exchange.envelope, exchange.assumptions = envelope, call.assumptions
        exchange.account = call.account.key or None
        exchange.identities = _identities(call.params, call.body, envelope["response"])
        return _json(status, envelope, call.assumptions)

    def _call(self, operation: Operation) -> Call[Any, Any]:
        now = self._world.clock.now()
        return Call(self._world, NOBODY, None, now, operation, None, None)

    def _understand(
        self, call: Call[Any, Any], match: Match, request: Request, body: bytes
    ) -> None:
        operation = call.operation
        if operation.needs_token:
            call.account = self._caller(request, call.now)
            call.tier = _tier(request, call)
        try:
            call.params = arguments.read_params(operation, match.arguments, request.url.query)
            call.body = arguments.read_body(
                operation, request.headers.get("content-type", ""), body
            )
        except arguments.InvalidRequest as problem:
            invalid = HANDLERS[operation.name].invalid
            raise Refusal(invalid, message=str(problem)) from None

    def _postpone(
        self, operation: Operation, match: Match, exchange: Exchange, body: bytes, seconds: float
    ) -> None:
        """Do it later: the caller's token and arguments are looked at now, the shop then."""
        call = self._call(operation)
        with self._world.store.transaction():
            try:
                self._understand(call, match, exchange.request, body)
            except Refusal:
                return  # nothing will come of it
            number = str(call.next_number())
            self._world.postponed[number] = call
            call.later(call.now + round(seconds), "postponed", number)

    def _caller(self, request: Request, now: int) -> Account:
        """The account whose token the request bears, with `Bearer` before it or without."""
        value = request.headers.get("authorization", "").strip()
        scheme, _, rest = value.partition(" ")
        if scheme.lower() == "bearer":
            value = rest.strip()
        store = self._world.store
        for token in store.tokens.find("value", value):
            account = store.account(token.account)
            if account and token.alive(now):
                return account
        raise Refusal("unauthorized")

    def _let_webhooks_leave(self, exchange: Exchange) -> None:
        self._world.webhooks.leave(exchange.webhooks)

    def _note(self, exchange: Exchange, status: int | None) -> None:
        envelope = exchange.envelope
        self._world.requests.append(
            Received(
                operation=exchange.operation.name if exchange.operation else None,
                method=exchange.request.method,
                path=exchange.raw_path,
                tier=exchange.request.headers.get("tier"),
                status=status,
                at=self._world.clock.now(),
                code=envelope.get("code"),
                message=envelope.get("message"),
                assumes=tuple(exchange.assumptions),
                fault=exchange.fault.kind if exchange.fault else None,
                identities=exchange.identities,
                account=exchange.account,
            )
        )


@event("postponed")
def carry_out_late(moment: Moment, number: str) -> None:
    """Carry out a request whose answer was given up long ago."""
    call = moment.world.postponed.pop(number, None)
    if call is not None:
        call.now = moment.now
        HANDLERS[call.operation.name].run(call)


async def read_body(request: Request) -> bytes | None:
    """The body, or None when it is larger than anybody's."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= LARGEST_BODY:
            chunks.append(chunk)
    return b"".join(chunks) if size <= LARGEST_BODY else None


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


def _tier(request: Request, call: Call[Any, Any]) -> str | None:
    """The sub-merchant for whom the call is made."""
    tier: str | None = request.headers.get("tier")
    if tier is None:
        return None
    if not sub_merchants.accepts(call.store, call.account, tier):
        raise Refusal("forbidden", message="하위상점에 대한 접근 권한이 없습니다.")
    return tier


def _refusal(refusal: Refusal, call: Call[Any, Any]) -> tuple[int, dict[str, Any]]:
    refused = in_words(refusal, call.operation, call.world.beliefs)
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
