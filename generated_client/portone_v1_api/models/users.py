# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models of `users`."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from ..answers import Model, Reader, boolean, text
from ..calls import Report

PgSettingType = Literal["payment", "api_payment", "certification"]
"""What a PG setting is for. `payment`: payments in a window. `api_payment`: charges by API.
`certification`: identity verification. (PG설정 타입 구분코드)
"""


@define(kw_only=True, repr=False)
class PgSetting(Model):
    """A PG as the merchant has set it up. (PG 설정 정보)"""

    pg_provider: str
    """The PG, such as `html5_inicis` or `kakaopay`. At most 16 characters. (PG사 구분코드)"""
    pg_id: str
    """The merchant's identity at the PG (MID). At most 80 characters. (PG사 상점아이디)"""
    sandbox: bool
    """Whether it is in test mode, where no money moves. (테스트모드 여부)"""
    type: PgSettingType | str
    """What it is for. (PG설정 타입 구분코드)"""
    channel_name: str | None = None
    """The name that the merchant gave the channel. (채널이름)"""
    channel_key: str | None = None
    """PortOne's identity of the channel, by which a request picks it. (채널키)"""

    _wire_names: ClassVar[frozenset[str]] = frozenset(
        {"channel_key", "channel_name", "pg_id", "pg_provider", "sandbox", "type"}
    )

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        r = Reader(data, at, report)
        return cls(
            pg_provider=r.need("pg_provider", text),
            pg_id=r.need("pg_id", text),
            sandbox=r.need("sandbox", boolean),
            type=r.need("type", text),
            channel_name=r.get("channel_name", text),
            channel_key=r.get("channel_key", text),
            raw=data,
        )
