"""Where a carrier delivers, as the user states it in a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ..errors import PolicyError
from ..exports.words import fold_word

if TYPE_CHECKING:
    from datetime import datetime

_COLUMNS = ("carrier", "province", "city", "county", "served", "from", "until")
_REQUIRED = ("carrier", "province", "served")
_YES = ("yes", "y", "true", "1", "是")
_NO = ("no", "n", "false", "0", "否")
#: A row of the table speaks of a county, of a whole city, or of a whole province; the narrowest one counts.
_LEVELS = (("province", "city", "county"), ("province", "city"), ("province",))


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage table.

    Args:
        table: `carrier province city county` (String, null for all), `served` (Boolean), `from` and
            `until` (Date, null where open).
        carrier: the carrier of orders that name none (`--carrier`).
    """

    table: pl.DataFrame
    carrier: str | None = None


def read_coverage(path: str, carrier: str | None = None) -> Coverage:
    """Read a coverage table: a UTF-8 CSV with `carrier province city county served from until`.

    Empty `city` or `county` means all of them; `served` is yes or no; dates are `2026-11-22`.

    Raises:
        PolicyError: the file cannot be read, or lacks a column, or holds words that mean nothing.
    """
    try:
        raw = pl.read_csv(path, infer_schema=False, empty_string_is_null=True)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise PolicyError("the coverage table cannot be read as CSV", path=path, hint=str(error)) from error
    if missing := [name for name in _REQUIRED if name not in raw.columns]:
        raise PolicyError(f"the coverage table lacks the columns {', '.join(missing)}", path=path, line=1)
    table = raw.select(
        (pl.col(name) if name in raw.columns else pl.lit(None, pl.String)).str.strip_chars().alias(name)
        for name in _COLUMNS
    ).with_row_index("line", 2)
    served = pl.col("served").map_elements(fold_word, return_dtype=pl.String)
    table = table.with_columns(
        served=pl.when(served.is_in(_YES)).then(statement=True).when(served.is_in(_NO)).then(statement=False),
        from_date=pl.col("from").str.to_date("%Y-%m-%d", strict=False),
        until_date=pl.col("until").str.to_date("%Y-%m-%d", strict=False),
    )
    wrong = table.filter(
        pl.col("served").is_null()
        | (pl.col("from").is_not_null() & pl.col("from_date").is_null())
        | (pl.col("until").is_not_null() & pl.col("until_date").is_null())
    )
    if wrong.height:
        raise PolicyError(
            "`served` must be yes or no, and dates like 2026-11-22", path=path, line=int(wrong["line"][0])
        )
    return Coverage(
        table.select(
            "carrier",
            "province",
            "city",
            "county",
            "served",
            pl.col("from_date").alias("from"),
            pl.col("until_date").alias("until"),
        ),
        carrier,
    )


def served(places: pl.DataFrame, coverage: Coverage, as_of: datetime | None) -> pl.DataFrame:
    """Whether each place is served by its carrier at a moment.

    Args:
        places: `row carrier province city county`, names in full.
        coverage: the table.
        as_of: rows of the table that are not in force then do not count; all count where it is None.

    Returns:
        The places with `served` (Boolean, null where the table says nothing).
    """
    table = coverage.table.with_columns(_fold("carrier"))
    if as_of is not None:
        day = as_of.date()
        table = table.filter(
            (pl.col("from").is_null() | (pl.col("from") <= day))
            & (pl.col("until").is_null() | (pl.col("until") >= day))
        )
    stated = pl.lit(coverage.carrier, pl.String)
    named = places.with_columns(carrier=pl.coalesce("carrier", stated)).with_columns(_key=_fold("carrier"))
    answers = []
    for index, level in enumerate(_LEVELS):
        deeper = _LEVELS[0][len(level) :]
        here = table.filter(
            pl.all_horizontal(
                [pl.col(name).is_not_null() for name in level] + [pl.col(name).is_null() for name in deeper]
            )
        )
        # Where two rows of the table contradict each other, the one that refuses counts.
        here = here.group_by("carrier", *level).agg(pl.col("served").all().alias(f"_{index}"))
        named = named.join(
            here, left_on=["_key", *level], right_on=["carrier", *level], how="left", maintain_order="left"
        )
        answers.append(f"_{index}")
    return named.with_columns(served=pl.coalesce(answers)).drop("_key", *answers)


def _fold(name: str) -> pl.Expr:
    return pl.col(name).str.normalize("NFKC").str.strip_chars().str.to_lowercase()
