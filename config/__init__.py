"""What the operator may change."""
