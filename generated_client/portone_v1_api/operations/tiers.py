# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `tiers`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    ErrorRule,
    Operation,
    Parameter,
    Read,
    ResolveRule,
)

GET = Operation(
    name="tiers.get",
    method="GET",
    path="/tiers/{tier_code}",
    effect="read",
    parameters=(
        Parameter(
            "tier_code",
            "tier_code",
            "path",
            "identity",
            required=True,
            pattern="^[A-Z0-9]{3}$",
            form="three capital letters or digits",
        ),
    ),
    errors=(ErrorRule("unknown_tier", 404, None, None, "NotFound"),),
    identities=("tier_code",),
)

CREATE = Operation(
    name="tiers.create",
    method="POST",
    path="/tiers/{tier_code}",
    effect="write",
    parameters=(
        Parameter(
            "tier_code",
            "tier_code",
            "path",
            "identity",
            required=True,
            pattern="^[A-Z0-9]{3}$",
            form="three capital letters or digits",
        ),
        Parameter("name", "name", "body", required=True),
    ),
    errors=(
        ErrorRule("already_registered", 200, 1, "이미 등록된 tier_code입니다.", "AlreadyDone"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("tier_code",),
    resolve=ResolveRule(
        "present",
        reads=(Read("tiers.get", {"tier_code": "tier_code"}, {}),),
        record="tier",
        match={"tier_name": "name"},
        reversible=True,
        quiet=120,
    ),
    deprecated=True,
)

UPDATE = Operation(
    name="tiers.update",
    method="PUT",
    path="/tiers/{tier_code}",
    effect="write",
    parameters=(
        Parameter(
            "tier_code",
            "tier_code",
            "path",
            "identity",
            required=True,
            pattern="^[A-Z0-9]{3}$",
            form="three capital letters or digits",
        ),
        Parameter("name", "name", "body", required=True),
    ),
    errors=(
        ErrorRule("unknown_tier", 404, None, None, "NotFound"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("tier_code",),
    resolve=ResolveRule(
        "present",
        reads=(Read("tiers.get", {"tier_code": "tier_code"}, {}),),
        record="tier",
        match={"tier_name": "name"},
        quiet=120,
    ),
    deprecated=True,
)

DELETE = Operation(
    name="tiers.delete",
    method="DELETE",
    path="/tiers/{tier_code}",
    effect="write",
    parameters=(
        Parameter(
            "tier_code",
            "tier_code",
            "path",
            "identity",
            required=True,
            pattern="^[A-Z0-9]{3}$",
            form="three capital letters or digits",
        ),
    ),
    errors=(
        ErrorRule("unknown_tier", 404, None, None, "NotFound"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("tier_code",),
    resolve=ResolveRule(
        "absent",
        reads=(Read("tiers.get", {"tier_code": "tier_code"}, {}),),
        record="tier",
        reversible=True,
        quiet=120,
    ),
    deprecated=True,
)
