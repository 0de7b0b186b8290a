"""The house in one process under a clock, a network and a store that are simulated (`docs/simulation.md`)."""
