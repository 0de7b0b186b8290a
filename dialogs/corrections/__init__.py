"""What an organiser says about a programme that was read and is not saved yet, understood as a correction. Pure."""

from dialogs.corrections.reader import read_correction

__all__ = ["read_correction"]
