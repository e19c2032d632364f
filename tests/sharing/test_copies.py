"""What may be copied and carried to another process, and what may not: models, errors, attempts; clients."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest

from portone_v1 import AsyncPortOne, Attempt, NoAnswer, PortOne, PortOneError
from portone_v1_emulator import Emulator

KEY, SECRET = "5551234567890123", "s3cr3t-of-the-shop-0123456789abcdef"

CLIENTS = [PortOne, AsyncPortOne]


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_copy_of_a_client_is_a_view_that_closes_nothing(client: Any, copied: Any) -> None:
    parent = client(KEY, SECRET, tier="AB1")
    twin = copied(parent)
    assert type(twin) is client
    assert twin is not parent
    assert twin.sender.session is parent.sender.session
    assert twin.sender.transport is parent.sender.transport
    assert twin.sender.options == parent.sender.options
    if client is PortOne:
        twin.close()
    assert not parent.sender.session.closed


def test_what_holds_a_client_can_be_copied_deeply() -> None:
    with PortOne(KEY, SECRET) as portone:
        settings = {"client": portone, "payments": portone.payments, "get": portone.payments.get}
        twin: dict[str, Any] = copy.deepcopy(settings)
        assert twin["client"].sender.session is portone.sender.session
        assert twin["payments"].sender is portone.sender


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_is_not_pickled(client: Any) -> None:
    made = client(KEY, SECRET)
    for whole_or_part in (made, made.with_options(tier="AB1"), made.payments, made.payments.get):
        with pytest.raises(TypeError, match="Make one in each process") as caught:
            pickle.dumps(whole_or_part)
        assert SECRET not in str(caught.value)


def resolve_there(attempt: Attempt, url: str, key: str, secret: str) -> Any:
    """Find out in another process what became of it."""
    with PortOne(key, secret, base_url=url) as portone:
        return portone.resolve(attempt)


def raise_there(url: str) -> None:
    """Fail in another process."""
    with PortOne(KEY, SECRET, base_url=url, max_retries=0) as portone:
        portone.payments.cancel(imp_uid="imp_1", amount=500)


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_attempts_results_and_errors_travel_between_processes(
    emulator: Emulator, method: str
) -> None:
    context = multiprocessing.get_context(method)
    account = (emulator.api_key, emulator.api_secret)
    with PortOne(*account, base_url=emulator.base_url, max_retries=0) as portone:
        portone.codes.list_banks()
        emulator.fail("drop_after", "subscribe.onetime")
        with pytest.raises(NoAnswer) as caught:
            portone.subscribe.onetime(
                merchant_uid="o-1", amount=1000, card_number="4242424242424242", expiry="2035-12"
            )
    attempt = caught.value.attempt
    assert attempt is not None
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        there = pool.submit(resolve_there, attempt, emulator.base_url, *account).result(30)
        assert there.state == "happened"
        assert there.result.merchant_uid == "o-1"
        assert there.attempt == attempt
        with pytest.raises(PortOneError) as refused:
            pool.submit(raise_there, emulator.base_url).result(30)
    assert refused.value.operation == "auth.get_token"
    assert refused.value.outcome == "rejected"
    assert SECRET not in repr(refused.value.__dict__)
