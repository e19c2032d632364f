"""What becomes of orders: charging, cancelling, billing keys, schedules, accounts, receipts, certifications."""
