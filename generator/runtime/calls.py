"""What an operation is, and how its arguments become a request."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Any, Generic, Literal, NamedTuple, Protocol, TypeVar, cast
from urllib.parse import quote

from . import values
from .errors import ConfigurationError, Outcome

T = TypeVar("T")

Effect = Literal["read", "write"]
"""`read`: repeating it is harmless. `write`: it may move money or change a record."""

Kind = Literal[
    "text",
    "identity",
    "integer",
    "boolean",
    "money",
    "won",
    "currency",
    "time",
    "object",
    "any",
]
"""`identity`: what it names can be looked up. `currency`: that of the amounts beside it."""

Strings = list[str] | tuple[str, ...]
"""Several strings. One string is not several."""


class Parameter(NamedTuple):
    """One argument of an operation, or one field of an argument."""

    name: str
    """Its name in Python."""
    wire: str
    """Its name on the wire."""
    place: Literal["path", "query", "body", "part"]
    """Where it goes; `part` is inside another argument."""
    kind: Kind = "text"
    required: bool = False
    many: bool = False
    """Whether it is a list."""
    whole: bool = False
    """Whether leaving it out would mean everything, so that `"all"` must be written out."""
    within: str | None = None
    """The object of the body in which it stands."""
    secret: bool = False
    parts: tuple[Parameter, ...] = ()
    """The fields of an object."""
    default: str | None = None
    """The currency that is meant when none is given."""
    pattern: str = ""
    """The regular expression that a text must match as a whole."""
    form: str = ""
    """The same in words, such as `YYYY-MM`."""


class ErrorRule(NamedTuple):
    """What a refusal means: the first rule that fits decides."""

    case: str
    status: int
    code: int | None
    """The envelope's code; None fits any."""
    message: str | None
    """The envelope's message, where `{…}` stands for any text; None fits any."""
    error: str
    """The name of the exception class."""
    outcome: Outcome = "rejected"


class FieldValues(NamedTuple):
    """A field of a record, and the values that are meant."""

    field: str
    values: tuple[str, ...]


class DeclinedRule(NamedTuple):
    """How an answer of code 0 says no all the same."""

    field: str
    values: tuple[str, ...]
    message: str
    not_final: FieldValues | None = None
    """Where such a refusal may still turn into a success."""


class Read(NamedTuple):
    """A read that shows what became of a write: its arguments from the write's, and fixed ones."""

    operation: str
    arguments: Mapping[str, str]
    also: Mapping[str, bool | int | str]


class Touched(NamedTuple):
    """Another kind of record that the write changes too, and the arguments that name it."""

    record: str
    arguments: Mapping[str, str]


class ResolveRule(NamedTuple):
    """How a write whose answer was lost is looked up: the contract's `x-resolve` explains each field."""

    proof: Literal["payment", "cancellation", "present", "absent", "newer", "state", "none"]
    record: str = ""
    """The kind of record that the write makes or changes: writes of one kind may be confused."""
    touches: tuple[Touched, ...] = ()
    reads: tuple[Read, ...] = ()
    match: Mapping[str, str] = {}
    where: Mapping[str, tuple[int | str, ...]] = {}
    """Fields of the records that may be meant, and their values."""
    field: str = ""
    inside: str = ""
    """The list in which `field` stands where the record itself has none."""
    began: str = ""
    """The time at which the record was made: one made since the write may have replaced another."""
    since: str = ""
    """The time at which `field` came to its value."""
    values: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    """Values of `field` that the write leaves as they are."""
    perhaps: tuple[str, ...] = ()
    """Values of `field` that prove nothing: it may have come to them before or since."""
    ended: tuple[str, ...] = ()
    """Times at which a record ended: one that ended before the write is not meant."""
    closes: Literal["state", "record", "quiet"] = "quiet"
    """What closes the attempt: the state alone, a record that is the attempt's own, or the quiet period."""
    claim: Literal["state", "record"] = "state"
    """What `happened` claims: that it is so, whoever did it; or that this record is this attempt's."""
    reversible: bool = False
    """Whether another write can undo it without a trace, so that its absence proves nothing."""
    quiet: int = 0
    """Seconds after which the server no longer accepts the write."""
    mark: str = ""
    """The argument that can carry a mark which the record gives back."""
    protects: str | None = None
    """The argument for whose sake PortOne refuses to do the same a second time."""
    again: str | None = None
    """The argument with which it may be sent again, once it is proven that it did not happen."""
    later: FieldValues | None = None
    """Where it may come so late that no silence counts."""
    reason: str | None = None
    """Why V1 gives no way to know, when `proof` is `none`."""


class Window(NamedTuple):
    """The longest range that a paged operation takes at once."""

    from_: str
    to: str
    days: int
    inclusive: bool


class Page(NamedTuple):
    """How an operation pages: its arguments, the field of the items, what identifies one."""

    page: str
    limit: str | None
    items: str
    key: str | None = None
    window: Window | None = None
    sorting: str | None = None
    """The argument that orders the list: with a minus sign, or left out, newest first."""
    largest: int | None = None
    """How many items a page can have, where `limit` says how many it has."""


class Operation(NamedTuple):
    """One operation of the API, as the contract has it."""

    name: str
    method: str
    path: str
    effect: Effect
    parameters: tuple[Parameter, ...] = ()
    errors: tuple[ErrorRule, ...] = ()
    one_of: tuple[str, ...] = ()
    """Exactly one of these arguments is given."""
    any_of: tuple[str, ...] = ()
    """At least one of these arguments is given."""
    range: tuple[str, str] | None = None
    """The arguments that are the start and the end of a range of time."""
    identities: tuple[str, ...] = ()
    """The arguments that say what the operation is about."""
    declined: DeclinedRule | None = None
    may_be_empty: bool = False
    """Whether an answer of HTTP 200 without a body is success."""
    resolve: ResolveRule | None = None
    page: Page | None = None
    token: bool = True
    """Whether it needs an access token."""
    deprecated: bool = False


Report = Callable[[str], None]
"""Told the JSON pointer of each value that is not of the type that the contract has."""


class Answer(NamedTuple):
    """An answer that says yes, before it is read."""

    payload: object
    """What the envelope holds."""
    status: int
    """The HTTP status: 200, or 207 when only a part succeeded."""
    arguments: Mapping[str, object]
    """What was asked for."""
    report: Report


Parse = Callable[[Answer], T]
"""Turns an answer into what the call returns."""


class Arguments:
    """The arguments of a call, which no traceback prints: some are secret."""

    __slots__ = ("by_name",)

    def __init__(self, by_name: Mapping[str, object]) -> None:
        self.by_name: Mapping[str, object] = by_name


class Call(Generic[T]):
    """An operation with its arguments, ready to be sent."""

    __slots__ = ("_encoded", "arguments", "body", "operation", "parse", "path", "query")

    def __init__(
        self,
        operation: Operation,
        parse: Parse[T],
        arguments: Mapping[str, object] | Arguments,
    ) -> None:
        given = arguments.by_name if isinstance(arguments, Arguments) else arguments
        self.operation: Operation = operation
        self.parse: Parse[T] = parse
        self.arguments: dict[str, Any] = {
            name: _plain(value) for name, value in given.items() if value is not None
        }
        self.path: str = operation.path
        self.query: list[tuple[str, str]] = []
        self.body: dict[str, Any] | None = None
        self._encoded: dict[str, Any] = {}
        try:
            self._encode()
        except ConfigurationError as error:
            error.args = (f"{operation.name}: {error}",)
            error.operation = operation.name
            # The frames that a traceback leads to hold the values themselves, which may be secret.
            del given, arguments
            error.__context__ = None
            raise error.with_traceback(None) from None

    def sent(self, path: str) -> Any:
        """What goes out for an argument, or for a field of its objects: `schedules.merchant_uid`."""
        name, *steps = path.split(".")
        value = self._encoded.get(name)
        for step in steps:
            if isinstance(value, list):
                value = [item.get(step) for item in cast("list[dict[str, Any]]", value)]
            elif isinstance(value, dict):
                value = cast("dict[str, Any]", value).get(step)
        return value

    def _encode(self) -> None:
        _check_alternatives(self.operation, self.arguments)
        body: dict[str, Any] = {}
        currency = _currency(self.operation.parameters, self.arguments)
        for parameter in self.operation.parameters:
            if parameter.name not in self.arguments:
                if parameter.required:
                    raise ConfigurationError(missing(parameter))
                if parameter.place == "path":
                    self.path = self.path.removesuffix(f"/{{{parameter.wire}}}")
                continue
            argument = self.arguments[parameter.name]
            if parameter.whole and _means_all(argument, parameter.name):
                self._encoded[parameter.name] = "all"
                continue
            value = _encode(parameter, argument, parameter.name, currency)
            self._encoded[parameter.name] = value
            if parameter.kind == "object":
                # Secrets are looked for in the arguments by plain names.
                self.arguments[parameter.name] = value
            if parameter.place == "path":
                self.path = self.path.replace(
                    f"{{{parameter.wire}}}", _segment(value, parameter.name)
                )
            elif parameter.place == "query":
                items = value if parameter.many else [value]
                self.query += [(parameter.wire, _query_text(item)) for item in items]
            elif parameter.within is not None:
                body.setdefault(parameter.within, {})[parameter.wire] = value
            else:
                body[parameter.wire] = value
        if any(parameter.place == "body" for parameter in self.operation.parameters):
            self.body = body
        if self.operation.range is not None:
            _check_range(*self.operation.range, self._encoded)


def missing(parameter: Parameter) -> str:
    """What is wrong with a call that leaves a required argument out."""
    hint = ': write "all" when you mean everything' if parameter.whole else ""
    return f"{parameter.name} is required{hint}"


def _plain(argument: object) -> object:
    if isinstance(argument, (list, tuple)):
        return [values.plain(item) for item in cast("list[object]", argument)]
    return values.plain(argument)


def _check_alternatives(operation: Operation, arguments: Mapping[str, object]) -> None:
    def given(names: tuple[str, ...]) -> int:
        for name in names:
            if arguments.get(name) == "":
                raise ConfigurationError(f"{name} is empty: fill it in, or leave it out")
        return sum(arguments.get(name) not in (None, "all", [], ()) for name in names)

    if operation.one_of and given(operation.one_of) != 1:
        raise ConfigurationError(f"give exactly one of {', '.join(operation.one_of)}")
    if operation.any_of and given(operation.any_of) == 0:
        raise ConfigurationError(f"give at least one of {', '.join(operation.any_of)}")


def _check_range(start: str, end: str, times: Mapping[str, int]) -> None:
    if start in times and end in times and times[start] > times[end]:
        raise ConfigurationError(f"{start} is after {end}: give the earlier time as {start}")


def _means_all(argument: object, field: str) -> bool:
    # On the wire an empty value means everything; here that takes a word.
    items = cast("list[object]", argument) if isinstance(argument, (list, tuple)) else [argument]
    if not items or "" in items:
        raise ConfigurationError(f'{field} is empty: write "all" when you mean everything')
    return argument == "all"


def _currency(parameters: tuple[Parameter, ...], given: Mapping[str, object]) -> object:
    """The currency of the amounts in a call or a part of it; None where it is not said there."""
    for parameter in parameters:
        if parameter.kind == "currency":
            return given.get(parameter.name) or parameter.default
    return None


def _encode(parameter: Parameter, value: object, field: str, currency: object) -> Any:
    if not parameter.many:
        return _encode_one(parameter, value, field, currency)
    items = values.to_list(value, field)
    return [_encode_one(parameter, item, f"{field}[{n}]", currency) for n, item in enumerate(items)]


OTHER_CURRENCY = ' (for another currency, give it, such as currency="USD")'


def _encode_one(parameter: Parameter, value: object, field: str, currency: object) -> Any:
    match parameter.kind:
        case "text":
            return _in_form(parameter, values.to_text(value, field), field)
        case "currency":
            return values.to_currency(value, field)
        case "identity":
            return _in_form(parameter, values.to_identity(value, field), field)
        case "integer":
            return values.to_integer(value, field)
        case "boolean":
            return values.to_boolean(value, field)
        case "money" | "won":
            unit = "KRW" if parameter.kind == "won" else currency
            least = "above 0" if parameter.whole else "at least 0"
            otherwise = ', or "all"' if parameter.whole else ""
            instead = "" if parameter.kind == "won" else OTHER_CURRENCY
            amount = values.to_money(
                value, field, unit, least=least, otherwise=otherwise, instead=instead
            )
            if parameter.whole and amount == 0:
                raise ConfigurationError(f'{field} is 0: write "all" when you mean everything')
            return amount
        case "time":
            return values.to_time(value, field)
        case "object":
            return _encode_parts(parameter.parts, values.to_object(value, field), field)
        case "any":
            return values.to_json(value, field)


def _in_form(parameter: Parameter, text: str, field: str) -> str:
    if parameter.pattern and not re.fullmatch(parameter.pattern, text):
        raise ConfigurationError(f"{field} must be {parameter.form}")
    return text


def _encode_parts(
    parts: tuple[Parameter, ...], given: Mapping[str, Any], field: str
) -> dict[str, Any]:
    _check_names(given, [part.wire for part in parts], field)
    encoded: dict[str, Any] = {}
    currency = _currency(parts, given)
    for part in parts:
        value = given.get(part.wire)
        if value is not None:
            encoded[part.wire] = _encode(part, value, f"{field}.{part.wire}", currency)
        elif part.required:
            raise ConfigurationError(f"{field}.{part.wire} is required")
    return encoded


def _check_names(given: Mapping[Any, Any], known: list[str], field: str) -> None:
    # PortOne ignores a field that it does not know, so that a typo would be found much later.
    for name in given:
        if name not in known:
            shown = name if isinstance(name, str) and name.isprintable() else ascii(name)
            close = difflib.get_close_matches(shown, known, n=1)
            hint = f"did you mean {close[0]}?" if close else f"the fields are {', '.join(known)}"
            raise ConfigurationError(f"{field}.{shown} is not known; {hint}")


def _segment(value: object, field: str) -> str:
    text = str(value)
    if text in ("", ".", ".."):
        # A URL library would fold these away, and another operation would be called.
        raise ConfigurationError(f"{field} must not be {text!r}, which would change the path")
    return quote(text, safe="")


def _query_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


class Sender(Protocol):
    """Sends calls and waits for what they return."""

    def send(self, call: Call[T]) -> T:
        """Send `call`, and return what its answer means or raise a PortOneError."""
        ...

    def server_time(self) -> float:
        """Ask the server what its clock shows, in epoch seconds."""
        ...


class AsyncSender(Protocol):
    """Sends calls without blocking the event loop."""

    async def send(self, call: Call[T]) -> T:
        """Send `call`, and return what its answer means or raise a PortOneError."""
        ...

    async def server_time(self) -> float:
        """Ask the server what its clock shows, in epoch seconds."""
        ...


class Resource:
    """The operations of one part of the API."""

    def __init__(self, sender: Sender) -> None:
        self.sender = sender


class AsyncResource:
    """The operations of one part of the API, to be awaited."""

    def __init__(self, sender: AsyncSender) -> None:
        self.sender = sender
