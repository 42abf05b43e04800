"""Moments and quantities as people read them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ..file_report import FileReport

_MINUTE = "%Y-%m-%d %H:%M"
_DAY = "%Y-%m-%d"
#: Quantities are thousandths of a unit.
_THOUSAND = 1000
_CENT = Decimal("0.01")
#: From here on a span is told in the next unit.
_MINUTES_TO = 120
_HOURS_TO = 48


def minute(moment: datetime, zone: str) -> str:
    """A moment to the minute, in a zone."""
    return moment.astimezone(ZoneInfo(zone)).strftime(_MINUTE)


def day(moment: datetime, zone: str) -> str:
    """The day of a moment, in a zone."""
    return moment.astimezone(ZoneInfo(zone)).strftime(_DAY)


def minute_text(moment: str, file: str, files: Sequence[FileReport]) -> pl.Expr:
    """The moments of a column to the minute, each in the zone of its file; null stays null.

    Args:
        moment: the column of the moments.
        file: the column of the files.
        files: the files of the run.
    """
    zones: dict[str, list[int]] = {}
    for index, report in enumerate(files):
        zones.setdefault(report.zone, []).append(index)
    told = [
        pl.when(pl.col(file).is_in(mine)).then(pl.col(moment).dt.convert_time_zone(zone).dt.strftime(_MINUTE))
        for zone, mine in zones.items()
    ]
    return pl.coalesce(*told, pl.lit(None, pl.String))


def quantity(thousandths: int) -> str:
    """`3`, `1.5`, `1,200`."""
    whole, rest = divmod(abs(thousandths), _THOUSAND)
    sign = "-" if thousandths < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest:03}".rstrip("0") if rest else "")


def money(amount: Decimal) -> str:
    """`1999.00`; more places only where they say something."""
    cents = amount.quantize(_CENT)
    return f"{cents if cents == amount else amount.normalize():f}"


def quantity_text(thousandths: str) -> pl.Expr:
    """The quantities of a column without separators, for programs: `3`, `1.5`, `1200`; null stays null."""
    number = pl.col(thousandths)
    whole = number // _THOUSAND
    exact = (whole * _THOUSAND) == number
    return pl.when(exact).then(whole.cast(pl.String)).otherwise((number / _THOUSAND).cast(pl.String))


def hours_text(hours: float) -> str:
    """`24 h`, `90 min`, `2 days 3 h`: what is left of a promise."""
    minutes = round(hours * 60)
    if minutes < _MINUTES_TO:
        return f"{minutes} min"
    whole = round(minutes / 60)
    if whole < _HOURS_TO:
        return f"{whole} h"
    days, rest = divmod(whole, 24)
    return f"{days} days" + (f" {rest} h" if rest else "")
