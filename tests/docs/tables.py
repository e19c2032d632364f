"""The tables of the documents, made from the code that they describe: `make docs` writes them anew."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import re
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from generator.load import load
from portone_v1_api.calls import Operation
from portone_v1_api.operations import OPERATIONS
from portone_v1_emulator.control import ACTIONS, LISTS, VIEWS
from portone_v1_emulator.core.assumptions import ASSUMPTIONS
from portone_v1_emulator.core.faults import KINDS
from portone_v1_emulator.pgs import answers as pg
from portone_v1_emulator.pgs.promotions import PROMOTIONS, Promotion
from portone_v1_emulator.pgs.providers import PGS, Pg

DOCS = Path(__file__).parents[2] / "docs"
SPEC = DOCS.parent / "spec"

_NO_HABITS = ("name", "pay_methods", "channel_type")
"""What the table of PGs has in columns of their own."""

_TABLE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(text: str) -> str:
    """A document with its tables as they should be."""
    return _TABLE.sub(lambda match: match[1] + TABLES[match[2]]() + match[3], text)


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(head), *([str(cell).replace("|", "\\|") for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cards() -> str:
    rows = (
        (f"`{'-'.join(re.findall('....', number))}`", brand[1], _words(habit))
        for number, (brand, _, habit) in pg.TEST_CARDS.items()
    )
    return _table(("card", "issuer", "the PG"), rows)


def _amounts() -> str:
    rows = ((f"{amount:,}", _words(habit)) for amount, habit in pg.TEST_AMOUNTS.items())
    return _table(("amount", "the PG"), rows)


def _customers() -> str:
    rows = ((f"`{word}…`", _words(habit)) for word, habit in pg.TEST_CUSTOMERS.items())
    return _table(("customer_uid", "the PG"), rows)


def _promotions() -> str:
    return _table(
        ("promotion_id", "the discount"), ((f"`{one.id}`", _discount(one)) for one in PROMOTIONS)
    )


def _discount(promotion: Promotion) -> str:
    terms = promotion.terms
    if not promotion.running:
        return "none: it is over"
    parts = [f"{terms.percent}%" if terms.percent else f"{terms.won:,} won"]
    if terms.at_most is not None:
        parts.append(f"at most {terms.at_most:,} won")
    if terms.minimum:
        parts.append(f"from {terms.minimum:,} won on")
    if promotion.issuer is not None:
        parts.append(f"with cards whose issuer has the code {promotion.issuer}")
    return ", ".join(parts)


def _words(habit: str) -> str:
    one, words = pg.HABITS[habit], habit.replace("_", " ")
    said = (
        one.refuses_card
        or one.refuses_charge
        or one.fails_charge
        or one.last_word
        or one.refuses_cancel
        or one.refuses_cancel_late
    )
    places = [provider for provider in PGS if PGS[provider].pending_shown_as]
    only_at = one.only_at if one.last_word is None else ", ".join(places)
    where = f" ({only_at} alone)" if only_at else ""
    return f"{words}{where}: `{said}`" if said else f"{words}{where}"


def _pgs() -> str:
    usual = Pg("")
    rows = []
    for provider, one in PGS.items():
        habits = [
            _habit(field.name, getattr(one, field.name))
            for field in dataclasses.fields(one)
            if field.name not in _NO_HABITS
            and getattr(one, field.name) != getattr(usual, field.name)
        ]
        rows.append((f"`{provider}`", one.name, ", ".join(one.pay_methods), "; ".join(habits)))
    return _table(("PG", "name", "means", "habits"), rows)


def _pg_habits() -> str:
    """What stands below each field of `Pg`, where the code says it."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(Pg))).body
    assert isinstance(tree, ast.ClassDef)
    rows = []
    for field, below in itertools.pairwise(tree.body):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ) if name not in _NO_HABITS:
                rows.append((name.replace("_", " "), text))
    return _table(("habit", "says"), rows)


def _habit(name: str, value: Any) -> str:
    words = name.replace("_", " ")
    if value is True:
        return words
    if value is False:
        return f"not: {words}"
    if isinstance(value, frozenset):
        value = ", ".join(sorted(value))
    elif isinstance(value, tuple):
        value = " to ".join(map(str, value))
    return f"{words}: {value}"


def _faults() -> str:
    return _table(("kind", "what it does"), ((f"`{kind}`", does) for kind, does in KINDS.items()))


def _assumptions() -> str:
    rows = (
        (
            f"`{one.name}`",
            one.about,
            f"`{one.default}`",
            ", ".join(f"`{choice}`" for choice in one.choices if choice != one.default),
        )
        for one in ASSUMPTIONS.values()
    )
    return _table(("name", "decides", "default", "or"), rows)


def _control() -> str:
    rows = [
        (f"`GET /_emulator{path}`", "a page of them: `text`, `status`, `tier`, `page`, `limit`")
        for path in LISTS
    ]
    rows += [(f"`GET /_emulator{path}`", "shows it") for path in VIEWS]
    rows += [
        (f"`POST /_emulator{path}`", (action.__doc__ or "").splitlines()[0])
        for path, action in ACTIONS.items()
    ]
    return _table(("call", "does"), rows)


def when_done(operation: Operation, *, marked: bool) -> str:
    """When a write that was done is known to be, with nothing else in the way."""
    rule = operation.resolve
    assert rule is not None
    if rule.closes != "quiet" or (marked and rule.mark):
        return "at once"
    return f"after {rule.quiet // 60} min"


def when_declined(operation: Operation, *, marked: bool) -> str:
    """When a write that the PG declined is known to be; empty where V1 keeps no record of that."""
    rule = operation.resolve
    assert rule is not None
    if operation.declined is None:
        return ""
    if rule.proof == "newer" and rule.where.get(operation.declined.field):
        return "never"  # one that failed may have been revoked
    return "at once" if marked and rule.mark else f"after {rule.quiet // 60} min"


def when_never_arrived(operation: Operation) -> str:
    """What is known, and when, of a write that never arrived, with nothing else in the way."""
    rule = operation.resolve
    assert rule is not None
    if rule.proof == "present" and rule.closes == "quiet" and rule.protects is None:
        known = False  # an update may have been overwritten by another
    elif rule.proof == "newer" and rule.closes == "state":
        known = True  # the record is still there, and shows that nothing came of it
    else:
        known = not rule.reversible and operation.name not in _STARTS_WHERE_NOTHING_IS_PROVEN
    return f"after {rule.quiet // 60} min" if known else "`cannot_know`"


_STARTS_WHERE_NOTHING_IS_PROVEN = {"naver.ship_exchanged"}
"""Their record begins in a state that proves nothing: another write may have brought it back there."""


def _kind_of_claim(operation: Operation) -> str:
    rule = operation.resolve
    assert rule is not None
    if rule.closes == "record":
        return "assumes that no other client does the same" + (
            "; its mark does not" if rule.mark else ""
        )
    return "the same for any writer"


def _lost_answers() -> str:
    rows = [
        (
            f"`{name}`",
            when_done(operation, marked=False),
            when_done(operation, marked=True),
            when_declined(operation, marked=False),
            when_declined(operation, marked=True),
            when_never_arrived(operation),
            _kind_of_claim(operation),
        )
        for name, operation in sorted(OPERATIONS.items())
        if operation.resolve and operation.resolve.reads
    ]
    head = (
        "write",
        "done",
        "done, marked",
        "declined",
        "declined, marked",
        "never arrived",
        "what `happened` claims",
    )
    return _table(head, rows)


def _common_errors() -> str:
    rows: dict[tuple[str, str, str], list[int]] = {}
    for row in load(SPEC).document["x-errors"]:
        key = (row["error"], row["when"], row.get("outcome", "rejected"))
        rows.setdefault(key, []).append(row["status"])
    return _table(
        ("HTTP", "raised", "when", "`outcome`"),
        (
            (", ".join(map(str, statuses)), f"`{error}`", when, f"`{outcome}`")
            for (error, when, outcome), statuses in rows.items()
        ),
    )


TABLES: dict[str, Callable[[], str]] = {
    "cards": _cards,
    "amounts": _amounts,
    "customers": _customers,
    "promotions": _promotions,
    "pgs": _pgs,
    "pg_habits": _pg_habits,
    "faults": _faults,
    "assumptions": _assumptions,
    "control": _control,
    "lost_answers": _lost_answers,
    "common_errors": _common_errors,
}


if __name__ == "__main__":
    for page in DOCS.glob("*.md"):
        page.write_text(filled(page.read_text("utf-8")), "utf-8")
