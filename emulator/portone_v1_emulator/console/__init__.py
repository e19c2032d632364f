"""The console page: what the emulator holds and does, in a browser, at `/`.

Plain HTML, CSS and ES modules, in `page/` as they are served. The page knows nothing that the control API
does not tell it.
"""

from __future__ import annotations

import functools
from importlib import resources

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import Receive, Scope, Send

from ..control.guard import Guard, Problem

_MEDIA = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
}

# Whatever a merchant types, no script but the page's own runs, and nothing is sent elsewhere.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def routes() -> list[BaseRoute]:
    """The page, and the files that it is made of. They go before the control API, in whose path they are."""
    page = Router([Route("/", _index, methods=["GET"])], default=_nothing_here)
    files = Router([Route("/{name}", _file, methods=["GET"])], default=_nothing_here)
    return [Route("/", Guard(page)), Mount("/_emulator/console", Guard(files))]


async def _index(request: Request) -> Response:
    return _serve("index.html")


async def _file(request: Request) -> Response:
    return _serve(request.path_params["name"])


async def _nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    raise Problem("There is nothing at this path.", "이 경로에는 아무것도 없습니다.", status=404)


def _serve(name: str) -> Response:
    content = _files().get(name)
    if content is None:
        raise Problem(
            "There is nothing at this path.", "이 경로에는 아무것도 없습니다.", status=404
        )
    return Response(content, 200, _HEADERS, _MEDIA[name.rpartition(".")[2]])


@functools.cache
def _files() -> dict[str, bytes]:
    folder = resources.files(__package__) / "page"
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
