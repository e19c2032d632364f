"""Send calls with one client's options: what resources and views stand on."""

from __future__ import annotations

from typing import Any, TypeVar

from portone_v1_api.calls import AsyncSender, Call, Sender

from .drivers import run, run_async
from .options import Options
from .raw import RawAnswer
from .session import Result, Session
from .transport import AsyncTransport, Transport

T = TypeVar("T")


class BlockingSender(Sender):
    """Sends calls and blocks until they are answered."""

    def __init__(self, session: Session, transport: Transport, options: Options) -> None:
        self.session = session
        self.transport = transport
        self.options = options

    def with_options(self, options: Options) -> BlockingSender:
        """A sender over the same session and connections."""
        return BlockingSender(self.session, self.transport, options)

    def result(self, call: Call[T]) -> Result[T]:
        """What `call` returns, with the reply."""
        return run(self.session.steps(call, self.options), self.transport)

    def send(self, call: Call[T]) -> T:
        return self.result(call).value


class RawSender(Sender):
    """Sends calls and returns their answers whole."""

    def __init__(self, sender: BlockingSender) -> None:
        self.sender = sender

    def send(self, call: Call[Any]) -> Any:
        return _raw(self.sender.result(call))


class AwaitingSender(AsyncSender):
    """Sends calls without blocking the event loop."""

    def __init__(self, session: Session, transport: AsyncTransport, options: Options) -> None:
        self.session = session
        self.transport = transport
        self.options = options

    def with_options(self, options: Options) -> AwaitingSender:
        """A sender over the same session and connections."""
        return AwaitingSender(self.session, self.transport, options)

    async def result(self, call: Call[T]) -> Result[T]:
        """What `call` returns, with the reply."""
        return await run_async(self.session.steps(call, self.options), self.transport)

    async def send(self, call: Call[T]) -> T:
        return (await self.result(call)).value


class AsyncRawSender(AsyncSender):
    """Sends calls without blocking, and returns their answers whole."""

    def __init__(self, sender: AwaitingSender) -> None:
        self.sender = sender

    async def send(self, call: Call[Any]) -> Any:
        return _raw(await self.sender.result(call))


def _raw(result: Result[T]) -> RawAnswer[T]:
    reply = result.reply
    return RawAnswer(result.value, reply.status, reply.headers, reply.content)
