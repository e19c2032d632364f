"""A caller of the emulator: httpx, and nothing of the client that this project makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from portone_v1_emulator import Emulator

PAYS = "4242-4242-4242-4242"
REFUSED = "4000-0000-0000-0002"
EXPIRED = "4000-0000-0000-0069"
LACKS_FUNDS = "4000-0000-0000-9995"
OVER_LIMIT = "4000-0000-0000-0341"
KEEPS_MONEY = "4000-0000-0000-5126"


@dataclass(frozen=True)
class Reply:
    """An answer of the emulator."""

    http: httpx.Response

    @property
    def status(self) -> int:
        return self.http.status_code

    @property
    def code(self) -> int:
        return int(self.http.json()["code"])

    @property
    def message(self) -> str:
        return str(self.http.json()["message"])

    @property
    def response(self) -> Any:
        return self.http.json()["response"]

    @property
    def assumes(self) -> str | None:
        header: str | None = self.http.headers.get("x-emulator-assumes")
        return header

    @property
    def refusal(self) -> tuple[int, int, str]:
        """Status, code and message of a no, which has no response."""
        assert self.response is None
        return self.status, self.code, self.message


class V1:
    """The merchant, or one of its sub-merchants, with a token."""

    def __init__(
        self,
        emulator: Emulator,
        *,
        key: str | None = None,
        secret: str | None = None,
        tier: str | None = None,
    ) -> None:
        self.emulator = emulator
        self.http = httpx.Client(base_url=emulator.base_url, trust_env=False, verify=False)
        self.credentials = {
            "imp_key": key or emulator.api_key,
            "imp_secret": secret or emulator.api_secret,
        }
        if tier:
            self.http.headers["Tier"] = tier

    def __enter__(self) -> V1:
        self.sign_in()
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def sign_in(self) -> str:
        """Get a token, and use it from now on."""
        token = str(self.post("/users/getToken", **self.credentials).response["access_token"])
        self.http.headers["Authorization"] = f"Bearer {token}"
        return token

    def get(self, path: str, **query: Any) -> Reply:
        return Reply(self.http.get(path, params=query))

    def delete(self, path: str, **query: Any) -> Reply:
        return Reply(self.http.delete(path, params=query))

    def post(self, path: str, **body: Any) -> Reply:
        return Reply(self.http.post(path, json=body))

    def put(self, path: str, **body: Any) -> Reply:
        return Reply(self.http.put(path, json=body))

    def onetime(self, merchant_uid: str, amount: float = 1000, **more: Any) -> Reply:
        order = {"merchant_uid": merchant_uid, "amount": amount, "card_number": PAYS}
        return self.post("/subscribe/payments/onetime", **order | {"expiry": "2035-12"} | more)

    def again(self, merchant_uid: str, amount: float = 1000, **more: Any) -> Reply:
        order = {"merchant_uid": merchant_uid, "amount": amount, "customer_uid": "c-1"}
        return self.post("/subscribe/payments/again", **order | {"name": "구독"} | more)

    def issue(self, customer_uid: str, card_number: str = PAYS, **more: Any) -> Reply:
        card = {
            "channel_key": "channel-key-nice_v2",
            "card_number": card_number,
            "expiry": "2035-12",
        }
        return self.post(f"/subscribe/customers/{customer_uid}", **card | more)

    def cancel(self, **body: Any) -> Reply:
        return self.post("/payments/cancel", **body)

    def pay(self, merchant_uid: str, amount: float = 1000, **more: Any) -> str:
        """The imp_uid of a payment that is paid."""
        payment = self.onetime(merchant_uid, amount, **more).response
        assert payment["status"] == "paid"
        return str(payment["imp_uid"])
