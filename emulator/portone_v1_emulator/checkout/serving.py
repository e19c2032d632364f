"""What browsers ask of the emulator, and what they get."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from ..core import php, scheduler
from ..core.asking import ask
from ..core.assumptions import UnverifiedBehaviour, log_refusal
from ..core.context import RequestContext
from ..core.languages import reads_korean
from ..core.state import EmulatorState
from ..server.api import ASSUMES, read_body
from . import certifications, pages, payments, results, views, windows
from .checkout_request import (
    CertificationRequest,
    CheckoutRequest,
    Choice,
    Identity,
    Opening,
    PaymentRequest,
    Reason,
    Unreadable,
    read,
)
from .checkout_request import load as load_json
from .openings import OTHER_ERROR, NotOpened, UnknownShop, shop_of
from .windows import LAYER, PAGE, POPUP, Failure, Place, Window

Action = Callable[[RequestContext, Window, dict[str, Any]], None]

_PAY_ACTIONS: dict[str, Action] = {
    "approve": lambda context, window, body: payments.approve(context, window, read(Choice, body)),
    "decline": lambda context, window, body: payments.decline(
        context, window, read(Reason, body).reason
    ),
    "close": lambda context, window, body: payments.close(context, window),
    "leave": lambda context, window, body: payments.leave(context, window),
}

_CERTIFICATION_ACTIONS: dict[str, Action] = {
    "verify": lambda context, window, body: certifications.verify(
        context, window, read(Identity, body)
    ),
    "decline": lambda context, window, body: certifications.decline(
        context, window, read(Reason, body).reason
    ),
    "close": lambda context, window, body: certifications.close(context, window),
    "leave": lambda context, window, body: certifications.close(context, window),
}


class Browser:
    """The endpoints, each of which takes a request."""

    def __init__(self, state: EmulatorState) -> None:
        self._state = state
        self._busy: set[str] = set()
        """The windows whose merchant is being asked whether it goes on."""

    async def script(self, request: Request) -> Response:
        """The script with `IMP` in it."""
        return pages.script()

    async def page(self, request: Request) -> Response:
        """A window. It looks the same whatever it is for: what it shows comes by `view`."""
        return pages.page(pages.WINDOW)

    async def file(self, request: Request) -> Response:
        """A part of the window's page."""
        name = request.path_params["name"]
        return pages.page(name) if name in pages.names() else _gone()

    async def open(self, request: Request) -> Response:
        """Open a window for a page of any origin, as `IMP` asks for it."""
        body = await _body(request)
        if body is None:
            return _too_large()
        scheduler.catch_up(self._state)
        return _for_any_page(self._open(request, body))

    async def view(self, request: Request) -> Response:
        """What a window shows."""
        scheduler.catch_up(self._state)
        found = self._find(request)
        if found is None:
            return _gone()
        context, window = found
        try:
            return self._answer(context, views.of_window(context, window))
        except UnverifiedBehaviour as problem:
            return _refusal(501, _said(request, problem))

    async def act(self, request: Request) -> Response:
        """Let the customer do something. `leave` comes from the shop's page, all else from the window."""
        body = await _body(request)
        if body is None:
            return _too_large()
        scheduler.catch_up(self._state)
        try:
            return _for_any_page(await self._act(request, load_json(body or b"{}")))
        except Unreadable as problem:
            return _refusal(422, str(problem), problem.field)
        except UnverifiedBehaviour as problem:
            return _refusal(501, _said(request, problem))
        except _Busy:
            return _refusal(409, "결제가 진행 중입니다.")

    def _open(self, request: Request, body: bytes) -> Response:
        params: dict[str, Any] = {}
        try:
            opening = read(Opening, load_json(body))
            params = opening.params
            with self._state.store.transaction():
                context = shop_of(self._state, opening)
                with self._state.effects.logging(context):
                    window = _open_for(context, opening, request)
                return self._answer(context, {"token": window.token})
        except NotOpened as problem:
            failure = Failure(problem.code, problem.message)
        except (UnknownShop, Unreadable) as problem:
            failure = Failure(OTHER_ERROR, str(problem))
        except UnverifiedBehaviour as problem:
            failure = Failure("UNVERIFIED", _said(request, problem))
        return _json(200, _not_opened(failure, params))

    async def _act(self, request: Request, values: dict[str, Any]) -> Response:
        action = request.path_params["action"]
        stopped = None
        if action == "approve":
            stopped = await self._ask_merchant(request, read(Choice, values))
        with self._state.store.transaction():
            found = self._find(request)
            if found is None:
                return _gone()
            context, window = found
            if not window.ended:
                with self._state.effects.logging(context):
                    if stopped is None:
                        _action(window, action)(context, window, values)
                    else:
                        payments.stop(context, window, stopped)
                window = windows.table(self._state).get(window.token) or window
            answer = self._answer(context, views.of_end(context, window))
            webhooks = self._state.webhooks.collect()
        if self._state.webhooks.when == "before":
            await self._state.webhooks.deliver(webhooks)
        else:
            self._state.webhooks.leave(webhooks)
        return answer

    async def _ask_merchant(self, request: Request, choice: Choice) -> str | None:
        """Why the merchant's server does not want the payment; None when it does, or need not be asked."""
        found = self._find(request)
        if found is None or found[1].ended or found[1].pay is None:
            return None
        context, window = found
        url = payments.asks_merchant(context, window, choice)
        if url is None:
            return None
        if window.token in self._busy:
            raise _Busy
        payment = payments.payment_of(context.shop, window)
        question = {
            "imp_uid": payment.imp_uid,
            "merchant_uid": payment.merchant_uid,
            "amount": _number(payment.amount),
        }
        webhooks = self._state.webhooks
        self._busy.add(window.token)
        try:
            # Nothing is locked meanwhile: the merchant may well call the API before it answers.
            said = await ask(webhooks, url, question)
        finally:
            self._busy.discard(window.token)
        if said.yes:
            return None
        return said.reason or ("" if webhooks.may_call(url) else said.problem_korean) or ""

    def _find(self, request: Request) -> tuple[RequestContext, Window] | None:
        window = windows.table(self._state).get(request.path_params["token"])
        context = window and windows.shop_of(self._state, window)
        return (context, window) if context and window else None

    def _answer(self, context: RequestContext, content: dict[str, Any]) -> Response:
        """A yes. What it rests on is said, or in strict mode makes it none."""
        assumptions = context.assumptions
        if assumptions and self._state.assumptions.strict:
            raise UnverifiedBehaviour(assumptions[0])
        headers = {ASSUMES: ", ".join(assumptions)} if assumptions else {}
        return _json(200, content, headers)


class _Busy(Exception):
    """The merchant is being asked already."""


def _open_for(context: RequestContext, opening: Opening, request: Request) -> Window:
    # What the script of V1 calls an order that the shop has given no name.
    params = {"merchant_uid": f"nobody_{context.now}{context.next_number() % 1000:03}"} | {
        name: value for name, value in opening.params.items() if value not in (None, "")
    }
    if opening.kind == "certification":
        wanted = read(CertificationRequest, params)
        return certifications.open_window(context, wanted, _place(opening, wanted, request))
    order = read(PaymentRequest, params)
    user_agent = request.headers.get("user-agent")
    return payments.open_window(context, order, _place(opening, order, request), user_agent)


def _place(opening: Opening, wanted: CheckoutRequest, request: Request) -> Place:
    origin = request.headers.get("origin", "")
    return Place(
        kind=opening.place if opening.place in (LAYER, POPUP, PAGE) else LAYER,
        origin="" if origin == "null" else origin,
        redirect_url=wanted.m_redirect_url,
        language=wanted.language,
    )


def _not_opened(failure: Failure, params: dict[str, Any]) -> dict[str, Any]:
    result = results.of_window_that_did_not_open(failure, params.get("merchant_uid"))
    with suppress(Unreadable):
        back = read(CertificationRequest, {"merchant_uid": "-"} | params).m_redirect_url
        return {"result": result, "redirect": back and results.with_query(back, result)}
    return {"result": result, "redirect": None}


def _action(window: Window, name: str) -> Action:
    actions = _CERTIFICATION_ACTIONS if window.pay is None else _PAY_ACTIONS
    if name not in actions:
        raise Unreadable(f"There is no {name} in this window.")
    return actions[name]


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _said(request: Request, problem: UnverifiedBehaviour) -> str:
    """Log that strict mode refused something, and return the text for the person at the window."""
    said = log_refusal("a window", problem)
    return problem.korean if reads_korean(request.headers) else said


async def _body(request: Request) -> bytes | None:
    try:
        return await read_body(request)
    except ClientDisconnect:
        return None


def _refusal(status: int, problem: str, field: str | None = None) -> Response:
    """A no. It has the `error` and `field` of the control API, and the `message` that the pages show."""
    content = {"message": problem, "error": problem} | ({"field": field} if field else {})
    return _json(status, content)


def _json(status: int, content: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    always = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(php.dumps(content), status, always | (headers or {}), "application/json")


def _for_any_page(response: Response) -> Response:
    """Let the script in any shop's page read it. It sends no cookie, and there is none."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _gone() -> Response:
    return PlainTextResponse("There is no such window.\n", 404)


def _too_large() -> Response:
    return PlainTextResponse("The body is too large.\n", 413)
