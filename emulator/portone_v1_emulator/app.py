"""The emulator as one ASGI application: the API at its real paths, and what belongs to the emulator beside it."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.routing import Mount

from .api import Api
from .world import World


def make_app(world: World) -> Starlette:
    """Everything that an emulator answers."""
    return Starlette(routes=[Mount("/", Api(world))])
