"""Webhooks: what PortOne tells the merchant's server, and what has really changed.

    event = webhook.parse(body, content_type)      # not believed: a webhook has no signature
    payment = portone.webhook.read(event)          # the truth is what is read back
    with transaction():                            # which locks the merchant's row of that payment
        changes = webhook.compare(payment, known)  # what is new since the merchant looked last
        ...                                        # book changes.entries, and store changes.known

So a delivery that comes twice, late or in another order changes nothing, and none that is lost hides money:
the next one, or a look of one's own, finds it. `portone.webhook.handle(event, known)` reads and compares in
one, for those who keep `known` from changing meanwhile.
"""

from .changes import Changes, Entry, KnownState, compare
from .confirming import ConfirmAnswer, ConfirmQuestion, parse_confirm
from .events import MAX_SIZE, Event, EventKind, InvalidWebhook, parse
from .sources import SOURCES, is_from_portone, sender_address

__all__ = [
    "MAX_SIZE",
    "SOURCES",
    "Changes",
    "ConfirmAnswer",
    "ConfirmQuestion",
    "Entry",
    "Event",
    "EventKind",
    "InvalidWebhook",
    "KnownState",
    "compare",
    "is_from_portone",
    "parse",
    "parse_confirm",
    "sender_address",
]
