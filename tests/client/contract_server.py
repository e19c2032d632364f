"""A server that takes nothing but what the contract declares, and answers with its examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast
from urllib.parse import unquote

from contract_answers import about
from contract_cases import IDENTITIES, Asked, Described, contract, operations
from local_server import Answer, Arrived, LocalServer
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from werkzeug.datastructures import Headers, ImmutableMultiDict

from generator.examples import JSON, answer_example, body_schema

# What an HTTP client sends by itself. `Authorization` and `Tier` are the contract's.
_HTTP_HEADERS = frozenset(
    {
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "host",
        "user-agent",
    }
)

# The linter has checked the contract itself.
_TRUSTING = Config(spec_validator_cls=cast("Any", None))


class Undeclared(Exception):
    """The request holds something that the contract does not declare."""


class ContractServer(LocalServer):
    """Checks each request against the contract, and answers with the example of its operation.

    The example is about what the request names: a client refuses an answer about something else.

    A request that the contract does not allow is refused with the reason as the message.
    """

    def __init__(self) -> None:
        super().__init__(self._respond)
        self._taken: list[tuple[str, Arrived]] = []
        self._answers: dict[str, tuple[int, Any]] = {}

    @contextmanager
    def answering(self, operation: str, status: int, answer: Any) -> Iterator[None]:
        """Answer `operation` in this way instead of with its example."""
        self._answers[operation] = status, answer
        try:
            yield
        finally:
            del self._answers[operation]

    def taken(self) -> list[tuple[str, Arrived]]:
        """The requests that were taken since this was last asked, with the names of their operations."""
        taken, self._taken = self._taken, []
        return taken

    def _respond(self, request: Arrived) -> Answer:
        try:
            operation = check_arrived(request)
        except (Undeclared, OpenAPIError) as error:
            reason = f"{request.method} {request.path}: {_whole(error)}"
            return _json(422, {"code": -1, "message": reason, "response": None})
        self._taken.append((operation.name, request))
        if operation.name in self._answers:
            return _json(*self._answers[operation.name])
        answer = answer_example(contract(), operation.data)
        if "response" in answer:
            answer["response"] = about(_asked(operation, request), answer["response"])
        return _json(200, answer)


def check_arrived(request: Arrived) -> Described:
    """The operation of a request; raises Undeclared or OpenAPIError unless it declares all of it."""
    operation = _operation_of(request)
    parameters = operation.data.get("parameters", ())
    declared = {p["name"] for p in parameters if p["in"] == "query"}
    lists = {p["name"] for p in parameters if "items" in p["schema"]}
    names = [name for name, _ in request.query]
    if unknown := set(names) - declared:
        raise Undeclared(f"unknown in the query: {sorted(unknown)}")
    if twice := {name for name in names if names.count(name) > 1} - lists:
        raise Undeclared(f"more than once in the query: {sorted(twice)}")
    allowed = _HTTP_HEADERS | ({"authorization", "tier"} if operation.has_token else set())
    if unknown := request.headers.keys() - allowed:
        raise Undeclared(f"unknown headers: {sorted(unknown)}")
    content_type = request.headers.get("content-type")
    if body_schema(operation.data) is None:
        if request.body or content_type is not None:
            raise Undeclared("it has a body")
    elif content_type != JSON:
        raise Undeclared(f"the content type is {content_type}")
    else:
        _check_json(request.body)
    _strict().validate_request(_OpenapiRequest(request))
    return operation


class _OpenapiRequest:
    """A request as openapi-core wants it."""

    def __init__(self, request: Arrived) -> None:
        self.host_url = contract().document["servers"][0]["url"]
        self.path = request.path
        self.method = request.method.lower()
        self.body = request.body or None
        self.content_type = request.headers.get("content-type", "")
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(request.query), header=Headers(dict(request.headers))
        )


@cache
def _strict() -> OpenAPI:
    """The contract for openapi-core, with objects that take nothing else.

    Every call that needs a token takes a Tier, and a path whose last segment may be left out stands
    twice.
    """
    document = json.loads(json.dumps(contract().document))
    tier = document["components"]["parameters"]["Tier"]
    for schema in _all_schemas(document["components"]["schemas"]):
        if schema.get("properties") and not {"allOf", "additionalProperties"} & schema.keys():
            schema["additionalProperties"] = False
    for operation in operations():
        data = document["paths"][operation.path][operation.method.lower()]
        if operation.has_token:
            data["parameters"] = [*data.get("parameters", ()), tier]
        if segment := operation.optional_segment:
            shorter = [p for p in data["parameters"] if not p.get("x-optional")]
            document["paths"][operation.path.removesuffix(segment)] = {
                operation.method.lower(): {**data, "parameters": shorter}
            }
    return OpenAPI.from_dict(document, config=_TRUSTING)


def _all_schemas(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key not in ("example", "examples"):
                yield from _all_schemas(value)
    elif isinstance(node, list):
        for item in node:
            yield from _all_schemas(item)


def _operation_of(request: Arrived) -> Described:
    """The operation of a method and a path: the one with the most that is written out."""
    for operation, pattern in _patterns():
        if operation.method == request.method and pattern.fullmatch(request.path):
            return operation
    raise Undeclared("there is no such operation")


@cache
def _patterns() -> list[tuple[Described, re.Pattern[str]]]:
    patterns = []
    for operation in sorted(operations(), key=lambda operation: operation.path.count("{")):
        path = operation.path.removesuffix(operation.optional_segment)
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path))
        optional = "(/[^/]+)?" if operation.optional_segment else ""
        patterns.append((operation, re.compile(pattern + optional)))
    return patterns


def _asked(operation: Described, request: Arrived) -> Asked:
    """The identities that a request names."""
    found: dict[str, list[str]] = {}
    match = next(
        pattern.fullmatch(request.path) for each, pattern in _patterns() if each == operation
    )
    assert match is not None
    for name, value in match.groupdict().items():
        found[name] = [unquote(value)]
    for name, value in request.query:
        found.setdefault(name.removesuffix("[]"), []).append(value)
    body = json.loads(request.body) if request.body else {}
    for name, value in body.items():
        found[name] = value if isinstance(value, list) else [value]
    return {name: uids for name, uids in found.items() if name in IDENTITIES}


def _check_json(body: bytes) -> None:
    try:
        json.loads(body, object_pairs_hook=_no_key_twice)
    except ValueError as error:
        raise Undeclared(f"the body is no JSON: {error}") from error


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise Undeclared("a key stands twice in one object")
    return dict(pairs)


def _whole(error: BaseException) -> str:
    """What an error says, with its cause and what JSON Schema says."""
    said = f"{type(error).__name__} {error}"
    for detail in getattr(error, "schema_errors", ()):
        said += f"; {detail.json_path}: {detail.message}"
    return f"{said} <- {_whole(error.__cause__)}" if error.__cause__ else said


def _json(status: int, answer: Any) -> Answer:
    return Answer(status, {"content-type": JSON}, json.dumps(answer).encode())
