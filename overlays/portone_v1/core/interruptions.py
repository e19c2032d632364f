"""Exceptions that are the user's own word to stop: Ctrl-C, and a time limit that a signal handler raises.

They strike anywhere, and what they strike may take them for a failure of its own. A limiter, a store or a hook that
fails is done without; an interruption must reach the user all the same.
"""

from __future__ import annotations

import signal
from collections.abc import Generator
from contextlib import contextmanager, suppress
from inspect import CO_VARARGS
from traceback import walk_tb
from types import CodeType, FrameType
from typing import Any, cast

_MARK = "_portone_v1_interruption"
"""The attribute of an exception that was recognized, by which a call knows it again that another was made in."""


def interruption(error: BaseException, handled: BaseException | None) -> BaseException | None:
    """The interruption that an error is or has come from, without the frames that it has come through; else None.

    An HTTP library takes any TimeoutError for one of its own sockets, and may fail in cleaning up after any
    interruption. What was being `handled` when the work began has not led to it.
    """
    handlers = _handlers()
    link: BaseException | None = error
    while link is not None and link is not handled:
        if _is_interruption(link, handlers):
            with suppress(AttributeError):
                BaseException.__setattr__(link, _MARK, True)
            link.__context__ = handled
            return link.with_traceback(None)
        link = link.__context__
    return None


def is_interruption(error: BaseException) -> bool:
    """Whether an error is an interruption itself."""
    return _is_interruption(error, _handlers())


@contextmanager
def only_interruptions(handled: BaseException | None) -> Generator[None]:
    """Let nothing out of what is raised inside but interruptions."""
    ending: BaseException | None = None
    try:
        yield
    except Exception as error:
        ending = interruption(error, handled)
    if ending is not None:
        raise ending


def _is_interruption(error: BaseException, handlers: set[CodeType]) -> bool:
    if isinstance(error, (KeyboardInterrupt, SystemExit)) or hasattr(error, _MARK):
        return True
    return any(
        frame.f_code in handlers or _was_given_what_it_interrupted(frame)
        for frame, _ in walk_tb(error.__traceback__)
    )


def _was_given_what_it_interrupted(frame: FrameType) -> bool:
    """Whether a frame is that of a signal handler, which may have uninstalled itself: it alone is given its caller."""
    code = frame.f_code
    count = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & CO_VARARGS)
    for name in code.co_varnames[:count]:
        value: object = frame.f_locals.get(name)
        for each in cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,):
            if isinstance(each, FrameType) and each is frame.f_back:
                return True
    return False


def _handlers() -> set[CodeType]:
    """The code of what is called when a signal comes."""
    codes = (_code_of(signal.getsignal(number)) for number in signal.valid_signals())
    return {code for code in codes if code is not None}


def _code_of(handler: object) -> CodeType | None:
    """The code of a function, a method, a `functools.partial` or another object that can be called."""
    if not callable(handler):
        return None  # such as SIG_DFL
    called: Any = getattr(handler, "func", handler)
    if not hasattr(called, "__code__"):
        called = type(called).__call__
    code = getattr(called, "__code__", None)
    return code if isinstance(code, CodeType) else None
