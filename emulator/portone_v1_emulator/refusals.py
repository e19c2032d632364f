"""How the emulator says no: with the rows of `x-errors`, word for word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .contract import Operation

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Refusal(Exception):
    """The operation is refused; `case` is the row that says how.

    `values` fill the placeholders of the row's message. A row without a message takes any: `message`
    gives the one to send.
    """

    def __init__(self, case: str, *, message: str = "", **values: str) -> None:
        super().__init__(case)
        self.case = case
        self.message = message
        self.values = values


@dataclass(frozen=True)
class Refused:
    """A refusal in the words of the contract."""

    status: int
    code: int
    message: str
    assumed: bool
    """Whether the contract does not know it for certain."""


def in_words(refusal: Refusal, operation: Operation) -> Refused:
    """What the server answers to `operation` for this `refusal`."""
    row = operation.error(refusal.case)
    if row.message is None:
        message = refusal.message
    else:
        message = _PLACEHOLDER.sub(lambda match: refusal.values[match[1]], row.message)
    code = row.code if row.code is not None else (1 if row.status == 200 else -1)
    assumed = "I" in row.source or row.code is None or row.message is None
    return Refused(row.status, code, message, assumed)
