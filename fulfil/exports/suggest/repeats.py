"""How the key repeats over the records, and whether what concerns the whole order is blank on repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import polars as pl

from ...tables import COLUMNS_OF, LINE_FIELDS, ORDER_LINES, Subject

if TYPE_CHECKING:
    from .sample import Sample
    from .settled import Settled


class Repeat(NamedTuple):
    """`grain` and `repeat` of a profile, and why."""

    grain: str
    repeat: str
    why: str


GRAINS: Final = {
    Subject.ORDERS: ("order", "line"),
    Subject.SHIPMENTS: ("parcel", "parcel_line"),
    Subject.RETURNS: ("return", "return_line"),
}

#: What some exports repeat though they leave the other columns of an order blank.
_MAY_REPEAT: Final = frozenset(
    {
        *("order_id", "erp_order_id", "buyer_id", "created_at", "paid_at", "currency", "shop", "status"),
        "tracking_number",
    }
)
_LINE_NAMES: Final = ("line_id", "sku", "product_name")


def repeat_of(sample: Sample, settled: Settled) -> Repeat:
    """What one record is, and how the columns of an order repeat over its records."""
    one, line = GRAINS[settled.subject]
    if settled.key is None:
        return Repeat(line, "all", "nothing names what a record tells of yet")
    frame = _frame(sample, settled, settled.key)
    records = frame.height
    if frame.is_empty():
        return Repeat(line, "all", "there are no records")
    header = sample.columns[settled.key]
    again = frame.select(continued=pl.col("_key") == pl.col("_above"), blank=pl.col("_blank"))
    continuing = again.filter(pl.col("continued") & pl.col("blank")).height
    if _sums_up(frame):
        return Repeat(
            line,
            "summary",
            f"an order with several records has one above them that names no goods (“{header}”)",
        )
    if continuing:
        return Repeat(line, "blank", f"{continuing} of {records} records leave blank what the one above says")
    if frame["_own"].drop_nulls().n_unique() == records:
        return Repeat(one, "once", f"each of {records} records has a “{header}” of its own")
    return Repeat(line, "all", f"“{header}” stands on several records")


def _frame(sample: Sample, settled: Settled, key: int) -> pl.DataFrame:
    """The `_own` key, the `_key` carried down, that of the record `_above`; `_blank`; and `_goods` named."""
    lines, proper, goods = _columns(settled)
    line_held = pl.any_horizontal(pl.col(lines).is_not_null()) if lines else pl.lit(value=False)
    order_blank = pl.all_horizontal(pl.col(proper).is_null()) if proper else pl.col(str(key)).is_null()
    carried = pl.col(str(key)).forward_fill()
    return sample.cells.select(
        _own=pl.col(str(key)),
        _key=carried,
        _above=carried.shift(1),
        _blank=order_blank & line_held,
        _goods=pl.any_horizontal(pl.col(goods).is_not_null()) if goods else pl.lit(value=True),
    )


def _columns(settled: Settled) -> tuple[list[str], list[str], list[str]]:
    """The cells of lines, those that are blank where an order goes on, and those that name goods."""
    columns = COLUMNS_OF[settled.subject]
    lines: list[str] = []
    proper: list[str] = []
    goods: list[str] = []
    for pick in settled.picks:
        of_line = (
            columns[pick.name].table == ORDER_LINES
            if settled.subject is Subject.ORDERS
            else pick.name in LINE_FIELDS
        )
        cells = list(map(str, pick.cells))
        if of_line:
            lines += cells
        elif pick.name not in _MAY_REPEAT:
            proper += cells
        if pick.name in _LINE_NAMES:
            goods += cells
    return lines, proper, goods


def _sums_up(frame: pl.DataFrame) -> bool:
    """Whether every order of several records has a first one without goods, above others that leave blank."""
    named = frame.filter(pl.col("_own").is_not_null())
    orders = named.group_by("_own", maintain_order=True).agg(
        records=pl.len(),
        first=pl.col("_goods").first(),
        others=pl.col("_goods").slice(1).all(),
        blank=pl.col("_blank").slice(1).all(),
    )
    several = orders.filter(pl.col("records") > 1)
    return (
        bool(several.height)
        and several.select((~pl.col("first") & pl.col("others") & pl.col("blank")).all()).item()
    )
