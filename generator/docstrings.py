"""Write docstrings: what a contract says of an operation, a class or a field, wrapped for a reader."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .outline import Argument, Doc, Iteration, Operation

_WIDTH = 100


def docstring(blocks: Iterable[str], indent: int) -> str:
    """`blocks` as a docstring, indented by `indent` columns and ready to be put into code."""
    margin = " " * indent
    text = "\n\n".join(block for block in blocks if block)
    # The contract's text must stay text: it cannot close the docstring or escape anything.
    text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if "\n" not in text and len(text) + indent + 6 <= _WIDTH:
        return f'{margin}"""{text}"""'
    lines = f'"""{text}\n"""'.split("\n")
    return "\n".join(margin + line if line else "" for line in lines)


def wrap(text: str, indent: int, hanging: int = 0) -> str:
    """`text` in paragraphs no wider than a line of code; lists keep their lines."""
    paragraphs = [
        textwrap.fill(
            " ".join(paragraph.split()),
            width=_WIDTH - indent,
            subsequent_indent=" " * hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for paragraph in text.split("\n\n")
    ]
    return "\n\n".join(paragraphs)


def sentence(doc: Doc) -> str:
    """The text with its Korean name."""
    return f"{doc.text} ({doc.korean})" if doc.korean else doc.text


def field_text(doc: Doc) -> str:
    """What is said of a field: text, unit, limits, Korean name, facts per PG."""
    korean = f"({doc.korean})" if doc.korean else ""
    parts = (doc.text, doc.unit, doc.limits, korean, _pg_facts(doc))
    return " ".join(part for part in parts if part)


def method(operation: Operation, indent: int) -> str:
    """The docstring of a method."""
    doc = operation.doc
    blocks = [wrap(operation.summary, indent)]
    if operation.deprecated:
        blocks.append("Deprecated: no longer documented by PortOne.")
    if doc.text:
        blocks.append(wrap(doc.text, indent))
    arguments = (*operation.positional, *operation.keywords)
    blocks.append(_section("Args", map(_argument, arguments), indent))
    blocks.append(_section("Returns", _returns(operation), indent, hanging=0))
    blocks.append(_section("Raises", _raises(operation), indent))
    blocks.append(_section("PGs", _pgs(doc, arguments), indent))
    blocks.append(f"V1: {operation.http_method} {operation.path} ({doc.korean})")
    return docstring(blocks, indent)


def iterator(operation: Operation, indent: int) -> str:
    """The docstring of the method that goes through all pages of an operation."""
    iteration = operation.iteration
    if iteration is None:
        raise ValueError(f"{operation.name} has no pages")
    blocks = [wrap(iteration.summary, indent)]
    if operation.doc.text:
        blocks.append(wrap(operation.doc.text, indent))
    blocks += [wrap(text, indent) for text in _walking(iteration)]
    arguments = [
        replace(a, doc=replace(a.doc, limits=_page_size(iteration)))
        if a.name == iteration.limit
        else a
        for a in (*operation.positional, *operation.keywords)
        if a.name in iteration.names
    ]
    blocks.append(_section("Args", map(_argument, arguments), indent))
    blocks.append(_section("PGs", _pgs(Doc("", ""), arguments), indent))
    blocks.append(f"V1: {operation.http_method} {operation.path} ({operation.doc.korean})")
    return docstring(blocks, indent)


def _walking(iteration: Iteration) -> Iterator[str]:
    if iteration.days is not None:
        yield (
            f"A range longer than {iteration.days} days is split into several, which follow each other "
            "in the order of the list; within each, the list is in that order."
        )
    if iteration.limit is None:
        yield (
            "V1 does not let you choose the size of a page here, so pages cannot overlap: an item may be "
            "missed if, between two requests, another leaves before it and a third enters behind it."
        )


def _page_size(iteration: Iteration) -> str:
    return f"From 1 to {iteration.largest}; {iteration.largest} when left out."


def _section(title: str, items: Iterable[str], indent: int, hanging: int = 4) -> str:
    """The items under a title; nothing where there are none."""
    body = [textwrap.indent(wrap(item, indent + 4, hanging), "    ") for item in items]
    return "\n".join([f"{title}:", *body]) if body else ""


def _argument(argument: Argument) -> str:
    doc = argument.doc
    name = f"{argument.name} ({doc.korean})" if doc.korean else argument.name
    deprecated = "Deprecated." if argument.deprecated else ""
    text = " ".join(part for part in (deprecated, doc.text, doc.unit, doc.limits) if part)
    return f"{name}: {text}"


def _returns(operation: Operation) -> Iterator[str]:
    """What the signature and the summary do not say of the result: "The payment." adds nothing."""
    # Words are alike when they begin alike: "cancelled" adds nothing to "Cancel a payment".
    known = _beginnings(f"{operation.returns.annotation} {operation.summary} {_FILLERS}")
    if not _beginnings(operation.returns_text) <= known:
        yield operation.returns_text


_FILLERS = "a after all and is it its new now of that the them was were with"


def _beginnings(text: str) -> set[str]:
    words = re.findall(r"[A-Z]?[a-z]+", text)
    return {word.lower()[:5] for word in words}


def _raises(operation: Operation) -> Iterator[str]:
    """The operation's own refusals: docs/errors.md has what any call may raise."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for row in operation.errors:
        key = (row["error"], row.get("outcome", "rejected"))
        grouped.setdefault(key, []).append(row["when"])
    for (error, outcome), whens in grouped.items():
        text = "; ".join(dict.fromkeys(whens))
        noted = "" if outcome == "rejected" else f" Outcome {outcome}."
        yield f"{error}: {_capitalized(text)}.{noted}"


def _capitalized(text: str) -> str:
    """`text` as the start of a sentence, unless it starts with a name such as `merchant_uid`."""
    first = text.split()[0]
    return text if "_" in first else f"{text[:1].upper()}{text[1:]}"


def _pgs(doc: Doc, arguments: Iterable[Argument]) -> Iterator[str]:
    """What holds at single PGs only: for the operation, then for its arguments."""
    yield from _limits_to_pgs(doc)
    for name, note in doc.notes:
        yield f"{name}: {note}"
    shared: dict[str, list[str]] = {}
    for argument in arguments:
        if facts := _pg_facts(argument.doc):
            shared.setdefault(facts, []).append(f"`{argument.name}`")
    for facts, names in shared.items():
        yield f"{', '.join(names)}: {facts}"


def _limits_to_pgs(doc: Doc) -> Iterator[str]:
    if doc.required_by:
        yield f"Required by {', '.join(doc.required_by)}."
    if doc.supported_by:
        yield f"Only {', '.join(doc.supported_by)}."
    if doc.unsupported_by:
        yield f"Not {', '.join(doc.unsupported_by)}."


def _pg_facts(doc: Doc) -> str:
    # Several PGs often share one note.
    shared: dict[str, list[str]] = {}
    for name, note in doc.notes:
        shared.setdefault(note, []).append(name)
    notes = (f"{', '.join(names)}: {note}" for note, names in shared.items())
    return " ".join([*_limits_to_pgs(doc), *notes])
