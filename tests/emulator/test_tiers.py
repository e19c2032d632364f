"""A sub-merchant and its parent never see each other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portone_v1_emulator import Account, Emulator

from .v1 import V1, Reply


@pytest.fixture
def shop(emulator: Emulator) -> Iterator[V1]:
    with V1(emulator, tier="AB1") as caller:
        yield caller


def test_payments_are_seen_by_their_own_shop_alone(v1: V1, shop: V1, emulator: Emulator) -> None:
    ours, theirs = v1.pay("o-1"), shop.pay("o-1")
    with V1(emulator, tier="AB2") as another:
        for caller, own in ((v1, ours), (shop, theirs), (another, None)):
            for imp_uid in (ours, theirs):
                seen = caller.get(f"/payments/{imp_uid}").status
                assert seen == (200 if imp_uid == own else 404)
                if imp_uid != own:
                    assert caller.cancel(imp_uid=imp_uid).code == 1
            listed = caller.get("/payments/status/all").response["total"]
            assert listed == (0 if own is None else 1)
        assert another.get("/payments/find/o-1").status == 404
        both = {"imp_uid[]": [ours, theirs]}
        assert v1.get("/payments", **both).status == 207


def test_billing_keys_and_preparations_too(v1: V1, shop: V1) -> None:
    shop.issue("c-1")
    shop.post("/payments/prepare", merchant_uid="o-1", amount=500)
    assert v1.again("o-1").message == "등록되지 않은 구매자입니다."
    assert v1.get("/payments/prepare/o-1").status == 404
    assert v1.onetime("o-1", 1000).code == 0, "only the sub-merchant's order is bound to 500"
    assert shop.again("o-1", 500).code == 0


def test_the_token_is_the_accounts(v1: V1, shop: V1) -> None:
    assert v1.http.headers["Authorization"] == shop.http.headers["Authorization"]


@pytest.mark.parametrize("tier", ["ab1", "AB", "AB12", "A B", ""])
def test_what_is_no_code(v1: V1, tier: str) -> None:
    reply = Reply(v1.http.get("/payments/imp_0", headers={"Tier": tier}))
    assert reply.refusal == (403, -1, "하위상점에 대한 접근 권한이 없습니다.")
    assert reply.assumes == "payments.get forbidden"


def test_a_code_of_no_sub_merchant(emulator: Emulator) -> None:
    emulator.store.open_account(Account("agency", "pass", tiers=frozenset({"AB1"})))
    with V1(emulator, key="agency", secret="pass", tier="AB1") as known:
        assert known.get("/payments/imp_0").status == 404
    with V1(emulator, key="agency", secret="pass", tier="ZZ9") as unknown:
        assert unknown.get("/payments/imp_0").status == 403
