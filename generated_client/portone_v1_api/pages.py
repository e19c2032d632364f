# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Which page to ask for next, and whether an answered one goes on where the last ended.

Pages are counted from the front, so a list that changes shifts them. What enters before the place that was
reached pushes others to the next page, where they come a second time: their keys tell. What leaves pulls
others to a page that was passed, where they would be missed. Therefore a page must begin with an item that
was passed before: it is asked for with such a size that it overlaps the last one. When it does not, the
walk steps back until one does. Nothing that stays in its place is missed, whatever comes and goes.

Some operations let nobody choose the size, and pages of one size never overlap. There, a total that has
become smaller is the sign to step back. It fails when one leaves before the place that was reached while
another enters behind it, between the same two requests.
"""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A page: its number, and how many items each page has; None leaves that to the server."""

    number: int
    size: int | None


class Pages:
    """The pages of one list: the next is at `place`.

    `wanted` is how many new items a page should have, None where the server decides; `largest` is how many
    items a page can have.
    """

    def __init__(self, wanted: int | None, largest: int | None) -> None:
        self.place = Place(1, wanted)
        self.reached = 0
        """How many items stand before the place that was reached."""
        self._wanted = wanted or 1
        self._largest = largest or self._wanted
        self._fixed: int | None = None
        """How many items a page has, when the server decides."""
        self.total = 0
        """How many there were in all, when the last page came."""
        self.is_counted = False
        """Whether the last page ended with the last of all, and counted more than the one before it.

        A plain list counts no farther than itself: it does not say whether there is another page.
        """
        self._step = 0
        self._passed: set[object] = set()

    @property
    def has_begun(self) -> bool:
        """Whether there was something in the list."""
        return bool(self._passed)

    def accept(self, keys: list[object], total: object, *, more: bool) -> bool:
        """Whether the page goes on where the last ended; if it does, `place` is the next one.

        Of the answered page it takes the keys of the items, the total, and whether there are more pages.
        """
        size = self._size(len(keys), more)
        start = (self.place.number - 1) * size
        number = total if isinstance(total, int) else 0
        if start and not self._goes_on(keys, start, number):
            return False
        self._passed.update(keys)
        self.is_counted = self.total < number == start + len(keys)
        self.total = number
        self._step = 0
        self._reach(start + len(keys))
        return True

    def step_back(self) -> None:
        """Let `place` be an earlier page, each time farther back."""
        size = self._fixed or self.place.size or 1
        start = (self.place.number - 1) * size
        self._step = self._step * 2 or size
        self._reach(max(0, min(start, self.reached) - self._step))

    def _reach(self, reached: int) -> None:
        self.reached = reached
        if self._fixed is not None:
            self.place = Place(reached // self._fixed + 1, self.place.size)
        else:
            self.place = overlapping(reached, self._wanted, self._largest)

    def _size(self, count: int, more: bool) -> int:
        """How many items each page really has: as many as one that is not the last."""
        asked = self.place.size
        if more and count and (asked is None or count > asked):
            self._fixed = count  # The server decides.
        elif more and count and asked is not None and count < asked:
            self._largest = count  # So many at most.
            self._wanted = min(self._wanted, count)
            return count
        return self._fixed or asked or 1

    def _goes_on(self, keys: list[object], start: int, total: int) -> bool:
        if not keys:
            return self.is_counted and start == self.reached == total
        if keys[0] is None or keys[0] in self._passed:
            return True
        # With nothing in common, the total alone can tell.
        return start == self.reached and total >= self.total


def overlapping(reached: int, wanted: int, largest: int) -> Place:
    """The page that has the item before `reached`, and `wanted` more from there on if it can.

    Pages of two sizes overlap: the larger the one before the place, the fewer are in front of it.
    """
    for before in range(max(reached - 1, 0) // (wanted + 1), -1, -1):
        size = -(-(reached + wanted) // (before + 1))
        if size > largest:
            break
        if before * size < max(reached, 1):
            return Place(before + 1, size)
    before = max(1, -(-(reached - 1) // largest))
    size = (reached - 1) // before
    if (before + 1) * size > reached:
        return Place(before + 1, size)
    # So far from the front, none that overlaps has anything new.
    return Place(reached // largest + 1, largest)
