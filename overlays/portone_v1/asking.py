"""Ask a helper outside the client, such as a store: it may fail, and then it is left alone for a while."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from . import call_log
from .interruptions import interruption
from .steps import Ask, HelperKind, Steps

T = TypeVar("T")

_LEFT_ALONE = 30.0
"""Seconds for which a helper that failed is not asked again."""


class NoHelp(Exception):
    """The helper failed, now or a short while ago: do without it."""


class Helper:
    """Something that makes calls better and without which they go on."""

    def __init__(self, helper: Any) -> None:
        self.kind: HelperKind = helper.kind
        self._helper = helper
        self._not_before: float | None = None

    def ask(
        self, now: float, read: Callable[[Any], T], method: str, *arguments: object
    ) -> Steps[T]:
        """What `read` makes of the answer to a method of the helper.

        Raises:
            NoHelp: It failed, or `read` could not make anything of its answer.
        """
        if not self._is_asked(now):
            raise NoHelp
        handled = sys.exception()
        try:
            question = partial(getattr(self._helper, method), *arguments)
            answer = read((yield Ask(question, self.kind)))
        except Exception as error:
            ending = interruption(error, handled)
            if ending is None:
                self._leave_alone(now, method, error)
        else:
            self._not_before = None
            return answer
        raise ending or NoHelp

    def _leave_alone(self, now: float, method: str, error: Exception) -> None:
        if self._is_asked(now):  # else others have failed meanwhile, and one line is enough
            name = f"{type(self._helper).__name__}.{method}"
            call_log.helper_failed(name, error, _LEFT_ALONE)
        self._not_before = now + _LEFT_ALONE

    def _is_asked(self, now: float) -> bool:
        return self._not_before is None or now >= self._not_before
