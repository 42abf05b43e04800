"""Ages as users write them: `26h`, `90m`, `2d`, `1d12h`."""

from __future__ import annotations

import re

from fulfil.errors import UsageError

_AGE = re.compile(r"(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?")
_HOURS = (24.0, 1.0, 1 / 60)


def parse_hours(text: str, option: str) -> float:
    """Read an age.

    Args:
        text: days, hours and minutes, in this order, each at most once.
        option: the option it was given to, for the message.

    Returns:
        The age in hours.

    Raises:
        UsageError: it is no age, or none at all.
    """
    found = _AGE.fullmatch(text.strip().lower())
    hours = sum(int(n) * unit for n, unit in zip(found.groups(), _HOURS, strict=True) if n) if found else 0
    if not hours:
        raise UsageError(
            f"{option}: “{text}” is no age", hint=f"write it like {option} 26h, 90m, 2d or 1d12h"
        )
    return hours
