"""Cut a range of time into parts that are not longer than the API takes at once."""

from __future__ import annotations

from time import time
from typing import Any

from .calls import Call, Page

_DAY = 24 * 3600


def ranges(page: Page, call: Call[Any]) -> list[dict[str, int | None]]:
    """The parts of the range of `call` as its arguments, in the order of its sorting.

    Each begins where the one before it ends: parts whose end belongs to them have that second in common.
    """
    window = page.window
    start: int | None = call.sent(window.from_) if window else None
    if window is None or start is None:
        return [{}]
    end: int | None = call.sent(window.to)
    most = window.days * _DAY
    cuts = [start]
    if end is None:
        # The server's clock decides where it ends, so the last part leaves room for another than ours.
        now = int(time())
        while now - cuts[-1] > most - _DAY:
            cuts.append(cuts[-1] + most - 2 * _DAY)
    else:
        while end - cuts[-1] > most:
            cuts.append(cuts[-1] + most)
    parts: list[dict[str, int | None]] = [
        {window.from_: left, window.to: right}
        for left, right in zip(cuts, [*cuts[1:], end], strict=True)
    ]
    return parts if _oldest_first(page, call) else parts[::-1]


def _oldest_first(page: Page, call: Call[Any]) -> bool:
    """Whether the list begins with the oldest: a sorting without a minus sign; none is newest first."""
    sorting: str | None = call.sent(page.sorting) if page.sorting else None
    return bool(sorting) and not str(sorting).startswith("-")
