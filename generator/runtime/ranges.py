"""Cut a range of time into parts that are not longer than the API takes at once."""

from __future__ import annotations

from typing import Any

from .calls import Call, Page

_DAY = 24 * 3600


def needs_server_time(page: Page, call: Call[Any]) -> bool:
    """Whether the range of `call` ends now, so that the server's clock says how long it is."""
    window = page.window
    return (
        window is not None and call.sent(window.from_) is not None and call.sent(window.to) is None
    )


def ranges(page: Page, call: Call[Any], now: float = 0.0) -> list[dict[str, int | None]]:
    """The parts of the range of `call` as its arguments, in the order of its sorting.

    Each begins where the one before it ends: parts whose end belongs to them have that second in common.
    `now` is what the server's clock shows, where the range ends now.
    """
    window = page.window
    start: int | None = call.sent(window.from_) if window else None
    if window is None or start is None:
        return [{}]
    end: int | None = call.sent(window.to)
    most = window.days * _DAY
    cuts = [start]
    if end is None:
        # The last part has no end and so ends when it is asked for: it leaves room for a long walk.
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
