"""What things cost: `make bench`. Each figure beside what it is compared with, in one interleaved run."""
