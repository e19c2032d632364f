"""The PGs that stand behind a merchant: their profiles, channels, codes and test values."""
