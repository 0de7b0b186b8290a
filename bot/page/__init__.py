"""The web page at /: Microsoft's Web Chat in a house of our own."""
