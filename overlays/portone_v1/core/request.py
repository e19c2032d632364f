"""A request and its reply, free of any HTTP library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from portone_v1_api.calls import Call
from portone_v1_api.values import json_text

from .._version import __version__
from ..masking import Redactor, secrets_along
from ..options import Account, Options
from ..resolve.marks import Mark, marked_body

USER_AGENT = f"portone-v1-python/{__version__}"


# No tuples: what prints a frame takes a tuple apart, whatever its repr hides.


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """An HTTP request."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: Mapping[str, Any] | None
    timeout: float
    """Seconds until the whole answer must be there."""
    redactor: Redactor
    """Masks what is secret of it."""
    is_stale: Callable[[], bool] = bool
    """Whether it must not leave any more, since it was stamped too long ago."""

    @property
    def content(self) -> bytes | None:
        """The body as it goes out."""
        return None if self.body is None else json_text(self.body).encode()

    def marked(self, mark: Mark, is_stale: Callable[[], bool]) -> Request:
        """Return the request with a mark in its User-Agent, and in the argument that the mark names."""
        headers = {**self.headers, "user-agent": mark.after(self.headers["user-agent"])}
        body = self.body
        if body is not None and mark.argument:
            body = marked_body(body, mark)
        return replace(self, headers=headers, body=body, is_stale=is_stale)

    def __repr__(self) -> str:
        return f"Request({self.method})"


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """A whole HTTP answer."""

    status: int
    headers: Mapping[str, str]
    """By their names in lower case."""
    content: bytes

    def __repr__(self) -> str:
        return f"Reply({self.status})"


class SendFailed(Exception):
    """No whole answer came. `sent` tells whether the request, or a part of it, may have left."""

    def __init__(self, reason: str, *, sent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.sent = sent


def request_for(
    call: Call[Any],
    account: Account,
    options: Options,
    token: str | None,
) -> Request:
    """The request that `call` makes. Without a token it is the one for a token: the account's alone."""
    headers = {"accept": "application/json", "user-agent": USER_AGENT}
    query, body = call.query, call.body
    if token is not None:
        headers |= {**options.extra_headers, "authorization": f"Bearer {token}"}
        if options.tier is not None:
            headers["tier"] = options.tier
        # An argument wins over what is sent along, even when its word for "all" is to be left out.
        given = {p.wire for p in call.operation.parameters if p.name in call.arguments}
        query = query + [pair for pair in options.extra_query.items() if pair[0] not in given]
        if body is not None:
            extra = options.extra_body.items()
            body = {**{name: value for name, value in extra if name not in given}, **body}
    url = account.base_url + call.path + (f"?{urlencode(query)}" if query else "")
    if body is not None:
        headers["content-type"] = "application/json"
    timeout = options.timeout_for(call.operation.effect)
    redactor = Redactor.of(
        call,
        along=secrets_along(options.extra_headers, options.extra_query, options.extra_body),
        imp_key=account.api_key,
        imp_secret=account.api_secret,
        access_token=token or "",
    )
    return Request(call.operation.method, url, headers, body, timeout, redactor)
