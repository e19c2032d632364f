"""The linter: one contract that follows every rule, and changes that each break one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.lint import RULES, Finding, lint
from generator.load import Contract, Place, load
from generator.survey import Survey

HERE = Path(__file__).resolve().parent
SPEC = HERE.parent.parent / "spec"

ROOT, PATHS, SCHEMAS = "openapi.yaml", "paths/orders.yaml", "schemas/orders.yaml"


@dataclass(frozen=True)
class Change:
    """A change of the small contract: the first `old` after `within` becomes `new`."""

    file: str
    within: str
    old: str
    new: str

    def apply(self, folder: Path) -> None:
        shutil.copytree(HERE / "small_contract", folder, dirs_exist_ok=True)
        path = folder / self.file
        text = path.read_text(encoding="utf-8")
        start = text.index(self.old, text.index(self.within))
        text = text[:start] + self.new + text[start + len(self.old) :]
        path.write_text(text, encoding="utf-8")

    def line_of(self, folder: Path, sought: str) -> int:
        """The line of the first `sought` after `within`."""
        text = (folder / self.file).read_text(encoding="utf-8")
        return text.count("\n", 0, text.index(sought, text.index(self.within))) + 1


RESOLVE = """\
    x-resolve:
      proof: present
      record: order
      reads:
        - { operation: orders.get, with: { order_id: order_id } }
      match: { amount: amount }
      quiet: 600
"""
REFUSED = '{ $ref: "../openapi.yaml#/components/responses/Refused" }'

# (rule, file, within, old, new, what stands on the line that must be reported)
BROKEN = [
    # One that says where it is, two that name the operation, two inside a schema.
    ("openapi", PATHS, "- name: page", "in: query", "in: nowhere", "in: nowhere"),
    ("openapi", PATHS, "/orders/{order_id}:", "name: order_id", "name: order", "get:"),
    ("openapi", PATHS, "/orders/{order_id}:", "orders.get", "orders.get_all", "get:"),
    ("openapi", SCHEMAS, "Envelope:", "type: integer", "type: number?", "type: number?"),
    ("openapi", SCHEMAS, "OrderPage:", "[total, list]", "total", "required: total"),
    ("openapi", PATHS, "- name: page", "default: 1", "default: one", "schema:"),
    # Extensions
    ("malformed-extension", PATHS, "orders.create", "effect: write", "effect: maybe", "maybe"),
    ("malformed-extension", PATHS, "case: broken", "source: I", "source: Z", "source: Z"),
    ("malformed-extension", PATHS, "x-resolve", "proof: present", "proof: hearsay", "hearsay"),
    ("malformed-extension", PATHS, "x-resolve", "quiet: 600", "loud: 600", "x-resolve"),
    ("malformed-extension", PATHS, "x-resolve", "record: order", "record: Order", "record:"),
    ("malformed-extension", PATHS, "x-resolve", "      record: order\n", "", "x-resolve"),
    *(
        ("malformed-extension", PATHS, "x-resolve", "quiet:", f"{wrong}\n      quiet:", line)
        for wrong, line in (
            ("touches: []", "touches:"),
            ("touches: [{ record: order }]", "touches:"),
            ("touches: [{ record: order, with: {} }]", "touches:"),
            ("touches: [{ with: { order_id: order_id } }]", "touches:"),
            ("began: 1", "began:"),
            ("since: [paid_at]", "since:"),
            ("closes: never", "closes:"),
            ("claim: hearsay", "claim:"),
            ("reversible: false", "reversible:"),
            ("mark: name", "mark:"),
            ("protects: [order_id]", "protects:"),
            ('protects: ""', "protects:"),
            ("unmatched: []", "unmatched:"),
            ("unmatched: name", "unmatched:"),
        )
    ),
    ("malformed-extension", PATHS, "x-declined", "field: reason, ", "", "not_final"),
    ("malformed-extension", PATHS, "x-declined", "values: [pending]", "values: []", "not_final"),
    ("malformed-extension", PATHS, "- name: from", "time: seconds", "time: days", "x-time"),
    ("malformed-extension", SCHEMAS, "lines:", "x-omit: all", "x-omit: some", "x-omit"),
    ("malformed-extension", ROOT, "tags:", "x-ko: 주문", "x-ko: orders", "x-ko: orders"),
    ("unknown-extension", ROOT, "", "tags:", "x-error: 1\ntags:", "x-error: 1"),
    ("unknown-extension", ROOT, "tags:", "x-ko: 주문", "x-ko: 주문, x-pg: {}", "x-pg"),
    ("unknown-extension", PATHS, "orders.create", "tags:", "x-time: false\n    tags:", "x-time"),
    ("unknown-extension", PATHS, "- name: to", "in:", "x-flatten: true\n        in:", "x-flat"),
    ("unknown-extension", PATHS, '"200":', "content:", "x-ko: 답\n        content:", "x-ko"),
    ("unknown-extension", SCHEMAS, "code:", "x-ko", "x-optional: true\n      x-ko", "x-optional"),
    ("misplaced-extension", PATHS, "- name: to", "in:", "x-optional: true\n        in:", "x-opt"),
    ("misplaced-extension", SCHEMAS, "OrderRequest:", "[amount]", "[amount, lines]", "x-omit"),
    (
        "misplaced-extension",
        PATHS,
        "orders.create",
        "x-effect",
        "x-empty-answer: true\n    x-effect",
        "x-empty",
    ),
    (
        "misplaced-extension",
        PATHS,
        "orders.create",
        "x-effect",
        "x-list-or-page: true\n    x-effect",
        "x-list",
    ),
    # Operations
    ("effect", PATHS, "orders.get\n", "    x-effect: read\n", "", "orders.get"),
    ("tag", PATHS, "orders.get\n", "    tags: [orders]\n", "", "orders.get"),
    ("tag", PATHS, "orders.get\n", "[orders]", "[orders, orders]", "tags:"),
    ("tag", PATHS, "orders.get\n", "[orders]", "[shops]", "tags:"),
    ("summary", PATHS, "orders.get\n", "    summary: Look up an order.\n", "", "orders.get"),
    ("summary", PATHS, "orders.get\n", "Look up an order.", '" "', "orders.get"),
    ("operation-id", PATHS, "post:", "orders.create", "orders.makeOrder", "makeOrder"),
    ("operation-id", PATHS, "post:", "orders.create", "create", "operationId: create"),
    ("operation-id", PATHS, "post:", "orders.create", "shops.create", "shops.create"),
    ("operation-id", PATHS, "post:", "orders.create", "orders.list", "orders.list"),
    ("operation-id", PATHS, "post:", "orders.create", "orders.import", "orders.import"),
    ("responses", PATHS, "orders.create", '"200"', '"201"', "responses:"),
    ("responses", PATHS, "orders.create", '"401"', '"404"', "responses:"),
    ("errors", PATHS, "orders.create", '"500"', '"404"', "status: 500"),
    ("errors", PATHS, "orders.create", '"401":', f'"503": {REFUSED}\n      "401":', '"503"'),
    ("errors", PATHS, "case: refused", "case: broken", "case: taken", "case: taken"),
    ("errors", PATHS, "case: taken", "message: 이미 등록된 주문입니다.", "", "case: refused"),
    ("errors", ROOT, "case: unauthorized", "status: 404", "status: 401", "case: not_found"),
    ("resolve", PATHS, "orders.create", RESOLVE, "", "orders.create"),
    ("resolve", PATHS, "orders.get\n", "    parameters", f"{RESOLVE}    parameters", "x-resolve"),
    ("unknown-name", PATHS, "orders.create", "[order_id, name]", "[order_id, title]", "x-one-of"),
    ("unknown-name", PATHS, "orders.create", "one-of: [order_id", "any-of: [extra", "x-any-of"),
    ("unknown-name", PATHS, "x-page", "page: page", "page: number", "page: number"),
    ("unknown-name", PATHS, "x-page", "items: list", "items: orders", "page: page"),
    ("unknown-name", PATHS, "x-page", "from: from_", "from: from", "page: page"),
    ("unknown-name", PATHS, "x-page", "key: order_id", "key: id", "page: page"),
    (
        "unknown-name",
        PATHS,
        "x-page",
        "page: page",
        "page: page\n      sorting: order",
        "page: page",
    ),
    ("unknown-name", PATHS, "x-declined", "field: status", "field: state", "field: state"),
    ("unknown-name", PATHS, "x-declined", "message: reason", "message: why", "field: status"),
    ("unknown-name", PATHS, "x-declined", "field: reason", "field: pg", "field: status"),
    ("unknown-name", PATHS, "x-resolve", "orders.get,", "orders.find,", "orders.find"),
    ("unknown-name", PATHS, "x-resolve", "orders.get,", "orders.create,", "orders.create"),
    ("unknown-name", PATHS, "x-resolve", "{ order_id: order_id }", "{ id: order_id }", "{ id"),
    ("unknown-name", PATHS, "x-resolve", "{ order_id: order_id }", "{ order_id: id }", ": id"),
    ("unknown-name", PATHS, "x-resolve", "{ amount: amount }", "{ sum: amount }", "match:"),
    ("unknown-name", PATHS, "x-resolve", "{ amount: amount }", "{ amount: sum }", "match:"),
    ("unknown-name", PATHS, "x-resolve", "quiet:", "field: history\n      quiet:", "field:"),
    *(
        ("unknown-name", PATHS, "x-resolve", "quiet:", f"{wrong}\n      quiet:", line)
        for wrong, line in (
            ("again: title", "proof: present"),
            ("protects: title", "proof: present"),
            ("mark: custom_data", "proof: present"),
            ("mark: reason", "proof: present"),
            ("unmatched: [title]", "proof: present"),
            ("touches: [{ record: order, with: { order_id: title } }]", "proof: present"),
            ("touches: [{ record: shop, with: { order_id: order_id } }]", "touches:"),
            ("where: { title: [1] }", "proof: present"),
            ("ended: [ended_at]", "proof: present"),
            ("inside: rows", "proof: present"),
            ("began: made_at", "proof: present"),
            ("since: changed_at", "proof: present"),
            ("later: { field: pg, values: [slow] }", "later:"),
        )
    ),
    (
        "closes",
        PATHS,
        "x-resolve",
        "proof: present",
        "proof: present\n      closes: record",
        "closes: record",
    ),
    (
        "closes",
        PATHS,
        "x-resolve",
        "proof: present",
        "proof: state\n      field: status\n      values: [paid]\n      reversible: true\n      closes: record",
        "closes: record",
    ),
    ("unmatched", PATHS, "x-resolve", "      match: { amount: amount }\n", "", "proof: present"),
    ("unmatched", PATHS, "x-resolve", "amount: amount", "amount: order_id", "proof: present"),
    # Examples
    ("example", PATHS, "/orders/{order_id}:", "        example: order-1\n", "", "schema:"),
    ("example", SCHEMAS, "\nOrder:", "      examples: [order-1]\n", "", "type: string"),
    ("example", PATHS, "orders.get\n", "application/json:", "text/html:", '"200"'),
    ("wrong-example", PATHS, "/orders/{order_id}:", "order-1", "1", "example: 1"),
    ("wrong-example", SCHEMAS, "Envelope:", "examples: [0]", "examples: [zero]", "[zero]"),
    ("wrong-example", SCHEMAS, "OrderRequest:", "amount: 1000", "amount: 1000원", "1000원"),
    ("wrong-example", SCHEMAS, "OrderRequest:", "memo: 선물", "note: 선물", "note:"),
    # Schemas and fields
    ("inline", SCHEMAS, "\nOrder:", "x-ko", "enum: [order-1]\n      x-ko", "order_id:"),
    ("inline", SCHEMAS, "lines:", "{ type: string }", "{ properties: {} }", "items:"),
    ("inline", PATHS, "- name: page", "default: 1", "enum: [1]", "- name: page"),
    ("identity", PATHS, "/orders/{order_id}:", "        x-identity: true\n", "", "- name: ord"),
    ("identity", SCHEMAS, "OrderRequest:", "      x-identity: true\n", "", "type: string"),
    ("identity", SCHEMAS, "OrderExtra:", "memo:", "memo_id:", "type: string"),
    ("identity", SCHEMAS, "OrderExtra:", "memo:", "memo_uid:", "type: string"),
    (
        "identity",
        SCHEMAS,
        "lines:",
        "{ type: string }",
        "{ type: integer }\n      x-identity: true",
        "x-id",
    ),
    ("identity", SCHEMAS, "OrderExtra:", "memo:", "memo_key:", "type: string"),
    ("empty-identity", PATHS, "/orders/{order_id}:", ", minLength: 1", "", "x-identity"),
    ("empty-identity", SCHEMAS, "OrderRequest:", "minLength: 1", "minLength: 0", "x-identity"),
    (
        "empty-identity",
        SCHEMAS,
        "lines:",
        "{ type: string }",
        "{ type: string }\n      x-identity: true",
        "x-identity",
    ),
    ("form", PATHS, "/orders/{order_id}:", "minLength: 1", 'pattern: "^o"', "schema:"),
    (
        "form",
        SCHEMAS,
        "OrderExtra:",
        "type: string",
        'type: string\n      pattern: "^선"',
        "pattern:",
    ),
    (
        "form",
        SCHEMAS,
        "OrderExtra:",
        "type: string",
        "type: string\n      x-form: a memo",
        "x-form:",
    ),
    ("currency", SCHEMAS, "OrderExtra:", "memo:", "currency:", "type: string"),
    ("currency", SCHEMAS, "lines:", "x-omit", "x-currency: true\n      x-omit", "x-currency"),
    ("money", SCHEMAS, "\nOrder:", "      x-money: true\n", "", "amount:\n"),
    ("money", SCHEMAS, "lines:", "x-omit", "x-money: true\n      x-omit", "x-money"),
    ("time", SCHEMAS, "\nOrder:", "      x-time: seconds\n", "", "paid_at:"),
    ("time", PATHS, "- name: from", "        x-time: seconds\n", "", "- name: from"),
    ("time", SCHEMAS, "reason:", "x-ko", "x-time: seconds\n      x-ko", "x-time"),
    ("secret", SCHEMAS, "OrderRequest:", "      x-secret: true\n", "", "card_number:"),
    ("secret", SCHEMAS, "OrderExtra:", "memo:", "buyer_tel:", "buyer_tel:"),
    ("secret", PATHS, "orders.get_all", "name: status", "name: pg_api_key", "pg_api_key"),
    ("omit", SCHEMAS, "lines:", "      x-omit: all\n", "", "description:"),
    ("omit", SCHEMAS, "name:", "What is bought.", "Every name, when it is not given.", "Every"),
    ("omit", SCHEMAS, "OrderExtra:", "A note.", "Leaving it out means the whole order.", "Leav"),
    ("description", SCHEMAS, "\nOrder:", "      description: Why it failed.\n", "", "reason:"),
    ("description", SCHEMAS, "OrderPage:", "  description: A page of orders.\n", "", "OrderPage:"),
    ("description", SCHEMAS, "OrderStatus:", "What became of an order.", '""', "OrderStatus:"),
    (
        "default-twice",
        PATHS,
        "- name: page",
        "The page.",
        "The page. The default is 1.",
        "description: The page.",
    ),
    ("description", PATHS, "- name: to", "The end of the range.", '""', "- name: to"),
    ("korean", PATHS, "orders.get\n", "    x-ko: 주문 조회\n", "", "orders.get"),
    ("korean", PATHS, "- name: to", "        x-ko: 검색 종료 시각\n", "", "- name: to"),
    ("korean", SCHEMAS, "OrderExtra:", "      x-ko: 메모\n", "", "memo:"),
    # What is left over
    ("unused-schema", SCHEMAS, "", "OrderStatus:", "Lost: {}\n\nOrderStatus:", "Lost:"),
]

CLEAN = [
    # Names that look like money, times, identities or secrets, and are none.
    (SCHEMAS, "OrderRequest:", "x-identity: true", "x-identity: false"),
    (
        SCHEMAS,
        "lines:",
        "{ type: string }",
        "{ type: string, minLength: 1 }\n      x-identity: true",
    ),
    (
        SCHEMAS,
        "OrderExtra:",
        "type: string",
        'type: string\n      pattern: "^선"\n      x-form: a gift',
    ),
    (PATHS, "orders.get_all", "x-effect", "x-list-or-page: true\n    x-effect"),
    (SCHEMAS, "OrderPage:", "    total:", "    card_quota:"),
    (SCHEMAS, "\nOrder:", "x-money: true", "x-money: false"),
    (SCHEMAS, "\nOrder:", "x-time: seconds", "x-time: false"),
    (SCHEMAS, "lines:", "card_number:", "identifier_type:"),
    # The omission of these does not widen anything.
    (SCHEMAS, "OrderRequest:", "What is bought.", "Left out, nothing at all is shown."),
    (SCHEMAS, "OrderRequest:", "What is bought.", "Left out, it is 0. All orders have one."),
    # Names inside others, and a token that is not needed.
    (PATHS, "x-resolve", "{ amount: ", "{ next_order.order_id: order_id, amount: "),
    # What comes back, and is listed as not compared.
    (PATHS, "x-resolve", "match: { amount: amount }", "unmatched: [amount]"),
    (PATHS, "orders.create", "x-one-of: [order_id, name]", "x-one-of: [order_id, memo]"),
    (PATHS, "orders.get\n", "x-effect: read", "x-effect: read\n    security: []"),
]


@pytest.mark.parametrize(
    ("rule", "file", "within", "old", "new", "line"),
    [pytest.param(*case, id=f"{case[0]}-{index}") for index, case in enumerate(BROKEN)],
)
def test_a_broken_rule_is_reported_where_it_is_broken(
    tmp_path: Path, rule: str, file: str, within: str, old: str, new: str, line: str
) -> None:
    change = Change(file, within, old, new)
    change.apply(tmp_path)
    wanted = Place(file, change.line_of(tmp_path, line))
    assert (wanted, rule) in [(finding.place, finding.rule) for finding in lint(load(tmp_path))]


def test_every_rule_is_broken_above() -> None:
    assert {case[0] for case in BROKEN} | {"unused-file"} == set(RULES)
    assert all(check.__doc__ for check in RULES.values())


@pytest.mark.parametrize(("file", "within", "old", "new"), CLEAN)
def test_what_only_looks_wrong_is_not_reported(
    tmp_path: Path, file: str, within: str, old: str, new: str
) -> None:
    Change(file, within, old, new).apply(tmp_path)
    assert lint(load(tmp_path)) == []


def test_a_file_whose_paths_are_not_listed_is_reported(tmp_path: Path) -> None:
    Change(ROOT, "openapi", "3.1.0", "3.1.0").apply(tmp_path)
    (tmp_path / "paths" / "shops.yaml").write_text("/shops: {}\n", encoding="utf-8")
    (finding,) = lint(load(tmp_path))
    assert (finding.rule, finding.place) == ("unused-file", Place("paths/shops.yaml", 1))


def test_a_finding_is_one_line_that_begins_with_its_place() -> None:
    finding = Finding(Place("paths/orders.yaml", 12), "effect", "say whether it is a read")
    assert str(finding) == "spec/paths/orders.yaml:12: effect: say whether it is a read"


@pytest.mark.parametrize(
    ("within", "old", "new", "cure"),
    [
        ("OrderRequest:", "minLength: 1", "maxLength: 9", "order_id identifies nothing: give it"),
        (
            "lines:",
            "{ type: string }",
            "{ type: string }\n      x-identity: true",
            "lines identifies nothing: give its items",
        ),
    ],
)
def test_an_identity_that_may_be_empty_says_what_to_add(
    tmp_path: Path, within: str, old: str, new: str, cure: str
) -> None:
    change = Change(SCHEMAS, within, old, new)
    change.apply(tmp_path)
    (finding,) = lint(load(tmp_path))
    line = change.line_of(tmp_path, "x-identity")
    assert str(finding) == (
        f"spec/schemas/orders.yaml:{line}: empty-identity: an empty {cure} minLength: 1"
    )


def test_what_operations_share_is_reported_once(tmp_path: Path) -> None:
    Change(ROOT, "Refused:", "description:", "x-ko: 거절\n      description:").apply(tmp_path)
    assert [finding.rule for finding in lint(load(tmp_path))] == ["unknown-extension"]


def unmatched(folder: Path) -> list[str]:
    return [found.message for found in lint(load(folder)) if found.rule == "unmatched"]


COMES_BACK = "{} comes back: compare it in match, or list it in unmatched"


@pytest.mark.parametrize(
    ("file", "within", "old", "new", "found"),
    [
        # A field of a flattened object, and one of an object or of a list of objects.
        (SCHEMAS, "OrderExtra:", "memo:", "reason:", "reason"),
        (SCHEMAS, "OrderRequest:", "{ type: string }", '{ $ref: "#/Order" }', "lines.reason"),
        # Each proof but those that look at no record.
        (PATHS, "x-resolve", "match: { amount: amount }", "began: paid_at", "amount"),
    ],
)
def test_what_was_sent_and_comes_back_must_be_compared(
    tmp_path: Path, file: str, within: str, old: str, new: str, found: str
) -> None:
    Change(file, within, old, new).apply(tmp_path)
    assert COMES_BACK.format(found) in unmatched(tmp_path)


def with_proof(folder: Path, proof: str) -> Path:
    """The small contract with another proof, whose record is compared with nothing."""
    Change(PATHS, "x-resolve", "      match: { amount: amount }\n", "").apply(folder)
    path = folder / PATHS
    text = path.read_text(encoding="utf-8").replace("proof: present", f"proof: {proof}")
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("proof", ["payment", "present", "newer", "state"])
def test_each_proof_compares_the_amount_that_comes_back(tmp_path: Path, proof: str) -> None:
    assert unmatched(with_proof(tmp_path, proof)) == [COMES_BACK.format("amount")]


def test_a_proof_by_absence_compares_nothing(tmp_path: Path) -> None:
    assert unmatched(with_proof(tmp_path, "absent")) == []


def test_a_cancel_is_compared_with_the_rows_of_its_list(tmp_path: Path) -> None:
    folder = with_proof(tmp_path, "cancellation\n      field: next_order")
    assert unmatched(folder) == []
    path = folder / SCHEMAS
    text = path.read_text(encoding="utf-8")
    place = text.index("OrderLink:")
    text = text[:place] + text[place:].replace("order_id:", "amount:", 1)
    path.write_text(text, encoding="utf-8")
    assert unmatched(folder) == [COMES_BACK.format("amount")]


def contract_pairs() -> list[tuple[str, str]]:
    """Each match of the contract whose argument has the name of the record's field."""
    return [
        (data["operationId"], field)
        for _, _, data in load(SPEC).operations()
        for field, argument in data.get("x-resolve", {}).get("match", {}).items()
        if field == argument
    ]


@pytest.fixture(scope="module")
def contract() -> Contract:
    return load(SPEC)


@pytest.mark.parametrize(("operation", "field"), contract_pairs())
def test_no_match_of_the_contract_can_be_left_out(
    contract: Contract, operation: str, field: str
) -> None:
    (rule,) = (
        data["x-resolve"]
        for _, _, data in contract.operations()
        if data["operationId"] == operation
    )
    removed = rule["match"].pop(field)
    found = {message for _, message in RULES["unmatched"](Survey(contract))}
    rule["match"][field] = removed
    assert found == {COMES_BACK.format(field)}


def test_the_contract_is_clean() -> None:
    assert [str(finding) for finding in lint(load(SPEC))] == []
