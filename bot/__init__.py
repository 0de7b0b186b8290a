"""Carries words to people and back: HTTP, channels, cards, the SDK, the command line."""
