"""Webhooks on the merchant's side: read, compared with what is known, and booked by the examples."""
