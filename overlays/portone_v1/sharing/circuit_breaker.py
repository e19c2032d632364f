"""AskBackend a helper outside the client, such as a store: it may fail, and then it is left alone for a while."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from ..core.effects import AskBackend, BackendKind, Steps
from ..core.interruptions import interruption

T = TypeVar("T")

_OPEN_FOR = 30.0
"""Seconds for which a backend that failed is not asked again."""


OnFailure = Callable[[str, Exception, float], object]
"""Called with the name of the method that failed, its error, and the seconds until the backend is asked again."""


class BackendUnavailable(Exception):
    """The backend failed, now or a short while ago: do without it."""


class CircuitBreaker:
    """Asks a backend that makes calls better, and without which they go on."""

    def __init__(self, backend: Any, on_failure: OnFailure) -> None:
        self._backend = backend
        self._kind: BackendKind = backend.kind
        self._on_failure = on_failure
        self._not_before: float | None = None

    def ask(
        self, now: float, read: Callable[[Any], T], method: str, *arguments: object
    ) -> Steps[T]:
        """Return what `read` makes of the answer to a method of the backend.

        Raises:
            BackendUnavailable: It failed, or `read` could not make anything of its answer.
        """
        if not self._is_asked(now):
            raise BackendUnavailable
        handled = sys.exception()
        try:
            question = partial(getattr(self._backend, method), *arguments)
            answer = read((yield AskBackend(question, self._kind)))
        except Exception as error:
            ending = interruption(error, handled)
            if ending is None:
                self._leave_alone(now, method, error)
        else:
            self._not_before = None
            return answer
        raise ending or BackendUnavailable

    def _leave_alone(self, now: float, method: str, error: Exception) -> None:
        if self._is_asked(now):  # else others have failed meanwhile, and one line is enough
            name = f"{type(self._backend).__name__}.{method}"
            self._on_failure(name, error, _OPEN_FOR)
        self._not_before = now + _OPEN_FOR

    def _is_asked(self, now: float) -> bool:
        return self._not_before is None or now >= self._not_before
