"""A process of a fleet: does what it reads from its standard input, a JSON document a line, and answers so.

It is run by `fleet`, with its settings as its only argument.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from time import monotonic, sleep, time
from typing import Any

from anyio.from_thread import start_blocking_portal

from portone_v1 import AsyncPortOne, PortOne, PortOneError
from portone_v1.sharing.redis_limiter import RedisLimiter
from portone_v1.sharing.redis_store import RedisTokenStore


class Program:
    """What a member can be told to do."""

    def __init__(self, settings: dict[str, Any], stack: ExitStack) -> None:
        self._moved = 0.0
        store: RedisTokenStore | None = None
        limiter: RedisLimiter | None = None
        if settings["shares"]:
            store = stack.enter_context(closing(RedisTokenStore(settings["redis"])))
        if settings["per_second"]:
            limiter = RedisLimiter(settings["redis"], settings["per_second"])
            stack.callback(limiter.close)
        options = {"base_url": settings["url"], "token_store": store, "limiter": limiter}
        self._account = (settings["key"], settings["secret"])
        client: PortOne | AsyncPortOne
        if settings["kind"] == "sync":
            client = stack.enter_context(PortOne(*self._account, **options))
            self._call = client.request
        else:
            portal = stack.enter_context(start_blocking_portal(settings["kind"]))
            client = AsyncPortOne(*self._account, **options)
            awaited = client
            self._call = lambda name, **given: portal.call(lambda: awaited.request(name, **given))
            stack.callback(portal.call, client.aclose)
        client.sender.session.time.clock = self

    # It is its own machine, whose clocks can be moved.

    def monotonic(self) -> float:
        """Seconds, with those that it was moved by."""
        return monotonic() + self._moved

    def wall(self) -> float:
        """Epoch seconds, likewise."""
        return time() + self._moved

    def sleep(self, seconds: float) -> None:
        """Wait for that long."""
        sleep(seconds)

    def do(self, told: dict[str, Any]) -> Any:
        """Do it, and tell what came of it."""
        match told["do"]:
            case "move":
                self._moved += told["seconds"]
                return None
            case _:
                with ThreadPoolExecutor(told["threads"]) as threads:
                    return list(threads.map(self._one, told["calls"]))

    def _one(self, call: dict[str, Any]) -> str:
        try:
            self._call(call["operation"], **call["arguments"])
        except PortOneError as error:
            return f"{error.outcome}: {error}"
        return "done"


def main() -> None:
    """Do what is told until the input ends."""
    with ExitStack() as stack:
        program = Program(json.loads(sys.argv[1]), stack)
        _say("ready")
        for line in sys.stdin:
            _say(program.do(json.loads(line)))


def _say(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
