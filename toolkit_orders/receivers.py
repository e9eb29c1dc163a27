"""Connects this app to signals; the work is done in the rooms named in each receiver."""
