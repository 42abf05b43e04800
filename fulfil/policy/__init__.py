"""Limits and vocabularies, typed, with their defaults."""
