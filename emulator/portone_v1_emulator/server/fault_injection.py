"""How a fault that was asked for happens to an answer."""

from __future__ import annotations

import anyio
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from ..core import php
from ..core.faults import Fault
from .connection import cut

SILENT = {"hang", "drop_before", "drop_after", "late"}
"""The kinds after which nothing is answered at all."""

UNSEEN = {"refuse", "duplicate", "stale"}
"""The kinds after which the caller gets a whole and proper answer."""

_HTML = b"<html>\r\n<head><title>%s</title></head>\r\n<body><center><h1>%s</h1></center></body>\r\n</html>\r\n"

# What the answer is instead, whatever was done: status, content type, body.
_INSTEAD: dict[str, tuple[int, str, bytes]] = {
    "unauthorized": (
        401,
        "application/json",
        php.dumps({"code": -1, "message": "Unauthorized", "response": None}),
    ),
    "rate_limited": (
        429,
        "application/json",
        php.dumps({"code": -1, "message": "Too Many Requests", "response": None}),
    ),
    "gateway_404": (404, "text/html", _HTML % (b"404 Not Found", b"404 Not Found")),
    "gateway_404_json": (404, "application/json", b'{"message":"Not Found","code":404}'),
    "bad_gateway": (502, "text/html", _HTML % (b"502 Bad Gateway", b"502 Bad Gateway")),
    "server_error": (500, "text/html", _HTML % (b"500", b"500 Internal Server Error")),
    "null_response": (
        200,
        "application/json",
        php.dumps({"code": 0, "message": None, "response": None}),
    ),
    "unreadable_response": (
        200,
        "application/json",
        php.dumps({"code": 0, "message": None, "response": "-"}),
    ),
}

_BARE = "text/html", _HTML % (b"429 Too Many Requests", b"429 Too Many Requests")

_SLOW_PIECES = 100


def garbled(fault: Fault, response: Response) -> Response:
    """What is answered instead of `response`; the same where the fault is in the way that it takes."""
    if fault.kind == "invalid_json":
        body = bytes(response.body)
        return Response(body[: len(body) // 2], 200, media_type="application/json")
    if fault.kind not in _INSTEAD:
        return response
    status, media, content = _INSTEAD[fault.kind]
    if fault.bare:
        media, content = _BARE
    headers = {"Retry-After": f"{fault.seconds:g}"} if fault.kind == "rate_limited" else None
    return Response(content, status, headers, media)


async def happen(
    fault: Fault, response: Response, scope: Scope, receive: Receive, send: Send
) -> None:
    """Send `response` as far as `fault` lets it through."""
    match fault.kind:
        case "delay":
            await anyio.sleep(fault.seconds)
            await response(scope, receive, send)
        case "hang":
            await _until_gone(receive)
        case "drop_before" | "drop_after" | "late":
            await cut(scope, receive)
        case "cut":
            body = bytes(response.body)
            await _begin(response, len(body), send)
            await send(_piece(body[: len(body) // 2], more=True))
            await cut(scope, receive, flush=True)
        case "slow":
            await _drip(fault.seconds, response, send)
        case _:
            await response(scope, receive, send)


async def _drip(seconds: float, response: Response, send: Send) -> None:
    body = bytes(response.body)
    await _begin(response, len(body), send)
    size = max(1, -(-len(body) // _SLOW_PIECES))
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    for piece in pieces:
        await anyio.sleep(seconds / len(pieces))
        await send(_piece(piece, more=True))
    await send(_piece(b"", more=False))


async def _begin(response: Response, length: int, send: Send) -> None:
    headers = [(name, value) for name, value in response.raw_headers if name != b"content-length"]
    headers.append((b"content-length", str(length).encode()))
    await send({"type": "http.response.start", "status": response.status_code, "headers": headers})


def _piece(body: bytes, *, more: bool) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": more}


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
