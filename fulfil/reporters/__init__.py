"""Reporters print a finished report and count nothing."""
