"""The generator fails clearly where the contract cannot be turned into a client."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.load import ContractError, load
from generator.names import python_name
from generator.shape import ShapeError, shape

SPEC = Path(__file__).parent.parent.parent / "spec"
Edit = Callable[[str, str, str], None]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """Replaces text in one file of a copy of the contract that holds auth and payments alone."""
    root = (SPEC / "openapi.yaml").read_text("utf-8")
    kept = [
        line
        for line in root.splitlines()
        if "paths/" not in line or "paths/auth" in line or "paths/payments." in line
    ]
    (tmp_path / "openapi.yaml").write_text("\n".join(kept), "utf-8")
    for folder in ("paths", "schemas"):
        (tmp_path / folder).mkdir()
        for name in ("auth", "payments", "common"):
            source = SPEC / folder / f"{name}.yaml"
            if source.exists():
                (tmp_path / folder / f"{name}.yaml").write_text(source.read_text("utf-8"), "utf-8")

    def edit(file: str, old: str, new: str) -> None:
        path = tmp_path / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return edit


def test_unchanged_contract_has_a_shape(edited: Edit, tmp_path: Path) -> None:
    assert [resource.name for resource in shape(load(tmp_path)).resources] == ["auth", "payments"]


@pytest.mark.parametrize(
    ("more", "kind"), [("", "object"), ("additionalProperties: true, ", "any")]
)
def test_an_object_of_further_fields_takes_everything(
    edited: Edit, tmp_path: Path, more: str, kind: str
) -> None:
    file = "schemas/payments.yaml"
    details = f"{more}type: object, properties: {{ memo: {{ type: string }} }}"
    edited(file, "CancelRequest:\n", f"Details: {{ {details} }}\n\nCancelRequest:\n")
    here = "CancelRequest:\n  type: object\n  properties:\n"
    edited(file, here, f'{here}    details: {{ $ref: "#/Details" }}\n')
    resources = shape(load(tmp_path)).resources
    (cancel,) = [o for r in resources for o in r.operations if o.name == "payments.cancel"]
    (argument,) = [argument for argument in cancel.arguments if argument.name == "details"]
    assert argument.type.kind == kind


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (
            "paths/payments.yaml",
            "operationId: payments.get\n",
            "operationId: payments.find\n",
            "these operationIds are used twice: payments.find",
        ),
        (
            "paths/payments.yaml",
            "schema: { type: boolean, default: false }",
            'schema: { type: array, items: "string" }',
            "openapi-python-client refuses the contract",
        ),
        (
            "schemas/payments.yaml",
            "    imp_uid:\n      type: string\n      maxLength: 32",
            "    imp_uid:\n      x-name: raw\n      type: string\n      maxLength: 32",
            "a field cannot be called raw",
        ),
        (
            "paths/payments.yaml",
            "name: imp_uid[]\n        in: query\n        x-name: imp_uids\n",
            "name: imp_uid[]\n        in: query\n",
            "is not a valid Python name: give it an x-name",
        ),
        (
            "schemas/payments.yaml",
            '      x-name: items\n      items: { $ref: "#/Payment" }',
            '      x-name: next\n      items: { $ref: "#/Payment" }',
            "two fields of one name",
        ),
        (
            "paths/payments.yaml",
            "name: include_sandbox\n",
            "name: include_sandbox\n        x-name: imp_uid\n",
            "two arguments of one name",
        ),
        (
            "paths/payments.yaml",
            "iterator: { name: iter_by_merchant_uid, summary",
            "iterator: { summary",
            "find_all does not begin with list_: give its iterator a name",
        ),
        (
            "paths/payments.yaml",
            "schema: { type: integer, minimum: 1, maximum: 1000, default: 20 }",
            "schema: { type: integer, minimum: 1, default: 20 }",
            "limit has no maximum: say how large a page can be",
        ),
    ],
)
def test_shape_is_refused(
    edited: Edit, tmp_path: Path, file: str, old: str, new: str, complaint: str
) -> None:
    edited(file, old, new)
    with pytest.raises(ShapeError, match=complaint):
        shape(load(tmp_path))


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (
            "paths/auth.yaml",
            "schemas/auth.yaml#/TokenAnswer",
            "schemas/auth.yaml#/Tokn",
            "no schema",
        ),
        (
            "paths/auth.yaml",
            "../schemas/auth.yaml#/TokenAnswer",
            "../schemas/x.yaml#/A",
            "no file",
        ),
        ("paths/auth.yaml", "    tags:", "    summary: a\n    tags:", "is used twice"),
        ("schemas/auth.yaml", "  type: object", "  type: [object", "expected"),
    ],
)
def test_contract_that_cannot_be_read_names_its_line(
    edited: Edit, tmp_path: Path, file: str, old: str, new: str, complaint: str
) -> None:
    edited(file, old, new)
    with pytest.raises(ContractError, match=complaint) as caught:
        load(tmp_path)
    text = (SPEC / file).read_text("utf-8")
    edited_line = text[: text.index(old)].count("\n") + 1
    assert caught.value.place.file == file
    # The reader may notice only on the next line, where the text goes on.
    assert edited_line <= caught.value.place.line <= edited_line + 2


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("from", "from_"),
        ("schedule-status", "schedule_status"),
        ("channelGroupId", "channel_group_id"),
        ("id", "id"),
    ],
)
def test_python_names(wire: str, name: str) -> None:
    assert python_name(wire) == name
