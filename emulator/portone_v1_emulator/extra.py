"""The emulator's modules, loaded when they are used: what they stand on is an extra, and may be missing."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


class MissingExtra(ImportError):
    """The dependencies of the emulator are not installed."""


def load(module: str) -> ModuleType:
    """A module of the emulator. Where it cannot be loaded, the error says what to install."""
    try:
        return import_module(f".{module}", __package__)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == __package__:
            raise
        raise MissingExtra(
            "The emulator needs an extra that is not installed: pip install 'portone-v1[emulator]' "
            f"({error.msg})."
        ) from error
