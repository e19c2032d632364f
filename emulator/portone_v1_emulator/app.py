"""The emulator as one ASGI application: the API at its real paths, and what belongs to the emulator beside it."""

from __future__ import annotations

from starlette.applications import Starlette

from . import checkout, console, control
from .core.state import EmulatorState
from .server.api import Api


def make_app(state: EmulatorState) -> Starlette:
    """Everything that an emulator answers."""
    app = Starlette(routes=[*checkout.routes(state), *console.routes(), *control.routes(state)])
    # Not mounted: the API matches paths as they were sent, and a customer_uid may hold a newline.
    app.router.redirect_slashes = False
    app.router.default = Api(state)
    return app
