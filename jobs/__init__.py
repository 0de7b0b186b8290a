"""What we do when the clock strikes."""
