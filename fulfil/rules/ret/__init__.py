"""Returns: answered in time, judged by their window, complete."""
