"""Stored cards."""

from __future__ import annotations

from portone_v1_emulator import Emulator
from portone_v1_emulator.pgs.channels import GROUP

from .conftest import NOW
from .v1 import REFUSED, V1

PATH = "/subscribe/customers"
HOLDER = {
    "customer_id": "member_1",
    "customer_name": "김하늘",
    "customer_tel": "010-1234-5678",
    "customer_email": "haneul@example.com",
    "customer_addr": "서울",
    "customer_postcode": "06164",
}


def unknown(customer_uid: str) -> tuple[int, int, str]:
    return 200, 1, f"요청하신 customer_uid({customer_uid})로 등록된 정보를 찾을 수 없습니다."


def test_issued_looked_up_and_deleted(v1: V1) -> None:
    key = v1.issue("c-1", **HOLDER).response
    assert key == {
        **HOLDER,
        "customer_uid": "c-1",
        "card_code": "366",
        "card_issuer_code": "366",
        "card_issuer_name": "신한카드",
        "card_name": "신한카드",
        "card_number": "424242******4242",
        "card_publisher_code": "366",
        "card_publisher_name": "신한카드",
        "card_type": 0,
        "inserted": NOW,
        "pg_id": "emulator",
        "pg_provider": "nice_v2",
        "sandbox": False,
        "updated": NOW,
    }
    assert v1.get(f"{PATH}/c-1").response == key
    deleted = v1.delete(f"{PATH}/c-1", **{"reason": "교체", "extra[requester]": "customer"})
    assert deleted.response == key
    assert v1.again("o-1").message == "등록되지 않은 구매자입니다."


def test_one_that_is_not_there(v1: V1) -> None:
    assert v1.get(f"{PATH}/c-{{1}}").refusal == unknown("c-{1}")
    assert v1.delete(f"{PATH}/c-1").refusal == unknown("c-1")
    assert v1.get(f"{PATH}/c-1").assumes is None


def test_issued_again_it_takes_the_place_of_the_first(v1: V1, emulator: Emulator) -> None:
    v1.issue("c-1", **HOLDER)
    emulator.clock.advance(60)
    newer = v1.issue("c-1", "5555-5555-5555-4444").response
    assert (newer["card_number"], newer["customer_name"]) == ("555555******4444", None)
    assert (newer["inserted"], newer["updated"]) == (NOW, NOW + 60)
    assert v1.again("o-1").response["card_number"] == "555555******4444"


def test_a_refused_card_leaves_the_old_one(v1: V1) -> None:
    v1.issue("c-1")
    refused = v1.issue("c-1", REFUSED)
    assert refused.refusal == (
        200,
        -1,
        "카드정보 인증 및 빌키 발급에 실패하였습니다.[F113]카드번호 또는 인증정보가 올바르지 않습니다.",
    )
    assert v1.issue("c-1", "no number").message.startswith(
        "카드정보 인증 및 빌키 발급에 실패하였습니다.[F113]"
    )
    assert v1.get(f"{PATH}/c-1").response["card_number"] == "424242******4242"


def test_several_at_once_newest_first(v1: V1, emulator: Emulator) -> None:
    for uid in ("c-1", "c-2"):
        v1.issue(uid)
        emulator.clock.advance(1)
    both = v1.get(PATH, **{"customer_uid[]": ["c-1", "c-2", "c-1"]})
    assert [key["customer_uid"] for key in both.response] == ["c-2", "c-1"]
    assert both.status == 200
    some = v1.get(PATH, **{"customer_uid[]": ["c-3", "c-1"]})
    assert [key["customer_uid"] for key in some.response] == ["c-1"]
    assert (some.status, some.code) == (207, 0)
    none = v1.get(PATH, **{"customer_uid[]": ["c-3"]})
    assert none.refusal == (404, -1, "등록된 정보를 찾을 수 없습니다.")
    assert none.assumes == "billing_keys.get_many unknown_billing_key"
    assert v1.get(PATH).refusal[0] == 400
    assert v1.get(PATH, **{"customer_uid[]": ["c"] * 101}).refusal[0] == 400


def test_a_routing_group_gives_a_super_billing_key(v1: V1) -> None:
    key = v1.issue("c-1", channel_group_id=GROUP, **HOLDER).response
    assert HOLDER.items() <= key.items()
    assert key["channelGroupId"] == GROUP
    channel, other = key["succeededChannels"]
    assert (channel["card_number"], channel["pg_id"]) == ("424242******4242", "emulator")
    assert (channel["pg_provider"], other["pg_provider"]) == ("nice_v2", "tosspayments")
    assert key["failedChannels"] == [
        {
            "message": "필수 파라메터 birth이(가) 누락되었습니다.",
            "pg_id": "emulator",
            "pg_provider": "ksnet",
            "type": "INVALID_REQUEST",
        }
    ]
    assert v1.get(f"{PATH}/c-1").response == key
    assert v1.again("o-1").response["status"] == "paid"
