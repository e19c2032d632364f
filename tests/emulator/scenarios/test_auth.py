"""Tokens, asked for by hand. What the client itself does with them is shown elsewhere."""

from __future__ import annotations

import pytest

from portone_v1 import AuthenticationError, InvalidRequest
from portone_v1_emulator import Account, Emulator

from .shop import Shop

WRONG = "인증에 실패하였습니다. API키와 secret을 확인하세요."
MISSING = "imp_key, imp_secret 파라메터가 누락되었습니다."


def asks(shop: Shop, key: str | None = None, secret: str | None = None) -> tuple[str, int]:
    """The token and how many seconds it still lives."""
    emulator = shop.emulator
    token = shop.auth.get_token(
        imp_key=emulator.api_key if key is None else key,
        imp_secret=emulator.api_secret if secret is None else secret,
    )
    return token.access_token, round((token.expired_at - token.now).total_seconds())


@pytest.mark.covers("auth.get_token")
def test_a_token_lives_1800_seconds_and_is_extended_in_the_last_60(shop: Shop) -> None:
    first, life = asks(shop)
    assert (len(first), life) == (40, 1800)
    shop.emulator.advance(1739)
    assert asks(shop) == (first, 61)
    shop.emulator.advance(1)
    assert asks(shop) == (first, 360)
    shop.emulator.advance(359)
    assert asks(shop) == (first, 301)
    shop.emulator.advance(301)
    second, life = asks(shop)
    assert second != first
    assert life == 1800


@pytest.mark.covers("auth.get_token", "wrong_credentials")
@pytest.mark.parametrize("wrong", [{"key": "nobody"}, {"secret": "wrong"}])
def test_a_wrong_key_or_secret(shop: Shop, wrong: dict[str, str]) -> None:
    with pytest.raises(AuthenticationError) as refused:
        asks(shop, **wrong)
    assert (refused.value.code, refused.value.message) == (-1, WRONG)


@pytest.mark.covers("auth.get_token", "missing_credentials")
@pytest.mark.parametrize("missing", [{"key": ""}, {"secret": ""}])
def test_a_missing_key_or_secret(shop: Shop, missing: dict[str, str]) -> None:
    with pytest.raises(InvalidRequest) as refused:
        asks(shop, **missing)
    assert refused.value.message == MISSING


def test_each_key_has_a_token_of_its_own(shop: Shop, emulator: Emulator) -> None:
    emulator.store.open_account(Account("second", "other"))
    emulator.store.open_account(Account("third", "other"))
    ours = asks(shop)
    emulator.advance(900)
    second = asks(shop, "second", "other")
    assert second == (second[0], 1800)
    assert asks(shop) == (ours[0], 900)
    assert len({ours[0], second[0], asks(shop, "third", "other")[0]}) == 3
    with pytest.raises(AuthenticationError):
        asks(shop, "second", emulator.api_secret)
