"""Make the attempt of a write that is about to leave, and mark the request with it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from portone_v1_api.attempts import LONGEST_TEXT, Attempt
from portone_v1_api.calls import Call, ResolveRule
from portone_v1_api.values import KST

from ..core.pending import PendingCall
from ..errors import ConfigurationError, PortOneError
from ..options import Options
from .look_ups import fingerprint_of, look_ups
from .marks import Mark, marked_body, marks_alone, new_mark
from .recent_writes import RecentWrites, Write, resource_keys

if TYPE_CHECKING:
    from ..core.effects import Steps
    from ..core.session import Session

LONGEST_PAUSE = 5.0
"""Seconds that may pass between the stamp of an attempt and its sending."""

_LEAST_OF_A_CARD = 15
"""Digits of a card number: an account has fewer."""

LONGEST_DOUBT = 100.0
"""Seconds after which a try that may have been accepted is not repeated: soon silence is taken for a no."""


def begin(recent: RecentWrites, call: Call[Any], options: Options, now: float) -> Write:
    """Note `call` among the writes whose records may be mistaken for one another.

    Raises:
        ConfigurationError: What is sent along names what the look-up goes by: the attempt would not have it.
    """
    _check_extras(call, options)
    known = known_of(call, options)
    keys = resource_keys(call.operation.resolve, options.tier, known)
    fingerprint = fingerprint_of(call.operation.name, amount_of(call), known)
    return recent.begin(keys, fingerprint, now)


def _check_extras(call: Call[Any], options: Options) -> None:
    decisive = {"amount", *call.operation.identities, *_identifying(call.operation.resolve)}
    for parameter in call.operation.parameters:
        if parameter.name not in decisive or parameter.name in call.arguments:
            continue
        for name in ("extra_query", "extra_body"):
            if parameter.wire in getattr(options, name):
                raise ConfigurationError(
                    f"{name} must not contain {parameter.wire} in a call of {call.operation.name}: "
                    f"give the argument {parameter.name} instead"
                )


def place_of_mark(
    session: Session, recent: RecentWrites, call: Call[Any], options: Options
) -> Steps[str]:
    """Return the argument that is to carry the mark; empty when none may.

    A cancel's reason carries it, but at Naver Pay, where the reason must be the customer's own: a payment
    that no answer has shown yet is looked up first.
    """
    rule = call.operation.resolve
    if not options.mark or rule is None or not rule.mark or call.body is None:
        return ""
    if rule.mark in options.extra_body:
        return ""
    if marked_body(call.body, Mark(new_mark(), rule.mark)) is None:
        return ""
    if rule.mark == "reason":
        is_naver_pay = yield from _is_naver_pay(session, recent, call, options)
        return rule.mark if is_naver_pay is False else ""
    return rule.mark


def _is_naver_pay(
    session: Session, recent: RecentWrites, call: Call[Any], options: Options
) -> Steps[bool | None]:
    given = known_of(call, options)
    names = resource_keys(call.operation.resolve, options.tier, given)[0].names
    known = recent.is_naver_pay(names)
    # What one payment of an order was does not say what the next one is.
    if known is None or (not known and "imp_uid" not in names):
        try:
            for look_up in look_ups(given, call.operation):
                yield from session.steps(
                    PendingCall(look_up, options)
                )  # which learns from the answer
        except PortOneError:
            return None
        known = recent.is_naver_pay(names)
    return known


def longest_way(options: Options) -> float:
    """Return how many seconds after its stamp a write may still begin to leave."""
    return LONGEST_PAUSE + options.timeout_for("write")


def stamp(session: Session, pending: PendingCall[Any], write: Write, place: str) -> Attempt:
    """Return the attempt of a send that leaves now, and of the earlier one that there is a doubt about."""
    call, options = pending.call, pending.options
    earliest, latest = session.time.server_time()
    attempt = Attempt(
        operation=call.operation.name,
        identities={
            name: cast("str | list[str]", call.sent(name))
            for name in call.operation.identities
            if name in call.arguments
        },
        tier=options.tier,
        amount=amount_of(call),
        sent_at=datetime.fromtimestamp(earliest, KST),
        spread=latest - earliest,
        known=known_of(call, options),
        first=write.first,
        account=session.account.digest,
        mark=new_mark(),
        mark_in=place,
        leaves_within=longest_way(options),
    )
    if pending.doubt is not None and (earlier := pending.doubt.attempt) is not None:
        # Both sends are one attempt: whichever is accepted, PortOne refuses the other.
        later = (attempt.sent_at - earlier.sent_at).total_seconds() + latest - earliest
        attempt = attempt._replace(
            sent_at=earlier.sent_at,
            spread=earlier.spread,
            mark=earlier.mark,
            sends=earlier.sends + 1,
            leaves_within=max(0.0, later - earlier.spread) + longest_way(options),
        )
    write.mark, write.stamped_at = attempt.mark, session.time.now()
    write.left_by = write.stamped_at + longest_way(options)
    return attempt


def known_of(call: Call[Any], options: Options) -> dict[str, Any]:
    """Return the arguments by which a write is looked up and its record recognized, as they are sent.

    What `extra_body` sends along is compared as well.
    """
    rule = call.operation.resolve
    if rule is None:
        return {}
    secret = {parameter.name for parameter in call.operation.parameters if parameter.secret}
    along = {each.name: options.extra_body.get(each.wire) for each in call.operation.parameters}
    found: dict[str, Any] = {}
    for path in (*_identifying(rule), *rule.match.values()):
        sent = along.get(path) if (given := call.sent(path)) is None else given
        if sent is not None:
            found[path] = _visible(sent) if path in secret else _kept(sent)
    if rule.mark and rule.mark not in found:  # a cancel's reason is compared, and kept whole
        text = along.get(rule.mark) if (own := call.sent(rule.mark)) is None else own
        # The marks in a text that was copied from an older record do not make a record another's.
        if copied := marks_alone(rule.mark, text):
            found[rule.mark] = copied
    return found


def _identifying(rule: ResolveRule | None) -> list[str]:
    """The arguments, and fields of their objects, that say what a write is about."""
    if rule is None:
        return []
    paths = [ours for read in rule.reads for ours in read.arguments.values()]
    paths += [path for path in (rule.protects, rule.again) if path]
    return paths + [ours for each in rule.touches for ours in each.arguments.values()]


def _kept(sent: object) -> object:
    """What an attempt keeps of an argument: of a text without end only so much as it may hold."""
    if isinstance(sent, list):
        return [_kept(each) for each in cast("list[object]", sent)]
    return sent[:LONGEST_TEXT] if isinstance(sent, str) else sent


def amount_of(call: Call[Any]) -> int | Decimal | str | None:
    """Return the amount of a write, exactly as it is sent."""
    return cast("int | Decimal | str | None", call.sent("amount"))


def _visible(number: object) -> str:
    """What a receipt shows of a card number, the first six digits and the last four; of an account less."""
    digits = [c for c in str(number) if c.isalnum()]
    if len(digits) < 8:
        return "*" * len(digits)
    if len(digits) < _LEAST_OF_A_CARD:
        return "*" * (len(digits) - 4) + "".join(digits[-4:])
    return "".join(digits[:6]) + "*" * (len(digits) - 10) + "".join(digits[-4:])
