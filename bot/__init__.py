"""Carries words to people and back: HTTP, channels, cards, the SDK, the command line."""

import gc

gc.set_threshold(20_000, 20, 20)  # what is imported stays: looking through it ever again was a tenth of every start
