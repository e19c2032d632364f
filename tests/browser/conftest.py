"""A real Chromium, and an emulator for it to look at.

Chromium lives as long as the tests of this folder: Playwright keeps an event loop running in the thread of
the tests, and others want one of their own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from portone_v1 import PortOne
from portone_v1_emulator import Clock, Emulator

from .shop_site import ShopSite

NOW = 1_767_193_200  # 2026-01-01 00:00 in Korea

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

_DESKTOP = {"viewport": {"width": 1280, "height": 800}, "locale": "ko-KR"}
_PHONE = {
    "viewport": {"width": 390, "height": 844},
    "locale": "ko-KR",
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
    "user_agent": (
        "Mozilla/5.0 (Linux; Android 15; SM-S931N) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/131.0.0.0 Mobile Safari/537.36"
    ),
}


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("These tests need Chromium: `make test` and .ci/run install it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on a desktop. No script in it may break, and no policy be violated."""
    yield from _page(chromium, _DESKTOP)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """The same on a phone."""
    yield from _page(chromium, _PHONE)


def _page(chromium: Browser, device: dict[str, Any]) -> Iterator[Page]:
    context: BrowserContext = chromium.new_context(**device)
    problems: list[str] = []
    context.on("weberror", lambda error: problems.append(str(error.error)))
    context.on(
        "console",
        lambda message: problems.append(message.text) if _is_violation(message.text) else None,
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
    assert problems == []


def _is_violation(text: str) -> bool:
    return "Content Security Policy" in text or "Content-Security-Policy" in text


@pytest.fixture(scope="package")
def running() -> Iterator[Emulator]:
    with Emulator(clock=Clock(start=NOW, frozen=True)) as emulator:
        yield emulator


@pytest.fixture
def emulator(running: Emulator) -> Emulator:
    running.reset()
    return running


@pytest.fixture
def portone(emulator: Emulator) -> Iterator[PortOne]:
    with PortOne(emulator.api_key, emulator.api_secret, base_url=emulator.base_url) as client:
        yield client


@pytest.fixture
def shop(emulator: Emulator) -> Iterator[ShopSite]:
    with ShopSite(emulator) as site:
        yield site
