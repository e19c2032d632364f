"""Write docstrings: what a contract says of an operation, a class or a field, wrapped for a reader."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .ir import Argument, Client, Doc, Iteration, Operation

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
    """What is said of a field or an argument: text, unit, limits, Korean name, facts per PG."""
    korean = f"({doc.korean})" if doc.korean else ""
    parts = (doc.text, doc.unit, doc.limits, korean, *_pg_sentences(doc))
    return " ".join(part for part in parts if part)


def method(operation: Operation, client: Client, indent: int) -> str:
    """The docstring of a method."""
    doc = operation.doc
    blocks = [wrap(operation.summary, indent)]
    if operation.deprecated:
        blocks.append("Deprecated: no longer documented by PortOne.")
    if doc.text:
        blocks.append(wrap(doc.text, indent))
    arguments = [*operation.positional, *operation.keywords]
    if arguments:
        blocks.append(_section("Args", (_argument(a, indent) for a in arguments), indent))
    returns = operation.returns_text
    blocks.append(_section("Returns", [wrap(returns, indent + 4)], indent))
    raises = [wrap(line, indent + 4, 4) for line in _raises(operation, client)]
    blocks.append(_section("Raises", raises, indent))
    pgs = [wrap(line, indent + 4, 4) for line in _pg_lines(doc)]
    if pgs:
        blocks.append(_section("PGs", pgs, indent))
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
    blocks.append(_section("Args", (_argument(a, indent) for a in arguments), indent))
    blocks.append(_section("Yields", [wrap("One after the other.", indent + 4)], indent))
    raises = [
        "ConfigurationError: Outcome not_sent: an argument is wrong. At once, before anything is sent.",
        f"PortOneError: What `{operation.method}` raises, when a page is asked for. Ask the iterator for "
        "the next one to go on: that page is asked for again, and none comes twice.",
    ]
    blocks.append(_section("Raises", [wrap(line, indent + 4, 4) for line in raises], indent))
    blocks.append(f"V1: {operation.http_method} {operation.path} ({operation.doc.korean})")
    return docstring(blocks, indent)


def _walking(iteration: Iteration) -> Iterator[str]:
    if iteration.days is not None:
        yield (
            f"A range longer than {iteration.days} days is cut into several, which follow each other in "
            "the order of the list; within each, the list is in that order."
        )
    promise = (
        "A page is asked for when the one before is used up, and none ahead, so you may stop at any time. "
        "Whatever comes or goes meanwhile, nothing comes twice, and nothing that stays is left out"
    )
    if iteration.limit is not None:
        yield (
            f"{promise}, but for what moves to a place in the list, or to a part of the range, that was "
            "passed already."
        )
    else:
        yield (
            f"{promise} unless, between the same two requests, one leaves before the place that was "
            "reached and another enters behind it: here V1 lets nobody choose the size of a page, so that "
            "two could overlap."
        )


def _page_size(iteration: Iteration) -> str:
    return (
        f"From 1 to {iteration.largest}; {iteration.largest} when left out. A later page has some "
        "more, those of the page before it, to be certain that nothing is between them."
    )


def _section(title: str, items: Iterable[str], indent: int) -> str:
    body = "\n".join(textwrap.indent(item, "    ") for item in items)
    return f"{title}:\n{body}"


def _argument(argument: Argument, indent: int) -> str:
    text = field_text(argument.doc)
    if argument.deprecated:
        text = f"Deprecated. {text}"
    return wrap(f"{argument.name}: {text}", indent + 4, 4)


def _raises(operation: Operation, client: Client) -> Iterator[str]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for row in operation.errors:
        key = (row["error"], row.get("outcome", "rejected"))
        grouped.setdefault(key, []).append(row["when"])
    for (error, outcome), whens in grouped.items():
        yield f"{error}: Outcome {outcome}: {'; '.join(dict.fromkeys(whens))}."
    if operation.effect == "write":
        yield (
            "NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy "
            "answer came; do not send it again before you know."
        )
    else:
        yield "NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed."
    yield "ConnectError, ConfigurationError: Outcome not_sent."
    own = {row["error"] for row in operation.errors}
    common = dict.fromkeys(
        row["error"]
        for row in client.common_errors
        if row["error"] not in own and row.get("outcome", "rejected") == "rejected"
    )
    if common:
        yield f"{', '.join(common)}: Outcome rejected, as for every operation."


def _pg_lines(doc: Doc) -> Iterator[str]:
    if doc.supported_by:
        yield f"Only {', '.join(doc.supported_by)}."
    if doc.unsupported_by:
        yield f"Not {', '.join(doc.unsupported_by)}."
    if doc.required_by:
        yield f"Required by {', '.join(doc.required_by)}."
    for name, note in doc.notes:
        yield f"{name}: {note}"


def _pg_sentences(doc: Doc) -> Iterator[str]:
    if doc.required_by:
        yield f"Required by {', '.join(doc.required_by)}."
    if doc.supported_by:
        yield f"Only {', '.join(doc.supported_by)}."
    if doc.unsupported_by:
        yield f"Not {', '.join(doc.unsupported_by)}."
    # Several PGs often share one note.
    shared: dict[str, list[str]] = {}
    for name, note in doc.notes:
        shared.setdefault(note, []).append(name)
    for note, names in shared.items():
        yield f"{', '.join(names)}: {note}"
