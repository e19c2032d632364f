"""Who may use the control API, and how it refuses.

A page of another site can make a browser send requests to this machine, and by DNS rebinding even read the
answers. So what comes over loopback must ask for a loopback name; who listens elsewhere wants to be reached
by another name, and is. A request that changes something must be JSON and come from no foreign page.
"""

from __future__ import annotations

from ipaddress import ip_address

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from ..core.assumptions import UnverifiedBehaviour, log_refusal
from ..core.languages import reads_korean
from ..core.webhooks import is_loopback
from .answers import answer

_READING = ("GET", "HEAD")

_KOREAN_STATUSES = {
    404: "이 경로에는 아무것도 없습니다.",
    405: "이 경로에서 사용할 수 없는 메서드입니다.",
}


class Problem(Exception):
    """A request that cannot be carried out; the text says what to do instead, in English and in Korean."""

    def __init__(
        self, message: str, korean: str, *, status: int = 400, field: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.korean = korean
        self.status = status
        self.field = field


class Guard:
    """Lets through to `app` what may pass, and turns problems into answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope)
        try:
            _check(request)
            await self._app(scope, receive, send)
            return
        except ClientDisconnect:
            return
        except Problem as error:
            problem = error
        except UnverifiedBehaviour as error:
            log_refusal("the control API", error)
            problem = Problem(str(error), error.korean, status=501)
        except HTTPException as error:
            korean = _KOREAN_STATUSES.get(error.status_code, error.detail)
            problem = Problem(error.detail, korean, status=error.status_code)
        text = problem.korean if reads_korean(request.headers) else problem.message
        said = {"error": text, "field": problem.field}
        await answer(said, status=problem.status)(scope, receive, send)


def _check(request: Request) -> None:
    host = request.headers.get("host", "")
    server = request.scope.get("server")
    if server and _is_loopback(server[0]) and not is_loopback(f"http://{host}"):
        raise Problem(
            "Open this machine by one of its own names: 127.0.0.1 or localhost.",
            "이 컴퓨터의 주소(127.0.0.1 또는 localhost)로 접속하세요.",
            status=403,
        )
    if request.method in _READING:
        return
    origin = request.headers.get("origin")
    if origin is not None and origin != f"{request.url.scheme}://{host}":
        raise Problem(
            "A page from another address cannot change anything here.",
            "다른 주소의 페이지에서는 아무것도 바꿀 수 없습니다.",
            status=403,
        )
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method != "DELETE" and media != "application/json":
        raise Problem(
            "Send JSON, with the header Content-Type: application/json.",
            "Content-Type: application/json 헤더와 함께 JSON으로 보내세요.",
            status=415,
        )


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
