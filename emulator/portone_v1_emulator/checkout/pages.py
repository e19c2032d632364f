"""The files of the pages, as they lie in the package, and the headers with which browsers get them."""

from __future__ import annotations

import functools
from importlib import resources

from starlette.responses import Response

_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}

# Nothing from elsewhere and nothing inline: what a merchant typed stays text, whatever it is. Shops put the
# window into their pages; nobody who does not know its token can.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors http: https: file:",
    )
)

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",  # the token is in the address
    "X-Content-Type-Options": "nosniff",
}

SCRIPT = "iamport.js"
WINDOW = "window.html"


def page(name: str) -> Response:
    """A file that only the emulator's own pages use."""
    return _response(name, {})


def script() -> Response:
    """The script that shops include in their pages."""
    return _response(
        SCRIPT,
        {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"},
    )


@functools.cache
def names() -> frozenset[str]:
    """The files there are."""
    return frozenset(file.name for file in _folder().iterdir() if file.is_file())


def _response(name: str, headers: dict[str, str]) -> Response:
    media = _TYPES[name[name.rindex(".") :]]
    return Response(_content(name), headers=_HEADERS | headers, media_type=media)


@functools.cache
def _content(name: str) -> bytes:
    return (_folder() / name).read_bytes()


def _folder() -> resources.abc.Traversable:
    return resources.files(__package__) / "static"
