"""Carries words to people and back: HTTP, channels, cards, the SDK, the command line."""

import gc

gc.set_threshold(100_000, 20, 20)  # what is loaded stays: to look through it ever again was a fifth of each start
