"""Arithmetic with money that does not depend on the decimal context of the calling thread.

The client has the same: the emulator imports nothing of it, so that it can judge it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Sums of any amounts below 2**53, with any number of decimals that a currency can have, are exact in it.
_CONTEXT = Context(
    prec=100,
    rounding=ROUND_HALF_EVEN,
    Emin=-999_999,
    Emax=999_999,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[DivisionByZero, InvalidOperation, Overflow],
)


def exact(function: Callable[P, T]) -> Callable[P, T]:
    """Let `function` calculate exactly, whatever precision and traps its caller has set.

    Not for coroutines and generators, whose caller would get this context wherever they wait.
    """

    @wraps(function)
    def calculate(*args: P.args, **kwargs: P.kwargs) -> T:
        with localcontext(_CONTEXT):
            return function(*args, **kwargs)

    return calculate
