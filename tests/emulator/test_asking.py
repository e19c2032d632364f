"""What is made of what a merchant's server says when it is asked."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from portone_v1_emulator import Emulator
from portone_v1_emulator.core import asking
from portone_v1_emulator.core.asking import Said


def ask(emulator: Emulator, answer: bytes) -> Said:
    """Ask a server that answers with these bytes; with none, it stays silent."""

    async def talk() -> Said:
        over = asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            with suppress(ConnectionError):
                if not answer:
                    await reader.read(-1)  # until the other side gives up
                writer.close()
                await writer.wait_closed()
            over.set()

        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            said = await asking.ask(emulator.webhooks, f"http://127.0.0.1:{port}", {"amount": 1000})
            await over.wait()
            return said

    return asyncio.run(talk())


def answered(status: str, body: bytes = b"") -> bytes:
    return b"HTTP/1.1 %b\r\nconnection: close\r\n\r\n%b" % (status.encode(), body)


def test_200_is_yes_whatever_stands_in_it(emulator: Emulator) -> None:
    for body in (b"", b"OK", b"{}", b"no"):
        assert ask(emulator, answered("200 OK", body)) == Said(yes=True)


def test_anything_else_is_no_for_a_reason_or_for_none(emulator: Emulator) -> None:
    for body, reason in (
        ('{"reason": "재고 없음"}'.encode(), "재고 없음"),
        (b"", None),
        (b"no", None),
        (b'["reason"]', None),
        (b'{"reason": 1}', None),
        (b"[" * 100_000, None),
        (b'{"reason": "long"}' + b" " * asking._LONGEST_ANSWER, None),
    ):
        assert ask(emulator, answered("400 Bad Request", body)) == Said(yes=False, reason=reason)


def test_an_answer_that_is_none(emulator: Emulator) -> None:
    assert ask(emulator, b"nonsense\r\n\r\n").problem == "RemoteProtocolError"


def test_nobody_waits_for_ever(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PATIENCE", 0.05)
    said = ask(emulator, b"")
    assert not said.yes
    assert said.problem is not None
    assert "Time" in said.problem


def test_an_address_elsewhere_is_not_called(emulator: Emulator) -> None:
    said = asyncio.run(asking.ask(emulator.webhooks, "https://shop.example.com/", {}))
    assert (said.yes, said.problem) == (False, "not an address of this machine")
    assert said.problem_korean == "이 컴퓨터의 주소가 아닙니다."
