"""The HTTP server: the API at its real paths, the form of its answers, and faults."""
