"""Benchmarks: `python -m tests.bench`. Nothing here passes or fails by the clock."""
