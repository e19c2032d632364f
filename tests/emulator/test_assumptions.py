"""Unverified behaviour of V1: the answer names it, the user can choose it, strict mode refuses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import httpx
import pytest

from portone_v1_emulator import Emulator
from portone_v1_emulator.core.assumptions import ASSUMPTIONS, Assumptions, BadAssumption
from portone_v1_emulator.core.webhooks import Delivery

from .v1 import V1

TOO_MUCH = "payments.cancel too_much"
PARTLY = "payments.cancel partly_cancelled_status"


@pytest.fixture
def assumptions(emulator: Emulator) -> Assumptions:
    return emulator.state.assumptions


def test_an_answer_says_what_it_rests_on(v1: V1) -> None:
    imp_uid = v1.pay("o-1")
    partly = v1.cancel(imp_uid=imp_uid, amount=300)
    assert (partly.response["status"], partly.assumes) == ("paid", PARTLY)
    assert v1.cancel(imp_uid=imp_uid, amount=9000).assumes == TOO_MUCH
    assert v1.get(f"/payments/{imp_uid}").assumes is None


def test_chosen_behaviour_is_not_reported_as_assumed(v1: V1, assumptions: Assumptions) -> None:
    assumptions.choose("partly_cancelled_status", "cancelled")
    partly = v1.cancel(imp_uid=v1.pay("o-1"), amount=300)
    assert (partly.response["status"], partly.assumes) == ("cancelled", None)
    assumptions.forget(["partly_cancelled_status"])
    partly = v1.cancel(imp_uid=v1.pay("o-2"), amount=300)
    assert (partly.response["status"], partly.assumes) == ("paid", PARTLY)


def test_a_refusal_in_the_words_that_the_user_knows(v1: V1, assumptions: Assumptions) -> None:
    assumptions.choose(TOO_MUCH, (400, 7, "너무 많습니다."))
    refused = v1.cancel(imp_uid=v1.pay("o-1"), amount=9000)
    assert (refused.refusal, refused.assumes) == ((400, 7, "너무 많습니다."), None)


def test_strict_answers_with_an_error_and_undoes_everything(
    v1: V1, emulator: Emulator, assumptions: Assumptions
) -> None:
    imp_uid = v1.pay("o-1")
    webhooks = len(emulator.webhooks.log)
    before = emulator.shop().payments.get(imp_uid)
    assumptions.strict = True
    unverified = v1.cancel(imp_uid=imp_uid, amount=300, enable_webhook=True)
    assert unverified.status == 501
    assert PARTLY in unverified.http.text
    assert "assume=" in unverified.http.text
    assert emulator.shop().payments.get(imp_uid) == before
    assert len(emulator.store.system_tables.table(Delivery)) == webhooks
    assert v1.get(f"/payments/{imp_uid}").response["cancel_amount"] == 0


def test_what_strict_refuses_is_said_in_the_log_and_in_the_console(
    v1: V1, emulator: Emulator, assumptions: Assumptions, caplog: pytest.LogCaptureFixture
) -> None:
    imp_uid = v1.pay("o-1")
    assumptions.strict = True
    v1.cancel(imp_uid=imp_uid, amount=300)
    (logged,) = [each for each in caplog.records if each.name == "portone_v1_emulator"]
    assert logged.levelname == "WARNING"
    assert logged.getMessage().startswith("strict mode refused payments.cancel: Nothing was done")
    shown = httpx.get(f"{emulator.base_url}/_emulator/requests", trust_env=False).json()["items"]
    (request,) = [each for each in shown if each["operation"] == "payments.cancel"]
    assert (request["status"], request["outcome"]) == (501, "refused")
    for text in (logged.getMessage(), request["message"]):
        assert PARTLY in text
        assert "--assume" in text
        assert "turn strict mode off" in text


def test_a_window_that_strict_refuses_is_said_in_the_log(
    emulator: Emulator, assumptions: Assumptions, caplog: pytest.LogCaptureFixture
) -> None:
    assumptions.strict = True
    opening = {
        "user_code": "imp00000000",
        "params": {"pg": "nice_v2", "merchant_uid": "o-1", "amount": 100, "customer_uid": "c-1"},
    }
    url = f"{emulator.base_url}/_emulator/windows"
    answer = httpx.post(url, json=opening, trust_env=False)
    assert "unverified" in answer.text
    assert "strict mode refused a window" in caplog.text


def test_strict_mode_allows_what_is_known_or_chosen(v1: V1, assumptions: Assumptions) -> None:
    assumptions.strict = True
    assumptions.choose("partly_cancelled_status", "paid")
    imp_uid = v1.pay("o-1")
    assert v1.cancel(imp_uid=imp_uid, amount=300).code == 0
    assert v1.cancel(imp_uid=imp_uid, amount=9000).status == 501
    assumptions.choose(TOO_MUCH, [200, 1, "너무 많습니다."])
    assert v1.cancel(imp_uid=imp_uid, amount=9000).refusal == (200, 1, "너무 많습니다.")
    assert v1.cancel(imp_uid=imp_uid).response["status"] == "cancelled"


@pytest.fixture
def strict() -> Iterator[Emulator]:
    with Emulator(strict=True, assume={"partly_cancelled_status": "cancelled"}) as emulator:
        yield emulator


def test_given_at_the_start_and_put_back_by_a_reset(strict: Emulator) -> None:
    assumptions = strict.state.assumptions
    assumptions.strict = False
    assumptions.choose("partly_cancelled_status", "paid")
    assumptions.choose(TOO_MUCH, (200, 1, "-"))
    strict.reset()
    assert assumptions.strict
    assert assumptions.chosen == {"partly_cancelled_status": "cancelled"}
    with V1(strict) as v1:
        partly = v1.cancel(imp_uid=v1.pay("o-1"), amount=300)
    assert partly.response["status"] == "cancelled"


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("partly_cancelled_status", "partly", "must be one of paid, cancelled, not 'partly'"),
        (
            "partly_canceled_status",
            "paid",
            r"no assumption .* \(did you mean 'partly_cancelled_status'\?\)\. .*docs/emulator.md",
        ),
        (
            "x",
            1,
            "no assumption 'x'\\. `portone-v1-emulator --help` and docs/emulator.md list them",
        ),
        (7, 1, "no assumption 7"),
        (
            "payments.cancel",
            (200, 1, "-"),
            "name the case as well, as in 'payments.cancel too_much'",
        ),
        ("payments.cancel nothing", (200, 1, "-"), "no case 'nothing'. Its cases are .*too_much"),
        ("payments.cancell too_much", (200, 1, "-"), r"no operation .* \(did you mean 'payments."),
        (TOO_MUCH, "abc", "a status, a code and a message"),
        (TOO_MUCH, (200, 1), "a status, a code and a message"),
        (TOO_MUCH, ("200", 1, "-"), "a status, a code and a message"),
        (TOO_MUCH, None, "a status, a code and a message"),
    ],
)
def test_settings_that_cannot_be(name: str, value: object, problem: str) -> None:
    with pytest.raises(BadAssumption, match=f"^assume: .*{problem}"):
        Emulator(assume={name: value})


@pytest.mark.parametrize("name", sorted(ASSUMPTIONS))
def test_each_assumption_is_described(name: str) -> None:
    assumption = ASSUMPTIONS[name]
    assert assumption.default in assumption.choices
    assert len(assumption.choices) > 1
    assert len(set(assumption.choices)) == len(assumption.choices)
    assert assumption.about
    assert assumption.about[0].islower()
    assert re.search("[가-힣]", assumption.korean)
    if isinstance(assumption.default, str):
        assert all(f"{choice}:" in assumption.korean for choice in assumption.choices)
    for choice in assumption.choices:
        Assumptions({name: choice})


def test_amounts_stay_exact_when_all_is_undone(
    v1: V1, emulator: Emulator, assumptions: Assumptions
) -> None:
    """Cancel after cancel, each of them undone: nothing of it sticks."""
    imp_uid = v1.pay("o-1")
    assumptions.strict = True
    for _ in range(3):
        assert v1.cancel(imp_uid=imp_uid, amount=300).status == 501
    payment = emulator.shop().payments.get(imp_uid)
    assert payment
    assert payment.left == Decimal(1000)
    assert payment.cancellations == ()
