"""Findings that are not to stop anybody: ignored for a reason and a time, or older than a baseline."""
