"""What can be done with an order, one verb a file. Keyword arguments only; permission, lock, change, log, then signals."""
