"""What a rule is, and the contract's rules in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..load import Contract, Place
from ..schema_index import SchemaIndex

Broken = Iterator[tuple[Place, str]]
Check = Callable[[SchemaIndex], Broken]

STAGES = ("document", "references", "structure", "meaning")
"""A stage relies on what the earlier ones have checked: it runs only if they found nothing."""


@dataclass(frozen=True)
class Rule:
    """A rule of the contract, and the stage in which it is checked."""

    stage: str
    check: Check


RULES: dict[str, Rule] = {}


@dataclass(frozen=True, order=True)
class Finding:
    """A place where the contract breaks a rule, and what to do about it."""

    place: Place
    rule: str
    message: str

    def __str__(self) -> str:
        return f"spec/{self.place}: {self.rule}: {self.message}"


def rule(name: str, stage: str = "meaning") -> Callable[[Check], Check]:
    """Register a rule under its name."""

    def register(check: Check) -> Check:
        RULES[name] = Rule(stage, check)
        return check

    return register


def lint(contract: Contract) -> list[Finding]:
    """Return what is wrong with the contract, in the order of its files and lines."""
    index = SchemaIndex(contract)
    findings: set[Finding] = set()  # what operations share is reported once
    for stage in STAGES:
        for name, found in RULES.items():
            if found.stage == stage:
                findings |= {Finding(place, name, text) for place, text in found.check(index)}
        if findings:
            break
    return sorted(findings)
