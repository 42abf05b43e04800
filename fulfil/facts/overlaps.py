"""Exports that overlap: what stands in several files of one platform counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ..tables import Subject
from .as_of import latest_believable
from .spine import orders_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..exports.export import Export

#: Rows that another file tells newer or more often: the row, and the file that counts instead.
SUPERSEDED = pl.Schema({"row": pl.UInt32(), "by": pl.UInt16()})

#: What names a line in a parcel and a line of a return, as far as an export has it.
_NAMES: Final[Mapping[Subject, tuple[str, ...]]] = {
    Subject.SHIPMENTS: ("carrier", "tracking_number", "shipment_id", "order_id", "line_id", "sku"),
    Subject.RETURNS: ("return_id", "refund_id", "order_id", "line_id", "sku"),
}

#: Columns that tell apart what has no name of its own, such as a returned unit without a label.
_EVENTS: Final = ("requested_at", "received_at", "refunded_at", "shipped_at")


def ranked(exports: Sequence[Export], moments: Mapping[int, pl.DataFrame], stray_days: float) -> list[int]:
    """The files by how new they are: by their latest event, then in the order of the arguments.

    The time of a file says when it was downloaded or copied, and is never looked at.

    Args:
        exports: all inputs.
        moments: file -> its latest events (see `as_of.MOMENTS`).
        stray_days: see `policy.Times`.

    Returns:
        The indices of the files, the newest last; a file without any event is the oldest.
    """
    latest = {export.index: latest_believable(moments[export.index], stray_days) for export in exports}
    return sorted(latest, key=lambda index: (latest[index] is not None, latest[index] or 0, index))


def overlapping_orders(spine: pl.DataFrame, exports: Sequence[Export], files: Sequence[int]) -> pl.DataFrame:
    """The order lines of which a newer file has another version (`SUPERSEDED`).

    Lines meet by order and line. Where one of two files has line ids and the other has not, nothing says
    which line is which, and the newer file tells of the whole order. Lists and details of one order are no
    overlap: they tell different things.

    Args:
        spine: with `order`.
        exports: all inputs.
        files: see `ranked`.
    """
    details = [export.index for export in exports if export.profile.lines_of]
    lines = orders_of(spine).filter(pl.col("order_id").is_not_null(), ~pl.col("file").is_in(details))
    several = lines.group_by("order").agg(pl.col("file").n_unique()).filter(pl.col("file") > 1)
    if several.is_empty():
        return SUPERSEDED.to_frame()
    by = {export.index: export.recognition.columns.named_lines for export in exports}
    shared = lines.join(several.select("order"), on="order", how="semi", maintain_order="left").with_columns(
        _by=pl.col("file").replace_strict(by, return_dtype=pl.Boolean)
    )
    alike = pl.col("_by").n_unique().over("order") == 1
    key = pl.struct("order", line=pl.when(alike).then("key")).hash()
    return _newest(shared.select("row", "file", key=key), files)


def overlapping_others(
    subject: Subject, rows: pl.DataFrame, exports: Sequence[Export], files: Sequence[int]
) -> pl.DataFrame:
    """The shipment or return lines that another file tells newer or more often (`SUPERSEDED`).

    A line in a parcel stands as often as in the file that has it most often: several equal lines of one file
    are several. A line of a return is what the newest file says; one without any id is counted like a parcel.

    Args:
        subject: shipments or returns.
        rows: typed rows of all files, with `row` and `file`.
        exports: all inputs.
        files: see `ranked`.
    """
    if rows.is_empty() or rows["file"].n_unique() == 1:
        return SUPERSEDED.to_frame()
    platforms = {export.index: export.profile.platform for export in exports}
    names = [name for name in ("shop", *_NAMES[subject]) if name in rows.columns]
    events = [name for name in _EVENTS if name in rows.columns]
    platform = pl.col("file").replace_strict(platforms, return_dtype=pl.String)
    nameless = pl.lit(value=False)
    if subject is Subject.RETURNS:
        ids = [pl.col(name).is_null() for name in ("return_id", "refund_id") if name in names]
        nameless = pl.all_horizontal(ids) if ids else pl.lit(value=True)
    told_apart = [pl.when(nameless).then(name).alias(name) for name in events]
    keyed = rows.select(
        "row",
        "file",
        key=pl.struct(platform.alias("_platform"), *names, *told_apart).hash(),
        often=nameless | pl.lit(subject is Subject.SHIPMENTS),
    )
    return _newest(keyed, files)


def _newest(rows: pl.DataFrame, files: Sequence[int]) -> pl.DataFrame:
    """The rows of each key that are not in its newest file; `often` asks for the file with most of them."""
    rank = {file: place for place, file in enumerate(files)}
    often = pl.col("often").first() if "often" in rows.columns else pl.lit(value=False)
    counted = (
        rows.group_by("key", "file")
        .agg(often=often, number=pl.len())
        .with_columns(
            number=pl.when("often").then("number").otherwise(0),
            rank=pl.col("file").replace_strict(rank, return_dtype=pl.UInt16),
        )
    )
    chosen = (
        counted.filter(pl.col("file").n_unique().over("key") > 1)
        .sort("number", "rank")
        .group_by("key")
        .agg(by=pl.col("file").last())
    )
    return (
        rows.join(chosen, on="key", how="inner", maintain_order="left")
        .filter(pl.col("file") != pl.col("by"))
        .select(pl.col(name).cast(dtype) for name, dtype in SUPERSEDED.items())
    )
