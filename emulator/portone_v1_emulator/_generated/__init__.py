# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""What the contract says, for the emulator."""
