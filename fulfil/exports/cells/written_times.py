"""Read dates and times as people and shops write them: distinct texts in, wall-clock times out."""

from __future__ import annotations

from typing import Final

import polars as pl

from ...filled import filled
from .months import MONTHS
from .time_style import is_epoch, is_serial

YEARS: Final = (1990, 2100)
"""Years that an order can have; others (0001, 1900, 1970) are how software writes "no time"."""

_NO_TIME: Final = (
    r"^(?:0+(?:\.0+)?$|0000\D00\D00|0001\D0?1\D0?1\b|1899\D12\D3[01]|1900\D0?1\D0?[01]\b|1970\D0?1\D0?1\b)"
)
_CLOCK: Final = (
    r"(?:[t,\s]+(?P<half0>上午|下午|凌晨|晚上)?\s*"
    r"(?P<h>\d{1,2})\s*[:时點点]\s*(?P<n>\d{1,2})\s*(?:[:分]\s*(?:(?P<s>\d{1,2})(?:[.,](?P<f>\d{1,9}))?)?)?秒?"
    r"\s*(?P<half>[ap]\.?m\.?)?)?\s*(?P<z>z|utc|gmt|[+-]\d{2}:?\d{2})?$"
)
_WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_MONTH: Final = r"(?P<b>\p{L}{3,12})\.?"
_SHAPES: Final = (
    rf"^(?P<y>\d{{4}})\s*[-/.年]\s*(?P<m>\d{{1,2}})\s*[-/.月]\s*(?P<d>\d{{1,2}}){_CLOCK}",
    rf"^{_WEEKDAY}(?P<d>\d{{1,2}})\.?[-/ ]\s*{_MONTH}[-/ ,]+(?P<y>\d{{4}}|\d{{2}}){_CLOCK}",
    rf"^{_WEEKDAY}{_MONTH}[-/ ]\s*(?P<d>\d{{1,2}})(?:\s*,\s*|[-/ ]\s*)(?P<y>\d{{4}}|\d{{2}}){_CLOCK}",
    rf"^(?P<p>\d{{1,2}})(?P<sep>[-/.])(?P<q>\d{{1,2}})[-/.](?P<y>\d{{4}}|\d{{2}}){_CLOCK}",
)
_RUN: Final = r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:(?P<h>\d{2})(?P<n>\d{2})(?P<s>\d{2}))?$"
_MONTHS_OF_YEAR: Final = 12
_NOON: Final = 12
_LAST_SECOND: Final = 59
_CENTURY_TURN: Final = 90
_IMPOSSIBLE_HOUR: Final = 99
_SHORT_YEAR: Final = len("26")
_PARTS: Final = ("y", "m", "d", "b", "p", "sep", "q", "h", "n", "s", "f", "half0", "half", "z")


def _parts(frame: pl.DataFrame, *, numeric: bool) -> pl.DataFrame:
    """Split each text into the parts of `_PARTS`; all null where no shape fits."""
    folded = (
        pl.col("t")
        .str.normalize("NFKC")
        .str.to_lowercase()
        .str.replace_all("[日号號]", " ")
        .str.strip_chars()
    )
    shapes = [*_SHAPES, _RUN] if numeric else [*_SHAPES]
    found = frame.select(folded).select(
        pl.col("t").str.extract_groups(shape).alias(f"g{place}") for place, shape in enumerate(shapes)
    )
    names = [
        {field.name for field in dtype.fields} if isinstance(dtype, pl.Struct) else set()
        for dtype in found.dtypes
    ]
    return found.select(
        pl.coalesce(
            [pl.col(f"g{place}").struct.field(part) for place, own in enumerate(names) if part in own]
            or [pl.lit(None, pl.String)]
        ).alias(part)
        for part in _PARTS
    )


def _date_order(day_first: bool | None) -> tuple[pl.Expr, pl.Expr, pl.Expr]:  # noqa: FBT001 - private
    """Day, month and undecidability of numeric dates without the year in front."""
    first, second = pl.col("p").cast(pl.Int32), pl.col("q").cast(pl.Int32)
    if day_first is not None:
        return (first, second, pl.lit(False)) if day_first else (second, first, pl.lit(False))
    # 26-09-14 may be the year first, so values with a short year and no slash never decide themselves.
    short = (pl.col("sep") != "/") & (pl.col("y").str.len_bytes() == _SHORT_YEAR)
    decided = ((first > _MONTHS_OF_YEAR) | (second > _MONTHS_OF_YEAR) | (first == second)) & ~short
    day = pl.when(first > _MONTHS_OF_YEAR).then(first).otherwise(second)
    month = pl.when(first > _MONTHS_OF_YEAR).then(second).otherwise(first)
    return day, month, (~decided).fill_null(value=False)


def read_written(texts: pl.Series, *, numeric: bool, day_first: bool | None) -> pl.DataFrame:
    """Read distinct texts.

    Args:
        texts: distinct non-empty texts.
        numeric: numbers in this column are times (`TimeStyle.numeric`).
        day_first: order of day and month where it is known; else a value decides itself or stays ambiguous.

    Returns:
        Columns `t` (the text), `wall` (Datetime("us"), null where unread), `offset` (Int32, minutes east of
        UTC, null where the text has none), `ambiguous` (day and month cannot be told apart), `none` (the text
        is a way of writing "no time").
    """
    frame = texts.to_frame("t")
    parts = _parts(frame, numeric=numeric)
    day, month, ambiguous = _date_order(day_first)
    year = pl.col("y").cast(pl.Int32)
    short = pl.col("y").str.len_bytes() == _SHORT_YEAR
    hour = pl.col("h").cast(pl.Int32).fill_null(0)
    half = pl.coalesce(pl.col("half").str.slice(0, 1), pl.col("half0"))
    late = half.is_in(["p", "下午", "晚上"])
    read = parts.with_columns(
        year=pl.when(short & (year >= _CENTURY_TURN))
        .then(year + 1900)
        .when(short)
        .then(year + 2000)
        .otherwise(year),
        month=pl.coalesce(
            pl.col("m").cast(pl.Int32),
            pl.col("b").replace_strict(MONTHS, default=None, return_dtype=pl.Int32),
            month,
        ),
        day=pl.coalesce(pl.col("d").cast(pl.Int32), day),
        hour=pl.when(late & (hour < _NOON))
        .then(hour + _NOON)
        .when((half == "a") & (hour == _NOON))
        .then(0)
        .when(half.is_in(["a", "p"]) & ~hour.is_between(1, _NOON))
        .then(_IMPOSSIBLE_HOUR)
        .otherwise(hour),
        minute=pl.col("n").cast(pl.Int32).fill_null(0),
        second=pl.col("s").cast(pl.Int32).fill_null(0),
        fraction=pl.col("f").fill_null("0").str.pad_end(6, "0").str.slice(0, 6),
        ambiguous=ambiguous & pl.col("p").is_not_null(),
        offset=_offset(),
    )
    text = filled("{}-{}-{} {}:{}:{}.{}", "year", "month", "day", "hour", "minute", "second", "fraction")
    low, high = YEARS
    possible = pl.col("year").is_between(low, high, closed="left") & (pl.col("second") <= _LAST_SECOND)
    wall = (
        pl.when(possible & ~pl.col("ambiguous"))
        .then(text)
        .str.to_datetime("%Y-%m-%d %H:%M:%S%.6f", strict=False, time_unit="us")
    )
    read = read.select(wall=wall, offset="offset", ambiguous=pl.col("ambiguous") & possible)
    frame = pl.concat([frame, read], how="horizontal")
    if numeric:
        frame = frame.with_columns(_numbers())
    return frame.with_columns(none=pl.col("t").str.contains(_NO_TIME))


def _offset() -> pl.Expr:
    digits = pl.col("z").str.extract(r"^[+-](\d{2}):?\d{2}$").cast(pl.Int32) * 60 + pl.col("z").str.extract(
        r"(\d{2})$"
    ).cast(pl.Int32, strict=False)
    signed = pl.when(pl.col("z").str.starts_with("-")).then(-digits).otherwise(digits)
    return pl.when(pl.col("z").is_in(["z", "utc", "gmt"])).then(0).otherwise(signed).cast(pl.Int32)


def _numbers() -> list[pl.Expr]:
    """Excel serials are wall-clock days since 1899-12-30; Unix times are moments."""
    text = pl.col("t")
    days = text.str.slice(0, 5).cast(pl.Int64, strict=False)
    # A serial shown with few decimals or stored as a float is never sharper than a second.
    seconds = (
        (pl.concat_str(pl.lit("0"), text.str.slice(5)).cast(pl.Decimal(20, 12), strict=False) * 86400)
        .round(0)
        .cast(pl.Int64)
    )
    serial = pl.datetime(1899, 12, 30) + pl.duration(days=days) + pl.duration(seconds=seconds)
    millis = text.str.pad_end(13, "0").cast(pl.Int64, strict=False)
    unix = pl.datetime(1970, 1, 1) + pl.duration(milliseconds=millis)
    return [
        pl.when(is_serial(text)).then(serial).when(is_epoch(text)).then(unix).otherwise("wall").alias("wall"),
        pl.when(is_epoch(text)).then(0).otherwise("offset").cast(pl.Int32).alias("offset"),
    ]
