"""The life of a token, to the second."""

from __future__ import annotations

import re
from typing import Any

import pytest

from portone_v1_emulator import Account, Emulator

from .conftest import NOW
from .v1 import V1, Reply

UNAUTHORIZED = (401, -1, "Unauthorized")
WRONG = (401, -1, "인증에 실패하였습니다. API키와 secret을 확인하세요.")
MISSING = (400, -1, "imp_key, imp_secret 파라메터가 누락되었습니다.")


def token(v1: V1) -> dict[str, Any]:
    answer: dict[str, Any] = v1.post("/users/getToken", **v1.credentials).response
    return answer


def test_a_token_is_40_hex_digits_and_lives_1800_seconds(v1: V1) -> None:
    answer = token(v1)
    assert re.fullmatch("[0-9a-f]{40}", answer["access_token"])
    assert list(answer) == ["access_token", "now", "expired_at"]
    assert (answer["now"], answer["expired_at"]) == (NOW, NOW + 1800)


def test_until_its_last_minute_the_same_token_comes_with_the_same_end(
    v1: V1, emulator: Emulator
) -> None:
    first = token(v1)
    emulator.clock.advance(1739)
    assert token(v1) == {**first, "now": NOW + 1739}


def test_in_its_last_minute_the_same_token_lives_300_seconds_longer(
    v1: V1, emulator: Emulator
) -> None:
    first = token(v1)
    emulator.clock.advance(1740)
    longer = token(v1)
    assert longer["access_token"] == first["access_token"]
    assert longer["expired_at"] == first["expired_at"] + 300
    assert token(v1)["expired_at"] == longer["expired_at"]
    emulator.clock.advance(300)
    assert token(v1)["expired_at"] == longer["expired_at"] + 300


def test_a_token_serves_to_its_last_second(v1: V1, emulator: Emulator) -> None:
    emulator.clock.advance(1799)
    assert v1.get("/payments/imp_0").status == 404
    emulator.clock.advance(1)
    assert v1.get("/payments/imp_0").refusal == UNAUTHORIZED


def test_after_its_end_another_token_comes(v1: V1, emulator: Emulator) -> None:
    first = token(v1)
    emulator.clock.advance(1800)
    second = token(v1)
    assert second["access_token"] != first["access_token"]
    assert second["expired_at"] == NOW + 3600


@pytest.mark.parametrize("form", ["Bearer {}", "bearer {}", "{}"])
def test_a_token_is_taken_with_bearer_and_without(v1: V1, form: str) -> None:
    v1.http.headers["Authorization"] = form.format(token(v1)["access_token"])
    assert v1.get("/payments/imp_0").status == 404


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer 0123", "Basic Og=="])
def test_anything_else_is_unauthorized(v1: V1, header: str | None) -> None:
    del v1.http.headers["Authorization"]
    headers = {} if header is None else {"Authorization": header}
    reply = Reply(v1.http.get("/payments/imp_0", headers=headers))
    assert reply.refusal == UNAUTHORIZED
    assert reply.assumes is None


@pytest.mark.parametrize("wrong", [{"imp_key": "x"}, {"imp_secret": "x"}])
def test_a_wrong_key_or_secret(v1: V1, wrong: dict[str, str]) -> None:
    reply = v1.post("/users/getToken", **v1.credentials | wrong)
    assert reply.refusal == WRONG
    assert reply.assumes is None


@pytest.mark.parametrize("body", [{}, {"imp_key": "a"}, {"imp_secret": "a"}, {"imp_key": None}])
def test_a_missing_key_or_secret(v1: V1, body: dict[str, Any]) -> None:
    assert v1.post("/users/getToken", **body).refusal == MISSING
    assert v1.post("/users/getToken", **{"imp_key": "", "imp_secret": ""} | body).refusal == MISSING


def test_each_account_has_its_token_and_its_payments(v1: V1, emulator: Emulator) -> None:
    imp_uid = v1.pay("o-1")
    emulator.store.open_account(Account("other", "pass"))
    with V1(emulator, key="other", secret="pass") as other:
        assert token(other)["access_token"] != token(v1)["access_token"]
        assert other.get(f"/payments/{imp_uid}").status == 404
        other.pay("o-1")
    with V1(emulator) as same:
        assert token(same)["access_token"] == token(v1)["access_token"]
