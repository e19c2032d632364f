"""Who may talk to the control API, and how it says no.

A page of another site can make a browser send requests to this machine, and by DNS rebinding even read the
answers. So what comes over loopback must ask for a loopback name; who listens elsewhere wants to be reached
by another name, and is. A request that changes something must be JSON and come from no foreign page.
"""

from __future__ import annotations

from ipaddress import ip_address

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from ..core.webhooks import is_loopback
from .answers import answer

_READING = ("GET", "HEAD")


class Problem(Exception):
    """A request that cannot be carried out; the text says what to do instead."""

    def __init__(self, message: str, *, status: int = 400, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.field = field


class Guard:
    """Lets through to `app` what may pass, and turns problems into answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            _check(Request(scope))
            await self._app(scope, receive, send)
            return
        except ClientDisconnect:
            return
        except Problem as problem:
            said = {"error": problem.message, "field": problem.field}
            response = answer(said, status=problem.status)
        except HTTPException as error:
            response = answer({"error": error.detail, "field": None}, status=error.status_code)
        await response(scope, receive, send)


def _check(request: Request) -> None:
    host = request.headers.get("host", "")
    server = request.scope.get("server")
    if server and _is_loopback(server[0]) and not is_loopback(f"http://{host}"):
        raise Problem("Ask for this machine by its own name: 127.0.0.1 or localhost.", status=403)
    if request.method in _READING:
        return
    origin = request.headers.get("origin")
    if origin is not None and origin != f"{request.url.scheme}://{host}":
        raise Problem("A page of another address may change nothing here.", status=403)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method != "DELETE" and media != "application/json":
        raise Problem("Send JSON, with the header Content-Type: application/json.", status=415)


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
