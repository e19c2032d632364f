"""From a request to an answer: who calls, what for, with what, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from . import arguments, contract, php
from . import resources as resources  # registers the handlers
from .clock import Clock
from .contract import Operation
from .handlers import HANDLERS, Answer, Call, Handler
from .refusals import Refusal, in_words
from .routes import Match, Routes
from .store import NOBODY, TIER, Account, Store

ASSUMES = "X-Emulator-Assumes"
"""The header that names what V1 is only believed to do."""

_LARGEST_BODY = 1024 * 1024


@dataclass(frozen=True)
class Received:
    """A request that arrived, without its arguments: they may be secret."""

    operation: str | None
    """None when the contract has nothing at that path."""
    method: str
    path: str
    tier: str | None
    status: int


def make_app(store: Store, clock: Clock, received: list[Received]) -> Starlette:
    """The emulator as an ASGI application."""
    return Starlette(routes=[Mount("/", Api(store, clock, received))])


class Api:
    """The V1 API."""

    def __init__(self, store: Store, clock: Clock, received: list[Received]) -> None:
        self._store = store
        self._clock = clock
        self._received = received
        self._routes = Routes(contract.load().operations.values())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            body = await _read(request)
        except ClientDisconnect:
            return
        response = self._respond(request, body)
        await response(scope, receive, send)

    def _respond(self, request: Request, body: bytes | None) -> Response:
        raw_path = request.scope["raw_path"].decode("ascii", "replace").partition("?")[0]
        match = self._routes.find(raw_path)
        operation = match.operations.get(request.method) if match else None
        if match is None:
            response = _text(404, "The PortOne V1 emulator has nothing at this path.")
        elif operation is None:
            response = _text(405, f"This path takes {', '.join(match.operations)}.")
        elif operation.name not in HANDLERS:
            response = _text(501, f"The PortOne V1 emulator does not have {operation.name} yet.")
        elif body is None:
            response = _text(413, "The body is too large.")
        else:
            response = self._carry_out(operation, match, request, body)
        self._received.append(
            Received(
                operation.name if operation else None,
                request.method,
                raw_path,
                request.headers.get("tier"),
                response.status_code,
            )
        )
        return response

    def _carry_out(
        self, operation: Operation, match: Match, request: Request, body: bytes
    ) -> Response:
        handler = HANDLERS[operation.name]
        call: Call[Any, Any] = Call(
            operation, None, None, self._store, NOBODY, None, self._clock.now()
        )
        # One request at a time, from the token to the last record.
        with self._store.lock:
            try:
                answer = self._run(handler, call, match, request, body)
            except Refusal as refusal:
                return _refuse(refusal, call)
        return _json(
            answer.status, 0, answer.message, answer.response, assumptions=call.assumptions
        )

    def _run(
        self, handler: Handler, call: Call[Any, Any], match: Match, request: Request, body: bytes
    ) -> Answer:
        operation = call.operation
        if operation.needs_token:
            call.account = self._caller(request, call.now)
            call.tier = _tier(request, call.account)
        try:
            call.params = arguments.read_params(operation, match.arguments, request.url.query)
            call.body = arguments.read_body(
                operation, request.headers.get("content-type", ""), body
            )
        except arguments.InvalidRequest as problem:
            raise Refusal(handler.invalid, message=str(problem)) from None
        return handler.run(call)

    def _caller(self, request: Request, now: int) -> Account:
        """The account whose token the request bears, with `Bearer` before it or without."""
        value = request.headers.get("authorization", "").strip()
        scheme, _, rest = value.partition(" ")
        if scheme.lower() == "bearer":
            value = rest.strip()
        for token in self._store.tokens.find("value", value):
            account = self._store.account(token.account)
            if account and token.alive(now):
                return account
        raise Refusal("unauthorized")


async def _read(request: Request) -> bytes | None:
    """The body, or None when it is larger than anybody's."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= _LARGEST_BODY:
            chunks.append(chunk)
    return b"".join(chunks) if size <= _LARGEST_BODY else None


def _tier(request: Request, account: Account) -> str | None:
    """The sub-merchant for whom the call is made."""
    tier = request.headers.get("tier")
    if tier is None:
        return None
    if not TIER.fullmatch(tier) or not (account.tiers is None or tier in account.tiers):
        raise Refusal("forbidden", message="하위상점에 대한 접근 권한이 없습니다.")
    return tier


def _refuse(refusal: Refusal, call: Call[Any, Any]) -> Response:
    refused = in_words(refusal, call.operation)
    if refused.assumed:
        call.assume(refusal.case)
    return _json(refused.status, refused.code, refused.message, None, assumptions=call.assumptions)


def _json(
    status: int, code: int, message: str | None, response: Any, *, assumptions: Iterable[str]
) -> Response:
    """An answer in its envelope."""
    assumed = ", ".join(assumptions)
    return Response(
        php.dumps({"code": code, "message": message, "response": response}),
        status,
        {ASSUMES: assumed} if assumed else None,
        "application/json",
    )


def _text(status: int, text: str) -> Response:
    """An answer that is not V1's: it says something about the emulator."""
    return PlainTextResponse(f"{text}\n", status)
