"""What we answer: understanding, dialogs, and every sentence in every language."""
