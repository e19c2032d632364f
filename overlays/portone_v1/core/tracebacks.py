"""Tracebacks that end where the client begins: its frames hold what was sent and answered."""

from __future__ import annotations

from ..errors import PortOneError
from .interruptions import is_interruption


def strip_traceback(error: BaseException) -> None:
    """Take from `error`, and from those that led to it, the frames that they have come through.

    An error of this package says itself what happened, and an interruption has come from elsewhere. A bug,
    and what a hook raised, keep their frames.
    """
    is_ours = isinstance(error, PortOneError)
    if isinstance(error, Exception) and not is_ours and not is_interruption(error):
        return
    link: BaseException | None = error
    cut: set[int] = set()
    while link is not None and id(link) not in cut:
        cut.add(id(link))
        if link is error or isinstance(link, PortOneError):
            link.__traceback__ = None
        link = link.__cause__ or link.__context__
