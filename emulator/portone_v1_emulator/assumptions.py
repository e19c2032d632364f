"""What V1 is only believed to do: each belief by name, with its default, and what the user made of it.

An answer that rests on one says so in the header `X-Emulator-Assumes`; in strict mode it is an error. What
the user has set is no belief any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


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
    )
}
"""The behaviours, by name. Rows of `x-errors` that nobody has seen are beliefs too, and not listed here."""


class Unsettled(Exception):
    """Strict mode: the answer would rest on a belief. Nothing was done."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"This answer would rest on what V1 is only believed to do: {name}. "
            "Say what it does (assume=…), or turn strict mode off."
        )


class BadAssumption(ValueError):
    """A setting that cannot be."""


@dataclass(frozen=True, slots=True)
class ChosenRefusal:
    """How a row of `x-errors` is answered because the user said so."""

    status: int
    code: int
    message: str


class Beliefs:
    """What is assumed, and how strictly."""

    def __init__(self, chosen: Mapping[str, Any] | None = None, *, strict: bool = False) -> None:
        self.strict = strict
        self._chosen: dict[str, Any] = {}
        for name, value in (chosen or {}).items():
            self.choose(name, value)

    def choose(self, name: str, value: Any) -> None:
        """Settle a behaviour by its name, or a row as `operation case` by (status, code, message)."""
        if name in ASSUMPTIONS:
            choices = ASSUMPTIONS[name].choices
            if value not in choices:
                raise BadAssumption(f"{name} is one of {', '.join(map(str, choices))}")
        elif " " in name:
            try:
                value = ChosenRefusal(*value)
            except TypeError:
                raise BadAssumption(f"{name!r} takes a status, a code and a message") from None
        else:
            raise BadAssumption(f"there is no assumption {name!r}")
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
