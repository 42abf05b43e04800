"""Contact data."""
