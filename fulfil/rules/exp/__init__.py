"""The export as a whole."""
