"""The control API, `/_emulator/`: everything the console page shows and does, for scripts and tests too.

    curl -X POST $EMULATOR/_emulator/clock -H 'content-type: application/json' -d '{"days": 30}'

Answers are JSON. A refusal has an `error` that says what to do, and the `field` that is wrong. The error is in
Korean for clients that send `Accept-Language: ko`, as the console does in Korean.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import Receive, Scope, Send

from ..core.state import EmulatorState
from . import actions, listing, overview, views
from .answers import answer
from .bodies import Query, read_query
from .guard import Guard, Problem
from .listing import Listing
from .live import live

__all__ = ["ACTIONS", "LISTS", "VIEWS", "Guard", "routes"]

LISTS: dict[str, Listing[Any]] = {
    "/payments": listing.PAYMENTS,
    "/billing_keys": listing.BILLING_KEYS,
    "/schedules": listing.SCHEDULES,
    "/certifications": listing.CERTIFICATIONS,
    "/webhooks": listing.WEBHOOKS,
    "/requests": listing.REQUESTS,
}
"""What is listed, page by page: GET."""

VIEWS: dict[str, Callable[[EmulatorState], Any]] = {
    "/state": overview.everything,
    "/clock": overview.clock,
    "/upcoming": overview.upcoming,
    "/faults": overview.faults,
    "/operations": lambda _: overview.operations(),
    "/assumptions": lambda state: overview.assumptions(state.assumptions),
    "/test_values": lambda _: overview.test_values(),
}
"""What is shown: GET."""

Action = Callable[[EmulatorState, Request], Awaitable[Response]]

ACTIONS: dict[str, Action] = {
    "/clock": actions.move_clock,
    "/reset": actions.reset,
    "/payments/{imp_uid}/deposit": actions.deposit_money,
    "/payments/{imp_uid}/pay": actions.pay,
    "/payments/{imp_uid}/decline": actions.decline,
    "/payments/{imp_uid}/cancel": actions.cancel_payment,
    "/webhooks/settings": actions.set_webhooks,
    "/webhooks/release": actions.release_webhooks,
    "/webhooks/{number}/resend": actions.resend_webhook,
    "/webhooks/{number}/hold": actions.hold_webhook,
    "/faults": actions.arm,
    "/refuse_connections": actions.refuse_connections,
    "/assumptions": actions.choose,
}
"""What is done: POST."""


def routes(state: EmulatorState) -> list[BaseRoute]:
    """The control API of `state`."""
    paths = [
        *(_get(path, partial(_page, state, list_)) for path, list_ in LISTS.items()),
        *(_get(path, partial(_view, state, view)) for path, view in VIEWS.items()),
        _get("/payments/{imp_uid}", partial(_payment, state)),
        _get("/webhooks/{number}", partial(_delivery, state)),
        _get("/requests/{number:int}", partial(_received, state)),
        _get("/live", partial(live, state)),
        *(Route(path, partial(do, state), methods=["POST"]) for path, do in ACTIONS.items()),
        Route("/faults", partial(actions.disarm, state), methods=["DELETE"]),
        Route("/faults/{number:int}", partial(actions.disarm, state), methods=["DELETE"]),
    ]
    paths.append(_get("/", partial(_index, [*map(_in_words, paths)])))
    router = Router(paths, redirect_slashes=False, default=_nothing_here)
    return [Mount("/_emulator", Guard(router))]


def _in_words(route: Route) -> str:
    method = next(method for method in route.methods or () if method != "HEAD")
    return f"{method} /_emulator{route.path}"


async def _index(paths: list[str], _: Request) -> Response:
    return answer({"paths": paths})


def _get(path: str, endpoint: Callable[[Request], Awaitable[Response]]) -> Route:
    return Route(path, endpoint, methods=["GET"])


async def _page(state: EmulatorState, list_: Listing[Any], request: Request) -> Response:
    return answer(await list_.page(state, read_query(request, Query)))


async def _view(
    state: EmulatorState, view: Callable[[EmulatorState], Any], request: Request
) -> Response:
    return answer(view(state))


async def _payment(state: EmulatorState, request: Request) -> Response:
    return actions.show(state, request.path_params["imp_uid"])


async def _delivery(state: EmulatorState, request: Request) -> Response:
    return answer(views.delivery(actions.find_delivery(state, request)))


async def _received(state: EmulatorState, request: Request) -> Response:
    number = request.path_params["number"]
    for received in tuple(state.requests):
        if received.number == number:
            return answer(views.request(received))
    raise Problem(
        f"There is no request {number}.", "존재하지 않는 요청입니다.", status=404, field="number"
    )


async def _nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    raise Problem("There is nothing at this path.", "이 경로에는 아무것도 없습니다.", status=404)
