"""Search for lies: random histories of clients, networks and people, judged by one who knows what happened."""
