"""Refusals: the rows of `x-errors`, word for word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .assumptions import Assumptions
from .contract import Operation

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Refusal(Exception):
    """The operation is refused; `case` is the row that says how.

    `values` fill the placeholders of the row's message. A row without a message takes any: `message`
    gives the one to send, and `by_pg` says that it is the PG's and so not an assumption. `beside` is added to
    the envelope, beside code and message.
    """

    def __init__(
        self,
        case: str,
        *,
        message: str = "",
        by_pg: bool = False,
        beside: dict[str, Any] | None = None,
        **values: str,
    ) -> None:
        super().__init__(case)
        self.case = case
        self.message = message
        self.by_pg = by_pg
        self.beside = beside or {}
        self.values = values


@dataclass(frozen=True)
class Refused:
    """A refusal in the words of the contract, or in those that the user chose."""

    status: int
    code: int
    message: str
    assumed: bool
    """Whether the contract does not know it for certain."""


def in_words(refusal: Refusal, operation: Operation, assumptions: Assumptions) -> Refused:
    """Return the answer of `operation` for this `refusal`."""
    chosen = assumptions.refusal(operation.name, refusal.case)
    if chosen is not None:
        return Refused(chosen.status, chosen.code, chosen.message, assumed=False)
    row = operation.error(refusal.case)
    if row.message is None:
        message = refusal.message
    else:
        message = _PLACEHOLDER.sub(lambda match: refusal.values.get(match[1], ""), row.message)
    code = row.code if row.code is not None else (1 if row.status == 200 else -1)
    invented = row.message is None and not refusal.by_pg
    assumed = "I" in row.source or row.code is None or invented
    return Refused(row.status, code, message, assumed)
