# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Find the PG's own code and words in a message of PortOne.

V1 documents no form for them. These are the published ones:

    카드정보 인증에 실패하였습니다. [F113]카드번호 오류
    결제취소에 실패하였습니다. [500626|기 취소 거래]
    결제가 실패하였습니다. [코드: V023] 한도초과
    빌키 발급에 실패하였습니다. [400]Error From NICEPAY. (message: 비밀번호틀림, code:F113)

Each step looks at a bounded number of characters around a bracket, so the time grows with the length of the
message alone.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import NamedTuple

_LONGEST_CODE = 32
_NEAR = _LONGEST_CODE + 16
"""How many characters a code, its label and the blanks around it may take."""

_OF_A_CODE = frozenset(string.ascii_letters + string.digits + "_.-")
_LABELS = ("code", "코드")
_SENTENCE_ENDS = ".!?:다"
_MESSAGE = "(message:"


class PgMessage(NamedTuple):
    """What the PG said. Each part is None where no published form tells it apart."""

    code: str | None = None
    text: str | None = None


class _Bracket(NamedTuple):
    """`[code]text` or `[code|text]`."""

    code: str
    text: str


def read_pg_message(message: str) -> PgMessage:
    """Return the PG's code and words; None for what cannot be told for certain."""
    bracket = _bracket(message)
    tails = list(_tails(message))
    codes = {code for code, _ in tails}
    if bracket is not None and not _is_http_status(bracket.code):
        codes.add(bracket.code)
    text = bracket.text if bracket else ""
    if len(codes) == 1 and tails and (bracket is None or _is_http_status(bracket.code)):
        text = _text_before(message, tails[-1][1]) or text
    # Two codes that differ: which one is the PG's is not known.
    return PgMessage(codes.pop() if len(codes) == 1 else None, text.strip() or None)


def _bracket(message: str) -> _Bracket | None:
    """Find the first bracket that holds a code and begins what the PG said."""
    for start in _positions(message, "["):
        if not _begins_a_sentence(message, start):
            continue
        near = message[start + 1 : start + 1 + _NEAR]
        end = min((at for at in map(near.find, "]|") if at >= 0), default=-1)
        code = _code_in(near[:end]) if end >= 0 else None
        if code is None:
            continue
        after = start + 1 + end + 1
        if near[end] == "]":
            return _Bracket(code, message[after:])
        close = _closing(message, after)
        return _Bracket(code, message[after:close].strip() or message[close + 1 :])
    return None


def _begins_a_sentence(message: str, start: int) -> bool:
    """Whether nothing but a whole sentence of PortOne's stands before `start`, so that `[o-1]` is no code."""
    before = message[max(0, start - _NEAR) : start].rstrip()
    return before[-1] in _SENTENCE_ENDS if before else start <= _NEAR


def _code_in(text: str) -> str | None:
    """Return the code that `text` is, with or without a label before it."""
    label, colon, labelled = text.rpartition(":")
    code = labelled.strip()
    if colon and not label.strip().lower().endswith(_LABELS):
        return None
    return code if _is_code(code) else None


def _is_code(text: str) -> bool:
    """Whether `text` looks like a code and not like a name, such as `BC` or `인증실패`."""
    if not text or len(text) > _LONGEST_CODE or not _OF_A_CODE.issuperset(text):
        return False
    return any(character in string.digits for character in text) or "_" in text.strip("_")


def _is_http_status(code: str) -> bool:
    """Whether it is the status with which the PG answered, and not its code: `[400]Error From …`."""
    return len(code) == 3 and code.isdigit() and code[0] in "45"


def _tails(message: str) -> Iterator[tuple[str, int]]:
    """Yield each code that stands as `code:F113)`, and where its label begins."""
    for end in _positions(message, ")"):
        start = max(0, end - _NEAR)
        label, colon, code = message[start:end].rpartition(":")
        label, code = label.rstrip(), code.strip()
        if colon and _is_code(code):
            for name in _LABELS:
                begins = len(label) - len(name)
                # Not the end of another word: `barcode:…`, `바코드:…`.
                if label.lower().endswith(name) and not (begins and label[begins - 1].isalnum()):
                    yield code, start + begins


def _text_before(message: str, end: int) -> str:
    """Return the words in front of a code, in the parentheses in which both stand."""
    start = message.find(_MESSAGE, 0, end)
    if start >= 0:
        return _without_comma(message[start + len(_MESSAGE) : end])
    depth = 1
    for at in range(end - 1, -1, -1):
        depth += (message[at] == ")") - (message[at] == "(")
        if depth == 0:
            return _without_comma(message[at + 1 : end])
    return ""


def _without_comma(text: str) -> str:
    return text.rstrip().removesuffix(",").strip()


def _closing(message: str, start: int) -> int:
    """Return where the bracket that was opened before `start` is closed; the end, where it is not."""
    depth = 1
    for at in range(start, len(message)):
        depth += (message[at] == "[") - (message[at] == "]")
        if depth == 0:
            return at
    return len(message)


def _positions(message: str, character: str) -> Iterator[int]:
    at = message.find(character)
    while at >= 0:
        yield at
        at = message.find(character, at + 1)
