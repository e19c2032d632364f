"""What processes and machines share: the token, and a limit; and what they must not: locks and clients."""
