"""The documents hold what the code holds."""
