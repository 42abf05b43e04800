"""How often the fields that couriers need are missing in a file: what makes one cause of many findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from .facts.spine import lines_of, orders_of
from .findings import FIELD_OF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .exports.export import Export

_FLAGGED = pl.Schema(
    {
        "file": pl.UInt16(),
        "field": pl.String(),
        "rule": pl.String(),
        "judged": pl.UInt32(),
        "flagged": pl.UInt32(),
        "orders": pl.UInt32(),
        "of": pl.UInt32(),
        "recoverable": pl.UInt32(),
        "absent": pl.Boolean(),
        "reason": pl.String(),
    }
)


@dataclass(slots=True)
class Tally:
    """How one rule fared in one file."""

    judged: int = 0
    unknown: int = 0


def flagged_fields(
    tallies: Mapping[tuple[str, int], Tally],
    found: Mapping[str, pl.DataFrame],
    spine: pl.DataFrame,
    exports: Sequence[Export],
) -> pl.DataFrame:
    """How often each needed field is missing in each file; counts only, so that runs can be merged.

    Args:
        tallies: (rule, file) -> how it fared.
        found: rule -> its findings.
        spine: with `judged` and `order`.
        exports: all inputs.
    """
    rows = []
    for export in exports:
        mine = orders_of(lines_of(spine, export.index)).filter("judged")
        of = mine["order"].n_unique()
        for code, name in FIELD_OF.items():
            tally = tallies.get((code, export.index))
            if tally is None or code not in found:
                continue
            hits = found[code].filter(pl.col("file") == export.index)
            cured = (
                hits.filter(pl.col("suggestion").is_not_null())
                if "suggestion" in hits.columns
                else hits.head(0)
            )
            columns = export.recognition.columns.feeds
            reason = "column is absent"
            if name in columns:
                reason = "column is empty or useless"
            elif "address" in columns:
                reason = "is missing from the address text"
            rows.append(
                (
                    export.index,
                    name,
                    code,
                    tally.judged,
                    hits.height,
                    _orders(hits, spine),
                    of,
                    _orders(cured, spine),
                    name not in columns and "address" not in columns,
                    reason,
                )
            )
    return pl.DataFrame(rows, schema=_FLAGGED, orient="row")


def _orders(hits: pl.DataFrame, spine: pl.DataFrame) -> int:
    return spine["order"].gather(hits["row"].unique().sort()).n_unique() if hits.height else 0
