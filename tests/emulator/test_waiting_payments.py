"""Payments that wait for the customer, as they look on the wire."""

from __future__ import annotations

from typing import Any

import pytest

from portone_v1_emulator import Clock, Emulator, NotTaken

from .conftest import NOW
from .v1 import V1, Reply


def vbank(v1: V1, **more: Any) -> Reply:
    order = {"channel_key": "channel-key-settle", "merchant_uid": "o-1", "amount": 10_000}
    account = {"vbank_code": "004", "vbank_due": NOW + 3600, "vbank_holder": "하늘상점"}
    return v1.post("/vbanks", **order | account | more)


def test_an_account_has_every_key_of_a_payment(v1: V1) -> None:
    payment = vbank(v1).response
    assert payment.keys() == v1.get(f"/payments/{v1.pay('o-2')}").response.keys()
    shown = {key: value for key, value in payment.items() if key.startswith("vbank_")}
    assert shown == {
        "vbank_code": "004",
        "vbank_name": "국민은행",
        "vbank_num": payment["vbank_num"],
        "vbank_holder": "하늘상점",
        "vbank_date": NOW + 3600,
        "vbank_issued_at": NOW,
    }
    assert (payment["paid_at"], payment["failed_at"], payment["cancelled_at"]) == (0, 0, 0)
    assert payment["escrow"] is False


def test_a_deposit_into_an_unlimited_account(v1: V1, emulator: Emulator) -> None:
    fixed = {"fixed_unlimited_vbank": True, "vbank_num": "79012345678901"}
    imp_uid = vbank(v1, **fixed).response["imp_uid"]
    emulator.deposit(imp_uid, 5000, name="김하늘")
    payment = v1.get(f"/payments/{imp_uid}").response
    (deposit,) = payment["deposit_history"]
    assert deposit == {
        "amount": 5000,
        "deposited_at": NOW,
        "depositor_name": "김하늘",
        "pg_tid": deposit["pg_tid"],
    }
    assert payment["amount"] == 0


def test_a_change_of_nothing_is_refused(v1: V1) -> None:
    imp_uid = vbank(v1).response["imp_uid"]
    assert v1.put(f"/vbanks/{imp_uid}").status == 400
    assert v1.put(f"/vbanks/{imp_uid}", amount=0).status == 400
    assert v1.put(f"/vbanks/{imp_uid}", amount="9000").response["amount"] == 9000


def test_the_holder_is_asked_for_with_both_arguments(v1: V1) -> None:
    assert v1.get("/vbanks/holder", bank_code="088").status == 400
    assert v1.get("/vbanks/holder", bank_num="11012345678").status == 400
    answer = v1.get("/vbanks/holder", bank_code="088", bank_num="11012345678")
    assert answer.response == {"bank_holder": "홍길동"}


def test_quick_pay_says_more_beside_its_envelope(v1: V1) -> None:
    path = "/kcpquick/members/nobody/fido/release"
    refused = v1.post(path, channel_key="channel-key-kcp_quick")
    assert refused.status == 200
    assert refused.code != 0
    assert refused.http.json()["error"] == {"code": "C210", "message": "등록된 거래가 없습니다."}
    path = "/kcpquick/members/member_1/fido/release"
    assert v1.post(path).status == 400
    released = v1.post(path, channel_key="channel-key-kcp_quick").http.json()
    assert released.keys() == {"code", "message", "response"}


def test_strict_mode_revokes_only_when_it_is_told_what_that_means() -> None:
    with Emulator(clock=Clock(start=NOW, frozen=True), strict=True) as emulator, V1(emulator) as v1:
        imp_uid = vbank(v1).response["imp_uid"]
        assert v1.delete(f"/vbanks/{imp_uid}").status == 501
        assert v1.get(f"/payments/{imp_uid}").response["status"] == "ready"
        emulator.advance(3600)
        with pytest.raises(NotTaken):
            emulator.deposit(imp_uid)
    told = {"revoked_unpaid_status": "cancelled"}
    with (
        Emulator(clock=Clock(start=NOW, frozen=True), strict=True, assume=told) as emulator,
        V1(emulator) as v1,
    ):
        imp_uid = vbank(v1).response["imp_uid"]
        revoked = v1.delete(f"/vbanks/{imp_uid}").response
        assert (revoked["status"], revoked["cancelled_at"]) == ("cancelled", NOW)
