"""Text in, a wish out. Offline and deterministic; what it knows stands as data beside it."""
