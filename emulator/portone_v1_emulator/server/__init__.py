"""From bytes to handlers and back: the server, the API at its real paths, and how answers look."""
