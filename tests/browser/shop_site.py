"""A shop: a page on an origin of its own that includes the emulator's script, and the server behind it."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import FrameLocator, Page, expect

from portone_v1_emulator import Emulator

USER_CODE = "imp00000000"

_PAGE = """<!doctype html>
<html lang="ko">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A shop</title>
<h1>A shop</h1>
<button id="buy" onclick="go()">Buy</button>
<script src="{script}"></script>
"""


class ShopSite:
    """The shop's address, what was sent to it, and what it answers."""

    def __init__(self, emulator: Emulator, script: str = "/v1/iamport.js") -> None:
        self.webhooks: list[dict[str, Any]] = []
        self.confirms: list[dict[str, Any]] = []
        self.confirm_status = 200
        self.confirm_answer: dict[str, Any] = {}
        site = self
        html = _PAGE.format(script=emulator.base_url + script).encode()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(200, html, "text/html")

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                if self.path == "/confirm":
                    site.confirms.append(body)
                    answer = json.dumps(site.confirm_answer).encode()
                    self._answer(site.confirm_status, answer, "application/json")
                else:
                    site.webhooks.append(body)
                    self._answer(200, b"", "text/plain")

            def _answer(self, status: int, body: bytes, media: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", media)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        # By name: to a browser, another name is another site.
        self.url = f"http://localhost:{self._server.server_port}"

    def __enter__(self) -> ShopSite:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def open(
        self,
        page: Page,
        params: dict[str, Any],
        *,
        call: str = "request_pay",
        user_code: str = USER_CODE,
        tier: str | None = None,
    ) -> None:
        """Show the page, and press the button that calls `IMP`."""
        page.goto(self.url)
        page.evaluate(
            """([call, params, userCode, tier]) => {
                window.told = null;
                window.go = () => {
                    if (tier) IMP.agency(userCode, tier);
                    else IMP.init(userCode);
                    IMP[call](params, (result) => { window.told = result; });
                };
            }""",
            [call, params, user_code, tier],
        )
        page.click("#buy")


ORDER: dict[str, Any] = {
    "pg": "html5_inicis",
    "pay_method": "card",
    "merchant_uid": "o-1",
    "name": "당근 10kg",
    "amount": 64_900,
    "buyer_name": "홍길동",
    "buyer_tel": "010-1234-5678",
    "buyer_email": "hong@example.com",
    "buyer_addr": "서울특별시 강남구 삼성동",
    "buyer_postcode": "06018",
}

PAY = "64,900원 결제하기"
"""The button that pays it."""


def layer(page: Page) -> FrameLocator:
    """The window that lies over the shop's page."""
    return page.frame_locator("iframe[title='PortOne V1 Emulator']")


def press(page: Page, name: str) -> None:
    """Press a button in the layer."""
    button = layer(page).get_by_role("button", name=name, exact=True)
    expect(button).to_be_enabled()
    # Not `click`: it waits for a word from the frame, which some buttons take away.
    button.hover()
    page.mouse.down()
    page.mouse.up()


def choose(page: Page, name: str) -> None:
    """Choose what is called so in the layer."""
    layer(page).locator("label").filter(has_text=name).first.click()


def told(page: Page) -> dict[str, Any]:
    """What the shop's callback was given."""
    page.wait_for_function("window.told", polling=20)
    result: dict[str, Any] = page.evaluate("window.told")
    return result


def query(page: Page) -> dict[str, str]:
    """What stands in the address to which the browser was sent back."""
    values = parse_qs(urlsplit(page.url).query, keep_blank_values=True)
    return {name: value[0] for name, value in values.items()}
