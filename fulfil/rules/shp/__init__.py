"""Dispatch: when orders left, and under which number."""
