"""One narrow row per record that is a line, kept for the whole run; everything wide is dropped by block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..exports.cells.blanks import is_blank
from ..exports.states import CLOSED_VOCABULARIES
from ..exports.words import UNKNOWN
from ..tables import COLUMNS_OF, Subject
from .due import DUE, due_for_handoff, unknown_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..exports.export import Export

SUBJECT = pl.Enum([subject.value for subject in Subject])

#: What the spine keeps: what the row tells of, the place, the bytes of the record, the order, whether it is
#: due, and a hash by which repeated line keys are looked for.
SPINE = pl.Schema(
    {
        "row": pl.UInt32(),
        "subject": SUBJECT,
        "file": pl.UInt16(),
        "record": pl.UInt32(),
        "line": pl.UInt32(),
        "offset": pl.UInt64(),
        "length": pl.UInt32(),
        "order_id": pl.String(),
        "shop": pl.String(),
        "due": DUE,
        "key": pl.UInt64(),
        "presale_ship_at": pl.Datetime("us", "UTC"),
    }
)

#: What tells the lines of an order apart where the export has no line id.
_LINE_WORDS = ("sku", "product_name", "variant")


def spine_of(rows: pl.DataFrame, unread: pl.DataFrame) -> pl.DataFrame:
    """The spine's part of one block.

    Args:
        rows: typed rows.
        unread: their cells that could not be read (see `exports.typed.UNREAD`).
    """
    if "paid_at" in rows.columns:
        # A payment time that cannot be read is one: EXP004 tells it, and the order stays due.
        told = unread.filter(pl.col("field") == "paid_at")["row"].implode()
        rows = rows.with_columns(paid_at_written=pl.col("paid_at").is_not_null() | pl.col("row").is_in(told))
    names = rows.columns
    key = (
        ("order_id", "line_id")
        if "line_id" in names
        else ("order_id", *(n for n in _LINE_WORDS if n in names))
    )
    made = {
        # A placeholder such as `-` names no order, and must not make one of all lines that have it.
        "order_id": pl.when(~is_blank(pl.col("order_id"))).then("order_id"),
        "subject": pl.lit(Subject.ORDERS.value, SUBJECT),
        "due": due_for_handoff(names),
        # Order ids repeat across shops.
        "key": pl.struct("shop", *key).hash() if "shop" in names else pl.struct(key).hash(),
        "length": pl.col("length").cast(pl.UInt32),
    }
    return _selected(rows, made)


def spine_of_others(rows: pl.DataFrame, subject: Subject) -> pl.DataFrame:
    """The spine's part of a block's shipments or returns, which are never due.

    Args:
        rows: typed rows.
        subject: what they tell of.
    """
    made = {
        "subject": pl.lit(subject.value, SUBJECT),
        "due": pl.lit(None, DUE),
        "length": pl.col("length").cast(pl.UInt32),
    }
    return _selected(rows, made)


def _selected(rows: pl.DataFrame, made: Mapping[str, pl.Expr]) -> pl.DataFrame:
    names = rows.columns
    return (
        rows.lazy()
        .select(
            made[name].alias(name)
            if name in made
            else (pl.col(name) if name in names else pl.lit(None, dtype)).alias(name)
            for name, dtype in SPINE.items()
        )
        .collect()
    )


def orders_of(spine: pl.DataFrame) -> pl.DataFrame:
    """The rows that tell of orders; all of a run that reads nothing else, without a copy."""
    told = spine["subject"] == Subject.ORDERS.value
    return spine if told.all() else spine.filter(told)


def lines_of(spine: pl.DataFrame, file: int) -> pl.DataFrame:
    """The lines of one file, without a copy: they stand together."""
    start = int(spine["file"].search_sorted(file, "left"))
    return spine.slice(start, int(spine["file"].search_sorted(file, "right")) - start)


def with_lines(rows: pl.DataFrame, spine: pl.DataFrame, *names: str) -> pl.DataFrame:
    """Rows with columns of the lines that their `row` names: a row's number is its place in the spine.

    Args:
        rows: with `row`, null where it names no line.
        spine: all lines.
        names: columns of the spine; null where `row` is.
    """
    return rows.with_columns(spine[name].gather(rows["row"]).alias(name) for name in names)


def words_of(rows: pl.DataFrame) -> pl.DataFrame:
    """The status words of due lines that nothing says the meaning of: `row field value`."""
    schema = {"row": pl.UInt32, "field": pl.String, "value": pl.String}
    found = [
        rows.lazy()
        .filter(mask)
        .select("row", pl.lit(name).alias("field"), pl.col(name).fill_null("").alias("value"))
        for name, mask in unknown_words(rows.columns).items()
    ]
    return (
        pl.concat([pl.LazyFrame(schema=schema), *found])
        .unique("row", keep="first", maintain_order=True)
        .collect()
    )


def words_of_others(rows: pl.DataFrame, subject: Subject) -> pl.DataFrame:
    """The status words of shipments or returns that nothing says the meaning of: `row field value`."""
    found = [
        rows.lazy()
        .filter(pl.col(f"{column.name}_state") == UNKNOWN)
        .select("row", field=pl.lit(column.name), value=column.name)
        for column in COLUMNS_OF[subject].values()
        if column.vocabulary in CLOSED_VOCABULARIES and column.name in rows.columns
    ]
    schema = {"row": pl.UInt32, "field": pl.String, "value": pl.String}
    return pl.concat([pl.LazyFrame(schema=schema), *found]).collect()


def with_orders(spine: pl.DataFrame, exports: Sequence[Export]) -> pl.DataFrame:
    """Add `order`: the row of the first line of the order that each line belongs to; null for other rows.

    Lines belong together by the order id alone where the run has one platform and one shop, else by platform,
    shop and order id. Lines of a detail file take the shop of the order that they belong to, where exactly
    one has it. A line without an order id is an order of its own.
    """
    spine = _shops_of_details(spine, exports)
    platforms = {export.index: export.profile.platform for export in exports}
    orders = orders_of(spine).select("row", "file", "shop", "order_id")
    key = pl.col("order_id")
    if len(set(platforms.values())) > 1 or orders["shop"].n_unique() > 1:
        platform = pl.col("file").replace_strict(platforms, return_dtype=pl.String)
        key = pl.concat_str(platform, pl.col("shop").fill_null(""), key, separator="\x1f")
    keyed = orders.select("row", "order_id", key=key)
    first = pl.col("row")
    # Different hashes prove different keys, and most exports have one line an order.
    if keyed["key"].hash().n_unique() < keyed.height:
        first = first.first().over("key")
    order = pl.when(pl.col("order_id").is_null()).then("row").otherwise(first).alias("order")
    found = keyed.select(order).to_series()
    if found.len() == spine.height:
        return spine.with_columns(found)
    nobody = pl.repeat(None, spine.height, dtype=pl.UInt32, eager=True).alias("order")
    places = (spine["subject"] == Subject.ORDERS.value).arg_true()
    return spine.with_columns(nobody.scatter(places, found))


def _shops_of_details(spine: pl.DataFrame, exports: Sequence[Export]) -> pl.DataFrame:
    for detail in exports:
        of = detail.profile.lines_of
        lists = [export.index for export in exports if export.profile.name == of]
        if of is None or not lists:
            continue
        shops = (
            spine.lazy()
            .filter(pl.col("file").is_in(lists))
            .group_by("order_id")
            .agg(_shop=pl.col("shop").first(), _shops=pl.col("shop").n_unique())
            .filter(pl.col("_shops") == 1)
            .select("order_id", "_shop")
        )
        spine = (
            spine.lazy()
            .join(shops, on="order_id", how="left", maintain_order="left")
            .with_columns(
                shop=pl.when(pl.col("file") == detail.index)
                .then(pl.coalesce("shop", "_shop"))
                .otherwise("shop")
            )
            .drop("_shop")
            .collect()
        )
    return spine
