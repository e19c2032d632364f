"""A local PortOne V1: it keeps state, follows the rules of the real one, and moves no money."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .core.clock import Clock
    from .core.effects import Changed, Effect
    from .core.faults import Fault, FaultKind
    from .core.records import Channel
    from .emulator import Answered, ConnectionLost, Emulator
    from .pgs.accounts import Account
    from .shops.customers import NotCancelled
    from .shops.waiting import NotTaken

__all__ = [
    "Account",
    "Answered",
    "Changed",
    "Channel",
    "Clock",
    "ConnectionLost",
    "Effect",
    "Emulator",
    "Fault",
    "FaultKind",
    "NotCancelled",
    "NotTaken",
]

_HOMES = {
    "Account": "pgs.accounts",
    "Answered": "emulator",
    "Changed": "core.effects",
    "Channel": "core.records",
    "Clock": "core.clock",
    "ConnectionLost": "emulator",
    "Effect": "core.effects",
    "Emulator": "emulator",
    "Fault": "core.faults",
    "FaultKind": "core.faults",
    "NotCancelled": "shops.customers",
    "NotTaken": "shops.waiting",
}


def __getattr__(name: str) -> object:
    # Looked up when it is used: the pytest plugin must load where the extra is not installed.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .extra import load

    return getattr(load(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
