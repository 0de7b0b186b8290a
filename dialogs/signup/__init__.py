"""Signing up in the chat: one tap when everything is known, a few short questions when nothing is."""
