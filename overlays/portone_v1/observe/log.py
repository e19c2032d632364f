"""The log of this package: the logger `portone_v1`, a line for each request, no secret in any.

A line says what was asked for and how it ended, then what is known of it as `name=value`:

    payments.cancel rejected error=Declined http_status=200 code=-1 duration=0.184 try=1 imp_uid=imp_1

The same stands in the record's fields, for handlers that write JSON: `portone_operation`,
`portone_outcome`, `portone_error`, `portone_http_status`, `portone_code`, `portone_duration` (seconds),
`portone_try`, `portone_tier`, `portone_imp_uid`, `portone_merchant_uid`, `portone_cancellation_id` and
`portone_request_id`; what is not known is None.

Levels: a read that was answered is DEBUG, a write that was done and a request for an access token INFO; whatever
was refused or has an unknown outcome is WARNING. Repeats and resolved outcomes are INFO, an outcome that
stays unknown is WARNING, and a hook that failed is ERROR.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from portone_v1_api.calls import Operation
from portone_v1_api.reports import one_line

from ..core.interruptions import interruption, only_interruptions
from ..errors import NotFound

if TYPE_CHECKING:
    from ..core.pending import PendingRequest
    from ..resolution import Resolution
    from .exchange import RequestSummary

logger = logging.getLogger("portone_v1")
logger.addHandler(logging.NullHandler())  # a program that sets no logging up is told nothing

_PLAIN = re.compile(r"[\w.:/@+*-]+")


def level_of(ending: BaseException | None, operation: Operation) -> int:
    """The level of a request that ended so. That a read has found nothing is an answer like any other."""
    if isinstance(ending, NotFound) and operation.effect == "read":
        return logging.INFO
    if ending is not None:
        return logging.WARNING
    is_rare = operation.effect == "write" or not operation.token
    return logging.INFO if is_rare else logging.DEBUG


def request_ended(told: RequestSummary, level: int) -> None:
    """Log how a request ended."""
    known = {
        "error": told.error,
        "http_status": told.http_status,
        "code": told.code,
        "duration": round(told.duration, 3),
        "try": told.number,
        "tier": told.tier,
        **told.identities,
        "request_id": told.request_id,
    }
    fields = {"operation": told.operation, "outcome": told.outcome, **dict.fromkeys(_IDENTITIES)}
    _log(level, f"{told.operation} {told.outcome}", known, fields | known)


_IDENTITIES = ("imp_uid", "merchant_uid", "cancellation_id")


def repeated(latest: PendingRequest) -> None:
    """Log that a request is sent again."""
    operation = latest.pending.call.operation.name
    _log(
        logging.INFO,
        f"{operation} is sent again",
        {"try": latest.number, "of": latest.pending.options.max_retries + 1},
        {"operation": operation},
    )


def resolution(found: Resolution) -> None:
    """What became of a write whose answer was lost."""
    is_known = found.happened is not None
    _log(
        logging.INFO if is_known else logging.WARNING,
        f"{found.attempt.operation} resolved",
        {
            "state": found.state,
            "reason": found.reason,
            "retry_after": found.retry_after,
            "tier": found.attempt.tier,
            **found.identities,
        },
        {"operation": found.attempt.operation},
    )


def backend_failed(name: str, error: Exception, seconds: float) -> None:
    """Log that a token store or a limiter failed, and is left alone for so many seconds.

    Its own words are not logged: they may quote what it holds, or a password of its URL.
    """
    _log(
        logging.WARNING,
        f"{name} failed, so calls go on without it",
        {"error": type(error).__name__, "asked_again_in": seconds},
        {},
    )


@contextmanager
def failures_of(hook: str) -> Generator[None]:
    """Log what a hook raises, where it must not stop what has been done. An interruption does stop it."""
    ending: BaseException | None = None
    handled = sys.exception()
    try:
        yield
    except Exception as error:
        ending = interruption(error, handled)
        if ending is None:
            hook_failed(hook)
    if ending is not None:
        raise ending


def hook_failed(name: str) -> None:
    """A hook raised what is being handled, where it must not stop what has been done."""
    with only_interruptions(sys.exception()):
        logger.exception("%s failed", name)


def _log(level: int, text: str, known: dict[str, Any], fields: dict[str, Any]) -> None:
    # What a filter or a handler raises must not turn a payment that was made into an error.
    with only_interruptions(sys.exception()):
        if logger.isEnabledFor(level):
            pairs = "".join(f" {name}={_value(v)}" for name, v in known.items() if v is not None)
            extra = {f"portone_{name}": value for name, value in (fields | known).items()}
            logger.log(level, "%s", one_line(text + pairs), extra=extra)


def _value(value: object) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
