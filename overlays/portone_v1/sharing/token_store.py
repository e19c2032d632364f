"""Where clients, processes and machines share one access token."""

from __future__ import annotations

import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ..core.effects import BackendKind
from ..core.fork_local import ForkLocal


class Claim(NamedTuple):
    """What a store answers to who wants a token.

    Attributes:
        text: What is stored; None when nothing is.
        leads: Whether nothing is stored and the caller has the lease: it is to ask the server. When nothing
            is stored and it has not, somebody else is asking.
        now: The store's clock, in epoch seconds: one that all who share the store read alike.
    """

    text: str | None
    leads: bool
    now: float

    def __repr__(self) -> str:
        return f"Claim({'a text' if self.text is not None else None}, leads={self.leads})"


class TokenStore(Protocol):
    """Shares the access token of an account. What it raises never fails a call.

    The texts that it keeps hold the token, in plain: whoever reads the store can act for the shop for as
    long as the token lives, so it belongs where your other secrets are. The key and the secret of the
    account are not in it.

    `kind` tells how its methods answer: `"blocking"`, or `"awaitable"` when they are coroutine functions
    (for `AsyncPortOne` alone), or `"instant"`. A blocking one must bound its own waiting: a call is held
    up for as long as it takes.
    """

    @property
    def kind(self) -> BackendKind:
        """How its methods answer."""
        ...

    def claim(
        self, name: str, holder: str, lease: float, unwanted: str
    ) -> Claim | Awaitable[Claim]:
        """What is stored as `name`; if nothing, the lease for `lease` seconds, unless another holds it.

        A stored text that equals `unwanted` is removed first: it was found to be of no use. The `holder` of
        a lease gets it again. All of this at once, so that of several who ask one alone leads.
        """
        ...

    def keep(self, name: str, holder: str, text: str, seconds: float) -> Awaitable[None] | None:
        """Store `text` as `name` for so many seconds, and end the lease if `holder` has it."""
        ...

    def release(self, name: str, holder: str) -> Awaitable[None] | None:
        """End the lease of `name` if `holder` has it."""
        ...


@dataclass
class _Entry:
    value: str
    until: float


class MemoryTokenStore:
    """Shares the token among several clients of one process, such as a `PortOne` and an `AsyncPortOne`.

    A single client and its views need none: they share theirs anyway.
    """

    kind: BackendKind = "instant"

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._shelves = ForkLocal(_Shelf)

    def claim(self, name: str, holder: str, lease: float, unwanted: str) -> Claim:
        """What is stored as `name`, or perhaps the lease; see `TokenStore.claim`."""
        now, shelf = self._clock(), self._shelves.value
        with shelf.lock:
            text = _living(shelf.texts, name, now)
            if text is not None and text != unwanted:
                return Claim(text, leads=False, now=now)
            shelf.texts.pop(name, None)
            leads = _living(shelf.leases, name, now) in (None, holder)
            if leads:
                shelf.leases[name] = _Entry(holder, now + lease)
            return Claim(None, leads, now)

    def keep(self, name: str, holder: str, text: str, seconds: float) -> None:
        """Store `text` as `name`; see `TokenStore.keep`."""
        shelf = self._shelves.value
        with shelf.lock:
            shelf.texts[name] = _Entry(text, self._clock() + seconds)
        self.release(name, holder)

    def release(self, name: str, holder: str) -> None:
        """End the lease of `name` if `holder` has it."""
        shelf = self._shelves.value
        with shelf.lock:
            if _living(shelf.leases, name, self._clock()) == holder:
                del shelf.leases[name]


class _Shelf:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.texts: dict[str, _Entry] = {}
        self.leases: dict[str, _Entry] = {}


def _living(entries: dict[str, _Entry], name: str, now: float) -> str | None:
    entry = entries.get(name)
    return entry.value if entry is not None and now < entry.until else None
