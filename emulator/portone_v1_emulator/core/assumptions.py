"""What V1 is only believed to do: each belief by name, with its default, and what the user made of it.

An answer that rests on one says so in the header `X-Emulator-Assumes`; in strict mode it is an error. What
the user has set is no belief any more.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from . import contract
from .checks import did_you_mean

_LOG = logging.getLogger("portone_v1_emulator")


@dataclass(frozen=True, slots=True)
class Assumption:
    """A behaviour that no document and no test of the real server has shown."""

    name: str
    default: Any
    choices: tuple[Any, ...]
    about: str
    """Completes "decides …"."""


ASSUMPTIONS = {
    assumption.name: assumption
    for assumption in (
        Assumption(
            "partly_cancelled_status",
            "paid",
            ("paid", "cancelled"),
            "the status of a payment of which a part was cancelled",
        ),
        Assumption(
            "late_charge_seconds",
            600,
            (60, 600, 3600, 86_400),
            "how long a PG takes that does not say at once whether a payment is made",
        ),
        Assumption(
            "user_agent_of_charges",
            "callers",
            ("callers", "fixed"),
            "whether a charge by API shows its caller's User-Agent, or a fixed text as before mid-2020",
        ),
        Assumption(
            "long_cancel_reason",
            "refused",
            ("refused", "cut"),
            "what becomes of a cancel whose reason has more than 256 characters",
        ),
        Assumption(
            "cancel_of_unpaid",
            "unknown",
            ("unknown", "refused"),
            "whether a payment that was never paid is unknown to a cancel or cannot be cancelled",
        ),
        Assumption(
            "cancel_of_shown_amount",
            "refused",
            ("refused", "taken"),
            "what becomes of a cancel of an amount that was shown when a billing key was issued, and not "
            "charged",
        ),
        Assumption(
            "late_cancel_seconds",
            600,
            (60, 600, 3600, 86_400),
            "how long a PG takes that only accepts a cancel at first",
        ),
        Assumption(
            "late_cancel_until_then",
            "taken",
            ("taken", "left"),
            "whether what such a cancel will give back can still be cancelled, and counts in a checksum",
        ),
        Assumption(
            "late_cancel_webhook",
            "always",
            ("always", "when_asked"),
            "whether a webhook tells how such a cancel ended, or only if it asked for one",
        ),
        Assumption(
            "wrong_tax_split",
            "refused",
            ("refused",),
            "what becomes of a cancel with more tax, or more that is taxed or tax-free, than is left",
        ),
        Assumption(
            "unknown_promotion",
            "refused",
            ("refused", "ignored"),
            "what becomes of a charge with a promotion which the merchant does not have",
        ),
        Assumption(
            "amount_with_promotion",
            "charged",
            ("charged",),
            "that the amount of a payment with a promotion is what was charged, after the discount",
        ),
        Assumption(
            "rounding_of_discount",
            "down",
            ("down", "half_up", "up"),
            "how a discount of no whole number of won is rounded",
        ),
        Assumption(
            "other_retain_promotion",
            "refused",
            ("refused", "ignored"),
            "what becomes of a cancel whose retain_promotion is not that of the first cancel",
        ),
        Assumption(
            "unknown_channel",
            "refused",
            ("refused",),
            "what becomes of a request that names a channel which the merchant does not have",
        ),
        Assumption(
            "field_needed_by_pg",
            "refused",
            ("refused",),
            "what becomes of a request without a field that its PG cannot do without",
        ),
        Assumption(
            "field_not_taken_by_pg",
            "refused",
            ("refused", "ignored"),
            "what becomes of a request with a field that its PG does not take",
        ),
        Assumption(
            "revoked_merchant_uid",
            "taken",
            ("taken", "free"),
            "whether the merchant_uid of a schedule that was revoked can be scheduled again as a new one",
        ),
        Assumption(
            "checking_amount",
            "told_nobody",
            ("told_nobody", "webhook"),
            "whether a webhook tells of the charge of a checking amount, which has a merchant_uid of its own",
        ),
        Assumption(
            "group_without_key",
            "refused",
            ("refused",),
            "what becomes of a super billing key that no channel of its group issues",
        ),
        Assumption(
            "recovery_hour",
            10,
            tuple(range(24)),
            "at which hour in Korea recovery charges yesterday's failed schedules again",
        ),
        Assumption(
            "waiting_certification",
            "shown",
            ("shown", "hidden"),
            "whether a verification that waits for its code can be looked up",
        ),
        Assumption(
            "receipt_after_partial_cancel",
            "reduced",
            ("reduced", "kept", "revoked"),
            "what becomes of a cash receipt when a part of the payment is cancelled",
        ),
        Assumption(
            "naver_refund",
            "told",
            ("told", "recorded", "unseen"),
            "what PortOne makes of a product order that Naver refunded: a cancel of the payment with a "
            "webhook, one without, or nothing",
        ),
        Assumption(
            "paymentwall_refusal",
            "inside",
            ("inside", "declined"),
            "whether a delivery that Paymentwall refuses is answered as code 0 with its error inside, or as "
            "declined",
        ),
        Assumption(
            "failed_payment",
            "shown",
            ("shown",),
            "that a charge which the PG lets fail is answered as code 0 with status failed",
        ),
        Assumption(
            "closed_window",
            "failed",
            ("failed", "ready"),
            "the status of a payment whose window the customer closed",
        ),
        Assumption(
            "issue_window",
            "shows",
            ("shows", "charges"),
            "whether a window that issues a billing key charges its amount or only shows it, "
            "where the PG is not known to do either",
        ),
        Assumption(
            "window_error",
            "F400",
            ("F400",),
            "the error_code of a window that ends badly, where no code of the PG is known",
        ),
        Assumption(
            "revoked_unpaid_status",
            "failed",
            ("failed", "cancelled"),
            "the status of a virtual account or a convenience store number that was revoked",
        ),
        Assumption(
            "expired_unpaid_status",
            "ready",
            ("ready", "failed", "cancelled"),
            "the status of a virtual account or a convenience store number whose time ran out",
        ),
        Assumption(
            "wrong_deposit",
            "refused",
            ("refused",),
            "what becomes of a deposit of another amount than the virtual account waits for",
        ),
        Assumption(
            "deposit_for_paid_order",
            "booked",
            ("booked", "refused"),
            "what becomes of money for one more virtual account or convenience store number "
            "of an order that has been paid",
        ),
        Assumption(
            "deposit_after_cancel",
            "paid",
            ("paid", "cancelled"),
            "the status of an unlimited virtual account that gets a deposit after it was cancelled",
        ),
        Assumption(
            "store_barcode",
            "vbank_num",
            ("vbank_num", "not_told"),
            "where a payment shows the barcode that is paid at a convenience store, and vbank_date its end",
        ),
    )
}
"""The behaviours, by name. Rows of `x-errors` that nobody has seen are beliefs too, and not listed here."""


class Unsettled(Exception):
    """Strict mode: the answer would rest on a belief. Nothing was done."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "Nothing was done, because the emulator is strict and this answer would rest on what V1 is only "
            f"believed to do: {name}. Say what V1 does (--assume, or assume= in Python), or turn strict mode off."
        )


def log_refusal(what: str, problem: Unsettled) -> str:
    """Log that strict mode refused something, and return what its caller is told."""
    _LOG.warning("strict mode refused %s: %s", what, problem)
    return str(problem)


class BadAssumption(ValueError):
    """A setting that cannot be."""


@dataclass(frozen=True, slots=True)
class ChosenRefusal:
    """How a row of `x-errors` is answered because the user said so."""

    status: int
    code: int
    message: str


_LISTED = "`portone-v1-emulator --help` and docs/emulator.md list them"


def _unknown(name: object) -> BadAssumption:
    if name in contract.load().operations:
        return BadAssumption(
            f"{name!r} is an operation: to settle how it refuses, name the case as well, as in "
            "'payments.cancel too_much'. docs/refusals.md lists the cases"
        )
    hint = did_you_mean(name, ASSUMPTIONS)
    return BadAssumption(f"there is no assumption {name!r}{hint}. {_LISTED}")


def _check_row(name: str) -> None:
    operation, _, case = name.partition(" ")
    operations = contract.load().operations
    if operation not in operations:
        hint = did_you_mean(operation, operations)
        raise BadAssumption(f"there is no operation {operation!r}{hint}")
    rows = operations[operation].own_errors + operations[operation].common_errors
    if case not in {row.case for row in rows}:
        known = ", ".join(row.case for row in rows)
        raise BadAssumption(f"{operation} has no case {case!r}. Its cases are {known}")


def _chosen_refusal(name: str, value: Any) -> ChosenRefusal:
    match value:
        case [int(), int(), str()] | (int(), int(), str()):
            return ChosenRefusal(*value)
    raise BadAssumption(
        f'{name!r} takes a status, a code and a message, such as [200, 1, "…"], and not {value!r}'
    )


class Beliefs:
    """What is assumed, and how strictly."""

    def __init__(self, chosen: Mapping[str, Any] | None = None, *, strict: bool = False) -> None:
        self.strict = strict
        self._chosen: dict[str, Any] = {}
        for name, value in (chosen or {}).items():
            self.choose(name, value)
        self._first = strict, dict(self._chosen)

    def reset(self) -> None:
        """Go back to what was said in the beginning."""
        self.strict, chosen = self._first
        self._chosen = dict(chosen)

    def choose(self, name: str, value: Any) -> None:
        """Settle a behaviour by its name, or a row as `operation case` by (status, code, message)."""
        if name in ASSUMPTIONS:
            choices = ASSUMPTIONS[name].choices
            if value not in choices:
                known = ", ".join(map(str, choices))
                raise BadAssumption(f"{name} must be one of {known}, not {value!r}")
        elif isinstance(name, str) and " " in name:
            _check_row(name)
            value = _chosen_refusal(name, value)
        else:
            raise _unknown(name)
        self._chosen[name] = value

    def forget(self, names: Iterable[str] = ()) -> None:
        """Go back to the defaults, of all or of some."""
        for name in tuple(names) or tuple(self._chosen):
            self._chosen.pop(name, None)

    @property
    def chosen(self) -> dict[str, Any]:
        """What the user has said, by name."""
        return dict(self._chosen)

    def value(self, name: str) -> Any:
        """What holds for a behaviour."""
        return self._chosen.get(name, ASSUMPTIONS[name].default)

    def refusal(self, operation: str, case: str) -> ChosenRefusal | None:
        """How the user wants a row to be answered."""
        chosen: ChosenRefusal | None = self._chosen.get(f"{operation} {case}")
        return chosen

    def is_settled(self, name: str) -> bool:
        """Whether the user has said what holds."""
        return name in self._chosen
