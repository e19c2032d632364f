"""Mark each send, so that the record it leaves can be told from any other, by any process and without a clock."""

from __future__ import annotations

import json
import re
from base64 import b32encode
from collections.abc import Iterator, Mapping
from secrets import token_bytes
from typing import Any, NamedTuple, NoReturn, cast

_KEY = "portone_v1_mark"
"""The key of `custom_data` that holds a mark."""

_LONGEST_REASON = 256
_MARK = r"[a-z2-7]{12}"
_IN_TEXT = re.compile(rf"\[mark:({_MARK})\]")
_IN_USER_AGENT = re.compile(rf"\(mark:({_MARK})\)")
_IS_MARK = re.compile(_MARK)


class Mark(NamedTuple):
    """The mark of one send.

    Attributes:
        text: Twelve characters of base 32.
        argument: The argument of the write that carries it besides the User-Agent; empty when none does.
    """

    text: str
    argument: str = ""

    def after(self, user_agent: str) -> str:
        """Return the User-Agent that carries the mark."""
        return f"{user_agent} (mark:{self.text})"


def new_mark() -> str:
    """Return twelve random characters of the system's randomness."""
    return b32encode(token_bytes(8)).decode().lower()[:12]


def marked_body(body: Mapping[str, Any], mark: Mark) -> dict[str, Any] | None:
    """Return `body` with the mark in its argument, None where the argument cannot carry one."""
    name, _, inside = mark.argument.partition(".")
    if not inside:
        value = _marked(name, body.get(name), mark.text)
        return None if value is None else {**body, name: value}
    items: list[dict[str, Any]] = []
    for item in cast("list[dict[str, Any]]", body.get(name) or []):
        value = _marked(inside, item.get(inside), mark.text)
        if value is None:
            return None
        items.append({**item, inside: value})
    return {**body, name: items}


def marks_of(record: Mapping[str, Any]) -> set[str]:
    """Return the marks that a payment, a schedule or a row of a cancel carries.

    Each send has its mark in the User-Agent. Where a payment shows that, another mark in its `custom_data` came
    with a text that was copied from an older record.
    """
    user_agent = record.get("user_agent")
    sent = _IN_USER_AGENT.findall(user_agent[:1000]) if isinstance(user_agent, str) else []
    return set(sent or _marks_of(record))


def marks_alone(field: str, value: object) -> str | None:
    """Return the marks in the text of a field, without what else stands there; None without any."""
    text = None
    for mark in sorted(marks_of({field: value})):
        text = _marked(field, text, mark)
    return text


def _marked(field: str, value: object, mark: str) -> str | None:
    if field == "reason":
        text = f"{value} [mark:{mark}]" if value else f"[mark:{mark}]"
        return text if len(text) <= _LONGEST_REASON else None
    if value is None:
        return json.dumps({_KEY: mark})
    data = _object(value)
    if data is None:
        return None  # it belongs to the shop, in a form that only the shop knows
    # What stands there stays as it is, to the digit and the blank.
    text = cast("str", value).rstrip()[:-1]
    return f'{text}{", " if data else ""}"{_KEY}": "{mark}"}}'


def _marks_of(record: Mapping[str, Any]) -> Iterator[str]:
    reason = record.get("reason")
    if isinstance(reason, str):
        yield from _IN_TEXT.findall(reason[:1000])
    data = _object(record.get("custom_data"))
    found = data.get(_KEY) if data is not None else None
    if isinstance(found, str) and _IS_MARK.fullmatch(found):
        yield found


def _object(value: object) -> dict[str, Any] | None:
    if not isinstance(value, str):
        return None
    try:
        data: object = json.loads(value, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", data) if isinstance(data, dict) else None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are not JSON
