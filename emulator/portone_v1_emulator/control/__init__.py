"""The control API, `/_emulator/`: all that the console page shows and does, for scripts and tests as well.

    curl -X POST $EMULATOR/_emulator/clock -H 'content-type: application/json' -d '{"days": 30}'

Answers are JSON; a no has an `error` that says what to do, and the `field` that it is about. The error is Korean
for who sends `Accept-Language: ko`, as the console does when it speaks Korean.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import Receive, Scope, Send

from ..core.world import World
from . import actions, listing, state, views
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

VIEWS: dict[str, Callable[[World], Any]] = {
    "/state": state.everything,
    "/clock": state.clock,
    "/upcoming": state.upcoming,
    "/faults": state.faults,
    "/operations": lambda _: state.operations(),
    "/assumptions": lambda world: state.assumptions(world.beliefs),
    "/test_values": lambda _: state.test_values(),
}
"""What is shown: GET."""

Action = Callable[[World, Request], Awaitable[Response]]

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


def routes(world: World) -> list[BaseRoute]:
    """The control API of `world`."""
    paths = [
        *(_get(path, partial(_page, world, list_)) for path, list_ in LISTS.items()),
        *(_get(path, partial(_view, world, view)) for path, view in VIEWS.items()),
        _get("/payments/{imp_uid}", partial(_payment, world)),
        _get("/webhooks/{number}", partial(_delivery, world)),
        _get("/requests/{number:int}", partial(_received, world)),
        _get("/live", partial(live, world)),
        *(Route(path, partial(do, world), methods=["POST"]) for path, do in ACTIONS.items()),
        Route("/faults", partial(actions.disarm, world), methods=["DELETE"]),
        Route("/faults/{number:int}", partial(actions.disarm, world), methods=["DELETE"]),
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


async def _page(world: World, list_: Listing[Any], request: Request) -> Response:
    return answer(await list_.page(world, read_query(request, Query)))


async def _view(world: World, view: Callable[[World], Any], request: Request) -> Response:
    return answer(view(world))


async def _payment(world: World, request: Request) -> Response:
    return actions.show(world, request.path_params["imp_uid"])


async def _delivery(world: World, request: Request) -> Response:
    return answer(views.delivery(actions.find_delivery(world, request)))


async def _received(world: World, request: Request) -> Response:
    number = request.path_params["number"]
    for received in tuple(world.requests):
        if received.number == number:
            return answer(views.request(received))
    raise Problem(
        f"There is no request {number}.", "존재하지 않는 요청입니다.", status=404, field="number"
    )


async def _nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    raise Problem("There is nothing at this path.", "이 경로에는 아무것도 없습니다.", status=404)
