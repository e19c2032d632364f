"""The generator fails clearly where the contract cannot be turned into a client."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build_ir import build_ir
from generator.load import ContractError, GenerationError, load
from generator.names import python_name
from generator.statements import Disagreement

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
    resources = build_ir(load(tmp_path)).resources
    assert [resource.name for resource in resources if resource.operations] == ["auth", "payments"]


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
    resources = build_ir(load(tmp_path)).resources
    (cancel,) = [o for r in resources for o in r.operations if o.name == "payments.cancel"]
    (argument,) = [argument for argument in cancel.arguments if argument.name == "details"]
    assert argument.type.kind == kind


def test_a_schema_that_is_read_in_two_ways_is_refused(edited: Edit, tmp_path: Path) -> None:
    # openapi-python-client names an enumeration that is written in place after the field.
    edited("schemas/auth.yaml", "type: string", "type: string\n      enum: [a]")
    with pytest.raises(Disagreement, match="write the schema more plainly"):
        build_ir(load(tmp_path))


def test_a_contract_that_openapi_python_client_refuses_is_refused(
    edited: Edit, tmp_path: Path
) -> None:
    edited("schemas/auth.yaml", "type: string", "type: string\n      enum: [a, 1]")
    with pytest.raises(GenerationError, match="openapi-python-client skipped parts"):
        build_ir(load(tmp_path))


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
