# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Access tokens. (인증) What holds for every call: docs/calls.md."""

from __future__ import annotations

from ..calls import Arguments, AsyncResource, Call, Resource
from ..models.auth import Token
from ..operations import auth as operations
from ..payloads import one


class Auth(Resource):
    """Access tokens. (인증)"""

    def get_token(self, *, imp_key: str, imp_secret: str) -> Token:
        """Get an access token.

        A token lives 1800 seconds. Asked again before that, the server hands out the same token
        with the same expiry; in the last 60 seconds it moves the expiry on by 300 seconds; after
        the expiry it makes a new token. The client does this by itself: there is rarely a reason to
        call it.

        Args:
            imp_key (REST API 키): The REST API key of the console's V1 section.
            imp_secret (REST API 시크릿): The REST API secret of the console's V1 section.

        Raises:
            AuthenticationError: The key or the secret is wrong.
            InvalidRequest: The key or the secret is missing.

        V1: POST /users/getToken (액세스 토큰 발급)
        """
        arguments = Arguments({"imp_key": imp_key, "imp_secret": imp_secret})
        del imp_key, imp_secret  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.GET_TOKEN, one(Token), arguments))


class AsyncAuth(AsyncResource):
    """Access tokens. (인증)"""

    async def get_token(self, *, imp_key: str, imp_secret: str) -> Token:
        """Get an access token.

        A token lives 1800 seconds. Asked again before that, the server hands out the same token
        with the same expiry; in the last 60 seconds it moves the expiry on by 300 seconds; after
        the expiry it makes a new token. The client does this by itself: there is rarely a reason to
        call it.

        Args:
            imp_key (REST API 키): The REST API key of the console's V1 section.
            imp_secret (REST API 시크릿): The REST API secret of the console's V1 section.

        Raises:
            AuthenticationError: The key or the secret is wrong.
            InvalidRequest: The key or the secret is missing.

        V1: POST /users/getToken (액세스 토큰 발급)
        """
        arguments = Arguments({"imp_key": imp_key, "imp_secret": imp_secret})
        del imp_key, imp_secret  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.GET_TOKEN, one(Token), arguments))
