"""The browser half of V1: the script that shops include, and the windows that it opens.

`IMP.request_pay` and `IMP.certification` ask for a window, and get its address with a token. The page there
asks how it looks and says what the customer does; when it is over, it hands the result to the shop's page
or goes back to the shop's address.
"""

from __future__ import annotations

from starlette.routing import Route

from ..core.state import EmulatorState
from .serving import Browser

__all__ = ["routes"]


def routes(state: EmulatorState) -> list[Route]:
    """What browsers ask for."""
    browser = Browser(state)
    window = "/_emulator/windows/{token}"
    return [
        Route("/v1/iamport.js", browser.script),
        Route("/js/iamport.payment{version}.js", browser.script),
        Route("/_emulator/window/{name}", browser.file),
        Route("/_emulator/windows", browser.open, methods=["POST"]),
        Route(window, browser.page),
        Route(f"{window}/view", browser.view),
        Route(f"{window}/{{action}}", browser.act, methods=["POST"]),
    ]
