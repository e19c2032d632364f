"""The canary: every secret is filled with a marker, and whatever comes out of the client is searched for it."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import logging
import pickle
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import httpx
import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from rich.console import Console
from rich.traceback import Traceback
from scripted_server import (
    ANY,
    TOKEN_PATH,
    Answer,
    Blocking,
    Connect,
    Cut,
    Received,
    Script,
    ScriptedServer,
    both,
    envelope,
    html,
    payment,
    refusal,
    token,
)

import portone_v1
import portone_v1_api
from portone_v1 import Attempt, PortOneError
from portone_v1.opentelemetry import Tracing
from portone_v1_api import OPERATIONS
from portone_v1_api.answers import Model
from portone_v1_api.calls import Operation, Parameter
from portone_v1_emulator import Emulator, Fault

OURS = tuple(str(Path(package.__file__ or "").parent) for package in (portone_v1, portone_v1_api))
LOGGERS = ("portone_v1", "httpx", "httpcore", "anyio", "asyncio")


# Markers.


def code(*of: object) -> str:
    """Sixteen letters and digits that occur nowhere else."""
    return hashlib.sha256(repr(of).encode()).hexdigest()[:16]


def digits(*of: object) -> str:
    return str(int(code(*of), 16))[:16].rjust(16, "9")


def marker(style: int, *of: object) -> str:
    """A secret: of one word, of a number in groups, of characters that are escaped on the way."""
    match style % 3:
        case 0:
            return f"canary{code(*of)}"
        case 1:
            return "-".join(re.findall("....", digits(*of)))
        case _:
            return f'{code("a", *of)}"<&>/%41+ 카{code("z", *of)}'


KEY, SECRET = code("key"), code("secret") + code("of the shop")
ODD_KEY, ODD_SECRET = (f'{code(of, "a")}"<&>/%41+{code(of, "z")}' for of in ("key", "secret"))
TOKEN = code("token", 1) + code("token", 2) + code("token", 3)[:8]


class Traces:
    """What would be left of secrets in a text, however it was escaped or grouped."""

    def __init__(self, secrets: list[str]) -> None:
        codes = {piece for secret in secrets for piece in re.findall(r"[0-9a-f]{16}", secret)}
        self._numbers = {s.replace("-", "") for s in secrets if re.fullmatch(r"[\d-]+", s)}
        self._codes = {*codes, *(code for each in codes for code in _in_base64(each))}
        self._codes |= {code for number in self._numbers for code in _in_base64(number)}

    def in_(self, text: str) -> bool:
        if any(each in text for each in self._codes):
            return True
        together = re.sub(r"(?<=\d)(?:%20|%2D|\\u00a0|[\W_])+(?=\d)", "", text)
        return any(number in together for number in self._numbers)


def _in_base64(text: str) -> Iterator[str]:
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + text.encode()).decode()
        yield coded[-(-shift * 8 // 6) : (shift + len(text)) * 8 // 6]


# Calls.


@dataclass
class Filled:
    """The arguments of an operation, each secret with a marker of its own."""

    arguments: dict[str, Any]
    secrets: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, operation: Operation, style: int) -> Filled:
        filled = cls({})
        others = operation.one_of[1:]
        for parameter in operation.parameters:
            if parameter.name not in others:
                where = (operation.name, parameter.name)
                filled.arguments[parameter.name] = filled._value(parameter, style, where)
        return filled

    def _value(self, parameter: Parameter, style: int, where: tuple[str, ...]) -> Any:
        if parameter.many:
            return [self._value(parameter._replace(many=False), style, where)]
        if parameter.secret:
            self.secrets.append(marker(style + len(self.secrets), style, *where))
            return self.secrets[-1]
        if parameter.kind == "object":
            return {
                part.wire: self._value(part, style, (*where, part.wire)) for part in parameter.parts
            }
        plain: dict[str, Any] = {
            "integer": 1,
            "boolean": True,
            "money": 1000,
            "won": 1000,
            "time": 1_900_000_000,
            "any": {"a": "b"},
        }
        return plain.get(parameter.kind, f"o-{parameter.name}"[:16])


# What comes out.


class Watch:
    """Collects what a client prints, logs, raises, tells and traces, and searches it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.searched = 0
        self._spans = InMemorySpanExporter()
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(self._spans))
        self._tracing = Tracing(provider)
        self._handler = _Handler(self.texts)

    @property
    def hooks(self) -> dict[str, Any]:
        return {
            "before_send": self._told,
            "after_send": self._told,
            "on_exchange": self._told,
            "on_drift": self._told,
            "tracing": self._tracing,
        }

    @contextmanager
    def listening(self) -> Iterator[None]:
        """The root logger at DEBUG."""
        root, level = logging.getLogger(), logging.getLogger().level
        root.addHandler(self._handler)
        root.setLevel(logging.DEBUG)
        try:
            yield
        finally:
            root.setLevel(level)
            root.removeHandler(self._handler)

    def raised(self, error: BaseException) -> None:
        self.texts += [str(error), repr(error), repr(vars(error)), *locals_of(error)]
        self.texts += traceback.format_exception(error)
        if isinstance(error, PortOneError):
            self.texts += [error.report(), *pickled(error), repr(error.attempt)]

    def returned(self, value: Any, client: Any) -> None:
        """A model is the shop's own data. What is printed of it is masked by its fields, and by what the call sent."""
        values = value if isinstance(value, list) else [value]
        self.texts += [repr(each) for each in values if isinstance(each, Model)]
        self.texts.append(repr(client))

    def search(self, secrets: list[str], of: str) -> None:
        """Fail if anything that came out since the last search holds one of them."""
        self.texts += [span.to_json() for span in self._spans.get_finished_spans()]
        self.texts += [
            str(e.attributes) for s in self._spans.get_finished_spans() for e in s.events
        ]
        self._spans.clear()
        traces = Traces(secrets)
        for text in self.texts:
            assert not traces.in_(text), f"{of}: {text}"
        self.searched += len(self.texts)
        self.texts.clear()

    def _told(self, *told: Any) -> None:
        self.texts += [repr(told), str(told), *pickled(told)]
        self.texts += [each.to_json() for each in told if isinstance(each, Attempt)]


class _Handler(logging.Handler):
    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self._texts = texts

    def emit(self, record: logging.LogRecord) -> None:
        # The emulator runs in this process: what it logs is not the client's.
        name = record.name
        if name.startswith(LOGGERS) and not name.startswith("portone_v1_emulator"):
            fields = {n: v for n, v in record.__dict__.items() if n not in ("msg", "args")}
            self._texts += [self.format(record), repr(fields), repr((record.msg, record.args))]


def pickled(value: object) -> list[str]:
    return [pickle.dumps(value, protocol).decode("utf-8", "replace") for protocol in (0, 5)]


def locals_of(error: BaseException) -> Iterator[str]:
    """What our frames hold, as a traceback with locals prints it."""
    whole: traceback.TracebackException | None = traceback.TracebackException.from_exception(
        error, capture_locals=True
    )
    while whole is not None:
        for frame in whole.stack:
            if frame.filename.startswith(OURS):
                yield f"{frame.filename} {frame.name} {frame.locals}"
        whole = whole.__cause__ or whole.__context__


def ask(
    caller: Any,
    operation: Operation,
    filled: Filled,
    watch: Watch,
    *,
    models: bool = True,
    **options: Any,
) -> None:
    """Make the call by the method of its name, and keep what comes of it; of a result if `models`."""
    resource, _, method = operation.name.partition(".")

    def use(p: Any) -> Any:
        view = p.with_options(**options)
        return getattr(getattr(view, resource), method)(**filled.arguments)

    try:
        value = caller.do(use)
    except PortOneError as error:
        watch.raised(error)
    else:
        watch.returned(value if models else None, caller.client)


# Servers that echo.


@dataclass(frozen=True)
class Echo:
    """Answers with what it was asked."""

    answer: Callable[[Received], Script]

    def play(self, connection: Any, server: ScriptedServer) -> bool:
        return self.answer(server.received[-1]).play(connection, server)


def whole(request: Received) -> str:
    """The request as a text."""
    headers = "\n".join(f"{name}: {value}" for name, value in request.headers)
    target = f"{request.path}?{request.query}"
    return f"{request.method} {target}\n{headers}\n\n{request.body.decode()}"


def fields(request: Received) -> dict[str, Any]:
    body: Any = json.loads(request.body or b"{}")
    return cast("dict[str, Any]", body)


def in_headers(request: Received) -> Answer:
    text = whole(request).encode().decode("latin-1")
    line = re.sub(r"[\r\n]+", " ", text)
    named = {"X-Echo": line, "Set-Cookie": line, "X-Request-Id": line, "CF-Ray": quote(line)}
    return refusal("거절").saying(
        **{name.replace("-", "_"): value for name, value in named.items()}
    )


@dataclass(frozen=True)
class Bare:
    """Bytes that are perhaps no HTTP."""

    content: bytes

    def play(self, connection: Any, server: ScriptedServer) -> bool:
        connection.sendall(self.content)
        return False


def in_the_reason(request: Received) -> Bare:
    line = re.sub(r"[\r\n]+", " ", whole(request))
    return Bare(f"HTTP/1.1 200 {line}\r\nContent-Length: 0\r\n\r\n".encode())


def encoded(request: Received) -> str:
    credentials = f"{KEY}:{SECRET}:{TOKEN}".encode()
    pieces = [str(value).encode() for value in fields(request).values()] + [credentials]
    return " ".join(base64.b64encode(b"Basic" + piece).decode() for piece in pieces)


ECHOES: dict[str, Callable[[Received], Script]] = {
    "refused": lambda r: refusal(whole(r)),
    "refused by PortOne": lambda r: refusal(f"[F113|{whole(r)}]", code=1),
    "a 400": lambda r: refusal(json.dumps(fields(r)), status=400),
    "a 401": lambda r: refusal(whole(r), status=401),
    "a 404": lambda r: refusal(quote(whole(r)), status=404),
    "a 429": lambda r: refusal(json.dumps(json.dumps(fields(r))), status=429),
    "a 500": lambda r: refusal(whole(r), status=500),
    "a page": lambda r: html(200, f"<pre>{whole(r)}</pre>"),
    "a 403 page": lambda r: html(403, f"<pre>{quote(whole(r))}</pre>"),
    "a 502 page": lambda r: html(502, whole(r).replace("&", "&amp;").replace('"', "&quot;")),
    "in headers": in_headers,
    "in the reason": in_the_reason,
    "a redirect": lambda r: html(302, whole(r)).saying(Location=f"/?{r.query}#{quote(whole(r))}"),
    "in fields": lambda r: envelope(fields(r) | {"a": [{"b": whole(r)}]}, code=1, message="거절"),
    "in base64": lambda r: refusal(encoded(r)),
    "cut": lambda r: Cut(refusal(whole(r))),
    "no HTTP": lambda r: Bare(whole(r).encode()),
    "done": lambda r: payment(**fields(r)),
    "done, as a text": lambda r: envelope(whole(r)),
    "done, as a list": lambda r: envelope([whole(r)]),
    "done, odd": lambda r: envelope(
        {"imp_uid": whole(r), "merchant_uid": whole(r), "amount": r.query}
    ),
    "failed": lambda r: payment(**fields(r) | {"status": "failed", "fail_reason": whole(r)}),
}


@both
def test_nothing_secret_comes_out_whatever_a_server_echoes(connect: Connect) -> None:
    """Every operation with every echo: one half with the sync client, the other with the async one."""
    watch = Watch()
    account = {"api_key": KEY, "api_secret": SECRET}
    with ScriptedServer() as server, watch.listening():
        server.on(TOKEN_PATH, token(TOKEN))
        with connect(server, **account, **watch.hooks, max_retries=0) as caller:
            for style, (name, echo) in enumerate(ECHOES.items()):
                server.on(ANY, Echo(echo))
                for number, operation in enumerate(OPERATIONS.values()):
                    mine = (style + number) % 2 == (connect is Blocking)
                    if mine and operation.name != "auth.get_token":
                        filled = Filled.of(operation, style + number // 2)
                        # The model of a call that was given no secret prints its fields as they came.
                        models = name == "done" or bool(filled.secrets)
                        ask(caller, operation, filled, watch, models=models)
                        watch.search(
                            [*filled.secrets, KEY, SECRET, TOKEN], f"{operation.name}, {name}"
                        )
                server.forget()
    assert watch.searched > 50_000


@both
@pytest.mark.parametrize("name", ECHOES)
def test_nothing_secret_comes_out_of_the_request_for_a_token(connect: Connect, name: str) -> None:
    watch = Watch()
    account = {"api_key": ODD_KEY, "api_secret": ODD_SECRET}
    given = Filled({"imp_key": ODD_KEY, "imp_secret": ODD_SECRET})
    with ScriptedServer() as server, watch.listening():
        server.on(TOKEN_PATH, Echo(ECHOES[name]))
        with connect(server, **account, **watch.hooks, max_retries=0) as caller:
            ask(caller, OPERATIONS["payments.get"], Filled({"imp_uid": "imp_1"}), watch)
            ask(caller, OPERATIONS["auth.get_token"], given, watch)
            watch.search([ODD_KEY, ODD_SECRET], name)
    assert watch.searched > 10


# The emulator's faults.


KINDS: Mapping[str, str] = vars(__import__(Fault.__module__, fromlist=["KINDS"]))["KINDS"]


def faults(operation: Operation) -> Iterator[dict[str, Any]]:
    for kind in KINDS:
        if kind == "stale":
            if operation.method == "GET":  # a replica serves reads
                yield {"kind": kind, "seconds": 1}
            continue
        if kind == "refuse":
            yield from ({"kind": kind, "case": rule.case} for rule in operation.errors[:1])
        else:
            yield {"kind": kind, "seconds": {"late": 1, "delay": 0.01, "slow": 0.01}.get(kind, 0)}


@both
def test_nothing_secret_comes_out_whatever_goes_wrong(connect: Connect) -> None:
    """Every operation with every fault: one half with the sync client, the other with the async one."""
    watch = Watch()
    with Emulator(api_key=KEY, api_secret=SECRET) as emulator, watch.listening():
        account = {"api_key": KEY, "api_secret": SECRET}
        with connect(emulator.base_url, **account, **watch.hooks, max_retries=0) as caller:
            for number, operation in enumerate(OPERATIONS.values()):
                for style, fault in enumerate(faults(operation)):
                    if (style + number) % 2 == (connect is Blocking):
                        continue
                    filled = Filled.of(operation, style + number // 2)
                    emulator.fail(
                        fault["kind"],
                        operation.name,
                        **{k: v for k, v in fault.items() if k != "kind"},
                    )
                    timeout = 0.05 if fault["kind"] == "hang" else 20
                    ask(caller, operation, filled, watch, timeout=timeout)
                    held = caller.session.keeper.fresh()
                    tokens = [held.value] if held is not None else []
                    secrets = [*filled.secrets, *tokens, KEY, SECRET]
                    watch.search(secrets, f"{operation.name}, {fault}")
                    emulator.state.faults.disarm()
    assert watch.searched > 30_000


# What else can be printed.


def test_no_connection_and_bad_arguments_tell_no_secret() -> None:
    watch = Watch()
    account = {"api_key": ODD_KEY, "api_secret": ODD_SECRET}
    wrong = marker(0, "wrong")
    with (
        watch.listening(),
        Blocking("http://127.0.0.1:1", **account, **watch.hooks, max_retries=0) as p,
    ):
        for number, operation in enumerate(OPERATIONS.values()):
            filled = Filled.of(operation, number)
            ask(p, operation, filled, watch)
            secret = {each.name for each in operation.parameters if each.secret or each.parts}
            for name in filled.arguments:
                ask(p, operation, Filled(filled.arguments | {name: object()}), watch)
            for name in secret & filled.arguments.keys():
                bad = filled.arguments | {name: [{"a": {wrong}}, filled.arguments[name]]}
                ask(p, operation, Filled(bad), watch)
                with pytest.raises(PortOneError) as caught:
                    p.client.request(operation.name, **bad)
                watch.raised(caught.value)
                with pytest.raises(PortOneError) as caught:
                    p.client.request(operation.name, **bad, no_such=wrong)
                watch.raised(caught.value)
            watch.search([*filled.secrets, wrong, ODD_KEY, ODD_SECRET], operation.name)
    assert watch.searched > 5_000


def by_name(operation: Operation, filled: Filled, p: Any) -> Any:
    return p.request(operation.name, **filled.arguments)


def test_a_traceback_of_rich_shows_no_secret() -> None:
    """It takes tuples and mappings apart whatever their repr hides."""
    printed = io.StringIO()
    console = Console(file=printed, width=500)
    shown = 0
    with ScriptedServer() as server:
        server.on(TOKEN_PATH, token(TOKEN))
        server.on(ANY, Echo(ECHOES["refused"]))
        with Blocking(server, api_key=KEY, api_secret=SECRET, max_retries=0) as caller:
            for operation in (OPERATIONS["subscribe.onetime"], OPERATIONS["vbanks.revoke"]):
                filled = Filled.of(operation, 2)
                error = caller.error(partial(by_name, operation, filled))
                tb = error.__traceback__
                while not tb.tb_frame.f_code.co_filename.startswith(OURS):
                    tb = tb.tb_next
                rich = Traceback.from_exception(
                    type(error),
                    error,
                    tb,
                    show_locals=True,
                    locals_max_length=1000,
                    locals_max_string=100_000,
                )
                console.print(rich)
                traces = Traces([*filled.secrets, KEY, SECRET, TOKEN])
                assert not traces.in_(printed.getvalue()), printed.getvalue()
                shown += printed.getvalue().count("─ locals ─")
    assert shown >= 4


def test_the_search_finds_what_is_there() -> None:
    traces = Traces([marker(0, 1), marker(1, 2), marker(2, 3), TOKEN])
    number, odd = marker(1, 2), marker(2, 3)
    found = [
        marker(0, 1),
        number,
        number.replace("-", " "),
        number.replace("-", "%20"),
        digits(2),
        quote(odd),
        json.dumps(odd),
        repr(odd.encode()),
        base64.b64encode(f"x{TOKEN}".encode()).decode(),
        str(httpx.URL("https://a.b/", params={"pg_api_key": odd})),
    ]
    assert all(map(traces.in_, found))
    assert not traces.in_(f"canary {digits(5)} 4111-1111-1111-1111 ***")


def test_every_secret_field_is_filled() -> None:
    def secret(parameters: tuple[Parameter, ...]) -> int:
        return sum(each.secret + secret(each.parts) for each in parameters)

    for operation in OPERATIONS.values():
        filled = Filled.of(operation, 0)
        assert len(filled.secrets) == len(set(filled.secrets)) == secret(operation.parameters)
    assert sum(len(Filled.of(operation, 0).secrets) for operation in OPERATIONS.values()) >= 57
