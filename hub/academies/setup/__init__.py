"""Sets an academy up in one step, changes it, and ends it: what the admin and the commands call."""
