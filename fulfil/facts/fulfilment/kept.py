"""What is kept of a block of order rows, so that parcels can be held against them later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...exports.cells.batches import rework
from ...exports.cells.blanks import PLACEHOLDERS
from ...exports.cells.plainness import plainness
from .passed import passed_over

if TYPE_CHECKING:
    from collections.abc import Sequence

MOMENT: Final = pl.Datetime("us", "UTC")
MONEY: Final = pl.Decimal(18, 4)
#: Quantities are whole thousandths of a unit, so that sums and comparisons are those of integers.
UNIT: Final = 1000

_ADDRESS: Final = ("country", "province", "city", "county", "town", "street", "address")

#: Columns of orders that are kept as they are read, with their types.
_AS_READ: Final = {
    "parent_order_id": pl.String(),
    "original_order_id": pl.String(),
    "erp_order_id": pl.String(),
    "split_into": pl.String(),
    "line_id": pl.String(),
    "sku": pl.String(),
    "kit_sku": pl.String(),
    "model": pl.String(),
    "province": pl.String(),
    "fulfilment_channel": pl.String(),
    "currency": pl.String(),
    "carrier": pl.String(),
    "created_at": MOMENT,
    "paid_at": MOMENT,
    "promised_ship_at": MOMENT,
    "promised_delivery_at": MOMENT,
    "presale_ship_at": MOMENT,
    "shipped_at": MOMENT,
    "delivered_at": MOMENT,
    "cancelled_at": MOMENT,
    "goods_amount": MONEY,
    "freight_paid": MONEY,
    "order_paid": MONEY,
    "line_paid": MONEY,
    "refund_amount": MONEY,
}

#: Texts of other characters than these change when they are folded; folding costs four times this look.
_TO_FOLD: Final = r"[^\x{4E00}-\x{9FFF}0-9a-z]"
_IN_PHONES: Final = r"[\s()+.-]"

_STATES: Final = (
    *("status", "line_status", "payment_method", "cancelled_by", "replacement"),
    *("aftersale_status", "payment_status"),
)

#: The rows that are kept, beside `row`.
KEPT: Final = pl.Schema(
    {
        "row": pl.UInt32(),
        **_AS_READ,
        **{f"{name}_state": pl.String() for name in _STATES},
        "quantity": pl.Int64(),
        "cancelled_quantity": pl.Int64(),
        "weight_g": pl.Int64(),
        "named": pl.Boolean(),
        "numbered": pl.Boolean(),
        "passed": pl.Boolean(),
        "buyer_key": pl.UInt64(),
        "address_key": pl.UInt64(),
        "phone_key": pl.UInt64(),
        "recipient_key": pl.UInt64(),
    }
)


def kept_orders(rows: pl.DataFrame, passing: Sequence[str]) -> pl.DataFrame:
    """The columns of `KEPT` of a block's order rows; what the export lacks is null.

    Args:
        rows: typed rows.
        passing: patterns of the names of gifts and services (see `policy.Split`).
    """
    names = rows.columns
    made = {
        **{f"{name}_state": pl.col(f"{name}_state").cast(pl.String) for name in _STATES},
        "quantity": thousandths("quantity"),
        "cancelled_quantity": thousandths("cancelled_quantity"),
        "weight_g": thousandths("weight_kg"),
    }
    sources = {"weight_g": "weight_kg"}
    columns = []
    for name, dtype in KEPT.items():
        if name in ("named", "numbered", "passed") or name.endswith("_key"):
            continue
        given = sources.get(name, name) in names
        value = made.get(name, pl.col(name)) if given else pl.lit(None)
        columns.append(value.cast(dtype).alias(name))
    kept = rows.select(
        *columns,
        _named(names),
        _numbered(names),
        passed_over(rows, passing),
        _secret("buyer_id", rows).alias("buyer_key"),
        _address(rows).alias("address_key"),
        _phone(rows).alias("phone_key"),
        _secret("recipient", rows).alias("recipient_key"),
    )
    return kept.select(KEPT.names())


def thousandths(name: str) -> pl.Expr:
    """A Decimal column as whole thousandths."""
    return (pl.col(name) * UNIT).cast(pl.Int64)


def _named(names: list[str]) -> pl.Expr:
    """Whether the row tells of a line at all: lists of orders and summaries do not."""
    ways = [pl.col(name).is_not_null() for name in ("sku", "line_id", "product_name") if name in names]
    return (pl.any_horizontal(ways) if ways else pl.lit(value=False)).alias("named")


def _numbered(names: list[str]) -> pl.Expr:
    """Whether the record has a tracking number; null where the export has no such column."""
    number = (
        pl.col("tracking_number").is_not_null() if "tracking_number" in names else pl.lit(None, pl.Boolean)
    )
    return number.alias("numbered")


def _secret(name: str, rows: pl.DataFrame) -> pl.Series:
    """A key of a readable value; null for what is masked, encrypted or empty, which is never joined on."""
    if name not in rows.columns:
        return _no_keys(rows)
    cells = rows[name]
    odd = cells.str.contains(_TO_FOLD) | cells.is_in(PLACEHOLDERS)
    return _hashed(rework(cells, odd, _folded_secrets))


def _folded_secrets(cells: pl.Series) -> pl.Series:
    text = pl.col("cell").str.strip_chars().str.to_lowercase()
    plain = plainness(pl.col("cell")) == "plain"
    return cells.to_frame("cell").select(pl.when(plain).then(text)).to_series()


def _phone(rows: pl.DataFrame) -> pl.Series:
    """A key of a readable number; a privacy number with an extension is another one for every order."""
    if "phone" not in rows.columns:
        return _no_keys(rows)
    cells = rows["phone"]
    bare = rework(cells, cells.str.contains(_IN_PHONES), lambda some: some.str.replace_all(_IN_PHONES, ""))
    digits = pl.col("digits").str.strip_prefix("0086")
    plain = digits.str.contains(r"^\d{7,15}$")
    home = pl.when(digits.str.len_bytes() == len("8613800000000")).then(digits.str.strip_prefix("86"))
    number = pl.when(plain).then(pl.coalesce(home, digits))
    return _hashed(bare.to_frame("digits").select(number).to_series())


def _address(rows: pl.DataFrame) -> pl.Series:
    """A key of a readable address, however it is spaced and punctuated."""
    given = [name for name in _ADDRESS if name in rows.columns]
    texts = [name for name in ("street", "address") if name in given]
    if not texts:
        return _no_keys(rows)
    known = pl.any_horizontal(pl.col(name).is_not_null() for name in texts)
    whole = rows.select(pl.when(known).then(pl.concat_str(given, ignore_nulls=True))).to_series()
    folded = rework(whole, whole.str.contains(_TO_FOLD), _folded_addresses)
    return _hashed(folded)


def _folded_addresses(cells: pl.Series) -> pl.Series:
    cell = pl.col("cell")
    folded = cell.str.to_lowercase().str.replace_all(r"[\s\p{P}]+", "")
    readable = ~cell.str.contains(r"[*＊]|##|\$\$|~[A-Za-z0-9+/=]{8,}")
    return cells.to_frame("cell").select(pl.when(readable).then(folded)).to_series()


def _hashed(texts: pl.Series) -> pl.Series:
    """Keys of texts; null for null and for an empty one."""
    text = pl.col("text")
    return texts.to_frame("text").select(pl.when(text != "").then(text.hash())).to_series()


def _no_keys(rows: pl.DataFrame) -> pl.Series:
    return pl.repeat(None, rows.height, dtype=pl.UInt64, eager=True)
