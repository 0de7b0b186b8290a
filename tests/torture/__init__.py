"""Kills the service wherever it can be killed, and looks whether it has kept its promises: docs/torture.md."""
