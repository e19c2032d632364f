"""A payment from end to end, against the emulator on this machine."""
