"""What a shop goes through with each operation, told through both clients."""
