"""What an emulator is: what it remembers, what time it is, what is to happen, what goes wrong, what it assumes."""
