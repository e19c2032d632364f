"""What the client takes for granted, because no client of V1 could do without it.

The search keeps to each of these. Each can be turned off, and then the search must find a lie: an axiom that can
be broken without harm is not one.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class Axioms:
    """The axioms that hold in a history; all of them, unless one is broken on purpose."""

    accepts_in_time: bool = True
    """PortOne accepts no request, and hides none from any replica, once the quiet period since it left is over."""

    stamps_within_a_minute: bool = True
    """The times in PortOne's records are at most 60 seconds off from its clock."""

    one_server_clock: bool = True
    """`Date` and the times of tokens come from the clock by which PortOne accepts requests."""

    last_look_is_quick: bool = True
    """No machine stands still, with all of its clocks, between PortOne's last answer and the socket."""

    checks_are_atomic: bool = True
    """PortOne compares merchant_uid and checksum, and changes the record, in one step."""

    copies_come_at_once: bool = True
    """A request that a gateway delivers twice is accepted both times before its answer, and before any look-up."""

    copies_end_alike: bool = True
    """The copy of a request that was refused or declined is refused or declined too."""

    first_copy_answers: bool = True
    """Of a request that a gateway delivers twice, the client gets the first answer."""

    lists_test_channels: bool = True
    """The list of an order's payments holds those of test channels too."""

    def without(self, name: str) -> Axioms:
        """Return the axioms with one of them broken."""
        return replace(self, **{name: False})


ALL = Axioms()

NAMES = tuple(field.name for field in fields(Axioms))
"""Of all axioms."""
