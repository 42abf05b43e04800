"""Periods as users write them: a month, an ISO week, a day, or from one to another."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from fulfil.errors import UsageError

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_WEEK = re.compile(r"(\d{4})-?[Ww](\d{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SIX_DAYS = timedelta(days=6)


def parse_period(text: str, option: str) -> tuple[date, date]:
    """Read a period.

    Args:
        text: `2026-10`, `2026-W44`, `2026-10-05`, or two of these with `..` between them.
        option: the option it was given to, for the message.

    Returns:
        Its first and its last day.

    Raises:
        UsageError: it is no period, or ends before it begins.
    """
    start, dots, end = text.strip().partition("..")
    first = _span(start.strip())
    last = _span(end.strip()) if dots else first
    if first is None or last is None:
        raise UsageError(
            f"{option}: “{text}” is no period",
            hint=f"write it like {option} 2026-10, 2026-W44, 2026-10-05 or 2026-10-01..2026-10-31",
        )
    if last[1] < first[0]:
        raise UsageError(f"{option}: “{text}” ends before it begins")
    return first[0], last[1]


def _span(text: str) -> tuple[date, date] | None:
    """First and last day of a month, week or day; None where it is none."""
    try:
        if found := _MONTH.fullmatch(text):
            year, month = map(int, found.groups())
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        if found := _WEEK.fullmatch(text):
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return monday, monday + _SIX_DAYS
        if _DAY.fullmatch(text):
            day = date.fromisoformat(text)
            return day, day
    except (ValueError, OverflowError):
        return None
    return None
