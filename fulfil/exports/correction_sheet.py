"""Sheets that an earlier run wrote for correction, with region columns added beside an address text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..address import resolve
from ..tables import REGION_FIELDS

if TYPE_CHECKING:
    from .recognise import Recognition


def added_regions(recognition: Recognition) -> tuple[str, ...]:
    """The region columns that an earlier run added to an export whose address is one text.

    They stand right before the run's own columns, and the export has no region column of its own: there, an
    empty cell would be missing from what a courier's importer reads.
    """
    columns, header = recognition.columns, recognition.header.cells
    if not columns.dropped or "address" not in columns.feeds:
        return ()
    first = min(columns.dropped)
    start = first
    while start and header[start - 1].strip() in REGION_FIELDS:
        start -= 1
    fed = [name for name in REGION_FIELDS if name in columns.feeds]
    own = [name for name in fed if not set(columns.feeds[name].cells) <= set(range(start, first))]
    return () if own else tuple(fed)


def fill_regions(text: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """Take from the address text what nobody had to fill in; what was filled in wins.

    Args:
        text: canonical text columns.
        names: see `added_regions`.

    Returns:
        The columns with province, city and county: a county alone may name several places.
    """
    found = resolve(text.select("address"))
    return text.with_columns(
        pl.coalesce(name, found[name]) if name in names else found[name] for name in REGION_FIELDS
    )
