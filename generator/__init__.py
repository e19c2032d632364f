"""Turns the contract in `spec/` into code. Never shipped."""
