"""Access tokens."""

from __future__ import annotations

from .._generated.requests import TokenRequest
from ..core import tokens
from ..core.context import Answer, Call, operation
from ..core.refusals import Refusal


@operation("auth.get_token", invalid="missing_credentials")
def get_token(call: Call[None, TokenRequest]) -> Answer:
    """Hand out the account's token."""
    key, secret = call.body.imp_key, call.body.imp_secret
    if not key or not secret:
        raise Refusal("missing_credentials")
    account = call.store.account(key)
    if account is None or account.secret != secret:
        raise Refusal("wrong_credentials")
    token = tokens.issue(key, call.store.tokens.get(key), call.now)
    call.store.tokens.put(token)
    return Answer({"access_token": token.value, "now": call.now, "expired_at": token.expires_at})
