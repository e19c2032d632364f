"""The promotions that every account opens with."""

from __future__ import annotations

from decimal import Decimal

from ..core.records import Promotion, Terms

PROMOTIONS = (
    Promotion("promotion-id-10-percent", Terms(percent=Decimal(10))),
    Promotion(
        "promotion-id-10-percent-from-5000", Terms(percent=Decimal(10), minimum=Decimal(5000))
    ),
    Promotion("promotion-id-1000-won-from-5000", Terms(won=Decimal(1000), minimum=Decimal(5000))),
    Promotion(
        "promotion-id-20-percent-hyundai",
        Terms(percent=Decimal(20), minimum=Decimal(10_000), at_most=Decimal(5000)),
        issuer="367",
    ),
    Promotion("promotion-id-over", Terms(percent=Decimal(50)), running=False),
)
"""Those that every account opens with."""
