"""Moments as users write them, read so that two readers cannot disagree."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, datetime

from fulfil.errors import UsageError

#: Where a moment without an offset is taken to be.
ZONE = "Asia/Shanghai"

_CHINESE = str.maketrans({"年": "-", "月": "-", "日": " ", "时": ":", "点": ":", "分": " "})
#: Year, month and day, as ISO 8601 and China write them: nobody reads the second number as the day.
_YEAR_FIRST = re.compile(r"\s*\d{4}[-/](0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\d|3[01])(?!\d)")
_HINT = 'write it like "2026-09-15 18:00" or 2026-09-15T18:00+08:00'


def parse_moment(text: str, option: str) -> datetime:
    """Read a moment.

    Args:
        text: a date, or a date and time; with an offset, or else in `ZONE`.
        option: the option it was given to, for the message.

    Returns:
        The moment in UTC.

    Raises:
        UsageError: it is no moment, lacks year, month or day, or can be read in several ways.
    """
    orders = (False,) if _YEAR_FIRST.match(text.translate(_CHINESE)) else (False, True)
    readings = {_read(text, option, fill, day_first=day_first) for fill in (3, 4) for day_first in orders}
    years = {_read(text, option, 3, day_first=False, year_first=first) for first in (False, True)}
    if len(readings | years) > 1:
        raise UsageError(f"{option}: “{text}” is incomplete or can be read in several ways", hint=_HINT)
    from zoneinfo import ZoneInfo

    (moment,) = readings
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(ZONE))
    return aware.astimezone(UTC)


def _read(text: str, option: str, fill: int, *, day_first: bool, year_first: bool = False) -> datetime:
    from dateutil.parser import ParserError, UnknownTimezoneWarning, parse

    default = datetime(2000 + fill, fill, fill)  # noqa: DTZ001  (what the text leaves out shows as a difference)
    plain = re.sub(r":\s*$", ":00", text.translate(_CHINESE).strip())
    with warnings.catch_warnings():
        warnings.simplefilter("error", UnknownTimezoneWarning)
        try:
            return parse(plain, default=default, dayfirst=day_first, yearfirst=year_first)
        except (ParserError, OverflowError) as error:
            raise UsageError(f"{option}: “{text}” is no moment", hint=_HINT) from error
        except UnknownTimezoneWarning as error:
            raise UsageError(
                f"{option}: the time zone of “{text}” can mean several", hint="give an offset, such as +08:00"
            ) from error
