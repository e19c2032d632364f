"""Write docstrings: what a contract says of an operation, a class or a field, wrapped for a reader."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from .outline import Argument, Client, Doc, Operation

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
