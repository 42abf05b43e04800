"""How likely each choice is: the ordinary first, so that a failing example shrinks to it."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import strategies as st

START = datetime(2026, 11, 1, 8)  # noqa: DTZ001  (a clock time, as files write it)


def mostly(usual, *others, weight=6):
    """The usual value, and now and then one of the others."""
    return st.sampled_from((usual,) * weight + others)


def after(moment, *choices):
    """A moment plus one of some hours; None stays None."""
    return st.sampled_from(choices).map(lambda hours: None if hours is None else later(moment, hours))


def later(moment, hours):
    """A moment some hours later; floats that name a second more are what boundaries are tested with."""
    return moment + timedelta(seconds=round(hours * 3600))


#: One second, in hours.
SECOND = 1 / 3600
