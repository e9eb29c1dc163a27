"""What every part of a citizen-leadership hub stands on."""

__version__ = "0.1.0"
