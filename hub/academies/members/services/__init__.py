"""What is done to people: one verb a file. Permission, lock, change, log, mail."""
