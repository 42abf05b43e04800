"""A profile to edit, for a file of a kind that no shipped profile reads."""
