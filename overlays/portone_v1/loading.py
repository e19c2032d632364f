"""Load what calls need before the first one is made. The HTTP library is loaded by what knows it.

A process that is forked while one of its threads imports a module hangs at its own first import of that: the
lock of the module stays with a thread that it does not have. So making a client loads all that calls need, and no
call imports anything. Importing the package loads none of it.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module

from portone_v1_api.operations import OPERATIONS

_CALLS = (
    "portone_v1_api.payloads",
    "portone_v1.webhook.verify",
    "portone_v1.webhook.handling",
    "encodings.idna",  # Python encodes the name of each host with it.
    "encodings.utf_16_be",
)
_ASYNC = (
    "anyio.lowlevel",
    "anyio.to_thread",
    "anyio.streams.tls",
    "anyio._backends._asyncio",
)


@cache
def load_calls() -> None:
    """Load every resource and its models."""
    resources = {name.partition(".")[0] for name in OPERATIONS}
    for name in (*_CALLS, *(f"portone_v1_api.resources.{each}" for each in sorted(resources))):
        import_module(name)


@cache
def load_async() -> None:
    """Load what awaits, for each kind of event loop that is there."""
    for name in _ASYNC:
        import_module(name)
    if "trio" in sys.modules:
        import_module("anyio._backends._trio")
