"""Figures of returns: stages, outcomes, what is open and what is owed."""
