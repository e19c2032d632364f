"""Every operation of the contract, called through both clients against a server that checks it."""

from __future__ import annotations

import inspect
import json
import re
import typing
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

import pytest
from both_clients import KEY, KINDS, SECRET, Kind, ask
from contract_answers import about, options, payload_schema, plain, raw, read, same
from contract_cases import (
    SPELLINGS,
    Case,
    Described,
    Spelling,
    arguments,
    contract,
    full_cases,
    lean_case,
    lean_cases,
    operations,
)
from contract_server import ContractServer, Undeclared, check_arrived
from local_server import Arrived
from openapi_core.exceptions import OpenAPIError

from generator.examples import JSON, answer_example
from generator.load import Mapping
from portone_v1 import AsyncPortOne, PortOne, models
from portone_v1.models import PartialList
from portone_v1_api import OPERATIONS

TIER = "AB1"
TOKEN = "auth.get_token"

every_operation = pytest.mark.parametrize("operation", operations(), ids=str)
both_clients = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def server() -> Iterator[ContractServer]:
    with ContractServer() as server:
        yield server


@pytest.fixture(scope="module")
def access_token() -> str:
    token = next(operation for operation in operations() if operation.name == TOKEN)
    value: str = answer_example(contract(), token.data)["response"]["access_token"]
    return value


@pytest.fixture(autouse=True)
def _nothing_of_the_test_before(server: ContractServer) -> None:
    server.taken()


def answered(operation: Described, status: str = "200") -> Any:
    """The example of the payload, as a client that keeps decimals decodes it."""
    answer = json.dumps(answer_example(contract(), operation.data, status))
    return json.loads(answer, parse_float=Decimal).get("response")


def calls_of(case: Case, server: ContractServer) -> list[Arrived]:
    """The requests of the case's operation, after the one for a token where it needs one."""
    taken = server.taken()
    names = [name for name, _ in taken]
    ahead = [TOKEN] if case.operation.has_token else []
    assert names == [*ahead, case.operation.name, case.operation.name]
    return [request for _, request in taken[len(ahead) :]]


def check_requests(case: Case, server: ContractServer, access_token: str) -> None:
    """What arrived is what the contract's example says, once for the store and once for the tier."""
    for request, tier in zip(calls_of(case, server), (None, TIER), strict=True):
        assert request.method == case.operation.method
        assert request.path == case.path
        assert request.query == case.query
        if case.body is None:
            assert request.body == b""
        else:
            assert request.headers["content-type"] == JSON
            assert same(json.loads(request.body, parse_float=Decimal), case.body)
        has_token = case.operation.has_token
        assert request.headers.get("tier") == (tier if has_token else None)
        bearer = f"Bearer {access_token}" if has_token else None
        assert request.headers.get("authorization") == bearer
        assert SECRET not in json.dumps([*request.headers.values(), request.path, request.query])


def check_values(case: Case, values: list[Any], drift: list[tuple[str, str]]) -> None:
    """What was returned is the contract's example, whole and with nothing reported."""
    payload = about(case.asked, answered(case.operation))
    for value in values:
        assert same(raw(value), payload)
        assert same(plain(value), read(payload_schema(case.operation), payload, "", pytest.fail))
    assert drift == []


@both_clients
@pytest.mark.parametrize("spelling", SPELLINGS, ids=str)
@pytest.mark.parametrize("case", full_cases(), ids=str)
def test_with_all_arguments(
    case: Case, spelling: Spelling, kind: Kind, server: ContractServer, access_token: str
) -> None:
    call(case, spelling, kind, server, access_token)


@both_clients
@pytest.mark.parametrize("case", lean_cases(), ids=str)
def test_with_the_required_arguments_alone(
    case: Case, kind: Kind, server: ContractServer, access_token: str
) -> None:
    call(case, SPELLINGS[0], kind, server, access_token)


def with_decimals(schema: Mapping, value: Any) -> Any:
    """`value` with each amount that need not be whole as a decimal, in a currency that has some."""
    resolved = contract().resolve(schema)
    if isinstance(value, list) and "items" in resolved:
        return [with_decimals(resolved["items"], item) for item in value]
    if isinstance(value, dict) and "properties" in resolved:
        fields = resolved["properties"]
        return {wire: with_decimals(fields[wire], item) for wire, item in value.items()}
    if schema.get("x-currency"):
        return "USD"
    is_free = schema.get("x-money") and resolved["type"] == "number"
    return Decimal("10.29") if is_free else value


def decimal_cases() -> Iterator[Case]:
    for case in full_cases():
        schemas = {argument.name: argument.schema for argument in arguments(case.operation)}
        given = {name: with_decimals(schemas[name], value) for name, value in case.given.items()}
        if given != case.given:
            yield Case(case.operation, case.label, given)


@both_clients
@pytest.mark.parametrize("spelling", SPELLINGS, ids=str)
@pytest.mark.parametrize("case", list(decimal_cases()), ids=str)
def test_amounts_may_be_decimals(
    case: Case, spelling: Spelling, kind: Kind, server: ContractServer, access_token: str
) -> None:
    call(case, spelling, kind, server, access_token)


def call(
    case: Case, spelling: Spelling, kind: Kind, server: ContractServer, access_token: str
) -> None:
    drift: list[tuple[str, str]] = []
    values = ask(
        kind,
        server.url,
        case.operation.name,
        *case.spelled(spelling),
        tiers=(None, TIER),
        on_drift=lambda *told: drift.append(told),
    )
    check_requests(case, server, access_token)
    check_values(case, values, drift)


@both_clients
@pytest.mark.parametrize("operation", [o for o in operations() if o.optional_segment], ids=str)
def test_an_optional_segment_is_left_out(
    operation: Described, kind: Kind, server: ContractServer
) -> None:
    case = lean_case(operation.name)
    assert case.path.count("/") == operation.path.count("/") - 1
    ask(kind, server.url, operation.name, *case.spelled(SPELLINGS[0]))
    assert [request.path for _, request in server.taken()][1:] == [case.path]


def free_segments(operation: Described) -> list[str]:
    """The arguments in the path that may be any text."""
    return [
        argument.name
        for argument in arguments(operation)
        if argument.place == "path"
        and not {"enum", "pattern"} & contract().resolve(argument.schema).keys()
    ]


@both_clients
@pytest.mark.parametrize("operation", [o for o in operations() if free_segments(o)], ids=str)
def test_whatever_stands_in_the_path_is_escaped(
    operation: Described, kind: Kind, server: ContractServer
) -> None:
    lean = lean_case(operation.name)
    odd = dict.fromkeys(free_segments(operation), "주 /?#%2F+.")
    case = Case(operation, "odd", {**lean.given, **odd}, lean.everything)
    ask(kind, server.url, operation.name, *case.spelled(SPELLINGS[0]))
    assert [request.path for _, request in server.taken()][1:] == [case.path]
    assert case.path.isascii()
    assert case.path.count("/") == lean.path.count("/")


def asked_and_there(operation: Described, case: Case) -> tuple[list[str], list[str]]:
    """The identities that were asked for, and those of them that the contract's answer holds."""
    items = payload_schema(operation, "207")["items"]
    wires = {wire for option in options(items) for wire in option["properties"]}
    asked: list[str] = []
    there: list[str] = []
    for argument in arguments(operation):
        wire = argument.wire.removesuffix("[]")
        if argument.place != "path" and wire in wires and argument.name in case.given:
            asked += case.given[argument.name]
            there += [item[wire] for item in answered(operation, "207")]
    return asked, there


@both_clients
@pytest.mark.parametrize(
    "case", [c for c in full_cases() if "207" in c.operation.data["responses"]], ids=str
)
def test_a_part_says_what_is_missing(case: Case, kind: Kind, server: ContractServer) -> None:
    operation = case.operation
    named = {
        name: [*value, "no-such-1"] if isinstance(value, list) else value
        for name, value in case.given.items()
    }
    case = Case(operation, case.label, named)
    answer = answer_example(contract(), operation.data, "207")
    drift: list[tuple[str, str]] = []
    with server.answering(operation.name, 207, answer):
        [value] = ask(
            kind,
            server.url,
            operation.name,
            *case.spelled(SPELLINGS[0]),
            on_drift=lambda *told: drift.append(told),
        )
    asked, there = asked_and_there(operation, case)
    assert asked, "what was asked for can be compared with what came"
    assert type(value) is PartialList
    assert value.partial is True
    assert value.missing == [uid for uid in asked if uid not in there]
    assert "no-such-1" in value.missing
    check_values(Case(operation, case.label, {}), [list(value)], drift)
    with server.answering(operation.name, 200, answer):
        [whole] = ask(kind, server.url, operation.name, *case.spelled(SPELLINGS[0]))
    assert whole.partial is False


def test_there_are_as_many_operations_as_in_the_contract() -> None:
    assert list(OPERATIONS) == [operation.name for operation in ordered_by_tag()]
    assert len(OPERATIONS) == len(operations())


def ordered_by_tag() -> list[Described]:
    tags = [tag["name"] for tag in contract().document["tags"]]
    return sorted(operations(), key=lambda operation: tags.index(operation.data["tags"][0]))


def methods_of(name: str) -> tuple[Any, Any]:
    """The method of an operation in the class of its resource, for both clients."""
    resource, _, method = name.partition(".")
    sync, awaited = (
        getattr(type(getattr(client(KEY, SECRET), resource)), method)
        for client in (PortOne, AsyncPortOne)
    )
    return sync, awaited


@every_operation
def test_operations_say_what_the_contract_says(operation: Described) -> None:
    ours = OPERATIONS[operation.name]
    assert (ours.name, ours.method, ours.path) == (
        operation.name,
        operation.method,
        operation.path,
    )
    assert ours.effect == operation.data["x-effect"]
    assert ours.token is operation.has_token
    assert ours.deprecated is operation.data.get("deprecated", False)
    assert [(p.name, p.wire, p.place, p.within, p.required, p.whole) for p in ours.parameters] == [
        (a.name, a.wire, a.place, a.within, a.required, a.whole) for a in arguments(operation)
    ]


@every_operation
def test_signatures_are_those_of_the_operations(operation: Described) -> None:
    ours = OPERATIONS[operation.name]
    sync, awaited = methods_of(operation.name)
    assert inspect.iscoroutinefunction(awaited)
    assert not inspect.iscoroutinefunction(sync)
    assert inspect.signature(sync) == inspect.signature(awaited)
    assert sync.__doc__ == awaited.__doc__
    parameters = dict(inspect.signature(sync).parameters)
    del parameters["self"]
    assert parameters.keys() == {p.name for p in ours.parameters}
    for p in ours.parameters:
        written = parameters[p.name]
        by_position = p.place == "path" and p.required
        assert written.kind is (
            inspect.Parameter.POSITIONAL_OR_KEYWORD
            if by_position
            else inspect.Parameter.KEYWORD_ONLY
        )
        assert written.default is (inspect.Parameter.empty if p.required else None)
    hints = typing.get_type_hints(sync)
    assert hints == typing.get_type_hints(awaited)
    assert hints.keys() == {*parameters, "return"}
    for p in ours.parameters:
        assert (type(None) in typing.get_args(hints[p.name])) is (not p.required)
        assert (Literal["all"] in typing.get_args(hints[p.name])) is p.whole


@every_operation
def test_docstrings_name_the_path_and_every_argument(operation: Described) -> None:
    text = methods_of(operation.name)[0].__doc__
    assert f"V1: {operation.method} {operation.path} (" in text
    for p in OPERATIONS[operation.name].parameters:
        assert re.search(rf"\n            {p.name} \(.+\): ", text)


@every_operation
def test_docstrings_have_the_own_refusals_of_an_operation_and_no_others(
    operation: Described,
) -> None:
    text = methods_of(operation.name)[0].__doc__
    raised = set(re.findall(r"^            ([A-Z]\w+): ", text, re.MULTILINE))
    assert raised >= {row["error"] for row in operation.data.get("x-errors", ())}
    assert not raised & {"ConfigurationError", "ConnectError", "NoAnswer"}


@every_operation
def test_facts_about_single_pgs_stand_under_pgs_alone(operation: Described) -> None:
    text = methods_of(operation.name)[0].__doc__
    before, _, pgs = " ".join(text.split()).partition(" PGs: ")
    described_by = [operation.data, *operation.data.get("parameters", ())]
    described_by += [argument.schema for argument in arguments(operation)]
    for data in described_by:
        for note in data.get("x-pg", {}).get("notes", {}).values():
            assert " ".join(note.split()) in pgs
            assert " ".join(note.split()) not in before


@pytest.mark.parametrize("resource", sorted({name.partition(".")[0] for name in OPERATIONS}))
def test_resources_have_the_methods_of_the_operations(resource: str) -> None:
    expected = {name for name in OPERATIONS if name.startswith(f"{resource}.")}
    for method in methods_of(min(expected)):
        owner = getattr(inspect.getmodule(method), method.__qualname__.partition(".")[0])
        public = {name for name in vars(owner) if not name.startswith(("_", "iter_"))}
        assert {f"{resource}.{name}" for name in public} == expected


@pytest.mark.parametrize("name", models.__all__)
def test_type_hints_of_models_can_be_read(name: str) -> None:
    model = getattr(models, name)
    if isinstance(model, type):
        hints = typing.get_type_hints(model, include_extras=True)
        assert hints.keys() >= set(getattr(model, "__annotations__", {}))
    else:
        assert typing.get_origin(model) is Literal
        assert typing.get_args(model)


GOOD = Arrived(
    "POST",
    "/payments/cancel",
    [],
    {"authorization": "Bearer x", "content-type": JSON, "tier": TIER},
    b'{"imp_uid": "imp_1", "amount": 1, "extra": {"requester": "admin"}}',
)
HEADERS = dict(GOOD.headers)
BAD = {
    "an unknown path": GOOD._replace(path="/payments/cancle"),
    "another method": GOOD._replace(method="PUT"),
    "an unknown name in the query": GOOD._replace(query=[("imp_uid", "imp_1")]),
    "an unknown field": GOOD._replace(body=b'{"impUid": "imp_1"}'),
    "an unknown field inside": GOOD._replace(body=b'{"extra": {"requester_id": "1"}}'),
    "a field twice": GOOD._replace(body=b'{"amount": 1, "amount": 2}'),
    "a string for a number": GOOD._replace(body=b'{"amount": "1"}'),
    "null for a string": GOOD._replace(body=b'{"imp_uid": null}'),
    "a form": GOOD._replace(
        headers=HEADERS | {"content-type": "application/x-www-form-urlencoded"}, body=b"amount=1"
    ),
    "no body": GOOD._replace(body=b""),
    "an unknown header": GOOD._replace(headers=HEADERS | {"x-tier": TIER}),
    "a malformed tier": GOOD._replace(headers=HEADERS | {"tier": "ab1"}),
    "no token": GOOD._replace(headers={"content-type": JSON}),
    "another kind of token": GOOD._replace(headers=HEADERS | {"authorization": "Basic x"}),
    "a body on a GET": GOOD._replace(method="GET", path="/payments/imp_1"),
    "a query value twice": Arrived(
        "GET",
        "/payments/imp_1",
        [("include_sandbox", "true"), ("include_sandbox", "false")],
        {"authorization": "Bearer x"},
        b"",
    ),
    "a word for a number": Arrived(
        "GET", "/payments/status/paid", [("page", "one")], {"authorization": "Bearer x"}, b""
    ),
    "an unknown word in the path": Arrived(
        "GET", "/payments/status/payed", [], {"authorization": "Bearer x"}, b""
    ),
    "a required field left out": GOOD._replace(
        path="/subscribe/payments/again", body=b'{"customer_uid": "c-1"}'
    ),
    "a required name in the query left out": Arrived(
        "GET", "/subscribe/customers", [], {"authorization": "Bearer x"}, b""
    ),
}


def test_the_server_takes_what_the_contract_declares() -> None:
    check_arrived(GOOD)


@pytest.mark.parametrize("what", BAD)
def test_the_server_refuses_what_the_contract_does_not_declare(what: str) -> None:
    with pytest.raises((Undeclared, OpenAPIError)):
        check_arrived(BAD[what])
