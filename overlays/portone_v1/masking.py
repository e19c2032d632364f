"""Keep secrets out of what is printed, logged, raised, traced and pickled.

A secret is masked wherever it stands in a text, in whatever way it was escaped on its way there, and so is
every field that may hold one.
"""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple, cast
from urllib.parse import parse_qsl, quote, urlsplit

from portone_v1_api.calls import Call, Parameter
from portone_v1_api.operations import SECRET_FIELDS

MASK = "***"

# A shorter secret is found inside ordinary words and numbers, so it is masked beside its name alone.
_SHORTEST = 4
# A shorter secret has too few characters in base64 that are its own.
_SHORTEST_IN_BASE64 = 8

# No pattern may have two ways to read the same text, nor read a run without end from each of its places: an answer
# that holds the same character again and again would take years. So runs are bounded, and what was read of one
# is not read in another way (the quantifiers and groups with a `+` or `>`).
_PERCENT = "%(?:25){0,8}"
_AMPERSAND = "&(?:amp;){0,8}"
_WAYS_OF_BACKSLASH = (r"\\", f"(?:{_PERCENT}5c)", "(?:&#92;)")
_BACKSLASH = f"(?:{'|'.join(_WAYS_OF_BACKSLASH)})"
_BACKSLASHES = rf"{_BACKSLASH}{{0,32}}+"
"""As many as five encodings in one another put before a quote."""

# A number is not a part of another one; an escaped character before it is none.
_BEFORE_DIGITS = r"(?:(?<!\d)|(?<=%[0-9a-f]{2})|(?<=\\x[0-9a-f]{2})|(?<=\\u[0-9a-f]{4}))"
# A server may echo a number in groups of its own, with whatever between them. An escape is possessive: it
# begins as a separator and may hold digits.
_BETWEEN_DIGITS = (
    r"[\W_]{0,8}",
    rf"(?:{_PERCENT}[0-9a-f]{{2}}|\\{{1,32}}+u[0-9a-f]{{4}}|\\{{1,32}}+x[0-9a-f]{{2}}|"
    rf"{_AMPERSAND}#?\w{{1,8}};|[\W_]){{0,8}}+",
)
_WITHIN_NUMBERS = re.compile(r"[\W_]")
# What stands between a name and its value: quotes, colons, tags, each perhaps escaped. The last of it may be what
# seems to begin an escape.
_ESCAPE = rf"(?>{_PERCENT}[0-9a-f]{{2}}|\\{{1,32}}+u[0-9a-f]{{4}}|&#?\w{{1,8}};|</?\w{{1,32}}>)"
_AFTER_NAME = rf"(?>{_ESCAPE}|[\W_]){{0,23}}?(?:{_ESCAPE}|[\W_])"

# A run of backslashes grows as a whole, and so does one of characters that become question marks.
_PIECES = re.compile(r"\\+|.", re.DOTALL)
_PIECES_IN_ASCII = re.compile(r"\\+|[^\x00-\x3e\x40-\x7f]+|.", re.DOTALL)
_MOST_OCTETS = 4
"""Those of one character in UTF-8, each of which may become a question mark."""

_DEEPEST = 64
"""Objects and lists within one another that are copied: what is deeper is masked as a whole."""

LARGEST_SHOWN = 64 * 1024
"""Characters of a body that are kept to be shown: nobody reads more, and masking it takes time."""

_LONGEST_ESCAPE = 40
"""Characters in which one character of a secret may be escaped."""

_SHORTEST_HEADER = 8
"""Characters of a header's value that may be a secret: shorter ones stand in ordinary words."""

_SHOWN_HEADERS = frozenset({"accept", "content-type", "tier", "user-agent"})
_HIDDEN_IN_ANSWERS = frozenset({"authorization", "set-cookie"})


class Secret(NamedTuple):
    """A secret and the name under which it was sent."""

    name: str
    value: str

    def __repr__(self) -> str:
        return f"Secret({self.name})"


@dataclass(slots=True)
class _Room:
    """What may still be shown of a body."""

    left: int = LARGEST_SHOWN


class Redactor:
    """Masks the secrets of one call."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        # What is printed later, perhaps in several threads, is masked by what was sent: the arguments may change.
        self._secrets = frozenset(secrets)
        self._longest = 0
        """Characters that a secret may take in a text."""
        self._patterns: list[re.Pattern[str]] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return Redactor, ((),)  # what it masks stays in this process

    @classmethod
    def of(cls, call: Call[Any], along: Iterable[Secret] = (), **more: str) -> Redactor:
        """A redactor of the secret arguments of `call`, of what is sent `along`, and of `more`."""
        others = (Secret(name, value) for name, value in more.items())
        return cls(chain(_secrets(call.operation.parameters, call.arguments), along, others))

    def text(self, text: str) -> str:
        """`text` without the secrets."""
        for pattern in self._prepared():
            text = pattern.sub(rf"\g<name>{MASK}", text)
        return text

    def _prepared(self) -> list[re.Pattern[str]]:
        if self._patterns is None:  # few calls fail or are logged, so few need it
            longest = max((len(secret.value) for secret in self._secrets), default=0)
            self._longest = _LONGEST_ESCAPE * (longest + _SHORTEST_HEADER)
            self._patterns = list(_patterns(self._secrets))
        return self._patterns

    def data(self, data: object) -> Any:
        """A copy of what JSON can hold without the secrets, and with each field masked that may hold one."""
        return self._copied(data, _mask)

    def body(self, data: object) -> Any:
        """The same of a body, of which no more is kept than `LARGEST_SHOWN`; what is cut says so."""
        return self._copied(data, _mask, _Room())

    def echo(self, data: object) -> Any:
        """A copy without the secrets, but for the fields that are made to hold one; cut, as `body` cuts it."""
        return self._copied(data, lambda value: value, _Room())

    def _copied(
        self, data: object, field: Callable[[Any], Any], room: _Room | None = None, depth: int = 0
    ) -> Any:
        if isinstance(data, (dict, list, tuple)) and depth == _DEEPEST:
            return MASK
        if room is not None:
            room.left -= 1
        if isinstance(data, dict):
            fields: dict[str, Any] = {}
            for name, value in cast("dict[str, Any]", data).items():
                if room is not None and room.left <= 0:
                    fields["…"] = f"cut, of {len(cast('dict[str, Any]', data))} fields"
                    break
                shown = self._shown(name, room)
                fields[shown] = (
                    field(value) if is_secret(name) else self._copied(value, field, room, depth + 1)
                )
            return fields
        if isinstance(data, (list, tuple)):
            items: list[Any] = []
            for item in cast("list[object]", data):
                if room is not None and room.left <= 0:
                    items.append(f"… (cut, of {len(cast('list[object]', data))} items)")
                    break
                items.append(self._copied(item, field, room, depth + 1))
            return items
        if isinstance(data, str):
            return self._shown(data, room)
        is_number = isinstance(data, (int, float, Decimal)) and not isinstance(data, bool)
        return self._number(data, room) if is_number else data

    def _number(self, number: object, room: _Room | None) -> object:
        digits = str(number)
        if len(digits) < _SHORTEST:  # which nobody can tell from any other number
            return number
        if room is not None:
            room.left -= len(digits)
        return number if self.text(digits) == digits else MASK

    def _shown(self, text: str, room: _Room | None) -> str:
        if room is None:
            return self.text(text)
        # A body in UTF-16 or UTF-32 that was read as UTF-8 has NULs within each secret.
        text = text.replace("\0", "")
        left, room.left = max(room.left, 0), room.left - len(text)
        if len(text) <= left:
            return self.text(text)
        # A secret that is cut in half would not be found. So what is masked goes on by the length of one, and
        # that much of its end is dropped.
        self._prepared()
        masked = self.text(text[: left + self._longest])
        return f"{masked[: max(len(masked) - self._longest, 0)]}… (cut, of {len(text)} characters)"

    def content(self, content: bytes | None) -> Any:
        """A body as data when it is JSON, else as text; cut, as `body` cuts it."""
        if content is None:
            return None
        try:
            return self.body(json.loads(content))
        except (ValueError, RecursionError):
            return self.body(content.decode("utf-8", "replace"))

    def url(self, url: str, hidden: Iterable[str] = ()) -> str:
        """A URL; of its query also the values named in `hidden` are masked."""
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        hidden = set(hidden)
        query = "&".join(
            f"{quote(name)}={MASK if is_secret(name) or name in hidden else quote(self.text(value), safe='*')}"
            for name, value in pairs
        )
        return self.text(parts._replace(query="").geturl()) + (f"?{query}" if query else "")

    def answer_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """The headers of an answer."""
        return {
            self.text(name): MASK if name in _HIDDEN_IN_ANSWERS else self.text(value)
            for name, value in headers.items()
        }


def _mask(value: Any) -> Any:
    return MASK if value else value


def request_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of a request. Of those that are not the client's own, only the names are shown."""
    return {
        name: value if name in _SHOWN_HEADERS else MASK
        for name, value in headers.items()
        if name != "authorization"
    }


def is_secret(name: str) -> bool:
    """Whether a field of that name, perhaps written `outer[name]`, may hold a secret."""
    return name in SECRET_FIELDS or name.rstrip("[]").rpartition("[")[2] in SECRET_FIELDS


def _secrets(parameters: Iterable[Parameter], values: Mapping[str, Any]) -> Iterator[Secret]:
    for parameter in parameters:
        value = values.get(parameter.name, values.get(parameter.wire))
        if value is None:
            continue
        items = cast("list[object]", value if isinstance(value, (list, tuple)) else [value])
        for item in items:
            if parameter.secret:
                yield Secret(parameter.wire, str(item))
            elif isinstance(item, Mapping):
                yield from _secrets(parameter.parts, cast("Mapping[str, Any]", item))


def secrets_along(
    headers: Mapping[str, str], query: Mapping[str, Any], body: Mapping[str, Any]
) -> Iterator[Secret]:
    """What may be secret of `extra_headers`, `extra_query` and `extra_body`."""
    for header, sent in headers.items():
        if len(sent) >= _SHORTEST_HEADER and header.lower() not in _SHOWN_HEADERS:
            yield Secret(header, sent)
    waiting: list[tuple[str, object]] = [*query.items(), *body.items()]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, Mapping):
            waiting += cast("Mapping[str, object]", value).items()
        elif isinstance(value, (list, tuple)):
            waiting += [(name, item) for item in cast("list[object]", value)]
        elif value is not None and is_secret(name):
            yield Secret(name, str(value))


def _patterns(secrets: Iterable[Secret]) -> Iterator[re.Pattern[str]]:
    """What finds the secrets. The group `name` is what stays."""
    long: set[str] = set()
    for name, value in secrets:
        plain = _WITHIN_NUMBERS.sub("", value)
        if len(plain) >= _SHORTEST:
            long.add(_spellings(value, plain))
            long.update(_in_base64(value))
        elif plain:
            label = rf"(?P<name>{re.escape(name)}{_AFTER_NAME})"
            yield re.compile(rf"{label}(?:{_spellings(value, value)})(?!\w)", re.IGNORECASE)
    if long:
        longest_first = "|".join(sorted(long, key=len, reverse=True))
        yield re.compile(f"(?P<name>)(?:{longest_first})", re.IGNORECASE)


def _spellings(secret: str, plain: str) -> str:
    """A pattern of a secret, each of its characters escaped in any of the usual ways."""
    if not (plain.isascii() and plain.isdigit()):
        pattern = "".join(map(_spelling, _PIECES.findall(secret)))
        if plain != secret:
            # It may hold what looks like an escape itself.
            in_url = quote(secret, safe="", errors="surrogatepass")
            pattern = f"{re.escape(secret)}|{re.escape(in_url)}|{pattern}"
        if secret.isascii() or sum(map(str.isascii, secret)) < _SHORTEST:
            return pattern
        # A server that knows only ASCII leaves other characters out, or writes question marks.
        lost = "".join(
            _spelling(piece) if piece.isascii() else _lost(piece)
            for piece in _PIECES_IN_ASCII.findall(secret)
        )
        return f"{pattern}|{lost}"
    ways = "|".join(between.join(plain) for between in _BETWEEN_DIGITS)
    return rf"{_BEFORE_DIGITS}(?:{ways})(?!\d)"


def _spelling(piece: str) -> str:
    """A pattern of a character, of a run of backslashes, or of a run of question marks."""
    if piece.isascii() and piece.isalnum():
        return piece
    if piece[0] == "\\":
        count = len(piece)
        by_number = rf"(?:{_BACKSLASHES}(?:x5c|u005c|{_AMPERSAND}#x0{{0,8}}5c;))"
        runs = "|".join(f"{way}{{{count},{32 * count}}}+" for way in _WAYS_OF_BACKSLASH)
        return f"(?:{by_number}{{{count}}}+|{runs})"
    if len(piece) > 1:
        return "".join(map(_spelling, piece))
    ways = _ways(piece)
    if not piece.isascii():
        # Headers may be read as Latin-1 where UTF-8 was written.
        octets = piece.encode("utf-8", "surrogatepass").decode("latin-1")
        ways.append(_BACKSLASHES.join(f"(?:{'|'.join(_ways(octet))})" for octet in octets))
    if piece in "%&":
        # Not what a backslash is escaped with: that begins with this very character.
        by_number = f"{_BACKSLASHES}(?:x{ord(piece):02x}|u{ord(piece):04x})"
        return rf"(?:\\{{0,32}}+(?:{'|'.join(ways)})|{by_number})"
    return f"{_BACKSLASHES}(?:{'|'.join(ways)})"


def _ways(character: str) -> list[str]:
    """How a character may be written after the backslashes before it, of which some writers take the first away."""
    octets = character.encode("utf-8", "surrogatepass")
    units = character.encode("utf-16-be", "surrogatepass").hex()
    named = html.escape(character).strip("&;")
    ways = [
        re.escape(character),
        "".join(f"{_PERCENT}{octet:02x}" for octet in octets),
        _BACKSLASHES.join(f"x{octet:02x}" for octet in octets),
        _BACKSLASHES.join(f"u{units[at : at + 4]}" for at in range(0, len(units), 4)),
        f"{_AMPERSAND}(?:#0{{0,8}}{ord(character)}|#x0{{0,8}}{ord(character):x}|{re.escape(named)});",
    ]
    if character == " ":
        ways += [r"\+", f"{_PERCENT}2b"]  # as in a form
    return ways


def _lost(piece: str) -> str:
    """A pattern of characters that are left out or became question marks, and of question marks among them."""
    least = piece.count("?")
    most = least + _MOST_OCTETS * (len(piece) - least)
    mark = rf"(?:\ufffd|{_spelling('?')})" if least else r"[?\ufffd]"
    return f"{mark}{{{least},{most}}}+"


def _in_base64(secret: str) -> Iterator[str]:
    """What a secret looks like inside base64, which depends on where in three bytes it begins."""
    octets = secret.encode("utf-8", "surrogatepass")
    if len(octets) < _SHORTEST_IN_BASE64:
        return
    for before in range(3):
        coded = b64encode(bytes(before) + octets).decode()
        own = coded[-(-before * 8 // 6) : (before + len(octets)) * 8 // 6]
        yield own.replace("+", "[-+]").replace("/", "[/_]")
