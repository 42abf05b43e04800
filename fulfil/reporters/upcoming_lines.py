"""What falls due next, for a pipe: one line each, most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .amounts import hours_text, minute_text
from .inert import inert_text
from .placed import NO_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..report import Report

_SECONDS = 3600


def placed_upcoming(report: Report) -> pl.DataFrame:
    """What falls due next with its place and what is left of its time.

    Returns:
        The columns of `Upcoming.rows` and `path line hours until`, in the same order; no row where nobody
        asked. `until` is told in the zone of the file, `hours` counts from `as_of`.
    """
    if report.upcoming is None:
        return pl.DataFrame()
    rows = report.upcoming.rows
    paths = {index: file.path for index, file in enumerate(report.files)}
    return (
        rows.with_columns(
            report.spine["file"].gather(rows["row"]).alias("file"),
            report.spine["line"].gather(rows["row"]).alias("line"),
        )
        .with_columns(
            minute_text("due_at", "file", report.files).alias("until"),
            pl.col("file").replace_strict(paths, default=None, return_dtype=pl.String).alias("path"),
            (
                (pl.col("due_at") - pl.lit(report.as_of, pl.Datetime("us", "UTC"))).dt.total_seconds()
                / _SECONDS
            ).alias("hours"),
        )
        .drop("file")
    )


def upcoming_lines(report: Report) -> Iterator[str]:
    """The lines: `file:line: due within 24 h: ship order by moment (promise)`."""
    if report.upcoming is None:
        return
    rows = placed_upcoming(report)
    if rows.is_empty():
        yield f"Due within {hours_text(report.upcoming.hours)}: {nothing_due(report)}\n"
        return
    parcel = pl.concat_str(pl.lit("parcel"), "carrier", "tracking_number", separator=" ", ignore_nulls=True)
    line = pl.concat_str(
        inert_text(pl.col("path")).fill_null(NO_FILE),
        pl.concat_str(pl.lit(":"), pl.col("line").cast(pl.String)).fill_null(""),
        pl.lit(f": due within {hours_text(report.upcoming.hours)}: "),
        pl.col("kind"),
        pl.lit(" "),
        inert_text(pl.col("order_id")).fill_null("-"),
        pl.when(pl.col("tracking_number").is_not_null())
        .then(pl.concat_str(pl.lit(", "), inert_text(parcel)))
        .otherwise(pl.lit("")),
        pl.lit(" by "),
        pl.col("until"),
        pl.lit(" ("),
        inert_text(pl.col("source")).fill_null("an unnamed promise"),
        pl.lit(")\n"),
    )
    yield str(rows.select(line.str.join("")).item())


def nothing_due(report: Report) -> str:
    """What is said where nothing falls due, or nothing could be looked at."""
    if report.as_of is None:
        return "not known, for no file has an event to count from."
    return "nothing that the files promise."
