"""A programme that was read, in words: the same in chat, on the organisers' page and in the terminal."""
