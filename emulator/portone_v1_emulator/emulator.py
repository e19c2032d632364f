"""The emulator as a server on this machine, for as long as it is needed."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Coroutine, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from decimal import Decimal
from types import TracebackType
from typing import Any, NamedTuple, TypeVar

import anyio

from . import seeds
from .app import make_app
from .core import checks, scheduler
from .core.assumptions import Assumptions, BadAssumption
from .core.clock import Clock, check_number
from .core.effects import Effect
from .core.exact import exact
from .core.faults import Fault, FaultKind
from .core.persistence import DataFile
from .core.records import Channel, Payment
from .core.state import EmulatorState, Received, StampError
from .core.store import Shop, Store
from .core.tables import Change, Owner
from .core.webhooks import Webhooks
from .pgs.accounts import Account
from .pgs.channels import CHANNELS
from .pgs.channels import read as read_channels
from .server.api import LARGEST_BODY, Api, Incoming
from .server.serving import Serving
from .shops import customers
from .shops.convenience_stores import PayType

Result = TypeVar("Result")

HOST = "127.0.0.1"
API_KEY = "emulator-key"
API_SECRET = "emulator-secret"  # noqa: S105 - it opens nothing but the emulator
USER_CODE = "imp00000000"


_NO_WHOLE_ANSWER = {"hang", "drop_before", "drop_after", "late", "cut"}


_SECONDS_IN = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}


def _in_all(**times: float) -> float:
    """So many seconds are these."""
    for name, value in times.items():
        check_number(name, value)
    return sum(_SECONDS_IN[name] * value for name, value in times.items())


class Answered(NamedTuple):
    """What `Emulator.handle` answers."""

    status: int
    headers: dict[str, str]
    """By names in lower case."""
    body: bytes


class ConnectionLost(Exception):
    """A fault let `Emulator.handle` give no whole answer; `fault` is its kind. What was done stays done."""

    def __init__(self, fault: FaultKind) -> None:
        super().__init__(f"no whole answer came because of the fault {fault!r}")
        self.fault: FaultKind = fault


class Emulator:
    """A local PortOne V1 that needs no account, no network and no money.

        with Emulator() as em:
            portone = PortOne(em.api_key, em.api_secret, base_url=em.base_url)

    It listens on 127.0.0.1 alone unless another `host` is given, and on a free port unless `port` is.

    `tiers` are the codes of the sub-merchants; left out, any code will do. `channels` are the merchant's
    contracts with PGs, each a `Channel` or its name as on the command line (`"kcp"`, `"kcp.T0000"`,
    `"nice_v2,test"`); left out, there is a live and a test channel of each PG. `accounts` are further
    merchants. `recovery` charges yesterday's failed schedules again every day.

    Webhooks go to `webhook_url`, as JSON or as forms, and to no address that is not of this machine unless
    `remote_webhooks`.

    `assume` chooses, by name, how V1 behaves where that is unverified; with `strict`, an answer that rests on an
    unverified assumption is an error.

    `stamp_error` is by how many seconds the times in records are off from the clock, or a function that returns
    them for each request and each job. `history` keeps the changes of so many seconds, for the fault `stale`.
    `log_effects` turns `effects` on.

    Everything is kept in memory, and in the file `data` if one is named. The initial data of the shop
    is in `seed`: a JSON file, a dict with the same content, or "demo".

    Raises `TypeError` or `ValueError` at once if an argument cannot be used; the text names it.
    """

    def __init__(
        self,
        *,
        api_key: str = API_KEY,
        api_secret: str = API_SECRET,
        tiers: Iterable[str] | None = None,
        channels: Iterable[Channel | str] | None = None,
        user_code: str = USER_CODE,
        recovery: bool = False,
        webhook_url: str | None = None,
        webhook_form: bool = False,
        remote_webhooks: bool = False,
        accounts: Iterable[Account] = (),
        assume: Mapping[str, Any] | None = None,
        strict: bool = False,
        seed: str | os.PathLike[str] | Mapping[str, Any] | None = None,
        data: str | os.PathLike[str] | None = None,
        host: str = HOST,
        port: int = 0,
        clock: Clock | None = None,
        stamp_error: StampError = 0,
        history: float = 0,
        log_effects: bool = False,
    ) -> None:
        self.api_key = checks.text("api_key", api_key)
        self.api_secret = checks.text("api_secret", api_secret)
        checks.text("user_code", user_code)
        checks.flag("remote_webhooks", remote_webhooks)
        checks.flag("strict", strict)
        checks.flag("log_effects", log_effects)
        self._host, self._port = checks.text("host", host), checks.port("port", port)
        self._data = checks.path("data", data)
        self.clock = _clock(clock)
        self.store = Store(_ClosedFile() if data is not None else None)
        self.store.open_account(
            Account(
                api_key,
                api_secret,
                tiers=checks.tiers("tiers", tiers),
                channels=CHANNELS if channels is None else read_channels("channels", channels),
                user_code=user_code,
                recovery=recovery,
                webhook_url=webhook_url,
                webhook_form=webhook_form,
            )
        )
        for account in _accounts(accounts):
            self.store.open_account(account)
        self.state = EmulatorState(
            self.store,
            self.clock,
            assumptions=_assumptions(assume, strict=strict),
            remote_webhooks=remote_webhooks,
            seed=None if seed is None else seeds.load(seed),
            stamp_error=_stamp_error(stamp_error),
            history=checks.number("history", history, least=0),
            log_effects=log_effects,
        )
        self._api = Api(self.state)
        self._file: DataFile | None = None
        self._running: Serving | None = None
        self._has_begun = False
        self.clock.watch(self._keep_clock)

    @property
    def base_url(self) -> str:
        """Where it listens."""
        host = {"0.0.0.0": HOST, "::": "::1"}.get(self._host, self._host)  # noqa: S104
        return f"http://{f'[{host}]' if ':' in host else host}:{self._server.port}"

    @property
    def requests(self) -> deque[Received]:
        """What arrived, oldest first."""
        return self.state.requests

    @property
    def effects(self) -> deque[Effect]:
        """What each handling of a request and each job changed, oldest first; bounded."""
        if not self.state.effects.enabled:
            raise RuntimeError("effects are not logged: use Emulator(log_effects=True)")
        return self.state.effects.entries

    @property
    def stamp_error(self) -> StampError:
        """By how many seconds the times in records are off from the clock, or a function that returns them."""
        return self.state.stamp_error

    @stamp_error.setter
    def stamp_error(self, error: StampError) -> None:
        self.state.stamp_error = _stamp_error(error)

    @property
    def webhooks(self) -> Webhooks:
        """The webhooks: what was sent, and how they are sent."""
        return self.state.webhooks

    def shop(self, tier: str | None = None) -> Shop:
        """What the merchant, or one of its sub-merchants, has."""
        return self.store.shop(self.api_key, tier)

    def fail(self, kind: FaultKind, operation: str | None = None, **how: Any) -> Fault:
        """Let something go wrong with the next request, or the next `times`; `how` are fields of `Fault`."""
        return self.state.arm(Fault(kind, operation, **how))

    def disarm(self, fault: Fault | None = None) -> None:
        """Take back a fault that `fail` armed, with the times that are left, or every one."""
        self.state.faults.disarm(None if fault is None else fault.number)

    @exact
    def handle(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> Answered:
        """Answer one request to the API in this thread, as the server would, without any connection.

        `target` is the path as it is sent, with its query. It works whether the emulator is started or not, and
        makes no thread. The faults `delay` and `slow` take no time here.

        Raises `ConnectionLost` where the caller would get no whole answer: after the faults `hang`, `drop_before`,
        `drop_after`, `late` and `cut`.
        """
        self._begin()
        path, _, query = target.partition("?")
        named = {name.lower(): value for name, value in (headers or {}).items()}
        sent = body if len(body) <= LARGEST_BODY else None
        exchange, response = self._api.respond(Incoming(method.upper(), path, query, named, sent))
        fault = exchange.broken
        if fault is None and exchange.webhooks and self.webhooks.when == "before":
            self._wait_for(self.webhooks.deliver(exchange.webhooks))
            exchange.webhooks.clear()
        self._api.finish(exchange, response)
        if fault is not None and fault.kind in _NO_WHOLE_ANSWER:
            raise ConnectionLost(fault.kind)
        return Answered(response.status_code, dict(response.headers), bytes(response.body))

    @exact
    def deposit(
        self,
        imp_uid: str,
        amount: Decimal | int | None = None,
        *,
        name: str | None = None,
        tier: str | None = None,
    ) -> Payment:
        """Transfer `amount`, or else what is asked for, to the virtual account of a payment.

        Raises `NotTaken` when the bank does not take it.
        """
        return customers.deposit(self.state, Owner(self.api_key, tier), imp_uid, amount, name)

    def pay_at_till(
        self, imp_uid: str, pay_type: PayType = "cash", *, tier: str | None = None
    ) -> Payment:
        """Pay at a convenience store; the merchant is asked first, at the `confirm_url` of the payment.

        Raises `NotTaken` when the till does not take the money. Of async code, `await pay_at_till_async`:
        the question may be for the very loop that waits here.
        """
        paying = customers.pay_at_till(self.state, Owner(self.api_key, tier), imp_uid, pay_type)
        return self._server.call(paying).result()

    async def pay_at_till_async(
        self, imp_uid: str, pay_type: PayType = "cash", *, tier: str | None = None
    ) -> Payment:
        """Pay at a convenience store, as `pay_at_till` does."""
        paying = customers.pay_at_till(self.state, Owner(self.api_key, tier), imp_uid, pay_type)
        return await _patiently(self._server.call(paying))

    @exact
    def decide(
        self,
        imp_uid: str,
        *,
        paid: bool,
        reason: str = "[F201]결제가 승인되지 않았습니다.",
        tier: str | None = None,
    ) -> Payment:
        """Let the PG decide about a payment that is pending: it is paid, or fails for this `reason`.

        Raises `NotTaken` when it is not pending, or is to be paid though its order has been paid.
        """
        refusal = "" if paid else reason
        return customers.decide(self.state, Owner(self.api_key, tier), imp_uid, refusal)

    @exact
    def cancel_in_console(
        self,
        imp_uid: str,
        amount: Decimal | int | None = None,
        *,
        tier: str | None = None,
        **refund: str,
    ) -> Payment:
        """Cancel a payment, or `amount` of it, as the merchant's staff does in PortOne's console.

        `refund` are refund_holder, refund_bank, refund_account and refund_tel, where the PG needs them. Raises
        `NotCancelled` when it is refused.
        """
        owner = Owner(self.api_key, tier)
        part = None if amount is None else Decimal(amount)
        return customers.cancel_in_console(self.state, owner, imp_uid, amount=part, **refund)

    @exact
    def advance(
        self, seconds: float = 0, *, minutes: float = 0, hours: float = 0, days: float = 0
    ) -> None:
        """Move the clock on. What is due on the way happens in its order, and its webhooks arrive.

        Of async code, `await advance_async`: the webhooks may be for the very loop that waits here.
        """
        in_all = _in_all(seconds=seconds, minutes=minutes, hours=hours, days=days)
        if self._running is None:
            self._begin()
            scheduler.advance_here(self.state, in_all)
        else:
            self._running.call(scheduler.advance(self.state, in_all)).result()

    async def advance_async(
        self, seconds: float = 0, *, minutes: float = 0, hours: float = 0, days: float = 0
    ) -> None:
        """Move the clock on, as `advance` does."""
        in_all = _in_all(seconds=seconds, minutes=minutes, hours=hours, days=days)
        await _patiently(self._server.call(scheduler.advance(self.state, in_all)))

    def deliver_webhooks(self) -> None:
        """Return when every webhook that is due was delivered, or tried."""
        self.advance(0)

    @contextmanager
    def refusing_connections(self) -> Iterator[None]:
        """Listen to nobody for a while, and break the connections that there are."""
        port = self._server.port
        self._stop_listening()
        try:
            yield
        finally:
            self._running = self._serve(port)

    @exact
    def reset(self) -> None:
        """Restore the accounts, assumptions, clock and seed that it was created with, and drop everything else."""
        self.state.reset()

    @exact
    def start(self) -> None:
        """Begin to listen. Requests are accepted when this returns."""
        if self._running is not None:
            raise RuntimeError("the emulator is already running")
        try:
            self._remember()
            self._running = self._serve(self._port)
        except BaseException:
            self._close()
            raise

    def _serve(self, port: int) -> Serving:
        return Serving(self.state, make_app(self.state), self._host, port)

    def _begin(self) -> None:
        """Give the shop its seed where it is used without a server."""
        if self._data is None and not self._has_begun:
            self._remember()

    def _wait_for(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        if self._running is None:
            return asyncio.run(coroutine)
        return self._running.call(coroutine).result()

    def _remember(self) -> None:
        """Take over what the data file has. Where there is nothing from before, the shop gets its seed."""
        is_new = self._open(self._data) if self._data is not None else not self._has_begun
        if is_new:
            self.state.apply_seed()
        self._has_begun = True

    def _open(self, path: str | os.PathLike[str]) -> bool:
        file = DataFile(path)
        try:
            is_new = self.state.load(file)
        except BaseException:
            file.close()
            raise
        self._file = file
        self._keep_clock()
        return is_new

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            self.store.journal = _ClosedFile()
            file.close()

    def _keep_clock(self) -> None:
        if self._file is not None:
            self._file.keep_clock(self.clock.reading())

    @property
    def _server(self) -> Serving:
        if self._running is None:
            raise RuntimeError("the emulator is not running: use `with Emulator() as em:`")
        return self._running

    def stop(self) -> None:
        """Stop listening, at once. Connections are closed; what was answered has left, the rest is given up."""
        self._stop_listening()
        self._close()

    def _stop_listening(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.stop()

    def __enter__(self) -> Emulator:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Emulator:
        self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # To wait for the thread in here would hold up other tasks.
        running = self._running
        if running is not None:
            running.begin_to_stop()
            with anyio.CancelScope(shield=True):
                while running.alive:
                    await anyio.sleep(0.01)
        self.stop()


def _clock(clock: object) -> Clock:
    if clock is None:
        return Clock()
    if not isinstance(clock, Clock):
        raise TypeError(
            f"clock must be a Clock, not {type(clock).__name__}: write clock=Clock(start=…, frozen=True), with "
            "start in epoch seconds"
        )
    return clock


def _assumptions(assume: object, *, strict: bool) -> Assumptions:
    if assume is not None and not isinstance(assume, Mapping):
        raise TypeError(
            f"assume must be a dict of names and values, not {type(assume).__name__}: write "
            'assume={"partly_cancelled_status": "cancelled"}'
        )
    try:
        return Assumptions(assume, strict=strict)
    except BadAssumption as error:
        raise BadAssumption(f"assume: {error}") from None


def _accounts(accounts: object) -> list[Account]:
    if isinstance(accounts, Account):
        raise TypeError("accounts must be a list: write accounts=[Account(…)]")
    checked = checks.items("accounts", accounts, '[Account("key", "secret")]')
    for account in checked:
        if not isinstance(account, Account):
            raise TypeError(
                f"accounts must hold Accounts, not {type(account).__name__}: write "
                "accounts=[Account(key, secret)]"
            )
        if not account.key or not account.secret:
            raise ValueError("accounts has an account whose key or secret is empty")
    return checked


def _stamp_error(error: Any) -> StampError:
    if not callable(error):
        checks.number("stamp_error", error, hint=": give seconds, or a function that returns them")
    checked: StampError = error
    return checked


class _ClosedFile:
    """The journal of an emulator with a data file that is not open: what happens now would be lost."""

    def write(self, changes: list[Change], next_number: int) -> None:
        """Refuse."""
        raise RuntimeError(
            "the emulator is not running, and its data file is not open: start it first"
        )

    def clear(self) -> None:
        """Refuse."""
        self.write([], 0)


async def _patiently(future: Future[Result]) -> Result:
    """What a call to the server's thread comes to, without holding up the loop that waits."""
    while not future.done():
        await anyio.sleep(0.005)
    return future.result()
