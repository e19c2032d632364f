"""What the console and the pay window say: everything that the emulator names has a word in both languages."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from portone_v1_emulator import Emulator
from portone_v1_emulator.checkout.certifications import REASONS
from portone_v1_emulator.checkout.payments import EASY_PAY
from portone_v1_emulator.control.history import _ORDER as HISTORY
from portone_v1_emulator.core.context import EVENTS
from portone_v1_emulator.core.faults import KINDS
from portone_v1_emulator.pgs.answers import CARD_BEHAVIOURS, TEST_CARDS
from portone_v1_emulator.pgs.providers import PGS, VOUCHERS

PACKAGE = resources.files("portone_v1_emulator")
HANGUL = re.compile("[가-힣]")

METHODS = (
    {method for pg in PGS.values() for method in pg.pay_methods} | EASY_PAY | VOUCHERS | {"point"}
)

SAME_IN_KOREAN = {
    "language",  # the name of the other language
    "operation",
    "method.lpay",
    "via.api",
    *(f"field.{name}" for name in ("imp_uid", "merchant_uid", "customer_uid", "custom_data")),
    "field.notice_url",
}


def console_words() -> dict[str, tuple[str, str]]:
    """The English and the Korean word of each name in the console."""
    text = (PACKAGE / "console" / "page" / "words.js").read_text("utf-8")
    found = re.findall(
        r'^  "?([^":\n]+)"?: \[\s*"([^"]*)",\s*"([^"]*)",?\s*\],$', text, re.MULTILINE
    )
    assert len(found) == len(re.findall(r'^  "?[^":\n]+"?: \[', text, re.MULTILINE))
    return {name: (english, korean) for name, english, korean in found}


def window_words(language: str) -> dict[str, str]:
    """The words of the pay window in a language; those of its lists with the name of the list before them."""
    text = (PACKAGE / "checkout" / "static" / "words.js").read_text("utf-8")
    part = re.search(rf"^  {language}: {{\n(.*?)^  }},$", text, re.MULTILINE | re.DOTALL)
    assert part
    words: dict[str, str] = {}
    within = ""
    for line in part[1].splitlines():
        if opened := re.fullmatch(r"    (\w+): {", line):
            within = f"{opened[1]}."
        elif line == "    },":
            within = ""
        elif said := re.fullmatch(r'\s+(\w+):(?: "([^"]*)",)?', line):
            words[within + said[1]] = said[2] or "…"
    return words


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("kind", KINDS),
        ("behaviour", CARD_BEHAVIOURS),
        ("method", METHODS),
        ("event", HISTORY),
        ("due", EVENTS),
        ("channel_type", {pg.channel_type for pg in PGS.values()}),
    ],
)
def test_the_console_has_a_word_for_all_that_it_shows(kind: str, names: list[str]) -> None:
    words = console_words()
    assert [name for name in names if f"{kind}.{name}" not in words] == []


def test_the_korean_words_of_the_console_are_korean() -> None:
    words = console_words()
    english = {name for name, (_, korean) in words.items() if not HANGUL.search(korean)}
    assert english == SAME_IN_KOREAN
    assert [name for name, (english, _) in words.items() if HANGUL.search(english)] == ["language"]


def test_the_window_has_a_word_for_all_that_it_shows() -> None:
    korean, english = window_words("ko"), window_words("en")
    assert korean.keys() == english.keys()
    assert {f"methods.{method}" for method in METHODS} <= korean.keys()
    profile = {behaviour for _, _, behaviour in TEST_CARDS.values()} | REASONS.keys()
    assert {f"behaviours.{behaviour}" for behaviour in profile} <= korean.keys()


def test_the_words_are_those_of_the_payments_trade() -> None:
    said = [korean for _, korean in console_words().values()] + list(window_words("ko").values())
    for word in ("봉투", "계약", "상위상점", "결말", "준비", "작업은", "한 번 일어나고"):
        assert [text for text in said if word in text] == []


def test_every_test_value_says_what_the_pg_says(emulator: Emulator) -> None:
    from portone_v1_emulator.control import overview

    values = overview.test_values()
    says = {each["behaviour"]: each["says"] for each in (*values["amounts"], *values["customers"])}
    assert says["fails_late"] == "[F201]결제가 승인되지 않았습니다."
    assert says["pays_late"] == ""
