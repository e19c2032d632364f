"""The emulator as one ASGI application: the API at its real paths, and what belongs to the emulator beside it."""

from __future__ import annotations

from starlette.applications import Starlette

from .. import browser, console, control
from ..core.world import World
from .api import Api


def make_app(world: World) -> Starlette:
    """Everything that an emulator answers."""
    app = Starlette(routes=[*browser.routes(world), *console.routes(), *control.routes(world)])
    # Not mounted: the API matches paths as they were sent, and a customer_uid may hold a newline.
    app.router.redirect_slashes = False
    app.router.default = Api(world)
    return app
