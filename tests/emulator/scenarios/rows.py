"""Whether an answer is the one that a row of `x-errors` describes."""

from __future__ import annotations

import re

from portone_v1_emulator.core.contract import ErrorRow
from portone_v1_emulator.core.state import Received


def answers(row: ErrorRow, received: Received) -> bool:
    """Whether status, code and message of what was answered are those of the row."""
    if received.status != row.status or (row.code is not None and received.code != row.code):
        return False
    if received.code in (0, None):
        return False
    return row.message is None or bool(re.fullmatch(_pattern(row.message), received.message or ""))


def _pattern(message: str) -> str:
    return "".join(
        ".*" if part.startswith("{") else re.escape(part)
        for part in re.split(r"(\{\w+\})", message)
    )
