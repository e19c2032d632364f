"""An order's amount, registered before it is paid."""

from __future__ import annotations

import pytest

from portone_v1 import AlreadyDone, NotFound, Refused

from .shop import Shop


@pytest.mark.covers("preparations.create")
@pytest.mark.covers("preparations.update")
@pytest.mark.covers("preparations.get")
@pytest.mark.covers("preparations.create", "already_registered")
def test_an_amount_is_registered_once_and_can_be_changed(shop: Shop) -> None:
    assert shop.preparations.create(merchant_uid="o-1", amount=1000).amount == 1000
    with pytest.raises(AlreadyDone):
        shop.preparations.create(merchant_uid="o-1", amount=1000)
    assert shop.preparations.update(merchant_uid="o-1", amount=2000).amount == 2000
    assert shop.preparations.get("o-1").amount == 2000


@pytest.mark.covers("preparations.get", "unknown_preparation")
@pytest.mark.covers("preparations.update", "unknown_preparation")
def test_what_was_never_registered(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.preparations.get("o-1")
    with pytest.raises(NotFound):
        shop.preparations.update(merchant_uid="o-1", amount=2000)


@pytest.mark.covers("preparations.create", "refused")
@pytest.mark.covers("preparations.update", "refused")
def test_refused_for_another_reason(shop: Shop) -> None:
    for operation, call in (
        ("preparations.create", shop.preparations.create),
        ("preparations.update", shop.preparations.update),
    ):
        shop.emulator.fail("refuse", operation, case="refused", message="점검 중입니다.")
        with pytest.raises(Refused, match="점검 중입니다"):
            call(merchant_uid="o-1", amount=1000)


def test_a_payment_of_another_amount_is_blocked(shop: Shop) -> None:
    shop.preparations.create(merchant_uid="o-1", amount=1000)
    with pytest.raises(Refused, match="사전등록"):
        shop.pay("o-1", 900)
    assert shop.pay("o-1", 1000).amount == 1000
