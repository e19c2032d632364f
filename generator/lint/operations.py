"""Rules about operations: what they do, how they fail, and how a lost write is looked up."""

from __future__ import annotations

from collections.abc import Iterable

from ..load import Mapping, Place
from ..schema_index import Operation, SchemaIndex
from .rules import Broken, rule


@rule("effect", "structure")
def _effect(index: SchemaIndex) -> Broken:
    """An operation says whether repeating it is harmless."""
    for operation in index.operations:
        if "x-effect" not in operation.data:
            yield (
                operation.place,
                f"{operation.name} has no x-effect: say whether it is a read or a write",
            )


@rule("tag", "structure")
def _tag(index: SchemaIndex) -> Broken:
    """An operation has one tag, and the root lists it."""
    declared = {tag["name"] for tag in index.document.get("tags", ())}
    for operation in index.operations:
        tags = operation.data.get("tags", [])
        place = operation.data.place_of("tags") if tags else operation.place
        if len(tags) != 1:
            yield place, f"give {operation.name} exactly one tag, the name of its resource"
        for tag in tags:
            if tag not in declared:
                yield place, f"the tag {tag} is not declared: add it to the tags of openapi.yaml"


@rule("summary", "structure")
def _summary(index: SchemaIndex) -> Broken:
    """An operation says what it does."""
    for operation in index.operations:
        if not operation.data.get("summary", "").strip():
            yield (
                operation.place,
                f"{operation.name} has no summary: say in one sentence what it does",
            )


@rule("errors")
def _errors(index: SchemaIndex) -> Broken:
    """Each refusal has a row in x-errors, and each row a status in responses and a chance to match."""
    common = index.document.get("x-errors", [])
    yield from _rows(common)
    for operation in index.operations:
        rows = operation.data.get("x-errors", [])
        responses = operation.responses
        yield from _rows(rows)
        explained = {str(row["status"]) for row in (*common, *rows)}
        for status in responses:
            if not status.startswith("2") and status not in explained:
                place = responses.place_of(status)
                yield (
                    place,
                    f"no row of x-errors explains status {status} of {operation.name}: add one",
                )
        for row in rows:
            free = row["status"] == 401 and operation.data.get("security") == []
            if str(row["status"]) not in responses and not free:
                place = row.place_of("status")
                yield (
                    place,
                    f"add {row['status']} to the responses of {operation.name}, or remove this row",
                )


def _rows(rows: list[Mapping]) -> Broken:
    for index, row in enumerate(rows):
        for earlier in rows[:index]:
            given = [key for key in ("status", "code", "message") if key in earlier]
            if earlier["case"] == row["case"]:
                yield row.place_of("case"), f"the case {row['case']} is used twice: rename one"
            if all(row.get(key) == earlier[key] for key in given):
                yield (
                    row.place,
                    f"{row['case']} never applies: {earlier['case']} above it matches first",
                )


@rule("resolve")
def _resolve(index: SchemaIndex) -> Broken:
    """A write says how a lost answer is looked up; a read has nothing to resolve."""
    for operation in index.operations:
        if operation.is_write and "x-resolve" not in operation.data:
            yield (
                operation.place,
                f"{operation.name} is a write without x-resolve: say how it is looked up",
            )
        if not operation.is_write and "x-resolve" in operation.data:
            yield operation.data.place_of("x-resolve"), "only writes are resolved: remove x-resolve"


@rule("unknown-name")
def _unknown_name(index: SchemaIndex) -> Broken:
    """Extensions name only arguments, operations and fields that there are."""
    operations = {operation.name: operation for operation in index.operations}
    for operation in index.operations:
        data, known = operation.data, operation.argument_schemas
        for key in ("x-one-of", "x-any-of"):
            yield from _unknown_names(index, data.place_of(key), data.get(key, ()), known)
        if page := data.get("x-page"):
            window = page.get("window", {})
            arguments = [page["page"], page.get("limit"), page.get("sorting")]
            arguments += [window.get("from"), window.get("to")]
            yield from _unknown_names(index, page.place, arguments, known)
            yield from _unknown_names(index, page.place, [page["items"]], index.payload(operation))
            yield from _unknown_names(index, page.place, [page.get("key")], index.record(operation))
        if declined := data.get("x-declined"):
            fields = [declined["field"], declined["message"]]
            fields.append(declined.get("not_final", {}).get("field"))
            yield from _unknown_names(index, declined.place, fields, index.record(operation))
        if resolve := data.get("x-resolve"):
            yield from _resolve_names(index, resolve, known, operations)


def _resolve_names(
    index: SchemaIndex, resolve: Mapping, ours: dict[str, Mapping], operations: dict[str, Operation]
) -> Broken:
    match = resolve.get("match", Mapping(resolve.place))
    yield from _unknown_names(index, match.place, match.values(), ours)
    arguments = [resolve.get(key) for key in ("again", "protects", "mark")]
    arguments += resolve.get("unmatched", ())
    for touched in resolve.get("touches", ()):
        arguments += touched["with"].values()
        if touched["record"] not in _records(index):
            yield (
                touched.place,
                f"no write has the record {touched['record']}: name one that exists",
            )
    yield from _unknown_names(index, resolve.place, arguments, ours)
    for read in resolve.get("reads", ()):
        asked = operations.get(read["operation"])
        if asked is None or asked.is_write:
            yield read.place, f"{read['operation']} is not a read of this contract: name another"
            continue
        arguments = [*read["with"], *read.get("also", ())]
        yield from _unknown_names(index, read.place, read["with"].values(), ours)
        yield from _unknown_names(index, read.place, arguments, asked.argument_schemas)
        record, field = index.record(asked), resolve.get("field")
        yield from _unknown_names(index, resolve.place_of("field"), [field], record)
        named = [*resolve.get("where", ()), *resolve.get("ended", ())]
        named += [resolve.get(key) for key in ("inside", "began", "since")]
        yield from _unknown_names(index, resolve.place, named, record)
        if later := resolve.get("later"):
            yield from _unknown_names(index, later.place, [later["field"]], record)
        if resolve["proof"] == "cancellation" and field in record:
            record |= index.item_fields(record[field])
        yield from _unknown_names(index, match.place, match, record)


def _records(index: SchemaIndex) -> set[str]:
    """The kinds of records that writes make or change."""
    return {operation.data.get("x-resolve", {}).get("record") for operation in index.operations}


@rule("page")
def _page(index: SchemaIndex) -> Broken:
    """A paged operation answers with a list of objects, its pages are bounded, its iterator has a name."""
    methods = {operation.name for operation in index.operations}
    for operation in index.operations:
        page = operation.data.get("x-page")
        if page is None:
            continue
        resource, _, method = operation.name.partition(".")
        name = page["iterator"].get("name")
        if name is None and not method.startswith("list_"):
            text = f"{method} does not begin with list_: give its iterator a name"
            yield page.place_of("iterator"), text
        name = name or f"iter_{method.removeprefix('list_')}"
        if f"{resource}.{name}" in methods:
            yield page.place_of("iterator"), f"{resource} has two methods {name}: rename one"
        methods.add(f"{resource}.{name}")
        items = index.payload(operation).get(page["items"])
        if items is not None and not ("array" in index.types(items) and index.item_fields(items)):
            yield page.place_of("items"), f"{page['items']} is not a list of objects: name another"
        limit = operation.argument_schemas.get(page.get("limit", ""))
        if limit is not None and "maximum" not in limit:
            text = f"{page['limit']} has no maximum: say how large a page can be"
            yield limit.place, text


@rule("closes")
def _closes(index: SchemaIndex) -> Broken:
    """A record that may be old, and that another write can remove, closes no attempt by being there."""
    for operation in index.operations:
        resolve = operation.data.get("x-resolve")
        if resolve is None or resolve["proof"] not in ("present", "state"):
            continue
        if resolve.get("closes") != "record":
            continue
        if resolve["proof"] == "present":
            problem = "a record without a time may be an old one: remove closes"
            yield resolve.place_of("closes"), problem
        elif resolve.get("reversible") and "since" not in resolve:
            problem = (
                "a reversible state without a time may be an old one: add since, or remove closes"
            )
            yield resolve.place_of("closes"), problem


@rule("unmatched")
def _unmatched(index: SchemaIndex) -> Broken:
    """Whatever was sent and comes back is compared, or it says why not: another's record looks like ours."""
    operations = {operation.name: operation for operation in index.operations}
    for operation in index.operations:
        resolve = operation.data.get("x-resolve")
        if resolve is None or resolve["proof"] in ("none", "absent"):
            continue
        compared = {*resolve.get("match", {}).values(), *resolve.get("unmatched", ())}
        for read in resolve["reads"]:
            asked = operations.get(read["operation"])
            if asked is None:
                continue  # another rule says so
            compared |= {*read["with"].values()}
            record = index.record(asked)
            if resolve["proof"] == "cancellation":
                field = resolve.get("field")
                record = index.item_fields(record[field]) if field in record else {}
            for name in _returned(index, operation, record):
                if name not in compared and not _is_of_an_order(resolve, name):
                    yield (
                        resolve.place,
                        f"{name} comes back: compare it in match, or list it in unmatched",
                    )


def _returned(
    index: SchemaIndex, operation: Operation, record: dict[str, Mapping]
) -> Iterable[str]:
    """The arguments of a write that its record shows under the same name."""
    for name, schema in operation.argument_schemas.items():
        parts = index.item_fields(schema)
        yield from (f"{name}.{part}" for part in parts if part in record)
        if not parts and name in record:
            yield name


def _is_of_an_order(resolve: Mapping, name: str) -> bool:
    """Whether it says nothing of a payment's claim: that the order is paid, in this amount and currency."""
    return resolve["proof"] == "payment" and name not in ("amount", "currency")


def _unknown_names(
    index: SchemaIndex, place: Place, names: Iterable[str | None], known: dict[str, Mapping]
) -> Broken:
    for name in names:
        if name is not None and not index.leads(name, known):
            names = f"use one of {', '.join(sorted(known))}" if known else "there are no names here"
            yield place, f"the name {name} is not known: {names}"


@rule("misplaced-extension")
def _misplaced_extension(index: SchemaIndex) -> Broken:
    """An extension stands where it can mean something."""
    for parameter in index.parameters:
        if "x-optional" in parameter and parameter["in"] != "path":
            yield parameter.place_of("x-optional"), "only path parameters can be x-optional"
    for operation in index.operations:
        if "x-empty-answer" in operation.data and index.payload(operation):
            place = operation.data.place_of("x-empty-answer")
            yield place, f"{operation.name} answers with a payload: remove x-empty-answer"
        if "x-list-or-page" in operation.data and not index.is_list(operation):
            place = operation.data.place_of("x-list-or-page")
            yield place, f"{operation.name} does not answer with a list: remove x-list-or-page"
        for argument in operation.arguments:
            if "x-omit" in argument.data and argument.required:
                place = argument.data.place_of("x-omit")
                yield place, f"{argument.name} is required on the wire: remove x-omit"
    flat = {id(data) for schema in index.request_objects for data in schema.values()}
    for field in index.fields:
        if "x-flatten" in field.data:
            place = field.data.place_of("x-flatten")
            if "properties" not in index.contract.resolve(field.schema):
                yield place, f"{field.name} is not an object: remove x-flatten"
            elif id(field.data) not in flat:
                yield place, f"{field.name} does not stand in a request: remove x-flatten"
