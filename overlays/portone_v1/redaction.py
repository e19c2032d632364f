"""Keep secrets out of what is printed, logged, raised and pickled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, cast

from portone_v1_api.calls import Call, Parameter
from portone_v1_api.operations import SECRET_FIELDS

MASK = "***"

# A shorter secret would be found inside ordinary words and numbers.
_SHORTEST = 4

_NOTHING = r"(?!)"


class Redactor:
    """Masks the secrets of one call."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = secrets
        self._pattern: re.Pattern[str] | None = None

    @classmethod
    def of(cls, call: Call[Any], *more: str) -> Redactor:
        """A redactor of the secret arguments of `call`, and of `more`."""
        return cls(chain(_secrets(call.operation.parameters, call.arguments), more))

    def text(self, text: str) -> str:
        """`text` without the secrets."""
        if self._pattern is None:  # few calls fail, so few need it
            found = sorted({s for s in self._secrets if len(s) >= _SHORTEST}, key=len, reverse=True)
            self._pattern = re.compile("|".join(map(_pattern, found)) or _NOTHING)
        return self._pattern.sub(MASK, text)

    def data(self, data: object) -> Any:
        """A copy of an answer without the secrets, and with every field masked that may hold one."""
        if isinstance(data, dict):
            return {
                self.text(name): MASK if name in SECRET_FIELDS and value else self.data(value)
                for name, value in cast("dict[str, Any]", data).items()
            }
        if isinstance(data, list):
            return [self.data(item) for item in cast("list[object]", data)]
        return self.text(data) if isinstance(data, str) else data


def _secrets(parameters: Iterable[Parameter], values: Mapping[str, Any]) -> Iterable[str]:
    for parameter in parameters:
        value = values.get(parameter.name)
        if value is None:
            continue
        items = cast("list[object]", value if isinstance(value, (list, tuple)) else [value])
        for item in items:
            if parameter.secret:
                yield str(item)
            elif isinstance(item, Mapping):
                yield from _secrets(parameter.parts, cast("Mapping[str, Any]", item))


def _pattern(secret: str) -> str:
    if secret.replace("-", "").replace(" ", "").isdigit():
        # A server may echo a card number in groups of its own.
        digits = r"[- ]?".join(secret.replace("-", "").replace(" ", ""))
        return rf"(?<!\d){digits}(?!\d)"
    return re.escape(secret)
