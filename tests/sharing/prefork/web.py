"""The shop as a web application: it registers the order that the path names."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .shop import portone

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    merchant_uid = environ["PATH_INFO"].removeprefix("/")
    portone.preparations.create(merchant_uid=merchant_uid, amount=1000)
    start_response("200 OK", [("content-type", "text/plain")])
    return [str(os.getpid()).encode()]
