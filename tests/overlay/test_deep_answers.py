"""Answers that are nested deeper than any of PortOne's: what was charged is shown and stored all the same."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from scripted_server import ANY, Answer, Connect, ScriptedServer, both

from portone_v1.models import Payment


def charge(p: Any) -> Any:
    return p.subscribe.again(customer_uid="c-1", merchant_uid="o-1", amount=1000, name="구독")


NESTED = {
    "lists": lambda depth: "[" * depth + "]" * depth,
    "objects": lambda depth: '{"a": ' * depth + "1.5" + "}" * depth,
    "both": lambda depth: '[null, {"a": ' * (depth // 2) + '"x"' + ', "b": [2]}]' * (depth // 2),
}


@both
@pytest.mark.parametrize("nested", NESTED.values(), ids=NESTED)
@pytest.mark.parametrize("field", ["custom_data", "cancel_history", "promotion", "unknown"])
@pytest.mark.parametrize("depth", [10, 60, 600])
def test_a_charge_with_a_deep_field(connect: Connect, nested: Any, field: str, depth: int) -> None:
    body = (
        '{"code": 0, "message": null, "response": {"imp_uid": "imp_1", "merchant_uid": "o-1", '
        f'"status": "paid", "amount": 1000, "{field}": {nested(depth)}}}}}'
    )
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, Answer(200, body.encode()))
        paid = portone.do(charge)
    assert paid.status == "paid"
    assert repr(paid).startswith("Payment(imp_uid='imp_1'")
    for again in (pickle.loads(pickle.dumps(paid)), copy.copy(paid), copy.deepcopy(paid)):
        assert type(again) is Payment
        assert again == paid
        assert again.raw == paid.raw
        assert again.extra == paid.extra
        assert repr(again) == repr(paid)
