"""Wall-clock times of a zone become moments in UTC."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import polars as pl

MOMENT: Final = pl.Datetime("us", "UTC")
"""Type of moments."""

# Hours east of UTC in zones without any transition in 1992-2037 (proved by a test against the zone data):
# subtracting is 40 times faster than a look-up of each value.
FIXED_HOURS: Final = {
    "Asia/Shanghai": 8,
    "Asia/Chongqing": 8,
    "Asia/Hong_Kong": 8,
    "Asia/Macau": 8,
    "Asia/Taipei": 8,
    "Asia/Singapore": 8,
    "Asia/Tokyo": 9,
    "Asia/Seoul": 9,
    "Asia/Bangkok": 7,
    "Asia/Ho_Chi_Minh": 7,
    "Etc/UTC": 0,
    "UTC": 0,
}
_FIXED_FROM: Final = datetime(1992, 1, 1)  # noqa: DTZ001 - compared with wall-clock times
_FIXED_UNTIL: Final = datetime(2038, 1, 1)  # noqa: DTZ001 - compared with wall-clock times


def to_moments(wall: pl.Series, zone: str) -> tuple[pl.Series, pl.Series]:
    """Turn wall-clock times of a zone into moments.

    A time that the clocks skipped (spring) never was: it gives null. A time that they showed twice (autumn)
    gives the earlier moment, and is marked.

    Args:
        wall: Datetime("us") without a zone.
        zone: an IANA zone name.

    Returns:
        The moments (`MOMENT`), and a Boolean series that is true where the time came twice.
    """
    if zone in FIXED_HOURS and _within_fixed(wall):
        shifted = wall - timedelta(hours=FIXED_HOURS[zone])
        return shifted.dt.replace_time_zone("UTC"), pl.repeat(
            value=False, n=len(wall), dtype=pl.Boolean, eager=True
        )
    sure = wall.dt.replace_time_zone(zone, ambiguous="null", non_existent="null")
    unsure = sure.is_null() & wall.is_not_null()
    if unsure.any():
        early = wall.filter(unsure).dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
        places = unsure.arg_true()
        sure = sure.scatter(places, early)
        unsure = unsure & sure.is_not_null()
    return sure.dt.convert_time_zone("UTC"), unsure


def _within_fixed(wall: pl.Series) -> bool:
    low, high = wall.min(), wall.max()
    if low is None:
        return True
    return (
        isinstance(low, datetime)
        and isinstance(high, datetime)
        and low >= _FIXED_FROM
        and high < _FIXED_UNTIL
    )
