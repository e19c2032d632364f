"""The client says nothing false about money, whatever happens; without any one of its rules it would."""

from __future__ import annotations

from itertools import chain

import pytest

from .axioms import ALL, NAMES
from .families import FAMILIES, Family
from .history import Mode, Plan
from .reverted import RULES, Rule
from .search import first_lie, run, search

SAMPLE = 60
"""Histories of each family and mode. `make lies` makes far more of them."""

MOST = 4000
"""Histories in which a lie must be found."""

FOUND_AT = {
    "accepts_in_time": 33,
    "stamps_within_a_minute": 0,
    "one_server_clock": 15,
    "last_look_is_quick": 1,
    "checks_are_atomic": 117,
    "copies_come_at_once": 8,
    "copies_end_alike": 199,
    "first_copy_answers": 1,
    "lists_test_channels": 82,
}
"""A seed at which each broken axiom lies; others are tried when that one no longer does."""


@pytest.mark.parametrize("mode", ["marked", "unmarked"])
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_no_lie_is_told(family: Family, mode: Mode) -> None:
    report = search(range(SAMPLE), Plan((family,), mode))
    assert report.failing == []
    assert report.statements[mode, "resolve", "happened"] > 0
    assert report.statements[mode, "resolve", "did_not_happen"] > 0


def test_a_seed_says_all_that_happens() -> None:
    first, second = (run(7, Plan()) for _ in range(2))
    assert [(said.state, said.reason, said.at) for said in first[0].statements] == [
        (said.state, said.reason, said.at) for said in second[0].statements
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_lie_is_found_without(rule: Rule) -> None:
    plan = Plan(rule.families, rule.mode)
    with rule.reverted():
        lie = first_lie(chain([rule.seed], range(MOST)), plan)
    assert lie is not None
    assert first_lie([lie[0]], plan) is None


@pytest.mark.parametrize("name", NAMES)
def test_a_lie_is_found_where_an_axiom_is_broken(name: str) -> None:
    seeds = chain([FOUND_AT[name]], range(MOST))
    lie = first_lie(seeds, Plan(axioms=ALL.without(name)))
    assert lie is not None
    assert first_lie([lie[0]], Plan()) is None
