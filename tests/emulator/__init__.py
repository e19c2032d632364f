"""The emulator, over real sockets and without the client."""
