"""How a case looks to the client that judges it: two that look the same cannot be told apart.

It is what was looked up, with each time as before, about or after the attempt's, each identity by the order in
which it appears, and each mark as the attempt's own or another's; whether the quiet period is over; and what
the attempt itself says.
"""

from __future__ import annotations

import json
import re
from hashlib import blake2b
from typing import Any

from portone_v1 import Attempt
from portone_v1_api.operations import OPERATIONS

from .history import Statement
from .world import BEGIN, STAMP_ERROR

_MARK = re.compile(r'(?:mark:|portone_v1_mark\\*": \\*")([a-z2-7]{12})')

_MEANS_NOTHING = frozenset(
    {"pg_tid", "apply_num", "receipt_url", "receipt_tid", "cancellation_id", "cancel_receipt_urls"}
)
"""Fields whose values are different in every history."""


def appearance(said: Statement, attempt: Attempt) -> bytes:
    """Return a digest of what the client saw when it said something about an attempt."""
    rule = OPERATIONS[attempt.operation].resolve
    quiet = rule.quiet if rule is not None else 0
    names: dict[str, int] = {}
    seen = [_plain(json.loads(look.body), attempt, names) for look in said.looks]
    known = _plain(dict(attempt.known), attempt, names)
    whole = (attempt.operation, attempt.first, known, said.reason, said.silence > quiet, seen)
    return blake2b(repr(whole).encode(), digest_size=8).digest()


def _plain(value: Any, attempt: Attempt, names: dict[str, int]) -> Any:
    match value:
        case dict():
            return {
                name: _plain(item, attempt, names)
                for name, item in value.items()
                if name not in _MEANS_NOTHING
            }
        case list():
            return [_plain(item, attempt, names) for item in value]
        case bool():
            return value
        case int() if value > BEGIN - 100_000:
            return _when(value, attempt)
        case str() if value.startswith("imp"):
            return names.setdefault(value, len(names))
        case str():
            return _MARK.sub(lambda found: str(found[1] == attempt.mark), value)
    return value


def _when(at: int, attempt: Attempt) -> str:
    """A time, as far as stamps that err say how it stands to the attempt."""
    ahead = at - attempt.sent_at.timestamp()
    if ahead < -STAMP_ERROR:
        return "before"
    if ahead < attempt.spread - STAMP_ERROR:
        return "perhaps before"
    return "about then" if ahead <= STAMP_ERROR else "after"
