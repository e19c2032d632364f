"""A list of payments over HTTP that changes between one request and the next."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Literal
from urllib.parse import unquote

from local_server import Answer, Arrived, LocalServer

from portone_v1 import AsyncPortOne, PortOne

Kind = Literal["sync", "async"]
Change = Callable[[list[str]], object]
"""What happens to the imp_uids of the list."""

TOKEN_PATH = "/users/getToken"
LARGEST = 1000


class ChangingList(LocalServer):
    """Serves `uids` in pages, and carries out one of the `changes` after each page."""

    def __init__(self) -> None:
        super().__init__(self._respond)
        self.begin([])

    def begin(
        self,
        uids: list[str],
        changes: list[Change] | None = None,
        *,
        page: int = 20,
        smallest: int = 1,
        largest: int = LARGEST,
        deepest: int | None = None,
        instead: dict[int, Answer] | None = None,
    ) -> None:
        """Serve another list. `page` is how many a page has when nobody says, `smallest` at least, `largest` at most,
        `deepest` the last page that is served, `instead` what is answered to the nth request."""
        self.uids = uids
        self.changes = changes or []
        self.page, self.smallest, self.largest, self.deepest = page, smallest, largest, deepest
        self.instead = instead or {}
        self.clock: Callable[[], float] = time.time
        self.asked: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.tokens = 0
        self.no_tokens: list[Answer] = []
        self.before: Callable[[int], object] = lambda nth: None

    def _respond(self, arrived: Arrived) -> Answer:
        if arrived.path == TOKEN_PATH:
            self.tokens += 1
            if self.no_tokens:
                return self.no_tokens.pop()
            now = int(self.clock())
            return envelope({"access_token": "a" * 40, "now": now, "expired_at": now + 1800})
        self.asked.append(dict(arrived.query))
        self.paths.append(arrived.path)
        nth = len(self.asked)
        self.before(nth)
        answer = self.instead.get(nth) or self._page(arrived.path, self.asked[-1])
        if nth <= len(self.changes):
            self.changes[nth - 1](self.uids)
        return answer

    def _page(self, path: str, query: dict[str, str]) -> Answer:
        _, of_an_order, rest = path.partition("/payments/findAll/")
        order = unquote(rest.partition("/")[0]) if of_an_order else None
        number, asked = int(query["page"]), int(query.get("limit", self.page))
        size = max(self.smallest, min(asked, self.largest))
        last = max(1, -(-len(self.uids) // size))
        if number > last or number > (self.deepest or last):
            return refused("요청하신 페이지가 존재하지 않습니다.")
        start = (number - 1) * size
        return envelope(
            {
                "total": len(self.uids),
                "previous": number - 1,
                "next": number + 1 if number < last else 0,
                "list": [payment(uid, order) for uid in self.uids[start : start + size]],
            }
        )


def payment(uid: str, order: str | None = None) -> dict[str, Any]:
    """A payment on the wire, of an order of its own unless that is given."""
    merchant_uid = order or f"o-{uid}"
    return {"imp_uid": uid, "merchant_uid": merchant_uid, "status": "paid", "amount": 100}


def envelope(
    response: Any, *, code: int = 0, message: str | None = None, status: int = 200
) -> Answer:
    """An answer of V1."""
    body = json.dumps({"code": code, "message": message, "response": response}).encode()
    return Answer(status, {"content-type": "application/json"}, body)


def refused(message: str, status: int = 400) -> Answer:
    """V1 saying no."""
    return envelope(None, code=-1, message=message, status=status)


def uids(count: int) -> list[str]:
    """As many imp_uids."""
    return [f"imp_{number}" for number in range(count)]


class Reader:
    """A client of either kind, whose iterators are read in the same words."""

    def __init__(self, kind: Kind, url: str) -> None:
        account = ("key", "secret")
        self._runner = asyncio.Runner() if kind == "async" else None
        make = AsyncPortOne if kind == "async" else PortOne
        self.client: Any = make(*account, base_url=url, max_retries=0)

    def rest(self, items: Any, most: int | None = None) -> list[str]:
        """The imp_uids that an iterator still has, or the next few of them."""
        if self._runner is None:
            return [item.imp_uid for item in _first(items, most)]
        return self._runner.run(_gather(items, most))

    def do(self, use: Callable[[Any], Any]) -> Any:
        """What a call returns."""
        if self._runner is None:
            return use(self.client)

        async def awaited() -> Any:
            return await use(self.client)

        return self._runner.run(awaited())

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        if self._runner is None:
            self.client.close()
            return
        with self._runner:
            self._runner.run(self.client.aclose())


def _first(items: Iterator[Any], most: int | None) -> Iterator[Any]:
    for count, item in enumerate(items, 1):
        yield item
        if count == most:
            return


async def _gather(items: AsyncIterator[Any], most: int | None) -> list[str]:
    found: list[str] = []
    async for item in items:
        found.append(item.imp_uid)
        if len(found) == most:
            break
    return found


class Held:
    """Holds a request until it is let go."""

    def __init__(self, nth: int) -> None:
        self._nth = nth
        self.arrived = threading.Event()
        self.let_go = threading.Event()

    def __call__(self, nth: int) -> None:
        if nth == self._nth:
            self.arrived.set()
            assert self.let_go.wait(20)
