"""A local PortOne V1: it keeps state, follows the rules of the real one, and moves no money."""

from .clock import Clock
from .records import Channel
from .server import Emulator

__all__ = ["Channel", "Clock", "Emulator"]
