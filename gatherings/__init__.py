"""What is true: networks, gatherings, programmes, people, and what may be done with them."""
