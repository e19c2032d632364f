"""Orders, their payments, and the money that moved."""
