# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Walk through all pages of a list that may change meanwhile.

`Walk` decides, without any I/O, what to ask for next and what of an answer is new; `Items` and
`AsyncItems` ask. They ask for a page when the one before is used up, and for none ahead: a request that
nobody waits for would outlive a consumer that stops early. So nothing is left over when one does, and an
error leaves the walk where it was.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar, cast

from .calls import AsyncSender, Call, Operation, Page, Parse, Sender
from .errors import ConfigurationError, PortOneError, UnexpectedAnswer
from .pages import Pages
from .ranges import needs_server_time, ranges

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_DOUBTS = 30
"""How often a walk steps back without finding anything new. A thousand pages take ten steps.

So many pages without anything new may also follow one another, and more only while they are fewer items than
are known: those that moved back are met a second time, but none of them again and again.
"""


class PageOf(Protocol[T_co]):
    """A page of a list."""

    @property
    def items(self) -> Sequence[T_co]:
        """What it holds."""
        ...

    @property
    def total(self) -> int:
        """How many there are in all."""
        ...

    @property
    def next(self) -> int:
        """The number of the page after it, 0 when there is none."""
        ...


class Walk(Generic[T]):
    """The way through all pages: `call` is what to ask for, None at the end.

    Raises:
        ConfigurationError: Outcome not_sent: an argument is wrong.
    """

    def __init__(
        self, operation: Operation, parse: Parse[PageOf[T]], arguments: Mapping[str, object]
    ) -> None:
        self._operation = operation
        self._page = cast("Page", operation.page)
        self._parse = parse
        self._arguments = dict(arguments)
        self._first = Call(operation, parse, arguments)
        self._wanted = _page_size(self._page, self._first)
        self._ranges: deque[dict[str, int | None]] = deque()
        self._pages = Pages(self._wanted, self._page.largest)
        self._doubts = 0
        self._stale: list[int] = []
        """How many items the latest pages had that brought nothing new, page by page."""
        self._known: set[object] = set()
        self.call: Call[PageOf[T]] | None = None
        self.needs_server_time = needs_server_time(self._page, self._first)
        if not self.needs_server_time:
            self.begin()

    def begin(self, server_time: float = 0.0) -> None:
        """Begin with the first part of the range, which may end at the `server_time`."""
        self.needs_server_time = False
        self._ranges.extend(ranges(self._page, self._first, server_time))
        self._enter()

    def take(self, page: PageOf[T]) -> list[T]:
        """What of an answered page is new."""
        items = page.items
        if not isinstance(items, list):
            raise self._lost("the answer has no list of items")
        keys = [_key(item, self._page.key) for item in items]
        if not self._pages.accept(keys, page.total, more=bool(page.next)):
            self._doubt()
            return []
        new = [
            item
            for item, key in zip(items, keys, strict=True)
            if key is None or key not in self._known
        ]
        self._known.update(keys)
        if new:
            self._doubts = 0
            self._stale.clear()
        elif page.next:
            self._stale.append(len(keys))
            if self._pages.reached > self._pages.total or self._repeats():
                raise self._lost("the server returns the same page again and again")
        if page.next and (new or not self._pages.is_counted):
            self._ask()
        else:
            self._enter()
        return new

    def _repeats(self) -> bool:
        """Whether the latest pages cannot be those of a list that only moved."""
        latest = self._stale
        if len(latest) <= _DOUBTS:
            return False
        return not latest[-1] or sum(latest) > len(self._known)

    def goes_on(self, refusal: PortOneError) -> bool:
        """Whether a refusal only means that the list has become shorter than the page asked for."""
        status = getattr(refusal, "http_status", None) if refusal.outcome == "rejected" else None
        if self._pages.place.number == 1:
            if status != 404 or not self._pages.has_begun:
                return False
            self._enter()  # All of it is gone.
            return True
        if status not in (400, 404) or self._doubts >= _DOUBTS:
            return False
        if self._pages.is_counted:
            self._enter()
        else:
            self._doubt()
        return True

    def _enter(self) -> None:
        """Begin with the next part of the range."""
        self._doubts = 0
        self._stale.clear()
        self._pages = Pages(self._wanted, self._page.largest)
        if self._ranges:
            self._arguments |= self._ranges.popleft()
            self._ask()
        else:
            self.call = None

    def _doubt(self) -> None:
        """Look at an earlier page first."""
        if self._doubts >= _DOUBTS:
            raise self._lost("the list changes faster than it can be read")
        self._doubts += 1
        self._stale.clear()
        self._pages.step_back()
        self._ask()

    def _ask(self) -> None:
        place = self._pages.place
        asked: dict[str, object] = {self._page.page: place.number}
        if self._page.limit is not None:
            asked[self._page.limit] = place.size
        self.call = Call(self._operation, self._parse, self._arguments | asked)

    def _lost(self, reason: str) -> UnexpectedAnswer:
        name = self._operation.name
        return UnexpectedAnswer(
            f"{name}: the list cannot be read to its end: {reason}",
            outcome="no_answer",
            operation=name,
        )


class Items(Iterator[T]):
    """The items of all pages. After an error it goes on with the page that failed."""

    def __init__(self, sender: Sender, walk: Walk[T]) -> None:
        self._sender = sender
        self._walk = walk
        self._ready: deque[T] = deque()

    def __next__(self) -> T:
        if self._walk.needs_server_time:
            self._walk.begin(self._sender.server_time())
        while not self._ready:
            if self._walk.call is None:
                raise StopIteration
            try:
                page = self._sender.send(self._walk.call)
            except PortOneError as refusal:
                if not self._walk.goes_on(refusal):
                    raise
            else:
                self._ready.extend(self._walk.take(page))
        return self._ready.popleft()


class AsyncItems(AsyncIterator[T]):
    """The items of all pages. After an error or a cancellation it goes on with the page that failed."""

    def __init__(self, sender: AsyncSender, walk: Walk[T]) -> None:
        self._sender = sender
        self._walk = walk
        self._ready: deque[T] = deque()

    async def __anext__(self) -> T:
        if self._walk.needs_server_time:
            self._walk.begin(await self._sender.server_time())
        while not self._ready:
            if self._walk.call is None:
                raise StopAsyncIteration
            try:
                page = await self._sender.send(self._walk.call)
            except PortOneError as refusal:
                if not self._walk.goes_on(refusal):
                    raise
            else:
                self._ready.extend(self._walk.take(page))
        return self._ready.popleft()


def _page_size(page: Page, call: Call[Any]) -> int | None:
    """How many items the user wants a page to have; None leaves it to the server."""
    if page.limit is None:
        return None
    wanted: int | None = call.sent(page.limit)
    largest = page.largest or wanted
    if wanted is None or largest is None:
        return largest
    if not 1 <= wanted <= largest:
        raise ConfigurationError(
            f"{call.operation.name}: {page.limit} must be from 1 to {largest}",
            operation=call.operation.name,
        )
    return wanted


def _key(item: object, field: str | None) -> object:
    """What identifies an item; None where it cannot be told."""
    raw: object = getattr(item, "raw", None)
    key = cast("dict[str, object]", raw).get(field or "") if isinstance(raw, dict) else None
    return key if isinstance(key, (str, int)) else None
