"""What browsers ask of the emulator, and what they get."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from ..core import php
from ..core.asking import ask
from ..core.assumptions import Unsettled, log_refusal
from ..core.handlers import Moment
from ..core.languages import reads_korean
from ..core.world import World
from ..web.api import ASSUMES, read_body
from . import certifications, pages, payments, results, views, windows
from .openings import NotOpened, UnknownShop, shop_of
from .windows import LAYER, PAGE, POPUP, Failure, Place, Window
from .wishes import (
    CertificationWish,
    Choice,
    Identity,
    Opening,
    PayWish,
    Reason,
    Unreadable,
    Wish,
    read,
)
from .wishes import load as load_json

Action = Callable[[Moment, Window, dict[str, Any]], None]

_PAY_ACTIONS: dict[str, Action] = {
    "approve": lambda moment, window, body: payments.approve(moment, window, read(Choice, body)),
    "decline": lambda moment, window, body: payments.decline(
        moment, window, read(Reason, body).reason
    ),
    "close": lambda moment, window, body: payments.close(moment, window),
    "leave": lambda moment, window, body: payments.leave(moment, window),
}

_CERTIFICATION_ACTIONS: dict[str, Action] = {
    "verify": lambda moment, window, body: certifications.verify(
        moment, window, read(Identity, body)
    ),
    "decline": lambda moment, window, body: certifications.decline(
        moment, window, read(Reason, body).reason
    ),
    "close": lambda moment, window, body: certifications.close(moment, window),
    "leave": lambda moment, window, body: certifications.close(moment, window),
}


class Browser:
    """The endpoints, each of which takes a request."""

    def __init__(self, world: World) -> None:
        self._world = world
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
        self._world.catch_up()
        return _for_any_page(self._open(request, body))

    async def view(self, request: Request) -> Response:
        """What a window shows."""
        self._world.catch_up()
        found = self._find(request)
        if found is None:
            return _gone()
        moment, window = found
        try:
            return self._answer(moment, views.of_window(moment, window))
        except Unsettled as problem:
            return _refusal(501, _said(request, problem))

    async def act(self, request: Request) -> Response:
        """Let the customer do something. `leave` comes from the shop's page, all else from the window."""
        body = await _body(request)
        if body is None:
            return _too_large()
        self._world.catch_up()
        try:
            return _for_any_page(await self._act(request, load_json(body or b"{}")))
        except Unreadable as problem:
            return _refusal(422, str(problem), problem.field)
        except Unsettled as problem:
            return _refusal(501, _said(request, problem))
        except _Busy:
            return _refusal(409, "결제가 진행 중입니다.")

    def _open(self, request: Request, body: bytes) -> Response:
        params: dict[str, Any] = {}
        try:
            opening = read(Opening, load_json(body))
            params = opening.params
            with self._world.store.transaction():
                moment = shop_of(self._world, opening)
                with self._world.effects.logging(moment):
                    window = _open_for(moment, opening, request)
                return self._answer(moment, {"token": window.token})
        except NotOpened as problem:
            failure = Failure(problem.code, problem.message)
        except (UnknownShop, Unreadable) as problem:
            failure = Failure(str(self._world.beliefs.value("window_error")), str(problem))
        except Unsettled as problem:
            failure = Failure("UNSETTLED", _said(request, problem))
        return _json(200, _not_opened(failure, params))

    async def _act(self, request: Request, values: dict[str, Any]) -> Response:
        action = request.path_params["action"]
        stopped = None
        if action == "approve":
            stopped = await self._ask_merchant(request, read(Choice, values))
        with self._world.store.transaction():
            found = self._find(request)
            if found is None:
                return _gone()
            moment, window = found
            if not window.ended:
                with self._world.effects.logging(moment):
                    if stopped is None:
                        _action(window, action)(moment, window, values)
                    else:
                        payments.stop(moment, window, stopped)
                window = windows.table(self._world).get(window.token) or window
            answer = self._answer(moment, views.of_end(moment, window))
            webhooks = self._world.webhooks.collect()
        if self._world.webhooks.when == "before":
            await self._world.webhooks.deliver(webhooks)
        else:
            self._world.webhooks.leave(webhooks)
        return answer

    async def _ask_merchant(self, request: Request, choice: Choice) -> str | None:
        """Why the merchant's server does not want the payment; None when it does, or need not be asked."""
        found = self._find(request)
        if found is None or found[1].ended or found[1].pay is None:
            return None
        moment, window = found
        url = payments.asks_merchant(moment, window, choice)
        if url is None:
            return None
        if window.token in self._busy:
            raise _Busy
        payment = payments.payment_of(moment.shop, window)
        question = {
            "imp_uid": payment.imp_uid,
            "merchant_uid": payment.merchant_uid,
            "amount": _number(payment.amount),
        }
        webhooks = self._world.webhooks
        self._busy.add(window.token)
        try:
            # Nothing is locked meanwhile: the merchant may well call the API before it answers.
            said = await ask(webhooks, url, question)
        finally:
            self._busy.discard(window.token)
        if said.yes:
            return None
        return said.reason or ("" if webhooks.may_call(url) else said.problem_korean) or ""

    def _find(self, request: Request) -> tuple[Moment, Window] | None:
        window = windows.table(self._world).get(request.path_params["token"])
        moment = window and windows.shop_of(self._world, window)
        return (moment, window) if moment and window else None

    def _answer(self, moment: Moment, content: dict[str, Any]) -> Response:
        """A yes. What it rests on is said, or in strict mode makes it none."""
        assumptions = moment.assumptions
        if assumptions and self._world.beliefs.strict:
            raise Unsettled(assumptions[0])
        headers = {ASSUMES: ", ".join(assumptions)} if assumptions else {}
        return _json(200, content, headers)


class _Busy(Exception):
    """The merchant is being asked already."""


def _open_for(moment: Moment, opening: Opening, request: Request) -> Window:
    # What the script of V1 calls an order that the shop has given no name.
    params = {"merchant_uid": f"nobody_{moment.now}{moment.next_number() % 1000:03}"} | {
        name: value for name, value in opening.params.items() if value not in (None, "")
    }
    if opening.kind == "certification":
        wish = read(CertificationWish, params)
        return certifications.open_window(moment, wish, _place(opening, wish, request))
    order = read(PayWish, params)
    user_agent = request.headers.get("user-agent")
    return payments.open_window(moment, order, _place(opening, order, request), user_agent)


def _place(opening: Opening, wish: Wish, request: Request) -> Place:
    origin = request.headers.get("origin", "")
    return Place(
        kind=opening.place if opening.place in (LAYER, POPUP, PAGE) else LAYER,
        origin="" if origin == "null" else origin,
        redirect_url=wish.m_redirect_url,
        language=wish.language,
    )


def _not_opened(failure: Failure, params: dict[str, Any]) -> dict[str, Any]:
    result = results.of_window_that_did_not_open(failure, params.get("merchant_uid"))
    with suppress(Unreadable):
        back = read(CertificationWish, {"merchant_uid": "-"} | params).m_redirect_url
        return {"result": result, "redirect": back and results.with_query(back, result)}
    return {"result": result, "redirect": None}


def _action(window: Window, name: str) -> Action:
    actions = _CERTIFICATION_ACTIONS if window.pay is None else _PAY_ACTIONS
    if name not in actions:
        raise Unreadable(f"There is no {name} in this window.")
    return actions[name]


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _said(request: Request, problem: Unsettled) -> str:
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
