"""The PGs that stand behind a merchant: their names, habits, channels, codes and test values."""
