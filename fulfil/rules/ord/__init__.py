"""Order data."""
