"""Send calls with one client's options: what resources and views stand on.

Ctrl-C may strike after the session has ended and before its result is returned. So each function that could
lose the result marks what ends it.
"""

from __future__ import annotations

from typing import Any, Generic, NoReturn, Self, TypeVar

from portone_v1_api.calls import AsyncSender, Call, Sender

from ..options import Options
from .drivers import run, run_async
from .effects import Steps
from .pending import PendingCall
from .raw import RawAnswer
from .session import Session
from .transport import AsyncTransport, Transport

T = TypeVar("T")
W = TypeVar("W", Transport, AsyncTransport)


class _OverWire(Generic[W]):
    """A session, the connections that it uses, and how."""

    def __init__(self, session: Session, transport: W, options: Options) -> None:
        self.session = session
        self.transport: W = transport
        self.options = options

    def with_options(self, options: Options) -> Self:
        """A sender over the same session and connections."""
        return type(self)(self.session, self.transport, options)

    def __deepcopy__(self, memo: object) -> Self:
        # A copy of what holds a client, such as settings, goes on using its connections and its token.
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a client is not pickled: it holds the secret and open connections. Make one in each "
            "process, such as with from_env()"
        )


class BlockingSender(_OverWire[Transport], Sender):
    """Sends calls and blocks until they are answered."""

    def run(self, steps: Steps[T]) -> T:
        """Do the steps, and return what they return."""
        return run(steps, self.transport, self.session.time.clock.sleep)

    def send_raw(self, call: Call[T]) -> RawAnswer[T]:
        """What `call` returns, with the answer it came in."""
        pending = PendingCall(call, self.options)
        try:
            answer = self.run(self.session.steps(pending))
            return answer  # returned at once, it could be lost between the call and the return
        except BaseException as ending:
            pending.mark(ending)
            raise

    def send(self, call: Call[T]) -> T:
        pending = PendingCall(call, self.options)
        try:
            return self.run(self.session.steps(pending)).value
        except BaseException as ending:
            pending.mark(ending)
            raise

    def server_time(self) -> float:
        return self.run(self.session.server_time(self.options))


class AwaitingSender(_OverWire[AsyncTransport], AsyncSender):
    """Sends calls without blocking the event loop."""

    async def send_raw(self, call: Call[T]) -> RawAnswer[T]:
        """What `call` returns, with the answer it came in."""
        pending = PendingCall(call, self.options)
        try:
            return await run_async(self.session.steps(pending), self.transport)
        except BaseException as ending:
            pending.mark(ending)
            raise

    async def send(self, call: Call[T]) -> T:
        pending = PendingCall(call, self.options)
        try:
            steps = self.session.steps(pending)
            return (await run_async(steps, self.transport)).value
        except BaseException as ending:
            pending.mark(ending)
            raise

    async def server_time(self) -> float:
        return await run_async(self.session.server_time(self.options), self.transport)


class RawSender(BlockingSender):
    """Sends calls and gives their answers whole."""

    send: Any = BlockingSender.send_raw


class AsyncRawSender(AwaitingSender):
    """Sends calls without blocking, and gives their answers whole."""

    send: Any = AwaitingSender.send_raw
