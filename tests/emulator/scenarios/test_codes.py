"""The standard codes of banks and card companies."""

from __future__ import annotations

import pytest

from portone_v1 import NotFound
from portone_v1_emulator.pgs.answers import TEST_CARDS
from portone_v1_emulator.pgs.standard_codes import BANKS, CARDS

from .shop import Shop


@pytest.mark.covers("codes.list_banks")
@pytest.mark.covers("codes.get_bank")
@pytest.mark.covers("codes.get_bank", "unknown_bank")
def test_banks(shop: Shop) -> None:
    banks = {bank.code: bank.name for bank in shop.codes.list_banks()}
    assert banks == BANKS
    assert banks["088"] == "신한은행"
    assert banks["271"] == "토스증권"
    assert shop.codes.get_bank("004").name == "국민은행"
    with pytest.raises(NotFound) as refused:
        shop.codes.get_bank("4")
    assert refused.value.outcome == "rejected"


@pytest.mark.covers("codes.list_cards")
@pytest.mark.covers("codes.get_card")
@pytest.mark.covers("codes.get_card", "unknown_card_company")
def test_card_companies(shop: Shop) -> None:
    cards = {card.code: card.name for card in shop.codes.list_cards()}
    assert cards == CARDS
    assert cards["361"] == "BC카드"
    assert shop.codes.get_card("041").name == "우리카드"
    with pytest.raises(NotFound):
        shop.codes.get_card("999")


def test_the_cards_of_payments_have_codes_of_these_lists(shop: Shop) -> None:
    for number, (_, _, behaviour) in TEST_CARDS.items():
        if behaviour == "approves":
            payment = shop.pay(f"o-{number}", card_number=number)
            assert shop.codes.get_card(payment.card_code).name == payment.card_name


@pytest.mark.covers("codes.list_banks", "unknown_bank")
@pytest.mark.covers("codes.list_cards", "unknown_card_company")
def test_a_server_that_knows_none(shop: Shop) -> None:
    shop.emulator.fail("refuse", "codes.list_banks", case="unknown_bank")
    shop.emulator.fail("refuse", "codes.list_cards", case="unknown_card_company")
    for list_them in (shop.codes.list_banks, shop.codes.list_cards):
        with pytest.raises(NotFound):
            list_them()
