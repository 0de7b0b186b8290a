"""A second opinion, learnt from examples: what a message most likely wants where no pattern is sure."""
