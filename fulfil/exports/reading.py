"""Records that were found become rows and asides: the proved ones by Polars, in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from .careful import Reason, Record
from .lines import Lines, taken_for_packed
from .proof import REASONS, Proof

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .layout import Layout

TEXT_KEPT: Final = 4096
"""Characters of a record set aside that are kept; its bytes can be read again by offset."""

PLACE: Final = {"offset": pl.UInt64, "length": pl.UInt64, "line": pl.UInt64}
ASIDE: Final = pl.Schema(
    {**PLACE, "reason": pl.String, "cells": pl.UInt32, "position": pl.UInt64, "text": pl.String}
)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What was read of a window.

    Attributes:
        rows: `offset length line`, then the wanted cells, one row per readable record.
        aside: see `ASIDE`.
    """

    rows: pl.DataFrame
    aside: pl.DataFrame


def proved_rows(records: pl.DataFrame, lines: Lines, layout: Layout, *, literal: bool) -> pl.DataFrame | None:
    """The cells of proved records by Polars; None if it disagrees about them after all."""
    if records.is_empty():
        return _empty_rows(layout)
    encoded = _joined_runs(records, lines)
    # Something stands before a text that Polars would take for packed bytes; it has to be a whole record.
    before = taken_for_packed(encoded)
    if before:
        encoded = b"-" + layout.dialect.delimiter.encode() * (layout.width - 1) + b"\n" + encoded
    cells = pl.read_csv(
        encoded,
        has_header=False,
        separator=layout.dialect.delimiter,
        quote_char=None if literal else '"',
        columns=layout.wanted,
        infer_schema=False,
        empty_string_is_null=False,
    ).slice(int(before))
    if cells.height != records.height or sum(cells.null_count().row(0)):
        return None
    cells.columns = [str(index) for index in layout.wanted]
    return pl.concat([records.select(list(PLACE)), cells], how="horizontal")


def _joined_runs(records: pl.DataFrame, lines: Lines) -> bytes:
    if int(records["count"].sum()) == lines.frame.height:
        return lines.encoded
    behind = pl.col("first") + pl.col("count")
    runs = (
        records.lazy()
        .select(
            "first", behind=behind, run=(pl.col("first") != behind.shift(1)).fill_null(value=True).cum_sum()
        )
        .group_by("run", maintain_order=True)
        .agg(pl.col("first").first(), pl.col("behind").last())
        .collect()
    )
    starts = lines.encoded_edges.gather(runs["first"]).to_list()
    ends = lines.encoded_edges.gather(runs["behind"]).to_list()
    return b"".join(lines.encoded[start:end] for start, end in zip(starts, ends, strict=True))


def proved_aside(records: pl.DataFrame, lines: Lines, proof: Proof) -> pl.DataFrame:
    """Records that are proved to be blank or to have the wrong number of cells; see `ASIDE`."""
    if records.is_empty():
        return ASIDE.to_frame()
    return records.select(
        *PLACE,
        reason=pl.col("kind").replace_strict(
            {int(kind): str(reason) for kind, reason in REASONS.items()}, return_dtype=pl.String
        ),
        cells=proof.delimiters.gather(records["first"]) + 1,
        position=pl.lit(None, pl.UInt64),
        text=lines.frame["text"].gather(records["first"]).str.head(TEXT_KEPT),
    )


def _empty_rows(layout: Layout) -> pl.DataFrame:
    return pl.DataFrame(schema={**PLACE, **dict.fromkeys(map(str, layout.wanted), pl.String)})


def in_file_order(
    rows: list[pl.DataFrame], aside: list[pl.DataFrame], records: Sequence[Record], layout: Layout
) -> Reading:
    """Put what was proved and what was read carefully together, in the order of the file."""
    empty = _empty_rows(layout)
    careful = [
        (*_place(record), *(record.cells[index] for index in layout.wanted))
        for record in records
        if record.reason is None
    ]
    if careful or not rows:
        rows = [*rows, pl.DataFrame(careful, schema=empty.schema, orient="row")]
    broken = [_careful_aside(record) for record in records if record.reason is not None]
    if broken or not aside:
        aside = [*aside, pl.DataFrame(broken, schema=ASIDE, orient="row")]
    return Reading(_in_order(rows), _in_order(aside))


def _in_order(frames: list[pl.DataFrame]) -> pl.DataFrame:
    return frames[0] if len(frames) == 1 else pl.concat(frames).sort("offset")


def _place(record: Record) -> tuple[int, int, int]:
    return record.offset, record.length, record.lines[0].number


def _careful_aside(record: Record) -> tuple[object, ...]:
    counted = None if record.reason is Reason.BROKEN_QUOTE else len(record.cells)
    text = record.text.removesuffix("\n").removesuffix("\r")
    return (*_place(record), str(record.reason), counted, record.undecodable, text[:TEXT_KEPT])
